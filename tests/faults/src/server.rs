//! The real server in a process of its own, which can be killed, stopped and starved.

use crate::Failure;
use crate::http::{Client, KEY};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A server that does not serve by then never will.
const START_WITHIN: Duration = Duration::from_secs(60);

/// How often a server is asked whether it is ready.
const ASK_EVERY: Duration = Duration::from_millis(5);

/// Lines of its talk that are kept.
const LINES: usize = 400;

/// Lines of it that are shown to people.
const SHOWN: usize = 12;

/// How to start a server.
#[derive(Clone, Debug)]
pub struct Start {
    /// The binary.
    pub binary: PathBuf,
    /// What `--database` is given.
    pub database: String,
    /// The programme that counts.
    pub programme: PathBuf,
    /// Whether its clock can be moved.
    pub sandbox: bool,
    /// Further variables of its environment.
    pub environment: Vec<(String, String)>,
    /// Further arguments.
    pub arguments: Vec<String>,
}

/// A server. Killed when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From exec until `GET /health/ready` answered 200.
    pub ready_after: Duration,
    talk: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server and waits until it is ready.
    pub fn start(how: &Start) -> Result<Self, Failure> {
        let started = Instant::now();
        let mut child = command(how).spawn()?;
        let mut lines = BufReader::new(child.stderr.take().ok_or("no standard error")?).lines();
        let talk = Arc::new(Mutex::new(Vec::new()));
        let address = loop {
            let Some(line) = lines.next().transpose()? else {
                let said = text(&talk);
                return Err(format!("the server ended with {}\n{said}", child.wait()?).into());
            };
            if let Some(rest) = line.strip_prefix("serving http://") {
                let end = rest.find(' ').unwrap_or(rest.len());
                break rest[..end].parse()?;
            }
            note(&talk, line);
        };
        let heard = talk.clone();
        // Somebody has to read on: a full pipe would stop the server.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| note(&heard, line)));
        let mut server = Self { child, address, ready_after: Duration::ZERO, talk };
        server.wait_until_ready(started)?;
        server.ready_after = started.elapsed();
        Ok(server)
    }

    fn wait_until_ready(&mut self, started: Instant) -> Result<(), Failure> {
        while started.elapsed() < START_WITHIN {
            let answer = self.client().and_then(|mut client| client.get("/health/ready"));
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("the server ended with {status}\n{}", self.talk()).into());
            }
            std::thread::sleep(ASK_EVERY);
        }
        Err(format!("the server did not become ready\n{}", self.talk()).into())
    }

    /// A connection to it.
    pub fn client(&self) -> Result<Client, Failure> {
        Client::connect(self.address)
    }

    /// The number of the process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it said last on standard error.
    pub fn talk(&self) -> String {
        text(&self.talk)
    }

    /// Whether a thread of it panicked.
    pub fn panicked(&self) -> bool {
        let talk = self.talk.lock().unwrap_or_else(PoisonError::into_inner);
        talk.iter().any(|line| line.contains("panicked at"))
    }

    /// Bytes of memory that it holds right now.
    pub fn memory(&self) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()).ok_or("no VmRSS")?;
        Ok(kib.parse::<u64>()? * 1024)
    }

    /// As `kill -9` does it.
    pub fn kill(&mut self) -> Result<(), Failure> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Sends a signal, such as `STOP`.
    pub fn signal(&self, name: &str) -> Result<(), Failure> {
        let id = self.process().to_string();
        let sent = Command::new("kill").args([format!("-{name}"), id]).status()?;
        sent.success().then_some(()).ok_or_else(|| format!("kill -{name} failed").into())
    }

    /// Asks it to stop, and waits until it has: it must end by itself, and well.
    pub fn stop(mut self) -> Result<(), Failure> {
        self.signal("TERM")?;
        let status = self.child.wait()?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("the server ended with {status}\n{}", self.talk()).into()),
        }
    }

    /// Waits for its end; `None` when it still runs after so long.
    pub fn wait_for_end(&mut self, at_most: Duration) -> Result<Option<ExitStatus>, Failure> {
        let started = Instant::now();
        while started.elapsed() < at_most {
            if let Some(status) = self.child.try_wait()? {
                return Ok(Some(status));
            }
            std::thread::sleep(ASK_EVERY);
        }
        Ok(None)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself. One that was stopped by a signal is ended all the same.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command of the binary to its end; gives what it printed.
pub fn tessera(binary: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let output = bare(binary).args(arguments).output()?;
    let (out, err) = (String::from_utf8(output.stdout)?, String::from_utf8_lossy(&output.stderr));
    match output.status.success() {
        true => Ok(out),
        false => {
            let command = arguments.join(" ");
            Err(format!("`tessera {command}` ended with {}\n{out}{err}", output.status).into())
        }
    }
}

fn command(how: &Start) -> Command {
    let mut command = bare(&how.binary);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--admin-key", KEY])
        .args(["--database", &how.database])
        .arg("--programme")
        .arg(&how.programme)
        .args(&how.arguments)
        .envs(how.environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    if how.sandbox {
        command.arg("--sandbox");
    }
    command
}

/// The binary with nothing of the surroundings that could change what it does.
fn bare(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    command.stdin(Stdio::null());
    for name in ["TESSERA_DATABASE", "TESSERA_ADMIN_KEY", "TESSERA_LISTEN", "RUST_LOG"] {
        command.env_remove(name);
    }
    command
}

/// Keeps the beginning and the end of a long talk, and every panic.
fn note(talk: &Mutex<Vec<String>>, line: String) {
    let mut talk = talk.lock().unwrap_or_else(PoisonError::into_inner);
    if talk.len() >= LINES
        && let Some(dull) = talk.iter().skip(LINES / 2).position(|it| !it.contains("panicked at"))
    {
        talk.remove(LINES / 2 + dull);
    }
    talk.push(line);
}

fn text(talk: &Mutex<Vec<String>>) -> String {
    let talk = talk.lock().unwrap_or_else(PoisonError::into_inner);
    talk[talk.len().saturating_sub(SHOWN)..].join("\n")
}
