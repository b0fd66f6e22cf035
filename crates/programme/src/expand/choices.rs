//! What members choose for themselves.

use super::context::Expander;
use super::parts::window;
use crate::diagnostic_codes as code;
use crate::document::{ChoiceCounts, ChoiceSection, Every};
use crate::rulebook::Choice;
use crate::source::{Path, suggest};
use model::Key;

impl Expander<'_> {
    /// The declared choices, which conditions refer to by position.
    pub(super) fn choices(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.choices {
            let at = Path::root().key("choices").key(key.as_str());
            let choice = self.choice(key, section, &at);
            self.book.choices.push(choice);
        }
    }

    fn choice(&mut self, key: &str, section: &ChoiceSection, at: &Path) -> Choice {
        let keys = [("options", !section.options.is_empty()), ("free", section.free)];
        self.exactly_one(at, &keys);
        let name = self.name(&section.name, &at.key("name"), key);
        let mut options = Vec::new();
        for (option, text) in &section.options {
            let path = at.key("options").key(option.as_str());
            options.push((Key::new(option), self.name(text, &path, option)));
        }
        let most = section.pick.unwrap_or(1);
        self.check_pick(section, most, at);
        self.check_otherwise(section, most, at);
        let next_period = section.counts == ChoiceCounts::NextPeriod;
        if next_period && section.every == Every::Lifetime {
            let message = "`next_period` needs `every`: the periods";
            self.error(code::MISSING_KEY, &at.key("counts"), message);
        }
        Choice {
            key: Key::new(key),
            name,
            options,
            free: section.free,
            most,
            window: window(section.every),
            next_period,
            otherwise: section.otherwise.iter().map(|name| Key::new(&name.0)).collect(),
        }
    }

    fn check_pick(&mut self, section: &ChoiceSection, most: u8, at: &Path) {
        let path = at.key("pick");
        let count = section.options.len();
        if most == 0 {
            self.error(code::OUT_OF_RANGE, &path, "at least one option can be picked");
        } else if !section.free && count > 0 && usize::from(most) > count {
            let message = format!("{most} cannot be picked: the choice has {count} options");
            self.error(code::OUT_OF_RANGE, &path, message);
        }
    }

    fn check_otherwise(&mut self, section: &ChoiceSection, most: u8, at: &Path) {
        let path = at.key("otherwise");
        self.different(&section.otherwise, &path);
        if section.otherwise.len() > usize::from(most) {
            let message = format!("at most {most} can be picked, so no more can count otherwise");
            self.error(code::OUT_OF_RANGE, &path, message);
        }
        if section.free {
            return;
        }
        let known: Vec<&str> = section.options.keys().map(String::as_str).collect();
        for (place, name) in section.otherwise.iter().enumerate() {
            if !known.contains(&name.0.as_str()) {
                let message = format!("`{name}` is not among the options");
                let hint = suggest::hint(&name.0, &known);
                self.error_with(code::UNKNOWN_REFERENCE, &path.index(place), message, hint);
            }
        }
    }
}
