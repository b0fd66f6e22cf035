//! The rules, one function each: a source file in, findings out (`path:line: what to do`).
//!
//! Words that the rules look for are put together with `concat!`, so that this file passes its own check.

/// `tidy` fails above this many lines; look twice from 400 on.
const MAX_LINES: usize = 700;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "misc"];

/// Notes that belong into an issue or the roadmap.
const NOTES: &[&str] =
    &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

/// Places that exist on one machine only.
const MACHINE_PATHS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// A text file, its path relative to the root with `/` between the parts.
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    fn ends_with_any(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Code, in contrast to prose: notes are only looked for here.
    fn is_code(&self) -> bool {
        !self.ends_with_any(&[".md", ".json", "NOTICE"])
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.ends_with_any(&["/tests.rs", ".test.ts", ".test.tsx"])
    }

    fn finding(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }

    /// Numbered lines that satisfy `wrong`.
    fn lines_where(&self, what: &str, wrong: impl Fn(&str) -> bool) -> Vec<String> {
        let numbered = self.text.split('\n').enumerate();
        numbered.filter(|(_, line)| wrong(line)).map(|(at, _)| self.finding(at + 1, what)).collect()
    }
}

/// All rules on one file.
pub(super) fn check(source: &Source<'_>) -> Vec<String> {
    [length, names, notes, silenced_tests, unwraps, machine_paths, white_space, last_line]
        .iter()
        .flat_map(|rule| rule(source))
        .collect()
}

fn length(source: &Source<'_>) -> Vec<String> {
    let lines = source.text.lines().count();
    let aside = source.is_test() || source.path.starts_with("programmes/");
    if aside || lines <= MAX_LINES {
        return Vec::new();
    }
    vec![format!(
        "{}: {lines} lines, at most {MAX_LINES}: split it by reason to change",
        source.path
    )]
}

fn names(source: &Source<'_>) -> Vec<String> {
    if !source.ends_with_any(&[".rs", ".ts", ".tsx", ".js"]) {
        return Vec::new();
    }
    let without_ending = source.path.split('.').next().unwrap_or(source.path);
    let mut findings: Vec<String> = without_ending
        .split('/')
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| format!("{}: `{part}` is an empty name: say what is inside", source.path))
        .collect();
    findings.extend(source.lines_where(
        "a module with an empty name: say what is inside",
        |line| {
            let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
            words.next() == Some("mod")
                && words
                    .next()
                    .is_some_and(|name| EMPTY_NAMES.contains(&name.trim_end_matches([';', '{'])))
        },
    ));
    findings
}

fn notes(source: &Source<'_>) -> Vec<String> {
    if !source.is_code() {
        return Vec::new();
    }
    let what = "a note left in code: do it, or write it down in docs/internals/roadmap.md";
    source.lines_where(what, |line| NOTES.iter().any(|note| has_word(line, note)))
}

fn silenced_tests(source: &Source<'_>) -> Vec<String> {
    if !source.path.ends_with(".rs") {
        return Vec::new();
    }
    source.lines_where("a test that does not run", |line| line.contains(concat!("#[ig", "nore")))
}

/// Clippy denies the same; this also holds for code behind features that are switched off.
fn unwraps(source: &Source<'_>) -> Vec<String> {
    if !source.path.ends_with(".rs") || source.is_test() {
        return Vec::new();
    }
    let product = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let product = Source { path: source.path, text: product };
    let what = "say why it cannot fail with `expect`, or answer with an error";
    product.lines_where(what, |line| line.contains(concat!(".unw", "rap()")))
}

fn machine_paths(source: &Source<'_>) -> Vec<String> {
    source.lines_where("a path of one machine", |line| {
        MACHINE_PATHS.iter().any(|path| line.contains(path))
    })
}

fn white_space(source: &Source<'_>) -> Vec<String> {
    source.lines_where("white space at the end of the line", |line| line.trim_end() != line)
}

fn last_line(source: &Source<'_>) -> Vec<String> {
    let text = source.text;
    if text.is_empty() || (text.ends_with('\n') && !text.ends_with("\n\n")) {
        return Vec::new();
    }
    vec![format!("{}: ends with exactly one line break", source.path)]
}

/// Whether `word` stands in `line` with no letter, digit or underscore beside it.
fn has_word(line: &str, word: &str) -> bool {
    let part_of_word = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    })
}
