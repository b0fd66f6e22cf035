//! Decides events from programme, snapshot and activity, and explains why.
//!
//! [`decide`] is a pure function: no clock, no randomness, no I/O. Time and
//! seed are arguments, so the same inputs give the same bytes everywhere: at
//! the till, in tests, in back-tests and in audits.

mod actions;
mod between;
mod birthday;
mod cancelling;
mod causes;
mod celebrations;
mod certificates;
mod choices;
mod claiming;
mod consequences;
mod decide;
pub mod draw;
mod effects;
pub mod explain;
mod facts;
mod format;
mod fresh;
mod groups;
mod holds;
mod judge;
mod later;
mod limits;
mod memberships;
mod merging;
mod price_claims;
mod proofs;
mod purchase;
mod returning;
mod rewards;
mod shortage;
mod simple;
mod surprises;
mod tiers;
mod tiers_back;
mod tiers_periods;
mod time;
mod unconverting;

pub use choices::chosen;
pub use claiming::{claimable, kept};
pub use decide::{decide, next_due};
pub use judge::metric_value;
pub use merging::is_of_the_past;
pub use purchase::MOST_LINES;
pub use rewards::quota_left;

use model::entry::Claim;
use model::id::CertificateId;
use model::outcome::{Missing, Outcome, Returned};
use model::{Activity, Code, Entry, Happening, Instant, Key, Money, Snapshot};
use programme::rulebook::Rulebook;

/// Everything that a decision looks at.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The programme version valid at `at`.
    pub rulebook: &'a Rulebook,
    /// The owner's state. For receipts without a member: [`Snapshot::empty`] of the receipt.
    pub snapshot: &'a Snapshot,
    /// What the world did.
    pub activity: &'a Activity,
    /// When it happened for the business.
    pub at: Instant,
    /// When it is written down; time-driven work is done up to here. Not before `at`
    /// except for small clock differences.
    pub now: Instant,
    /// For returns and voids: what is undone. For cancelled rewards: the claim's entry.
    pub original: Option<Original<'a>>,
    /// The other people of the member's groups that pay together, for purchases and rewards.
    pub pool: &'a [&'a Snapshot],
    /// For what is undone: what is left on the certificates that may go back with it.
    pub certificates: &'a [(CertificateId, Money)],
    /// Global counters of which the store has said that nothing is left.
    pub exhausted: &'a [Key],
    /// Makes ids and draws; kept nowhere else.
    pub seed: [u8; 32],
    /// Whether to note every rule that did not apply, and why.
    pub detailed: bool,
}

impl<'a> Inputs<'a> {
    /// Only to look at a state: nothing happens.
    pub fn of_state(rulebook: &'a Rulebook, snapshot: &'a Snapshot, at: Instant) -> Self {
        Self {
            rulebook,
            snapshot,
            activity: &Activity::TimePassed,
            at,
            now: at,
            original: None,
            pool: &[],
            certificates: &[],
            exhausted: &[],
            seed: [0; 32],
            detailed: false,
        }
    }
}

/// A stored entry that is being undone.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a> {
    /// The entry itself.
    pub entry: &'a Entry,
    /// How far it was undone before.
    pub returned: &'a Returned,
}

/// What follows from an activity.
///
/// When a refusal in `outcome` is `fatal`, nothing happens: `events` is empty
/// and nothing may be appended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What happens, in order.
    pub events: Vec<Happening>,
    /// Numbers, refusals and hints for the till.
    pub outcome: Outcome,
    /// Global limits to be claimed with the append.
    pub claims: Vec<Claim>,
    /// With `detailed`: rules that did not apply, and why.
    pub notes: Vec<Note>,
}

impl Decision {
    /// The refusal that stops the whole activity, if there is one.
    pub fn fatal(&self) -> Option<&model::outcome::Refusal> {
        self.outcome.refusals.iter().find(|r| r.fatal)
    }
}

/// A rule that did not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which rule.
    pub rule: Key,
    /// Why not.
    pub code: Code,
    /// What is missing.
    pub missing: Option<Missing>,
}

/// The series that counts a member's purchases.
pub const PURCHASES: &str = "purchases/life";

/// The series that counts a member's purchases per period of a window.
fn purchases_in(window: model::calendar::Window) -> Key {
    Key(smol_str::format_smolstr!("purchases/{}", window.code()))
}
