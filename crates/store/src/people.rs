//! Who signs in: staff, tills, sessions, and the one-time secrets that lead to them.
//!
//! INVARIANTS: no secret is kept that could be used: passwords and PINs are hashed slowly,
//! tokens and tickets are found by their hash. A ticket is used up once, however many ask at
//! the same time. Whatever takes access away begins a generation
//! ([`Configuration::generation`](crate::Configuration::generation)), so that no node goes on
//! with what it remembers.

use crate::StoreError;
use async_trait::async_trait;
use model::entry::Hash;
use model::id::{SessionId, StaffId, TillId};
use model::{Instant, Key};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use uuid::Uuid;

/// Somebody who works with the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    /// Their id.
    pub id: StaffId,
    /// How they sign in, in lower case; unique. Absent for cashiers who only have a PIN.
    pub email: Option<SmolStr>,
    /// What they are called.
    pub name: SmolStr,
    /// What they may do.
    pub role: Key,
    /// The partner that they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Key>,
    /// Hash of the password, in the form of argon2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<SmolStr>,
    /// Hash of the PIN for tills, in the same form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<SmolStr>,
    /// The second factor.
    #[serde(default)]
    pub second: SecondFactor,
    /// Since when they are known.
    pub created_at: Instant,
    /// Since when they may not sign in any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_at: Option<Instant>,
}

impl StaffRow {
    /// Whether it says the same, whatever codes were used since.
    pub fn is_as(&self, other: &Self) -> bool {
        let used_step = other.second.used_step;
        *other == Self { second: SecondFactor { used_step, ..self.second }, ..self.clone() }
    }
}

/// A second factor by time-based codes. The secret follows from the organisation's and a
/// number, so it is not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// Number of the secret that was last given out; 0 when none was.
    pub number: u32,
    /// Whether a code of it was shown once; from then on it is asked for.
    pub is_confirmed: bool,
    /// The newest step of time whose code was used: no code counts twice.
    pub used_step: u64,
}

/// A device at a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillRow {
    /// Its id.
    pub id: TillId,
    /// What people call it.
    pub name: SmolStr,
    /// Where it stands.
    pub store: Key,
    /// Hash of the token that the device holds, since it was enrolled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Hash>,
    /// Since when it is known.
    pub created_at: Instant,
    /// Since when a device holds its token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolled_at: Option<Instant>,
    /// Since when nothing is accepted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Instant>,
}

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Of somebody of the staff.
    Staff,
    /// Of a member.
    Member,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// Hash of the token.
    pub token: Hash,
    /// What `subject` is.
    pub kind: SessionKind,
    /// Whose it is.
    pub subject: Uuid,
    /// The till that it was begun at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub till: Option<TillId>,
    /// The device, in words.
    pub device: SmolStr,
    /// Since when.
    pub created_at: Instant,
    /// When it was last used, to a few minutes.
    pub seen_at: Instant,
    /// When it ends by itself.
    pub until: Instant,
}

/// A secret for one use: a link that was sent, or a code that is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    /// What it is found by: the hash of the secret, or of what it was sent to.
    pub hash: Hash,
    /// What it is for.
    pub purpose: Key,
    /// Whom it is for; what that is depends on the purpose.
    pub subject: Uuid,
    /// Hash of a code that is too short to be found by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Hash>,
    /// How often a code may still be tried.
    pub tries: u32,
    /// When it ends by itself.
    pub until: Instant,
}

/// Reading and writing people who sign in.
#[async_trait]
pub trait People: Send + Sync + 'static {
    /// Keeps somebody new. `false` when the id or the address is taken.
    async fn create_staff(&self, staff: StaffRow) -> Result<bool, StoreError>;
    /// Replaces somebody who still is as they were read, and begins a generation. `false` when
    /// they are not, when there is no such person, or when somebody else has the address.
    async fn change_staff(&self, before: StaffRow, after: StaffRow) -> Result<bool, StoreError>;
    /// Somebody by their id.
    async fn find_staff(&self, id: StaffId) -> Result<Option<StaffRow>, StoreError>;
    /// Somebody by their address, in lower case.
    async fn find_staff_by_email(&self, email: &str) -> Result<Option<StaffRow>, StoreError>;
    /// Everybody, in the order of coming.
    async fn list_staff(&self) -> Result<Vec<StaffRow>, StoreError>;
    /// Notes that a code of the second factor was used. `false` when that step, or a later
    /// one, was used before.
    async fn use_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError>;

    /// Keeps a new till. `false` when the id is taken.
    async fn create_till(&self, till: TillRow) -> Result<bool, StoreError>;
    /// Replaces a till, and begins a generation. `false` when there is no such till.
    async fn change_till(&self, till: TillRow) -> Result<bool, StoreError>;
    /// A till by its id.
    async fn find_till(&self, id: TillId) -> Result<Option<TillRow>, StoreError>;
    /// All tills, in the order of making.
    async fn list_tills(&self) -> Result<Vec<TillRow>, StoreError>;

    /// Begins a session.
    async fn begin_session(&self, session: SessionRow) -> Result<(), StoreError>;
    /// The session with this token, ended or not.
    async fn find_session(&self, token: Hash) -> Result<Option<SessionRow>, StoreError>;
    /// Sessions of somebody, newest first.
    async fn list_sessions(&self, subject: Uuid) -> Result<Vec<SessionRow>, StoreError>;
    /// Notes that a session was used.
    async fn see_session(
        &self,
        token: Hash,
        seen_at: Instant,
        until: Instant,
    ) -> Result<(), StoreError>;
    /// Ends a session of somebody, and begins a generation. `false` when there is none.
    async fn end_session(&self, subject: Uuid, id: SessionId) -> Result<bool, StoreError>;
    /// Ends all sessions of somebody but one, and begins a generation. Gives back how many.
    async fn end_sessions(&self, subject: Uuid, but: Option<SessionId>) -> Result<u64, StoreError>;
    /// Ends all sessions that were begun at a till, and begins a generation.
    async fn end_sessions_at(&self, till: TillId) -> Result<u64, StoreError>;

    /// Keeps a ticket instead of the one with the same hash.
    async fn put_ticket(&self, ticket: TicketRow) -> Result<(), StoreError>;
    /// Keeps a ticket unless there is one with the same hash that has not ended by `now`.
    async fn ensure_ticket(&self, ticket: TicketRow, now: Instant) -> Result<(), StoreError>;
    /// Keeps a ticket unless there is one with the same hash that has not ended by `now`, and gives
    /// out the one that is kept. Of those who claim at once, one is first. It may be lost with the
    /// power.
    async fn claim_ticket(&self, ticket: TicketRow, now: Instant) -> Result<TicketRow, StoreError>;
    /// Uses a ticket up: given out once, and only before its end.
    async fn use_ticket(&self, hash: Hash, now: Instant) -> Result<Option<TicketRow>, StoreError>;
    /// Takes one try of a ticket, and gives it out as it was before. Nothing when none is
    /// left or it has ended.
    async fn try_ticket(&self, hash: Hash, now: Instant) -> Result<Option<TicketRow>, StoreError>;

    /// Forgets up to `limit` sessions and tickets that ended before `before`.
    async fn forget_access(&self, before: Instant, limit: u32) -> Result<u64, StoreError>;
}
