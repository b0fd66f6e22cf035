//! Figures of days and periods.

use super::ids;
use super::text::{Day, Decimal, Sentence, Word};
use crate::scales::Scales;
use model::Key;
use serde::{Deserialize, Serialize};
use service::reports::{
    self, ExpiringDay, Numbers, Overview, RaffleFigures, RewardFigures, RuleFigures, TierFigures,
};
use utoipa::{IntoParams, ToSchema};

/// Which days.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SpanParams {
    /// The first day, in the programme's time zone; thirty days in all when absent.
    pub(crate) from: Option<Day>,
    /// The last day, which is included; today when absent.
    pub(crate) until: Option<Day>,
}

/// How much of a unit moved.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitFlow {
    /// Which unit.
    pub(crate) unit: Word,
    /// Earned, less what was taken back.
    pub(crate) issued: Decimal,
    /// Spent, less what came back.
    pub(crate) spent: Decimal,
    /// Expired.
    pub(crate) expired: Decimal,
}

/// What happened in a day or a period.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Flow {
    /// Members who joined.
    pub(crate) joined: i64,
    /// Members with a receipt, each counted once.
    pub(crate) active: i64,
    /// Receipts, of members and others.
    pub(crate) receipts: i64,
    /// Receipts of members.
    pub(crate) member_receipts: i64,
    /// Before discounts.
    pub(crate) total: Decimal,
    /// Before discounts, of members.
    pub(crate) member_total: Decimal,
    /// Discounts.
    pub(crate) discount: Decimal,
    /// Returns and voids.
    pub(crate) returns: i64,
    /// Money handed back.
    pub(crate) refunded: Decimal,
    /// By unit: those of the programme, and others that moved.
    pub(crate) units: Vec<UnitFlow>,
}

impl Flow {
    pub(crate) fn of(scales: &Scales, numbers: &Numbers) -> Self {
        let declared = scales.book.units.iter().map(|unit| &unit.key);
        let others = numbers.units.keys().filter(|unit| scales.book.unit(unit.as_str()).is_none());
        let units = declared.chain(others).map(|unit| {
            let moves = numbers.units.get(unit).copied().unwrap_or_default();
            UnitFlow {
                unit: Word::from(unit),
                issued: scales.units(unit, moves.issued),
                spent: scales.units(unit, moves.spent),
                expired: scales.units(unit, moves.expired),
            }
        });
        Self {
            joined: numbers.joined,
            active: numbers.active,
            receipts: numbers.receipts,
            member_receipts: numbers.member_receipts,
            total: scales.money(numbers.total),
            member_total: scales.money(numbers.member_total),
            discount: scales.money(numbers.discount),
            returns: numbers.returns,
            refunded: scales.money(numbers.refunded),
            units: units.collect(),
        }
    }
}

/// A day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayRow {
    /// Which.
    pub(crate) day: Day,
    /// What happened.
    #[serde(flatten)]
    pub(crate) flow: Flow,
}

impl DayRow {
    pub(crate) fn of(scales: &Scales, day: &reports::Day) -> Self {
        Self { day: Day(day.day), flow: Flow::of(scales, &day.numbers) }
    }
}

/// Figures of several days.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DayReport)]
pub(crate) struct DaysBody {
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Each day, the first one first.
    pub(crate) items: Vec<DayRow>,
}

/// A period in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportPeriod)]
pub(crate) struct PeriodBody {
    /// What happened.
    #[serde(flatten)]
    pub(crate) flow: Flow,
    /// Of the guests who were no members yet, the share that joined, from 0 to 1: new
    /// members, of new members and receipts without a member. Absent where there were none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enrol_rate: Option<Decimal>,
    /// What was spent, of what was issued, at the worth of units; 1 is as much. Absent where
    /// nothing of worth was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) redemption_rate: Option<Decimal>,
    /// The average receipt of members, before discounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) average_member: Option<Decimal>,
    /// The average receipt of others, before discounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) average_other: Option<Decimal>,
    /// Receipts of an active member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) frequency: Option<Decimal>,
}

/// Millionths with so many decimals.
fn rate(millionths: i64, decimals: u8) -> Decimal {
    Decimal::of(millionths / 10_i64.pow(6 - u32::from(decimals.min(6))), decimals)
}

impl PeriodBody {
    fn of(scales: &Scales, period: &reports::Period) -> Self {
        Self {
            flow: Flow::of(scales, &period.numbers),
            enrol_rate: period.enrol_rate().map(|share| rate(share, 4)),
            redemption_rate: period.redemption_rate().map(|share| rate(share, 4)),
            average_member: period.average_member().map(|money| scales.money(money)),
            average_other: period.average_other().map(|money| scales.money(money)),
            frequency: period.frequency().map(|times| rate(times, 2)),
        }
    }
}

/// What stands with members of a unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Liability)]
pub(crate) struct LiabilityRow {
    /// Which unit.
    pub(crate) unit: Word,
    /// Active, pending and held, less debts.
    pub(crate) outstanding: Decimal,
    /// The same at its worth, when the programme gives it one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) money: Option<Decimal>,
}

/// What of a unit expires soon.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExpiringSoon)]
pub(crate) struct ExpiringRow {
    /// Which unit.
    pub(crate) unit: Word,
    /// How much.
    pub(crate) amount: Decimal,
    /// Up to the end of this day.
    pub(crate) until: Day,
}

/// Which unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExpiringParams {
    /// Which unit.
    pub(crate) unit: Word,
}

/// A day on which something expires.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExpiringDay)]
pub(crate) struct ExpiringDayRow {
    /// The last day on which it counts.
    pub(crate) day: Day,
    /// How much.
    pub(crate) amount: Decimal,
}

impl ExpiringDayRow {
    pub(crate) fn of(scales: &Scales, unit: &Key, row: &ExpiringDay) -> Self {
        Self { day: Day(row.day), amount: scales.units(unit, row.amount) }
    }
}

/// A period beside the one before it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportOverview)]
pub(crate) struct OverviewBody {
    /// Currency of all money.
    pub(crate) currency: Word,
    /// The days asked for.
    pub(crate) now: PeriodBody,
    /// As many days just before.
    pub(crate) before: PeriodBody,
    /// Members in all.
    pub(crate) members: u64,
    /// Members that may not take part.
    pub(crate) blocked: u64,
    /// What stands with members.
    pub(crate) liability: Vec<LiabilityRow>,
    /// What expires in the coming thirty days.
    pub(crate) expiring: Vec<ExpiringRow>,
}

impl OverviewBody {
    pub(crate) fn of(scales: &Scales, overview: &Overview) -> Self {
        let liability = overview.liability.iter().map(|row| LiabilityRow {
            unit: Word::from(&row.unit),
            outstanding: scales.units(&row.unit, row.outstanding),
            money: row.money.map(|money| scales.money(money)),
        });
        let expiring = overview.expiring.iter().map(|row| ExpiringRow {
            unit: Word::from(&row.unit),
            amount: scales.units(&row.unit, row.amount),
            until: Day(row.until),
        });
        Self {
            currency: scales.currency(),
            now: PeriodBody::of(scales, &overview.now),
            before: PeriodBody::of(scales, &overview.before),
            members: overview.members,
            blocked: overview.blocked,
            liability: liability.collect(),
            expiring: expiring.collect(),
        }
    }
}

/// How much of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitAmount {
    /// Which unit.
    pub(crate) unit: Word,
    /// How much.
    pub(crate) amount: Decimal,
}

/// A rule in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleFigures)]
pub(crate) struct RuleRow {
    /// Which.
    pub(crate) rule: Word,
    /// Its name, when the programme still has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<Sentence>,
    /// The section of the document that it comes from; `gone` when the programme no longer
    /// has it.
    pub(crate) kind: Word,
    /// Receipts, events and other occasions on which it did something.
    pub(crate) times: i64,
    /// Its discounts.
    pub(crate) discount: Decimal,
    /// Units that it gave, less what was taken back.
    pub(crate) units: Vec<UnitAmount>,
}

impl RuleRow {
    pub(crate) fn of(scales: &Scales, locale: &str, row: &RuleFigures) -> Self {
        let name = row.name.as_ref().map(|name| name.get(locale)).filter(|name| !name.is_empty());
        let units = row.units.iter().map(|(unit, amount)| UnitAmount {
            unit: Word::from(unit),
            amount: scales.units(unit, *amount),
        });
        Self {
            rule: Word::from(&row.rule),
            name: name.map(|name| Sentence(name.into())),
            kind: Word::from(&row.kind),
            times: row.times,
            discount: scales.money(row.discount),
            units: units.collect(),
        }
    }
}

/// Rules in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleReport)]
pub(crate) struct RulesBody {
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Rules of the programme in its order, then others that acted.
    pub(crate) items: Vec<RuleRow>,
}

/// A reward or benefit in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RewardFigures)]
pub(crate) struct RewardRow {
    /// Which.
    pub(crate) reward: Word,
    /// Its name, when the programme still has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<Sentence>,
    /// How many were claimed in the period, or how often the benefit was used.
    pub(crate) claimed: i64,
    /// How many were given back in the period, perhaps such as were claimed before it.
    pub(crate) cancelled: i64,
}

impl RewardRow {
    pub(crate) fn of(locale: &str, row: &RewardFigures) -> Self {
        let name = row.name.as_ref().map(|name| name.get(locale)).filter(|name| !name.is_empty());
        Self {
            reward: Word::from(&row.reward),
            name: name.map(|name| Sentence(name.into())),
            claimed: row.claimed,
            cancelled: row.cancelled,
        }
    }
}

/// A raffle in numbers, as it stands now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RaffleFigures)]
pub(crate) struct RaffleRow {
    /// Which.
    pub(crate) raffle: Word,
    /// Tickets of all who take part.
    pub(crate) entries: i64,
    /// Members with at least one.
    pub(crate) entrants: i64,
}

impl From<&RaffleFigures> for RaffleRow {
    fn from(row: &RaffleFigures) -> Self {
        Self { raffle: Word::from(&row.raffle), entries: row.entries, entrants: row.entrants }
    }
}

/// A tier with those who hold it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TierFigures)]
pub(crate) struct TierRow {
    /// Which track.
    pub(crate) track: Word,
    /// Which tier.
    pub(crate) tier: Word,
    /// Its name.
    pub(crate) name: Sentence,
    /// How many members hold it.
    pub(crate) members: u64,
}

impl TierRow {
    pub(crate) fn of(locale: &str, row: &TierFigures) -> Self {
        Self {
            track: Word::from(&row.track),
            tier: Word::from(&row.tier),
            name: Sentence(row.name.get(locale).into()),
            members: row.members,
        }
    }
}

/// Whose receipts are written into a file, and of when.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReceiptExportParams {
    /// How they are written.
    #[serde(default)]
    #[param(inline)]
    pub(crate) format: crate::sheet::Format,
    /// Paid on this day or later, in the programme's time zone.
    pub(crate) from: Option<Day>,
    /// Paid on this day or before.
    pub(crate) until: Option<Day>,
    /// Of this member only.
    #[param(value_type = Option<ids::MemberId>)]
    pub(crate) member: Option<model::id::MemberId>,
    /// Of this store only.
    pub(crate) store: Option<Word>,
    /// Only those in which this rule did something.
    pub(crate) rule: Option<Word>,
}

/// Which members are written into a file.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberExport, example = json!({ "format": "xlsx", "q": "anna" }))]
pub(crate) struct MemberExportBody {
    /// How they are written.
    #[serde(default)]
    pub(crate) format: crate::sheet::Format,
    /// Who joined on this day or later, in the programme's time zone.
    pub(crate) from: Option<Day>,
    /// Who joined on this day or before.
    pub(crate) until: Option<Day>,
    /// What was typed in the search; everybody when empty.
    #[serde(default)]
    #[schema(max_length = 128)]
    pub(crate) q: String,
    /// Only those that may not take part, or only those that may.
    pub(crate) blocked: Option<bool>,
    /// Only those who hold the `tier` of this track.
    pub(crate) track: Option<Word>,
    /// Only those who hold this tier of the `track`.
    pub(crate) tier: Option<Word>,
    /// Only those of whom something of this unit expires in the coming thirty days.
    pub(crate) expiring: Option<Word>,
}

/// Which days are written into a file.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportParams {
    /// How they are written.
    #[serde(default)]
    #[param(inline)]
    pub(crate) format: crate::sheet::Format,
    /// The first day, in the programme's time zone; thirty days in all when absent.
    pub(crate) from: Option<Day>,
    /// The last day, which is included; today when absent.
    pub(crate) until: Option<Day>,
}
