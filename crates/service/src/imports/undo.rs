//! Taking an import back: receipts are voided, balances taken off, members closed.

use crate::error::{Broken, Error};
use crate::identity::Who;
use crate::{Ask, Tessera, adjustments, members, returns};
use model::activity::Adjust;
use model::{Activity, Code, Entry, Owner, Units};
use std::collections::BTreeSet;
use store::{ImportRow, ImportRun, Page};
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

/// What became of taking an import back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Rows that could not be taken back, each with the reason. What could be is; undoing again
    /// takes the rest when these were settled by hand.
    pub refused: Vec<String>,
    /// Whose they are: these members stay open.
    kept: BTreeSet<Owner>,
}

/// Takes an import back; `tell` hears of every page of rows.
pub async fn undo(
    tessera: &Tessera,
    run: &ImportRun,
    mut tell: impl FnMut(u64),
) -> Result<Undone, Error> {
    let mut undone = Undone::default();
    for pass in [Pass::Value, Pass::Members] {
        let mut page = Page::newest(PAGE);
        loop {
            let rows = tessera.store().list_import_rows(run.id, page.clone()).await?;
            tell(rows.items.len() as u64);
            take_back(tessera, rows.items, pass, &mut undone).await?;
            if rows.next.is_none() {
                break;
            }
            page = page.after(rows.next);
        }
    }
    if undone.refused.is_empty() {
        tessera.store().mark_import_undone(run.id, tessera.now()).await?;
    }
    Ok(undone)
}

async fn take_back(
    tessera: &Tessera,
    rows: Vec<ImportRow>,
    pass: Pass,
    undone: &mut Undone,
) -> Result<(), Error> {
    let mut running = JoinSet::new();
    for row in rows {
        if pass == Pass::Members && undone.kept.contains(&row.owner) {
            continue;
        }
        if running.len() >= UNDER_WAY {
            settle(running.join_next().await, undone)?;
        }
        let tessera = tessera.clone();
        running.spawn(async move { (row.owner, one(&tessera, row, pass).await) });
    }
    while !running.is_empty() {
        settle(running.join_next().await, undone)?;
    }
    Ok(())
}

type Ended = Option<Result<(Owner, Result<(), Error>), tokio::task::JoinError>>;

fn settle(ended: Ended, undone: &mut Undone) -> Result<(), Error> {
    match ended {
        None | Some(Ok((_, Ok(())))) => Ok(()),
        Some(Ok((owner, Err(error)))) if error.is_refused() => {
            undone.refused.push(error.to_string());
            undone.kept.insert(owner);
            Ok(())
        }
        Some(Ok((_, Err(error)))) => Err(error),
        Some(Err(error)) => {
            Err(Broken::Unreadable { what: "a row", reason: error.to_string() }.into())
        }
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
