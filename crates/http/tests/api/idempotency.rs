//! Repeating requests.

use crate::description::{filled, operations};
use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::json;
use service::keys::Role;

#[tokio::test]
async fn a_repeated_request_has_one_effect_and_the_identical_answer() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let send = || {
        let call = shop.call(Method::POST, "/v1/receipts").key("one");
        call.json(&basket(&id, "10.00")).send()
    };
    let first = send().await;
    assert_eq!(first.header("idempotency-replayed"), None);
    shop.buy(&id, "5.00").await;
    let second = send().await;
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!((first.status, &first.text), (second.status, &second.text));
    assert_eq!(shop.points(&id).await, "15");
}

#[tokio::test]
async fn requests_at_the_same_time_have_one_effect() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let send = || {
        let call = shop.call(Method::POST, "/v1/receipts").key("many");
        call.json(&basket(&id, "10.00")).send()
    };
    let replies = tokio::join!(send(), send(), send(), send());
    let replies = [replies.0, replies.1, replies.2, replies.3];
    for reply in &replies {
        assert_eq!((reply.status, &reply.text), (replies[0].status, &replies[0].text));
    }
    let fresh = replies.iter().filter(|r| r.header("idempotency-replayed").is_none());
    assert_eq!(fresh.count(), 1);
    assert_eq!(shop.points(&id).await, "10");
}

#[tokio::test]
async fn a_key_is_for_one_request_of_one_caller() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let send = |role, amount: &str| {
        let call = shop.call(Method::POST, "/v1/receipts").role(Some(role)).key("one");
        call.json(&basket(&id, amount)).send()
    };
    assert_eq!(send(Role::Till, "10.00").await.status, 201);
    send(Role::Till, "11.00").await.must_be(422, "idempotency.mismatch");
    assert_eq!(send(Role::Server, "11.00").await.status, 201);
    let block = shop.call(Method::POST, format!("/v1/members/{id}/block")).role(Some(Role::Server));
    block.key("one").send().await.must_be(422, "idempotency.mismatch");
}

#[tokio::test]
async fn every_write_needs_a_key_and_no_question_does() {
    let shop = Shop::open().await;
    for (method, path, operation) in operations() {
        if method == Method::GET {
            continue;
        }
        let described = operation["parameters"].as_array().is_some_and(|all| {
            all.iter().any(|p| p["name"] == "idempotency-key" && p["required"] == true)
        });
        let call = shop.call(method.clone(), filled(&path)).json(&json!({ "no": "field" }));
        let reply = call.send().await;
        let is_asked_for = !reply.status.is_success() && reply.problem().1 == "idempotency.missing";
        assert_eq!(is_asked_for, described, "{method} {path}: {}", reply.text);
    }
}

#[tokio::test]
async fn keys_are_short_and_visible() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let send = |key: String| {
        let call = shop.call(Method::POST, "/v1/receipts").key(key);
        call.json(&basket(&id, "1.00")).send()
    };
    assert_eq!(send("k".repeat(255)).await.status, 201);
    send("k".repeat(256)).await.must_be(400, "request.invalid");
    send("a b".to_owned()).await.must_be(400, "request.invalid");
    send(String::new()).await.must_be(400, "request.invalid");
}
