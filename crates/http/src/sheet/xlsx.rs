//! Workbooks. Texts are written as texts, so nothing in them is taken for a formula.

use super::{Cell, MOST_ROWS, Row, Sheet, broken};
use crate::problem::Problem;
use model::Code;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Characters of a cell; the format has no room for more.
const LONGEST: usize = 32_767;

impl Sheet {
    /// The bytes of a workbook with one sheet.
    pub(super) async fn xlsx(mut self) -> Result<Vec<u8>, Problem> {
        let mut rows = Vec::new();
        while let Some(page) = self.pages.recv().await {
            rows.extend(page?);
            if rows.len() > MOST_ROWS {
                let detail = format!("a workbook has at most {MOST_ROWS} rows");
                return Err(Problem::of(Code::REPORT_TOO_LARGE).detail(detail));
            }
        }
        let (name, columns) = (self.name, self.columns);
        let made = tokio::task::spawn_blocking(move || workbook(name, &columns, &rows));
        let made = made.await.map_err(|error| broken(&error))?;
        made.map_err(|error| broken(&error))
    }
}

fn workbook(name: &str, columns: &[String], rows: &[Row]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let bold = Format::new().set_bold();
    for (column, name) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    for (number, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            write(sheet, number, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    workbook.save_to_buffer()
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            let text: String = text.chars().take(LONGEST).collect();
            sheet.write_string(row, column, text)?;
        }
        Cell::Number(text) => match text.parse::<f64>() {
            Ok(number) => {
                let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                let format = match decimals {
                    0 => "0".to_owned(),
                    decimals => format!("0.{}", "0".repeat(decimals)),
                };
                let format = Format::new().set_num_format(format);
                sheet.write_number_with_format(row, column, number, &format)?;
            }
            Err(_) => {
                sheet.write_string(row, column, text)?;
            }
        },
        Cell::Day(day) => {
            let date = date(*day)?;
            let format = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_datetime_with_format(row, column, &date, &format)?;
        }
        Cell::Moment(at) => {
            let time = at.time();
            let part = |part: i8| part.unsigned_abs();
            let (hour, minute, second) = (part(time.hour()), part(time.minute()), time.second());
            let at = date(at.date())?.and_hms(hour.into(), minute, f64::from(second))?;
            let format = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
            sheet.write_datetime_with_format(row, column, &at, &format)?;
        }
    }
    Ok(())
}

fn date(day: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(day.year().unsigned_abs(), month, of_month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    /// The text of a part of a workbook.
    fn part(workbook: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("an archive");
        let mut text = String::new();
        let mut part = archive.by_name(name).expect("the part is there");
        part.read_to_string(&mut text).expect("a text");
        text
    }

    #[test]
    fn texts_stay_texts_and_numbers_numbers() {
        let words = ["=1+1", "+994", "-x", "@sum"];
        let mut row: Row = words.map(|word| Cell::Text(word.to_owned())).to_vec();
        row.push(Cell::number("-5.25"));
        row.push(Cell::Day(jiff::civil::date(2026, 3, 2)));
        let columns = ["a", "b", "c", "d", "e", "f"].map(str::to_owned);
        let made = workbook("rows", &columns, &[row]).expect("it is made");
        let texts = part(&made, "xl/sharedStrings.xml");
        for word in words {
            assert!(texts.contains(&format!(">{word}<")), "{texts}");
        }
        let sheet = part(&made, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>"), "{sheet}");
        assert!(sheet.contains("<v>-5.25</v>") && sheet.contains("<v>46083</v>"), "{sheet}");
    }

    #[tokio::test]
    async fn more_rows_than_fit_are_refused_and_csv_takes_them() {
        let rows = || vec![vec![Cell::number(1)]; MOST_ROWS + 1];
        let sheet = || Sheet::of("rows", vec!["a".to_owned()], rows());
        let refused = sheet().answer(crate::sheet::Format::Xlsx).await;
        let problem = format!("{:?}", refused.expect_err("there are too many"));
        assert!(problem.contains("\"report.too_large\"") && problem.contains("400"), "{problem}");
        let taken = sheet().answer(crate::sheet::Format::Csv).await.expect("it has no limit");
        let body = axum::body::to_bytes(taken.into_body(), usize::MAX).await.expect("in memory");
        assert_eq!(body.iter().filter(|byte| **byte == b'\n').count(), MOST_ROWS + 2);
    }
}
