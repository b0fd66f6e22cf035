//! What those are called between whom money is due.

use crate::error::Error;
use crate::{Tessera, affiliates};
use model::Key;
use programme::rulebook::{Rulebook, Text};
use std::collections::{BTreeMap, BTreeSet};

/// The names of partners, causes, affiliates and of the operator. Whoever is no longer any of
/// these is called by their key.
pub async fn names(
    tessera: &Tessera,
    rulebook: &Rulebook,
    parties: BTreeSet<Key>,
) -> Result<BTreeMap<Key, Text>, Error> {
    let mut names = BTreeMap::new();
    for party in parties {
        let name = match declared(rulebook, party.as_str()) {
            Some(name) => name,
            None => registered(tessera, &party).await?,
        };
        names.insert(party, name);
    }
    Ok(names)
}

/// As the document calls them.
fn declared(rulebook: &Rulebook, party: &str) -> Option<Text> {
    let partner = rulebook.partner(party).map(|partner| &partner.name);
    let cause = || rulebook.cause(party).map(|cause| &cause.name);
    let operator = || (rulebook.key == *party).then_some(&rulebook.name);
    partner.or_else(cause).or_else(operator).cloned()
}

async fn registered(tessera: &Tessera, party: &Key) -> Result<Text, Error> {
    let known = affiliates::find(tessera, party).await?;
    Ok(known.map_or_else(|| Text::of_key(party.as_str()), |known| Text::plain(known.name)))
}
