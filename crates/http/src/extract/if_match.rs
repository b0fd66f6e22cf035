//! Changing only what one has seen.

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use model::Code;
use std::str::FromStr;

/// The tag of `If-Match`, as it was handed out with `ETag`; absent when any state will do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IfMatch<T>(pub(crate) Option<T>);

impl<T: FromStr, S: Sync> FromRequestParts<S> for IfMatch<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let tag = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
        // A tag that is none of ours cannot be that of the present state.
        let tag = tag.and_then(|t| t.parse().ok());
        let failed = || Problem::of(Code::PRECONDITION_FAILED);
        tag.map(|tag| Self(Some(tag))).ok_or_else(failed)
    }
}
