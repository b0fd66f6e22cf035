//! Looking after the database.

use super::journal::one_more;
use super::row::{self, all, get_key, get_uint, int};
use super::sql::{claims, journal, maintenance, pending};
use super::{Durability, Engine, SqliteStore, look_up, projection};
use crate::{
    CheckDepth, CheckReport, CounterRow, IdentityClaim, JournalRow, Listed, Maintenance,
    OwnerCursor, Page, ReceiptRow, StoreError, StoreGauges,
};
use async_trait::async_trait;
use model::id::ReceiptId;
use model::{Instant, Owner};
use rusqlite::{Connection, params};

#[async_trait]
impl Maintenance for SqliteStore {
    async fn check(&self, depth: CheckDepth) -> Result<CheckReport, StoreError> {
        let mut report = self.read_long(move |connection| check(connection, depth)).await?;
        let (place, log) = match &self.engine {
            Engine::Memory(_) => ("memory".to_owned(), None),
            Engine::File(file) => {
                let mut log = file.path.clone().into_os_string();
                log.push("-wal");
                let bytes = std::fs::metadata(log).map(|m| m.len()).ok();
                (file.path.display().to_string(), bytes)
            }
        };
        report.facts.insert(0, ("place", place));
        if let Some(bytes) = log {
            report.facts.push(("log_bytes", bytes.to_string()));
        }
        Ok(report)
    }

    async fn scan_chains(
        &self,
        after: Option<OwnerCursor>,
        through: u64,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError> {
        if after.is_none() {
            self.settle().await?;
        }
        self.read_long(move |connection| {
            let (owner, seq) = match after {
                None => (Vec::new(), 0),
                Some(cursor) => (cursor.owner.as_bytes().to_vec(), int(cursor.seq)),
            };
            let mut list = connection.prepare_cached(journal::CHAINS)?;
            let parameters = params![owner, seq, int(through), limit];
            all(&mut list, parameters, row::journal)
        })
        .await
    }

    async fn without_entries(&self, owners: Vec<Owner>) -> Result<Vec<Owner>, StoreError> {
        let recent = self.desk.recent.clone();
        self.read_long(move |connection| {
            let mut missing = without_entries(connection, owners)?;
            // What was claimed a moment ago is in no table yet.
            let mut outcome = Ok(());
            missing.retain(|owner| match look_up::head(connection, &recent, owner.id) {
                Ok(seq) => seq == 0,
                Err(error) => {
                    outcome = Err(error);
                    true
                }
            });
            outcome.map(|()| missing)
        })
        .await
    }

    async fn scan_receipts(&self, page: Page) -> Result<Listed<ReceiptRow>, StoreError> {
        if page.cursor.is_none() {
            self.settle().await?;
        }
        self.read_long(move |connection| {
            let after = match &page.cursor {
                None => Vec::new(),
                Some(cursor) => {
                    let id = cursor.0.parse::<ReceiptId>();
                    id.map_err(|_| StoreError::InvalidCursor)?.0.as_bytes().to_vec()
                }
            };
            let mut list = connection.prepare_cached(claims::SCAN_RECEIPTS)?;
            let rows = all(&mut list, params![after, one_more(&page)], row::receipt)?;
            Ok(Listed::cut(rows, page.rows(), |r| r.id.to_string()))
        })
        .await
    }

    async fn scan_identities(&self, page: Page) -> Result<Listed<IdentityClaim>, StoreError> {
        self.read_long(move |connection| {
            let (kind, value) = match &page.cursor {
                None => ("", ""),
                Some(cursor) => cursor.0.split_once(':').ok_or(StoreError::InvalidCursor)?,
            };
            let mut list = connection.prepare_cached(claims::SCAN_IDENTITIES)?;
            let rows = all(&mut list, params![kind, value, one_more(&page)], row::identity)?;
            Ok(Listed::cut(rows, page.rows(), |r| format!("{}:{}", r.kind, r.value)))
        })
        .await
    }

    async fn scan_counters(&self, page: Page) -> Result<Listed<CounterRow>, StoreError> {
        self.read_long(move |connection| {
            let after = page.cursor.as_ref().map_or("", |c| c.0.as_str());
            let mut list = connection.prepare_cached(claims::SCAN_COUNTERS)?;
            let rows = all(&mut list, params![after, one_more(&page)], |r| {
                Ok(CounterRow { counter: get_key(r, 0)?, value: r.get(1)? })
            })?;
            Ok(Listed::cut(rows, page.rows(), |r| r.counter.to_string()))
        })
        .await
    }

    async fn forget_idempotency(&self, before: Instant, limit: u32) -> Result<u64, StoreError> {
        if self.desk.recent.read().oldest_request().is_some_and(|at| at < before) {
            self.settle().await?;
        }
        self.write(Durability::WithTheNext, move |connection| {
            let before = before.as_millisecond();
            let mut find = connection.prepare_cached(maintenance::HAS_OLD_KEYS)?;
            if !find.query_row(params![before], |r| r.get(0))? {
                return Ok(0);
            }
            let mut forget = connection.prepare_cached(maintenance::FORGET_IDEMPOTENCY)?;
            let count = forget.execute(params![before, limit])?;
            Ok(u64::try_from(count).unwrap_or(u64::MAX))
        })
        .await
    }

    fn gauges(&self) -> &StoreGauges {
        &self.desk.gauges
    }
}

/// Those without an entry in the table, read in one transaction so that pages are kept.
fn without_entries(connection: &Connection, owners: Vec<Owner>) -> Result<Vec<Owner>, StoreError> {
    let transaction = connection.unchecked_transaction()?;
    let mut missing = Vec::new();
    let mut find = transaction.prepare_cached(journal::POSITION)?;
    for owner in owners {
        if !find.exists(params![owner.id.as_bytes(), 1])? {
            missing.push(owner);
        }
    }
    drop(find);
    transaction.finish()?;
    Ok(missing)
}

fn check(connection: &Connection, depth: CheckDepth) -> Result<CheckReport, StoreError> {
    let sql = match depth {
        CheckDepth::Quick => maintenance::QUICK_CHECK,
        CheckDepth::Full => maintenance::FULL_CHECK,
    };
    let mut problems: Vec<String> = all(&mut connection.prepare(sql)?, [], |r| r.get(0))?;
    problems.retain(|line| line != "ok");
    let number = |sql: &str| connection.query_row(sql, [], |r| r.get::<_, i64>(0));
    if matches!(depth, CheckDepth::Full) {
        let lost = number(pending::LOST_ENTRIES)?;
        if lost != 0 {
            problems.push(format!("{lost} entries are in no list of their owner"));
        }
    }
    let mode: String = connection.query_row(maintenance::JOURNAL_MODE, [], |r| r.get(0))?;
    Ok(CheckReport {
        backend: format!("SQLite {}", rusqlite::version()).into(),
        schema: connection.query_row(maintenance::SCHEMA_VERSION, [], |r| r.get(0))?,
        problems,
        facts: vec![
            ("journal_mode", mode),
            ("page_bytes", number(maintenance::PAGE_SIZE)?.to_string()),
            ("pages", number(maintenance::PAGE_COUNT)?.to_string()),
            ("free_pages", number(maintenance::FREE_PAGES)?.to_string()),
        ],
        journal_head: connection.query_row(journal::HEAD, [], |r| get_uint(r, 0))?,
        projection_position: projection::position(connection)?,
    })
}
