//! Signing in, and who is signed in.

use super::ids;
use super::settlement::PartyBody;
use super::text::{Moment, Word};
use super::who::IdentityBody;
use model::id::{SessionId, TillId};
use serde::{Deserialize, Serialize, Serializer};
use service::keys::{Caller, Party};
use service::people::{NewSecond, SessionRow};
use smol_str::SmolStr;
use utoipa::ToSchema;

/// A secret that is sent to us: never written anywhere.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, min_length = 1, max_length = 256, format = Password)]
pub(crate) struct Secret(pub(crate) String);

/// What a request is remembered by must not tell it.
impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// The first owner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUp {
    /// What the link of the first start bears.
    pub(crate) token: Secret,
    /// What you are called.
    pub(crate) name: Word,
    /// How you sign in.
    pub(crate) email: Word,
    /// At least ten characters.
    pub(crate) password: Secret,
}

/// Signing in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The address.
    pub(crate) email: Word,
    /// The password.
    pub(crate) password: Secret,
    /// The code of the second factor, when there is one.
    #[serde(default)]
    pub(crate) code: Option<Word>,
}

/// Taking an invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// What the link bears.
    pub(crate) token: Secret,
    /// The new password.
    pub(crate) password: Secret,
    /// The code of the second factor, for those who have one.
    #[serde(default)]
    pub(crate) code: Option<Word>,
}

/// Another password in place of the old one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The old one.
    pub(crate) password: Secret,
    /// At least ten characters.
    pub(crate) new_password: Secret,
}

/// A code that was shown or sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeBody {
    /// The code.
    pub(crate) code: Word,
}

/// A secret for an app that shows codes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SecondFactorBody {
    /// To be typed.
    secret: String,
    /// To be shown as a QR code.
    uri: String,
}

impl From<NewSecond> for SecondFactorBody {
    fn from(new: NewSecond) -> Self {
        Self { secret: new.secret, uri: new.uri }
    }
}

/// Who is signed in.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PartyKind {
    /// A program with a key.
    Key,
    /// Somebody of the staff.
    Staff,
    /// A member.
    Member,
}

/// Who asks, and what they may do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionBody {
    /// What they are.
    kind: PartyKind,
    /// Their id.
    id: String,
    /// What they are called.
    #[schema(value_type = String)]
    name: SmolStr,
    /// The role of staff or of a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    /// The firm of a partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    partner: Option<PartyBody>,
    /// What they may do.
    permissions: Vec<&'static str>,
    /// The till that they are signed in at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::TillId>)]
    till: Option<TillId>,
    /// Whether a second factor has to be set before anything else.
    needs_second_factor: bool,
    /// What changes must bear as the header `X-Form-Token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    form_token: Option<String>,
}

impl SessionBody {
    pub(crate) fn of(
        caller: &Caller,
        partner: Option<PartyBody>,
        form_token: Option<String>,
    ) -> Self {
        let (kind, role, till) = match caller.party {
            Party::Key { role, .. } => (PartyKind::Key, Some(role.word()), None),
            Party::Staff { role, till, .. } => (PartyKind::Staff, Some(role.word()), till),
            Party::Member(_) => (PartyKind::Member, None, None),
        };
        let is_staff = matches!(kind, PartyKind::Staff);
        let permissions: Vec<&str> = caller.permissions.words().collect();
        Self {
            kind,
            id: caller.party.to_string(),
            name: caller.name.clone(),
            role,
            partner,
            needs_second_factor: is_staff && permissions.is_empty(),
            permissions,
            till,
            form_token,
        }
    }
}

/// A device on which somebody is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SessionRow)]
pub(crate) struct SessionRowBody {
    /// Its id.
    #[schema(value_type = ids::SessionId)]
    id: SessionId,
    /// The device, in words.
    #[schema(value_type = String)]
    device: SmolStr,
    /// Since when.
    created_at: Moment,
    /// When it was last used, to a few minutes.
    seen_at: Moment,
    /// When it ends by itself.
    until: Moment,
    /// Whether it is the one that asks.
    is_this: bool,
}

impl SessionRowBody {
    pub(crate) fn of(row: SessionRow, caller: &Caller) -> Self {
        Self {
            is_this: caller.session == Some(row.id),
            id: row.id,
            device: row.device,
            created_at: Moment(row.created_at),
            seen_at: Moment(row.seen_at),
            until: Moment(row.until),
        }
    }
}

/// Where a member gets a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeRequest {
    /// A phone or an e-mail address.
    pub(crate) to: IdentityBody,
}

/// A member signs in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberSignIn {
    /// Where the code was sent.
    pub(crate) to: IdentityBody,
    /// The code.
    pub(crate) code: Word,
}
