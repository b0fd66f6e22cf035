//! What time brought stays when the purchase of the same moment is undone.
#![allow(missing_docs, reason = "tests")]

mod world;

use model::activity::{Birthday, Profile, Update};
use model::{Activity, Event};
use world::{World, basket, line, rulebook};

const PROGRAMME: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: GBP, time_zone: Europe/London, locales: [en]}
units:
  points: {name: points, worth: 0.01, expires: never}
earning:
  purchases: {name: Points, unit: points, give: 1, per: 1}
birthday:
  points: {name: Birthday, gives: {award: {unit: points, amount: 20}}}
redemption:
  points: {minimum: 1}
";

#[test]
fn a_birthday_in_the_entry_of_a_purchase_is_not_undone_with_it() {
    let mut world = World::new(rulebook(PROGRAMME), "2026-03-02T09:00:00Z");
    let birthday = Birthday { month: 3, day: 10, year: None };
    let profile = Profile { birthday: Some(birthday), ..Profile::default() };
    world.act(&Activity::Update(Update { profile: Some(profile), ..Update::default() }));
    world.wait_days(8);
    let (receipt, bought) = world.buy(basket(vec![line("1", "tea", 1, 5_000)]));
    let earned = bought.events.iter().filter(|h| matches!(h.event, Event::Earned { .. })).count();
    assert_eq!((earned, world.balance("points")), (2, 70), "both came with one entry");
    world.give_back(receipt, &[]);
    assert_eq!(world.balance("points"), 20);
}
