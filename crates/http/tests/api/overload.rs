//! More requests than there is room for, and requests that take too long.

use crate::held::{Held, hold};
use crate::shop::{Reply, Shop, basket};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;
use std::num::NonZeroUsize;
use std::time::Duration;
use tessera_http::{Limits, Options};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tower::ServiceExt;

/// A shop in which four requests may be under way: two of the office, three of members.
async fn small() -> Shop {
    let under_way = NonZeroUsize::MIN.saturating_add(3);
    let limits = Limits { under_way, ..Limits::default() };
    Shop::in_memory(Options { limits, ..Options::default() }).await
}

/// A value that `/metrics` tells.
async fn number(shop: &Shop, sample: &str) -> u64 {
    let text = shop.get("/metrics").await.text;
    let line = text.lines().find_map(|line| line.strip_prefix(sample));
    let value = line.and_then(|rest| rest.strip_prefix(' ')).and_then(|v| v.parse().ok());
    value.unwrap_or_else(|| panic!("no {sample} in {text}"))
}

/// Waits until so many are there.
async fn until(shop: &Shop, sample: &str, count: u64) {
    while number(shop, sample).await != count {
        tokio::task::yield_now().await;
    }
}

const TILLS: &str = "tessera_admission_under_way{class=\"till\"}";

/// A quote whose body does not arrive yet: it is under way for as long as one likes.
fn slow_quote(shop: &Shop) -> (Held, JoinHandle<u16>) {
    let (held, body) = hold(json!({ "store": { "id": "S1" }, "lines": [] }));
    let request = Request::post("/v1/quotes")
        .header("authorization", shop.authorization())
        .header("content-type", "application/json")
        .body(Body::new(body))
        .expect("the request is well-formed");
    let answer = shop.router.clone().oneshot(request);
    (held, tokio::spawn(async move { answer.await.expect("it answers").status().as_u16() }))
}

/// So many slow quotes under way.
async fn busy(shop: &Shop, count: u64) -> Vec<(Held, JoinHandle<u16>)> {
    let quotes = (0..count).map(|_| slow_quote(shop)).collect();
    until(shop, TILLS, count).await;
    quotes
}

async fn quote(shop: &Shop) -> Reply {
    let body = json!({ "store": { "id": "S1" }, "lines": [{ "sku": "tea", "amount": "1.00" }] });
    shop.call(Method::POST, "/v1/quotes").json(&body).send().await
}

fn turned_away(reply: &Reply, retry_after: &str) {
    reply.must_be(503, "overloaded");
    assert_eq!(reply.header("retry-after"), Some(retry_after));
}

#[tokio::test(start_paused = true)]
async fn the_office_is_turned_away_first_and_tills_last() {
    let shop = small().await;
    let member = shop.member("c-1").await;
    let mut quotes = busy(&shop, 2).await;
    turned_away(&shop.get("/v1/summary").await, "5");
    assert_eq!(shop.get(format!("/v1/members/{member}/choices")).await.status, 200);
    quotes.extend(vec![slow_quote(&shop)]);
    until(&shop, TILLS, 3).await;
    turned_away(&shop.get(format!("/v1/members/{member}/choices")).await, "2");
    assert_eq!(quote(&shop).await.status, 200);
    quotes.extend(vec![slow_quote(&shop)]);
    until(&shop, TILLS, 4).await;
    turned_away(&quote(&shop).await, "1");
    for path in ["/health/live", "/health/ready", "/metrics"] {
        assert_eq!(shop.get(path).await.status, 200, "{path}");
    }
    for (held, answer) in quotes {
        held.let_go();
        assert_eq!(answer.await.expect("it runs"), 400);
    }
    assert_eq!(quote(&shop).await.status, 200);
    assert_eq!(shop.get("/v1/summary").await.status, 200);
    assert_eq!(number(&shop, TILLS).await, 0);
    let away = "tessera_admission_turned_away_total";
    for class in ["till", "member", "office"] {
        let sample = format!("{away}{{class=\"{class}\",reason=\"waited_too_long\"}}");
        assert_eq!(number(&shop, &sample).await, 1, "{class}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_turns_away_at_once_and_a_free_place_is_taken_at_once() {
    let shop = small().await;
    let mut quotes = busy(&shop, 4).await;
    let waiting: Vec<_> = (0..4).map(|_| slow_quote(&shop)).collect();
    until(&shop, "tessera_admission_waiting{class=\"till\"}", 4).await;
    let before = Instant::now();
    turned_away(&quote(&shop).await, "1");
    assert_eq!(before.elapsed(), Duration::ZERO);
    let (held, answer) = quotes.pop().expect("four are under way");
    held.let_go();
    assert_eq!(answer.await.expect("it runs"), 400);
    until(&shop, "tessera_admission_waiting{class=\"till\"}", 3).await;
    assert_eq!(number(&shop, TILLS).await, 4);
    drop(waiting);
}

#[tokio::test(start_paused = true)]
async fn callers_that_go_away_leave_their_places() {
    let shop = small().await;
    let quotes = busy(&shop, 4).await;
    let (_held, waiting) = slow_quote(&shop);
    until(&shop, "tessera_admission_waiting{class=\"till\"}", 1).await;
    waiting.abort();
    until(&shop, "tessera_admission_waiting{class=\"till\"}", 0).await;
    for (_, answer) in &quotes {
        answer.abort();
    }
    until(&shop, TILLS, 0).await;
    assert_eq!(quote(&shop).await.status, 200);
}

#[tokio::test]
async fn who_may_not_enter_takes_no_place() {
    let shop = small().await;
    let before = number(&shop, "tessera_admission_wait_seconds_count").await;
    let call = shop.call(Method::GET, "/v1/summary").role(None);
    call.send().await.must_be(401, "auth.missing");
    assert_eq!(number(&shop, "tessera_admission_wait_seconds_count").await, before);
    assert_eq!(number(&shop, TILLS).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_write_whose_body_never_came_is_given_up_and_nothing_was_done() {
    let shop = Shop::in_memory(Options::default()).await;
    let (_held, body) = hold(json!({}));
    let call = shop.call(Method::POST, "/v1/receipts").key("late");
    let call = call.header("content-type", "application/json");
    let before = Instant::now();
    let reply = call.bytes(Body::new(body)).send().await;
    reply.must_be(503, "busy");
    assert_eq!(reply.header("retry-after"), Some("1"));
    assert_eq!(before.elapsed().as_secs(), 3);
    assert_eq!(number(&shop, "tessera_http_unfinished_requests").await, 0);
}

#[tokio::test]
async fn a_write_that_was_begun_goes_on_after_its_deadline_and_its_key_tells_the_outcome() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::on_disk(folder.path(), Options::default()).await;
    let member = shop.member("c-1").await;
    let call =
        || shop.call(Method::POST, "/v1/receipts").key("late").json(&basket(&member, "9.00"));
    // Somebody else holds the file, so the thread that writes does not get through. While time is
    // paused it leaps to the next deadline as soon as everybody waits: here for that thread.
    let other = rusqlite::Connection::open(folder.path().join("shop.db")).expect("the file opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("nobody writes");
    tokio::time::pause();
    call().send().await.must_be(503, "outcome.unknown");
    tokio::time::resume();
    other.execute_batch("ROLLBACK").expect("it is given back");
    until(&shop, "tessera_http_unfinished_requests", 0).await;
    assert_eq!(number(&shop, "tessera_http_unknown_outcomes_total").await, 1);
    let reply = call().send().await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert_eq!(reply.header("idempotency-replayed"), Some("true"));
}
