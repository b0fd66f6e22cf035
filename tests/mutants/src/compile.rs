//! Compiles the tree: first until no mutant is left that does not compile, then the tests.
//!
//! COST: a few passes of `cargo check` on two crates, and one build of the tests, which takes many
//! minutes when nothing was built before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Output, Stdio};

use serde::Deserialize;

use crate::blame::blame;
use crate::command::{failed, output};
use crate::error::MutantsError;
use crate::list::packages;
use crate::plan::Plan;
use crate::settings::{self, Settings};
use crate::switch::{Switched, function};
use crate::tree::{Tree, relaxed};

/// More passes than this are no progress.
const PASSES: usize = 40;

/// The manifest of the workspace.
const MANIFEST: &str = "Cargo.toml";

/// A test binary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binary {
    /// The package without the project's name, and the target.
    pub(crate) name: String,
    pub(crate) file: PathBuf,
    /// The folder of its package, in which it runs.
    pub(crate) folder: PathBuf,
}

/// A line that cargo writes with `--message-format=json`.
#[derive(Deserialize)]
struct Line {
    reason: String,
    message: Option<Message>,
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
    manifest_path: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// What the compiler says.
#[derive(Deserialize)]
struct Message {
    level: String,
    code: Option<Code>,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

/// Writes the tree with all mutants and drops those that do not compile.
pub(crate) fn until_it_compiles(tree: &Tree, plan: &mut Plan) -> Result<(), MutantsError> {
    tree.write(MANIFEST, &relaxed(&tree.original(MANIFEST)?))?;
    let mut words = String::new();
    for pass in 1..=PASSES {
        let files = plan.switched(tree)?;
        write(tree, plan, &files)?;
        let errors = check(tree, plan)?;
        if errors.is_empty() {
            return plan.keep(tree);
        }
        words = words_of(&errors);
        let blamed = blamed(&errors, &files, plan);
        if blamed.is_empty() {
            return Err(MutantsError::NobodyToBlame { words });
        }
        let (errors, count) = (errors.len(), blamed.len());
        println!("pass {pass}: {errors} errors, {count} mutants do not compile");
        plan.broken.extend(blamed);
        plan.keep(tree)?;
    }
    Err(MutantsError::Endless { passes: PASSES, words })
}

fn write(tree: &Tree, plan: &Plan, files: &BTreeMap<String, Switched>) -> Result<(), MutantsError> {
    let mut roots = BTreeSet::new();
    for (file, switched) in files {
        let root = root_of_crate(file)?;
        if *file != root {
            tree.write(file, &switched.text)?;
        }
        roots.insert(root);
    }
    for root in roots {
        let text = match files.get(&root) {
            Some(switched) => switched.text.clone(),
            None => tree.original(&root)?,
        };
        tree.write(&root, &(text + &function(plan.mutants.len())))?;
    }
    Ok(())
}

/// `crates/x/src/lib.rs` for any file of the crate.
fn root_of_crate(file: &str) -> Result<String, MutantsError> {
    let (folder, _) = file.split_once("/src/").ok_or_else(|| {
        MutantsError::Settings(format!("{file} is in no folder `src`, so its crate is not known"))
    })?;
    Ok(format!("{folder}/src/lib.rs"))
}

/// What the compiler has against the crates with mutants.
fn check(tree: &Tree, plan: &Plan) -> Result<Vec<Message>, MutantsError> {
    let mut arguments = vec!["check", "--lib", "--keep-going", "--message-format=json"];
    packages(&plan.mutants).into_iter().for_each(|package| arguments.extend(["-p", package]));
    let mut command = tree.cargo(&arguments);
    let output = output(&mut command)?;
    let errors = errors(&output)?;
    if errors.is_empty() && !output.status.success() {
        return Err(failed(&command, &output));
    }
    Ok(errors)
}

fn blamed(errors: &[Message], files: &BTreeMap<String, Switched>, plan: &Plan) -> BTreeSet<usize> {
    let mut blamed = BTreeSet::new();
    for error in errors {
        let code = error.code.as_ref().map(|code| code.code.as_str());
        for span in error.spans.iter().filter(|span| span.is_primary) {
            if let Some((file, span)) = written(span, files) {
                let bytes = span.byte_start..span.byte_end;
                blamed.extend(blame(file, &plan.mutants, code, &bytes));
            }
        }
    }
    blamed
}

/// Where a span is in the files with mutants: for what a macro wrote, where the macro is used.
fn written<'a>(
    span: &'a Span,
    files: &'a BTreeMap<String, Switched>,
) -> Option<(&'a Switched, &'a Span)> {
    match files.get(&span.file_name) {
        Some(file) => Some((file, span)),
        None => written(&span.expansion.as_ref()?.span, files),
    }
}

/// Builds the tests and says where they are.
pub(crate) fn tests(tree: &Tree, settings: &Settings) -> Result<Vec<Binary>, MutantsError> {
    let mut arguments = vec!["test", "--no-run", "--message-format=json"];
    settings.packages.iter().for_each(|package| arguments.extend(["-p", package]));
    arguments.extend(settings.targets.iter().map(String::as_str));
    let mut command = tree.cargo(&arguments);
    let output = output(command.stderr(Stdio::inherit()))?;
    if !output.status.success() {
        let errors = errors(&output)?;
        return match errors.is_empty() {
            true => Err(failed(&command, &output)),
            false => Err(MutantsError::NobodyToBlame { words: words_of(&errors) }),
        };
    }
    let binaries: Vec<Binary> = lines(&output)?.into_iter().filter_map(binary).collect();
    if binaries.is_empty() {
        return Err(MutantsError::Settings(format!("{} names no tests", settings::FILE)));
    }
    Ok(binaries)
}

fn binary(line: Line) -> Option<Binary> {
    let is_test = line.reason == "compiler-artifact" && line.profile?.test;
    let (target, file, manifest) = (line.target?, line.executable?, line.manifest_path?);
    let folder = manifest.parent()?.to_path_buf();
    let package = folder.file_name()?.to_string_lossy().into_owned();
    let is_library = target.kind.iter().any(|kind| kind == "lib");
    let target = if is_library { "lib".to_owned() } else { target.name };
    is_test.then(|| Binary { name: format!("{package}/{target}"), file, folder })
}

fn lines(output: &Output) -> Result<Vec<Line>, MutantsError> {
    let text = String::from_utf8_lossy(&output.stdout);
    let json = text.lines().filter(|line| line.starts_with('{'));
    json.map(|line| serde_json::from_str(line).map_err(MutantsError::json("a line of cargo")))
        .collect()
}

fn errors(output: &Output) -> Result<Vec<Message>, MutantsError> {
    let messages = lines(output)?.into_iter().filter_map(|line| line.message);
    // The last error only counts the others, and points nowhere.
    let is_error = |it: &Message| it.level.starts_with("error") && !it.spans.is_empty();
    Ok(messages.filter(is_error).collect())
}

fn words_of(errors: &[Message]) -> String {
    errors.iter().take(3).filter_map(|error| error.rendered.as_deref()).collect()
}

#[cfg(test)]
mod tests {
    use super::{binary, root_of_crate};

    #[test]
    fn a_test_binary_is_named_after_its_package_and_target() {
        let line = |kind: &str, test: bool| {
            let json = serde_json::json!({ "reason": "compiler-artifact",
                "target": { "name": "tessera_engine", "kind": [kind] },
                "profile": { "test": test }, "executable": "/t/debug/deps/a-1",
                "manifest_path": "/t/crates/engine/Cargo.toml" });
            serde_json::from_value(json).expect("it is as cargo writes it")
        };
        let name = |kind, test| binary(line(kind, test)).map(|binary| binary.name);
        assert_eq!(name("lib", true).as_deref(), Some("engine/lib"));
        assert_eq!(name("test", true).as_deref(), Some("engine/tessera_engine"));
        assert_eq!(name("bin", false), None);
    }

    #[test]
    fn the_root_of_a_crate_is_beside_its_files() {
        let root = root_of_crate("crates/a/src/b/c.rs").expect("there is a folder `src`");
        assert_eq!(root, "crates/a/src/lib.rs");
        assert!(root_of_crate("build.rs").is_err());
    }
}
