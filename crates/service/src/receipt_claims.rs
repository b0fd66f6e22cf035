//! Receipts that were paid without a member, and are claimed by one afterwards: "I forgot my
//! card".

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::people::Attempts;
use crate::{Ask, Tessera, purchase};
use jiff::SignedDuration;
use jiff::civil::Date;
use model::activity::ClaimReceipt;
use model::basket::Basket;
use model::id::{MemberId, ReceiptId};
use model::outcome::ReceiptOutcome;
use model::{Activity, Code, Key, Money, Owner, OwnerKind};
use serde::{Deserialize, Serialize};
use store::ReceiptRow;

/// How often in what time somebody may name a receipt that is not there: totals can be
/// guessed.
const GUESSES: (u32, SignedDuration) = (10, SignedDuration::from_mins(15));

/// A receipt as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The store.
    pub store: Key,
    /// The till, where receipts name one.
    pub till: Option<Key>,
    /// The shop's business day.
    pub business_date: Date,
    /// The number.
    pub number: Key,
    /// What was to pay after discounts, however it was paid.
    pub total: Money,
}

/// Gives a receipt to a member. Who has it already gets the same answer again.
pub async fn claim(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    receipt: ReceiptId,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let owner = Owner::member(tessera.member_of(who).await?);
            let row = tessera.store().find_receipt(receipt).await?;
            let missing = || Error::refused(Code::RECEIPT_NOT_FOUND, receipt.to_string());
            claim_row(tessera, ask, owner, &row.ok_or_else(missing)?).await
        })
        .await
}

/// Gives a receipt to a member who has it in the hand.
///
/// INVARIANT: whatever does not match, the answer is the same, and it can be tried only so
/// often: nobody learns which receipts there are.
pub async fn claim_printed(
    tessera: &Tessera,
    ask: &Ask,
    member: MemberId,
    printed: &Printed,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let guesses = Attempts::take(tessera, "receipt", &member.to_string(), GUESSES).await?;
            let row = find_printed(tessera, printed).await?;
            let row = row.ok_or_else(|| Error::plain(Code::RECEIPT_NOT_FOUND))?;
            guesses.forget().await?;
            claim_row(tessera, ask, Owner::member(member), &row).await
        })
        .await
}

/// The receipt of which everything is as printed.
async fn find_printed(tessera: &Tessera, printed: &Printed) -> Result<Option<ReceiptRow>, Error> {
    let Printed { store, till, business_date, number, total } = printed;
    let key = purchase::receipt_key(store, till.as_ref(), number, *business_date);
    let Some(row) = tessera.store().find_receipt_by_natural_key(key).await? else {
        return Ok(None);
    };
    let receipt = tessera.entry(row.owner, row.seq).await?.outcome.receipt;
    let to_pay = receipt.map(|receipt| receipt.total - receipt.discount);
    Ok(Some(row).filter(|_| to_pay == Some(*total)))
}

async fn claim_row(
    tessera: &Tessera,
    ask: &Ask,
    owner: Owner,
    row: &ReceiptRow,
) -> Result<Committed, Error> {
    if let Some(holder) = holder(tessera, row).await? {
        return answer_again(tessera, ask, owner, holder).await;
    }
    let purchase = tessera.entry(row.owner, row.seq).await?;
    // What is left of it is looked up by every attempt.
    let claim = ClaimReceipt {
        receipt: row.id,
        basket: Basket::default(),
        paid: ReceiptOutcome::default(),
        done: Vec::new(),
    };
    let mut order = Order::new(owner, Start::Member, Activity::ClaimReceipt(claim));
    order.at = Some(purchase.at);
    match tessera.commit(ask, order).await {
        Err(error) if error.code() == Code::RECEIPT_CLAIMED => match holder(tessera, row).await? {
            Some(holder) => answer_again(tessera, ask, owner, holder).await,
            None => Err(error),
        },
        done => done,
    }
}

/// Who has a receipt, and by which entry.
async fn holder(tessera: &Tessera, row: &ReceiptRow) -> Result<Option<(Owner, u64)>, Error> {
    match row.owner.kind {
        OwnerKind::Receipt => tessera.claimed_by(row.owner).await,
        _ => Ok(Some((row.owner, row.seq))),
    }
}

/// The answer for somebody who has the receipt already; everybody else is told that
/// somebody has.
async fn answer_again(
    tessera: &Tessera,
    ask: &Ask,
    owner: Owner,
    (holder, seq): (Owner, u64),
) -> Result<Committed, Error> {
    if tessera.going_on(holder).await? != tessera.going_on(owner).await? {
        return Err(Error::plain(Code::RECEIPT_CLAIMED));
    }
    match tessera.answered(ask).await? {
        Some(committed) => Ok(committed),
        None => tessera.stored(holder, seq).await,
    }
}
