//! Looking after the database.

use super::PostgresStore;
use super::row::{self, all, get, get_key, get_small, get_uint, int, one_more, optional};
use super::sql::{claims, journal, maintenance as sql};
use super::transaction::Durability;
use crate::{
    CheckDepth, CheckReport, CounterRow, IdentityClaim, Journal, JournalRow, Listed, Maintenance,
    OwnerCursor, Page, ReceiptRow, StoreError, StoreGauges,
};
use async_trait::async_trait;
use model::id::ReceiptId;
use model::{Instant, Owner};
use std::collections::HashSet;
use uuid::Uuid;

#[async_trait]
impl Maintenance for PostgresStore {
    async fn check(&self, depth: CheckDepth) -> Result<CheckReport, StoreError> {
        let facts = self.rows_long(sql::FACTS, &[]).await?;
        let facts = facts.first().ok_or(StoreError::Misuse("a statement that always has a row"))?;
        let version: String = get(facts, 0)?;
        let mut problems: Vec<String> = Vec::new();
        for name in all(self.rows_long(sql::BROKEN_INDEXES, &[]).await?, |r| get(r, 0))? {
            let name: String = name;
            problems.push(format!("the index {name} is not valid"));
        }
        if get::<&str>(facts, 6)? == "off" {
            problems.push("synchronous_commit is off: answers come before the disk has it".into());
        }
        let compared = match depth {
            CheckDepth::Quick => "no".to_owned(),
            CheckDepth::Full => self.compare_indexes(&mut problems).await?,
        };
        let schema = self.row(sql::SCHEMA_VERSION, &[]).await?;
        let projection = self.row(sql::PROJECTION_POSITION, &[]).await?;
        Ok(CheckReport {
            backend: format!("PostgreSQL {version}").into(),
            schema: optional(schema, |r| get_small(r, 0))?.unwrap_or(0),
            problems,
            facts: vec![
                ("place", get(facts, 1)?),
                ("bytes", get::<i64>(facts, 2)?.to_string()),
                ("journal_bytes", get::<i64>(facts, 3)?.to_string()),
                ("fsync", get(facts, 4)?),
                ("full_page_writes", get(facts, 5)?),
                ("synchronous_commit", get(facts, 6)?),
                ("synchronous_standbys", get(facts, 7)?),
                ("indexes_compared", compared),
            ],
            journal_head: self.journal_head().await?,
            projection_position: optional(projection, |r| get_uint(r, 0))?.unwrap_or(0),
        })
    }

    async fn scan_chains(
        &self,
        after: Option<OwnerCursor>,
        through: u64,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError> {
        let (owner, seq) = after.map_or((Uuid::nil(), 0), |c| (c.owner, int(c.seq)));
        let params: super::link::Params<'_> = &[&owner, &seq, &int(through), &i64::from(limit)];
        all(self.rows_long(journal::CHAINS, params).await?, row::journal)
    }

    async fn without_entries(&self, mut owners: Vec<Owner>) -> Result<Vec<Owner>, StoreError> {
        let ids: Vec<Uuid> = owners.iter().map(|owner| owner.id).collect();
        let rows = self.rows_long(journal::BEGUN, &[&ids]).await?;
        let begun = rows.iter().map(|row| get(row, 0)).collect::<Result<HashSet<Uuid>, _>>()?;
        owners.retain(|owner| !begun.contains(&owner.id));
        Ok(owners)
    }

    async fn scan_receipts(&self, page: Page) -> Result<Listed<ReceiptRow>, StoreError> {
        let after = match &page.cursor {
            None => Uuid::nil(),
            Some(cursor) => {
                let id = cursor.0.parse::<ReceiptId>();
                id.map_err(|_| StoreError::InvalidCursor)?.0
            }
        };
        let rows = self.rows_long(claims::SCAN_RECEIPTS, &[&after, &one_more(&page)]).await?;
        Ok(Listed::cut(all(rows, row::receipt)?, page.rows(), |r| r.id.to_string()))
    }

    async fn scan_identities(&self, page: Page) -> Result<Listed<IdentityClaim>, StoreError> {
        let (kind, value) = match &page.cursor {
            None => ("", ""),
            Some(cursor) => cursor.0.split_once(':').ok_or(StoreError::InvalidCursor)?,
        };
        let params: super::link::Params<'_> = &[&kind, &value, &one_more(&page)];
        let rows = self.rows_long(claims::SCAN_IDENTITIES, params).await?;
        let name = |r: &IdentityClaim| format!("{}:{}", r.kind, r.value);
        Ok(Listed::cut(all(rows, row::identity)?, page.rows(), name))
    }

    async fn scan_counters(&self, page: Page) -> Result<Listed<CounterRow>, StoreError> {
        let after = page.cursor.as_ref().map_or("", |c| c.0.as_str());
        let rows = self.rows_long(claims::SCAN_COUNTERS, &[&after, &one_more(&page)]).await?;
        let counter = |r: &_| Ok(CounterRow { counter: get_key(r, 0)?, value: get(r, 1)? });
        Ok(Listed::cut(all(rows, counter)?, page.rows(), |r| r.counter.to_string()))
    }

    async fn forget_idempotency(&self, before: Instant, limit: u32) -> Result<u64, StoreError> {
        let (before, limit) = (before.as_millisecond(), i64::from(limit));
        self.write(Durability::WithTheNext, async |transaction| {
            transaction.execute(sql::FORGET_IDEMPOTENCY, &[&before, &limit]).await
        })
        .await
    }

    fn gauges(&self) -> &StoreGauges {
        &self.gauges
    }
}

impl PostgresStore {
    /// Compares every index with its table when the server has the extension for that; says
    /// how many were, or why not.
    async fn compare_indexes(&self, problems: &mut Vec<String>) -> Result<String, StoreError> {
        if self.rows_long(sql::HAS_AMCHECK, &[]).await?.is_empty() {
            return Ok("no: the extension amcheck is not installed in the database".to_owned());
        }
        let names: Vec<String> = all(self.rows_long(sql::INDEXES, &[]).await?, |r| get(r, 0))?;
        for name in &names {
            match self.rows_long(sql::CHECK_INDEX, &[name]).await {
                Ok(_) => {}
                Err(StoreError::Database(what) | StoreError::Fatal(what)) => {
                    problems.push(format!("{name}: {what}"));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(names.len().to_string())
    }
}
