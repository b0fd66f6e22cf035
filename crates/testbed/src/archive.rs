//! Base backups and recovery to a moment, as an operator would do them.

use crate::binaries::{self, command, hand_over, run};
use crate::cluster::folder;
use crate::{Cluster, Settings, TestbedError};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long the server may take to archive or to recover.
const PATIENCE: Duration = Duration::from_secs(60);

impl Cluster {
    /// A folder that the server's account can write into, for its archive; gone when dropped.
    pub fn archive() -> Result<TempDir, TestbedError> {
        folder()
    }

    /// Copies the data of the running server with `pg_basebackup` into a folder of
    /// [`Self::archive`] that is empty so far, and checks the copy with `pg_verifybackup`.
    pub fn base_backup(&self, to: &Path) -> Result<(), TestbedError> {
        let programs = binaries::folder()?;
        let from = format!("host={} user=postgres", self.socket_folder.display());
        let mut copy = command(&programs.join("pg_basebackup"));
        copy.args(["--no-sync", "--checkpoint=fast", "--wal-method=none", "--dbname", &from]);
        run(copy.arg("--pgdata").arg(to).current_dir("/"))?;
        let mut check = command(&programs.join("pg_verifybackup"));
        run(check.arg("--no-parse-wal").arg(to).current_dir("/"))?;
        Ok(())
    }

    /// Ends the piece of the log that is being written, and waits until it is archived.
    pub fn archive_now(&self) -> Result<(), TestbedError> {
        let mut session = self.session("postgres")?;
        let piece = session.query("SELECT pg_walfile_name(pg_switch_wal())")?;
        let piece = piece.first().and_then(|row| row.first()?.clone()).unwrap_or_default();
        let question =
            format!("SELECT 1 FROM pg_stat_archiver WHERE last_archived_wal >= '{piece}'");
        let began = Instant::now();
        while session.query(&question)?.is_empty() {
            if began.elapsed() > PATIENCE {
                let log = format!("{piece} is not archived");
                return Err(TestbedError::NotReady { folder: self.data_folder(), log });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// Starts a server of its own from a base backup, with settings that say where the
    /// archive is and where recovery ends; waits until it takes writes.
    pub fn recover(base: &Path, settings: Settings) -> Result<Self, TestbedError> {
        let folder = folder()?;
        let data = folder.path().join("data");
        run(Command::new("cp").arg("-a").arg(base).arg(&data))?;
        std::fs::write(data.join("recovery.signal"), [])
            .map_err(TestbedError::io("ask for recovery"))?;
        hand_over(&data)?;
        let recovered = Self::begin(folder, settings)?;
        let mut session = recovered.session("postgres")?;
        let began = Instant::now();
        while session.query("SELECT 1 WHERE NOT pg_is_in_recovery()")?.is_empty() {
            if began.elapsed() > PATIENCE {
                let log = "recovery does not end".to_owned();
                return Err(TestbedError::NotReady { folder: data, log });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(recovered)
    }
}
