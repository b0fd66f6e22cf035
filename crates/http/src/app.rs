//! What all requests share.

use crate::access;
use crate::admission::{Class, Gate, Limits};
use crate::guard::Limiter;
use crate::metrics::{Connections, Requests};
use crate::readiness::Readiness;
use governor::{Quota, RateLimiter};
use service::people::demo::House;
use service::{MovableClock, Tessera};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

/// How the API is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The clock that can be moved; absent outside of test mode.
    pub sandbox: Option<Arc<MovableClock>>,
    /// The open doors of a demo; absent elsewhere.
    pub demo: Option<House>,
    /// Requests per second and API key in the long run.
    pub requests_per_second: NonZeroU32,
    /// Requests that one API key may send at once.
    pub burst: NonZeroU32,
    /// Look-ups by phone, card or code per minute and key of a till: enough for a queue of
    /// customers, far too few for guessing.
    pub look_ups_per_minute: NonZeroU32,
    /// How much may be under way at once.
    pub limits: Limits,
    /// How long a till request may take. Then it is answered, and a write that was begun
    /// goes on to its end.
    pub deadline: Duration,
    /// How long other requests may take.
    pub long_deadline: Duration,
}

impl Default for Options {
    /// Far above what one shop sends, far below what one process serves.
    fn default() -> Self {
        let rate = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            sandbox: None,
            demo: None,
            requests_per_second: rate(50_000),
            burst: rate(100_000),
            look_ups_per_minute: rate(300),
            limits: Limits::default(),
            deadline: Duration::from_secs(3),
            long_deadline: Duration::from_secs(30),
        }
    }
}

impl Options {
    /// How long requests of a class may take.
    pub(crate) fn deadline_of(&self, class: Class) -> Duration {
        match class {
            Class::Till => self.deadline,
            _ => self.long_deadline,
        }
    }
}

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) tessera: Tessera,
    pub(crate) options: Options,
    pub(crate) limiter: Limiter,
    pub(crate) look_ups: Limiter,
    pub(crate) access: access::Lookup,
    pub(crate) gate: Gate,
    pub(crate) readiness: Readiness,
    pub(crate) requests: Requests,
    pub(crate) connections: Connections,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    pub(crate) fn new(tessera: Tessera, options: Options) -> Self {
        let quota = Quota::per_second(options.requests_per_second).allow_burst(options.burst);
        let look_ups = Quota::per_minute(options.look_ups_per_minute);
        Self(Arc::new(Inner {
            tessera,
            look_ups: RateLimiter::keyed(look_ups).with_middleware(),
            limiter: RateLimiter::keyed(quota).with_middleware(),
            access: access::Lookup::new(),
            gate: Gate::new(&options.limits),
            readiness: Readiness::default(),
            requests: Requests::new(),
            connections: Connections::default(),
            options,
        }))
    }
}
