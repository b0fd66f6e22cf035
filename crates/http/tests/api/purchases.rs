//! Quotes, receipts, explanations, events.

use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::json;

#[tokio::test]
async fn a_quote_tells_totals_reasons_and_hints_and_stores_nothing() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "95.00");
    body["codes"] = json!(["SPRING", "NOSUCH"]);
    let reply = shop.call(Method::POST, "/v1/quotes").json(&body).send().await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let quote = reply.json();
    assert_eq!(quote["currency"], "EUR");
    assert_eq!(quote["totals"]["total"], "95.00");
    assert_eq!(quote["totals"]["discount"], "5.00");
    assert_eq!(quote["totals"]["payable"], "90.00");
    assert_eq!(quote["totals"]["lines"][0]["payable"], "90.00");
    let codes: Vec<&str> = quote["refusals"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|r| r["code"].as_str())
        .collect();
    assert_eq!(codes, ["coupon.unknown"]);
    assert!(quote["hints"].as_array().is_some_and(|h| !h.is_empty()), "{quote}");
    assert_eq!(shop.points(&id).await, "0");
    assert!(quote["others"].is_null());
    let detailed = shop.call(Method::POST, "/v1/quotes?detail=true").json(&body).send().await;
    assert_eq!(detailed.json()["others"][0]["rule"], "big-basket", "{}", detailed.text);
    body["burns"] = json!([{ "unit": "points", "amount": "50" }]);
    let reply = shop.call(Method::POST, "/v1/quotes").json(&body).send().await;
    reply.must_be(422, "units.insufficient");
}

#[tokio::test]
async fn a_coupon_below_its_minimum_is_no_error_and_says_what_is_missing() {
    let shop = Shop::open().await;
    let mut body = basket("x", "15.00");
    body.as_object_mut().expect("an object").remove("member");
    body["codes"] = json!(["spring"]);
    let call = shop.call(Method::POST, "/v1/quotes").header("accept-language", "ru-RU,en;q=0.5");
    let reply = call.json(&body).send().await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let refusal = &reply.json()["refusals"][0];
    assert_eq!(refusal["code"], "offer.minimum");
    assert_eq!(refusal["subject"], "spring");
    assert_eq!(refusal["missing"], json!({ "money": "5.00", "currency": "EUR" }));
    let message = refusal["message"].as_str().expect("a sentence");
    assert!(message.chars().any(|c| ('а'..='я').contains(&c)), "{message}");
}

#[tokio::test]
async fn a_receipt_earns_and_is_read_and_explained_as_it_was_answered() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "120.00");
    body["lines"] = json!([
        { "sku": "coffee", "quantity": "2", "price": "40.00", "category": "food" },
        { "id": "b", "sku": "tea", "quantity": "0.5", "amount": "40.00" },
    ]);
    let reply = shop.post("/v1/receipts", body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let receipt = reply.json();
    assert_eq!(receipt["totals"]["discount"], "12.00");
    assert_eq!(receipt["totals"]["lines"][0]["id"], "1");
    assert_eq!(receipt["totals"]["lines"][1]["quantity"], "0.5");
    assert_eq!(shop.points(&id).await, "108");
    let path = reply.header("location").expect("it says where").to_owned();
    let mut read = shop.get(&path).await.json();
    assert_eq!(read["returned"]["complete"], false);
    read.as_object_mut().expect("an object").remove("returned");
    assert_eq!(read, receipt);
    let why = shop.get(format!("{path}/explanation?locale=ru")).await;
    assert_eq!(why.status, 200, "{}", why.text);
    let why = why.json();
    assert_eq!(why["is_identical"], true);
    let effects = why["entry"]["effects"].as_array().expect("a list");
    let earned = effects.iter().find(|e| e["kind"] == "earned").expect("points were earned");
    assert_eq!(earned["amount"], "108");
    assert!(earned["message"].as_str().is_some_and(|m| m.contains("108 баллов")), "{earned}");
    let small = shop.buy(&id, "50.00").await;
    let path = format!("/v1/receipts/{}/explanation", small["id"].as_str().expect("an id"));
    let other = shop.get(path).await.json()["others"][0].clone();
    assert_eq!((&other["rule"], &other["code"]), (&json!("big-basket"), &json!("offer.minimum")));
    assert_eq!(other["missing"]["money"], "50.00");
}

#[tokio::test]
async fn points_pay_up_to_what_the_programme_allows() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    shop.buy(&id, "90.00").await;
    let mut body = basket(&id, "10.00");
    body["burns"] = json!([{ "unit": "points", "amount": "40" }]);
    body["expected_payable"] = json!("6.00");
    let receipt = shop.post("/v1/receipts", body.clone()).await;
    assert_eq!(receipt.status, 201, "{}", receipt.text);
    assert_eq!(receipt.json()["totals"]["paid_by_units"], "4.00");
    body["expected_payable"] = json!("5.00");
    shop.post("/v1/receipts", body).await.must_be(422, "quote.changed");
}

#[tokio::test]
async fn a_numbered_receipt_is_one_for_ever() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "10.00");
    body["till"] = json!("1");
    body["number"] = json!("000123");
    let first = shop.post("/v1/receipts", body.clone()).await;
    let second = shop.post("/v1/receipts", body.clone()).await;
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.json(), second.json());
    assert_eq!(shop.points(&id).await, "10");
    body["lines"][0]["amount"] = json!("11.00");
    shop.post("/v1/receipts", body.clone()).await.must_be(409, "receipt.exists");
    body["business_date"] = json!("2026-03-01");
    assert_eq!(shop.post("/v1/receipts", body).await.status, 201);
}

#[tokio::test]
async fn receipts_that_do_not_add_up_are_refused_with_places() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "10.00");
    body["lines"] = json!([
        { "sku": "a", "amount": "1.005" },
        { "sku": "b" },
        { "sku": "c", "price": "999999999999.00", "quantity": "1000" },
    ]);
    body["currency"] = json!("USD");
    let reply = shop.post("/v1/receipts", body).await;
    reply.must_be(400, "request.invalid");
    let errors = reply.json()["errors"].clone();
    let pointers: Vec<&str> =
        errors.as_array().expect("a list").iter().filter_map(|e| e["pointer"].as_str()).collect();
    for pointer in ["/currency", "/lines/0/amount", "/lines/1/amount", "/lines/2/price"] {
        assert!(pointers.contains(&pointer), "{pointer} in {errors}");
    }
    let mut body = basket(&id, "10.00");
    body["lines"] = json!([]);
    shop.post("/v1/receipts", body).await.must_be(400, "receipt.empty");
    let mut body = basket(&id, "10.00");
    body["lines"] = json!([{ "sku": "a", "amount": "1.00", "quantity": "0" }]);
    shop.post("/v1/receipts", body).await.must_be(400, "receipt.invalid_line");
    let mut body = basket(&id, "10.00");
    body["at"] = json!("2026-03-02T09:30:00Z");
    shop.post("/v1/receipts", body).await.must_be(400, "time.invalid");
    let stranger = "mem_01jbmf8x2ye7ctgx9s3wv0hq5r";
    shop.post("/v1/receipts", basket(stranger, "1.00")).await.must_be(404, "member.not_found");
}

#[tokio::test]
async fn an_action_counts_once_per_reference() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let body = |reference: &str| {
        json!({
            "member": { "external_id": "c-1" }, "event": "review", "reference": reference,
            "attributes": { "stars": 5 },
        })
    };
    let reply = shop.post("/v1/events", body("r1")).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert_eq!(shop.points(&id).await, "5");
    shop.post("/v1/events", body("r1")).await.must_be(422, "event.duplicate");
    let mut unknown = body("r2");
    unknown["event"] = json!("dance");
    shop.post("/v1/events", unknown).await.must_be(400, "event.unknown");
    let mut wrong = body("r3");
    wrong["attributes"] = json!({ "stars": "five" });
    shop.post("/v1/events", wrong).await.must_be(400, "event.invalid");
}

#[tokio::test]
async fn a_receipt_that_belongs_to_another_one_says_so() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "100.00");
    body["lines"][0]["sku"] = json!("flight");
    let first = shop.post("/v1/receipts", body.clone()).await.json();
    assert_eq!(first["totals"]["payable"], "100.00");
    body["linked_receipt"] = first["id"].clone();
    let companion = shop.post("/v1/receipts", body.clone()).await.json();
    assert_eq!(companion["totals"]["payable"], "70.00");
    body["linked_receipt"] = json!("rcp_01jbmf8x2ye7ctgx9s3wv0hq5r");
    let quote = shop.post("/v1/quotes", body.clone()).await.json();
    assert_eq!(quote["totals"]["payable"], "100.00");
    body["linked_receipt"] = json!(id);
    shop.post("/v1/quotes", body).await.must_be(400, "request.invalid");
}
