//! Printing what came of a run, and keeping it as a page.

use crate::Failure;
use crate::trial::Outcome;
use std::fmt::Write;
use std::path::Path;

/// What a report stands between, when it is part of a page.
const MARKS: (&str, &str) = ("<!-- report: begin -->", "<!-- report: end -->");

/// Circumstances of a run.
pub struct Circumstances {
    /// Everything random follows from it.
    pub seed: u64,
    /// How long each fault was given, in words.
    pub time: String,
    /// The commit of the checkout.
    pub commit: String,
    /// The day.
    pub day: String,
    /// How the binary was built.
    pub profile: String,
}

/// One line about a fault.
pub fn line(outcome: &Outcome) -> String {
    let took = outcome.took.as_secs_f64();
    match &outcome.failure {
        None => format!("ok      {:<22} {took:>6.1} s  {}", outcome.name, outcome.counts),
        Some(failure) => {
            format!("FAILED  {:<22} {took:>6.1} s  {}\n{failure}", outcome.name, outcome.counts)
        }
    }
}

/// The report as a page.
pub fn page(circumstances: &Circumstances, outcomes: &[Outcome]) -> String {
    let Circumstances { seed, time, commit, day, profile } = circumstances;
    let passed = outcomes.iter().filter(|outcome| outcome.failure.is_none()).count();
    let mut page = format!(
        "{day}, commit `{commit}`, {profile} build, seed {seed}, {time} of striking for each fault: \
         {passed} of {} passed.\n\n| fault | result | took | counts |\n|---|---|---|---|\n",
        outcomes.len()
    );
    for outcome in outcomes {
        let result = if outcome.failure.is_none() { "passed" } else { "failed" };
        let (name, took, counts) = (outcome.name, outcome.took.as_secs(), &outcome.counts);
        // Writing to a string does not fail.
        let _ = writeln!(page, "| `{name}` | {result} | {took} s | {counts} |");
    }
    for outcome in outcomes {
        if let Some(failure) = &outcome.failure {
            let _ = write!(page, "\n`{}`:\n\n```\n{failure}\n```\n", outcome.name);
        }
    }
    page
}

/// Writes the report to a file: between its marks when the file has them, else as the file.
pub fn keep(path: &Path, report: &str) -> Result<(), Failure> {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    Ok(std::fs::write(path, placed(&old, report))?)
}

fn placed(old: &str, report: &str) -> String {
    let (begin, end) = MARKS;
    match (old.find(begin), old.find(end)) {
        (Some(from), Some(to)) if from < to => {
            let (before, after) = (&old[..from + begin.len()], &old[to..]);
            format!("{before}\n{report}{after}")
        }
        _ => report.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_takes_the_place_of_the_last_one() {
        let (begin, end) = MARKS;
        let page = format!("# Faults\n\n{begin}\nold\n{end}\n\nmore\n");
        assert_eq!(placed(&page, "new\n"), format!("# Faults\n\n{begin}\nnew\n{end}\n\nmore\n"));
        assert_eq!(placed("", "new\n"), "new\n");
    }
}
