//! What every change carries besides its content.

use crate::keys::{Caller, Credential};
use model::entry::Hash;
use model::{Instant, Key};
use serde::Serialize;

/// Who asks, and by which key a repetition is recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The caller's idempotency key; the same key has one effect.
    pub key: Option<Key>,
    /// Hash of the canonical request: the same key with another request is a mistake.
    pub input: Hash,
    /// Who asks: the id of a key, of somebody of the staff or of a member, the name of a job
    /// or of a command.
    pub actor: Option<Key>,
    /// The key or session that was shown; it must still count when the change is written.
    pub credential: Option<Credential>,
}

impl Ask {
    /// Without a key, by somebody of ours.
    pub fn by(actor: &str) -> Self {
        Self { actor: Some(Key::new(actor)), ..Self::default() }
    }

    /// Without a key, by whoever shows an API key or a session.
    pub fn of(caller: &Caller) -> Self {
        let actor = Some(Key::new(caller.party.to_string()));
        Self { actor, credential: Some(caller.credential), ..Self::default() }
    }

    /// With a key.
    #[must_use]
    pub fn with_key(mut self, key: impl AsRef<str>) -> Self {
        self.key = Some(Key::new(key));
        self
    }

    /// For this request: its canonical JSON is what a repetition must equal.
    #[must_use]
    pub fn for_request(mut self, request: &impl Serialize) -> Self {
        let bytes = serde_json::to_vec(request).expect("requests are made of plain values");
        self.input = Hash::of(&bytes);
        self
    }

    /// What is unique in the store: callers do not disturb each other by choosing the same key.
    pub(crate) fn key_hash(&self) -> Option<Hash> {
        let key = self.key.as_ref()?;
        let actor = self.actor.as_ref().map_or("", Key::as_str);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(actor.len() as u64).to_le_bytes());
        hasher.update(actor.as_bytes());
        hasher.update(key.as_str().as_bytes());
        Some(Hash(*hasher.finalize().as_bytes()))
    }

    pub(crate) fn claim(&self, at: Instant) -> Option<store::IdempotencyClaim> {
        Some(store::IdempotencyClaim { key: self.key_hash()?, input: self.input, at })
    }
}
