//! What `.cargo/mutants.toml` says about the tests, so that there is one list of them.

use serde::Deserialize;

use crate::error::MutantsError;

/// Where it stands in the checkout.
pub(crate) const FILE: &str = ".cargo/mutants.toml";

/// Which tests must notice.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Packages whose tests are built.
    pub(crate) packages: Vec<String>,
    /// Arguments of `cargo test`: which targets.
    pub(crate) targets: Vec<String>,
    /// Arguments of each test binary.
    pub(crate) arguments: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    test_package: Vec<String>,
    additional_cargo_test_args: Vec<String>,
}

/// Reads the file's text.
pub(crate) fn read(text: &str) -> Result<Settings, MutantsError> {
    let file: File = toml::from_str(text)
        .map_err(|source| MutantsError::Toml { what: FILE.to_owned(), source })?;
    let mut targets = file.additional_cargo_test_args;
    let arguments = match targets.iter().position(|argument| argument == "--") {
        Some(at) => targets.split_off(at).split_off(1),
        None => Vec::new(),
    };
    Ok(Settings { packages: file.test_package, targets, arguments })
}

#[cfg(test)]
mod tests {
    use super::{Settings, read};

    #[test]
    fn what_stands_after_two_dashes_goes_to_the_tests() {
        let text = "examine_globs = [\"a/**\"]\ntest_package = [\"a\", \"b\"]\n\
                    additional_cargo_test_args = [\"--lib\", \"--test=x\", \"--\", \"--skip=y\"]\n";
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(
            read(text).expect("it is as the file is"),
            Settings {
                packages: words(&["a", "b"]),
                targets: words(&["--lib", "--test=x"]),
                arguments: words(&["--skip=y"]),
            }
        );
    }
}
