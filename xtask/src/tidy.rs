//! `cargo xtask tidy`: what a reviewer would otherwise have to say again and again.
//!
//! Reads every text file of the checkout once. The length of functions is clippy's part
//! (`too_many_lines` with the threshold in `clippy.toml`); everything here is about files and lines.

mod rules;
mod walk;

use std::path::Path;

use crate::error::{ChoreError, verdict};
use crate::generate;

/// Runs the check on the checkout.
pub(crate) fn run(root: &Path) -> Result<(), ChoreError> {
    verdict("tidy", findings(root)?)
}

fn findings(root: &Path) -> Result<Vec<String>, ChoreError> {
    let mut findings = Vec::new();
    for path in walk::text_files(root)? {
        if generate::is_generated(&path) {
            continue;
        }
        let full = root.join(&path);
        let bytes = std::fs::read(&full).map_err(ChoreError::file(&full))?;
        match String::from_utf8(bytes) {
            Ok(text) => findings.extend(rules::check(&rules::Source { path: &path, text: &text })),
            Err(_) => findings.push(format!("{path}: is not UTF-8")),
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests;
