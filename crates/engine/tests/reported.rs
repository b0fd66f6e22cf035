//! Numbers that decisions tell: what is missing to the last piece, what others are to book, how
//! many are held out.
#![allow(missing_docs, reason = "tests")]

mod world;

use model::activity::{
    Adjust, Capture, ClaimPrice, CustomEvent, Decide, Donate, Exchange, Give, HoldUnits,
    IssueCertificate, MoveCertificate, Purchase, Redeem, TransferPurpose, price_claim,
};
use model::attribute::Value;
use model::basket::Burn;
use model::event::{Asked, Purpose};
use model::id::{
    CertificateId, ClaimId, ExchangeId, HoldId, MemberId, ReceiptId, SubmissionId, TransferId,
    time_ordered,
};
use model::outcome::{Missing, Returned};
use model::snapshot::SubmissionState;
use model::{
    Activity, Basket, Code, Event, Instant, Key, Line, Money, Owner, Quantity, Snapshot, Units,
};
use std::collections::BTreeSet;
use tessera_engine::{Decision, Inputs, Original, decide};
use world::{World, basket, line, rulebook};

const PROGRAMME: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: EUR, time_zone: Africa/Abidjan, locales: [en]}
units:
  stars: {name: stars, worth: 1, expires: never}
  cards: {name: cards, expires: never}
certificates: {gift: {name: Gift certificate, values: [50], valid_for: 30 days}}
causes: {trees: {name: Trees, units: [stars]}}
exchanges: {miles: {name: Miles, unit: stars, every: 100, gives: 25, of: miles}}
gifting: {stars: {}}
catalogue: {mug: {name: Mug, cost: {stars: 40}}}
coupons: {treat: {offer: {amount: 5}}}
conversions: {ten: {unit: cards, every: 10, gives: {coupon: treat}}}
";

const START: &str = "2026-03-02T09:00:00Z";

fn shop() -> World {
    World::new(rulebook(PROGRAMME), START)
}

fn adjusted(unit: &str, amount: i64) -> Activity {
    Activity::Adjust(Adjust {
        unit: Key::new(unit),
        amount: Units(amount),
        expires_at: None,
        reason: "a test".into(),
        by: None,
    })
}

fn hold_id() -> HoldId {
    HoldId(time_ordered(0, [7; 10]))
}

fn holding(world: &World, amount: i64) -> Activity {
    let until = world.now + jiff::SignedDuration::from_hours(1);
    Activity::Hold(HoldUnits {
        hold: hold_id(),
        unit: Key::new("stars"),
        amount: Units(amount),
        until,
    })
}

fn refused(world: &World, activity: &Activity) -> (Code, Option<Missing>) {
    let decision = world.decide(activity);
    let refusal = decision.fatal().unwrap_or_else(|| panic!("{activity:?} was carried out"));
    (refusal.code, refusal.missing.clone())
}

fn accepted(world: &World, activity: &Activity) {
    let decision = world.decide(activity);
    assert!(decision.fatal().is_none(), "{:?}", decision.outcome.refusals);
}

fn stars(amount: i64) -> Option<Missing> {
    Some(Missing::Units { unit: Key::new("stars"), amount: Units(amount) })
}

#[test]
fn every_use_of_units_says_how_many_more_it_takes() {
    let mut world = shop();
    world.act(&adjusted("stars", 100));
    let give = |amount| {
        Activity::Give(Give {
            transfer: TransferId(time_ordered(0, [8; 10])),
            to: Owner::member(MemberId(time_ordered(0, [2; 10]))),
            unit: Key::new("stars"),
            amount: Units(amount),
            purpose: TransferPurpose::Gift,
        })
    };
    let donate = |amount| {
        let (cause, unit) = (Key::new("trees"), Key::new("stars"));
        Activity::Donate(Donate { cause, unit, amount: Units(amount) })
    };
    let exchange = |amount| {
        Activity::Exchange(Exchange {
            exchange: ExchangeId(time_ordered(0, [9; 10])),
            kind: Key::new("miles"),
            account: "M-1".into(),
            amount: Units(amount),
        })
    };
    let redeem = |quantity| {
        let claim = ClaimId(time_ordered(0, [6; 10]));
        Activity::Redeem(Redeem { claim, reward: Key::new("mug"), quantity, option: None })
    };
    let lacking = |amount| (Code::UNITS_INSUFFICIENT, stars(amount));
    assert_eq!(refused(&world, &holding(&world, 130)), lacking(30));
    assert_eq!(refused(&world, &give(150)), lacking(50));
    assert_eq!(refused(&world, &donate(101)), lacking(1));
    assert_eq!(refused(&world, &exchange(500)), lacking(400));
    assert_eq!(refused(&world, &redeem(3)), lacking(20));
    assert_eq!(refused(&world, &adjusted("stars", -160)), lacking(60));
    for enough in [
        holding(&world, 100),
        give(100),
        donate(100),
        exchange(100),
        redeem(2),
        adjusted("stars", -100),
    ] {
        accepted(&world, &enough);
    }
}

#[test]
fn a_debt_adds_to_what_is_missing_but_not_to_what_staff_can_take() {
    let book = format!("{PROGRAMME}earning: {{base: {{unit: stars, give: 1, per: 1}}}}\n");
    let mut world = World::new(rulebook(&book), START);
    let (receipt, _) = world.buy(basket(vec![line("1", "tea", 1, 3_000)]));
    world.act(&adjusted("stars", -30));
    world.give_back(receipt, &[]);
    assert_eq!(world.balance("stars"), -30);
    assert_eq!(refused(&world, &holding(&world, 1)), (Code::UNITS_INSUFFICIENT, stars(31)));
    let taken = refused(&world, &adjusted("stars", -1));
    assert_eq!(taken, (Code::UNITS_INSUFFICIENT, stars(1)));
}

#[test]
fn a_capture_beyond_its_hold_says_by_how_much() {
    let mut world = shop();
    world.act(&adjusted("stars", 100));
    let held = holding(&world, 60);
    world.act(&held);
    let capture =
        |amount| Activity::Capture(Capture { hold: hold_id(), amount: Some(Units(amount)) });
    assert_eq!(refused(&world, &capture(75)), (Code::HOLD_TOO_SMALL, stars(15)));
    assert_eq!(refused(&world, &capture(0)), (Code::HOLD_TOO_SMALL, stars(0)));
    accepted(&world, &capture(60));
}

#[test]
fn a_return_of_more_than_was_bought_says_by_how_much() {
    let mut world = shop();
    let (receipt, _) = world.buy(basket(vec![line("1", "tea", 3, 100)]));
    world.give_back(receipt, &[("1", 1)]);
    let decision = world.give_back(receipt, &[("1", 5)]);
    let refusal = decision.fatal().expect("two are left");
    assert_eq!(refusal.code, Code::RETURN_TOO_MUCH);
    assert_eq!(refusal.missing, Some(Missing::Quantity(Quantity::pieces(3))));
}

fn certificate() -> (World, CertificateId) {
    let mut world = shop();
    let id = CertificateId(time_ordered(0, [5; 10]));
    world.snapshot = Snapshot::empty(Owner::certificate(id));
    let certificate_type = Key::new("gift");
    let issue = IssueCertificate { certificate_type, value: Money(5_000), receipt: None };
    world.act(&Activity::IssueCertificate(issue));
    (world, id)
}

fn moved(certificate: CertificateId, amount: i64) -> MoveCertificate {
    MoveCertificate { certificate, amount: Money(amount), receipt: None }
}

#[test]
fn a_certificate_that_is_short_says_by_how_much() {
    let (mut world, id) = certificate();
    let spend = |amount| Activity::SpendCertificate(moved(id, amount));
    let short = |amount| (Code::CERTIFICATE_EMPTY, Some(Missing::Money(Money(amount))));
    assert_eq!(refused(&world, &spend(5_700)), short(700));
    assert_eq!(refused(&world, &spend(5_001)), short(1));
    assert_eq!(refused(&world, &spend(0)), short(0));
    accepted(&world, &spend(5_000));
    world.act(&spend(3_000));
    assert_eq!(refused(&world, &spend(5_000)), short(3_000));
    world.act(&spend(2_000));
    assert_eq!(refused(&world, &spend(1)), (Code::CERTIFICATE_EMPTY, None));
}

#[test]
fn a_certificate_is_over_at_its_end() {
    let (mut world, id) = certificate();
    let spend = Activity::SpendCertificate(moved(id, 5_000));
    world.now = moment("2026-04-01T08:59:59.999Z");
    accepted(&world, &spend);
    world.now = moment("2026-04-01T09:00:00Z");
    assert_eq!(refused(&world, &spend), (Code::CERTIFICATE_EXPIRED, None));
}

#[test]
fn a_certificate_takes_back_what_was_spent_of_it_and_no_more() {
    let (mut world, id) = certificate();
    world.act(&Activity::SpendCertificate(moved(id, 3_000)));
    let refund = |amount| Activity::RefundCertificate(moved(id, amount));
    for amount in [3_001, 0, -1] {
        assert_eq!(refused(&world, &refund(amount)), (Code::CERTIFICATE_VALUE, None));
    }
    world.act(&refund(3_000));
    assert_eq!(world.snapshot.holdings.spendable("money").0, 5_000);
    assert_eq!(refused(&world, &refund(1)), (Code::CERTIFICATE_VALUE, None));
}

#[test]
fn an_exchange_says_what_the_partner_is_to_book_and_what_paid_for_it() {
    let mut world = shop();
    world.act(&adjusted("stars", 300));
    let decision = world.act(&Activity::Exchange(Exchange {
        exchange: ExchangeId(time_ordered(0, [9; 10])),
        kind: Key::new("miles"),
        account: "M-1".into(),
        amount: Units(300),
    }));
    let asked = decision.events.iter().find_map(|h| match &h.event {
        Event::ExchangeAsked(Asked { gives, paid_by, .. }) => Some((*gives, usize::from(*paid_by))),
        _ => None,
    });
    let (gives, paid_by) = asked.expect("an exchange was asked for");
    assert_eq!(gives, 75_000, "25 miles for each hundred, in thousandths");
    let paid = &decision.events[paid_by].event;
    assert!(matches!(paid, Event::Spent { purpose: Purpose::Exchange, .. }), "{paid:?}");
}

#[test]
fn everything_that_one_decision_makes_has_an_id_of_its_own() {
    let mut world = shop();
    let decision = world.act(&adjusted("cards", 30));
    let ids: Vec<_> = decision
        .events
        .iter()
        .filter_map(|h| match &h.event {
            Event::CouponGranted { id, .. } => Some(*id),
            _ => None,
        })
        .collect();
    assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (3, 3));
}

fn happened(decision: &Decision, which: impl Fn(&Event) -> bool) -> usize {
    decision.events.iter().filter(|h| which(&h.event)).count()
}

#[test]
fn parts_of_a_return_that_come_to_nothing_book_nothing() {
    let rules = "
redemption: {stars: {}}
earning: {base: {unit: stars, give: 1, per: 1, on: line.sku == 'tea'}}
";
    let mut world = World::new(rulebook(&format!("{PROGRAMME}{rules}")), START);
    let (earning, _) = world.buy(basket(vec![line("1", "tea", 3, 40)]));
    assert_eq!(world.balance("stars"), 1, "of 1.20");
    let burn = Burn { unit: Key::new("stars"), amount: Some(Units(1)), hold: None };
    let paid = Basket { burns: vec![burn], ..basket(vec![line("1", "mug", 3, 40)]) };
    let (spending, _) = world.buy(paid);
    assert_eq!(world.balance("stars"), 0);
    let moved = |e: &Event| matches!(e, Event::Unearned { .. } | Event::Unspent { .. });
    for receipt in [spending, earning] {
        assert_eq!(happened(&world.give_back(receipt, &[("1", 1)]), moved), 0);
        assert_eq!(happened(&world.give_back(receipt, &[("1", 1)]), moved), 0);
        assert_eq!(happened(&world.give_back(receipt, &[("1", 1)]), moved), 1);
    }
    assert_eq!(world.balance("stars"), 0);
}

const GUARANTEE: &str = "
price_guarantee: {name: Nowhere cheaper, within: 14 days, share: 50 %, unit: stars}
";

/// What an approved claim of this price for a heater of 98 euros brings.
fn approved(price: i64) -> Decision {
    let mut world = World::new(rulebook(&format!("{PROGRAMME}{GUARANTEE}")), START);
    let (receipt, _) = world.buy(basket(vec![line("h", "heater", 1, 9_800)]));
    let submission = SubmissionId(time_ordered(0, [4; 10]));
    let (line, quantity, evidence) = (Key::new("h"), None, None);
    let claim = ClaimPrice { submission, receipt, line, quantity, price: Money(price), evidence };
    world.snapshot.member.submissions.push(SubmissionState {
        id: submission,
        event: Key::new(price_claim::EVENT),
        reference: None,
        attributes: price_claim::attributes(&claim, Quantity::pieces(1)),
        at: world.now,
    });
    let activity = Activity::Decide(Decide { submission, approved: true, reason: None, by: None });
    let bought = world.entries.last().expect("the heater was bought");
    let returned = Returned::default();
    decide(&Inputs {
        activity: &activity,
        original: Some(Original { entry: bought, returned: &returned }),
        ..Inputs::of_state(&world.book, &world.snapshot, world.now)
    })
}

#[test]
fn a_difference_that_is_worth_less_than_a_unit_books_nothing() {
    let earned = |e: &Event| matches!(e, Event::Earned { .. });
    for (price, expected) in [(9_600, 1), (9_602, 0)] {
        let decision = approved(price);
        assert_eq!(decision.outcome.refusals, []);
        assert_eq!(happened(&decision, earned), expected, "{price}");
    }
}

#[test]
fn an_award_of_nothing_books_nothing() {
    let rules = "
events: {visit: {once_per_reference: false, attributes: {stars: number}}}
rules: {stars: {when: event visit, gives: {award: {unit: stars, amount: {formula: event.attributes.stars}}}}}
";
    let world = World::new(rulebook(&format!("{PROGRAMME}{rules}")), START);
    let visit = |milli| {
        Activity::Event(CustomEvent {
            event: Key::new("visit"),
            reference: None,
            submission: None,
            evidence: None,
            attributes: [(Key::new("stars"), Value::Number { milli })].into_iter().collect(),
        })
    };
    let earned = |e: &Event| matches!(e, Event::Earned { .. });
    for (milli, expected) in [(-1_000, 0), (0, 0), (999, 0), (1_000, 1)] {
        let decision = world.decide(&visit(milli));
        assert_eq!(happened(&decision, earned), expected, "{milli}");
    }
}

#[test]
fn as_many_are_held_out_as_the_programme_says() {
    let rules = "
events: {visit: {}}
rules: {compared: {when: event visit, holdout: 20 %, gives: {award: {unit: stars, amount: 1}}}}
";
    let mut world = World::new(rulebook(&format!("{PROGRAMME}{rules}")), START);
    let visit = Activity::Event(CustomEvent {
        event: Key::new("visit"),
        reference: None,
        submission: None,
        evidence: None,
        attributes: <_>::default(),
    });
    let mut held_out = 0;
    for number in 0u16..2_000 {
        let [high, low] = number.to_be_bytes();
        let id = MemberId(time_ordered(0, [1, 1, 1, 1, 1, 1, 1, 1, high, low]));
        world.snapshot.owner = Owner::member(id);
        let decision = world.decide(&visit);
        let gave = decision.events.iter().any(|h| matches!(h.event, Event::Earned { .. }));
        let held = decision.events.iter().any(|h| matches!(h.event, Event::HeldOut { .. }));
        assert!(gave != held, "either the one or the other");
        held_out += i32::from(held);
    }
    // Five standard deviations are 89.
    assert!((held_out - 400).abs() < 89, "{held_out}");
}

/// What a receipt is refused for, whose only line was changed.
fn refused_for(change: impl Fn(&mut Line)) -> Option<Code> {
    let mut only = line("1", "pen", 1, 100);
    change(&mut only);
    let (_, decision) = shop().buy(basket(vec![only]));
    decision.fatal().map(|refusal| refusal.code)
}

#[test]
fn lines_are_as_large_as_they_may_be_and_no_larger() {
    const LARGEST: i64 = model::amount::LARGEST_INPUT / 1_000;
    let price = |amount: i64| {
        refused_for(move |line: &mut Line| {
            (line.price, line.amount) = (Money(amount), Money(amount))
        })
    };
    let quantity = |milli: i64| refused_for(move |line: &mut Line| line.quantity = Quantity(milli));
    let cost = |amount: i64| refused_for(move |line: &mut Line| line.cost = Some(Money(amount)));
    for (largest, refusal) in [
        (LARGEST, None),
        (LARGEST + 1, Some(Code::RECEIPT_INVALID_LINE)),
        (-1, Some(Code::RECEIPT_INVALID_LINE)),
    ] {
        assert_eq!((price(largest), cost(largest)), (refusal, refusal), "{largest}");
        assert_eq!(quantity(largest), refusal, "{largest}");
    }
    assert_eq!((price(0), cost(0)), (None, None));
    assert_eq!(quantity(0), Some(Code::RECEIPT_INVALID_LINE));
    assert_eq!(quantity(1), None);
    let only_amount = |amount: i64| refused_for(move |line: &mut Line| line.amount = Money(amount));
    assert_eq!(only_amount(LARGEST + 1), Some(Code::RECEIPT_INVALID_LINE));
    assert_eq!(only_amount(-1), Some(Code::RECEIPT_INVALID_LINE));
}

#[test]
fn a_receipt_has_so_many_lines_and_no_more() {
    let lines = |count: usize| {
        let lines = (0..count).map(|number| line(&number.to_string(), "pen", 1, 1));
        let decision = shop().decide(&Activity::Purchase(Purchase {
            receipt: ReceiptId(time_ordered(0, [9; 10])),
            basket: basket(lines.collect()),
        }));
        decision.fatal().map(|refusal| refusal.code)
    };
    assert_eq!(lines(0), Some(Code::RECEIPT_EMPTY));
    assert_eq!(lines(tessera_engine::MOST_LINES), None);
    assert_eq!(lines(tessera_engine::MOST_LINES + 1), Some(Code::REQUEST_TOO_LARGE));
}

fn moment(text: &str) -> Instant {
    text.parse().expect("a time in a test")
}
