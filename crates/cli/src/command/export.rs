//! `tessera export`: what is in a database, for other programs.

use crate::database::{self, DatabaseArguments};
use crate::failure::{Failure, chain};
use crate::terminal;
use clap::{Args, ValueEnum};
use model::amount::format_decimal;
use model::{Key, Money};
use programme::rulebook::Rulebook;
use serde::Serialize;
use service::{MemberFilter, Page, ReceiptFilter, Tessera, programmes, projector};
use std::io::Write;

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// Print what is in a database.
#[derive(Args, Debug)]
pub(crate) struct ExportArguments {
    /// What to print.
    what: What,
    #[command(flatten)]
    database: DatabaseArguments,
    /// How; the journal is always JSON lines.
    #[arg(long, default_value = "csv")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Every entry as it was written down, with its hash.
    Journal,
    /// Members with tiers and turnover.
    Members,
    /// Receipts with totals.
    Receipts,
    /// The book, line by line.
    Postings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    /// One JSON object per line.
    Json,
}

pub(crate) fn run(arguments: &ExportArguments) -> Result<(), Failure> {
    database::runtime()?.block_on(async {
        let tessera = database::open(&arguments.database.database).await?;
        if arguments.what != What::Journal {
            // Lists stand beside the journal and may be behind it.
            projector::project_now(&tessera).await?;
        }
        let mut rows = Rows::new(arguments.format);
        match arguments.what {
            What::Journal => return journal(&tessera).await,
            What::Members => members(&tessera, &mut rows).await?,
            What::Receipts => receipts(&tessera, &mut rows).await?,
            What::Postings => postings(&tessera, &mut rows).await?,
        }
        rows.finish()
    })
}

/// Rows of one kind on their way out.
enum Rows {
    Csv(Box<csv::Writer<Output>>),
    Json(Output),
}

type Output = std::io::BufWriter<std::io::StdoutLock<'static>>;

impl Rows {
    fn new(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv(Box::new(csv::Writer::from_writer(terminal::output()))),
            Format::Json => Self::Json(terminal::output()),
        }
    }

    fn row(&mut self, row: &impl Serialize) -> Result<(), Failure> {
        match self {
            Self::Csv(out) => out.serialize(row).map_err(|error| match error.into_kind() {
                csv::ErrorKind::Io(error) => error.into(),
                kind => Failure::ours(format!("{kind:?}")),
            }),
            Self::Json(out) => {
                serde_json::to_writer(&mut *out, row)?;
                Ok(writeln!(out)?)
            }
        }
    }

    fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Csv(mut out) => Ok(out.flush()?),
            Self::Json(mut out) => Ok(out.flush()?),
        }
    }
}

/// The entries as their bytes stand in the journal, so that hashes can be checked elsewhere.
async fn journal(tessera: &Tessera) -> Result<(), Failure> {
    let mut position = 0;
    let mut out = terminal::output();
    loop {
        let rows = tessera.store().journal_after(position, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(out.flush()?) };
        position = last.position;
        for row in &rows {
            let bytes =
                std::str::from_utf8(&row.bytes).map_err(|error| Failure::ours(chain(&error)))?;
            writeln!(
                out,
                "{{\"position\":{},\"hash\":\"{}\",\"entry\":{bytes}}}",
                row.position, row.hash
            )?;
        }
    }
}

async fn members(tessera: &Tessera, rows: &mut Rows) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Row {
        member: String,
        name: Option<String>,
        enrolled_at: Option<String>,
        blocked: bool,
        tiers: String,
        last_activity_at: Option<String>,
        receipts: i64,
        turnover: String,
    }
    let rulebook = current(tessera).await?;
    let mut page = Page::first(PAGE);
    loop {
        let list = service::members::list(tessera, MemberFilter::default(), page.clone()).await?;
        for member in list.items {
            let tiers = member.tiers.iter().map(|(track, tier)| format!("{track}={tier}"));
            rows.row(&Row {
                member: member.member.to_string(),
                name: member.name.map(Into::into),
                enrolled_at: member.enrolled_at.map(|at| at.to_string()),
                blocked: member.blocked,
                tiers: tiers.collect::<Vec<_>>().join(" "),
                last_activity_at: member.last_activity_at.map(|at| at.to_string()),
                receipts: member.receipts,
                turnover: money(rulebook.as_deref(), member.turnover),
            })?;
        }
        if list.next.is_none() {
            return Ok(());
        }
        page = page.after(list.next);
    }
}

async fn receipts(tessera: &Tessera, rows: &mut Rows) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Row {
        receipt: String,
        owner: String,
        at: String,
        store: String,
        number: Option<String>,
        total: String,
        discount: String,
        payable: String,
        returned: String,
    }
    let rulebook = current(tessera).await?;
    let money = |amount| money(rulebook.as_deref(), amount);
    let mut page = Page::first(PAGE);
    loop {
        let list = service::receipts::list(tessera, ReceiptFilter::default(), page.clone()).await?;
        for receipt in list.items {
            rows.row(&Row {
                receipt: receipt.id.to_string(),
                owner: receipt.owner.to_string(),
                at: receipt.at.to_string(),
                store: receipt.store.to_string(),
                number: receipt.number.map(Into::into),
                total: money(receipt.total),
                discount: money(receipt.discount),
                payable: money(receipt.payable),
                returned: money(receipt.returned),
            })?;
        }
        if list.next.is_none() {
            return Ok(());
        }
        page = page.after(list.next);
    }
}

async fn postings(tessera: &Tessera, rows: &mut Rows) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Row {
        position: u64,
        line: u32,
        owner: String,
        seq: u64,
        event: u16,
        at: String,
        unit: Key,
        account: model::holdings::Account,
        amount: String,
        lot: Option<String>,
    }
    let rulebook = current(tessera).await?;
    let scale = |unit: &Key| {
        let unit = rulebook.as_deref().and_then(|rulebook| rulebook.unit(unit.as_str()));
        unit.map_or(0, |unit| unit.scale)
    };
    let mut position = 0;
    loop {
        let page = tessera.store().postings_after(position, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        position = last.position;
        for posting in page {
            rows.row(&Row {
                position: posting.position,
                line: posting.line,
                owner: posting.owner.to_string(),
                seq: posting.seq,
                event: posting.event,
                at: posting.at.to_string(),
                amount: format_decimal(posting.amount.0, scale(&posting.unit)).to_string(),
                unit: posting.unit,
                account: posting.account,
                lot: posting.lot.map(|lot| lot.to_string()),
            })?;
        }
    }
}

/// The rules that count now, for decimals.
async fn current(tessera: &Tessera) -> Result<Option<std::sync::Arc<Rulebook>>, Failure> {
    match programmes::current(tessera).await {
        Ok((_, rulebook)) => Ok(Some(rulebook)),
        Err(error) if error.is_refused() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn money(rulebook: Option<&Rulebook>, amount: Money) -> String {
    format_decimal(amount.0, rulebook.map_or(2, |rulebook| rulebook.currency_scale)).to_string()
}
