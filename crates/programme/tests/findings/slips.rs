//! Slips in the sections about people, play and partners, each found at its place.

use crate::cases::{Case, check, document, find};
use tessera_programme::load_text;

/// References to what is not there.
const UNKNOWN: &[Case] = &[
    (
        "document.unknown_reference",
        "metrics: { m: { saved: [ofer] } }\noffers: { offer: { percent: 5 } }",
        "metrics.m.saved[0]",
        "ofer",
    ),
    (
        "document.unknown_reference",
        "metrics: { m: { referrals: true } }",
        "metrics.m.referrals",
        "true",
    ),
    (
        "document.unknown_reference",
        "rules: { r: { when: joining, gives: { surprise: wheel } } }",
        "rules.r.gives.surprise",
        "wheel",
    ),
    (
        "document.unknown_reference",
        "rules: { r: { when: joining, gives: { membership: vip } } }",
        "rules.r.gives.membership",
        "vip",
    ),
    (
        "document.unknown_reference",
        "tiers: { t: { levels: { a: { by: joining } } } }\nrules: { r: { when: joining, gives: { tier: t.b } } }",
        "rules.r.gives.tier",
        "t.b",
    ),
    (
        "document.unknown_reference",
        "rules: { r: { when: spend reaches 5, gives: { tag: t } } }",
        "rules.r.when",
        "spend",
    ),
    (
        "document.unknown_reference",
        "choices: { c: { options: { tea: Tea }, otherwise: [tee] } }",
        "choices.c.otherwise[0]",
        "tee",
    ),
    (
        "document.unknown_reference",
        "memberships: { m: { name: M, fee: 5, term: 1 year, offers: [o] } }",
        "memberships.m.offers[0]",
        "o",
    ),
    (
        "document.unknown_reference",
        "memberships: { m: { name: M, fee: 5, term: 1 year, remind: 5 days, reminder: t } }",
        "memberships.m.reminder",
        "t",
    ),
    (
        "document.unknown_reference",
        "price_guarantee: { within: 5 days, unit: points2 }",
        "price_guarantee.unit",
        "points2",
    ),
    (
        "document.unknown_reference",
        "groups: { g: { name: G, seats: 3, pool: [points2] } }",
        "groups.g.pool[0]",
        "points2",
    ),
    (
        "document.unknown_reference",
        "groups: { g: { name: G, seats: 3, collects: { unit: miles, give: 1, per: 5 } } }",
        "groups.g.collects.unit",
        "miles",
    ),
    ("document.unknown_reference", "gifting: { miles: {} }", "gifting.miles", "miles"),
    (
        "document.unknown_reference",
        "causes: { c: { name: C, units: [miles] } }",
        "causes.c.units[0]",
        "miles",
    ),
    (
        "document.unknown_reference",
        "exchanges: { e: { name: E, unit: miles, every: 1, gives: 1, of: X } }",
        "exchanges.e.unit",
        "miles",
    ),
    (
        "document.unknown_reference",
        "quests: { q: { name: Q, steps: { s: { event: run } }, gives: { tag: t } } }",
        "quests.q.steps.s.event",
        "run",
    ),
    (
        "document.unknown_reference",
        "streaks: { s: { name: S, event: run, every: day, at: { 3: { tag: t } } } }",
        "streaks.s.event",
        "run",
    ),
    (
        "document.unknown_reference",
        "badges: { b: { name: B, at: { runs: 3 } } }",
        "badges.b.at.runs",
        "3",
    ),
    (
        "document.unknown_reference",
        "leaderboards: { l: { name: L, metric: runs } }",
        "leaderboards.l.metric",
        "runs",
    ),
    (
        "document.unknown_reference",
        "raffles: { r: { name: R, tickets: tickets, draw: 2026-01-01, prizes: { p: { name: P } } } }",
        "raffles.r.tickets",
        "tickets",
    ),
    (
        "condition.unknown_value",
        "verifications: { student: { name: S } }\noffers: { o: { percent: 5, if: \"'studnt' in member.verified\" } }",
        "offers.o.if",
        "'studnt'",
    ),
    (
        "condition.unknown_value",
        "offers: { o: { percent: 5, if: \"'vip' in member.memberships\" } }",
        "offers.o.if",
        "'vip'",
    ),
    (
        "condition.unknown_value",
        "choices: { c: { options: { tea: Tea } } }\noffers: { o: { percent: 5, if: \"'coffee' in choice.c\" } }",
        "offers.o.if",
        "'coffee'",
    ),
    (
        "condition.unknown_name",
        "offers: { o: { percent: 5, if: \"'tea' in choice.drink\" } }",
        "offers.o.if",
        "choice.drink",
    ),
];

/// Numbers, lists and spans outside of what makes sense.
const RANGE: &[Case] = &[
    (
        "percent.over_100",
        "offers: { o: { percent: 5, holdout: 120 % } }",
        "offers.o.holdout",
        "120 %",
    ),
    (
        "percent.over_100",
        "affiliates: { a: { commission: 120 % } }",
        "affiliates.a.commission",
        "120 %",
    ),
    (
        "percent.over_100",
        "price_guarantee: { within: 5 days, share: 120 % }",
        "price_guarantee.share",
        "120 %",
    ),
    (
        "percent.over_100",
        "volume_steps: { v: { after: { 5: 120 % } } }",
        "volume_steps.v.after.5",
        "120 %",
    ),
    (
        "steps.not_growing",
        "volume_steps: { v: { after: { 5: 5 %, 3: 7 % } } }",
        "volume_steps.v.after",
        "after",
    ),
    (
        "ladder.decreasing",
        "volume_steps: { v: { after: { 3: 7 %, 5: 5 % } } }",
        "volume_steps.v.after.5",
        "5 %",
    ),
    (
        "document.out_of_range",
        "volume_steps: { v: { after: {} } }",
        "volume_steps.v.after",
        "after",
    ),
    (
        "document.out_of_range",
        "affiliates: { a: { commission: 0 } }",
        "affiliates.a.commission",
        "0",
    ),
    (
        "document.out_of_range",
        "price_guarantee: { within: 5 days, share: 0 % }",
        "price_guarantee.share",
        "0 %",
    ),
    (
        "document.out_of_range",
        "choices: { c: { options: { tea: Tea }, pick: 2 } }",
        "choices.c.pick",
        "2",
    ),
    (
        "document.out_of_range",
        "choices: { c: { options: { tea: Tea }, pick: 0 } }",
        "choices.c.pick",
        "0",
    ),
    (
        "document.out_of_range",
        "choices: { c: { options: { tea: Tea, milk: Milk }, otherwise: [tea, milk] } }",
        "choices.c.otherwise",
        "",
    ),
    (
        "document.out_of_range",
        "memberships: { m: { name: M, fee: 0, term: 1 year } }",
        "memberships.m.fee",
        "0",
    ),
    (
        "document.out_of_range",
        "texts: { t: T }\nmemberships: { m: { name: M, fee: 5, term: 1 month, remind: 60 days, reminder: t } }",
        "memberships.m.remind",
        "60 days",
    ),
    ("document.out_of_range", "benefits: { b: { name: B, stock: 0 } }", "benefits.b.stock", "0"),
    ("document.out_of_range", "groups: { g: { name: G, seats: 0 } }", "groups.g.seats", "0"),
    (
        "document.out_of_range",
        "groups: { g: { name: G, seats: 2, collects: { unit: points, give: 0, per: 5 } } }",
        "groups.g.collects.give",
        "0",
    ),
    (
        "document.out_of_range",
        "gifting: { points: { minimum: 10, most: 5 } }",
        "gifting.points.most",
        "5",
    ),
    (
        "document.out_of_range",
        "exchanges: { e: { name: E, unit: points, every: 0, gives: 1, of: X } }",
        "exchanges.e.every",
        "0",
    ),
    (
        "document.out_of_range",
        "coalition: { unit: points, partners: {} }",
        "coalition.partners",
        "partners",
    ),
    (
        "document.out_of_range",
        "quests: { q: { name: Q, steps: {}, gives: { tag: t } } }",
        "quests.q.steps",
        "steps",
    ),
    (
        "document.out_of_range",
        "quests: { q: { name: Q, steps: { s: { buy: line.on_sale, times: 0 } }, gives: { tag: t } } }",
        "quests.q.steps.s.times",
        "0",
    ),
    (
        "document.out_of_range",
        "streaks: { s: { name: S, every: day, at: {} } }",
        "streaks.s.at",
        "at",
    ),
    (
        "document.out_of_range",
        "metrics: { m: { visits: true } }\nleaderboards: { l: { name: L, metric: m, top: 0 } }",
        "leaderboards.l.top",
        "0",
    ),
    ("document.out_of_range", "surprises: { s: { of: {} } }", "surprises.s.of", "of"),
    (
        "document.out_of_range",
        "surprises: { s: { of: { a: { weight: 0 } } } }",
        "surprises.s.of.a.weight",
        "0",
    ),
    (
        "document.out_of_range",
        "surprises: { s: { of: { a: { weight: 1, worth: 5 } }, floor: { draws: 3, worth: 20 } } }",
        "surprises.s.floor.worth",
        "20",
    ),
    (
        "document.out_of_range",
        "surprises: { s: { of: { a: { weight: 1, worth: 5 } }, floor: { draws: 0, worth: 5 } } }",
        "surprises.s.floor.draws",
        "0",
    ),
    (
        "document.out_of_range",
        "raffles: { r: { name: R, tickets: points, draw: 2026-01-01, prizes: {} } }",
        "raffles.r.prizes",
        "prizes",
    ),
    (
        "document.out_of_range",
        "raffles: { r: { name: R, tickets: points, draw: 2026-01-01, prizes: { p: { name: P, count: 0 } } } }",
        "raffles.r.prizes.p.count",
        "0",
    ),
    (
        "document.bad_format",
        "streaks: { s: { name: S, every: day, at: { many: { tag: t } } } }",
        "streaks.s.at.many",
        "",
    ),
    (
        "document.bad_format",
        "referral: { milestones: { 1.5: { tag: t } } }",
        "referral.milestones[\"1.5\"]",
        "",
    ),
    (
        "document.bad_format",
        "rules: { r: { when: joining, gives: { tier: gold } } }",
        "rules.r.gives.tier",
        "gold",
    ),
    (
        "document.bad_format",
        "rules: { r: { when: no purchase for a while, gives: { tag: t } } }",
        "rules.r.when",
        "no",
    ),
    (
        "document.bad_format",
        "metrics: { m: { visits: true } }\nrules: { r: { when: m reaches many, gives: { tag: t } } }",
        "rules.r.when",
        "m",
    ),
];

/// Keys that are missing, or have no business where they stand.
const KEYS: &[Case] = &[
    (
        "document.missing_key",
        "tiers: { t: { levels: { a: { by: condition } } } }",
        "tiers.t.levels.a",
        "a",
    ),
    ("document.missing_key", "badges: { b: { name: B } }", "badges.b", "b"),
    (
        "document.missing_key",
        "choices: { c: { options: { tea: Tea }, counts: next_period } }",
        "choices.c.counts",
        "next_period",
    ),
    (
        "document.missing_key",
        "memberships: { m: { name: M, fee: 5, term: 1 year, remind: 5 days } }",
        "memberships.m.remind",
        "5 days",
    ),
    (
        "document.missing_key",
        "memberships: { m: { name: M, fee: 5, term: 1 year, refund: pro_rata_less_savings } }",
        "memberships.m.refund",
        "pro_rata",
    ),
    ("document.exactly_one", "choices: { c: {} }", "choices.c", "c"),
    (
        "document.exactly_one",
        "quests: { q: { name: Q, steps: { s: {} }, gives: { tag: t } } }",
        "quests.q.steps.s",
        "s",
    ),
    (
        "document.exactly_one",
        "metrics: { m: { visits: true, referrals: true } }",
        "metrics.m.referrals",
        "true",
    ),
    (
        "document.conflicting_keys",
        "offers: { o: { percent: 5, activate: true, for: everybody } }",
        "offers.o.activate",
        "true",
    ),
    (
        "document.not_allowed",
        "tiers: { t: { levels: { a: { by: condition, if: member.known, at: { m: 5 } } } } }\nmetrics: { m: { visits: true } }",
        "tiers.t.levels.a.at",
        "at",
    ),
    (
        "document.not_allowed",
        "coupons: { c: { offer: { percent: 5, activate: true } } }",
        "coupons.c.offer.activate",
        "true",
    ),
    (
        "document.not_allowed",
        "rules: { r: { when: joining, after: 5 days, gives: { tag: t } } }",
        "rules.r.after",
        "5 days",
    ),
    (
        "document.not_allowed",
        "metrics: { m: { visits: true, last_days: 30 } }\nrules: { r: { when: m reaches 5, gives: { tag: t } } }",
        "rules.r.when",
        "m",
    ),
    (
        "document.not_allowed",
        "metrics: { a-b: { visits: true } }\nrules: { r: { when: a-b reaches 5, gives: { tag: t } } }",
        "rules.r.when",
        "a-b",
    ),
    (
        "document.not_allowed",
        "rules: { r: { when: no purchase for 36 hours, gives: { tag: t } } }",
        "rules.r.when",
        "no",
    ),
    (
        "document.not_allowed",
        "volume_steps: { v: { every: year, after: { 5: 5 % }, for: everybody } }",
        "volume_steps.v.for",
        "everybody",
    ),
    (
        "document.not_allowed",
        "benefits: { b: { name: B, every: month } }",
        "benefits.b.every",
        "month",
    ),
    (
        "document.not_allowed",
        "affiliates: { a: { commission: 5 %, every: year } }",
        "affiliates.a.every",
        "year",
    ),
    (
        "document.not_allowed",
        "coalition: { unit: points, clearing: lifetime, partners: { p: { name: P } } }",
        "coalition.clearing",
        "lifetime",
    ),
    (
        "document.not_allowed",
        "coalition: { unit: points, partners: { p: { name: P, on: line.on_sale } } }",
        "coalition.partners.p.on",
        "line.on_sale",
    ),
    (
        "document.not_allowed",
        "gifting: { points: { every: year } }",
        "gifting.points.every",
        "year",
    ),
    (
        "document.not_allowed",
        "causes: { c: { name: C, for: everybody } }",
        "causes.c.for",
        "everybody",
    ),
    (
        "document.not_allowed",
        "events: { run: {} }\nstreaks: { s: { name: S, event: run, on: line.on_sale, every: day, at: { 3: { tag: t } } } }",
        "streaks.s.on",
        "line.on_sale",
    ),
    (
        "document.not_allowed",
        "surprises: { s: { of: { a: { weight: 1, gives: { surprise: s } } } } }",
        "surprises.s.of.a.gives.surprise",
        "s",
    ),
    ("document.gives_nothing", "causes: { c: { name: C } }", "causes.c", "c"),
    ("document.gives_nothing", "referral: {}", "referral", "referral"),
    (
        "document.gives_nothing",
        "streaks: { s: { name: S, every: day, at: { 3: {} } } }",
        "streaks.s.at.3",
        "3",
    ),
    (
        "unit.no_worth",
        "coalition: { unit: points, partners: { p: { name: P } } }",
        "coalition.unit",
        "points",
    ),
    ("unit.no_worth", "causes: { c: { name: C, units: [points] } }", "causes.c.units[0]", "points"),
    (
        "unit.no_worth",
        "price_guarantee: { within: 5 days, unit: points }",
        "price_guarantee.unit",
        "points",
    ),
];

/// Names that are taken, and lists that say something twice.
const TWICE: &[Case] = &[
    (
        "document.duplicate_name",
        "catalogue: { x: { name: X, cost: {} } }\nbenefits: { x: { name: X } }",
        "benefits.x",
        "x",
    ),
    (
        "document.duplicate_name",
        "metrics: { referral_count: { visits: true } }\nreferral: { friend: { tag: t } }",
        "referral",
        "referral",
    ),
    (
        "document.duplicate_name",
        "metrics: { quest_q_s: { visits: true } }\nquests: { q: { name: Q, steps: { s: { buy: line.on_sale } }, gives: { tag: t } } }",
        "quests.q.steps.s",
        "s",
    ),
    (
        "document.duplicate_name",
        "offers: { m-sold: { percent: 5 } }\nmemberships: { m: { name: M, fee: 5, term: 1 year, sold_as: line.sku == 'M' } }",
        "memberships.m",
        "m",
    ),
    (
        "document.duplicate_name",
        "offers: { b: { percent: 5 } }\nbadges: { b: { name: B, if: member.known } }",
        "badges.b",
        "b",
    ),
    (
        "document.duplicate_name",
        "events: { price_guarantee: {} }\nprice_guarantee: { within: 5 days }",
        "price_guarantee",
        "price_guarantee",
    ),
    (
        "document.duplicate_item",
        "offers: { o: { percent: 5 } }\nmetrics: { m: { saved: [o, o] } }",
        "metrics.m.saved[1]",
        "o",
    ),
    (
        "document.duplicate_item",
        "groups: { g: { name: G, seats: 3, pool: [points, points] } }",
        "groups.g.pool[1]",
        "points",
    ),
    (
        "document.bad_key",
        "choices: { c: { options: { Tea: Tea } } }",
        "choices.c.options.Tea",
        "Tea",
    ),
    (
        "document.bad_key",
        "coalition: { unit: points, partners: { Shop: { name: S } } }",
        "coalition.partners.Shop",
        "Shop",
    ),
    ("name.hyphen", "choices: { my-tea: { options: { tea: Tea } } }", "choices.my-tea", "my-tea"),
];

#[test]
fn references_to_what_is_not_there_are_found() {
    for (code, body, path, needle) in UNKNOWN {
        check(&document(body), code, path, needle);
    }
}

#[test]
fn numbers_out_of_range_are_found() {
    for (code, body, path, needle) in RANGE {
        check(&document(body), code, path, needle);
    }
}

#[test]
fn missing_and_misplaced_keys_are_found() {
    for (code, body, path, needle) in KEYS {
        check(&document(body), code, path, needle);
    }
}

#[test]
fn names_that_are_taken_are_found() {
    for (code, body, path, needle) in TWICE {
        check(&document(body), code, path, needle);
    }
}

#[test]
fn a_word_that_a_list_never_has_gets_a_suggestion() {
    let hint = |body: &str| {
        let loaded = load_text("programme.yaml", &document(body));
        let finding = find(&loaded.diagnostics, "condition.unknown_value");
        finding.and_then(|finding| finding.hint.clone()).unwrap_or_default()
    };
    let student = "verifications: { student: { name: S } }\n";
    let offer = "offers: { o: { percent: 5, if: \"'studnt' in member.verified\" } }";
    assert_eq!(hint(&format!("{student}{offer}")), "did you mean `student`?");
    assert_eq!(hint(offer), "the document declares none");
}

#[test]
fn free_choices_take_any_word() {
    let body = "choices: { friends: { free: true, pick: 5 } }\n\
         offers: { o: { percent: 5, if: \"'anna' in choice.friends\" } }";
    let loaded = load_text("programme.yaml", &document(body));
    assert!(loaded.rulebook.is_some(), "{:#?}", loaded.diagnostics);
}

#[test]
fn a_remark_in_a_condition_does_not_swallow_what_is_joined_to_it() {
    let body = "referral:\n  if: |\n    basket.total > 5 // only real ones\n  within: 1 month\n  friend: { tag: t }";
    let loaded = load_text("programme.yaml", &document(body));
    let book = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let condition = book.rule("referral").and_then(|rule| rule.condition.as_ref());
    let source = condition.expect("generated").source();
    assert!(source.starts_with("member.referred && member.tenure_days <= 30 && (basket.total > 5"));
}
