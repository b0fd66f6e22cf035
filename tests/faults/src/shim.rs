//! The small library that stands between the server and its system (`shim/shim.c`): built with
//! the machine's C compiler, loaded into the server, and switched on and off by files.

use crate::Failure;
use crate::server::Start;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What can be switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// The disk confirms nothing any more.
    SyncFails,
    /// There is no room for files to grow.
    DiskFull,
    /// The wall clock is off.
    Clock,
}

impl Switch {
    fn variable(self) -> &'static str {
        match self {
            Self::SyncFails => "TESSERA_FAULTS_SYNC",
            Self::DiskFull => "TESSERA_FAULTS_FULL",
            Self::Clock => "TESSERA_FAULTS_CLOCK",
        }
    }
}

/// A built shim with a switch.
#[derive(Debug)]
pub struct Shim {
    library: PathBuf,
    switch: Switch,
    file: PathBuf,
}

impl Shim {
    /// Builds it into a folder.
    pub fn build(folder: &Path, switch: Switch) -> Result<Self, Failure> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("shim/shim.c");
        let library = folder.join("shim.so");
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let built = Command::new(&compiler)
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
            .arg(&library)
            .arg(&source)
            .output()?;
        if !built.status.success() {
            let said = String::from_utf8_lossy(&built.stderr).into_owned();
            return Err(format!("{} does not build the shim: {said}", compiler.display()).into());
        }
        Ok(Self { library, switch, file: folder.join("switch") })
    }

    /// The same start, with the shim in between.
    pub fn between(&self, mut how: Start) -> Start {
        let mut put = |name: &str, path: &Path| {
            how.environment.push((name.to_owned(), path.display().to_string()));
        };
        put("LD_PRELOAD", &self.library);
        put(self.switch.variable(), &self.file);
        how
    }

    /// Switches the fault on; the clock is off by what `text` says, in seconds.
    pub fn on(&self, text: &str) -> Result<(), Failure> {
        // In one step, so that nobody reads half of it.
        let fresh = self.file.with_extension("fresh");
        std::fs::write(&fresh, text)?;
        Ok(std::fs::rename(fresh, &self.file)?)
    }

    /// And off again.
    pub fn off(&self) -> Result<(), Failure> {
        Ok(std::fs::remove_file(&self.file)?)
    }
}
