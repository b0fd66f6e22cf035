//! Spreading the tables over several servers with the extension Citus.
//!
//! Every table says here what its rows are placed by. What belongs to an owner lies
//! together, so the state of an owner is read and written on one server; look-ups are
//! placed by what is looked up; the little that people set up is copied everywhere.
//!
//! INVARIANTS: the column that a table is placed by is in each of its unique keys, and in
//! every statement but the scans that are named as such; a test reads all of them. Nodes
//! talk to the coordinator, which gives out positions in the journal.
//!
//! COST: placing an empty table takes a moment, a full one is copied.

use super::PostgresStore;
use super::row::{all, get};
use super::sql::distribution as sql;
use crate::StoreError;

/// Where the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Spread by a column; tables that are spread by the same kind of thing lie together.
    By(&'static str),
    /// Copied to every server.
    Everywhere,
    /// On the coordinator only.
    Coordinator,
}

/// All tables.
pub const TABLES: &[(&str, Placement)] = &[
    ("journal", Placement::By("owner")),
    ("owners", Placement::By("owner")),
    ("member_tiers", Placement::By("owner")),
    ("member_terms", Placement::By("owner")),
    ("member_marks", Placement::By("owner")),
    ("postings", Placement::By("owner")),
    ("receipt_facts", Placement::By("owner")),
    ("rule_receipts", Placement::By("owner")),
    ("directory", Placement::By("owner")),
    ("idempotency", Placement::By("key")),
    ("receipts", Placement::By("id")),
    ("natural_keys", Placement::By("natural_key")),
    ("identities", Placement::By("value")),
    ("codes", Placement::By("hash")),
    // Limits over several counters are claimed by one lock in order, which needs one server.
    ("counters", Placement::Coordinator),
    ("submissions", Placement::By("id")),
    ("acts", Placement::By("position")),
    ("certificates", Placement::By("position")),
    ("visitors", Placement::By("owner")),
    ("visits", Placement::By("day")),
    ("totals", Placement::By("day")),
    ("accounts", Placement::Everywhere),
    ("expiring", Placement::Everywhere),
    ("member_counts", Placement::Everywhere),
    ("running_counts", Placement::Everywhere),
    ("stores", Placement::Everywhere),
    ("outbox", Placement::By("number")),
    ("import_rows", Placement::By("import")),
    ("webhook_deliveries", Placement::By("webhook")),
    ("webhook_attempts", Placement::By("webhook")),
    ("webhooks", Placement::Everywhere),
    ("projections", Placement::Everywhere),
    ("numbers", Placement::Everywhere),
    ("versions", Placement::Everywhere),
    ("activations", Placement::Everywhere),
    ("api_keys", Placement::Everywhere),
    ("settings", Placement::Everywhere),
    ("leases", Placement::Everywhere),
    ("imports", Placement::Everywhere),
    ("batches", Placement::Everywhere),
    ("staff", Placement::Everywhere),
    ("tills", Placement::Everywhere),
    ("tasks", Placement::Everywhere),
    ("sessions", Placement::Everywhere),
    ("tickets", Placement::Everywhere),
    ("schema_version", Placement::Coordinator),
];

/// The table that all others of owners lie together with.
const FIRST_OF_OWNERS: &str = "journal";

/// What became of distributing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Distributed {
    /// The tables are placed; those that were placed before are not named.
    Done(Vec<&'static str>),
    /// The server has the extension, but the database does not use it yet.
    NotCreated,
    /// The server does not have the extension.
    NotInstalled,
}

impl PostgresStore {
    /// Places all tables that are not placed yet, in one transaction. The triggers that
    /// keep the journal and published versions from being changed are taken away: the
    /// extension does not carry them.
    pub async fn distribute(&self) -> Result<Distributed, StoreError> {
        let Some(extension) = self.row(sql::EXTENSION, &[]).await? else {
            return Ok(Distributed::NotInstalled);
        };
        if !get::<bool>(&extension, 0)? {
            return Ok(Distributed::NotCreated);
        }
        let writing = self.begin().await?;
        writing.batch(sql::PATIENTLY).await?;
        let placed = writing.rows(sql::PLACED, &[]).await?;
        let placed = all(&placed, |r| get::<String>(r, 0))?;
        let missing = TABLES.iter().filter(|(table, _)| !placed.iter().any(|p| p == table));
        let mut done = Vec::new();
        for (table, placement) in missing {
            match placement {
                Placement::Coordinator => continue,
                Placement::By(column) => {
                    let with = match *column {
                        "owner" if *table != FIRST_OF_OWNERS => FIRST_OF_OWNERS,
                        _ => "none",
                    };
                    writing.batch(&sql::without_triggers(table)).await?;
                    writing.batch(&sql::spread(table, column, with)).await?;
                }
                Placement::Everywhere => {
                    writing.batch(&sql::without_triggers(table)).await?;
                    writing.batch(&sql::copy_everywhere(table)).await?;
                }
            }
            done.push(*table);
        }
        writing.commit().await?;
        Ok(Distributed::Done(done))
    }
}

#[cfg(test)]
mod tests;
