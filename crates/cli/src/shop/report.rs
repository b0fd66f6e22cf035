//! Rows that could not be used, as a file for whoever made the data.

use crate::failure::{Failure, chain};
use service::imports::RowError;
use std::path::Path;

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
