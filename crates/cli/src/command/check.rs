//! `tessera check`: everything that is wrong with documents, at once.
//!
//! A gallery folder also has a deliberately bad document: exactly what its `expected.yaml` lists
//! must be found in it.

use crate::documents::{self, Checked, NAME};
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use programme::diagnostic::{Diagnostics, Rendering, Severity};
use programme::source::{SourceFile, from_node, parse};
use serde::Deserialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Find what is wrong with programme documents.
#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// Documents, folders with one, or folders of such folders.
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// Print what the document expands to.
    #[arg(long, conflicts_with = "json")]
    expanded: bool,
    /// Print findings as JSON.
    #[arg(long)]
    json: bool,
}

/// A finding that a bad document must give.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    code: String,
    line: u32,
    #[serde(default)]
    contains: String,
}

const EXPECTED: &str = "expected.yaml";

pub(crate) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let mut documents = Vec::new();
    for path in &arguments.paths {
        find(path, &mut documents)?;
    }
    let mut found: Vec<Diagnostics> = Vec::new();
    let (mut text, mut expansions) = (String::new(), String::new());
    let mut is_fine = true;
    for path in &documents {
        let Checked { text: source, loaded } = documents::check(path)?;
        text.push_str(&loaded.diagnostics.render(Rendering {
            text: Some(&source),
            colour: terminal::has_colour() && !arguments.json,
        }));
        is_fine &= !loaded.diagnostics.has_errors();
        if let Some(rulebook) = loaded.rulebook.as_ref().filter(|_| arguments.expanded) {
            expansions.push_str(&programme::expanded(rulebook));
        }
        found.push(loaded.diagnostics);
        is_fine &= compare_bad(path, &mut text)?;
    }
    match (arguments.json, arguments.expanded) {
        (true, _) => terminal::print_json(&found)?,
        (false, true) => {
            terminal::print(&expansions)?;
            terminal::say(text.trim_end());
        }
        (false, false) => terminal::print(&text)?,
    }
    conclude(&found, is_fine)
}

fn conclude(found: &[Diagnostics], is_fine: bool) -> Result<(), Failure> {
    let count = |severity| found.iter().map(|d| d.count(severity)).sum::<usize>();
    let documents = if found.len() == 1 {
        "1 document".to_owned()
    } else {
        format!("{} documents", found.len())
    };
    let errors = count(Severity::Error);
    let warnings = count(Severity::Warning);
    terminal::say(format_args!("{documents}: {errors} errors, {warnings} warnings"));
    if is_fine { Ok(()) } else { Err(Failure::input_told()) }
}

/// Documents under a path: the file, the folder's own, or those of the folders in it.
fn find(path: &Path, documents: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !path.is_dir() || path.join(NAME).is_file() {
        documents.push(documents::path_of(path));
        return Ok(());
    }
    let before = documents.len();
    let entries = std::fs::read_dir(path).map_err(|error| Failure::file(path, &error))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    folders.retain(|folder| folder.join(NAME).is_file());
    folders.sort();
    documents.extend(folders.iter().map(|folder| folder.join(NAME)));
    if documents.len() == before {
        let failure = Failure::input(format!("{}: there is no {NAME} in it", path.display()));
        return Err(failure.hint("`tessera init` makes one"));
    }
    Ok(())
}

/// Whether the bad document beside a document gives exactly what is expected of it.
fn compare_bad(document: &Path, text: &mut String) -> Result<bool, Failure> {
    let bad = document.parent().unwrap_or(Path::new(".")).join("bad");
    let listed = bad.join(EXPECTED);
    if !listed.is_file() {
        return Ok(true);
    }
    let expected = read_expected(&listed)?;
    let found = documents::check(&bad)?.loaded.diagnostics;
    let mut open: Vec<&Expected> = expected.iter().collect();
    let mut is_fine = true;
    for item in &found {
        let fits = |e: &&Expected| {
            e.code == item.code && e.line == item.span.line && item.message.contains(&e.contains)
        };
        match open.iter().position(fits) {
            Some(at) => {
                open.remove(at);
            }
            None => {
                is_fine = false;
                let (name, line, code) = (found.file(), item.span.line, item.code);
                // Writing to a string cannot fail.
                let _ = writeln!(
                    text,
                    "{name}:{line}: found but not expected: {code}: {}",
                    item.message
                );
            }
        }
    }
    for missing in open {
        is_fine = false;
        let (name, line, code) = (found.file(), missing.line, &missing.code);
        let _ =
            writeln!(text, "{name}:{line}: expected but not found: {code} {}", missing.contains);
    }
    Ok(is_fine)
}

fn read_expected(path: &Path) -> Result<Vec<Expected>, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let name = path.display().to_string();
    let node = SourceFile::from_bytes(&name, &bytes).and_then(|file| parse(&file));
    let node = node.map_err(|found| Failure::input(found.render(Rendering::default())))?;
    from_node(&node).map_err(|error| Failure::file(path, &error))
}
