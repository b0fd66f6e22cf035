//! The history under another programme.

use super::ids;
use super::text::{Day, Decimal, Moment, Word};
use model::id::{MemberId, ReplayId};
use serde::{Deserialize, Serialize};
use service::replays::{Cost, Example, Replay, ReplayResult, ReplayState, TierMove, UnitSum};
use utoipa::ToSchema;

/// A replay to begin: a document or a version, and the days that count.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "version": 2, "from": "2026-01-01", "until": "2026-12-31" }))]
pub(crate) struct NewReplay {
    /// The text of `programme.yaml`; either this or `version`.
    #[serde(default)]
    #[schema(max_length = 1000000)]
    pub(crate) document: Option<String>,
    /// A version, draft or published.
    #[serde(default)]
    pub(crate) version: Option<u32>,
    /// First day; a year before the end when absent.
    #[serde(default)]
    pub(crate) from: Option<Day>,
    /// Last day; now when absent.
    #[serde(default)]
    pub(crate) until: Option<Day>,
}

/// How far a replay is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReplayState)]
pub(crate) enum ReplayStateBody {
    /// On its way.
    Running,
    /// The result is there.
    Done,
    /// It ended without one.
    Failed,
}

/// A replay.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Replay)]
pub(crate) struct ReplayBody {
    /// Its id.
    #[schema(value_type = ids::ReplayId)]
    pub(crate) id: ReplayId,
    /// How far it is.
    state: ReplayStateBody,
    /// The version; 0 for a document that is not kept.
    version: u32,
    /// First moment that counts.
    from: Moment,
    /// First moment that does not count any more.
    until: Moment,
    /// Journal entries looked at.
    done: u64,
    /// Journal entries in all, when it began.
    total: u64,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<ReplayResultBody>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// What came of a replay.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReplayResult)]
pub(crate) struct ReplayResultBody {
    /// Receipts in the window.
    receipts: u64,
    /// Currency of all money.
    currency: Word,
    /// Sales before discounts.
    total: Decimal,
    /// What the journal says.
    before: CostBody,
    /// What would have been.
    after: CostBody,
    /// Members who would have got more.
    winners: u64,
    /// Members who would have got less.
    losers: u64,
    /// Members who would have got as much.
    unchanged: u64,
    /// Activities that the programme refuses and that were accepted.
    refused: u64,
    /// Members who would stand elsewhere at the end.
    tiers: Vec<TierMoveBody>,
    /// Those for whom most would change.
    examples: Vec<ExampleBody>,
}

/// What a programme gives.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReplayCost)]
struct CostBody {
    /// All discounts.
    discount: Decimal,
    /// Units that were issued.
    units: Vec<UnitSumBody>,
    /// What those are worth.
    worth: Decimal,
    /// Discounts and worth of the sales, in hundredths of a percent.
    share_bps: i64,
}

/// An amount of a unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReplayUnits)]
struct UnitSumBody {
    /// Which.
    unit: Word,
    /// How much.
    issued: Decimal,
}

/// Members who would stand elsewhere.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReplayTierMove)]
struct TierMoveBody {
    /// Which track.
    track: Word,
    /// Where they are; nowhere when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Word>,
    /// Where they would be; nowhere when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Word>,
    /// How many.
    members: u64,
}

/// Somebody for whom it would change.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReplayExample)]
struct ExampleBody {
    /// Who.
    #[schema(value_type = ids::MemberId)]
    member: MemberId,
    /// What they got, in money.
    before: Decimal,
    /// What they would have got.
    after: Decimal,
}

impl From<Replay> for ReplayBody {
    fn from(replay: Replay) -> Self {
        Self {
            id: replay.id,
            state: match replay.state {
                ReplayState::Running => ReplayStateBody::Running,
                ReplayState::Done => ReplayStateBody::Done,
                ReplayState::Failed => ReplayStateBody::Failed,
            },
            version: replay.version,
            from: Moment(replay.from),
            until: Moment(replay.until),
            done: replay.done,
            total: replay.total,
            result: replay.result.map(ReplayResultBody::from),
            error: replay.error,
        }
    }
}

impl From<ReplayResult> for ReplayResultBody {
    fn from(result: ReplayResult) -> Self {
        let scale = result.currency_scale;
        let tiers = result.tiers.iter().map(|moved: &TierMove| TierMoveBody {
            track: Word::from(&moved.track),
            from: moved.from.as_ref().map(Word::from),
            to: moved.to.as_ref().map(Word::from),
            members: moved.members,
        });
        let examples = result.examples.iter().map(|example: &Example| ExampleBody {
            member: example.member,
            before: Decimal::of(example.before.0, scale),
            after: Decimal::of(example.after.0, scale),
        });
        Self {
            receipts: result.receipts,
            currency: Word::from(&result.currency),
            total: Decimal::of(result.total.0, scale),
            before: CostBody::of(&result.before, scale),
            after: CostBody::of(&result.after, scale),
            winners: result.winners,
            losers: result.losers,
            unchanged: result.unchanged,
            refused: result.refused,
            tiers: tiers.collect(),
            examples: examples.collect(),
        }
    }
}

impl CostBody {
    fn of(cost: &Cost, scale: u8) -> Self {
        let unit = |sum: &UnitSum| UnitSumBody {
            unit: Word::from(&sum.unit),
            issued: Decimal::of(sum.issued.0, sum.scale),
        };
        Self {
            discount: Decimal::of(cost.discount.0, scale),
            units: cost.units.iter().map(unit).collect(),
            worth: Decimal::of(cost.worth.0, scale),
            share_bps: cost.share_bps,
        }
    }
}
