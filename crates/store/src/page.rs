//! Lists come in pages with opaque cursors.

use crate::StoreError;
use model::id::MemberId;

/// The most rows of one page.
pub const LARGEST_PAGE: u32 = 1_000;

/// So many rows are looked at for one page where no index knows which of them fit: some
/// milliseconds.
pub const MOST_LOOKED_AT: u32 = 5_000;

/// Where a list goes on. Opaque to callers, stable while the list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub String);

impl Cursor {
    /// Reads a cursor that is one number.
    pub(crate) fn number(&self) -> Result<i64, StoreError> {
        self.0.parse().map_err(|_| StoreError::InvalidCursor)
    }
}

/// Which part of a list is wanted.
#[derive(Clone, Debug)]
pub struct Page {
    /// Go on from here; from the beginning when absent.
    pub cursor: Option<Cursor>,
    /// At most so many rows; never more than [`LARGEST_PAGE`].
    pub limit: u32,
    /// Newest first instead of oldest first.
    pub newest_first: bool,
}

impl Page {
    /// The first rows, oldest first.
    pub fn first(limit: u32) -> Self {
        Self { cursor: None, limit, newest_first: false }
    }

    /// The last rows, newest first.
    pub fn newest(limit: u32) -> Self {
        Self { newest_first: true, ..Self::first(limit) }
    }

    /// The page after `cursor`.
    #[must_use]
    pub fn after(mut self, cursor: Option<Cursor>) -> Self {
        self.cursor = cursor;
        self
    }

    /// The member after whom it begins, in lists of members.
    pub(crate) fn member_place(&self) -> Result<Option<MemberId>, StoreError> {
        let read = |cursor: &Cursor| cursor.0.parse().map_err(|_| StoreError::InvalidCursor);
        self.cursor.as_ref().map(read).transpose()
    }

    /// The limit that counts.
    pub fn rows(&self) -> usize {
        usize::try_from(self.limit.clamp(1, LARGEST_PAGE)).unwrap_or(1)
    }
}

/// A row that a scan of limited length came to.
#[derive(Debug)]
pub(crate) struct Looked<T> {
    /// The row.
    pub(crate) row: T,
    /// Whether it is one of those that were asked for.
    pub(crate) fits: bool,
    /// Whether the scan ended because it had looked at so many.
    pub(crate) is_cut: bool,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; absent at the end.
    pub next: Option<Cursor>,
}

impl<T> Listed<T> {
    /// Makes a page of rows that were read with one more than `rows`.
    pub(crate) fn cut(mut items: Vec<T>, rows: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = items.len() > rows;
        items.truncate(rows);
        let next = items.last().filter(|_| more).map(|i| Cursor(cursor(i)));
        Self { items, next }
    }

    /// Makes a page of what a scan of limited length came to: rows that fit, one more than
    /// `rows` of them if there are so many, and the last row that was looked at, whether it
    /// fits or not. The page may be short and go on nevertheless.
    pub(crate) fn looked(
        looked: Vec<Looked<T>>,
        rows: usize,
        cursor: impl Fn(&T) -> String,
    ) -> Self {
        let last = looked.last().filter(|last| last.is_cut).map(|last| Cursor(cursor(&last.row)));
        let fits = looked.into_iter().filter(|one| one.fits).map(|one| one.row).collect();
        let Self { items, next } = Self::cut(fits, rows, cursor);
        Self { items, next: next.or(last) }
    }
}
