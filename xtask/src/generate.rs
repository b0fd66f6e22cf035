//! `cargo xtask gen [--check]`: files that the product writes about itself.
//!
//! They are committed, so that readers and editors have them without building; `--check` makes sure
//! that they tell the truth. To add one, add a line to [`GENERATED`].

use std::path::Path;

use crate::command::Task;
use crate::error::{ChoreError, verdict};
use crate::workspace::build_tessera;

/// A file and the `tessera` arguments that print it.
struct Generated {
    path: &'static str,
    arguments: &'static [&'static str],
}

const GENERATED: &[Generated] = &[
    Generated { path: "schemas/programme.schema.json", arguments: &["schema"] },
    Generated { path: "openapi.json", arguments: &["openapi"] },
    Generated { path: "docs/reference/codes.md", arguments: &["codes", "--markdown"] },
    Generated { path: "docs/reference/metrics.md", arguments: &["metrics"] },
    Generated { path: "docs/reference/cli.md", arguments: &["help-markdown"] },
];

/// Whether a path (relative to the root) is on the list.
pub(crate) fn is_generated(path: &str) -> bool {
    GENERATED.iter().any(|generated| generated.path == path)
}

/// Writes the files, or with `only_check` says which ones differ from what the product prints now.
pub(crate) fn run(root: &Path, only_check: bool) -> Result<(), ChoreError> {
    let tessera = build_tessera(root)?;
    let mut stale = Vec::new();
    for generated in GENERATED {
        let printed = Task::new(root, &tessera, generated.arguments).capture()?;
        if printed.trim_ascii().is_empty() {
            let nothing = format!("{}: the program printed nothing for it", generated.path);
            return verdict("gen", vec![nothing]);
        }
        let fresh = with_one_last_line_break(printed);
        let path = root.join(generated.path);
        if std::fs::read(&path).is_ok_and(|present| present == fresh) {
            continue;
        }
        if only_check {
            stale.push(format!("{}: stale, run `cargo xtask gen`", generated.path));
        } else {
            write(&path, &fresh)?;
            eprintln!("wrote {}", generated.path);
        }
    }
    verdict("gen", stale)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ChoreError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(ChoreError::file(folder))?;
    }
    std::fs::write(path, bytes).map_err(ChoreError::file(path))
}

fn with_one_last_line_break(mut bytes: Vec<u8>) -> Vec<u8> {
    while bytes.last().is_some_and(u8::is_ascii_whitespace) {
        bytes.pop();
    }
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::{is_generated, with_one_last_line_break};

    #[test]
    fn printed_text_ends_with_one_line_break() {
        assert_eq!(with_one_last_line_break(b"{}".to_vec()), b"{}\n");
        assert_eq!(with_one_last_line_break(b"{}\n\n ".to_vec()), b"{}\n");
    }

    #[test]
    fn only_listed_files_count_as_generated() {
        assert!(is_generated("openapi.json"));
        assert!(!is_generated("docs/start.md"));
    }
}
