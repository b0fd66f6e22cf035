//! Looking receipts up.

use crate::Tessera;
use crate::error::Error;
use model::id::ReceiptId;
use model::outcome::Returned;
use model::{Code, Entry};
use store::{Listed, Page, ReceiptFilter, ReceiptListRow};

/// A receipt as it is kept, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// The entry of the purchase.
    pub entry: Entry,
    /// How far it was returned.
    pub returned: Returned,
}

/// A receipt by our id.
pub async fn get(tessera: &Tessera, id: ReceiptId) -> Result<Receipt, Error> {
    let row = tessera.store().find_receipt(id).await?;
    let row = row.ok_or_else(|| Error::refused(Code::RECEIPT_NOT_FOUND, id.to_string()))?;
    let entry = tessera.entry(row.owner, row.seq).await?;
    let returned = match row.last_return_seq {
        Some(seq) => tessera.entry(row.owner, seq).await?.outcome.refund,
        None => None,
    };
    Ok(Receipt { id, entry, returned: returned.map(|r| r.so_far).unwrap_or_default() })
}

/// Receipts in the order in which they were kept; may lag by a moment.
pub async fn list(
    tessera: &Tessera,
    filter: ReceiptFilter,
    page: Page,
) -> Result<Listed<ReceiptListRow>, Error> {
    Ok(tessera.store().list_receipts(filter, page).await?)
}
