//! Who signs in: sessions, staff, tills.

use super::ids;
use super::text::{Moment, Word};
use super::who::IdentityBody;
use model::id::{SessionId, StaffId, TillId};
use serde::{Deserialize, Serialize};
use service::keys::{Caller, Party};
use service::people::tills::WithCode;
use service::people::{NewSecond, SessionRow, StaffRole, StaffRow, TillRow, staff};
use smol_str::SmolStr;
use utoipa::ToSchema;

/// A secret that is sent to us: never written anywhere.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, min_length = 1, max_length = 256, format = Password)]
pub(crate) struct Secret(pub(crate) String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What somebody of the staff is.
#[derive(ToSchema)]
#[schema(as = StaffRole, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes an enum of the service")]
pub(crate) enum StaffRoleBody {
    /// May do everything.
    Owner,
    /// Makes the programme and its offers.
    Marketer,
    /// Reads figures.
    Analyst,
    /// Sees to money between partners.
    Finance,
    /// Helps members.
    Support,
    /// Serves at a counter.
    Cashier,
    /// Belongs to a partner.
    Partner,
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
    pub(crate) fn of(caller: &Caller, form_token: Option<String>) -> Self {
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

/// Somebody new of the staff.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Anna", "email": "anna@example.org", "role": "marketer" }))]
pub(crate) struct NewStaffBody {
    /// What they are called.
    pub(crate) name: Word,
    /// How they sign in; only cashiers may have none.
    #[serde(default)]
    pub(crate) email: Option<Word>,
    /// What they are.
    #[schema(value_type = StaffRoleBody)]
    pub(crate) role: StaffRole,
    /// The partner that they belong to.
    #[serde(default)]
    pub(crate) partner: Option<Word>,
    /// Four to eight digits for tills.
    #[serde(default, skip_serializing)]
    pub(crate) pin: Option<Word>,
}

/// What changes about somebody.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "role": "support" }))]
pub(crate) struct StaffChangeBody {
    /// What they are called.
    #[serde(default)]
    pub(crate) name: Option<Word>,
    /// What they are.
    #[serde(default)]
    #[schema(value_type = Option<StaffRoleBody>)]
    pub(crate) role: Option<StaffRole>,
    /// A new PIN for tills.
    #[serde(default, skip_serializing)]
    pub(crate) pin: Option<Word>,
    /// Whether they may sign in.
    #[serde(default)]
    pub(crate) enabled: Option<bool>,
    /// Takes the second factor away, for somebody who lost it.
    #[serde(default)]
    pub(crate) forget_second_factor: bool,
}

impl From<StaffChangeBody> for staff::StaffChange {
    fn from(body: StaffChangeBody) -> Self {
        Self {
            name: body.name.map(|name| name.0),
            role: body.role,
            pin: body.pin.map(|pin| pin.0),
            enabled: body.enabled,
            forget_second_factor: body.forget_second_factor,
        }
    }
}

/// Somebody of the staff.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Staff)]
pub(crate) struct StaffBody {
    /// Their id.
    #[schema(value_type = ids::StaffId)]
    id: StaffId,
    /// What they are called.
    #[schema(value_type = String)]
    name: SmolStr,
    /// How they sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    email: Option<SmolStr>,
    /// What they are.
    #[schema(value_type = StaffRoleBody)]
    role: model::Key,
    /// The partner that they belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    partner: Option<model::Key>,
    /// Whether they chose a password.
    has_password: bool,
    /// Whether they set a second factor.
    has_second_factor: bool,
    /// Whether they have a PIN for tills.
    has_pin: bool,
    /// Since when they are known.
    created_at: Moment,
    /// Since when they may not sign in any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    disabled_at: Option<Moment>,
    /// What the link bears by which they choose a password: shown once.
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation: Option<String>,
}

impl From<StaffRow> for StaffBody {
    fn from(row: StaffRow) -> Self {
        Self {
            id: row.id,
            has_password: row.password.is_some(),
            has_second_factor: row.second.is_confirmed,
            has_pin: row.pin.is_some(),
            name: row.name,
            email: row.email,
            role: row.role,
            partner: row.partner,
            created_at: Moment(row.created_at),
            disabled_at: row.disabled_at.map(Moment),
            invitation: None,
        }
    }
}

impl StaffBody {
    /// With the link, when there is one.
    pub(crate) fn invited(row: StaffRow, invitation: Option<String>) -> Self {
        Self { invitation, ..Self::from(row) }
    }
}

/// A link for somebody.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffInvitation)]
pub(crate) struct Invitation {
    /// What the link bears: shown once.
    pub(crate) invitation: String,
}

/// A new till.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Till 1", "store": "berlin" }))]
pub(crate) struct NewTill {
    /// What people call it.
    pub(crate) name: Word,
    /// Where it stands.
    pub(crate) store: Word,
}

/// A device at a counter.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Till)]
pub(crate) struct TillBody {
    /// Its id.
    #[schema(value_type = ids::TillId)]
    id: TillId,
    /// What people call it.
    #[schema(value_type = String)]
    name: SmolStr,
    /// Where it stands.
    #[schema(value_type = String)]
    store: model::Key,
    /// Since when it is known.
    created_at: Moment,
    /// Since when a device is enrolled as it.
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolled_at: Option<Moment>,
    /// Since when nothing is accepted from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_at: Option<Moment>,
    /// The code that enrols a device: shown once.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

impl From<TillRow> for TillBody {
    fn from(row: TillRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            store: row.store,
            created_at: Moment(row.created_at),
            enrolled_at: row.enrolled_at.map(Moment),
            revoked_at: row.revoked_at.map(Moment),
            code: None,
        }
    }
}

impl From<WithCode> for TillBody {
    fn from(made: WithCode) -> Self {
        Self { code: made.code, ..Self::from(made.row) }
    }
}

/// Somebody who may sign in at a till.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cashier {
    /// Their id.
    #[schema(value_type = ids::StaffId)]
    id: StaffId,
    /// What they are called.
    #[schema(value_type = String)]
    name: SmolStr,
}

/// A device, and who may sign in on it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Device {
    /// As which till it is enrolled.
    till: TillBody,
    /// Who may sign in.
    cashiers: Vec<Cashier>,
}

impl Device {
    pub(crate) fn of(till: TillRow, cashiers: Vec<StaffRow>) -> Self {
        let cashier = |row: StaffRow| Cashier { id: row.id, name: row.name };
        Self { till: till.into(), cashiers: cashiers.into_iter().map(cashier).collect() }
    }
}

/// Signing in at a till.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TillSignIn {
    /// Who.
    #[schema(value_type = ids::StaffId)]
    pub(crate) cashier: StaffId,
    /// Their PIN.
    pub(crate) pin: Secret,
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
