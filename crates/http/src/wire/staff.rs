//! Those who work with the programme.

use super::ids;
use super::session::Secret;
use super::text::{Moment, Word};
use model::id::StaffId;
use serde::{Deserialize, Serialize};
use service::people::{StaffRole, StaffRow, staff};
use smol_str::SmolStr;
use utoipa::ToSchema;

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
    #[serde(default)]
    pub(crate) pin: Option<Secret>,
}

/// What changes about somebody.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "role": "support" }))]
pub(crate) struct StaffChangeBody {
    /// What they are called.
    #[serde(default)]
    pub(crate) name: Option<Word>,
    /// How they sign in from now on.
    #[serde(default)]
    pub(crate) email: Option<Word>,
    /// What they are.
    #[serde(default)]
    #[schema(value_type = Option<StaffRoleBody>)]
    pub(crate) role: Option<StaffRole>,
    /// A new PIN for tills.
    #[serde(default)]
    pub(crate) pin: Option<Secret>,
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
            email: body.email.map(|email| email.0),
            pin: body.pin.map(|pin| pin.0.into()),
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
