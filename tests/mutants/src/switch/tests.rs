use std::path::Path;
use std::process::Command;

use super::{Switched, function, switch};
use crate::list::{Genre, Mutant, Position, Span};

/// A mutant whose place is marked in the source with `«` and `»`, and the source without marks.
fn marked(source: &str, genre: Genre, replacements: &[&str]) -> (String, Vec<Mutant>) {
    let start = source.find('«').expect("the place is marked");
    let end = source.find('»').expect("the place is marked") - '«'.len_utf8();
    let plain = source.replace(['«', '»'], "");
    let span = Span { start: position(&plain, start), end: position(&plain, end) };
    let mutant = |replacement: &&str| Mutant {
        name: format!("a/src/lib.rs:1:1: {replacement}"),
        package: "a".to_owned(),
        file: "a/src/lib.rs".to_owned(),
        genre,
        replacement: (*replacement).to_owned(),
        span,
    };
    (plain.clone(), replacements.iter().map(mutant).collect())
}

fn position(text: &str, at: usize) -> Position {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    Position { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}

fn switched(source: &str, mutants: &[Mutant]) -> Switched {
    let numbers: Vec<usize> = (0..mutants.len()).collect();
    let switched = switch("a/src/lib.rs", source, mutants, &numbers).expect("the source is Rust");
    syn::parse_file(&switched.text).expect("the new text is Rust");
    switched
}

/// The new text of a source with one mutant or several at one place.
fn text(source: &str, genre: Genre, replacements: &[&str]) -> String {
    let (source, mutants) = marked(source, genre, replacements);
    let switched = switched(&source, &mutants);
    assert_eq!((switched.unplaced, switched.unparsable), (vec![], vec![]), "{}", switched.text);
    for (range, number) in &switched.alternatives {
        assert!(switched.text[..range.start].ends_with(&format!("mutated({number}) {{ ")));
    }
    for (at, number) in &switched.questions {
        assert!(switched.text[*at..].starts_with(&format!("crate::mutated({number})")));
    }
    switched.text
}

/// Checks that all mutants of a place are left out and the source stays as it is.
fn untouched(source: &str, genre: Genre, replacement: &str) {
    let (source, mutants) = marked(source, genre, &[replacement]);
    let switched = switched(&source, &mutants);
    assert_eq!((switched.text.as_str(), switched.unplaced), (source.as_str(), vec![0]));
}

#[test]
fn an_operator_is_chosen() {
    let source = "fn f(a: u8) -> u8 { /* ü */ a «+» 1 }";
    assert_eq!(
        text(source, Genre::BinaryOperator, &["-", "*"]),
        "fn f(a: u8) -> u8 { /* ü */ (if crate::mutated(0) { a - 1 } else \
         if crate::mutated(1) { a * 1 } else { a + 1 }) }"
    );
    let source = "fn f(mut a: u8) { a «+=» 1; }";
    assert_eq!(
        text(source, Genre::BinaryOperator, &["-="]),
        "fn f(mut a: u8) { (if crate::mutated(0) { a -= 1 } else { a += 1 }); }"
    );
}

#[test]
fn an_operator_inside_another_is_chosen_in_the_old_text_only() {
    let outer = "fn f(a: u8) -> bool { a * 2 «>» 4 }";
    let (source, mut mutants) = marked(outer, Genre::BinaryOperator, &["<"]);
    let inner = "fn f(a: u8) -> bool { a «*» 2 > 4 }";
    mutants.extend(marked(inner, Genre::BinaryOperator, &["+"]).1);
    assert_eq!(
        switched(&source, &mutants).text,
        "fn f(a: u8) -> bool { (if crate::mutated(0) { a * 2 < 4 } else \
         { (if crate::mutated(1) { a + 2 } else { a * 2 }) > 4 }) }"
    );
}

#[test]
fn a_chain_with_let_stays_whole() {
    let source = "fn f(a: Option<u8>) { if true «&&» let Some(b) = a && b == 1 {} }";
    untouched(source, Genre::BinaryOperator, "||");
    let source = "fn f(a: Option<u8>) { if true && let Some(b) = a && b «==» 1 {} }";
    assert_eq!(
        text(source, Genre::BinaryOperator, &["!="]),
        "fn f(a: Option<u8>) { if true && let Some(b) = a && \
         (if crate::mutated(0) { b != 1 } else { b == 1 }) {} }"
    );
}

#[test]
fn an_operator_before_a_value_is_left_out() {
    assert_eq!(
        text("fn f(a: bool) -> bool { «!»a }", Genre::UnaryOperator, &[""]),
        "fn f(a: bool) -> bool { (if crate::mutated(0) { a } else { !a }) }"
    );
}

#[test]
fn an_arm_gets_a_guard() {
    assert_eq!(
        text("fn f(a: u8) -> u8 { match a { «1 => 2,» _ => 3 } }", Genre::MatchArm, &[""]),
        "fn f(a: u8) -> u8 { match a { 1 if !crate::mutated(0) => 2, _ => 3 } }"
    );
    assert_eq!(
        text("fn f(a: u8) -> u8 { match a { «b if b > 1 => 2,» _ => 3 } }", Genre::MatchArm, &[""]),
        "fn f(a: u8) -> u8 { match a { b if (!crate::mutated(0) && (b > 1)) => 2, _ => 3 } }"
    );
}

#[test]
fn a_guard_holds_always_or_never() {
    let source = "fn f(a: u8) -> u8 { match a { b if «b > 1» => 2, _ => 3 } }";
    assert_eq!(
        text(source, Genre::MatchArmGuard, &["true", "false"]),
        "fn f(a: u8) -> u8 { match a { b if (crate::mutated(0) || !crate::mutated(1) && \
         (b > 1)) => 2, _ => 3 } }"
    );
    let source = "fn f(a: Option<u8>) { match 1 { b if «let Some(1) = a» => {} _ => {} } }";
    untouched(source, Genre::MatchArmGuard, "true");
}

#[test]
fn an_operator_in_a_guard_is_chosen_inside_of_it() {
    let arm = "fn f(a: u8) -> u8 { match a { «b if b > 1 => 2,» _ => 3 } }";
    let (source, mut mutants) = marked(arm, Genre::MatchArm, &[""]);
    let operator = "fn f(a: u8) -> u8 { match a { b if b «>» 1 => 2, _ => 3 } }";
    mutants.extend(marked(operator, Genre::BinaryOperator, &["<"]).1);
    assert_eq!(
        switched(&source, &mutants).text,
        "fn f(a: u8) -> u8 { match a { b if (!crate::mutated(0) && \
         ((if crate::mutated(1) { b < 1 } else { b > 1 }))) => 2, _ => 3 } }"
    );
}

#[test]
fn a_field_is_left_to_the_base() {
    assert_eq!(
        text("fn f(s: S) -> S { S { «a: 1», b: 2, ..s } }", Genre::StructField, &[""]),
        "fn f(s: S) -> S { (if crate::mutated(0) { S {  b: 2, ..s } } else \
         { S { a: 1, b: 2, ..s } }) }"
    );
}

#[test]
fn a_value_is_returned_at_once() {
    assert_eq!(
        text("fn f() -> u8 { «let a = 1; a» }", Genre::FnValue, &["0", "1"]),
        "fn f() -> u8 { if crate::mutated(0) { return 0; } if crate::mutated(1) { return 1; } \
         let a = 1; a }"
    );
    let source = "impl S { fn f(&self) -> bool { «self.a > 1» } }";
    let (source, mut mutants) = marked(source, Genre::FnValue, &["true"]);
    let operator = "impl S { fn f(&self) -> bool { self.a «>» 1 } }";
    mutants.extend(marked(operator, Genre::BinaryOperator, &["<"]).1);
    assert_eq!(
        switched(&source, &mutants).text,
        "impl S { fn f(&self) -> bool { if crate::mutated(0) { return true; } \
         (if crate::mutated(1) { self.a < 1 } else { self.a > 1 }) } }"
    );
}

#[test]
fn constants_stay_as_they_are() {
    for source in [
        "const A: u8 = 1 «+» 2;",
        "static A: u8 = 1 «+» 2;",
        "const fn f() -> u8 { 1 «+» 2 }",
        "impl S { const A: u8 = 1 «+» 2; }",
        "enum E { A = 1 «+» 2 }",
        "fn f(a: [u8; 1 «+» 2]) {}",
        "fn f() { let a = [0; 1 «+» 2]; }",
        "fn f() -> u8 { const { 1 «+» 2 } }",
    ] {
        untouched(source, Genre::BinaryOperator, "-");
    }
    untouched("const fn f() -> u8 { «1» }", Genre::FnValue, "0");
    untouched("fn f() -> u8 { «1» }", Genre::Other, "0");
}

#[test]
fn what_is_no_expression_does_not_compile() {
    let source = "fn f(a: u8) -> bool { a as u16 «>» 2 }";
    let (source, mutants) = marked(source, Genre::BinaryOperator, &["<", "=="]);
    let switched = switched(&source, &mutants);
    assert_eq!((switched.unparsable, switched.unplaced), (vec![0], vec![]));
    assert!(switched.text.contains("if crate::mutated(1) { a as u16 == 2 } else { a as u16 > 2 }"));
}

/// The new text compiles, does what the old one did, and does something else with a mutant.
#[test]
fn a_mutant_is_switched_on_by_a_variable() {
    let source = "fn main() { println!(\"{}\", f(4, None)); }\n\
                  fn f(a: u8, b: Option<u8>) -> u8 {\n\
                  match b { Some(c) if c > 1 => c, _ => a «+» 3 }\n}\n";
    let (source, mut mutants) = marked(source, Genre::BinaryOperator, &["-", "*"]);
    let body = source.replace("match b", "«match b").replace("3 }", "3 }»");
    mutants.extend(marked(&body, Genre::FnValue, &["0"]).1);
    let guard = source.replace("c > 1", "«c > 1»");
    mutants.extend(marked(&guard, Genre::MatchArmGuard, &["true"]).1);
    let text = switched(&source, &mutants).text + &function(mutants.len());

    let folder = tempfile::tempdir().expect("a folder is made");
    let file = folder.path().join("main.rs");
    std::fs::write(&file, text).expect("written");
    let program = folder.path().join(format!("main{}", std::env::consts::EXE_SUFFIX));
    let mut compiler = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    compiler.arg(&file).arg("-o").arg(&program).args(["--edition=2024", "--cap-lints=allow"]);
    assert!(compiler.status().expect("the compiler is there").success());

    let result = |name: &str, value: &Path| {
        let output = Command::new(&program).env(name, value).output().expect("it runs");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let seen = folder.path().join("seen");
    assert_eq!(result("MUTANT_SEEN", &seen), "7");
    assert_eq!(std::fs::read_to_string(&seen).expect("written"), "2\n0\n1\n");
    let results = ["0", "1", "2", "3"].map(|number| result("MUTANT", Path::new(number)));
    assert_eq!(results, ["1", "12", "0", "7"]);
}
