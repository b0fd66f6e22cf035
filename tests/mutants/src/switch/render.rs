//! Writes the text of a file with the places of its mutants.

use std::ops::Range;

use super::Switched;

/// A piece of the old text that becomes a place, or a spot where something is put in.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What runs instead when a mutant is on.
pub(super) struct Alternative {
    pub(super) number: usize,
    pub(super) text: String,
}

/// How a place chooses.
pub(super) enum Kind {
    /// Among expressions, of which the old one is the last.
    Choice(Vec<Alternative>),
    /// Statements before the first one of a function.
    Early(Vec<Alternative>),
    /// Around the guard of an arm.
    Guard { always: Vec<usize>, never: Vec<usize> },
    /// A guard for an arm that has none.
    NewGuard(Vec<usize>),
}

impl Kind {
    pub(super) fn numbers(&self) -> Vec<usize> {
        match self {
            Self::Choice(list) | Self::Early(list) => list.iter().map(|it| it.number).collect(),
            Self::Guard { always, never } => always.iter().chain(never).copied().collect(),
            Self::NewGuard(never) => never.clone(),
        }
    }
}

/// The text with the edits, which are sorted and lie one inside another or apart.
pub(super) fn render(source: &str, edits: &[Edit]) -> Switched {
    let mut writer = Writer { source, switched: Switched::default() };
    writer.copy(0..source.len(), edits);
    writer.switched
}

struct Writer<'a> {
    source: &'a str,
    switched: Switched,
}

impl Writer<'_> {
    /// The old text of a range with the edits that lie in it.
    fn copy(&mut self, range: Range<usize>, edits: &[Edit]) {
        let (mut at, mut rest) = (range.start, edits);
        while let Some((edit, after)) = rest.split_first() {
            self.push(&self.source[at..edit.range.start]);
            let inside = after.iter().take_while(|it| it.range.start < edit.range.end).count();
            let (inner, later) = after.split_at(inside);
            let start = self.at();
            self.place(edit, inner);
            self.switched.places.push((start..self.at(), edit.kind.numbers()));
            (at, rest) = (edit.range.end, later);
        }
        self.push(&self.source[at..range.end]);
    }

    fn place(&mut self, edit: &Edit, inner: &[Edit]) {
        match &edit.kind {
            Kind::Choice(alternatives) => {
                self.push("(");
                for alternative in alternatives {
                    self.alternative(alternative);
                    self.push(" else ");
                }
                self.push("{ ");
                self.copy(edit.range.clone(), inner);
                self.push(" })");
            }
            Kind::Early(alternatives) => {
                for alternative in alternatives {
                    self.alternative(alternative);
                    self.push(" ");
                }
            }
            Kind::Guard { always, never } => {
                self.push("(");
                for number in always {
                    self.question(*number);
                    self.push(" || ");
                }
                for number in never {
                    self.push("!");
                    self.question(*number);
                    self.push(" && ");
                }
                self.push("(");
                self.copy(edit.range.clone(), inner);
                self.push("))");
            }
            Kind::NewGuard(never) => {
                for (place, number) in never.iter().enumerate() {
                    self.push(if place == 0 { " if !" } else { " && !" });
                    self.question(*number);
                }
            }
        }
    }

    fn alternative(&mut self, alternative: &Alternative) {
        self.push("if ");
        self.question(alternative.number);
        self.push(" { ");
        let start = self.at();
        self.push(&alternative.text);
        self.switched.alternatives.push((start..self.at(), alternative.number));
        self.push(" }");
    }

    fn question(&mut self, number: usize) {
        self.switched.questions.push((self.at(), number));
        self.push(&format!("crate::mutated({number})"));
    }

    fn push(&mut self, text: &str) {
        self.switched.text.push_str(text);
    }

    fn at(&self) -> usize {
        self.switched.text.len()
    }
}
