//! Answers that are not successes: RFC 9457 `application/problem+json`.
//!
//! A problem travels inside the response and is written at the edge, where the id of the
//! request and the words of the programme are known.

use crate::app::App;
use crate::extract::Locale;
use crate::scales::Scales;
use crate::wire::problem::{Place, ProblemBody, RefusalBody};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Code;
use model::code::{Entry, Kind};
use model::outcome::Refusal;
use service::programmes::{Diagnostic, Severity};
use std::any::Any;

/// Seconds after which something that was busy may be tried again.
const RETRY_AFTER: u64 = 1;

/// What is wrong, before it is written.
#[derive(Clone, Debug)]
pub(crate) struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    hint: &'static str,
    detail: Option<String>,
    places: Vec<Place>,
    refusals: Vec<Refusal>,
    retry_after: Option<u64>,
}

impl Problem {
    /// A problem that its code explains.
    pub(crate) fn of(code: Code) -> Self {
        Self::new(status(code), code.entry())
    }

    fn new(status: StatusCode, entry: &'static Entry) -> Self {
        Self(Box::new(Inner {
            status,
            code: entry.code,
            title: entry.title,
            hint: entry.hint,
            detail: None,
            places: Vec::new(),
            refusals: Vec::new(),
            retry_after: None,
        }))
    }

    /// Too many requests.
    pub(crate) fn limited() -> Self {
        Self::of(Code::REQUEST_LIMITED)
    }

    /// There is too much to do: nothing was done, and so many seconds later there may be
    /// room.
    pub(crate) fn overloaded(retry_after: u64) -> Self {
        let mut problem = Self::of(Code::OVERLOADED);
        problem.0.retry_after = Some(retry_after);
        problem
    }

    /// Whether it has this code.
    pub(crate) fn is(&self, code: Code) -> bool {
        self.0.code == code.entry().code
    }

    /// The request is wrong at these places.
    pub(crate) fn at(places: Vec<Place>) -> Self {
        let mut problem = Self::of(Code::REQUEST_INVALID);
        problem.0.places = places;
        problem
    }

    /// With a sentence for developers.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// A response that carries the problem to the edge.
    pub(crate) fn into_response_parts(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.0.status;
        response.extensions_mut().insert(self);
        response
    }

    /// Writes the problem.
    pub(crate) async fn render(self, app: &App, locale: &Locale, request_id: &str) -> Response {
        let inner = *self.0;
        let scales = match inner.refusals.is_empty() {
            true => None,
            false => Scales::now(app).await.ok(),
        };
        let refusals: Vec<RefusalBody> = match &scales {
            Some(scales) => {
                inner.refusals.iter().map(|r| scales.refusal(r, locale.as_str())).collect()
            }
            None => Vec::new(),
        };
        let missing = refusals.iter().find(|r| r.code == inner.code);
        let body = ProblemBody {
            kind: format!("/problems#{}", inner.code),
            title: inner.title,
            status: inner.status.as_u16(),
            code: inner.code,
            detail: inner.detail,
            hint: inner.hint,
            errors: inner.places,
            missing: missing.and_then(|r| r.missing.clone()),
            refusals,
            request_id,
        };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = inner.status;
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if inner.status == StatusCode::SERVICE_UNAVAILABLE {
            let seconds = HeaderValue::from(inner.retry_after.unwrap_or(RETRY_AFTER));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        if inner.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.into_response_parts()
    }
}

impl From<service::Error> for Problem {
    fn from(error: service::Error) -> Self {
        let mut problem = Self::of(error.code());
        match error {
            service::Error::Refused(refused) => {
                problem.0.detail = refused.detail;
                problem.0.refusals = refused.refusals;
                let found = refused.diagnostics.into_iter().flatten();
                let errors = found.filter(|d| d.severity == Severity::Error);
                problem.0.places = errors.map(|d| place(&d)).collect();
            }
            service::Error::Broken(broken) => {
                // The chain is logged here, once; callers learn that it is ours.
                tracing::error!(error = %Chain(&broken), "a use case broke");
            }
        }
        problem
    }
}

/// A finding about a document as a place.
fn place(finding: &Diagnostic) -> Place {
    let message =
        format!("line {}, column {}: {}", finding.span.line, finding.span.col, finding.message);
    let path = finding.path.replace(['.', '['], "/").replace(']', "");
    let pointer = if path.is_empty() { path } else { format!("/{path}") };
    Place { pointer, code: finding.code.into(), message }
}

/// The HTTP status of a code: its kind says it, except where HTTP has its own word.
fn status(code: Code) -> StatusCode {
    match code {
        Code::METHOD_NOT_ALLOWED => return StatusCode::METHOD_NOT_ALLOWED,
        Code::REQUEST_TOO_LARGE => return StatusCode::PAYLOAD_TOO_LARGE,
        Code::REQUEST_UNSUPPORTED_MEDIA => return StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::PRECONDITION_FAILED => return StatusCode::PRECONDITION_FAILED,
        _ => {}
    }
    match code.kind() {
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// An error with everything behind it, on one line.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

/// For addresses that lead nowhere.
pub(crate) async fn unknown_route() -> Problem {
    Problem::of(Code::NOT_FOUND).detail("there is no such address; see /docs")
}

/// For methods that an address does not take.
pub(crate) async fn method_not_allowed() -> Problem {
    Problem::of(Code::METHOD_NOT_ALLOWED)
}

/// For panics: the process goes on when it was built to, and the caller gets an answer.
pub(crate) fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Problem::of(Code::INTERNAL).into_response_parts()
}
