//! Numbers about connections.

use super::catalogue as c;
use super::page::Page;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[derive(Debug, Default)]
pub(crate) struct Connections {
    /// Open now.
    pub(crate) open: AtomicU64,
    /// Taken since the start.
    pub(crate) accepted: AtomicU64,
    /// Closed at once because too many were open.
    pub(crate) refused: AtomicU64,
}

impl Connections {
    pub(super) fn write(&self, page: &mut Page) {
        page.one(&c::CONNECTIONS, self.open.load(Relaxed));
        page.one(&c::ACCEPTED, self.accepted.load(Relaxed));
        page.one(&c::REFUSED, self.refused.load(Relaxed));
    }
}
