//! Rules that follow from joining, a tier, a custom action, a date, a purchase, a number reached or a time without
//! purchases.

use super::context::Expander;
use super::gives::Giver;
use super::parts::blank_rule;
use crate::condition::{Schema, Scope};
use crate::diagnostic_codes as code;
use crate::document::{Percent, RuleSection, Span};
use crate::rulebook::{Effect, Phase, Trigger};
use crate::source::Path;
use model::calendar::Window;
use model::{Key, Money};

/// What `when` can say.
const FORMS: &str = "`joining`, `purchase`, `tier TRACK`, `tier TRACK.LEVEL`, `event NAME`, \
     `every N days`, `METRIC reaches N` or `no purchase for N days`";

/// What sets a rule off, and the part of its condition that `when` says.
type When = (Trigger, Option<String>);

impl Expander<'_> {
    /// The declared rules.
    pub(super) fn rules(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.rules {
            let at = Path::root().key("rules").key(key.as_str());
            if let Some(when) = self.when(section, &at.key("when")) {
                self.rule(key, section, when, &at);
            }
        }
    }

    fn rule(&mut self, key: &str, section: &RuleSection, when: When, at: &Path) {
        let (trigger, generated) = when;
        let schema = self.trigger_schema(&trigger);
        let purchase = matches!(trigger, Trigger::Purchase(_));
        let name = self.name(&section.name, &at.key("name"), key);
        let mut rule = blank_rule(key, "rules", name.clone(), trigger);
        let own = (section.condition.as_ref(), at.key("if"));
        let generated = generated.into_iter().collect();
        rule.condition = self.combined(generated, &own, &at.key("when"), &schema);
        if purchase {
            rule.lines = self.selection(section.on.as_ref(), section.sale_items, at);
            rule.minimum = self.minimum(section.minimum.as_ref(), at);
        } else {
            self.refuse_receipt_keys(section, at);
        }
        rule.schedule = self.schedule(&section.schedule, &at.key("schedule"));
        rule.limits = self.limits(&section.limits, at);
        rule.budget = self.budget(section.budget.as_ref(), at);
        rule.holdout = self.holdout(section.holdout.as_ref(), at);
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
        let effects = self.gives_something(&section.gives, &at.key("gives"), &giver);
        let least = rule.minimum.as_ref().and_then(|minimum| minimum.amount);
        rule.effects = self.later(effects, section.after.as_ref(), least, at);
        self.add_rule(rule, at);
    }

    /// The effects at once, or so long after unless less than `least` is left of the receipt.
    pub(super) fn later(
        &mut self,
        effects: Vec<Effect>,
        after: Option<&Span>,
        least: Option<Money>,
        at: &Path,
    ) -> Vec<Effect> {
        let Some(after) = self.span(after, &at.key("after")) else { return effects };
        let least = least.unwrap_or_default().max(Money(1));
        vec![Effect::Later { after, least, effects }]
    }

    /// The share of members who get nothing. `at` is the path of the section that has `holdout`.
    pub(super) fn holdout(&mut self, section: Option<&Percent>, at: &Path) -> i64 {
        section.map_or(0, |share| self.share(share, &at.key("holdout")))
    }

    fn refuse_receipt_keys(&mut self, section: &RuleSection, at: &Path) {
        let keys = [
            ("on", section.on.is_some()),
            ("minimum", section.minimum.is_some()),
            ("sale_items", section.sale_items.is_some()),
            ("after", section.after.is_some()),
        ];
        self.only_with("when: purchase", at, &keys);
    }

    fn trigger_schema(&self, trigger: &Trigger) -> Schema {
        match trigger {
            Trigger::Purchase(_) => self.schema.in_scope(Scope::Basket),
            Trigger::Event(event) => self.event_schema(event.as_str()),
            _ => self.schema.in_scope(Scope::Member),
        }
    }

    fn when(&mut self, section: &RuleSection, path: &Path) -> Option<When> {
        let words: Vec<&str> = section.when.split_whitespace().collect();
        if let [metric, "reaches", number] = words.as_slice() {
            return self.reached(metric, number, path);
        }
        self.trigger(section, &words, path).map(|trigger| (trigger, None))
    }

    fn trigger(&mut self, section: &RuleSection, words: &[&str], path: &Path) -> Option<Trigger> {
        match words {
            ["joining"] => Some(Trigger::Enrolment),
            ["purchase"] => Some(Trigger::Purchase(purchase_phase(section))),
            ["no", "purchase", "for", span @ ..] => self.idle(&span.join(" "), path),
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

    /// A number that a metric reaches, once in each of the metric's periods.
    fn reached(&mut self, metric: &str, number: &str, path: &Path) -> Option<When> {
        self.metric_key(metric, path)?;
        let condition = self.at_least(metric, number, path)?;
        let window = self.book.metric(metric).map_or(Window::Lifetime, |metric| metric.window);
        if matches!(window, Window::RollingDays(_)) {
            let message = format!("`{metric}` has no periods in which it could be reached once");
            let hint = "count it in calendar periods (`every`), or for ever";
            self.error_with(code::NOT_ALLOWED, path, message, Some(hint.to_owned()));
        }
        Some((Trigger::Reached { window }, Some(condition)))
    }

    fn idle(&mut self, text: &str, path: &Path) -> Option<Trigger> {
        let span = self.span(Some(&Span(text.to_owned())), path)?;
        if span.hours > 0 {
            self.error(code::NOT_ALLOWED, path, "whole days or months are needed here");
        }
        Some(Trigger::Idle(span))
    }

    fn tier_trigger(&mut self, name: &str, path: &Path) -> Option<Trigger> {
        let (track, tier) =
            name.split_once('.').map_or((name, None), |(track, tier)| (track, Some(tier)));
        self.known_tier(track, tier, path)?;
        Some(Trigger::TierReached { track: Key::new(track), tier: tier.map(Key::new) })
    }

    /// A reference to a declared track, and to a level of it.
    fn known_tier(&mut self, track: &str, tier: Option<&str>, path: &Path) -> Option<()> {
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
        Some(())
    }

    /// The effect of giving the tier `TRACK.LEVEL`.
    pub(super) fn tier_gift(&mut self, name: &str, path: &Path) -> Option<Effect> {
        let Some((track, tier)) = name.trim().split_once('.') else {
            let message = format!("`{}` does not say which tier", super::scalar::shown(name));
            let hint = "write the track and the level: `TRACK.LEVEL`";
            self.error_with(code::BAD_FORMAT, path, message, Some(hint.to_owned()));
            return None;
        };
        self.known_tier(track, Some(tier), path)?;
        Some(Effect::SetTier { track: Key::new(track), tier: Key::new(tier) })
    }
}

/// Units alone are a bonus; anything else follows after the purchase.
fn purchase_phase(section: &RuleSection) -> Phase {
    let gives = &section.gives;
    let more = gives.free.is_some()
        || gives.coupon.is_some()
        || gives.certificate.is_some()
        || gives.tag.is_some()
        || gives.surprise.is_some()
        || gives.membership.is_some()
        || gives.tier.is_some()
        || gives.message.is_some();
    let bonus = gives.award.is_some() && !more && section.after.is_none();
    if bonus { Phase::Bonus } else { Phase::After }
}
