//! What is due to partners of a coalition, affiliates and causes, or from them: statements
//! of a period, closing it, and who pays whom.
//!
//! Statements come from daily totals that the projector keeps, and may lag by a moment;
//! [`recompute`] says the same from the journal itself.

pub(crate) mod accruals;
mod disputes;
mod names;
mod netting;
mod period;

pub use disputes::{Dispute, DisputeDecision, NewDispute};
pub use disputes::{decide as decide_dispute, list as list_disputes, open as open_dispute};
pub use names::names;
pub use netting::{Payment, net};
pub use period::Period;

use crate::commit::{Once, Order, Start};
use crate::error::{Broken, Error};
use crate::{Ask, Tessera, notes, projector};
use accruals::GROUNDS;
use model::calendar::Window;
use model::event::Ground;
use model::{Activity, Code, Entry, Instant, Key, Money};
use programme::rulebook::Rulebook;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use store::TotalsBy;

/// Journal entries read at a time.
const PAGE: u32 = 1_000;

/// What is due to one party on one ground in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// On what ground.
    pub ground: Ground,
    /// To whom: a partner, an affiliate, a cause.
    pub party: Key,
    /// How much; below zero it is due from them.
    pub amount: Money,
}

/// A period in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Which period.
    pub period: Period,
    /// By ground and party; what comes to nothing is left out.
    pub rows: Vec<Row>,
    /// Who pays whom to settle it.
    pub payments: Vec<Payment>,
    /// Grounds that were closed for this period.
    pub closed: Vec<Ground>,
}

impl Statement {
    /// What is due to one party in all.
    pub fn net_of(&self, party: &str) -> Money {
        self.rows.iter().filter(|row| row.party == *party).map(|row| row.amount).sum()
    }
}

/// A period that was closed, with the numbers of that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Which period.
    pub period: String,
    /// Which grounds.
    pub grounds: Vec<Ground>,
    /// By ground and party.
    pub rows: Vec<Row>,
    /// Who pays whom.
    pub payments: Vec<Payment>,
    /// When it was closed.
    pub at: Instant,
}

/// The period of settlement that a moment falls into, as often as the document says.
pub async fn period_at(tessera: &Tessera, at: Instant) -> Result<Period, Error> {
    let rules = tessera.rules_at(at).await?;
    let clearing = rules.rulebook.coalition.as_ref().map(|coalition| coalition.clearing);
    Ok(Period::at(&rules.rulebook.calendar, clearing.unwrap_or(Window::Month), at))
}

/// Reads a period such as `2026-03` in the programme's calendar.
pub async fn parse_period(tessera: &Tessera, text: &str) -> Result<Period, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    Period::parse(&rules.rulebook.calendar, text)
}

/// What is due in a period.
pub async fn statement(tessera: &Tessera, period: Period) -> Result<Statement, Error> {
    let last = period.until.yesterday().unwrap_or(period.until);
    let measures = vec![accruals::MEASURE];
    let by = TotalsBy::Subject;
    let totals = tessera.store().sum_totals(period.from, last, measures, by).await?;
    let mut sums = BTreeMap::new();
    for total in totals {
        if let Some((ground, party)) = accruals::parse_subject(&total.subject) {
            *sums.entry((place_of(ground), party)).or_insert(0) += total.value;
        }
    }
    let rules = tessera.rules_at(tessera.now()).await?;
    let rows = rows(sums);
    let payments = payments(&rules.rulebook, &rows);
    let mut closed = Vec::new();
    for ground in GROUNDS {
        if is_closed(tessera, &period, ground).await? {
            closed.push(ground);
        }
    }
    Ok(Statement { period, rows, payments, closed })
}

/// The rows of a period from the journal itself. They equal those of the [`statement`]
/// once everything is projected.
///
/// COST: reads the whole journal.
pub async fn recompute(tessera: &Tessera, period: Period) -> Result<Vec<Row>, Error> {
    let mut sums = BTreeMap::new();
    let mut after = 0;
    loop {
        let entries = tessera.store().journal_after(after, PAGE).await?;
        let Some(last) = entries.last() else {
            return Ok(rows(sums));
        };
        after = last.position;
        for row in &entries {
            let entry = row.entry()?;
            let rulebook = match entry.version {
                0 => None,
                version => Some(tessera.rulebook(version).await?),
            };
            let calendar = rulebook.as_ref().map(|rulebook| &rulebook.calendar);
            for (day, ground, party, amount) in accruals::of_entry(&entry, calendar) {
                if period.covers(day) {
                    *sums.entry((place_of(ground), party)).or_insert(0) += amount.0;
                }
            }
        }
    }
}

/// Closes a period that is over, for one ground or for all that are still open. Each is
/// closed once. The numbers are written into the organisation's chain.
pub async fn close(
    tessera: &Tessera,
    ask: &Ask,
    period: Period,
    ground: Option<Ground>,
) -> Result<Closed, Error> {
    let committed = tessera
        .answering(ask, async {
            let order = closing(tessera, period, ground).await?;
            tessera.commit(ask, order).await
        })
        .await?;
    read_closed(&committed.entry)
}

async fn closing(
    tessera: &Tessera,
    period: Period,
    ground: Option<Ground>,
) -> Result<Order, Error> {
    let now = tessera.now();
    let rules = tessera.exact_rules_at(now).await?;
    if now < rules.rulebook.calendar.start_of_day(period.until) {
        let detail = format!("{period} is not over");
        return Err(Error::refused(Code::SETTLEMENT_STATE, detail));
    }
    projector::project_now(tessera).await?;
    let statement = statement(tessera, period).await?;
    let asked = GROUNDS.into_iter().filter(|one| ground.is_none_or(|ground| ground == *one));
    let open: Vec<Ground> = asked.filter(|one| !statement.closed.contains(one)).collect();
    if open.is_empty() {
        return Err(Error::refused(Code::SETTLEMENT_STATE, format!("{period} is closed")));
    }
    let rows = statement.rows.into_iter().filter(|row| open.contains(&row.ground));
    let rows: Vec<Row> = rows.collect();
    let payments = payments(&rules.rulebook, &rows);
    let details = [
        ("period", Value::from(period.to_string())),
        ("grounds", json(&open)?),
        ("rows", json(&rows)?),
        ("payments", json(&payments)?),
    ];
    let note = notes::activity("settlement_closed", details);
    let mut order = Order::new(tessera.organisation_owner(), Start::Any, note);
    order.once = open
        .iter()
        .map(|ground| Once { counter: counter(&period, *ground), taken: Code::SETTLEMENT_STATE })
        .collect();
    Ok(order)
}

fn read_closed(entry: &Entry) -> Result<Closed, Error> {
    let Activity::Note(note) = &entry.activity else {
        return Err(unreadable("it is no note"));
    };
    let detail = |name: &str| note.details.get(name).cloned().unwrap_or_default();
    Ok(Closed {
        period: parse(detail("period"))?,
        grounds: parse(detail("grounds"))?,
        rows: parse(detail("rows"))?,
        payments: parse(detail("payments"))?,
        at: entry.recorded_at,
    })
}

fn json(value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| unreadable(&error.to_string()))
}

fn parse<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Error> {
    serde_json::from_value(value).map_err(|error| unreadable(&error.to_string()))
}

fn unreadable(reason: &str) -> Error {
    Error::Broken(Broken::Unreadable { what: "settlement", reason: reason.to_owned() })
}

/// The counter that a closed period takes.
fn counter(period: &Period, ground: Ground) -> Key {
    Key(smol_str::format_smolstr!("settlement:{period}/{}", ground.word()))
}

async fn is_closed(tessera: &Tessera, period: &Period, ground: Ground) -> Result<bool, Error> {
    Ok(tessera.store().counter(counter(period, ground).as_str()).await? > 0)
}

/// Where a ground stands in reports.
fn place_of(ground: Ground) -> usize {
    GROUNDS.iter().position(|known| *known == ground).unwrap_or_default()
}

fn rows(sums: BTreeMap<(usize, Key), i64>) -> Vec<Row> {
    let rows = sums.into_iter().filter(|(_, amount)| *amount != 0);
    rows.map(|((place, party), amount)| {
        let (ground, amount) = (GROUNDS[place], Money(amount));
        Row { ground, party, amount }
    })
    .collect()
}

/// Who pays whom: the partners of the coalition among themselves; affiliates and causes
/// with the operator of the programme, who goes by the programme's own key.
pub fn payments(rulebook: &Rulebook, rows: &[Row]) -> Vec<Payment> {
    let operator = &rulebook.key;
    let mut partners: BTreeMap<Key, Money> = BTreeMap::new();
    let mut others: BTreeMap<(bool, Key), Money> = BTreeMap::new();
    for row in rows {
        let party = row.party.clone();
        let is_partner = match row.ground {
            Ground::Issuing | Ground::Accepting => true,
            Ground::Commission | Ground::Donation => false,
            Ground::Dispute => rulebook.partner(party.as_str()).is_some(),
        };
        let is_cause = match row.ground {
            Ground::Dispute => rulebook.cause(party.as_str()).is_some(),
            ground => ground == Ground::Donation,
        };
        let balance = match is_partner {
            true => partners.entry(party).or_default(),
            false => others.entry((is_cause, party)).or_default(),
        };
        *balance += row.amount;
    }
    let mut payments = net(&partners, operator);
    for ((_, party), balance) in others.into_iter().filter(|(_, balance)| !balance.is_zero()) {
        let operator = operator.clone();
        let (from, to) = if balance > Money::ZERO { (operator, party) } else { (party, operator) };
        payments.push(Payment { from, to, amount: Money(balance.0.abs()) });
    }
    payments
}
