//! Whether somebody has a database file open, and having it alone.

use super::backup::companions;
use crate::StoreError;
use rusqlite::{Connection, OpenFlags};
use rustix::process::{Flock, FlockOffsetType, FlockType, fcntl_getlk};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Where the engine locks a database file: the byte of those who wait, the byte of the one
/// who writes, and the 510 bytes of those who read. Fixed by its file format.
const LOCKS_FROM: u64 = 0x4000_0000;
const LOCKS_BYTES: u64 = 512;

/// The number of another process that has the database open; 0 when it is one that cannot
/// be named from here. Works for a damaged file too.
pub fn holder(path: &Path) -> io::Result<Option<i32>> {
    let file = File::open(path)?;
    let wish = Flock {
        start: LOCKS_FROM,
        length: LOCKS_BYTES,
        pid: None,
        typ: FlockType::WriteLock,
        offset_type: FlockOffsetType::Set,
    };
    let found = fcntl_getlk(&file, &wish)?;
    Ok(found.map(|lock| lock.pid.map_or(0, |pid| pid.as_raw_nonzero().get())))
}

/// A database that nobody else can open while this is alive. Its log was copied back and
/// is gone, so the one file is everything.
pub struct Alone {
    _connection: Connection,
}

impl Alone {
    /// Takes the database, or says [`StoreError::Busy`] at once when somebody has it open.
    /// A file that is none is not touched, and its log neither.
    pub fn take(path: &Path) -> Result<Self, StoreError> {
        if !begins_like_a_database(path) {
            return Err(StoreError::ForeignFile);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::ZERO)?;
        connection.pragma_update_and_check(None, "locking_mode", "exclusive", |_| Ok(()))?;
        let mode: String =
            connection.pragma_update_and_check(None, "journal_mode", "delete", |r| r.get(0))?;
        if mode != "delete" {
            return Err(StoreError::Busy);
        }
        // A file without a log is not locked by the change above.
        connection.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
        // A server that was killed leaves the index of its log, which means nothing now.
        let [_, index] = companions(path);
        let _ = std::fs::remove_file(index);
        Ok(Self { _connection: connection })
    }
}

/// The first bytes of every database file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

fn begins_like_a_database(path: &Path) -> bool {
    let mut beginning = [0; MAGIC.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut beginning));
    read.is_ok() && beginning == *MAGIC
}
