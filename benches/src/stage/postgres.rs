//! A temporary PostgreSQL server with PostgreSQL's own settings (`fsync` and
//! `synchronous_commit` stay on), and its own benchmark on it (pgbench, TPC-B): what the same
//! disk and cores give a well-known program in the same run.

use crate::Fault;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Where Debian keeps the programs.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// PostgreSQL does not run as root.
const USER: &str = "postgres";

/// Connections that the server takes: pgbench's, and those of four nodes. The only setting that
/// is not PostgreSQL's own.
const CONNECTIONS: u32 = 300;

/// A temporary server; stopped when dropped.
pub struct Postgres {
    folder: TempDir,
    process: u32,
}

impl Postgres {
    /// Whether the programs are there.
    pub fn is_there() -> bool {
        Path::new(PROGRAMS).join("pgbench").is_file()
    }

    /// Makes and starts a server below a folder that everybody may enter.
    pub fn start(below: &Path) -> Result<Self, Fault> {
        let folder = tempfile::Builder::new().prefix("postgres-").tempdir_in(below)?;
        run(Command::new("chown").arg(USER).arg(folder.path()))?;
        let mut server = Self { folder, process: 0 };
        let data = server.data();
        run(program("initdb").args(["-A", "trust", "-N", "-D"]).arg(&data))?;
        let socket = server.folder.path().display();
        let options = format!("-c listen_addresses= -c max_connections={CONNECTIONS} -k {socket}");
        let log = server.folder.path().join("log");
        run(program("pg_ctl")
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(log)
            .args(["-w", "-o", &options, "start"]))?;
        let file = std::fs::read_to_string(data.join("postmaster.pid"))?;
        server.process = file.lines().next().ok_or("no process")?.trim().parse()?;
        Ok(server)
    }

    /// Where its files are.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Its first process.
    pub fn process(&self) -> u32 {
        self.process
    }

    /// How to reach a database on it.
    pub fn url(&self, database: &str) -> String {
        let socket = self.folder.path().display();
        format!("postgres:///{database}?host={socket}&user={USER}")
    }

    /// Makes an empty database.
    pub fn create(&self, database: &str) -> Result<(), Fault> {
        run(self.client("createdb").arg(database)).map(drop)
    }

    /// Throws a database away.
    pub fn remove(&self, database: &str) -> Result<(), Fault> {
        run(self.client("dropdb").args(["--force", database])).map(drop)
    }

    /// Fills pgbench's tables; 100,000 accounts per step of the scale.
    pub fn fill(&self, scale: u32) -> Result<(), Fault> {
        let scale = scale.to_string();
        run(self.client("pgbench").args(["-i", "-q", "-s", &scale, "postgres"])).map(drop)
    }

    /// TPC-B transactions per second of so many clients over so many seconds.
    pub fn transactions_per_second(&self, clients: u32, seconds: u64) -> Result<f64, Fault> {
        let (clients, seconds) = (clients.to_string(), seconds.to_string());
        let arguments = ["-c", &clients, "-j", "2", "-T", &seconds, "postgres"];
        let output = run(self.client("pgbench").args(arguments))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = text.lines().find(|line| line.starts_with("tps = "));
        let number = line.and_then(|line| line.split_whitespace().nth(2));
        Ok(number.ok_or_else(|| format!("pgbench said: {text}"))?.parse()?)
    }

    fn client(&self, name: &str) -> Command {
        let mut command = program(name);
        command.arg("-h").arg(self.folder.path());
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
