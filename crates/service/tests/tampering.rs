//! Verification finds what was changed behind our back, and says where.

mod shop;

use shop::{Shop, euros, purchase_of};
use std::path::Path;
use tessera_service::verify;

/// Changes the file as an intruder would.
fn tamper(path: &Path, statement: &str) {
    let connection = rusqlite::Connection::open(path).expect("the file opens");
    // The guards of the file would stop an honest mistake, not somebody who means it.
    let guards = "DROP TRIGGER journal_is_not_changed; DROP TRIGGER journal_is_not_shortened";
    connection.execute_batch(guards).expect("the guards are there");
    let changed = connection.execute(statement, []).expect("the statement is right");
    assert!(changed > 0, "nothing was changed by {statement}");
}

async fn shop_with_receipts(path: &Path) -> (Shop, model::Owner) {
    let shop = Shop::in_file(path).await;
    let member = shop.enrol().await;
    for _ in 0..3 {
        shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
    }
    shop.assert_sound().await;
    (shop, model::Owner::member(member))
}

#[tokio::test]
async fn a_changed_byte_in_the_journal_is_found_and_its_place_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let (shop, owner) = shop_with_receipts(&path).await;
    tamper(
        &path,
        "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), '\"amount\":10,', '\"amount\":11,') \
         AS BLOB) WHERE seq = 3 AND kind = 'purchase'",
    );
    let verdict = verify::run(&shop.tessera, |_| {}).await.expect("readable");
    let first = verdict.broken.first().expect("the change is found");
    assert_eq!((first.owner, first.seq, first.invariant), (Some(owner), Some(3), 6), "{first}");
}

#[tokio::test]
async fn a_changed_posting_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let (shop, owner) = shop_with_receipts(&path).await;
    tamper(
        &path,
        "UPDATE postings SET amount = amount + 1 WHERE position = (SELECT max(position) FROM postings) AND line = 1",
    );
    let verdict = verify::run(&shop.tessera, |_| {}).await.expect("readable");
    let first = verdict.broken.first().expect("the change is found");
    assert_eq!((first.owner, first.seq), (Some(owner), Some(4)), "{first}");
}

#[tokio::test]
async fn a_changed_or_lost_balance_of_the_whole_book_is_found() {
    for change in [
        "UPDATE accounts SET balance = balance + 1 WHERE account = 'spendable'",
        "DELETE FROM accounts WHERE account = 'issued'",
        "INSERT INTO accounts VALUES ('moons', 'issued', 1)",
        "UPDATE totals SET value = value + 1 WHERE measure = 'issued'",
        "DELETE FROM totals WHERE measure = 'issued'",
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let (shop, _) = shop_with_receipts(&path).await;
        tamper(&path, change);
        let verdict = verify::run(&shop.tessera, |_| {}).await.expect("readable");
        let first = verdict.broken.first().expect(change);
        assert_eq!((first.owner, first.invariant), (None, 5), "{first}");
    }
}

#[tokio::test]
async fn a_changed_counter_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let (shop, _) = shop_with_receipts(&path).await;
    let mut new = purchase_of(None, euros(20));
    new.codes = vec!["SPRING".into()];
    shop.buy(new).await.expect("bought");
    shop.assert_sound().await;
    tamper(&path, "UPDATE counters SET value = value - 1");
    let verdict = verify::run(&shop.tessera, |_| {}).await.expect("readable");
    assert_eq!(verdict.broken.first().map(|p| p.invariant), Some(9));
}

#[tokio::test]
async fn a_receipt_that_was_removed_is_missed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let (shop, _) = shop_with_receipts(&path).await;
    tamper(&path, "DELETE FROM receipts WHERE seq = 2");
    let verdict = verify::run(&shop.tessera, |_| {}).await.expect("readable");
    assert_eq!(verdict.broken.first().map(|p| p.invariant), Some(3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_shop_raises_no_false_alarm() {
    let folder = tempfile::tempdir().expect("a folder");
    let (shop, _) = shop_with_receipts(&folder.path().join("shop.db")).await;
    let background = tessera_service::jobs::spawn(&shop.tessera);
    let mut tills = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let member = shop.enrol().await;
        let tessera = shop.tessera.clone();
        tills.spawn(async move {
            for number in 0..60 {
                let mut new = purchase_of(Some(member), euros(100));
                new.codes = vec!["SPRING".into()];
                let ask = shop::ask().for_request(&new);
                let bought = tessera_service::purchase::commit(&tessera, &ask, new).await;
                let receipt = shop::receipt_of(&bought.expect("bought"));
                if number % 3 == 0 {
                    let void = tessera_service::returns::void(&tessera, &ask, receipt, None);
                    void.await.expect("void");
                }
            }
        });
    }
    while !tills.is_empty() {
        let verdict = verify::run(&shop.tessera, |_| {}).await.expect("readable");
        assert!(verdict.is_sound(), "{:?}", verdict.broken);
        while tills.try_join_next().is_some() {}
    }
    drop(background);
    shop.assert_sound().await;
}
