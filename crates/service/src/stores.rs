//! What stores are called, and where they are. Receipts, tills and conditions name a store by
//! its key; its card is for people.
//!
//! INVARIANT: each card is kept by itself, so whoever names one store loses nothing of another.

use crate::error::{Broken, Error};
use crate::{Ask, Tessera};
use model::{Code, Key};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// Settings under which cards are kept.
const PREFIX: &str = "store:";

/// The longest name.
pub const LONGEST_NAME: usize = 80;

/// The longest address.
pub const LONGEST_ADDRESS: usize = 200;

/// So many stores can have a card: all of them go into one answer.
pub const MOST_CARDS: usize = 10_000;

/// Names of more stores are read at once.
const ONE_BY_ONE: usize = 20;

/// What people know about a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What they call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<SmolStr>,
    /// Where it is, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<SmolStr>,
}

impl Card {
    /// A card of these texts, without the blanks around them.
    pub fn new(name: Option<&str>, address: Option<&str>) -> Self {
        let text = |text: &str| SmolStr::new(text.trim());
        Self { name: name.map(text), address: address.map(text) }
    }

    /// Nothing stands on it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Replaces the card of a store, whether anything has named that store before or not. An empty
/// one takes the card away.
pub async fn set(tessera: &Tessera, ask: &Ask, store: &Key, card: Card) -> Result<Card, Error> {
    check(&card)?;
    let is_more = !card.is_empty() && get(tessera, store).await?.is_empty();
    if is_more && list(tessera).await?.len() >= MOST_CARDS {
        let detail = format!("there may be {MOST_CARDS}");
        return Err(Error::refused(Code::STORE_TOO_MANY, detail));
    }
    let details = [
        ("store", store.as_str().into()),
        ("name", card.name.as_deref().into()),
        ("address", card.address.as_deref().into()),
    ];
    if tessera.note(ask, "store_changed", details).await?.replayed {
        // What was changed since stays.
        return get(tessera, store).await;
    }
    let body = serde_json::to_string(&card).expect("texts are plain");
    tessera.store().put_setting(&setting_of(store), &body).await?;
    Ok(card)
}

/// The card of a store; an empty one when it has none.
pub async fn get(tessera: &Tessera, store: &Key) -> Result<Card, Error> {
    let body = tessera.store().find_setting(&setting_of(store)).await?;
    body.map_or_else(|| Ok(Card::default()), |body| read(&body))
}

/// All cards on which something stands.
pub async fn list(tessera: &Tessera) -> Result<BTreeMap<Key, Card>, Error> {
    let mut cards = BTreeMap::new();
    for (setting, body) in tessera.store().list_settings(PREFIX).await? {
        let card = read(&body)?;
        if let Some(store) = setting.strip_prefix(PREFIX).filter(|_| !card.is_empty()) {
            cards.insert(Key::new(store), card);
        }
    }
    Ok(cards)
}

/// What some stores are called; those without a name are left out.
///
/// COST: one reading for each of a few, one of all cards for more.
pub async fn names(
    tessera: &Tessera,
    stores: BTreeSet<&Key>,
) -> Result<BTreeMap<Key, SmolStr>, Error> {
    let mut names = BTreeMap::new();
    if stores.len() > ONE_BY_ONE {
        let named = list(tessera).await?.into_iter().filter(|(store, _)| stores.contains(store));
        return Ok(named.filter_map(|(store, card)| Some((store, card.name?))).collect());
    }
    for store in stores {
        if let Some(name) = get(tessera, store).await?.name {
            names.insert(store.clone(), name);
        }
    }
    Ok(names)
}

fn setting_of(store: &Key) -> String {
    format!("{PREFIX}{store}")
}

fn read(body: &str) -> Result<Card, Error> {
    serde_json::from_str(body).map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "store", reason: error.to_string() })
    })
}

fn check(card: &Card) -> Result<(), Error> {
    let is_plain = |text: &Option<SmolStr>, longest: usize| {
        text.as_ref().is_none_or(|text| {
            let length = text.chars().count();
            (1..=longest).contains(&length) && !text.chars().any(char::is_control)
        })
    };
    let wrong = |detail: &str| Err(Error::refused(Code::STORE_INVALID, detail.to_owned()));
    if !is_plain(&card.name, LONGEST_NAME) {
        return wrong("the name has 1 to 80 characters in one line");
    }
    match is_plain(&card.address, LONGEST_ADDRESS) {
        true => Ok(()),
        false => wrong("the address has 1 to 200 characters in one line"),
    }
}
