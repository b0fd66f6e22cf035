//! One pass over all entries, owner by owner.

use super::sum::Sum;
use super::{PAGE, Place, Verdict};
use crate::Tessera;
use crate::commit::refunded_receipt;
use crate::error::Error;
use ledger::{FoldError, Rebuild, Totals, Violation};
use model::entry::Hash;
use model::id::ReceiptId;
use model::{Activity, Entry, Key, Owner, Snapshot};
use std::collections::{BTreeMap, HashMap};
use store::{JournalRow, OwnerCursor, PostingRow, Store, StoreError};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Pages that wait to be proven: bounds the memory.
const PAGES_AHEAD: usize = 2;

/// What the journal says, as far as other tables must say the same.
pub(super) struct Chains {
    pub(super) head: u64,
    /// How far the projection was when the pass began.
    pub(super) projected: u64,
    entries: u64,
    owners: u64,
    broken: Vec<Place>,
    /// A stored state beyond the end of its chain: broken, unless the chain has grown since.
    pub(super) ahead: Option<Place>,
    /// Of the whole journal.
    totals: Totals,
    /// Of what is projected.
    pub(super) projected_totals: Totals,
    pub(super) postings: Sum,
    pub(super) receipts: Sum,
    pub(super) counters: Sum,
    /// The largest maximum that a claim named, for counters that are not of single coupons.
    pub(super) maximums: BTreeMap<Key, i64>,
    /// Latest returns of the owner at hand.
    returns: HashMap<ReceiptId, u64>,
    bought: Vec<(ReceiptId, u64, Hash)>,
}

/// The chain that is being read.
struct Chain {
    owner: Owner,
    /// `None` once it is broken: the rest of it proves nothing.
    rebuild: Option<Rebuild>,
    stored: Option<Snapshot>,
}

/// A receipt as both sides must know it.
pub(super) fn receipt_row(
    id: ReceiptId,
    owner: Owner,
    seq: u64,
    input: Hash,
    last_return: Option<u64>,
) -> impl std::hash::Hash {
    (id, owner, seq, input.0, last_return)
}

/// A posting as both sides must know it.
pub(super) fn posting_row(row: &PostingRow) -> impl std::hash::Hash + '_ {
    let lot = row.lot.map(|l| (l.seq, l.index));
    (
        (row.position, row.line, row.owner, row.seq, row.event),
        row.at.as_millisecond(),
        (&row.unit, row.account as u8, row.amount.0, lot),
    )
}

impl Chains {
    pub(super) fn new(head: u64, projected: u64) -> Self {
        Self {
            head,
            projected,
            entries: 0,
            owners: 0,
            broken: Vec::new(),
            ahead: None,
            totals: Totals::default(),
            projected_totals: Totals::default(),
            postings: Sum::default(),
            receipts: Sum::default(),
            counters: Sum::default(),
            maximums: BTreeMap::new(),
            returns: HashMap::new(),
            bought: Vec::new(),
        }
    }

    pub(super) async fn read(
        &mut self,
        tessera: &Tessera,
        progress: &mut (impl FnMut(u64) + Send),
    ) -> Result<(), Error> {
        let mut chain: Option<Chain> = None;
        let mut pages = pages(tessera.clone(), self.head);
        while let Some(page) = pages.recv().await {
            let Page { read, mut stored } = page.await.unwrap_or(Err(StoreError::Closed))?;
            for (row, entry) in &read {
                if chain.as_ref().is_none_or(|c| c.owner != row.owner) {
                    self.close(chain.take());
                    chain = Some(Chain {
                        owner: row.owner,
                        rebuild: Some(Rebuild::new(row.owner)),
                        stored: stored.remove(&row.owner),
                    });
                }
                if let Some(chain) = &mut chain {
                    self.step(chain, row, entry);
                }
            }
            progress(self.entries);
        }
        self.close(chain);
        for violation in self.totals.check() {
            self.broken.push(place(None, None, &violation));
        }
        Ok(())
    }

    fn step(&mut self, chain: &mut Chain, row: &JournalRow, entry: &Result<Entry, FoldError>) {
        self.entries += 1;
        let Some(rebuild) = &mut chain.rebuild else {
            return;
        };
        let taken = entry.as_ref().map_err(Clone::clone);
        let taken = taken.and_then(|entry| rebuild.step(entry, row.hash).map(|()| entry));
        let entry = match taken {
            Ok(entry) => entry,
            Err(error) => {
                let violation = Violation::Chain(error.clone());
                let mut place = place(Some(row.owner), Some(row.seq), &violation);
                place.what = error.to_string();
                self.broken.push(place);
                chain.rebuild = None;
                return;
            }
        };
        if let Some(stored) = &chain.stored
            && stored.seq == row.seq
            && let Some(violation) = ledger::check::check_stored(stored, rebuild.snapshot())
        {
            let place = place(Some(row.owner), Some(row.seq), &violation);
            self.broken.push(place);
        }
        self.note(row.position, entry, row);
    }

    fn note(&mut self, position: u64, entry: &Entry, row: &JournalRow) {
        if (entry.seq, entry.at, entry.activity.word()) != (row.seq, row.at, row.kind.as_str()) {
            let what = "the columns beside the entry differ from it";
            self.broken.push(Place {
                owner: Some(entry.owner),
                seq: Some(entry.seq),
                ..Place::general(5, what)
            });
        }
        match &entry.activity {
            Activity::Purchase(purchase) => {
                self.bought.push((purchase.receipt, entry.seq, entry.input));
            }
            _ => self.returns.extend(refunded_receipt(entry).map(|r| (r, entry.seq))),
        }
        for claim in &entry.claims {
            self.counters.add_amount(&claim.counter, claim.delta);
            if let Some(maximum) = claim.maximum
                && !claim.counter.as_str().starts_with("coupon:cpn_")
            {
                let known = self.maximums.entry(claim.counter.clone()).or_insert(maximum);
                *known = maximum.max(*known);
            }
        }
        if position > self.projected {
            return;
        }
        for movement in &entry.movements {
            self.projected_totals.add(movement);
        }
        let postings = ledger::postings(&entry.movements).into_iter();
        for (line, posting) in (0u32..).zip(postings) {
            let row = PostingRow {
                position,
                line,
                owner: entry.owner,
                seq: entry.seq,
                event: posting.event,
                at: entry.at,
                unit: posting.unit,
                account: posting.account,
                amount: posting.amount,
                lot: posting.lot,
            };
            self.postings.add(&posting_row(&row));
        }
    }

    fn close(&mut self, chain: Option<Chain>) {
        let Some(chain) = chain else { return };
        self.owners += 1;
        for (receipt, seq, input) in self.bought.drain(..) {
            let last_return = self.returns.get(&receipt).copied();
            let row = receipt_row(receipt, chain.owner, seq, input, last_return);
            self.receipts.add(&row);
        }
        self.returns.clear();
        let Some(rebuild) = chain.rebuild else { return };
        let proven = rebuild.finish();
        self.totals.merge(&proven.totals);
        for violation in &proven.violations {
            self.broken.push(place(Some(chain.owner), None, violation));
        }
        if let Some(stored) = &chain.stored
            && stored.seq > proven.snapshot.seq
        {
            let what = format!("the stored state is at entry {}, which is not there", stored.seq);
            self.ahead.get_or_insert(Place { owner: Some(chain.owner), ..Place::general(5, what) });
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
        Verdict {
            entries: self.entries,
            postings: self.totals.movements * 2,
            owners: self.owners,
            receipts: self.receipts.rows,
            broken: self.broken.clone(),
        }
    }
}

/// Entries that were read and checked for themselves, and the stored states of their owners.
struct Page {
    read: Vec<(JournalRow, Result<Entry, FoldError>)>,
    stored: HashMap<Owner, Snapshot>,
}

/// All pages in order. While one is proven the next is parsed and the one after it fetched,
/// each where a core is free.
fn pages(tessera: Tessera, through: u64) -> mpsc::Receiver<JoinHandle<Result<Page, StoreError>>> {
    let (found, pages) = mpsc::channel(PAGES_AHEAD);
    tokio::spawn(async move {
        let mut after = None;
        loop {
            let rows = tessera.store().scan_chains(after, through, PAGE).await;
            let last =
                rows.as_ref().ok().map(|rows| rows.last().map(|last| (last.owner, last.seq)));
            if last == Some(None) {
                return;
            }
            let store = tessera.store().clone();
            let page = tokio::spawn(async move { Page::read(&*store, rows?).await });
            let Some(Some((owner, seq))) = last else {
                // The error is in the page. Nobody waits any more when it cannot be sent.
                let _ = found.send(page).await;
                return;
            };
            if found.send(page).await.is_err() {
                return;
            }
            after = Some(OwnerCursor { owner: owner.id, seq });
        }
    });
    pages
}

impl Page {
    async fn read(store: &dyn Store, rows: Vec<JournalRow>) -> Result<Self, StoreError> {
        let mut owners: Vec<Owner> = rows.iter().map(|row| row.owner).collect();
        owners.dedup();
        let stored = store.stored_snapshots(owners).await?;
        let stored = stored.into_iter().map(|snapshot| (snapshot.owner, snapshot)).collect();
        let read = rows.into_iter().map(|row| {
            let entry = ledger::read(row.seq, &row.bytes, row.hash);
            (row, entry)
        });
        Ok(Self { read: read.collect(), stored })
    }
}

fn place(owner: Option<Owner>, seq: Option<u64>, violation: &Violation) -> Place {
    Place { invariant: violation.invariant(), owner, seq, what: violation.to_string() }
}
