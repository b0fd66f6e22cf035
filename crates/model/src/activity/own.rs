//! What members do beside buying: choosing, joining a paid membership, proving
//! something, registering what they own, handing in claims.

use crate::attribute::Attributes;
use crate::id::{ReceiptId, SubmissionId};
use crate::{Instant, Key, Money, Quantity};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Picking among the options of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choose {
    /// Which choice of the document.
    pub choice: Key,
    /// What was picked; replaces what was picked before.
    pub options: Vec<Key>,
}

/// Activating an offer that works only then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivateOffer {
    /// Which rule of the document.
    pub offer: Key,
}

/// A paid membership begins, or its term is added to the present one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartMembership {
    /// Which membership of the document.
    pub plan: Key,
    /// As a trial, once per member.
    #[serde(default)]
    pub trial: bool,
    /// What was paid; the fee of the document when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub paid: Option<Money>,
}

/// A paid membership is given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelMembership {
    /// Which membership of the document.
    pub plan: Key,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<SmolStr>,
}

/// Somebody proved what they are (student, teacher, staff), or no longer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verify {
    /// Which verification of the document.
    pub kind: Key,
    /// Taken away instead of given.
    #[serde(default)]
    pub revoked: bool,
    /// First moment when it no longer holds; by the document when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Instant>,
    /// What was shown: the number or place of a document.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<SmolStr>,
    /// Who looked at it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<SmolStr>,
}

/// Something the member owns is registered under its serial number, or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterProduct {
    /// Which product of the document.
    pub product: Key,
    /// Its serial number; one member at a time.
    pub serial: Key,
    /// It is sold or lost.
    #[serde(default)]
    pub given_up: bool,
}

/// A claimed reward is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collect {
    /// The claim.
    pub claim: crate::id::ClaimId,
}

/// Somebody decides about an action or claim that waits for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decide {
    /// Which submission.
    pub submission: SubmissionId,
    /// Whether it counts.
    pub approved: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<SmolStr>,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<SmolStr>,
}

/// Somebody saw what they bought for less elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimPrice {
    /// Our id of the claim.
    pub submission: SubmissionId,
    /// The receipt.
    pub receipt: ReceiptId,
    /// The line of it.
    pub line: Key,
    /// How many pieces of it; all that were not returned when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quantity: Option<Quantity>,
    /// The price of one piece elsewhere.
    pub price: Money,
    /// Where it was seen: an address, a photograph.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<SmolStr>,
}

/// Attributes of a submission that price claims carry.
pub mod price_claim {
    use super::{Attributes, ClaimPrice, Key};
    use crate::attribute::Value;
    use crate::{Money, Quantity};

    /// The action under which price claims wait.
    pub const EVENT: &str = "price_guarantee";

    /// What must be remembered of a claim to decide it later: the receipt, its line, how
    /// many pieces, and the price of one elsewhere in minor units.
    pub fn attributes(claim: &ClaimPrice, quantity: Quantity) -> Attributes {
        let text = |text: &str| Value::Text(text.into());
        let mut attributes = Attributes::from([
            (Key::new("receipt"), text(&claim.receipt.to_string())),
            (Key::new("line"), text(claim.line.as_str())),
            (Key::new("quantity"), Value::Number { milli: quantity.0 }),
            (Key::new("minor"), Value::Number { milli: claim.price.0 }),
        ]);
        if let Some(evidence) = &claim.evidence {
            attributes.insert(Key::new("evidence"), Value::Text(evidence.clone()));
        }
        attributes
    }

    /// The receipt that waiting attributes are about.
    pub fn receipt(attributes: &Attributes) -> Option<crate::id::ReceiptId> {
        match attributes.get("receipt")? {
            Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Line, quantity and price elsewhere that waiting attributes are about.
    pub fn subject(attributes: &Attributes) -> Option<(Key, Quantity, Money)> {
        match (attributes.get("line")?, attributes.get("quantity")?, attributes.get("minor")?) {
            (
                Value::Text(line),
                Value::Number { milli: quantity },
                Value::Number { milli: minor },
            ) => Some((Key(line.clone()), Quantity(*quantity), Money(*minor))),
            _ => None,
        }
    }
}
