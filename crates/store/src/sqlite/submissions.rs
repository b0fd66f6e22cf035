//! What was handed in for a decision.

use super::journal::{one_more, place};
use super::row::{self, all, get_id, get_instant, get_json, get_key, get_owner, optional};
use super::sql::{lists, projection};
use crate::words;
use crate::{
    Listed, Page, ProjectionBatch, StoreError, SubmissionFilter, SubmissionRow, SubmissionState,
};
use model::Key;
use model::id::SubmissionId;
use rusqlite::types::Type;
use rusqlite::{Connection, Row, params};

/// Writes what a batch says of submissions.
pub(super) fn write(connection: &Connection, batch: &ProjectionBatch) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(projection::INSERT_SUBMISSION)?;
    for row in &batch.submissions {
        let attributes = serde_json::to_vec(&row.attributes)
            .map_err(|e| StoreError::Database(e.to_string().into()))?;
        insert.execute(params![
            row.id.0.as_bytes(),
            row.owner.id.as_bytes(),
            row::kind_number(row.owner.kind),
            row.event.as_str(),
            row.reference.as_ref().map(Key::as_str),
            row.evidence.as_deref(),
            attributes,
            row.at.as_millisecond(),
        ])?;
    }
    let mut decide = connection.prepare_cached(projection::DECIDE_SUBMISSION)?;
    for decision in &batch.decided {
        let state = match decision.approved {
            true => SubmissionState::Approved,
            false => SubmissionState::Rejected,
        };
        let at = decision.at.as_millisecond();
        decide.execute(params![decision.id.0.as_bytes(), words::state_number(state), at])?;
    }
    Ok(())
}

/// One page of submissions.
pub(super) fn list(
    connection: &Connection,
    filter: &SubmissionFilter,
    page: &Page,
) -> Result<Listed<SubmissionRow>, StoreError> {
    let (oldest, newest) = match filter.state {
        Some(SubmissionState::Open) => {
            (lists::OPEN_SUBMISSIONS_OLDEST, lists::OPEN_SUBMISSIONS_NEWEST)
        }
        _ => (lists::SUBMISSIONS_OLDEST, lists::SUBMISSIONS_NEWEST),
    };
    let (sql, from) = place(page, oldest, newest)?;
    let mut list = connection.prepare_cached(sql)?;
    let state = filter.state.map(words::state_number);
    let event = filter.event.as_ref().map(Key::as_str);
    let owner = filter.owner.map(|owner| *owner.id.as_bytes());
    let parameters = params![from, one_more(page), state, event, owner];
    let rows = all(&mut list, parameters, submission)?;
    let cut = Listed::cut(rows, page.rows(), |(number, _)| number.to_string());
    let items = cut.items.into_iter().map(|(_, row)| row).collect();
    Ok(Listed { items, next: cut.next })
}

/// One submission.
pub(super) fn find(
    connection: &Connection,
    id: SubmissionId,
) -> Result<Option<SubmissionRow>, StoreError> {
    let mut find = connection.prepare_cached(lists::FIND_SUBMISSION)?;
    let found = optional(&mut find, params![id.0.as_bytes()], submission)?;
    Ok(found.map(|(_, row)| row))
}

/// A submission and its number in the list.
fn submission(row: &Row<'_>) -> rusqlite::Result<(i64, SubmissionRow)> {
    let submission = SubmissionRow {
        id: SubmissionId(get_id(row, 1)?),
        owner: get_owner(row, 2)?,
        event: get_key(row, 4)?,
        reference: row::get_opt_text(row, 5)?.map(Key),
        evidence: row::get_opt_text(row, 6)?,
        attributes: get_json(row, 7)?,
        at: get_instant(row, 8)?,
        state: words::state_of(row.get(9)?)
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(9, Type::Integer, e.into()))?,
        decided_at: row::get_opt_instant(row, 10)?,
    };
    Ok((row.get(0)?, submission))
}
