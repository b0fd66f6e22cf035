//! A shop's receipts: where they come from, and how they go through the service.

pub(crate) mod carry;
pub(crate) mod report;
pub(crate) mod source;
pub(crate) mod tally;
pub(crate) mod worker;
