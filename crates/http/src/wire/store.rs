//! Stores, and what they are called.

use super::text::{Moment, Word};
use model::Key;
use serde::{Deserialize, Serialize};
use service::reports::StoreFigures;
use service::stores::Card;
use utoipa::ToSchema;

/// A store.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoreFigures)]
pub(crate) struct StoreRow {
    /// By what receipts, tills and conditions name it.
    id: Word,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// Receipts from it.
    receipts: i64,
    /// When the latest was paid; absent when there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_at: Option<Moment>,
}

impl From<StoreFigures> for StoreRow {
    fn from(row: StoreFigures) -> Self {
        let StoreCard { id, name, address } = StoreCard::of(&row.store, row.card);
        Self { id, name, address, receipts: row.receipts, last_at: row.last_at.map(Moment) }
    }
}

/// What people know about a store.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StoreCard {
    /// By what receipts, tills and conditions name it.
    id: Word,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

impl StoreCard {
    pub(crate) fn of(store: &Key, card: Card) -> Self {
        let text = |text: smol_str::SmolStr| text.to_string();
        Self { id: Word::from(store), name: card.name.map(text), address: card.address.map(text) }
    }
}

/// What people are to know about a store. All of it is replaced.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Main Street", "address": "Main Street 1, 10115 Berlin" }))]
pub(crate) struct NewStoreCard {
    /// What they call it; nothing but its key when absent.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 80)]
    name: Option<String>,
    /// Where it is, in one line.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    address: Option<String>,
}

impl From<NewStoreCard> for Card {
    fn from(new: NewStoreCard) -> Self {
        Self::new(new.name.as_deref(), new.address.as_deref())
    }
}
