//! What of a unit expires soon, day by day.

use super::soon;
use crate::Tessera;
use crate::error::Error;
use jiff::civil::Date;
use model::{Code, Key, Units};

/// A day on which something expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpiringDay {
    /// The last day on which it counts.
    pub day: Date,
    /// How much.
    pub amount: Units,
}

/// What of a unit expires in the coming thirty days; days without are left out. A unit that
/// the programme no longer has may still be with members.
pub async fn expiring(tessera: &Tessera, unit: Key) -> Result<Vec<ExpiringDay>, Error> {
    let days = soon(tessera).await?;
    let rows = tessera.store().list_expiring(unit.clone(), days.from, days.until).await?;
    let rules = tessera.rules_at(tessera.now()).await?;
    if rows.is_empty() && rules.rulebook.unit(unit.as_str()).is_none() {
        return Err(Error::refused(Code::UNIT_UNKNOWN, unit.to_string()));
    }
    Ok(rows.into_iter().map(|(day, amount)| ExpiringDay { day, amount }).collect())
}
