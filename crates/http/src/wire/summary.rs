//! The programme in numbers.

use super::text::{Decimal, Word};
use crate::scales::Scales;
use serde::Serialize;
use service::summary::Summary;
use utoipa::ToSchema;

/// The programme in numbers; may lag by a moment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Summary)]
pub(crate) struct SummaryBody {
    /// Members in all.
    pub(crate) members: u64,
    /// Members that may not take part.
    pub(crate) blocked: u64,
    /// Members per tier.
    pub(crate) tiers: Vec<TierMembers>,
    /// Receipts, of members and others.
    pub(crate) receipts: i64,
    /// Receipts of members.
    pub(crate) member_receipts: i64,
    /// Returns and voids.
    pub(crate) returns: i64,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Turnover before discounts.
    pub(crate) total: Decimal,
    /// Discounts.
    pub(crate) discount: Decimal,
    /// Money handed back.
    pub(crate) refunded: Decimal,
    /// Money that stands on certificates.
    pub(crate) certificates: Decimal,
    /// Per loyalty unit.
    pub(crate) units: Vec<UnitTotals>,
    /// Journal entries that are not in these numbers yet.
    pub(crate) lag: u64,
}

/// How many members hold a tier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TierMembers {
    /// Which track.
    pub(crate) track: Word,
    /// Which tier.
    pub(crate) tier: Word,
    /// How many.
    pub(crate) members: u64,
}

/// One loyalty unit in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitTotals {
    /// Which.
    pub(crate) unit: Word,
    /// Earned, less what was taken back.
    pub(crate) issued: Decimal,
    /// Spent, less what came back.
    pub(crate) spent: Decimal,
    /// Expired.
    pub(crate) expired: Decimal,
    /// Corrected by people.
    pub(crate) adjusted: Decimal,
    /// What stands with members.
    pub(crate) outstanding: Decimal,
}

impl SummaryBody {
    pub(crate) fn of(scales: &Scales, summary: &Summary) -> Self {
        let tiers = summary.tiers.iter().map(|count| TierMembers {
            track: Word::from(&count.track),
            tier: Word::from(&count.tier),
            members: count.members,
        });
        let units = summary.units.iter().map(|unit| UnitTotals {
            unit: Word::from(&unit.unit),
            issued: scales.units(&unit.unit, unit.issued),
            spent: scales.units(&unit.unit, unit.spent),
            expired: scales.units(&unit.unit, unit.expired),
            adjusted: scales.units(&unit.unit, unit.adjusted),
            outstanding: scales.units(&unit.unit, unit.outstanding),
        });
        Self {
            members: summary.members,
            blocked: summary.blocked,
            tiers: tiers.collect(),
            receipts: summary.receipts,
            member_receipts: summary.member_receipts,
            returns: summary.returns,
            currency: scales.currency(),
            total: scales.money(summary.total),
            discount: scales.money(summary.discount),
            refunded: scales.money(summary.refunded),
            certificates: scales.money(summary.certificates),
            units: units.collect(),
            lag: summary.lag,
        }
    }
}
