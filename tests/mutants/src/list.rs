//! The mutants, as cargo-mutants names them.
//!
//! INVARIANT: a mutant's number is its place in the list, for as long as the commit is the same.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::command::{output, program, text};
use crate::error::MutantsError;

/// One change of one place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Mutant {
    /// File, line, column and what is changed; no two are the same.
    pub(crate) name: String,
    pub(crate) package: String,
    /// Relative to the root, with `/` between the parts.
    pub(crate) file: String,
    pub(crate) genre: Genre,
    /// What takes the place of the span; empty when it is left out.
    pub(crate) replacement: String,
    pub(crate) span: Span,
}

/// What kind of place is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Genre {
    /// Another operator between two values.
    BinaryOperator,
    /// `!` or `-` left out.
    UnaryOperator,
    /// An arm of a `match` left out.
    MatchArm,
    /// A guard that holds always or never.
    MatchArmGuard,
    /// A field left out of a struct that has a base.
    StructField,
    /// A value that is returned at once.
    FnValue,
    /// One that cargo-mutants learnt since.
    #[serde(other)]
    Other,
}

/// A piece of a file.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// A place in a file: lines and characters of a line, both counted from 1.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Mutant {
    /// Functions that give `impl Iterator` cannot return early with an iterator of another type.
    pub(crate) fn is_iterator(&self) -> bool {
        self.replacement.contains("std::iter")
    }
}

/// What stays of a name when lines above it come and go, and its line and column.
pub(crate) fn lasting(name: &str) -> (String, (usize, usize)) {
    let mut parts = name.splitn(4, ':');
    let (file, line, column) = (parts.next(), parts.next(), parts.next());
    match (file, number(line), number(column), parts.next()) {
        (Some(file), Some(line), Some(column), Some(rest)) => {
            (format!("{file}:{rest}"), (line, column))
        }
        _ => (name.to_owned(), (0, 0)),
    }
}

fn number(text: Option<&str>) -> Option<usize> {
    text?.parse().ok()
}

/// Packages that the mutants are in.
pub(crate) fn packages(mutants: &[Mutant]) -> BTreeSet<&str> {
    mutants.iter().map(|mutant| mutant.package.as_str()).collect()
}

/// Asks cargo-mutants about an unchanged tree.
pub(crate) fn of_tree(tree: &Path) -> Result<Vec<Mutant>, MutantsError> {
    is_installed(tree)?;
    let json = text(&mut program(tree, "cargo", &["mutants", "--list", "--json"]))?;
    serde_json::from_str(&json).map_err(MutantsError::json("the list of cargo-mutants"))
}

/// Fails with what to do when cargo-mutants is not there.
pub(crate) fn is_installed(folder: &Path) -> Result<(), MutantsError> {
    let version = output(&mut program(folder, "cargo", &["mutants", "--version"]))?;
    if version.status.success() { Ok(()) } else { Err(MutantsError::NotInstalled) }
}

#[cfg(test)]
impl Mutant {
    /// One of which only the name matters.
    pub(crate) fn named(name: &str) -> Self {
        let start = Position { line: 1, column: 1 };
        Self {
            name: name.to_owned(),
            package: "a".to_owned(),
            file: "a/src/lib.rs".to_owned(),
            genre: Genre::FnValue,
            replacement: "()".to_owned(),
            span: Span { start, end: start },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Genre, Mutant, lasting};

    #[test]
    fn a_line_of_the_list_is_read() {
        let json = r#"{ "name": "crates/a/src/lib.rs:3:5: replace f with ()", "package": "a",
            "file": "crates/a/src/lib.rs", "genre": "FnValue", "replacement": "()", "diff": "",
            "span": { "start": { "line": 3, "column": 5 }, "end": { "line": 3, "column": 9 } } }"#;
        let mutant: Mutant = serde_json::from_str(json).expect("it is as cargo-mutants writes it");
        assert_eq!((mutant.genre, mutant.span.start.column), (Genre::FnValue, 5));
        let unknown: Genre = serde_json::from_str("\"Loop\"").expect("any name is one");
        assert_eq!(unknown, Genre::Other);
    }

    #[test]
    fn a_lasting_name_has_no_line() {
        let name = "crates/a/src/lib.rs:3:5: replace a::b with ()";
        assert_eq!(lasting(name), ("crates/a/src/lib.rs: replace a::b with ()".to_owned(), (3, 5)));
        assert_eq!(lasting("something else"), ("something else".to_owned(), (0, 0)));
    }
}
