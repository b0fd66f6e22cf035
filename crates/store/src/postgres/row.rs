//! Between columns and our types. Moments are milliseconds in BIGINT, ids UUID, hashes
//! 32 bytes of BYTEA, kinds and states SMALLINT, every other number BIGINT.

use crate::{
    BatchRow, CodeRow, DirectoryRow, IdempotencyRow, IdentityClaim, JournalRow, Page, ReceiptRow,
    StoreError,
};
use jiff::civil::Date;
use model::entry::Hash;
use model::id::{BatchId, MemberId, ReceiptId};
use model::{Instant, Key, Owner, OwnerKind};
use smol_str::SmolStr;
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;
use uuid::Uuid;

/// The number of a kind of owner. Numbers are on disk: never change one.
pub(super) fn kind_number(kind: OwnerKind) -> i16 {
    match kind {
        OwnerKind::Member => 1,
        OwnerKind::Receipt => 2,
        OwnerKind::Certificate => 3,
        OwnerKind::Organisation => 4,
        OwnerKind::Group => 5,
    }
}

/// The kind of owner behind a number.
fn kind_of(number: i16) -> Option<OwnerKind> {
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

/// The value of a column.
pub(super) fn get<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T, StoreError> {
    row.try_get(column).map_err(|e| StoreError::unreadable("row", super::fault::chain(&e)))
}

pub(super) fn get_uint(row: &Row, column: usize) -> Result<u64, StoreError> {
    let number: i64 = get(row, column)?;
    u64::try_from(number).map_err(|e| StoreError::unreadable("number", e))
}

pub(super) fn get_opt_uint(row: &Row, column: usize) -> Result<Option<u64>, StoreError> {
    let number: Option<i64> = get(row, column)?;
    number.map(u64::try_from).transpose().map_err(|e| StoreError::unreadable("number", e))
}

/// A number that is counted in few bits.
pub(super) fn get_small<T: TryFrom<i64, Error: std::fmt::Display>>(
    row: &Row,
    column: usize,
) -> Result<T, StoreError> {
    let number: i64 = get(row, column)?;
    T::try_from(number).map_err(|e| StoreError::unreadable("number", e))
}

pub(super) fn get_instant(row: &Row, column: usize) -> Result<Instant, StoreError> {
    instant(get(row, column)?)
}

pub(super) fn get_opt_instant(row: &Row, column: usize) -> Result<Option<Instant>, StoreError> {
    let millis: Option<i64> = get(row, column)?;
    millis.map(instant).transpose()
}

fn instant(millis: i64) -> Result<Instant, StoreError> {
    Instant::from_millisecond(millis).map_err(|e| StoreError::unreadable("moment", e))
}

/// A day as text.
pub(super) fn get_day(row: &Row, column: usize) -> Result<Date, StoreError> {
    get::<&str>(row, column)?.parse().map_err(|e: jiff::Error| StoreError::unreadable("day", e))
}

pub(super) fn get_hash(row: &Row, column: usize) -> Result<Hash, StoreError> {
    let bytes: &[u8] = get(row, column)?;
    bytes.try_into().map(Hash).map_err(|e| StoreError::unreadable("hash", e))
}

pub(super) fn get_id(row: &Row, column: usize) -> Result<Uuid, StoreError> {
    get(row, column)
}

pub(super) fn get_text(row: &Row, column: usize) -> Result<SmolStr, StoreError> {
    get::<&str>(row, column).map(SmolStr::new)
}

pub(super) fn get_opt_text(row: &Row, column: usize) -> Result<Option<SmolStr>, StoreError> {
    Ok(get::<Option<&str>>(row, column)?.map(SmolStr::new))
}

pub(super) fn get_key(row: &Row, column: usize) -> Result<Key, StoreError> {
    get_text(row, column).map(Key)
}

/// An owner from two columns: kind, then id.
pub(super) fn get_owner(row: &Row, kind_column: usize) -> Result<Owner, StoreError> {
    let number: i16 = get(row, kind_column)?;
    let kind =
        kind_of(number).ok_or_else(|| StoreError::unreadable("owner", format!("kind {number}")))?;
    Ok(Owner { kind, id: get_id(row, kind_column + 1)? })
}

/// JSON in a BYTEA column.
pub(super) fn get_json<T: serde::de::DeserializeOwned>(
    row: &Row,
    column: usize,
) -> Result<T, StoreError> {
    let bytes: &[u8] = get(row, column)?;
    serde_json::from_slice(bytes).map_err(|e| StoreError::unreadable("value", e))
}

/// All rows, read.
pub(super) fn all<T>(
    rows: impl AsRef<[Row]>,
    read: impl FnMut(&Row) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    rows.as_ref().iter().map(read).collect()
}

/// The first row, if there is one, read.
pub(super) fn optional<T>(
    rows: impl IntoIterator<Item = Row>,
    read: impl FnOnce(&Row) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    rows.into_iter().next().as_ref().map(read).transpose()
}

/// One row more than the page has, to know whether there is another page.
pub(super) fn one_more(page: &Page) -> i64 {
    i64::try_from(page.rows() + 1).unwrap_or(i64::MAX)
}

/// The statement for the direction of a page over a number, and where it begins.
pub(super) fn place(
    page: &Page,
    oldest: &'static str,
    newest: &'static str,
) -> Result<(&'static str, i64), StoreError> {
    let cursor = page.cursor.as_ref().map(|c| c.number()).transpose()?;
    Ok(match page.newest_first {
        false => (oldest, cursor.unwrap_or(-1)),
        true => (newest, cursor.unwrap_or(i64::MAX)),
    })
}

pub(super) fn journal(row: &Row) -> Result<JournalRow, StoreError> {
    Ok(JournalRow {
        position: get_uint(row, 0)?,
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
        at: get_instant(row, 4)?,
        kind: get_text(row, 5)?,
        hash: get_hash(row, 6)?,
        bytes: get(row, 7)?,
    })
}

pub(super) fn idempotency(row: &Row) -> Result<IdempotencyRow, StoreError> {
    Ok(IdempotencyRow {
        input: get_hash(row, 0)?,
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
    })
}

pub(super) fn receipt(row: &Row) -> Result<ReceiptRow, StoreError> {
    Ok(ReceiptRow {
        id: ReceiptId(get_id(row, 0)?),
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
        input: get_hash(row, 4)?,
        last_return_seq: get_opt_uint(row, 5)?,
    })
}

pub(super) fn identity(row: &Row) -> Result<IdentityClaim, StoreError> {
    Ok(IdentityClaim {
        kind: get_key(row, 0)?,
        value: get_text(row, 1)?,
        owner: get_owner(row, 2)?,
    })
}

pub(super) fn code(row: &Row) -> Result<CodeRow, StoreError> {
    Ok(CodeRow {
        hash: get_hash(row, 0)?,
        shown: get_text(row, 1)?,
        batch: get::<Option<Uuid>>(row, 2)?.map(BatchId),
        subject: get_json(row, 3)?,
    })
}

/// A batch and its number in the list.
pub(super) fn batch(row: &Row) -> Result<(i64, BatchRow), StoreError> {
    let batch = BatchRow {
        id: BatchId(get_id(row, 1)?),
        coupon: get_key(row, 2)?,
        count: get_small(row, 3)?,
        created_at: get_instant(row, 4)?,
        actor: get_opt_text(row, 5)?.map(Key),
    };
    Ok((get(row, 0)?, batch))
}

pub(super) fn directory(row: &Row) -> Result<DirectoryRow, StoreError> {
    Ok(DirectoryRow {
        member: MemberId(get_id(row, 0)?),
        name: get_opt_text(row, 1)?,
        body: get(row, 2)?,
    })
}
