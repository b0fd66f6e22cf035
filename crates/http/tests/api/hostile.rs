//! Input that nobody means well with.

use crate::description::{filled, operations};
use crate::shop::{Shop, basket};
use axum::body::Bytes;
use axum::http::Method;
use http_body::Frame;
use serde_json::json;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tessera_http::Options;

async fn quote(shop: &Shop, body: Vec<u8>) -> (u16, String) {
    let call = shop.call(Method::POST, "/v1/quotes").header("content-type", "application/json");
    call.bytes(body).send().await.problem()
}

#[tokio::test]
async fn large_and_deep_bodies_are_refused_early() {
    let shop = Shop::open().await;
    let large = vec![b' '; 1_000_001];
    assert_eq!(quote(&shop, large).await, (413, "request.too_large".to_owned()));
    let deep = [b"[".repeat(200_000), b"]".repeat(200_000)].concat();
    assert_eq!(quote(&shop, deep).await.0, 400);
    let line = "{\"sku\":\"a\",\"price\":\"1\"}";
    let lines = vec![line; 10_001].join(",");
    let many = format!("{{\"store\":{{\"id\":\"S\"}},\"lines\":[{lines}]}}");
    assert_eq!(quote(&shop, many.into_bytes()).await.0, 400);
    let most = vec![line; 10_000].join(",");
    let most = format!("{{\"store\":{{\"id\":\"S\"}},\"lines\":[{most}]}}");
    let call = shop.call(Method::POST, "/v1/quotes").header("content-type", "application/json");
    assert_eq!(call.bytes(most).send().await.status, 200);
}

#[tokio::test]
async fn texts_and_numbers_at_the_edges_are_clear_errors() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let amounts = ["NaN", "1e3", "", "9223372036854775807", "-1.00", "0x10", "1,5", "١"];
    for amount in amounts {
        let reply = shop.post("/v1/receipts", basket(&id, amount)).await;
        assert_eq!(reply.status, 400, "{amount}: {}", reply.text);
    }
    for sku in ["", "a\u{0}b", "\u{7f}", &"x".repeat(129)] {
        let mut body = basket(&id, "1.00");
        body["lines"][0]["sku"] = json!(sku);
        shop.post("/v1/receipts", body).await.must_be(400, "request.invalid");
    }
    let mut body = basket(&id, "1.00");
    body["lines"][0]["sku"] = json!("🍏 אבג\u{202e}");
    assert_eq!(shop.post("/v1/receipts", body).await.status, 201);
    let number = br#"{"store":{"id":"S"},"lines":[{"sku":"a","amount":1e400}]}"#;
    assert_eq!(quote(&shop, number.to_vec()).await.0, 400);
    let text = b"{\"store\":{\"id\":\"\xff\xfe\"},\"lines\":[]}";
    assert_eq!(quote(&shop, text.to_vec()).await.0, 400);
    let twice = br#"{"store":{"id":"S"},"store":{"id":"T"},"lines":[]}"#;
    assert_eq!(quote(&shop, twice.to_vec()).await.0, 400);
}

#[tokio::test]
async fn no_body_breaks_any_operation() {
    let shop = Shop::open().await;
    let bodies = [
        json!(null),
        json!([]),
        json!({}),
        json!("x"),
        json!(-1),
        json!({ "member": {} }),
        json!({ "document": "\u{0}" }),
        json!({ "document": "&a [*a, *a]" }),
        json!({ "now": "2026-03-02T09:00:00[Europe/Berlin]" }),
        json!({ "to": u64::MAX }),
    ];
    for (method, path, _) in operations() {
        for body in &bodies {
            let call = shop.call(method.clone(), filled(&path)).fresh().json(body);
            let reply = call.send().await;
            let status = reply.status.as_u16();
            assert!((200..500).contains(&status), "{method} {path} {body}: {}", reply.text);
        }
    }
}

#[tokio::test]
async fn odd_addresses_are_not_found() {
    let shop = Shop::open().await;
    for path in ["/v1/members/%00", "/v1/members/%ff%fe", "/v1/members/..%2f", "/v1//members"] {
        let reply = shop.get(path).await;
        assert_eq!(reply.problem().0, 404, "{path}");
    }
}

/// A body of which nothing ever arrives.
struct Endless;

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_told_so() {
    let options = Options { deadline: Duration::from_millis(20), ..Options::default() };
    let shop = Shop::with(options).await;
    let call = shop.call(Method::POST, "/v1/quotes").header("content-type", "application/json");
    let (status, code) = call.bytes(axum::body::Body::new(Endless)).send().await.problem();
    assert_eq!((status, code.as_str()), (503, "busy"));
}
