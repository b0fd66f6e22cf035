//! Levels in journals that were written before levels remembered what lies beneath them.
#![allow(missing_docs, reason = "tests")]

mod world;

use model::Event;
use world::{World, basket, line, rulebook};

const PROGRAMME: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: EUR, time_zone: Africa/Abidjan, locales: [en]}
metrics: {year_spend: {spend: paid, every: year}}
tiers:
  status:
    held: end of next year
    levels: {guest: {by: joining}, silver: {at: {year_spend: 500}}, gold: {at: {year_spend: 2000}}}
";

/// Silver by what was bought in 2026, gold by a receipt of 2027.
fn gold() -> (World, model::id::ReceiptId) {
    let mut world = World::new(rulebook(PROGRAMME), "2026-03-02T09:00:00Z");
    world.buy(basket(vec![line("1", "rug", 1, 50_000)]));
    world.now = "2027-03-02T09:00:00Z".parse().expect("a time in a test");
    let (receipt, _) = world.buy(basket(vec![line("1", "yacht", 1, 200_000)]));
    (world, receipt)
}

fn forget_what_lies_beneath(world: &mut World) {
    for state in world.snapshot.member.tiers.values_mut() {
        state.beneath = None;
    }
    for happening in world.entries.iter_mut().flat_map(|entry| &mut entry.events) {
        if let Event::TierChanged { beneath, .. } = &mut happening.event {
            *beneath = None;
        }
    }
}

fn held(world: &World) -> (String, String) {
    let state = &world.snapshot.member.tiers["status"];
    let until = state.until.map_or_else(|| "for good".to_owned(), |until| until.to_string());
    (state.tier.to_string(), until)
}

#[test]
fn what_lay_beneath_a_level_comes_back_with_its_term() {
    let (mut world, receipt) = gold();
    assert_eq!(held(&world), ("gold".to_owned(), "2029-01-01T00:00:00Z".to_owned()));
    world.give_back(receipt, &[]);
    assert_eq!(held(&world), ("silver".to_owned(), "2028-01-01T00:00:00Z".to_owned()));
}

#[test]
fn where_only_its_name_is_known_it_is_held_as_long_as_what_replaced_it() {
    let (mut world, receipt) = gold();
    forget_what_lies_beneath(&mut world);
    world.give_back(receipt, &[]);
    assert_eq!(held(&world), ("silver".to_owned(), "2029-01-01T00:00:00Z".to_owned()));
}

#[test]
fn a_change_of_level_without_what_lies_beneath_reads_back_byte_for_byte() {
    let written = r#"{"tier_changed":{"track":"status","from":"silver","to":"gold","cause":"reached","since":"2027-03-02T09:00:00Z","until":"2029-01-01T00:00:00Z"}}"#;
    let (mut world, _) = gold();
    forget_what_lies_beneath(&mut world);
    let mut changes = world.entries.iter().flat_map(|entry| &entry.events);
    let last = changes.rfind(|h| matches!(h.event, Event::TierChanged { .. }));
    let event = &last.expect("gold was reached").event;
    assert_eq!(serde_json::to_string(event).expect("serialises"), written);
    let read: Event = serde_json::from_str(written).expect("reads back");
    assert_eq!(&read, event);
}
