//! What conditions can read: the bridge from the working state to the facts of
//! the condition language. Nothing here allocates.

use crate::judge::Judge;
use crate::purchase::Lines;
use jiff::civil::Date;
use model::attribute::{Attributes, Value as Attribute};
use model::basket::Basket;
use model::{Activity, Key, Line};
use programme::condition::{Fact, Facts, MICRO, Root, Value};
use programme::rulebook::MetricKind;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// The facts for one judgement.
pub(crate) struct View<'v, 'a> {
    pub(crate) judge: &'v Judge<'a>,
    /// The basket and its working prices, on purchases.
    pub(crate) purchase: Option<(&'a Basket, &'v Lines)>,
    /// The line under judgement.
    pub(crate) line: Option<usize>,
    /// The custom action.
    pub(crate) event: Option<(&'a Key, &'a Attributes)>,
}

impl<'v, 'a> View<'v, 'a> {
    /// The member and the time, and the custom action when there is one.
    pub(crate) fn of_member(judge: &'v Judge<'a>) -> Self {
        let event = match judge.inputs.activity {
            Activity::Event(event) => Some((&event.event, &event.attributes)),
            Activity::Decide(decide) => {
                judge.submission(decide.submission).map(|s| (&s.event, &s.attributes))
            }
            _ => None,
        };
        Self { judge, purchase: None, line: None, event }
    }

    /// A whole basket.
    pub(crate) fn of_basket(judge: &'v Judge<'a>, basket: &'a Basket, lines: &'v Lines) -> Self {
        Self { judge, purchase: Some((basket, lines)), line: None, event: None }
    }

    fn line_at(&self, line: Option<usize>) -> Option<(&'a Line, usize)> {
        let (basket, _) = self.purchase?;
        let at = line.or(self.line)?;
        basket.lines.get(at).map(|l| (l, at))
    }

    fn money(&self, minor: i64) -> i128 {
        let decimals = 6u32.saturating_sub(u32::from(self.judge.book.currency_scale));
        i128::from(minor) * 10i128.pow(decimals)
    }

    fn metric_value(
        &self,
        place: u16,
        value: impl Fn(&programme::rulebook::Metric) -> i64,
    ) -> Option<i128> {
        let metric = self.judge.book.metrics.get(usize::from(place))?;
        let amount = value(metric);
        Some(match &metric.kind {
            MetricKind::Money => self.money(amount),
            MetricKind::Number => i128::from(amount) * 1_000,
            MetricKind::Units(unit) => {
                let one = self.judge.book.unit(unit.as_str()).map_or(1, |u| u.one());
                i128::from(amount) * MICRO / i128::from(one)
            }
        })
    }

    /// When the earlier receipt was paid that this one belongs to. One receipt
    /// takes one companion along.
    fn linked_at(&self) -> Option<model::Instant> {
        let linked = self.purchase?.0.linked.as_ref()?;
        let taken = self.judge.is_exhausted(&crate::purchase::linked_counter(linked.receipt));
        linked.at.filter(|_| !taken)
    }

    /// How many purchases the member made. Beside a purchase it is those before it, also
    /// for what is judged when it is counted already.
    fn purchases(&self) -> i64 {
        match self.purchase {
            Some(_) => {
                let stored = self.judge.member.series.get(crate::PURCHASES);
                stored.map_or(0, |series| series.sum(0, 0))
            }
            None => self.judge.series(crate::PURCHASES, 0, 0),
        }
    }

    fn today(&self) -> Date {
        self.judge.local().date()
    }

    fn birthday_in(&self, year: i16) -> Option<Date> {
        let birthday = self.judge.profile().birthday?;
        crate::birthday::in_year(birthday, year, self.judge.book.settings.leap_birthday)
    }

    fn days_to_birthday(&self) -> Option<i64> {
        let today = self.today();
        let this = self.birthday_in(today.year())?;
        let next = if this >= today { this } else { self.birthday_in(today.year() + 1)? };
        Some(i64::from((next - today).get_days()))
    }

    fn years_since(&self, day: Date) -> i64 {
        let today = self.today();
        let years = i64::from(today.year() - day.year());
        let not_yet = (today.month(), today.day()) < (day.month(), day.day());
        years - i64::from(not_yet)
    }

    fn member_number(&self, fact: Fact) -> Option<i128> {
        let member = self.judge.member;
        let joined = || member.enrolled_at.map(|at| self.judge.book.calendar.day(at));
        let count = match fact {
            Fact::MemberTenureDays => i64::from((self.today() - joined()?).get_days()),
            Fact::MemberTenureYears => self.years_since(joined()?),
            Fact::MemberAgeYears => {
                let birthday = self.judge.profile().birthday?;
                self.years_since(Date::new(birthday.year?, birthday.month, birthday.day).ok()?)
            }
            Fact::MemberDaysToBirthday => self.days_to_birthday()?,
            Fact::MemberPurchases => self.purchases(),
            _ => return None,
        };
        Some(i128::from(count) * MICRO)
    }

    fn time_number(&self, fact: Fact) -> Option<i128> {
        let at = self.judge.inputs.at;
        let local = self.judge.local();
        let count = match fact {
            Fact::TimeNow => return Some(i128::from(at.as_millisecond()) * 1_000),
            Fact::TimeHour => i64::from(local.hour()),
            Fact::TimeMinute => i64::from(local.minute()),
            Fact::TimeWeekday => i64::from(local.date().weekday().to_monday_one_offset()),
            Fact::TimeDay => i64::from(local.day()),
            Fact::TimeMonth => i64::from(local.month()),
            Fact::TimeYear => i64::from(local.year()),
            _ => return None,
        };
        Some(i128::from(count) * MICRO)
    }

    fn texts<'s>(&'s self, fact: Fact, line: Option<usize>) -> Texts<'s> {
        let profile = self.judge.profile();
        match fact {
            Fact::MemberTags
            | Fact::MemberMemberships
            | Fact::MemberVerified
            | Fact::MemberProducts
            | Fact::MemberGroups => Texts::Own(self.judge, fact),
            Fact::Choice(place) => match self.judge.book.choices.get(usize::from(place)) {
                Some(choice) => Texts::List(self.judge.chosen(choice)),
                None => Texts::List(&[]),
            },
            Fact::MemberSegments => Texts::Set(&profile.segments),
            Fact::MemberConsents => Texts::Set(&profile.consents),
            Fact::StoreTags => {
                self.purchase.map_or(Texts::List(&[]), |p| Texts::List(&p.0.store.tags))
            }
            Fact::LineTags => {
                self.line_at(line).map_or(Texts::List(&[]), |l| Texts::List(&l.0.tags))
            }
            Fact::LineCategories => {
                self.line_at(line).map_or(Texts::List(&[]), |l| Texts::Categories(l.0))
            }
            Fact::BasketCoupons => {
                self.purchase.map_or(Texts::List(&[]), |p| Texts::Coupons(&p.1.coupons))
            }
            Fact::BasketTenders => self.purchase.map_or(Texts::List(&[]), |p| Texts::Tenders(p.0)),
            _ => Texts::List(&[]),
        }
    }
}

/// A list of texts, wherever it is kept.
enum Texts<'s> {
    List(&'s [Key]),
    Set(&'s BTreeSet<Key>),
    Categories(&'s Line),
    Coupons(&'s [Key]),
    Tenders(&'s Basket),
    /// What changes within a decision.
    Own(&'s Judge<'s>, Fact),
}

impl Texts<'_> {
    fn contains(&self, wanted: &str) -> bool {
        match self {
            Self::List(list) | Self::Coupons(list) => list.iter().any(|k| k == wanted),
            Self::Set(set) => set.contains(wanted),
            Self::Categories(line) => {
                line.category.as_ref().is_some_and(|c| c == wanted)
                    || line.categories.iter().any(|c| c == wanted)
            }
            Self::Tenders(basket) => basket.tenders.iter().any(|t| t.kind == wanted),
            Self::Own(judge, fact) => match fact {
                Fact::MemberTags => judge.has_tag(wanted),
                Fact::MemberMemberships => judge.memberships().any(|k| k == wanted),
                Fact::MemberVerified => judge.verified().any(|k| k == wanted),
                Fact::MemberProducts => judge.products().any(|k| k == wanted),
                _ => judge.in_group(wanted),
            },
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::List(list) | Self::Coupons(list) => list.len(),
            Self::Set(set) => set.len(),
            Self::Categories(line) => {
                let main = line.category.as_ref().filter(|c| !line.categories.contains(c));
                line.categories.len() + usize::from(main.is_some())
            }
            Self::Tenders(basket) => basket.tenders.len(),
            Self::Own(judge, fact) => match fact {
                Fact::MemberTags => judge.tag_count(),
                Fact::MemberMemberships => judge.memberships().count(),
                Fact::MemberVerified => judge.verified().count(),
                Fact::MemberProducts => judge.products().count(),
                _ => judge.member.seats.len(),
            },
        }
    }
}

impl Facts for View<'_, '_> {
    fn number(&self, fact: Fact, line: Option<usize>) -> Option<i128> {
        match fact {
            Fact::LineQuantity => self.line_at(line).map(|(l, _)| i128::from(l.quantity.0) * 1_000),
            Fact::LinePrice => self.line_at(line).map(|(l, _)| self.money(l.price.0)),
            Fact::LineAmount => self.line_at(line).map(|(l, _)| self.money(l.amount.0)),
            Fact::LinePaid => {
                let (_, at) = self.line_at(line)?;
                Some(self.money(self.purchase?.1.paid(at)))
            }
            Fact::LineCost => self.line_at(line).and_then(|(l, _)| l.cost).map(|c| self.money(c.0)),
            Fact::BasketTotal => self.purchase.map(|(_, lines)| self.money(lines.goods_total())),
            Fact::BasketOriginalTotal => {
                self.purchase.map(|(_, lines)| self.money(lines.goods_original()))
            }
            Fact::BasketQuantity => {
                self.purchase.map(|(_, lines)| i128::from(lines.goods_quantity()) * 1_000)
            }
            Fact::BasketLinkedDays => {
                let day = self.judge.book.calendar.day(self.linked_at()?);
                Some(i128::from((self.today() - day).get_days()) * MICRO)
            }
            Fact::Metric(place) => {
                self.metric_value(place, |m| self.judge.metric(m, self.judge.inputs.at))
            }
            Fact::MetricPrevious(place) => {
                self.metric_value(place, |m| self.judge.metric_previous(m, self.judge.inputs.at))
            }
            Fact::Balance(place) => {
                let unit = self.judge.book.units.get(usize::from(place))?;
                let balance = self.judge.spendable(&unit.key).0;
                Some(i128::from(balance) * MICRO / i128::from(unit.one()))
            }
            Fact::EventQuantity | Fact::EventAmount => {
                let name = if fact == Fact::EventAmount { "amount" } else { "quantity" };
                match self.event?.1.get(name)? {
                    Attribute::Number { milli } => Some(i128::from(*milli) * 1_000),
                    _ => None,
                }
            }
            _ if fact.root() == Root::Time => self.time_number(fact),
            _ => self.member_number(fact),
        }
    }

    fn text(&self, fact: Fact, line: Option<usize>) -> Option<&str> {
        let member = self.judge.member;
        match fact {
            Fact::LineSku => self.line_at(line).map(|(l, _)| l.sku.as_str()),
            Fact::LineName => self.line_at(line).and_then(|(l, _)| l.name.as_deref()),
            Fact::LineCategory => {
                self.line_at(line).and_then(|(l, _)| l.category.as_ref()).map(Key::as_str)
            }
            Fact::LineBrand => {
                self.line_at(line).and_then(|(l, _)| l.brand.as_ref()).map(Key::as_str)
            }
            Fact::LineKind => self.line_at(line).map(|(l, _)| l.kind.word()),
            Fact::MemberAffiliate => member.affiliate.as_ref().map(|a| a.partner.as_str()),
            Fact::BasketChannel => self.purchase.map(|(b, _)| b.channel.as_str()),
            Fact::BasketCurrency => Some(self.judge.book.currency.as_str()),
            Fact::MemberJoinChannel => member.join_channel.as_ref().map(Key::as_str),
            Fact::MemberJoinStore => member.join_store.as_ref().map(Key::as_str),
            Fact::MemberLanguage => self.judge.profile().language.as_ref().map(Key::as_str),
            Fact::MemberCountry => self.judge.profile().country.as_ref().map(Key::as_str),
            Fact::StoreId => self.purchase.map(|(b, _)| b.store.id.as_str()),
            Fact::StoreCountry => {
                self.purchase.and_then(|(b, _)| b.store.country.as_ref()).map(Key::as_str)
            }
            Fact::StoreRegion => {
                self.purchase.and_then(|(b, _)| b.store.region.as_ref()).map(Key::as_str)
            }
            Fact::StoreBrand => {
                self.purchase.and_then(|(b, _)| b.store.brand.as_ref()).map(Key::as_str)
            }
            Fact::StorePartner => {
                self.purchase.and_then(|(b, _)| b.store.partner.as_ref()).map(Key::as_str)
            }
            Fact::TillId => self.purchase.and_then(|(b, _)| b.till.as_ref()).map(Key::as_str),
            Fact::TimeDate => Some(self.judge.date_text()),
            Fact::EventKey => self.event.map(|(key, _)| key.as_str()),
            Fact::Tier(place) => {
                let track = self.judge.book.tracks.get(usize::from(place))?;
                self.judge.tier(track.key.as_str()).map(|state| state.tier.as_str())
            }
            _ => None,
        }
    }

    fn truth(&self, fact: Fact, line: Option<usize>) -> Option<bool> {
        match fact {
            Fact::LineOnSale => self.line_at(line).map(|(l, _)| l.on_sale),
            Fact::BasketFirst => Some(self.purchases() == 0),
            Fact::BasketLinked => self.purchase.map(|_| self.linked_at().is_some()),
            Fact::MemberReferred => Some(self.judge.member.advocate.is_some()),
            Fact::MemberKnown => Some(self.judge.has_member()),
            Fact::MemberBlocked => Some(self.judge.member.blocked),
            Fact::MemberBirthdayToday => Some(self.days_to_birthday()? == 0),
            Fact::MemberBirthdayMonth => {
                Some(self.judge.profile().birthday?.month == self.today().month())
            }
            Fact::TimeSalePeriod => Some(self.judge.in_sale_period()),
            _ => None,
        }
    }

    fn contains(&self, fact: Fact, line: Option<usize>, wanted: &str) -> bool {
        self.texts(fact, line).contains(wanted)
    }

    fn entries(&self, fact: Fact, line: Option<usize>) -> usize {
        self.texts(fact, line).len()
    }

    fn attribute(&self, root: Root, name: &SmolStr, line: Option<usize>) -> Option<Value<'_>> {
        let attributes = match root {
            Root::Line => &self.line_at(line)?.0.attributes,
            Root::Basket => &self.purchase?.0.attributes,
            Root::Member => &self.judge.profile().attributes,
            Root::Event => self.event?.1,
            _ => return None,
        };
        Some(match attributes.get(name.as_str())? {
            Attribute::Truth(truth) => Value::Truth(*truth),
            Attribute::Number { milli } => Value::Number(i128::from(*milli) * 1_000),
            Attribute::Text(text) => Value::Text(text),
        })
    }

    fn line_count(&self) -> usize {
        self.purchase.map_or(0, |(basket, _)| basket.lines.len())
    }
}
