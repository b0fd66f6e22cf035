//! Which mutants an error of the compiler is about.
//!
//! Pure. An error is given to the innermost alternative around it; a `match` that is not exhaustive
//! any more to the guards of its arms, first of those that catch all; an error around a few mutants
//! to those; and an error in the old text of a place to the place.

use std::collections::BTreeSet;
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::list::{Genre, Mutant};
use crate::switch::Switched;

/// An error around more mutants than these is about something else.
const FEW: usize = 8;

/// The compiler's code for a `match` that is not exhaustive.
const NOT_EXHAUSTIVE: &str = "E0004";

/// Mutants to blame for an error at some bytes of a file; none when nobody can be found.
pub(crate) fn blame(
    file: &Switched,
    mutants: &[Mutant],
    code: Option<&str>,
    at: &Range<usize>,
) -> BTreeSet<usize> {
    let around = |range: &Range<usize>| range.start <= at.start && at.start < range.end;
    let length = |range: &Range<usize>| range.end - range.start;
    let alternatives = file.alternatives.iter().filter(|(range, _)| around(range));
    if let Some((_, number)) = alternatives.min_by_key(|(range, _)| length(range)) {
        return BTreeSet::from([*number]);
    }
    if code == Some(NOT_EXHAUSTIVE) {
        let is_arm = |number: &usize| mutants[*number].genre == Genre::MatchArm;
        let asked_in = |arms: &[Range<usize>]| -> BTreeSet<usize> {
            let in_arms = |place: &usize| arms.iter().any(|arm| arm.contains(place));
            let asked = file.questions.iter().filter(|(place, _)| in_arms(place));
            asked.map(|(_, number)| *number).filter(is_arm).collect()
        };
        let arms = Arms::of_match(&file.text, at.start);
        let whole = asked_in(&arms.catching_all);
        let arms = if whole.is_empty() { asked_in(&arms.all) } else { whole };
        if !arms.is_empty() {
            return arms;
        }
    }
    let asked = file.questions.iter().filter(|(place, _)| at.contains(place));
    let inside: BTreeSet<usize> = asked.map(|(_, number)| *number).collect();
    if !inside.is_empty() && inside.len() <= FEW {
        return inside;
    }
    let places = file.places.iter().filter(|(range, _)| around(range));
    let place = places.min_by_key(|(range, _)| length(range));
    place.map(|(_, numbers)| numbers.iter().copied().collect()).unwrap_or_default()
}

/// Patterns and guards of one `match`.
#[derive(Default)]
struct Arms {
    all: Vec<Range<usize>>,
    /// Those that take whatever comes: without them a `match` is rarely exhaustive.
    catching_all: Vec<Range<usize>>,
}

impl Arms {
    /// Of the innermost `match` whose head is at a byte.
    fn of_match(text: &str, at: usize) -> Self {
        let Ok(file) = syn::parse_file(text) else { return Self::default() };
        let mut finder = Finder { at, length: usize::MAX, arms: Self::default() };
        finder.visit_file(&file);
        finder.arms
    }

    fn new(arms: &[syn::Arm]) -> Self {
        let bytes = |arm: &syn::Arm| arm.pat.span().byte_range();
        let catching_all = arms.iter().filter(|arm| catches_all(&arm.pat)).map(bytes);
        Self { all: arms.iter().map(bytes).collect(), catching_all: catching_all.collect() }
    }
}

/// Whether a pattern is `_` or a variable. Names of variants and constants begin with a capital.
fn catches_all(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) => true,
        syn::Pat::Ident(it) => {
            it.subpat.is_none() && !it.ident.to_string().starts_with(char::is_uppercase)
        }
        syn::Pat::Guard(it) => catches_all(&it.pat),
        _ => false,
    }
}

struct Finder {
    at: usize,
    length: usize,
    arms: Arms,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_expr_match(&mut self, expression: &'ast syn::ExprMatch) {
        let whole = expression.span().byte_range();
        let head = whole.start..expression.expr.span().byte_range().end;
        if head.contains(&self.at) && head.len() < self.length {
            self.length = head.len();
            self.arms = Arms::new(&expression.arms);
        }
        visit::visit_expr_match(self, expression);
    }
}

#[cfg(test)]
mod tests {
    use super::blame;
    use crate::list::{Genre, Mutant};
    use crate::switch::Switched;
    use std::collections::BTreeSet;

    const TEXT: &str = "fn f(a: u8) -> u8 {
        match (if crate::mutated(0) { a - 1 } else { a + 1 }) {
            1 if !crate::mutated(1) => match a { 1 if !crate::mutated(2) => 1, _ => 2 },
            2 if !crate::mutated(3) => 1,
        };
        match a + 7 { 1 if !crate::mutated(4) => 1, b if !crate::mutated(5) => 2 }
    }";

    fn mutants() -> Vec<Mutant> {
        let mutant = |genre| Mutant { genre, ..Mutant::named("") };
        let arm = Genre::MatchArm;
        [Genre::BinaryOperator, arm, arm, arm, arm, arm].map(mutant).into()
    }

    /// Whom an error at a piece of the text is given to.
    fn blamed(code: Option<&str>, piece: &str) -> Vec<usize> {
        let find = |piece: &str| TEXT.find(piece).expect("the text has it");
        let place = find("(if")..find(") {\n") + 1;
        let alternative = find("a - 1")..find("a - 1") + 5;
        let question = |number: usize| (find(&format!("crate::mutated({number})")), number);
        let file = Switched {
            text: TEXT.to_owned(),
            alternatives: vec![(alternative, 0)],
            places: vec![(place, vec![0])],
            questions: (0..6).map(question).collect(),
            ..Switched::default()
        };
        let at = find(piece)..find(piece) + piece.len();
        let blamed: BTreeSet<usize> = blame(&file, &mutants(), code, &at);
        blamed.into_iter().collect()
    }

    #[test]
    fn an_error_in_an_alternative_is_its_own() {
        assert_eq!(blamed(Some("E0308"), "1 } else"), [0]);
    }

    #[test]
    fn arms_are_to_blame_for_a_match_that_is_not_exhaustive() {
        let head = "(if crate::mutated(0) { a - 1 } else { a + 1 })";
        assert_eq!(blamed(Some("E0004"), head), [1, 3]);
        assert_eq!(blamed(Some("E0004"), "a { 1 if"), [2]);
        assert_eq!(blamed(Some("E0004"), "a + 7"), [5]);
    }

    #[test]
    fn an_error_around_a_few_mutants_is_theirs() {
        assert_eq!(blamed(None, "1 if !crate::mutated(2) => 1"), [2]);
    }

    #[test]
    fn an_error_in_the_old_text_of_a_place_is_that_of_the_place() {
        assert_eq!(blamed(None, "a + 1"), [0]);
        assert_eq!(blamed(None, "fn f"), Vec::<usize>::new());
    }
}
