//! Contact data of members: never in the journal, so that it can be erased.

use crate::error::{Broken, Error};
use model::id::MemberId;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use store::DirectoryRow;

/// How to address and reach a member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// What they are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SmolStr>,
    /// Where letters by wire go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<SmolStr>,
    /// Where calls and short messages go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<SmolStr>,
    /// Where parcels go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<SmolStr>,
}

impl Contact {
    pub(super) fn row(&self, member: MemberId) -> DirectoryRow {
        DirectoryRow {
            member,
            name: self.name.clone(),
            body: serde_json::to_vec(self).expect("contact data is plain texts"),
        }
    }

    pub(super) fn read(row: &DirectoryRow) -> Result<Self, Error> {
        serde_json::from_slice(&row.body).map_err(|error| {
            Error::Broken(Broken::Unreadable { what: "contact data", reason: error.to_string() })
        })
    }
}
