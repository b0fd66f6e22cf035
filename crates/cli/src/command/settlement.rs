//! `tessera settlement`: what is due to partners, affiliates and causes.

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use model::Money;
use model::amount::format_decimal;
use serde::Serialize;
use service::partners::{self, Statement};
use service::{Ask, Rulebook, programmes, projector};
use std::fmt::Write;

/// Say what is due to partners, affiliates and causes in a period, and who pays whom.
#[derive(Args, Debug)]
pub(crate) struct SettlementArguments {
    /// Which period: 2026-03, 2026-Q1, 2026, 2026-W10 or 2026-03-02.
    period: String,
    #[command(flatten)]
    database: DatabaseArguments,
    /// Close the period first, once it is over: write its numbers down for good.
    #[arg(long)]
    close: bool,
    /// Print what is due as CSV.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Settlement {
    period: String,
    from: String,
    until: String,
    currency: String,
    rows: Vec<Due>,
    payments: Vec<Payment>,
    closed: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Due {
    period: String,
    ground: &'static str,
    party: String,
    amount: String,
    currency: String,
}

#[derive(Debug, Serialize)]
struct Payment {
    from: String,
    to: String,
    amount: String,
}

pub(crate) fn run(arguments: &SettlementArguments) -> Result<(), Failure> {
    let settlement = database::runtime()?.block_on(settle(arguments))?;
    if arguments.json {
        return terminal::print_json(&settlement);
    }
    if arguments.csv {
        return csv(&settlement.rows);
    }
    terminal::print(page(&settlement))
}

async fn settle(arguments: &SettlementArguments) -> Result<Settlement, Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let period = partners::parse_period(&tessera, &arguments.period).await?;
    if arguments.close {
        let closed = partners::close(&tessera, &Ask::by("command line"), period, None).await?;
        let grounds: Vec<&str> = closed.grounds.iter().map(|ground| ground.word()).collect();
        terminal::say(format_args!("closed {period} at {}: {}", closed.at, grounds.join(", ")));
    }
    // Totals stand beside the journal and may be behind it.
    projector::project_now(&tessera).await?;
    let statement = partners::statement(&tessera, period).await?;
    let (_, rulebook) = programmes::current(&tessera).await?;
    Ok(in_words(&statement, &rulebook))
}

fn in_words(statement: &Statement, rulebook: &Rulebook) -> Settlement {
    let money = |amount: Money| format_decimal(amount.0, rulebook.currency_scale).to_string();
    let period = statement.period.to_string();
    let rows = statement.rows.iter().map(|row| Due {
        period: period.clone(),
        ground: row.ground.word(),
        party: row.party.to_string(),
        amount: money(row.amount),
        currency: rulebook.currency.to_string(),
    });
    let payments = statement.payments.iter().map(|payment| Payment {
        from: payment.from.to_string(),
        to: payment.to.to_string(),
        amount: money(payment.amount),
    });
    Settlement {
        from: statement.period.from.to_string(),
        until: statement.period.until.to_string(),
        currency: rulebook.currency.to_string(),
        rows: rows.collect(),
        payments: payments.collect(),
        closed: statement.closed.iter().map(|ground| ground.word()).collect(),
        period,
    }
}

fn csv(rows: &[Due]) -> Result<(), Failure> {
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        kind => Failure::ours(format!("{kind:?}")),
    };
    let mut builder = csv::WriterBuilder::new();
    let mut out = builder.has_headers(false).from_writer(terminal::output());
    // The names stand there also when nothing is due.
    out.write_record(["period", "ground", "party", "amount", "currency"]).map_err(failed)?;
    for row in rows {
        out.serialize(row).map_err(failed)?;
    }
    Ok(out.flush()?)
}

fn page(settlement: &Settlement) -> String {
    let Settlement { period, from, until, currency, rows, payments, closed } = settlement;
    let mut text = format!("{period}  from {from} until before {until}, in {currency}\n");
    // Writing to a string cannot fail.
    let mut line = |arguments: std::fmt::Arguments<'_>| {
        let _ = text.write_fmt(arguments);
        text.push('\n');
    };
    line(format_args!("due"));
    for Due { ground, party, amount, .. } in rows {
        line(format_args!("  {ground:<12} {party:<24} {amount:>14}"));
    }
    line(format_args!("payments"));
    for Payment { from, to, amount } in payments {
        let parties = format!("{from} -> {to}");
        line(format_args!("  {parties:<37} {amount:>14}"));
    }
    let closed = if closed.is_empty() { "nothing".to_owned() } else { closed.join(", ") };
    line(format_args!("closed: {closed}"));
    text
}
