//! Places and values in words.

use super::keys;
use crate::source::Path;
use crate::tree::Tree;
use model::amount::{format_decimal, parse_decimal};

/// Sections whose entries have names of their own.
const SECTIONS: &[&str] = &[
    "units",
    "metrics",
    "tiers",
    "earning",
    "offers",
    "ladders",
    "stamps",
    "coupons",
    "certificates",
    "redemption",
    "conversions",
    "birthday",
    "events",
    "rules",
    "catalogue",
    "volume_steps",
    "benefits",
    "choices",
    "memberships",
    "verifications",
    "products",
    "access",
    "affiliates",
    "groups",
    "gifting",
    "causes",
    "exchanges",
    "quests",
    "streaks",
    "badges",
    "leaderboards",
    "surprises",
    "raffles",
    "budgets",
    "texts",
];
/// Keys whose values are shares.
const SHARES: &[&str] = &[
    "percent",
    "shipping",
    "off",
    "max_share",
    "max_discount",
    "min_margin",
    "holdout",
    "commission",
    "issues",
    "pays",
    "gets",
    "share",
];
/// Keys whose values are words, even when they look like numbers.
const WORDS: &[&str] =
    &["code", "name", "texts", "benefits", "values", "key", "currency", "when", "message"];
/// Longest value shown in a sentence.
const LONGEST: usize = 120;

/// Whether two maps are different ways to say a value, so that their keys are not compared one by one.
pub(super) fn is_choice(before: &[(String, Tree)], after: &[(String, Tree)], path: &Path) -> bool {
    const WAYS: &[&str] = &["by_tier", "steps", "formula"];
    let way = |entries: &[(String, Tree)]| {
        entries.iter().map(|(key, _)| key.clone()).find(|key| WAYS.contains(&key.as_str()))
    };
    let deep = path.segments().len() >= 3;
    match (way(before), way(after)) {
        (Some(one), Some(two)) => deep && one != two,
        _ => false,
    }
}

/// Whether the order of the entries at a place means something.
pub(super) fn is_ordered(path: &Path) -> bool {
    let keys = keys(path);
    match keys.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["offers" | "ladders" | "volume_steps" | "coupons"] | ["stacking", "groups"] => true,
        ["quests", ..] => false,
        ["volume_steps", _, "after"] => true,
        [.., last] => matches!(*last, "levels" | "steps" | "prizes"),
        [] => false,
    }
}

/// A value for people: shares with their sign, numbers in their shortest form.
pub(super) fn shown(path: &Path, value: &Tree) -> String {
    let keys = keys(path);
    let text = match value {
        Tree::Null => "none".to_owned(),
        Tree::Plain(text) => text.clone(),
        Tree::Text(text) => number(&keys, text).unwrap_or_else(|| text.trim().to_owned()),
        Tree::List(items) => {
            items.iter().map(|item| shown(path, item)).collect::<Vec<_>>().join(", ")
        }
        Tree::Map(entries) => {
            // What is switched off need not be said.
            let said = entries
                .iter()
                .filter(|(_, value)| !matches!(value, Tree::Plain(word) if word == "false"));
            let parts =
                said.map(|(key, value)| format!("{key} {}", shown(&path.key(key.as_str()), value)));
            format!("({})", parts.collect::<Vec<_>>().join(", "))
        }
    };
    if text.chars().count() <= LONGEST {
        return text;
    }
    format!("{}...", text.chars().take(LONGEST).collect::<String>())
}

/// A number in its shortest form, or nothing when the text is none.
fn number(keys: &[String], text: &str) -> Option<String> {
    if keys.iter().any(|key| WORDS.contains(&key.as_str())) {
        return None;
    }
    let share = text.trim().strip_suffix('%');
    let value = parse_decimal(share.unwrap_or(text).trim(), 9).ok()?;
    let digits = format_decimal(value, 9).to_string();
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    let is_share = share.is_some() || is_share(keys);
    Some(if is_share { format!("{digits} %") } else { digits.to_owned() })
}

/// Whether a plain number at this place is a percentage.
fn is_share(keys: &[String]) -> bool {
    let table = match keys.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["ladders", _, part, ..] => *part == "steps",
        ["volume_steps", _, part, ..] => *part == "after",
        _ => false,
    };
    // A thing may be called like such a key: what follows shows that it is a value.
    let value = |place: usize| {
        let next = keys.get(place + 1).map(String::as_str);
        SHARES.contains(&keys[place].as_str()) && matches!(next, None | Some("by_tier" | "steps"))
    };
    table || (1..keys.len()).any(value)
}

/// `offers.silver-price: percent for tier silver 10 % -> 12 %`.
pub(super) fn sentence(path: &Path, what: &str, old: Option<&str>, new: Option<&str>) -> String {
    let (subject, mut label) = subject_and_label(path);
    if !what.is_empty() {
        label = format!("{label} {what}");
    }
    let change = format!("{} -> {}", old.unwrap_or("none"), new.unwrap_or("none"));
    format!("{subject}: {} {change}", label.trim()).replace(":  ", ": ")
}

/// `tiers.status: level gold removed`.
pub(super) fn whole(path: &Path, what: &str) -> String {
    let (subject, label) = subject_and_label(path);
    if label.is_empty() {
        format!("{subject}: {what}")
    } else {
        format!("{subject}: {label} {what}")
    }
}

/// The thing that a path is about, and what about it.
fn subject_and_label(path: &Path) -> (String, String) {
    let keys = keys(path);
    let named = keys.first().is_some_and(|first| SECTIONS.contains(&first.as_str()));
    let depth = if named { 2 } else { 1 };
    let (subject, rest) = keys.split_at(depth.min(keys.len()));
    let section = keys.first().map_or("", String::as_str);
    (subject.join("."), label(section, rest))
}

fn label(section: &str, keys: &[String]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest = keys.iter();
    while let Some(key) = rest.next() {
        let singular = match (section, key.as_str()) {
            (_, "levels") => Some("level"),
            (_, "by_tier") => Some("for tier"),
            ("quests", "steps") => Some("step"),
            (_, "steps") => Some("from"),
            ("volume_steps", "after") => Some("after"),
            (_, "groups") => Some("group"),
            (_, "attributes") => Some("attribute"),
            (_, "cost") => Some("cost in"),
            ("streaks", "at") => Some("at"),
            (_, "at") => Some("threshold of"),
            (_, "options") => Some("option"),
            (_, "milestones") => Some("milestone of"),
            (_, "partners") => Some("partner"),
            ("surprises", "of") => Some("entry"),
            (_, "prizes") => Some("prize"),
            _ => None,
        };
        match (singular, rest.as_slice().first()) {
            (Some(word), Some(name)) => {
                words.push(format!("{word} {name}"));
                rest.next();
            }
            _ if words.last().is_some_and(|word| word == "name") => words.push(format!("({key})")),
            _ if key.starts_with('[') => words.push(key.trim_matches(['[', ']']).to_owned()),
            _ => words.push(key.replace('_', " ")),
        }
    }
    words.join(" ")
}
