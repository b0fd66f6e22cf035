//! Why something was refused, by reason code.

pub(super) mod offers;
pub(super) mod people;
pub(super) mod receipts;
