//! The run of an import: beginning, going on, keeping what rows became, ending.

use crate::error::Error;
use crate::{Tessera, projector};
use model::entry::Hash;
use model::{Entry, Key};
use smol_str::SmolStr;
use store::{ImportRow, ImportRun, Listed, Page};

/// What rows became is kept after so many of them.
const ROWS: usize = 1_000;

/// A run that is to begin.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// `members` or `receipts`.
    pub kind: &'static str,
    /// Hash of the file.
    pub file_hash: Hash,
    /// Name of the file, for people.
    pub file_name: SmolStr,
    /// Goes on with a run of this file that was interrupted.
    pub resume: bool,
}

/// What became of beginning.
#[derive(Debug)]
pub enum Begun {
    /// It is under way.
    Run(Box<Run>),
    /// The whole file came in before, and was not taken back.
    Known(ImportRun),
    /// The file was begun before, and nobody said to go on.
    Interrupted(ImportRun),
}

/// An import under way.
#[derive(Debug)]
pub struct Run {
    tessera: Tessera,
    import: ImportRun,
    key: String,
    is_resumed: bool,
    waiting: Vec<ImportRow>,
    done: u64,
    failed: u64,
    repeated: u64,
}

impl Run {
    /// Begins a run, or goes on with one that was interrupted.
    pub async fn begin(tessera: &Tessera, new: NewRun) -> Result<Begun, Error> {
        let fresh = ImportRun {
            id: tessera.new_id(),
            kind: Key::new(new.kind),
            file_hash: new.file_hash,
            file_name: new.file_name,
            started_at: tessera.now(),
            finished_at: None,
            undone_at: None,
            rows_done: 0,
            rows_failed: 0,
        };
        let earlier = Earlier::of(tessera, &fresh).await?;
        if let Some(whole) = earlier.whole {
            return Ok(Begun::Known(whole));
        }
        // The same row of the same file is one operation, whichever run sends it,
        // until a run is taken back.
        let key = format!("{}/{}", fresh.file_hash, earlier.undone);
        let id = fresh.id;
        let import = tessera.store().start_import(fresh).await?;
        let is_resumed = import.id != id;
        if is_resumed && !new.resume {
            return Ok(Begun::Interrupted(import));
        }
        let (tessera, waiting) = (tessera.clone(), Vec::new());
        let run =
            Self { tessera, import, key, is_resumed, waiting, done: 0, failed: 0, repeated: 0 };
        Ok(Begun::Run(Box::new(run)))
    }

    /// The service that it goes through.
    pub fn tessera(&self) -> &Tessera {
        &self.tessera
    }

    /// The run as the store keeps it.
    pub fn import(&self) -> &ImportRun {
        &self.import
    }

    /// Names the rows of this file, whichever run sends them.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Rows that are done, of these refused, and of these done before.
    pub fn counts(&self) -> (u64, u64, u64) {
        (self.done, self.failed, self.repeated)
    }

    /// Notes that an entry was made by a row; several may be, each with a place of its own.
    pub async fn kept(&mut self, place: u64, entry: &Entry, repeated: bool) -> Result<(), Error> {
        self.repeated += u64::from(repeated);
        if repeated && !self.is_resumed {
            // Another run made it, and undoing that run takes it back.
            return Ok(());
        }
        self.waiting.push(ImportRow { row: place, owner: entry.owner, seq: entry.seq });
        self.write_when(ROWS).await
    }

    /// Notes that a row is done.
    pub fn count(&mut self, failed: bool) {
        self.done += 1;
        self.failed += u64::from(failed);
    }

    /// Keeps at once what rows became so far.
    pub async fn keep(&mut self) -> Result<(), Error> {
        self.write_when(0).await
    }

    async fn write_when(&mut self, size: usize) -> Result<(), Error> {
        if self.waiting.len() >= size {
            let rows = std::mem::take(&mut self.waiting);
            let store = self.tessera.store();
            store.record_import(self.import.id, self.done, self.failed, rows).await?;
        }
        Ok(())
    }

    /// Ends the run.
    pub async fn finish(&mut self) -> Result<(), Error> {
        self.write_when(0).await?;
        projector::project_now(&self.tessera).await?;
        let now = self.tessera.now();
        Ok(self.tessera.store().finish_import(self.import.id, now).await?)
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
    async fn of(tessera: &Tessera, fresh: &ImportRun) -> Result<Self, Error> {
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

/// All runs.
pub async fn list(tessera: &Tessera, page: Page) -> Result<Listed<ImportRun>, Error> {
    Ok(tessera.store().list_imports(page).await?)
}
