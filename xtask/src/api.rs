//! `cargo xtask api`: a sandbox server with a programme, tried by schemathesis, verified afterwards.
//!
//! INVARIANT: the server is stopped on every way out, also when the run fails.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::command::Task;
use crate::error::ChoreError;
use crate::schemathesis;
use crate::workspace::build_tessera;

/// Opens nothing but the temporary database of this run, on the loopback interface.
const ADMIN_KEY: &str = "tessera-sandbox-admin-key-for-api-tests-0123456789";

/// A server that is not ready by then will not be.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// Lines of the server's log shown when something went wrong.
const LOG_LINES: usize = 40;

pub(crate) fn run(root: &Path) -> Result<(), ChoreError> {
    let program = schemathesis::find_or_install(root)?;
    let tessera = build_tessera(root)?;
    let folder = tempfile::tempdir().map_err(ChoreError::file(&std::env::temp_dir()))?;
    let database = folder.path().join("api.db");
    let log = folder.path().join("server.log");

    let mut server = Server::start(root, &tessera, &database, &log)?;
    let base = format!("http://{}", server.address);
    let outcome = server
        .wait_until_ready()
        .and_then(|()| schemathesis::task(root, folder.path(), &program, &base, ADMIN_KEY).run())
        .and_then(|()| server.still_runs());
    drop(server);
    if let Err(error) = outcome {
        show_end_of(&log);
        return Err(error);
    }
    let path = database.to_string_lossy();
    Task::new(root, &tessera, &["verify", "--database", &path]).run()
}

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(root: &Path, tessera: &Path, database: &Path, log: &Path) -> Result<Self, ChoreError> {
        let address = free_address()?;
        let (database, listen) = (database.to_string_lossy(), address.to_string());
        let task = Task::new(
            root,
            tessera,
            &[
                "serve",
                "--sandbox",
                "--database",
                &database,
                "--listen",
                &listen,
                // With a programme that has a bit of everything, requests reach the engine
                // instead of a shop without rules.
                "--programme",
                "crates/http/tests/api/together.yaml",
            ],
        );
        eprintln!("$ {task} &");
        let output = File::create(log).map_err(ChoreError::file(log))?;
        let errors = output.try_clone().map_err(ChoreError::file(log))?;
        let child = task
            .command()
            .env("TESSERA_ADMIN_KEY", ADMIN_KEY)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(|source| task.not_started(source))?;
        Ok(Self { child, address })
    }

    fn wait_until_ready(&mut self) -> Result<(), ChoreError> {
        let started = Instant::now();
        while started.elapsed() < READY_WITHIN {
            self.still_runs()?;
            if is_ready(self.address) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let seconds = READY_WITHIN.as_secs();
        Err(ChoreError::Server(format!("GET /health/ready did not answer 200 within {seconds} s")))
    }

    fn still_runs(&mut self) -> Result<(), ChoreError> {
        match self.child.try_wait() {
            Ok(Some(status)) => Err(ChoreError::Server(format!("the server ended: {status}"))),
            _ => Ok(()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended is fine: nothing is left to stop then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listened on a moment ago.
fn free_address() -> Result<SocketAddr, ChoreError> {
    let no_port = |error| ChoreError::Server(format!("no free port on 127.0.0.1: {error}"));
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).map_err(no_port)
}

/// Whether `GET /health/ready` answers 200.
fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        let request =
            format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    ask().is_ok_and(|answer| answer.split(' ').nth(1) == Some("200"))
}

fn show_end_of(log: &Path) {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(LOG_LINES);
    eprintln!("--- last lines of the server's log");
    lines[from..].iter().for_each(|line| eprintln!("{line}"));
    eprintln!("---");
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::is_ready;

    /// Asks a listener that gives one fixed answer.
    fn ready_when_answered(answer: &'static str) -> Result<bool, Box<dyn std::error::Error>> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server = std::thread::spawn(move || -> std::io::Result<()> {
            let (mut stream, _) = listener.accept()?;
            let mut request = [0; 512];
            let _ = stream.read(&mut request)?;
            stream.write_all(answer.as_bytes())
        });
        let ready = is_ready(address);
        server.join().map_err(|_| "the listener panicked")??;
        Ok(ready)
    }

    #[test]
    fn only_200_means_ready() -> Result<(), Box<dyn std::error::Error>> {
        assert!(ready_when_answered("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")?);
        assert!(!ready_when_answered(
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 3\r\n\r\n200"
        )?);
        Ok(())
    }

    #[test]
    fn nobody_listening_means_not_ready() -> Result<(), Box<dyn std::error::Error>> {
        assert!(!is_ready(super::free_address()?));
        Ok(())
    }
}
