//! What the hot path writes: entries, and what is claimed in the same transaction.

use model::basket::CouponInstance;
use model::entry::{Claim, Hash};
use model::id::{BatchId, CertificateId, ClaimId, CouponId, MemberId, ReceiptId};
use model::{Entry, Instant, Key, Owner};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use uuid::Uuid;

/// One transaction: all of it is written, or nothing.
///
/// It is checked in this order and the first objection answers: idempotency key,
/// receipt, generation of the configuration, identities, codes, sequence numbers, limits.
#[derive(Clone, Debug, Default)]
pub struct Append {
    /// Entries of one or several owners. The first one answers repeated requests.
    pub entries: Vec<NewEntry>,
    /// The request's key, so that repeating it has no second effect.
    pub idempotency: Option<IdempotencyClaim>,
    /// The receipt that comes to life.
    pub receipt: Option<ReceiptClaim>,
    /// The receipt that is (partly) returned.
    pub returned: Option<ReturnClaim>,
    /// Identities that are taken.
    pub identities: Vec<IdentityClaim>,
    /// Identities that are given up, before the taking.
    pub released_identities: Vec<IdentityClaim>,
    /// New codes of coupons and certificates.
    pub codes: Vec<CodeRow>,
    /// Codes that replace the row with the same hash (revoked, transferred).
    pub revised_codes: Vec<CodeRow>,
    /// A new batch of coupon codes.
    pub batch: Option<BatchRow>,
    /// Moves of global counters.
    pub claims: Vec<Claim>,
    /// Contact data of a member, apart from the journal.
    pub directory: Option<DirectoryRow>,
    /// The configuration that it was decided under, as
    /// [`Configuration::generation`](crate::Configuration::generation) told it; whatever
    /// is set up when absent.
    pub generation: Option<u64>,
}

impl Append {
    /// An append of one entry without claims.
    pub fn of(entry: &Entry) -> Self {
        Self {
            entries: vec![NewEntry::new(entry)],
            claims: entry.claims.clone(),
            ..Self::default()
        }
    }

    /// How many bytes of entries it carries.
    pub(crate) fn weight(&self) -> usize {
        self.entries.iter().map(|e| e.bytes.len()).sum()
    }
}

/// An entry as it goes to disk: its canonical bytes and what is looked up by.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Whose chain.
    pub owner: Owner,
    /// Number in the chain, from 1.
    pub seq: u64,
    /// When it happened.
    pub at: Instant,
    /// When it was written down.
    pub recorded_at: Instant,
    /// The word of its activity.
    pub kind: &'static str,
    /// Canonical bytes.
    pub bytes: Vec<u8>,
    /// Hash of the bytes.
    pub hash: Hash,
}

impl NewEntry {
    /// Writes and hashes an entry.
    pub fn new(entry: &Entry) -> Self {
        let bytes = entry.to_bytes();
        Self {
            owner: entry.owner,
            seq: entry.seq,
            at: entry.at,
            recorded_at: entry.recorded_at,
            kind: entry.activity.word(),
            hash: Hash::of(&bytes),
            bytes,
        }
    }
}

/// A request's key.
#[derive(Clone, Copy, Debug)]
pub struct IdempotencyClaim {
    /// Hash of the key with whatever it is scoped by.
    pub key: Hash,
    /// Hash of the request.
    pub input: Hash,
    /// When it was used, for forgetting it later.
    pub at: Instant,
}

/// A receipt that comes to life in this append.
#[derive(Clone, Copy, Debug)]
pub struct ReceiptClaim {
    /// Our id.
    pub id: ReceiptId,
    /// Hash of store, till, date and number; unique for ever.
    pub natural_key: Option<Hash>,
    /// Whose entry holds it.
    pub owner: Owner,
    /// Which entry.
    pub seq: u64,
    /// Hash of the request.
    pub input: Hash,
}

/// A receipt whose last return is an entry of this append.
#[derive(Clone, Copy, Debug)]
pub struct ReturnClaim {
    /// The receipt.
    pub receipt: ReceiptId,
    /// The entry of the return, in the same chain.
    pub seq: u64,
}

/// A phone, e-mail, card, token or external id that leads to an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityClaim {
    /// `phone`, `email`, `card`, ...
    pub kind: Key,
    /// Canonical value.
    pub value: SmolStr,
    /// Whose.
    pub owner: Owner,
}

/// A code that can be looked up by the keyed hash of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// Keyed hash of the canonical code.
    pub hash: Hash,
    /// Masked form for people.
    pub shown: SmolStr,
    /// What it stands for.
    pub subject: CodeSubject,
    /// The batch it was made in.
    pub batch: Option<BatchId>,
}

/// What a code stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeSubject {
    /// One coupon; `used` in it is not kept here but in the counter `coupon:<id>`.
    Coupon {
        /// Which coupon of the document.
        coupon: Key,
        /// The instance.
        instance: CouponInstance,
    },
    /// Stored money.
    Certificate(CertificateId),
    /// A claimed reward that is handed over against the code.
    Reward(ClaimId),
}

impl CodeSubject {
    /// The id behind the code.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Coupon { instance, .. } => instance.id.0,
            Self::Certificate(id) => id.0,
            Self::Reward(id) => id.0,
        }
    }
    /// The coupon behind the code.
    pub fn as_coupon(&self) -> Option<CouponId> {
        match self {
            Self::Coupon { instance, .. } => Some(instance.id),
            Self::Certificate(_) | Self::Reward(_) => None,
        }
    }
}

/// A batch of coupon codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id.
    pub id: BatchId,
    /// Which coupon of the document.
    pub coupon: Key,
    /// How many codes were asked for.
    pub count: u32,
    /// When.
    pub created_at: Instant,
    /// Who asked.
    pub actor: Option<Key>,
}

/// Contact data of a member. Never part of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryRow {
    /// Whose.
    pub member: MemberId,
    /// The name that lists are searched by; absent when it must not be.
    pub name: Option<SmolStr>,
    /// Contact data as JSON or as sealed bytes; opaque here.
    pub body: Vec<u8>,
}

/// What became of an append.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// Everything is written and durable.
    Done,
    /// The same request was carried out before; look at that entry.
    Repeated {
        /// Whose chain.
        owner: Owner,
        /// Which entry.
        seq: u64,
    },
    /// The idempotency key was used for another request.
    KeyMismatch,
    /// The receipt exists.
    ReceiptExists {
        /// Its id.
        id: ReceiptId,
        /// Whose entry holds it.
        owner: Owner,
        /// Which entry.
        seq: u64,
        /// Whether it was the same request.
        same_input: bool,
    },
    /// What is set up changed since it was decided: forget what is known of the
    /// configuration and decide again.
    Reconfigured,
    /// The identity leads to somebody else.
    IdentityTaken {
        /// Which kind.
        kind: Key,
        /// Which value.
        value: SmolStr,
        /// To whom it leads.
        owner: Owner,
    },
    /// A new code exists already.
    CodeTaken {
        /// Which one.
        hash: Hash,
    },
    /// Somebody else wrote to this chain first: load again and decide again.
    Conflict {
        /// Which chain.
        owner: Owner,
    },
    /// A global counter would pass its maximum: decide again without it.
    LimitReached {
        /// Which counter.
        counter: Key,
    },
}
