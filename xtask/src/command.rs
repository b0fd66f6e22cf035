//! Commands that a chore starts: printed before they run, so that anybody can repeat them by hand.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use crate::error::ChoreError;
use crate::tally::Tally;

/// How the variables begin that cargo sets for the package that it runs.
const OF_ONE_PACKAGE: &[&str] = &["CARGO_PKG_", "CARGO_MANIFEST_"];

/// A program with its arguments, run from the root of the checkout.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    program: PathBuf,
    arguments: Vec<String>,
    directory: PathBuf,
    environment: Vec<(String, String)>,
}

impl Task {
    pub(crate) fn new<S: AsRef<str>>(
        directory: &Path,
        program: impl Into<PathBuf>,
        arguments: &[S],
    ) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.iter().map(|argument| argument.as_ref().to_owned()).collect(),
            directory: directory.to_path_buf(),
            environment: Vec::new(),
        }
    }

    /// The same with one more variable in its environment.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn cargo<S: AsRef<str>>(directory: &Path, arguments: &[S]) -> Self {
        Self::new(directory, "cargo", arguments)
    }

    /// The command as a terminal would start it. What cargo tells of this package is taken away:
    /// a cargo inside would believe that the inputs of libraries changed, and build them again.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.directory);
        let own = |name: &str| OF_ONE_PACKAGE.iter().any(|prefix| name.starts_with(prefix));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(own)) {
            command.env_remove(name);
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Prints the command and runs it with the terminal as its own.
    pub(crate) fn run(&self) -> Result<(), ChoreError> {
        eprintln!("$ {self}");
        let status = self.command().status().map_err(|source| self.not_started(source))?;
        self.judge(status)
    }

    /// Prints the command, runs it quietly and gives the code that it ended with; -1 when a signal
    /// ended it.
    pub(crate) fn end(&self) -> Result<i32, ChoreError> {
        eprintln!("$ {self}");
        let output = self.command().output().map_err(|source| self.not_started(source))?;
        Ok(output.status.code().unwrap_or(-1))
    }

    /// As [`Task::run`], and adds the tests that the output reports to `tally`.
    pub(crate) fn run_counting(&self, tally: &mut Tally) -> Result<(), ChoreError> {
        eprintln!("$ {self}");
        let mut child = self
            .command()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| self.not_started(source))?;
        let shared = Mutex::new(std::mem::take(tally));
        let (out, err) = (child.stdout.take(), child.stderr.take());
        std::thread::scope(|scope| {
            scope.spawn(|| pass_on(out, std::io::stdout(), &shared));
            scope.spawn(|| pass_on(err, std::io::stderr(), &shared));
        });
        let status = child.wait().map_err(|source| self.not_started(source))?;
        *tally = shared.into_inner().unwrap_or_default();
        self.judge(status)
    }

    /// Runs quietly and gives what was written to standard output; standard error stays visible.
    pub(crate) fn capture(&self) -> Result<Vec<u8>, ChoreError> {
        let output = self
            .command()
            .stderr(Stdio::inherit())
            .output()
            .map_err(|source| self.not_started(source))?;
        self.judge(output.status)?;
        Ok(output.stdout)
    }

    /// Whether the program is there and ends well.
    pub(crate) fn works(&self) -> bool {
        let status = self.command().stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }

    pub(crate) fn not_started(&self, source: std::io::Error) -> ChoreError {
        ChoreError::NotStarted { command: self.to_string(), source }
    }

    fn judge(&self, status: std::process::ExitStatus) -> Result<(), ChoreError> {
        if status.success() {
            return Ok(());
        }
        Err(ChoreError::Failed { command: self.to_string(), status: status.to_string() })
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.program.display())?;
        for argument in &self.arguments {
            if argument.contains(' ') || argument.is_empty() {
                write!(f, " '{argument}'")?;
            } else {
                write!(f, " {argument}")?;
            }
        }
        Ok(())
    }
}

/// Copies a child's output line by line. A closed terminal must not stop the count, so write errors are let go.
fn pass_on(from: Option<impl Read>, mut to: impl Write, tally: &Mutex<Tally>) {
    let Some(from) = from else { return };
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let _ = to.write_all(&line);
        if let Ok(mut tally) = tally.lock() {
            tally.read_line(&String::from_utf8_lossy(&line));
        }
        line.clear();
    }
}
