//! Double-entry book: accounts, movements, lots, holds, reversal and the
//! journal entry.
//!
//! [`book`] turns the events of a decision into movements, [`fold`] carries an
//! entry into the snapshot of its owner, [`Rebuild`] proves a whole chain and
//! [`Totals`] proves a whole book.
//!
//! INVARIANTS: every movement takes exactly what it gives, so every transaction
//! sums to zero per unit; no lot and no hold is ever negative; an owner in debt
//! has no active value; nothing here reads a clock, so lots become active and
//! expire only when a `TimeAdvanced` event says so. All arithmetic is checked.
//!
//! COST: linear in the number of open lots of the units that an entry touches.

pub mod apply;
pub mod book;
pub mod check;
pub mod error;
pub mod fold;
mod holds;
pub mod lots;
pub mod member;
mod moving;
pub mod postings;
pub mod rebuild;
mod reversal;
mod tally;
pub mod time;
pub mod totals;

pub use apply::apply_movement;
pub use book::{book, originals_needed};
pub use check::{Violation, check_owner};
pub use error::{ApplyError, BookError, FoldError};
pub use fold::fold;
pub use lots::in_spending_order;
pub use postings::{Posting, postings};
pub use rebuild::{Proven, Rebuild, read, rebuild};
pub use totals::{Totals, Worth};
