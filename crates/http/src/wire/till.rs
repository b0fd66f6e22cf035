//! Devices at counters.

use super::ids;
use super::session::Secret;
use super::text::{Moment, Word};
use model::id::{StaffId, TillId};
use serde::{Deserialize, Serialize};
use service::people::tills::WithCode;
use service::people::{StaffRow, TillRow};
use service::stores::Card;
use smol_str::SmolStr;
use utoipa::ToSchema;

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
    /// What people call the store where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    store_name: Option<SmolStr>,
    /// Who may sign in.
    cashiers: Vec<Cashier>,
}

impl Device {
    pub(crate) fn of(till: TillRow, store: Card, cashiers: Vec<StaffRow>) -> Self {
        let cashier = |row: StaffRow| Cashier { id: row.id, name: row.name };
        let cashiers = cashiers.into_iter().map(cashier).collect();
        Self { till: till.into(), store_name: store.name, cashiers }
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
