//! Gifts, donations, exchanges.

use crate::shop::Shop;
use serde_json::{Value, json};

#[tokio::test]
async fn a_gift_reaches_the_other_member() {
    let shop = Shop::together().await;
    let (anna, boris) = (shop.member("c-1").await, shop.member("c-2").await);
    shop.credit(&anna, "points", "30").await;
    let give = |to: Value, amount: &str| {
        let body = json!({ "to": to, "unit": "points", "amount": amount });
        shop.post(format!("/v1/members/{anna}/gifts"), body)
    };
    let given = give(json!({ "external_id": "c-2" }), "10").await;
    assert_eq!(given.status, 201, "{}", given.text);
    assert!(given.json()["transfer"].is_string());
    assert_eq!(given.json()["effects"][0]["party"], boris);
    assert_eq!((shop.points(&anna).await, shop.points(&boris).await), ("20".into(), "10".into()));
    give(json!({ "id": anna }), "10").await.must_be(400, "transfer.self");
    give(json!({ "id": boris }), "21").await.must_be(422, "units.insufficient");
    give(json!({ "id": boris }), "1").await.must_be(422, "transfer.limit");
    give(json!({ "id": boris }), "-5").await.must_be(400, "request.invalid");
    give(json!({}), "5").await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn a_donation_shows_in_the_public_counter() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    shop.credit(&id, "points", "30").await;
    let donate = |cause: &str| {
        let body = json!({ "cause": cause, "unit": "points", "amount": "12" });
        shop.post(format!("/v1/members/{id}/donations"), body)
    };
    let donated = donate("trees").await;
    assert_eq!(donated.status, 201, "{}", donated.text);
    let trees = shop.get("/v1/causes?locale=ru").await.json()["items"][0].clone();
    assert_eq!(
        trees,
        json!({
            "cause": "trees", "name": "Деревья", "units": ["points"], "currency": "EUR",
            "amount": "12.00", "goal": "1000.00",
        })
    );
    donate("yachts").await.must_be(400, "cause.unknown");
}

#[tokio::test]
async fn an_exchange_waits_for_the_partner_and_comes_back_with_a_no() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    shop.credit(&id, "points", "60").await;
    let exchange = |kind: &str, amount: &str| {
        let body = json!({ "exchange": kind, "account": "BW-7", "amount": amount });
        shop.post(format!("/v1/members/{id}/exchanges"), body)
    };
    let asked = exchange("airline", "40").await;
    assert_eq!(asked.status, 201, "{}", asked.text);
    assert_eq!(shop.points(&id).await, "20");
    let open = shop.get("/v1/exchanges").await.json()["items"][0].clone();
    assert_eq!(open["id"], asked.json()["exchange"]);
    assert_eq!((&open["member"], &open["gives"]), (&json!(id), &json!("100")));
    let answer = || {
        let path = format!("/v1/exchanges/{}/answer", open["id"].as_str().expect("named"));
        shop.post(path, json!({ "confirmed": false, "reference": "unknown account" }))
    };
    let refused = answer().await;
    assert_eq!(refused.status, 200, "{}", refused.text);
    assert_eq!(shop.points(&id).await, "60");
    assert_eq!(shop.get("/v1/exchanges").await.json()["items"], json!([]));
    answer().await.must_be(404, "exchange.not_found");
    exchange("airline", "15").await.must_be(422, "exchange.amount");
    exchange("shipping", "40").await.must_be(400, "exchange.unknown");
}
