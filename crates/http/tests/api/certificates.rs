//! Certificates.

use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};

async fn issue(shop: &Shop, value: &str) -> Value {
    let reply = shop.post("/v1/certificates", json!({ "type": "gift", "value": value })).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert!(reply.header("location").is_some_and(|l| l.starts_with("/v1/certificates/crt_")));
    reply.json()
}

#[tokio::test]
async fn a_certificate_is_issued_read_used_and_refunded() {
    let shop = Shop::open().await;
    let issued = issue(&shop, "50.00").await;
    let path = format!("/v1/certificates/{}", issued["certificate"].as_str().expect("named"));
    let balance = || async { shop.get(&path).await.json()["balance"].clone() };
    assert_eq!(balance().await, "50.00");
    let code = issued["certificates"][0]["code"].clone();
    let by_code = shop.call(Method::POST, "/v1/certificates/balance");
    let by_code = by_code.json(&json!({ "code": code })).send().await.json();
    assert_eq!(by_code["id"], issued["certificate"]);
    assert_eq!(by_code["type"], "gift");

    let used = shop.post(format!("{path}/use"), json!({ "amount": "20.00" })).await;
    assert_eq!(used.status, 200, "{}", used.text);
    assert_eq!(balance().await, "30.00");
    let refunded = shop.post(format!("{path}/refund"), json!({ "amount": "5.00" })).await;
    assert_eq!(refunded.status, 200, "{}", refunded.text);
    assert_eq!(balance().await, "35.00");
    let more = shop.post(format!("{path}/use"), json!({ "amount": "36.00" })).await;
    assert_eq!(more.status, 422, "{}", more.text);
}

#[tokio::test]
async fn a_certificate_pays_for_a_receipt() {
    let shop = Shop::open().await;
    let code = issue(&shop, "25.00").await["certificates"][0]["code"].clone();
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "30.00");
    body["certificates"] = json!([{ "code": code }]);
    let receipt = shop.post("/v1/receipts", body).await.json();
    assert_eq!(receipt["totals"]["paid_by_certificates"], "25.00");
    assert_eq!(receipt["totals"]["payable"], "5.00");
}

#[tokio::test]
async fn values_and_codes_that_are_none_are_refused() {
    let shop = Shop::open().await;
    let body = |kind: &str, value: &str| json!({ "type": kind, "value": value });
    shop.post("/v1/certificates", body("gift", "26.00")).await.must_be(400, "certificate.value");
    shop.post("/v1/certificates", body("gift", "-25.00")).await.must_be(400, "request.invalid");
    shop.post("/v1/certificates", body("nosuch", "25.00"))
        .await
        .must_be(422, "certificate.unknown");
    let call = shop.call(Method::POST, "/v1/certificates/balance").json(&json!({ "code": "none" }));
    call.send().await.must_be(404, "not_found");
    let missing = "/v1/certificates/crt_01jbmf8x2ye7ctgx9s3wv0hq5r";
    shop.get(missing).await.must_be(404, "not_found");
}
