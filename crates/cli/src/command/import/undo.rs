//! Taking an import back: receipts are voided, balances taken off, members closed.

use super::UndoArguments;
use crate::failure::{Failure, chain};
use crate::{database, progress, terminal};
use model::activity::Adjust;
use model::{Activity, Code, Entry, Units};
use service::{Ask, Error, Page, Tessera, Who, adjustments, members, returns};
use store::ImportRow;
use tokio::task::JoinSet;

/// Rows under way at once.
const UNDER_WAY: usize = 192;

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// Members are closed when nothing of theirs is left to take back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Value,
    Members,
}

pub(super) async fn undo(arguments: &UndoArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let run = tessera.store().find_import(arguments.run).await?.ok_or_else(|| {
        let failure = Failure::input(format!("there is no import {}", arguments.run));
        failure.hint("`tessera import list` shows all of them")
    })?;
    if run.undone_at.is_some() {
        return Err(Failure::input("this import was undone before"));
    }
    let bar = progress::open("undoing");
    let mut refused = Vec::new();
    for pass in [Pass::Value, Pass::Members] {
        let mut page = Page::newest(PAGE);
        loop {
            let rows = tessera.store().list_import_rows(run.id, page.clone()).await?;
            take_back(&tessera, rows.items, pass, &mut refused).await?;
            bar.inc(u64::from(PAGE));
            if rows.next.is_none() {
                break;
            }
            page = page.after(rows.next);
        }
    }
    bar.finish_and_clear();
    if let Some(first) = refused.first() {
        let failure = Failure::input(format!(
            "{} rows cannot be taken back; the first: {first}",
            refused.len()
        ));
        return Err(
            failure.hint("what could be taken back is; settle these by hand and undo again")
        );
    }
    tessera.store().mark_import_undone(run.id, tessera.now()).await?;
    terminal::print(format_args!("run {} is undone\n", run.id))
}

async fn take_back(
    tessera: &Tessera,
    rows: Vec<ImportRow>,
    pass: Pass,
    refused: &mut Vec<String>,
) -> Result<(), Failure> {
    let mut running = JoinSet::new();
    for row in rows {
        if running.len() >= UNDER_WAY {
            settle(running.join_next().await, refused)?;
        }
        let tessera = tessera.clone();
        running.spawn(async move { one(&tessera, row, pass).await });
    }
    while !running.is_empty() {
        settle(running.join_next().await, refused)?;
    }
    Ok(())
}

type Ended = Option<Result<Result<(), Error>, tokio::task::JoinError>>;

fn settle(ended: Ended, refused: &mut Vec<String>) -> Result<(), Failure> {
    match ended {
        None | Some(Ok(Ok(()))) => Ok(()),
        Some(Ok(Err(error))) if error.is_refused() => {
            refused.push(error.to_string());
            Ok(())
        }
        Some(Ok(Err(error))) => Err(error.into()),
        Some(Err(error)) => Err(Failure::ours(chain(&error))),
    }
}

/// Undoes one entry. Keys make a second try harmless.
async fn one(tessera: &Tessera, row: ImportRow, pass: Pass) -> Result<(), Error> {
    let stored = tessera.store().find_entry(row.owner, row.seq).await?;
    let Some(stored) = stored else { return Ok(()) };
    let entry: Entry = stored.entry()?;
    let ask = Ask::by("import undo").with_key(entry.id.to_string());
    let member = entry.owner.as_member();
    let done = match (pass, entry.activity, member) {
        (Pass::Value, Activity::Purchase(purchase), _) => {
            returns::void(tessera, &ask, purchase.receipt, Some("import undone".into())).await
        }
        (Pass::Value, Activity::Adjust(adjust), Some(member)) => {
            let back = Adjust {
                amount: Units(-adjust.amount.0),
                expires_at: None,
                reason: "import undone".into(),
                ..adjust
            };
            adjustments::adjust(tessera, &ask, &Who::Member(member), back).await
        }
        (Pass::Members, Activity::Enrol(_), Some(member)) => {
            return close(tessera, &ask, member).await;
        }
        // Returns go with the receipt that they belong to.
        _ => return Ok(()),
    };
    match done {
        Ok(_) => Ok(()),
        Err(error) if error.code() == Code::RETURN_NOTHING_LEFT => Ok(()),
        Err(error) => Err(error),
    }
}

/// The journal keeps members for ever; nothing leads to this one any more.
async fn close(tessera: &Tessera, ask: &Ask, member: model::id::MemberId) -> Result<(), Error> {
    let who = Who::Member(member);
    let known = members::get(tessera, &who).await?;
    for identity in known.identities {
        let ask = Ask::by("import undo");
        members::remove_identity(tessera, &ask, &who, &identity).await?;
    }
    if !known.snapshot.member.blocked {
        members::block(tessera, ask, &who, true).await?;
    }
    Ok(())
}
