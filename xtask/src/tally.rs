//! Counts passed and failed tests from the closing lines that test runners print, and keeps the
//! lines that name a failed one.

/// Tests seen so far, over all runners of a `ci` run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// What runners said of failed tests, each line once and not more than [`MOST_NAMED`].
    pub(crate) named: Vec<String>,
}

/// Whoever sees only the end of a long run sees so many lines about failed tests.
const MOST_NAMED: usize = 12;

impl Tally {
    /// Adds the counts of a closing line; any other line changes nothing.
    ///
    /// Closing lines known: nextest (`Summary [ 1.2s] 9 tests run: 8 passed, 1 failed`),
    /// `cargo test` (`test result: ok. 9 passed; 0 failed`), `tessera test` (`9 passed, 0 failed`),
    /// vitest (`Tests  1 failed | 8 passed (9)`).
    ///
    /// What nextest repeats of the output of a failed test stands further to the right, and is not
    /// counted again.
    pub(crate) fn read_line(&mut self, line: &str) {
        let line = plain(line);
        if line.starts_with("    test ") {
            return;
        }
        let line = line.trim();
        let closing = line.starts_with("Summary [")
            || line.starts_with("test result:")
            || line.starts_with("Tests  ")
            || bare_closing_line(line);
        if closing {
            self.passed += count_before(line, "passed");
            self.failed += count_before(line, "failed");
        } else if names_a_failure(line)
            && self.named.len() < MOST_NAMED
            && !self.named.iter().any(|known| known == line)
        {
            self.named.push(line.to_owned());
        }
    }
}

/// Lines known: nextest (`FAIL [ 1.2s] crate::tests name`), `cargo test` (`test name ... FAILED`),
/// vitest (`× name 12ms`, and what went wrong in the line after it: `→ expected 1 to be 2`).
fn names_a_failure(line: &str) -> bool {
    line.starts_with("FAIL [")
        || (line.starts_with("test ") && line.ends_with("... FAILED"))
        || line.starts_with("× ")
        || line.starts_with("→ ")
}

/// `N passed, N failed` and nothing else.
fn bare_closing_line(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), [_, "passed,", _, "failed"])
}

/// The number that stands right before `word`, or 0.
fn count_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split_whitespace().collect();
    words
        .windows(2)
        .filter(|pair| pair[1].trim_end_matches([',', ';', '.']) == word)
        .find_map(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut in_escape = false;
    for character in line.chars() {
        match character {
            '\u{1b}' => in_escape = true,
            'm' if in_escape => in_escape = false,
            _ if in_escape => {}
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn tally_of(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read_line(line);
        }
        tally
    }

    #[test]
    fn closing_lines_of_all_runners_are_added_up() {
        let tally = tally_of(&[
            "     Summary [   0.010s] 4 tests run: 3 passed (1 slow), 1 failed, 2 skipped",
            "test result: FAILED. 5 passed; 2 failed; 0 ignored; finished in 0.00s",
            "10 passed, 4 failed",
            " Test Files  1 failed | 2 passed (3)",
            "      Tests  3 failed | 11 passed | 1 skipped (15)",
        ]);
        assert_eq!((tally.passed, tally.failed), (3 + 5 + 10 + 11, 1 + 2 + 4 + 3));
        assert!(tally.named.is_empty(), "{:?}", tally.named);
    }

    #[test]
    fn colours_do_not_hide_the_counts() {
        let tally = tally_of(&[
            "\u{1b}[32;1m     Summary\u{1b}[0m [ 0.1s] \u{1b}[1m7\u{1b}[0m tests run: \u{1b}[1m7\u{1b}[0m \u{1b}[32mpassed\u{1b}[0m, 0 skipped",
        ]);
        assert_eq!((tally.passed, tally.failed), (7, 0));
    }

    #[test]
    fn other_lines_that_speak_of_passing_are_not_counted() {
        let tally = tally_of(&["the member had 3 passed stops", "PASS [ 0.1s] 3 passed"]);
        assert_eq!(tally, Tally::default());
    }

    #[test]
    fn failed_tests_are_named_once() {
        let tally = tally_of(&[
            "        FAIL [   0.010s] (1/4) tessera-http::api people::somebody_comes_in",
            "        PASS [   0.010s] (2/4) tessera-http::api people::somebody_else_comes_in",
            "        FAIL [   0.010s] (1/4) tessera-http::api people::somebody_comes_in",
            "test shapes::a_square ... FAILED",
            "test shapes::a_circle ... ok",
            "    test people::somebody_comes_in ... FAILED",
            "    test result: FAILED. 0 passed; 1 failed; 0 ignored; finished in 0.01s",
            "\u{1b}[31m   \u{1b}[31m×\u{1b}[31m a sale is taken back\u{1b}[39m\u{1b}[33m 2663\u{1b}[2mms\u{1b}[22m",
            "     → expected 1 to be 2",
        ]);
        let named = [
            "FAIL [   0.010s] (1/4) tessera-http::api people::somebody_comes_in",
            "test shapes::a_square ... FAILED",
            "× a sale is taken back 2663ms",
            "→ expected 1 to be 2",
        ];
        assert_eq!(tally.named, named);
        assert_eq!(tally.failed, 0, "the closing line counts, and there was none");
    }
}
