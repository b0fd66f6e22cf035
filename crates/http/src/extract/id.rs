//! The ids in the address.

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
        let params = params(parts, state).await?;
        Ok(Self(read(&params, 0)?))
    }
}

/// The two ids of an address, in their order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ids<T, U>(pub(crate) T, pub(crate) U);

impl<T, U, S> FromRequestParts<S> for Ids<T, U>
where
    T: FromStr,
    T::Err: Display,
    U: FromStr,
    U::Err: Display,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        Ok(Self(read(&params, 0)?, read(&params, 1)?))
    }
}

async fn params<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<RawPathParams, Problem> {
    let params = RawPathParams::from_request_parts(parts, state).await;
    params.map_err(|error| Problem::of(Code::NOT_FOUND).detail(error.to_string()))
}

fn read<T: FromStr<Err: Display>>(params: &RawPathParams, place: usize) -> Result<T, Problem> {
    let missing = |detail: String| Problem::of(Code::NOT_FOUND).detail(detail);
    let (_, text) = params.iter().nth(place).ok_or_else(|| missing(String::new()))?;
    text.parse().map_err(|error: T::Err| missing(error.to_string()))
}
