//! Good causes: what members give, and what has come together.

use crate::commit::Committed;
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::activity::Donate;
use model::{Activity, Key, Money, Units};

/// A cause as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Which cause of the document.
    pub cause: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// Units that members can give.
    pub units: Vec<Key>,
    /// What has come together so far, exact.
    pub amount: Money,
    /// What is to come together.
    pub goal: Option<Money>,
}

/// Gives units of a member to a cause, at their worth.
pub async fn donate(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    cause: Key,
    unit: Key,
    amount: Units,
) -> Result<Committed, Error> {
    tessera.act(ask, who, Activity::Donate(Donate { cause, unit, amount })).await
}

/// All causes with their public counters.
pub async fn list(tessera: &Tessera, locale: &str) -> Result<Vec<Cause>, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    let mut causes = Vec::with_capacity(rules.rulebook.causes.len());
    for cause in &rules.rulebook.causes {
        causes.push(Cause {
            cause: cause.key.clone(),
            name: cause.name.get(locale).to_owned(),
            units: cause.units.clone(),
            amount: amount(tessera, &cause.key).await?,
            goal: cause.goal,
        });
    }
    Ok(causes)
}

/// What has come together for a cause.
pub(crate) async fn amount(tessera: &Tessera, cause: &Key) -> Result<Money, Error> {
    Ok(Money(tessera.store().counter(&format!("cause:{cause}")).await?))
}
