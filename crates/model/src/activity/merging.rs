//! Two accounts of one person become one, and can be taken apart again.
//!
//! The account that goes stays as a channel for its past: returns of its receipts, what
//! was planned or waits for a decision. Whatever still comes to it is passed on.

use crate::Owner;
use crate::id::{MemberId, TransferId};
use crate::snapshot::Belongings;
use serde::{Deserialize, Serialize};

/// The account goes into another one (owner: the one that goes).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The account that goes on.
    pub into: MemberId,
}

/// It passes on what it has (owner: the one that went).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassOn {
    /// Our id of the transfer, the same in both chains.
    pub transfer: TransferId,
    /// To whom.
    pub to: Owner,
    /// What.
    pub belongings: Belongings,
}

/// The account that goes on gets it (owner: that account).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {
    /// Our id of the transfer.
    pub transfer: TransferId,
    /// From whom.
    pub from: Owner,
    /// What.
    pub belongings: Belongings,
}

/// The merging is undone: what came goes back (owner: the account that goes on).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandBack {
    /// Our id of the transfer.
    pub transfer: TransferId,
    /// To whom.
    pub to: Owner,
    /// All that came from there.
    pub belongings: Belongings,
}

/// The same seen from the account that comes back (owner: that account).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmerge {
    /// Our id of the transfer.
    pub transfer: TransferId,
    /// Who gave it back.
    pub from: Owner,
    /// What comes back.
    pub belongings: Belongings,
}
