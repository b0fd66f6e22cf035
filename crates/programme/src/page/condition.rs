//! Conditions in words, as far as they are simple; conditions themselves are never shown.
//!
//! Values such as categories and tags are shown as they are written, with spaces; a text `name-VALUE` of the
//! document gives them a name for people.

use super::context::Page;
use crate::condition::{Condition, Fact, Root, Shape, Subject};

/// What could be said about conditions.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Which goods.
    pub(super) goods: Vec<String>,
    /// Which goods not.
    pub(super) except: Vec<String>,
    /// Whole sentences.
    pub(super) sentences: Vec<String>,
    /// Tracks and their levels, by position.
    pub(super) levels: Vec<(usize, Vec<usize>)>,
    /// There is more that has no simple words.
    pub(super) more: bool,
}

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
                Shape::Truth { of: Subject::Attribute(_, name), holds } => {
                    self.attribute_truth(name, *holds, &mut told)
                }
                Shape::Present { of: Subject::Fact(Fact::StorePartner) } => {
                    told.sentences.push(self.words.c_partners.to_owned());
                    true
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
        if fact == Fact::LineKind && holds && values == ["goods"] {
            return true;
        }
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
            (Fact::MemberTags, true) => words.c_have,
            (Fact::MemberMemberships, true) => words.c_plan,
            (Fact::MemberVerified, true) => words.c_verified,
            (Fact::MemberProducts, true) => words.c_product,
            (Fact::MemberGroups, true) => words.c_group,
            (_, false) if has => words.c_have_not,
            (Fact::MemberConsents, true) => words.c_consent,
            (Fact::MemberJoinChannel, true) => words.c_joined,
            (Fact::MemberJoinChannel, false) => words.c_joined_not,
            (Fact::Choice(_), false) => words.c_choice_not,
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
            Fact::MemberGroups => match book.group_kind(value) {
                Some(kind) => Some(self.quoted(&self.name(&kind.name))),
                None if value.contains('@') => self.value_name(value),
                None => Some(self.quoted(&self.named(value))),
            },
            Fact::StorePartner => book.partner(value).map(|partner| self.name(&partner.name)),
            Fact::Choice(place) => {
                let choice = book.choices.get(usize::from(place))?;
                let option = choice.options.iter().find(|(key, _)| *key == *value)?;
                Some(self.quoted(&self.name(&option.1)))
            }
            Fact::BasketChannel | Fact::MemberJoinChannel => Some(match value {
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

    fn attribute_truth(&self, name: &str, holds: bool, told: &mut Told) -> bool {
        let Some(name) = self.value_name(name) else { return false };
        let template = if holds { self.words.c_only } else { self.words.c_not };
        told.sentences.push(self.say(template, [("names", name)]));
        true
    }

    fn tiers(&self, track: usize, values: &[&str], holds: bool, told: &mut Told) -> bool {
        let Some(known) = self.book.tracks.get(track) else { return false };
        let wanted = |key: &str| values.contains(&key) == holds;
        let levels = (0..known.levels.len()).filter(|at| wanted(known.levels[*at].key.as_str()));
        let levels: Vec<usize> = levels.collect();
        told.sentences.push(self.only_levels(known, &levels));
        told.levels.push((track, levels));
        true
    }
}
