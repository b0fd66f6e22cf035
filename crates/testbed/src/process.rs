//! A running server and the little shell that watches over it.
//!
//! INVARIANT: the shell ends the server as soon as its input closes, which happens when
//! the process that holds the other end ends, even by SIGKILL.

use crate::TestbedError;
use crate::binaries::{self, command, run};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that is not ready by then never will be.
const PATIENCE: Duration = Duration::from_secs(60);

/// Between two looks at the file in which the server says that it is ready.
const LOOK: Duration = Duration::from_millis(5);

/// One word on its input ends the server in a kind manner and leaves its files; the end of
/// the input ends it at once and removes everything.
const WATCHER: &str = r#"
folder=$1; shift
"$@" </dev/null >>"$folder/log" 2>&1 &
server=$!
if read -r word; then
  [ "$word" = leave ] || kill -INT $server
  wait $server
else
  kill -QUIT $server
  wait $server
  rm -rf "$folder"
fi
"#;

/// The watching shell of a server that runs.
#[derive(Debug)]
pub(crate) struct Process {
    shell: Child,
    server: u32,
}

impl Process {
    /// Starts the server whose data lie in `folder/data`.
    pub(crate) fn start(folder: &Path) -> Result<Self, TestbedError> {
        let data = folder.join("data");
        // The file of an earlier run would look like the sign of readiness.
        let _ = std::fs::remove_file(data.join("postmaster.pid"));
        let mut shell = command(Path::new("/bin/sh"));
        shell.args(["-c", WATCHER, "tessera-testbed"]).arg(folder);
        shell.arg(binaries::folder()?.join("postgres")).arg("-D").arg(&data);
        // A group of its own: whoever kills the group of a test must leave the watcher.
        shell.current_dir("/").process_group(0).stdin(Stdio::piped());
        shell.stdout(Stdio::null()).stderr(Stdio::null());
        let mut shell = shell.spawn().map_err(TestbedError::io("start the server"))?;
        match ready(&data, &mut shell) {
            Some(server) => Ok(Self { shell, server }),
            None => {
                drop(shell.stdin.take());
                let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
                let end: Vec<&str> = log.lines().rev().take(12).collect();
                let log = end.into_iter().rev().collect::<Vec<_>>().join("\n");
                Err(TestbedError::NotReady { folder: folder.to_owned(), log })
            }
        }
    }

    /// The process id of the server.
    pub(crate) fn server(&self) -> u32 {
        self.server
    }

    /// Ends the server in a kind manner: connections are cut, everything is written down.
    pub(crate) fn stop(mut self) -> Result<(), TestbedError> {
        self.say("stop")
    }

    /// SIGKILL for the server and everything that it started, all at once.
    pub(crate) fn kill(mut self) -> Result<(), TestbedError> {
        let server = self.server.to_string();
        // Stopped first, so that it starts nothing while its children are counted.
        run(Command::new("kill").args(["-STOP", &server]))?;
        let children = children_of(self.server)?;
        let children = children.iter().map(u32::to_string);
        run(Command::new("kill").args(["-KILL", &server]))?;
        for child in children {
            // It may have ended by itself: the server's end is a sign to all its children.
            let _ = Command::new("kill").args(["-KILL", &child]).stderr(Stdio::null()).status();
        }
        self.say("leave")
    }

    fn say(&mut self, word: &str) -> Result<(), TestbedError> {
        if let Some(mut input) = self.shell.stdin.take() {
            let said = writeln!(input, "{word}").and_then(|()| input.flush());
            said.map_err(TestbedError::io("speak to the watcher"))?;
        }
        self.shell.wait().map_err(TestbedError::io("wait for the watcher"))?;
        Ok(())
    }
}

impl Drop for Process {
    /// Waits until server and folder are gone, so that tests do not pile up servers.
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

/// The process id, once the server has written that it is ready.
fn ready(data: &Path, shell: &mut Child) -> Option<u32> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let file = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        let mut lines = file.lines();
        let server = lines.next().and_then(|line| line.trim().parse().ok());
        if lines.nth(6).is_some_and(|status| matches!(status.trim(), "ready" | "standby")) {
            return server;
        }
        // The shell waits for its input as long as it lives: look whether the server lives.
        let gone = server.is_some_and(|s: u32| !PathBuf::from(format!("/proc/{s}")).exists());
        let ended = shell.try_wait().is_ok_and(|status| status.is_some());
        let never_began = server.is_none() && began.elapsed() > Duration::from_secs(10);
        if gone || ended || never_began {
            return None;
        }
        std::thread::sleep(LOOK);
    }
    None
}

/// All processes whose parent is `server`.
fn children_of(server: u32) -> Result<Vec<u32>, TestbedError> {
    let processes = std::fs::read_dir("/proc").map_err(TestbedError::io("list the processes"))?;
    let numbers = processes.flatten().filter_map(|p| p.file_name().to_str()?.parse().ok());
    let parent = |process: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // After the name in brackets: state, then parent.
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        after.split_whitespace().nth(1).and_then(|p| p.parse().ok()) == Some(server)
    };
    Ok(numbers.filter(parent).collect())
}
