//! Steps between owners: gifts, causes, exchanges, groups, affiliates, raffles, settlement.

use super::super::scalars::{Number, SettlementPeriod};
use schemars::JsonSchema;
use serde::Deserialize;

/// An account goes into another one.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct MergeSection {
    /// The account that ends.
    pub(in crate::scenario) member: String,
    /// The account that goes on.
    pub(in crate::scenario) into: String,
}

/// Accounts are taken apart again.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct UnmergeSection {
    /// The account that comes back.
    pub(in crate::scenario) member: String,
}

/// Units are given to another member.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct GiftSection {
    /// Who gives.
    pub(in crate::scenario) member: Option<String>,
    /// Or the group that gives what it collected.
    pub(in crate::scenario) group: Option<String>,
    /// Who gets it.
    pub(in crate::scenario) to: String,
    /// Which unit.
    pub(in crate::scenario) unit: String,
    /// How much.
    pub(in crate::scenario) amount: Number,
}

/// Units are given to a good cause.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct DonateSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which cause.
    pub(in crate::scenario) cause: String,
    /// Which unit.
    pub(in crate::scenario) unit: String,
    /// How much.
    pub(in crate::scenario) amount: Number,
}

/// Units are to become units of a partner.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct ExchangeSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which exchange.
    pub(in crate::scenario) exchange: String,
    /// The member's number there.
    pub(in crate::scenario) account: String,
    /// How much of our unit.
    pub(in crate::scenario) amount: Number,
    /// What it is called until the partner answers.
    #[serde(rename = "as")]
    pub(in crate::scenario) name: Option<String>,
}

/// The partner answers.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct SettleSection {
    /// Which, as it was called.
    pub(in crate::scenario) exchange: String,
    /// Booked there (yes); otherwise the units come back.
    pub(in crate::scenario) confirmed: Option<bool>,
}

/// A household or firm comes to life.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct GroupSection {
    /// Who answers for it.
    pub(in crate::scenario) member: String,
    /// Which kind of group.
    pub(in crate::scenario) group: String,
    /// Its own short name; what it is called here when absent.
    pub(in crate::scenario) key: Option<String>,
    /// What it is called in the scenario.
    #[serde(rename = "as")]
    pub(in crate::scenario) name: Option<String>,
}

/// A seat of a group changes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct SeatSection {
    /// Which group, as it was called.
    pub(in crate::scenario) group: String,
    /// Whose seat.
    pub(in crate::scenario) member: String,
    /// What happens (`ask`).
    pub(in crate::scenario) change: Seat,
    /// What they do there.
    pub(in crate::scenario) role: Option<String>,
}

/// What happens to a seat.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::scenario) enum Seat {
    /// It is asked for.
    #[default]
    Ask,
    /// It is agreed to.
    Approve,
    /// It is given up.
    Leave,
}

/// A partner who brings customers is registered.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct AffiliateSection {
    /// Its short name.
    pub(in crate::scenario) affiliate: String,
    /// Which terms.
    pub(in crate::scenario) terms: String,
}

/// A raffle is opened.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct OpenRaffleSection {
    /// Which raffle.
    pub(in crate::scenario) raffle: String,
}

/// A raffle is drawn.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct DrawRaffleSection {
    /// Which raffle.
    pub(in crate::scenario) raffle: String,
    /// A value of the day that nobody could know before.
    pub(in crate::scenario) public: String,
}

/// A period of settlement is closed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct CloseSection {
    /// `commission`, `issuing`, `accepting`, `donation` or `dispute`; all of them when absent.
    pub(in crate::scenario) ground: Option<String>,
    /// Which period.
    pub(in crate::scenario) period: SettlementPeriod,
}
