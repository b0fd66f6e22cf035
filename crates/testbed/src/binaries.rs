//! Where the programs of PostgreSQL are, and as whom they run.

use crate::TestbedError;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Debian keeps each major version in a folder of its own, away from the search path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The account that Debian's package makes; the server refuses to run as root.
const ACCOUNT: &str = "postgres";

/// The folder with `postgres`, `initdb` and their like: the newest version there is.
pub(crate) fn folder() -> Result<PathBuf, TestbedError> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let numbered = versions.filter_map(|v| Some((v.file_name().to_str()?.parse().ok()?, v.path())));
    let debian = numbered.max_by_key(|(number, _): &(u32, PathBuf)| *number);
    let candidates = debian.map(|(_, path)| path.join("bin")).into_iter();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut candidates = candidates.chain(std::env::split_paths(&path));
    candidates
        .find(|f| f.join("postgres").is_file() && f.join("initdb").is_file())
        .ok_or(TestbedError::NotInstalled)
}

/// Whether programs must be run under another account.
pub(crate) fn as_other() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// A command that runs as an ordinary user.
pub(crate) fn command(program: &Path) -> Command {
    if !as_other() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups"]).arg(program);
    command
}

/// Gives files to the account that the server runs under.
pub(crate) fn hand_over(path: &Path) -> Result<(), TestbedError> {
    if as_other() {
        run(Command::new("chown").arg("-R").arg(format!("{ACCOUNT}:{ACCOUNT}")).arg(path))?;
    }
    Ok(())
}

/// Runs a program to its end; what it said is the error when it fails.
pub(crate) fn run(command: &mut Command) -> Result<Output, TestbedError> {
    let program = format!("{:?}", command.get_program());
    let output = command.output().map_err(TestbedError::io(format!("run {program}")))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = [output.stdout, output.stderr].concat();
    let said = format!("{command:?}: {}", String::from_utf8_lossy(&said));
    Err(TestbedError::Program { program, output: said })
}
