//! Receipts without a member that are claimed: what the receipt's chain and the member's have
//! to do with each other.
//!
//! INVARIANT: the receipt's chain ends in the same transaction where the claim was judged by
//! it. Of two who claim at once one is first; the other decides again and finds it taken.

use super::{Order, Undone};
use crate::Tessera;
use crate::error::Error;
use model::activity::{HandOverReceipt, ReturnClaimed};
use model::{Activity, Code, Entry, Event, Owner, OwnerKind, Snapshot};

impl Tessera {
    /// What is left of the receipt that an order claims, as of now.
    ///
    /// COST: three point reads, and only for claims.
    pub(super) async fn claimed_now(&self, order: &mut Order) -> Result<(), Error> {
        let Activity::ClaimReceipt(claim) = &order.activity else {
            return Ok(());
        };
        let receipt = claim.receipt;
        // The state before the returns: one that comes later makes the append conflict.
        let state = self.exact(Owner::receipt(receipt)).await?;
        if state.member.handed_over.is_some() {
            return Err(Error::refused(Code::RECEIPT_CLAIMED, receipt.to_string()));
        }
        let Undone { entry, returned } = self.as_returned(receipt).await?;
        if entry.owner != state.owner {
            return Err(Error::refused(Code::RECEIPT_CLAIMED, receipt.to_string()));
        }
        let claim = engine::claimable(&entry, &returned)
            .map_err(|code| Error::refused(code, receipt.to_string()))?;
        order.activity = Activity::ClaimReceipt(claim);
        order.claimed = Some(state);
        Ok(())
    }

    /// What a return of a claimed receipt takes back from the one who claimed it.
    pub(super) async fn follow_return(
        &self,
        first: &Entry,
        state: &Snapshot,
    ) -> Result<Option<(Owner, Activity)>, Error> {
        let (Activity::Return(back), Some(refund), Some(handed)) =
            (&first.activity, &first.outcome.refund, &state.member.handed_over)
        else {
            return Ok(None);
        };
        let purchase = self.as_returned(back.receipt).await?.entry;
        let give = ReturnClaimed {
            receipt: back.receipt,
            seq: handed.seq,
            lines: engine::kept(&purchase, first),
            money: refund.money + refund.by_certificates,
            void: back.void,
        };
        Ok(Some((handed.to, Activity::ReturnClaimed(give))))
    }

    /// Where a claimed receipt is listed: whose it is, and the entry that claimed it.
    pub(crate) async fn claimed_by(&self, owner: Owner) -> Result<Option<(Owner, u64)>, Error> {
        if owner.kind != OwnerKind::Receipt {
            return Ok(None);
        }
        let state = self.exact(owner).await?;
        Ok(state.member.handed_over.map(|handed| (handed.to, handed.seq)))
    }
}

/// The receipt goes to the one who claims it.
pub(super) fn follow_claim(entry: &Entry, event: &Event) -> Option<(Owner, Activity)> {
    let Event::ReceiptClaimed(claimed) = event else {
        return None;
    };
    let hand = HandOverReceipt { to: entry.owner, seq: entry.seq };
    Some((Owner::receipt(claimed.receipt), Activity::HandOverReceipt(hand)))
}
