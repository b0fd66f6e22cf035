//! What must follow from a step. Everything is optional and exact.

use super::document::Map;
use super::scalars::{Ending, Number};
use schemars::JsonSchema;
use serde::Deserialize;

/// What must follow.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ExpectSection {
    /// Of whom balances, tiers, coupons and metrics are meant; of the step's member when absent.
    pub(super) member: Option<String>,
    /// Before discounts.
    pub(super) total: Option<Number>,
    /// All discounts.
    pub(super) discount: Option<Number>,
    /// Left to pay.
    pub(super) payable: Option<Number>,
    /// Paid with units, in money.
    pub(super) by_units: Option<Number>,
    /// Paid from certificates.
    pub(super) by_certificates: Option<Number>,
    /// Money that goes back.
    pub(super) refund: Option<Number>,
    /// Money that goes back as units.
    pub(super) refund_by_units: Option<Number>,
    /// Money that goes back to certificates.
    pub(super) refund_by_certificates: Option<Number>,
    /// Earned by this step: all units of it.
    pub(super) earned: Option<Map<Number>>,
    /// Spent by this step: all units of it.
    pub(super) spent: Option<Map<Number>>,
    /// Earnings taken back by this step: all units of it.
    pub(super) taken_back: Option<Map<Number>>,
    /// Spendings given back by this step: all units of it.
    pub(super) given_back: Option<Map<Number>>,
    /// What can be spent.
    pub(super) balance: Map<Number>,
    /// Not active yet.
    pub(super) pending: Map<Number>,
    /// Reserved.
    pub(super) held: Map<Number>,
    /// Owed.
    pub(super) debt: Map<Number>,
    /// Tier per track; `none` when there is none.
    pub(super) tier: Map<String>,
    /// Open coupons: all of them.
    pub(super) coupons: Option<Vec<String>>,
    /// Money on certificates.
    pub(super) certificate: Map<Number>,
    /// What was refused in part: all codes. Steps that say nothing expect nothing to be refused.
    pub(super) refusals: Option<Vec<String>>,
    /// What the cashier is told: all of it.
    pub(super) hints: Option<Vec<HintSection>>,
    /// Discounts per rule: all of them.
    pub(super) discounts: Option<Map<Number>>,
    /// Lines of the receipt.
    pub(super) lines: Map<LineExpectation>,
    /// The whole step is refused with this code.
    pub(super) error: Option<String>,
    /// Running numbers of the member, in their current period.
    pub(super) metric: Map<Number>,
    /// Texts that must occur in the explanation.
    pub(super) explains: Vec<String>,
    /// What the member is told by this step: all texts.
    pub(super) messages: Option<Vec<String>>,
    /// Rules that gave nothing in this step, for comparison: all of them.
    pub(super) held_out: Option<Vec<String>>,
    /// What came out of surprises in this step: all of it.
    pub(super) surprise: Option<Names>,
    /// What became due to whom by this step: all of it, in money.
    pub(super) accrued: Option<Map<Number>>,
    /// How often which prize was won in this step: all of them.
    pub(super) winners: Option<Map<Number>>,
    /// The member's tags: all of them.
    pub(super) tags: Option<Vec<String>>,
    /// The member's badges: all of them.
    pub(super) badges: Option<Vec<String>>,
    /// What counts of choices now.
    pub(super) choices: Map<Vec<String>>,
    /// Local time when paid memberships end, or only the day; `none` when there is none.
    pub(super) memberships: Map<Ending>,
    /// Whether a membership has paid for itself.
    pub(super) meter: Option<MeterExpectation>,
    /// What the member has proven: all of it.
    pub(super) verified: Option<Vec<String>>,
    /// Products that the member has registered: one word for each.
    pub(super) products: Option<Vec<String>>,
    /// Actions of the member that wait for a decision: all of them.
    pub(super) submissions: Option<Vec<String>>,
    /// How many things rules will give the member later.
    pub(super) scheduled: Option<u32>,
    /// Groups that the member belongs to: all of them, by kind or by their own names.
    pub(super) groups: Option<Vec<String>>,
    /// What groups hold.
    pub(super) group_balance: Map<Map<Number>>,
    /// What is due to whom in the present period of settlement, or in the period that the
    /// step closed: all of it, in money.
    pub(super) statement: Option<Map<Number>>,
    /// What has come together for causes, in money; votes as `votes:REFERENCE`.
    pub(super) counters: Map<Number>,
    /// The best of leaderboards: names, or names with numbers.
    pub(super) leaderboard: Map<Vec<Standing>>,
}

/// One name, or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Names {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// Whether a membership has paid for itself.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MeterExpectation {
    /// Which membership.
    pub(super) membership: String,
    /// Saved in the present term.
    pub(super) saved: Option<Number>,
    /// Missing until the fee has paid for itself.
    pub(super) left: Option<Number>,
    /// How many of what is counted pay for the fee.
    pub(super) break_even: Option<Number>,
}

/// A place of a leaderboard. Members who did not agree to be named are `?`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Standing {
    /// Only the name.
    Name(String),
    /// The name (or nothing) and the number.
    Value(Option<String>, Number),
}

/// A hint: its sentence, or with what is missing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum HintSection {
    /// Which sentence.
    Text(String),
    /// Which sentence, and what is missing.
    Missing(MissingHint),
}

/// A hint with what is missing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MissingHint {
    /// Which sentence.
    pub(super) text: String,
    /// What is missing.
    pub(super) missing: Number,
}

/// One line of the receipt.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LineExpectation {
    /// Discounts.
    pub(super) discount: Option<Number>,
    /// After discounts.
    pub(super) paid: Option<Number>,
    /// Pieces given free.
    pub(super) free: Option<Number>,
}
