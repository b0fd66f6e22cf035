//! `tessera copy`: moves an organisation into an empty database, and proves that it arrived.
//!
//! INVARIANT: the target gets its name, or its transaction its end, only when everything is
//! in it and the source has not moved on; a copy that was interrupted leaves nothing behind
//! that could be taken for a whole one.

use crate::backups::files::Partial;
use crate::backups::proof;
use crate::failure::Failure;
use crate::{database, progress, terminal};
use clap::Args;
use serde::Serialize;
use service::{SystemClock, SystemEntropy, Tessera, projector};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::postgres::transfer::{PostgresSource, PostgresTarget};
use store::sqlite::transfer::{SqliteSource, SqliteTarget};
use store::transfer::{self, Moved, Source, TABLES, Target, TransferError};
use store::{SqliteStore, Store};

/// What a file is called until it is complete.
const ARRIVING: &str = ".copying";

/// Move an organisation into an empty database: from SQLite to PostgreSQL, back, or within.
#[derive(Args, Debug)]
pub(crate) struct CopyArguments {
    /// What is copied. It stays as it is; no server may be using it.
    #[arg(long, value_name = "FILE|URL")]
    from: String,
    /// Where to: a file that is not there yet, or an empty database of a PostgreSQL server.
    #[arg(long, value_name = "FILE|URL")]
    to: String,
    /// Leave the proof of the book out; every row is compared all the same.
    #[arg(long)]
    no_verify: bool,
    /// Print what was copied as JSON.
    #[arg(long)]
    json: bool,
}

/// A database, by what it is.
enum Place {
    File(PathBuf),
    Server(String),
}

impl Place {
    fn of(text: &str) -> Self {
        match database::server(Path::new(text)) {
            Some(url) => Self::Server(url.to_owned()),
            None => Self::File(text.into()),
        }
    }

    /// A moment of a source that nobody is using.
    async fn source(&self) -> Result<Box<dyn Source>, Failure> {
        match self {
            Self::File(path) if !path.is_file() => {
                Err(Failure::input(format!("{}: there is no such database", path.display())))
            }
            Self::File(path) => Ok(Box::new(SqliteSource::begin(path).await?)),
            Self::Server(url) => Ok(Box::new(PostgresSource::begin(url).await?)),
        }
    }
}

/// A target that is being filled.
struct Arriving {
    target: Box<dyn Target>,
    /// The file under its name of the meantime; a server has none.
    file: Option<Partial>,
}

impl Arriving {
    async fn begin(to: &Place) -> Result<Self, Failure> {
        match to {
            Place::File(path) if path.exists() => {
                let failure = Failure::input(format!("{}: is there already", path.display()));
                Err(failure.hint("choose a new file; a copy never takes the place of something"))
            }
            Place::File(path) => {
                let file = Partial::begin(path, ARRIVING)?;
                let target = Box::new(SqliteTarget::begin(file.path())?);
                Ok(Self { target, file: Some(file) })
            }
            Place::Server(url) => {
                // Makes the tables.
                drop(database::on_server(url).await?);
                let target = Box::new(PostgresTarget::begin(url).await?);
                Ok(Self { target, file: None })
            }
        }
    }
}

pub(crate) fn run(arguments: &CopyArguments) -> Result<(), Failure> {
    database::runtime()?.block_on(copy(arguments))
}

async fn copy(arguments: &CopyArguments) -> Result<(), Failure> {
    let (from, to) = (Place::of(&arguments.from), Place::of(&arguments.to));
    let mut source = from.source().await?;
    let head = source.head().await?;
    let mut rows = 0;
    for table in TABLES {
        rows += source.count(table).await?;
    }
    let Arriving { mut target, file } = Arriving::begin(&to).await?;
    let bar = progress::counted("copying", rows);
    let moved = transfer::run(&mut *source, &mut *target, |rows| bar.inc(rows)).await;
    bar.finish_and_clear();
    let moved = moved?;
    drop(source);
    if from.source().await?.head().await? != head {
        return Err(moved_on());
    }
    target.finish().await?;
    let arrived: Box<dyn Source> = match (&to, &file) {
        (_, Some(file)) => Box::new(SqliteSource::begin(file.path()).await?),
        (Place::Server(url), None) => Box::new(PostgresSource::begin_beside_others(url).await?),
        // A file is always filled under another name.
        (Place::File(path), None) => Box::new(SqliteSource::begin(path).await?),
    };
    compare(arrived, &moved, head, rows).await?;
    let verify = !arguments.no_verify;
    match (&to, file) {
        (Place::File(path), Some(file)) => {
            complete(Arc::new(SqliteStore::open(file.path())?), verify).await?;
            file.finish(path)?;
        }
        (Place::File(path), None) => complete(Arc::new(SqliteStore::open(path)?), verify).await?,
        // Opening it lets positions go on behind those that arrived.
        (Place::Server(url), _) => {
            complete(Arc::new(database::on_server(url).await?), verify).await?
        }
    }
    report(arguments, head, &moved)
}

/// Writes what stands behind the journal, and proves the whole.
async fn complete(store: Arc<dyn Store>, verify: bool) -> Result<(), Failure> {
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let tessera = Tessera::open(store.clone(), clock, entropy).await?;
    let bar = progress::open("projecting");
    let projected = projector::project_now(&tessera).await;
    bar.finish_and_clear();
    terminal::say(format_args!("lists and balances were built from {} entries", projected?));
    if verify {
        terminal::say(proof::prove_book(store).await?.sentence());
    }
    Ok(())
}

fn moved_on() -> Failure {
    let failure = Failure::input("somebody wrote into the source during the copy");
    failure.hint("stop the servers that use it, and copy again; nothing was kept of this one")
}

/// Reads the target back: every row must be there as it was, and nothing else.
async fn compare(
    mut arrived: Box<dyn Source>,
    moved: &[Moved],
    head: u64,
    rows: u64,
) -> Result<(), Failure> {
    let bar = progress::counted("comparing", rows);
    let found = transfer::survey(&mut *arrived, |rows| bar.inc(rows)).await;
    bar.finish_and_clear();
    for (sent, found) in moved.iter().zip(&found?) {
        if sent != found {
            let (name, sent, found) = (sent.table, sent.rows, found.rows);
            let failure = format!("{name}: {sent} rows were sent, {found} arrived, not the same");
            return Err(Failure::ours(failure).hint("do not use the target"));
        }
    }
    match arrived.head().await? {
        found if found == head => Ok(()),
        found => Err(Failure::ours(format!("the newest entry is {found} and not {head}"))),
    }
}

#[derive(Serialize)]
struct Done {
    journal_head: u64,
    tables: Vec<Counted>,
}

#[derive(Serialize)]
struct Counted {
    table: &'static str,
    rows: u64,
    digest: String,
}

fn report(arguments: &CopyArguments, head: u64, moved: &[Moved]) -> Result<(), Failure> {
    if arguments.json {
        let tables = moved.iter().map(|one| Counted {
            table: one.table,
            rows: one.rows,
            digest: one.digest.to_string(),
        });
        let tables = tables.collect();
        return terminal::print_json(&Done { journal_head: head, tables });
    }
    let mut text = String::new();
    for Moved { table, rows, .. } in moved.iter().filter(|one| one.rows > 0) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{table:<24} {rows}");
    }
    let _ = writeln!(text, "{:<24} {head}", "newest entry, on both");
    terminal::print(text)
}

impl From<TransferError> for Failure {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::Store(error) => error.into(),
            TransferError::NotEmpty { .. } => {
                Self::input(error).hint("give an empty database; `createdb NAME` makes one")
            }
            TransferError::OlderSchema { .. } => {
                Self::input(error).hint("`tessera doctor` brings it up to date")
            }
            TransferError::InUse(_) => Self::input(error).hint(
                "stop the servers that use it: what they write from now on would stay behind",
            ),
        }
    }
}
