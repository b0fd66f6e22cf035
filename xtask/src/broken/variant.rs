//! A broken variant as it is written down.

use std::path::Path;

use serde::Deserialize;

use crate::error::ChoreError;

/// Where the variants are.
const FOLDER: &str = "tests/faults/broken";

/// One way to break the product.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    /// The name of its file, without the ending.
    #[serde(skip)]
    pub(super) name: String,
    /// What it would do to people.
    pub(super) why: String,
    /// Which file is broken.
    pub(super) file: String,
    /// What stands there, exactly once.
    find: String,
    /// What takes its place.
    replace: String,
    /// The crate whose tests must notice.
    pub(super) package: String,
    /// Which of them, in the language of nextest.
    pub(super) filter: String,
}

impl Variant {
    /// Breaks the file in a copy of the checkout; gives its healthy text.
    pub(super) fn apply(&self, tree: &Path) -> Result<String, ChoreError> {
        let path = tree.join(&self.file);
        let text = std::fs::read_to_string(&path).map_err(ChoreError::file(&path))?;
        let broken = text.replacen(&self.find, &self.replace, 1);
        std::fs::write(&path, broken).map_err(ChoreError::file(&path))?;
        Ok(text)
    }

    /// Mends it again.
    pub(super) fn undo(&self, tree: &Path, healthy: &str) -> Result<(), ChoreError> {
        let path = tree.join(&self.file);
        std::fs::write(&path, healthy).map_err(ChoreError::file(&path))
    }
}

/// All variants in the order of their numbers.
pub(super) fn read_all(root: &Path) -> Result<Vec<Variant>, ChoreError> {
    let folder = root.join(FOLDER);
    let mut variants = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(ChoreError::file(&folder))? {
        let path = entry.map_err(ChoreError::file(&folder))?.path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(ChoreError::file(&path))?;
        let mut variant: Variant = toml::from_str(&text)
            .map_err(|error| ChoreError::Usage(format!("{}: {error}", path.display())))?;
        let name = path.file_stem().unwrap_or_default();
        variant.name = name.to_string_lossy().into_owned();
        variants.push(variant);
    }
    variants.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(variants)
}

/// Variants that no longer fit: what they look for must stand exactly once in their file.
pub(super) fn misplaced(root: &Path, variants: &[Variant]) -> Vec<String> {
    let mut findings = Vec::new();
    for variant in variants {
        let (name, file) = (&variant.name, &variant.file);
        match std::fs::read_to_string(root.join(file)) {
            Err(error) => findings.push(format!("{name}: {file}: {error}")),
            Ok(text) => {
                let times = text.matches(&variant.find).count();
                if times != 1 || variant.find == variant.replace {
                    let what = "what it looks for must stand there once, and change";
                    findings.push(format!("{name}: {file}: found {times} times; {what}"));
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{misplaced, read_all};
    use crate::workspace::root;

    /// The fewest variants that the suite is measured by.
    const FEWEST: usize = 20;

    #[test]
    fn every_broken_variant_still_fits_the_code() -> Result<(), crate::error::ChoreError> {
        let variants = read_all(&root())?;
        assert!(variants.len() >= FEWEST, "{} variants", variants.len());
        assert_eq!(misplaced(&root(), &variants), Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn a_variant_that_does_not_fit_is_found() -> Result<(), crate::error::ChoreError> {
        let mut variants = read_all(&root())?;
        variants.truncate(2);
        variants[0].find = "nothing that anybody would write".to_owned();
        variants[1].file = "no/such/file.rs".to_owned();
        assert_eq!(misplaced(&root(), &variants).len(), 2);
        Ok(())
    }
}
