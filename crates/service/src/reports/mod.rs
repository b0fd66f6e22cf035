//! Figures of days and periods. They come from running totals that the projector writes, and
//! may lag by a moment; `lag` of the summary says by how much.
//!
//! COST: a report reads the totals of its days. Members who were there in a period are
//! counted exactly, from bits (see the store), and nothing looks at the journal.

mod days;
mod expiring;
mod memberships;
mod overview;
mod raffles;
mod rewards;
mod rules;
mod span;
mod stores;
mod tiers;

pub use days::{Day, Numbers, UnitMoves, days};
pub use expiring::{ExpiringDay, expiring};
pub use memberships::{PlanFigures, memberships};
pub(crate) use memberships::{
    TERM_FEES, TERM_REFUNDS, TERMS_CANCELLED, TERMS_OVER, TERMS_RETURNED, TERMS_SOLD, TRIALS,
};
pub use overview::{Expires, Liability, Overview, Period, overview};
pub use raffles::{RaffleFigures, raffles};
pub(crate) use rewards::{REWARDS, REWARDS_CANCELLED};
pub use rewards::{RewardFigures, rewards};
pub use rules::{RuleFigures, rules};
pub use span::Span;
pub(crate) use span::soon;
pub use stores::{StoreFigures, stores};
pub use tiers::{TierFigures, tiers};

/// Units that were issued, less what was taken back; by unit.
pub(crate) const UNITS_ISSUED: &str = "issued";

/// Units that were spent, less what came back; by unit.
pub(crate) const UNITS_SPENT: &str = "redeemed";

/// Units that expired; by unit.
pub(crate) const UNITS_EXPIRED: &str = "expired";

/// Entries in which a rule did something; by rule.
pub(crate) const RULE_TIMES: &str = "rule_times";

/// Discounts of a rule; by rule.
pub(crate) const RULE_DISCOUNT: &str = "rule_discount";

/// Units of a rule, less what was taken back; by unit and rule.
pub(crate) const RULE_UNITS: &str = "rule_units";
