//! A server in a process of its own, which can be killed.

use super::http::Client;
use super::{command, gallery};
use std::error::Error;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub(crate) const KEY: &str = "a-long-secret-for-tests";

/// Stopped hard when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// What it said before it served.
    pub(crate) said: String,
    /// What it says from then on, told when it has ended.
    talk: Option<JoinHandle<String>>,
    /// From exec until the first answer.
    pub(crate) ready_after: Duration,
}

impl Server {
    pub(crate) fn start(database: &Path, programme: &str) -> Result<Self, Box<dyn Error>> {
        Self::start_with(database, programme, &[])
    }

    /// With more arguments.
    pub(crate) fn start_with(
        database: &Path,
        programme: &str,
        more: &[&str],
    ) -> Result<Self, Box<dyn Error>> {
        Self::launch(command(), database, programme, more)
    }

    /// One that logs what `RUST_LOG` would choose.
    pub(crate) fn start_logging(
        database: &Path,
        programme: &str,
        what: &str,
    ) -> Result<Self, Box<dyn Error>> {
        let mut command = command();
        command.env("RUST_LOG", what);
        Self::launch(command, database, programme, &[])
    }

    fn launch(
        mut command: Command,
        database: &Path,
        programme: &str,
        more: &[&str],
    ) -> Result<Self, Box<dyn Error>> {
        let started = Instant::now();
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--admin-key", KEY])
            .args(["--programme", &gallery(programme)])
            .arg("--database")
            .arg(database)
            .args(more)
            .stderr(Stdio::piped())
            .spawn()?;
        let mut talk = BufReader::new(child.stderr.take().ok_or("no standard error")?);
        let mut said = String::new();
        let address = loop {
            let mut line = String::new();
            if talk.read_line(&mut line)? == 0 {
                return Err(format!("the server ended: {:?}", child.wait()?).into());
            }
            if let Some(rest) = line.strip_prefix("serving http://") {
                let end = rest.find([' ', '\n']).unwrap_or(rest.len());
                break rest[..end].parse()?;
            }
            said.push_str(&line);
        };
        // A full pipe would stop the server.
        let talk = std::thread::spawn(move || {
            let mut all = Vec::new();
            let _ = talk.read_to_end(&mut all);
            String::from_utf8_lossy(&all).into_owned()
        });
        let mut server =
            Self { child, address, said, talk: Some(talk), ready_after: Duration::ZERO };
        server.client()?.get("/health/ready")?;
        server.ready_after = started.elapsed();
        Ok(server)
    }

    pub(crate) fn client(&self) -> Result<Client, Box<dyn Error>> {
        Client::connect(self.address, KEY)
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// As `kill -9` does it.
    pub(crate) fn kill(&mut self) -> Result<(), Box<dyn Error>> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// As Ctrl-C does it: the process ends by itself, and well.
    pub(crate) fn stop(&mut self) -> Result<bool, Box<dyn Error>> {
        self.tell_to_stop()?;
        self.ended_well()
    }

    /// The signal alone.
    pub(crate) fn tell_to_stop(&self) -> Result<(), Box<dyn Error>> {
        let id = self.child.id().to_string();
        std::process::Command::new("kill").args(["-TERM", &id]).status()?;
        Ok(())
    }

    /// Stops it, and tells what it logged while it served.
    pub(crate) fn logged(mut self) -> Result<String, Box<dyn Error>> {
        self.stop()?;
        let talk = self.talk.take().ok_or("it was told before")?;
        talk.join().map_err(|_| "its log could not be read".into())
    }

    /// Waits for the end.
    pub(crate) fn ended_well(&mut self) -> Result<bool, Box<dyn Error>> {
        Ok(self.child.wait()?.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
