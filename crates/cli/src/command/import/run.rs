//! The run of an import: beginning, going on, keeping what rows became, ending.

use super::FileArguments;
use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::shop::report::{self, RowError};
use crate::shop::source;
use crate::terminal;
use model::id::time_ordered;
use model::{Entry, Key};
use service::{Entropy, Page, SystemEntropy, Tessera, projector};
use store::{ImportRow, ImportRun};

/// What rows became is kept after so many of them.
const ROWS: usize = 1_000;

/// An import under way.
pub(super) struct Run {
    pub(super) tessera: Tessera,
    pub(super) import: ImportRun,
    /// Names the rows of this file, whichever run sends them.
    pub(super) key: String,
    /// It goes on with what an interrupted one began.
    resumed: bool,
    waiting: Vec<ImportRow>,
    done: u64,
    failed: u64,
    repeated: u64,
}

impl Run {
    /// Begins a run, or goes on with one that was interrupted.
    pub(super) async fn start(kind: &str, arguments: &FileArguments) -> Result<Self, Failure> {
        let tessera = database::open(&arguments.database.database).await?;
        let mut random = [0; 10];
        SystemEntropy.fill(&mut random);
        let now = tessera.now();
        let name = arguments.file.file_name().unwrap_or_default().to_string_lossy();
        let fresh = ImportRun {
            id: time_ordered(now.as_millisecond(), random),
            kind: Key::new(kind),
            file_hash: source::hash(&arguments.file)?,
            file_name: name.as_ref().into(),
            started_at: now,
            finished_at: None,
            undone_at: None,
            rows_done: 0,
            rows_failed: 0,
        };
        let earlier = Earlier::of(&tessera, &fresh).await?;
        if let Some(whole) = earlier.whole {
            let failure = Failure::input(format!("this file came in before, as run {}", whole.id));
            return Err(failure.hint(format!(
                "take it back with `tessera import undo {}`, or send a file with the new rows only",
                whole.id
            )));
        }
        // The same row of the same file is one operation, whichever run sends it,
        // until a run is taken back.
        let key = format!("{}/{}", fresh.file_hash, earlier.undone);
        let id = fresh.id;
        let import = tessera.store().start_import(fresh).await?;
        if import.id != id && !arguments.resume {
            let failure =
                Failure::input(format!("this file was begun before, as run {}", import.id));
            return Err(failure.hint(format!(
                "go on with --resume, or take it back with `tessera import undo {}`",
                import.id
            )));
        }
        terminal::say(format_args!("run {}", import.id));
        let resumed = import.id != id;
        let waiting = Vec::new();
        Ok(Self { tessera, import, key, resumed, waiting, done: 0, failed: 0, repeated: 0 })
    }

    /// Notes that an entry was made by a row; several may be, each with a place of its own.
    pub(super) async fn kept(
        &mut self,
        place: u64,
        entry: &Entry,
        repeated: bool,
    ) -> Result<(), Failure> {
        self.repeated += u64::from(repeated);
        if repeated && !self.resumed {
            // Another run made it, and undoing that run takes it back.
            return Ok(());
        }
        self.waiting.push(ImportRow { row: place, owner: entry.owner, seq: entry.seq });
        self.write_when(ROWS).await
    }

    /// Notes that a row is done.
    pub(super) fn count(&mut self, failed: bool) {
        self.done += 1;
        self.failed += u64::from(failed);
    }

    async fn write_when(&mut self, size: usize) -> Result<(), Failure> {
        if self.waiting.len() >= size {
            let rows = std::mem::take(&mut self.waiting);
            let store = self.tessera.store();
            store.record_import(self.import.id, self.done, self.failed, rows).await?;
        }
        Ok(())
    }

    /// Ends the run, writes the file of errors, and says what became of it.
    pub(super) async fn finish(
        mut self,
        arguments: &FileArguments,
        errors: &[RowError],
    ) -> Result<(), Failure> {
        self.write_when(0).await?;
        projector::project_now(&self.tessera).await?;
        let now = self.tessera.now();
        self.tessera.store().finish_import(self.import.id, now).await?;
        if let Some(path) = &arguments.errors {
            report::write(path, errors)?;
        }
        let Self { done, repeated, failed, .. } = self;
        terminal::print(format_args!(
            "run {}: {done} done, {repeated} of them before, {failed} refused\n",
            self.import.id
        ))?;
        if !errors.is_empty() {
            match &arguments.errors {
                Some(path) => terminal::hint(format_args!(
                    "{} rows that could not be used: {}",
                    errors.len(),
                    path.display()
                )),
                None => {
                    let first = &errors[0];
                    terminal::say(format_args!(
                        "line {}: {} {}",
                        first.line, first.code, first.detail
                    ));
                    terminal::hint(format_args!(
                        "{} rows could not be used; --errors FILE lists all of them",
                        errors.len()
                    ));
                }
            }
        }
        terminal::hint(format_args!("`tessera import undo {}` takes it back", self.import.id));
        Ok(())
    }
}

/// Earlier runs of the same file.
struct Earlier {
    /// One that brought all of it in, and was not taken back.
    whole: Option<ImportRun>,
    /// How many were taken back.
    undone: u32,
}

impl Earlier {
    async fn of(tessera: &Tessera, fresh: &ImportRun) -> Result<Self, Failure> {
        let mut earlier = Self { whole: None, undone: 0 };
        let mut page = Page::newest(1_000);
        loop {
            let runs = tessera.store().list_imports(page.clone()).await?;
            let same = |run: &ImportRun| run.kind == fresh.kind && run.file_hash == fresh.file_hash;
            for run in runs.items.into_iter().filter(same) {
                if run.undone_at.is_some() {
                    earlier.undone += 1;
                } else if run.finished_at.is_some() && run.rows_failed == 0 {
                    earlier.whole = Some(run);
                }
            }
            if runs.next.is_none() {
                return Ok(earlier);
            }
            page = page.after(runs.next);
        }
    }
}

/// All runs, newest first.
pub(super) async fn list(database: &DatabaseArguments) -> Result<(), Failure> {
    let tessera = database::open(&database.database).await?;
    let mut page = Page::newest(1_000);
    let mut text = String::new();
    loop {
        let runs = tessera.store().list_imports(page.clone()).await?;
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
