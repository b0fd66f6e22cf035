//! Carrying claims over from memory to the tables in which they are looked up.
//!
//! Many rows are carried over together, table by table in the order of the keys, so that
//! neighbours share a page; in small steps, so that nobody waits long for the writer.
//!
//! INVARIANTS: a row leaves `pending` only after what it claims is committed; everything can
//! be carried over twice.

use super::pending::Shared;
use super::recent::{Row, Rows};
use super::row::{get_uint, int, kind_number, optional};
use super::sql::{journal, pending};
use crate::StoreError;
use rusqlite::{Connection, params};
use std::sync::Arc;

/// The tables in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    Entries,
    Requests,
    Receipts,
    NaturalKeys,
    Returns,
    /// Taking the rows out of `pending`.
    Pending,
}

impl Table {
    fn next(self) -> Option<Self> {
        Some(match self {
            Self::Entries => Self::Requests,
            Self::Requests => Self::Receipts,
            Self::Receipts => Self::NaturalKeys,
            Self::NaturalKeys => Self::Returns,
            Self::Returns => Self::Pending,
            Self::Pending => return None,
        })
    }

    /// The rows that say something about this table, in the order of its keys.
    fn rows(self, rows: &Rows) -> Vec<usize> {
        let mut chosen: Vec<usize> =
            (0..rows.rows.len()).filter(|index| self.concerns(&rows.rows[*index])).collect();
        let row = |index: &usize| &rows.rows[*index];
        match self {
            Self::Entries => chosen.sort_by_key(|i| (row(i).owner.id, row(i).seq)),
            Self::Requests => chosen.sort_by_key(|i| row(i).request.map(|r| r.key)),
            Self::Receipts => chosen.sort_by_key(|i| row(i).receipt.map(|r| r.id)),
            Self::NaturalKeys => {
                chosen.sort_by_key(|i| row(i).receipt.and_then(|r| r.natural_key));
            }
            Self::Returns => chosen.sort_by_key(|i| (row(i).returned, row(i).seq)),
            Self::Pending => {}
        }
        chosen
    }

    fn concerns(self, row: &Row) -> bool {
        match self {
            Self::Entries | Self::Pending => true,
            Self::Requests => row.request.is_some(),
            Self::Receipts => row.receipt.is_some(),
            Self::NaturalKeys => row.receipt.is_some_and(|r| r.natural_key.is_some()),
            Self::Returns => row.returned.is_some(),
        }
    }
}

/// Rows under way.
struct Load {
    rows: Arc<Rows>,
    table: Table,
    order: Vec<usize>,
    done: usize,
}

impl Load {
    fn new(rows: Arc<Rows>) -> Self {
        let order = Table::Entries.rows(&rows);
        Self { rows, table: Table::Entries, order, done: 0 }
    }
}

/// The writer's helper. A step is [`Settler::write`] in a transaction, and then
/// [`Settler::moved_on`].
#[derive(Default)]
pub(super) struct Settler {
    load: Option<Load>,
    /// The last step failed; the next one waits for better times.
    is_stuck: bool,
}

impl Settler {
    /// Whether there is something to do; begins when at least so many rows have gathered.
    pub(super) fn begin(&mut self, recent: &Shared, gathered: usize) -> bool {
        if self.load.is_none() {
            let waiting = recent.read().waiting();
            if waiting >= gathered.max(1) {
                self.load = Some(Load::new(recent.write().begin_settling()));
            }
        }
        self.load.is_some()
    }

    /// Whether the last step worked.
    pub(super) fn is_able(&self) -> bool {
        !self.is_stuck
    }

    /// Writes up to `most` rows; says how many.
    pub(super) fn write(&self, connection: &Connection, most: usize) -> Result<usize, StoreError> {
        let Some(load) = &self.load else {
            return Ok(0);
        };
        let end = load.order.len().min(load.done + most);
        let chosen = &load.order[load.done..end];
        if load.table == Table::Pending {
            let last = chosen.last().map_or(0, |index| load.rows.rows[*index].position);
            connection.prepare_cached(pending::FORGET)?.execute(params![int(last)])?;
        } else {
            for index in chosen {
                put(connection, load.table, &load.rows.rows[*index])?;
            }
        }
        Ok(chosen.len())
    }

    /// Takes note of what became of a step.
    pub(super) fn moved_on(&mut self, recent: &Shared, written: &Result<usize, StoreError>) {
        self.is_stuck = written.is_err();
        let (Some(load), Ok(count)) = (&mut self.load, written) else {
            return;
        };
        load.done += count;
        while load.done == load.order.len() {
            let Some(table) = load.table.next() else {
                self.load = None;
                return;
            };
            if table == Table::Pending {
                recent.write().settled();
            }
            *load = Load { order: table.rows(&load.rows), rows: load.rows.clone(), table, done: 0 };
        }
    }
}

fn put(connection: &Connection, table: Table, row: &Row) -> Result<(), StoreError> {
    let (owner, kind) = (row.owner.id.as_bytes(), kind_number(row.owner.kind));
    match (table, row.request, row.receipt, row.returned) {
        (Table::Entries, ..) => put_entry(connection, row),
        (Table::Requests, Some(request), ..) => {
            let at = request.at.as_millisecond();
            let values = params![request.key, request.input.0, owner, kind, int(row.seq), at];
            connection.prepare_cached(pending::PUT_REQUEST)?.execute(values)?;
            Ok(())
        }
        (Table::Receipts, _, Some(receipt), _) => {
            let (id, key) = (receipt.id.0.as_bytes(), receipt.natural_key.map(|k| k.0));
            let values = params![id, key, owner, kind, int(row.seq), receipt.input.0];
            connection.prepare_cached(pending::PUT_RECEIPT)?.execute(values)?;
            Ok(())
        }
        (Table::NaturalKeys, _, Some(receipt), _) => {
            let values = params![receipt.natural_key.map(|k| k.0), receipt.id.0.as_bytes()];
            connection.prepare_cached(pending::PUT_NATURAL_KEY)?.execute(values)?;
            Ok(())
        }
        (Table::Returns, _, _, Some(receipt)) => {
            let values = params![receipt.0.as_bytes(), int(row.seq)];
            connection.prepare_cached(pending::MARK_RETURNED)?.execute(values)?;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn put_entry(connection: &Connection, row: &Row) -> Result<(), StoreError> {
    let owner = row.owner.id.as_bytes();
    let mut put = connection.prepare_cached(pending::PUT_ENTRY)?;
    if put.execute(params![owner, int(row.seq), int(row.position)])? > 0 {
        return Ok(());
    }
    let mut find = connection.prepare_cached(journal::POSITION)?;
    let stored = optional(&mut find, params![owner, int(row.seq)], |r| get_uint(r, 0))?;
    if stored == Some(row.position) {
        return Ok(());
    }
    let (owner, seq) = (row.owner, row.seq);
    Err(StoreError::Fatal(format!("{owner} has two entries with number {seq}").into()))
}
