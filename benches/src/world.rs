//! Programmes of a given number of rules, and a member with a past under them.

use crate::Fault;
use engine::Inputs;
use model::activity::{Enrol, Purchase};
use model::basket::Store;
use model::entry::Hash;
use model::id::{EntryId, MemberId, ReceiptId};
use model::{Activity, Basket, Entry, Instant, Key, Line, Money, Owner, Quantity, Snapshot};
use programme::rulebook::Rulebook;
use std::fmt::Write;
use uuid::Uuid;

/// Rules besides offers: two that earn, one that redeems, one per tier.
const FRAME: &str = "
tessera: 1
programme: {key: bench, name: Bench, currency: RUB, time_zone: Europe/Moscow, locales: [en]}
units:
  points: {name: points, worth: 0.10, expires: end of next year}
metrics:
  accumulated: {name: points accumulated, earned: points}
tiers:
  status:
    name: Status
    upgrade: at_once
    levels:
      bronze: {name: Bronze, by: joining}
      silver: {name: Silver, at: {accumulated: 500}}
      gold: {name: Gold, at: {accumulated: 2000}}
      platinum: {name: Platinum, at: {accumulated: 9000}}
earning:
  purchases:
    name: Points
    unit: points
    give: {by_tier: {bronze: 1, silver: 1.5, gold: 2, platinum: 3}}
    per: 10
";

/// What follows from the second rule on.
const MORE: &str =
    "  weekend: {name: Weekend, unit: points, multiply: 2, if: \"time.weekday == 6\"}\n";

/// What all of them can spend.
const REDEMPTION: &str = "redemption:
  points: {minimum: 100, block: 100, max_share: 50 %}
";

/// A programme with so many rules, four tiers, and conditions of the usual kinds.
pub fn rulebook(rules: usize) -> Result<Rulebook, Fault> {
    let loaded = programme::load_text("bench.yaml", &document(rules)?);
    loaded.rulebook.ok_or_else(|| loaded.diagnostics.render(<_>::default()).into())
}

/// The same as a document: one rule at least.
pub fn document(rules: usize) -> Result<String, Fault> {
    let mut text = FRAME.to_owned();
    text.push_str(if rules > 1 { MORE } else { "" });
    text.push_str(REDEMPTION);
    text.push_str(if rules > 2 { "offers:\n" } else { "" });
    for number in 0..rules.saturating_sub(2) {
        let offer = match number % 5 {
            0 => format!("percent: {} %, on: \"line.sku == 'sku-{number}'\"", 3 + number % 20),
            1 => format!(
                "percent: {} %, on: \"line.category == 'category-{number}'\"",
                3 + number % 10
            ),
            2 => format!(
                "percent: 5 %, if: \"member.tier.status == 'gold' && basket.total >= {}.0\"",
                500 + number
            ),
            3 => format!("amount: 50, minimum: {{amount: {}}}", 2_000 + number),
            _ => {
                "percent: 7 %, schedule: {weekdays: [tuesday, thursday], hours: [\"08:00-11:00\"]}"
                    .to_owned()
            }
        };
        writeln!(text, "  offer-{number}: {{name: Offer {number}, {offer}}}")?;
    }
    Ok(text)
}

/// Every programme of the gallery, with the name of its folder.
pub fn gallery() -> Result<Vec<(String, Rulebook)>, Fault> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../programmes");
    let mut books = Vec::new();
    for folder in std::fs::read_dir(root)? {
        let folder = folder?;
        let path = folder.path().join("programme.yaml");
        if path.is_file() {
            let name = folder.file_name().to_string_lossy().into_owned();
            let loaded = programme::load_text(&name, &std::fs::read_to_string(path)?);
            books.extend(loaded.rulebook.map(|book| (name, book)));
        }
    }
    books.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(books)
}

/// Noon of a Monday.
pub fn noon() -> Instant {
    "2026-03-02T09:00:00Z".parse().unwrap_or(Instant::UNIX_EPOCH)
}

/// A basket of so many lines.
pub fn basket(lines: usize) -> Basket {
    let line = |number: usize| {
        let price = 12_900 + 700 * i64::try_from(number).unwrap_or(0);
        Line {
            id: Key::from((number + 1).to_string()),
            sku: Key::from(format!("sku-{}", number * 5)),
            category: Some(Key::from(format!("category-{}", number * 5 + 1))),
            quantity: Quantity::pieces(2),
            price: Money(price),
            amount: Money(2 * price),
            ..Line::default()
        }
    };
    Basket {
        store: Store { id: Key::new("main"), ..Store::default() },
        channel: Key::new("till"),
        lines: (0..lines).map(line).collect(),
        ..Basket::default()
    }
}

/// A purchase of so many lines.
pub fn purchase(lines: usize) -> Activity {
    Activity::Purchase(Purchase { receipt: ReceiptId(Uuid::from_u128(7)), basket: basket(lines) })
}

/// Somebody who joined at a moment.
pub fn newcomer(rulebook: &Rulebook, at: Instant) -> Result<Snapshot, Fault> {
    let mut snapshot = Snapshot::empty(Owner::member(MemberId(Uuid::from_u128(1))));
    commit(rulebook, &mut snapshot, Activity::Enrol(Enrol::default()), at)?;
    Ok(snapshot)
}

/// Somebody who joined a year ago and bought thirty times.
pub fn member(rulebook: &Rulebook) -> Result<Snapshot, Fault> {
    let day = jiff_days(1);
    let mut at = noon() - day * 365;
    let mut snapshot = newcomer(rulebook, at)?;
    for _ in 0..30 {
        at += day * 12;
        commit(rulebook, &mut snapshot, purchase(5), at)?;
    }
    Ok(snapshot)
}

fn jiff_days(days: i64) -> std::time::Duration {
    std::time::Duration::from_secs(86_400 * days.unsigned_abs())
}

/// What a decision looks at.
pub fn inputs<'a>(
    rulebook: &'a Rulebook,
    snapshot: &'a Snapshot,
    activity: &'a Activity,
    at: Instant,
) -> Inputs<'a> {
    Inputs {
        rulebook,
        snapshot,
        activity,
        at,
        now: at,
        original: None,
        pool: &[],
        certificates: &[],
        exhausted: &[],
        seed: [7; 32],
        detailed: false,
    }
}

fn commit(
    rulebook: &Rulebook,
    snapshot: &mut Snapshot,
    activity: Activity,
    at: Instant,
) -> Result<(), Fault> {
    let entry = entry(rulebook, snapshot, activity, at)?;
    Ok(ledger::fold(snapshot, &entry, Hash::default())?)
}

/// The entry that an activity leads to.
pub fn entry(
    rulebook: &Rulebook,
    snapshot: &Snapshot,
    activity: Activity,
    at: Instant,
) -> Result<Entry, Fault> {
    let decision = engine::decide(&inputs(rulebook, snapshot, &activity, at));
    let seq = snapshot.seq + 1;
    Ok(Entry {
        id: EntryId(Uuid::from_u128(u128::from(seq))),
        owner: snapshot.owner,
        seq,
        at,
        recorded_at: at,
        version: 1,
        movements: ledger::book(snapshot, seq, &decision.events, &[])?,
        activity,
        events: decision.events,
        outcome: decision.outcome,
        claims: decision.claims,
        input: Hash::default(),
        actor: None,
        previous: Hash::default(),
    })
}
