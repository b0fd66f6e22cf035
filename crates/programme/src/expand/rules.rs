//! Rules that follow from joining, a tier, a custom action, a recurring date or a purchase.

use super::context::Expander;
use super::gives::Giver;
use super::parts::blank_rule;
use crate::condition::{Schema, Scope, Type};
use crate::diagnostic_codes as code;
use crate::document::{GivesSection, RuleSection};
use crate::rulebook::{Phase, Trigger};
use crate::source::Path;
use model::Key;

/// What `when` can say.
const FORMS: &str =
    "`joining`, `purchase`, `tier TRACK`, `tier TRACK.LEVEL`, `event NAME` or `every N days`";

impl Expander<'_> {
    /// The declared rules.
    pub(super) fn rules(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.rules {
            let at = Path::root().key("rules").key(key.as_str());
            if let Some(trigger) = self.trigger(section, &at.key("when")) {
                self.rule(key, section, trigger, &at);
            }
        }
    }

    fn rule(&mut self, key: &str, section: &RuleSection, trigger: Trigger, at: &Path) {
        let schema = self.trigger_schema(&trigger);
        let purchase = matches!(trigger, Trigger::Purchase(_));
        let name = self.name(&section.name, &at.key("name"), key);
        let mut rule = blank_rule(key, "rules", name.clone(), trigger);
        let path = at.key("if");
        rule.condition = section
            .condition
            .as_ref()
            .and_then(|cel| self.compile(cel, &path, &schema, Type::Bool));
        if purchase {
            rule.lines = self.selection(section.on.as_ref(), section.sale_items, at);
            rule.minimum = self.minimum(section.minimum.as_ref(), at);
        } else {
            self.refuse_receipt_keys(section, at);
        }
        rule.schedule = self.schedule(&section.schedule, &at.key("schedule"));
        rule.limits = self.limits(&section.limits, at);
        rule.budget = self.budget(section.budget.as_ref(), at);
        let lines = rule.lines.clone();
        let lines = purchase.then_some(&lines);
        // What follows after a purchase no longer looks at the receipt; a bonus does.
        let bonus = rule.trigger == Trigger::Purchase(Phase::Bonus);
        let gift_schema =
            if purchase && !bonus { self.schema.in_scope(Scope::Member) } else { schema };
        let giver = Giver {
            key,
            section: "rules",
            name: &name,
            schema: &gift_schema,
            receipt: bonus,
            lines,
        };
        rule.effects = self.gives_something(&section.gives, &at.key("gives"), &giver);
        self.add_rule(rule, at);
    }

    fn refuse_receipt_keys(&mut self, section: &RuleSection, at: &Path) {
        for (key, given) in [
            ("on", section.on.is_some()),
            ("minimum", section.minimum.is_some()),
            ("sale_items", section.sale_items.is_some()),
        ] {
            if given {
                self.error(
                    code::NOT_ALLOWED,
                    &at.key(key),
                    format!("`{key}` goes with `when: purchase` only"),
                );
            }
        }
    }

    fn trigger_schema(&self, trigger: &Trigger) -> Schema {
        match trigger {
            Trigger::Purchase(_) => self.schema.in_scope(Scope::Basket),
            Trigger::Event(event) => self.event_schema(event.as_str()),
            _ => self.schema.in_scope(Scope::Member),
        }
    }

    fn trigger(&mut self, section: &RuleSection, path: &Path) -> Option<Trigger> {
        let words: Vec<&str> = section.when.split_whitespace().collect();
        match words.as_slice() {
            ["joining"] => Some(Trigger::Enrolment),
            ["purchase"] => Some(Trigger::Purchase(purchase_phase(&section.gives))),
            ["event", name] => {
                let doc = self.doc;
                let known: Vec<&str> = doc.events.keys().map(String::as_str).collect();
                self.refers("event", name, path, &known).then(|| Trigger::Event(Key::new(name)))
            }
            ["tier", name] => self.tier_trigger(name, path),
            ["every", days, "day" | "days"] => {
                let days = days.parse().ok().filter(|days| (1..=3_660u16).contains(days));
                if days.is_none() {
                    self.error(
                        code::OUT_OF_RANGE,
                        path,
                        "the number of days is between 1 and 3660",
                    );
                }
                days.map(|every_days| Trigger::Recurring { every_days })
            }
            _ => {
                let message =
                    format!("`{}` is not known here", super::scalar::shown(&section.when));
                self.error_with(
                    code::UNKNOWN_VALUE,
                    path,
                    message,
                    Some(format!("one of {FORMS}")),
                );
                None
            }
        }
    }

    fn tier_trigger(&mut self, name: &str, path: &Path) -> Option<Trigger> {
        let (track, tier) =
            name.split_once('.').map_or((name, None), |(track, tier)| (track, Some(tier)));
        let tracks = self.declared_tracks();
        let known: Vec<&str> = tracks.iter().map(String::as_str).collect();
        if !self.refers("tier track", track, path, &known) {
            return None;
        }
        if let Some(tier) = tier {
            let levels = self.names.tracks.get(track).cloned().unwrap_or_default();
            let known: Vec<&str> = levels.iter().map(String::as_str).collect();
            if !self.refers("tier", tier, path, &known) {
                return None;
            }
        }
        Some(Trigger::TierReached { track: Key::new(track), tier: tier.map(Key::new) })
    }
}

/// Units alone are a bonus; anything else follows after the purchase.
fn purchase_phase(gives: &GivesSection) -> Phase {
    let more = gives.free.is_some()
        || gives.coupon.is_some()
        || gives.certificate.is_some()
        || gives.tag.is_some()
        || gives.message.is_some();
    if gives.award.is_some() && !more { Phase::Bonus } else { Phase::After }
}
