//! Affiliates, settlements, disputes, payouts.

use crate::shop::{Shop, basket};
use serde_json::{Value, json};
use service::projector;

async fn register(shop: &Shop, key: &str, terms: &str) -> crate::shop::Reply {
    let body = json!({ "key": key, "name": "Golf club", "terms": terms });
    shop.post("/v1/affiliates", body).await
}

/// A customer of an affiliate buys for 100 at the petrol station.
async fn busy_month(shop: &Shop) {
    assert_eq!(register(shop, "golf", "regular").await.status, 201);
    let body = json!({ "external_id": "c-1", "affiliate": "golf" });
    let id = shop.post("/v1/members", body).await.json()["member"].clone();
    let mut body = basket(id.as_str().expect("named"), "100.00");
    body["store"]["partner"] = json!("petrol");
    let bought = shop.post("/v1/receipts", body).await;
    assert_eq!(bought.status, 201, "{}", bought.text);
    projector::project_now(&shop.tessera).await.expect("projections follow");
}

#[tokio::test]
async fn a_month_is_read_closed_once_and_paid_out() {
    let shop = Shop::together().await;
    busy_month(&shop).await;
    let path = "/v1/settlements/2026-03";
    let month = shop.get(path).await.json();
    assert_eq!(
        month["rows"],
        json!([
            { "ground": "issuing", "party": "petrol", "amount": "-5.00" },
            { "ground": "commission", "party": "golf", "amount": "10.00" },
        ])
    );
    assert_eq!((&month["from"], &month["until"]), (&json!("2026-03-01"), &json!("2026-04-01")));
    assert_eq!(
        month["parties"],
        json!([
            { "key": "golf", "name": "Golf club" },
            { "key": "petrol", "name": "Petrol" },
            { "key": "together", "name": "Together" },
        ])
    );
    assert_eq!(month["clearing"], "month");
    let golf = shop.get(format!("{path}?party=golf")).await.json();
    assert_eq!(golf["parties"].as_array().map(Vec::len), Some(2), "{golf}");
    // Whoever was asked for is named in a period without anything of theirs.
    let quiet = shop.get("/v1/settlements/2026-02?party=golf").await.json();
    assert_eq!(quiet["parties"], json!([{ "key": "golf", "name": "Golf club" }]));
    assert_eq!(golf["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(golf["payments"], json!([{ "from": "together", "to": "golf", "amount": "10.00" }]));
    let close = |body: Value| shop.post(format!("{path}/close"), body);
    close(json!({})).await.must_be(409, "settlement.state");
    shop.wait_days(31);
    let closed = close(json!({ "ground": "commission" })).await;
    assert_eq!(closed.status, 200, "{}", closed.text);
    assert_eq!(closed.json()["grounds"], json!(["commission"]));
    close(json!({ "ground": "commission" })).await.must_be(409, "settlement.state");
    assert_eq!(shop.get(path).await.json()["closed"], json!(["commission"]));

    let payouts = shop.get("/v1/payouts?period=2026-03").await.json();
    assert_eq!(payouts["items"].as_array().map(Vec::len), Some(2), "{payouts}");
    let csv = shop.get("/v1/payouts?period=2026-03&format=csv").await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let lines: Vec<&str> = csv.text.lines().collect();
    assert_eq!(lines[0], "period,from,to,amount,currency");
    assert!(lines.contains(&"2026-03,petrol,together,5.00,EUR"), "{}", csv.text);
    assert!(lines.contains(&"2026-03,together,golf,10.00,EUR"), "{}", csv.text);
}

#[tokio::test]
async fn a_dispute_is_decided_once_and_counts_today() {
    let shop = Shop::together().await;
    busy_month(&shop).await;
    let dispute = |party: &str| {
        let body = json!({ "party": party, "claimed": "3.00", "reason": "A receipt is missing" });
        shop.post("/v1/settlements/2026-03/disputes", body)
    };
    let opened = dispute("golf").await;
    assert_eq!(opened.status, 201, "{}", opened.text);
    let id = opened.json()["id"].as_str().expect("named").to_owned();
    let decide = || {
        let body = json!({ "amount": "2.50", "reason": "It was found" });
        shop.post(format!("/v1/disputes/{id}/decision"), body)
    };
    let decided = decide().await;
    assert_eq!(decided.json()["decision"]["amount"], "2.50", "{}", decided.text);
    decide().await.must_be(404, "dispute.not_found");
    let listed = shop.get("/v1/disputes").await.json();
    assert_eq!(listed["items"][0], decided.json());
    projector::project_now(&shop.tessera).await.expect("projections follow");
    let golf = shop.get("/v1/settlements/2026-03?party=golf").await.json();
    assert_eq!(golf["payments"][0]["amount"], "12.50", "{golf}");
    dispute("nobody").await.must_be(404, "partner.unknown");
}

#[tokio::test]
async fn periods_terms_and_names_that_are_none_are_refused() {
    let shop = Shop::together().await;
    for period in ["2026-13", "March", "2026-3%2F1"] {
        let reply = shop.get(format!("/v1/settlements/{period}")).await;
        reply.must_be(400, "request.invalid");
    }
    shop.get("/v1/payouts").await.must_be(400, "request.invalid");
    shop.get("/v1/payouts?period=2026-03&format=xml").await.must_be(400, "request.invalid");
    register(&shop, "golf", "golden").await.must_be(422, "affiliate.unknown");
    assert_eq!(register(&shop, "golf", "regular").await.status, 201);
    let other = json!({ "key": "golf", "name": "Tennis club", "terms": "regular" });
    shop.post("/v1/affiliates", other).await.must_be(409, "affiliate.exists");
    let listed = shop.get("/v1/affiliates").await.json();
    assert_eq!(listed["items"][0]["name"], "Golf club");
}
