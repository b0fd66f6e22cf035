//! Where an entry stands in the journal.
//!
//! `position = base + (number of the writing transaction << 16) + ordinal in it`. The server
//! numbers its transactions anyway, so no sequence is written and no lock is taken. Positions
//! grow, but they are not contiguous: nobody may add 1 or subtract two of them.
//!
//! Transactions do not commit in the order of their numbers. Whoever reads on from a
//! position must not pass one that may still be filled, so reading ends at a *horizon*:
//! below it nothing will appear any more. It is found like this:
//!
//! 1. A writer takes a shared advisory lock that carries the count of transactions of that
//!    moment, before it gets its own number; its number is therefore not below. The lock
//!    ends with the transaction, after what it wrote has become visible.
//! 2. A reader notes the count of transactions, then looks at all such locks. The horizon is
//!    the lowest number among them.
//! 3. Only then it reads the journal, in a new snapshot, below the horizon.
//!
//! INVARIANT: an entry below the horizon is visible to step 3. Its writer had the lock
//! during step 2 (then the horizon is not above it), had not taken it yet (then its number
//! was given later than the count of step 2, which is not below the horizon), or had ended
//! (then step 3 sees what it wrote). Transactions that write no entries hold nothing up, nor
//! do those of other databases of the server.
//!
//! COST: one lock per group of appends; one look at the server's table of locks per read.

use super::PostgresStore;
use super::row::get;
use super::sql::journal;
use crate::StoreError;

/// Bits for the ordinal of an entry in its transaction.
pub(super) const ORDINAL_BITS: u32 = 16;

/// The most entries that one transaction can hold.
pub(super) const MOST_ENTRIES: usize = 1 << ORDINAL_BITS;

/// The position of the first entry of a transaction.
pub(super) fn first_of(base: u64, transaction: i64) -> Result<i64, StoreError> {
    let start = i64::try_from(base).ok();
    let own = transaction.checked_mul(1 << ORDINAL_BITS);
    let position = start.zip(own).and_then(|(start, own)| start.checked_add(own));
    position.ok_or_else(|| StoreError::unreadable("position", "it is too large"))
}

impl PostgresStore {
    /// The position below which every entry is visible to what is read from now on.
    pub(super) async fn horizon(&self) -> Result<i64, StoreError> {
        let rows = self.rows(journal::HORIZON, &[]).await?;
        let row = rows.first().ok_or(StoreError::Misuse("a statement that always has a row"))?;
        first_of(self.base, get(row, 0)?)
    }
}
