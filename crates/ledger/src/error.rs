//! What can go wrong. Nothing here is a programme's refusal except
//! [`BookError::Insufficient`] and [`BookError::AlreadySpent`]: all others mean
//! that the decision or the journal is broken.

use model::event::EventRef;
use model::id::HoldId;
use model::{Key, LotId, Owner, Units};

/// A movement that does not fit what the owner holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// A movement of nothing, or backwards.
    #[error("a movement of `{0}` is not more than zero")]
    NotPositive(Key),
    /// A movement of a lot, a hold or a lapse that does not name it.
    #[error("a movement of `{0}` does not name its lot or hold")]
    Unnamed(Key),
    /// The lot does not hold that much, or is not open.
    #[error("lot {lot} of `{unit}` does not hold {amount:?}")]
    LotTooSmall {
        /// Which unit.
        unit: Key,
        /// Which lot.
        lot: LotId,
        /// What was to leave it.
        amount: Units,
    },
    /// The lot is pending while the movement is about active value, or the other way round.
    #[error("lot {lot} of `{unit}` is both pending and active")]
    MixedLot {
        /// Which unit.
        unit: Key,
        /// Which lot.
        lot: LotId,
    },
    /// The hold does not hold that much of the lot, or is not open.
    #[error("hold {hold} of `{unit}` does not hold {amount:?}")]
    HoldTooSmall {
        /// Which unit.
        unit: Key,
        /// Which hold.
        hold: HoldId,
        /// What was to leave it.
        amount: Units,
    },
    /// More debt paid than there is.
    #[error("the debt of `{0}` is smaller than what pays it")]
    DebtTooSmall(Key),
    /// Beyond the largest balance that is kept.
    #[error("the balance of `{0}` would be too large")]
    TooLarge(Key),
}

/// Events that cannot be booked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// Less is there than is to be spent, held or debited.
    #[error("{missing:?} of `{unit}` are missing")]
    Insufficient {
        /// Which unit.
        unit: Key,
        /// How much more it takes.
        missing: Units,
    },
    /// Earned units that must go back are spent, and the programme refuses that.
    #[error("{missing:?} of `{unit}` were already spent")]
    AlreadySpent {
        /// Which unit.
        unit: Key,
        /// How much is not there any more.
        missing: Units,
    },
    /// An amount below zero, or a hold of nothing.
    #[error("event {event} moves an impossible amount of `{unit}`")]
    BadAmount {
        /// Which event of the entry.
        event: u16,
        /// Which unit.
        unit: Key,
    },
    /// The parts that an event names are not those that leave.
    #[error("event {event} names other parts of `{unit}` than those that leave")]
    OtherParts {
        /// Which event of the entry.
        event: u16,
        /// Which unit.
        unit: Key,
    },
    /// More events than an entry can number.
    #[error("an entry cannot hold {0} events")]
    TooManyEvents(usize),
    /// The hold is not open.
    #[error("hold {0} is not open")]
    UnknownHold(HoldId),
    /// The hold is open already.
    #[error("hold {0} is open already")]
    DuplicateHold(HoldId),
    /// The entry that is reversed was not passed in, or has no such event.
    #[error("event {}.{} to be reversed is not known", .0.seq, .0.index)]
    UnknownOriginal(EventRef),
    /// More goes back than the original event moved.
    #[error("event {}.{} moved less than goes back", .0.seq, .0.index)]
    Overreturned(EventRef),
    /// The holdings and the events contradict each other.
    #[error("events do not fit the holdings")]
    Apply(#[from] ApplyError),
}

/// An entry that cannot be carried into a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// The entry belongs to somebody else.
    #[error("an entry of {found} stands in the chain of {expected}")]
    WrongOwner {
        /// Whose chain it is.
        expected: Owner,
        /// Whose entry it is.
        found: Owner,
    },
    /// An entry is missing, doubled or out of order.
    #[error("entry {found} stands where entry {expected} belongs")]
    WrongSequence {
        /// The number that comes next.
        expected: u64,
        /// The number of the entry.
        found: u64,
    },
    /// The entry does not continue the one before it.
    #[error("entry {0} does not continue the hash chain")]
    BrokenChain(u64),
    /// The entry's bytes are not those that were hashed.
    #[error("entry {0} was changed after it was written")]
    WrongHash(u64),
    /// The entry's bytes cannot be read.
    #[error("entry {seq} cannot be read: {reason}")]
    Unreadable {
        /// The number that comes next.
        seq: u64,
        /// What the reader says.
        reason: String,
    },
    /// A movement names an event that the entry does not have.
    #[error("entry {0} books an event that it does not have")]
    StrayMovement(u64),
    /// A running number leaves its range.
    #[error("series `{0}` leaves the range of numbers")]
    SeriesOverflow(Key),
    /// A movement does not fit the holdings.
    #[error("entry {seq} does not fit the holdings")]
    Apply {
        /// Which entry.
        seq: u64,
        /// Why.
        #[source]
        source: ApplyError,
    },
}
