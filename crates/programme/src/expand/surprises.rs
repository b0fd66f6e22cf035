//! Rewards that nobody knows until they are given.

use super::context::Expander;
use super::gives::Giver;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{FloorSection, SurpriseEntry as EntrySection, SurpriseSection};
use crate::rulebook::{Surprise, SurpriseEntry};
use crate::source::Path;
use model::{Key, Money};

impl Expander<'_> {
    /// The declared surprises.
    pub(super) fn surprises(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.surprises {
            let at = Path::root().key("surprises").key(key.as_str());
            let surprise = self.surprise(key, section, &at);
            self.book.surprises.push(surprise);
        }
    }

    fn surprise(&mut self, key: &str, section: &SurpriseSection, at: &Path) -> Surprise {
        let path = at.key("of");
        let mut entries = Vec::new();
        for (entry, part) in &section.of {
            entries.push(self.entry(key, entry, part, &path.key(entry.as_str())));
        }
        if entries.is_empty() {
            self.error(code::OUT_OF_RANGE, &path, "at least one thing can come out");
        }
        let floor = section.floor.as_ref();
        Surprise {
            key: Key::new(key),
            name: self.name(&section.name, &at.key("name"), key),
            floor: floor.map(|floor| self.draws_floor(floor, &entries, &at.key("floor"))),
            entries,
        }
    }

    fn entry(
        &mut self,
        surprise: &str,
        key: &str,
        section: &EntrySection,
        at: &Path,
    ) -> SurpriseEntry {
        let name = self.name(&section.name, &at.key("name"), key);
        let schema = self.schema.in_scope(Scope::Member);
        let giver = Giver {
            key: &format!("{surprise}-{key}"),
            section: "surprises",
            name: &name,
            schema: &schema,
            receipt: false,
            lines: None,
        };
        if section.weight == 0 {
            let message = "with a weight of zero this never comes out";
            self.error(code::OUT_OF_RANGE, &at.key("weight"), message);
        }
        // A draw that draws again might never end.
        if section.gives.surprise.is_some() {
            let path = at.key("gives").key("surprise");
            self.error(code::NOT_ALLOWED, &path, "a surprise cannot give another one");
        }
        SurpriseEntry {
            key: Key::new(key),
            weight: section.weight,
            condition: self.condition(section.condition.as_ref(), &at.key("if"), Scope::Member),
            worth: self.money_if(section.worth.as_ref(), &at.key("worth")).unwrap_or_default(),
            effects: self.gives(&section.gives, &at.key("gives"), &giver),
            name,
        }
    }

    /// The least that so many draws give. The last of them must be able to make up what is missing.
    fn draws_floor(
        &mut self,
        section: &FloorSection,
        entries: &[SurpriseEntry],
        at: &Path,
    ) -> (u16, Money) {
        if section.draws == 0 {
            self.error(code::OUT_OF_RANGE, &at.key("draws"), "at least one draw is needed");
        }
        let path = at.key("worth");
        let floor = (section.draws.max(1), self.some_money(&section.worth, &path));
        let all: Vec<&SurpriseEntry> = entries.iter().collect();
        if surely(&all, entries, floor.0) < floor.1 {
            let message =
                format!("no {} draws are sure to come to {}", section.draws, section.worth);
            let hint = "the last draw makes up what is missing: one entry must be worth enough";
            self.error_with(code::OUT_OF_RANGE, &path, message, Some(hint.to_owned()));
        }
        floor
    }
}

/// What so many draws come to at least, when all but the last bring the least, and the last the best of `open`.
pub(crate) fn surely(open: &[&SurpriseEntry], all: &[SurpriseEntry], draws: u16) -> Money {
    let best = open.iter().map(|entry| entry.worth.0).max().unwrap_or(0);
    let least = all.iter().map(|entry| entry.worth.0).min().unwrap_or(0);
    let before = i64::from(draws.saturating_sub(1));
    Money(least.saturating_mul(before).saturating_add(best))
}
