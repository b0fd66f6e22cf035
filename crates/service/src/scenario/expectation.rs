//! What must follow from a step. Everything is optional and exact.

use super::document::Map;
use super::scalars::Number;
use schemars::JsonSchema;
use serde::Deserialize;

/// What must follow.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ExpectSection {
    /// Of whom balances, tiers, coupons and metrics are meant; of the step's member when absent.
    pub(super) member: Option<String>,
    /// Before discounts.
    pub(super) total: Option<Number>,
    /// All discounts.
    pub(super) discount: Option<Number>,
    /// Left to pay.
    pub(super) payable: Option<Number>,
    /// Paid with units, in money.
    pub(super) by_units: Option<Number>,
    /// Paid from certificates.
    pub(super) by_certificates: Option<Number>,
    /// Money that goes back.
    pub(super) refund: Option<Number>,
    /// Money that goes back as units.
    pub(super) refund_by_units: Option<Number>,
    /// Money that goes back to certificates.
    pub(super) refund_by_certificates: Option<Number>,
    /// Earned by this step: all units of it.
    pub(super) earned: Option<Map<Number>>,
    /// Spent by this step: all units of it.
    pub(super) spent: Option<Map<Number>>,
    /// Earnings taken back by this step: all units of it.
    pub(super) taken_back: Option<Map<Number>>,
    /// Spendings given back by this step: all units of it.
    pub(super) given_back: Option<Map<Number>>,
    /// What can be spent.
    pub(super) balance: Map<Number>,
    /// Not active yet.
    pub(super) pending: Map<Number>,
    /// Reserved.
    pub(super) held: Map<Number>,
    /// Owed.
    pub(super) debt: Map<Number>,
    /// Tier per track; `none` when there is none.
    pub(super) tier: Map<String>,
    /// Open coupons: all of them.
    pub(super) coupons: Option<Vec<String>>,
    /// Money on certificates.
    pub(super) certificate: Map<Number>,
    /// What was refused in part: all codes. Steps that say nothing expect nothing to be refused.
    pub(super) refusals: Option<Vec<String>>,
    /// What the cashier is told: all of it.
    pub(super) hints: Option<Vec<HintSection>>,
    /// Discounts per rule: all of them.
    pub(super) discounts: Option<Map<Number>>,
    /// Lines of the receipt.
    pub(super) lines: Map<LineExpectation>,
    /// The whole step is refused with this code.
    pub(super) error: Option<String>,
    /// Running numbers of the member, in their current period.
    pub(super) metric: Map<Number>,
    /// Texts that must occur in the explanation.
    pub(super) explains: Vec<String>,
}

/// A hint: its sentence, or with what is missing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum HintSection {
    /// Which sentence.
    Text(String),
    /// Which sentence, and what is missing.
    Missing(MissingHint),
}

/// A hint with what is missing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MissingHint {
    /// Which sentence.
    pub(super) text: String,
    /// What is missing.
    pub(super) missing: Number,
}

/// One line of the receipt.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LineExpectation {
    /// Discounts.
    pub(super) discount: Option<Number>,
    /// After discounts.
    pub(super) paid: Option<Number>,
    /// Pieces given free.
    pub(super) free: Option<Number>,
}
