//! Bodies that are a file of comma-separated values.

use crate::deadline::ReadMark;
use crate::problem::Problem;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use model::Code;
use service::imports::office::LARGEST_FILE;

/// A file of comma-separated values.
#[derive(Debug)]
pub(crate) struct CsvFile(pub(crate) Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for CsvFile {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("text/csv") {
            let detail = "the file is sent as text/csv";
            return Err(Problem::of(Code::REQUEST_UNSUPPORTED_MEDIA).detail(detail));
        }
        let mark = request.extensions().get::<ReadMark>().cloned();
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST_FILE).await;
        let bytes = bytes.map_err(|_| {
            let detail = format!("a file has {LARGEST_FILE} bytes at most");
            Problem::of(Code::REQUEST_TOO_LARGE).detail(detail)
        })?;
        if let Some(mark) = mark {
            mark.set();
        }
        Ok(Self(bytes.into()))
    }
}
