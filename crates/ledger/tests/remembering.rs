//! What is remembered of the choices, proofs and possessions of members, and
//! of what binds owners to each other.

mod chain;

use chain::*;
use model::activity::{HandBack, PassOn, Profile, Purchase, Return, SeatChange, TakeOver, Unmerge};
use model::attribute::{Attributes, Value};
use model::entry::Hash;
use model::event::{Asked, EventRef, MembershipEnd, PaidBy, Planned, TierCause};
use model::id::{
    CertificateId, CouponId, ExchangeId, GroupId, ReceiptId, SubmissionId, TransferId, time_ordered,
};
use model::outcome::{Outcome, ReceiptOutcome, ReturnOutcome};
use model::snapshot::{Affiliate, Belongings, ChoiceState, Tally};
use model::{Activity, Event, Key, Money, Owner, Quantity, Units};
use tessera_ledger::fold;
use tessera_ledger::member::{ACTIVATIONS_KEPT, CONSEQUENCES_KEPT, CONVERTED_KEPT, USED_UP_KEPT};

fn at(seq: u64, index: u16) -> EventRef {
    EventRef { seq, index }
}

#[test]
fn who_brought_a_member_is_remembered() {
    let mut chain = Chain::new();
    let affiliate = Affiliate { partner: "agency".into(), terms: "standard".into() };
    chain.does([Event::MemberEnrolled {
        profile: Profile::default(),
        channel: None,
        store: None,
        advocate: Some(member(7)),
        affiliate: Some(affiliate.clone()),
    }]);
    let state = &chain.snapshot.member;
    assert_eq!((state.advocate, state.affiliate.clone()), (Some(member(7)), Some(affiliate)));
}

#[test]
fn a_choice_replaces_the_one_before() {
    let mut chain = Chain::new();
    let chosen = |option: &str, period: i64, before: Vec<Key>| Event::Chosen {
        choice: "category".into(),
        options: vec![option.into()],
        period,
        before,
    };
    chain.does([chosen("coffee", 3, Vec::new())]);
    chain.does([chosen("tea", 4, vec!["coffee".into()])]);
    let state =
        ChoiceState { options: vec!["tea".into()], period: 4, before: vec!["coffee".into()] };
    assert_eq!(chain.snapshot.member.choices[&Key::new("category")], state);
}

#[test]
fn activations_are_forgotten_when_no_receipt_can_need_them() {
    let mut chain = Chain::new();
    let activated = |offer: &str, until: Option<i64>| Event::OfferActivated {
        offer: offer.into(),
        until: until.map(day),
    };
    chain.does([activated("weekly", Some(7)), activated("always", None)]);
    let kept = ACTIVATIONS_KEPT.as_hours() / 24;
    chain.does([advanced(7 + kept - 1)]);
    assert_eq!(chain.snapshot.member.activated.len(), 2);
    chain.does([advanced(7 + kept)]);
    let left: Vec<_> = chain.snapshot.member.activated.keys().cloned().collect();
    assert_eq!(left, ["always"]);
}

#[test]
fn terms_of_memberships_begin_are_reminded_of_and_end_one_by_one() {
    let mut chain = Chain::new();
    let started = |from: i64| Event::MembershipStarted {
        plan: "vip".into(),
        from: day(from),
        until: day(from + 365),
        fee: Money(9_900),
        trial: false,
        saved_before: 120,
    };
    let first = chain.does([started(0)]);
    let second = chain.does([advanced(1), started(365)]);
    chain.does([Event::MembershipReminded { plan: "vip".into(), source: at(first, 0) }]);
    let terms = &chain.snapshot.member.memberships;
    assert_eq!((terms[0].reminded, terms[1].reminded), (true, false));
    assert_eq!((terms[1].source, terms[1].saved_before), (at(second, 1), 120));
    let ended = |seq, index| Event::MembershipEnded {
        saved: 0,
        plan: "vip".into(),
        source: at(seq, index),
        cause: MembershipEnd::Lapsed,
        refund: Money::ZERO,
    };
    chain.does([ended(first, 0)]);
    assert_eq!(chain.snapshot.member.memberships.len(), 1);
    chain.does([ended(second, 1)]);
    assert!(chain.snapshot.member.memberships.is_empty());
}

#[test]
fn proofs_and_products_come_and_go() {
    let mut chain = Chain::new();
    let registered = |serial: &str, until: Option<i64>| Event::ProductRegistered {
        product: "car".into(),
        serial: serial.into(),
        until: until.map(day),
    };
    chain.does([
        Event::Verified { kind: "student".into(), until: Some(day(90)) },
        registered("A1", None),
        registered("B2", None),
        registered("A1", Some(30)),
    ]);
    let state = &chain.snapshot.member;
    assert_eq!(state.verifications[&Key::new("student")], Some(day(90)));
    let products: Vec<_> = state.products.iter().map(|p| (p.serial.as_str(), p.until)).collect();
    assert_eq!(products, [("B2", None), ("A1", Some(day(30)))]);
    chain.does([
        Event::VerificationEnded { kind: "student".into(), expired: true },
        Event::ProductReleased { product: "car".into(), serial: "B2".into() },
    ]);
    let state = &chain.snapshot.member;
    assert!(state.verifications.is_empty());
    assert_eq!(state.products.len(), 1);
}

#[test]
fn what_waits_for_a_decision_waits_until_it_comes() {
    let mut chain = Chain::new();
    let submission = SubmissionId(time_ordered(1, [8; 10]));
    let attributes = Attributes::from([(Key::new("stars"), Value::Number { milli: 5_000 })]);
    chain.does([Event::ActionSubmitted {
        submission,
        event: "review".into(),
        reference: Some("r-1".into()),
        attributes: attributes.clone(),
    }]);
    let waiting = &chain.snapshot.member.submissions[0];
    assert_eq!((waiting.id, &waiting.attributes, waiting.at), (submission, &attributes, day(0)));
    let event = "review".into();
    chain.does([Event::SubmissionDecided { submission, event, approved: false }]);
    assert!(chain.snapshot.member.submissions.is_empty());
}

#[test]
fn what_a_rule_gives_later_is_planned_until_it_is_given_or_called_off() {
    let mut chain = Chain::new();
    let planned = |due: i64, least: i64| {
        let (rule, due_at, least) = ("referral".into(), day(due), Money(least));
        let (pieces, goods) = (Quantity::ZERO, Vec::new());
        Event::Scheduled(Planned { rule, due_at, least, pieces, goods })
    };
    let seq = chain.does([planned(14, 1), planned(20, 0)]);
    let plans: Vec<_> = chain.snapshot.member.scheduled.iter().map(|s| s.source).collect();
    assert_eq!(plans, [at(seq, 0), at(seq, 1)]);
    chain.does([Event::Unscheduled { rule: "referral".into(), of: at(seq, 0), done: true }]);
    assert_eq!(chain.snapshot.member.scheduled[0].due_at, day(20));
    chain.does([Event::Unscheduled { rule: "referral".into(), of: at(seq, 1), done: false }]);
    assert!(chain.snapshot.member.scheduled.is_empty());
}

#[test]
fn an_exchange_knows_the_spending_behind_it_until_the_partner_answers() {
    let mut chain = Chain::new();
    chain.does([earned(50, None, Some(90))]);
    let exchange = ExchangeId(time_ordered(1, [9; 10]));
    let asked = Event::ExchangeAsked(Asked {
        exchange,
        kind: "airline".into(),
        account: "77-1".into(),
        unit: unit(),
        amount: Units(40),
        gives: 20_000,
        paid_by: 1,
    });
    let seq = chain.does([advanced(2), spent(40), asked]);
    assert_eq!(chain.snapshot.member.exchanges[0].source, at(seq, 1));
    chain.does([Event::ExchangeSettled { exchange, confirmed: true, reference: None }]);
    assert!(chain.snapshot.member.exchanges.is_empty());
}

fn came(seq: u64, amount: i64) -> Event {
    Event::ConsequenceCame { from: member(7), source: at(seq, 0), amount }
}

fn withdrawn(seq: u64, amount: i64) -> Event {
    Event::ConsequenceWithdrawn { from: member(7), source: at(seq, 0), amount }
}

#[test]
fn a_consequence_is_remembered_until_nothing_of_it_is_left() {
    let mut chain = Chain::new();
    let seq = chain.does([came(4, 1_000), came(5, 1)]);
    chain.does([withdrawn(4, 400)]);
    let state = &chain.snapshot.member.consequences[0];
    assert_eq!((state.seq, state.amount, state.withdrawn), (seq, 1_000, 400));
    chain.does([withdrawn(4, 600), withdrawn(99, 1)]);
    let left = &chain.snapshot.member.consequences;
    assert_eq!((left.len(), left[0].source), (1, at(5, 0)));
}

#[test]
fn only_the_newest_consequences_are_kept() {
    let mut chain = Chain::new();
    let most = CONSEQUENCES_KEPT as u64;
    chain.does((1..=most + 3).map(|seq| came(seq, 1)));
    let kept = &chain.snapshot.member.consequences;
    assert_eq!(kept.len(), CONSEQUENCES_KEPT);
    assert_eq!(kept[0].source, at(4, 0));
}

#[test]
fn members_take_and_leave_seats() {
    let mut chain = Chain::new();
    let group = GroupId(time_ordered(1, [6; 10]));
    let taken = |role: &str| Event::SeatTaken {
        group,
        kind: "household".into(),
        key: "smiths".into(),
        role: role.into(),
    };
    chain.does([taken("member")]);
    chain.does([taken("organiser")]);
    let seats = &chain.snapshot.member.seats;
    assert_eq!((seats.len(), seats[0].role.as_str()), (1, "organiser"));
    chain.does([Event::SeatLeft { group, kind: "household".into() }]);
    assert!(chain.snapshot.member.seats.is_empty());
}

#[test]
fn a_group_knows_its_seats_and_who_waits_for_one() {
    let mut chain = Chain::of(Owner::group(GroupId(time_ordered(1, [6; 10]))));
    let changed = |number: u8, change: SeatChange, seated: bool| Event::SeatChanged {
        member: member_id(number),
        change,
        role: "member".into(),
        seated,
    };
    chain.does([
        Event::GroupFormed { kind: "company".into(), key: "acme".into(), head: member_id(1) },
        changed(1, SeatChange::Ask, true),
        changed(2, SeatChange::Ask, false),
    ]);
    let seats = |chain: &Chain| {
        let group = chain.snapshot.member.group.as_ref().expect("it was formed");
        group.seats.iter().map(|s| (s.member, s.approved)).collect::<Vec<_>>()
    };
    assert_eq!(seats(&chain), [(member_id(1), true), (member_id(2), false)]);
    chain.does([changed(2, SeatChange::Approve, true)]);
    assert_eq!(seats(&chain), [(member_id(1), true), (member_id(2), true)]);
    chain.does([changed(1, SeatChange::Leave, false)]);
    assert_eq!(seats(&chain), [(member_id(2), true)]);
    let proven = chain.rebuilt();
    assert_eq!(proven.snapshot, chain.snapshot);
}

#[test]
fn what_another_owner_caused_is_told_apart_by_its_owner() {
    let mut chain = Chain::new();
    let other = |from| Event::ConsequenceCame { from, source: at(4, 0), amount: 10 };
    chain.does([other(member(7)), other(member(8))]);
    chain.does([Event::ConsequenceWithdrawn { from: member(8), source: at(4, 0), amount: 3 }]);
    let left = |chain: &Chain| {
        let all = chain.snapshot.member.consequences.iter();
        all.map(|c| (c.from, c.withdrawn)).collect::<Vec<_>>()
    };
    assert_eq!(left(&chain), [(member(7), 0), (member(8), 3)]);
    chain.does([Event::ConsequenceWithdrawn { from: member(8), source: at(4, 1), amount: 7 }]);
    assert_eq!(left(&chain), [(member(7), 0), (member(8), 3)]);
    chain.does([Event::ConsequenceWithdrawn { from: member(8), source: at(4, 0), amount: 6 }]);
    assert_eq!(left(&chain), [(member(7), 0), (member(8), 9)]);
    chain.does([Event::ConsequenceWithdrawn { from: member(8), source: at(4, 0), amount: 1 }]);
    assert_eq!(left(&chain), [(member(7), 0)]);
}

#[test]
fn things_are_told_apart_by_product_and_serial_number() {
    let mut chain = Chain::new();
    let registered = |product: &str, serial: &str| Event::ProductRegistered {
        product: product.into(),
        serial: serial.into(),
        until: None,
    };
    chain.does([registered("car", "1"), registered("bike", "1"), registered("car", "2")]);
    let things = |chain: &Chain| {
        let all = chain.snapshot.member.products.iter();
        all.map(|p| format!("{} {}", p.product, p.serial)).collect::<Vec<_>>()
    };
    assert_eq!(things(&chain), ["car 1", "bike 1", "car 2"]);
    chain.does([Event::ProductReleased { product: "car".into(), serial: "1".into() }]);
    assert_eq!(things(&chain), ["bike 1", "car 2"]);
}

#[test]
fn what_a_term_saved_is_told_to_those_that_follow_it_and_to_no_other() {
    let mut chain = Chain::new();
    let started = |plan: &str, from: i64| Event::MembershipStarted {
        plan: plan.into(),
        from: day(from),
        until: day(from + 30),
        fee: Money(1_000),
        trial: false,
        saved_before: 0,
    };
    let first = chain.does([
        started("plus", 0),
        started("plus", 30),
        started("plus", 29),
        started("gold", 30),
    ]);
    chain.does([Event::MembershipEnded {
        saved: 700,
        plan: "plus".into(),
        source: at(first, 0),
        cause: MembershipEnd::Lapsed,
        refund: Money::ZERO,
    }]);
    let terms = chain.snapshot.member.memberships.iter();
    let seen: Vec<_> = terms.map(|m| (m.plan.as_str(), m.saved_before)).collect();
    assert_eq!(seen, [("plus", 700), ("plus", 0), ("gold", 0)]);
}

#[test]
fn a_level_is_an_invitation_only_when_it_was_one() {
    let mut chain = Chain::new();
    let tier = |to: &str, cause| Event::TierChanged {
        track: "status".into(),
        from: None,
        to: Some(to.into()),
        cause,
        since: day(0),
        until: None,
        invited: false,
        kept: false,
        beneath: None,
    };
    let invited = |chain: &Chain| chain.snapshot.member.tiers["status"].invited;
    chain.does([tier("gold", TierCause::Reached)]);
    chain.does([tier("gold", TierCause::Requalified)]);
    assert!(!invited(&chain));
    chain.does([tier("gold", TierCause::Invited)]);
    assert!(invited(&chain));
}

#[test]
fn coupons_without_an_end_are_remembered_by_the_hundred() {
    let mut chain = Chain::new();
    let coupon = |number: u16| {
        let [high, low] = number.to_be_bytes();
        CouponId(time_ordered(1, [9, 9, 9, 9, 9, 9, 9, 9, high, low]))
    };
    let granted = |number: u16, until: Option<i64>| Event::CouponGranted {
        id: coupon(number),
        coupon: Key::new("treat"),
        from: day(0),
        until: until.map(day),
        uses: Some(1),
        transferable: false,
        paid_by: None,
    };
    let used = |number: u16| {
        let id = Some(coupon(number));
        Event::CouponUsed { coupon: Key::new("treat"), id, holder: None }
    };
    let kept = u16::try_from(USED_UP_KEPT).expect("a hundred");
    chain.does([granted(0, Some(9)), used(0)]);
    chain.does((1..=kept).flat_map(|number| [granted(number, None), used(number)]));
    let remembered = |chain: &Chain| {
        let ids: Vec<_> = chain.snapshot.member.used_up.iter().map(|c| c.id).collect();
        (ids.len(), ids[0], ids[1])
    };
    assert_eq!(remembered(&chain), (101, coupon(0), coupon(1)));
    chain.does([granted(kept + 1, None), used(kept + 1)]);
    assert_eq!(remembered(&chain), (101, coupon(0), coupon(2)));
    chain.does([advanced(9)]);
    assert_eq!(remembered(&chain), (100, coupon(2), coupon(3)));
}

fn joined() -> Event {
    let (channel, store, advocate, affiliate) = (None, None, None, None);
    Event::MemberEnrolled { profile: Profile::default(), channel, store, advocate, affiliate }
}

#[test]
fn certificates_of_conversions_are_remembered_by_the_fifty_until_they_end_or_go_back() {
    let mut chain = Chain::new();
    chain.does([joined()]);
    let id = |number: u8| CertificateId(time_ordered(1, [number; 10]));
    let given = |number: u8, until: Option<i64>, paid_by: Option<u16>| Event::CertificateIssued {
        certificate: id(number),
        certificate_type: "voucher".into(),
        value: Money(1_000),
        until: until.map(day),
        paid_by: paid_by.map(|event| PaidBy { event, conversion: "hundred".into() }),
    };
    let seq =
        chain.does([given(0, Some(9), Some(7)), given(1, None, None), given(2, None, Some(8))]);
    let remembered = |chain: &Chain| -> Vec<_> {
        chain.snapshot.member.converted.iter().map(|given| given.certificate).collect()
    };
    assert_eq!(remembered(&chain), [id(0), id(2)]);
    assert_eq!(chain.snapshot.member.converted[0].paid_by, at(seq, 7));
    chain.does([advanced(8)]);
    assert_eq!(remembered(&chain).len(), 2);
    chain.does([advanced(9)]);
    assert_eq!(remembered(&chain), [id(2)]);
    chain.does([Event::CertificateWithdrawn { certificate: id(2), amount: Money(1_000) }]);
    assert!(remembered(&chain).is_empty());
    let kept = u8::try_from(CONVERTED_KEPT).expect("fifty");
    chain.does((0..=kept).map(|number| given(number, None, Some(0))));
    assert_eq!(remembered(&chain), (1..=kept).map(id).collect::<Vec<_>>());
}

#[test]
fn a_certificate_knows_its_end_which_money_that_comes_back_can_move() {
    let id = CertificateId(time_ordered(1, [4; 10]));
    let issued = Event::CertificateIssued {
        certificate: id,
        certificate_type: "gift".into(),
        value: Money(5_000),
        until: Some(day(30)),
        paid_by: None,
    };
    let mut chain = Chain::of(Owner::certificate(id));
    chain.does([issued.clone()]);
    let state = chain.snapshot.member.certificate.clone().expect("it was issued");
    assert_eq!((state.value, state.until), (Money(5_000), Some(day(30))));
    chain.does([Event::Restored { unit: unit(), amount: Units(5), expires_at: Some(day(44)) }]);
    let state = chain.snapshot.member.certificate.clone().expect("it was issued");
    assert_eq!(state.until, Some(day(44)));
    let mut somebody = Chain::new();
    somebody.does([joined()]);
    somebody.does([issued]);
    assert_eq!(somebody.snapshot.member.certificate, None);
}

/// The tally after one more entry that does nothing but this.
fn tally(before: Tally, on: i64, activity: Activity, outcome: Outcome) -> Tally {
    let chain = Chain::new();
    let mut snapshot = chain.snapshot.clone();
    snapshot.tally = before;
    let (mut entry, _) = chain.entries[0].clone();
    (entry.seq, entry.previous) = (2, snapshot.head);
    (entry.events, entry.movements) = (Vec::new(), Vec::new());
    (entry.at, entry.activity, entry.outcome) = (day(on), activity, outcome);
    fold(&mut snapshot, &entry, Hash::default()).expect("it follows the first");
    snapshot.tally
}

fn bought(total: i64, discount: i64) -> (Activity, Outcome) {
    let receipt = ReceiptId(time_ordered(1, [3; 10]));
    let basket = model::Basket::default();
    let (total, discount) = (Money(total), Money(discount));
    let outcome = ReceiptOutcome { total, discount, ..ReceiptOutcome::default() };
    let outcome = Outcome { receipt: Some(outcome), ..Outcome::default() };
    (Activity::Purchase(Purchase { receipt, basket }), outcome)
}

#[test]
fn lists_show_receipts_turnover_and_the_last_deed() {
    let (activity, outcome) = bought(10_000, 1_000);
    let first = tally(Tally::default(), 3, activity, outcome);
    let last_activity_at = Some(day(3));
    assert_eq!(first, Tally { receipts: 1, turnover: Money(9_000), last_activity_at });
    // A receipt that comes late does not move the last deed back.
    let (activity, outcome) = bought(500, 0);
    let second = tally(first, 1, activity, outcome);
    assert_eq!(second, Tally { receipts: 2, turnover: Money(9_500), last_activity_at });
    let refund = ReturnOutcome {
        money: Money(100),
        by_units: Money(20),
        by_certificates: Money(3),
        ..ReturnOutcome::default()
    };
    let back = Activity::Return(Return {
        receipt: ReceiptId(time_ordered(1, [3; 10])),
        lines: Vec::new(),
        void: false,
        reason: None,
        store: model::basket::Store::default(),
    });
    let outcome = Outcome { refund: Some(refund), ..Outcome::default() };
    let third = tally(second, 5, back, outcome);
    let last_activity_at = Some(day(5));
    assert_eq!(third, Tally { receipts: 2, turnover: Money(9_377), last_activity_at });
    // Time is nobody's deed.
    assert_eq!(tally(third, 9, Activity::TimePassed, Outcome::default()), third);
}

#[test]
fn receipts_and_turnover_go_along_with_an_account_and_come_back() {
    let (transfer, other) = (TransferId(time_ordered(1, [4; 10])), member(7));
    let belongings = Belongings { receipts: 3, turnover: Money(4_500), ..Belongings::default() };
    let after = |before: Tally, activity: Activity| tally(before, 5, activity, Outcome::default());
    let counts = |tally: Tally| (tally.receipts, tally.turnover);
    let before = Tally { receipts: 5, turnover: Money(6_000), last_activity_at: None };
    let with = |make: fn(TransferId, Owner, Belongings) -> Activity| {
        counts(after(before, make(transfer, other, belongings.clone())))
    };
    let took =
        |transfer, from, belongings| Activity::TakeOver(TakeOver { transfer, from, belongings });
    let got_back =
        |transfer, from, belongings| Activity::Unmerge(Unmerge { transfer, from, belongings });
    let passed_on =
        |transfer, to, belongings| Activity::PassOn(PassOn { transfer, to, belongings });
    let handed_back =
        |transfer, to, belongings| Activity::HandBack(HandBack { transfer, to, belongings });
    assert_eq!(with(took), (8, Money(10_500)));
    assert_eq!(with(got_back), (8, Money(10_500)));
    assert_eq!(with(passed_on), (2, Money(1_500)));
    assert_eq!(with(handed_back), (2, Money(1_500)));
}
