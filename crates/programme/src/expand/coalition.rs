//! Several firms that issue and accept one unit: an earning rule `partner-KEY` for each that issues.

use super::context::Expander;
use super::offers::WHOLE;
use super::parts::{blank_rule, window};
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{Every, PartnerSection, Percent, ValueSection};
use crate::rulebook::{
    Coalition, Counting, Earning, Effect, Partner, Phase, Selection, Text, Trigger,
};
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The coalition, if there is one.
    pub(super) fn coalition(&mut self) {
        let doc = self.doc;
        let Some(section) = &doc.coalition else { return };
        let at = Path::root().key("coalition");
        let path = at.key("unit");
        let unit = self.unit_key(&section.unit.0, &path);
        self.needs_worth(&section.unit.0, &path);
        let unit = unit.unwrap_or_default();
        if section.partners.is_empty() {
            self.error(code::OUT_OF_RANGE, &at.key("partners"), "at least one partner is needed");
        }
        let clearing = section.clearing.unwrap_or(Every::Month);
        if matches!(clearing, Every::Lifetime | Every::AnniversaryYear) {
            let message = "calendar periods are needed here, such as `month`";
            self.error(code::NOT_ALLOWED, &at.key("clearing"), message);
        }
        let mut partners = Vec::new();
        for (key, partner) in &section.partners {
            let at = at.key("partners").key(key.as_str());
            partners.push(self.partner(key, partner, &unit, &at));
        }
        self.book.coalition = Some(Coalition { unit, partners, clearing: window(clearing) });
    }

    fn partner(&mut self, key: &str, section: &PartnerSection, unit: &Key, at: &Path) -> Partner {
        let name = self.name(&section.name, &at.key("name"), key);
        let lines = self.selection(section.on.as_ref(), None, at);
        let rule = match &section.issues {
            Some(issues) => Some(self.issuing(key, issues, unit, &name, &lines, at)),
            None => {
                self.only_with("issues", at, &[("on", section.on.is_some())]);
                None
            }
        };
        let accepts = section.accepts.unwrap_or(true);
        if !accepts {
            self.only_with("accepts", at, &[("gets", section.gets.is_some())]);
        }
        Partner {
            key: Key::new(key),
            name,
            rule,
            lines,
            accepts,
            pays: self.part(section.pays.as_ref(), &at.key("pays")),
            gets: self.part(section.gets.as_ref(), &at.key("gets")),
        }
    }

    /// The share of the worth that is settled: all of it when nothing is said.
    fn part(&mut self, section: Option<&Percent>, path: &Path) -> i64 {
        section.map_or(WHOLE, |share| self.share(share, path))
    }

    /// What a partner's customers get there.
    fn issuing(
        &mut self,
        key: &str,
        issues: &ValueSection,
        unit: &Key,
        name: &Text,
        lines: &Selection,
        at: &Path,
    ) -> Key {
        let rule_key = format!("partner-{key}");
        let trigger = Trigger::Purchase(Phase::Earning);
        let mut rule = blank_rule(&rule_key, "coalition", name.clone(), trigger);
        let basket = self.schema.in_scope(Scope::Basket);
        let here = vec![format!("store.partner == '{key}'")];
        rule.condition = self.combined(here, &(None, at.clone()), at, &basket);
        rule.lines = lines.clone();
        let share = self.some_part(issues, &at.key("issues"));
        rule.effects.push(Effect::Earn(Earning {
            unit: unit.clone(),
            amount: Counting::Percent(share),
            rounding: None,
            expiry: None,
            pending: None,
        }));
        self.add_rule(rule, at);
        Key::new(rule_key)
    }
}
