//! A throw-away PostgreSQL server with PostgreSQL's own settings (`fsync` and
//! `synchronous_commit` on), and its own benchmark on it (pgbench, TPC-B): what the same disk and
//! cores give a well-known program in the same run.

use crate::Fault;
use crate::host::process::{Usage, family, usage};
use std::path::{Path, PathBuf};
use std::process::Command;
use testbed::{Cluster, Database, Settings};

/// Where Debian keeps the programs.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// Settings that tests have otherwise than PostgreSQL does by itself.
const OWN: [(&str, &str); 2] = [("shared_buffers", "128MB"), ("jit", "on")];

/// A server; it ends when dropped.
pub struct Postgres {
    cluster: Cluster,
    process: u32,
}

/// What pgbench came to.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// Transactions per second.
    pub per_second: f64,
    /// Bytes that went to the disk for each.
    pub written: f64,
}

impl Postgres {
    /// Whether the programs are there.
    pub fn is_there() -> bool {
        Path::new(PROGRAMS).join("pgbench").is_file()
    }

    /// Starts a server in the folder for temporary files.
    pub fn start() -> Result<Self, Fault> {
        let extra = OWN.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let cluster = Cluster::start(Settings { fsync: true, tcp: false, extra })?;
        let process = cluster.process().ok_or("the server has no process")?;
        Ok(Self { cluster, process })
    }

    /// Where its files are.
    pub fn data(&self) -> PathBuf {
        self.cluster.data_folder()
    }

    /// Makes an empty database.
    pub fn create(&self) -> Result<Database, Fault> {
        Ok(self.cluster.database()?)
    }

    /// What all its processes used.
    pub fn usage(&self) -> Usage {
        usage(&family(self.process))
    }

    /// Bytes that were written to its log since it was made.
    pub fn log_bytes(&self) -> Result<u64, Fault> {
        let mut session = self.cluster.session("postgres")?;
        let rows = session.query("SELECT (pg_current_wal_lsn() - '0/0')::bigint")?;
        let bytes = rows.into_iter().flatten().flatten().next().ok_or("the log has no end")?;
        Ok(bytes.parse()?)
    }

    /// Fills pgbench's tables; 100,000 accounts per step of the scale.
    pub fn fill(&self, scale: u32) -> Result<(), Fault> {
        self.pgbench(&["-i", "-q", "-s", &scale.to_string()]).map(drop)
    }

    /// TPC-B transactions of so many clients over so many seconds.
    pub fn tpc_b(&self, clients: u32, seconds: u64) -> Result<Beside, Fault> {
        let (clients, time) = (clients.to_string(), seconds.to_string());
        let before = self.usage();
        let said = self.pgbench(&["-c", &clients, "-j", "2", "-T", &time])?;
        let written = self.usage().since(before).written;
        let line = said.lines().find(|line| line.starts_with("tps = "));
        let number = line.and_then(|line| line.split_whitespace().nth(2));
        let per_second: f64 = number.ok_or_else(|| format!("pgbench said: {said}"))?.parse()?;
        Ok(Beside { per_second, written: written as f64 / (per_second * seconds as f64).max(1.0) })
    }

    fn pgbench(&self, arguments: &[&str]) -> Result<String, Fault> {
        let data = self.data();
        let sockets = data.parent().ok_or("the server is in no folder")?;
        let mut command = Command::new(Path::new(PROGRAMS).join("pgbench"));
        command.arg("-h").arg(sockets).args(["-U", "postgres"]).args(arguments).arg("postgres");
        let output = command.output()?;
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout)?);
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("pgbench ended with {}: {said}", output.status).into())
    }
}
