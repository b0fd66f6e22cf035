//! Who signs in.

use super::PostgresStore;
use super::configuration::begin_generation;
use super::link::Params;
use super::row::{all, get_instant, get_json, get_small, get_uint, int, optional};
use super::sql::people as sql;
use super::transaction::Writing;
use crate::StoreError;
use crate::people::{People, SessionRow, StaffRow, TicketRow, TillRow};
use crate::words::to_json;
use async_trait::async_trait;
use model::Instant;
use model::entry::Hash;
use model::id::{SessionId, StaffId, TillId};
use tokio_postgres::Row;
use uuid::Uuid;

#[async_trait]
impl People for PostgresStore {
    async fn create_staff(&self, staff: StaffRow) -> Result<bool, StoreError> {
        let (email, body) = (staff.email.as_deref(), to_json(&staff)?);
        Ok(self.change(sql::INSERT_STAFF, &[&staff.id.0, &email, &body]).await? > 0)
    }

    async fn change_staff(&self, before: StaffRow, after: StaffRow) -> Result<bool, StoreError> {
        let writing = self.begin().await?;
        let found = optional(writing.row(sql::LOCK_STAFF, &[&before.id.0]).await?, staff)?;
        if !found.is_some_and(|found| found.is_as(&before)) {
            writing.rollback().await?;
            return Ok(false);
        }
        let (email, body) = (after.email.as_deref(), to_json(&after)?);
        ended(writing, sql::UPDATE_STAFF, &[&before.id.0, &email, &body]).await.map(|n| n > 0)
    }

    async fn find_staff(&self, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
        optional(self.row(sql::FIND_STAFF, &[&id.0]).await?, staff)
    }

    async fn find_staff_by_email(&self, email: &str) -> Result<Option<StaffRow>, StoreError> {
        optional(self.row(sql::FIND_STAFF_BY_EMAIL, &[&email]).await?, staff)
    }

    async fn list_staff(&self) -> Result<Vec<StaffRow>, StoreError> {
        all(&self.rows(sql::LIST_STAFF, &[]).await?, staff)
    }

    async fn use_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError> {
        Ok(self.change(sql::USE_STEP, &[&id.0, &int(step)]).await? > 0)
    }

    async fn create_till(&self, till: TillRow) -> Result<bool, StoreError> {
        Ok(self.change(sql::INSERT_TILL, &[&till.id.0, &to_json(&till)?]).await? > 0)
    }

    async fn change_till(&self, till: TillRow) -> Result<bool, StoreError> {
        Ok(self.end(sql::UPDATE_TILL, &[&till.id.0, &to_json(&till)?]).await? > 0)
    }

    async fn find_till(&self, id: TillId) -> Result<Option<TillRow>, StoreError> {
        optional(self.row(sql::FIND_TILL, &[&id.0]).await?, |r| get_json(r, 0))
    }

    async fn list_tills(&self) -> Result<Vec<TillRow>, StoreError> {
        all(&self.rows(sql::LIST_TILLS, &[]).await?, |r| get_json(r, 0))
    }

    async fn begin_session(&self, session: SessionRow) -> Result<(), StoreError> {
        let (till, body) = (session.till.map(|till| till.0), to_json(&session)?);
        let (seen, until) = (session.seen_at.as_millisecond(), session.until.as_millisecond());
        let token = &session.token.0[..];
        let params: Params<'_> =
            &[&token, &session.id.0, &session.subject, &till, &seen, &until, &body];
        self.change(sql::INSERT_SESSION, params).await.map(|_| ())
    }

    async fn find_session(&self, token: Hash) -> Result<Option<SessionRow>, StoreError> {
        optional(self.row(sql::FIND_SESSION, &[&&token.0[..]]).await?, session)
    }

    async fn list_sessions(&self, subject: Uuid) -> Result<Vec<SessionRow>, StoreError> {
        all(&self.rows(sql::LIST_SESSIONS, &[&subject]).await?, session)
    }

    async fn see_session(
        &self,
        token: Hash,
        seen_at: Instant,
        until: Instant,
    ) -> Result<(), StoreError> {
        let (seen, until) = (seen_at.as_millisecond(), until.as_millisecond());
        self.change_relaxed(sql::SEE_SESSION, &[&&token.0[..], &seen, &until]).await.map(|_| ())
    }

    async fn end_session(&self, subject: Uuid, id: SessionId) -> Result<bool, StoreError> {
        Ok(self.end(sql::END_SESSION, &[&subject, &id.0]).await? > 0)
    }

    async fn end_sessions(&self, subject: Uuid, but: Option<SessionId>) -> Result<u64, StoreError> {
        self.end(sql::END_SESSIONS, &[&subject, &but.map(|id| id.0)]).await
    }

    async fn end_sessions_at(&self, till: TillId) -> Result<u64, StoreError> {
        self.end(sql::END_SESSIONS_AT, &[&till.0]).await
    }

    async fn put_ticket(&self, ticket: TicketRow) -> Result<(), StoreError> {
        let (tries, until) = (i64::from(ticket.tries), ticket.until.as_millisecond());
        let body = to_json(&ticket)?;
        let params: Params<'_> = &[&&ticket.hash.0[..], &tries, &until, &body];
        self.change(sql::PUT_TICKET, params).await.map(|_| ())
    }

    async fn ensure_ticket(&self, ticket: TicketRow, now: Instant) -> Result<(), StoreError> {
        let (tries, until) = (i64::from(ticket.tries), ticket.until.as_millisecond());
        let (body, now) = (to_json(&ticket)?, now.as_millisecond());
        let params: Params<'_> = &[&&ticket.hash.0[..], &tries, &until, &body, &now];
        self.change(sql::ENSURE_TICKET, params).await.map(|_| ())
    }

    async fn claim_ticket(&self, ticket: TicketRow, now: Instant) -> Result<TicketRow, StoreError> {
        let (tries, until) = (i64::from(ticket.tries), ticket.until.as_millisecond());
        let (body, now) = (to_json(&ticket)?, now.as_millisecond());
        let params: Params<'_> = &[&&ticket.hash.0[..], &tries, &until, &body, &now];
        let writing = self.begin_relaxed().await?;
        let kept = writing.row(sql::CLAIM_TICKET, params).await?;
        writing.commit().await?;
        // Something is there in any case: the new one or the one before it.
        Ok(optional(kept, ticket_of)?.unwrap_or(ticket))
    }

    async fn use_ticket(&self, hash: Hash, now: Instant) -> Result<Option<TicketRow>, StoreError> {
        self.ticket(sql::USE_TICKET, hash, now).await
    }

    async fn try_ticket(&self, hash: Hash, now: Instant) -> Result<Option<TicketRow>, StoreError> {
        self.ticket(sql::TRY_TICKET, hash, now).await
    }

    async fn forget_access(&self, before: Instant, limit: u32) -> Result<u64, StoreError> {
        let (before, limit) = (before.as_millisecond(), i64::from(limit));
        let sessions = self.change(sql::FORGET_SESSIONS, &[&before, &limit]).await?;
        let tickets = self.change(sql::FORGET_TICKETS, &[&before, &limit]).await?;
        Ok(sessions + tickets)
    }
}

impl PostgresStore {
    /// Takes access away: how many rows were changed.
    async fn end(&self, sql: &'static str, params: Params<'_>) -> Result<u64, StoreError> {
        ended(self.begin().await?, sql, params).await
    }

    async fn ticket(
        &self,
        sql: &'static str,
        hash: Hash,
        now: Instant,
    ) -> Result<Option<TicketRow>, StoreError> {
        let writing = self.begin().await?;
        let found = writing.row(sql, &[&&hash.0[..], &now.as_millisecond()]).await?;
        writing.commit().await?;
        optional(found, ticket_of)
    }
}

fn ticket_of(row: &Row) -> Result<TicketRow, StoreError> {
    Ok(TicketRow { tries: get_small(row, 1)?, ..get_json(row, 0)? })
}

/// The last statement of a transaction that takes access away. Nothing is kept when no row was
/// changed.
async fn ended(
    writing: Writing<'_>,
    sql: &'static str,
    params: Params<'_>,
) -> Result<u64, StoreError> {
    let count = writing.execute(sql, params).await?;
    if count == 0 {
        writing.rollback().await?;
        return Ok(0);
    }
    begin_generation(&writing).await?;
    writing.commit().await?;
    Ok(count)
}

fn staff(row: &Row) -> Result<StaffRow, StoreError> {
    let mut staff: StaffRow = get_json(row, 0)?;
    staff.second.used_step = get_uint(row, 1)?;
    Ok(staff)
}

fn session(row: &Row) -> Result<SessionRow, StoreError> {
    let mut session: SessionRow = get_json(row, 0)?;
    session.seen_at = get_instant(row, 1)?;
    session.until = get_instant(row, 2)?;
    Ok(session)
}
