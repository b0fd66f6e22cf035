//! Custom actions: what they must look like, whether they wait for somebody to
//! agree, and what they give.

use crate::facts::View;
use crate::judge::Judge;
use crate::proofs::is_blank;
use model::activity::{CustomEvent, Decide, price_claim};
use model::attribute::{Attributes, Value};
use model::id::SubmissionId;
use model::snapshot::SubmissionState;
use model::{Because, Code, Event, Key};
use programme::rulebook::{AttributeKind, EventType, Measure, Occasion};

/// The attribute by which a vote names what it is for.
const VOTED: &str = "of";

impl<'a> Judge<'a> {
    pub(crate) fn custom_event(&mut self, event: &'a CustomEvent) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let known = book.event(event.event.as_str());
        let Some(kind) = known.filter(|kind| kind.key != *price_claim::EVENT) else {
            return self.refuse_all(Code::EVENT_UNKNOWN, Some(&event.event), None);
        };
        if let Some(attribute) = misfit(kind, &event.attributes) {
            return self.refuse_all(Code::EVENT_INVALID, Some(&attribute), None);
        }
        if kind.evidence && is_blank(event.evidence.as_deref()) {
            return self.refuse_all(Code::EVIDENCE_MISSING, Some(&kind.key), None);
        }
        if !self.claim_reference(kind, event) {
            return self.refuse_all(Code::EVENT_DUPLICATE, Some(&event.event), None);
        }
        if kind.approval {
            return self.submit(kind, event);
        }
        self.action_counts(kind, event.reference.clone());
    }

    /// The same reference, and the same vote, count once.
    fn claim_reference(&mut self, kind: &EventType, event: &CustomEvent) -> bool {
        let voted = match event.attributes.get(VOTED) {
            Some(Value::Text(of)) if has_vote(kind) => Some(Key(of.clone())),
            _ => None,
        };
        let reference = voted.as_ref().or(event.reference.as_ref());
        let Some(reference) = reference.filter(|_| kind.once_per_reference) else {
            return true;
        };
        let counter = self.reference_counter(&event.event, reference);
        if !self.claim(counter, 1, Some(1)) {
            return false;
        }
        if let Some(of) = voted {
            self.claim(votes(&of), 1, None);
        }
        true
    }

    /// The action waits until somebody agrees.
    fn submit(&mut self, kind: &EventType, event: &CustomEvent) {
        if self.limits_reached("event", &kind.key, &kind.limits) {
            return self.refuse_all(Code::OFFER_LIMIT, Some(&kind.key), None);
        }
        let mut attributes = event.attributes.clone();
        if let Some(evidence) = &event.evidence {
            attributes.insert(Key::new("evidence"), Value::Text(evidence.clone()));
        }
        let submission = event.submission.unwrap_or_else(|| SubmissionId(self.new_uuid()));
        let submitted = Event::ActionSubmitted {
            submission,
            event: kind.key.clone(),
            reference: event.reference.clone(),
            attributes,
        };
        self.push(submitted, Because::default());
    }

    /// Somebody decided about what waits.
    pub(crate) fn decide_submission(&mut self, decide: &'a Decide) {
        let book = self.book;
        let Some(submission) = self.submission(decide.submission) else {
            return self.refuse_all(Code::SUBMISSION_NOT_FOUND, None, None);
        };
        if submission.event == *price_claim::EVENT {
            return self.decide_price_claim(decide, submission);
        }
        self.push_decided(decide, submission);
        if !decide.approved {
            return self.release_reference(submission);
        }
        if !self.has_member() {
            return self.refuse(Code::MEMBER_BLOCKED, None, None);
        }
        let Some(kind) = book.event(submission.event.as_str()) else {
            return self.refuse(Code::EVENT_UNKNOWN, Some(&submission.event), None);
        };
        self.action_counts(kind, submission.reference.clone());
    }

    /// What was not agreed to may be handed in again under the same reference.
    fn release_reference(&mut self, submission: &SubmissionState) {
        let claimed =
            self.book.event(submission.event.as_str()).is_some_and(|k| k.once_per_reference);
        if let Some(reference) = submission.reference.as_ref().filter(|_| claimed) {
            let counter = self.reference_counter(&submission.event, reference);
            self.claim(counter, -1, None);
        }
    }

    fn reference_counter(&self, event: &Key, reference: &Key) -> Key {
        let owner = self.inputs.snapshot.owner;
        Key(smol_str::format_smolstr!("event:{owner}/{event}/{reference}"))
    }

    /// What waits under this id.
    pub(crate) fn submission(&self, id: SubmissionId) -> Option<&'a SubmissionState> {
        self.member.submissions.iter().find(|s| s.id == id)
    }

    pub(crate) fn push_decided(&mut self, decide: &Decide, submission: &SubmissionState) {
        let mut because = Because::default();
        if let Some(reason) = &decide.reason {
            because = because.with("reason", reason);
        }
        let event = Event::SubmissionDecided {
            submission: submission.id,
            event: submission.event.clone(),
            approved: decide.approved,
        };
        self.push(event, because);
    }

    /// An action counts: metrics, and what its rules give.
    fn action_counts(&mut self, kind: &'a EventType, reference: Option<Key>) {
        let counted = Event::ActionCounted { event: kind.key.clone(), reference };
        self.push(counted, Because::default());
        if self.limits_reached("event", &kind.key, &kind.limits)
            || !self.count_use("event", &kind.key, &kind.limits)
        {
            return self.refuse(Code::OFFER_LIMIT, Some(&kind.key), None);
        }
        self.count_event_metrics(&kind.key);
        self.event_rules(&kind.key);
        self.settle_tiers();
        self.reach();
        self.convert();
    }

    fn count_event_metrics(&mut self, event: &Key) {
        let book = self.book;
        for metric in &book.metrics {
            if metric.occasion != Occasion::Event(event.clone()) {
                continue;
            }
            let view = View::of_member(self);
            if metric.condition.as_ref().is_some_and(|c| !c.test(&view)) {
                continue;
            }
            let delta = match &metric.measure {
                Measure::Formula(formula) => {
                    model::amount::narrow(formula.number(&view).unwrap_or(0) / 1_000)
                }
                _ => 1_000,
            };
            self.count_metric(metric, delta, Vec::new());
        }
    }

    fn event_rules(&mut self, event: &Key) {
        let book = self.book;
        let Some(positions) = book.index.events.get(event) else {
            return;
        };
        for &position in positions {
            self.run_member_rule(&book.rules[usize::from(position)], None);
        }
    }
}

/// Votes for what goes by a reference.
pub(crate) fn votes(of: &Key) -> Key {
    Key(smol_str::format_smolstr!("votes:{of}"))
}

fn has_vote(kind: &EventType) -> bool {
    kind.attributes.iter().any(|a| a.key == *VOTED && a.kind == AttributeKind::Text)
}

/// The attribute that does not fit its declaration.
fn misfit(kind: &EventType, attributes: &Attributes) -> Option<Key> {
    let unknown = attributes.keys().find(|k| !kind.attributes.iter().any(|a| a.key == **k));
    if let Some(key) = unknown {
        return Some(key.clone());
    }
    kind.attributes
        .iter()
        .find(|declared| match (attributes.get(&declared.key), declared.kind) {
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
