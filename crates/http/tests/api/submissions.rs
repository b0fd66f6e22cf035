//! What waits for a decision.

use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};
use service::{keys::Role, projector};

async fn review(shop: &Shop, member: &str, reference: &str) -> String {
    let body = json!({
        "member": { "id": member }, "event": "review", "reference": reference,
        "evidence": "https://reviews.example/1",
    });
    let handed_in = shop.post("/v1/events", body).await;
    assert_eq!(handed_in.status, 201, "{}", handed_in.text);
    handed_in.json()["submission"].as_str().expect("it waits").to_owned()
}

#[tokio::test]
async fn a_review_gives_once_it_is_approved() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let submission = review(&shop, &id, "r-1").await;
    assert_eq!(shop.points(&id).await, "0");
    projector::project_now(&shop.tessera).await.expect("projections follow");
    let path = format!("/v1/submissions?state=open&event=review&member={id}");
    let queue = shop.get(&path).await.json();
    assert_eq!(queue["items"][0]["id"], submission);
    assert_eq!(queue["items"][0]["evidence"], "https://reviews.example/1");
    let decide = || {
        let path = format!("/v1/submissions/{submission}/decision");
        shop.post(path, json!({ "approved": true }))
    };
    let decided = decide().await;
    assert_eq!(decided.status, 200, "{}", decided.text);
    assert_eq!(decided.json()["submission"], submission);
    assert_eq!(shop.points(&id).await, "7");
    projector::project_now(&shop.tessera).await.expect("projections follow");
    assert_eq!(shop.get(&path).await.json()["items"], json!([]));
    let read = shop.get(format!("/v1/submissions/{submission}")).await.json();
    assert_eq!(read["state"], "approved");
    decide().await.must_be(404, "submission.not_found");
}

#[tokio::test]
async fn queues_are_for_servers_and_have_three_states() {
    let shop = Shop::together().await;
    let till = shop.call(Method::GET, "/v1/submissions").role(Some(Role::Till));
    till.send().await.must_be(403, "auth.forbidden");
    shop.get("/v1/submissions?state=lost").await.must_be(400, "request.invalid");
    let id = shop.member("c-1").await;
    let bare = json!({ "member": { "id": id }, "event": "review", "reference": "r-1" });
    shop.post("/v1/events", bare).await.must_be(400, "evidence.missing");
}

#[tokio::test]
async fn the_difference_to_a_lower_price_goes_back() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let receipt = shop.post("/v1/receipts", basket(&id, "30.00")).await.json();
    let receipt = receipt["id"].as_str().expect("named").to_owned();
    let claim = |price: &str, evidence: Value| {
        let path = format!("/v1/receipts/{receipt}/price-claims");
        shop.post(path, json!({ "line": "1", "price": price, "evidence": evidence }))
    };
    claim("24.00", Value::Null).await.must_be(400, "evidence.missing");
    claim("-1.00", json!("a photograph")).await.must_be(400, "request.invalid");
    claim("31.00", json!("a photograph")).await.must_be(422, "price_claim.not_lower");
    let handed_in = claim("24.00", json!("a photograph")).await;
    assert_eq!(handed_in.status, 201, "{}", handed_in.text);
    assert_eq!(handed_in.json()["receipt"], receipt);
    let submission = handed_in.json()["submission"].as_str().expect("it waits").to_owned();
    let path = format!("/v1/submissions/{submission}/decision");
    let decided = shop.post(path, json!({ "approved": true, "reason": "seen" })).await;
    assert_eq!(decided.status, 200, "{}", decided.text);
    assert_eq!(decided.json()["refund"]["money"], "6.00");
}
