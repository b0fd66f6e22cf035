//! Agreement with the library: random conditions over random facts, judged by us and by the `cel` interpreter.
//!
//! The interpreter compiles with its own default parser, so parsing is compared too. Wherever it has an answer, ours
//! must be the same; where it stops with an error, the error must be one of a missing value or a zero divisor.
//!
//! Outside the comparison, because the meaning differs on purpose:
//! - division of whole numbers and sums of decimal fractions: exact decimals here, integers and binary fractions
//!   there. Decimal money is therefore only compared; arithmetic runs on whole numbers and on quarters, which both
//!   sides hold exactly;
//! - mixing whole and fractional numbers in one sum, which CEL refuses and we allow;
//! - comparisons with missing values, errors in CEL and false here: checked by the tests of the evaluation;
//! - literals divided by a literal zero, and walks that cost too much, which we refuse beforehand;
//! - timestamps and durations, for which the library needs its time-zone database: checked there as well.

use super::super::{Fact, Root, Scope, TOO_LARGE, Type, compile};
use super::schema;
use super::world::{Shelf, Stored, World};
use cel::{Context, ExecutionError, Program, Value};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use smol_str::SmolStr;
use std::cell::Cell;
use std::collections::HashMap;

/// What a field holds, on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sort {
    Truth,
    Whole,
    /// Hundredths; only compared.
    Money,
    Quarters,
    Text,
    Texts,
}

#[derive(Clone, Copy, Debug)]
enum At {
    Fact(Fact),
    Attribute(&'static str),
}

type Field = (&'static str, At, Sort);

const SHARED: [Field; 10] = [
    ("basket.quantity", At::Fact(Fact::BasketQuantity), Sort::Whole),
    ("metric.visits", At::Fact(Fact::Metric(1)), Sort::Whole),
    ("balance.points", At::Fact(Fact::Balance(0)), Sort::Whole),
    ("balance.miles", At::Fact(Fact::Balance(1)), Sort::Quarters),
    ("basket.total", At::Fact(Fact::BasketTotal), Sort::Money),
    ("basket.channel", At::Fact(Fact::BasketChannel), Sort::Text),
    ("member.join_store", At::Fact(Fact::MemberJoinStore), Sort::Text),
    ("member.known", At::Fact(Fact::MemberKnown), Sort::Truth),
    ("basket.first", At::Fact(Fact::BasketFirst), Sort::Truth),
    ("member.tags", At::Fact(Fact::MemberTags), Sort::Texts),
];

const LINE: [Field; 10] = [
    ("quantity", At::Fact(Fact::LineQuantity), Sort::Whole),
    ("price", At::Fact(Fact::LinePrice), Sort::Money),
    ("cost", At::Fact(Fact::LineCost), Sort::Money),
    ("category", At::Fact(Fact::LineCategory), Sort::Text),
    ("name", At::Fact(Fact::LineName), Sort::Text),
    ("on_sale", At::Fact(Fact::LineOnSale), Sort::Truth),
    ("tags", At::Fact(Fact::LineTags), Sort::Texts),
    ("attributes.grade", At::Attribute("grade"), Sort::Text),
    ("attributes.organic", At::Attribute("organic"), Sort::Truth),
    ("attributes.weight", At::Attribute("weight"), Sort::Quarters),
];

const TEXTS: [&str; 8] = ["", "a", "ab", "b", "ba", "é", "日本", "q\"\\'"];

/// The lines that names can refer to: the judged one, then the variables of comprehensions.
const VARIABLES: [&str; 3] = ["line", "a", "b"];

// ---- facts ----

/// A value on both sides.
type Both = Option<(Stored, Value)>;

fn texts() -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(select(&TEXTS[..]), 0..4)
}

/// A value of a field, missing now and then.
fn value(sort: Sort) -> BoxedStrategy<Both> {
    let both = |stored: Stored, value: Value| Some((stored, value));
    let there: BoxedStrategy<Both> = match sort {
        Sort::Truth => {
            any::<bool>().prop_map(move |truth| both(truth.into(), truth.into())).boxed()
        }
        Sort::Whole => {
            (-9..60_i32).prop_map(move |whole| both(whole.into(), i64::from(whole).into())).boxed()
        }
        Sort::Money => (-200..5000_i32)
            .prop_map(move |cents| {
                both((i128::from(cents) * 10_000).into(), (f64::from(cents) / 100.0).into())
            })
            .boxed(),
        Sort::Quarters => (-40..400_i32)
            .prop_map(move |quarters| {
                both((i128::from(quarters) * 250_000).into(), (f64::from(quarters) / 4.0).into())
            })
            .boxed(),
        Sort::Text => {
            select(&TEXTS[..]).prop_map(move |text| both(text.into(), text.into())).boxed()
        }
        Sort::Texts => texts()
            .prop_map(move |list| {
                both(Stored::Texts(list.iter().map(SmolStr::new).collect()), list.into())
            })
            .boxed(),
    };
    prop_oneof![6 => there, 1 => Just(None)].boxed()
}

/// Values of all fields of a table, in its order.
fn row(fields: &'static [Field]) -> impl Strategy<Value = Vec<Both>> {
    fields.iter().map(|(_, _, sort)| value(*sort)).collect::<Vec<_>>()
}

fn shelf(fields: &[Field], row: &[Both]) -> Shelf {
    let mut shelf = Shelf::default();
    for ((_, at, _), both) in fields.iter().zip(row) {
        if let Some((stored, _)) = both {
            shelf = match at {
                At::Fact(fact) => shelf.with(*fact, stored.clone()),
                At::Attribute(name) => shelf.with_attribute(Root::Line, name, stored.clone()),
            };
        }
    }
    shelf
}

/// Nested maps as the interpreter wants them: `path` is `root.field` or `root.attributes.field`.
fn tree(fields: &[Field], row: &[Both]) -> HashMap<String, HashMap<String, Value>> {
    let mut tree: HashMap<String, HashMap<String, Value>> = HashMap::new();
    for ((path, _, _), both) in fields.iter().zip(row) {
        let (root, field) = path.split_once('.').unwrap_or(("", path));
        let entries = tree.entry(root.to_owned()).or_default();
        if let Some((_, value)) = both {
            entries.insert(field.to_owned(), value.clone());
        }
    }
    tree
}

fn line_value(row: &[Both]) -> Value {
    let mut tree = tree(&LINE, row);
    let mut line = tree.remove("").unwrap_or_default();
    line.insert("attributes".to_owned(), tree.remove("attributes").unwrap_or_default().into());
    line.into()
}

fn sides(
    shared: &[Both],
    judged: &[Both],
    lines: &[Vec<Both>],
) -> (World, Context<'static, 'static>) {
    let world = World {
        shared: shelf(&SHARED, shared),
        judged: shelf(&LINE, judged),
        lines: lines.iter().map(|row| shelf(&LINE, row)).collect(),
    };
    let mut context = Context::default();
    for (root, mut entries) in tree(&SHARED, shared) {
        if root == "basket" {
            let lines: Vec<Value> = lines.iter().map(|row| line_value(row)).collect();
            entries.insert("lines".to_owned(), lines.into());
        }
        context.add_variable_from_value(root, entries);
    }
    context.add_variable_from_value("line", line_value(judged));
    (world, context)
}

// ---- conditions ----

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A name of that sort; `lines` are the line variables in sight.
fn name(sort: Sort, lines: usize) -> BoxedStrategy<String> {
    let of = |(_, _, other): &&Field| *other == sort;
    let mut names: Vec<String> =
        SHARED.iter().filter(of).map(|(path, _, _)| (*path).to_owned()).collect();
    for variable in &VARIABLES[..lines] {
        names.extend(LINE.iter().filter(of).map(|(path, _, _)| format!("{variable}.{path}")));
    }
    select(names).boxed()
}

fn text(lines: usize) -> BoxedStrategy<String> {
    prop_oneof![3 => name(Sort::Text, lines), 1 => select(&TEXTS[..]).prop_map(quoted)].boxed()
}

/// Joins two parts, with brackets or by precedence.
fn joined(left: String, operator: &str, right: String, brackets: bool) -> String {
    if brackets {
        format!("({left} {operator} {right})")
    } else {
        format!("{left} {operator} {right}")
    }
}

fn whole(depth: u32, lines: usize) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        4 => name(Sort::Whole, lines),
        2 => (-3..40_i32).prop_map(|number| number.to_string()),
        1 => text(lines).prop_map(|text| format!("size({text})")),
        1 => name(Sort::Texts, lines).prop_map(|list| format!("{list}.size()")),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let below = || whole(depth - 1, lines);
    let walk = match VARIABLES.get(lines) {
        Some(variable) => test(depth - 1, lines + 1)
            .prop_map(move |body| format!("basket.lines.filter({variable}, {body}).size()"))
            .boxed(),
        None => name(Sort::Whole, lines),
    };
    prop_oneof![
        2 => leaf,
        3 => (below(), select(vec!["+", "-", "*", "%"]), below(), any::<bool>())
            .prop_map(|(left, operator, right, brackets)| joined(left, operator, right, brackets)),
        1 => below().prop_map(|inner| format!("-({inner})")),
        1 => (test(0, lines), below(), below())
            .prop_map(|(test, then, otherwise)| format!("({test} ? {then} : {otherwise})")),
        1 => walk,
    ]
    .boxed()
}

/// Arithmetic that both sides do exactly: few halvings of quarters.
fn quarters(depth: u32, lines: usize) -> BoxedStrategy<String> {
    let literal = (-20..80_i32).prop_map(|quarters| format!("{:.2}", f64::from(quarters) / 4.0));
    let leaf = prop_oneof![3 => name(Sort::Quarters, lines), 1 => literal];
    if depth == 0 {
        return leaf.boxed();
    }
    let below = || quarters(depth - 1, lines);
    prop_oneof![
        2 => leaf,
        2 => (below(), select(vec!["+", "-"]), below()).prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
        1 => (below(), select(vec!["* 3.0", "* 2.5", "/ 2.0", "/ 4.0"])).prop_map(|(left, times)| format!("({left} {times})")),
    ]
    .boxed()
}

fn order() -> impl Strategy<Value = &'static str> {
    select(vec!["==", "!=", "<", "<=", ">", ">="])
}

fn comparison(depth: u32, lines: usize) -> BoxedStrategy<String> {
    let money = prop_oneof![
        name(Sort::Money, lines),
        (-200..5000_i32).prop_map(|cents| format!(
            "{}{}.{:02}",
            if cents < 0 { "-" } else { "" },
            cents.abs() / 100,
            cents.abs() % 100
        )),
    ];
    let compare = |(left, order, right): (String, &str, String)| format!("{left} {order} {right}");
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    prop_oneof![
        4 => (whole(depth.min(2), lines), order(), whole(depth.min(2), lines)).prop_map(compare),
        3 => (name(Sort::Money, lines), order(), money).prop_map(compare),
        2 => (quarters(2, lines), order(), quarters(2, lines)).prop_map(compare),
        3 => (text(lines), order(), text(lines)).prop_map(compare),
        1 => (whole(0, lines), proptest::collection::vec((0..9_i32).prop_map(|n| n.to_string()), 1..5))
            .prop_map(move |(left, items)| format!("{left} in {}", list(items))),
        1 => (text(lines), texts())
            .prop_map(move |(left, items)| format!("{left} in {}", list(items.into_iter().map(quoted).collect()))),
        1 => (text(lines), name(Sort::Texts, lines)).prop_map(|(left, right)| format!("{left} in {right}")),
        2 => (text(lines), select(vec!["startsWith", "endsWith", "contains"]), text(lines))
            .prop_map(|(left, function, right)| format!("{left}.{function}({right})")),
    ]
    .boxed()
}

/// A condition; `lines` are the line variables in sight.
fn test(depth: u32, lines: usize) -> BoxedStrategy<String> {
    let present = prop_oneof![
        name(Sort::Text, lines),
        name(Sort::Money, lines),
        name(Sort::Truth, lines),
        name(Sort::Quarters, lines)
    ];
    let leaf = prop_oneof![
        6 => comparison(depth, lines),
        2 => name(Sort::Truth, lines),
        1 => present.prop_map(|name| format!("has({name})")),
        1 => any::<bool>().prop_map(|truth| truth.to_string()),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let below = || test(depth - 1, lines);
    let walk = match VARIABLES.get(lines) {
        Some(variable) => {
            let filter = prop_oneof![
                2 => Just(String::new()),
                1 => test(0, lines + 1).prop_map(move |body| format!(".filter({variable}, {body})")),
            ];
            (filter, select(vec!["exists", "all", "exists_one"]), test(depth - 1, lines + 1))
                .prop_map(move |(filter, function, body)| {
                    format!("basket.lines{filter}.{function}({variable}, {body})")
                })
                .boxed()
        }
        None => name(Sort::Truth, lines),
    };
    prop_oneof![
        3 => leaf,
        4 => (below(), select(vec!["&&", "||"]), below(), any::<bool>())
            .prop_map(|(left, operator, right, brackets)| joined(left, operator, right, brackets)),
        1 => below().prop_map(|inner| format!("!({inner})")),
        1 => (below(), select(vec!["==", "!="]), below())
            .prop_map(|(left, operator, right)| format!("(({left}) {operator} ({right}))")),
        1 => (below(), below(), below())
            .prop_map(|(test, then, otherwise)| format!("(({test}) ? ({then}) : ({otherwise}))")),
        3 => walk,
    ]
    .boxed()
}

/// Errors that the interpreter may have on a well-typed condition.
fn explainable(error: &ExecutionError) -> bool {
    matches!(error, ExecutionError::NoSuchKey(_) | ExecutionError::RemainderByZero(_))
}

#[test]
fn random_conditions_mean_the_same_as_in_the_library() {
    let cases = 2000;
    let mut runner = TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let answered = Cell::new(0_u32);
    let held = Cell::new(0_u32);
    let lines = proptest::collection::vec(row(&LINE), 0..4);
    let outcome = runner.run(
        &(test(3, 1), row(&SHARED), row(&LINE), lines),
        |(source, shared, judged, lines)| {
            let (world, context) = sides(&shared, &judged, &lines);
            let ours = match compile(&source, &schema(Scope::Line), Type::Bool) {
                Ok(condition) => condition.test(&world),
                Err(faults)
                    if faults[0].code == TOO_LARGE || faults[0].message.contains("never") =>
                {
                    return Ok(());
                }
                Err(faults) => return Err(TestCaseError::fail(format!("{source}: {faults:?}"))),
            };
            let program = Program::compile(&source)
                .map_err(|errors| TestCaseError::fail(errors.to_string()))?;
            match program.execute(&context) {
                Ok(theirs) => {
                    prop_assert_eq!(Value::Bool(ours), theirs, "{}", source);
                    answered.set(answered.get() + 1);
                    held.set(held.get() + u32::from(ours));
                }
                Err(error) => prop_assert!(explainable(&error), "{}: {}", source, error),
            }
            Ok(())
        },
    );
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(answered.get() > cases / 3, "only {} of {cases} were compared", answered.get());
    assert!(
        held.get() > answered.get() / 5 && held.get() < answered.get() * 4 / 5,
        "answers are one-sided"
    );
}
