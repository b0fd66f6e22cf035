//! What was handed in for a decision.

use super::PostgresStore;
use super::row::{
    all, get, get_id, get_instant, get_json, get_key, get_opt_instant, get_opt_text, get_owner,
    kind_number, one_more, optional, place,
};
use super::sql::{lists, projection as sql};
use super::transaction::Writing;
use crate::words::{state_number, state_of};
use crate::{
    Listed, Page, ProjectionBatch, StoreError, SubmissionFilter, SubmissionRow, SubmissionState,
};
use model::Key;
use model::id::SubmissionId;
use tokio_postgres::Row;
use uuid::Uuid;

/// Writes what a batch says of submissions: first those that are new, because they may be
/// decided in the same batch.
pub(super) async fn write(
    writing: &Writing<'_>,
    batch: &ProjectionBatch,
) -> Result<(), StoreError> {
    if !batch.submissions.is_empty() {
        insert(writing, &batch.submissions).await?;
    }
    if batch.decided.is_empty() {
        return Ok(());
    }
    // Of several decisions about one the last counts.
    let decided: std::collections::BTreeMap<Uuid, _> =
        batch.decided.iter().map(|d| (d.id.0, d)).collect();
    let ids: Vec<Uuid> = decided.keys().copied().collect();
    let state = |approved| match approved {
        true => SubmissionState::Approved,
        false => SubmissionState::Rejected,
    };
    let states: Vec<i16> = decided.values().map(|d| state_number(state(d.approved))).collect();
    let at: Vec<i64> = decided.values().map(|d| d.at.as_millisecond()).collect();
    writing.execute(sql::DECIDE_SUBMISSIONS, &[&ids, &states, &at]).await?;
    Ok(())
}

async fn insert(writing: &Writing<'_>, rows: &[SubmissionRow]) -> Result<(), StoreError> {
    let last = optional(writing.row(sql::LAST_SUBMISSION, &[]).await?, |r| get::<i64>(r, 0))?;
    let first = last.unwrap_or(0) + 1;
    let numbers: Vec<i64> = (first..).take(rows.len()).collect();
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id.0).collect();
    let owners: Vec<Uuid> = rows.iter().map(|r| r.owner.id).collect();
    let kinds: Vec<i16> = rows.iter().map(|r| kind_number(r.owner.kind)).collect();
    let events: Vec<&str> = rows.iter().map(|r| r.event.as_str()).collect();
    let references: Vec<Option<&str>> =
        rows.iter().map(|r| r.reference.as_ref().map(Key::as_str)).collect();
    let evidence: Vec<Option<&str>> = rows.iter().map(|r| r.evidence.as_deref()).collect();
    let attributes = rows.iter().map(|r| serde_json::to_vec(&r.attributes));
    let attributes = attributes
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| StoreError::Database(e.to_string().into()))?;
    let at: Vec<i64> = rows.iter().map(|r| r.at.as_millisecond()).collect();
    writing
        .execute(
            sql::INSERT_SUBMISSIONS,
            &[&numbers, &ids, &owners, &kinds, &events, &references, &evidence, &attributes, &at],
        )
        .await?;
    Ok(())
}

impl PostgresStore {
    /// One page of submissions.
    pub(super) async fn submissions(
        &self,
        filter: SubmissionFilter,
        page: Page,
    ) -> Result<Listed<SubmissionRow>, StoreError> {
        let (oldest, newest) = match filter.state {
            Some(SubmissionState::Open) => {
                (lists::OPEN_SUBMISSIONS_OLDEST, lists::OPEN_SUBMISSIONS_NEWEST)
            }
            _ => (lists::SUBMISSIONS_OLDEST, lists::SUBMISSIONS_NEWEST),
        };
        let (sql, from) = place(&page, oldest, newest)?;
        let state = filter.state.map(state_number);
        let event = filter.event.as_ref().map(Key::as_str);
        let owner = filter.owner.map(|owner| owner.id);
        let rows = self.rows_long(sql, &[&from, &one_more(&page), &state, &event, &owner]).await?;
        let rows = all(&rows, submission)?;
        let cut = Listed::cut(rows, page.rows(), |(number, _)| number.to_string());
        Ok(Listed { items: cut.items.into_iter().map(|(_, row)| row).collect(), next: cut.next })
    }

    /// One submission.
    pub(super) async fn submission(
        &self,
        id: SubmissionId,
    ) -> Result<Option<SubmissionRow>, StoreError> {
        let found = optional(self.row(lists::FIND_SUBMISSION, &[&id.0]).await?, submission)?;
        Ok(found.map(|(_, row)| row))
    }
}

/// A submission and its number in the list.
fn submission(row: &Row) -> Result<(i64, SubmissionRow), StoreError> {
    let submission = SubmissionRow {
        id: SubmissionId(get_id(row, 1)?),
        owner: get_owner(row, 2)?,
        event: get_key(row, 4)?,
        reference: get_opt_text(row, 5)?.map(Key),
        evidence: get_opt_text(row, 6)?,
        attributes: get_json(row, 7)?,
        at: get_instant(row, 8)?,
        state: state_of(get(row, 9)?)?,
        decided_at: get_opt_instant(row, 10)?,
    };
    Ok((get(row, 0)?, submission))
}
