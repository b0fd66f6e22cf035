//! Partners who bring customers.

use super::text::{Moment, Sentence, Word};
use serde::{Deserialize, Serialize};
use service::affiliates::Registered;
use utoipa::ToSchema;

/// Registering a partner.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "key": "golf-club", "name": "Golf club", "terms": "partners" }))]
pub(crate) struct NewAffiliate {
    /// Its short name; taken for ever.
    pub(crate) key: Word,
    /// Name for people.
    pub(crate) name: Sentence,
    /// Which terms of the programme.
    pub(crate) terms: Word,
}

/// A partner who brings customers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Affiliate)]
pub(crate) struct AffiliateBody {
    /// Its short name.
    pub(crate) key: Word,
    /// Name for people.
    pub(crate) name: String,
    /// Which terms of the programme.
    pub(crate) terms: Word,
    /// Since when.
    pub(crate) at: Moment,
}

impl From<Registered> for AffiliateBody {
    fn from(registered: Registered) -> Self {
        Self {
            key: Word::from(&registered.key),
            name: registered.name.to_string(),
            terms: Word::from(&registered.terms),
            at: Moment(registered.at),
        }
    }
}
