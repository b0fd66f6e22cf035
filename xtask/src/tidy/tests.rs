//! Each rule is shown a small checkout that breaks it.

use std::error::Error;

use super::findings;

/// The findings in a checkout with these files.
fn findings_in(files: &[(&str, &str)]) -> Result<Vec<String>, Box<dyn Error>> {
    let root = tempfile::tempdir()?;
    for (path, text) in files {
        let full = root.path().join(path);
        std::fs::create_dir_all(full.parent().ok_or("a file has a folder")?)?;
        std::fs::write(full, text)?;
    }
    Ok(findings(root.path())?)
}

#[test]
fn a_tidy_checkout_has_no_findings() -> Result<(), Box<dyn Error>> {
    let found = findings_in(&[
        ("crates/model/src/lib.rs", "//! Words.\n\nmod amount;\n"),
        ("README.md", "# Tessera\n"),
        ("Makefile", "demo:\n\tcargo run\n"),
    ])?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

#[test]
fn long_files_are_found_but_not_among_tests_and_programmes() -> Result<(), Box<dyn Error>> {
    let long = "// line\n".repeat(701);
    let found = findings_in(&[
        ("crates/model/src/lib.rs", &long),
        ("crates/model/src/short.rs", &"// line\n".repeat(700)),
        ("crates/model/tests/sale.rs", &long),
        ("programmes/g01-fixed/programme.yaml", &long.replace("//", "#")),
    ])?;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("crates/model/src/lib.rs: 701 lines"), "{found:?}");
    Ok(())
}

#[test]
fn empty_names_of_files_folders_and_modules_are_found() -> Result<(), Box<dyn Error>> {
    let found = findings_in(&[
        ("crates/model/src/utils.rs", "//! Things.\n"),
        ("crates/model/src/common/sale.rs", "//! Things.\n"),
        ("crates/model/src/lib.rs", "pub(crate) mod helpers {\n}\n"),
        ("docs/common/start.md", "Prose may say so.\n"),
    ])?;
    assert_eq!(found.len(), 3, "{found:?}");
    Ok(())
}

#[test]
fn notes_left_in_code_are_found_as_whole_words() -> Result<(), Box<dyn Error>> {
    let text = ["// TO", "DO: later\n// FIX", "ME\n// methodXX", "Xes are fine\n"].concat();
    let found = findings_in(&[("src/a.rs", &text), ("docs/a.md", &text)])?;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("src/a.rs:1: a note left in code"), "{found:?}");
    assert!(found[1].starts_with("src/a.rs:2: a note left in code"), "{found:?}");
    Ok(())
}

#[test]
fn a_test_that_does_not_run_is_found_even_among_tests() -> Result<(), Box<dyn Error>> {
    let text = ["#[ig", "nore = \"slow\"]\nfn sale_is_booked() {}\n"].concat();
    let found = findings_in(&[("crates/model/tests/sale.rs", &text)])?;
    assert_eq!(found, ["crates/model/tests/sale.rs:1: a test that does not run"]);
    Ok(())
}

#[test]
fn unwrap_is_found_in_product_code_only() -> Result<(), Box<dyn Error>> {
    let text = "fn a() { b().unwrap(); }\n#[cfg(test)]\nfn c() { b().unwrap(); }\n";
    let found = findings_in(&[("src/a.rs", text), ("tests/a.rs", text)])?;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("src/a.rs:1:"), "{found:?}");
    Ok(())
}

#[test]
fn paths_of_one_machine_are_found_in_prose_too() -> Result<(), Box<dyn Error>> {
    let text = ["Look into /ro", "ot/.cache and /wo", "rk/main.\n"].concat();
    let found = findings_in(&[("docs/a.md", &text)])?;
    assert_eq!(found, ["docs/a.md:1: a path of one machine"]);
    Ok(())
}

#[test]
fn white_space_and_missing_line_breaks_at_the_end_are_found() -> Result<(), Box<dyn Error>> {
    let found = findings_in(&[
        ("docs/a.md", "one \ntwo\n"),
        ("docs/b.md", "one"),
        ("docs/c.md", "one\n\n"),
        ("docs/d.md", "one\r\n"),
    ])?;
    assert_eq!(found.len(), 4, "{found:?}");
    Ok(())
}

#[test]
fn generated_files_and_foreign_folders_are_left_alone() -> Result<(), Box<dyn Error>> {
    let found = findings_in(&[
        ("openapi.json", "{ } "),
        ("target/debug/build/out.rs", "one "),
        ("web/node_modules/pad/index.js", "one "),
    ])?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

#[test]
fn text_that_is_not_utf8_is_found() -> Result<(), Box<dyn Error>> {
    let root = tempfile::tempdir()?;
    std::fs::write(root.path().join("a.md"), [0xff, 0xfe, b'\n'])?;
    assert_eq!(findings(root.path())?, ["a.md: is not UTF-8"]);
    Ok(())
}
