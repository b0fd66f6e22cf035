//! Who takes part in raffles.

use crate::error::Error;
use crate::{Tessera, marks};
use model::Key;
use std::collections::BTreeMap;
use store::{MARK_SUM, MARKED};

/// A raffle in numbers, as it stands now. What was drawn from, the record of the draw says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaffleFigures {
    /// Which.
    pub raffle: Key,
    /// Tickets of all who take part.
    pub entries: i64,
    /// Members with at least one.
    pub entrants: i64,
}

/// All raffles of the programme in its order.
pub async fn raffles(tessera: &Tessera) -> Result<Vec<RaffleFigures>, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    let store = tessera.store();
    let entrants: BTreeMap<Key, i64> = store.list_counts(MARKED).await?.into_iter().collect();
    let entries: BTreeMap<Key, i64> = store.list_counts(MARK_SUM).await?.into_iter().collect();
    let figures = rules.rulebook.raffles.iter().map(|raffle| {
        let mark = marks::raffle(raffle.key.as_str());
        let of = |counts: &BTreeMap<Key, i64>| counts.get(&mark).copied().unwrap_or_default();
        RaffleFigures { raffle: raffle.key.clone(), entries: of(&entries), entrants: of(&entrants) }
    });
    Ok(figures.collect())
}
