//! `tessera backup`: a proven copy of a database file, also while a server writes into it.

use crate::backups::files::{self, Partial, folder_of};
use crate::backups::manifest::{Manifest, Verified};
use crate::backups::{kept, only_files, proof};
use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::{progress, terminal};
use clap::Args;
use model::Instant;
use serde::Serialize;
use service::{Clock, SystemClock};
use std::path::{Path, PathBuf};
use std::time;
use store::StoreError;
use store::sqlite::backup::{FileFacts, SqliteBackup, companions, note_backup};

/// Copy a database file while the server goes on, and prove the copy.
#[derive(Args, Debug)]
pub(crate) struct BackupArguments {
    #[command(flatten)]
    database: DatabaseArguments,
    /// The copy, or a folder in which it gets a name with the moment.
    #[arg(long, value_name = "FILE|DIR")]
    to: PathBuf,
    /// In a folder: keep only so many copies of this database, the newest.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
    /// Leave the proof of the copy out.
    #[arg(long)]
    no_verify: bool,
    /// Print what was done as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Done {
    file: PathBuf,
    #[serde(flatten)]
    manifest: Manifest,
    removed: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &BackupArguments) -> Result<(), Failure> {
    let source = arguments.database.database.as_path();
    only_files(source)?;
    if !source.is_file() {
        let failure = Failure::input(format!("{}: there is no such database", source.display()));
        return Err(failure.hint("give the file that the server uses"));
    }
    let now = SystemClock.now();
    let target = target(arguments, source, now)?;
    let folder = arguments.to.is_dir().then_some(arguments.to.as_path());
    if let Some(folder) = folder {
        kept::clear_unfinished(folder, source)?;
    }
    let manifest = copy(source, &target, !arguments.no_verify)?;
    // The copy stands whatever becomes of the note.
    if let Err(error) = note_backup(source, manifest.made_at) {
        terminal::say(format_args!("the copy is not noted in the database: {error}"));
    }
    let removed = match (folder, arguments.keep) {
        (Some(folder), Some(keep)) => kept::prune(folder, source, keep as usize)?,
        _ => Vec::new(),
    };
    for path in &removed {
        terminal::say(format_args!("removed {}", path.display()));
    }
    if arguments.json {
        return terminal::print_json(&Done { file: target, manifest, removed });
    }
    terminal::print(format_args!("{}\n", target.display()))
}

/// The final name of the copy.
fn target(arguments: &BackupArguments, source: &Path, now: Instant) -> Result<PathBuf, Failure> {
    let to = &arguments.to;
    if to.is_dir() {
        return absent(to.join(kept::name(source, now)));
    }
    if arguments.keep.is_some() {
        let failure = Failure::input(format!("{}: is no folder", to.display()));
        return Err(failure.hint("--keep counts the copies of a folder that is there"));
    }
    if same_file(source, to) {
        return Err(Failure::input(format!("{}: is the database itself", to.display()))
            .hint("choose another file, better on another disk"));
    }
    if !folder_of(to).is_dir() {
        let failure = format!("{}: there is no such folder", folder_of(to).display());
        return Err(Failure::input(failure).hint("make it first"));
    }
    absent(to.clone())
}

fn absent(target: PathBuf) -> Result<PathBuf, Failure> {
    for file in companions(&target).iter().chain([&target]) {
        if file.exists() {
            let failure = Failure::input(format!("{}: is there already", file.display()));
            return Err(failure.hint("a copy is never overwritten; choose another name"));
        }
    }
    Ok(target)
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Copies, proves, and only then gives the copy its name.
fn copy(source: &Path, target: &Path, verify: bool) -> Result<Manifest, Failure> {
    let partial = Partial::begin(target, kept::PARTIAL)?;
    partial.as_private_as(source)?;
    let facts = copy_pages(source, &partial)?;
    let verified = match verify {
        true => Some(prove(&partial)?),
        false => None,
    };
    // The proof may have carried claims over to their tables: what counts is the file now.
    let (hash, bytes) = files::hash(partial.path())?;
    let facts = FileFacts { bytes, ..facts };
    let manifest = Manifest::new(facts, hash, verified, SystemClock.now());
    manifest.write(target)?;
    partial.finish(target)?;
    Ok(manifest)
}

fn copy_pages(source: &Path, partial: &Partial) -> Result<FileFacts, Failure> {
    let folder = folder_of(partial.path());
    let begun = time::Instant::now();
    let backup = SqliteBackup::begin(source)?;
    let facts = backup.facts();
    files::need_room(folder, facts.bytes)?;
    let bar = progress::bytes("copying", facts.bytes);
    let written = backup.write(partial.path(), |bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    written.map_err(|error| match error {
        StoreError::Full => {
            let failure = format!("{}: no room for {}", folder.display(), files::size(facts.bytes));
            Failure::input(failure).hint("make room, or choose another place")
        }
        error => error.into(),
    })?;
    let seconds = begun.elapsed().as_secs_f64();
    terminal::say(format_args!("copied {} in {seconds:.1} s", files::size(facts.bytes)));
    Ok(facts)
}

fn prove(partial: &Partial) -> Result<Verified, Failure> {
    let proven = database::runtime()?.block_on(proof::prove(partial.path()));
    let proven = proven.map_err(|failure| {
        failure.hint(
            "the copy was removed; look at the database itself with `tessera doctor` and \
             `tessera verify`; --no-verify makes a copy all the same",
        )
    })?;
    terminal::say(proven.sentence());
    Ok(proven)
}
