//! Many at once never get more than there is.

mod shop;

use model::{Code, Units};
use shop::{Shop, ask, euros, purchase_of};
use tessera_service::{Error, Who, coupons, jobs, rewards};
use tokio::task::JoinSet;

/// How many succeeded, and the codes of the others.
fn count<T>(answers: Vec<Result<T, Error>>) -> (usize, Vec<Code>) {
    let refused: Vec<Code> =
        answers.iter().filter_map(|a| a.as_ref().err()).map(Error::code).collect();
    (answers.len() - refused.len(), refused)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_clients_cannot_spend_the_same_points_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::in_file(&folder.path().join("shop.db")).await;
    let member = shop.enrol().await;
    shop.give(member, 100).await;
    let mut running = JoinSet::new();
    for _ in 0..64 {
        let tessera = shop.tessera.clone();
        running.spawn(async move {
            let mut new = purchase_of(Some(member), euros(40));
            new.basket.burns = vec![model::basket::Burn {
                unit: "points".into(),
                amount: Some(Units(40)),
                hold: None,
            }];
            let ask = ask().for_request(&new);
            tessera_service::purchase::commit(&tessera, &ask, new).await
        });
    }
    let (done, refused) = count(running.join_all().await);
    assert_eq!(done, 2, "{refused:?}");
    assert!(refused.iter().all(|code| *code == Code::UNITS_INSUFFICIENT), "{refused:?}");
    assert_eq!(shop.points(member).await, 20);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_on_one_store_cannot_spend_the_same_points_twice() {
    let shop = Shop::new().await;
    let other = Shop::closed(shop.store.clone(), "other").await;
    let member = shop.enrol().await;
    shop.give(member, 100).await;
    let mut running = JoinSet::new();
    for number in 0..32 {
        let node = if number % 2 == 0 { &shop } else { &other };
        let tessera = node.tessera.clone();
        running.spawn(async move {
            let who = Who::Member(member);
            rewards::redeem(&tessera, &ask(), &who, "mug".into(), 1, None).await
        });
    }
    let (done, refused) = count(running.join_all().await);
    assert_eq!(done, 3, "{refused:?}");
    let known = [Code::UNITS_INSUFFICIENT, Code::BUSY];
    assert!(refused.iter().all(|code| known.contains(code)), "{refused:?}");
    assert_eq!(shop.points(member).await, 10);
    assert_eq!(other.points(member).await, 10);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_coupon_is_used_exactly_as_often_as_allowed() {
    let shop = Shop::new().await;
    let mut running = JoinSet::new();
    for _ in 0..50 {
        let member = shop.enrol().await;
        let tessera = shop.tessera.clone();
        running.spawn(async move {
            let mut new = purchase_of(Some(member), euros(20));
            new.codes = vec!["spring".into()];
            let ask = ask().for_request(&new);
            tessera_service::purchase::commit(&tessera, &ask, new).await
        });
    }
    let answers = running.join_all().await;
    let mut used = 0;
    for answer in answers {
        let entry = answer.expect("the receipt is kept, with or without").entry;
        let receipt = entry.outcome.receipt.as_ref().expect("a receipt");
        let refused = entry.outcome.refusals.iter().any(|r| r.code == Code::COUPON_USED_UP);
        assert_eq!(receipt.discount == euros(5), !refused);
        used += usize::from(!refused);
    }
    assert_eq!(used, 3);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_printed_coupon_works_once_for_a_hundred_clients() {
    let shop = Shop::new().await;
    let batch = coupons::issue_batch(&shop.tessera, &ask(), "printed".into(), 3).await;
    let batch = batch.expect("printed");
    let mut running = JoinSet::new();
    for _ in 0..100 {
        let (tessera, code) = (shop.tessera.clone(), batch.codes[0].clone());
        running.spawn(async move {
            let mut new = purchase_of(None, euros(20));
            new.codes = vec![code.into()];
            let ask = ask().for_request(&new);
            tessera_service::purchase::commit(&tessera, &ask, new).await
        });
    }
    let answers = running.join_all().await;
    let receipts = answers.into_iter().map(|a| a.expect("kept").entry.outcome.receipt.clone());
    let discounts: i64 = receipts.map(|r| r.expect("a receipt").discount.0).sum();
    assert_eq!(discounts, 700);
    let other = coupons::validate(&shop.tessera, &batch.codes[1], None).await.expect("known");
    assert_eq!(other.refused, None);
    let used = coupons::validate(&shop.tessera, &batch.codes[0], None).await.expect("known");
    assert_eq!(used.refused, Some(Code::COUPON_USED_UP));
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stock_is_never_oversold() {
    let shop = Shop::new().await;
    let mut running = JoinSet::new();
    for _ in 0..20 {
        let member = shop.enrol().await;
        shop.give(member, 30).await;
        let tessera = shop.tessera.clone();
        running.spawn(async move {
            let who = Who::Member(member);
            rewards::redeem(&tessera, &ask(), &who, "mug".into(), 1, None).await
        });
    }
    let (done, refused) = count(running.join_all().await);
    assert_eq!(done, 5);
    assert!(refused.iter().all(|code| *code == Code::REWARD_OUT_OF_STOCK), "{refused:?}");
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_runners_of_time_do_everything_once() {
    let shop = Shop::new().await;
    let other = Shop::closed(shop.store.clone(), "other").await;
    let mut members = Vec::new();
    for _ in 0..40 {
        let member = shop.enrol().await;
        shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
        members.push(member);
    }
    shop.wait(370).await;
    other.wait(370).await;
    shop.project().await;
    let (one, two) = (shop.tessera.clone(), other.tessera.clone());
    let one = tokio::spawn(async move { jobs::run_due(&one).await });
    let two = tokio::spawn(async move { jobs::run_due(&two).await });
    let one = one.await.expect("runs").expect("works");
    let two = two.await.expect("runs").expect("works");
    assert_eq!(one.owners + two.owners, 40, "{one:?} {two:?}");
    assert_eq!(one.failed + two.failed, 0);
    for member in members {
        assert_eq!(shop.points(member).await, 0);
    }
    shop.project().await;
    let again = jobs::run_due(&shop.tessera).await.expect("works");
    assert_eq!(again.owners, 0);
    shop.assert_sound().await;
}
