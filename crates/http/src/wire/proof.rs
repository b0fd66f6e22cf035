//! What members prove and own.

use super::text::{Moment, Sentence, Word};
use crate::scales::Scales;
use model::snapshot::MemberState;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something that a member proved.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "verification": "student", "evidence": "Card 4711" }))]
pub(crate) struct NewVerification {
    /// Which verification of the programme.
    pub(crate) verification: Word,
    /// First moment when it no longer holds; by the programme when absent.
    #[serde(default)]
    pub(crate) until: Option<Moment>,
    /// What was shown: the number or place of a document.
    #[serde(default)]
    pub(crate) evidence: Option<Sentence>,
}

/// Something that no longer holds.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "verification": "student" }))]
pub(crate) struct NewRevocation {
    /// Which verification of the programme.
    pub(crate) verification: Word,
}

/// What a member proved and what still holds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verification)]
pub(crate) struct VerificationBody {
    /// Which verification of the programme.
    pub(crate) verification: Word,
    /// Its name.
    pub(crate) name: String,
    /// First moment when it no longer holds; for good when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

/// All verifications of a member.
pub(crate) fn verifications(
    scales: &Scales,
    member: &MemberState,
    locale: &str,
) -> Vec<VerificationBody> {
    let all = member.verifications.iter();
    all.map(|(kind, until)| VerificationBody {
        verification: Word::from(kind),
        name: scales
            .book
            .verification(kind.as_str())
            .map(|declared| declared.name.get(locale).to_owned())
            .unwrap_or_default(),
        until: until.map(Moment),
    })
    .collect()
}

/// A product, by its serial number.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "product": "machine", "serial": "TX-2041-77" }))]
pub(crate) struct NewProduct {
    /// Which product of the programme.
    pub(crate) product: Word,
    /// Its serial number.
    pub(crate) serial: Word,
}

/// Something that a member owns.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Product)]
pub(crate) struct ProductBody {
    /// Which product of the programme.
    pub(crate) product: Word,
    /// Its name.
    pub(crate) name: String,
    /// Its serial number.
    pub(crate) serial: Word,
    /// Since when it is registered.
    pub(crate) at: Moment,
    /// First moment when the registration no longer counts; for good when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

/// All registered products of a member.
pub(crate) fn products(scales: &Scales, member: &MemberState, locale: &str) -> Vec<ProductBody> {
    let all = member.products.iter();
    all.map(|owned| ProductBody {
        product: Word::from(&owned.product),
        name: scales
            .book
            .product(owned.product.as_str())
            .map(|declared| declared.name.get(locale).to_owned())
            .unwrap_or_default(),
        serial: Word::from(&owned.serial),
        at: Moment(owned.at),
        until: owned.until.map(Moment),
    })
    .collect()
}
