//! Tests that belong to a programme: `scenarios.yaml` beside `programme.yaml`, run through
//! the real use cases, with a driven clock and repeatable ids, on a store in memory unless
//! the caller brings others.

mod act;
mod bonds;
mod compare;
mod compare_bonds;
mod deeds;
mod document;
mod expectation;
mod report;
mod scalars;
mod shopping;
mod world;

pub use compare::Difference;
pub use report::{Failure, Report, ScenarioReport};

use crate::error::Error;
use crate::{Rulebook, documents, verify};
use document::{ScenarioFile, ScenarioSection, StepSection};
use expectation::ExpectSection;
use programme::source::{Path as Place, Reader, SourceFile, Spans};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use store::{SqliteStore, Store, StoreError};
use world::{Happened, StepError, World};

/// The name of the file with the scenarios.
pub const FILE: &str = "scenarios.yaml";

static READER: LazyLock<Reader<ScenarioFile>> = LazyLock::new(|| Reader::new(scalars::formats()));

/// Why scenarios could not be run at all.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A file cannot be read.
    #[error("{path} cannot be read")]
    File {
        /// Which file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// The JSON Schema of the scenario file, for editors.
pub fn schema() -> &'static serde_json::Value {
    READER.schema()
}

/// Where scenarios get their stores: an empty one for each.
pub type Stores = dyn Fn() -> FreshStore + Send + Sync;

/// A store that is being made.
pub type FreshStore = Pin<Box<dyn Future<Output = Result<Arc<dyn Store>, StoreError>> + Send>>;

/// Stores in memory.
fn in_memory() -> FreshStore {
    Box::pin(async { Ok(Arc::new(SqliteStore::in_memory()?) as Arc<dyn Store>) })
}

/// Runs the scenarios of a folder with `programme.yaml` and `scenarios.yaml`.
pub async fn run_folder(folder: impl AsRef<Path>) -> Result<Report, RunError> {
    run_folder_on(folder, &in_memory).await
}

/// The same on stores of the caller's choice.
pub async fn run_folder_on(folder: impl AsRef<Path>, stores: &Stores) -> Result<Report, RunError> {
    let folder = folder.as_ref();
    let programme = read(&folder.join(documents::NAME)).await?;
    let scenarios = read(&folder.join(FILE)).await?;
    let mut report = run_on(&programme, &scenarios, stores).await;
    report.folder = folder.display().to_string();
    Ok(report)
}

async fn read(path: &Path) -> Result<String, RunError> {
    let text = tokio::fs::read_to_string(path).await;
    text.map_err(|source| RunError::File { path: path.display().to_string(), source })
}

/// Runs scenarios on a programme.
pub async fn run(programme: &str, scenarios: &str) -> Report {
    run_on(programme, scenarios, &in_memory).await
}

/// The same on stores of the caller's choice.
pub async fn run_on(programme: &str, scenarios: &str, stores: &Stores) -> Report {
    let mut report = Report::default();
    let rulebook = match documents::load(programme) {
        Ok(rulebook) => Arc::new(rulebook),
        Err(diagnostics) => {
            report.diagnostics = Some(diagnostics);
            return report;
        }
    };
    let file = SourceFile::new(FILE, scenarios).and_then(|source| READER.read(&source));
    let (file, spans) = match file {
        Ok(read) => read,
        Err(diagnostics) => {
            report.diagnostics = Some(diagnostics);
            return report;
        }
    };
    for (number, scenario) in file.scenarios.iter().enumerate() {
        let (rulebook, file, spans) = (&rulebook, &file, &spans);
        let run = Run { programme, rulebook, file, spans, number, stores };
        report.scenarios.push(run.scenario(scenario).await);
    }
    report
}

/// One scenario while it runs.
struct Run<'a> {
    programme: &'a str,
    rulebook: &'a Arc<Rulebook>,
    file: &'a ScenarioFile,
    spans: &'a Spans,
    number: usize,
    stores: &'a Stores,
}

impl Run<'_> {
    async fn scenario(&self, scenario: &ScenarioSection) -> ScenarioReport {
        let mut report = ScenarioReport {
            name: scenario.name.clone(),
            steps: scenario.steps.len(),
            failures: Vec::new(),
        };
        let rulebook = self.rulebook.clone();
        let world = World::new(self.programme, rulebook, self.file, scenario, self.stores).await;
        let mut world = match world {
            Ok(world) => world,
            Err(error) => {
                report.failures.push(self.failure(0, "start", error.to_string()));
                return report;
            }
        };
        for (place, step) in scenario.steps.iter().enumerate() {
            // What follows from a failed step proves nothing.
            if let Some(failure) = self.step(&mut world, place + 1, step).await {
                report.failures.push(failure);
                return report;
            }
        }
        report.failures.extend(self.book(&world).await);
        report
    }

    async fn step(&self, world: &mut World, number: usize, step: &StepSection) -> Option<Failure> {
        let actions = step.actions();
        let (name, action) = match actions.as_slice() {
            [] if step.expect.is_some() => ("expect", None),
            [(name, action)] => (*name, Some(*action)),
            [] => return Some(self.failure(number, "nothing", "the step does nothing".into())),
            _ => {
                let problem = "the step does several things; make several steps of it";
                return Some(self.failure(number, "several", problem.into()));
            }
        };
        let nothing = ExpectSection::default();
        let expect = step.expect.as_ref().unwrap_or(&nothing);
        let done = match (world.begin_step().await, action) {
            (Err(error), _) => Err(error),
            (Ok(()), Some(action)) => world.act(action).await,
            (Ok(()), None) => Ok(Happened::default()),
        };
        let happened = match (done, &expect.error) {
            (Ok(happened), None) => happened,
            (Ok(happened), Some(code)) => {
                let mut failure = self.failure(number, name, String::new());
                failure.problem = None;
                failure.differences.push(Difference {
                    key: "error".into(),
                    expected: code.clone(),
                    got: "it was carried out".into(),
                });
                failure.explanation = world.explanation(&happened);
                return Some(failure);
            }
            (Err(StepError::Service(error)), Some(code)) if error.code().0 == code => {
                return self.compared(world, number, name, expect, &Happened::default()).await;
            }
            (Err(error), _) => return Some(self.refused(world, number, name, expect, &error)),
        };
        self.compared(world, number, name, expect, &happened).await
    }

    async fn compared(
        &self,
        world: &World,
        number: usize,
        name: &str,
        expect: &ExpectSection,
        happened: &Happened,
    ) -> Option<Failure> {
        let differences = match world.compare(expect, happened).await {
            Ok(differences) if differences.is_empty() => return None,
            Ok(differences) => differences,
            Err(error) => return Some(self.failure(number, name, error.to_string())),
        };
        let mut failure = self.failure(number, name, String::new());
        failure.problem = None;
        failure.differences = differences;
        failure.explanation = world.explanation(happened);
        Some(failure)
    }

    /// A step that was not carried out, though it should have been, or for another reason.
    fn refused(
        &self,
        world: &World,
        number: usize,
        name: &str,
        expect: &ExpectSection,
        error: &StepError,
    ) -> Failure {
        let mut failure = self.failure(number, name, error.to_string());
        let StepError::Service(error) = error else {
            return failure;
        };
        failure.problem = None;
        failure.differences.push(Difference {
            key: "error".into(),
            expected: expect.error.clone().unwrap_or_else(|| "it is carried out".into()),
            got: chain(error),
        });
        if let Error::Refused(refused) = error {
            let refusals = refused.refusals.iter();
            let sentences =
                refusals.map(|r| crate::view::refusal_sentence(&world.rulebook, r, &world.locale));
            failure.explanation = sentences.collect();
        }
        failure
    }

    /// After every scenario the book must prove right.
    async fn book(&self, world: &World) -> Option<Failure> {
        let proven = async {
            crate::projector::project_now(&world.tessera).await?;
            verify::run(&world.tessera, |_| {}).await
        };
        let problem = match proven.await {
            Ok(verdict) => verdict.broken.first()?.to_string(),
            Err(error) => chain(&error),
        };
        Some(self.failure(0, "verify", format!("the book does not prove right: {problem}")))
    }

    fn failure(&self, step: usize, action: &str, problem: String) -> Failure {
        let scenario = Place::root().key("scenarios").index(self.number);
        let place = match step.checked_sub(1) {
            Some(step) => scenario.key("steps").index(step),
            None => scenario.key("name"),
        };
        let span = self.spans.place(&place);
        Failure {
            step,
            action: action.to_owned(),
            line: span.line,
            column: span.col,
            problem: Some(problem),
            differences: Vec::new(),
            explanation: Vec::new(),
        }
    }
}

/// An error with everything behind it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text
}
