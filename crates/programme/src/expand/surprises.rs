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
        } else if entries.iter().all(|entry| entry.weight == 0) {
            let message = "nothing can come out: all weights are zero";
            self.error(code::OUT_OF_RANGE, &path, message);
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

    /// The least that so many draws give. The best of them must be able to make it up.
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
        let worth = self.some_money(&section.worth, &path);
        let most = best_of(entries, section.draws);
        if section.draws > 0 && !worth.is_zero() && most < worth {
            let message = format!("no {} draws can come to {}", section.draws, section.worth);
            let hint = "say what the entries are worth, or lower the floor";
            self.error_with(code::OUT_OF_RANGE, &path, message, Some(hint.to_owned()));
        }
        (section.draws, worth)
    }
}

/// The most that so many draws can be worth.
fn best_of(entries: &[SurpriseEntry], draws: u16) -> Money {
    let drawn = entries.iter().filter(|entry| entry.weight > 0);
    let best = drawn.map(|entry| entry.worth.0).max().unwrap_or(0);
    Money(best.saturating_mul(i64::from(draws)))
}
