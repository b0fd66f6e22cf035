//! The door: who asks, may they, not too often, and is there room. All of it before the
//! body is read.

use crate::access::{Access, Found, Own};
use crate::admission::Class;
use crate::app::App;
use crate::cookies;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use model::Code;
use service::Permissions;
use service::keys::{self, Caller, Party};
use service::people::sessions;
use std::num::NonZeroU32;

/// Counts the requests of each key. Only keys that are valid get here, so it does not
/// grow with what strangers send.
pub(crate) type Limiter = governor::RateLimiter<
    Party,
    DashMapStateStore<Party>,
    DefaultClock,
    StateInformationMiddleware,
>;

/// Lets a request in or answers for it.
pub(crate) async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(found) = request.extensions().get::<Found>().copied() else {
        tracing::error!("a route is missing in the access table");
        return Problem::of(Code::FORBIDDEN).into_response();
    };
    if found.access == Access::Public {
        if cookies::is_change(request.method()) && cookies::is_from_elsewhere(request.headers()) {
            return Problem::of(Code::FORM_TOKEN_MISSING).into_response();
        }
        return admit(&app, found.class, request, next).await;
    }
    let caller = match caller(&app, request.method(), request.headers()).await {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let guesses = found.is_look_up && !caller.permissions.has_one_of(Permissions::SEE_MEMBERS);
    let spent = match budget(&app.limiter, caller.party) {
        Ok(_) if guesses => look_up(&app, caller.party),
        spent => spent,
    };
    let limit = match (&spent, guesses) {
        (Ok(remaining), false) => header_limit(&app, *remaining, None),
        (Ok(remaining), true) => look_up_limit(&app, *remaining, None),
        (Err(seconds), false) => header_limit(&app, 0, Some(*seconds)),
        (Err(seconds), true) => look_up_limit(&app, 0, Some(*seconds)),
    };
    let mut response = if spent.is_err() {
        Problem::limited().into_response()
    } else if !found.access.admits(caller.permissions)
        || found.own == Own::Path && is_of_another(&caller, request.uri().path())
    {
        Problem::of(Code::FORBIDDEN).into_response()
    } else {
        request.extensions_mut().insert(caller);
        admit(&app, found.class, request, next).await
    };
    limit.write(response.headers_mut());
    response
}

/// Whether a member asks about somebody else: the id stands third in the path.
fn is_of_another(caller: &Caller, path: &str) -> bool {
    let Party::Member(me) = caller.party else { return false };
    path.split('/').nth(3).and_then(|id| id.parse().ok()) != Some(me)
}

/// Serves the request when its turn comes.
async fn admit(app: &App, class: Class, request: Request, next: Next) -> Response {
    match app.gate.enter(class).await {
        Ok(_pass) => next.run(request).await,
        Err(why) => {
            tracing::debug!(?class, ?why, "turned away");
            Problem::overloaded(class.retry_after()).into_response()
        }
    }
}

async fn caller(app: &App, method: &Method, headers: &HeaderMap) -> Result<Caller, Problem> {
    let missing = || Problem::of(Code::KEY_MISSING);
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        let token = cookies::get(headers, cookies::SESSION).ok_or_else(missing)?;
        return signed_in(app, method, headers, token).await;
    };
    let value = value.to_str().map_err(|_| Problem::of(Code::KEY_INVALID))?;
    let (scheme, secret) = value.split_once(' ').ok_or_else(missing)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(missing());
    }
    Ok(keys::authenticate(&app.tessera, secret.trim()).await?)
}

/// Whoever is signed in. A change must come from a page that knows the session's form token.
async fn signed_in(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    token: &str,
) -> Result<Caller, Problem> {
    let caller = sessions::authenticate(&app.tessera, token).await?;
    let shown = headers.get(cookies::FORM_TOKEN).map(HeaderValue::as_bytes);
    let is_ours = shown == Some(sessions::form_token(token).as_bytes());
    match cookies::is_change(method) && !is_ours {
        true => Err(Problem::of(Code::FORM_TOKEN_MISSING)),
        false => Ok(caller),
    }
}

/// What is left of the key's burst, or how many seconds to wait.
fn budget(limiter: &Limiter, key: Party) -> Result<u32, u64> {
    match limiter.check_key(&key) {
        Ok(state) => Ok(state.remaining_burst_capacity()),
        Err(not_until) => {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Err(wait.as_secs() + 1)
        }
    }
}

/// A member looks up a friend now and then, a till many customers.
const OF_A_MEMBER: u32 = 30;

/// What is left of the look-ups, of which one by a member counts as many, or how many seconds to wait.
fn look_up(app: &App, party: Party) -> Result<u32, u64> {
    let most = app.options.look_ups_per_minute;
    let weight = match party {
        Party::Member(_) => NonZeroU32::new(OF_A_MEMBER).map_or(most, |weight| weight.min(most)),
        _ => return budget(&app.look_ups, party),
    };
    match app.look_ups.check_key_n(&party, weight) {
        Ok(Ok(state)) => Ok(state.remaining_burst_capacity()),
        Ok(Err(not_until)) => {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Err(wait.as_secs() + 1)
        }
        Err(_) => Err(60),
    }
}

/// The headers that tell how much may still be sent.
struct Limit {
    policy: String,
    rest: String,
    retry_after: Option<u64>,
}

fn header_limit(app: &App, remaining: u32, retry_after: Option<u64>) -> Limit {
    let (rate, burst) = (app.options.requests_per_second, app.options.burst);
    // The window in which the whole burst comes back.
    let window = burst.get().div_ceil(rate.get());
    let reset = retry_after.unwrap_or_else(|| {
        let used = burst.get().saturating_sub(remaining);
        u64::from(used.div_ceil(rate.get()))
    });
    Limit {
        policy: format!("\"key\";q={burst};w={window}"),
        rest: format!("\"key\";r={remaining};t={reset}"),
        retry_after,
    }
}

/// The same for look-ups by tills.
fn look_up_limit(app: &App, remaining: u32, retry_after: Option<u64>) -> Limit {
    let most = app.options.look_ups_per_minute.get();
    let used = u64::from(most.saturating_sub(remaining));
    let reset = retry_after.unwrap_or_else(|| (used * 60).div_ceil(u64::from(most)));
    Limit {
        policy: format!("\"look-ups\";q={most};w=60"),
        rest: format!("\"look-ups\";r={remaining};t={reset}"),
        retry_after,
    }
}

impl Limit {
    fn write(self, headers: &mut HeaderMap) {
        let mut put = |name, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        };
        put("ratelimit-policy", self.policy);
        put("ratelimit", self.rest);
        if let Some(seconds) = self.retry_after {
            put("retry-after", seconds.to_string());
        }
    }
}
