//! Writes: the caller and the key by which a repetition is recognised.

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use model::{Code, Key};
use serde::Serialize;
use service::Ask;
use service::keys::{Caller, Party};

/// The name of the header.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The longest key.
pub(crate) const LONGEST_KEY: usize = 255;

/// Who writes, with which key.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    key: Key,
    caller: Caller,
}

impl Write {
    /// Who writes.
    pub(crate) fn by(&self) -> Party {
        self.caller.party
    }

    /// What the service wants to know. `request` is what a repetition must equal.
    pub(crate) fn ask(&self, request: &impl Serialize) -> Ask {
        Ask::of(&self.caller).with_key(self.key.as_str()).for_request(request)
    }
}

impl<S: Sync> FromRequestParts<S> for Write {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut keys = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
        let key = keys.next().ok_or_else(|| Problem::of(Code::IDEMPOTENCY_MISSING))?;
        let is_fine = (1..=LONGEST_KEY).contains(&key.len())
            && key.as_bytes().iter().all(u8::is_ascii_graphic)
            && keys.next().is_none();
        let key = key.to_str().ok().filter(|_| is_fine).ok_or_else(|| {
            let detail = "Idempotency-Key is one value of 1 to 255 visible ASCII characters";
            Problem::of(Code::REQUEST_INVALID).detail(detail)
        })?;
        let caller = parts.extensions.get::<Caller>();
        let caller = caller.ok_or_else(|| Problem::of(Code::KEY_MISSING))?;
        Ok(Self { key: Key::new(key), caller: caller.clone() })
    }
}
