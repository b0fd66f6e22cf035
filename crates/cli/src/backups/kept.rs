//! The copies of one database in one folder: their names, and how many stay.

use super::files::clear_abandoned;
use super::manifest;
use crate::failure::Failure;
use model::Instant;
use std::path::{Path, PathBuf};

/// The ending of a copy under way.
pub(crate) const PARTIAL: &str = ".partial";

/// The ending of a second copy, to which something happens while it is proven.
pub(crate) const PROVING: &str = ".proving";

/// Year to second, in UTC: names sort as the copies were made.
const MOMENT: &str = "%Y%m%dT%H%M%SZ";

/// What a copy of `database` that was made at `at` is called.
pub(crate) fn name(database: &Path, at: Instant) -> String {
    format!("{}-{}.db", stem(database), at.strftime(MOMENT))
}

/// Removes all copies of `database` in `folder` but the newest `keep`; gives those removed.
pub(crate) fn prune(folder: &Path, database: &Path, keep: usize) -> Result<Vec<PathBuf>, Failure> {
    let mut copies = list(folder, database, "")?;
    copies.sort_unstable();
    copies.truncate(copies.len().saturating_sub(keep));
    for copy in &copies {
        let remove = |path: &Path| match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Failure::file(path, &error))
            }
            _ => Ok(()),
        };
        remove(copy)?;
        remove(&manifest::beside(copy))?;
    }
    Ok(copies)
}

/// Removes copies that were never finished, because the programme was killed.
pub(crate) fn clear_unfinished(folder: &Path, database: &Path) -> Result<(), Failure> {
    for ending in [PARTIAL.to_owned(), format!("{PARTIAL}{PROVING}")] {
        for path in list(folder, database, &ending)? {
            clear_abandoned(&path);
        }
    }
    Ok(())
}

/// The files of a folder that are called as copies of `database` are, with an ending.
fn list(folder: &Path, database: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| Failure::file(folder, &error);
    let stem = stem(database);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| is_copy(name, &stem, ending)) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn is_copy(name: &str, stem: &str, ending: &str) -> bool {
    let moment = name
        .strip_suffix(ending)
        .and_then(|name| name.strip_suffix(".db"))
        .and_then(|name| name.strip_prefix(stem))
        .and_then(|name| name.strip_prefix('-'));
    moment.is_some_and(|moment| jiff::civil::DateTime::strptime(MOMENT, moment).is_ok())
}

fn stem(database: &Path) -> String {
    database.file_stem().map_or_else(|| "copy".to_owned(), |s| s.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_were_given_are_known_again() {
        let at = "2028-01-02T03:04:05Z".parse().expect("a moment");
        assert_eq!(name(Path::new("/srv/shop.db"), at), "shop-20280102T030405Z.db");
        assert!(is_copy("shop-20280102T030405Z.db", "shop", ""));
        assert!(is_copy("shop-20280102T030405Z.db.partial", "shop", PARTIAL));
        for other in [
            "shop.db",
            "shop-20280102T030405Z.db.json",
            "shop-20280102T030405Z.db.partial",
            "shop-2-20280102T030405Z.db",
            "shop-20281302T030405Z.db",
            "shop-before-christmas.db",
        ] {
            assert!(!is_copy(other, "shop", ""), "{other}");
        }
    }
}
