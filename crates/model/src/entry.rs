//! The journal entry: the only thing that the hot path writes.

use crate::id::EntryId;
use crate::outcome::Outcome;
use crate::{Activity, Happening, Instant, Key, Movement, Owner};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A 256-bit blake3 hash, written in hexadecimal.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Hash {
    type Err = blake3::HexError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        blake3::Hash::from_hex(text).map(|h| Self(*h.as_bytes()))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer)
    }
}

/// One thing that happened to one owner, complete and unchangeable.
///
/// INVARIANT: `hash` covers the canonical JSON of the entry without `hash`
/// itself, and `previous` is the `hash` of the owner's entry `seq - 1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id; time-ordered.
    pub id: EntryId,
    /// Whose chain.
    pub owner: Owner,
    /// 1, 2, 3, ... per owner.
    pub seq: u64,
    /// When it happened for the business.
    pub at: Instant,
    /// When we wrote it down.
    pub recorded_at: Instant,
    /// The programme version it was judged under; 0 when none.
    pub version: u32,
    /// What the world did.
    pub activity: Activity,
    /// What followed, with reasons.
    pub events: Vec<Happening>,
    /// The booking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<Movement>,
    /// The numbers for the till.
    #[serde(default)]
    pub outcome: Outcome,
    /// Global limits that the entry claimed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Hash of the input as received, to recognise a repeated request.
    pub input: Hash,
    /// Who asked: API key id, job name or command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Key>,
    /// Hash of the owner's previous entry.
    pub previous: Hash,
}

impl Entry {
    /// The canonical bytes: JSON with fields in declaration order.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("entries hold no maps with non-text keys and no floats")
    }

    /// Reads an entry back from its bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        crate::text::from_json(bytes)
    }
}

/// A move of a global counter that must not pass its maximum: coupon uses,
/// stock, budgets. Claimed in the same transaction as the append.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Which counter, such as `budget:summer/2026-11` or `coupon:cpn_...`.
    pub counter: Key,
    /// By how much; negative gives back.
    pub delta: i64,
    /// The counter may not pass this; absent when giving back or only counting.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub maximum: Option<i64>,
}
