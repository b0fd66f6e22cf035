//! The words that events use: places, purposes, causes, grounds.

use crate::id::{Owner, ReceiptId};
use crate::{Instant, Key};
use serde::{Deserialize, Serialize};

/// A place in the owner's journal: entry number and event number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventRef {
    /// Sequence number of the entry.
    pub seq: u64,
    /// Position of the event in the entry.
    pub index: u16,
}

/// What units were spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Paying (part of) a receipt.
    Purchase,
    /// A reward of the catalogue.
    Reward,
    /// Converted into something else (voucher, coupon, other unit).
    Conversion,
    /// Money leaving a certificate.
    Certificate,
    /// Given to a good cause.
    Donation,
    /// Became units of a partner.
    Exchange,
}

/// What to do when earned units that must go back were already spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortage {
    /// The account goes into debt, netted from the next earning.
    #[default]
    Debt,
    /// Take what is there, no more.
    Cap,
    /// Take nothing back.
    Keep,
    /// The return is refused.
    Refuse,
}

/// Why a tier changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierCause {
    /// First tier on joining.
    Joined,
    /// The threshold was reached.
    Reached,
    /// The period closed with the threshold reached again.
    Requalified,
    /// The period closed without it.
    Lapsed,
    /// A calendar period without the required activity.
    Inactive,
    /// Given by invitation.
    Invited,
    /// What had counted was returned.
    Returned,
    /// Two accounts became one, or were taken apart.
    Merged,
}

/// Why a paid membership ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipEnd {
    /// Its term is over.
    Lapsed,
    /// The member gave it up.
    Cancelled,
    /// The purchase of it was returned.
    Returned,
    /// Accounts were taken apart, and it is the other one's.
    HandedBack,
}

/// On what ground money is due to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// An affiliate's share of what the customers it brought spend.
    Commission,
    /// A coalition partner issued units, for which it owes their value.
    Issuing,
    /// A coalition partner accepted units, for which it is owed their value.
    Accepting,
    /// A good cause.
    Donation,
    /// A correction after a dispute.
    Dispute,
}

impl Ground {
    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Commission => "commission",
            Self::Issuing => "issuing",
            Self::Accepting => "accepting",
            Self::Donation => "donation",
            Self::Dispute => "dispute",
        }
    }
}

/// Which receipt was claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptClaimed {
    /// Our id.
    pub receipt: ReceiptId,
    /// The shop's own number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub number: Option<Key>,
    /// When it was paid.
    pub paid_at: Instant,
}

/// To whom a receipt was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptHandedOver {
    /// Whose it is from now on.
    pub to: Owner,
    /// The entry there that claimed it.
    pub seq: u64,
}
