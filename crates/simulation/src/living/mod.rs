//! A shop that lives: a year of three cafés with a bakery and a small grocery, invented from a
//! seed. Who joins, who comes how often and for what, who stays away, what comes back.
//!
//! INVARIANT: the same seed and the same last day give the same year. What a programme makes of
//! it is not known here.

mod goods;
mod people;
mod year;

pub use goods::{Good, STORES};
pub use people::{Person, people};
pub use year::{receipt_of_the_moment, year};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::{Basket, Instant};

/// Which person, by place in [`people`].
pub type PersonIndex = u32;

/// Which of the deeds that bought something, by place in the year.
pub type DeedIndex = u32;

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Joined, perhaps brought by somebody who is there.
    Joined {
        /// Who.
        person: PersonIndex,
        /// Whose friend.
        friend_of: Option<PersonIndex>,
    },
    /// Bought; nobody known when absent.
    Bought {
        /// Who.
        person: Option<PersonIndex>,
        /// What, where.
        basket: Box<Basket>,
        /// Whether points are to pay for as much as they may.
        with_points: bool,
    },
    /// Brought the first line of a purchase back.
    CameBack {
        /// Which purchase.
        purchase: DeedIndex,
    },
    /// Handed in a review.
    Reviewed {
        /// Who.
        person: PersonIndex,
        /// Of what.
        of: &'static str,
        /// One to five.
        stars: u8,
    },
}

/// A deed and its moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Instant,
    /// What.
    pub deed: Deed,
}

impl Act {
    /// Who did it, as far as the act itself tells.
    pub fn person(&self) -> Option<PersonIndex> {
        match &self.deed {
            Deed::Joined { person, .. } | Deed::Reviewed { person, .. } => Some(*person),
            Deed::Bought { person, .. } => *person,
            Deed::CameBack { .. } => None,
        }
    }
}

/// When and where a year is lived.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Everything follows from it.
    pub seed: u64,
    /// The last day, of which nothing is told after `until`.
    pub today: Date,
    /// Nothing happens after this.
    pub until: Instant,
    /// Where the clock on the wall hangs.
    pub zone: TimeZone,
}
