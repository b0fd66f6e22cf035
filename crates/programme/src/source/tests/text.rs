//! YAML: what scalars mean and what is refused.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{codes, faults, value};
use crate::diagnostic::Diagnostics;

#[test]
fn scalars_follow_the_core_schema_and_no_stays_text() -> Result<(), Diagnostics> {
    let text = "a: true\nb: no\nc: 12\nd: 5.25\ne:\nf: '12'\ng: 0x1F\nh: -3\ni: 1.2.3\nj: .5\nk: 1e3\nl: ~\nm: e1\n";
    let read: Value = value(text)?;
    let expected = json!({
        "a": true, "b": "no", "c": 12, "d": 5.25, "e": null, "f": "12", "g": 31, "h": -3, "i": "1.2.3", "j": 0.5,
        "k": 1000.0, "l": null, "m": "e1",
    });
    assert_eq!(read, expected);
    Ok(())
}

#[test]
fn a_decimal_that_floating_point_cannot_hold_stays_text() -> Result<(), Diagnostics> {
    let read: Value = value("a: 123456789012345678.91\nb: 0.1\n")?;
    assert_eq!(read, json!({ "a": "123456789012345678.91", "b": 0.1 }));
    Ok(())
}

#[test]
fn several_refusals_are_reported_at_once() {
    let text = "a: &x 1\nb: *x\nc: !!str 2\nd: {<<: {e: 1}}\na: 2\n? [k]\n: 1\n";
    insta::assert_snapshot!(faults::<IndexMap<String, Value>>(text), @r"
    p.yaml:1:4: error[source.anchor_not_allowed]: anchors are not allowed
      1 | a: &x 1
        |    ^^^^
      hint: write the value where it is needed instead of naming it
    p.yaml:2:4: error[source.alias_not_allowed]: aliases are not allowed
      2 | b: *x
        |    ^^
      hint: write the value out here
    p.yaml:3:4: error[source.tag_not_allowed]: tags are not allowed
      3 | c: !!str 2
        |    ^^^^^^^
      hint: remove it; put text that looks like a number in quotes
    p.yaml:4:5: error[source.merge_not_allowed]: merge keys are not allowed
      4 | d: {<<: {e: 1}}
        |     ^^
      hint: write the keys out here
    p.yaml:5:1: error[source.duplicate_key]: the key `a` stands here twice
      5 | a: 2
        | ^
      hint: it is already in line 1; keep one of the two
    p.yaml:6:3: error[source.key_not_text]: a list or map cannot be a key
      6 | ? [k]
        |   ^^^
      hint: a key is a single word; text with brackets or braces belongs in quotes
    ");
}

#[test]
fn syntax_is_explained_with_its_place() {
    insta::assert_snapshot!(faults::<Value>("a: b: c\n"), @r"
    p.yaml:1:5: error[source.syntax]: a colon is not expected here
      1 | a: b: c
        |     ^
      hint: put text that contains `: ` in quotes, and check the indentation of this line and the one before
    ");
    insta::assert_snapshot!(faults::<Value>("a:\n\tb: c\n"), @r"
    p.yaml:2:2: error[source.syntax]: tabs cannot indent
      2 |  b: c
        |  ^
      hint: indent with two spaces
    ");
    insta::assert_snapshot!(faults::<Value>("a: 'open\nb: 1\n"), @r"
    p.yaml:1:4: error[source.syntax]: a quote is opened but never closed
      1 | a: 'open
        |    ^
      hint: close the quote, or indent the lines of the text deeper than the key
    ");
    insta::assert_snapshot!(faults::<Value>("a: [1, 2\nb: 1\n"), @r"
    p.yaml:2:2: error[source.syntax]: a list or map in brackets is not closed before this line
      2 | b: 1
        |  ^
      hint: close it with `]` or `}`
    ");
    insta::assert_snapshot!(faults::<Value>("a: 1\n b: 1\n"), @r"
    p.yaml:2:3: error[source.syntax]: a colon is not expected here
      2 |  b: 1
        |   ^
      hint: put text that contains `: ` in quotes, and check the indentation of this line and the one before
    ");
    insta::assert_snapshot!(faults::<Value>("a: 1\nword\nb: 2\n"), @r"
    p.yaml:2:1: error[source.syntax]: a line without a colon stands among keys
      2 | word
        | ^^^^
      hint: write `key: value`, or indent it as part of the text above
    ");
    insta::assert_snapshot!(faults::<Value>("a: \"x\" y\n"), @r#"
    p.yaml:1:8: error[source.syntax]: text follows a closing quote
      1 | a: "x" y
        |        ^
      hint: write `\"` for a quote inside double quotes
    "#);
}

#[test]
fn an_empty_file_and_a_second_document_are_refused() {
    for text in ["", "# nothing\n", "---\n", "~\n"] {
        assert_eq!(codes::<Value>(text), ["1:1 source.empty"], "{text:?}");
    }
    assert_eq!(codes::<Value>("a: 1\n---\nb: 1\n"), ["2:1 source.several_documents"]);
}

#[test]
fn the_second_of_two_equal_keys_is_named_with_the_line_of_the_first() {
    insta::assert_snapshot!(faults::<Value>("x:\n  one: 1\n  two: 2\n  \"one\": 3\n"), @r#"
    p.yaml:4:3: error[source.duplicate_key]: the key `one` stands here twice
      4 |   "one": 3
        |   ^^^^^
      hint: it is already in line 2; keep one of the two
    "#);
}
