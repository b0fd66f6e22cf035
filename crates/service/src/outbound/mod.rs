//! Requests to machines of others: where they may go, and how long they may take.

pub(crate) mod address;
mod client;

pub(crate) use client::{Answer, Client};

use std::time::Duration;

/// What a request may do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Whether addresses may begin with `http://`.
    pub(crate) allow_http: bool,
    /// Whether addresses may lead to machines that are not on the public internet.
    pub(crate) allow_private: bool,
    /// How long looking the name up, connecting and shaking hands may take.
    pub(crate) connect_timeout: Duration,
    /// How long all of it may take, until the receiver has answered.
    pub(crate) timeout: Duration,
    /// Connections that are kept for each receiver.
    pub(crate) kept: usize,
}
