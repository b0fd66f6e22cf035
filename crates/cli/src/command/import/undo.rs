//! Taking an import back.

use super::UndoArguments;
use crate::failure::Failure;
use crate::{database, progress, terminal};
use service::imports;

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
    let undone = imports::undo(&tessera, &run, |rows| bar.inc(rows)).await;
    bar.finish_and_clear();
    let refused = undone?.refused;
    if let Some(first) = refused.first() {
        let failure = Failure::input(format!(
            "{} rows cannot be taken back; the first: {first}",
            refused.len()
        ));
        return Err(
            failure.hint("what could be taken back is; settle these by hand and undo again")
        );
    }
    terminal::print(format_args!("run {} is undone\n", run.id))
}
