//! What became of the scenarios of a programme, for people and for machines.

use super::compare::Difference;
use programme::diagnostic::Diagnostics;
use serde::Serialize;
use std::fmt;

/// The scenarios of one folder.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// The folder.
    pub folder: String,
    /// One by one, in the order of the file.
    pub scenarios: Vec<ScenarioReport>,
    /// What is wrong with the documents themselves; no scenario ran then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnostics: Option<Diagnostics>,
}

/// One scenario.
#[derive(Clone, Debug, Serialize)]
pub struct ScenarioReport {
    /// Its name.
    pub name: String,
    /// How many steps it has.
    pub steps: usize,
    /// What went wrong; nothing when it passed.
    pub failures: Vec<Failure>,
}

/// A step that did not go as expected.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// Which step, from 1; 0 when it is the book as a whole.
    pub step: usize,
    /// What the step does.
    pub action: String,
    /// Line of the file.
    pub line: u32,
    /// Column of the file.
    pub column: u32,
    /// What went wrong in one sentence, when it is not a difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// What was expected and what is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// What happened in the step, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<String>,
}

impl Report {
    /// Scenarios that passed.
    pub fn passed(&self) -> usize {
        let scenarios = self.scenarios.iter();
        scenarios.filter(|s| s.failures.is_empty()).count()
    }

    /// Scenarios that failed; one when the documents are wrong.
    pub fn failed(&self) -> usize {
        let failed = self.scenarios.len() - self.passed();
        failed + usize::from(self.diagnostics.is_some())
    }

    /// Whether everything is as expected.
    pub fn is_passed(&self) -> bool {
        self.failed() == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(diagnostics) = &self.diagnostics {
            writeln!(f, "{diagnostics}")?;
        }
        for scenario in &self.scenarios {
            let mark = if scenario.failures.is_empty() { "ok  " } else { "FAIL" };
            writeln!(f, "{mark} {}: {}", self.folder, scenario.name)?;
            for failure in &scenario.failures {
                write!(f, "{failure}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, line, column, .. } = self;
        writeln!(f, "     {line}:{column} step {step}, {}", self.action)?;
        if let Some(problem) = &self.problem {
            writeln!(f, "       {problem}")?;
        }
        for difference in &self.differences {
            writeln!(f, "       {}", difference.key)?;
            writeln!(f, "         expected: {}", difference.expected)?;
            writeln!(f, "         got:      {}", difference.got)?;
        }
        for (place, sentence) in self.explanation.iter().enumerate() {
            let label = if place == 0 { "what happened:" } else { "" };
            writeln!(f, "       {label:<14} {sentence}")?;
        }
        Ok(())
    }
}
