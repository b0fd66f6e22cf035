//! PostgreSQL's own benchmark (pgbench, TPC-B) on a temporary server: what the same disk and
//! cores give a well-known program in the same run. Settings are PostgreSQL's own; `fsync` and
//! `synchronous_commit` stay on.

use crate::Fault;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Where Debian keeps the programs.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// PostgreSQL does not run as root.
const USER: &str = "postgres";

/// A temporary server; stopped when dropped.
pub struct Postgres {
    folder: TempDir,
}

impl Postgres {
    /// Whether the programs are there.
    pub fn is_there() -> bool {
        Path::new(PROGRAMS).join("pgbench").is_file()
    }

    /// Makes and starts a server below a folder that everybody may enter.
    pub fn start(below: &Path) -> Result<Self, Fault> {
        let folder = tempfile::Builder::new().prefix("pgbench-").tempdir_in(below)?;
        run(Command::new("chown").arg(USER).arg(folder.path()))?;
        let server = Self { folder };
        let data = server.data();
        run(program("initdb").args(["-A", "trust", "-N", "-D"]).arg(&data))?;
        let socket = format!("-c listen_addresses= -k {}", server.folder.path().display());
        let log = server.folder.path().join("log");
        run(program("pg_ctl")
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(log)
            .args(["-w", "-o", &socket, "start"]))?;
        Ok(server)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Fills the tables; 100,000 accounts per step of the scale.
    pub fn fill(&self, scale: u32) -> Result<(), Fault> {
        let scale = scale.to_string();
        run(self.pgbench().args(["-i", "-q", "-s", &scale])).map(drop)
    }

    /// Transactions per second of so many clients over so many seconds.
    pub fn transactions_per_second(&self, clients: u32, seconds: u64) -> Result<f64, Fault> {
        let (clients, seconds) = (clients.to_string(), seconds.to_string());
        let output = run(self.pgbench().args(["-c", &clients, "-j", "2", "-T", &seconds]))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = text.lines().find(|line| line.starts_with("tps = "));
        let number = line.and_then(|line| line.split_whitespace().nth(2));
        Ok(number.ok_or_else(|| format!("pgbench said: {text}"))?.parse()?)
    }

    fn pgbench(&self) -> Command {
        let mut command = program("pgbench");
        command.arg("-h").arg(self.folder.path()).arg("postgres");
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data();
        // Nothing can be done about a server that does not stop.
        let _ = run(program("pg_ctl").arg("-D").arg(data).args(["-m", "immediate", "stop"]));
    }
}

/// A program of PostgreSQL as its own user.
fn program(name: &str) -> Command {
    let mut command = Command::new("runuser");
    command.args(["-u", USER, "--"]).arg(Path::new(PROGRAMS).join(name)).current_dir("/");
    command
}

fn run(command: &mut Command) -> Result<Output, Fault> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{command:?} ended with {}: {said}", output.status).into())
}
