//! The id in the address.

use crate::problem::Problem;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use model::Code;
use std::fmt::Display;
use std::str::FromStr;

/// The one id of an address. One that cannot be an id names nothing, so it is not found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id<T>(pub(crate) T);

impl<T, S> FromRequestParts<S> for Id<T>
where
    T: FromStr,
    T::Err: Display,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let missing = |detail: String| Problem::of(Code::NOT_FOUND).detail(detail);
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|e| missing(e.to_string()))?;
        let (_, text) = params.iter().next().ok_or_else(|| missing(String::new()))?;
        let id = text.parse().map_err(|e: T::Err| missing(e.to_string()))?;
        Ok(Self(id))
    }
}
