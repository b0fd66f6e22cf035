//! How events are sent.

use crate::outbound::Limits;
use jiff::SignedDuration;
use std::time::Duration;

/// How events are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether addresses may begin with `http://`.
    pub allow_http: bool,
    /// Whether addresses may lead to machines that are not on the public internet. Off,
    /// so that nobody reaches what is behind the firewall through us.
    pub allow_private: bool,
    /// How long looking the name up, connecting and shaking hands may take.
    pub connect_timeout: Duration,
    /// How long all of it may take, until the receiver has answered.
    pub timeout: Duration,
    /// Requests at a time per endpoint.
    pub concurrency: u16,
    /// An event that was not delivered for so long is given up.
    pub patience: SignedDuration,
}

impl Options {
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            allow_http: self.allow_http,
            allow_private: self.allow_private,
            connect_timeout: self.connect_timeout,
            timeout: self.timeout,
            kept: usize::from(self.concurrency),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow_http: false,
            allow_private: false,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(15),
            concurrency: 8,
            patience: SignedDuration::from_hours(72),
        }
    }
}
