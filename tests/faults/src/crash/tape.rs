//! What happened to the files of one database, in order.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A file of the database, by its place in [`Record::names`].
pub type File = usize;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The file came to life, empty.
    Create(File),
    /// Bytes were written at an offset.
    Write(File, usize, Box<[u8]>),
    /// The file was cut (or grown) to a size.
    Resize(File, usize),
    /// Everything about the file that lies before this place of the tape is on the disk now.
    Sync(File, usize),
    /// The file was removed.
    Remove(File),
    /// Somebody was answered: the operation with this number.
    Answer(usize),
}

/// A tape that is being written.
#[derive(Debug)]
pub struct Tape {
    folder: PathBuf,
    record: Mutex<Record>,
    syncs_fail: AtomicBool,
}

/// A tape as it can be read.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// What happened.
    pub events: Vec<Event>,
    /// Names of the files inside the folder.
    pub names: Vec<OsString>,
    places: HashMap<OsString, File>,
}

impl Tape {
    /// An empty tape for the files in a folder.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
            record: Mutex::default(),
            syncs_fail: AtomicBool::new(false),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// From now on the disk confirms nothing any more.
    pub fn fail_syncs(&self) {
        self.syncs_fail.store(true, Ordering::SeqCst);
    }

    pub(super) fn do_syncs_fail(&self) -> bool {
        self.syncs_fail.load(Ordering::SeqCst)
    }

    /// The place of a file, when it lies in the folder.
    pub(super) fn file(&self, path: &Path) -> Option<File> {
        let name = path.strip_prefix(&self.folder).ok()?.as_os_str().to_owned();
        let mut record = self.record();
        if let Some(place) = record.places.get(&name) {
            return Some(*place);
        }
        let place = record.names.len();
        record.names.push(name.clone());
        record.places.insert(name, place);
        Some(place)
    }

    /// How long it is.
    pub fn length(&self) -> usize {
        self.record().events.len()
    }

    /// Writes something down.
    pub fn note(&self, event: Event) {
        self.record().events.push(event);
    }

    /// Everything so far.
    pub fn read(&self) -> Record {
        self.record().clone()
    }

    /// A poisoned record is whole: nothing panics while it is held.
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
