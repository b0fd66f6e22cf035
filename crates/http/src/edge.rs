//! Around every request: an id, a span, headers that keep browsers careful, numbers; and
//! the writing of problems.

use crate::access::Found;
use crate::admission::Class;
use crate::answer::REPLAYED;
use crate::app::App;
use crate::deadline;
use crate::extract::Locale;
use crate::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use model::Code;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest request id that is taken over from a caller.
const LONGEST_ID: usize = 64;

/// Scripts and styles come from us; the viewer of the API styles its elements itself.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; object-src 'none'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// Whoever came by HTTPS comes so for a year. Over plain HTTP browsers do not heed it.
const ONLY_SECURE: &str = "max-age=31536000";

/// Carries a request through.
pub(crate) async fn edge(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let found = route.as_ref().and_then(|r| app.access.find(request.method(), r.as_str()));
    if let Some(found) = found {
        request.extensions_mut().insert::<Found>(found);
    }
    let locale = Locale::of(request.headers());
    let method = request.method().clone();
    // The route and not the address: addresses name people.
    let route = route.as_ref().map_or("", MatchedPath::as_str);
    let span = tracing::info_span!("request", %method, route, id = id.to_str().unwrap_or(""));

    let time = app.options.deadline_of(found.map_or(Class::Office, |found| found.class));
    let running = deadline::hold(&app, time, request, next);
    let mut response = running.instrument(span.clone()).await;
    if response.headers().contains_key(REPLAYED) {
        app.requests.replays.fetch_add(1, Relaxed);
    }
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        if problem.is(Code::OUTCOME_UNKNOWN) {
            app.requests.unknown.fetch_add(1, Relaxed);
        }
        let headers = std::mem::take(response.headers_mut());
        response = problem.render(&app, &locale, id.to_str().unwrap_or("")).await;
        response.headers_mut().extend(headers);
    }
    guard_browsers(response.headers_mut());
    response.headers_mut().insert(REQUEST_ID, id);
    let took = started.elapsed();
    app.requests.record(found.map(|f| f.index), response.status().as_u16(), took);
    tracing::debug!(parent: &span, status = response.status().as_u16(), ?took, "answered");
    response
}

/// The caller's own id of the request when it is plain, else a fresh one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let is_plain = |v: &&HeaderValue| {
        !v.is_empty() && v.len() <= LONGEST_ID && v.as_bytes().iter().all(u8::is_ascii_graphic)
    };
    if let Some(id) = headers.get(&REQUEST_ID).filter(is_plain) {
        return id.clone();
    }
    let id = format!("req_{}", uuid::Uuid::now_v7().simple());
    HeaderValue::from_str(&id).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn guard_browsers(headers: &mut HeaderMap) {
    let mut put = |name, value| headers.insert(name, HeaderValue::from_static(value));
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::STRICT_TRANSPORT_SECURITY, ONLY_SECURE);
    // Screens bring a policy of their own.
    let policy = headers.entry(header::CONTENT_SECURITY_POLICY);
    policy.or_insert_with(|| HeaderValue::from_static(POLICY));
    headers.entry(header::CACHE_CONTROL).or_insert_with(|| HeaderValue::from_static("no-store"));
}
