//! The files for operators: they parse, name only metrics that there are, and every alert
//! has a runbook page.

use http_api::metrics::{CATALOGUE, Kind};
use saphyr_parser::{Event, Parser};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Metrics that Prometheus makes itself.
const OF_PROMETHEUS: [&str; 1] = ["up"];

/// What every runbook page has, in this order.
const HEADINGS: [&str; 5] = [
    "## Symptom",
    "## Meaning",
    "## What to look at",
    "## What to do",
    "## How to know it is over",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All scalars of a YAML file in their order.
fn scalars(path: &str) -> Vec<String> {
    let text = read(path);
    let mut found = Vec::new();
    for event in Parser::new_from_str(&text) {
        let (event, _) = event.unwrap_or_else(|error| panic!("{path}: {error}"));
        if let Event::Scalar(text, ..) = event {
            found.push(text.into_owned());
        }
    }
    found
}

/// Values of a key, wherever it stands.
fn values<'a>(scalars: &'a [String], key: &str) -> Vec<&'a str> {
    let pairs = scalars.windows(2).filter(|pair| pair[0] == key);
    pairs.map(|pair| pair[1].as_str()).collect()
}

/// All values of `expr` and `query`, wherever they stand.
fn expressions(json: &serde_json::Value, found: &mut Vec<String>) {
    match json {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "expr" || name == "query" => found.push(text.to_owned()),
                    _ => expressions(value, found),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| expressions(item, found)),
        _ => {}
    }
}

/// Words of an expression that look like metrics of ours.
fn named(expression: &str) -> impl Iterator<Item = &str> {
    let words = expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("tessera_") || word.starts_with("process_"))
}

/// The metric that a name belongs to.
fn metric(name: &str) -> Option<&'static str> {
    let found = CATALOGUE.iter().find(|metric| match metric.kind {
        Kind::Histogram => name
            .strip_prefix(metric.name)
            .is_some_and(|suffix| ["_bucket", "_sum", "_count"].contains(&suffix)),
        _ => name == metric.name,
    });
    found.map(|metric| metric.name)
}

fn all_exist(path: &str, expressions: &[String]) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    for expression in expressions {
        for name in named(expression) {
            seen.insert(metric(name).unwrap_or_else(|| panic!("{path}: no metric {name}")));
        }
    }
    seen
}

fn dashboard() -> Vec<String> {
    let path = "deploy/grafana/tessera.json";
    let json = serde_json::from_str(&read(path)).expect("the dashboard is JSON");
    let mut found = Vec::new();
    expressions(&json, &mut found);
    found
}

#[test]
fn the_dashboard_shows_every_metric_and_no_other() {
    let shown = all_exist("deploy/grafana/tessera.json", &dashboard());
    let missing: Vec<_> =
        CATALOGUE.iter().map(|metric| metric.name).filter(|name| !shown.contains(name)).collect();
    assert!(missing.is_empty(), "no panel shows {missing:?}");
}

#[test]
fn alerts_name_metrics_that_there_are_and_have_a_runbook_page() {
    let path = "deploy/prometheus/alerts.yaml";
    let scalars = scalars(path);
    let expressions = values(&scalars, "expr");
    let owned: Vec<String> = expressions.iter().map(|text| (*text).to_owned()).collect();
    all_exist(path, &owned);
    let is_known = |text: &&str| {
        named(text).next().is_some() || OF_PROMETHEUS.iter().any(|name| text.starts_with(name))
    };
    assert!(expressions.iter().all(is_known), "{expressions:?}");
    let names = values(&scalars, "alert");
    assert!(names.len() > 10 && names.len() == expressions.len());
    let pages: Vec<String> =
        names.iter().map(|name| format!("docs/guides/runbooks/{name}.md")).collect();
    assert_eq!(values(&scalars, "runbook"), pages);
    let index = read("docs/guides/runbooks/README.md");
    for (name, page) in names.iter().zip(&pages) {
        let text = read(page);
        assert!(text.starts_with(&format!("# {name}\n")), "{page}");
        let places: Vec<_> = HEADINGS.iter().map(|heading| text.find(heading)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{page}: {places:?}");
        assert!(index.contains(&format!("({name}.md)")), "{name} is not in the list of runbooks");
    }
    let folder = fs::read_dir(root().join("docs/guides/runbooks")).expect("the folder is there");
    assert_eq!(folder.count(), names.len() + 1, "a runbook without an alert");
}

#[test]
fn runbooks_and_the_guide_name_metrics_that_there_are() {
    let folder = fs::read_dir(root().join("docs/guides/runbooks")).expect("the folder is there");
    let pages = folder.map(|entry| entry.expect("it can be listed").path());
    let guide = root().join("docs/guides/operating.md");
    for path in pages.chain([guide]) {
        let text = fs::read_to_string(&path).expect("it can be read");
        for name in text.split('`').skip(1).step_by(2).flat_map(named) {
            let is_known = metric(name).is_some() || CATALOGUE.iter().any(|m| m.name == name);
            assert!(is_known, "{}: no metric {name}", path.display());
        }
    }
}

#[test]
fn the_other_files_parse_and_agree_with_the_program() {
    for path in [
        "deploy/compose.yaml",
        "deploy/compose.domain.yaml",
        "deploy/prometheus/prometheus.yml",
        "deploy/grafana/provisioning/datasources/prometheus.yaml",
        "deploy/grafana/provisioning/dashboards/tessera.yaml",
    ] {
        assert!(!scalars(path).is_empty(), "{path}");
    }
    let reference = read("docs/reference/cli.md");
    for path in [
        "compose.yaml",
        "compose.domain.yaml",
        "tessera.env.example",
        "Containerfile",
        "compose.env.example",
    ] {
        let text = read(&format!("deploy/{path}"));
        let words = text.split(|c: char| !c.is_ascii_uppercase() && c != '_');
        for name in words.filter(|word| word.starts_with("TESSERA_")) {
            let is_option =
                ["=", "]"].iter().any(|end| reference.contains(&format!("[env: {name}{end}")));
            assert!(is_option, "deploy/{path}: no {name}");
        }
    }
}

#[test]
fn containers_run_as_nobody_and_say_whether_they_are_well() {
    let text = read("deploy/Containerfile");
    let last = text.rsplit("\nFROM ").next().expect("it has stages");
    assert!(last.contains("\nUSER 65532") && last.contains("\nHEALTHCHECK "), "{last}");
    let unit = read("deploy/tessera.service");
    for setting in ["User=tessera", "NoNewPrivileges=yes", "ProtectSystem=strict"] {
        assert!(unit.lines().any(|line| line == setting), "{setting}");
    }
}
