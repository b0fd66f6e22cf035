//! Receipts and returns of a history.

use super::carry::{Carrying, Plan, Refusal, refusal};
use super::members::Looked;
use super::office::MOST_ERRORS;
use super::run::Run;
use super::worker::Done;
use super::{ImportError, RowError, RowErrors};
use crate::error::Error;
use programme::rulebook::Rulebook;
use simulation::{History, Reading};
use std::sync::Arc;

/// Rows that are shown before anything is done.
const SHOWN: usize = 20;

/// A history as the rows of a file of receipts, in the programme's own currency.
pub(super) fn history_of(rulebook: &Rulebook, file: &[u8]) -> Result<History, ImportError> {
    let reading = Reading {
        time_zone: rulebook.time_zone.clone(),
        currency_scale: rulebook.currency_scale,
        rate_micro: 1_000_000,
    };
    simulation::history::read(file, &reading).map_err(ImportError::Receipts)
}

/// Looks a file of receipts through. What is counted are joinings, purchases and returns, as
/// they will be carried out.
pub(super) fn check_receipts(rulebook: &Rulebook, file: &[u8]) -> Result<Looked, ImportError> {
    let history = history_of(rulebook, file)?;
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let header = rows.headers().map_err(ImportError::File)?.clone();
    let columns = header.iter().map(|name| (name.to_owned(), name.trim().to_lowercase()));
    let mut first = Vec::new();
    for row in rows.records().take(SHOWN) {
        let row = row.map_err(ImportError::File)?;
        first.push(row.iter().map(str::to_owned).collect());
    }
    Ok(Looked {
        rows: history.timeline.len() as u64,
        columns: columns.collect(),
        first,
        errors: RowErrors::of(row_errors(&history, &[]), MOST_ERRORS),
    })
}

/// Brings a history in; people who are not members yet join when `enrol` says so. `tell` hears
/// of every moment that is done. So many errors are kept.
pub async fn receipts(
    run: &mut Run,
    history: Arc<History>,
    enrol: bool,
    most_errors: usize,
    mut tell: impl FnMut(&Run) + Send,
) -> Result<RowErrors, Error> {
    let plan = Plan {
        history: history.clone(),
        actor: "import",
        enrol,
        personas: None,
        key: Some(run.key().into()),
    };
    let mut refusals = Vec::new();
    let mut carrying = Carrying::start(run.tessera(), &plan);
    while let Some(outcome) = carrying.next().await? {
        run.count(matches!(outcome.done, Done::Refused(..)));
        refusals.extend(refusal(&history, &outcome));
        if let Done::Committed(entry, repeated) = &outcome.done {
            run.kept(outcome.place as u64 + 1, entry, *repeated).await?;
        }
        tell(run);
    }
    Ok(RowErrors::of(row_errors(&history, &refusals), most_errors))
}

/// Everything that could not be used, by line: unreadable, refused, and returned without a sale.
pub fn row_errors(history: &History, refusals: &[Refusal]) -> Vec<RowError> {
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
