//! Stores: those that receipts came from, those where a till stands, and those that have a card.

use crate::Tessera;
use crate::error::Error;
use crate::stores::{self, Card};
use model::{Instant, Key};
use std::collections::BTreeMap;

/// A store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFigures {
    /// By what receipts, tills and conditions name it.
    pub store: Key,
    /// What people know about it.
    pub card: Card,
    /// Receipts from it.
    pub receipts: i64,
    /// When the latest was paid.
    pub last_at: Option<Instant>,
}

/// All stores by key. Tills that were taken out of use count no more.
pub async fn stores(tessera: &Tessera) -> Result<Vec<StoreFigures>, Error> {
    let mut all = BTreeMap::new();
    for (store, card) in stores::list(tessera).await? {
        of(&mut all, store).card = card;
    }
    let tills = tessera.store().list_tills().await?.into_iter();
    for till in tills.filter(|till| till.revoked_at.is_none()) {
        of(&mut all, till.store);
    }
    for row in tessera.store().list_stores().await? {
        let figures = of(&mut all, row.store);
        (figures.receipts, figures.last_at) = (row.receipts, Some(row.last_at));
    }
    Ok(all.into_values().collect())
}

/// The row of a store; one without figures when there was none.
fn of(all: &mut BTreeMap<Key, StoreFigures>, store: Key) -> &mut StoreFigures {
    let new = |store: &Key| StoreFigures {
        store: store.clone(),
        card: Card::default(),
        receipts: 0,
        last_at: None,
    };
    all.entry(store).or_insert_with_key(new)
}
