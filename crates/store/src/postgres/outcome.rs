//! What became of a transaction whose connection was lost after the commit was sent.
//!
//! The server knows the fate of its recent transactions by their numbers. While one is
//! still under way nothing can be said. When it has ended, its entries are there or not:
//! their hashes decide and not the number alone, because after a failover the new server
//! may give the same number to somebody else.
//!
//! COST: one connection and two round trips, when a connection was lost.

use super::connect::{Connector, Patience};
use super::fault::is_lost;
use super::group::Trace;
use super::link::Link;
use super::options::Use;
use super::row::get;
use super::sql::append as sql;
use crate::StoreError;
use tokio::time::{Instant, timeout_at};
use tokio_postgres::error::SqlState;

/// What was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All of it is durable.
    Written,
    /// Nothing of it is, and nothing will be.
    NotWritten,
    /// It could not be found out within the deadline.
    Unknown,
}

/// Finds out, on new connections, until the deadline.
pub(super) async fn find_out(connector: &Connector, trace: &Trace, deadline: Instant) -> Verdict {
    let mut patience = Patience::until(deadline);
    let mut link: Option<Link> = None;
    loop {
        let open = match link.take().filter(Link::is_sound) {
            Some(open) => Some(open),
            None => connector.open(Use::Lane, deadline, true).await.ok(),
        };
        if let Some(open) = &open
            && let Ok(Ok(Some(verdict))) = timeout_at(deadline, ask(open, trace)).await
        {
            return verdict;
        }
        link = open;
        if !patience.another().await {
            return Verdict::Unknown;
        }
    }
}

/// `None` while the transaction is under way, or when the server does not say.
async fn ask(link: &Link, trace: &Trace) -> Result<Option<Verdict>, StoreError> {
    let status = match link.rows(sql::STATUS, &[&trace.transaction.to_string()]).await {
        Ok(rows) => rows.first().map(|row| get::<Option<String>>(row, 0)).transpose()?.flatten(),
        // A number that this server has not given yet: it took over from another one.
        Err(error) if error.code() == Some(&SqlState::INVALID_PARAMETER_VALUE) => None,
        Err(error) if is_lost(&error) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if status.as_deref() == Some("in progress") {
        return Ok(None);
    }
    let (found, expected) = if trace.owners.is_empty() {
        let rows = link.rows(sql::COUNT_CODES, &[&trace.codes]).await?;
        (rows, trace.codes.len())
    } else {
        let entries = &[&trace.owners as _, &trace.seqs as _, &trace.hashes as _];
        (link.rows(sql::COUNT_ENTRIES, entries).await?, trace.owners.len())
    };
    let found: i64 = found.first().map_or(Ok(0), |row| get(row, 0))?;
    Ok(Some(match usize::try_from(found) {
        Ok(found) if expected > 0 && found == expected => Verdict::Written,
        Ok(0) if expected > 0 || status.as_deref() == Some("aborted") => Verdict::NotWritten,
        _ => Verdict::Unknown,
    }))
}
