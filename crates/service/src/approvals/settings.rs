//! What has to wait for a second person.

use crate::error::{Broken, Error};
use crate::{Ask, Tessera};
use model::activity::Adjust;
use model::amount::parse_decimal;
use model::holdings::{Holdings, UnitHolding};
use model::{Code, Key, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// The name of the setting.
const NAME: &str = "approvals";

/// Decimals that a limit may have.
const SCALE: u8 = 6;

/// Decimals in which limits and amounts are compared: the most that a unit can have.
const COMPARED: u8 = 9;

/// What has to wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalSettings {
    /// Corrections of more units than this wait, and merging accounts that moves more; none when
    /// absent.
    pub adjustment_limit: Option<SmolStr>,
    /// Publishing by the author waits.
    pub publish: bool,
}

impl ApprovalSettings {
    /// Whether a correction has to wait.
    pub(super) async fn is_above_limit(
        &self,
        tessera: &Tessera,
        adjustment: &Adjust,
    ) -> Result<bool, Error> {
        self.exceeds(tessera, [(&adjustment.unit, adjustment.amount)]).await
    }

    /// Whether merging an account into another one has to wait: it moves as much of a unit as a
    /// correction may not.
    pub(super) async fn is_much(
        &self,
        tessera: &Tessera,
        holdings: &Holdings,
    ) -> Result<bool, Error> {
        let all = |holding: &UnitHolding| holding.spendable() + holding.pending() + holding.held();
        let amounts = holdings.units.iter().map(|(unit, holding)| (unit, all(holding)));
        self.exceeds(tessera, amounts).await
    }

    async fn exceeds(
        &self,
        tessera: &Tessera,
        amounts: impl IntoIterator<Item = (&Key, Units)>,
    ) -> Result<bool, Error> {
        let Some(limit) = &self.adjustment_limit else { return Ok(false) };
        let rules = tessera.rules_at(tessera.now()).await?;
        let finer = |scale: u8| 10i128.pow(u32::from(COMPARED.saturating_sub(scale)));
        let limit = i128::from(parse_decimal(limit, SCALE).unwrap_or(0)) * finer(SCALE);
        Ok(amounts.into_iter().any(|(unit, amount)| {
            // An unknown unit is refused where it is booked.
            let scale = rules.rulebook.unit(unit.as_str()).map(|unit| unit.scale);
            scale.is_some_and(|scale| i128::from(amount.0.unsigned_abs()) * finer(scale) > limit)
        }))
    }
}

/// What has to wait now.
pub async fn read(tessera: &Tessera) -> Result<ApprovalSettings, Error> {
    let Some(text) = tessera.store().find_setting(NAME).await? else {
        return Ok(ApprovalSettings::default());
    };
    // What cannot be read must not let everything through.
    serde_json::from_str(&text).map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "approvals", reason: error.to_string() })
    })
}

/// Says what has to wait from now on.
pub async fn write(
    tessera: &Tessera,
    ask: &Ask,
    settings: ApprovalSettings,
) -> Result<ApprovalSettings, Error> {
    if let Some(limit) = &settings.adjustment_limit
        && !parse_decimal(limit, SCALE).is_ok_and(|limit| limit >= 0)
    {
        let detail = format!("the limit {limit} is not from 0 to 1,000,000,000");
        return Err(Error::refused(Code::REQUEST_INVALID, detail));
    }
    let details = [
        ("adjustment_limit", settings.adjustment_limit.as_deref().into()),
        ("publish", settings.publish.into()),
    ];
    if tessera.note(ask, "approvals_set", details).await?.replayed {
        // What was set since stays.
        return read(tessera).await;
    }
    let text = serde_json::to_string(&settings).expect("settings are plain values");
    tessera.store().put_setting(NAME, &text).await?;
    Ok(settings)
}
