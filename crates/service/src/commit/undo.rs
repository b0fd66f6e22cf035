//! What an order undoes, or goes back to: a receipt or a claimed reward.

use crate::Tessera;
use crate::error::Error;
use engine::Original;
use model::id::{ClaimId, ReceiptId};
use model::outcome::Returned;
use model::{Activity, Code, Entry, Event, Snapshot};

/// What is undone, or looked at again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Undo {
    /// Goods come back, or money for them.
    Receipt(ReceiptId),
    /// A claimed reward is given back.
    Claim(ClaimId),
}

/// A stored entry that is undone, with how far it was undone before.
pub(crate) struct Undone {
    pub(crate) entry: Entry,
    pub(crate) returned: Returned,
}

impl Undone {
    pub(crate) fn as_original(&self) -> Original<'_> {
        Original { entry: &self.entry, returned: &self.returned }
    }
}

impl Tessera {
    /// What an order undoes.
    ///
    /// INVARIANT: read after the state, so that a return which the state knows is seen;
    /// one that came later makes the append conflict.
    pub(crate) async fn undone(
        &self,
        undo: Option<Undo>,
        snapshot: &Snapshot,
    ) -> Result<Option<Undone>, Error> {
        match undo {
            None => Ok(None),
            Some(Undo::Claim(claim)) => {
                let held = snapshot.member.claims.iter().find(|c| c.id == claim);
                let missing = || Error::refused(Code::CLAIM_NOT_FOUND, claim.to_string());
                let entry = self.entry(snapshot.owner, held.ok_or_else(missing)?.seq).await?;
                Ok(Some(Undone { entry, returned: Returned::default() }))
            }
            Some(Undo::Receipt(receipt)) => self.as_returned(receipt).await.map(Some),
        }
    }

    /// A receipt, with how far it was returned.
    pub(crate) async fn as_returned(&self, receipt: ReceiptId) -> Result<Undone, Error> {
        let row = self.store.find_receipt(receipt).await?;
        let missing = || Error::refused(Code::RECEIPT_NOT_FOUND, receipt.to_string());
        let row = row.ok_or_else(missing)?;
        let entry = self.entry(row.owner, row.seq).await?;
        let returned = match row.last_return_seq {
            Some(seq) => self.entry(row.owner, seq).await?.outcome.refund,
            None => None,
        };
        let returned = returned.map(|r| r.so_far).unwrap_or_default();
        Ok(Undone { entry, returned })
    }
}

/// The receipt of which an entry gave money back: a return, or the difference to a lower
/// price elsewhere.
pub(crate) fn refunded_receipt(entry: &Entry) -> Option<ReceiptId> {
    let refund = entry.outcome.refund.as_ref()?;
    match &entry.activity {
        Activity::Return(back) => Some(back.receipt),
        Activity::ClaimPrice(claim) => Some(claim.receipt),
        Activity::Decide(_) => refund.receipt.or_else(|| {
            entry.events.iter().find_map(|happening| match &happening.event {
                Event::PriceRefunded { receipt, .. } => Some(*receipt),
                _ => None,
            })
        }),
        _ => None,
    }
}
