//! What is said at the end.

use std::fmt::Write;

use crate::plan::Plan;
use crate::results::{Outcome, Results, Verdict};

/// Counts and the names of those that were missed.
pub(crate) fn text(commit: &str, plan: &Plan, wanted: &[usize], results: &Results) -> String {
    let found = wanted.iter().filter_map(|number| results.find(&plan.mutants[*number].name));
    let mut outcomes: Vec<&Outcome> = found.collect();
    outcomes.sort_by(|one, other| one.name.cmp(&other.name));
    let count = |result: Verdict| outcomes.iter().filter(|it| it.result == result).count();
    let (caught, timeouts) = (count(Verdict::Caught), count(Verdict::Timeout));
    let (missed, tried) = (count(Verdict::Missed), outcomes.len());
    let earlier = outcomes.iter().filter(|outcome| outcome.commit != commit).count();
    let rows: [(&str, String); 9] = [
        ("commit", commit.to_owned()),
        ("mutants", plan.mutants.len().to_string()),
        ("not compiling", plan.broken.len().to_string()),
        ("not tried", plan.untried.len().to_string()),
        ("tried", tried.to_string()),
        ("caught", caught.to_string()),
        ("by the clock", timeouts.to_string()),
        ("missed", missed.to_string()),
        ("share", share(caught + timeouts, tried)),
    ];
    let mut text = String::new();
    for (name, value) in rows {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name:<14} {value}");
    }
    if earlier > 0 {
        let _ = writeln!(text, "{earlier} of those tried are results of earlier commits");
    }
    for outcome in outcomes.iter().filter(|outcome| outcome.result == Verdict::Missed) {
        let _ = writeln!(text, "missed  {}", outcome.name);
    }
    text
}

/// In percent with one decimal.
fn share(noticed: usize, tried: usize) -> String {
    match (noticed * 1000 + tried / 2).checked_div(tried) {
        Some(tenths) => format!("{}.{} %", tenths / 10, tenths % 10),
        None => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_has_one_decimal() {
        assert_eq!(share(97, 116), "83.6 %");
        assert_eq!(share(5, 5), "100.0 %");
        assert_eq!(share(0, 0), "-");
    }
}
