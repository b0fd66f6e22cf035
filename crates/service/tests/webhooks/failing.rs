//! Receivers that fail, for a while or for good.

use crate::hooks::{attempts, deliver, earn, lax, open, open_with, points, wait, webhook};
use crate::receiver::{Receiver, Reply, nobody};
use crate::shop::ask;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use tessera_service::Page;
use tessera_service::webhooks::{self, Change, DeliveryState, Done};

/// A receiver that answers with a status that can be changed.
async fn moody(status: u16) -> (Receiver, Arc<AtomicU16>) {
    let mood = Arc::new(AtomicU16::new(status));
    let answer = mood.clone();
    let receiver = Receiver::start(move |_| Reply::Status(answer.load(Ordering::Relaxed))).await;
    (receiver, mood)
}

#[tokio::test]
async fn a_receiver_that_recovers_gets_everything_after_growing_pauses() {
    let shop = open().await;
    let (receiver, mood) = moody(500).await;
    let made = webhook(&shop, &receiver.url()).await;
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    let again = Done { delivered: 0, again: 1, failed: 0 };
    // Pauses of about 5, 20 and 80 seconds, a quarter more or less.
    for (too_early, late_enough) in [(0, 0), (3, 4), (14, 11), (59, 41)] {
        wait(&shop, too_early);
        if too_early > 0 {
            assert_eq!(deliver(&shop).await, Done::default(), "after {too_early} s");
        }
        wait(&shop, late_enough);
        assert_eq!(deliver(&shop).await, again);
    }
    mood.store(200, Ordering::Relaxed);
    wait(&shop, 400);
    assert_eq!(deliver(&shop).await, Done { delivered: 1, again: 0, failed: 0 });
    let mut statuses = vec![(Some(500), None); 4];
    statuses.insert(0, (Some(200), None));
    assert_eq!(attempts(&shop, made.row.id).await, statuses);
    let ids = receiver.ids();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[tokio::test]
async fn a_receiver_is_left_alone_for_as_long_as_it_asks() {
    let shop = open().await;
    let receiver = Receiver::start(|_| Reply::With(503, "Retry-After", "100".to_owned())).await;
    webhook(&shop, &receiver.url()).await;
    let (one, two) = (shop.enrol().await, shop.enrol().await);
    earn(&shop, one, 1).await;
    let mut courier = webhooks::Courier::new(&shop.tessera);
    let again = Done { delivered: 0, again: 1, failed: 0 };
    assert_eq!(courier.deliver_now().await.expect("works"), Some(again));
    // Another courier, as after a restart, leaves it alone too.
    wait(&shop, 50);
    assert_eq!(deliver(&shop).await, Done::default());
    // What others do waits as well.
    earn(&shop, two, 1).await;
    wait(&shop, 49);
    assert_eq!(courier.deliver_now().await.expect("works"), Some(Done::default()));
    wait(&shop, 1);
    let both = Done { again: 2, ..again };
    assert_eq!(courier.deliver_now().await.expect("works"), Some(both));
}

#[tokio::test]
async fn a_dead_receiver_is_given_up_after_days_and_others_never_wait_for_it() {
    let shop = open().await;
    let dead = webhook(&shop, &nobody().await).await;
    let receiver = Receiver::fine().await;
    webhook(&shop, &receiver.url()).await;
    let member = shop.enrol().await;
    earn(&shop, member, 2).await;
    assert_eq!(deliver(&shop).await, Done { delivered: 2, again: 1, failed: 0 });
    assert_eq!(points(&receiver, member), [1, 2]);
    let failed = attempts(&shop, dead.row.id).await;
    assert!(failed[0].1.as_ref().is_some_and(|e| e.starts_with("connect: ")), "{failed:?}");
    wait(&shop, 71 * 3_600);
    assert_eq!(deliver(&shop).await, Done { delivered: 0, again: 1, failed: 0 });
    wait(&shop, 3_600);
    // The first is given up; the second had its one attempt after that, and is too.
    assert_eq!(deliver(&shop).await, Done { delivered: 0, again: 0, failed: 2 });
    let state = Some(DeliveryState::Failed);
    let failed = webhooks::deliveries(&shop.tessera, dead.row.id, state, Page::newest(9)).await;
    let tries = failed.expect("readable").items.into_iter().map(|d| d.attempts);
    assert_eq!(tries.collect::<Vec<_>>(), [1, 3]);
    let numbers = webhooks::numbers(&shop.tessera).await.expect("readable");
    assert_eq!((numbers.waiting(), numbers.failed(), numbers.oldest_age), (0, 2, None));
}

#[tokio::test]
async fn a_receiver_that_says_nothing_is_not_waited_for() {
    let timeout = Duration::from_millis(100);
    let shop = open_with(webhooks::Options { timeout, ..lax() }).await;
    let silent = Receiver::start(|_| Reply::Silence).await;
    let made = webhook(&shop, &silent.url()).await;
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    assert_eq!(deliver(&shop).await, Done { delivered: 0, again: 1, failed: 0 });
    let failed = attempts(&shop, made.row.id).await;
    assert_eq!(failed, [(None, Some("no answer within 100ms".to_owned()))]);
}

#[tokio::test]
async fn a_receiver_that_is_gone_gets_nothing_until_it_is_enabled() {
    let shop = open().await;
    let (receiver, mood) = moody(410).await;
    let made = webhook(&shop, &receiver.url()).await;
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    deliver(&shop).await;
    let row = webhooks::get(&shop.tessera, made.row.id).await.expect("it is there");
    assert_eq!((row.enabled, row.disabled_reason), (false, Some("gone".into())));
    mood.store(200, Ordering::Relaxed);
    earn(&shop, member, 2).await;
    wait(&shop, 3_600);
    assert_eq!(deliver(&shop).await, Done::default());
    let enable = Change { enabled: Some(true), ..Change::default() };
    let row = webhooks::change(&shop.tessera, &ask(), made.row.id, enable).await;
    assert_eq!(row.expect("it is there").disabled_reason, None);
    assert_eq!(deliver(&shop).await, Done { delivered: 3, again: 0, failed: 0 });
    assert_eq!(points(&receiver, member), [1, 1, 1, 2]);
}

#[tokio::test]
async fn a_broken_receiver_is_tried_seldom_however_much_waits_for_it() {
    let shop = open().await;
    let (receiver, _) = moody(500).await;
    webhook(&shop, &receiver.url()).await;
    for _ in 0..30 {
        let member = shop.enrol().await;
        earn(&shop, member, 1).await;
    }
    let mut courier = webhooks::Courier::new(&shop.tessera);
    courier.deliver_now().await.expect("works");
    let first = receiver.seen().len();
    assert!((8..=9).contains(&first), "{first}");
    wait(&shop, 1);
    courier.deliver_now().await.expect("works");
    assert!(receiver.seen().len() <= first + 1);
}

#[tokio::test]
async fn what_waits_for_a_disabled_endpoint_is_given_up_and_old_rows_are_forgotten() {
    let shop = open().await;
    let receiver = Receiver::fine().await;
    let made = webhook(&shop, &receiver.url()).await;
    let (id, member) = (made.row.id, shop.enrol().await);
    earn(&shop, member, 1).await;
    deliver(&shop).await;
    let disable = Change { enabled: Some(false), ..Change::default() };
    webhooks::change(&shop.tessera, &ask(), id, disable).await.expect("it is there");
    earn(&shop, member, 2).await;
    assert_eq!(deliver(&shop).await, Done::default());
    let count = async |state| {
        let listed = webhooks::deliveries(&shop.tessera, id, Some(state), Page::newest(9)).await;
        listed.expect("readable").items.len()
    };
    webhooks::tidy(&shop.tessera).await.expect("works");
    assert_eq!(count(DeliveryState::Waiting).await, 2);
    wait(&shop, 72 * 3_600 + 1);
    webhooks::tidy(&shop.tessera).await.expect("works");
    assert_eq!(count(DeliveryState::Failed).await, 2);
    assert_eq!(count(DeliveryState::Delivered).await, 0);
    assert_eq!(attempts(&shop, id).await.len(), 0);
    wait(&shop, 31 * 24 * 3_600);
    webhooks::tidy(&shop.tessera).await.expect("works");
    assert_eq!(count(DeliveryState::Failed).await, 0);
}
