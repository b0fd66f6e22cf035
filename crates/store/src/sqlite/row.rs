//! Between columns and our types. Moments are milliseconds, ids 16 bytes, hashes 32.

use crate::{
    BatchRow, CodeRow, DirectoryRow, IdempotencyRow, IdentityClaim, JournalRow, ReceiptRow,
    StoreError,
};
use jiff::civil::Date;
use model::entry::Hash;
use model::id::{BatchId, MemberId, ReceiptId};
use model::{Instant, Key, Owner, OwnerKind};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Params, Row, Statement};
use smol_str::SmolStr;
use uuid::Uuid;

/// The number of a kind of owner. Numbers are on disk: never change one.
pub(super) fn kind_number(kind: OwnerKind) -> i64 {
    match kind {
        OwnerKind::Member => 1,
        OwnerKind::Receipt => 2,
        OwnerKind::Certificate => 3,
        OwnerKind::Organisation => 4,
        OwnerKind::Group => 5,
    }
}

/// The kind of owner behind a number.
fn kind_of(number: i64) -> Option<OwnerKind> {
    Some(match number {
        1 => OwnerKind::Member,
        2 => OwnerKind::Receipt,
        3 => OwnerKind::Certificate,
        4 => OwnerKind::Organisation,
        5 => OwnerKind::Group,
        _ => return None,
    })
}

/// Numbers that count something: never negative, never near the end of the range.
pub(super) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn get_uint(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

pub(super) fn get_opt_uint(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u64>> {
    let number: Option<i64> = row.get(column)?;
    Ok(number.and_then(|n| u64::try_from(n).ok()))
}

pub(super) fn get_instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Instant> {
    let millis: i64 = row.get(column)?;
    Instant::from_millisecond(millis)
        .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, millis))
}

pub(super) fn get_opt_instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Instant>> {
    let millis: Option<i64> = row.get(column)?;
    let read = millis.map(|m| {
        Instant::from_millisecond(m)
            .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, m))
    });
    read.transpose()
}

/// A day as text.
pub(super) fn get_day(row: &Row<'_>, column: usize) -> rusqlite::Result<Date> {
    let text: String = row.get(column)?;
    text.parse().map_err(|e: jiff::Error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(e))
    })
}

pub(super) fn get_hash(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    row.get(column).map(Hash)
}

pub(super) fn get_id(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get(column).map(Uuid::from_bytes)
}

pub(super) fn get_text(row: &Row<'_>, column: usize) -> rusqlite::Result<SmolStr> {
    let text = row.get_ref(column)?;
    text.as_str().map(SmolStr::new).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, text.data_type(), Box::new(e))
    })
}

pub(super) fn get_opt_text(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<SmolStr>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.map(SmolStr::from))
}

pub(super) fn get_key(row: &Row<'_>, column: usize) -> rusqlite::Result<Key> {
    get_text(row, column).map(Key)
}

/// An owner from two columns: kind, then id.
pub(super) fn get_owner(row: &Row<'_>, kind_column: usize) -> rusqlite::Result<Owner> {
    let number: i64 = row.get(kind_column)?;
    let out_of_range = rusqlite::Error::IntegralValueOutOfRange(kind_column, number);
    let kind = kind_of(number).ok_or(out_of_range)?;
    let id = get_id(row, kind_column + 1)?;
    Ok(Owner { kind, id })
}

/// JSON in a column.
pub(super) fn get_json<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let value = row.get_ref(column)?;
    let bytes = value.as_bytes().map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, value.data_type(), Box::new(e))
    })?;
    serde_json::from_slice(bytes)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, Type::Blob, Box::new(e)))
}

/// At most one row.
pub(super) fn optional<T, P: Params>(
    statement: &mut Statement<'_>,
    params: P,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    Ok(statement.query_row(params, read).optional()?)
}

/// All rows.
pub(super) fn all<T, P: Params>(
    statement: &mut Statement<'_>,
    params: P,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn journal(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    Ok(JournalRow {
        position: get_uint(row, 0)?,
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
        at: get_instant(row, 4)?,
        kind: get_text(row, 5)?,
        hash: get_hash(row, 6)?,
        bytes: row.get(7)?,
    })
}

pub(super) fn idempotency(row: &Row<'_>) -> rusqlite::Result<IdempotencyRow> {
    Ok(IdempotencyRow {
        input: get_hash(row, 0)?,
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
    })
}

pub(super) fn receipt(row: &Row<'_>) -> rusqlite::Result<ReceiptRow> {
    Ok(ReceiptRow {
        id: ReceiptId(get_id(row, 0)?),
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
        input: get_hash(row, 4)?,
        last_return_seq: get_opt_uint(row, 5)?,
    })
}

pub(super) fn identity(row: &Row<'_>) -> rusqlite::Result<IdentityClaim> {
    Ok(IdentityClaim {
        kind: get_key(row, 0)?,
        value: get_text(row, 1)?,
        owner: get_owner(row, 2)?,
    })
}

pub(super) fn code(row: &Row<'_>) -> rusqlite::Result<CodeRow> {
    let batch: Option<[u8; 16]> = row.get(2)?;
    Ok(CodeRow {
        hash: get_hash(row, 0)?,
        shown: get_text(row, 1)?,
        batch: batch.map(|b| BatchId(Uuid::from_bytes(b))),
        subject: get_json(row, 3)?,
    })
}

/// A batch and its number in the list.
pub(super) fn batch(row: &Row<'_>) -> rusqlite::Result<(i64, BatchRow)> {
    let batch = BatchRow {
        id: BatchId(get_id(row, 1)?),
        coupon: get_key(row, 2)?,
        count: row.get(3)?,
        created_at: get_instant(row, 4)?,
        actor: get_opt_text(row, 5)?.map(Key),
    };
    Ok((row.get(0)?, batch))
}

pub(super) fn directory(row: &Row<'_>) -> rusqlite::Result<DirectoryRow> {
    Ok(DirectoryRow {
        member: MemberId(get_id(row, 0)?),
        name: get_opt_text(row, 1)?,
        body: row.get(2)?,
    })
}
