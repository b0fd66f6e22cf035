//! From source to syntax tree: the library's Pratt parser, within limits, and the place of every node.
//!
//! The library keeps node positions only with its errors. A second run over the source with one closing bracket too
//! many fails at the very end, numbers the nodes of the sound part alike, and so tells where each of them stands.
//! Cost: linear in the source, which is at most [`MAX_SOURCE`] bytes; nothing here runs when a condition is judged.

use super::fault::{Fault, SYNTAX, Span, TOO_DEEP, TOO_LARGE};
use super::syntax::Node;
use super::translate::Reader;
use cel::common::ast::SourceInfo;
use cel::parser::pratt_parser::{Lexer, PrattParser, TokenKind};
use std::sync::Arc;

/// Bytes of source.
pub const MAX_SOURCE: usize = 4096;
/// Nodes inside each other.
pub const MAX_DEPTH: u16 = 32;
/// Nodes in all.
pub const MAX_NODES: usize = 512;
/// The parser descends into `?:` without counting, so their number is bounded beforehand.
const MAX_CHOICES: usize = 64;

/// Reads `source`, within the limits.
pub(super) fn parse(source: &str) -> Result<Node, Vec<Fault>> {
    let whole = Span { start: 0, end: source.len() };
    if source.len() > MAX_SOURCE {
        let message =
            format!("a condition has at most {MAX_SOURCE} bytes, this one has {}", source.len());
        return Err(vec![Fault::new(TOO_LARGE, whole, message)]);
    }
    if source.trim().is_empty() {
        return Err(vec![Fault::new(SYNTAX, whole, "the condition is empty")]);
    }
    scan(source, whole).map_err(|fault| vec![fault])?;
    let tree = parser().parse(source).map_err(|errors| vec![syntax_fault(source, &errors)])?;
    Reader::new(source, places(source)).read(tree, 0).map_err(|fault| vec![*fault])
}

/// Bounds what makes the library's tree deep, before it is built: the library walks it by recursion.
fn scan(source: &str, whole: Span) -> Result<(), Fault> {
    let mut lexer = Lexer::new(source);
    let (mut links, mut choices) = (0, 0);
    // Every token but the last takes at least a byte.
    for _ in 0..=source.len() {
        match lexer.lex().kind {
            TokenKind::TokEnd => break,
            TokenKind::TokQuestion => choices += 1,
            TokenKind::TokDot
            | TokenKind::TokLeftBracket
            | TokenKind::TokExclamation
            | TokenKind::TokMinus
            | TokenKind::TokPlus
            | TokenKind::TokAsterisk
            | TokenKind::TokSlash
            | TokenKind::TokPercent
            | TokenKind::TokIn
            | TokenKind::TokLess
            | TokenKind::TokLessEqual
            | TokenKind::TokGreater
            | TokenKind::TokGreaterEqual
            | TokenKind::TokEqualEqual
            | TokenKind::TokExclamationEqual => links += 1,
            _ => {}
        }
    }
    if choices > MAX_CHOICES {
        return Err(too_deep(whole));
    }
    if links > MAX_NODES {
        return Err(too_many(whole));
    }
    Ok(())
}

pub(super) fn too_many(span: Span) -> Fault {
    Fault::new(TOO_LARGE, span, format!("a condition has at most {MAX_NODES} parts"))
}

fn parser() -> PrattParser {
    PrattParser::default()
        .max_recursion_depth(MAX_DEPTH)
        .error_recovery_limit(5)
        .enable_variadic_operator_asts(true)
}

/// Where the nodes of a sound source stand, by their number.
fn places(source: &str) -> Option<Arc<SourceInfo>> {
    let errors = parser().parse(&format!("{source}\n)")).err()?.errors;
    errors.into_iter().find_map(|error| error.source_info)
}

pub(super) fn too_deep(span: Span) -> Fault {
    Fault::new(TOO_DEEP, span, format!("nested deeper than {MAX_DEPTH} levels"))
        .with_hint("split it into several rules or segments")
}

/// The first fault of syntax: what the library finds after it is mostly its own recovery.
fn syntax_fault(source: &str, errors: &cel::ParseErrors) -> Fault {
    let whole = Span { start: 0, end: source.len() };
    if errors.errors.iter().any(|error| error.msg.contains("recursion limit")) {
        return too_deep(whole);
    }
    let Some(error) = errors.errors.iter().min_by_key(|error| error.pos) else {
        return Fault::new(SYNTAX, whole, "this is not a condition");
    };
    // Positions are counted from one, in lines and bytes.
    let [line, column] =
        [error.pos.0, error.pos.1].map(|count| usize::try_from(count - 1).unwrap_or(0));
    let line_start: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    let start = source.floor_char_boundary(line_start + column);
    let rest = &source[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let len = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    let fault =
        Fault::new(SYNTAX, Span { start, end: start + len }, message(&error.msg, &rest[..len]));
    match advice(rest, &rest[..word]) {
        Some(hint) => fault.with_hint(hint),
        None => fault,
    }
}

/// Says in our words what the parser stumbled over.
fn message(original: &str, found: &str) -> String {
    if original.contains("<EOF> expecting") || original.contains("'<EOF>'") || found.is_empty() {
        return "something is missing at the end".to_owned();
    }
    match original.strip_prefix("Syntax error: ").unwrap_or(original) {
        text if text.starts_with("mismatched input") || text == "unexpected token" => {
            format!("`{found}` is not expected here")
        }
        text => text.to_owned(),
    }
}

/// What people write who know another language.
fn advice(rest: &str, word: &str) -> Option<&'static str> {
    match word {
        "and" | "AND" => Some("write `&&`"),
        "or" | "OR" => Some("write `||`"),
        "not" | "NOT" => Some("write `!`"),
        "" if rest.starts_with('=') => Some("equality is written `==`"),
        "" if rest.starts_with('&') => Some("write `&&`"),
        "" if rest.starts_with('|') => Some("write `||`"),
        "" if rest.starts_with("<>") => Some("inequality is written `!=`"),
        "" if rest.starts_with('%') => Some("a share is written as a number: `0.1` for 10 %"),
        _ => None,
    }
}
