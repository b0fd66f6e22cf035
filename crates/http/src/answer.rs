//! Successes.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Marks the answer to a request that was carried out before.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A success with its headers.
#[derive(Debug)]
pub(crate) struct Answer<T> {
    status: StatusCode,
    body: T,
    replayed: bool,
    etag: Option<String>,
    location: Option<String>,
}

impl<T> Answer<T> {
    /// It is here.
    pub(crate) fn ok(body: T) -> Self {
        Self { status: StatusCode::OK, body, replayed: false, etag: None, location: None }
    }

    /// It was made.
    pub(crate) fn created(body: T) -> Self {
        Self { status: StatusCode::CREATED, ..Self::ok(body) }
    }

    /// It goes on behind the request, or waits for somebody.
    pub(crate) fn accepted(body: T) -> Self {
        Self { status: StatusCode::ACCEPTED, ..Self::ok(body) }
    }

    /// It had been done before.
    pub(crate) fn replayed(mut self, replayed: bool) -> Self {
        self.replayed = replayed;
        self
    }

    /// The tag that `If-Match` takes.
    pub(crate) fn etag(mut self, tag: impl std::fmt::Display) -> Self {
        self.etag = Some(format!("\"{tag}\""));
        self
    }

    /// Where to read it.
    pub(crate) fn at(mut self, location: impl std::fmt::Display) -> Self {
        self.location = Some(location.to_string());
        self
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        let headers = response.headers_mut();
        if self.replayed {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        let mut put = |name, value: Option<String>| {
            if let Some(value) = value.and_then(|v| HeaderValue::from_str(&v).ok()) {
                headers.insert(name, value);
            }
        };
        put(header::ETAG, self.etag);
        put(header::LOCATION, self.location);
        response
    }
}
