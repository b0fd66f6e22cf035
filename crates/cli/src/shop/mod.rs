//! A shop's receipts: where they come from, and what became of them.

pub(crate) mod report;
pub(crate) mod source;
pub(crate) mod tally;
