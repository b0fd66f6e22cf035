//! `cargo xtask register`: the tests that the register of security names are there.
//!
//! The register (`docs/internals/security.md`) names tests as `file::test`, in back ticks. Each file must exist
//! and contain the name: a test that was renamed or thrown away shows nothing any more.

use std::path::Path;

use crate::error::{ChoreError, verdict};

/// Where the register is.
const REGISTER: &str = "docs/internals/security.md";

/// Runs the check on the checkout.
pub(crate) fn run(root: &Path) -> Result<(), ChoreError> {
    verdict("register", findings(root)?)
}

fn findings(root: &Path) -> Result<Vec<String>, ChoreError> {
    let register = root.join(REGISTER);
    let text = std::fs::read_to_string(&register).map_err(ChoreError::file(&register))?;
    let numbered = text.lines().enumerate();
    let named = numbered.flat_map(|(at, line)| names(line).map(move |name| (at + 1, name)));
    let mut findings = Vec::new();
    let mut count = 0;
    for (line, (path, name)) in named {
        count += 1;
        if let Some(what) = missing(root, path, name) {
            findings.push(format!("{REGISTER}:{line}: {path}::{name}: {what}"));
        }
    }
    if count == 0 {
        findings.push(format!("{REGISTER}: names no tests"));
    }
    Ok(findings)
}

/// Files and tests that a line names. What has `::` but no file before it is a path of Rust.
fn names(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let quoted = line.split('`').skip(1).step_by(2);
    quoted.filter_map(|text| text.split_once("::")).filter(|(path, _)| path.contains('/'))
}

/// What is wrong with a name, if anything is.
fn missing(root: &Path, path: &str, name: &str) -> Option<&'static str> {
    match std::fs::read_to_string(root.join(path)) {
        Err(_) => Some("there is no such file"),
        Ok(text) if !has_name(&text, name) => Some("the file does not contain it"),
        Ok(_) => None,
    }
}

/// Whether `name` stands in a file, and not as a part of a longer one.
fn has_name(text: &str, name: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + name.len()..].chars().next();
            !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
        })
}

#[cfg(test)]
mod tests {
    use super::{REGISTER, findings};
    use crate::workspace::root;
    use std::error::Error;

    const RUST: &str = "#[test]\nfn a_link_works_once() {}\n";
    const SCRIPT: &str = "it('a link, once: it works', async () => {});\n";

    /// The findings in a checkout with this register and two files of tests.
    fn findings_in(register: &str) -> Result<Vec<String>, Box<dyn Error>> {
        let root = tempfile::tempdir()?;
        let files = [(REGISTER, register), ("tests/link.rs", RUST), ("web/link.test.ts", SCRIPT)];
        for (path, text) in files {
            let full = root.path().join(path);
            std::fs::create_dir_all(full.parent().ok_or("a file has a folder")?)?;
            std::fs::write(full, text)?;
        }
        Ok(findings(root.path())?)
    }

    #[test]
    fn tests_that_are_there_are_no_findings() -> Result<(), Box<dyn Error>> {
        let register = "| 1 | `tests/link.rs::a_link_works_once`, see `service::people` |\n\
                        | 2 | `web/link.test.ts::a link, once: it works` |\n";
        assert_eq!(findings_in(register)?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn files_and_names_that_are_gone_are_found_with_their_line() -> Result<(), Box<dyn Error>> {
        let register = "| 1 | `tests/gone.rs::a_link_works_once` |\n\
                        | 2 | `tests/link.rs::a_link_works` and `tests/link.rs::` |\n\
                        | 3 | `web/link.test.ts::a link, twice` |\n";
        let found = findings_in(register)?;
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(
            found[0].ends_with("md:1: tests/gone.rs::a_link_works_once: there is no such file")
        );
        assert!(
            found[1].ends_with("md:2: tests/link.rs::a_link_works: the file does not contain it")
        );
        assert!(found[3].contains("md:3: web/link.test.ts::a link, twice"), "{found:?}");
        Ok(())
    }

    #[test]
    fn a_register_without_tests_is_none() -> Result<(), Box<dyn Error>> {
        assert_eq!(findings_in("Nothing.\n")?, [format!("{REGISTER}: names no tests")]);
        Ok(())
    }

    #[test]
    fn the_register_of_this_checkout_names_tests_that_are_there() -> Result<(), Box<dyn Error>> {
        assert_eq!(findings(&root())?, Vec::<String>::new());
        Ok(())
    }
}
