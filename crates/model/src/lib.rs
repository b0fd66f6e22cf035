//! The shared words of Tessera: ids, amounts, time, baskets, activities in,
//! events out, the state they fold into, and the list of reason codes.
//!
//! Nothing here decides anything. Every amount is an integer: money in minor
//! units of the programme's currency, loyalty units at their declared scale,
//! quantities in thousandths, rates in millionths. Arithmetic is checked.

pub mod activity;
pub mod allocation;
pub mod amount;
pub mod attribute;
pub mod basket;
pub mod calendar;
pub mod code;
pub mod entry;
pub mod event;
pub mod holdings;
pub mod id;
pub mod key;
pub mod outcome;
pub mod snapshot;
mod text;

pub use activity::Activity;
pub use amount::{Money, Quantity, Rate, Rounding, Units};
pub use basket::{Basket, Line, LineKind};
pub use code::Code;
pub use entry::Entry;
pub use event::{Because, Event, Happening};
pub use holdings::{Holdings, Lot, LotId, Movement};
pub use id::{Owner, OwnerKind};
pub use key::Key;
pub use snapshot::Snapshot;

/// A moment on the world's clock. Kept to the millisecond everywhere.
pub type Instant = jiff::Timestamp;
