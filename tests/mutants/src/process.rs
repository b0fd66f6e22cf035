//! One run of a test binary, with one mutant or none.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::compile::Binary;
use crate::error::MutantsError;

/// How often a running test is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Limits which folders with scenarios the gallery goes through.
const FOLDERS: &str = "TESSERA_FOLDERS";

/// What a test binary is run with.
pub(crate) struct Launch<'a> {
    pub(crate) binary: &'a Binary,
    pub(crate) arguments: &'a [String],
    /// Folders with scenarios; all when empty.
    pub(crate) folders: Vec<&'a str>,
    /// What tests make up follows from it.
    pub(crate) seed: u64,
    /// What it writes goes to this file.
    pub(crate) output: PathBuf,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Passed,
    Failed,
    /// The time was over.
    TimeOver,
}

impl Launch<'_> {
    /// Runs it with a mutant.
    pub(crate) fn with_mutant(&self, number: usize, limit: Duration) -> Result<End, MutantsError> {
        let mut command = self.command()?;
        command.env("MUTANT", number.to_string());
        self.end(&mut command, Some(limit)).map(|(end, _)| end)
    }

    /// Runs it without any; which it asks for goes to `seen`. Also says how long it took.
    pub(crate) fn without(&self, seen: &Path) -> Result<(End, Duration), MutantsError> {
        let mut command = self.command()?;
        command.env("MUTANT_SEEN", seen);
        self.end(&mut command, None)
    }

    /// What it wrote.
    pub(crate) fn words(&self) -> String {
        let bytes = std::fs::read(&self.output).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn command(&self) -> Result<Command, MutantsError> {
        let output = File::create(&self.output).map_err(MutantsError::file(&self.output))?;
        let errors = output.try_clone().map_err(MutantsError::file(&self.output))?;
        let Binary { file, folder, .. } = self.binary;
        let mut command = Command::new(file);
        command
            .args(self.arguments)
            .arg("--test-threads=1")
            .current_dir(folder)
            .env("CARGO_MANIFEST_DIR", folder)
            .env("INSTA_UPDATE", "no")
            .env("RUST_BACKTRACE", "0")
            // Whether a property fails is all that matters: the smallest case is not looked for,
            // and not kept for the next mutant.
            .env("PROPTEST_MAX_SHRINK_ITERS", "0")
            .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true")
            .env("PROPTEST_RNG_SEED", self.seed.to_string())
            .env_remove("MUTANT")
            .env_remove("MUTANT_SEEN")
            .env_remove(FOLDERS)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors);
        if !self.folders.is_empty() {
            command.env(FOLDERS, self.folders.join(","));
        }
        Ok(command)
    }

    fn end(
        &self,
        command: &mut Command,
        limit: Option<Duration>,
    ) -> Result<(End, Duration), MutantsError> {
        let failed = |source| MutantsError::NotStarted {
            command: self.binary.file.to_string_lossy().into_owned(),
            source,
        };
        let started = Instant::now();
        let mut child = command.spawn().map_err(failed)?;
        let status = wait(&mut child, limit).map_err(failed)?;
        let end = match status {
            Some(status) if status.success() => End::Passed,
            Some(_) => End::Failed,
            None => End::TimeOver,
        };
        Ok((end, started.elapsed()))
    }
}

/// Waits for the end; ends it when that takes longer than the limit, and then gives nothing.
fn wait(child: &mut Child, limit: Option<Duration>) -> std::io::Result<Option<ExitStatus>> {
    let Some(limit) = limit else { return child.wait().map(Some) };
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{End, Launch};
    use crate::compile::Binary;
    use std::path::Path;
    use std::time::Duration;

    #[test]
    fn a_test_passes_fails_or_takes_too_long() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let script = "echo folders $TESSERA_FOLDERS; test -z \"$MUTANT_SEEN\" || \
                      echo 3 >> \"$MUTANT_SEEN\"; test \"$MUTANT\" != 2 || exec sleep 60; \
                      test \"$MUTANT\" != 1";
        let binary = Binary {
            name: "a/lib".to_owned(),
            file: Path::new("/bin/sh").to_path_buf(),
            folder: folder.path().to_path_buf(),
        };
        let launch = Launch {
            binary: &binary,
            arguments: &["-c".to_owned(), script.to_owned()],
            folders: vec!["one", "two"],
            seed: 1,
            output: folder.path().join("output"),
        };
        let end = |number, millis| {
            launch.with_mutant(number, Duration::from_millis(millis)).expect("it starts")
        };
        assert_eq!(end(0, 60_000), End::Passed);
        assert_eq!(end(1, 60_000), End::Failed);
        assert_eq!(end(2, 50), End::TimeOver);
        let seen = folder.path().join("seen");
        assert_eq!(launch.without(&seen).expect("it starts").0, End::Passed);
        assert_eq!(std::fs::read_to_string(seen).expect("written"), "3\n");
        assert_eq!(launch.words(), "folders one,two\n");
    }
}
