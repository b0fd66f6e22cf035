//! A period beside the one before it, and what stands with members.

use super::days::{Numbers, totals};
use super::{Span, soon};
use crate::Tessera;
use crate::error::Error;
use jiff::civil::Date;
use model::holdings::{Account, MONEY_UNIT};
use model::{Key, Money, Units};
use programme::rulebook::Rulebook;
use std::collections::BTreeMap;

/// A period in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// What happened; whoever was there on several days is active once.
    pub numbers: Numbers,
    /// What was issued, at its worth.
    pub issued: Money,
    /// What was spent, at its worth.
    pub spent: Money,
}

/// A share of two numbers, in millionths; nothing where there is no whole.
fn share(part: i64, whole: i64) -> Option<i64> {
    let millionths = i128::from(part) * 1_000_000;
    (whole > 0).then(|| model::amount::narrow(millionths / i128::from(whole)))
}

impl Period {
    /// Of the guests who were no members yet, the share that joined: new members, of new
    /// members and receipts without a member. In millionths.
    pub fn enrol_rate(&self) -> Option<i64> {
        let others = self.numbers.receipts - self.numbers.member_receipts;
        share(self.numbers.joined, self.numbers.joined + others)
    }

    /// What was spent, of what was issued, both at their worth; nothing where nothing of
    /// worth was issued. In millionths.
    pub fn redemption_rate(&self) -> Option<i64> {
        share(self.spent.0, self.issued.0)
    }

    /// The average receipt of members, before discounts.
    pub fn average_member(&self) -> Option<Money> {
        let numbers = &self.numbers;
        numbers.member_total.0.checked_div(numbers.member_receipts).map(Money)
    }

    /// The average receipt of others, before discounts.
    pub fn average_other(&self) -> Option<Money> {
        let numbers = &self.numbers;
        let total = numbers.total.0 - numbers.member_total.0;
        total.checked_div(numbers.receipts - numbers.member_receipts).map(Money)
    }

    /// Receipts of an active member. In millionths.
    pub fn frequency(&self) -> Option<i64> {
        share(self.numbers.member_receipts, self.numbers.active)
    }
}

/// What stands with members of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liability {
    /// Which unit.
    pub unit: Key,
    /// Active, pending and held, less debts.
    pub outstanding: Units,
    /// The same at its worth, when the programme gives it one.
    pub money: Option<Money>,
}

/// What of a unit expires soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expires {
    /// Which unit.
    pub unit: Key,
    /// How much.
    pub amount: Units,
    /// Up to the end of this day.
    pub until: Date,
}

/// How the programme does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The days asked for.
    pub now: Period,
    /// As many days just before.
    pub before: Period,
    /// Members in all.
    pub members: u64,
    /// Members that may not take part.
    pub blocked: u64,
    /// What stands with members.
    pub liability: Vec<Liability>,
    /// What expires in the coming thirty days.
    pub expiring: Vec<Expires>,
}

/// A period beside the one before it.
pub async fn overview(tessera: &Tessera, days: Span) -> Result<Overview, Error> {
    let store = tessera.store();
    let rules = tessera.rules_at(tessera.now()).await?;
    let book = &rules.rulebook;
    let (members, blocked) = store.count_members().await?;
    let Span { from, until } = soon(tessera).await?;
    let expiring = store.sum_expiring(from, until).await?.into_iter();
    Ok(Overview {
        now: period(tessera, book, days).await?,
        before: period(tessera, book, days.before()).await?,
        members,
        blocked,
        liability: liability(tessera, book).await?,
        expiring: expiring.map(|(unit, amount)| Expires { unit, amount, until }).collect(),
    })
}

async fn period(tessera: &Tessera, book: &Rulebook, days: Span) -> Result<Period, Error> {
    let mut numbers = Numbers::default();
    for total in totals(tessera, days).await? {
        numbers.take(&total);
    }
    let active = tessera.store().count_visitors(days.from, days.until).await?;
    numbers.active = i64::try_from(active).unwrap_or(i64::MAX);
    let mut period = Period { numbers, ..Period::default() };
    for (unit, moves) in &period.numbers.units {
        if let Some(unit) = book.unit(unit.as_str()) {
            period.issued += unit.money(moves.issued);
            period.spent += unit.money(moves.spent);
        }
    }
    Ok(period)
}

async fn liability(tessera: &Tessera, book: &Rulebook) -> Result<Vec<Liability>, Error> {
    // Units of the programme in its order, and others that are left with members.
    let mut outstanding: BTreeMap<Key, Units> = BTreeMap::new();
    for row in tessera.store().account_totals().await? {
        let is_theirs =
            matches!(row.account, Account::Spendable | Account::Pending | Account::Held);
        if is_theirs && row.unit != *MONEY_UNIT {
            *outstanding.entry(row.unit).or_default() += Units(row.balance);
        }
    }
    let declared = book.units.iter().map(|unit| {
        let outstanding = outstanding.remove(&unit.key).unwrap_or_default();
        let money = unit.worth_micro.map(|_| unit.money(outstanding));
        Liability { unit: unit.key.clone(), outstanding, money }
    });
    let mut all: Vec<Liability> = declared.collect();
    let left = outstanding.into_iter().filter(|(_, amount)| !amount.is_zero());
    all.extend(left.map(|(unit, outstanding)| Liability { unit, outstanding, money: None }));
    Ok(all)
}
