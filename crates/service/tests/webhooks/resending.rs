//! Tests, and events that are to come again.

use crate::hooks::{deliver, earn, entries, open, points, to, wait, webhook};
use crate::receiver::{Receiver, Reply};
use crate::shop::ask;
use model::Code;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use tessera_service::webhooks::{self, Change, Done, EventId};

#[tokio::test]
async fn a_test_arrives_once_and_waits_for_nothing() {
    let shop = open().await;
    let receiver = Receiver::fine().await;
    let id = webhook(&shop, &receiver.url()).await.row.id;
    let key = ask().with_key("test");
    let first = webhooks::test(&shop.tessera, &key, id).await.expect("on its way");
    assert_eq!(deliver(&shop).await.delivered, 1);
    let again = webhooks::test(&shop.tessera, &key, id).await.expect("the same");
    assert_eq!((again, deliver(&shop).await), (first, Done::default()));
    let came = receiver.seen().remove(0);
    assert_eq!((came.topic().as_str(), came.id()), ("webhook.test", first.to_string().as_str()));
    assert_eq!(came.json()["data"]["webhook"], id.to_string());
    let disable = Change { enabled: Some(false), ..Change::default() };
    webhooks::change(&shop.tessera, &ask(), id, disable).await.expect("it is there");
    let refused = webhooks::test(&shop.tessera, &ask(), id).await.expect_err("disabled");
    assert_eq!(refused.code(), Code::WEBHOOK_DISABLED);
}

#[tokio::test]
async fn a_test_that_fails_is_not_repeated() {
    let shop = open().await;
    let receiver = Receiver::start(|_| Reply::Status(500)).await;
    let id = webhook(&shop, &receiver.url()).await.row.id;
    for _ in 0..2 {
        webhooks::test(&shop.tessera, &ask(), id).await.expect("on its way");
        assert_eq!(deliver(&shop).await, Done { delivered: 0, again: 0, failed: 1 });
    }
    assert_eq!(receiver.seen().len(), 2);
}

#[tokio::test]
async fn one_event_comes_again_and_any_event_of_the_journal_comes_when_asked_for() {
    let shop = open().await;
    let receiver = Receiver::fine().await;
    let id = webhook(&shop, &receiver.url()).await.row.id;
    let member = shop.enrol().await;
    earn(&shop, member, 2).await;
    deliver(&shop).await;
    let event = |text: String| text.parse::<EventId>().expect("an id");
    let resend = async |key: &str, text: String| {
        let ask = ask().with_key(key).for_request(&text);
        webhooks::resend_event(&shop.tessera, &ask, id, event(text)).await
    };
    let first = receiver.ids().remove(0);
    wait(&shop, 60);
    resend("one", first.clone()).await.expect("on its way");
    assert_eq!(deliver(&shop).await.delivered, 1);
    wait(&shop, 60);
    resend("one", first.clone()).await.expect("the same");
    assert_eq!(deliver(&shop).await, Done::default());
    // The endpoint does not want enrolments, except this one.
    resend("two", format!("{member}_1_0")).await.expect("on its way");
    assert_eq!(deliver(&shop).await.delivered, 1);
    assert_eq!(entries(&receiver, member), [2, 3, 2, 1]);
    assert_eq!(receiver.ids()[2], first);
    assert_eq!(receiver.topics().last().map(String::as_str), Some("member.enrolled"));
    for missing in [format!("{member}_9_0"), format!("{member}_1_9")] {
        let refused = resend(&missing, missing.clone()).await.expect_err("no such event");
        assert_eq!(refused.code(), Code::NOT_FOUND);
    }
}

#[tokio::test]
async fn everything_that_failed_comes_again_in_order() {
    let shop = open().await;
    let mood = Arc::new(AtomicU16::new(500));
    let answer = mood.clone();
    let receiver = Receiver::start(move |_| Reply::Status(answer.load(Ordering::Relaxed))).await;
    let id = webhook(&shop, &receiver.url()).await.row.id;
    let member = shop.enrol().await;
    earn(&shop, member, 3).await;
    let since = shop.tessera.now();
    deliver(&shop).await;
    wait(&shop, 72 * 3_600);
    assert_eq!(deliver(&shop).await, Done { delivered: 0, again: 0, failed: 3 });
    let failures = receiver.seen().len();
    mood.store(200, Ordering::Relaxed);
    let key = ask().with_key("again");
    let through = webhooks::resend_failed(&shop.tessera, &key, id, since).await;
    assert_eq!(through.expect("on its way"), shop.tessera.now());
    assert_eq!(deliver(&shop).await, Done { delivered: 3, again: 0, failed: 0 });
    assert_eq!(points(&receiver, member)[failures..], [1, 2, 3]);
    wait(&shop, 60);
    let again = webhooks::resend_failed(&shop.tessera, &key, id, since).await;
    assert_eq!(again.expect("the same"), shop.tessera.now() - jiff::SignedDuration::from_mins(1));
    assert_eq!(deliver(&shop).await, Done::default());
    let other = webhooks::create(&shop.tessera, &ask(), to(&receiver.url(), &[])).await;
    let other = other.expect("the address is fine").row.id;
    webhooks::resend_failed(&shop.tessera, &ask(), other, since).await.expect("nothing failed");
    assert_eq!(deliver(&shop).await, Done::default());
}
