//! Whether value comes and goes as it should: what is found, and what is rightly left alone.

use crate::cases::{document, find};
use tessera_programme::load_text;

/// Units for these documents: coins are worth something, gems are not.
const UNITS: &str =
    "units: { coins: { name: C, worth: 1, expires: never }, gems: { name: G, expires: never } }
earning: { e: { unit: coins, give: 1, per: 10 } }
";

fn found(body: &str, code: &str) -> Option<String> {
    let loaded = load_text("programme.yaml", &document(body));
    assert!(loaded.rulebook.is_some(), "{body}\n{:#?}", loaded.diagnostics);
    find(&loaded.diagnostics, code).map(|finding| finding.message.clone())
}

/// A conversion of coins to gems, and a reward for the way back.
fn circle(coins: u64, gems: u64, back: u64, again: u64) -> String {
    format!(
        "{UNITS}conversions: {{ there: {{ unit: coins, every: {coins}, gives: {{ award: {{ unit: gems, amount: {gems} }} }} }} }}
catalogue: {{ back: {{ name: B, cost: {{ gems: {back} }}, gives: {{ award: {{ unit: coins, amount: {again} }} }} }} }}"
    )
}

#[test]
fn a_circle_is_found_only_when_it_gains() {
    let told = found(&circle(3, 1, 1, 4), "unit.loop");
    assert_eq!(told.as_deref(), Some("`coins` -> `gems` -> `coins`: one comes back as 1.333333"));
    assert_eq!(found(&circle(3, 1, 1, 3), "unit.loop"), None, "there and back for the same");
    assert_eq!(found(&circle(3, 1, 1, 2), "unit.loop"), None, "there and back at a loss");
    let huge = found(&circle(1, 1_000_000, 1, 1_000_000), "unit.loop");
    assert!(huge.is_some(), "however much it gains");
}

#[test]
fn a_unit_that_becomes_more_of_itself_is_a_circle() {
    let body = format!(
        "{UNITS}conversions: {{ more: {{ unit: coins, every: 10, gives: {{ award: {{ unit: coins, amount: 11 }} }} }} }}"
    );
    let told = found(&body, "unit.loop");
    assert_eq!(told.as_deref(), Some("`coins` -> `coins`: one comes back as 1.1"));
}

#[test]
fn units_can_be_spent_in_many_ways() {
    let ways = [
        "exchanges: { x: { name: X, unit: coins, every: 1, gives: 1, of: Y } }",
        "causes: { c: { name: C, units: [coins] } }",
        "gifting: { coins: {} }",
        "conversions: { v: { unit: coins, every: 5, gives: { tag: t } } }",
        "raffles: { r: { name: R, tickets: coins, draw: 2027-01-01, prizes: { p: { name: P } } } }",
    ];
    assert!(found(UNITS, "unit.never_spent").is_some());
    for way in ways {
        assert_eq!(found(&format!("{UNITS}{way}"), "unit.never_spent"), None, "{way}");
    }
}

#[test]
fn units_can_be_earned_in_many_ways() {
    let gives = "gives: { award: { unit: gems, amount: 1 } }";
    let ways = [
        format!("products: {{ p: {{ name: P, {gives} }} }}"),
        format!("surprises: {{ s: {{ of: {{ a: {{ weight: 1, {gives} }} }} }} }}"),
        format!(
            "raffles: {{ r: {{ name: R, tickets: coins, draw: 2027-01-01, prizes: {{ p: {{ name: P, {gives} }} }} }} }}"
        ),
        format!("benefits: {{ b: {{ name: B, quota: 1, {gives} }} }}"),
        format!("badges: {{ b: {{ name: B, if: member.known, {gives} }} }}"),
        format!("rules: {{ r: {{ when: purchase, after: 5 days, {gives} }} }}"),
        "groups: { g: { name: G, seats: 2, collects: { unit: gems, give: 1, per: 5 } } }"
            .to_owned(),
    ];
    for way in ways {
        let body = format!("{UNITS}{way}");
        let loaded = load_text("programme.yaml", &document(&body));
        assert!(loaded.rulebook.is_some(), "{body}\n{:#?}", loaded.diagnostics);
        let never = loaded
            .diagnostics
            .iter()
            .any(|f| f.code == "unit.never_earned" && f.path == "units.gems");
        assert!(!never, "{way}");
    }
}

#[test]
fn benefits_and_friends_may_have_their_limits() {
    for body in [
        "benefits: { b: { name: B, worth: 100, quota: 2, every: month } }",
        "benefits: { b: { name: B, worth: 100, stock: 5 } }",
        "benefits: { b: { name: B } }",
    ] {
        assert_eq!(found(body, "benefit.unlimited"), None, "{body}");
    }
    let award = "advocate: { award: { unit: coins, amount: 5 } }";
    let limited = format!("{UNITS}referral: {{ {award}, limits: [{{ times: 5 }}] }}");
    assert_eq!(found(&limited, "referral.unlimited"), None);
    assert_eq!(found("referral: { advocate: { tag: friendly } }", "referral.unlimited"), None);
}

#[test]
fn a_floor_holds_when_the_last_draw_can_make_it_up() {
    let body = |worth: u32| {
        format!(
            "surprises: {{ s: {{ of: {{ a: {{ weight: 9, worth: 1 }}, b: {{ weight: 1, worth: {worth} }} }}, floor: {{ draws: 3, worth: 10 }} }} }}"
        )
    };
    // Two draws of 1 and one of 8 come to 10; of 7 they do not.
    let judged = |worth: u32| load_text("p.yaml", &document(&body(worth))).rulebook.is_some();
    assert!(judged(8) && !judged(7));
    assert_eq!(found(&body(8), "surprise.floor_unmet"), None);
}

#[test]
fn levels_can_be_reached_by_gift_and_by_condition() {
    let body = "tiers: { t: { levels: { low: { by: joining }, high: {} } } }
rules: { r: { when: joining, gives: { tier: t.high } } }";
    assert_eq!(found(body, "tier.unreachable"), None);
    let body = "memberships: { m: { name: M, fee: 5, term: 1 year } }
tiers: { t: { levels: { vip: { by: condition, if: \"'m' in member.memberships\" } } } }";
    assert_eq!(found(body, "tier.unreachable"), None);
}

#[test]
fn metrics_are_used_by_boards_badges_and_quotas() {
    let metric = "metrics: { m: { visits: true } }\n";
    for user in [
        "leaderboards: { l: { name: L, metric: m } }",
        "badges: { b: { name: B, at: { m: 3 } } }",
        "benefits: { b: { name: B, quota: { formula: metric.m / 3 } } }",
        "rules: { r: { when: m reaches 3, gives: { tag: t } } }",
        "access: { a: { on: line.on_sale, if: metric.m > 3 } }",
    ] {
        assert_eq!(found(&format!("{metric}{user}"), "metric.unused"), None, "{user}");
    }
}

#[test]
fn short_withdrawals_and_partial_holdouts_are_fine() {
    let body = "memberships: { m: { name: M, fee: 100, term: 1 month, withdraw_within: 14 days } }";
    assert_eq!(found(body, "membership.refund_over_fee"), None);
    assert_eq!(found("offers: { o: { percent: 5, holdout: 10 % } }", "holdout.everybody"), None);
}

#[test]
fn new_texts_are_wanted_in_every_locale() {
    let body = "quests: { q: { name: Q, steps: { s: { name: { en: Step }, buy: line.on_sale } }, gives: { tag: t } } }";
    let told = found(body, "text.missing_locale");
    assert_eq!(told.as_deref(), Some("this text is missing in `ru`"));
}

#[test]
fn azerbaijani_has_one_and_other_and_indonesian_one_form() {
    let text = "tessera: 1
programme: { key: p, name: P, currency: AZN, time_zone: Asia/Baku, locales: [az, id] }
units: { xal: { name: { az: { one: bir xal, other: xal }, id: { other: poin } }, expires: never } }
";
    let loaded = load_text("p.yaml", text);
    assert!(find(&loaded.diagnostics, "text.missing_plural").is_none());
    let book = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let name = &book.unit("xal").expect("declared").name;
    for (locale, count, word) in [
        ("az", 1, "bir xal"),
        ("az", 2, "xal"),
        ("az", 21, "xal"),
        ("id", 1, "poin"),
        ("id", 5, "poin"),
    ] {
        assert_eq!(name.counted(locale, count, 0), word, "{locale} {count}");
    }
}
