//! What one owner's deed brings another: caused here, carried out there, and
//! taken back there when the deed is undone here.
//!
//! INVARIANT: carrying a consequence out, or taking it back, is never refused as
//! a whole, so that nobody's purchase depends on somebody else's state.

use crate::judge::Judge;
use crate::returning::is_undone;
use model::activity::{Consequence, Withdraw};
use model::allocation::cumulative;
use model::event::EventRef;
use model::snapshot::ConsequenceState;
use model::{Because, Event, Key, Owner};
use programme::rulebook::{Cause, Occasion, Trigger, Whom};

impl<'a> Judge<'a> {
    /// Another owner gets something because of this decision.
    pub(crate) fn cause(&mut self, rule: &Key, cause: &Cause, amount: i64, by_line: Vec<i64>) {
        let owner = match &cause.whom {
            Whom::Advocate => self.member.advocate,
            Whom::Group(kind) => {
                let seat = self.member.seats.iter().find(|seat| seat.kind == *kind);
                seat.map(|seat| Owner::group(seat.group))
            }
        };
        let Some(owner) = owner.filter(|_| amount > 0) else { return };
        let event = Event::Caused { owner, rule: cause.rule.clone(), amount, by_line };
        self.push(event, Because::rule(rule));
    }

    /// Another owner's deed brings something here.
    pub(crate) fn consequence(&mut self, came: &'a Consequence) {
        let source = EventRef { seq: came.seq, index: came.index };
        let event = Event::ConsequenceCame { from: came.from, source, amount: came.amount };
        self.push(event, Because::rule(&came.rule));
        let takes_part = self.has_member() || self.member.group.is_some();
        // Two people who bring each other bring nobody.
        let mutual = self.member.advocate == Some(came.from);
        let book = self.book;
        let Some(rule) = book.rule(came.rule.as_str()).filter(|_| takes_part && !mutual) else {
            return;
        };
        if rule.trigger != Trigger::Consequence {
            return;
        }
        self.of_consequence = came.amount;
        if !self.run_member_rule(rule, None) {
            return;
        }
        for metric in &book.metrics {
            if metric.occasion == Occasion::Consequence(rule.key.clone()) {
                self.count_metric(metric, 1_000, Vec::new());
            }
        }
        self.settle_tiers();
        self.reach();
        self.convert();
    }

    /// (Part of) what came goes back. The entry that booked it is the original.
    pub(crate) fn withdraw(&mut self, withdraw: &'a Withdraw) {
        let source = EventRef { seq: withdraw.seq, index: withdraw.index };
        let known = |c: &&ConsequenceState| c.from == withdraw.from && c.source == source;
        let (Some(state), Some(original)) =
            (self.member.consequences.iter().find(known), self.inputs.original)
        else {
            return;
        };
        let before = state.withdrawn;
        let after = before.saturating_add(withdraw.amount).min(state.amount);
        let part = |amount: i64| {
            cumulative(amount, after, state.amount) - cumulative(amount, before, state.amount)
        };
        self.undone = after == state.amount;
        let by_time = usize::from(original.entry.outcome.by_time);
        for (index, happening) in original.entry.events.iter().enumerate().skip(by_time) {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let of = EventRef { seq: original.entry.seq, index };
            let because = Because { inputs: Vec::new(), ..happening.because.clone() };
            match &happening.event {
                Event::Earned { unit, amount, .. } => {
                    let due = part(amount.0);
                    if due > 0 {
                        self.take_back_units(of, unit, due, because);
                    }
                }
                Event::Counted { series, period, delta, .. } if is_undone(series.as_str()) => {
                    let due = part(*delta);
                    if due != 0 {
                        self.count_back(series, *period, -due);
                    }
                }
                event if after == state.amount => self.reverse_whole(of, event, because),
                _ => {}
            }
        }
        let event =
            Event::ConsequenceWithdrawn { from: withdraw.from, source, amount: after - before };
        self.push(event, Because::default());
        if after == state.amount {
            self.give_claims_back(original.entry);
        }
        self.settle_tiers();
        self.unconvert(self.restored_until());
    }
}
