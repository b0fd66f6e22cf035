//! Comparing documents, hashing them, showing what they come to, and their schema.

use tessera_programme::diff::{ChangeKind, diff};
use tessera_programme::document::Document;
use tessera_programme::{content_hash, expanded, load_text, schema};

const EVERYTHING: &str = include_str!("documents/everything.yaml");

fn document(text: &str) -> Document {
    let loaded = load_text("programme.yaml", text);
    loaded.document.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn sentences(old: &str, new: &str) -> Vec<String> {
    diff(&document(old), &document(new)).into_iter().map(|change| change.sentence).collect()
}

/// The example with one passage replaced.
fn with(old: &str, new: &str) -> String {
    assert!(EVERYTHING.contains(old), "the example has no `{old}`");
    EVERYTHING.replacen(old, new, 1)
}

#[test]
fn a_document_does_not_differ_from_itself() {
    assert!(sentences(EVERYTHING, EVERYTHING).is_empty());
}

#[test]
fn ways_of_writing_make_no_difference() {
    let other = with("silver: 10 %", "silver: 10.0").replace("# ", "#  ");
    assert!(sentences(EVERYTHING, &other).is_empty());
}

#[test]
fn changes_read_as_sentences() {
    let cases = [
        (
            with("silver: 10 %", "silver: 12 %"),
            "offers.silver-price: percent for tier silver 10 % -> 12 %",
        ),
        (
            with("      gold: { at: { points_ever: 2000, month_spend: 50000 } }\n", ""),
            "tiers.status: level gold removed",
        ),
        (
            with("points_ever: 2000", "points_ever: 2500"),
            "tiers.status: level gold threshold of points_ever 2000 -> 2500",
        ),
        (with("max_discount: 60 %", "max_discount: 50"), "settings: max discount 60 % -> 50 %"),
        (with("currency: RUB", "currency: EUR"), "programme: currency RUB -> EUR"),
        (
            with("  hello: { when: joining, gives: { award: { unit: points, amount: 5 } } }\n", ""),
            "rules.hello: removed",
        ),
        (
            with("20000: 10 % }, group", "20000: 8 % }, group"),
            "ladders.receipt: from 20000 10 % -> 8 %",
        ),
        (with("en: Mug", "en: Cup"), "catalogue.mug: name (en) Mug -> Cup"),
        (
            with("cost: { points: 300 }", "cost: { points: 350 }"),
            "catalogue.mug: cost in points 300 -> 350",
        ),
        (with("cap: 5000", "cap: 4000"), "coupons.spring: offer cap 5000 -> 4000"),
        (with(", uses: 100", ""), "coupons.spring: uses 100 -> none"),
        (
            with("[monday, friday]", "[monday]"),
            "offers.silver-price: schedule weekdays monday, friday -> monday",
        ),
        (
            with("percent: 30, minimum", "percent: { by_tier: { gold: 30 } }, minimum"),
            "coupons.spring: offer percent 30 % -> (by_tier (gold 30 %))",
        ),
        (
            with("{ prices: best, extras: all }", "{ extras: all, prices: best }"),
            "stacking: groups order prices, extras -> extras, prices",
        ),
    ];
    reads_as(&cases);
}

#[test]
fn changes_of_all_sections_read_as_sentences() {
    let cases = [
        (
            with("after: { 100: 5 %", "after: { 100: 6 %"),
            "volume_steps.volume-year: after 100 5 % -> 6 %",
        ),
        (with("fee: 990", "fee: 890"), "memberships.vip: fee 990 -> 890"),
        (
            with("milestones: { 5: { tag: recruiter }", "milestones: { 5: { tag: star }"),
            "referral: milestone of 5 tag recruiter -> star",
        ),
        (with("issues: 2 %", "issues: 2.5"), "coalition: partner bakery issues 2 % -> 2.5 %"),
        (
            with(
                "taste-all: { buy: line.category == 'coffee', times: 3",
                "taste-all: { buy: line.category == 'coffee', times: 4",
            ),
            "quests.autumn-quest: step taste-all times 3 -> 4",
        ),
        (
            with("nothing: { weight: 5", "nothing: { weight: 6"),
            "surprises.wheel: entry nothing weight 5 -> 6",
        ),
        (
            with("count: 10, gives", "count: 12, gives"),
            "raffles.spring-draw: prize cups count 10 -> 12",
        ),
        (with("coffee: { en: Coffee, ru: Кофе }, ", ""), "choices.category: option coffee removed"),
        (with("share: 1 %, for", "share: 2, for"), "causes.trees: share 1 % -> 2 %"),
        (with("holdout: 10 %", "holdout: 15"), "offers.personal: holdout 10 % -> 15 %"),
        (
            with("at: { coffees: 20 }", "at: { coffees: 25 }"),
            "badges.gourmet: threshold of coffees 20 -> 25",
        ),
        (
            with("  student: { name: { en: Student, ru: Студент }, valid_for: 1 year }\n", ""),
            "verifications.student: removed",
        ),
    ];
    reads_as(&cases);
}

fn reads_as(cases: &[(String, &str)]) {
    for (new, sentence) in cases {
        let all = sentences(EVERYTHING, new);
        assert!(all.iter().any(|found| found == *sentence), "{sentence} is not among {all:#?}");
    }
}

#[test]
fn a_change_says_where_and_what() {
    let new = with("silver: 10 %", "silver: 12 %");
    let changes = diff(&document(EVERYTHING), &document(&new));
    assert_eq!(changes.len(), 1);
    let change = &changes[0];
    assert_eq!(change.path, "offers.silver-price.percent.by_tier.silver");
    assert_eq!(change.kind, ChangeKind::Changed);
    assert_eq!((change.old.as_deref(), change.new.as_deref()), (Some("10 %"), Some("12 %")));
}

#[test]
fn the_hash_sees_what_is_said_and_not_how() {
    let hash = |text: &str| content_hash(text).expect("sound");
    let plain = hash(EVERYTHING);
    assert_eq!(plain.len(), 64);
    assert_eq!(
        plain,
        hash(&format!(
            "# a remark\n{}",
            EVERYTHING.replace("key: everything", "key:   'everything'")
        ))
    );
    assert_ne!(plain, hash(&with("silver: 10 %", "silver: 12 %")));
    assert_ne!(
        plain,
        hash(&with("{ prices: best, extras: all }", "{ extras: all, prices: best }"))
    );
    assert!(content_hash("offers: [").is_err());
}

#[test]
fn a_rulebook_can_be_read_as_yaml() {
    let book = load_text("everything.yaml", EVERYTHING).rulebook.expect("sound");
    let text = expanded(&book);
    assert!(text.starts_with("key: everything\n"), "{}", text.lines().next().unwrap_or_default());
    for line in
        ["currency: RUB", "  - key: sinking", "    condition: \"line.category == 'lenses'\""]
    {
        assert!(text.contains(line), "{line}");
    }
    let file =
        tessera_programme::source::SourceFile::new("expanded.yaml", &text).expect("plain text");
    tessera_programme::source::parse(&file).expect("what is shown is YAML");
}

#[test]
fn the_schema_describes_every_section() {
    let schema = schema();
    let described = |value: &serde_json::Value| {
        value.get("description").is_some() || value.get("$ref").is_some()
    };
    let sections = schema["properties"].as_object().expect("the document is an object");
    assert!(sections.len() >= 45);
    for (name, section) in sections {
        assert!(described(section), "{name} has no description");
    }
    insta::assert_json_snapshot!("schema", schema);
}
