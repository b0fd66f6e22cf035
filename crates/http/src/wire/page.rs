//! Lists come in pages.

use super::text::Word;
use crate::extract::Locale;
use serde::{Deserialize, Serialize};
use service::{Cursor, Listed, Page};
use utoipa::{IntoParams, ToSchema};

/// Rows of a page unless told otherwise.
const ROWS: u32 = 50;

/// The most rows of one page.
const MOST_ROWS: u32 = 1_000;

/// Which part of a list is wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParams {
    /// Where to go on: `next_cursor` of the page before.
    pub(crate) cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    pub(crate) limit: Option<u32>,
}

impl PageParams {
    /// The page that is meant, oldest first.
    pub(crate) fn oldest(&self) -> Page {
        page(self.cursor.as_ref(), self.limit, false)
    }

    /// The page that is meant, newest first.
    pub(crate) fn newest(&self) -> Page {
        page(self.cursor.as_ref(), self.limit, true)
    }
}

/// A page from its parts.
pub(crate) fn page(cursor: Option<&Word>, limit: Option<u32>, newest_first: bool) -> Page {
    Page {
        cursor: cursor.map(|c| Cursor(c.0.to_string())),
        limit: limit.unwrap_or(ROWS).clamp(1, MOST_ROWS),
        newest_first,
    }
}

/// In which language.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LocaleParams {
    /// Language of names and sentences; `Accept-Language` when absent.
    #[param(max_length = 35, example = "en")]
    pub(crate) locale: Option<Word>,
}

impl LocaleParams {
    /// The language that is meant, when the header asks for another.
    pub(crate) fn locale(&self, header: Locale) -> Locale {
        header.or(self.locale.as_ref().map(|asked| asked.0.as_str()))
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Paged<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// Where the next page begins; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

impl<T> Paged<T> {
    /// Everything there is, on one page.
    pub(crate) fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }

    /// A page of the service in our words.
    pub(crate) fn of<R>(listed: Listed<R>, row: impl Fn(R) -> T) -> Self {
        Self {
            items: listed.items.into_iter().map(row).collect(),
            next_cursor: listed.next.map(|c| c.0),
        }
    }
}
