//! The folder that every server begins with, made by `initdb` once per machine.

use crate::TestbedError;
use crate::binaries::{self, command, hand_over, run};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Changes whenever the options of `initdb` below do.
const EDITION: u32 = 1;

/// Copies the template to `data`, a place that must not exist yet.
pub(crate) fn copy_to(data: &Path) -> Result<(), TestbedError> {
    let template = ready()?;
    run(Command::new("cp").args(["-a", "--reflink=auto"]).arg(&template).arg(data))?;
    hand_over(data)
}

/// The template; made by the first process that asks, while the others wait.
fn ready() -> Result<PathBuf, TestbedError> {
    let programs = binaries::folder()?;
    let version = run(Command::new(programs.join("postgres")).arg("--version"))?.stdout;
    let version: String = String::from_utf8_lossy(&version)
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let cache = cache();
    std::fs::create_dir_all(&cache)
        .map_err(TestbedError::io(format!("make the folder {}", cache.display())))?;
    let name = format!("postgres-{version}-{EDITION}");
    let lock = cache.join(format!("{name}.lock"));
    let lock = File::create(&lock)
        .map_err(TestbedError::io(format!("make the file {}", lock.display())))?;
    lock.lock().map_err(TestbedError::io("wait for the template"))?;
    let template = cache.join(name);
    if !template.join("PG_VERSION").exists() {
        make(&programs, &template)?;
    }
    Ok(template)
}

/// Runs `initdb` in a folder that the server's account can reach, then moves the result.
fn make(programs: &Path, template: &Path) -> Result<(), TestbedError> {
    let folder = tempfile::Builder::new().prefix("tessera-initdb-").tempdir();
    let folder = folder.map_err(TestbedError::io("make a temporary folder"))?;
    hand_over(folder.path())?;
    let data = folder.path().join("data");
    let options = [
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--wal-segsize=16",
        "--no-sync",
        "--no-instructions",
    ];
    run(command(&programs.join("initdb")).args(options).arg("-D").arg(&data))?;
    // A copy that was cut short must never look whole: the last step is a rename.
    let unfinished = template.with_extension("unfinished");
    run(Command::new("rm").arg("-rf").arg(&unfinished))?;
    run(Command::new("cp").arg("-a").arg(&data).arg(&unfinished))?;
    std::fs::rename(&unfinished, template).map_err(TestbedError::io("keep the template"))
}

/// Where the template is kept: beside the build results when there are any.
fn cache() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let folder =
        target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"));
    folder.join("tmp").join("tessera-testbed")
}
