//! Goods that come back, and sales that never were.

use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::json;

#[tokio::test]
async fn returns_in_parts_add_up_to_the_whole() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "9.99");
    body["lines"][0]["quantity"] = json!("3");
    let receipt = shop.post("/v1/receipts", body).await.json();
    let path = format!("/v1/receipts/{}", receipt["id"].as_str().expect("an id"));
    let one = json!({ "lines": [{ "line": "1", "quantity": "1" }], "reason": "Too large" });

    let quote = shop.call(Method::POST, format!("{path}/returns/quote")).json(&one).send().await;
    assert_eq!(quote.status, 200, "{}", quote.text);
    let quote = quote.json();
    assert_eq!(quote["refund"]["money"], "3.33");

    let first = shop.post(format!("{path}/returns"), one.clone()).await;
    assert_eq!(first.status, 201, "{}", first.text);
    assert_eq!(first.json()["refund"], quote["refund"]);
    let rest = shop.post(format!("{path}/returns"), json!({})).await.json();
    assert_eq!(rest["refund"]["money"], "6.66");
    assert_eq!(rest["refund"]["complete"], true);
    assert_eq!(shop.points(&id).await, "0");
    assert_eq!(shop.get(&path).await.json()["returned"]["quantities"], json!(["3"]));

    let again = shop.post(format!("{path}/returns"), one).await;
    again.must_be(422, "return.nothing_left");
}

#[tokio::test]
async fn a_void_undoes_the_whole_receipt() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let receipt = shop.buy(&id, "50.00").await;
    let path = format!("/v1/receipts/{}", receipt["id"].as_str().expect("an id"));
    let void = shop.post(format!("{path}/void"), json!({ "reason": "Typed twice" })).await;
    assert_eq!(void.status, 201, "{}", void.text);
    assert_eq!(void.json()["refund"]["money"], "50.00");
    assert_eq!(shop.points(&id).await, "0");
}

#[tokio::test]
async fn what_was_not_bought_does_not_come_back() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let receipt = shop.buy(&id, "50.00").await;
    let path = format!("/v1/receipts/{}/returns", receipt["id"].as_str().expect("an id"));
    let line =
        |line: &str, quantity: &str| json!({ "lines": [{ "line": line, "quantity": quantity }] });
    shop.post(&path, line("9", "1")).await.must_be(400, "return.unknown_line");
    shop.post(&path, line("1", "2")).await.must_be(422, "return.too_much");
    shop.post(&path, line("1", "-1")).await.must_be(400, "request.invalid");
    let nowhere = "/v1/receipts/rcp_01jbmf8x2ye7ctgx9s3wv0hq5r/returns";
    shop.post(nowhere, json!({})).await.must_be(404, "receipt.not_found");
    shop.post("/v1/receipts/17/returns", json!({})).await.must_be(404, "not_found");
}
