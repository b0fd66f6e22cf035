//! Copies of a database file, each with a manifest beside it.
//!
//! INVARIANT: a file under its final name is complete, durable and was proven unless it was
//! asked for otherwise. Until then it has an ending of its own, and whoever writes it holds a
//! lock on it, so that what a killed programme left behind can be told from work under way.

pub(crate) mod files;
pub(crate) mod kept;
pub(crate) mod manifest;
pub(crate) mod proof;

use crate::database;
use crate::failure::Failure;
use std::path::Path;

/// Where the guide says what to do with a database server.
const GUIDE: &str = "docs/guides/backup.md#postgresql";

/// Refuses a database that is not a file, and says what to use.
pub(crate) fn only_files(database: &Path) -> Result<(), Failure> {
    if database::server(database).is_some() {
        let failure = Failure::input("PostgreSQL copies and restores databases itself");
        return Err(failure.hint(format_args!(
            "use pg_basebackup and an archive of its log, as {GUIDE} shows; `tessera copy` \
             writes an organisation into a file"
        )));
    }
    Ok(())
}
