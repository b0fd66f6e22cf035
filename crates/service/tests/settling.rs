//! Money: what is due to whom, and what goes back, adds up to the cent.

mod shop;

use model::activity::ReturnedLine;
use model::basket::Burn;
use model::event::Ground;
use model::id::{MemberId, SubmissionId};
use model::{Activity, Code, Event, Key, Money, Quantity, Units};
use shop::{Shop, ask, euros, purchase_of, receipt_of};
use tessera_service::members::{self, Enrolment};
use tessera_service::partners::{self, NewDispute, Payment, Period, Row};
use tessera_service::price_claims::{self, NewPriceClaim};
use tessera_service::purchase::NewPurchase;
use tessera_service::returns::{self, NewReturn};
use tessera_service::submissions::{self, Decision};
use tessera_service::{Committed, Who, affiliates, causes, exchanges};

/// A purchase at a partner of the coalition.
fn at(partner: &str, member: MemberId, amount: Money, points: i64) -> NewPurchase {
    let mut new = purchase_of(Some(member), amount);
    new.basket.store.partner = Some(Key::new(partner));
    if points > 0 {
        let (unit, amount) = (Key::new("points"), Some(Units(points)));
        new.basket.burns = vec![Burn { unit, amount, hold: None }];
    }
    new
}

async fn period(shop: &Shop) -> Period {
    partners::period_at(&shop.tessera, shop.tessera.now()).await.expect("a programme is active")
}

/// The statement of a period, which is what the journal says.
async fn statement(shop: &Shop, period: Period) -> partners::Statement {
    shop.project().await;
    let statement = partners::statement(&shop.tessera, period).await.expect("readable");
    let again = partners::recompute(&shop.tessera, period).await.expect("readable");
    assert_eq!(statement.rows, again);
    statement
}

fn row(ground: Ground, party: &str, amount: i64) -> Row {
    Row { ground, party: Key::new(party), amount: Money(amount) }
}

#[tokio::test]
async fn a_statement_equals_what_the_journal_says_also_after_returns() {
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    shop.buy(at("fresh", member, euros(1_000), 0)).await.expect("bought");
    let mixed = shop.buy(at("petrol", member, euros(100), 60)).await.expect("bought");
    let books = shop.buy(at("books", member, euros(200), 0)).await.expect("bought");
    let march = period(&shop).await;
    assert_eq!(march.to_string(), "2026-03");
    // The trees get 1 % of the receipts, points included; nobody issues points for points.
    let rows = [
        row(Ground::Issuing, "books", -400),
        row(Ground::Issuing, "fresh", -10_000),
        row(Ground::Issuing, "petrol", -200),
        row(Ground::Accepting, "petrol", 5_400),
        row(Ground::Donation, "trees", 1_300),
    ];
    let first = statement(&shop, march).await;
    assert_eq!(first.rows, rows);
    for receipt in [receipt_of(&mixed), receipt_of(&books)] {
        let back = NewReturn::whole(receipt);
        returns::return_goods(&shop.tessera, &ask(), back).await.expect("goods come back");
    }
    let second = statement(&shop, march).await;
    assert_eq!(
        second.rows,
        [row(Ground::Issuing, "fresh", -10_000), row(Ground::Donation, "trees", 1_000)]
    );
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_period_is_closed_once_and_only_when_it_is_over() {
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    shop.buy(at("fresh", member, euros(1_000), 0)).await.expect("bought");
    shop.buy(at("petrol", member, euros(100), 60)).await.expect("bought");
    let march = period(&shop).await;
    let close = |key: &'static str, ground| {
        let tessera = &shop.tessera;
        let ask = ask().with_key(key);
        async move { partners::close(tessera, &ask, march, ground).await }
    };
    let early = close("early", None).await.map_err(|e| e.code()).map(drop);
    assert_eq!(early, Err(Code::SETTLEMENT_STATE));
    shop.wait(31).await;
    let donations = close("donations", Some(Ground::Donation)).await.expect("it is over");
    assert_eq!(donations.rows, [row(Ground::Donation, "trees", 1_100)]);
    let rest = close("rest", None).await.expect("the others are open");
    assert!(!rest.grounds.contains(&Ground::Donation) && rest.rows.len() == 3);
    let pays = |from: &str, to: &str, amount| Payment {
        from: Key::new(from),
        to: Key::new(to),
        amount: Money(amount),
    };
    assert_eq!(
        rest.payments,
        [pays("fresh", "petrol", 5_200), pays("fresh", "together", 4_800)],
        "the operator keeps what nobody accepted yet"
    );
    assert_eq!(close("rest", None).await.expect("answered again"), rest);
    let twice = close("twice", None).await.map_err(|e| e.code()).map(drop);
    assert_eq!(twice, Err(Code::SETTLEMENT_STATE));
    // A receipt of March that comes now belongs to April: what is closed does not change.
    let mut late = at("books", member, euros(50), 0);
    late.at = Some(shop::morning());
    shop.buy(late).await.expect("kept");
    let closed = statement(&shop, march).await;
    assert_eq!(closed.net_of("books"), Money::ZERO);
    assert_eq!(statement(&shop, period(&shop).await).await.net_of("books"), Money(-100));
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_dispute_is_decided_once_and_then_counts() {
    let shop = Shop::together().await;
    let new = |party: &str| NewDispute {
        party: Key::new(party),
        period: "2026-02".into(),
        claimed: Some(Money(5_000)),
        reason: "points of a receipt were not ours".into(),
    };
    let tessera = &shop.tessera;
    let unknown = partners::open_dispute(tessera, &ask(), new("nobody")).await;
    assert_eq!(unknown.map_err(|e| e.code()).map(drop), Err(Code::PARTNER_UNKNOWN));
    let opened = partners::open_dispute(tessera, &ask(), new("fresh")).await.expect("opened");
    let decide = |key: &'static str, amount| {
        let (ask, id) = (ask().with_key(key), opened.id);
        async move { partners::decide_dispute(tessera, &ask, id, Money(amount), "checked".into()).await }
    };
    decide("one", 3_000).await.expect("decided");
    decide("one", 3_000).await.expect("answered again");
    let twice = decide("two", 5_000).await.map_err(|e| e.code()).map(drop);
    assert_eq!(twice, Err(Code::DISPUTE_NOT_FOUND));
    let statement = statement(&shop, period(&shop).await).await;
    assert_eq!(statement.rows, [row(Ground::Dispute, "fresh", 3_000)]);
    let listed = partners::list_disputes(tessera).await.expect("readable");
    assert_eq!(listed[0].decision.as_ref().map(|d| d.amount), Some(Money(3_000)));
    shop.assert_sound().await;
}

#[tokio::test]
async fn an_affiliate_gets_its_share_of_what_its_customers_spend() {
    let shop = Shop::together().await;
    let tessera = &shop.tessera;
    let register = |name: &'static str, terms: &'static str| async move {
        let (key, name) = (Key::new("nord"), name.into());
        affiliates::register(tessera, &ask(), key, name, terms.into()).await.map_err(|e| e.code())
    };
    let join = |partner: &'static str| async move {
        let affiliate = Some(Key::new(partner));
        let enrolment = Enrolment { affiliate, ..Enrolment::default() };
        members::enrol(tessera, &ask(), enrolment).await.map_err(|e| e.code())
    };
    assert_eq!(register("Nord", "unheard").await.map(drop), Err(Code::AFFILIATE_UNKNOWN));
    assert_eq!(join("nord").await.map(drop), Err(Code::AFFILIATE_UNKNOWN));
    let nord = register("Nord", "regular").await.expect("registered");
    assert_eq!(register("Nord", "regular").await, Ok(nord.clone()), "once more changes nothing");
    assert_eq!(register("South", "regular").await.map(drop), Err(Code::AFFILIATE_EXISTS));
    assert_eq!(affiliates::list(tessera).await.expect("readable"), [nord]);
    let member = join("nord").await.expect("joined").entry.owner.as_member();
    shop.buy(purchase_of(member, euros(80))).await.expect("bought");
    let statement = statement(&shop, period(&shop).await).await;
    assert_eq!(statement.net_of("nord"), Money(800));
    let paid = statement.payments.iter().find(|payment| payment.to == "nord");
    assert_eq!(paid.map(|p| (p.from.as_str(), p.amount)), Some(("together", Money(800))));
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_cause_counts_what_members_give_and_what_is_shared() {
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    shop.give(member, 30).await;
    let who = Who::Member(member);
    let (tessera, cause, unit) = (&shop.tessera, Key::new("trees"), Key::new("points"));
    causes::donate(tessera, &ask(), &who, cause, unit, Units(20)).await.expect("given");
    shop.buy(purchase_of(None, euros(300))).await.expect("not by a member: nothing");
    let bought = shop.buy(purchase_of(Some(member), euros(500))).await.expect("bought");
    let amount = || async { causes::list(tessera, "en").await.expect("readable")[0].amount };
    assert_eq!(amount().await, Money(2_500));
    let back = NewReturn::whole(receipt_of(&bought));
    returns::return_goods(tessera, &ask(), back).await.expect("goods come back");
    assert_eq!(amount().await, Money(2_000));
    assert_eq!(statement(&shop, period(&shop).await).await.net_of("trees"), Money(2_000));
    shop.assert_sound().await;
}

#[tokio::test]
async fn an_exchange_waits_for_the_partner_and_comes_back_after_a_no() {
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    shop.give(member, 30).await;
    let (tessera, who) = (&shop.tessera, Who::Member(member));
    let request = |amount: i64| {
        let who = who.clone();
        async move {
            let (kind, account) = (Key::new("airline"), "AL-1".into());
            exchanges::request(tessera, &ask(), &who, kind, account, Units(amount)).await
        }
    };
    let id = |committed: &Committed| match &committed.entry.activity {
        Activity::Exchange(exchange) => exchange.exchange,
        other => panic!("{} is no exchange", other.word()),
    };
    let (first, second) = (request(9).await.expect("asked"), request(12).await.expect("asked"));
    assert_eq!(shop.points(member).await, 9);
    let open = || async {
        let open = exchanges::list_open(tessera, store::Page::first(10)).await;
        open.expect("readable").items.iter().map(|open| open.exchange.gives).collect::<Vec<_>>()
    };
    assert_eq!(open().await, [3_000, 4_000]);
    let settle = |id, confirmed| exchanges_settle(&shop, id, confirmed);
    settle(id(&first), true).await.expect("booked there");
    settle(id(&second), false).await.expect("not booked there");
    assert_eq!(settle(id(&second), true).await, Err(Code::EXCHANGE_NOT_FOUND));
    assert_eq!((shop.points(member).await, open().await), (21, Vec::new()));
    shop.assert_sound().await;
}

async fn exchanges_settle(
    shop: &Shop,
    id: model::id::ExchangeId,
    confirmed: bool,
) -> Result<(), Code> {
    let done = exchanges::settle(&shop.tessera, &ask(), id, confirmed, None).await;
    done.map(drop).map_err(|error| error.code())
}

/// A receipt with three pieces for 100.00 in all.
async fn three_pieces(shop: &Shop, member: MemberId) -> Committed {
    let mut new = purchase_of(Some(member), euros(100));
    new.basket.lines[0].quantity = Quantity(3_000);
    new.basket.lines[0].price = Money(3_333);
    shop.buy(new).await.expect("bought")
}

async fn claim_price(
    shop: &Shop,
    bought: &Committed,
    pieces: i64,
    price: i64,
) -> Result<SubmissionId, Code> {
    let claim = NewPriceClaim {
        receipt: receipt_of(bought),
        line: "1".into(),
        quantity: Some(Quantity(pieces * 1_000)),
        price: Money(price),
        evidence: Some("https://elsewhere.example".into()),
    };
    let done = price_claims::claim(&shop.tessera, &ask(), claim).await.map_err(|e| e.code())?;
    let submitted = done.entry.events.iter().find_map(|happening| match &happening.event {
        Event::ActionSubmitted { submission, .. } => Some(*submission),
        _ => None,
    });
    Ok(submitted.expect("claims wait"))
}

/// Money that goes back because a claim was approved.
async fn approve(shop: &Shop, submission: SubmissionId) -> Money {
    let decision = Decision { approved: true, reason: None, by: None };
    let done = submissions::decide(&shop.tessera, &ask(), submission, decision).await;
    let entry = done.expect("decided").entry;
    shop::assert_explained(shop, entry.owner).await;
    entry.outcome.refund.as_ref().map(|refund| refund.money).unwrap_or_default()
}

/// Money that goes back for pieces.
async fn give_back(shop: &Shop, bought: &Committed, pieces: i64) -> Money {
    let line = ReturnedLine { line: "1".into(), quantity: Quantity(pieces * 1_000) };
    let back = NewReturn { lines: vec![line], ..NewReturn::whole(receipt_of(bought)) };
    let done = returns::return_goods(&shop.tessera, &ask(), back).await.expect("goods come back");
    shop::assert_explained(shop, done.entry.owner).await;
    done.entry.outcome.refund.as_ref().map(|refund| refund.money).unwrap_or_default()
}

#[tokio::test]
async fn price_claims_and_returns_together_give_back_exactly_what_was_paid() {
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    let bought = three_pieces(&shop, member).await;
    let first = claim_price(&shop, &bought, 2, 2_999).await.expect("it is cheaper elsewhere");
    let mut back = approve(&shop, first).await;
    assert!(back > Money::ZERO);
    back += give_back(&shop, &bought, 1).await;
    let second = claim_price(&shop, &bought, 2, 1_500).await.expect("and cheaper still");
    back += approve(&shop, second).await;
    back += give_back(&shop, &bought, 1).await;
    back += give_back(&shop, &bought, 1).await;
    assert_eq!(back, euros(100));
    let late = claim_price(&shop, &bought, 1, 1).await;
    assert!(late.is_err(), "nothing is left to claim for");
    let receipt = tessera_service::receipts::get(&shop.tessera, receipt_of(&bought)).await;
    assert!(receipt.expect("there").returned.complete);
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_claim_that_was_not_approved_gives_nothing() {
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    let bought = three_pieces(&shop, member).await;
    assert_eq!(claim_price(&shop, &bought, 1, 9_999).await, Err(Code::PRICE_CLAIM_NOT_LOWER));
    let claim = claim_price(&shop, &bought, 3, 2_000).await.expect("claimed");
    let decision = Decision { approved: false, reason: Some("another model".into()), by: None };
    submissions::decide(&shop.tessera, &ask(), claim, decision.clone()).await.expect("decided");
    let twice = submissions::decide(&shop.tessera, &ask(), claim, decision).await;
    assert_eq!(twice.map_err(|e| e.code()).map(drop), Err(Code::SUBMISSION_NOT_FOUND));
    assert_eq!(give_back(&shop, &bought, 3).await, euros(100));
    shop.assert_sound().await;
}
