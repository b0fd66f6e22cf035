//! A shop that sends its events to receivers of this machine.

use crate::receiver::Receiver;
use crate::shop::{Shop, ask};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use model::id::{MemberId, WebhookId};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::SqliteStore;
use tessera_service::webhooks::{self, Courier, Done, NewWebhook, WithSecret};
use tessera_service::{Options, Page, SeededEntropy, Tessera};

/// Receivers of this machine are fine, and those that say nothing are not waited for long.
pub(crate) fn lax() -> webhooks::Options {
    webhooks::Options {
        allow_http: true,
        allow_private: true,
        connect_timeout: Duration::from_secs(5),
        timeout: Duration::from_secs(10),
        concurrency: 2,
        ..webhooks::Options::default()
    }
}

/// A shop on a fresh store.
pub(crate) async fn open() -> Shop {
    open_with(lax()).await
}

pub(crate) async fn open_with(options: webhooks::Options) -> Shop {
    let mut shop = Shop::new().await;
    shop.tessera = service(&shop, "webhooks", options).await;
    shop
}

/// A shop on a store in a file.
pub(crate) async fn in_file(path: &Path, seed: &str) -> Shop {
    let store = SqliteStore::open(path).expect("the file can be made");
    let mut shop = Shop::on(Arc::new(store)).await;
    shop.tessera = service(&shop, seed, lax()).await;
    shop
}

/// Another node on the same store, with the same clock.
pub(crate) async fn node(first: &Shop, seed: &str, options: webhooks::Options) -> Shop {
    let mut shop = Shop::closed(first.store.clone(), seed).await;
    shop.clock = first.clock.clone();
    shop.tessera = service(&shop, seed, options).await;
    shop
}

async fn service(shop: &Shop, seed: &str, webhooks: webhooks::Options) -> Tessera {
    let entropy = Arc::new(SeededEntropy::new(seed));
    let options = Options { webhooks, ..Options::default() };
    let (store, clock) = (shop.store.clone(), shop.clock.clone());
    let tessera = Tessera::open_with(store, clock, entropy, options).await;
    tessera.expect("the service opens")
}

pub(crate) fn to(url: &str, topics: &[&str]) -> NewWebhook {
    let topics = topics.iter().map(model::Key::new).collect();
    NewWebhook { url: url.into(), description: "a test".into(), topics }
}

/// An endpoint that wants units and nothing else.
pub(crate) async fn webhook(shop: &Shop, url: &str) -> WithSecret {
    let made = webhooks::create(&shop.tessera, &ask(), to(url, &["units.*"])).await;
    made.expect("the address is fine")
}

/// Gives a member 1, 2, .. points in turn.
pub(crate) async fn earn(shop: &Shop, member: MemberId, times: i64) {
    for points in 1..=times {
        shop.give(member, points).await;
    }
    shop.project().await;
}

/// Delivers what is due now.
pub(crate) async fn deliver(shop: &Shop) -> Done {
    let done = Courier::new(&shop.tessera).deliver_now().await;
    done.expect("the store works").expect("nobody else delivers")
}

pub(crate) fn wait(shop: &Shop, seconds: i64) {
    shop.clock.set(shop.tessera.now() + SignedDuration::from_secs(seconds));
}

/// Whether a request bears a signature of a secret.
pub(crate) fn is_signed(request: &crate::receiver::Received, secret: &str) -> bool {
    let secret = secret.strip_prefix("whsec_").expect("secrets have a prefix");
    let secret = STANDARD.decode(secret).expect("secrets are base64");
    let at = request.header("webhook-timestamp").parse().expect("seconds");
    let expected = webhooks::sign(&secret, request.id(), at, &request.body);
    request.header("webhook-signature").split(' ').any(|one| one == expected)
}

/// The attempts at an endpoint, newest first: status and reason.
pub(crate) async fn attempts(shop: &Shop, id: WebhookId) -> Vec<(Option<u16>, Option<String>)> {
    let listed = webhooks::attempts(&shop.tessera, id, Page::newest(100)).await;
    let items = listed.expect("the endpoint is there").items.into_iter();
    items.map(|a| (a.status, a.error.map(|e| e.to_string()))).collect()
}

/// The numbers of the entries whose events a receiver got, of a member.
pub(crate) fn entries(receiver: &Receiver, member: MemberId) -> Vec<u64> {
    let owner = member.to_string();
    let events = receiver.seen().into_iter().filter(|r| r.owner() == owner);
    let id = |r: crate::receiver::Received| r.id().parse::<webhooks::EventId>();
    events.map(|r| id(r).expect("the id of an event").0.seq).collect()
}

/// Events that a receiver got of a member: how many points each.
pub(crate) fn points(receiver: &Receiver, member: MemberId) -> Vec<i64> {
    let owner = member.to_string();
    let events = receiver.seen().into_iter().filter(|r| r.owner() == owner);
    let amount = |r: crate::receiver::Received| {
        let json = r.json();
        let text = json["data"]["event"].to_string();
        let event: model::Event = serde_json::from_str(&text).expect("events read back");
        match event {
            model::Event::Adjusted { amount, .. } => amount.0,
            other => panic!("not an adjustment: {other:?}"),
        }
    };
    events.map(amount).collect()
}
