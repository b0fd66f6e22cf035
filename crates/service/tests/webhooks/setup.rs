//! Making, changing and deleting endpoints.

use crate::hooks::{deliver, earn, is_signed, open, to, wait, webhook};
use crate::receiver::Receiver;
use crate::shop::ask;
use jiff::SignedDuration;
use model::{Code, Key};
use tessera_service::Page;
use tessera_service::webhooks::{self, Change, Done, MOST_WEBHOOKS, OVERLAP};

#[tokio::test]
async fn an_endpoint_is_made_once_and_its_secret_shown_once() {
    let shop = open().await;
    let new = to("https://shop.example/hook", &["units.*"]);
    let key = ask().with_key("make");
    let first = webhooks::create(&shop.tessera, &key, new.clone()).await.expect("made");
    let again = webhooks::create(&shop.tessera, &key, new.clone()).await.expect("the same");
    assert!(first.secret.is_some_and(|s| s.starts_with("whsec_") && s.len() == 50));
    assert_eq!((again.row, again.secret), (first.row.clone(), None));
    let other = webhooks::create(&shop.tessera, &ask(), new).await.expect("another");
    assert_ne!(other.row.id, first.row.id);
    let listed = webhooks::list(&shop.tessera).await.expect("readable");
    assert_eq!(listed, [first.row, other.row]);
}

#[tokio::test]
async fn there_are_only_so_many_endpoints_and_only_topics_that_exist() {
    let shop = open().await;
    let unknown = to("https://shop.example/", &["units.stolen"]);
    let refused = webhooks::create(&shop.tessera, &ask(), unknown).await.expect_err("unknown");
    assert_eq!(refused.code(), Code::REQUEST_INVALID);
    let new = to("https://shop.example/", &[]);
    let key = ask().with_key("the first");
    for n in 0..MOST_WEBHOOKS {
        let by = if n == 0 { key.clone() } else { ask() };
        webhooks::create(&shop.tessera, &by, new.clone()).await.expect("there is room");
    }
    let refused = webhooks::create(&shop.tessera, &ask(), new.clone()).await.expect_err("full");
    assert_eq!(refused.code(), Code::WEBHOOK_TOO_MANY);
    let again = webhooks::create(&shop.tessera, &key, new).await;
    assert!(again.is_ok_and(|made| made.secret.is_none()));
}

#[tokio::test]
async fn both_secrets_sign_until_the_overlap_is_over() {
    let shop = open().await;
    let receiver = Receiver::fine().await;
    let made = webhook(&shop, &receiver.url()).await;
    let (id, old) = (made.row.id, made.secret.expect("it is shown once"));
    let key = ask().with_key("rotate");
    let rotated = webhooks::rotate(&shop.tessera, &key, id, OVERLAP).await.expect("rotated");
    let new = rotated.secret.expect("it is shown once");
    let again = webhooks::rotate(&shop.tessera, &key, id, OVERLAP).await.expect("the same");
    assert_eq!((again.row, again.secret), (rotated.row, None));
    assert_ne!(old, new);
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    deliver(&shop).await;
    let both = receiver.next().await;
    assert!(is_signed(&both, &old) && is_signed(&both, &new));
    wait(&shop, 24 * 3_600);
    earn(&shop, member, 1).await;
    deliver(&shop).await;
    let one = receiver.next().await;
    assert!(!is_signed(&one, &old) && is_signed(&one, &new));
    let at_once = webhooks::rotate(&shop.tessera, &ask(), id, SignedDuration::ZERO).await;
    let at_once = at_once.expect("rotated");
    assert_eq!(at_once.row.old_secret, None);
    earn(&shop, member, 1).await;
    deliver(&shop).await;
    let last = receiver.next().await;
    assert!(!is_signed(&last, &new) && is_signed(&last, &at_once.secret.expect("shown")));
}

#[tokio::test]
async fn a_change_is_made_once_and_does_not_undo_later_ones() {
    let shop = open().await;
    let id = webhook(&shop, "https://shop.example/one").await.row.id;
    let key = ask().with_key("change");
    let url = |text: &str| Change { url: Some(text.into()), ..Change::default() };
    let two = webhooks::change(&shop.tessera, &key, id, url("https://shop.example/two")).await;
    assert_eq!(two.expect("changed").url, "https://shop.example/two");
    let three = Change {
        topics: Some(vec![Key::new("tier.changed")]),
        description: Some("later".into()),
        ..url("https://shop.example/three")
    };
    let three = webhooks::change(&shop.tessera, &ask(), id, three).await.expect("changed");
    let again = webhooks::change(&shop.tessera, &key, id, url("https://shop.example/two")).await;
    assert_eq!(again.expect("answered"), three);
}

#[tokio::test]
async fn a_deleted_endpoint_gets_nothing_and_is_cleared_away() {
    let shop = open().await;
    let receiver = Receiver::fine().await;
    let id = webhook(&shop, &receiver.url()).await.row.id;
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    deliver(&shop).await;
    let key = ask().with_key("delete");
    earn(&shop, member, 1).await;
    let gone = webhooks::delete(&shop.tessera, &key, id).await.expect("deleted");
    assert_eq!(webhooks::delete(&shop.tessera, &key, id).await.expect("the same"), gone);
    assert_eq!(deliver(&shop).await, Done::default());
    let refused = webhooks::get(&shop.tessera, id).await.expect_err("deleted");
    assert_eq!(refused.code(), Code::NOT_FOUND);
    let refused = webhooks::delete(&shop.tessera, &ask(), id).await.expect_err("deleted");
    assert_eq!(refused.code(), Code::NOT_FOUND);
    webhooks::tidy(&shop.tessera).await.expect("works");
    let left = shop.store.list_deliveries(id, None, Page::newest(9)).await.expect("readable");
    assert_eq!((left.items.len(), receiver.seen().len()), (0, 1));
}

#[tokio::test]
async fn numbers_tell_how_old_the_oldest_undelivered_event_is() {
    let shop = open().await;
    let member = shop.enrol().await;
    shop.project().await;
    let numbers = async || webhooks::numbers(&shop.tessera).await.expect("readable");
    wait(&shop, 30);
    assert_eq!(numbers().await.oldest_age, Some(SignedDuration::from_secs(30)));
    let receiver = Receiver::start(|_| crate::receiver::Reply::Status(500)).await;
    let id = webhook(&shop, &receiver.url()).await.row.id;
    deliver(&shop).await;
    assert_eq!(numbers().await.oldest_age, None);
    earn(&shop, member, 2).await;
    deliver(&shop).await;
    wait(&shop, 90);
    let found = numbers().await;
    assert_eq!((found.waiting(), found.failed()), (2, 0));
    assert_eq!(found.oldest_age, Some(SignedDuration::from_secs(90)));
    let disable = Change { enabled: Some(false), ..Change::default() };
    webhooks::change(&shop.tessera, &ask(), id, disable).await.expect("it is there");
    let found = numbers().await;
    assert_eq!((found.waiting(), found.oldest_age), (2, None));
}
