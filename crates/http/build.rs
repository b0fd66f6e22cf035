//! Lists the built screens, so that they become part of the binary. Without them the server
//! says so under their addresses.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const SCREENS: &str = "../../web/dist";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={SCREENS}");
    let mut files = Vec::new();
    let root = Path::new(SCREENS).canonicalize();
    if let Ok(root) = &root {
        collect(root, &mut files)?;
        files.sort();
    }
    let mut text = String::from("pub(crate) const FILES: &[(&str, &[u8])] = &[\n");
    for file in files {
        let name = file.strip_prefix(root.as_ref().expect("it has files")).expect("it is in it");
        let name = name.to_string_lossy().replace('\\', "/");
        let _ = writeln!(text, "    ({name:?}, include_bytes!({file:?})),");
    }
    text.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("screens.rs"), text)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        match (is_hidden, path.is_dir()) {
            (true, _) => {}
            (false, true) => collect(&path, files)?,
            (false, false) => files.push(path),
        }
    }
    Ok(())
}
