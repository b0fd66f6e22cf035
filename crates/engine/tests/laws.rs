//! Laws that hold for every programme and every basket.
#![allow(missing_docs, reason = "tests")]

mod world;

use ledger::member::CONVERTED_KEPT;
use model::attribute::Value;
use model::{Basket, Event, Key, Line, Money};
use programme::condition::{Fact, Root};
use programme::rulebook::{Measure, Rulebook};
use proptest::prelude::*;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use tessera_engine as engine;
use world::{World, basket, gallery, line};

const NOON: &str = "2026-03-11T09:00:00Z";

fn programmes() -> &'static [(String, Rulebook)] {
    static GALLERY: OnceLock<Vec<(String, Rulebook)>> = OnceLock::new();
    GALLERY.get_or_init(gallery)
}

const CATEGORIES: [&str; 16] = [
    "coffee", "beans", "lenses", "frames", "burrito", "machine", "outer", "gift", "soap", "tea",
    "cups", "books", "pens", "wine", "socks", "mugs",
];

fn any_line() -> impl Strategy<Value = Line> {
    (0usize..6, 1i64..6, 1i64..40_000, 0usize..CATEGORIES.len(), prop::bool::weighted(0.15))
        .prop_map(|(sku, pieces, price, category, on_sale)| Line {
            category: Some(Key::new(CATEGORIES[category])),
            on_sale,
            ..line("", &format!("sku{sku}"), pieces, price)
        })
}

fn any_lines() -> impl Strategy<Value = Vec<Line>> {
    prop::collection::vec(any_line(), 1..7).prop_map(|lines| {
        // One product has one price, one category and one label.
        let mut known: BTreeMap<Key, Line> = BTreeMap::new();
        let mut numbered = Vec::new();
        for (index, line) in lines.into_iter().enumerate() {
            let model = known.entry(line.sku.clone()).or_insert_with(|| line.clone()).clone();
            let amount = Money(model.price.0 * line.quantity.whole());
            let id = Key::new(format!("{index}"));
            numbered.push(Line { id, quantity: line.quantity, amount, ..model });
        }
        numbered
    })
}

/// The same basket as a shop of this programme would send it: goods of the categories that
/// its rules speak of, with the numbers that they read, at one of its partners.
fn dress(book: &Rulebook, lines: &[Line]) -> Basket {
    let mut categories: BTreeSet<SmolStr> = BTreeSet::new();
    let mut numbers: BTreeSet<String> = BTreeSet::new();
    let selections = book
        .rules
        .iter()
        .filter_map(|rule| rule.lines.condition.as_ref())
        .chain(book.metrics.iter().filter_map(|metric| metric.lines.condition.as_ref()));
    let formulas = book.metrics.iter().filter_map(|metric| match &metric.measure {
        Measure::Formula(formula) => Some(formula),
        _ => None,
    });
    for condition in selections.chain(formulas) {
        let pinned = condition.pins().into_iter().filter(|pin| pin.fact == Fact::LineCategory);
        categories.extend(pinned.flat_map(|pin| pin.values));
        let reads = condition.reads();
        let of_lines = reads.attributes().filter(|(root, _)| *root == Root::Line);
        numbers.extend(of_lines.map(|(_, name)| name.to_owned()));
    }
    let categories: Vec<SmolStr> = categories.into_iter().collect();
    let mut dressed = basket(lines.to_vec());
    for line in &mut dressed.lines {
        let known = CATEGORIES.iter().position(|c| line.category.as_ref().is_some_and(|k| k == c));
        if let (Some(at), false) = (known, categories.is_empty()) {
            line.category = Some(Key(categories[at % categories.len()].clone()));
        }
        for name in &numbers {
            let milli = line.price.0 % 7_000 / 1_000 * 1_000;
            line.attributes.insert(Key::new(name), Value::Number { milli });
        }
    }
    let partners = book.coalition.iter().flat_map(|coalition| &coalition.partners);
    dressed.store.partner = partners.map(|partner| partner.key.clone()).next();
    dressed
}

fn earned(decision: &engine::Decision) -> BTreeMap<Key, i64> {
    let mut sums = BTreeMap::new();
    for happening in &decision.events {
        if let Event::Earned { unit, amount, .. } = &happening.event {
            *sums.entry(unit.clone()).or_insert(0) += amount.0;
        }
    }
    sums
}

fn by_sku(lines: &[Line], decision: &engine::Decision) -> BTreeMap<Key, i64> {
    let receipt = decision.outcome.receipt.as_ref().expect("a purchase has a receipt");
    let mut sums = BTreeMap::new();
    for (line, outcome) in lines.iter().zip(&receipt.lines) {
        *sums.entry(line.sku.clone()).or_insert(0) += outcome.discount.0;
    }
    sums
}

/// Where two states differ, in short.
fn differences(one: &serde_json::Value, other: &serde_json::Value) -> String {
    let mut found = Vec::new();
    compare("", one, other, &mut found);
    found.truncate(6);
    found.join("; ")
}

fn compare(
    path: &str,
    one: &serde_json::Value,
    other: &serde_json::Value,
    found: &mut Vec<String>,
) {
    match (one.as_object(), other.as_object()) {
        (Some(a), Some(b)) => {
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let side = |map: &serde_json::Map<_, _>| map.get(key).cloned().unwrap_or_default();
                compare(&format!("{path}/{key}"), &side(a), &side(b), found);
            }
        }
        _ if one != other => {
            let short = |v: &serde_json::Value| v.to_string().chars().take(120).collect::<String>();
            found.push(format!("{path}: {} instead of {}", short(one), short(other)));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_lines_is_irrelevant(lines in any_lines(), seed in any::<u64>()) {
        let mut shuffled = lines.clone();
        let length = shuffled.len();
        for index in 0..length {
            let other = (seed as usize).wrapping_mul(index + 31) % length;
            shuffled.swap(index, other);
        }
        for (name, book) in programmes() {
            let (_, straight) = World::new(book.clone(), NOON).buy(dress(book, &lines));
            let (_, mixed) = World::new(book.clone(), NOON).buy(dress(book, &shuffled));
            prop_assert_eq!(by_sku(&lines, &straight), by_sku(&shuffled, &mixed), "{}", name);
            prop_assert_eq!(earned(&straight), earned(&mixed), "{}", name);
        }
    }

    #[test]
    fn a_line_of_many_equals_many_lines_of_one(lines in any_lines()) {
        let mut split = Vec::new();
        for line in &lines {
            for piece in 0..line.quantity.whole() {
                let id = Key::new(format!("{}-{piece}", line.id));
                let amount = line.price;
                split.push(Line { id, quantity: model::Quantity::ONE, amount, ..line.clone() });
            }
        }
        // Who rounds each line for itself rounds many lines otherwise than one; so does an
        // amount off each piece that meets the cents of a shared set.
        let by_line = |p: &&(String, Rulebook)| {
            p.1.settings.round_per_line || p.0.contains("09c-sets-and-later-groups")
        };
        for (name, book) in programmes().iter().filter(|p| !by_line(p)) {
            let (_, whole) = World::new(book.clone(), NOON).buy(basket(lines.clone()));
            let (_, parts) = World::new(book.clone(), NOON).buy(basket(split.clone()));
            let total = |d: &engine::Decision| d.outcome.receipt.as_ref().map(|r| r.payable);
            prop_assert_eq!(total(&whole), total(&parts), "{}", name);
            prop_assert_eq!(earned(&whole), earned(&parts), "{}", name);
        }
    }

    #[test]
    fn discounts_are_allocated_exactly_and_nothing_goes_below_zero(lines in any_lines()) {
        for (name, book) in programmes() {
            let (_, decision) = World::new(book.clone(), NOON).buy(dress(book, &lines));
            let receipt = decision.outcome.receipt.as_ref().expect("a receipt");
            let mut given = Money::ZERO;
            for happening in &decision.events {
                if let Event::Discounted { amount, by_line, .. } = &happening.event {
                    prop_assert_eq!(*amount, by_line.iter().copied().sum::<Money>(), "{}", name);
                    given += *amount;
                }
                if let Event::Earned { amount, by_line, .. } = &happening.event {
                    prop_assert!(by_line.is_empty() || by_line.iter().copied().sum::<model::Units>() == *amount);
                }
            }
            prop_assert_eq!(receipt.discount, given, "{}", name);
            prop_assert_eq!(receipt.payable, receipt.total - receipt.discount);
            for line in &receipt.lines {
                prop_assert!(line.discount.0 >= 0 && line.paid().0 >= 0, "{}: {:?}", name, line);
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(lines in any_lines()) {
        for (_, book) in programmes() {
            let decide = || {
                let (_, decision) = World::new(book.clone(), NOON).buy(basket(lines.clone()));
                serde_json::to_vec(&(decision.events, decision.outcome, decision.claims)).expect("serialises")
            };
            prop_assert_eq!(decide(), decide());
        }
    }

    #[test]
    fn returning_everything_in_any_split_leaves_what_never_was(
        lines in any_lines(),
        before in any_lines(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 12),
    ) {
        // What a conversion gave counts for tiers the next time, be it with a receipt that
        // comes back: such a tier is due to the receipt before.
        // What a conversion told the member cannot be untold, so its units stay spent.
        let late = |name: &str| {
            name.contains("05-conversions-run-after-tiers")
                || name.contains("30t-what-the-cashier-is-told")
        };
        for (name, book) in programmes().iter().filter(|p| !late(&p.0)) {
            let mut world = World::new(book.clone(), NOON);
            world.buy(dress(book, &before));
            let mut never = World::new(book.clone(), NOON);
            never.buy(dress(book, &before));
            let mut paid_with_units = dress(book, &lines);
            for redemption in &book.redemptions {
                let unit = redemption.unit.clone();
                paid_with_units.burns.push(model::basket::Burn { unit, amount: None, hold: None });
            }
            let (receipt, _) = world.buy(paid_with_units);
            // Of so many certificates the oldest is no longer remembered as given for units.
            if world.converted() > CONVERTED_KEPT { continue; }
            let mut left: Vec<(String, i64)> =
                lines.iter().map(|l| (l.id.to_string(), l.quantity.whole())).collect();
            for index in &order {
                if left.len() < 2 { break; }
                let at = index.index(left.len());
                let one = left[at].0.clone();
                let decision = world.give_back(receipt, &[(one.as_str(), 1)]);
                prop_assert!(decision.fatal().is_none(), "{}: {:?}", name, decision.outcome.refusals);
                left[at].1 -= 1;
                left.retain(|l| l.1 > 0);
            }
            world.give_back(receipt, &[]);
            let different = differences(&world.essence(), &never.essence());
            prop_assert!(different.is_empty(), "{}: {}", name, different);
        }
    }

    #[test]
    fn splitting_a_receipt_never_earns_more(lines in any_lines(), cut in any::<prop::sample::Index>()) {
        // Where a receipt as such earns nothing, and no tier lies in between.
        for (name, book) in programmes() {
            if !["g06-bonus-card", "g09", "g51", "g55"].iter().any(|g| name.contains(g)) {
                continue;
            }
            let (_, whole) = World::new(book.clone(), NOON).buy(basket(lines.clone()));
            let at = cut.index(lines.len());
            let mut parts: BTreeMap<Key, i64> = BTreeMap::new();
            let mut world = World::new(book.clone(), NOON);
            for part in [&lines[..at], &lines[at..]].into_iter().filter(|p| !p.is_empty()) {
                let (_, decision) = world.buy(basket(part.to_vec()));
                for (unit, amount) in earned(&decision) {
                    *parts.entry(unit).or_insert(0) += amount;
                }
            }
            for (unit, amount) in parts {
                let at_once = earned(&whole).get(&unit).copied().unwrap_or(0);
                prop_assert!(amount <= at_once, "{}: {} in parts, {} at once", name, amount, at_once);
            }
        }
    }
}
