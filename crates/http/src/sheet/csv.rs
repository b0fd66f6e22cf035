//! Comma-separated values, sent while rows come.

use super::{Cell, Page, Row, Sheet, broken};
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use hyper::body::Frame;
use std::borrow::Cow;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// What makes a formula of a text.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

impl Sheet {
    /// The body. The first page is waited for, so that what fails at once is told as a
    /// problem; what fails later cuts the file off.
    pub(super) async fn csv(mut self) -> Result<Body, Problem> {
        let first = self.pages.recv().await.transpose()?.unwrap_or_default();
        let names = self.columns.iter().map(|name| Cell::Text(name.clone())).collect();
        let mut beginning = MARK.as_bytes().to_vec();
        beginning.extend(encode(&[names])?);
        beginning.extend(encode(&first)?);
        Ok(Body::new(Rest { beginning: Some(Bytes::from(beginning)), pages: self.pages }))
    }
}

/// What is still to be sent.
struct Rest {
    beginning: Option<Bytes>,
    pages: mpsc::Receiver<Page>,
}

impl hyper::body::Body for Rest {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(beginning) = self.beginning.take() {
            return Poll::Ready(Some(Ok(Frame::data(beginning))));
        }
        self.pages.poll_recv(context).map(|page| {
            page.map(|page| {
                let bytes = page.and_then(|rows| encode(&rows));
                let frame = bytes.map(|bytes| Frame::data(Bytes::from(bytes)));
                frame.map_err(|_| std::io::Error::other("the rest of the rows cannot be read"))
            })
        })
    }
}

fn encode(rows: &[Row]) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(text)).map_err(|error| broken(&error))?;
    }
    writer.into_inner().map_err(|error| broken(&error))
}

/// A text that stays one in a spreadsheet: an apostrophe stands before what would be a formula.
pub(crate) fn as_text(text: &str) -> Cow<'_, str> {
    match text.starts_with(FORMULA) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => as_text(text).into_owned(),
        Cell::Number(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn texts_stay_texts_and_numbers_numbers() {
        let words = ["=1+1", "+994", "-x", "@sum", "plain", "a,b", "say \"x\""];
        let mut row: Row = words.map(|word| Cell::Text(word.to_owned())).to_vec();
        row.push(Cell::number("-5.00"));
        row.push(Cell::Empty);
        row.push(Cell::Day(date(2026, 3, 2)));
        row.push(Cell::Moment(date(2026, 3, 2).at(9, 5, 0, 0)));
        let text = String::from_utf8(encode(&[row]).expect("plain rows")).expect("UTF-8");
        let expected = "'=1+1,'+994,'-x,'@sum,plain,\"a,b\",\"say \"\"x\"\"\",-5.00,,2026-03-02,\
                        2026-03-02 09:05:00\n";
        assert_eq!(text, expected);
    }
}
