//! Entries in the chains of certificates that go with an entry: spent, refunded, issued.
//! They are decided by the engine like everything else, and appended in the same
//! transaction.

use super::{fold, seed};
use crate::Tessera;
use crate::error::Error;
use crate::versions::Rules;
use engine::Inputs;
use model::activity::{IssueCertificate, MoveCertificate};
use model::entry::Hash;
use model::id::{CertificateId, ReceiptId};
use model::{Activity, Entry, Event, Owner, OwnerKind, Snapshot};
use std::sync::Arc;

impl Tessera {
    /// The entries that go with this one. Refused when a certificate changed meanwhile, so
    /// that everything has to be decided again.
    pub(super) async fn companions(
        &self,
        rules: &Rules,
        entry: &Entry,
    ) -> Result<Vec<Entry>, Error> {
        let mut companions: Vec<Entry> = Vec::new();
        if entry.owner.kind == OwnerKind::Certificate {
            return Ok(companions);
        }
        let mut states: Vec<Arc<Snapshot>> = Vec::new();
        for (certificate, activity) in activities(entry) {
            let owner = Owner::certificate(certificate);
            let at = match states.iter().position(|s| s.owner == owner) {
                Some(at) => at,
                None => {
                    let stored = self.store.load(owner).await?;
                    states.push(Arc::new(stored.unwrap_or_else(|| Snapshot::empty(owner))));
                    states.len() - 1
                }
            };
            let state = &mut states[at];
            companions.push(self.companion(rules, entry, state, activity).await?);
        }
        Ok(companions)
    }

    async fn companion(
        &self,
        rules: &Rules,
        entry: &Entry,
        state: &mut Arc<Snapshot>,
        activity: Activity,
    ) -> Result<Entry, Error> {
        let id = self.new_entry_id();
        let decision = engine::decide(&Inputs {
            rulebook: &rules.rulebook,
            snapshot: state,
            activity: &activity,
            at: entry.at,
            now: entry.recorded_at,
            original: None,
            pool: &[],
            exhausted: &[],
            seed: seed(id),
            detailed: false,
        });
        if let Some(fatal) = decision.fatal() {
            tracing::debug!(code = %fatal.code, owner = %state.owner, "certificate changed");
            return Err(Error::fatal(fatal.code, decision.outcome.refusals));
        }
        let seq = state.seq + 1;
        let movements = self.book(state, seq, &decision, None).await?;
        let companion = Entry {
            id,
            owner: state.owner,
            seq,
            at: entry.at,
            recorded_at: entry.recorded_at,
            version: rules.version,
            activity,
            events: decision.events,
            movements,
            outcome: decision.outcome,
            claims: decision.claims,
            input: entry.input,
            actor: entry.actor.clone(),
            previous: state.head,
        };
        fold(state, &companion, Hash::of(&companion.to_bytes()))?;
        Ok(companion)
    }
}

/// What an entry does to certificates, in its order.
fn activities(entry: &Entry) -> Vec<(CertificateId, Activity)> {
    let receipt = receipt_of(&entry.activity);
    let happenings = entry.events.iter();
    happenings
        .filter_map(|happening| match &happening.event {
            Event::CertificateUsed { certificate, amount, .. } => Some((
                *certificate,
                Activity::SpendCertificate(MoveCertificate {
                    certificate: *certificate,
                    amount: *amount,
                    receipt,
                }),
            )),
            Event::CertificateRefunded { certificate, amount } => Some((
                *certificate,
                Activity::RefundCertificate(MoveCertificate {
                    certificate: *certificate,
                    amount: *amount,
                    receipt,
                }),
            )),
            Event::CertificateIssued { certificate, certificate_type, value, .. } => Some((
                *certificate,
                Activity::IssueCertificate(IssueCertificate {
                    certificate_type: certificate_type.clone(),
                    value: *value,
                    receipt,
                }),
            )),
            _ => None,
        })
        .collect()
}

fn receipt_of(activity: &Activity) -> Option<ReceiptId> {
    match activity {
        Activity::Purchase(purchase) => Some(purchase.receipt),
        Activity::Return(back) => Some(back.receipt),
        _ => None,
    }
}
