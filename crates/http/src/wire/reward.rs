//! The catalogue.

use super::problem::RefusalBody;
use super::text::{Decimal, Word};
use crate::scales::Scales;
use serde::{Deserialize, Serialize};
use service::rewards::Offered;
use utoipa::ToSchema;

/// A reward as one member sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reward {
    /// Which.
    pub(crate) reward: Word,
    /// Its name.
    pub(crate) name: String,
    /// What it costs.
    pub(crate) cost: Vec<Cost>,
    /// Its value in money, when declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) worth: Option<Decimal>,
    /// Currency of the value.
    pub(crate) currency: Word,
    /// The member can have it now.
    pub(crate) available: bool,
    /// Why not, and what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refusal: Option<RefusalBody>,
}

/// Part of what a reward costs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cost {
    /// Which unit.
    pub(crate) unit: Word,
    /// How much.
    pub(crate) amount: Decimal,
}

impl Reward {
    pub(crate) fn of(scales: &Scales, offered: &Offered, locale: &str) -> Self {
        let cost = offered.cost.iter().map(|(unit, amount)| Cost {
            unit: Word::from(unit),
            amount: scales.units(unit, *amount),
        });
        Self {
            reward: Word::from(&offered.reward),
            name: offered.name.clone(),
            cost: cost.collect(),
            worth: offered.worth.map(|w| scales.money(w)),
            currency: scales.currency(),
            available: offered.refused.is_none(),
            refusal: offered.refused.as_ref().map(|r| scales.refusal(r, locale)),
        }
    }
}

/// Choosing a reward.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reward": "mug" }))]
pub(crate) struct NewClaim {
    /// Which.
    pub(crate) reward: Word,
    /// How many; 1 when absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1000)]
    pub(crate) quantity: Option<u32>,
}
