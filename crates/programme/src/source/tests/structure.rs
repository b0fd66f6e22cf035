//! Choices between alternatives that need more than a look at the kind.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{codes, faults, value};
use crate::diagnostic::Diagnostics;

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Expiry {
    Word(Word),
    Days(DaysAfter),
    Date(OnDate),
    Nested(Box<Both>),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Word {
    Never,
    EndOfYear,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DaysAfter {
    days: u16,
    #[serde(default)]
    from: Word2,
}

#[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Word2 {
    #[default]
    Earning,
    Activation,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OnDate {
    date: String,
    from: String,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Both {
    all: Vec<Expiry>,
}

#[test]
fn the_alternative_that_looks_most_alike_explains_the_fault() {
    let text =
        "- never\n- {days: 5, from: activation}\n- {date: x, from: y}\n- all: [never, {days: 1}]\n";
    assert!(value::<Vec<Expiry>>(text).is_ok());
    let text = "- nevr\n- {days: x}\n- {days: 5, frm: earning}\n- {date: x}\n- all: [{days: -1}, nver, {date: 1, from: x}]\n";
    insta::assert_snapshot!(faults::<Vec<Expiry>>(text), @r#"
    p.yaml:1:3: error[document.unknown_value]: `nevr` is not known here
      1 | - nevr
        |   ^^^^
      hint: did you mean `never`?
    p.yaml:2:10: error[document.wrong_type]: expected a whole number, got the text `x`
      2 | - {days: x}
        |          ^
    p.yaml:3:13: error[document.unknown_key]: the key `frm` is not known here
      3 | - {days: 5, frm: earning}
        |             ^^^
      hint: did you mean `from`?
    p.yaml:4:3: error[document.missing_key]: the key `from` is missing
      4 | - {date: x}
        |   ^^^^^^^^^
    p.yaml:5:16: error[document.out_of_range]: it must be at least 0, not `-1`
      5 | - all: [{days: -1}, nver, {date: 1, from: x}]
        |                ^^
    p.yaml:5:21: error[document.unknown_value]: `nver` is not known here
      5 | - all: [{days: -1}, nver, {date: 1, from: x}]
        |                     ^^^^
      hint: did you mean `never`?
    p.yaml:5:34: error[document.wrong_type]: expected text, got the number `1`
      5 | - all: [{days: -1}, nver, {date: 1, from: x}]
        |                                  ^
      hint: put it in quotes: "1"
    "#);
}

#[test]
fn deep_alternatives_do_not_take_exponential_time() {
    let mut text = "x".to_owned();
    for _ in 0..25 {
        text = format!("{{all: [{text}, {text_short}]}}", text_short = "{days: q}");
    }
    assert!(!codes::<Expiry>(&text).is_empty());
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Holder {
    #[serde(flatten)]
    inner: Inner,
    own: Option<u8>,
    choice: Option<Choice>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Inner {
    one: u8,
    two: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "with")]
enum Choice {
    A(u8),
    B { x: u8 },
}

#[test]
fn flattened_structs_and_adjacent_tags_are_understood() -> Result<(), Diagnostics> {
    let read: Holder = value("one: 1\ntwo: x\nown: 2\nchoice: {type: B, with: {x: 1}}\n")?;
    assert_eq!(read.choice, Some(Choice::B { x: 1 }));
    assert_eq!((read.inner.one, read.inner.two.as_deref(), read.own), (1, Some("x"), Some(2)));
    let text = "on: 1\nown: x\nchoice: {type: C, with: 1}\n";
    assert_eq!(
        codes::<Holder>(text),
        ["1:1 document.unknown_key", "2:6 document.wrong_type", "3:16 document.unknown_value"]
    );
    assert_eq!(
        codes::<Holder>("one: 1\nchoice: {type: B, with: {x: y}}\n"),
        ["2:29 document.wrong_type"]
    );
    Ok(())
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Flags {
    on: bool,
    size: u8,
    list: Vec<u8>,
    name: String,
}

#[test]
fn a_wrong_type_is_told_with_what_to_write_instead() {
    let text = "on: yes\nsize: '5'\nlist: 5\nname: 007\n";
    insta::assert_snapshot!(faults::<Flags>(text), @r#"
    p.yaml:1:5: error[document.wrong_type]: expected `true` or `false`, got the text `yes`
      1 | on: yes
        |     ^^^
      hint: write `true`
    p.yaml:2:7: error[document.wrong_type]: expected a whole number, got the text `5`
      2 | size: '5'
        |       ^^^
      hint: write it without quotes: 5
    p.yaml:3:7: error[document.wrong_type]: expected a list, got the number `5`
      3 | list: 5
        |       ^
      hint: write a list: [5]
    p.yaml:4:7: error[document.wrong_type]: expected text, got the number `007`
      4 | name: 007
        |       ^^^
      hint: put it in quotes: "007"
    "#);
    insta::assert_snapshot!(faults::<Flags>("- on: true\n"), @r"
    p.yaml:1:1: error[document.wrong_type]: expected keys with values, got a list
      1 | - on: true
        | ^^^^^^^^^^
      hint: write `key: value` lines, without `- `
    ");
    insta::assert_snapshot!(faults::<Flags>("on: true\nsize:\nlist: {a: 1}\nname: [x]\n"), @r"
    p.yaml:2:1: error[document.wrong_type]: expected a whole number, but no value is given
      2 | size:
        | ^^^^
      hint: leave the key out, or fill it
    p.yaml:3:1: error[document.wrong_type]: expected a list, got keys with values
      3 | list: {a: 1}
        | ^^^^
      hint: begin each item with `- `
    p.yaml:4:1: error[document.wrong_type]: expected text, got a list
      4 | name: [x]
        | ^^^^
      hint: write the value itself, without a list around it
    ");
}
