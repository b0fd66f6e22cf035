//! The server in a process of its own, built for release.

use crate::Fault;
use crate::host::metrics::ask;
use crate::host::process::usage;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Opens everything.
pub const KEY: &str = "a-long-secret-for-measuring";

/// Builds the binary and gives its path.
pub fn build() -> Result<PathBuf, Fault> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut building = Command::new(cargo);
    building
        .args(["build", "--release", "--quiet", "-p", "tessera-cli", "--bin", "tessera"])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    // What cargo tells of this package would make it build libraries again that look for it.
    let own = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(own)) {
        building.env_remove(name);
    }
    if !building.status()?.success() {
        return Err("the binary cannot be built".into());
    }
    let here = std::env::current_exe()?;
    let folder = here.parent().ok_or("the program is in no folder")?;
    Ok(folder.join("tessera"))
}

/// How often the memory of a command is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// What a command of the binary came to.
#[derive(Debug)]
pub struct Ran {
    /// What it printed.
    pub said: String,
    /// How long it took.
    pub seconds: f64,
    /// Memory that it held at most, in megabytes.
    pub most_memory: u64,
}

/// Runs a command of the binary to its good end.
pub fn tessera(binary: &Path, arguments: &[&str]) -> Result<Ran, Fault> {
    let started = Instant::now();
    let mut command = Command::new(binary);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn()?;
    let (process, ended) = (child.id(), AtomicBool::new(false));
    let (output, most_memory) = std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let mut most = 0;
            while !ended.load(Ordering::Relaxed) {
                most = most.max(usage(&[process]).most_memory);
                std::thread::sleep(LOOK);
            }
            most
        });
        let output = child.wait_with_output();
        ended.store(true, Ordering::Relaxed);
        // A watcher that failed has seen nothing.
        (output, watching.join().unwrap_or_default())
    });
    let output = output?;
    let seconds = started.elapsed().as_secs_f64();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let verb = arguments.join(" ");
        return Err(format!("tessera {verb} ended with {}: {said}", output.status).into());
    }
    Ok(Ran { said: String::from_utf8(output.stdout)?, seconds, most_memory })
}

/// A reference programme.
pub fn gallery(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../programmes").join(name)
}

/// How a server is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// As in real life.
    #[default]
    Real,
    /// Its clock can be moved.
    Sandbox,
}

/// A server; killed when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From exec to the first request that was served.
    pub ready_after: Duration,
}

impl Server {
    /// Starts a server and waits until it has served a request.
    pub fn start(
        binary: &Path,
        database: &str,
        programme: &Path,
        manner: Manner,
    ) -> Result<Self, Fault> {
        let started = Instant::now();
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--admin-key", KEY])
            .args(["--database", database])
            .arg("--programme")
            .arg(programme);
        if manner == Manner::Sandbox {
            command.arg("--sandbox");
        }
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut talk = BufReader::new(child.stderr.take().ok_or("no standard error")?);
        let (mut line, mut said) = (String::new(), String::new());
        let address = loop {
            line.clear();
            if talk.read_line(&mut line)? == 0 {
                return Err(format!("the server ended: {said}").into());
            }
            said.push_str(&line);
            if let Some((_, rest)) = line.split_once("serving http://") {
                let end = rest.find([' ', '\n']).unwrap_or(rest.len());
                break rest[..end].parse()?;
            }
        };
        let mut server = Self { child, address, ready_after: Duration::ZERO };
        let (status, body) = ask(address, "GET", "/health/ready", "", "")?;
        server.ready_after = started.elapsed();
        // A full pipe would stop the server.
        std::thread::spawn(move || std::io::copy(&mut talk, &mut std::io::sink()));
        if status != 200 {
            return Err(format!("the server is not ready: {status} {body}").into());
        }
        Ok(server)
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self) -> Result<(), Fault> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request with the key that opens everything, each as a new operation; gives the body
/// of a good answer.
pub fn request(address: SocketAddr, method: &str, path: &str, body: &str) -> Result<Value, Fault> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let head = format!("Authorization: Bearer {KEY}\r\nIdempotency-Key: {}\r\n", now.as_nanos());
    let (status, answer) = ask(address, method, path, &head, body)?;
    if (200..300).contains(&status) {
        return Ok(serde_json::from_str(&answer)?);
    }
    Err(format!("{method} {path}: {status} {answer}").into())
}
