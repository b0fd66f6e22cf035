//! What arrives, and in which order.

use crate::hooks::{
    attempts, deliver, earn, entries, in_file, is_signed, lax, open, open_with, points, to, wait,
    webhook,
};
use crate::receiver::{Receiver, Reply};
use crate::shop::ask;
use rusqlite::Connection;
use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tessera_service::webhooks::{self, Courier, DeliveryState, Done};
use tessera_service::{Clock, Page, SystemClock};
use tokio::sync::Semaphore;

#[tokio::test]
async fn events_arrive_signed_once_and_in_order() {
    let shop = open().await;
    let receiver = Receiver::fine().await;
    let made = webhooks::create(&shop.tessera, &ask(), to(&receiver.url(), &[])).await;
    let made = made.expect("the address is fine");
    let secret = made.secret.expect("it is shown once");
    let member = shop.enrol().await;
    earn(&shop, member, 2).await;
    let before = SystemClock.now().as_second();
    assert_eq!(deliver(&shop).await, Done { delivered: 4, again: 0, failed: 0 });
    let expected = ["member.enrolled", "tier.changed", "units.adjusted", "units.adjusted"];
    assert_eq!(receiver.topics(), expected);
    assert_eq!(entries(&receiver, member), [1, 1, 2, 3]);
    assert_eq!(receiver.ids().into_iter().collect::<HashSet<_>>().len(), 4);
    for request in receiver.seen() {
        assert!(is_signed(&request, &secret), "{request:?}");
        assert_eq!(request.header("content-type"), "application/json");
        let sent: i64 = request.header("webhook-timestamp").parse().expect("seconds");
        assert!((before..=SystemClock.now().as_second()).contains(&sent));
        let body = request.json();
        assert_eq!(body["data"]["id"], request.id());
        assert_eq!(body["timestamp"], shop.tessera.now().to_string());
    }
    assert_eq!(deliver(&shop).await, Done::default());
    let listed = webhooks::deliveries(&shop.tessera, made.row.id, None, Page::newest(9)).await;
    let listed = listed.expect("the endpoint is there").items;
    assert!(listed.iter().all(|d| d.state == DeliveryState::Delivered && d.attempts == 1));
    assert_eq!(listed.len(), 4);
    assert_eq!(attempts(&shop, made.row.id).await, vec![(Some(204), None); 4]);
    assert_eq!(shop.store.list_outbox(0, 9).await.expect("readable"), []);
}

#[tokio::test]
async fn each_endpoint_gets_what_it_wants() {
    let shop = open().await;
    let (one, two) = (Receiver::fine().await, Receiver::fine().await);
    for (receiver, topics) in [(&one, &["member.enrolled"][..]), (&two, &["units.*"][..])] {
        let made = webhooks::create(&shop.tessera, &ask(), to(&receiver.url(), topics)).await;
        made.expect("the address is fine");
    }
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    deliver(&shop).await;
    assert_eq!(one.topics(), ["member.enrolled"]);
    assert_eq!(two.topics(), ["units.adjusted"]);
}

#[tokio::test]
async fn without_endpoints_the_outbox_is_emptied() {
    let shop = open().await;
    shop.enrol().await;
    shop.project().await;
    assert_eq!(shop.store.list_outbox(0, 9).await.expect("readable").len(), 2);
    assert_eq!(deliver(&shop).await, Done::default());
    assert_eq!(shop.store.list_outbox(0, 9).await.expect("readable").len(), 0);
}

#[tokio::test]
async fn an_event_waits_for_the_earlier_one_of_its_owner_and_nobody_else_does() {
    let shop = open().await;
    let is_broken = Arc::new(AtomicBool::new(true));
    let (held_up, others) = (shop.enrol().await, shop.enrol().await);
    let (broken, name) = (is_broken.clone(), held_up.to_string());
    let receiver = Receiver::start(move |request| {
        let fails = broken.load(Ordering::Relaxed) && request.owner() == name;
        Reply::Status(if fails { 500 } else { 200 })
    });
    let receiver = receiver.await;
    shop.project().await;
    deliver(&shop).await;
    webhook(&shop, &receiver.url()).await;
    for _ in 0..3 {
        earn(&shop, held_up, 1).await;
    }
    earn(&shop, others, 3).await;
    assert_eq!(deliver(&shop).await, Done { delivered: 3, again: 1, failed: 0 });
    assert_eq!(points(&receiver, others), [1, 2, 3]);
    assert_eq!(points(&receiver, held_up), [1]);
    is_broken.store(false, Ordering::Relaxed);
    wait(&shop, 1);
    assert_eq!(deliver(&shop).await, Done::default());
    wait(&shop, 10);
    assert_eq!(deliver(&shop).await, Done { delivered: 3, again: 0, failed: 0 });
    assert_eq!(entries(&receiver, held_up), [2, 2, 3, 4]);
}

#[tokio::test]
async fn a_slow_receiver_holds_up_neither_others_nor_more_than_its_places() {
    let shop = open_with(webhooks::Options { concurrency: 3, ..lax() }).await;
    let permits = Arc::new(Semaphore::new(0));
    let held = permits.clone();
    let slow = Receiver::start(move |_| Reply::Held(held.clone())).await;
    let quick = Receiver::fine().await;
    webhook(&shop, &slow.url()).await;
    webhook(&shop, &quick.url()).await;
    for _ in 0..10 {
        let member = shop.enrol().await;
        earn(&shop, member, 2).await;
    }
    let tessera = shop.tessera.clone();
    let delivering = tokio::spawn(async move { Courier::new(&tessera).deliver_now().await });
    for _ in 0..20 {
        quick.next().await;
    }
    // All its places are taken by now, and no more than those.
    for _ in 0..3 {
        slow.next().await;
    }
    assert_eq!(slow.seen().len(), 3);
    // Neither does anybody else wait: the shop goes on.
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    permits.add_permits(100);
    let done = delivering.await.expect("it ends").expect("the store works");
    assert_eq!(done.map(|d| d.delivered), Some(40));
    let ids: HashSet<String> = slow.ids().into_iter().collect();
    assert_eq!((ids.len(), slow.seen().len()), (20, 20));
}

#[tokio::test]
async fn an_endpoint_with_a_certificate_is_verified() {
    let shop = open().await;
    let receiver = Receiver::encrypted().await;
    let made = webhook(&shop, &receiver.url()).await;
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    // An authority that nobody knows is not trusted.
    assert_eq!(deliver(&shop).await, Done { delivered: 0, again: 1, failed: 0 });
    assert_eq!(receiver.seen().len(), 0);
    let refused = attempts(&shop, made.row.id).await;
    assert!(refused[0].1.as_ref().is_some_and(|e| e.starts_with("tls: ")), "{refused:?}");
    wait(&shop, 10);
    let authority = crate::receiver::AUTHORITY.to_vec();
    let done = Courier::trusting(&shop.tessera, &[authority]).deliver_now().await;
    assert_eq!(done.expect("the store works").map(|d| d.delivered), Some(1));
    assert_eq!(points(&receiver, member), [1]);
}

/// Lets nobody write to a database.
struct Lock(Connection);

impl Lock {
    fn take(path: &Path) -> Self {
        let connection = Connection::open(path).expect("the file is there");
        connection.busy_timeout(Duration::from_secs(5)).expect("it can be set");
        connection.execute_batch("BEGIN IMMEDIATE").expect("the writer lets others in");
        Self(connection)
    }

    fn release(self) {
        self.0.execute_batch("COMMIT").expect("it was taken");
    }
}

#[tokio::test]
async fn deliveries_go_on_while_outcomes_are_being_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("shop.db");
    let shop = in_file(&path, "pace").await;
    // From the first request on.
    let lock = Arc::new(OnceLock::new());
    let taken = lock.clone();
    let receiver = Receiver::start(move |_| {
        taken.get_or_init(|| Mutex::new(Some(Lock::take(&path))));
        Reply::Status(204)
    });
    let receiver = receiver.await;
    webhook(&shop, &receiver.url()).await;
    for _ in 0..10 {
        let member = shop.enrol().await;
        earn(&shop, member, 2).await;
    }
    let tessera = shop.tessera.clone();
    let mut delivering = tokio::spawn(async move { Courier::new(&tessera).deliver_now().await });
    // Not one outcome can be written, and two may be on their way at a time.
    let mut members = HashSet::new();
    for _ in 0..10 {
        tokio::select! {
            request = receiver.next() => drop(members.insert(request.owner())),
            ended = &mut delivering => panic!("it waited for the store: {ended:?}"),
        }
    }
    assert_eq!((members.len(), receiver.seen().len()), (10, 10), "one of each member");
    let taken = lock.get().and_then(|lock| lock.lock().ok()?.take());
    taken.expect("it was taken by the first").release();
    let done = delivering.await.expect("it ends").expect("the store works");
    assert_eq!(done, Some(Done { delivered: 20, again: 0, failed: 0 }));
    assert_eq!(receiver.ids().into_iter().collect::<HashSet<_>>().len(), 20);
}
