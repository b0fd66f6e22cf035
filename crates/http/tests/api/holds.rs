//! Reservations.

use crate::shop::Shop;
use axum::http::Method;
use serde_json::{Value, json};

async fn place(shop: &Shop, amount: &str) -> Value {
    let body = json!({
        "member": { "external_id": "c-1" }, "unit": "points", "amount": amount, "seconds": 600,
    });
    let reply = shop.post("/v1/holds", body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.json()
}

#[tokio::test]
async fn a_hold_is_captured_in_part_and_the_rest_is_free_again() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    shop.buy(&id, "80.00").await;
    let hold = place(&shop, "30").await;
    assert_eq!(shop.points(&id).await, "50");
    let path = format!("/v1/holds/{}", hold["hold"].as_str().expect("it is named"));
    let part = json!({ "unit": "points", "amount": "20" });
    let captured = shop.post(format!("{path}/capture"), part).await;
    assert_eq!(captured.status, 200, "{}", captured.text);
    assert_eq!(shop.points(&id).await, "60");
    shop.post(format!("{path}/capture"), json!({})).await.must_be(404, "hold.not_found");
}

#[tokio::test]
async fn a_released_hold_leaves_everything_as_it_was() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    shop.buy(&id, "80.00").await;
    let hold = place(&shop, "30").await;
    let path = format!("/v1/holds/{}/release", hold["hold"].as_str().expect("it is named"));
    let released = shop.call(Method::POST, path).fresh().send().await;
    assert_eq!(released.status, 200, "{}", released.text);
    assert_eq!(shop.points(&id).await, "80");
}

#[tokio::test]
async fn a_hold_beyond_the_balance_says_what_is_missing() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    shop.buy(&id, "80.00").await;
    let body = json!({ "member": { "id": id }, "unit": "points", "amount": "100" });
    let reply = shop.post("/v1/holds", body).await;
    reply.must_be(422, "units.insufficient");
    assert_eq!(reply.json()["missing"], json!({ "unit": "points", "amount": "20" }));
    let body = json!({ "member": { "id": id }, "unit": "points", "amount": "-5" });
    shop.post("/v1/holds", body).await.must_be(400, "request.invalid");
    let body = json!({ "member": { "id": id }, "unit": "points", "amount": "5", "seconds": 0 });
    shop.post("/v1/holds", body).await.must_be(400, "time.invalid");
}
