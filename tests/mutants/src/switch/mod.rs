//! Rewrites a file so that all its mutants are in it at once, each behind `crate::mutated(N)`.
//!
//! Pure: the text of a file and its mutants in, another text and what became of the mutants out.
//!
//! INVARIANT: with no mutant switched on, the new text does what the old one did. An alternative is
//! the old text with one change, and has no other mutants inside.

mod places;
mod render;

use std::ops::Range;

use crate::error::MutantsError;
use crate::list::{Mutant, Position};

/// A file with its mutants in it.
#[derive(Debug, Default)]
pub(crate) struct Switched {
    /// What takes the place of the file.
    pub(crate) text: String,
    /// What runs when a mutant is on, as bytes of the text.
    pub(crate) alternatives: Vec<(Range<usize>, usize)>,
    /// Whole places with all that they choose from.
    pub(crate) places: Vec<(Range<usize>, Vec<usize>)>,
    /// Where the text asks for a mutant.
    pub(crate) questions: Vec<(usize, usize)>,
    /// Mutants that have no place in the text: in constants, in chains with `let`.
    pub(crate) unplaced: Vec<usize>,
    /// Mutants that are not even an expression.
    pub(crate) unparsable: Vec<usize>,
}

/// Puts those of `mutants` into the file whose numbers are in `numbers`; they must be of this file.
pub(crate) fn switch(
    file: &str,
    source: &str,
    mutants: &[Mutant],
    numbers: &[usize],
) -> Result<Switched, MutantsError> {
    let tree = syn::parse_file(source)
        .map_err(|error| MutantsError::Syntax { file: file.to_owned(), source: error })?;
    let found = places::find(source, &tree, mutants, numbers);
    let mut switched = render::render(source, &found.edits);
    let placed = |number: &usize| found.placed.contains(number);
    let unparsable = |number: &usize| found.unparsable.contains(number);
    let left = numbers.iter().copied().filter(|number| !placed(number) && !unparsable(number));
    switched.unplaced = left.collect();
    switched.unparsable = found.unparsable.iter().copied().collect();
    Ok(switched)
}

/// The function that says whether a mutant is on, for the end of a crate's `lib.rs`.
///
/// The number of the one that is on stands in the variable `MUTANT`. With `MUTANT_SEEN` the numbers
/// of all that are asked for are added to that file, each once.
pub(crate) fn function(count: usize) -> String {
    FUNCTION.replace("COUNT", &count.to_string())
}

const FUNCTION: &str = r#"
/// Whether a mutant is on.
#[doc(hidden)]
pub fn mutated(number: usize) -> bool {
    use std::io::Write;
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering};
    static ON: LazyLock<(usize, Option<String>)> = LazyLock::new(|| {
        let on = std::env::var("MUTANT").ok().and_then(|number| number.parse().ok());
        (on.unwrap_or(usize::MAX), std::env::var("MUTANT_SEEN").ok())
    });
    static SEEN: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
    if let Some(file) = &ON.1 {
        if !SEEN[number].swap(true, Ordering::Relaxed) {
            let file = std::fs::OpenOptions::new().append(true).create(true).open(file);
            let written = file.and_then(|mut file| file.write_all(format!("{number}\n").as_bytes()));
            written.expect("the file is there and takes more");
        }
    }
    ON.0 == number
}
"#;

/// Finds bytes by line and column.
struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(source: &'a str) -> Self {
        let breaks = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { source, starts }
    }

    /// The byte of a position; the end of the file when there is no such line.
    fn byte(&self, position: Position) -> usize {
        let start = self.starts.get(position.line.saturating_sub(1));
        let start = start.copied().unwrap_or(self.source.len());
        let rest = &self.source[start..];
        let within = rest.char_indices().nth(position.column.saturating_sub(1));
        start + within.map_or(rest.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests;
