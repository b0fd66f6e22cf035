//! Activities that are about one thing: joining, facts, custom actions,
//! corrections, coupons by hand.

use crate::facts::View;
use crate::judge::Judge;
use model::activity::{Adjust, CustomEvent, Enrol, GrantCoupon, Update};
use model::attribute::Value;
use model::event::TierCause;
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Units};
use programme::rulebook::{AttributeKind, EventType, Occasion};

impl<'a> Judge<'a> {
    pub(crate) fn enrol(&mut self, enrol: &'a Enrol) {
        if self.member.enrolled_at.is_some() {
            return self.refuse_all(Code::MEMBER_EXISTS, None, None);
        }
        let event = Event::MemberEnrolled {
            profile: enrol.profile.clone(),
            channel: enrol.channel.clone(),
            store: enrol.store.clone(),
        };
        self.push(event, Because::default());
        self.settle_tiers();
        let book = self.book;
        for &position in &book.index.enrolment {
            self.run_member_rule(&book.rules[usize::from(position)], None);
        }
        self.settle_tiers();
    }

    pub(crate) fn update(&mut self, update: &'a Update) {
        if let Some(profile) = &update.profile {
            self.push(Event::ProfileChanged { profile: profile.clone() }, Because::default());
        }
        if let Some(blocked) = update.blocked {
            self.push(Event::BlockingChanged { blocked }, Because::default());
        }
        let Some((track, tier)) = &update.invite else {
            return;
        };
        let book = self.book;
        let found = book.track(track.as_str()).and_then(|t| Some((t, t.rank(tier.as_str())?)));
        match found {
            Some((track, rank)) => {
                let before = self.rank(track);
                self.change_tier(track, Some(rank), TierCause::Invited, self.inputs.at);
                if Some(rank) > before {
                    self.tier_rules(track, before, rank);
                }
            }
            None => self.refuse_all(Code::REQUEST_INVALID, Some(tier), None),
        }
    }

    pub(crate) fn custom_event(&mut self, event: &'a CustomEvent) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(kind) = book.event(event.event.as_str()) else {
            return self.refuse_all(Code::EVENT_UNKNOWN, Some(&event.event), None);
        };
        if let Some(attribute) = misfit(kind, event) {
            return self.refuse_all(Code::EVENT_INVALID, Some(&attribute), None);
        }
        if kind.once_per_reference
            && let Some(reference) = &event.reference
        {
            let owner = self.inputs.snapshot.owner;
            let counter =
                Key(smol_str::format_smolstr!("event:{owner}/{}/{reference}", event.event));
            if !self.claim(counter, 1, Some(1)) {
                return self.refuse_all(Code::EVENT_DUPLICATE, Some(&event.event), None);
            }
        }
        let counted =
            Event::ActionCounted { event: event.event.clone(), reference: event.reference.clone() };
        self.push(counted, Because::default());
        if self.limits_reached("event", &kind.key, &kind.limits)
            || !self.count_use("event", &kind.key, &kind.limits)
        {
            return self.refuse(Code::OFFER_LIMIT, Some(&event.event), None);
        }
        self.count_event_metrics(event);
        self.event_rules(event);
        self.settle_tiers();
        self.convert();
    }

    fn count_event_metrics(&mut self, event: &'a CustomEvent) {
        let book = self.book;
        for metric in &book.metrics {
            if metric.occasion != Occasion::Event(event.event.clone()) {
                continue;
            }
            let view = View::of_member(self);
            if metric.condition.as_ref().is_some_and(|c| !c.test(&view)) {
                continue;
            }
            let delta = match &metric.measure {
                programme::rulebook::Measure::Formula(formula) => {
                    model::amount::narrow(formula.number(&view).unwrap_or(0) / 1_000)
                }
                _ => 1_000,
            };
            self.push_count(metric.series.clone(), metric.window, delta, Vec::new());
        }
    }

    fn event_rules(&mut self, event: &'a CustomEvent) {
        let book = self.book;
        let Some(positions) = book.index.events.get(&event.event) else {
            return;
        };
        for &position in positions {
            let rule = &book.rules[usize::from(position)];
            let view = View::of_member(self);
            let in_force = rule.schedule.covers(&book.calendar, self.inputs.at)
                && rule.condition.as_ref().is_none_or(|c| c.test(&view))
                && !self.limits_reached("limit", &rule.key, &rule.limits)
                && !rule.budget.as_ref().is_some_and(|b| self.budget_exhausted(b));
            if in_force && self.count_use("limit", &rule.key, &rule.limits) {
                self.give_effects(&rule.key, rule.budget.as_ref(), &rule.effects, None);
            }
        }
    }

    pub(crate) fn adjust(&mut self, adjust: &Adjust) {
        let book = self.book;
        if self.member.enrolled_at.is_none() {
            return self.refuse_all(Code::MEMBER_REQUIRED, None, None);
        }
        let Some(unit) = book.unit(adjust.unit.as_str()) else {
            return self.refuse_all(Code::UNIT_UNKNOWN, Some(&adjust.unit), None);
        };
        if adjust.reason.trim().is_empty() {
            return self.refuse_all(Code::ADJUST_REASON, None, None);
        }
        if adjust.amount.0.abs() > model::amount::LARGEST_INPUT {
            return self.refuse_all(Code::AMOUNT_TOO_LARGE, None, None);
        }
        let left = -adjust.amount.0 - self.spendable(&unit.key).0.max(0);
        if adjust.amount.0 < 0 && left > 0 {
            let missing = Missing::Units { unit: unit.key.clone(), amount: Units(left) };
            return self.refuse_all(Code::UNITS_INSUFFICIENT, Some(&unit.key), Some(missing));
        }
        let expires_at =
            adjust.expires_at.or_else(|| unit.expiry.of(&book.calendar, self.inputs.at));
        let event = Event::Adjusted {
            unit: unit.key.clone(),
            amount: adjust.amount,
            expires_at: expires_at.filter(|_| adjust.amount.0 > 0),
            reason: adjust.reason.clone(),
        };
        self.push(event, Because::default());
        self.convert();
    }

    pub(crate) fn grant_coupon(&mut self, grant: &GrantCoupon) {
        if !self.has_member() {
            return self.refuse_nobody();
        }
        if self.book.coupon(grant.coupon.as_str()).is_none() {
            return self.refuse_all(Code::COUPON_UNKNOWN, Some(&grant.coupon), None);
        }
        let mut because = Because::rule(&grant.coupon);
        if let Some(reason) = &grant.reason {
            because = because.with("reason", reason);
        }
        self.grant(&grant.coupon, because, None);
    }

    pub(crate) fn refuse_nobody(&mut self) {
        let code = if self.member.blocked { Code::MEMBER_BLOCKED } else { Code::MEMBER_REQUIRED };
        self.refuse_all(code, None, None);
    }
}

/// The attribute that does not fit its declaration.
fn misfit(kind: &EventType, event: &CustomEvent) -> Option<Key> {
    let unknown = event.attributes.keys().find(|k| !kind.attributes.iter().any(|a| a.key == **k));
    if let Some(key) = unknown {
        return Some(key.clone());
    }
    kind.attributes
        .iter()
        .find(|declared| match (event.attributes.get(&declared.key), declared.kind) {
            (None, _) => declared.required,
            (Some(Value::Truth(_)), AttributeKind::Truth)
            | (Some(Value::Number { .. }), AttributeKind::Number) => false,
            (Some(Value::Text(text)), AttributeKind::Text) => {
                !declared.values.is_empty() && !declared.values.iter().any(|v| v == text.as_str())
            }
            _ => true,
        })
        .map(|declared| declared.key.clone())
}
