//! The files for operators: they parse, name only metrics that there are, and every alert
//! has a runbook page. The image gets the screens; nodes reach the world, the database does not.

use http_api::metrics::{CATALOGUE, Kind};
use saphyr_parser::{Event, Parser};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
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

/// Text in YAML as one value, in which scalars are texts and aliases are what they stand for.
fn tree(text: &str) -> Value {
    let mut events = Parser::new_from_str(text).map(|event| event.expect("it is YAML").0);
    node(&mut events, &mut BTreeMap::new()).expect("it says something")
}

/// The next node; nothing at the end of what holds it.
fn node<'a>(
    events: &mut impl Iterator<Item = Event<'a>>,
    anchors: &mut BTreeMap<usize, Value>,
) -> Option<Value> {
    let (anchor, value) = match events.next()? {
        Event::Alias(anchor) => return anchors.get(&anchor).cloned(),
        Event::Scalar(text, _, anchor, _) => (anchor, Value::String(text.into_owned())),
        Event::SequenceStart(anchor, _) => {
            let mut items = Vec::new();
            while let Some(item) = node(events, anchors) {
                items.push(item);
            }
            (anchor, Value::Array(items))
        }
        Event::MappingStart(anchor, _) => (anchor, Value::Object(fields(events, anchors))),
        Event::SequenceEnd | Event::MappingEnd => return None,
        _ => return node(events, anchors),
    };
    anchors.insert(anchor, value.clone());
    Some(value)
}

/// The fields of a mapping. Those behind `<<` are taken over where it has none of that name.
fn fields<'a>(
    events: &mut impl Iterator<Item = Event<'a>>,
    anchors: &mut BTreeMap<usize, Value>,
) -> Map<String, Value> {
    let (mut found, mut taken_over) = (Map::new(), Map::new());
    while let Some(name) = node(events, anchors) {
        let name = name.as_str().expect("a name is text").to_owned();
        match node(events, anchors).expect("a name has a value") {
            Value::Object(others) if name == "<<" => taken_over = others,
            value => {
                found.insert(name, value);
            }
        }
    }
    for (name, value) in taken_over {
        found.entry(name).or_insert(value);
    }
    found
}

/// Values of a key, wherever it stands.
fn values<'a>(scalars: &'a [String], key: &str) -> Vec<&'a str> {
    let pairs = scalars.windows(2).filter(|pair| pair[0] == key);
    pairs.map(|pair| pair[1].as_str()).collect()
}

/// All values of `expr` and `query`, wherever they stand.
fn expressions(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "expr" || name == "query" => found.push(text.to_owned()),
                    _ => expressions(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| expressions(item, found)),
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
    for setting in [
        "User=tessera",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "NoExecPaths=/",
        "LimitCORE=0",
    ] {
        assert!(unit.lines().any(|line| line == setting), "{setting}");
    }
}

/// The screens, by their folders below `web/dist`.
const SCREENS: [&str; 3] = ["console", "till", "member"];

/// Whether an image has the screens: a stage builds them, and the one that compiles the program
/// takes them along, and looks whether each is there, before it compiles.
fn has_screens(containerfile: &str) -> bool {
    let instructions = containerfile.lines().filter(|line| !line.starts_with('#'));
    let text = instructions.fold(String::new(), |text, line| text + "\n" + line);
    let Some((before, _)) = text.split_once("cargo build") else { return false };
    let Some((stages, compiling)) = before.rsplit_once("\nFROM ") else { return false };
    let is_built = |stage: &&str| stage.contains("npm ci") && stage.contains("npm run build");
    let stage = stages.split("\nFROM ").find(is_built);
    let name = stage.and_then(|stage| stage.lines().next()?.rsplit(" AS ").next());
    let Some(name) = name else { return false };
    let copy = format!("COPY --from={name} ");
    let mut lines = compiling.lines();
    lines.any(|line| line.starts_with(&copy) && line.ends_with("/web/dist web/dist"))
        && SCREENS.iter().all(|screen| {
            let look = format!("test -f web/dist/{screen}/index.html");
            lines.clone().any(|line| line.contains(&look))
        })
}

#[test]
fn the_image_builds_the_screens_and_compiles_the_program_with_them() {
    let text = read("deploy/Containerfile");
    assert!(has_screens(&text), "{text}");
    let without = |word: &str| {
        let lines = text.lines().filter(|line| !line.contains(word));
        lines.collect::<Vec<_>>().join("\n")
    };
    for word in ["npm ci", "npm run build", "COPY --from=screens", "test -f web/dist/till"] {
        assert!(text.contains(word) && !has_screens(&without(word)), "without {word}");
    }
    for screen in SCREENS {
        assert!(root().join("web").join(screen).join("index.html").is_file(), "{screen}");
    }
}

#[test]
fn the_build_gets_what_it_needs_and_nothing_else_of_the_checkout() {
    let text = read("deploy/Containerfile.dockerignore");
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.first(), Some(&"*"), "what is not named stays out");
    let taken: BTreeSet<&str> = lines.iter().filter_map(|line| line.strip_prefix('!')).collect();
    let workspace = read("Cargo.toml");
    let (_, members) = workspace.split_once("members = [").expect("it is a workspace");
    let (members, _) = members.split_once(']').expect("the list ends");
    let folders = members.split('"').skip(1).step_by(2).filter_map(|path| path.split('/').next());
    for place in folders.chain(["Cargo.toml", "Cargo.lock", "data", "programmes", "schemas", "web"])
    {
        assert!(taken.contains(place), "{place}");
    }
    for place in [".git", "deploy", "docs", "target"] {
        assert!(!taken.contains(place), "{place}");
    }
    // Screens and libraries of the checkout stay out: they may be old, or of another system.
    for place in ["web/dist", "**/node_modules", "**/target", "**/*.db", "**/.env"] {
        let mut after = lines.iter().skip_while(|line| !line.starts_with('!'));
        assert!(after.any(|line| *line == place), "{place}");
    }
}

/// What of an image belongs to the user that the program runs as.
fn belongs_to_nobody(containerfile: &str) -> Vec<&str> {
    let last = containerfile.rsplit("\nFROM ").next().unwrap_or_default();
    let copied = last.lines().filter(|line| line.starts_with("COPY --from=build --chown="));
    copied.filter_map(|line| line.split_whitespace().last()).collect()
}

#[test]
fn the_program_in_the_image_cannot_be_changed_by_whom_it_runs_as() {
    let text = read("deploy/Containerfile");
    assert_eq!(belongs_to_nobody(&text), ["/var/lib/"]);
    let program = "COPY --from=build /out/usr/local/bin/tessera /usr/local/bin/tessera";
    assert!(text.lines().any(|line| line == program), "{program}");
}

#[test]
fn no_service_may_get_more_rights_and_the_proxy_and_nodes_have_few() {
    let compose = tree(&read("deploy/compose.yaml"));
    let services = compose["services"].as_object().expect("there are services");
    for (name, said) in services {
        assert_eq!(said["security_opt"][0], "no-new-privileges:true", "{name}");
        // The database's own start gives its folder to its user.
        assert!(said["cap_drop"][0] == "ALL" || name == "database", "{name}");
    }
    let well = services["database"]["healthcheck"]["test"].to_string();
    assert!(well.contains("--host=127.0.0.1"), "the socket answers too early: {well}");
}

#[test]
fn the_image_takes_a_node_that_is_new_enough() {
    let number = |text: &str| -> (u32, u32) {
        let mut parts = text.split(|c: char| !c.is_ascii_digit()).map(str::parse::<u32>);
        match (parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => (major, minor),
            _ => panic!("{text}: a major and a minor number"),
        }
    };
    let (image, script) = (read("deploy/Containerfile"), read("web/node.sh"));
    let (_, taken) = image.split_once("/node:").expect("a stage has Node");
    let (_, lowest) = script.split_once("\nlowest=").expect("the script says what it needs");
    assert!(number(taken) >= number(lowest), "{:?} {:?}", number(taken), number(lowest));
}

/// The networks of a service that lead out of the machine, and whether it publishes ports. Later
/// files add to what former ones say.
fn ways_out(files: &[Value], service: &str) -> (BTreeSet<String>, bool) {
    let (mut networks, mut has_ports, mut is_there) = (BTreeSet::new(), false, false);
    for said in files.iter().filter_map(|file| file["services"].get(service)) {
        is_there = true;
        has_ports |= said.get("ports").is_some() || said.get("network_mode").is_some();
        match &said["networks"] {
            Value::Array(names) => {
                networks.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            Value::Object(named) => networks.extend(named.keys().cloned()),
            _ => {}
        }
    }
    assert!(is_there, "no service {service}");
    if networks.is_empty() {
        networks.insert("default".to_owned());
    }
    networks.retain(|name| files.iter().all(|file| file["networks"][name]["internal"] != "true"));
    (networks, has_ports)
}

/// Services that run Tessera.
fn nodes(compose: &Value) -> Vec<&str> {
    let services = compose["services"].as_object().expect("there are services");
    let is_node = |said: &Value| said["image"] == "tessera:local" || said.get("build").is_some();
    services.iter().filter(|(_, said)| is_node(said)).map(|(name, _)| name.as_str()).collect()
}

/// What is wrong with who reaches whom.
fn broken_ways(files: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    for node in nodes(&files[0]) {
        match ways_out(files, node) {
            (networks, _) if networks.is_empty() => found.push(format!("{node} reaches nobody")),
            (_, true) => found.push(format!("{node} is reached past the proxy")),
            _ => {}
        }
    }
    for service in ["database", "prometheus"] {
        let (networks, has_ports) = ways_out(files, service);
        if !networks.is_empty() || has_ports {
            found.push(format!("{service} is on {networks:?}"));
        }
    }
    found
}

#[test]
fn nodes_reach_the_world_and_the_database_does_not() {
    let (text, domain) = (read("deploy/compose.yaml"), tree(&read("deploy/compose.domain.yaml")));
    let compose = tree(&text);
    assert_eq!(nodes(&compose), ["node-1", "node-2"]);
    assert_eq!(broken_ways(std::slice::from_ref(&compose)), [""; 0]);
    assert_eq!(broken_ways(&[compose, domain.clone()]), [""; 0]);
    for (stands, instead, count) in [
        ("[inside, outward]", "[inside]", 2),
        ("  outward: {}", "  outward: {internal: true}", 2),
        ("    internal: true", "    internal: false", 2),
        ("    shm_size", "    ports: [\"5432:5432\"]\n    shm_size", 1),
        ("/prometheus\n    networks: [inside]", "/prometheus\n    networks: [outside]", 1),
    ] {
        assert!(text.contains(stands), "{stands}");
        let files = [tree(&text.replacen(stands, instead, 1)), domain.clone()];
        assert_eq!(broken_ways(&files).len(), count, "{instead}: {:?}", broken_ways(&files));
    }
}
