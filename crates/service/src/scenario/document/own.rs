//! Steps of what members do beside buying: benefits, choices, memberships, proofs, claims.

use super::super::scalars::{LocalTime, Number};
use schemars::JsonSchema;
use serde::Deserialize;

/// A benefit is used.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct BenefitSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which benefit.
    pub(in crate::scenario) benefit: String,
    /// How many (1).
    pub(in crate::scenario) quantity: Option<u32>,
    /// What the claim is called.
    #[serde(rename = "as")]
    pub(in crate::scenario) name: Option<String>,
}

/// A claimed reward is handed over.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct CollectSection {
    /// Which claim. Where it has a code, the code is shown.
    pub(in crate::scenario) claim: String,
}

/// Somebody decides about an action or a claim that waits.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct DecideSection {
    /// Which, as it was called.
    pub(in crate::scenario) submission: String,
    /// Whether it counts (yes).
    pub(in crate::scenario) approved: Option<bool>,
    /// Why.
    pub(in crate::scenario) reason: Option<String>,
}

/// A receipt that was paid without a member is claimed by one.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct ClaimReceiptSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// The receipt.
    pub(in crate::scenario) receipt: String,
    /// Idempotency key; repeating it has no second effect.
    pub(in crate::scenario) key: Option<String>,
}

/// Somebody saw what they bought for less elsewhere.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct ClaimPriceSection {
    /// Who, when it is not the step's member.
    pub(in crate::scenario) member: Option<String>,
    /// The receipt.
    pub(in crate::scenario) receipt: String,
    /// Its line.
    pub(in crate::scenario) line: String,
    /// How many pieces; all that were not returned when absent.
    pub(in crate::scenario) quantity: Option<Number>,
    /// The price of one piece elsewhere.
    pub(in crate::scenario) price: Number,
    /// Where it was seen.
    pub(in crate::scenario) evidence: Option<String>,
    /// What the claim is called while it waits.
    #[serde(rename = "as")]
    pub(in crate::scenario) name: Option<String>,
}

/// Options of a choice are picked.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct ChooseSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which choice.
    pub(in crate::scenario) choice: String,
    /// The options; they replace what was picked before.
    pub(in crate::scenario) options: Vec<String>,
}

/// An offer is activated.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct ActivateSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which offer.
    pub(in crate::scenario) offer: String,
}

/// A membership begins, or a term is added.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct StartMembershipSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which membership.
    pub(in crate::scenario) membership: String,
    /// As a trial.
    pub(in crate::scenario) trial: bool,
    /// What was paid, when it is not the fee.
    pub(in crate::scenario) paid: Option<Number>,
}

/// A membership is given up.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct CancelMembershipSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which membership.
    pub(in crate::scenario) membership: String,
    /// Why.
    pub(in crate::scenario) reason: Option<String>,
}

/// Somebody proves what they are.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct VerifySection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which verification.
    pub(in crate::scenario) verification: String,
    /// What was shown.
    pub(in crate::scenario) evidence: Option<String>,
    /// Local time when it ends; by the document when absent.
    pub(in crate::scenario) until: Option<LocalTime>,
    /// It is taken away.
    pub(in crate::scenario) revoked: bool,
}

/// A product is registered under its serial number, or given up.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::scenario) struct ProductSection {
    /// Who.
    pub(in crate::scenario) member: String,
    /// Which product.
    pub(in crate::scenario) product: String,
    /// Its serial number.
    pub(in crate::scenario) serial: String,
    /// It is sold or lost.
    pub(in crate::scenario) given_up: bool,
}
