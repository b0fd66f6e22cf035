//! Puts the gallery into the binary: a table of folders and their files, as text.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files of a gallery folder that become somebody's own programme.
const FILES: [&str; 3] = ["programme.yaml", "scenarios.yaml", "README.md"];

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let gallery = here.join("../../programmes").canonicalize()?;
    println!("cargo::rerun-if-changed={}", gallery.display());
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&gallery)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    folders.retain(|folder| folder.join(FILES[0]).is_file());
    folders.sort();
    let mut table = String::from("[\n");
    for folder in &folders {
        write_folder(folder, &mut table)?;
    }
    table.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("templates.rs"), table)?;
    Ok(())
}

fn write_folder(folder: &Path, table: &mut String) -> Result<(), Box<dyn Error>> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    writeln!(table, "    Template {{ name: {name:?}, files: &[")?;
    for file in FILES {
        let path = folder.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_file() {
            writeln!(table, "        ({file:?}, include_str!({:?})),", path.display().to_string())?;
        }
    }
    writeln!(table, "    ] }},")?;
    Ok(())
}
