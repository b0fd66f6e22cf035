//! Beginning and ending an import at the terminal.

use super::FileArguments;
use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::shop::report;
use crate::shop::source;
use crate::terminal;
use service::imports::{self, Begun, NewRun, RowError, Run};
use service::{Page, Tessera};
use store::ImportRun;

/// Begins a run, or goes on with one that was interrupted.
pub(super) async fn begin(
    tessera: &Tessera,
    kind: &'static str,
    arguments: &FileArguments,
) -> Result<Run, Failure> {
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let new = NewRun {
        kind,
        file_hash: source::hash(&arguments.file)?,
        file_name: name.as_ref().into(),
        resume: arguments.resume,
    };
    match Run::begin(tessera, new).await? {
        Begun::Run(run) => {
            terminal::say(format_args!("run {}", run.import().id));
            Ok(*run)
        }
        Begun::Known(ImportRun { id, .. }) => {
            let failure = Failure::input(format!("this file came in before, as run {id}"));
            Err(failure.hint(format!(
                "take it back with `tessera import undo {id}`, or send a file with the new rows only"
            )))
        }
        Begun::Interrupted(ImportRun { id, .. }) => {
            let failure = Failure::input(format!("this file was begun before, as run {id}"));
            Err(failure.hint(format!(
                "go on with --resume, or take it back with `tessera import undo {id}`"
            )))
        }
    }
}

/// Ends the run, writes the file of errors, and says what became of it.
pub(super) async fn end(
    mut run: Run,
    arguments: &FileArguments,
    errors: &[RowError],
) -> Result<(), Failure> {
    run.finish().await?;
    if let Some(path) = &arguments.errors {
        report::write(path, errors)?;
    }
    let (done, failed, repeated) = run.counts();
    let id = run.import().id;
    terminal::print(format_args!(
        "run {id}: {done} done, {repeated} of them before, {failed} refused\n"
    ))?;
    if let Some(first) = errors.first() {
        match &arguments.errors {
            Some(path) => terminal::hint(format_args!(
                "{} rows that could not be used: {}",
                errors.len(),
                path.display()
            )),
            None => {
                terminal::say(format_args!("line {}: {} {}", first.line, first.code, first.detail));
                terminal::hint(format_args!(
                    "{} rows could not be used; --errors FILE lists all of them",
                    errors.len()
                ));
            }
        }
    }
    terminal::hint(format_args!("`tessera import undo {id}` takes it back"));
    Ok(())
}

/// All runs, newest first.
pub(super) async fn list(database: &DatabaseArguments) -> Result<(), Failure> {
    let tessera = database::open(&database.database).await?;
    let mut page = Page::newest(1_000);
    let mut text = String::new();
    loop {
        let runs = imports::list(&tessera, page.clone()).await?;
        for run in runs.items {
            let state = match (run.undone_at, run.finished_at) {
                (Some(_), _) => "undone",
                (None, Some(_)) => "finished",
                (None, None) => "interrupted",
            };
            let ImportRun { id, kind, file_name, started_at, rows_done, rows_failed, .. } = run;
            text.push_str(&format!(
                "{id}  {kind}  {state}  {started_at}  {rows_done} done, {rows_failed} refused  {file_name}\n"
            ));
        }
        if runs.next.is_none() {
            return terminal::print(text);
        }
        page = page.after(runs.next);
    }
}
