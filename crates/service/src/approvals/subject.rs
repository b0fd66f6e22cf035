//! What is asked for.

use model::activity::Adjust;
use model::entry::Hash;
use model::id::MemberId;
use model::{Instant, Owner};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A correction of a balance.
    Adjustment {
        /// Whose.
        member: MemberId,
        /// Which.
        adjustment: Adjust,
    },
    /// One account is to go into another one of the same person.
    Merge {
        /// The account that goes.
        member: MemberId,
        /// The one that goes on.
        into: MemberId,
    },
    /// Publishing a draft.
    Publish {
        /// Which version.
        version: u32,
        /// Its text, as it was when it was asked for.
        hash: Hash,
        /// What is written about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<SmolStr>,
        /// Whether it is to count then; published only when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counts: Option<Counts>,
    },
}

/// From when on a version is to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The moment; at once when absent, or when it has passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
}

impl Subject {
    /// One word for lists and the record.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Adjustment { .. } => "adjustment",
            Self::Merge { .. } => "merge",
            Self::Publish { .. } => "publish",
        }
    }

    /// The accounts that change by it.
    pub(super) fn whose(&self) -> Vec<Owner> {
        match self {
            Self::Adjustment { member, .. } => vec![Owner::member(*member)],
            Self::Merge { member, into } => vec![Owner::member(*member), Owner::member(*into)],
            Self::Publish { .. } => Vec::new(),
        }
    }

    /// Whom or what it is about: a member, a version.
    pub fn about(&self) -> String {
        match self {
            Self::Adjustment { member, .. } | Self::Merge { member, .. } => member.to_string(),
            Self::Publish { version, .. } => version.to_string(),
        }
    }
}
