//! `cargo xtask ci`: everything that has to be green, in one order, stopping at the first failure.
//!
//! Cheap steps come first. A step is a name and a function; to add one, add a line to [`STEPS`].

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use testbed::{Cluster, Settings, TestbedError};

use crate::command::Task;
use crate::error::ChoreError;
use crate::journeys::Journeys;
use crate::tally::Tally;
use crate::workspace::build_tessera;
use crate::{api, faults, generate, layers, register, sim, tidy};

/// Folder with the reference programmes.
const GALLERY: &str = "programmes";

struct Step {
    name: &'static str,
    run: fn(&Path, &mut Tally) -> Result<(), ChoreError>,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", run: |root, _| Task::cargo(root, &["fmt", "--all", "--check"]).run() },
    Step { name: "layers", run: |root, _| layers::run(root) },
    Step { name: "tidy", run: |root, _| tidy::run(root) },
    Step { name: "register", run: |root, _| register::run(root) },
    Step {
        name: "web",
        run: |root, tally| {
            Task::new::<&str>(root, root.join("web/build.sh"), &[]).run_counting(tally)
        },
    },
    Step { name: "clippy", run: |root, _| clippy(root) },
    Step { name: "tests", run: tests },
    Step { name: "postgresql", run: tests_on_postgresql },
    Step { name: "doc-tests", run: doc_tests },
    Step { name: "gen", run: |root, _| generate::run(root, true) },
    Step { name: "gallery-check", run: |root, _| tessera(root, &["check", GALLERY])?.run() },
    Step { name: "gallery-test", run: gallery_test },
    Step { name: "api", run: |root, _| api::run(root) },
    Step { name: "journeys", run: journeys },
    Step { name: "sim", run: |root, _| sim::run_few(root) },
    Step { name: "faults", run: |root, tally| faults::task(root, &[])?.run_counting(tally) },
];

pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), ChoreError> {
    if arguments.iter().any(|argument| argument == "--list") {
        STEPS.iter().for_each(|step| println!("{}", step.name));
        return Ok(());
    }
    let chosen = choose(arguments)?;
    let mut tally = Tally::default();
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for (number, step) in chosen.iter().enumerate() {
        eprintln!("==> [{}/{}] {}", number + 1, chosen.len(), step.name);
        let started = Instant::now();
        let outcome = (step.run)(root, &mut tally);
        times.push((step.name, started.elapsed()));
        if let Err(error) = outcome {
            close(&times, &tally, Some(step.name));
            return Err(error);
        }
        eprintln!("    {} took {:.1} s", step.name, started.elapsed().as_secs_f64());
    }
    close(&times, &tally, None);
    Ok(())
}

/// The steps to run, in their own order whatever the order of the arguments.
fn choose(arguments: &[String]) -> Result<Vec<&'static Step>, ChoreError> {
    let unknown = arguments.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str()));
    if let Some(unknown) = unknown {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        let known = names.join(", ");
        return Err(ChoreError::Usage(format!("no step `{unknown}`; there are: {known}")));
    }
    let wanted = |step: &&Step| arguments.is_empty() || arguments.iter().any(|it| it == step.name);
    Ok(STEPS.iter().filter(wanted).collect())
}

/// The closing words: where the time went, what stopped the run, and the tests counted.
fn close(times: &[(&str, Duration)], tally: &Tally, stopped_at: Option<&str>) {
    eprintln!();
    for (name, time) in times {
        let mark = if stopped_at == Some(*name) { "FAILED" } else { "ok" };
        eprintln!("{name:<14} {:>7.1} s  {mark}", time.as_secs_f64());
    }
    if let Some(name) = stopped_at {
        tally.named.iter().for_each(|line| eprintln!("{line}"));
        eprintln!("stopped at `{name}`; run it alone with `cargo xtask ci {name}`");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
}

fn clippy(root: &Path) -> Result<(), ChoreError> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    Task::cargo(root, &arguments).run()
}

fn tests(root: &Path, tally: &mut Tally) -> Result<(), ChoreError> {
    let task = if Task::cargo(root, &["nextest", "--version"]).works() {
        Task::cargo(root, &["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        eprintln!("cargo-nextest is not installed, `cargo test` runs the tests instead");
        let arguments = ["test", "--workspace", "--all-targets", "--no-fail-fast", "--quiet"];
        Task::cargo(root, &arguments)
    };
    on_server(task, tally)
}

/// Tests of the service and the API that run on either backend: once more, now on PostgreSQL.
/// Those that go through both by themselves are left out, and the random stories, which would take
/// many minutes there.
fn tests_on_postgresql(root: &Path, tally: &mut Tally) -> Result<(), ChoreError> {
    const CHOSEN: &str = "(package(tessera-http) | package(tessera-service)) & kind(test)
        & not binary(gallery) & not binary(mechanics) & not binary(properties)";
    let task = if Task::cargo(root, &["nextest", "--version"]).works() {
        let arguments = ["nextest", "run", "--workspace", "--no-fail-fast", "-E", CHOSEN];
        Task::cargo(root, &arguments)
    } else {
        let arguments =
            ["test", "-p", "tessera-http", "-p", "tessera-service", "--no-fail-fast", "--quiet"];
        Task::cargo(root, &arguments)
    };
    on_server(task.with("TESSERA_TEST_BACKEND", "postgres"), tally)
}

fn journeys(root: &Path, tally: &mut Tally) -> Result<(), ChoreError> {
    let journeys = Journeys::prepare(root)?;
    let outcome = on_server(journeys.task.clone(), tally);
    journeys.tell();
    outcome
}

/// Runs tests with a PostgreSQL server for them.
fn on_server(task: Task, tally: &mut Tally) -> Result<(), ChoreError> {
    let server = shared_server()?;
    match &server {
        Some(server) => task.with(testbed::VARIABLE, &server.url("postgres")),
        None => task,
    }
    .run_counting(tally)
}

/// One PostgreSQL server for all test processes, which would otherwise each start their own. Without
/// PostgreSQL the tests that need it say what is missing.
fn shared_server() -> Result<Option<Cluster>, ChoreError> {
    match Cluster::start(Settings::default()) {
        Ok(server) => Ok(Some(server)),
        Err(error @ TestbedError::NotInstalled) => {
            eprintln!("{error}");
            Ok(None)
        }
        Err(error) => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            Err(ChoreError::Server(format!("{error}{cause}")))
        }
    }
}

fn doc_tests(root: &Path, tally: &mut Tally) -> Result<(), ChoreError> {
    Task::cargo(root, &["test", "--workspace", "--doc", "--quiet"]).run_counting(tally)
}

fn tessera(root: &Path, arguments: &[&str]) -> Result<Task, ChoreError> {
    Ok(Task::new(root, build_tessera(root)?, arguments))
}

fn gallery_test(root: &Path, tally: &mut Tally) -> Result<(), ChoreError> {
    tessera(root, &["test", GALLERY])?.run_counting(tally)
}

#[cfg(test)]
mod tests {
    use super::{STEPS, choose};

    #[test]
    fn without_arguments_every_step_runs() {
        let chosen = choose(&[]).expect("no argument is always fine");
        assert_eq!(chosen.len(), STEPS.len());
    }

    #[test]
    fn named_steps_keep_the_order_of_the_list() {
        let chosen = choose(&["tidy".to_owned(), "fmt".to_owned()]).expect("both exist");
        let names: Vec<&str> = chosen.iter().map(|step| step.name).collect();
        assert_eq!(names, ["fmt", "tidy"]);
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_known_ones() {
        let error = choose(&["lint".to_owned()]).err().expect("there is no such step");
        assert!(error.to_string().contains("no step `lint`; there are: fmt, layers"), "{error}");
    }
}
