//! `tessera explain`: why a receipt came out as it did.

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use model::id::ReceiptId;
use model::{Code, Money};
use serde::Serialize;
use service::{Page, ReceiptFilter, Tessera, explain, programmes};
use std::fmt::Write;

/// Say why a receipt came out as it did.
#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// The receipt: our id (`rcp_...`), or the shop's own number.
    receipt: String,
    #[command(flatten)]
    database: DatabaseArguments,
    /// Language of the sentences; the programme's first one when absent.
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
    /// Print the explanation as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Explained<'e> {
    receipt: String,
    entry: &'e model::Entry,
    sentences: Vec<&'e str>,
    refusals: &'e [String],
    hints: &'e [String],
    others: Vec<Other<'e>>,
    identical: bool,
}

#[derive(Debug, Serialize)]
struct Other<'e> {
    rule: &'e str,
    code: Code,
    sentence: &'e str,
}

pub(crate) fn run(arguments: &ExplainArguments) -> Result<(), Failure> {
    database::runtime()?.block_on(explain(arguments))
}

async fn explain(arguments: &ExplainArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let id = match arguments.receipt.parse() {
        Ok(id) => id,
        Err(_) => by_number(&tessera, &arguments.receipt).await?,
    };
    let entry = service::receipts::get(&tessera, id).await?.entry;
    let rulebook = programmes::rulebook(&tessera, entry.version).await?;
    let first = rulebook.locales.first().map_or("en", |l| l.as_str());
    let locale = arguments.locale.as_deref().unwrap_or(first);
    let found = explain::receipt(&tessera, id, locale).await?;
    if arguments.json {
        let others = found.others.iter();
        return terminal::print_json(&Explained {
            receipt: id.to_string(),
            entry: &found.line.entry,
            sentences: found.line.sentences.iter().map(|s| s.1.as_str()).collect(),
            refusals: &found.line.refusals,
            hints: &found.line.hints,
            others: others
                .map(|o| Other { rule: o.rule.as_str(), code: o.code, sentence: &o.sentence })
                .collect(),
            identical: found.is_identical,
        });
    }
    terminal::print(page(id, &found, &rulebook))?;
    if !found.is_identical {
        return Err(Failure::ours("deciding again gives another result than what is stored"));
    }
    Ok(())
}

fn page(id: ReceiptId, found: &explain::Explanation, rulebook: &service::Rulebook) -> String {
    let entry = &found.line.entry;
    let money = |amount: Money| {
        model::amount::format_decimal(amount.0, rulebook.currency_scale).to_string()
    };
    let mut text =
        format!("{id}  {}  {}  programme version {}\n", entry.owner, entry.at, entry.version);
    // Writing to a string cannot fail.
    if let Some(receipt) = &entry.outcome.receipt {
        let _ = writeln!(
            text,
            "{} {}, discount {}, left to pay {}",
            money(receipt.total),
            rulebook.currency,
            money(receipt.discount),
            money(receipt.payable)
        );
    }
    for (_, sentence) in &found.line.sentences {
        let _ = writeln!(text, "  {sentence}");
    }
    for refusal in &found.line.refusals {
        let _ = writeln!(text, "  no: {refusal}");
    }
    for hint in &found.line.hints {
        let _ = writeln!(text, "  next: {hint}");
    }
    if !found.others.is_empty() {
        text.push_str("what did not apply\n");
    }
    for other in &found.others {
        let _ = writeln!(text, "  {}: {}", other.rule, other.sentence);
    }
    text
}

/// The latest receipt with the shop's own number.
async fn by_number(tessera: &Tessera, number: &str) -> Result<ReceiptId, Failure> {
    let mut page = Page::newest(1_000);
    loop {
        let list = service::receipts::list(tessera, ReceiptFilter::default(), page.clone()).await?;
        let found = list.items.iter().find(|row| row.number.as_deref() == Some(number));
        if let Some(row) = found {
            return Ok(row.id);
        }
        if list.next.is_none() {
            let failure = Failure::input(format!("there is no receipt `{number}`"));
            return Err(failure.hint("give an id like rcp_01j..., or the number on the receipt"));
        }
        page = page.after(list.next);
    }
}
