//! Keys of the API, and the clock of the sandbox.

use super::ids;
use super::text::{Moment, Word};
use model::id::ApiKeyId;
use serde::{Deserialize, Serialize};
use service::ApiKeyRow;
use service::keys::Role;
use utoipa::ToSchema;

/// A new key of the API.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Till 1", "role": "till" }))]
pub(crate) struct NewApiKey {
    /// What people call it.
    pub(crate) name: Word,
    /// What it may do.
    #[schema(value_type = RoleBody)]
    pub(crate) role: Role,
}

/// What a key may do: each role includes the ones before it.
#[derive(ToSchema)]
#[schema(as = Role, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes an enum of the service")]
pub(crate) enum RoleBody {
    /// A till: quotes, receipts, returns, look-ups.
    Till,
    /// A server of the shop: members and money.
    Server,
    /// Everything.
    Admin,
}

/// A key of the API.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApiKey {
    /// Its id.
    #[schema(value_type = ids::ApiKeyId)]
    pub(crate) id: ApiKeyId,
    /// What people call it.
    #[schema(value_type = String)]
    pub(crate) name: smol_str::SmolStr,
    /// What it may do.
    #[schema(value_type = RoleBody)]
    pub(crate) role: model::Key,
    /// When it was made.
    pub(crate) created_at: Moment,
    /// Since when it does not work any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) revoked_at: Option<Moment>,
    /// The key itself; shown once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<String>,
}

impl From<ApiKeyRow> for ApiKey {
    fn from(row: ApiKeyRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            role: row.role,
            created_at: Moment(row.created_at),
            revoked_at: row.revoked_at.map(Moment),
            secret: None,
        }
    }
}

/// The clock of the sandbox.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Clock, example = json!({ "now": "2027-01-01T00:00:00Z" }))]
pub(crate) struct ClockBody {
    /// The moment now.
    pub(crate) now: Moment,
}
