//! Who a request is about.

use super::text::Word;
use crate::problem::Problem;
use crate::wire::ids;
use crate::wire::problem::Place;
use model::id::MemberId;
use serde::{Deserialize, Serialize};
use service::keys::Party;
use service::{Identity, IdentityKind, Tessera, Who, cards};
use utoipa::ToSchema;

/// A member by our id or by one of their identities: exactly one of the fields.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberReference, min_properties = 1, max_properties = 1,
    example = json!({ "phone": "+994501234567" }))]
pub(crate) struct MemberRef {
    /// Our id.
    #[schema(value_type = Option<ids::MemberId>)]
    pub(crate) id: Option<MemberId>,
    /// A phone number, E.164.
    pub(crate) phone: Option<Word>,
    /// An e-mail address.
    pub(crate) email: Option<Word>,
    /// A card number, EAN-13.
    pub(crate) card: Option<Word>,
    /// The token in a QR code.
    pub(crate) token: Option<Word>,
    /// The caller's own id.
    pub(crate) external_id: Option<Word>,
}

impl MemberRef {
    /// Whoever it is, as shown by somebody: a code on a phone counts for whoever shows it first.
    /// `pointer` is where the reference stands in the request.
    pub(crate) async fn shown(
        &self,
        tessera: &Tessera,
        by: Party,
        pointer: &str,
    ) -> Result<Who, Problem> {
        let who = self.who(pointer)?;
        cards::show(tessera, by, &who).await?;
        Ok(who)
    }

    /// Whoever it is, without showing it to anybody.
    pub(super) fn who(&self, pointer: &str) -> Result<Who, Problem> {
        let named = [
            (IdentityKind::Phone, &self.phone),
            (IdentityKind::Email, &self.email),
            (IdentityKind::Card, &self.card),
            (IdentityKind::Token, &self.token),
            (IdentityKind::External, &self.external_id),
        ];
        let mut given = named.iter().filter_map(|(kind, text)| Some((*kind, text.as_ref()?)));
        match (self.id, given.next(), given.next()) {
            (Some(id), None, None) => Ok(Who::Member(id)),
            (None, Some((kind, text)), None) => Ok(Who::Identity(Identity::parse(kind, &text.0)?)),
            _ => {
                let message = "expected exactly one of id, phone, email, card, token, external_id";
                let code = "one_of".into();
                let place =
                    Place { pointer: pointer.to_owned(), code, message: message.to_owned() };
                Err(Problem::at(vec![place]))
            }
        }
    }
}

/// The kinds of identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = IdentityKind)]
pub(crate) enum Kind {
    /// A phone number, E.164.
    Phone,
    /// An e-mail address.
    Email,
    /// A card number, EAN-13 with a check digit.
    Card,
    /// The token in a QR code.
    Token,
    /// The caller's own id.
    ExternalId,
}

impl From<Kind> for IdentityKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Phone => Self::Phone,
            Kind::Email => Self::Email,
            Kind::Card => Self::Card,
            Kind::Token => Self::Token,
            Kind::ExternalId => Self::External,
        }
    }
}

impl From<IdentityKind> for Kind {
    fn from(kind: IdentityKind) -> Self {
        match kind {
            IdentityKind::Phone => Self::Phone,
            IdentityKind::Email => Self::Email,
            IdentityKind::Card => Self::Card,
            IdentityKind::Token => Self::Token,
            IdentityKind::External => Self::ExternalId,
        }
    }
}

/// What leads to a member.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Identity, example = json!({ "kind": "card", "value": "4006381333931" }))]
pub(crate) struct IdentityBody {
    /// Which kind.
    pub(crate) kind: Kind,
    /// The phone number, card number, ... .
    pub(crate) value: Word,
}

impl IdentityBody {
    /// The identity in its one written form.
    pub(crate) fn read(&self) -> Result<Identity, Problem> {
        Ok(Identity::parse(self.kind.into(), &self.value.0)?)
    }
}

impl From<&Identity> for IdentityBody {
    fn from(identity: &Identity) -> Self {
        Self { kind: identity.kind.into(), value: Word(identity.value.clone()) }
    }
}
