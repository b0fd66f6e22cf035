//! What a fault is given, and how it is run.

use crate::Failure;
use crate::counts::Counts;
use crate::database::Database;
use crate::random::Random;
use crate::server::{Server, Start};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a fault strikes in the short form.
pub const SHORT: Duration = Duration::from_secs(5);

/// The same on PostgreSQL, for a fault that was tried on SQLite before.
pub const AGAIN: Duration = Duration::from_secs(3);

/// A fault by its name.
pub struct Fault {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What breaks, and what has to hold, in one sentence.
    pub about: &'static str,
    /// What it needs besides the binary.
    pub needs: Needs,
    /// How long it strikes in the short form.
    pub short: Duration,
    /// Carries it out.
    pub run: fn(&mut Trial) -> Result<(), Failure>,
}

/// What a fault needs besides the binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: SQLite in a temporary folder.
    Nothing,
    /// The programs of PostgreSQL.
    Postgres,
}

/// One run of one fault.
pub struct Trial {
    /// The server's binary.
    pub binary: PathBuf,
    /// A folder of its own, removed afterwards.
    pub folder: PathBuf,
    /// Everything random follows from it.
    pub seed: u64,
    /// How long the fault may go on striking.
    pub time: Duration,
    /// Whether to try as much as possible.
    pub long: bool,
    /// What was done.
    pub counts: Counts,
}

/// What came of a run.
pub struct Outcome {
    /// Which fault.
    pub name: &'static str,
    /// What was done.
    pub counts: Counts,
    /// How long it took.
    pub took: Duration,
    /// Why it failed, if it did.
    pub failure: Option<String>,
}

impl Fault {
    /// Runs it in a temporary folder.
    pub fn outcome(&self, binary: &Path, seed: u64, time: Duration, long: bool) -> Outcome {
        let started = Instant::now();
        let mut counts = Counts::default();
        let failure = tempfile::Builder::new()
            .prefix("tessera-faults-")
            .tempdir()
            .map_err(Failure::from)
            .and_then(|folder| {
                let folder_path = folder.path().to_path_buf();
                let (binary, counts_before) = (binary.to_path_buf(), Counts::default());
                let mut trial =
                    Trial { binary, folder: folder_path, seed, time, long, counts: counts_before };
                let result = (self.run)(&mut trial);
                counts = std::mem::take(&mut trial.counts);
                result
            })
            .err()
            .map(|error| error.to_string());
        Outcome { name: self.name, counts, took: started.elapsed(), failure }
    }
}

impl Trial {
    /// Random numbers for one purpose.
    pub fn random(&self, purpose: &str) -> Random {
        Random::branch(self.seed, purpose)
    }

    /// A database file in the folder.
    pub fn database(&self) -> Database {
        Database::file(&self.folder.join("faults.db"))
    }

    /// How a server on a database is started.
    pub fn start(&self, database: &Database) -> Start {
        Start {
            binary: self.binary.clone(),
            database: database.name().to_owned(),
            programme: programme(),
            sandbox: false,
            environment: Vec::new(),
            arguments: Vec::new(),
        }
    }

    /// A server on a database.
    pub fn server(&self, database: &Database) -> Result<Server, Failure> {
        Server::start(&self.start(database))
    }

    /// Whether there is time left to strike, counted from a moment.
    pub fn has_time(&self, started: Instant) -> bool {
        started.elapsed() < self.time
    }
}

/// The programme of the tills.
pub fn programme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("programme.yaml")
}

/// Fails unless something took at most so long.
pub fn within(what: &str, took: Duration, limit: Duration) -> Result<(), Failure> {
    match took <= limit {
        true => Ok(()),
        false => Err(format!("{what} took {took:.1?}, allowed are {limit:.1?}").into()),
    }
}

/// Whole milliseconds.
pub fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
