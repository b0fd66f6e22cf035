//! Every code that a document can give, with its place.

use crate::cases::{Case, HEAD, check, document, find};
use programme::diagnostic_codes::LIST;
use programme::source::SourceFile;
use programme::{load, load_text};
use std::collections::BTreeSet;
use tessera_programme as programme;

/// Each code once.
const CASES: &[Case] = &[
    ("source.syntax", "offers: [", "", ""),
    ("source.key_not_text", "offers: { [a]: 1 }", "", ""),
    ("source.duplicate_key", "offers: {}\noffers: {}", "", "offers"),
    ("source.anchor_not_allowed", "excluded: &x line.on_sale", "", "&x"),
    ("source.alias_not_allowed", "excluded: *x", "", "*x"),
    ("source.tag_not_allowed", "excluded: !x line.on_sale", "", "!x"),
    ("source.merge_not_allowed", "offers: { <<: {} }", "", "<<"),
    ("source.several_documents", "---\ntessera: 1", "", "---"),
    ("document.unknown_key", "ofers: {}", "ofers", "ofers"),
    ("document.wrong_type", "offers: []", "offers", ""),
    ("document.missing_key", "stamps: { s: { card: 3 } }", "", ""),
    ("document.unknown_value", "settings: { sale_items: maybe }", "settings.sale_items", "maybe"),
    ("document.bad_format", "settings: { max_discount: five }", "settings.max_discount", "five"),
    ("document.bad_key", "budgets: { Spring: { amount: 5 } }", "budgets.Spring", "Spring"),
    ("document.out_of_range", "budgets: { spring: { amount: 0 } }", "budgets.spring.amount", "0"),
    (
        "document.conflicting_keys",
        "metrics: { m: { spend: paid, every: month, last_days: 30 } }",
        "metrics.m.last_days",
        "30",
    ),
    (
        "document.not_allowed",
        "ladders: { l: { of: last_month_spend, steps: { 0: 5 }, for: everybody } }",
        "ladders.l.for",
        "everybody",
    ),
    ("condition.syntax", "excluded: line.sku ==", "excluded", ""),
    ("condition.unknown_name", "excluded: line.skew == 'x'", "excluded", "line.skew"),
    ("condition.unknown_value", "excluded: line.kind == 'good'", "excluded", "'good'"),
    ("condition.type_mismatch", "excluded: line.sku > 5", "excluded", ""),
    ("condition.too_deep", "", "", ""),
    ("condition.too_large", "", "", ""),
    ("condition.not_supported", "excluded: line.sku.matches('a.*')", "excluded", ""),
    ("condition.literal_precision", "excluded: line.price > 0.00000001", "excluded", "0.00000001"),
    (
        "document.unknown_reference",
        "offers: { o: { percent: 5, budget: spring } }",
        "offers.o.budget",
        "spring",
    ),
    ("document.exactly_one", "offers: { o: { percent: 5, amount: 5 } }", "offers.o.amount", "5"),
    (
        "document.duplicate_name",
        "offers: { o: { percent: 5 } }\nladders: { o: { of: receipt, steps: { 0: 5 } } }",
        "ladders.o",
        "o",
    ),
    (
        "document.gives_nothing",
        "rules: { r: { when: joining, gives: {} } }",
        "rules.r.gives",
        "gives",
    ),
    ("money.too_precise", "budgets: { b: { amount: 1.005 } }", "budgets.b.amount", "1.005"),
    (
        "units.too_precise",
        "catalogue: { c: { name: C, cost: { points: 1.5 } } }",
        "catalogue.c.cost.points",
        "1.5",
    ),
    ("percent.over_100", "offers: { o: { percent: 101 % } }", "offers.o.percent", "101 %"),
    ("unit.no_worth", "redemption: { points: {} }", "redemption.points", "points"),
    (
        "steps.not_growing",
        "ladders: { l: { of: receipt, steps: { 20: 5, 10: 7 } } }",
        "ladders.l.steps",
        "steps",
    ),
    (
        "schedule.empty",
        "sale_periods: [{ from: 2026-02-02, until: 2026-02-01 }]",
        "sale_periods[0].until",
        "2026-02-01",
    ),
    (
        "coupon.bad_code",
        "coupons: { c: { code: a b, offer: { percent: 5 } } }",
        "coupons.c.code",
        "a b",
    ),
    (
        "coupon.duplicate_code",
        "coupons: { a: { code: ABC-123, offer: { percent: 5 } }, b: { code: abc-123, offer: { percent: 5 } } }",
        "coupons.b.code",
        "abc-123",
    ),
    ("text.missing_locale", "texts: { t: { en: Hello } }", "texts.t", "t"),
    (
        "text.unknown_locale",
        "texts: { t: { en: Hello, ru: Привет, az: Salam } }",
        "texts.t.az",
        "Salam",
    ),
    (
        "text.missing_plural",
        "texts: { t: { en: points, ru: { one: балл, other: балла } } }",
        "texts.t.ru",
        "ru",
    ),
    ("condition.constant", "excluded: 1 < 2", "excluded", "1 < 2"),
    (
        "minimum.zero",
        "offers: { o: { percent: 5, minimum: { amount: 0 } } }",
        "offers.o.minimum",
        "minimum",
    ),
    ("offer.gives_nothing", "offers: { o: { percent: 0 } }", "offers.o.percent", "0"),
    (
        "offer.exclusive_overlap",
        "offers: { a: { percent: 5, exclusive: true }, b: { percent: 6, exclusive: true } }",
        "offers.b.exclusive",
        "true",
    ),
    (
        "offer.over_max_discount",
        "settings: { max_discount: 10 }\noffers: { a: { percent: 15 } }",
        "offers.a",
        "a",
    ),
    (
        "offer.stack_over_max_discount",
        "settings: { max_discount: 20 }\nstacking: { groups: { g: all } }\noffers: { a: { percent: 15 }, b: { percent: 15 } }",
        "settings.max_discount",
        "20",
    ),
    (
        "offer.no_floor",
        "stacking: { groups: { g: all } }\noffers: { a: { percent: 50 }, b: { percent: 40 } }",
        "offers.a",
        "a",
    ),
    ("tier.unreachable", "tiers: { t: { levels: { low: {} } } }", "tiers.t.levels.low", "low"),
    (
        "tier.not_growing",
        "metrics: { m: { visits: true } }\ntiers: { t: { levels: { low: { at: { m: 5 } }, high: { at: { m: 3 } } } } }",
        "tiers.t.levels.high.at.m",
        "3",
    ),
    (
        "ladder.decreasing",
        "ladders: { l: { of: receipt, steps: { 10: 7, 20: 5 } } }",
        "ladders.l.steps.20",
        "5",
    ),
    (
        "coupon.unlimited",
        "coupons: { c: { code: SPRING-4821, offer: { percent: 5 } } }",
        "coupons.c.code",
        "SPRING-4821",
    ),
    (
        "coupon.guessable",
        "coupons: { c: { code: SUMMER, uses: 5, offer: { percent: 5 } } }",
        "coupons.c.code",
        "SUMMER",
    ),
    (
        "event.unlimited",
        "events: { e: { gives: { award: { unit: points, amount: 5 } } } }",
        "events.e",
        "e",
    ),
    (
        "unit.never_spent",
        "earning: { e: { unit: points, give: 1, per: 10 } }",
        "units.points",
        "points",
    ),
    (
        "unit.never_earned",
        "catalogue: { c: { name: C, cost: { points: 5 } } }",
        "units.points",
        "points",
    ),
    ("reward.free", "catalogue: { c: { name: C, cost: {} } }", "catalogue.c.cost", "cost"),
    ("metric.unused", "metrics: { m: { visits: true } }", "metrics.m", "m"),
    ("budget.unused", "budgets: { b: { amount: 5 } }", "budgets.b", "b"),
    (
        "unit.loop",
        "units: { a: { name: A, expires: never }, b: { name: B, expires: never } }\nconversions: { ab: { unit: a, every: 3, gives: { award: { unit: b, amount: 2 } } } }\ncatalogue: { ba: { name: R, cost: { b: 10 }, gives: { award: { unit: a, amount: 16 } } } }",
        "conversions.ab",
        "ab",
    ),
    (
        "unit.gain",
        "units: { a: { name: A, worth: 1, expires: never }, b: { name: B, worth: 2, expires: never } }\nconversions: { ab: { unit: a, every: 10, gives: { award: { unit: b, amount: 6 } } } }",
        "conversions.ab",
        "ab",
    ),
    ("benefit.unlimited", "benefits: { b: { name: B, worth: 100 } }", "benefits.b", "b"),
    (
        "referral.unlimited",
        "referral: { advocate: { award: { unit: points, amount: 5 } } }",
        "referral",
        "referral",
    ),
    (
        "surprise.floor_unmet",
        "surprises: { s: { of: { a: { weight: 1 }, b: { weight: 1, worth: 10, if: member.purchases > 3 } }, floor: { draws: 3, worth: 10 } } }",
        "surprises.s.floor.worth",
        "10",
    ),
    (
        "holdout.everybody",
        "offers: { o: { percent: 5, holdout: 100 % } }",
        "offers.o.holdout",
        "100 %",
    ),
    (
        "membership.refund_over_fee",
        "memberships: { m: { name: M, fee: 100, term: 1 month, withdraw_within: 60 days } }",
        "memberships.m.withdraw_within",
        "60 days",
    ),
    ("name.hyphen", "metrics: { a-b: { visits: true } }", "metrics.a-b", "a-b"),
];

/// Cases in which the whole text is given.
const WHOLE: &[Case] = &[
    ("source.empty", "# nothing", "", ""),
    (
        "document.unsupported_version",
        "tessera: 2\nprogramme: { key: p, name: P, currency: RUB, time_zone: UTC, locales: [en] }",
        "tessera",
        "2",
    ),
    (
        "time_zone.unknown",
        "tessera: 1\nprogramme: { key: p, name: P, currency: RUB, time_zone: Europe/Moskow, locales: [en] }",
        "programme.time_zone",
        "Europe/Moskow",
    ),
    (
        "currency.unknown",
        "tessera: 1\nprogramme: { key: p, name: P, currency: RUR, time_zone: UTC, locales: [en] }",
        "programme.currency",
        "RUR",
    ),
    (
        "locale.invalid",
        "tessera: 1\nprogramme: { key: p, name: P, currency: RUB, time_zone: UTC, locales: [english] }",
        "programme.locales[0]",
        "english",
    ),
    (
        "document.duplicate_item",
        "tessera: 1\nprogramme: { key: p, name: P, currency: RUB, time_zone: UTC, locales: [en, ru, en] }",
        "programme.locales[2]",
        "en",
    ),
];

/// Codes that need a text too large to be written down, or that guard a fault which the schema always finds first.
const ELSEWHERE: &[&str] = &[
    "source.too_large",
    "source.not_utf8",
    "source.control_character",
    "source.too_deep",
    "source.too_many_nodes",
    "source.key_too_long",
    "condition.too_deep",
    "condition.too_large",
    "document.invalid",
    "document.too_many",
];

#[test]
fn every_finding_has_its_code_and_its_place() {
    for (code, body, path, needle) in CASES.iter().filter(|case| !case.1.is_empty()) {
        check(&document(body), code, path, needle);
    }
    for (code, text, path, needle) in WHOLE {
        check(text, code, path, needle);
    }
}

#[test]
fn hostile_texts_are_refused_with_a_code() {
    let deep = format!("{HEAD}offers: {}{}\n", "{ a: ".repeat(100), "}".repeat(100));
    let many = format!("{HEAD}offers: [{}]\n", "1,".repeat(210_000));
    let brackets = format!(
        "{HEAD}excluded: {}{}\n",
        "(line.quantity + ".repeat(100),
        "1".to_owned() + &")".repeat(100) + " > 5"
    );
    let long = format!("{HEAD}excluded: line.sku == 'a'{}\n", " || line.sku == 'a'".repeat(2_000));
    let cases: [(&str, String); 7] = [
        ("source.too_large", "x".repeat(3 * 1024 * 1024)),
        ("source.control_character", format!("{HEAD}excluded: \u{1}\n")),
        ("source.too_deep", deep),
        ("source.too_many_nodes", many),
        ("source.key_too_long", format!("{HEAD}{}: 1\n", "k".repeat(300))),
        ("condition.too_deep", brackets),
        ("condition.too_large", long),
    ];
    for (code, text) in cases {
        let loaded = load_text("programme.yaml", &text);
        assert!(
            find(&loaded.diagnostics, code).is_some(),
            "{code}: {:?}",
            loaded.diagnostics.iter().next()
        );
        assert!(loaded.rulebook.is_none());
    }
    let bytes =
        SourceFile::from_bytes("programme.yaml", &[b'a', 0xff]).expect_err("this is not UTF-8");
    assert!(find(&bytes, "source.not_utf8").is_some());
}

#[test]
fn every_code_of_the_list_has_a_case() {
    let cases = CASES.iter().chain(WHOLE).map(|case| case.0);
    let covered: BTreeSet<&str> = cases.chain(ELSEWHERE.iter().copied()).collect();
    let missing: Vec<&str> =
        LIST.iter().map(|entry| entry.code).filter(|code| !covered.contains(code)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn all_errors_are_found_at_once() {
    let body = "offers:
  a: { percent: 120 %, budget: none }
  b: { amount: 1.005 }
  c: { percent: 5, if: 'member.tyre == 1 && basket.totl > 5' }
rules:
  r: { when: tier gold, gives: { coupon: x } }
";
    let text = format!("{HEAD}{body}");
    let file = SourceFile::new("programme.yaml", &text).expect("the text is sound");
    let loaded = load(&file);
    let codes: Vec<&str> = loaded.diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(
        codes,
        [
            "percent.over_100",
            "document.unknown_reference",
            "money.too_precise",
            "condition.unknown_name",
            "condition.unknown_name",
            "document.unknown_reference",
        ]
    );
    assert!(loaded.document.is_some() && loaded.rulebook.is_none());
}

#[test]
fn a_slip_gets_a_suggestion() {
    let body = "budgets: { spring: { amount: 5 } }\noffers: { o: { percent: 5, budget: sprng } }\n";
    let loaded = load_text("programme.yaml", &format!("{HEAD}{body}"));
    let finding = find(&loaded.diagnostics, "document.unknown_reference")
        .expect("the budget is not declared");
    assert_eq!(finding.hint.as_deref(), Some("did you mean `spring`?"));
    let zone = load_text("programme.yaml", WHOLE[2].1);
    let finding = find(&zone.diagnostics, "time_zone.unknown").expect("the zone does not exist");
    assert_eq!(finding.hint.as_deref(), Some("did you mean `Europe/Moscow`?"));
}

#[test]
fn a_fault_in_a_condition_is_placed_inside_its_text() {
    let body = "offers:\n  o:\n    percent: 5\n    if: \"member.known && basket.totl > 5\"\n";
    let loaded = load_text("programme.yaml", &format!("{HEAD}{body}"));
    let finding = find(&loaded.diagnostics, "condition.unknown_name").expect("the name is wrong");
    assert_eq!((finding.span.line, finding.span.col), (6, 26));
    assert_eq!(finding.path, "offers.o.if");
}
