//! The language of sentences.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use smol_str::SmolStr;
use std::convert::Infallible;

/// The longest language tag that is looked at.
const LONGEST: usize = 35;

/// The first language of `Accept-Language`. An empty one stands for the programme's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Locale(SmolStr);

impl Locale {
    /// The language that a request asks for.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let value = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        let first = value.and_then(|v| v.split([',', ';']).next()).unwrap_or_default();
        Self::read(first.trim())
    }

    fn read(tag: &str) -> Self {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        match tag.len() <= LONGEST && tag.chars().all(is_plain) {
            true => Self(SmolStr::new(tag)),
            false => Self::default(),
        }
    }

    /// What the address asks for goes first.
    pub(crate) fn or(self, asked: Option<&str>) -> Self {
        asked.map_or(self, Self::read)
    }

    /// The tag.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Locale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
