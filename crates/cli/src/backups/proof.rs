//! Proving a copy without changing a byte of it.

use super::files::{Partial, copy, folder_of, need_room};
use super::kept::PROVING;
use super::manifest::Verified;
use crate::command::verify;
use crate::failure::Failure;
use crate::progress;
use service::{Options, SystemClock, SystemEntropy, Tessera};
use std::path::Path;
use std::sync::Arc;
use store::sqlite::backup::file_facts;
use store::{CheckDepth, SqliteStore, Store};

/// Checks the structure of a database file, and its whole book.
pub(crate) async fn prove(path: &Path) -> Result<Verified, Failure> {
    let facts = file_facts(path)?;
    if facts.schema == SqliteStore::SCHEMA {
        return prove_current(path).await;
    }
    // Reading the book brings the file to our schema, so that happens to a second copy.
    need_room(folder_of(path), facts.bytes)?;
    let second = Partial::begin(path, PROVING)?;
    copy(path, second.path())?;
    prove_current(second.path()).await
}

async fn prove_current(path: &Path) -> Result<Verified, Failure> {
    prove_book(Arc::new(SqliteStore::open(path)?)).await
}

/// Checks the structure of a database, and its whole book.
pub(crate) async fn prove_book(store: Arc<dyn Store>) -> Result<Verified, Failure> {
    let bar = progress::open("checking");
    let report = store.check(CheckDepth::Full).await;
    bar.finish_and_clear();
    if let Some(problem) = report?.problems.first() {
        return Err(Failure::broken_book(format!("the database is damaged: {problem}")));
    }
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let tessera = Tessera::open_with(store, clock, entropy, Options::default()).await?;
    let bar = progress::open("verifying");
    let verdict = service::verify::run(&tessera, |entries| bar.set_position(entries)).await;
    bar.finish_and_clear();
    let verdict = verdict?;
    verify::conclude(&verdict)?;
    Ok(Verified {
        entries: verdict.entries,
        postings: verdict.postings,
        owners: verdict.owners,
        receipts: verdict.receipts,
    })
}
