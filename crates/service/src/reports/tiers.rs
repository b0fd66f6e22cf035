//! How many members hold each tier.

use crate::Tessera;
use crate::error::Error;
use model::Key;
use programme::rulebook::Text;
use std::collections::BTreeMap;

/// A tier with those who hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierFigures {
    /// Of which track.
    pub track: Key,
    /// Which tier.
    pub tier: Key,
    /// Its name.
    pub name: Text,
    /// How many members hold it.
    pub members: u64,
}

/// Tiers of the programme from the lowest up, empty ones as well; then others that are held.
pub async fn tiers(tessera: &Tessera) -> Result<Vec<TierFigures>, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    let counts = tessera.store().count_tiers().await?.into_iter();
    let mut held: BTreeMap<(Key, Key), u64> =
        counts.map(|count| ((count.track, count.tier), count.members)).collect();
    let mut figures = Vec::new();
    for track in &rules.rulebook.tracks {
        figures.extend(track.levels.iter().map(|level| TierFigures {
            track: track.key.clone(),
            tier: level.key.clone(),
            name: level.name.clone(),
            members: held.remove(&(track.key.clone(), level.key.clone())).unwrap_or_default(),
        }));
    }
    figures.extend(held.into_iter().map(|((track, tier), members)| TierFigures {
        name: Text::of_key(tier.as_str()),
        track,
        tier,
        members,
    }));
    Ok(figures)
}
