//! The backend for several nodes: a PostgreSQL server that every node writes to.
//!
//! Appends are written in groups by a few lanes ([`writer`]); point reads share a few
//! connections and are sent without waiting for each other; lists, scans and transactions
//! of configuration and jobs have connections of their own, so that they cannot starve the
//! rest. Where an entry stands in the journal is explained in [`position`].
//!
//! INVARIANTS: nothing waits longer than its deadline; no lock is held while a caller is
//! waited for; rows are locked in the order of tables and keys, so two writers never wait
//! for each other; a write whose outcome could not be found out is
//! [`StoreError::OutcomeUnknown`] and never silently repeated.
//!
//! COST: a point read is one round trip, a group of appends two, whatever its size. Exact states
//! and whom identities lead to, which every receipt asks for, are gathered: all that wait at the
//! same time are one round trip ([`gather`]).
//!
//! How the other files of this module talk to the database, in the order of preference:
//!
//! | for | call | shape |
//! |---|---|---|
//! | a point read | `self.rows(sql, &[..])`, `self.row(..)` | repeated when a connection is lost |
//! | a list or a scan | `self.rows_long(sql, &[..])` | likewise; planned for its parameters |
//! | a write | `self.write(Durability::Now, async \|t\| { t.rows(..); t.execute(..); Ok(..) })` | committed when `Ok` |
//! | a write in steps | `let t = self.begin().await?` (or `begin_relaxed`), `t.commit().await?` | rolled back when dropped |
//!
//! Statements are `'static` text from `postgres/sql`, prepared once per connection.
//! Parameters are references: `&i64` for BIGINT, `&i16` for SMALLINT ([`row::kind_number`]),
//! `&Uuid` for UUID, `&&[u8]` or `&Vec<u8>` for BYTEA, `&&str` for TEXT, `&Vec<..>` of these
//! for arrays. [`row`] has the readers of columns (`get_*`) and of whole rows;
//! [`row::all`] and [`row::optional`] apply them, [`row::place`] and [`row::one_more`]
//! serve pages. Many rows are written by one statement: `INSERT .. SELECT .. FROM
//! unnest($1::uuid[], ..)`, with the arrays in the order of the table's key. Numbers that
//! SQLite takes from rowids come from the table `numbers`: `UPDATE numbers SET value =
//! value + 1 WHERE name = $1 RETURNING value`, in the transaction that writes the row.

mod columns;
mod configuration;
mod connect;
mod distribution;
mod effects;
mod fault;
mod figures;
mod fold;
mod gather;
mod group;
mod jobs;
mod journal;
mod judge;
mod link;
mod lists;
mod maintenance;
mod marks;
mod options;
mod outcome;
mod people;
mod position;
mod projection;
mod row;
mod schema;
mod search;
mod sql;
mod submissions;
mod tasks;
mod tls;
mod transaction;
pub mod transfer;
mod webhook_rows;
mod webhooks;
mod write;
mod writer;

pub use distribution::{Distributed, Placement, TABLES};
pub use options::PostgresOptions;

use crate::{StoreError, StoreGauges};
use connect::{Connector, Pool, Shared};
use fold::States;
use gather::Gather;
use journal::Holders;
use options::Use;
use std::sync::Arc;
use writer::Queue;

/// A store in a database of a PostgreSQL server.
pub struct PostgresStore {
    short: Arc<Shared>,
    states: Gather<States>,
    holders: Gather<Holders>,
    long: Pool,
    writes: Pool,
    queue: Queue,
    /// From where positions are counted; see [`position`].
    base: u64,
    gauges: Arc<StoreGauges>,
}

impl PostgresStore {
    /// The number of the schema that this programme writes.
    pub const SCHEMA: u32 = schema::KNOWN;

    /// Opens a database, such as `postgres://user@host/database`, and brings it to the
    /// latest schema. Must be called on a runtime, which then runs the lanes.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, PostgresOptions::default()).await
    }

    /// Opens a database with settings other than the usual ones.
    pub async fn open_with(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let address = options::read(url)?;
        let gauges = Arc::new(StoreGauges::default());
        let connector = Arc::new(Connector::new(address, options, gauges.clone()));
        let options = &connector.options;
        let writes = Pool::new(connector.clone(), Use::Write, options.writes);
        let connection = writes.take(connector.deadline()).await?;
        let base = schema::migrate(&connection).await?;
        connection.done();
        let short = Arc::new(Shared::new(connector.clone()));
        Ok(Self {
            states: Gather::start(States(short.clone()), options.deadline),
            holders: Gather::start(Holders(short.clone()), options.deadline),
            short,
            long: Pool::new(connector.clone(), Use::Long, options.long_reads),
            queue: Queue::start(&connector, base, &gauges),
            writes,
            base,
            gauges,
        })
    }
}
