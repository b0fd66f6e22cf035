//! The table `pending`: claims in the order of appending.
//!
//! INVARIANT: an entry and its row are written in one transaction; the row is removed only
//! after what it claims is committed in the tables.

use super::recent::{Receipt, Recent, Request, Row, Rows, Sight};
use super::row::{all, get_id, get_instant, get_owner, get_uint, int, kind_number};
use super::sql::{journal, pending};
use crate::{Append, StoreError};
use model::entry::Hash;
use model::id::ReceiptId;
use rusqlite::{Connection, params};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// What was claimed lately, shared by the writer and all who read.
#[derive(Clone, Default)]
pub(super) struct Shared(Arc<RwLock<Recent>>);

impl Shared {
    /// A poisoned lock is fine: rows are pushed one by one, each whole.
    pub(super) fn read(&self) -> RwLockReadGuard<'_, Recent> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is found in memory, and how far that is all there is.
    pub(super) fn find<T>(&self, find: impl FnOnce(&Recent) -> T) -> (T, Sight) {
        let recent = self.read();
        (find(&recent), recent.sight())
    }

    /// For the writer alone.
    pub(super) fn write(&self) -> RwLockWriteGuard<'_, Recent> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The half of a hash that idempotency keys are looked up by.
pub(super) fn half(hash: &Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.0[..16]);
    half
}

/// What each entry of an append claims. `first` is the position of the first entry.
pub(super) fn rows(append: &Append, first: u64) -> Result<Vec<Row>, StoreError> {
    let mut rows: Vec<Row> = (first..)
        .zip(&append.entries)
        .map(|(position, entry)| Row {
            position,
            owner: entry.owner,
            seq: entry.seq,
            request: None,
            receipt: None,
            returned: None,
        })
        .collect();
    if let (Some(claim), Some(row)) = (&append.idempotency, rows.first_mut()) {
        let key = half(&claim.key);
        row.request = Some(Request { key, input: claim.input, at: claim.at });
    }
    if let Some(claim) = &append.receipt {
        let row = rows.iter_mut().find(|r| r.owner == claim.owner && r.seq == claim.seq);
        let row = row.ok_or(StoreError::Misuse("a receipt needs its entry"))?;
        let (id, natural_key, input) = (claim.id, claim.natural_key, claim.input);
        row.receipt = Some(Receipt { id, natural_key, input });
    }
    if let Some(claim) = &append.returned {
        let row = rows.iter_mut().find(|r| r.seq == claim.seq);
        let row = row.ok_or(StoreError::Misuse("a return needs its entry"))?;
        row.returned = Some(claim.receipt);
    }
    Ok(rows)
}

/// Writes a row.
pub(super) fn insert(connection: &Connection, row: &Row) -> Result<(), StoreError> {
    let request = row.request.as_ref();
    let receipt = row.receipt.as_ref();
    let of_request = request.map(|r| r.input);
    connection.prepare_cached(pending::INSERT)?.execute(params![
        int(row.position),
        row.owner.id.as_bytes(),
        kind_number(row.owner.kind),
        int(row.seq),
        request.map(|r| r.key),
        of_request.map(|h| h.0),
        request.map(|r| r.at.as_millisecond()),
        receipt.map(|r| *r.id.0.as_bytes()),
        receipt.and_then(|r| r.natural_key).map(|k| k.0),
        receipt.map(|r| r.input).filter(|input| Some(*input) != of_request).map(|h| h.0),
        row.returned.map(|id| *id.0.as_bytes()),
    ])?;
    Ok(())
}

/// The position of the newest entry.
pub(super) fn head(connection: &Connection) -> Result<u64, StoreError> {
    let mut head = connection.prepare_cached(journal::HEAD)?;
    Ok(head.query_row([], |r| get_uint(r, 0))?)
}

/// The rows after a position.
pub(super) fn after(connection: &Connection, position: u64) -> Result<Vec<Row>, StoreError> {
    let mut list = connection.prepare_cached(pending::AFTER)?;
    all(&mut list, params![int(position)], |r| {
        let receipt: Option<[u8; 16]> = r.get(7)?;
        let key: Option<[u8; 16]> = r.get(4)?;
        let request = match key {
            Some(key) => Some(Request { key, input: Hash(r.get(5)?), at: get_instant(r, 6)? }),
            None => None,
        };
        let receipt = match receipt {
            Some(_) => Some(Receipt {
                id: ReceiptId(get_id(r, 7)?),
                natural_key: r.get::<_, Option<_>>(8)?.map(Hash),
                input: Hash(r.get(9)?),
            }),
            None => None,
        };
        let returned: Option<[u8; 16]> = r.get(10)?;
        Ok(Row {
            position: get_uint(r, 0)?,
            owner: get_owner(r, 1)?,
            seq: get_uint(r, 3)?,
            request,
            receipt,
            returned: returned.map(|id| ReceiptId(uuid::Uuid::from_bytes(id))),
        })
    })
}

/// Rows that were not in memory because another process wrote them.
pub(super) fn beyond(
    connection: &Connection,
    shared: &Shared,
    sight: Sight,
) -> Result<Rows, StoreError> {
    if sight.is_whole {
        return Ok(Rows::default());
    }
    let head = head(connection)?;
    if head <= sight.known || shared.read().wrote_all_since(sight, head) {
        return Ok(Rows::default());
    }
    Ok(after(connection, sight.known)?.into_iter().collect())
}

/// Takes along what other processes wrote. Inside a transaction that excludes them.
pub(super) fn catch_up(connection: &Connection, shared: &Shared) -> Result<(), StoreError> {
    let (head, known) = (head(connection)?, shared.read().known());
    if head > known {
        let rows = after(connection, known)?;
        shared.write().catch_up(rows, head);
    }
    Ok(())
}

/// Takes along what was claimed before the file was opened.
pub(super) fn load(connection: &Connection, shared: &Shared) -> Result<(), StoreError> {
    let head = head(connection)?;
    let rows = after(connection, 0)?;
    shared.write().catch_up(rows, head);
    Ok(())
}
