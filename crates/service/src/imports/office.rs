//! Imports from the console: a file that is looked through, started when somebody says so, and
//! can be taken back. The file lies in the store, so any node can go on with it, and is thrown
//! away when it is done.
//!
//! COST: the file in memory while it is looked through or brought in, twenty megabytes at most;
//! at most [`MOST_ERRORS`] errors are kept.

use super::receipts::{check_receipts, history_of};
use super::run::{Begun, NewRun, Run};
use super::{ImportError, Looked, RowError, RowErrors, check, members, receipts, undo};
use crate::clock::machine_now;
use crate::error::{Broken, Error};
use crate::keys::{Caller, Party};
use crate::tasks::Task;
use crate::{Ask, Tessera, approvals, programmes};
use jiff::SignedDuration;
use model::entry::Hash;
use model::id::ImportId;
use model::{Code, Instant, Key};
use programme::rulebook::Rulebook;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;
use store::{ImportRun, Listed, Page};
use uuid::Uuid;

const KIND: &str = "import";
const CHECKED: &str = "checked";
const RUNNING: &str = "running";
const DONE: &str = "done";
const FAILED: &str = "failed";
const UNDOING: &str = "undoing";
const UNDONE: &str = "undone";

/// A file that nobody starts is thrown away after so long.
const PATIENCE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Progress is written down so often.
const TELL_EVERY: Duration = Duration::from_secs(2);

/// Errors that are kept of one file.
pub const MOST_ERRORS: usize = 10_000;

/// The largest file.
pub const LARGEST_FILE: usize = 20_000_000;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Looked through; nothing was done.
    Checked,
    /// On its way.
    Running,
    /// Everything that could be brought in is.
    Done,
    /// It ended early; starting it goes on.
    Failed,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
}

/// An import.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// How far it is.
    pub state: ImportState,
    /// What is known of it.
    pub about: About,
}

/// What is in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Members with balances.
    #[default]
    Members,
    /// Receipts and returns.
    Receipts,
}

impl FileKind {
    fn word(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Receipts => "receipts",
        }
    }

    fn check(self, rulebook: &Rulebook, file: &[u8]) -> Result<Looked, ImportError> {
        match self {
            Self::Members => check(rulebook, file),
            Self::Receipts => check_receipts(rulebook, file),
        }
    }
}

/// A file that is sent.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// What is in it.
    pub kind: FileKind,
    /// What it is called.
    pub name: SmolStr,
    /// For receipts: whether people who are not members yet join.
    pub enrol: bool,
    /// The file itself.
    pub bytes: Vec<u8>,
}

/// What is known of an import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct About {
    /// What is in the file.
    pub kind: FileKind,
    /// For receipts: whether people who are not members yet join.
    pub enrol: bool,
    /// What the file is called.
    pub file_name: SmolStr,
    /// When it was sent.
    pub made_at: Instant,
    /// Who sent it.
    pub made_by: Option<Key>,
    /// Rows in the file.
    pub total: u64,
    /// Rows that are done.
    pub done: u64,
    /// Rows that could not be used.
    pub failed: u64,
    /// Columns with what each means.
    pub columns: Vec<(String, String)>,
    /// The first rows as they are, until they are brought in.
    pub first: Vec<Vec<String>>,
    /// Rows that could not be used, the first of them.
    pub errors: Vec<RowError>,
    /// Why it ended early, or could not be taken back as a whole.
    pub trouble: Option<String>,
    run: Option<Uuid>,
}

/// Looks a file through and keeps it.
pub async fn send(tessera: &Tessera, ask: &Ask, new: NewFile) -> Result<Import, Error> {
    if let Some(earlier) = tessera.answered(ask).await?
        && let Some(task) = Task::find(tessera, earlier.entry.id.0, KIND).await?
    {
        return Ok(import(task));
    }
    let (_, rulebook) = programmes::current(tessera).await?;
    let NewFile { kind, name: file_name, enrol, bytes: file } = new;
    let work = move || kind.check(&rulebook, &file).map(|looked| (looked, file));
    let looked = tokio::task::spawn_blocking(work).await.map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "a file", reason: error.to_string() })
    })?;
    let (looked, file) = looked.map_err(refused)?;
    let details = [
        ("kind", kind.word().into()),
        ("file", file_name.as_str().into()),
        ("hash", Hash::of(&file).to_string().into()),
        ("rows", looked.rows.into()),
    ];
    let noted = tessera.note(ask, "import_sent", details).await?;
    let Looked { rows, columns, first, errors } = looked;
    let (failed, errors) = (errors.count(), errors.into_rows());
    let about = About {
        kind,
        enrol,
        file_name,
        made_at: noted.entry.recorded_at,
        made_by: ask.actor.clone(),
        total: rows,
        failed,
        columns,
        first,
        errors,
        ..About::default()
    };
    let id = noted.entry.id.0;
    Ok(import(Task::create(tessera, id, (KIND, CHECKED), about, Some(file)).await?))
}

/// Throws away files that nobody started or went on with: they are full of personal data.
pub(crate) async fn forget_old(tessera: &Tessera) -> Result<(), Error> {
    for state in [CHECKED, FAILED, RUNNING] {
        let waiting = tessera.store().list_tasks(KIND, Some(state), Page::newest(1_000)).await?;
        for row in waiting.items {
            let mut task = Task::<About>::of(row)?;
            let is_forgotten = state == FAILED && task.body.first.is_empty();
            if is_forgotten || machine_now().duration_since(task.row.changed_at) <= PATIENCE {
                continue;
            }
            task.body.first.clear();
            task.body.trouble = Some("nobody went on with it within a week".to_owned());
            task.write(tessera, FAILED, false).await?;
        }
    }
    Ok(())
}

/// Whether files need somebody else than their sender to start them.
pub async fn needs_colleagues(tessera: &Tessera) -> Result<bool, Error> {
    Ok(approvals::settings(tessera).await?.adjustment_limit.is_some())
}

/// Whether somebody of the staff sent this file.
pub fn is_own(caller: &Caller, about: &About) -> bool {
    let party = caller.party.to_string();
    matches!(caller.party, Party::Staff { .. })
        && about.made_by.as_ref().is_some_and(|by| by.as_str() == party)
}

/// Brings the file in, or goes on with it. Where corrections need four eyes, somebody else must
/// have sent it.
pub async fn start(
    tessera: &Tessera,
    ask: &Ask,
    caller: &Caller,
    id: ImportId,
) -> Result<Import, Error> {
    let mut task = find(tessera, id).await?;
    if task.row.state != *CHECKED && tessera.answered(ask).await?.is_some() {
        return Ok(import(task));
    }
    if is_own(caller, &task.body) && needs_colleagues(tessera).await? {
        return Err(Error::plain(Code::APPROVAL_OWN));
    }
    let goes_on = task.is_given_up(RUNNING);
    if ![CHECKED, FAILED].contains(&task.row.state.as_str()) && !goes_on {
        return Err(Error::refused(Code::IMPORT_STATE, format!("it is {}", task.row.state)));
    }
    if let Some(whole) = finished(tessera, &task).await? {
        // Only its end was not written down.
        (task.body.done, task.body.failed) = (whole.rows_done, whole.rows_failed);
        task.body.first.clear();
        end(tessera, &mut task, DONE, false).await;
        return get(tessera, id).await;
    }
    let file = tessera.store().find_task_file(id.0).await?;
    let file = file.ok_or_else(|| Error::refused(Code::IMPORT_STATE, "the file is gone"))?;
    let new = NewRun {
        kind: task.body.kind.word(),
        file_hash: Hash::of(&file),
        file_name: task.body.file_name.clone(),
        resume: true,
    };
    let run = match Run::begin(tessera, new).await? {
        Begun::Run(run) => run,
        Begun::Known(run) | Begun::Interrupted(run) => {
            return Err(Error::refused(Code::IMPORT_KNOWN, format!("as run {}", run.id)));
        }
    };
    tessera.note(ask, "import_started", [("import", id.to_string().into())]).await?;
    let about = &mut task.body;
    (about.run, about.done, about.failed, about.trouble) = (Some(run.import().id), 0, 0, None);
    if !task.write(tessera, RUNNING, true).await? {
        return Err(Broken::Busy.into());
    }
    let answer = import(task.clone());
    tokio::spawn(bring_in(tessera.clone(), task, *run, file));
    Ok(answer)
}

/// The run of an import, when all of it is in and was not taken back.
async fn finished(tessera: &Tessera, task: &Task<About>) -> Result<Option<ImportRun>, Error> {
    let run = match task.body.run {
        Some(run) => tessera.store().find_import(run).await?,
        None => None,
    };
    Ok(run.filter(|run| run.finished_at.is_some() && run.undone_at.is_none()))
}

/// Takes everything back that the file brought in.
pub async fn take_back(tessera: &Tessera, ask: &Ask, id: ImportId) -> Result<Import, Error> {
    let mut task = find(tessera, id).await?;
    if tessera.answered(ask).await?.is_some() {
        return Ok(import(task));
    }
    let is_given_up = task.is_given_up(UNDOING) || task.is_given_up(RUNNING);
    let may = [DONE, FAILED].contains(&task.row.state.as_str()) || is_given_up;
    let run = match task.body.run.filter(|_| may) {
        Some(run) => tessera.store().find_import(run).await?,
        None => None,
    };
    let state = &task.row.state;
    let run = run.ok_or_else(|| Error::refused(Code::IMPORT_STATE, format!("it is {state}")))?;
    tessera.note(ask, "import_undone", [("import", id.to_string().into())]).await?;
    task.body.trouble = None;
    task.body.first.clear();
    if !task.write(tessera, UNDOING, false).await? {
        return Err(Broken::Busy.into());
    }
    let answer = import(task.clone());
    let tessera = tessera.clone();
    tokio::spawn(async move {
        let done = undo(&tessera, &run, |_| {}).await;
        let state = match done {
            Ok(undone) if undone.refused.is_empty() => UNDONE,
            Ok(undone) => {
                let count = undone.refused.len();
                let first = undone.refused.first().cloned().unwrap_or_default();
                let trouble = format!("{count} rows cannot be taken back; the first: {first}");
                task.body.trouble = Some(trouble);
                DONE
            }
            Err(error) => {
                tracing::error!(%error, "taking an import back failed");
                task.body.trouble = Some(error.to_string());
                DONE
            }
        };
        end(&tessera, &mut task, state, false).await;
    });
    Ok(answer)
}

/// One import.
pub async fn get(tessera: &Tessera, id: ImportId) -> Result<Import, Error> {
    Ok(import(find(tessera, id).await?))
}

/// Imports from the console, newest first.
pub async fn list(tessera: &Tessera, page: Page) -> Result<Listed<Import>, Error> {
    let rows = tessera.store().list_tasks(KIND, None, page).await?;
    let items = rows.items.into_iter().map(|row| Task::of(row).map(import));
    Ok(Listed { items: items.collect::<Result<_, _>>()?, next: rows.next })
}

/// Brings a file in, and writes down every few seconds how far it is.
async fn bring_in(tessera: Tessera, mut task: Task<About>, mut run: Run, file: Vec<u8>) {
    let counts = Arc::new((AtomicU64::new(0), AtomicU64::new(0)));
    let told = counts.clone();
    let (kind, enrol) = (task.body.kind, task.body.enrol);
    let mut work = tokio::spawn(async move {
        let tell = |run: &Run| {
            let (done, failed, _) = run.counts();
            told.0.store(done, Relaxed);
            told.1.store(failed, Relaxed);
        };
        let errors = match kind {
            FileKind::Members => {
                let done = members(&mut run, file.as_slice(), MOST_ERRORS, tell).await;
                done.map_err(refused)
            }
            FileKind::Receipts => bring_receipts(&mut run, file, enrol, tell).await,
        };
        if errors.is_err() {
            // What came in so far can only be taken back when it is known.
            run.keep().await?;
        }
        let errors = errors?;
        run.finish().await?;
        Ok::<_, Error>(errors)
    });
    let ended = loop {
        tokio::select! {
            ended = &mut work => break ended,
            () = tokio::time::sleep(TELL_EVERY) => {
                task.body.done = counts.0.load(Relaxed);
                task.body.failed = counts.1.load(Relaxed);
                tell_progress(&tessera, &mut task).await;
            }
        }
    };
    task.body.done = counts.0.load(Relaxed);
    task.body.failed = counts.1.load(Relaxed);
    let state = match ended {
        Ok(Ok(errors)) => {
            // Who came in is kept with the members, and nowhere else.
            task.body.first.clear();
            task.body.errors = errors.into_rows();
            DONE
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "an import failed");
            task.body.trouble = Some(error.to_string());
            FAILED
        }
        Err(error) => {
            tracing::error!(%error, "an import broke");
            task.body.trouble = Some(error.to_string());
            FAILED
        }
    };
    end(&tessera, &mut task, state, state == FAILED).await;
}

async fn bring_receipts(
    run: &mut Run,
    file: Vec<u8>,
    enrol: bool,
    tell: impl FnMut(&Run) + Send,
) -> Result<RowErrors, Error> {
    let (_, rulebook) = programmes::current(run.tessera()).await?;
    let work = move || history_of(&rulebook, &file);
    let history = tokio::task::spawn_blocking(work).await.map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "a file", reason: error.to_string() })
    })?;
    let history = Arc::new(history.map_err(refused)?);
    receipts(run, history, enrol, MOST_ERRORS, tell).await
}

/// Only progress: what cannot be written now, the next time tells. Whether it was written is
/// not known then, so the task is read again.
async fn tell_progress(tessera: &Tessera, task: &mut Task<About>) {
    let Err(error) = task.write(tessera, RUNNING, true).await else { return };
    tracing::warn!(%error, "the progress of an import was not written");
    if let Ok(Some(now)) = Task::<About>::find(tessera, task.row.id, KIND).await
        && now.row.state == *RUNNING
        && now.body.run == task.body.run
    {
        task.row = now.row;
    }
}

async fn end(tessera: &Tessera, task: &mut Task<About>, state: &str, keeps_file: bool) {
    match task.write(tessera, state, keeps_file).await {
        Ok(true) => {}
        Ok(false) => tracing::warn!("somebody else went on with an import"),
        Err(error) => tracing::error!(%error, "the end of an import cannot be written"),
    }
}

async fn find(tessera: &Tessera, id: ImportId) -> Result<Task<About>, Error> {
    let task = Task::find(tessera, id.0, KIND).await?;
    task.ok_or_else(|| Error::refused(Code::NOT_FOUND, id.to_string()))
}

fn import(task: Task<About>) -> Import {
    let given_up = task.is_given_up(RUNNING);
    let state = match task.row.state.as_str() {
        CHECKED => ImportState::Checked,
        RUNNING if !given_up => ImportState::Running,
        DONE => ImportState::Done,
        UNDOING => ImportState::Undoing,
        UNDONE => ImportState::Undone,
        _ => ImportState::Failed,
    };
    Import { id: ImportId(task.row.id), state, about: task.body }
}

fn refused(error: ImportError) -> Error {
    match error {
        ImportError::File(error) => Error::refused(Code::IMPORT_FILE_INVALID, error.to_string()),
        ImportError::Column(column) => {
            let detail = format!("the column `{column}` is not known");
            Error::refused(Code::IMPORT_FILE_INVALID, detail)
        }
        ImportError::Receipts(error) => {
            Error::refused(Code::IMPORT_FILE_INVALID, error.to_string())
        }
        ImportError::Service(error) => error,
    }
}
