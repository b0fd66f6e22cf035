//! A second server that follows the first one, commit by commit.

use crate::binaries::{self, command, run};
use crate::cluster::folder;
use crate::{Cluster, Settings, TestbedError};
use std::time::{Duration, Instant};

/// How long the standby may take to follow.
const PATIENCE: Duration = Duration::from_secs(60);

impl Cluster {
    /// Starts a synchronous standby: from now on every commit here waits for it.
    pub fn standby(&self, settings: Settings) -> Result<Self, TestbedError> {
        let folder = folder()?;
        let data = folder.path().join("data");
        let (socket, port) = (self.socket_folder.display(), self.number());
        let from = format!("host={socket} port={port} user=postgres application_name=standby");
        let mut copy = command(&binaries::folder()?.join("pg_basebackup"));
        copy.args(["--write-recovery-conf", "--no-sync", "--checkpoint=fast", "--dbname", &from]);
        run(copy.arg("--pgdata").arg(&data).current_dir("/"))?;
        let standby = Self::begin(folder, settings)?;
        let mut session = self.session("postgres")?;
        session.query("ALTER SYSTEM SET synchronous_standby_names = 'standby'")?;
        session.query("SELECT pg_reload_conf()")?;
        let began = Instant::now();
        let state = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'";
        while session.query(state)?.is_empty() {
            if began.elapsed() > PATIENCE {
                let log = "the standby does not follow".to_owned();
                return Err(TestbedError::NotReady { folder: data, log });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(standby)
    }

    /// Makes a standby a server of its own that takes writes; waits until it does.
    pub fn promote(&self) -> Result<(), TestbedError> {
        let mut session = self.session("postgres")?;
        session.query("SELECT pg_promote(true, 60)")?;
        // What was copied from the first server would make this one wait for a standby.
        session.query("ALTER SYSTEM RESET synchronous_standby_names")?;
        session.query("SELECT pg_reload_conf()")?;
        Ok(())
    }
}
