//! Use cases: authorise, load the snapshot, decide, book, append; timed jobs.
//!
//! [`Tessera`] is the service over one organisation's store; the modules are the use
//! cases. All changes go through one path (`commit`), so all of them are idempotent by
//! key, judged by the version of their own time, and explained the same way.

pub mod adjustments;
pub mod affiliates;
pub mod approvals;
pub mod audit;
pub mod background;
pub mod badges;
pub mod branding;
pub mod cards;
pub mod causes;
pub mod certificates;
pub mod choices;
mod clock;
mod codes;
mod commit;
pub mod coupons;
mod documents;
mod entropy;
mod error;
pub mod events;
pub mod exchanges;
pub mod explain;
mod fresh;
pub mod gifts;
pub mod groups;
pub mod history;
pub mod holds;
pub mod identity;
pub mod imports;
pub mod jobs;
pub mod keys;
pub mod leaderboards;
mod marks;
pub mod members;
pub mod memberships;
mod notes;
mod outbound;
mod own_account;
pub mod partners;
pub mod people;
pub mod permissions;
mod picture;
pub mod price_claims;
pub mod programmes;
pub mod projector;
pub mod proofs;
pub mod purchase;
pub mod raffles;
pub mod receipt_claims;
pub mod receipts;
pub mod referrals;
pub mod replays;
pub mod reports;
mod request;
pub mod returns;
pub mod rewards;
pub mod scenario;
pub mod standing;
mod state;
mod steady;
pub mod stores;
pub mod submissions;
pub mod summary;
mod tasks;
pub mod templates;
mod tessera;
pub mod trying;
pub mod verify;
mod versions;
pub mod view;
pub mod webhooks;

pub use clock::{Clock, MovableClock, SystemClock};
pub use commit::{CertificateTender, Committed};
pub use engine::draw;
pub use entropy::{Entropy, SeededEntropy, SystemEntropy};
pub use error::{Broken, Error, Refused};
pub use identity::{Identity, IdentityKind, Who};
pub use permissions::Permissions;
pub use programme::rulebook::{Handover, MetricKind, Rulebook, Text, Track, Unit, UnitKind};
pub use programme::rules_page;
pub use request::Ask;
pub use state::CacheNumbers;
pub use steady::SteadyClock;
pub use store::{
    ActFilter, Activation, ApiKeyRow, BatchRow, Cursor, DailyTotal, HistogramRead, Listed,
    MemberFilter, MemberRow, Page, ReceiptFilter, ReceiptListRow, Store, StoreError,
    SubmissionFilter, SubmissionState, TierCount, VersionRow, VersionState, VersionSummary,
};
pub use tessera::{Options, Tessera};
