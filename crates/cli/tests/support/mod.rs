//! Running the built binary as a person would.
#![allow(clippy::print_stderr, reason = "tests that cannot run say so")]
#![allow(dead_code, reason = "every test file uses another part of it")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) mod http;
pub(crate) mod server;
pub(crate) mod tills;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// What a command said and how it ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// Standard output of a command that must have ended well.
    pub(crate) fn fine(self) -> Result<String, Box<dyn Error>> {
        match self.code {
            Some(0) => Ok(self.out),
            code => Err(format!("ended with {code:?}\n{}\n{}", self.out, self.err).into()),
        }
    }
}

/// The binary with nothing of the surroundings that could change what it says.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tessera"));
    command.stdin(Stdio::null());
    for name in ["TESSERA_DATABASE", "TESSERA_ADMIN_KEY", "TESSERA_LISTEN", "RUST_LOG", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1");
    command
}

/// Runs a command to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Result<Ended, Box<dyn Error>> {
    let Output { status, stdout, stderr } =
        command().current_dir(folder).args(arguments).output()?;
    Ok(Ended {
        code: status.code(),
        out: String::from_utf8(stdout)?,
        err: String::from_utf8(stderr)?,
    })
}

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A reference programme.
pub(crate) fn gallery(name: &str) -> String {
    root().join("programmes").join(name).display().to_string()
}

/// A file of the folder with real data, which is not part of the project. Says so when missing.
pub(crate) fn real_data(name: &str) -> Option<String> {
    let folder = std::env::var_os("TESSERA_DATA")
        .map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let file = folder.join(name);
    if file.is_file() {
        return Some(file.display().to_string());
    }
    eprintln!("skipped: {} is not there; TESSERA_DATA names the folder", file.display());
    None
}
