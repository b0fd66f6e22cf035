//! Input made to hurt: each is refused, soon, with a few findings.

use std::fmt::Write;

use serde_json::Value;

use super::{Reader, SourceFile, formats};
use crate::diagnostic::Diagnostics;
use crate::source::{fmt, limit};

/// The codes found in some bytes; every way into them must end.
fn refusals(bytes: &[u8]) -> Vec<&'static str> {
    let found = match SourceFile::from_bytes("p.yaml", bytes) {
        Err(faults) => faults,
        Ok(file) => {
            // The layout must cope with whatever the reader copes with.
            let _ = fmt(&file);
            Reader::<Value>::new(formats()).read(&file).err().unwrap_or_default()
        }
    };
    assert!(found.len() <= Diagnostics::LIMIT);
    let mut codes: Vec<_> = found.iter().map(|item| item.code).collect();
    codes.dedup();
    codes
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        let _ =
            writeln!(text, "a{level}: &a{level} [{}]", vec![format!("*a{before}"); 9].join(", "));
    }
    let found = refusals(text.as_bytes());
    assert!(
        found.contains(&"source.alias_not_allowed") && found.contains(&"source.anchor_not_allowed"),
        "{found:?}"
    );
}

#[test]
fn a_merge_bomb_is_refused() {
    let text = "a: &a {x: 1}\nb: &b {<<: *a}\nc: {<<: [*a, *b]}\n";
    assert!(refusals(text.as_bytes()).contains(&"source.merge_not_allowed"));
}

#[test]
fn deep_nesting_is_refused_in_every_style() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{", "")] {
        let text = format!("{}x{}", open.repeat(100_000), close.repeat(100_000));
        let found = refusals(text.as_bytes());
        assert!(!found.is_empty(), "{open}");
    }
    let mut text = String::new();
    for level in 0..1_500 {
        let _ = writeln!(text, "{:level$}a:", "");
    }
    assert_eq!(refusals(text.as_bytes()), ["source.too_deep"]);
}

#[test]
fn sixty_four_levels_are_read() {
    let levels = limit::DEPTH;
    assert!(
        refusals(format!("{}1{}", "[".repeat(levels), "]".repeat(levels)).as_bytes()).is_empty()
    );
    assert_eq!(
        refusals(format!("{}1{}", "[".repeat(levels + 1), "]".repeat(levels + 1)).as_bytes()),
        ["source.too_deep"]
    );
}

#[test]
fn ten_megabytes_are_refused_before_they_are_parsed() {
    assert_eq!(refusals(&b"a: 1\n".repeat(2_000_000)), ["source.too_large"]);
}

#[test]
fn too_many_values_are_refused() {
    let text = format!("[{}]", "1,".repeat(900_000));
    assert_eq!(refusals(text.as_bytes()), ["source.too_many_nodes"]);
}

#[test]
fn bytes_that_are_not_text_are_refused() {
    assert_eq!(refusals(b"a: \0\n"), ["source.control_character"]);
    assert_eq!(refusals(b"a: 1\rb: 2\n"), ["source.control_character"]);
    assert_eq!(refusals(b"a: \x1b[31m\n"), ["source.control_character"]);
    assert_eq!(refusals(b"a: \xff\xfe\n"), ["source.not_utf8"]);
    assert_eq!(refusals(&[0xff, 0xfe, b'a', 0, b':', 0]), ["source.not_utf8"]);
    assert!(refusals("\u{feff}a: 1\n".as_bytes()).is_empty());
}

#[test]
fn huge_keys_and_many_keys_are_refused_or_read_in_time() {
    assert!(!refusals(format!("{}: 1\n", "k".repeat(1_000_000)).as_bytes()).is_empty());
    assert_eq!(
        refusals(format!("\"{}\": 1\n", "k".repeat(500)).as_bytes()),
        ["source.key_too_long"]
    );
    let mut text = String::new();
    for key in 0..90_000 {
        let _ = writeln!(text, "k{key}: 1");
    }
    assert!(refusals(text.as_bytes()).is_empty());
    assert_eq!(refusals("same: 1\n".repeat(90_000).as_bytes()), ["source.duplicate_key"]);
}

#[test]
fn long_lines_full_of_faults_end_in_time() {
    for part in [
        "*a, ",
        "&a 1, ",
        "!t 1, ",
        "{a: 1, a: 2}, ",
        "{<<: 1}, ",
        "[[], ",
        "'a' , ",
        "\"\\u00e9\", ",
        "é, ",
        "a: 1, ",
    ] {
        let _ = refusals(format!("[{}]", part.repeat(20_000)).as_bytes());
    }
    for line in [
        "- *a\n",
        "- &a\n",
        "- !<x>\n",
        "- |\n  x\n",
        "# c\n",
        "\n",
        "  \n",
        "- # c\n",
        "- a\n  b\n",
        "? a\n",
        "'\n",
        "%TAG\n",
        "---\n",
    ] {
        let _ = refusals(line.repeat(20_000).as_bytes());
        let _ = refusals(format!("a:\n{}", line.repeat(20_000)).as_bytes());
    }
}

#[test]
fn a_tag_and_a_second_document_are_refused() {
    assert_eq!(refusals(b"a: !!python/object:os.system x\n"), ["source.tag_not_allowed"]);
    assert_eq!(refusals(b"a: 1\n---\na: 2\n"), ["source.several_documents"]);
    assert_eq!(refusals(b"# c\n%YAML 1.2\n---\na: 2\n"), ["source.syntax"]);
}
