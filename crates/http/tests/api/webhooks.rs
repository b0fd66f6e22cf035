//! Where events are sent: what the API says of it. The sending itself is tested with the
//! service.

use crate::shop::{Reply, Shop};
use axum::http::Method;
use serde_json::{Value, json};

async fn made(shop: &Shop, topics: &[&str]) -> Value {
    let body = json!({ "url": "https://shop.example/hook", "topics": topics });
    let reply = shop.post("/v1/webhooks", body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.json()
}

fn path(webhook: &Value, rest: &str) -> String {
    format!("/v1/webhooks/{}{rest}", webhook["id"].as_str().expect("it has an id"))
}

async fn change(shop: &Shop, webhook: &Value, body: Value) -> Reply {
    shop.call(Method::PATCH, path(webhook, "")).fresh().json(&body).send().await
}

#[tokio::test]
async fn a_webhook_is_made_read_changed_and_deleted() {
    let shop = Shop::open().await;
    let webhook = made(&shop, &["units.*", "tier.changed", "units.*"]).await;
    assert!(webhook["secret"].as_str().is_some_and(|s| s.starts_with("whsec_")), "{webhook}");
    let read = shop.get(path(&webhook, "")).await.json();
    assert_eq!(read["topics"], json!(["tier.changed", "units.*"]));
    assert_eq!((&read["secret"], &read["enabled"]), (&Value::Null, &json!(true)));
    let body = json!({ "description": "Mail", "topics": [], "enabled": false });
    let changed = change(&shop, &webhook, body).await.json();
    assert_eq!(changed["description"], "Mail");
    assert_eq!((&changed["topics"], &changed["enabled"]), (&json!([]), &json!(false)));
    assert_eq!(changed["url"], "https://shop.example/hook");
    let listed = shop.get("/v1/webhooks").await.json();
    assert_eq!(listed["items"], json!([changed]));
    let delete = || shop.call(Method::DELETE, path(&webhook, "")).key("delete").send();
    let (first, second) = (delete().await, delete().await);
    assert_eq!((first.status.as_u16(), &first.text), (200, &second.text));
    assert!(first.json()["deleted_at"].is_string());
    shop.get(path(&webhook, "")).await.must_be(404, "not_found");
    assert_eq!(shop.get("/v1/webhooks").await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_secret_is_shown_once() {
    let shop = Shop::open().await;
    let body = json!({ "url": "https://shop.example/hook" });
    let make = || shop.call(Method::POST, "/v1/webhooks").key("make").json(&body).send();
    let (first, second) = (make().await, make().await);
    assert!(first.json()["secret"].is_string() && second.json()["secret"].is_null());
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.json()["id"], second.json()["id"]);
    let webhook = first.json();
    let rotated = shop.post(path(&webhook, "/rotate"), json!({ "overlap_hours": 2 })).await.json();
    assert!(rotated["secret"].is_string() && rotated["secret"] != webhook["secret"]);
    assert_eq!(rotated["old_secret_until"], "2026-03-02T11:00:00Z");
    let rotated = shop.post(path(&webhook, "/rotate"), json!({ "overlap_hours": 0 })).await.json();
    assert_eq!(rotated["old_secret_until"], Value::Null);
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let shop = Shop::open().await;
    for url in ["http://shop.example/", "https://127.0.0.1/", "https://a:b@shop.example/", "x"] {
        let reply = shop.post("/v1/webhooks", json!({ "url": url })).await;
        reply.must_be(422, "webhook.url_refused");
    }
    let body = json!({ "url": "https://shop.example/", "topics": ["units.stolen"] });
    shop.post("/v1/webhooks", body).await.must_be(400, "request.invalid");
    for body in [json!({}), json!({ "url": "https://shop.example/ü" }), json!({ "url": 1 })] {
        shop.post("/v1/webhooks", body).await.must_be(400, "request.invalid");
    }
    let webhook = made(&shop, &[]).await;
    change(&shop, &webhook, json!({ "secret": "mine" })).await.must_be(400, "request.invalid");
    let body = json!({ "url": "https://10.0.0.1/" });
    change(&shop, &webhook, body).await.must_be(422, "webhook.url_refused");
    let body = json!({ "overlap_hours": 169 });
    shop.post(path(&webhook, "/rotate"), body).await.must_be(400, "request.invalid");
    let reply = shop.call(Method::GET, path(&webhook, "/deliveries?state=lost")).send().await;
    reply.must_be(400, "request.invalid");
    change(&shop, &webhook, json!({ "enabled": false })).await;
    let test = shop.call(Method::POST, path(&webhook, "/test")).fresh().send().await;
    test.must_be(422, "webhook.disabled");
}

#[tokio::test]
async fn a_test_waits_to_be_sent_and_repeating_it_says_the_same() {
    let shop = Shop::open().await;
    let webhook = made(&shop, &[]).await;
    let test = || shop.call(Method::POST, path(&webhook, "/test")).key("test").send();
    let (first, second) = (test().await, test().await);
    assert_eq!((first.status.as_u16(), &first.text), (200, &second.text));
    let listed = shop.get(path(&webhook, "/deliveries?state=waiting")).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    let delivery = &listed["items"][0];
    assert_eq!((&delivery["id"], &delivery["type"]), (&first.json()["id"], &json!("webhook.test")));
    assert_eq!((&delivery["state"], &delivery["attempts"]), (&json!("waiting"), &json!(0)));
    assert_eq!(shop.get(path(&webhook, "/attempts")).await.json()["items"], json!([]));
}

#[tokio::test]
async fn events_are_sent_again_on_request() {
    let shop = Shop::open().await;
    let webhook = made(&shop, &[]).await;
    let member = shop.member("c-1").await;
    let event = format!("{member}_1_0");
    let resend = path(&webhook, &format!("/deliveries/{event}/resend"));
    let reply = shop.call(Method::POST, resend).fresh().send().await;
    assert_eq!((reply.status.as_u16(), reply.json()), (200, json!({ "id": event })));
    let listed = shop.get(path(&webhook, "/deliveries")).await.json();
    assert_eq!(listed["items"][0]["type"], "member.enrolled");
    let missing = path(&webhook, &format!("/deliveries/{member}_7_0/resend"));
    shop.call(Method::POST, missing).fresh().send().await.must_be(404, "not_found");
    let since = json!({ "since": "2026-03-01T00:00:00Z" });
    let again = shop.post(path(&webhook, "/resend"), since).await.json();
    let expected = json!({ "since": "2026-03-01T00:00:00Z", "through": "2026-03-02T09:00:00Z" });
    assert_eq!(again, expected);
}
