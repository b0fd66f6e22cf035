//! Conditions in words, as far as they are simple; conditions themselves are never shown.
//!
//! Values such as categories and tags are shown as they are written, with spaces; a text `name-VALUE` of the
//! document gives them a name for people.

use super::context::Page;
use super::metric::scaled;
use crate::condition::{Bound, Condition, Fact, Root, Shape, Subject};
use model::Money;

/// What could be said about conditions.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Which goods.
    pub(super) goods: Vec<String>,
    /// Which goods not.
    pub(super) except: Vec<String>,
    /// Whole sentences.
    pub(super) sentences: Vec<String>,
    /// Track and levels, by position.
    pub(super) levels: Option<(usize, Vec<usize>)>,
    /// There is more that has no simple words.
    pub(super) more: bool,
}

const ONE: i128 = 1_000_000;

impl Page<'_> {
    /// Everything that can be said about these conditions together.
    pub(super) fn told(&self, conditions: &[Option<&Condition>]) -> Told {
        let mut told = Told::default();
        for shape in conditions.iter().flatten().flat_map(|condition| condition.shapes()) {
            let known = match &shape {
                Shape::Texts { of, any_of, holds } => self.texts(*of, any_of, *holds, &mut told),
                Shape::Number { of: Subject::Fact(fact), bound, than } => {
                    self.number(*fact, *bound, *than, &mut told)
                }
                Shape::Numbers { of: Subject::Fact(fact), any_of } => {
                    self.numbers(*fact, any_of, &mut told)
                }
                Shape::Truth { of: Subject::Fact(fact), holds } => {
                    self.truth(*fact, *holds, &mut told)
                }
                _ => false,
            };
            told.more |= !known;
        }
        told
    }

    fn texts(&self, of: Subject<'_>, values: &[&str], holds: bool, told: &mut Told) -> bool {
        let fact = match of {
            Subject::Fact(fact) => fact,
            Subject::Attribute(root, _) => return self.attribute(root, values, holds, told),
        };
        if let Some(goods) = self.goods(fact, values) {
            let list = if holds { &mut told.goods } else { &mut told.except };
            list.push(goods);
            return true;
        }
        if let Fact::Tier(track) = fact {
            return self.tiers(usize::from(track), values, holds, told);
        }
        let names: Option<Vec<String>> =
            values.iter().map(|value| self.member_value(fact, value)).collect();
        let Some(names) = names else { return false };
        let Some(template) = self.template(fact, holds) else { return false };
        told.sentences.push(self.say(template, [("names", self.alternatives(&names))]));
        true
    }

    /// The sentence for a list of names.
    fn template(&self, fact: Fact, holds: bool) -> Option<&'static str> {
        let words = self.words;
        let has = matches!(
            fact,
            Fact::MemberTags
                | Fact::MemberMemberships
                | Fact::MemberVerified
                | Fact::MemberProducts
                | Fact::MemberGroups
        );
        Some(match (fact, holds) {
            (_, true) if has => words.c_have,
            (_, false) if has => words.c_have_not,
            (Fact::BasketChannel, true) => words.c_channel,
            (Fact::BasketTenders, true) => words.c_tender,
            (Fact::Choice(_), true) => words.c_choice,
            (Fact::MemberSegments, true) => words.c_segment,
            (Fact::MemberCountry, true) => words.c_country,
            (
                Fact::StoreId
                | Fact::StoreTags
                | Fact::StoreBrand
                | Fact::StoreRegion
                | Fact::StoreCountry
                | Fact::StorePartner,
                true,
            ) => words.c_store,
            _ => return None,
        })
    }

    /// The name of a value that a condition asks for.
    fn member_value(&self, fact: Fact, value: &str) -> Option<String> {
        let (book, words) = (self.book, self.words);
        let quoted =
            |text: Option<&crate::rulebook::Text>| text.map(|text| self.quoted(&self.name(text)));
        match fact {
            Fact::MemberTags => Some(self.tag(value)),
            Fact::MemberMemberships => quoted(book.plan(value).map(|plan| &plan.name)),
            Fact::MemberVerified => quoted(book.verification(value).map(|proof| &proof.name)),
            Fact::MemberProducts => quoted(book.product(value).map(|product| &product.name)),
            Fact::MemberGroups => quoted(book.group_kind(value).map(|kind| &kind.name)),
            Fact::StorePartner => book.partner(value).map(|partner| self.name(&partner.name)),
            Fact::Choice(place) => {
                let choice = book.choices.get(usize::from(place))?;
                let option = choice.options.iter().find(|(key, _)| *key == *value)?;
                Some(self.quoted(&self.name(&option.1)))
            }
            Fact::BasketChannel => Some(match value {
                "till" => words.channel_till.to_owned(),
                "web" => words.channel_web.to_owned(),
                "app" => words.channel_app.to_owned(),
                "phone" => words.channel_phone.to_owned(),
                other => self.named(other),
            }),
            Fact::BasketTenders => Some(match value {
                "card" => words.tender_card.to_owned(),
                "cash" => words.tender_cash.to_owned(),
                other => self.named(other),
            }),
            _ => Some(self.named(value)),
        }
    }

    /// What a tag on the member is called: a badge, or what puts it there.
    pub(super) fn tag(&self, tag: &str) -> String {
        let badge = self.book.badge(tag).map(|badge| self.name(&badge.name));
        let named = || self.value_name(tag);
        let given = || {
            let gives = |rule: &&crate::rulebook::Rule| {
                rule.effects.iter().any(|effect| {
                    matches!(effect, crate::rulebook::Effect::Tag { tag: key, on: true } if *key == *tag)
                })
            };
            self.book.rules.iter().find(gives).and_then(|rule| self.given_name(rule))
        };
        let name = badge.or_else(named).or_else(given).unwrap_or_else(|| self.named(tag));
        self.quoted(&name)
    }

    /// The name that the document gives a value in its texts.
    fn value_name(&self, value: &str) -> Option<String> {
        let key = format!("name-{}", value.to_lowercase());
        self.book.texts.get(key.as_str()).map(|text| self.name(text))
    }

    /// A value as people read it.
    pub(super) fn named(&self, value: &str) -> String {
        self.value_name(value).unwrap_or_else(|| value.replace(['-', '_'], " "))
    }

    fn goods(&self, fact: Fact, values: &[&str]) -> Option<String> {
        let names: Vec<String> = match fact {
            Fact::LineKind => values.iter().map(|kind| self.kind(kind).to_owned()).collect(),
            Fact::LineSku
            | Fact::LineName
            | Fact::LineCategory
            | Fact::LineCategories
            | Fact::LineBrand
            | Fact::LineTags => values.iter().map(|value| self.named(value)).collect(),
            _ => return None,
        };
        let names = self.list(&names);
        Some(match fact {
            Fact::LineBrand => self.say(self.words.brand, [("names", names)]),
            _ => names,
        })
    }

    /// A kind of lines.
    pub(super) fn kind(&self, kind: &str) -> &'static str {
        let words = self.words;
        match kind {
            "shipping" => words.kind_shipping,
            "fee" => words.kind_fee,
            "deposit" => words.kind_deposit,
            "tip" => words.kind_tip,
            "certificate" => words.kind_certificate,
            "top_up" => words.kind_top_up,
            "donation" => words.kind_donation,
            _ => words.kind_goods,
        }
    }

    /// Attributes are technical words; they are told only when their values have names.
    fn attribute(&self, root: Root, values: &[&str], holds: bool, told: &mut Told) -> bool {
        let names: Option<Vec<String>> =
            values.iter().map(|value| self.value_name(value)).collect();
        let Some(names) = names else { return false };
        match (root, holds) {
            (Root::Line, true) => told.goods.push(self.list(&names)),
            (Root::Line, false) => told.except.push(self.list(&names)),
            (_, true) => {
                let names = self.alternatives(&names);
                told.sentences.push(self.say(self.words.c_only, [("names", names)]));
            }
            (_, false) => return false,
        }
        true
    }

    fn tiers(&self, track: usize, values: &[&str], holds: bool, told: &mut Told) -> bool {
        let Some(known) = self.book.tracks.get(track) else { return false };
        let wanted = |key: &str| values.contains(&key) == holds;
        let levels = (0..known.levels.len()).filter(|at| wanted(known.levels[*at].key.as_str()));
        let levels: Vec<usize> = levels.collect();
        told.sentences.push(self.only_levels(known, &levels));
        if told.levels.is_none() {
            told.levels = Some((track, levels));
        }
        true
    }

    fn truth(&self, fact: Fact, holds: bool, told: &mut Told) -> bool {
        let words = self.words;
        let sentence = match (fact, holds) {
            (Fact::MemberKnown, true) | (Fact::MemberBlocked, false) => return true,
            (Fact::LineOnSale, false) => words.c_not_on_sale,
            (Fact::LineOnSale, true) => words.c_on_sale,
            (Fact::BasketFirst, true) => words.c_first,
            (Fact::BasketFirst, false) => return self.purchases(1, told),
            (Fact::BasketLinked, true) => words.c_linked,
            (Fact::MemberBirthdayToday, true) => words.c_birthday,
            (Fact::MemberBirthdayMonth, true) => words.c_birthday_month,
            (Fact::MemberReferred, true) => words.c_referred,
            (Fact::TimeSalePeriod, true) => words.c_sale_period,
            (Fact::TimeSalePeriod, false) => words.not_in_sale_periods,
            _ => return false,
        };
        told.sentences.push(sentence.to_owned());
        true
    }

    fn purchases(&self, least: i64, told: &mut Told) -> bool {
        told.sentences.push(self.counted(self.words.c_purchases, least, 0));
        true
    }

    fn numbers(&self, fact: Fact, any_of: &[i128], told: &mut Told) -> bool {
        let words = self.words;
        match fact {
            Fact::MemberPurchases if any_of == [0] => told.sentences.push(words.c_first.to_owned()),
            Fact::TimeWeekday => {
                let days = any_of.iter().map(|day| {
                    let day = model::amount::narrow(day / ONE);
                    crate::format::weekday(self.language, day).to_owned()
                });
                let days: Vec<String> = days.collect();
                told.sentences.push(self.say(words.weekdays, [("days", self.list(&days))]));
            }
            Fact::MemberDaysToBirthday if any_of == [0] => {
                told.sentences.push(words.c_birthday.to_owned());
            }
            _ => return false,
        }
        true
    }

    fn number(&self, fact: Fact, bound: Bound, than: i128, told: &mut Told) -> bool {
        let sentence = match fact {
            Fact::LinePrice => {
                let goods = self.priced(bound, than);
                told.goods.push(goods);
                return true;
            }
            Fact::BasketTotal | Fact::BasketOriginalTotal if bound == Bound::AtLeast => {
                let money = self.major(than);
                Some(self.say(self.words.from_receipt, [("amount", money)]))
            }
            Fact::Metric(place) | Fact::MetricPrevious(place) => {
                let Some(metric) = self.book.metrics.get(usize::from(place)) else { return false };
                let amount = self.metric_amount(metric, self.metric_value(metric, than));
                let mut name = self.capital(&self.metric_name(metric));
                if matches!(fact, Fact::MetricPrevious(_)) {
                    name = self.say(self.words.m_before, [("metric", name)]);
                }
                Some(format!("{}.", self.bounded(name, bound, amount)))
            }
            Fact::Balance(place) => {
                let Some(unit) = self.book.units.get(usize::from(place)) else { return false };
                let amount = self.amount_of(unit, scaled(than, unit.scale), unit.scale);
                let name = self.words.balance.to_owned();
                Some(format!("{}.", self.bounded(name, bound, amount)))
            }
            _ => self.whole_number(fact, bound, than),
        };
        let known = sentence.is_some();
        told.sentences.extend(sentence);
        known
    }

    /// Facts that are counted: the bound becomes an inclusive one.
    fn whole_number(&self, fact: Fact, bound: Bound, than: i128) -> Option<String> {
        let words = self.words;
        let whole: i64 = model::amount::narrow(than / ONE);
        let (least, most) = match bound {
            Bound::AtLeast => (Some(whole), None),
            Bound::MoreThan => (Some(whole + 1), None),
            Bound::AtMost => (None, Some(whole)),
            Bound::LessThan => (None, Some(whole - 1)),
        };
        let (forms, number) = match (fact, least, most) {
            (Fact::MemberPurchases, None, Some(0)) => return Some(words.c_first.to_owned()),
            (Fact::MemberPurchases, Some(least), _) => (words.c_purchases, least),
            (Fact::MemberTenureDays, Some(least), _) => (words.c_tenure_from, least),
            (Fact::MemberTenureDays, _, Some(most)) => (words.c_tenure_to, most),
            (Fact::MemberTenureYears, Some(least), _) => (words.c_years_from, least),
            (Fact::MemberAgeYears, Some(least), _) => (words.c_age_from, least),
            (Fact::MemberAgeYears, _, Some(most)) => (words.c_age_to, most),
            (Fact::MemberDaysToBirthday, _, Some(most)) => (words.c_birthday_near, most),
            (Fact::BasketLinkedDays, _, Some(most)) => (words.c_linked_days, most),
            (Fact::BasketQuantity, Some(least), _) => (words.c_quantity, least),
            (Fact::TimeHour, Some(least), _) => return Some(self.hour(words.c_hour_from, least)),
            (Fact::TimeHour, _, Some(most)) => return Some(self.hour(words.c_hour_to, most + 1)),
            _ => return None,
        };
        Some(self.counted(forms, number, 0))
    }

    fn hour(&self, template: &str, hour: i64) -> String {
        let minute = u16::try_from(hour * 60).unwrap_or(0);
        self.say(template, [("hour", crate::format::clock(self.language, minute))])
    }

    fn priced(&self, bound: Bound, than: i128) -> String {
        let template = match bound {
            Bound::AtLeast | Bound::MoreThan => self.words.priced_from,
            Bound::AtMost | Bound::LessThan => self.words.priced_to,
        };
        self.say(template, [("amount", self.major(than))])
    }

    /// Money given in millionths of the major unit.
    fn major(&self, millionths: i128) -> String {
        self.money(Money(scaled(millionths, self.book.currency_scale)))
    }
}
