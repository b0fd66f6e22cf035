//! Members in lists.

use super::holding::{Balance, Tier, balances, tiers};
use super::ids;
use super::text::{Moment, Sentence, Word};
use crate::scales::Scales;
use model::id::MemberId;
use serde::Serialize;
use service::IdentityKind;
use service::members::Found;
use utoipa::ToSchema;

/// A member in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberRow {
    /// Our id.
    #[schema(value_type = ids::MemberId)]
    pub(crate) id: MemberId,
    /// What they are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<Sentence>,
    /// Where they are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<Sentence>,
    /// Where they are written to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<Sentence>,
    /// The number of a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) card: Option<Word>,
    /// The caller's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) external_id: Option<Word>,
    /// May not take part.
    pub(crate) blocked: bool,
    /// When they joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enrolled_at: Option<Moment>,
    /// Tiers.
    pub(crate) tiers: Vec<Tier>,
    /// Balances.
    pub(crate) balances: Vec<Balance>,
}

impl MemberRow {
    pub(crate) fn of(scales: &Scales, found: Found) -> Self {
        let identity = |kind: IdentityKind| {
            let identity = found.identities.iter().find(|identity| identity.kind == kind);
            identity.map(|identity| identity.value.clone())
        };
        let state = &found.snapshot.member;
        Self {
            id: found.id,
            phone: identity(IdentityKind::Phone).or(found.contact.phone.clone()).map(Sentence),
            email: identity(IdentityKind::Email).or(found.contact.email.clone()).map(Sentence),
            card: identity(IdentityKind::Card).map(Word),
            external_id: identity(IdentityKind::External).map(Word),
            name: found.contact.name.map(Sentence),
            blocked: state.blocked,
            enrolled_at: state.enrolled_at.map(Moment),
            tiers: tiers(&found.snapshot),
            balances: balances(scales, &found.snapshot),
        }
    }
}
