//! What time brings, also when nobody looked for long: it is done in the decision that comes
//! next, in its order, and stays when the purchase of the same moment is undone.
#![allow(missing_docs, reason = "tests")]

mod world;

use model::activity::{
    Adjust, Birthday, Capture, Enrol, HoldUnits, Profile, Purchase, Release, Update,
};
use model::id::{HoldId, ReceiptId, time_ordered};
use model::outcome::Missing;
use model::{Activity, Code, Event, Instant, Key, Units};
use tessera_engine::{Inputs, decide};
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

const TERMS: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: EUR, time_zone: Africa/Abidjan, locales: [en]}
units:
  points: {name: points, worth: 1, expires: 30 days, pending: 14 days}
  stars: {name: stars, worth: 1, expires: never}
  short: {name: short, worth: 1, expires: 30 days}
  idle: {name: idle, worth: 1, expires: 30 days without activity}
earning:
  points: {unit: points, give: 1, per: 1, on: line.sku == 'points'}
  short: {unit: short, give: 1, per: 1, on: line.sku == 'short'}
  idle: {unit: idle, give: 1, per: 1, on: line.sku == 'idle'}
redemption: {points: {}, stars: {}, short: {}, idle: {}}
coupons: {treat: {offer: {amount: 5}}}
conversions: {seventy: {unit: short, every: 70, gives: {coupon: treat}}}
rules:
  kept: {when: purchase, on: line.sku == 'kept', minimum: {amount: 30}, after: 14 days, gives: {award: {unit: stars, amount: 7}}}
";

const START: &str = "2026-03-02T09:00:00Z";

fn at(world: &mut World, text: &str) {
    world.now = text.parse().expect("a time in a test");
}

fn buys(world: &mut World, sku: &str, euros: i64) -> ReceiptId {
    world.buy(basket(vec![line("1", sku, 1, euros * 100)])).0
}

fn hold_id(number: u8) -> HoldId {
    HoldId(time_ordered(0, [number; 10]))
}

fn hold(number: u8, unit: &str, amount: i64, until: Instant) -> Activity {
    let (hold, unit, amount) = (hold_id(number), Key::new(unit), Units(amount));
    Activity::Hold(HoldUnits { hold, unit, amount, until })
}

/// What the member can spend in this moment, told by what a hold of a million lacks.
fn spendable(world: &World, unit: &str) -> i64 {
    let until = world.now + jiff::SignedDuration::from_hours(1);
    let decision = world.decide(&hold(99, unit, 1_000_000, until));
    let refusal = decision.fatal().expect("nobody has a million");
    match &refusal.missing {
        Some(Missing::Units { amount, .. }) => 1_000_000 - amount.0,
        other => panic!("{other:?}"),
    }
}

fn count(decision: &tessera_engine::Decision, which: impl Fn(&Event) -> bool) -> usize {
    decision.events.iter().filter(|h| which(&h.event)).count()
}

#[test]
fn lots_become_active_and_expire_in_the_moment_in_which_somebody_asks() {
    let mut world = World::new(rulebook(TERMS), START);
    buys(&mut world, "points", 100);
    at(&mut world, "2026-03-12T09:00:00Z");
    buys(&mut world, "points", 50);
    // The clock of the member stands still from here on; only the question moves.
    for (moment, expected) in [
        ("2026-03-16T08:59:59.999Z", 0),
        ("2026-03-16T09:00:00Z", 100),
        ("2026-03-26T08:59:59.999Z", 100),
        ("2026-03-26T09:00:00Z", 150),
        ("2026-04-15T08:59:59.999Z", 150),
        ("2026-04-15T09:00:00Z", 50),
        ("2026-04-25T08:59:59.999Z", 50),
        ("2026-04-25T09:00:00Z", 0),
    ] {
        at(&mut world, moment);
        assert_eq!(spendable(&world, "points"), expected, "{moment}");
    }
}

#[test]
fn active_lots_expire_too_where_nobody_looked() {
    let mut world = World::new(rulebook(TERMS), START);
    buys(&mut world, "points", 100);
    at(&mut world, "2026-03-20T09:00:00Z");
    world.act(&Activity::TimePassed);
    assert_eq!(world.balance("points"), 100);
    at(&mut world, "2026-04-15T08:59:59.999Z");
    assert_eq!(spendable(&world, "points"), 100);
    at(&mut world, "2026-04-15T09:00:00Z");
    assert_eq!(spendable(&world, "points"), 0);
}

#[test]
fn what_a_late_receipt_earns_is_active_when_it_has_waited_already() {
    let mut world = World::new(rulebook(TERMS), START);
    at(&mut world, "2026-03-16T09:00:00Z");
    world.act(&Activity::TimePassed);
    let active_at = |bought: &str| {
        let receipt = ReceiptId(time_ordered(0, [3; 10]));
        let basket = basket(vec![line("1", "points", 1, 1_000)]);
        let decision = decide(&Inputs {
            activity: &Activity::Purchase(Purchase { receipt, basket }),
            at: bought.parse().expect("a time in a test"),
            ..Inputs::of_state(&world.book, &world.snapshot, world.now)
        });
        decision.events.iter().find_map(|h| match &h.event {
            Event::Earned { active_at, .. } => Some(*active_at),
            _ => None,
        })
    };
    assert_eq!(active_at("2026-03-02T08:59:59.999Z"), Some(None));
    assert_eq!(active_at("2026-03-02T09:00:00Z"), Some(None));
    let next = world.now + jiff::SignedDuration::from_millis(1);
    assert_eq!(active_at("2026-03-02T09:00:00.001Z"), Some(Some(next)));
}

fn with_stars(amount: i64) -> World {
    let mut world = World::new(rulebook(TERMS), START);
    world.act(&Activity::Adjust(Adjust {
        unit: Key::new("stars"),
        amount: Units(amount),
        expires_at: None,
        reason: "a test".into(),
        by: None,
    }));
    world
}

#[test]
fn a_hold_lapses_in_the_moment_in_which_somebody_asks() {
    let mut world = with_stars(100);
    let until = "2026-03-02T09:10:00Z".parse().expect("a time in a test");
    world.act(&hold(1, "stars", 60, until));
    let capture = Activity::Capture(Capture { hold: hold_id(1), amount: None });
    let release = Activity::Release(Release { hold: hold_id(1) });
    at(&mut world, "2026-03-02T09:09:59.999Z");
    assert_eq!(spendable(&world, "stars"), 40);
    assert!(world.decide(&capture).fatal().is_none());
    assert!(world.decide(&release).fatal().is_none());
    at(&mut world, "2026-03-02T09:10:00Z");
    assert_eq!(spendable(&world, "stars"), 100);
    for late in [capture, release] {
        let decision = world.decide(&late);
        assert_eq!(decision.fatal().map(|r| r.code), Some(Code::HOLD_NOT_FOUND));
    }
}

#[test]
fn another_hold_does_not_lapse_with_it() {
    let mut world = with_stars(100);
    let until = |text: &str| text.parse().expect("a time in a test");
    world.act(&hold(1, "stars", 60, until("2026-03-02T09:10:00Z")));
    world.act(&hold(2, "stars", 30, until("2026-03-02T09:20:00Z")));
    at(&mut world, "2026-03-02T09:15:00Z");
    assert_eq!(spendable(&world, "stars"), 70);
    let capture = Activity::Capture(Capture { hold: hold_id(2), amount: None });
    let decision = world.act(&capture);
    assert_eq!(count(&decision, |e| matches!(e, Event::HoldReleased { .. })), 1);
    assert_eq!(world.balance("stars"), 70);
}

#[test]
fn a_hold_ends_before_the_moment_of_its_own_beginning_never() {
    let world = with_stars(100);
    let refused = |until| world.decide(&hold(1, "stars", 60, until)).fatal().map(|r| r.code);
    assert_eq!(refused(world.now), Some(Code::REQUEST_INVALID));
    assert_eq!(refused(world.now + jiff::SignedDuration::from_millis(1)), None);
}

#[test]
fn what_expired_in_a_hold_does_not_come_back_with_its_end() {
    let mut world = World::new(rulebook(TERMS), START);
    buys(&mut world, "points", 100);
    at(&mut world, "2026-03-16T09:00:00Z");
    let until = "2026-04-16T09:00:00Z".parse().expect("a time in a test");
    world.act(&hold(1, "points", 60, until));
    at(&mut world, "2026-03-26T09:00:00Z");
    let early = "2026-03-27T09:00:00Z".parse().expect("a time in a test");
    world.act(&hold(2, "points", 40, early));
    at(&mut world, "2026-04-14T09:00:00Z");
    assert_eq!(spendable(&world, "points"), 40, "the second hold is over, its part is good");
    at(&mut world, "2026-04-16T09:00:00Z");
    assert_eq!(spendable(&world, "points"), 0);
}

/// A coupon that other units paid for, and fifty that expire on 2 April.
fn fifty_beside_a_coupon() -> (World, ReceiptId) {
    let mut world = World::new(rulebook(TERMS), START);
    buys(&mut world, "short", 70);
    at(&mut world, "2026-03-03T09:00:00Z");
    let receipt = buys(&mut world, "short", 50);
    assert_eq!((world.snapshot.member.coupons.len(), world.balance("short")), (1, 50));
    (world, receipt)
}

#[test]
fn what_expires_in_the_very_moment_of_its_return_costs_no_coupon() {
    let (mut world, receipt) = fifty_beside_a_coupon();
    at(&mut world, "2026-04-02T09:00:00Z");
    world.give_back(receipt, &[]);
    assert_eq!((world.snapshot.member.coupons.len(), world.balance("short")), (1, 0));
    assert_eq!(world.snapshot.holdings.units.get("short").map_or(0, |h| h.debt.0), 0);
}

#[test]
fn nor_does_what_expires_with_a_hold_that_ends() {
    let (mut world, receipt) = fifty_beside_a_coupon();
    let until = "2026-04-10T09:00:00Z".parse().expect("a time in a test");
    world.act(&hold(1, "short", 50, until));
    at(&mut world, "2026-04-10T09:00:00Z");
    world.give_back(receipt, &[]);
    assert_eq!((world.snapshot.member.coupons.len(), world.balance("short")), (1, 0));
    assert_eq!(world.snapshot.holdings.units.get("short").map_or(0, |h| h.debt.0), 0);
}

#[test]
fn what_a_hold_gives_free_in_the_moment_of_the_return_is_there() {
    let (mut world, receipt) = fifty_beside_a_coupon();
    let until = "2026-03-20T09:00:00Z".parse().expect("a time in a test");
    world.act(&hold(1, "short", 50, until));
    at(&mut world, "2026-03-20T09:00:00Z");
    world.give_back(receipt, &[]);
    assert_eq!((world.snapshot.member.coupons.len(), world.balance("short")), (1, 0));
}

#[test]
fn nothing_lapses_where_nothing_is_left() {
    let mut world = World::new(rulebook(TERMS), START);
    buys(&mut world, "idle", 10);
    let until = world.now + jiff::SignedDuration::from_hours(1);
    world.act(&hold(1, "idle", 10, until));
    world.act(&Activity::Capture(Capture { hold: hold_id(1), amount: None }));
    world.wait_days(40);
    let decision = world.act(&Activity::TimePassed);
    assert_eq!(count(&decision, |e| matches!(e, Event::Lapsed { .. })), 0);
    buys(&mut world, "idle", 10);
    world.wait_days(40);
    let decision = world.act(&Activity::TimePassed);
    assert_eq!(count(&decision, |e| matches!(e, Event::Lapsed { .. })), 1);
    assert_eq!(world.balance("idle"), 0);
}

#[test]
fn what_came_later_is_not_called_off_any_more() {
    let mut world = World::new(rulebook(TERMS), START);
    let first = buys(&mut world, "kept", 30);
    world.wait_days(7);
    buys(&mut world, "kept", 30);
    world.wait_days(7);
    world.act(&Activity::TimePassed);
    assert_eq!((world.balance("stars"), world.snapshot.member.scheduled.len()), (7, 1));
    let decision = world.give_back(first, &[]);
    assert_eq!(count(&decision, |e| matches!(e, Event::Unscheduled { .. })), 0);
    assert_eq!((world.balance("stars"), world.snapshot.member.scheduled.len()), (7, 1));
}

#[test]
fn what_comes_due_in_the_moment_of_the_return_is_given_and_stays() {
    let mut world = World::new(rulebook(TERMS), START);
    let receipt = buys(&mut world, "kept", 30);
    world.wait_days(14);
    let decision = world.give_back(receipt, &[]);
    assert_eq!(count(&decision, |e| matches!(e, Event::Unscheduled { done: true, .. })), 1);
    assert_eq!(count(&decision, |e| matches!(e, Event::Unscheduled { done: false, .. })), 0);
    assert_eq!(world.balance("stars"), 7);
}

const DATES: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: EUR, time_zone: Africa/Abidjan, locales: [en]}
units:
  points: {name: points, worth: 1, expires: never}
metrics:
  year_spend: {spend: paid, every: year}
tiers:
  status: {held: end of year, levels: {guest: {by: joining}, vip: {at: {year_spend: 100}}}}
birthday:
  cake: {if: member.tier.status == 'vip', gives: {award: {unit: points, amount: 20}}}
rules:
  monthly: {when: every 30 days, if: member.tier.status == 'guest', gives: {award: {unit: points, amount: 1}}}
  asleep: {when: no purchase for 30 days, gives: {award: {unit: points, amount: 300}}}
";

fn born(month: i8, day: i8) -> World {
    let birthday = Some(Birthday { month, day, year: None });
    let enrol = Enrol { profile: Profile { birthday, ..Profile::default() }, ..Enrol::default() };
    World::joined(rulebook(DATES), START, enrol)
}

#[test]
fn what_is_due_is_done_in_the_order_of_time_and_not_of_its_kind() {
    // The level of 2026 is renewed by that year and ends with the next one: a birthday before
    // that brings something, one in the very moment does not.
    for (birthday, expected) in [((12, 20), 20), ((1, 1), 0), ((1, 5), 0)] {
        let mut world = born(birthday.0, birthday.1);
        buys(&mut world, "tea", 100);
        at(&mut world, "2027-12-10T09:00:00Z");
        world.act(&Activity::TimePassed);
        assert_eq!(world.snapshot.member.tiers["status"].tier, "vip");
        let before = world.balance("points");
        at(&mut world, "2028-01-10T09:00:00Z");
        world.act(&Activity::TimePassed);
        // Recurring dates pay guests only, and the 660th day is 22 December.
        assert_eq!(world.balance("points") - before, expected, "{birthday:?}");
        assert_eq!(world.snapshot.member.tiers["status"].tier, "guest");
    }
}

#[test]
fn dates_are_made_up_for_during_a_month() {
    let mut world = born(2, 1);
    at(&mut world, "2026-06-10T09:00:00Z");
    world.act(&Activity::TimePassed);
    // The days 30, 60 and 90 are over: 1 April, 1 May and 31 May.
    assert_eq!(world.balance("points"), 1);
    at(&mut world, "2026-07-31T00:00:00Z");
    world.act(&Activity::TimePassed);
    // 30 June is the thirty-first day before; 30 July was yesterday.
    assert_eq!(world.balance("points"), 2);
}

#[test]
fn idle_rules_are_made_up_for_during_a_month() {
    // Thirty days after 2 March are over with the beginning of 1 April.
    for (moment, expected) in [("2026-05-02T00:00:00Z", 300), ("2026-05-02T00:00:00.001Z", 0)] {
        let mut world = born(2, 1);
        buys(&mut world, "tea", 100);
        at(&mut world, moment);
        world.act(&Activity::TimePassed);
        assert_eq!(world.balance("points"), expected, "{moment}");
    }
}
