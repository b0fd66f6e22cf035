//! `tessera restore`: puts a copy in the place of a database.
//!
//! INVARIANT: nothing but a proven copy gets the name of the database, and nothing that was
//! there before is destroyed.

use crate::backups::files::{self, Partial, folder_of};
use crate::backups::manifest::{Manifest, beside};
use crate::backups::{only_files, proof};
use crate::database::{self, DatabaseArguments};
use crate::failure::{Failure, chain};
use crate::terminal;
use clap::Args;
use model::entry::Hash;
use service::{Clock, SystemClock};
use std::path::{Path, PathBuf};
use store::sqlite::backup::{companions, file_facts};
use store::sqlite::hold::{Alone, holder};
use store::{SqliteStore, StoreError};

/// What is put in place is called so until it is proven.
const RESTORING: &str = ".restoring";

/// Put a copy made by `tessera backup` in the place of a database, after proving it.
#[derive(Args, Debug)]
pub(crate) struct RestoreArguments {
    /// The copy; its manifest lies beside it.
    #[arg(value_name = "FILE")]
    copy: PathBuf,
    #[command(flatten)]
    database: DatabaseArguments,
    /// Take the place of a database that is there; it is kept under another name.
    #[arg(long)]
    replace: bool,
    /// Take a copy that has no manifest, or was opened since; its book is proven all the same.
    #[arg(long)]
    without_manifest: bool,
}

pub(crate) fn run(arguments: &RestoreArguments) -> Result<(), Failure> {
    let (copy, target) = (arguments.copy.as_path(), arguments.database.database.as_path());
    only_files(target)?;
    only_files(copy)?;
    if !copy.is_file() {
        return Err(Failure::input(format!("{}: there is no such copy", copy.display())));
    }
    refuse_unfinished(copy)?;
    let manifest = manifest(arguments)?;
    refuse_target(arguments)?;
    let length = std::fs::metadata(copy).map_err(|error| Failure::file(copy, &error))?.len();
    files::need_room(folder_of(target), length)?;
    let partial = Partial::begin(target, RESTORING)?;
    partial.as_private_as(if target.exists() { target } else { copy })?;
    let hash = files::copy(copy, partial.path())?;
    if let Some(manifest) = &manifest {
        compare(copy, manifest, hash, length)?;
    }
    let verified = database::runtime()?.block_on(proof::prove(partial.path()));
    let verified = verified.map_err(|failure| failure.hint("take another copy"))?;
    let facts = file_facts(partial.path())?;
    put_in_place(partial, target)?;
    terminal::say(verified.sentence());
    if facts.schema < SqliteStore::SCHEMA {
        terminal::say("the copy was made by an earlier version: the server brings it up to date");
    }
    let head = facts.journal_head;
    terminal::print(format_args!("{}: restored up to entry {head}\n", target.display()))
}

/// A copy is one file; with a log beside it, it is a database that somebody opened.
fn refuse_unfinished(copy: &Path) -> Result<(), Failure> {
    let log = companions(copy)
        .into_iter()
        .find(|log| std::fs::metadata(log).is_ok_and(|found| found.is_file() && found.len() > 0));
    if let Some(log) = log {
        let failure = Failure::input(format!("{}: the copy is in use", log.display()));
        return Err(failure.hint(
            "end what has it open; a database that a server uses is copied with `tessera backup`",
        ));
    }
    Ok(())
}

/// The manifest, unless the caller does without.
fn manifest(arguments: &RestoreArguments) -> Result<Option<Manifest>, Failure> {
    if arguments.without_manifest {
        return Ok(None);
    }
    let copy = arguments.copy.as_path();
    let Some(manifest) = Manifest::find(copy)? else {
        let failure = Failure::input(format!("{}: there is no manifest", beside(copy).display()));
        return Err(failure
            .hint("put it beside the copy; --without-manifest takes a copy whose book verifies"));
    };
    if manifest.schema > SqliteStore::SCHEMA {
        let failure =
            StoreError::NewerSchema { found: manifest.schema, known: SqliteStore::SCHEMA };
        return Err(failure.into());
    }
    Ok(Some(manifest))
}

/// The copy must be, to the byte, what was made.
fn compare(copy: &Path, manifest: &Manifest, hash: Hash, length: u64) -> Result<(), Failure> {
    let what = if manifest.bytes != length {
        let (made, found) = (files::size(manifest.bytes), files::size(length));
        format!("it has {found} and was made with {made}")
    } else if manifest.blake3 != hash {
        "its bytes are not those that were written".to_owned()
    } else {
        return Ok(());
    };
    let failure = Failure::broken_book(format!("{}: {what}", copy.display()));
    Err(failure.hint(
        "take another copy; if somebody only opened this one, --without-manifest takes it when \
         its book verifies",
    ))
}

fn refuse_target(arguments: &RestoreArguments) -> Result<(), Failure> {
    let target = arguments.database.database.as_path();
    if !folder_of(target).is_dir() {
        let failure = format!("{}: there is no such folder", folder_of(target).display());
        return Err(Failure::input(failure).hint("make it first"));
    }
    if !target.exists() {
        return Ok(());
    }
    if !target.is_file() {
        return Err(Failure::input(format!("{}: is not a file", target.display())));
    }
    if let Some(process) = holder(target).map_err(|error| Failure::file(target, &error))? {
        return Err(in_use(target, process));
    }
    if !arguments.replace {
        let failure = Failure::input(format!("{}: is there already", target.display()));
        return Err(failure.hint("--replace takes its place, and keeps it under another name"));
    }
    Ok(())
}

fn in_use(target: &Path, process: i32) -> Failure {
    let failure = match process {
        0 => format!("{}: another process has it open", target.display()),
        process => format!("{}: process {process} has it open", target.display()),
    };
    Failure::input(failure).hint("stop the server first")
}

/// Moves away what is there, with its log, and gives the new file its name. A sound
/// database is locked meanwhile, so that no server can start in between.
fn put_in_place(partial: Partial, target: &Path) -> Result<(), Failure> {
    let alone = match target.exists().then(|| Alone::take(target)).transpose() {
        Ok(alone) => alone,
        Err(StoreError::Busy) => return Err(in_use(target, 0)),
        Err(error) => {
            terminal::say(format_args!("what is there cannot be opened: {}", chain(&error)));
            None
        }
    };
    let ending = SystemClock.now().strftime(".replaced-%Y%m%dT%H%M%SZ").to_string();
    let mut moved = Vec::new();
    for file in companions(target).iter().map(PathBuf::as_path).chain([target]) {
        if file.exists() {
            let to = aside(file, target, &ending);
            std::fs::rename(file, &to).map_err(|error| Failure::file(file, &error))?;
            moved.push(to);
        }
    }
    partial.finish(target)?;
    drop(alone);
    for path in moved {
        terminal::say(format_args!("what was there is kept as {}", path.display()));
    }
    Ok(())
}

/// `shop.db-wal` becomes `shop.db.replaced-...-wal`, so that the files still belong together.
fn aside(file: &Path, target: &Path, ending: &str) -> PathBuf {
    let (whole, name) = (file.as_os_str().to_string_lossy(), target.as_os_str().to_string_lossy());
    let rest = whole.strip_prefix(&*name).unwrap_or_default();
    format!("{name}{ending}{rest}").into()
}
