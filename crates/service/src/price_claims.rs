//! Claims of a lower price elsewhere.

use crate::commit::{Committed, Order, Start, Undo};
use crate::error::Error;
use crate::{Ask, Tessera};
use model::activity::ClaimPrice;
use model::id::{ReceiptId, SubmissionId};
use model::{Activity, Code, Key, Money, Quantity};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Somebody saw what they bought for less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPriceClaim {
    /// The receipt.
    pub receipt: ReceiptId,
    /// The line of it.
    pub line: Key,
    /// How many pieces of it; all that were not returned when absent.
    pub quantity: Option<Quantity>,
    /// The price of one piece elsewhere.
    pub price: Money,
    /// Where it was seen.
    pub evidence: Option<SmolStr>,
}

/// Hands a claim in; it waits for [`crate::submissions::decide`].
pub async fn claim(tessera: &Tessera, ask: &Ask, new: NewPriceClaim) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let NewPriceClaim { receipt, line, quantity, price, evidence } = new;
            let row = tessera.store().find_receipt(receipt).await?;
            let missing = || Error::refused(Code::RECEIPT_NOT_FOUND, receipt.to_string());
            let owner = row.ok_or_else(missing)?.owner;
            let submission = SubmissionId(tessera.new_id());
            let claim = ClaimPrice { submission, receipt, line, quantity, price, evidence };
            let start = Start::Known(Code::RECEIPT_NOT_FOUND);
            let mut order = Order::new(owner, start, Activity::ClaimPrice(claim));
            order.undo = Some(Undo::Receipt(receipt));
            tessera.commit(ask, order).await
        })
        .await
}
