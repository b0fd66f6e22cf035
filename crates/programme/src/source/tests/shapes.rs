//! Every form in which `schemars` describes a type: good documents become values, bad ones are told what is wrong.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{codes, faults, value};
use crate::diagnostic::Diagnostics;
use crate::source::scalar_text;

/// A percentage as written.
#[derive(Debug, PartialEq, Clone)]
struct Percent(SmolStr);

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        scalar_text(deserializer).map(Self)
    }
}

impl JsonSchema for Percent {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Percent".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number"], "format": "percent", "examples": ["5 %"] })
    }
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Offer {
    /// How much off.
    percent: Percent,
    title: Option<String>,
    #[serde(default)]
    days: Vec<Day>,
    #[serde(default)]
    priority: u8,
    budget: Option<Budget>,
}

#[derive(Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Budget {
    limit: u32,
    hard: bool,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Day {
    /// The first.
    Monday,
    /// The second.
    Tuesday,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Effect {
    Nothing,
    Percent(Percent),
    Points { unit: String, amount: Percent },
    Pair(u8, String),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Trigger {
    Purchase { minimum: Option<Percent> },
    Birthday { days_before: u8 },
    Never,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Amount {
    Flat(Percent),
    ByTier(BTreeMap<String, Percent>),
    Steps(Vec<Step>),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Step {
    at: u32,
    give: Percent,
}

/// `serde` cannot refuse unknown keys where it flattens a tagged enum.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Rule {
    name: String,
    #[serde(flatten)]
    when: When,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum When {
    Birthday { days_before: u8 },
    Never,
}

fn percent(text: &str) -> Percent {
    Percent(text.into())
}

type Offers = IndexMap<String, Offer>;

#[test]
fn a_struct_keeps_the_exact_text_of_numbers() -> Result<(), Diagnostics> {
    let offers: Offers = value(
        "b: {percent: 5.10, days: [monday]}\na:\n  percent: 7 %\n  title: ~\n  priority: 3\n",
    )?;
    let names: Vec<_> = offers.keys().map(String::as_str).collect();
    assert_eq!(names, ["b", "a"]);
    assert_eq!(offers["b"].percent, percent("5.10"));
    assert_eq!((offers["a"].percent.clone(), offers["a"].priority), (percent("7 %"), 3));
    Ok(())
}

#[test]
fn all_faults_of_a_struct_are_found_at_once() {
    let text = "birthday:\n  percnt: 5\n  titel: x\n  days: [munday, tuesday, friday]\n  priority: 300\n  budget:\n    hard: yes\nother:\n  percent: 200\n  title: 5\n  days: monday\nthird: 7\nfourth:\n";
    insta::assert_snapshot!(faults::<Offers>(text), @r#"
    p.yaml:2:3: error[document.unknown_key]: the key `percnt` is not known here
      2 |   percnt: 5
        |   ^^^^^^
      hint: did you mean `percent`?
    p.yaml:3:3: error[document.unknown_key]: the key `titel` is not known here
      3 |   titel: x
        |   ^^^^^
      hint: did you mean `title`?
    p.yaml:4:10: error[document.unknown_value]: `munday` is not known here
      4 |   days: [munday, tuesday, friday]
        |          ^^^^^^
      hint: did you mean `monday`?
    p.yaml:4:27: error[document.unknown_value]: `friday` is not known here
      4 |   days: [munday, tuesday, friday]
        |                           ^^^^^^
      hint: one of `monday`, `tuesday`
    p.yaml:5:13: error[document.out_of_range]: it must be at most 255, not `300`
      5 |   priority: 300
        |             ^^^
    p.yaml:6:3: error[document.missing_key]: the key `limit` is missing
      6 |   budget:
        |   ^^^^^^
    p.yaml:7:11: error[document.wrong_type]: expected `true` or `false`, got the text `yes`
      7 |     hard: yes
        |           ^^^
      hint: write `true`
    p.yaml:9:12: error[document.bad_format]: `200` is not a percentage
      9 |   percent: 200
        |            ^^^
      hint: for example `5 %`
    p.yaml:10:10: error[document.wrong_type]: expected text, got the number `5`
      10 |   title: 5
         |          ^
      hint: put it in quotes: "5"
    p.yaml:11:9: error[document.wrong_type]: expected a list, got the text `monday`
      11 |   days: monday
         |         ^^^^^^
      hint: write a list: [monday]
    p.yaml:12:8: error[document.wrong_type]: expected keys with values, got the number `7`
      12 | third: 7
         |        ^
    p.yaml:13:1: error[document.wrong_type]: expected keys with values, but no value is given
      13 | fourth:
         | ^^^^^^
      hint: leave the key out, or fill it
    "#);
}

#[test]
fn an_externally_tagged_enum_is_chosen_by_its_key() -> Result<(), Diagnostics> {
    let all: Vec<Effect> =
        value("- nothing\n- percent: 5\n- points: {unit: star, amount: 2}\n- pair: [1, x]\n")?;
    let points = Effect::Points { unit: "star".into(), amount: percent("2") };
    assert_eq!(
        all,
        [Effect::Nothing, Effect::Percent(percent("5")), points, Effect::Pair(1, "x".into())]
    );
    let text = "- nothin\n- percnt: 5\n- points: {unit: star, amonut: 2}\n- {percent: 5, points: {}}\n- {}\n- 5\n- pair: [1]\n- percent: x\n";
    insta::assert_snapshot!(faults::<Vec<Effect>>(text), @r"
    p.yaml:1:3: error[document.unknown_value]: `nothin` is not known here
      1 | - nothin
        |   ^^^^^^
      hint: did you mean `nothing`?
    p.yaml:2:3: error[document.unknown_key]: the key `percnt` is not known here
      2 | - percnt: 5
        |   ^^^^^^
      hint: did you mean `percent`?
    p.yaml:3:24: error[document.unknown_key]: the key `amonut` is not known here
      3 | - points: {unit: star, amonut: 2}
        |                        ^^^^^^
      hint: did you mean `amount`?
    p.yaml:4:16: error[document.conflicting_keys]: `points` cannot stand beside `percent`
      4 | - {percent: 5, points: {}}
        |                ^^^^^^
      hint: keep only one of `percent`, `points`, `pair`
    p.yaml:5:3: error[document.missing_key]: one of the keys `percent`, `points`, `pair` is missing
      5 | - {}
        |   ^^
    p.yaml:6:3: error[document.wrong_type]: expected text or keys with values, got the number `5`
      6 | - 5
        |   ^
      hint: only `nothing`
    p.yaml:7:3: error[document.out_of_range]: at least 2 items are needed, got 1
      7 | - pair: [1]
        |   ^^^^
    p.yaml:8:12: error[document.bad_format]: `x` is not a percentage
      8 | - percent: x
        |            ^
      hint: for example `5 %`
    ");
    Ok(())
}

#[test]
fn an_internally_tagged_enum_is_chosen_by_its_tag() -> Result<(), Diagnostics> {
    let all: Vec<Trigger> = value(
        "- {kind: purchase, minimum: 5.5}\n- kind: birthday\n  days_before: 7\n- kind: never\n",
    )?;
    let bought = Trigger::Purchase { minimum: Some(percent("5.5")) };
    assert_eq!(all, [bought, Trigger::Birthday { days_before: 7 }, Trigger::Never]);
    let text = "- {kind: purchse}\n- kind: birthday\n  days_befor: 7\n- minimum: 5\n- {kind: [x]}\n- {kind: never, minimum: 5}\n- 5\n";
    insta::assert_snapshot!(faults::<Vec<Trigger>>(text), @r"
    p.yaml:1:10: error[document.unknown_value]: `purchse` is not known here
      1 | - {kind: purchse}
        |          ^^^^^^^
      hint: did you mean `purchase`?
    p.yaml:3:3: error[document.unknown_key]: the key `days_befor` is not known here
      3 |   days_befor: 7
        |   ^^^^^^^^^^
      hint: did you mean `days_before`?
    p.yaml:4:3: error[document.missing_key]: the key `kind` is missing
      4 | - minimum: 5
        |   ^^^^^^^^^^
      hint: write `kind:` with one of `purchase`, `birthday`, `never`
    p.yaml:5:4: error[document.wrong_type]: expected text, got a list
      5 | - {kind: [x]}
        |    ^^^^
      hint: write the value itself, without a list around it
    p.yaml:6:17: error[document.unknown_key]: the key `minimum` is not known here
      6 | - {kind: never, minimum: 5}
        |                 ^^^^^^^
    p.yaml:7:3: error[document.wrong_type]: expected keys with values, got the number `5`
      7 | - 5
        |   ^
    ");
    Ok(())
}

#[test]
fn an_untagged_enum_is_chosen_by_its_kind() -> Result<(), Diagnostics> {
    let all: Vec<Amount> = value("- 5\n- 2.50\n- {gold: 3, silver: 2 %}\n- [{at: 1, give: 1}]\n")?;
    assert_eq!(all[0], Amount::Flat(percent("5")));
    assert_eq!(all[1], Amount::Flat(percent("2.5")));
    assert_eq!(all[3], Amount::Steps(vec![Step { at: 1, give: percent("1") }]));
    let text = "- true\n- {gold: x}\n- [{at: x, giv: 1}]\n- words\n";
    insta::assert_snapshot!(faults::<Vec<Amount>>(text), @r"
    p.yaml:1:3: error[document.wrong_type]: expected text or a number, a list or keys with values, got `true`
      1 | - true
        |   ^^^^
      hint: write a list: [true]
    p.yaml:2:10: error[document.bad_format]: `x` is not a percentage
      2 | - {gold: x}
        |          ^
      hint: for example `5 %`
    p.yaml:3:9: error[document.wrong_type]: expected a whole number, got the text `x`
      3 | - [{at: x, giv: 1}]
        |         ^
    p.yaml:3:12: error[document.unknown_key]: the key `giv` is not known here
      3 | - [{at: x, giv: 1}]
        |            ^^^
      hint: did you mean `give`?
    p.yaml:4:3: error[document.bad_format]: `words` is not a percentage
      4 | - words
        |   ^^^^^
      hint: for example `5 %`
    ");
    Ok(())
}

#[test]
fn a_flattened_enum_shares_the_map_of_its_struct() -> Result<(), Diagnostics> {
    let rule: Rule = value("name: x\nkind: birthday\ndays_before: 3\n")?;
    assert_eq!(rule.when, When::Birthday { days_before: 3 });
    assert_eq!(
        codes::<Rule>("name: x\nkind: birthday\ndays_befor: 3\n"),
        ["1:1 document.missing_key"]
    );
    assert_eq!(codes::<Rule>("nam: x\nkind: never\n"), ["1:1 document.missing_key"]);
    assert_eq!(codes::<Rule>("name: x\nkind: nevr\n"), ["2:7 document.unknown_value"]);
    assert_eq!(codes::<Rule>("name: x\n"), ["1:1 document.missing_key"]);
    Ok(())
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Limits {
    #[schemars(length(min = 1, max = 3))]
    #[serde(default)]
    codes: Vec<String>,
    #[schemars(range(min = 0.5, max = 2))]
    factor: Option<f64>,
    #[schemars(length(min = 2))]
    word: Option<String>,
    #[schemars(regex(pattern = r"^[A-Z]{3}$"))]
    currency: Option<String>,
    #[serde(default)]
    unique: std::collections::BTreeSet<String>,
    big: Option<u64>,
    #[serde(default)]
    levels: BTreeMap<u32, String>,
}

#[test]
fn ranges_lengths_and_patterns_hold() -> Result<(), Diagnostics> {
    let good: Limits = value(
        "codes: [a]\nfactor: 1.5\nword: ab\ncurrency: EUR\nunique: [x, y]\nbig: 18446744073709551615\nlevels: {3: x, 12: y}\n",
    )?;
    assert_eq!((good.codes.len(), good.factor, good.big), (1, Some(1.5), Some(u64::MAX)));
    assert_eq!(good.levels.keys().copied().collect::<Vec<_>>(), [3, 12]);
    assert_eq!(
        (good.word.as_deref(), good.currency.as_deref(), good.unique.len()),
        (Some("ab"), Some("EUR"), 2)
    );
    let text = "codes: []\nfactor: 3\nword: a\ncurrency: euro\nunique: [x, x]\nbig: 18446744073709551616\nlevels: {three: x}\n";
    insta::assert_snapshot!(faults::<Limits>(text), @r"
    p.yaml:1:1: error[document.out_of_range]: at least 1 item is needed, got 0
      1 | codes: []
        | ^^^^^
    p.yaml:2:9: error[document.out_of_range]: it must be at most 2, not `3`
      2 | factor: 3
        |         ^
    p.yaml:3:7: error[document.out_of_range]: the text needs at least 2 characters
      3 | word: a
        |       ^
    p.yaml:4:11: error[document.bad_format]: `euro` is not written in the form needed here
      4 | currency: euro
        |           ^^^^
      hint: it must match `^[A-Z]{3}$`
    p.yaml:5:13: error[document.duplicate_item]: `x` stands in this list twice
      5 | unique: [x, x]
        |             ^
      hint: remove one of the two
    p.yaml:6:6: error[document.out_of_range]: it must be between 0 and 18446744073709551615, not `18446744073709551616`
      6 | big: 18446744073709551616
        |      ^^^^^^^^^^^^^^^^^^^^
    p.yaml:7:10: error[document.bad_key]: `three` cannot be a name here
      7 | levels: {three: x}
        |          ^^^^^
      hint: a name must match `^\d+$`
    ");
    Ok(())
}

/// A name as a key of a map.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Name(String);

impl JsonSchema for Name {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$" })
    }
}

#[test]
fn keys_of_a_map_follow_their_pattern() {
    type Named = BTreeMap<Name, u8>;
    insta::assert_snapshot!(faults::<Named>("gold: 1\nVery Gold: 2\n9: 3\n"), @r"
    p.yaml:2:1: error[document.bad_key]: `Very Gold` cannot be a name here
      2 | Very Gold: 2
        | ^^^^^^^^^
      hint: did you mean `very_gold`?
    p.yaml:3:1: error[document.bad_key]: `9` cannot be a name here
      3 | 9: 3
        | ^
      hint: a name must match `^[a-z][a-z0-9_]*$`
    ");
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Own(#[allow(dead_code)] Even);

#[derive(Debug, JsonSchema)]
struct Even(#[allow(dead_code)] u8);

impl<'de> Deserialize<'de> for Even {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        if number % 2 == 0 {
            Ok(Self(number))
        } else {
            Err(serde::de::Error::custom("the number is odd"))
        }
    }
}

#[test]
fn a_value_that_only_its_type_refuses_is_reported_at_its_place() {
    insta::assert_snapshot!(faults::<BTreeMap<String, Vec<Own>>>("a: [2, 4]\nb:\n  - 2\n  - 3\n"), @r"
    p.yaml:4:5: error[document.invalid]: the number is odd
      4 |   - 3
        |     ^
    ");
}
