//! The deadline of a request.
//!
//! INVARIANT: a write that was read completely is never broken off half-way. When its
//! deadline passes it is answered with `outcome.unknown` and goes on by itself; sent
//! again with the same key it gets the answer. What was not read yet is given up, and
//! nothing was done.
//!
//! COST: the future of a write lies on the heap, so that it can be handed over.

use crate::app::App;
use crate::extract::IDEMPOTENCY_KEY;
use crate::problem::Problem;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use model::Code;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tracing::Instrument;

/// A write goes on for so long after its deadline. Stores have deadlines of their own,
/// which are far shorter; this bounds what those do not know.
const LONGEST: Duration = Duration::from_secs(60);

/// Says that the body of a request was read. Travels with the request.
#[derive(Clone, Debug)]
pub(crate) struct ReadMark(Arc<AtomicBool>);

impl ReadMark {
    /// The body was read.
    pub(crate) fn set(&self) {
        self.0.store(true, Relaxed);
    }
}

/// Carries a request through, for so long.
pub(crate) async fn hold(app: &App, time: Duration, mut request: Request, next: Next) -> Response {
    // Writes need a key; what has none writes nothing.
    let asks = request.method() == Method::GET || !request.headers().contains_key(IDEMPOTENCY_KEY);
    if asks {
        let answer = tokio::time::timeout(time, next.run(request)).await;
        return answer.unwrap_or_else(|_| late());
    }
    let mark = ReadMark(Arc::new(AtomicBool::new(request.body().is_end_stream())));
    request.extensions_mut().insert(mark.clone());
    let mut running = Box::pin(next.run(request));
    match tokio::time::timeout(time, &mut running).await {
        Ok(response) => response,
        Err(_) if mark.0.load(Relaxed) => {
            go_on(app, running);
            Problem::of(Code::OUTCOME_UNKNOWN).detail("the deadline passed").into_response_parts()
        }
        Err(_) => late(),
    }
}

fn late() -> Response {
    Problem::of(Code::BUSY).detail("the deadline passed").into_response_parts()
}

/// Lets a write come to its end.
fn go_on(app: &App, running: Pin<Box<impl Future<Output = Response> + Send + 'static>>) {
    let app = app.clone();
    app.requests.unfinished.fetch_add(1, Relaxed);
    let rest = async move {
        match tokio::time::timeout(LONGEST, running).await {
            Ok(response) => tracing::info!(status = response.status().as_u16(), "late, but done"),
            Err(_) => tracing::error!("a write was given up long after its deadline"),
        }
        app.requests.unfinished.fetch_sub(1, Relaxed);
    };
    tokio::spawn(rest.in_current_span());
}
