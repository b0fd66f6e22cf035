//! Every event that people should read has a sentence.

use super::*;
use serde_json::{Value, json};

const MEMBER: &str = "mem_00000000000000000000000001";
const GROUP: &str = "grp_00000000000000000000000001";
const CLAIM: &str = "clm_00000000000000000000000001";
const COUPON: &str = "cpn_00000000000000000000000001";
const HOLD: &str = "hld_00000000000000000000000001";
const CERTIFICATE: &str = "crt_00000000000000000000000001";
const TRANSFER: &str = "trf_00000000000000000000000001";
const SUBMISSION: &str = "sub_00000000000000000000000001";
const EXCHANGE: &str = "exc_00000000000000000000000001";
const RECEIPT: &str = "rcp_00000000000000000000000001";
const DAY: &str = "2026-11-27T10:00:00Z";

/// Whether people should read it. Every new event has to be thought about here.
#[expect(clippy::too_many_lines, reason = "a line for each event")]
fn is_read(event: &Event) -> bool {
    match event {
        Event::MemberEnrolled { .. }
        | Event::BlockingChanged { .. }
        | Event::Discounted { .. }
        | Event::Earned { .. }
        | Event::Spent { .. }
        | Event::Unearned { .. }
        | Event::Unspent { .. }
        | Event::Lapsed { .. }
        | Event::Adjusted { .. }
        | Event::HoldPlaced { .. }
        | Event::HoldReleased { .. }
        | Event::TierChanged { .. }
        | Event::CouponGranted { .. }
        | Event::CouponUsed { .. }
        | Event::CouponRestored { .. }
        | Event::CouponEnded { .. }
        | Event::RewardClaimed { .. }
        | Event::RewardCollected { .. }
        | Event::RewardCancelled { .. }
        | Event::CertificateUsed { .. }
        | Event::CertificateRefunded { .. }
        | Event::CertificateIssued { .. }
        | Event::CertificateWithdrawn { .. }
        | Event::Restored { .. }
        | Event::Tagged { .. }
        | Event::ActionCounted { .. }
        | Event::ActionSubmitted { .. }
        | Event::SubmissionDecided { .. }
        | Event::PriceRefunded { .. }
        | Event::Chosen { .. }
        | Event::OfferActivated { .. }
        | Event::MembershipStarted { .. }
        | Event::MembershipEnded { .. }
        | Event::MembershipReminded { .. }
        | Event::Verified { .. }
        | Event::VerificationEnded { .. }
        | Event::ProductRegistered { .. }
        | Event::ProductReleased { .. }
        | Event::TransferredOut { .. }
        | Event::TransferredIn { .. }
        | Event::Accrued { .. }
        | Event::ExchangeAsked(_)
        | Event::ExchangeSettled { .. }
        | Event::Scheduled(_)
        | Event::Unscheduled { .. }
        | Event::SurpriseDrawn { .. }
        | Event::PrizeWon { .. }
        | Event::GroupFormed { .. }
        | Event::SeatChanged { .. }
        | Event::SeatTaken { .. }
        | Event::SeatLeft { .. }
        | Event::Merged { .. }
        | Event::PassedOn { .. }
        | Event::TakenOver { .. }
        | Event::HandedBack { .. }
        | Event::Unmerged { .. }
        | Event::DebtPassedOn { .. }
        | Event::DebtTakenOver { .. }
        | Event::ReceiptClaimed(_)
        | Event::ReceiptHandedOver(_) => true,
        Event::ProfileChanged { .. }
        | Event::TimeAdvanced { .. }
        | Event::Counted { .. }
        | Event::MessageWanted { .. }
        | Event::Caused { .. }
        | Event::Uncaused { .. }
        | Event::ConsequenceCame { .. }
        | Event::ConsequenceWithdrawn { .. }
        | Event::HeldOut { .. } => false,
    }
}

/// How many kinds of events there are.
const KINDS: usize = 68;

/// One event of every kind.
fn samples() -> Vec<Event> {
    let all = [units(), standing(), own(), between()].concat();
    all.into_iter().map(event).collect()
}

fn units() -> Vec<Value> {
    let of = json!({"seq": 1, "index": 0});
    vec![
        json!({"discounted": {"amount": 100, "by_line": [100]}}),
        json!({"earned": {"unit": "points", "amount": 5}}),
        json!({"spent": {"unit": "points", "amount": 5, "purpose": "purchase"}}),
        json!({"unearned": {"of": of, "unit": "points", "amount": 5, "shortage": "debt"}}),
        json!({"unspent": {"of": of, "unit": "points", "amount": 5, "before": 0}}),
        json!({"lapsed": {"unit": "points"}}),
        json!({"adjusted": {"unit": "points", "amount": 5, "reason": "sorry"}}),
        json!({"hold_placed": {"hold": HOLD, "unit": "points", "amount": 5, "until": DAY}}),
        json!({"hold_released": {"hold": HOLD, "lapsed": true}}),
        json!({"restored": {"unit": "points", "amount": 5}}),
        json!({"counted": {"series": "limit:a/day", "period": 1, "delta": 1, "keep_from": 1}}),
        json!({"certificate_used": {"certificate": CERTIFICATE, "amount": 100, "by_line": []}}),
        json!({"certificate_refunded": {"certificate": CERTIFICATE, "amount": 100}}),
        json!({"certificate_issued":
            {"certificate": CERTIFICATE, "certificate_type": "gift", "value": 100}}),
        json!({"price_refunded": {"receipt": RECEIPT, "line": "1", "amount": 100}}),
    ]
}

fn standing() -> Vec<Value> {
    vec![
        json!({"member_enrolled": {"profile": {}}}),
        json!({"profile_changed": {"profile": {}}}),
        json!({"blocking_changed": {"blocked": true}}),
        json!({"time_advanced": {"to": DAY}}),
        json!({"tier_changed":
            {"track": "status", "to": "gold", "cause": "reached", "since": DAY}}),
        json!({"coupon_granted": {"id": COUPON, "coupon": "spring", "from": DAY}}),
        json!({"coupon_used": {"coupon": "spring"}}),
        json!({"coupon_restored": {"coupon": "spring"}}),
        json!({"coupon_ended": {"id": COUPON, "expired": false}}),
        json!({"reward_claimed":
            {"claim": CLAIM, "reward": "mug", "quantity": 2, "option": "blue"}}),
        json!({"reward_collected": {"claim": CLAIM}}),
        json!({"reward_cancelled": {"claim": CLAIM}}),
        json!({"tagged": {"tag": "regular", "on": true}}),
        json!({"message_wanted": {"text": "hello"}}),
    ]
}

fn own() -> Vec<Value> {
    let source = json!({"seq": 1, "index": 0});
    vec![
        json!({"action_counted": {"event": "review"}}),
        json!({"action_submitted": {"submission": SUBMISSION, "event": "review"}}),
        json!({"submission_decided":
            {"submission": SUBMISSION, "event": "review", "approved": true}}),
        json!({"chosen": {"choice": "flavour", "options": ["tea", "rum"], "period": 3}}),
        json!({"offer_activated": {"offer": "mug", "until": DAY}}),
        json!({"membership_started": {"plan": "vip", "from": DAY, "until": DAY, "fee": 9_900}}),
        json!({"membership_ended":
            {"plan": "vip", "source": source, "cause": "cancelled", "refund": 4_950}}),
        json!({"membership_reminded": {"plan": "vip", "source": source}}),
        json!({"verified": {"kind": "student", "until": DAY}}),
        json!({"verification_ended": {"kind": "student", "expired": true}}),
        json!({"product_registered": {"product": "car", "serial": "A1"}}),
        json!({"product_released": {"product": "car", "serial": "A1"}}),
    ]
}

fn between() -> Vec<Value> {
    let source = json!({"seq": 1, "index": 0});
    let (unit, amount) = ("points", 5);
    vec![
        json!({"transferred_out": {"transfer": TRANSFER, "to": MEMBER, "unit": unit,
            "amount": amount, "parts": [{"amount": 5}], "purpose": "gift"}}),
        json!({"transferred_in": {"transfer": TRANSFER, "from": MEMBER, "unit": unit,
            "amount": amount, "expires_at": DAY, "purpose": "pool"}}),
        json!({"accrued": {"ground": "commission", "party": "agency", "amount": 250}}),
        json!({"exchange_asked": {"exchange": EXCHANGE, "kind": "airline", "account": "77",
            "unit": unit, "amount": 10, "gives": 5_000, "paid_by": 0}}),
        json!({"exchange_settled": {"exchange": EXCHANGE, "confirmed": true}}),
        json!({"caused": {"owner": MEMBER, "rule": "referral-advocate", "amount": 1}}),
        json!({"uncaused": {"owner": MEMBER, "of": source, "amount": 1}}),
        json!({"consequence_came": {"from": MEMBER, "source": source, "amount": 1}}),
        json!({"consequence_withdrawn": {"from": MEMBER, "source": source, "amount": 1}}),
        json!({"scheduled": {"rule": "mug", "due_at": DAY, "goods": []}}),
        json!({"unscheduled": {"rule": "mug", "of": source, "done": false}}),
        json!({"surprise_drawn": {"surprise": "bag", "entry": "cake", "worth": 300}}),
        json!({"held_out": {"rule": "mug"}}),
        json!({"prize_won": {"raffle": "summer", "draw": "1", "prize": "bike", "ticket": 77}}),
        json!({"group_formed": {"kind": "household", "key": "smiths", "head": MEMBER}}),
        json!({"seat_changed":
            {"member": MEMBER, "change": "ask", "role": "member", "seated": false}}),
        json!({"seat_taken":
            {"group": GROUP, "kind": "household", "key": "smiths", "role": "member"}}),
        json!({"seat_left": {"group": GROUP, "kind": "household"}}),
        json!({"merged": {"into": MEMBER}}),
        json!({"passed_on": {"to": MEMBER, "belongings": {}}}),
        json!({"taken_over": {"from": MEMBER, "taken": {}}}),
        json!({"handed_back": {"to": MEMBER, "left": {}}}),
        json!({"unmerged": {"from": MEMBER, "belongings": {}}}),
        json!({"debt_passed_on": {"to": MEMBER, "unit": unit, "amount": amount}}),
        json!({"debt_taken_over": {"from": MEMBER, "unit": unit, "amount": amount}}),
        json!({"receipt_claimed": {"receipt": RECEIPT, "number": "000123", "paid_at": DAY}}),
        json!({"receipt_handed_over": {"to": MEMBER, "seq": 3}}),
    ]
}

#[test]
fn every_event_that_people_should_read_has_a_sentence() {
    let book = book();
    let mut kinds = std::collections::HashSet::new();
    for event in samples() {
        kinds.insert(std::mem::discriminant(&event));
        for locale in ["en", "ru", "az", "id"] {
            let said = sentence(&book, event.clone(), locale);
            assert_eq!(!said.is_empty(), is_read(&event), "{event:?} in {locale}");
            assert!(!said.contains(['{', '}']), "{said}");
        }
    }
    assert_eq!(kinds.len(), KINDS, "a kind of event has no sample");
}

fn said(value: Value, locale: &str) -> String {
    sentence(&book(), event(value), locale)
}

#[test]
fn choices_memberships_and_proofs_are_told_by_name() {
    let chosen = json!({"chosen": {"choice": "flavour", "options": ["tea", "rum"], "period": 3}});
    assert_eq!(said(chosen.clone(), "en"), "Your flavour: Tea, Rum chosen");
    assert_eq!(said(chosen, "ru"), "Ваш вкус: выбрано Чай, Ром");
    let nothing = json!({"chosen": {"choice": "flavour", "options": [], "period": 3}});
    assert_eq!(said(nothing, "en"), "Your flavour: nothing is chosen any more");
    let started = |trial: bool| {
        json!({"membership_started": {"plan": "vip", "from": DAY,
            "until": "2027-11-27T10:00:00Z", "fee": 0, "trial": trial}})
    };
    let text = said(started(false), "en");
    assert_eq!(text, "VIP club: membership from 27 November 2026, until 27 November 2027");
    assert!(said(started(true), "ru").starts_with("VIP-клуб: бесплатный пробный период"));
    let ended = |cause: &str, refund: i64| {
        let source = json!({"seq": 1, "index": 0});
        said(
            json!({"membership_ended":
                {"plan": "vip", "source": source, "cause": cause, "refund": refund}}),
            "en",
        )
    };
    let cancelled = "VIP club: the membership was cancelled";
    assert_eq!(ended("cancelled", 0), cancelled);
    assert_eq!(ended("cancelled", 4_950), format!("{cancelled}, 49.50 EUR goes back"));
    assert_eq!(ended("lapsed", 0), "VIP club: the membership has ended");
    let claimed = json!({"reward_claimed":
        {"claim": CLAIM, "reward": "mug", "quantity": 2, "option": "blue"}});
    assert_eq!(said(claimed, "ru"), "выбрано: Mug, 2: синяя");
    let tag = |tag: &str| said(json!({"tagged": {"tag": tag, "on": true}}), "en");
    assert_eq!((tag("regular").as_str(), tag("noted").as_str()), ("badge earned: Regular", ""));
}

#[test]
fn money_due_to_others_is_told_with_its_direction() {
    let accrued = |ground: &str, amount: i64| {
        let party = "agency";
        said(json!({"accrued": {"ground": ground, "party": party, "amount": amount}}), "en")
    };
    assert_eq!(accrued("commission", 250), "agency: 2.50 EUR due (commission)");
    assert_eq!(accrued("commission", -250), "agency: 2.50 EUR taken back (commission)");
    assert_eq!(accrued("issuing", -250), "agency: owes 2.50 EUR (units issued)");
    assert_eq!(accrued("issuing", 250), "agency: 2.50 EUR taken back (units issued)");
}

#[test]
fn transfers_exchanges_and_chance_are_told_in_every_language() {
    let given = |purpose: &str| {
        json!({"transferred_out": {"transfer": TRANSFER, "to": MEMBER, "unit": "points",
            "amount": 5, "parts": [{"amount": 5}], "purpose": purpose}})
    };
    assert_eq!(said(given("gift"), "ru"), "5 баллов: подарено другому участнику");
    assert_eq!(said(given("gift"), "az"), "5 points başqa üzvə hədiyyə edildi");
    assert_eq!(said(given("pool"), "en"), "5 points went into a purchase of the group");
    let asked = json!({"exchange_asked": {"exchange": EXCHANGE, "kind": "airline",
        "account": "77", "unit": "points", "amount": 10, "gives": 5_500, "paid_by": 0}});
    assert_eq!(said(asked, "en"), "Blue Wings: 5.5 miles asked for");
    let won = json!({"prize_won":
        {"raffle": "summer", "draw": "1", "prize": "bike", "ticket": 77}});
    assert_eq!(said(won, "id"), "Summer draw: tiket 77 memenangkan Bicycle");
    let drawn = json!({"surprise_drawn": {"surprise": "bag", "entry": "cake", "worth": 300}});
    assert_eq!(said(drawn, "en"), "Lucky bag: A cake");
}

#[test]
fn everything_that_has_a_name_is_called_by_it() {
    let book = book();
    let called = |key: &str| {
        let accrued = json!({"accrued": {"ground": "commission", "party": key, "amount": 250}});
        let said = sentence(&book, event(accrued), "en");
        said.split(':').next().unwrap_or_default().to_owned()
    };
    for (key, name) in [
        ("cellar", "The cellar"),
        ("roof", "The roof"),
        ("autumn", "Autumn walk"),
        ("spring", "Spring walk"),
        ("quest_autumn_leaf", "A leaf"),
        ("quest_spring_bud", "A bud"),
        ("rum", "Rum"),
        ("blue", "blue"),
        ("bike", "Bicycle"),
        ("nobody", "nobody"),
    ] {
        assert_eq!(called(key), name, "{key}");
    }
}

#[test]
fn days_and_hours_are_written_as_each_language_writes_them() {
    let held = json!({"hold_placed":
        {"hold": HOLD, "unit": "points", "amount": 5, "until": "2026-03-05T09:04:00Z"}});
    for (locale, expected) in [
        ("en", "5 points reserved until 5 March 2026, 10:04"),
        ("ru", "5 баллов в резерве до 5 марта 2026, 10:04"),
        ("az", "5 points rezerv edildi, 5 mart 2026, 10:04 tarixinə qədər"),
        ("id", "5 points dicadangkan sampai 5 Maret 2026, 10:04"),
        ("fr", "5 points reserved until 5 March 2026, 10:04"),
    ] {
        assert_eq!(said(held.clone(), locale), expected, "{locale}");
    }
}

#[test]
fn who_brought_somebody_and_what_a_partner_refused_are_told() {
    let enrolled = |by: Value| said(json!({"member_enrolled": by}), "en");
    let (brought, alone) = (json!({"profile": {}, "advocate": MEMBER}), json!({"profile": {}}));
    assert_eq!(enrolled(brought), "joined the programme, brought by a member");
    assert_eq!(enrolled(alone), "joined the programme");
    let settled = |confirmed: bool| {
        let settled = json!({"exchange_settled": {"exchange": EXCHANGE, "confirmed": confirmed}});
        said(settled, "en")
    };
    assert!(settled(true).ends_with("booked by the partner"), "{}", settled(true));
    assert!(settled(false).ends_with("not accepted by the partner"), "{}", settled(false));
}
