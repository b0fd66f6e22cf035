//! Good causes: what members can give, and a rule `KEY-share` for what the business gives.

use super::context::Expander;
use super::parts::blank_rule;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{Audience, CauseSection, ValueSection};
use crate::rulebook::{Accrual, Effect, GoodCause, Party, Phase, Text, Trigger};
use crate::source::Path;
use model::Key;
use model::event::Ground;

impl Expander<'_> {
    /// The declared causes.
    pub(super) fn causes(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.causes {
            let at = Path::root().key("causes").key(key.as_str());
            let cause = self.cause(key, section, &at);
            self.book.causes.push(cause);
        }
    }

    fn cause(&mut self, key: &str, section: &CauseSection, at: &Path) -> GoodCause {
        let name = self.name(&section.name, &at.key("name"), key);
        let path = at.key("units");
        self.different(&section.units, &path);
        let mut units = Vec::new();
        for (place, unit) in section.units.iter().enumerate() {
            let path = path.index(place);
            if let Some(key) = self.unit_key(&unit.0, &path) {
                self.needs_worth(&unit.0, &path);
                units.push(key);
            }
        }
        match &section.share {
            Some(share) => self.business_share(key, share, section, &name, at),
            None => {
                let keys = [
                    ("on", section.on.is_some()),
                    ("if", section.condition.is_some()),
                    ("for", section.audience != Audience::default()),
                ];
                self.only_with("share", at, &keys);
            }
        }
        if section.units.is_empty() && section.share.is_none() {
            let message = "nothing comes to this cause";
            let hint =
                "say in `units` what members can give, or in `share` what the business gives";
            self.error_with(code::GIVES_NOTHING, at, message, Some(hint.to_owned()));
        }
        GoodCause {
            key: Key::new(key),
            name,
            units,
            goal: section.goal.as_ref().map(|goal| self.some_money(goal, &at.key("goal"))),
        }
    }

    fn business_share(
        &mut self,
        key: &str,
        share: &ValueSection,
        section: &CauseSection,
        name: &Text,
        at: &Path,
    ) {
        let trigger = Trigger::Purchase(Phase::After);
        let mut rule = blank_rule(&format!("{key}-share"), "causes", name.clone(), trigger);
        rule.public = section.audience == Audience::Everybody;
        rule.lines = self.selection(section.on.as_ref(), None, at);
        rule.condition = self.condition(section.condition.as_ref(), &at.key("if"), Scope::Basket);
        rule.effects.push(Effect::Accrue(Accrual {
            ground: Ground::Donation,
            party: Party::Named(Key::new(key)),
            share: self.some_part(share, &at.key("share")),
            cap: None,
        }));
        self.add_rule(rule, at);
    }
}
