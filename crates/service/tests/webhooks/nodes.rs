//! Several nodes, and nodes that die.

use crate::hooks::{deliver, earn, entries, in_file, lax, node, open, webhook};
use crate::receiver::{Receiver, Reply};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tessera_service::webhooks::{self, Courier, Done};
use tokio::sync::Semaphore;

#[tokio::test]
async fn one_of_two_nodes_delivers_at_a_time() {
    let one = open().await;
    let two = node(&one, "two", lax()).await;
    let permits = Arc::new(Semaphore::new(0));
    let held = permits.clone();
    let receiver = Receiver::start(move |_| Reply::Held(held.clone())).await;
    webhook(&one, &receiver.url()).await;
    let member = one.enrol().await;
    earn(&one, member, 3).await;
    let tessera = one.tessera.clone();
    let delivering = tokio::spawn(async move { Courier::new(&tessera).deliver_now().await });
    receiver.next().await;
    let other = Courier::new(&two.tessera).deliver_now().await;
    assert_eq!(other.expect("the store works"), None);
    permits.add_permits(10);
    let done = delivering.await.expect("it ends").expect("the store works");
    assert_eq!(done, Some(Done { delivered: 3, again: 0, failed: 0 }));
    assert_eq!(receiver.seen().len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_run_side_by_side_send_each_event_once_in_order() {
    let one = open().await;
    let two = node(&one, "two", lax()).await;
    let receiver = Receiver::fine().await;
    webhook(&one, &receiver.url()).await;
    let running = [&one, &two].map(|shop| tokio::spawn(webhooks::run(shop.tessera.clone())));
    let mut members = Vec::new();
    for _ in 0..10 {
        let member = one.enrol().await;
        earn(&one, member, 5).await;
        members.push(member);
    }
    for _ in 0..50 {
        receiver.next().await;
    }
    for shop in [&one, &two] {
        shop.tessera.background().stop();
    }
    for job in running {
        job.await.expect("it ends");
    }
    let ids = receiver.ids();
    assert_eq!((ids.len(), ids.iter().collect::<HashSet<_>>().len()), (50, 50));
    for member in members {
        assert_eq!(crate::hooks::points(&receiver, member), [1, 2, 3, 4, 5]);
    }
}

#[tokio::test]
async fn an_event_that_was_on_its_way_when_the_server_died_comes_again_with_its_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tessera.db");
    let permits = Arc::new(Semaphore::new(0));
    let (held, is_quick) = (permits.clone(), Arc::new(AtomicBool::new(false)));
    let quick = is_quick.clone();
    let receiver = Receiver::start(move |_| match quick.load(Ordering::Relaxed) {
        true => Reply::Status(200),
        false => Reply::Held(held.clone()),
    });
    let receiver = receiver.await;
    let shop = in_file(&path, "before").await;
    let made = webhook(&shop, &receiver.url()).await;
    let member = shop.enrol().await;
    earn(&shop, member, 2).await;
    let tessera = shop.tessera.clone();
    let delivering = tokio::spawn(async move { Courier::new(&tessera).deliver_now().await });
    receiver.next().await;
    delivering.abort();
    assert!(delivering.await.expect_err("it was stopped").is_cancelled());
    drop(shop);
    is_quick.store(true, Ordering::Relaxed);
    let shop = in_file(&path, "after").await;
    // The lease runs out by the machine's clock; nobody waits for that here.
    let leases = shop.store.list_leases().await.expect("readable");
    let lease = leases.iter().find(|l| l.name.as_str() == "webhooks").expect("it was taken");
    shop.store.release_lease("webhooks", &lease.holder, None).await.expect("writable");
    assert_eq!(deliver(&shop).await, Done { delivered: 2, again: 0, failed: 0 });
    assert_eq!(entries(&receiver, member), [2, 2, 3]);
    let ids = receiver.ids();
    assert_eq!(ids[0], ids[1]);
    let row = webhooks::get(&shop.tessera, made.row.id).await.expect("it is there");
    assert_eq!(row, made.row);
}
