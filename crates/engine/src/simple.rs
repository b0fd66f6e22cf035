//! Activities that are about one thing: joining, facts, custom actions,
//! rewards, corrections, holds, coupons by hand, certificates.

use crate::facts::View;
use crate::judge::Judge;
use model::activity::{
    Adjust, Capture, CustomEvent, Enrol, GrantCoupon, HoldUnits, IssueCertificate, MoveCertificate,
    Redeem, Release, Update,
};
use model::attribute::Value;
use model::event::{Purpose, TierCause};
use model::holdings::MONEY_UNIT;
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Units};
use programme::rulebook::{AttributeKind, EventType, Occasion, Reward};

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
            self.push(
                Event::ProfileChanged {
                    profile: profile.clone(),
                },
                Because::default(),
            );
        }
        if let Some(blocked) = update.blocked {
            self.push(Event::BlockingChanged { blocked }, Because::default());
        }
        let Some((track, tier)) = &update.invite else {
            return;
        };
        let book = self.book;
        let found = book
            .track(track.as_str())
            .and_then(|t| Some((t, t.rank(tier.as_str())?)));
        match found {
            Some((track, rank)) => {
                self.change_tier(track, Some(rank), TierCause::Invited, self.inputs.at);
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
            let counter = Key(smol_str::format_smolstr!(
                "event:{owner}/{}/{reference}",
                event.event
            ));
            if !self.claim(counter, 1, Some(1)) {
                return self.refuse_all(Code::EVENT_DUPLICATE, Some(&event.event), None);
            }
        }
        let counted = Event::ActionCounted {
            event: event.event.clone(),
            reference: event.reference.clone(),
        };
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
            let view = View {
                event: Some((&event.event, &event.attributes)),
                ..View::of_member(self)
            };
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
            let view = View {
                event: Some((&event.event, &event.attributes)),
                ..View::of_member(self)
            };
            let in_force = rule.schedule.covers(&book.calendar, self.inputs.at)
                && rule.condition.as_ref().is_none_or(|c| c.test(&view))
                && !self.limits_reached("limit", &rule.key, &rule.limits)
                && !rule
                    .budget
                    .as_ref()
                    .is_some_and(|b| self.budget_exhausted(b));
            if in_force && self.count_use("limit", &rule.key, &rule.limits) {
                self.give_effects(&rule.key, rule.budget.as_ref(), &rule.effects, None);
            }
        }
    }

    pub(crate) fn redeem(&mut self, redeem: &Redeem) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(reward) = book.reward(redeem.reward.as_str()) else {
            return self.refuse_all(Code::REWARD_UNKNOWN, Some(&redeem.reward), None);
        };
        if let Err((code, missing)) = self.reward_open(reward, redeem.quantity) {
            return self.refuse_all(code, Some(&reward.key), missing);
        }
        let quantity = i64::from(redeem.quantity);
        if let Some(stock) = reward.stock {
            let counter = Key(smol_str::format_smolstr!("stock:{}", reward.key));
            if !self.claim(counter, quantity, Some(i64::from(stock))) {
                return self.refuse_all(Code::REWARD_OUT_OF_STOCK, Some(&reward.key), None);
            }
        }
        for _ in 0..redeem.quantity {
            if !self.count_use("reward", &reward.key, &reward.limits) {
                return self.refuse_all(Code::OFFER_LIMIT, Some(&reward.key), None);
            }
        }
        let because = Because::rule(&reward.key);
        let claimed = Event::RewardClaimed {
            claim: redeem.claim,
            reward: reward.key.clone(),
            quantity: redeem.quantity,
        };
        self.push(claimed, because.clone());
        for (unit, cost) in &reward.cost {
            let spent = Event::Spent {
                unit: unit.clone(),
                amount: Units(cost.0 * quantity),
                purpose: Purpose::Reward,
                value: None,
                by_line: Vec::new(),
                hold: None,
            };
            self.push(spent, because.clone());
            self.count_units(unit, cost.0 * quantity, &[], false);
        }
        for _ in 0..redeem.quantity {
            self.give_effects(&reward.key, None, &reward.effects, None);
        }
        self.settle_tiers();
    }

    fn reward_open(&self, reward: &Reward, quantity: u32) -> Result<(), (Code, Option<Missing>)> {
        let allowed = reward.schedule.covers(&self.book.calendar, self.inputs.at)
            && reward
                .condition
                .as_ref()
                .is_none_or(|c| c.test(&View::of_member(self)));
        if !allowed || quantity == 0 {
            return Err((Code::REWARD_NOT_AVAILABLE, None));
        }
        if self.limits_reached("reward", &reward.key, &reward.limits) {
            return Err((Code::OFFER_LIMIT, None));
        }
        for (unit, cost) in &reward.cost {
            let cost = cost.0.saturating_mul(i64::from(quantity));
            let left = cost.saturating_sub(self.spendable(unit).0);
            if left > 0 {
                let missing = Missing::Units {
                    unit: unit.clone(),
                    amount: Units(left),
                };
                return Err((Code::UNITS_INSUFFICIENT, Some(missing)));
            }
        }
        Ok(())
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
            let missing = Missing::Units {
                unit: unit.key.clone(),
                amount: Units(left),
            };
            return self.refuse_all(Code::UNITS_INSUFFICIENT, Some(&unit.key), Some(missing));
        }
        let expires_at = adjust
            .expires_at
            .or_else(|| unit.expiry.of(&book.calendar, self.inputs.at));
        let event = Event::Adjusted {
            unit: unit.key.clone(),
            amount: adjust.amount,
            expires_at: expires_at.filter(|_| adjust.amount.0 > 0),
            reason: adjust.reason.clone(),
        };
        self.push(event, Because::default());
        self.convert();
    }

    pub(crate) fn hold(&mut self, hold: &HoldUnits) {
        if !self.has_member() {
            return self.refuse_nobody();
        }
        if self.book.unit(hold.unit.as_str()).is_none() {
            return self.refuse_all(Code::UNIT_UNKNOWN, Some(&hold.unit), None);
        }
        if hold.amount.0 <= 0 || hold.until <= self.clock {
            return self.refuse_all(Code::REQUEST_INVALID, Some(&hold.unit), None);
        }
        let left = hold.amount.0 - self.spendable(&hold.unit).0;
        if left > 0 {
            let missing = Missing::Units {
                unit: hold.unit.clone(),
                amount: Units(left),
            };
            return self.refuse_all(Code::UNITS_INSUFFICIENT, Some(&hold.unit), Some(missing));
        }
        let event = Event::HoldPlaced {
            hold: hold.hold,
            unit: hold.unit.clone(),
            amount: hold.amount,
            until: hold.until,
        };
        self.push(event, Because::default());
    }

    fn open_hold(&self, id: model::id::HoldId) -> Option<(Key, i64)> {
        let ended = self
            .decision
            .events
            .iter()
            .any(|h| matches!(&h.event, Event::HoldReleased { hold, .. } if *hold == id));
        self.inputs
            .snapshot
            .holdings
            .units
            .iter()
            .filter(|_| !ended)
            .find_map(|(unit, holding)| {
                let hold = holding.holds.iter().find(|h| h.id == id)?;
                Some((unit.clone(), hold.parts.iter().map(|p| p.amount.0).sum()))
            })
    }

    pub(crate) fn capture(&mut self, capture: &Capture) {
        let Some((unit, held)) = self.open_hold(capture.hold) else {
            return self.refuse_all(Code::HOLD_NOT_FOUND, None, None);
        };
        let amount = capture.amount.map_or(held, |a| a.0);
        if amount <= 0 || amount > held {
            let missing = Missing::Units {
                unit: unit.clone(),
                amount: Units((amount - held).max(0)),
            };
            return self.refuse_all(Code::HOLD_TOO_SMALL, Some(&unit), Some(missing));
        }
        let value = self
            .book
            .unit(unit.as_str())
            .map(|u| u.money(Units(amount)));
        let event = Event::Spent {
            unit: unit.clone(),
            amount: Units(amount),
            purpose: Purpose::Purchase,
            value,
            by_line: Vec::new(),
            hold: Some(capture.hold),
        };
        self.push(event, Because::default());
        self.count_units(&unit, amount, &[], false);
    }

    pub(crate) fn release(&mut self, release: &Release) {
        let Some((unit, _)) = self.open_hold(release.hold) else {
            return self.refuse_all(Code::HOLD_NOT_FOUND, None, None);
        };
        let held = self.held(&unit, release.hold);
        self.push(
            Event::HoldReleased {
                hold: release.hold,
                lapsed: false,
            },
            Because::default(),
        );
        self.move_balance(&unit, held);
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

    pub(crate) fn issue_certificate(&mut self, issue: &IssueCertificate) {
        let Some(kind) = self.book.certificate(issue.certificate_type.as_str()) else {
            return self.refuse_all(
                Code::CERTIFICATE_UNKNOWN,
                Some(&issue.certificate_type),
                None,
            );
        };
        let (low, high) = (kind.values.iter().min(), kind.values.iter().max());
        let in_range = kind.free
            && low.is_some_and(|l| *l <= issue.value)
            && high.is_some_and(|h| *h >= issue.value);
        if issue.value.0 <= 0 || !(in_range || kind.values.contains(&issue.value)) {
            return self.refuse_all(Code::CERTIFICATE_VALUE, Some(&kind.key), None);
        }
        let Some(certificate) = self.inputs.snapshot.owner.as_certificate() else {
            return self.refuse_all(Code::CERTIFICATE_UNKNOWN, None, None);
        };
        let until = kind
            .valid_for
            .map(|span| span.after(&self.book.calendar, self.inputs.at));
        let issued = Event::CertificateIssued {
            certificate,
            certificate_type: kind.key.clone(),
            value: issue.value,
            until,
        };
        self.push(issued, Because::default());
        let earned = Event::Earned {
            unit: Key::new(MONEY_UNIT),
            amount: Units(issue.value.0),
            by_line: Vec::new(),
            active_at: None,
            expires_at: until,
        };
        self.push(earned, Because::default());
    }

    pub(crate) fn spend_certificate(&mut self, spend: &MoveCertificate) {
        let unit = Key::new(MONEY_UNIT);
        let Some(state) = &self.member.certificate else {
            return self.refuse_all(Code::CERTIFICATE_UNKNOWN, None, None);
        };
        let balance = self.spendable(&unit).0;
        if balance <= 0 {
            let expired = state.until.is_some_and(|until| self.clock >= until);
            let code = if expired {
                Code::CERTIFICATE_EXPIRED
            } else {
                Code::CERTIFICATE_EMPTY
            };
            return self.refuse_all(code, None, None);
        }
        if spend.amount.0 <= 0 || spend.amount.0 > balance {
            let missing = Missing::Money(model::Money((spend.amount.0 - balance).max(0)));
            return self.refuse_all(Code::CERTIFICATE_EMPTY, None, Some(missing));
        }
        let event = Event::Spent {
            unit,
            amount: Units(spend.amount.0),
            purpose: Purpose::Certificate,
            value: Some(spend.amount),
            by_line: Vec::new(),
            hold: None,
        };
        self.push(event, Because::default());
    }

    pub(crate) fn refund_certificate(&mut self, refund: &MoveCertificate) {
        let Some(state) = &self.member.certificate else {
            return self.refuse_all(Code::CERTIFICATE_UNKNOWN, None, None);
        };
        let unit = Key::new(MONEY_UNIT);
        let room = state.value.0 - self.spendable(&unit).0;
        if refund.amount.0 <= 0 || refund.amount.0 > room {
            return self.refuse_all(Code::CERTIFICATE_VALUE, None, None);
        }
        let expires_at = match (state.until, self.restored_until()) {
            (Some(until), Some(least)) => Some(until.max(least)),
            (until, _) => until,
        };
        let event = Event::Restored {
            unit,
            amount: Units(refund.amount.0),
            expires_at,
        };
        self.push(event, Because::default());
    }

    fn refuse_nobody(&mut self) {
        let code = if self.member.blocked {
            Code::MEMBER_BLOCKED
        } else {
            Code::MEMBER_REQUIRED
        };
        self.refuse_all(code, None, None);
    }
}

/// The attribute that does not fit its declaration.
fn misfit(kind: &EventType, event: &CustomEvent) -> Option<Key> {
    let unknown = event
        .attributes
        .keys()
        .find(|k| !kind.attributes.iter().any(|a| a.key == **k));
    if let Some(key) = unknown {
        return Some(key.clone());
    }
    kind.attributes
        .iter()
        .find(
            |declared| match (event.attributes.get(&declared.key), declared.kind) {
                (None, _) => declared.required,
                (Some(Value::Truth(_)), AttributeKind::Truth)
                | (Some(Value::Number { .. }), AttributeKind::Number) => false,
                (Some(Value::Text(text)), AttributeKind::Text) => {
                    !declared.values.is_empty()
                        && !declared.values.iter().any(|v| v == text.as_str())
                }
                _ => true,
            },
        )
        .map(|declared| declared.key.clone())
}
