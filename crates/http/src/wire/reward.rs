//! The catalogue, benefits, and claims.

use super::ids;
use super::problem::RefusalBody;
use super::text::{Decimal, Moment, Word};
use crate::scales::Scales;
use model::id::ClaimId;
use serde::{Deserialize, Serialize};
use service::Handover;
use service::rewards::{Claimed, Offered, OfferedOption};
use utoipa::ToSchema;

/// A reward or benefit as one member sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reward {
    /// Which.
    pub(crate) reward: Word,
    /// Its name.
    pub(crate) name: String,
    /// What it costs; nothing for benefits.
    pub(crate) cost: Vec<Cost>,
    /// Its value in money, when declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) worth: Option<Decimal>,
    /// Currency of the value.
    pub(crate) currency: Word,
    /// How many the member may still have in the present period; any number when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) left: Option<i64>,
    /// One of these has to be named with a claim, when there are any.
    pub(crate) options: Vec<RewardOption>,
    /// How it is handed over.
    pub(crate) handover: HandoverBody,
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

/// One option of a reward: a date, a size.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RewardOption {
    /// Which.
    pub(crate) option: Word,
    /// Its name.
    pub(crate) name: String,
    /// When it takes place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<Moment>,
    /// How many places it has in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) places: Option<u32>,
    /// The member can have it now.
    pub(crate) available: bool,
    /// Why not, and what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refusal: Option<RefusalBody>,
}

/// How a reward is handed over.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Handover)]
pub(crate) enum HandoverBody {
    /// At once.
    AtOnce,
    /// Later, against a code.
    Pickup,
    /// The code is the thing itself.
    Digital,
}

impl From<Handover> for HandoverBody {
    fn from(handover: Handover) -> Self {
        match handover {
            Handover::AtOnce => Self::AtOnce,
            Handover::Pickup => Self::Pickup,
            Handover::Digital => Self::Digital,
        }
    }
}

impl Reward {
    pub(crate) fn of(scales: &Scales, offered: &Offered, locale: &str) -> Self {
        let cost = offered.cost.iter().map(|(unit, amount)| Cost {
            unit: Word::from(unit),
            amount: scales.units(unit, *amount),
        });
        let options = offered.options.iter();
        Self {
            reward: Word::from(&offered.reward),
            name: offered.name.clone(),
            cost: cost.collect(),
            worth: offered.worth.map(|w| scales.money(w)),
            currency: scales.currency(),
            left: offered.left,
            options: options.map(|option| RewardOption::of(scales, option, locale)).collect(),
            handover: offered.handover.into(),
            available: offered.refused.is_none(),
            refusal: offered.refused.as_ref().map(|r| scales.refusal(r, locale)),
        }
    }
}

impl RewardOption {
    fn of(scales: &Scales, option: &OfferedOption, locale: &str) -> Self {
        Self {
            option: Word::from(&option.option),
            name: option.name.clone(),
            at: option.at.map(Moment),
            places: option.places,
            available: option.refused.is_none(),
            refusal: option.refused.as_ref().map(|r| scales.refusal(r, locale)),
        }
    }
}

/// Choosing a reward, or using a benefit.
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
    /// Which option of it, where it has options.
    #[serde(default)]
    pub(crate) option: Option<Word>,
}

/// A reward that was claimed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClaimedReward)]
pub(crate) struct ClaimedBody {
    /// The claim.
    #[schema(value_type = ids::ClaimId)]
    pub(crate) claim: ClaimId,
    /// Which reward.
    pub(crate) reward: Word,
    /// The code against which it is handed over, or that is the reward itself; absent
    /// where it is handed over at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "7F3K-9QXA-2MB41")]
    pub(crate) code: Option<String>,
}

impl From<Claimed> for ClaimedBody {
    fn from(claimed: Claimed) -> Self {
        Self { claim: claimed.claim, reward: Word::from(&claimed.reward), code: claimed.code }
    }
}

/// Handing a reward over by the code that the customer shows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "code": "7F3K-9QXA-2MB41" }))]
pub(crate) struct Pickup {
    /// The code as typed.
    pub(crate) code: Word,
}
