//! Whether somebody has a database file open, and having it alone.

use crate::StoreError;
use rusqlite::{Connection, OpenFlags};
use rustix::process::{Flock, FlockOffsetType, FlockType, fcntl_getlk};
use std::fs::File;
use std::io;
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
    pub fn take(path: &Path) -> Result<Self, StoreError> {
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
        Ok(Self { _connection: connection })
    }
}
