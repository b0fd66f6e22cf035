//! The reference programmes, for runs in which only what always holds is proven.

use std::path::Path;

/// A programme of the gallery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its folder.
    pub name: String,
    /// Its document.
    pub document: String,
}

/// All of them, by name.
pub fn gallery(folder: &Path) -> std::io::Result<Vec<Programme>> {
    let mut programmes = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let document = path.join("programme.yaml");
        if document.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            programmes.push(Programme { name, document: std::fs::read_to_string(document)? });
        }
    }
    programmes.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(programmes)
}
