//! What problems look like.

use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};

/// A problem with its request id made plain.
fn plain(mut problem: Value) -> String {
    assert!(problem["request_id"].as_str().is_some_and(|id| id.starts_with("req_")), "{problem}");
    problem["request_id"] = json!("req");
    serde_json::to_string_pretty(&problem).expect("it is plain data")
}

#[tokio::test]
async fn a_wrong_field_is_named_with_its_place() {
    let shop = Shop::open().await;
    let mut body = basket("mem_01jbmf8x2ye7ctgx9s3wv0hq5r", "1.00");
    body["lines"][0]["colour"] = json!("red");
    let reply = shop.call(Method::POST, "/v1/quotes").json(&body).send().await;
    insta::assert_snapshot!(plain(reply.json()), @r#"
    {
      "code": "request.invalid",
      "errors": [
        {
          "code": "unknown_field",
          "message": "unknown field `colour`, expected one of `id`, `sku`, `name`, `kind`, `category`, `categories`, `brand`, `quantity`, `price`, `amount`, `cost`, `tax`, `on_sale`, `tags`, `attributes`",
          "pointer": "/lines/0/colour"
        }
      ],
      "hint": "See `errors` for the places and what is expected there.",
      "request_id": "req",
      "status": 400,
      "title": "The request cannot be understood.",
      "type": "/problems#request.invalid"
    }
    "#);
}

#[tokio::test]
async fn a_refusal_carries_what_is_missing() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let body = json!({ "member": { "id": id }, "unit": "points", "amount": "100" });
    let reply = shop.post("/v1/holds", body).await;
    insta::assert_snapshot!(plain(reply.json()), @r#"
    {
      "code": "units.insufficient",
      "hint": "See what is missing.",
      "missing": {
        "amount": "100",
        "unit": "points"
      },
      "refusals": [
        {
          "code": "units.insufficient",
          "message": "The balance is too small. Missing: 100 points.",
          "missing": {
            "amount": "100",
            "unit": "points"
          },
          "subject": "points",
          "title": "The balance is too small."
        }
      ],
      "request_id": "req",
      "status": 422,
      "title": "The balance is too small.",
      "type": "/problems#units.insufficient"
    }
    "#);
}

#[tokio::test]
async fn addresses_and_methods_that_are_none_are_problems_too() {
    let shop = Shop::open().await;
    let reply = shop.get("/v1/nowhere").await;
    insta::assert_snapshot!(plain(reply.json()), @r#"
    {
      "code": "not_found",
      "detail": "there is no such address; see /docs",
      "hint": "Check the id.",
      "request_id": "req",
      "status": 404,
      "title": "There is no such thing.",
      "type": "/problems#not_found"
    }
    "#);
    let reply = shop.call(Method::DELETE, "/v1/members").send().await;
    reply.must_be(405, "method_not_allowed");
    assert_eq!(reply.header("allow"), Some("POST,GET,HEAD"));
    shop.call(Method::TRACE, "/v1/quotes").send().await.must_be(405, "method_not_allowed");
}

#[tokio::test]
async fn problems_have_the_headers_of_all_answers() {
    let shop = Shop::open().await;
    let call = shop.call(Method::GET, "/v1/nowhere").header("x-request-id", "till-7.42");
    let reply = call.send().await;
    assert_eq!(reply.json()["request_id"], "till-7.42");
    assert_eq!(reply.header("x-request-id"), Some("till-7.42"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let call = shop.call(Method::GET, "/v1/nowhere").header("x-request-id", "a b");
    assert!(call.send().await.json()["request_id"].as_str().is_some_and(|id| id.len() > 30));
}

#[tokio::test]
async fn bodies_of_another_kind_are_refused() {
    let shop = Shop::open().await;
    let post = |kind: Option<&str>, body: &str| {
        let call = shop.call(Method::POST, "/v1/quotes").bytes(body.to_owned());
        match kind {
            Some(kind) => call.header("content-type", kind.to_owned()).send(),
            None => call.send(),
        }
    };
    let body = "{}";
    post(None, body).await.must_be(415, "request.unsupported_media");
    post(Some("text/plain"), body).await.must_be(415, "request.unsupported_media");
    post(Some("application/json; charset=utf-8"), body).await.must_be(400, "request.invalid");
    let broken = post(Some("application/json"), "{\"store\": ").await;
    broken.must_be(400, "request.invalid");
    let detail = broken.json()["detail"].as_str().expect("a sentence").to_owned();
    assert!(detail.contains("line 1 column 10"), "{detail}");
}
