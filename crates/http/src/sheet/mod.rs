//! Lists as files for spreadsheets.
//!
//! Rows come page by page from a task of their own. CSV is sent while they come, however many
//! they are; XLSX, which is written as a whole, has at most [`MOST_ROWS`].
//!
//! INVARIANT: what somebody typed is text to whoever opens the file, never a formula.

mod csv;
mod xlsx;

pub(crate) use csv::as_text;

use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::{Date, DateTime};
use model::Code;
use serde::Deserialize;
use tokio::sync::mpsc;
use utoipa::ToSchema;

/// The most rows of an XLSX file: it is made in memory, about 2 kB a row.
pub(crate) const MOST_ROWS: usize = 20_000;

/// Pages that wait to be sent: bounds the memory.
const PAGES_AHEAD: usize = 2;

/// How a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FileFormat)]
pub(crate) enum Format {
    /// Comma-separated values in UTF-8.
    #[default]
    Csv,
    /// A workbook, of at most 20,000 rows.
    Xlsx,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A decimal number as it is written.
    Number(String),
    /// A day.
    Day(Date),
    /// A moment in the programme's time zone.
    Moment(DateTime),
}

impl Cell {
    /// Words, when there are any.
    pub(crate) fn text(text: Option<impl AsRef<str>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.as_ref().to_owned()))
    }

    /// A number.
    pub(crate) fn number(number: impl std::fmt::Display) -> Self {
        Self::Number(number.to_string())
    }
}

/// The cells of a row.
pub(crate) type Row = Vec<Cell>;

/// The next rows, or why there are none.
pub(crate) type Page = Result<Vec<Row>, Problem>;

/// A list that is written.
pub(crate) struct Sheet {
    /// What the file is called, without its ending.
    pub(crate) name: &'static str,
    /// Names of columns.
    pub(crate) columns: Vec<String>,
    /// Rows to come.
    pub(crate) pages: mpsc::Receiver<Page>,
}

impl Sheet {
    /// A list that is there as a whole.
    pub(crate) fn of(name: &'static str, columns: Vec<String>, rows: Vec<Row>) -> Self {
        let (sender, pages) = mpsc::channel(1);
        // There is room for one.
        let _ = sender.try_send(Ok(rows));
        Self { name, columns, pages }
    }

    /// A list whose rows `write` sends page by page; it stops when nobody listens.
    pub(crate) fn coming<W: Future<Output = ()> + Send + 'static>(
        name: &'static str,
        columns: Vec<String>,
        write: impl FnOnce(mpsc::Sender<Page>) -> W,
    ) -> Self {
        let (sender, pages) = mpsc::channel(PAGES_AHEAD);
        tokio::spawn(write(sender));
        Self { name, columns, pages }
    }

    /// The file.
    pub(crate) async fn answer(self, format: Format) -> Result<Response, Problem> {
        let name = self.name;
        let (kind, ending, body) = match format {
            Format::Csv => ("text/csv; charset=utf-8", "csv", self.csv().await?),
            Format::Xlsx => (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "xlsx",
                Body::from(self.xlsx().await?),
            ),
        };
        let mut response = ([(header::CONTENT_TYPE, kind)], body).into_response();
        let place = format!("attachment; filename=\"{name}.{ending}\"");
        if let Ok(place) = HeaderValue::from_str(&place) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, place);
        }
        Ok(response)
    }
}

/// Something that cannot be: it is logged, and told as broken.
fn broken(error: &dyn std::error::Error) -> Problem {
    tracing::error!(%error, "a list cannot be written as a file");
    Problem::of(Code::INTERNAL)
}
