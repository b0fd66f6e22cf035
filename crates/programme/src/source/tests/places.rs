//! Places of paths and of parts of a text.

use serde_json::Value;

use super::{Spans, read};
use crate::diagnostic::Diagnostics;
use crate::source::{Path, SourceFile};

fn spans(text: &str) -> Result<Spans, Diagnostics> {
    read::<Value>(text).map(|(_, spans)| spans)
}

#[test]
fn a_path_leads_to_its_value_its_key_or_its_nearest_ancestor() -> Result<(), Diagnostics> {
    let text = "offers:\n  été:\n    percent: 5.25\ntiers:\n  status:\n    levels:\n      - at: 1\n      - {at: 200, x: }\n";
    let spans = spans(text)?;
    let shown = |path: &str| {
        let span = spans.place(&Path::parse(path));
        format!(
            "{}:{}-{}:{} {}",
            span.line,
            span.col,
            span.end_line,
            span.end_col,
            spans.file().slice(span)
        )
    };
    assert_eq!(shown("offers.été.percent"), "3:14-3:18 5.25");
    assert_eq!(shown("offers.été"), "2:3-2:6 été");
    assert_eq!(shown("offers.été.amount.x"), "2:3-2:6 été");
    assert_eq!(shown("tiers.status.levels[1].at"), "8:14-8:17 200");
    assert_eq!(shown("tiers.status.levels[1].x"), "8:19-8:20 x");
    assert_eq!(shown("tiers.status.levels[1]"), "8:9-8:23 {at: 200, x: }");
    assert_eq!(shown("tiers.status.levels[7].at"), "6:5-6:11 levels");
    assert_eq!(shown("nothing"), "1:1-1:8 offers:");
    assert_eq!(
        spans.file().slice(spans.place_of_key(&Path::parse("offers.été.percent"))),
        "percent"
    );
    assert!(spans.find(&Path::parse("tiers.status.levels[1].at")).is_some());
    Ok(())
}

#[test]
fn a_path_is_written_and_read_back() {
    let path = Path::root().key("texts").key("tier.gold").index(2).key("en");
    assert_eq!(path.to_string(), "texts[\"tier.gold\"][2].en");
    assert_eq!(Path::parse(&path.to_string()), path);
    assert_eq!(path.to_json_pointer(), "/texts/tier.gold/2/en");
    for odd in ["", ".", "..", "[", "[x", "[\"", "a[", "a]b", "[1]x", "é"] {
        let _ = Path::parse(odd);
    }
}

/// The source at the place of every occurrence of a word in a text.
fn marked(text: &str, path: &str, word: &str) -> Result<String, Diagnostics> {
    let spans = spans(text)?;
    let path = Path::parse(path);
    let value = spans
        .find(&path)
        .and_then(|node| node.as_scalar())
        .map(|scalar| scalar.text.clone())
        .unwrap_or_default();
    let at = value.find(word).unwrap_or_default();
    let span = spans.place_in_text(&path, at..at + word.len());
    Ok(format!("{}:{} {}", span.line, span.col, spans.file().slice(span)))
}

#[test]
fn a_part_of_a_text_is_found_in_the_source_however_it_is_quoted() -> Result<(), Diagnostics> {
    assert_eq!(marked("if: line.pric > 5\n", "if", "pric")?, "1:10 pric");
    assert_eq!(marked("if: 'it''s a == b'\n", "if", "==")?, "1:14 ==");
    assert_eq!(marked("if: \"a\\u00e9\\n\\\"x\\\" == été\"\n", "if", "été")?, "1:24 été");
    assert_eq!(marked("if: a &&\n  b == c\n", "if", "b ==")?, "2:3 b ==");
    assert_eq!(marked("x:\n  if: |\n    a &&\n\n    b == c\n", "x.if", "c")?, "5:10 c");
    assert_eq!(marked("x:\n  if: >-\n    a &&\n      b == c\n", "x.if", "b == c")?, "4:7 b == c");
    assert_eq!(marked("if: 'a  b'\n", "if", " ")?, "1:7  ");
    Ok(())
}

#[test]
fn places_count_characters_and_survive_windows_line_ends() -> Result<(), Diagnostics> {
    let spans = spans("é: ü\r\nключ:\r\n  имя: \"значение\"\r\n")?;
    let span = spans.place(&Path::parse("ключ.имя"));
    assert_eq!(
        (span.line, span.col, span.end_col, spans.file().slice(span)),
        (3, 8, 18, "\"значение\"")
    );
    Ok(())
}

#[test]
fn places_are_right_far_into_a_long_line() -> Result<(), Diagnostics> {
    let text = format!("a: [{}, last]\n", vec!["é"; 1_000].join(", "));
    let spans = spans(&text)?;
    let span = spans.place(&Path::parse("a[1000]"));
    assert_eq!((span.col, spans.file().slice(span)), (3_005, "last"));
    Ok(())
}

#[test]
fn a_span_outside_the_text_is_moved_into_it() -> Result<(), Diagnostics> {
    let file = SourceFile::new("p.yaml", "ab\n")?;
    let span = file.span(90, 100);
    assert_eq!((span.line, span.col, span.start, span.end), (2, 1, 3, 3));
    Ok(())
}
