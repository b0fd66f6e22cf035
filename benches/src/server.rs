//! The server in a process of its own, built for release.

use crate::Fault;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Opens everything.
pub const KEY: &str = "a-long-secret-for-measuring";

/// Builds the binary and gives its path.
pub fn build() -> Result<PathBuf, Fault> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--release", "--quiet", "-p", "tessera-cli", "--bin", "tessera"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    if !built.success() {
        return Err("the binary cannot be built".into());
    }
    let here = std::env::current_exe()?;
    let folder = here.parent().ok_or("the program is in no folder")?;
    Ok(folder.join("tessera"))
}

/// Runs a command of the binary to its end; gives what it printed.
pub fn tessera(binary: &Path, arguments: &[&str]) -> Result<String, Fault> {
    let output = Command::new(binary).args(arguments).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("tessera {} ended with {}", arguments.join(" "), output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// A reference programme.
pub fn gallery(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../programmes").join(name).display().to_string()
}

/// A server; stopped when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From exec to the first request that was served.
    pub ready_after: Duration,
}

impl Server {
    /// Starts a server and waits until it has served a request.
    pub fn start(binary: &Path, database: &Path, programme: &str) -> Result<Self, Fault> {
        let started = Instant::now();
        let mut child = Command::new(binary)
            .args(["serve", "--listen", "127.0.0.1:0", "--admin-key", KEY])
            .args(["--programme", &gallery(programme)])
            .arg("--database")
            .arg(database)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut talk = BufReader::new(child.stderr.take().ok_or("no standard error")?);
        let mut line = String::new();
        let address = loop {
            line.clear();
            if talk.read_line(&mut line)? == 0 {
                return Err("the server ended".into());
            }
            if let Some(rest) = line.strip_prefix("serving http://") {
                let end = rest.find([' ', '\n']).unwrap_or(rest.len());
                break rest[..end].parse()?;
            }
        };
        let mut first = TcpStream::connect(address)?;
        first
            .write_all(b"GET /health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")?;
        line.clear();
        BufReader::new(first).read_line(&mut line)?;
        let ready_after = started.elapsed();
        // Nobody reads on, and a full pipe would stop the server.
        std::thread::spawn(move || std::io::copy(&mut talk, &mut std::io::sink()));
        if line.contains(" 200 ") {
            Ok(Self { child, address, ready_after })
        } else {
            Err(format!("the server is not ready: {line}").into())
        }
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
