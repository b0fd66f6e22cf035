//! Coupons, promo codes, batches.

use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};
use service::projector;

async fn ask(shop: &Shop, code: &str) -> Value {
    let call = shop.call(Method::POST, "/v1/coupons/validate").json(&json!({ "code": code }));
    let reply = call.send().await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

#[tokio::test]
async fn codes_of_a_batch_work_once_each() {
    let shop = Shop::open().await;
    let body = json!({ "coupon": "printed", "count": 3 });
    let made = shop.post("/v1/coupon-batches", body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = made.header("location").expect("it says where").to_owned();
    let batch = made.json();
    assert_eq!(shop.get(path).await.json(), batch);
    let listed = shop.get("/v1/coupon-batches").await.json();
    let row = &listed["items"][0];
    assert_eq!((&row["count"], &row["used"], &row["open"]), (&json!(3), &json!(0), &json!(3)));

    let code = batch["codes"][0].as_str().expect("a code");
    let before = ask(&shop, code).await;
    assert_eq!((&before["valid"], &before["coupon"]), (&json!(true), &json!("printed")));
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "30.00");
    body["codes"] = json!([code.to_lowercase()]);
    let receipt = shop.post("/v1/receipts", body.clone()).await.json();
    assert_eq!(receipt["totals"]["payable"], "23.00");
    let after = ask(&shop, code).await;
    assert_eq!(after["refusal"]["code"], "coupon.used_up");
    let quote = shop.call(Method::POST, "/v1/quotes").json(&body).send().await.json();
    assert_eq!(quote["refusals"][0]["code"], "coupon.used_up");
    // What was used is counted, and no more once the sale never took place.
    let counted = || async {
        projector::project_now(&shop.tessera).await.expect("projections follow");
        let row = shop.get("/v1/coupon-batches").await.json()["items"][0].clone();
        (row["used"].clone(), row["open"].clone())
    };
    assert_eq!(counted().await, (json!(1), json!(2)));
    projector::rebuild(&shop.tessera).await.expect("it is built again");
    assert_eq!(counted().await, (json!(1), json!(2)));
    let void = format!("/v1/receipts/{}/void", receipt["id"].as_str().expect("an id"));
    assert_eq!(shop.post(void, json!({})).await.status, 201);
    assert_eq!(counted().await, (json!(0), json!(3)));
}

#[tokio::test]
async fn a_granted_coupon_is_in_the_wallet_with_its_code() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let path = format!("/v1/members/{id}/coupons");
    let body = json!({ "coupon": "printed", "reason": "Sorry" });
    let granted = shop.post(&path, body).await;
    assert_eq!(granted.status, 201, "{}", granted.text);
    let given = granted.json()["coupons"][0].clone();
    let held = shop.get(&path).await.json()["items"][0].clone();
    assert_eq!((&held["id"], &held["code"]), (&given["id"], &given["code"]));
    let body = json!({ "code": given["code"], "member": { "id": id } });
    let answer = shop.call(Method::POST, "/v1/coupons/validate").json(&body).send().await.json();
    assert_eq!(answer["valid"], true);
    let body = json!({ "coupon": "nosuch" });
    shop.post(&path, body).await.must_be(422, "coupon.unknown");
}

#[tokio::test]
async fn promo_codes_are_known_and_nonsense_is_not() {
    let shop = Shop::open().await;
    assert_eq!(ask(&shop, "spring").await["coupon"], "spring");
    let nonsense = ask(&shop, "AAAA-BBBB-CCCCD").await;
    assert_eq!(nonsense["valid"], false);
    assert_eq!(nonsense["shown"], "****-CCCD");
    assert_eq!(nonsense["refusal"]["code"], "coupon.unknown");
    let none = json!({ "coupon": "printed", "count": 0 });
    shop.post("/v1/coupon-batches", none).await.must_be(400, "request.invalid");
    let shared = json!({ "coupon": "spring", "count": 1 });
    shop.post("/v1/coupon-batches", shared).await.must_be(422, "coupon.unknown");
    let missing = "/v1/coupon-batches/bat_01jbmf8x2ye7ctgx9s3wv0hq5r";
    shop.get(missing).await.must_be(404, "not_found");
}
