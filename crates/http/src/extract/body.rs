//! JSON bodies: read once from their bytes. Only when that fails they are read again,
//! slower, to tell the place.

use crate::deadline::ReadMark;
use crate::problem::Problem;
use crate::wire::problem::Place;
use axum::body::Bytes;
use axum::extract::{FromRequest, OptionalFromRequest, Request};
use axum::http::{HeaderMap, header};
use model::Code;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

/// The largest body.
pub(crate) const LARGEST: usize = 1_000_000;

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::of(Code::REQUEST_UNSUPPORTED_MEDIA));
        }
        read(&whole(request).await?).map(Self)
    }
}

/// A body that may be absent: nothing says what kind it is, or nothing is in it.
impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Option<Self>, Problem> {
        let is_json = is_json(request.headers());
        let is_said = request.headers().contains_key(header::CONTENT_TYPE);
        let bytes = whole(request).await?;
        match bytes.is_empty() {
            true => Ok(None),
            false if is_json || !is_said => read(&bytes).map(|body| Some(Self(body))),
            false => Err(Problem::of(Code::REQUEST_UNSUPPORTED_MEDIA)),
        }
    }
}

async fn whole(request: Request) -> Result<Bytes, Problem> {
    let mark = request.extensions().get::<ReadMark>().cloned();
    let bytes = axum::body::to_bytes(request.into_body(), LARGEST);
    let bytes = bytes.await.map_err(|error| {
        let mut causes =
            std::iter::successors(Some(&error as &dyn std::error::Error), |e| e.source());
        match causes.any(|e| e.to_string().contains("length limit")) {
            true => Problem::of(Code::REQUEST_TOO_LARGE),
            false => Problem::of(Code::REQUEST_INVALID).detail("the body ended too early"),
        }
    })?;
    if let Some(mark) = mark {
        mark.set();
    }
    Ok(bytes)
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let kind = value.and_then(|v| v.split(';').next()).unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => wrong_data::<T>(bytes, &error),
        _ => {
            let detail = format!("the body is not JSON: {error}");
            Problem::of(Code::REQUEST_INVALID).detail(detail)
        }
    })
}

/// Finds the place of the first mistake.
fn wrong_data<T: DeserializeOwned>(bytes: &[u8], error: &serde_json::Error) -> Problem {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let pointer = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Err(placed) => pointer(placed.path()),
        Ok(_) => String::new(),
    };
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let (named, code) = named(message);
    let pointer = match named {
        Some(name) if !pointer.ends_with(&format!("/{name}")) => format!("{pointer}/{name}"),
        _ => pointer,
    };
    Problem::at(vec![Place { pointer, code: code.into(), message: message.to_owned() }])
}

/// The field that a message is about, and the code of the finding.
fn named(message: &str) -> (Option<&str>, &'static str) {
    let quoted = |start: &str| message.strip_prefix(start).and_then(|rest| rest.split('`').next());
    if let Some(name) = quoted("unknown field `") {
        return (Some(name), "unknown_field");
    }
    if let Some(name) = quoted("missing field `") {
        return (Some(name), "missing_field");
    }
    if let Some(name) = quoted("duplicate field `") {
        return (Some(name), "duplicate_field");
    }
    let is_type = message.starts_with("invalid type");
    (None, if is_type { "wrong_type" } else { "invalid_value" })
}

/// A path as a JSON pointer.
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let part = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&part);
    }
    pointer
}
