//! What conditions answer.

use super::super::{Condition, Fact, Gap, MICRO, Pin, Root, Scope, Type, compile};
use super::world::{Shelf, World};
use super::{condition, formula, schema};

fn world() -> World {
    let coffee = Shelf::default()
        .with(Fact::LineSku, "c1")
        .with(Fact::LineCategory, "coffee")
        .with(Fact::LineBrand, "lavo")
        .with(Fact::LineName, "Кофе молотый")
        .with(Fact::LineTags, ["hot", "new"])
        .with(Fact::LineQuantity, 2)
        .with(Fact::LinePrice, 99_990_000_i128)
        .with(Fact::LineOnSale, false)
        .with_attribute(Root::Line, "organic", true)
        .with_attribute(Root::Line, "grade", "a");
    let bread = Shelf::default()
        .with(Fact::LineSku, "b1")
        .with(Fact::LineCategory, "bakery")
        .with(Fact::LineQuantity, 1)
        .with(Fact::LinePrice, 30)
        .with(Fact::LineOnSale, true);
    let shared = Shelf::default()
        .with(Fact::BasketTotal, 1_500_000_000_i128)
        .with(Fact::BasketQuantity, 3)
        .with(Fact::BasketChannel, "till")
        .with(Fact::MemberKnown, true)
        .with(Fact::MemberTags, ["vip"])
        .with(Fact::Tier(0), "silver")
        .with(Fact::Metric(1), 7)
        .with(Fact::MetricPrevious(1), 4)
        .with(Fact::Balance(0), 250)
        // 2026-03-08T12:00:00Z
        .with(Fact::TimeNow, 1_772_971_200 * MICRO)
        .with(Fact::TimeDate, "2026-03-08")
        .with(Fact::TimeWeekday, 7);
    World { shared, judged: coffee.clone(), lines: vec![coffee, bread] }
}

fn holds(source: &str) -> bool {
    condition(source).test(&world())
}

#[test]
fn money_compares_exactly() {
    assert!(holds("basket.total >= 1500"));
    assert!(!holds("basket.total > 1500"));
    assert!(holds("basket.total == 1500.00 && basket.total < 1500.000001"));
    assert!(holds("line.price == 99.99 && line.price * 3 == 299.97"));
    assert!(holds("0.1 + 0.2 == 0.3"));
    assert!(holds("line.price > -1 && line.price > - 1.5 && -line.price < 0"));
}

#[test]
fn arithmetic_is_decimal() {
    let value = |source: &str| formula(source).number(&world());
    assert_eq!(value("7 / 2"), Some(3_500_000));
    assert_eq!(value("basket.total / 7"), Some(214_285_714));
    assert_eq!(value("basket.total % 400"), Some(300 * MICRO));
    assert_eq!(value("basket.quantity * 5 - 1"), Some(14 * MICRO));
    assert_eq!(value("metric.visits > 5 ? 10 : 1"), Some(10 * MICRO));
    assert_eq!(value("basket.total / line.price"), Some(15_001_500));
    assert_eq!(value("metric.visits - metric_previous.visits + balance.points"), Some(253 * MICRO));
    assert_eq!(value("size(line.name) + line.tags.size() + size(basket.lines)"), Some(16 * MICRO));
}

#[test]
fn overflow_and_division_by_zero_are_missing_values() {
    let mut world = world();
    world.shared = world.shared.with(Fact::Balance(1), i128::MAX);
    assert_eq!(formula("balance.miles * 2").number(&world), None);
    assert_eq!(formula("balance.miles + 1").number(&world), None);
    assert_eq!(formula("7 / (basket.quantity - 3)").number(&world), None);
    assert_eq!(formula("7 % (basket.quantity - 3)").number(&world), None);
    assert!(!condition("balance.miles + 1 > 0").test(&world));
    assert!(!condition("balance.miles + 1 <= 0").test(&world));
    assert!(condition("balance.miles > 0").test(&world));
}

#[test]
fn comparisons_with_something_missing_are_false() {
    assert!(!holds("line.cost > 0"));
    assert!(!holds("line.cost <= 0"));
    assert!(!holds("line.cost != 0"));
    assert!(holds("!(line.cost == 0)"));
    assert!(!holds("line.cost in [0]"));
    assert!(!holds("line.attributes.weight == line.attributes.weight"));
    assert!(!holds("member.country in [\"IT\"] || member.country.startsWith(\"\")"));
    assert!(!holds("basket.first || basket.first == false || basket.first != true"));
    assert!(holds("!basket.first && !(\"a\" in member.segments) && size(member.segments) == 0"));
    assert_eq!(formula("line.cost * 2").number(&world()), None);
}

#[test]
fn presence_is_tested_with_has() {
    assert!(holds("has(line.attributes.organic) && has(line.price) && has(member.tier.main)"));
    assert!(holds("!has(line.attributes.weight) && !has(line.cost) && !has(metric.spend)"));
    assert!(!holds("basket.lines.all(l, has(l.attributes.grade))"));
}

#[test]
fn an_attribute_of_another_type_counts_as_missing() {
    let mut world = world();
    world.judged = world.judged.with_attribute(Root::Line, "grade", 5);
    assert!(
        !condition("line.attributes.grade == \"a\" || has(line.attributes.grade)").test(&world)
    );
}

#[test]
fn texts_are_compared_and_searched() {
    assert!(holds(
        "line.category == \"coffee\" && line.category != \"tea\" && line.category < \"d\""
    ));
    assert!(holds(
        "line.name.startsWith(\"Кофе\") && line.name.endsWith('тый') && line.name.contains(\"мол\")"
    ));
    assert!(holds("line.sku in [\"z\", \"c1\", \"a\"] && !(line.sku in [])"));
    assert!(holds("\"vip\" in member.tags && !(\"gold\" in member.tags)"));
    assert!(holds("member.tier.main in [\"silver\", \"gold\"]"));
    assert!(holds("line.attributes[\"grade\"] == \"a\" && line.attributes.organic"));
    assert!(holds("(member.known ? basket.channel : \"none\") == \"till\""));
}

#[test]
fn lines_are_gone_through() {
    assert!(holds("basket.lines.exists(l, l.category == \"coffee\" && l.quantity >= 2)"));
    assert!(!holds("basket.lines.all(l, l.on_sale)"));
    assert!(holds("basket.lines.exists_one(l, l.on_sale)"));
    assert!(holds("basket.lines.filter(l, l.price > 20).size() == 2"));
    assert!(holds("size(basket.lines.filter(l, l.price > 20).filter(x, x.on_sale)) == 1"));
    assert!(holds("basket.lines.filter(l, l.on_sale).all(l, l.category == \"bakery\")"));
    assert!(holds("basket.lines.exists(l, l.sku != line.sku)"));
    assert!(holds("basket.lines.all(a, basket.lines.exists_one(b, a.sku == b.sku))"));
}

#[test]
fn time_is_compared_and_measured() {
    assert!(holds("time.now >= timestamp(\"2026-03-08T15:00:00+03:00\")"));
    assert!(holds("time.now - timestamp(\"2026-03-07T12:00:00Z\") == duration(\"24h\")"));
    assert!(holds("time.now + duration(\"1h30m\") < timestamp(\"2026-03-08T13:30:01Z\")"));
    assert!(holds(
        "time.date == \"2026-03-08\" && time.date < \"2026-04-01\" && time.weekday in [6, 7]"
    ));
}

#[test]
fn what_a_condition_reads_is_known() {
    let seen = condition(
        "line.price > 5 && metric.visits > metric_previous.visits && line.attributes.organic",
    );
    let reads = seen.reads();
    assert_eq!(
        reads.facts().collect::<Vec<_>>(),
        [Fact::LinePrice, Fact::Metric(1), Fact::MetricPrevious(1)]
    );
    assert_eq!(reads.attributes().collect::<Vec<_>>(), [(Root::Line, "organic")]);
    assert_eq!(reads.metrics().collect::<Vec<_>>(), [1]);
    assert!(
        reads.judged_line()
            && !reads.every_line()
            && reads.root(Root::Metric)
            && !reads.root(Root::Time)
    );
    let walk = condition("basket.lines.exists(l, l.on_sale)");
    assert!(!walk.reads().judged_line() && walk.reads().every_line());
    assert!(walk.cost() > 50 && seen.cost() < 20);
}

#[test]
fn pins_are_what_must_hold_for_sure() {
    let pins = condition(
        "line.category == \"tea\" && (line.brand == \"x\" || member.known) && \"vip\" in member.tags \
         && line.sku in [\"b\", \"a\"] && line.name != \"y\" && basket.lines.exists(l, l.brand == \"z\")",
    )
    .pins();
    let pin = |fact, values: &[&str]| Pin {
        fact,
        values: values.iter().map(|value| (*value).into()).collect(),
    };
    assert_eq!(
        pins,
        [
            pin(Fact::LineCategory, &["tea"]),
            pin(Fact::MemberTags, &["vip"]),
            pin(Fact::LineSku, &["a", "b"])
        ]
    );
}

#[test]
fn an_explanation_names_what_fails_and_how_far_it_is() {
    let source = "member.known && (basket.total >= 2000) && (line.on_sale || size(line.tags) > 5) && 300 < balance.points";
    let condition = condition(source);
    let world = world();
    let parts: Vec<_> = condition.explain(&world).collect();
    let short: Vec<_> = parts.iter().map(|part| (part.source, part.holds)).collect();
    assert_eq!(
        short,
        [
            ("member.known", true),
            ("basket.total >= 2000", false),
            ("line.on_sale || size(line.tags) > 5", false),
            ("300 < balance.points", false)
        ]
    );
    let total = Gap {
        fact: Fact::BasketTotal,
        have: 1500 * MICRO,
        need: 2000 * MICRO,
        reaching_suffices: true,
    };
    let points = Gap {
        fact: Fact::Balance(0),
        have: 250 * MICRO,
        need: 300 * MICRO,
        reaching_suffices: false,
    };
    assert_eq!(
        parts.iter().map(|part| part.gap).collect::<Vec<_>>(),
        [None, Some(total), None, Some(points)]
    );
}

#[test]
fn a_condition_is_its_source() -> Result<(), serde_json::Error> {
    let one = condition("line.price > 5");
    assert_eq!(one, condition("line.price > 5"));
    assert_ne!(one, condition("line.price > 6"));
    assert_eq!(serde_json::to_string(&one)?, "\"line.price > 5\"");
    assert_eq!(one.to_string(), one.source());
    assert_eq!(one.kind(), Type::Bool);
    assert_eq!(one.number(&world()), None);
    assert!(!formula("basket.total").test(&world()));
    Ok(())
}

#[test]
fn facts_may_be_a_trait_object_and_formulas_may_be_texts() {
    let world = world();
    let facts: &dyn super::super::Facts = &world;
    assert!(condition("member.known").test(facts));
    let name: Condition =
        compile("line.name", &schema(Scope::Line), Type::Text).expect("a name is a text");
    assert_eq!(name.text(facts), Some("Кофе молотый"));
}
