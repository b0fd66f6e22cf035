//! Rows that could not be used, as a file for whoever made the data.

use super::carry::Refusal;
use crate::failure::{Failure, chain};
use service::imports::RowError;
use simulation::History;
use std::path::Path;

/// Everything that could not be used, by line: unreadable, refused, and returned without a sale.
pub(crate) fn row_errors(history: &History, refusals: &[Refusal]) -> Vec<RowError> {
    let rejected = history.rejected.iter().map(|row| RowError {
        line: row.row,
        column: None,
        code: row.fault.code().into(),
        detail: String::new(),
        hint: row.fault.hint().to_owned(),
    });
    let unmatched = history.unmatched.iter().map(|row| RowError {
        line: row.row,
        column: None,
        code: row.reason.code().into(),
        detail: format!("{} of {}", model::amount::format_decimal(row.quantity.0, 3), row.product),
        hint: row.reason.title().to_owned(),
    });
    let refused = refusals.iter().map(|row| RowError {
        line: row.row,
        column: None,
        code: row.code.0.into(),
        detail: row.detail.clone(),
        hint: row.code.entry().hint.to_owned(),
    });
    let mut errors: Vec<RowError> = rejected.chain(unmatched).chain(refused).collect();
    errors.sort_by_key(|error| error.line);
    errors
}

/// Writes them as CSV: line, code, detail, hint.
pub(crate) fn write(path: &Path, errors: &[RowError]) -> Result<(), Failure> {
    let fault =
        |error: csv::Error| Failure::input(format!("{}: {}", path.display(), chain(&error)));
    let mut file = csv::Writer::from_path(path).map_err(fault)?;
    file.write_record(["line", "code", "detail", "hint"]).map_err(fault)?;
    for error in errors {
        let line = error.line.to_string();
        let row = [line.as_str(), &error.code, &error.detail, &error.hint];
        file.write_record(row).map_err(fault)?;
    }
    file.flush().map_err(|error| Failure::file(path, &error))
}

/// What exactly was refused, without the code that stands beside it.
pub(crate) fn detail(refused: &service::Refused) -> String {
    refused.detail.clone().unwrap_or_else(|| refused.code.entry().title.to_owned())
}
