//! The whole programme on one page. It comes from projections and may lag by a moment.

use crate::Tessera;
use crate::error::Error;
use model::holdings::{Account, MONEY_UNIT};
use model::{Key, Money, Units};
use serde::Serialize;
use store::TierCount;

/// The programme in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Members in all.
    pub members: u64,
    /// Members that may not take part.
    pub blocked: u64,
    /// Members per tier.
    pub tiers: Vec<TierCount>,
    /// Receipts, of members and others.
    pub receipts: i64,
    /// Receipts of members.
    pub member_receipts: i64,
    /// Returns and voids.
    pub returns: i64,
    /// Before discounts.
    pub total: Money,
    /// Discounts.
    pub discount: Money,
    /// Money handed back.
    pub refunded: Money,
    /// Per unit.
    pub units: Vec<UnitSummary>,
    /// Money that stands on certificates.
    pub certificates: Money,
    /// How many journal entries are not in these numbers yet.
    pub lag: u64,
}

/// One unit in numbers, at its scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitSummary {
    /// Which unit.
    pub unit: Key,
    /// Earned, less what was taken back.
    pub issued: Units,
    /// Spent, less what came back.
    pub spent: Units,
    /// Expired.
    pub expired: Units,
    /// Corrected by people, credits less debits.
    pub adjusted: Units,
    /// What stands with members: active, pending and held, less debts.
    pub outstanding: Units,
}

/// The programme in numbers.
pub async fn get(tessera: &Tessera) -> Result<Summary, Error> {
    let store = tessera.store();
    let rows = store.summary().await?;
    let measure = |name: &str| {
        let totals = rows.totals.iter().filter(|t| t.measure == *name);
        totals.map(|t| t.value).sum::<i64>()
    };
    let mut summary = Summary {
        members: rows.members,
        blocked: rows.blocked,
        receipts: measure("receipts"),
        member_receipts: measure("member_receipts"),
        returns: measure("returns") + measure("voids"),
        total: Money(measure("total")),
        discount: Money(measure("discount")),
        refunded: Money(measure("refunded")),
        ..Summary::default()
    };
    summary.tiers = rows.tiers;
    for row in store.account_totals().await? {
        if row.unit == *MONEY_UNIT {
            if row.account.is_owners() {
                summary.certificates += Money(row.balance);
            }
            continue;
        }
        let amount = Units(row.balance);
        let unit = unit(&mut summary.units, &row.unit);
        match row.account {
            Account::Spendable | Account::Pending | Account::Held => unit.outstanding += amount,
            Account::Issued => unit.issued -= amount,
            Account::Redeemed => unit.spent += amount,
            Account::Breakage => unit.expired += amount,
            Account::Adjustment => unit.adjusted -= amount,
            // What members give each other stays with members; what is due to others is money.
            Account::Transit | Account::Granted | Account::Payable => {}
        }
    }
    summary.lag = crate::projector::lag(tessera).await?;
    Ok(summary)
}

fn unit<'a>(units: &'a mut Vec<UnitSummary>, key: &Key) -> &'a mut UnitSummary {
    let at = match units.iter().position(|u| u.unit == *key) {
        Some(at) => at,
        None => {
            units.push(UnitSummary {
                unit: key.clone(),
                issued: Units::ZERO,
                spent: Units::ZERO,
                expired: Units::ZERO,
                adjusted: Units::ZERO,
                outstanding: Units::ZERO,
            });
            units.len() - 1
        }
    };
    &mut units[at]
}
