//! Reads the migrations and all statements as they stand in the source.

use super::{Placement, TABLES};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Statements that look at all servers by their purpose, by why that is fine.
const SCANS: &[(&str, &[&str])] = &[
    (
        "behind the hot path, from everywhere in the order of the journal",
        &[
            "journal::AFTER",
            "journal::COUNT_AFTER",
            "journal::HEAD",
            "schema::NEWEST_POSITION",
            "projection::LIST_OUTBOX",
            "projection::LAST_SUBMISSION",
            "projection::DUE",
        ],
    ),
    (
        "lists and totals for people",
        &[
            "figures::LIST_VISITS",
            "figures::TOTALS",
            "figures::TOTALS_BY_DAY",
            "figures::TOTALS_BY_SUBJECT",
            "lists::ACTS_BY_TIME_NEWEST",
            "lists::ACTS_BY_TIME_OLDEST",
            "lists::ACTS_NEWEST",
            "lists::ACTS_OF_KIND_NEWEST",
            "lists::ACTS_OF_KIND_OLDEST",
            "lists::ACTS_OLDEST",
            "lists::CERTIFICATES_NEWEST",
            "lists::CERTIFICATES_OLDEST",
            "lists::LIST_TOTALS",
            "lists::MEMBERS_BY_NAME",
            "lists::MEMBERS_NEWEST",
            "lists::MEMBERS_OLDEST",
            "lists::OPEN_SUBMISSIONS_NEWEST",
            "lists::OPEN_SUBMISSIONS_OLDEST",
            "lists::RECEIPTS_BY_TIME_NEWEST",
            "lists::RECEIPTS_BY_TIME_OLDEST",
            "lists::RECEIPTS_NEWEST",
            "lists::RECEIPTS_OF_RULE_NEWEST",
            "lists::RECEIPTS_OF_RULE_OLDEST",
            "lists::RECEIPTS_OF_STORE_NEWEST",
            "lists::RECEIPTS_OF_STORE_OLDEST",
            "lists::RECEIPTS_OLDEST",
            "lists::SUBMISSIONS_NEWEST",
            "lists::SUBMISSIONS_OLDEST",
            "lists::SUM_TOTALS",
            "claims::IDENTITIES_OF_KIND",
            "marks::LIST_MARKED",
            "search::IDENTITIES",
            "search::NEWEST_OF_TIER",
        ],
    ),
    (
        "what leads to one owner or batch, seldom asked for",
        &["claims::CODES_OF_BATCH", "claims::CODES_OF_SUBJECT", "claims::LIST_IDENTITIES"],
    ),
    (
        "proving and moving the whole book",
        &[
            "claims::SCAN_IDENTITIES",
            "claims::SCAN_RECEIPTS",
            "journal::CHAINS",
            "lists::POSTINGS_AFTER",
            "transfer::DERIVE_NATURAL_KEYS",
            "transfer::HEAD",
        ],
    ),
];

#[test]
fn every_table_is_placed() {
    let declared: BTreeSet<String> = tables().into_keys().collect();
    let placed: BTreeSet<String> = TABLES.iter().map(|(table, _)| (*table).to_owned()).collect();
    // The table of the schema is made by the program and not by a migration.
    let placed: BTreeSet<String> = placed.into_iter().filter(|t| t != "schema_version").collect();
    assert_eq!(declared, placed);
}

#[test]
fn every_unique_key_has_the_column_that_its_table_is_placed_by() {
    for (table, keys) in tables() {
        let Some(column) = column_of(&table) else { continue };
        assert!(!keys.is_empty(), "{table} has no key");
        for key in keys {
            assert!(key.iter().any(|part| part == column), "{table}: {key:?} without {column}");
        }
    }
}

#[test]
fn every_statement_has_the_column_that_its_tables_are_placed_by() {
    let statements = statements();
    assert!(statements.len() > 100, "only {} statements were read", statements.len());
    let mut scans: BTreeSet<&str> = SCANS.iter().flat_map(|(_, names)| *names).copied().collect();
    let mut wrong = Vec::new();
    for (name, text) in &statements {
        let words = words(text);
        let open: Vec<String> = tables_of(&words)
            .into_iter()
            .filter(|table| column_of(table).is_some_and(|c| !is_placed(&words, table, c)))
            .collect();
        match (open.is_empty(), scans.remove(name.as_str())) {
            (true, false) | (false, true) => {}
            (false, false) => wrong.push(format!("{name} looks at all of {}", open.join(", "))),
            (true, true) => wrong.push(format!("{name} is no scan")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(scans.is_empty(), "there are no statements {scans:?}");
}

/// The extension refuses to lock rows of several servers in one statement, and a limit on what a
/// join finds for each parameter.
#[test]
fn nothing_is_asked_that_several_servers_cannot_answer() {
    let mut wrong = Vec::new();
    for (name, text) in statements() {
        let words = words(&text);
        let is_spread = tables_of(&words).iter().any(|table| column_of(table).is_some());
        let has = |sought: &[&str]| words.windows(sought.len()).any(|found| found == sought);
        let is_limited = has(&["LATERAL"]) && has(&["LIMIT"]);
        if is_spread && (has(&["FOR", "UPDATE"]) || has(&["FOR", "SHARE"]) || is_limited) {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn column_of(table: &str) -> Option<&'static str> {
    TABLES.iter().find(|(name, _)| *name == table).and_then(|(_, placement)| match placement {
        Placement::By(column) => Some(*column),
        Placement::Everywhere | Placement::Coordinator => None,
    })
}

/// Words and signs of a statement.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' || c == '$' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !c.is_whitespace() {
            words.push(c.to_string());
        }
    }
    words.push(word);
    words
}

/// Tables that a statement names where tables stand.
fn tables_of(words: &[String]) -> BTreeSet<String> {
    let before = ["FROM", "JOIN", "INTO", "UPDATE", "USING", "ONLY"];
    let pairs = words.windows(2).filter(|pair| before.contains(&pair[0].as_str()));
    let named = pairs.map(|pair| pair[1].clone());
    named.filter(|name| TABLES.iter().any(|(table, _)| table == name)).collect()
}

/// Whether a statement says where the rows of a table are: it inserts the column, or finds
/// rows by what it equals. What is joined by the column lies where the first table is, when
/// that is found by parameters.
fn is_placed(words: &[String], table: &str, column: &str) -> bool {
    let inserted = words.windows(2).position(|w| w[0] == "INTO" && w[1] == table);
    if let Some(at) = inserted {
        return words[at + 2..].iter().take_while(|w| *w != ")").any(|w| w == column);
    }
    let mut is_equal = false;
    let mut is_anchored = words.iter().any(|word| word == "unnest");
    for (at, _) in words.iter().enumerate().filter(|(_, word)| *word == column) {
        let before = words[..at].iter().rev().find(|w| *w != "." && !is_alias(w));
        let (next, after) = (words.get(at + 1), words.get(at + 2).map_or("", String::as_str));
        let is_parameter = after.starts_with('$') || after == "ANY";
        let is_compared = next.is_some_and(|w| w == "=");
        is_equal |= is_compared || before.is_some_and(|w| w == "=");
        is_anchored |= is_compared && is_parameter;
    }
    is_equal && is_anchored
}

/// Statements call tables by one or a few small letters.
fn is_alias(word: &str) -> bool {
    word.len() <= 4 && word.chars().all(|c| c.is_ascii_lowercase())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/postgres")
}

/// Names and texts of the files of one kind.
fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let found = std::fs::read_dir(folder).expect("the folder is part of the project");
    let mut paths: Vec<PathBuf> = found.map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == ending));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("files have names").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("a text"))
    };
    paths.into_iter().map(read).collect()
}

/// Unique keys by table.
fn tables() -> BTreeMap<String, Vec<Vec<String>>> {
    let mut tables: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for (_, text) in files(&folder().join("migrations"), "sql") {
        let lines = text.lines().map(|line| line.split("--").next().unwrap_or(""));
        let text = lines.collect::<Vec<_>>().join("\n");
        for statement in text.split(';') {
            let words = words(statement);
            if let Some(at) = words.windows(2).position(|w| w[0] == "CREATE" && w[1] == "TABLE") {
                let keys = keys_of_table(&words[at + 3..]);
                tables.insert(words[at + 2].clone(), keys);
            } else if let Some(at) = words.iter().position(|w| w == "UNIQUE") {
                let on = words.iter().position(|w| w == "ON").expect("indexes are on a table");
                assert!(at < on, "{statement}");
                let key = in_brackets(&words[on + 2..]);
                tables.entry(words[on + 1].clone()).or_default().push(key);
            }
        }
    }
    tables
}

/// Keys of columns and of the whole table.
fn keys_of_table(words: &[String]) -> Vec<Vec<String>> {
    let mut keys = Vec::new();
    let (mut depth, mut column) = (0, None);
    for (at, word) in words.iter().enumerate() {
        let begins = depth == 1 && (words[at - 1] == "(" || words[at - 1] == ",");
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth -= 1,
            "PRIMARY" | "UNIQUE" => {
                let rest = &words[at + 1 + usize::from(word == "PRIMARY")..];
                keys.push(match rest.first().map(String::as_str) {
                    Some("(") => in_brackets(rest),
                    _ => column.clone().into_iter().collect(),
                });
            }
            _ if begins => column = Some(word.clone()),
            _ => {}
        }
    }
    keys
}

fn in_brackets(words: &[String]) -> Vec<String> {
    let inside = words.iter().skip(1).take_while(|word| *word != ")");
    inside.filter(|word| *word != ",").cloned().collect()
}

/// All named statements by file and name, macros expanded.
fn statements() -> BTreeMap<String, String> {
    let mut statements = BTreeMap::new();
    for (file, text) in files(&folder().join("sql"), "rs") {
        let mut macros: BTreeMap<&str, String> = BTreeMap::new();
        for part in text.split("macro_rules! ").skip(1) {
            let (name, rest) = part.split_once(' ').expect("macros have a name and a body");
            let body = rest.split("\n}\n").next().unwrap_or(rest);
            macros.insert(name, literals(body, &macros));
        }
        for part in text.split("const ").skip(1) {
            let (name, rest) = part.split_once(": &str =").unwrap_or(("", ""));
            if !name.is_empty() {
                let end = statement_end(rest);
                statements.insert(format!("{file}::{name}"), literals(&rest[..end], &macros));
            }
        }
    }
    statements
}

/// Where an expression of literals ends: at the first `;` outside of one.
fn statement_end(text: &str) -> usize {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => inside = !inside,
            ';' if !inside => return at,
            _ => {}
        }
    }
    text.len()
}

/// The literals of an expression in their order, calls of macros among them.
fn literals(text: &str, macros: &BTreeMap<&str, String>) -> String {
    let mut whole = String::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            whole.push_str(part);
            continue;
        }
        for call in part.split("!()") {
            let start = call.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |i| i + 1);
            if let Some(body) = macros.get(&call[start..]) {
                whole.push_str(body);
            }
        }
    }
    whole
}
