//! What is left on the certificates that go back with what gave them.

use super::present::money_on;
use crate::Tessera;
use crate::error::Error;
use model::id::CertificateId;
use model::{Activity, Entry, Event, Money, Owner, Snapshot};

impl Tessera {
    /// What is left on the certificates that an activity may take back: those that the undone
    /// entry gave, and those of conversions.
    ///
    /// INVARIANT: a certificate that is spent meanwhile has too little on it for the entry in
    /// its own chain, so that all is decided again.
    ///
    /// COST: a point read for each of them, in one query; nothing where nothing is undone.
    pub(crate) async fn may_go_back(
        &self,
        state: &Snapshot,
        activity: &Activity,
        original: Option<&Entry>,
    ) -> Result<Vec<(CertificateId, Money)>, Error> {
        let undoes = matches!(
            activity,
            Activity::Return(_)
                | Activity::CancelReward(_)
                | Activity::Withdraw(_)
                | Activity::HandBack(_)
        );
        if !undoes {
            return Ok(Vec::new());
        }
        let events = original.into_iter().flat_map(|entry| &entry.events);
        let given = events.filter_map(|happening| match &happening.event {
            Event::CertificateIssued { certificate, paid_by: None, .. } => Some(*certificate),
            _ => None,
        });
        let converted = state.member.converted.iter().map(|given| given.certificate);
        let owners: Vec<Owner> = given.chain(converted).map(Owner::certificate).collect();
        if owners.is_empty() {
            return Ok(Vec::new());
        }
        let snapshots = self.all_as_of_now(owners).await?;
        let known = snapshots.iter().filter_map(|s| Some((s.owner.as_certificate()?, money_on(s))));
        Ok(known.collect())
    }
}

/// The certificates that an entry took back, with what was left on them.
pub(crate) fn withdrawn(entry: &Entry) -> Vec<(CertificateId, Money)> {
    let events = entry.events.iter();
    events
        .filter_map(|happening| match &happening.event {
            Event::CertificateWithdrawn { certificate, amount } => Some((*certificate, *amount)),
            _ => None,
        })
        .collect()
}
