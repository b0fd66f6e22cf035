//! Looking up entries and claims wherever they are: in memory, or in the tables.
//!
//! INVARIANT: memory is looked at first, then what is beyond it, then the tables. What is
//! carried over in between leaves the first places only after it is in the last, so nothing
//! slips through.

use super::pending::{self, Shared};
use super::recent::Place;
use super::row::{self, get_id, get_uint, int, optional};
use super::sql::{claims, journal};
use crate::{IdempotencyRow, ReceiptRow, StoreError};
use model::entry::Hash;
use model::id::ReceiptId;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// A request by the half of its key.
pub(super) fn request(
    connection: &Connection,
    shared: &Shared,
    key: &[u8; 16],
) -> Result<Option<IdempotencyRow>, StoreError> {
    let (found, sight) = shared.find(|recent| recent.request(key));
    if found.is_some() {
        return Ok(found);
    }
    let found = pending::beyond(connection, shared, sight)?.request(key);
    if found.is_some() {
        return Ok(found);
    }
    let mut find = connection.prepare_cached(claims::FIND_IDEMPOTENCY)?;
    optional(&mut find, params![key], row::idempotency)
}

/// A receipt by its id.
pub(super) fn receipt(
    connection: &Connection,
    shared: &Shared,
    id: ReceiptId,
) -> Result<Option<ReceiptRow>, StoreError> {
    let (recent, sight) = shared.find(|recent| (recent.receipt(id), recent.last_return(id)));
    let beyond = pending::beyond(connection, shared, sight)?;
    let found = match recent.0.or_else(|| beyond.receipt(id)) {
        Some(found) => Some(found),
        None => {
            let mut find = connection.prepare_cached(claims::FIND_RECEIPT)?;
            optional(&mut find, params![id.0.as_bytes()], row::receipt)?
        }
    };
    let returns = recent.1.max(beyond.last_return(id));
    Ok(found.map(|r| ReceiptRow { last_return_seq: r.last_return_seq.max(returns), ..r }))
}

/// The id of a receipt by what the shop calls it.
pub(super) fn natural_key(
    connection: &Connection,
    shared: &Shared,
    key: &Hash,
) -> Result<Option<ReceiptId>, StoreError> {
    let (found, sight) = shared.find(|recent| recent.natural_key(key));
    if found.is_some() {
        return Ok(found);
    }
    let found = pending::beyond(connection, shared, sight)?.natural_key(key);
    if found.is_some() {
        return Ok(found);
    }
    let mut find = connection.prepare_cached(claims::FIND_NATURAL_KEY)?;
    optional(&mut find, params![key.0], |r| get_id(r, 0).map(ReceiptId))
}

/// The places of an owner's entries that are not in the table yet, or were not a moment ago.
pub(super) fn chain(
    connection: &Connection,
    shared: &Shared,
    owner: Uuid,
) -> Result<Vec<Place>, StoreError> {
    let (mut chain, sight) = shared.find(|recent| recent.chain(owner));
    chain.extend_from_slice(pending::beyond(connection, shared, sight)?.chain(owner));
    Ok(chain)
}

/// The same as JSON, for a statement that joins them with the table.
pub(super) fn positions(
    connection: &Connection,
    shared: &Shared,
    owner: Uuid,
) -> Result<String, StoreError> {
    let chain = chain(connection, shared, owner)?;
    let positions: Vec<String> = chain.iter().map(|place| place.position.to_string()).collect();
    Ok(format!("[{}]", positions.join(",")))
}

/// Where an entry is.
pub(super) fn position(
    connection: &Connection,
    shared: &Shared,
    owner: Uuid,
    seq: u64,
) -> Result<Option<u64>, StoreError> {
    let recent = chain(connection, shared, owner)?;
    if let Some(place) = recent.iter().find(|place| place.seq == seq) {
        return Ok(Some(place.position));
    }
    let mut find = connection.prepare_cached(journal::POSITION)?;
    optional(&mut find, params![owner.as_bytes(), int(seq)], |r| get_uint(r, 0))
}

/// The number of an owner's newest entry, 0 when there is none.
pub(super) fn head(
    connection: &Connection,
    shared: &Shared,
    owner: Uuid,
) -> Result<u64, StoreError> {
    let (head, _) = shared.find(|recent| recent.head(owner));
    if let Some(head) = head {
        return Ok(head);
    }
    let mut find = connection.prepare_cached(journal::HEAD_OF_OWNER)?;
    Ok(optional(&mut find, params![owner.as_bytes()], |r| get_uint(r, 0))?.unwrap_or(0))
}
