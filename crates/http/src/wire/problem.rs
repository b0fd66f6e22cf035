//! Problems and refusals.

use super::text::{Decimal, Word};
use serde::Serialize;
use utoipa::ToSchema;

/// An answer that is not a success (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody<'a> {
    /// Where the code is described.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/problems#units.insufficient")]
    pub(crate) kind: String,
    /// What it is, in one short sentence.
    #[schema(example = "The balance is too small.")]
    pub(crate) title: &'a str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 422)]
    pub(crate) status: u16,
    /// The stable code.
    #[schema(example = "units.insufficient")]
    pub(crate) code: &'a str,
    /// What exactly, for developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) detail: Option<String>,
    /// What to do about it.
    #[schema(example = "See what is missing.")]
    pub(crate) hint: &'a str,
    /// The places in the request or document that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) errors: Vec<Place>,
    /// What is missing to be able to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<MissingBody>,
    /// Everything that was refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) refusals: Vec<RefusalBody>,
    /// Names the request in our logs.
    pub(crate) request_id: &'a str,
}

/// One wrong place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Place {
    /// JSON pointer into the request body, or into the document.
    #[schema(example = "/lines/0/amount")]
    pub(crate) pointer: String,
    /// What kind of mistake.
    #[schema(value_type = String, example = "unknown_field")]
    pub(crate) code: std::borrow::Cow<'static, str>,
    /// The mistake in words.
    pub(crate) message: String,
}

/// Something that was asked for and could not be given.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Refusal)]
pub(crate) struct RefusalBody {
    /// The stable reason.
    #[schema(example = "offer.minimum")]
    pub(crate) code: &'static str,
    /// The reason in a few words.
    pub(crate) title: &'static str,
    /// What was refused: a rule, coupon, reward or unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) subject: Option<Word>,
    /// The code as the customer showed it, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) shown: Option<smol_str::SmolStr>,
    /// What is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<MissingBody>,
    /// The reason as a sentence for the customer.
    pub(crate) message: String,
}

/// What is missing: money, units, pieces or a number. Exactly one of them.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[schema(as = Missing)]
pub(crate) struct MissingBody {
    /// So much money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) money: Option<Decimal>,
    /// In this currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) currency: Option<Word>,
    /// Of this loyalty unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<Word>,
    /// So much of the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) amount: Option<Decimal>,
    /// So many pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quantity: Option<Decimal>,
    /// So many (visits, nights).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<Decimal>,
}

/// One line for the cashier.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Hint)]
pub(crate) struct HintBody {
    /// Which kind of hint.
    #[schema(value_type = String, example = "hint.spend_more")]
    pub(crate) code: smol_str::SmolStr,
    /// The rule, tier or reward that it leads to.
    pub(crate) subject: Word,
    /// What is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<MissingBody>,
    /// The sentence.
    #[schema(example = "120.00 RUB more for 10 %")]
    pub(crate) message: String,
}
