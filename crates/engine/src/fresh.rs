//! What a decision has changed about a member so far, on top of the snapshot,
//! where later steps of the same decision ask for it.

use crate::judge::Judge;
use model::activity::Profile;
use model::event::EventRef;
use model::id::CertificateId;
use model::{Event, Instant, Key};

/// Changes of this decision.
#[derive(Default)]
pub(crate) struct Fresh {
    /// The profile as it was put.
    profile: Option<Profile>,
    tags: Vec<(Key, bool)>,
    /// Terms of memberships that began: membership, first moment, first moment after.
    started: Vec<(Key, Instant, Instant)>,
    /// Terms that ended, by the event that began them.
    pub(crate) ended: Vec<EventRef>,
    /// Verifications given (with their end) or taken away.
    verified: Vec<(Key, Option<Option<Instant>>)>,
    /// Products registered or given up.
    products: Vec<(Key, Key, bool)>,
    /// Things planned for later that are done or called off.
    pub(crate) unscheduled: Vec<EventRef>,
    /// Certificates taken back.
    pub(crate) withdrawn: Vec<CertificateId>,
}

impl Fresh {
    /// Keeps what an event changes.
    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            Event::ProfileChanged { profile } => {
                self.tags.clear();
                self.profile = Some(profile.clone());
            }
            Event::Tagged { tag, on } => self.tags.push((tag.clone(), *on)),
            Event::MembershipStarted { plan, from, until, .. } => {
                self.started.push((plan.clone(), *from, *until));
            }
            Event::MembershipEnded { source, .. } => self.ended.push(*source),
            Event::Verified { kind, until } => self.verified.push((kind.clone(), Some(*until))),
            Event::VerificationEnded { kind, .. } => self.verified.push((kind.clone(), None)),
            Event::ProductRegistered { product, serial, .. } => {
                self.products.push((product.clone(), serial.clone(), true));
            }
            Event::ProductReleased { product, serial } => {
                self.products.push((product.clone(), serial.clone(), false));
            }
            Event::Unscheduled { of, .. } => self.unscheduled.push(*of),
            Event::CertificateWithdrawn { certificate, .. } => self.withdrawn.push(*certificate),
            _ => {}
        }
    }
}

impl Judge<'_> {
    /// The profile as of now in the decision; tags that were put on or taken off
    /// since are not in it.
    pub(crate) fn profile(&self) -> &Profile {
        self.fresh.profile.as_ref().unwrap_or(&self.member.profile)
    }

    /// Whether the member carries a tag.
    pub(crate) fn has_tag(&self, tag: &str) -> bool {
        let fresh = self.fresh.tags.iter().rev().find(|t| t.0 == *tag);
        fresh.map_or_else(|| self.profile().tags.contains(tag), |t| t.1)
    }

    /// How many tags the member carries.
    pub(crate) fn tag_count(&self) -> usize {
        let mut tags = self.profile().tags.clone();
        for (tag, on) in &self.fresh.tags {
            if *on {
                tags.insert(tag.clone())
            } else {
                tags.remove(tag)
            };
        }
        tags.len()
    }

    /// When the last term of a paid membership that has not ended is over.
    pub(crate) fn membership_until(&self, plan: &str) -> Option<Instant> {
        let stored = self
            .member
            .memberships
            .iter()
            .filter(|m| m.plan == *plan && !self.fresh.ended.contains(&m.source))
            .map(|m| m.until);
        let started = self.fresh.started.iter().filter(|s| s.0 == *plan).map(|s| s.2);
        stored.chain(started).max()
    }

    /// The paid memberships that are in force.
    pub(crate) fn memberships(&self) -> impl Iterator<Item = &Key> {
        let at = self.inputs.at;
        let stored = self
            .member
            .memberships
            .iter()
            .filter(move |m| m.from <= at && at < m.until)
            .filter(|m| !self.fresh.ended.contains(&m.source))
            .map(|m| &m.plan);
        let started =
            self.fresh.started.iter().filter(move |s| s.1 <= at && at < s.2).map(|s| &s.0);
        stored.chain(started)
    }

    /// What the member has proven.
    pub(crate) fn verified(&self) -> impl Iterator<Item = &Key> {
        let at = self.inputs.at;
        let counts = move |until: &Option<Instant>| until.is_none_or(|until| at < until);
        let is_fresh = |kind: &Key| self.fresh.verified.iter().any(|v| v.0 == *kind);
        let stored = self
            .member
            .verifications
            .iter()
            .filter(move |(kind, until)| counts(until) && !is_fresh(kind))
            .map(|(kind, _)| kind);
        let last = self.fresh.verified.iter().rev().take(1);
        stored.chain(last.filter(move |v| v.1.is_some_and(|until| counts(&until))).map(|v| &v.0))
    }

    /// The products that the member has registered.
    pub(crate) fn products(&self) -> impl Iterator<Item = &Key> {
        let at = self.inputs.at;
        let gone = |product: &Key, serial: &Key| {
            self.fresh.products.iter().any(|p| p.0 == *product && p.1 == *serial && !p.2)
        };
        let stored = self
            .member
            .products
            .iter()
            .filter(move |p| p.until.is_none_or(|until| at < until))
            .filter(move |p| !gone(&p.product, &p.serial))
            .map(|p| &p.product);
        stored.chain(self.fresh.products.iter().filter(|p| p.2).map(|p| &p.0))
    }

    /// Whether the member belongs to a group of this kind or name, or has the
    /// role in it (`ROLE@KIND`).
    pub(crate) fn in_group(&self, word: &str) -> bool {
        let seats = &self.member.seats;
        match word.split_once('@') {
            Some((role, kind)) => seats.iter().any(|s| s.role == *role && s.kind == *kind),
            None => seats.iter().any(|s| s.kind == *word || s.key == *word),
        }
    }
}
