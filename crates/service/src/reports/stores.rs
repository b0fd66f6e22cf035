//! Stores: those that receipts came from, and those where a till stands.

use crate::Tessera;
use crate::error::Error;
use model::{Instant, Key};
use std::collections::BTreeMap;

/// A store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFigures {
    /// What the shop calls it.
    pub store: Key,
    /// Receipts from it.
    pub receipts: i64,
    /// When the latest was paid.
    pub last_at: Option<Instant>,
}

/// All stores by name. Tills that were taken out of use count no more.
pub async fn stores(tessera: &Tessera) -> Result<Vec<StoreFigures>, Error> {
    let tills = tessera.store().list_tills().await?.into_iter();
    let tills = tills.filter(|till| till.revoked_at.is_none());
    let mut stores: BTreeMap<Key, (i64, Option<Instant>)> =
        tills.map(|till| (till.store, (0, None))).collect();
    for row in tessera.store().list_stores().await? {
        stores.insert(row.store, (row.receipts, Some(row.last_at)));
    }
    let figures = |(store, (receipts, last_at))| StoreFigures { store, receipts, last_at };
    Ok(stores.into_iter().map(figures).collect())
}
