//! Partners who bring customers and get a share of what these spend.

use crate::error::{Broken, Error};
use crate::notes::Details;
use crate::{Ask, Tessera};
use model::snapshot::Affiliate;
use model::{Code, Instant, Key};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Settings under which affiliates are kept.
const PREFIX: &str = "affiliate:";

/// A partner who brings customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Its short name.
    pub key: Key,
    /// Name for people.
    pub name: SmolStr,
    /// Which terms of the document.
    pub terms: Key,
    /// Since when.
    pub at: Instant,
}

/// Registers a partner on terms of the document. Its short name is taken for ever; the
/// same partner again changes nothing.
pub async fn register(
    tessera: &Tessera,
    ask: &Ask,
    key: Key,
    name: SmolStr,
    terms: Key,
) -> Result<Registered, Error> {
    let rules = tessera.exact_rules_at(tessera.now()).await?;
    if !rules.rulebook.affiliates.contains(&terms) {
        let detail = format!("the programme has no terms `{terms}` for affiliates");
        return Err(Error::refused(Code::AFFILIATE_UNKNOWN, detail));
    }
    let is_same = |known: &Registered| known.name == name && known.terms == terms;
    let taken = || Error::refused(Code::AFFILIATE_EXISTS, format!("`{key}` is registered"));
    if let Some(known) = find(tessera, &key).await? {
        return if is_same(&known) { Ok(known) } else { Err(taken()) };
    }
    let details = [
        ("affiliate", key.as_str().into()),
        ("name", name.as_str().into()),
        ("terms", terms.as_str().into()),
    ];
    let committed = tessera.note(ask, "affiliate_registered", details).await?;
    let said = Details::of(&committed.entry)?;
    let at = committed.entry.recorded_at;
    let new = Registered {
        key: said.parse::<String>("affiliate")?.into(),
        name: said.parse::<String>("name")?.into(),
        terms: said.parse::<String>("terms")?.into(),
        at,
    };
    let body = serde_json::to_string(&new).expect("affiliates are plain values");
    let kept = tessera.store().ensure_setting(&format!("{PREFIX}{}", new.key), &body).await?;
    let kept = read(&kept)?;
    if is_same(&kept) { Ok(kept) } else { Err(taken()) }
}

/// A registered partner.
pub async fn find(tessera: &Tessera, key: &Key) -> Result<Option<Registered>, Error> {
    let body = tessera.store().find_setting(&format!("{PREFIX}{key}")).await?;
    body.map(|body| read(&body)).transpose()
}

/// All registered partners by short name.
pub async fn list(tessera: &Tessera) -> Result<Vec<Registered>, Error> {
    let settings = tessera.store().list_settings(PREFIX).await?;
    settings.iter().map(|(_, body)| read(body)).collect()
}

/// What members remember of the partner who brought them.
pub(crate) async fn attribution(tessera: &Tessera, key: &Key) -> Result<Affiliate, Error> {
    let known = find(tessera, key).await?;
    let known = known.ok_or_else(|| Error::refused(Code::AFFILIATE_UNKNOWN, key.to_string()))?;
    Ok(Affiliate { partner: known.key, terms: known.terms })
}

fn read(body: &str) -> Result<Registered, Error> {
    serde_json::from_str(body).map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "affiliate", reason: error.to_string() })
    })
}
