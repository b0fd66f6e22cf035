//! Who signs in.

use super::configuration::{begin_generation, changed};
use super::row::{all, get_instant, get_json, get_uint, int, optional};
use super::sql::people as sql;
use super::{Durability, SqliteStore};
use crate::StoreError;
use crate::people::{People, SessionRow, StaffRow, TicketRow, TillRow};
use crate::words::to_json;
use async_trait::async_trait;
use model::Instant;
use model::entry::Hash;
use model::id::{SessionId, StaffId, TillId};
use rusqlite::{Connection, Params, Row, params};
use uuid::Uuid;

#[async_trait]
impl People for SqliteStore {
    async fn create_staff(&self, staff: StaffRow) -> Result<bool, StoreError> {
        let body = to_json(&staff)?;
        self.write(Durability::Now, move |connection| {
            let parameters = params![staff.id.0.as_bytes(), staff.email.as_deref(), body];
            changed(connection, sql::INSERT_STAFF, parameters)
        })
        .await
    }

    async fn change_staff(&self, before: StaffRow, after: StaffRow) -> Result<bool, StoreError> {
        let body = to_json(&after)?;
        self.write(Durability::Now, move |connection| {
            let mut find = connection.prepare_cached(sql::FIND_STAFF)?;
            let found = optional(&mut find, params![before.id.0.as_bytes()], staff)?;
            if !found.is_some_and(|found| found.is_as(&before)) {
                return Ok(false);
            }
            let parameters = params![before.id.0.as_bytes(), after.email.as_deref(), body];
            Ok(end(connection, sql::UPDATE_STAFF, parameters)? > 0)
        })
        .await
    }

    async fn find_staff(&self, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND_STAFF)?;
            optional(&mut find, params![id.0.as_bytes()], staff)
        })
    }

    async fn find_staff_by_email(&self, email: &str) -> Result<Option<StaffRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND_STAFF_BY_EMAIL)?;
            optional(&mut find, params![email], staff)
        })
    }

    async fn list_staff(&self) -> Result<Vec<StaffRow>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(sql::LIST_STAFF)?;
            all(&mut list, [], staff)
        })
    }

    async fn use_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            changed(connection, sql::USE_STEP, params![id.0.as_bytes(), int(step)])
        })
        .await
    }

    async fn create_till(&self, till: TillRow) -> Result<bool, StoreError> {
        let body = to_json(&till)?;
        self.write(Durability::Now, move |connection| {
            changed(connection, sql::INSERT_TILL, params![till.id.0.as_bytes(), body])
        })
        .await
    }

    async fn change_till(&self, till: TillRow) -> Result<bool, StoreError> {
        let body = to_json(&till)?;
        self.write(Durability::Now, move |connection| {
            Ok(end(connection, sql::UPDATE_TILL, params![till.id.0.as_bytes(), body])? > 0)
        })
        .await
    }

    async fn find_till(&self, id: TillId) -> Result<Option<TillRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND_TILL)?;
            optional(&mut find, params![id.0.as_bytes()], |r| get_json(r, 0))
        })
    }

    async fn list_tills(&self) -> Result<Vec<TillRow>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(sql::LIST_TILLS)?;
            all(&mut list, [], |r| get_json(r, 0))
        })
    }

    async fn begin_session(&self, session: SessionRow) -> Result<(), StoreError> {
        let body = to_json(&session)?;
        self.write(Durability::Now, move |connection| {
            connection.prepare_cached(sql::INSERT_SESSION)?.execute(params![
                session.token.0,
                session.id.0.as_bytes(),
                session.subject.as_bytes(),
                session.till.map(|till| *till.0.as_bytes()),
                session.seen_at.as_millisecond(),
                session.until.as_millisecond(),
                body,
            ])?;
            Ok(())
        })
        .await
    }

    async fn find_session(&self, token: Hash) -> Result<Option<SessionRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND_SESSION)?;
            optional(&mut find, params![token.0], session)
        })
    }

    async fn list_sessions(&self, subject: Uuid) -> Result<Vec<SessionRow>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(sql::LIST_SESSIONS)?;
            all(&mut list, params![subject.as_bytes()], session)
        })
    }

    async fn see_session(
        &self,
        token: Hash,
        seen_at: Instant,
        until: Instant,
    ) -> Result<(), StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            let parameters = params![token.0, seen_at.as_millisecond(), until.as_millisecond()];
            changed(connection, sql::SEE_SESSION, parameters).map(|_| ())
        })
        .await
    }

    async fn end_session(&self, subject: Uuid, id: SessionId) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            let parameters = params![subject.as_bytes(), id.0.as_bytes()];
            Ok(end(connection, sql::END_SESSION, parameters)? > 0)
        })
        .await
    }

    async fn end_sessions(&self, subject: Uuid, but: Option<SessionId>) -> Result<u64, StoreError> {
        self.write(Durability::Now, move |connection| {
            let parameters = params![subject.as_bytes(), but.map(|id| *id.0.as_bytes())];
            end(connection, sql::END_SESSIONS, parameters)
        })
        .await
    }

    async fn end_sessions_at(&self, till: TillId) -> Result<u64, StoreError> {
        self.write(Durability::Now, move |connection| {
            end(connection, sql::END_SESSIONS_AT, params![till.0.as_bytes()])
        })
        .await
    }

    async fn put_ticket(&self, ticket: TicketRow) -> Result<(), StoreError> {
        let body = to_json(&ticket)?;
        self.write(Durability::Now, move |connection| {
            let until = ticket.until.as_millisecond();
            let parameters = params![ticket.hash.0, ticket.tries, until, body];
            changed(connection, sql::PUT_TICKET, parameters).map(|_| ())
        })
        .await
    }

    async fn ensure_ticket(&self, ticket: TicketRow, now: Instant) -> Result<(), StoreError> {
        let body = to_json(&ticket)?;
        self.write(Durability::Now, move |connection| {
            let (until, now) = (ticket.until.as_millisecond(), now.as_millisecond());
            let parameters = params![ticket.hash.0, ticket.tries, until, body, now];
            changed(connection, sql::ENSURE_TICKET, parameters).map(|_| ())
        })
        .await
    }

    async fn claim_ticket(&self, row: TicketRow, now: Instant) -> Result<TicketRow, StoreError> {
        let body = to_json(&row)?;
        self.write(Durability::WithTheNext, move |connection| {
            let (until, now) = (row.until.as_millisecond(), now.as_millisecond());
            let mut claim = connection.prepare_cached(sql::CLAIM_TICKET)?;
            let kept = claim.query_row(params![row.hash.0, row.tries, until, body, now], ticket)?;
            Ok(kept)
        })
        .await
    }

    async fn use_ticket(&self, hash: Hash, now: Instant) -> Result<Option<TicketRow>, StoreError> {
        self.write(Durability::Now, move |connection| {
            let mut take = connection.prepare_cached(sql::USE_TICKET)?;
            optional(&mut take, params![hash.0, now.as_millisecond()], ticket)
        })
        .await
    }

    async fn try_ticket(&self, hash: Hash, now: Instant) -> Result<Option<TicketRow>, StoreError> {
        self.write(Durability::Now, move |connection| {
            let mut take = connection.prepare_cached(sql::TRY_TICKET)?;
            optional(&mut take, params![hash.0, now.as_millisecond()], ticket)
        })
        .await
    }

    async fn forget_access(&self, before: Instant, limit: u32) -> Result<u64, StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            let parameters = params![before.as_millisecond(), limit];
            let sessions = connection.prepare_cached(sql::FORGET_SESSIONS)?.execute(parameters)?;
            let tickets = connection.prepare_cached(sql::FORGET_TICKETS)?.execute(parameters)?;
            Ok((sessions + tickets) as u64)
        })
        .await
    }
}

/// Takes access away: how many rows were changed.
fn end(connection: &Connection, sql: &str, parameters: impl Params) -> Result<u64, StoreError> {
    let count = connection.prepare_cached(sql)?.execute(parameters)?;
    if count > 0 {
        begin_generation(connection)?;
    }
    Ok(count as u64)
}

fn staff(row: &Row<'_>) -> rusqlite::Result<StaffRow> {
    let mut staff: StaffRow = get_json(row, 0)?;
    staff.second.used_step = get_uint(row, 1)?;
    Ok(staff)
}

fn session(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    let mut session: SessionRow = get_json(row, 0)?;
    session.seen_at = get_instant(row, 1)?;
    session.until = get_instant(row, 2)?;
    Ok(session)
}

fn ticket(row: &Row<'_>) -> rusqlite::Result<TicketRow> {
    Ok(TicketRow { tries: row.get(1)?, ..get_json(row, 0)? })
}
