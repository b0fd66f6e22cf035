//! What must hold for any bytes and any document.

use proptest::prelude::*;
use serde_json::Value;

use super::{Reader, SourceFile, formats};
use crate::source::{Node, Path, fmt, parse};

/// Pieces that make texts look like YAML more often than random characters do.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "a",
        "b",
        "key",
        ": ",
        ":\n",
        "- ",
        "-\n",
        "\n",
        "\n\n",
        "  ",
        "    ",
        " ",
        "# note\n",
        "#",
        "|\n",
        ">-\n",
        "|+\n",
        "|2\n",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\\",
        "\t",
        "1",
        "5.25",
        "null",
        "é",
        "&x ",
        "*x",
        "!t ",
        "<<",
        "? ",
        "---\n",
        "...\n",
        "\r\n",
        "%",
        "x y",
        "\\\n",
        "\"a\\\n  b\"",
        "'it''s'",
        "[1,\n 2]",
        "{a: 1}",
        "|\n    text\n      more\n",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

/// A document as lines of keys, items, comments and texts at some indentation.
fn document() -> impl Strategy<Value = String> {
    let tail = prop::sample::select(vec![
        "",
        "",
        "1",
        "x y",
        "'q'",
        "\"a: b\"",
        "[1, 2]",
        "{a: 1}",
        "[1,\n{}  2]",
        "long\n{}  text",
        "\"quoted \\\n{}  text\"",
        "|\n{}   lit\n{}     more",
        ">-\n{}  fold\n{}  ed",
        "|+\n{}  keep\n\n",
        "# only a comment",
        "1  # note ",
    ]);
    let line = (0_usize..4, 1_usize..5, prop::bool::ANY, tail, 0_u32..12);
    prop::collection::vec(line, 1..14).prop_map(|lines| {
        let mut text = String::new();
        let mut step = 2;
        for (number, (level, width, dash, tail, rare)) in lines.into_iter().enumerate() {
            if number == 0 {
                step = width;
            }
            let blanks = " ".repeat(if number == 0 { 0 } else { level * step });
            let head = if dash { format!("{blanks}- ") } else { format!("{blanks}k{number}: ") };
            text.push_str(&head);
            text.push_str(&tail.replace("{}", &blanks));
            text.push_str(if rare == 0 { "  \n\n\n" } else { "\n" });
            if rare == 1 {
                text.push_str(&format!("{}# note\n", " ".repeat(width)));
            }
        }
        text
    })
}

fn all_ways(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(file) = SourceFile::from_bytes("p.yaml", bytes) else { return Ok(()) };
    let read = Reader::<Value>::new(formats()).read(&file);
    prop_assert_eq!(read.is_ok(), parse(&file).is_ok());
    if let Ok(root) = parse(&file) {
        check_places(&file, &root)?;
        check_layout(&file, &root)?;
    }
    Ok(())
}

fn check_layout(file: &SourceFile, root: &Node) -> Result<(), TestCaseError> {
    let laid_out = fmt(file).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
    let again = SourceFile::new("p.yaml", &laid_out)
        .map_err(|faults| TestCaseError::fail(faults.to_string()))?;
    let same = parse(&again).is_ok_and(|new| new.same_content(root));
    prop_assert!(same, "the tree changed:\n{}\n=>\n{}", file.text(), laid_out);
    let twice = fmt(&again).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
    prop_assert_eq!(twice, laid_out);
    Ok(())
}

/// A plain scalar of one line stands in the source exactly where its span says.
fn check_places(file: &SourceFile, node: &Node) -> Result<(), TestCaseError> {
    let text = file.slice(node.span);
    if let Some(scalar) = node.as_scalar()
        && scalar.style == crate::source::Style::Plain
        && node.span.line == node.span.end_line
    {
        prop_assert_eq!(text, scalar.text.as_str());
    }
    for entry in node.entries() {
        let key = file.slice(entry.key_span);
        prop_assert!(key == entry.key || key.starts_with(['"', '\'']), "{}", key);
        check_places(file, &entry.value)?;
    }
    node.items().iter().try_for_each(|item| check_places(file, item))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        all_ways(&bytes)?;
    }

    #[test]
    fn arbitrary_pieces_of_yaml_are_read_or_refused(pieces in prop::collection::vec(piece(), 0..40)) {
        all_ways(pieces.concat().as_bytes())?;
    }

    #[test]
    fn documents_keep_their_meaning_when_laid_out(text in document()) {
        all_ways(text.as_bytes())?;
    }

    #[test]
    fn any_text_is_taken_as_a_path(text in ".{0,40}") {
        let path = Path::parse(&text);
        let _ = (path.to_string(), path.to_json_pointer());
    }
}
