//! Goods that come back, and sales that never were.

use crate::commit::{Committed, Order, Start, Undo};
use crate::error::Error;
use crate::view::Quoted;
use crate::{Ask, Tessera};
use model::activity::{Return, ReturnedLine};
use model::basket::Store;
use model::id::ReceiptId;
use model::{Activity, Code, Instant};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReturn {
    /// The receipt it was bought on.
    pub receipt: ReceiptId,
    /// Lines and quantities; everything that is left when empty.
    pub lines: Vec<ReturnedLine>,
    /// Why.
    pub reason: Option<SmolStr>,
    /// Where.
    pub store: Store,
    /// When; now when absent.
    pub at: Option<Instant>,
}

impl NewReturn {
    /// Everything that is left of a receipt.
    pub fn whole(receipt: ReceiptId) -> Self {
        Self { receipt, lines: Vec::new(), reason: None, store: Store::default(), at: None }
    }
}

/// What a return would give back. Nothing is stored.
pub async fn quote(tessera: &Tessera, back: NewReturn) -> Result<Quoted, Error> {
    let order = order(tessera, back, false).await?;
    tessera.quote(order, false).await
}

/// Takes goods back: money, units, coupons and progress in proportion.
pub async fn return_goods(
    tessera: &Tessera,
    ask: &Ask,
    back: NewReturn,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let order = order(tessera, back, false).await?;
            tessera.commit(ask, order).await
        })
        .await
}

/// Undoes a whole receipt as if it never was.
pub async fn void(
    tessera: &Tessera,
    ask: &Ask,
    receipt: ReceiptId,
    reason: Option<SmolStr>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let back = NewReturn { reason, ..NewReturn::whole(receipt) };
            let order = order(tessera, back, true).await?;
            tessera.commit(ask, order).await
        })
        .await
}

async fn order(tessera: &Tessera, back: NewReturn, void: bool) -> Result<Order, Error> {
    let row = tessera.store().find_receipt(back.receipt).await?;
    let missing = || Error::refused(Code::RECEIPT_NOT_FOUND, back.receipt.to_string());
    let owner = row.ok_or_else(missing)?.owner;
    let activity = Activity::Return(Return {
        receipt: back.receipt,
        lines: back.lines,
        void,
        reason: back.reason,
        store: back.store,
    });
    let mut order = Order::new(owner, Start::Known(Code::RECEIPT_NOT_FOUND), activity);
    order.undo = Some(Undo::Receipt(back.receipt));
    order.at = back.at.map(crate::clock::whole_millis);
    Ok(order)
}
