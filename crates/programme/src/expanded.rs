//! A rulebook for people: what a document came to, as YAML.

use crate::rulebook::Rulebook;
use crate::tree::{Tree, quoted};

/// The whole rulebook as YAML, for `tessera check --expanded`.
#[must_use]
pub fn expanded(rulebook: &Rulebook) -> String {
    let mut out = String::new();
    write_map(simplified(Tree::of(rulebook)).entries(), 0, &mut out);
    out
}

/// Texts that are the same in every locale stand as themselves.
fn simplified(tree: Tree) -> Tree {
    match tree {
        Tree::Map(entries) => match entries.as_slice() {
            [(locale, forms)] if locale.is_empty() && forms.entries().len() == 1 => {
                forms.entries()[0].1.clone()
            }
            _ => Tree::Map(
                entries.into_iter().map(|(key, value)| (key, simplified(value))).collect(),
            ),
        },
        Tree::List(items) => Tree::List(items.into_iter().map(simplified).collect()),
        other => other,
    }
}

fn write_map(entries: &[(String, Tree)], depth: usize, out: &mut String) {
    for (key, value) in entries {
        indent(depth, out);
        out.push_str(&scalar(key));
        out.push(':');
        write_value(value, depth, out);
    }
}

/// What stands behind `key:` or `-`, with its line end.
fn write_value(value: &Tree, depth: usize, out: &mut String) {
    match value {
        Tree::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
        Tree::List(items) if items.is_empty() => out.push_str(" []\n"),
        Tree::Map(entries) => {
            out.push('\n');
            write_map(entries, depth + 1, out);
        }
        Tree::List(items) if items.iter().all(is_small) => {
            out.push(' ');
            out.push_str(&flow(value));
            out.push('\n');
        }
        Tree::List(items) => {
            out.push('\n');
            for item in items {
                write_item(item, depth + 1, out);
            }
        }
        small => {
            out.push(' ');
            out.push_str(&flow(small));
            out.push('\n');
        }
    }
}

fn write_item(item: &Tree, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push('-');
    match item {
        // The first key stands beside the dash.
        Tree::Map(entries) if !entries.is_empty() => {
            let (key, value) = &entries[0];
            out.push(' ');
            out.push_str(&scalar(key));
            out.push(':');
            write_value(value, depth + 1, out);
            write_map(&entries[1..], depth + 1, out);
        }
        other => write_value(other, depth, out),
    }
}

/// Scalars, and pairs of scalars.
fn is_small(value: &Tree) -> bool {
    match value {
        Tree::List(items) => {
            items.len() <= 2
                && items.iter().all(|item| matches!(item, Tree::Plain(_) | Tree::Text(_)))
        }
        Tree::Map(_) => false,
        _ => true,
    }
}

fn flow(value: &Tree) -> String {
    match value {
        Tree::Null => "null".to_owned(),
        Tree::Plain(text) => text.clone(),
        Tree::Text(text) => scalar(text),
        Tree::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Tree::Map(_) => "{}".to_owned(),
    }
}

/// A text without quotes where YAML would read it as the same text.
fn scalar(text: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    let plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(word)
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off"
        );
    if plain { text.to_owned() } else { quoted(text) }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}
