//! The only SQL of Tessera: journal, claims, projections, configuration, jobs.
//!
//! [`Store`] is the interface; [`SqliteStore`] is the embedded backend and
//! [`PostgresStore`] the one for several nodes. One database is one organisation.
//!
//! INVARIANTS: an acknowledged append is durable and present exactly once; entries
//! are never changed or removed; everything that [`Projections`] writes can be thrown
//! away and built again from the journal; global counters never pass their maximum.
//!
//! COST: an append is one row with its claims, committed together with all appends
//! that wait at the same time. Lists and scans are kept apart from point reads, so that
//! they cannot starve them.

pub mod append;
pub mod configuration;
mod counts;
pub mod error;
pub mod figures;
pub mod gauges;
pub mod jobs;
pub mod journal;
pub mod lists;
pub mod maintenance;
mod marks;
pub mod page;
pub mod people;
pub mod postgres;
pub mod projection;
pub mod search;
pub mod sqlite;
pub mod tasks;
pub mod transfer;
pub mod visits;
pub mod webhooks;
mod words;

pub use append::{
    Append, Appended, BatchRow, CodeRow, CodeSubject, DirectoryRow, IdempotencyClaim,
    IdentityClaim, NewEntry, ReceiptClaim, ReturnClaim,
};
pub use configuration::{
    Activation, ApiKeyRow, Configuration, NewVersion, Publication, VersionRow, VersionState,
    VersionSummary,
};
pub use error::StoreError;
pub use figures::{Expiring, Figures, FiguresBatch, StoreRow, TotalsBy};
pub use gauges::{GaugesRead, HistogramRead, StoreGauges};
pub use jobs::{ImportRow, ImportRun, Jobs, Lease};
pub use journal::{IdempotencyRow, Journal, JournalRow, ReceiptRow};
pub use lists::{
    AccountTotal, ActFilter, DailyTotal, Lists, MemberFilter, MemberRow, ReceiptFilter,
    ReceiptListRow, SubmissionFilter, Summary, TierCount,
};
pub use maintenance::{CheckDepth, CheckReport, CounterRow, Maintenance, OwnerCursor};
pub use marks::{CountDelta, MARK_SUM, MARKED, Marks};
pub use page::{Cursor, Listed, MOST_LOOKED_AT, Page};
pub use people::People;
pub use postgres::{PostgresOptions, PostgresStore};
pub use projection::{
    ActRow, CertificateRow, DueOwner, OutboxEvent, OutboxRow, OwnerState, PostingRow,
    ProjectionBatch, ProjectionOutcome, Projections, ReceiptFact, ReceiptMove, ReturnFact,
    SubmissionDecision, SubmissionRow, SubmissionState, TotalDelta,
};
pub use search::{ContactRow, ExpiringWithin, MemberSearch, MemberTerms, Search};
pub use sqlite::{SqliteOptions, SqliteStore};
pub use tasks::{TaskRow, Tasks};
pub use visits::Visit;
pub use webhooks::Webhooks;

/// Everything that the service needs to keep, in one object: `Arc<dyn Store>`.
pub trait Store:
    Journal
    + Projections
    + Lists
    + Search
    + Figures
    + Configuration
    + People
    + Jobs
    + Tasks
    + Webhooks
    + Maintenance
{
}

impl<T> Store for T where
    T: Journal
        + Projections
        + Lists
        + Search
        + Figures
        + Configuration
        + People
        + Jobs
        + Tasks
        + Webhooks
        + Maintenance
{
}
