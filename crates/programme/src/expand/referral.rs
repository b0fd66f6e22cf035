//! Bringing friends: a rule for the friend's purchase, one for the advocate that it causes, and milestones.
//!
//! `referral` fires once in the friend's life and causes `referral-advocate` for the one who brought them; the metric
//! `referral_count` counts those, and `referral-milestone-N` fires when it reaches N.

use super::context::Expander;
use super::derived::{REFERRAL_COUNT, blank_metric};
use super::gives::Giver;
use super::metrics::referred;
use super::parts::blank_rule;
use crate::condition::{Schema, Scope};
use crate::diagnostic_codes as code;
use crate::document::{GivesSection, ReferralSection};
use crate::rulebook::{Cause, Effect, Limit, Measure, Metric, Phase, Rule, Text, Trigger, Whom};
use crate::source::Path;
use model::Key;
use model::calendar::Window;

/// The rule of the friend's purchase.
const REFERRAL: &str = "referral";
/// The rule for the one who brought the friend.
pub(super) const REFERRAL_ADVOCATE: &str = "referral-advocate";

impl Expander<'_> {
    /// What bringing friends gives, if anything.
    pub(super) fn referral(&mut self) {
        let doc = self.doc;
        let Some(section) = &doc.referral else { return };
        let at = Path::root().key("referral");
        let name = self.name(&section.name, &at.key("name"), REFERRAL);
        let metric = blank_metric(
            REFERRAL_COUNT.to_owned(),
            name.clone(),
            Measure::Visits,
            Window::Lifetime,
        );
        self.add_metric(Metric { occasion: referred(), ..metric }, &at);
        let member = self.schema.in_scope(Scope::Member);
        let friend = self.friend(section, &name, &member, &at);
        let advocate = self.advocate(section, &name, &member, &at);
        // One effect of the friend's rule is the cause.
        let gives = friend.effects.len() > 1 || !advocate.effects.is_empty();
        if !gives && section.milestones.is_empty() {
            self.error(
                code::GIVES_NOTHING,
                &at,
                "neither the friend nor the advocate gets anything",
            );
        }
        let mut friend = friend;
        let least = friend.minimum.as_ref().and_then(|minimum| minimum.amount);
        friend.effects = self.later(friend.effects, section.after.as_ref(), least, &at);
        self.add_rule(friend, &at);
        self.add_rule(advocate, &at);
        for (number, gives) in &section.milestones {
            let path = at.key("milestones").key(number.as_str());
            self.milestone(number, gives, &name, &member, &path);
        }
    }

    fn friend(
        &mut self,
        section: &ReferralSection,
        name: &Text,
        member: &Schema,
        at: &Path,
    ) -> Rule {
        let trigger = Trigger::Purchase(Phase::After);
        let mut rule = blank_rule(REFERRAL, REFERRAL, name.clone(), trigger);
        let mut generated = vec!["member.referred".to_owned()];
        generated.extend(self.joined_within(section.within.as_ref(), &at.key("within")));
        let own = (section.condition.as_ref(), at.key("if"));
        let basket = self.schema.in_scope(Scope::Basket);
        rule.condition = self.combined(generated, &own, at, &basket);
        rule.minimum = self.minimum(section.minimum.as_ref(), at);
        rule.limits.push(Limit { times: 1, window: Window::Lifetime, in_all: false });
        let rule_of_advocate = Key::new(REFERRAL_ADVOCATE);
        let cause = Cause { whom: Whom::Advocate, rule: rule_of_advocate, by_amount: false };
        let giver = giver(REFERRAL, name, member);
        rule.effects = self.gives(&section.friend, &at.key("friend"), &giver);
        rule.effects.push(Effect::Cause(cause));
        rule
    }

    fn advocate(
        &mut self,
        section: &ReferralSection,
        name: &Text,
        member: &Schema,
        at: &Path,
    ) -> Rule {
        let mut rule = blank_rule(REFERRAL_ADVOCATE, REFERRAL, name.clone(), Trigger::Consequence);
        let path = at.key("advocate_if");
        rule.condition = self.condition(section.advocate_if.as_ref(), &path, Scope::Member);
        rule.limits = self.limits(&section.limits, at);
        let giver = giver(REFERRAL_ADVOCATE, name, member);
        rule.effects = self.gives(&section.advocate, &at.key("advocate"), &giver);
        rule
    }

    fn milestone(
        &mut self,
        number: &str,
        gives: &GivesSection,
        name: &Text,
        member: &Schema,
        at: &Path,
    ) {
        let Some(number) = self.count(number, at) else { return };
        let key = format!("referral-milestone-{number}");
        let trigger = Trigger::Reached { window: Window::Lifetime };
        let mut rule = blank_rule(&key, REFERRAL, name.clone(), trigger);
        let reached = vec![format!("metric.{REFERRAL_COUNT} >= {number}")];
        rule.condition = self.combined(reached, &(None, at.clone()), at, member);
        rule.effects = self.gives_something(gives, at, &giver(&key, name, member));
        self.add_rule(rule, at);
    }
}

fn giver<'g>(key: &'g str, name: &'g Text, schema: &'g Schema) -> Giver<'g> {
    Giver { key, section: REFERRAL, name, schema, receipt: false, lines: None }
}
