//! `tessera fmt`: documents in their one layout, comments kept.

use crate::documents;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use programme::diagnostic::Rendering;
use programme::source::{SourceFile, fmt};
use std::path::{Path, PathBuf};

/// Lay documents out in one way; comments stay.
#[derive(Args, Debug)]
pub(crate) struct FmtArguments {
    /// Documents, or folders with one.
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// Change nothing; say which documents would change, and end with 1 if any would.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &FmtArguments) -> Result<(), Failure> {
    let mut stale = false;
    for path in &arguments.paths {
        let path = documents::path_of(path);
        if is_laid_out(&path, arguments.check)? {
            continue;
        }
        stale = true;
        let word = if arguments.check { "would change" } else { "changed" };
        terminal::say(format_args!("{word} {}", path.display()));
    }
    if stale && arguments.check { Err(Failure::input_told()) } else { Ok(()) }
}

fn is_laid_out(path: &Path, only_check: bool) -> Result<bool, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let name = path.display().to_string();
    let laid_out = SourceFile::from_bytes(&name, &bytes).and_then(|file| fmt(&file));
    let laid_out = laid_out.map_err(|found| {
        let text = String::from_utf8_lossy(&bytes);
        let rendering = Rendering { text: Some(&text), colour: terminal::has_colour() };
        terminal::say(found.render(rendering));
        Failure::input(format!("{name} cannot be laid out"))
    })?;
    if laid_out.as_bytes() == bytes {
        return Ok(true);
    }
    if !only_check {
        std::fs::write(path, laid_out).map_err(|error| Failure::file(path, &error))?;
    }
    Ok(false)
}
