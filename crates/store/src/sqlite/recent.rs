//! What was claimed lately: the rows of `pending` in memory, with what is looked up in them.
//!
//! INVARIANTS: a row is here from right after its commit until what it claims has been
//! committed in the tables. So whoever looks here first and in the tables afterwards finds
//! everything that was acknowledged. `known` is the position up to which nothing is missing
//! here; rows of the journal beyond it are read from `pending` ([`super::pending`]) when
//! another process wrote them. Those that this process is writing are not looked for:
//! nobody was told of them yet.
//!
//! COST: about 350 bytes per row, and a few hash look-ups.

use crate::{IdempotencyRow, ReceiptRow};
use model::entry::Hash;
use model::id::ReceiptId;
use model::{Instant, Owner};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// What one entry claims.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) position: u64,
    pub(super) owner: Owner,
    pub(super) seq: u64,
    pub(super) request: Option<Request>,
    pub(super) receipt: Option<Receipt>,
    pub(super) returned: Option<ReceiptId>,
}

/// The request that the entry answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    /// The half of the key's hash that it is looked up by.
    pub(super) key: [u8; 16],
    pub(super) input: Hash,
    pub(super) at: Instant,
}

/// The receipt that came to life.
#[derive(Clone, Copy, Debug)]
pub(super) struct Receipt {
    pub(super) id: ReceiptId,
    pub(super) natural_key: Option<Hash>,
    pub(super) input: Hash,
}

/// Where an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) seq: u64,
    pub(super) position: u64,
}

/// Rows in the order of appending, with their indexes.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    chains: HashMap<Uuid, Vec<Place>>,
    requests: HashMap<[u8; 16], usize>,
    receipts: HashMap<ReceiptId, usize>,
    natural_keys: HashMap<Hash, ReceiptId>,
    returned: HashMap<ReceiptId, u64>,
}

impl Rows {
    /// Takes a row along.
    pub(super) fn push(&mut self, row: Row) {
        let index = self.rows.len();
        let place = Place { seq: row.seq, position: row.position };
        self.chains.entry(row.owner.id).or_default().push(place);
        if let Some(request) = &row.request {
            self.requests.insert(request.key, index);
        }
        if let Some(receipt) = &row.receipt {
            self.receipts.insert(receipt.id, index);
            if let Some(key) = receipt.natural_key {
                self.natural_keys.insert(key, receipt.id);
            }
        }
        if let Some(receipt) = row.returned {
            self.returned.insert(receipt, row.seq);
        }
        self.rows.push(row);
    }

    /// A request by its key.
    pub(super) fn request(&self, key: &[u8; 16]) -> Option<IdempotencyRow> {
        let row = self.rows.get(*self.requests.get(key)?)?;
        let input = row.request.as_ref()?.input;
        Some(IdempotencyRow { input, owner: row.owner, seq: row.seq })
    }

    /// A receipt by its id, without its returns.
    pub(super) fn receipt(&self, id: ReceiptId) -> Option<ReceiptRow> {
        let row = self.rows.get(*self.receipts.get(&id)?)?;
        let input = row.receipt?.input;
        Some(ReceiptRow { id, owner: row.owner, seq: row.seq, input, last_return_seq: None })
    }

    /// The id of a receipt by what the shop calls it.
    pub(super) fn natural_key(&self, key: &Hash) -> Option<ReceiptId> {
        self.natural_keys.get(key).copied()
    }

    /// The latest return of a receipt.
    pub(super) fn last_return(&self, id: ReceiptId) -> Option<u64> {
        self.returned.get(&id).copied()
    }

    /// The places of an owner's entries, oldest first.
    pub(super) fn chain(&self, owner: Uuid) -> &[Place] {
        self.chains.get(&owner).map_or(&[], Vec::as_slice)
    }
}

impl FromIterator<Row> for Rows {
    fn from_iter<T: IntoIterator<Item = Row>>(rows: T) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}

/// What a look into memory covered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight {
    /// The position up to which everything was seen.
    pub(super) known: u64,
    /// Nobody else can have written anything beyond it.
    pub(super) is_whole: bool,
}

/// All rows that have not been carried over yet.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// The position up to which nothing is missing.
    known: u64,
    /// From here to `known` this process wrote everything.
    own_from: u64,
    /// This process is in a transaction that excludes others, and has caught up with them.
    is_writing: bool,
    /// What is being carried over.
    settling: Option<Arc<Rows>>,
    gathering: Rows,
}

impl Recent {
    /// The position up to which nothing is missing.
    pub(super) fn known(&self) -> u64 {
        self.known
    }

    /// What may be missing now.
    pub(super) fn sight(&self) -> Sight {
        Sight { known: self.known, is_whole: self.is_writing }
    }

    /// Whether everything beyond what was seen then is of this process.
    pub(super) fn wrote_all_since(&self, sight: Sight, head: u64) -> bool {
        self.own_from <= sight.known + 1 && (self.is_writing || head <= self.known)
    }

    /// Takes along what others wrote, up to the position `head`.
    pub(super) fn catch_up(&mut self, rows: Vec<Row>, head: u64) {
        rows.into_iter().for_each(|row| self.gathering.push(row));
        self.known = self.known.max(head);
        self.own_from = self.known + 1;
    }

    /// A transaction begins that excludes others; everything of theirs is here.
    pub(super) fn begin_writing(&mut self) {
        self.is_writing = true;
    }

    /// The transaction has ended; these are the rows that it committed.
    pub(super) fn end_writing(&mut self, rows: Vec<Row>) {
        for row in rows {
            self.known = self.known.max(row.position);
            self.gathering.push(row);
        }
        self.is_writing = false;
    }

    /// How many rows wait for being carried over.
    pub(super) fn waiting(&self) -> usize {
        self.gathering.rows.len()
    }

    /// When the oldest request was made that waits.
    pub(super) fn oldest_request(&self) -> Option<Instant> {
        self.gathering.rows.iter().find_map(|row| row.request).map(|request| request.at)
    }

    /// Freezes what waits. They are looked up until [`Self::settled`].
    pub(super) fn begin_settling(&mut self) -> Arc<Rows> {
        let rows = Arc::new(std::mem::take(&mut self.gathering));
        self.settling = Some(rows.clone());
        rows
    }

    /// Forgets what has been carried over.
    pub(super) fn settled(&mut self) {
        self.settling = None;
    }

    /// Newest first.
    fn both(&self) -> impl Iterator<Item = &Rows> {
        std::iter::once(&self.gathering).chain(self.settling.as_deref())
    }

    /// The places of an owner's entries, oldest first.
    pub(super) fn chain(&self, owner: Uuid) -> Vec<Place> {
        let settling = self.settling.as_ref().map_or(&[][..], |rows| rows.chain(owner));
        [settling, self.gathering.chain(owner)].concat()
    }

    /// The number of an owner's newest entry.
    pub(super) fn head(&self, owner: Uuid) -> Option<u64> {
        self.both().find_map(|rows| Some(rows.chain(owner).last()?.seq))
    }

    /// A request by its key.
    pub(super) fn request(&self, key: &[u8; 16]) -> Option<IdempotencyRow> {
        self.both().find_map(|rows| rows.request(key))
    }

    /// A receipt by its id, without its returns.
    pub(super) fn receipt(&self, id: ReceiptId) -> Option<ReceiptRow> {
        self.both().find_map(|rows| rows.receipt(id))
    }

    /// The id of a receipt by what the shop calls it.
    pub(super) fn natural_key(&self, key: &Hash) -> Option<ReceiptId> {
        self.both().find_map(|rows| rows.natural_key(key))
    }

    /// The latest return of a receipt.
    pub(super) fn last_return(&self, id: ReceiptId) -> Option<u64> {
        self.both().find_map(|rows| rows.last_return(id))
    }
}
