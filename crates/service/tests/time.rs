//! Late receipts, expiry, returns after it, crashes between append and projection.

mod shop;

use jiff::SignedDuration;
use model::id::CouponId;
use model::{Code, Owner, Units};
use shop::{PROGRAMME, Shop, ask, euros, purchase_of, receipt_of};
use tessera_service::{
    Ask, Page, Who, certificates, coupons, explain, history, holds, jobs, members, programmes,
    projector, purchase, purchase::NewPurchase, returns,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn a_late_receipt_is_judged_by_the_version_of_its_own_time() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let early = shop.tessera.now();
    shop.wait(10).await;
    let generous = PROGRAMME.replace("give: 1, per: 10", "give: 2, per: 10");
    shop.publish(&generous, None).await;
    shop.wait(1).await;
    let mut late = purchase_of(Some(member), euros(100));
    late.at = Some(early + DAY);
    let late = shop.buy(late).await.expect("late receipts are kept");
    assert_eq!(late.entry.version, 1);
    assert_eq!(shop.points(member).await, 10);
    let now = shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
    assert_eq!(now.entry.version, 2);
    assert_eq!(shop.points(member).await, 30);
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_receipt_from_the_future_is_refused() {
    let shop = Shop::new().await;
    let mut new = purchase_of(None, euros(10));
    new.at = Some(shop.tessera.now() + DAY);
    let refused = shop.buy(new).await.expect_err("not yet");
    assert_eq!(refused.code(), Code::TIME_INVALID);
}

#[tokio::test]
async fn expired_points_are_gone_before_the_job_wrote_it_down() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
    shop.wait(366).await;
    assert_eq!(shop.points(member).await, 0);
    let mut new = purchase_of(Some(member), euros(10));
    new.basket.burns =
        vec![model::basket::Burn { unit: "points".into(), amount: Some(Units(5)), hold: None }];
    let refused = shop.buy(new).await.expect_err("nothing left to spend");
    assert_eq!(refused.code(), Code::UNITS_INSUFFICIENT);
}

#[tokio::test]
async fn a_partial_return_after_expiry_takes_back_what_it_must_and_no_more() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let mut new = purchase_of(Some(member), euros(100));
    new.basket.lines.push(shop::line("2", euros(50)));
    let bought = shop.buy(new).await.expect("bought");
    assert_eq!(shop.points(member).await, 15);
    shop.wait(366).await;
    shop.project().await;
    jobs::run_due(&shop.tessera).await.expect("expired");
    assert_eq!(shop.points(member).await, 0);
    let mut back = returns::NewReturn::whole(receipt_of(&bought));
    back.lines =
        vec![model::activity::ReturnedLine { line: "2".into(), quantity: model::Quantity::ONE }];
    let back = returns::return_goods(&shop.tessera, &ask(), back).await.expect("back");
    let refund = back.entry.outcome.refund.as_ref().expect("a refund");
    assert_eq!(refund.money, euros(50));
    // What expired was never theirs to spend, so nothing is owed.
    assert_eq!(shop.points(member).await, 0);
    shop.assert_sound().await;
}

#[tokio::test]
async fn spent_points_come_back_after_expiry_for_a_while() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
    shop.wait(360).await;
    let mut new = purchase_of(Some(member), euros(10));
    new.basket.burns =
        vec![model::basket::Burn { unit: "points".into(), amount: Some(Units(10)), hold: None }];
    let bought = shop.buy(new).await.expect("paid with points");
    shop.wait(30).await;
    let whole = returns::NewReturn::whole(receipt_of(&bought));
    returns::return_goods(&shop.tessera, &ask(), whole).await.expect("back");
    assert_eq!(shop.points(member).await, 10);
    shop.wait(15).await;
    assert_eq!(shop.points(member).await, 0);
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_crash_between_append_and_projection_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let shop = Shop::in_file(&path).await;
    let member = shop.enrol().await;
    shop.project().await;
    shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
    drop(shop);
    let shop = Shop::in_file(&path).await;
    assert_eq!(projector::lag(&shop.tessera).await.expect("known"), 1);
    assert_eq!(shop.points(member).await, 10);
    assert_eq!(projector::project_now(&shop.tessera).await.expect("goes on"), 1);
    assert_eq!(projector::project_now(&shop.tessera).await.expect("done"), 0);
    let summary = tessera_service::summary::get(&shop.tessera).await.expect("readable");
    assert_eq!((summary.members, summary.receipts), (1, 1));
    shop.assert_sound().await;
}

#[tokio::test]
async fn projections_rebuilt_from_the_journal_say_the_same() {
    let shop = Shop::new().await;
    for _ in 0..5 {
        let member = shop.enrol().await;
        let bought = shop.buy(purchase_of(Some(member), euros(70))).await.expect("bought");
        let ask = ask();
        returns::void(&shop.tessera, &ask, receipt_of(&bought), None).await.expect("void");
        shop.buy(purchase_of(Some(member), euros(1_200))).await.expect("bought");
    }
    shop.project().await;
    let before = tessera_service::summary::get(&shop.tessera).await.expect("readable");
    projector::rebuild(&shop.tessera).await.expect("rebuilt");
    let after = tessera_service::summary::get(&shop.tessera).await.expect("readable");
    assert_eq!(before, after);
    assert_eq!(after.returns, 5);
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_stored_entry_decides_the_same_again() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let mut receipts = Vec::new();
    for amount in [100, 900, 20] {
        let mut new = purchase_of(Some(member), euros(amount));
        new.codes = vec!["SPRING".into(), "NONSENSE".into()];
        receipts.push(receipt_of(&shop.buy(new).await.expect("bought")));
        shop.wait(3).await;
    }
    let mut strange = purchase_of(None, euros(30));
    strange.codes = vec!["SPRING".into()];
    receipts.push(receipt_of(&shop.buy(strange).await.expect("used up")));
    returns::void(&shop.tessera, &ask(), receipts[0], None).await.expect("void");
    for receipt in receipts {
        let explained = explain::receipt(&shop.tessera, receipt, "en").await.expect("there");
        assert!(explained.is_identical, "{explained:?}");
    }
    let owner = model::Owner::member(member);
    let lines = history::ledger(&shop.tessera, owner, Page::first(50), "en").await;
    let lines = lines.expect("readable").items;
    for line in &lines {
        let seq = line.entry.seq;
        let explained = explain::entry(&shop.tessera, owner, seq, "en").await.expect("there");
        assert!(explained.is_identical, "entry {seq}: {explained:?}");
    }
    assert!(lines.iter().any(|line| !line.sentences.is_empty()));
}

#[tokio::test]
async fn a_version_can_be_taken_back_to_an_earlier_one() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let generous = PROGRAMME.replace("give: 1, per: 10", "give: 2, per: 10");
    shop.wait(1).await;
    let second = shop.publish(&generous, None).await;
    let again = programmes::publish(&shop.tessera, &ask(), second, None).await.expect("stays");
    assert_eq!(again.state, tessera_service::VersionState::Published);
    shop.wait(1).await;
    let ask = Ask::by("test").with_key("roll");
    let rolled = programmes::rollback(&shop.tessera, &ask, 1, None).await.expect("rolled back");
    let repeated = programmes::rollback(&shop.tessera, &ask, 1, None).await.expect("replayed");
    assert_eq!(rolled, repeated);
    let bought = shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
    assert_eq!(bought.entry.version, rolled.version);
    assert_eq!(shop.points(member).await, 10);
}

#[tokio::test]
async fn a_lent_coupon_works_for_a_friend_and_only_once() {
    let shop = Shop::new().await;
    let (anna, boris) = (shop.enrol().await, shop.enrol().await);
    let who = Who::Member(anna);
    let lent = coupons::grant(&shop.tessera, &ask(), &who, "lent".into(), None).await;
    let own = coupons::grant(&shop.tessera, &ask(), &who, "printed".into(), None).await;
    let code = |entry| coupons::granted(&shop.tessera, entry)[0].code.clone();
    let (lent, own) = (lent.expect("given").entry, own.expect("given").entry);
    let try_with = async |member, code: String| {
        let mut new = purchase_of(Some(member), euros(20));
        new.codes = vec![code.into()];
        let entry = shop.buy(new).await.expect("kept").entry;
        entry.outcome.refusals.first().map(|r| r.code)
    };
    assert_eq!(try_with(boris, code(&own)).await, Some(Code::COUPON_NOT_YOURS));
    assert_eq!(try_with(boris, code(&lent)).await, None);
    assert_eq!(try_with(anna, code(&lent)).await, Some(Code::COUPON_USED_UP));
    assert_eq!(try_with(anna, code(&own)).await, None);
    let state = members::state(&shop.tessera, anna).await.expect("there");
    let open: Vec<CouponId> = state.member.coupons.iter().map(|c| c.id).collect();
    assert!(open.len() <= 1, "{open:?}");
    shop.assert_sound().await;
}

#[tokio::test]
async fn money_on_a_certificate_is_spent_in_parts_and_comes_back() {
    let shop = Shop::new().await;
    let issued = certificates::issue(&shop.tessera, &ask(), "gift".into(), euros(50), None).await;
    let issued = issued.expect("issued");
    let id = issued.entry.owner.as_certificate().expect("its own chain");
    let code = certificates::code_of(&shop.tessera, id);
    let mut new = purchase_of(None, euros(30));
    new.certificates =
        vec![tessera_service::CertificateTender { code: code.to_lowercase().into(), amount: None }];
    let ask = ask().for_request(&new);
    let bought = purchase::commit(&shop.tessera, &ask, new).await.expect("paid");
    let receipt = bought.entry.outcome.receipt.clone().expect("a receipt");
    assert_eq!((receipt.by_certificates, receipt.payable), (euros(30), euros(0)));
    let found = certificates::find(&shop.tessera, &code).await.expect("readable");
    assert_eq!(found.expect("known").balance, euros(20));
    let too_much = certificates::spend(&shop.tessera, &ask, id, euros(21)).await;
    assert_eq!(too_much.expect_err("only 20 are left").code(), Code::CERTIFICATE_EMPTY);
    returns::void(&shop.tessera, &ask, receipt_of(&bought), None).await.expect("void");
    let after = certificates::get(&shop.tessera, id).await.expect("there");
    assert_eq!(after.balance, euros(50));
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_hold_gives_back_what_a_return_made_good_again() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    shop.buy(purchase_of(Some(member), euros(400))).await.expect("bought");
    shop.wait(355).await;
    let lasting = SignedDuration::from_hours(20 * 24);
    hold(&shop, member, 10, lasting).await;
    let paid = shop.buy(paying(member, 20, Some(20))).await.expect("paid");
    shop.wait(15).await;
    let back = returns::NewReturn::whole(receipt_of(&paid));
    returns::return_goods(&shop.tessera, &ask(), back).await.expect("back");
    assert_eq!(shop.points(member).await, 20);
    // The hold is over, and its points belong to a lot that is good for longer now.
    shop.wait(6).await;
    let most = shop.buy(paying(member, 40, None)).await.expect("paid");
    let receipt = most.entry.outcome.receipt.as_ref().expect("a receipt");
    assert_eq!(receipt.by_units, euros(30));
    shop.assert_sound().await;
}

#[tokio::test]
async fn what_a_hold_gives_back_can_be_taken_back_at_once() {
    let keeping = format!("{PROGRAMME}\nsettings: {{spent_units_on_return: keep}}\n");
    let shop = Shop::under(&keeping).await;
    let member = shop.enrol().await;
    let bought = shop.buy(purchase_of(Some(member), euros(200))).await.expect("bought");
    let lasting = SignedDuration::from_hours(1);
    hold(&shop, member, 15, lasting).await;
    shop.wait(1).await;
    let back = returns::NewReturn::whole(receipt_of(&bought));
    returns::return_goods(&shop.tessera, &ask(), back).await.expect("back");
    assert_eq!(shop.points(member).await, 0);
}

async fn hold(shop: &Shop, member: model::id::MemberId, points: i64, lasting: SignedDuration) {
    let (ask, who) = (ask(), Who::Member(member));
    let held = holds::place(&shop.tessera, &ask, &who, "points".into(), Units(points), lasting);
    held.await.expect("held");
}

fn paying(member: model::id::MemberId, amount: i64, points: Option<i64>) -> NewPurchase {
    let mut new = purchase_of(Some(member), euros(amount));
    let unit = "points".into();
    new.basket.burns = vec![model::basket::Burn { unit, amount: points.map(Units), hold: None }];
    new
}

#[tokio::test]
async fn the_states_of_many_are_all_written_however_they_are_portioned() {
    let shop = Shop::new().await;
    let store = shop.tessera.store();
    // Several portions, however large one is.
    let mut owners = Vec::new();
    for _ in 0..=store.projection_size() / 2 {
        owners.push(Owner::member(shop.enrol().await));
    }
    projector::project_now(&shop.tessera).await.expect("projected");
    let stored = store.stored_snapshots(owners.clone()).await.expect("read");
    assert_eq!(stored.len(), owners.len());
}

#[tokio::test]
async fn whoever_cannot_be_read_does_not_keep_time_from_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let shop = Shop::in_file(&path).await;
    let mut members = Vec::new();
    for _ in 0..3 {
        let member = shop.enrol().await;
        shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
        members.push(member);
    }
    shop.project().await;
    jobs::run_due(&shop.tessera).await.expect("due times are worked out");
    drop(shop);
    let file = rusqlite::Connection::open(&path).expect("the file opens");
    let broken = "UPDATE snapshots SET body = x'7B' WHERE owner = ?1";
    let changed = file.execute(broken, [members[1].0.as_bytes()]).expect("it can be written");
    assert_eq!(changed, 1);
    let shop = Shop::in_file(&path).await;
    shop.wait(366).await;
    let done = jobs::run_due(&shop.tessera).await.expect("the others are done");
    assert_eq!((done.owners, done.failed), (2, 1));
}
