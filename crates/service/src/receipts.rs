//! Looking receipts up.

use crate::Tessera;
use crate::commit::Undone;
use crate::error::Error;
use model::Entry;
use model::id::ReceiptId;
use model::outcome::Returned;
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
    /// The entry of the member who claimed it afterwards.
    pub claim: Option<Entry>,
}

/// A receipt by our id.
pub async fn get(tessera: &Tessera, id: ReceiptId) -> Result<Receipt, Error> {
    let Undone { entry, returned } = tessera.as_returned(id).await?;
    let claim = match tessera.claimed_by(entry.owner).await? {
        Some((owner, seq)) => Some(tessera.entry(owner, seq).await?),
        None => None,
    };
    Ok(Receipt { id, entry, returned, claim })
}

/// Receipts in the order in which they were kept; may lag by a moment.
pub async fn list(
    tessera: &Tessera,
    filter: ReceiptFilter,
    page: Page,
) -> Result<Listed<ReceiptListRow>, Error> {
    Ok(tessera.store().list_receipts(filter, page).await?)
}
