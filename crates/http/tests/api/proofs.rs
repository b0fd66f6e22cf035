//! What members prove and own.

use crate::shop::Shop;
use serde_json::json;

#[tokio::test]
async fn who_proved_something_is_known_for_it_until_it_is_taken_away() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let path = format!("/v1/members/{id}/verifications");
    let body = json!({ "verification": "student", "evidence": "Card 4711" });
    let proved = shop.post(&path, body).await;
    assert_eq!(proved.status, 201, "{}", proved.text);
    let listed = shop.get(format!("{path}?locale=ru")).await.json();
    assert_eq!(listed["items"][0]["verification"], "student");
    assert_eq!(listed["items"][0]["name"], "Студент");
    assert!(listed["items"][0]["until"].as_str().is_some_and(|at| at.starts_with("2027-03-0")));
    let revoked = shop.post(format!("{path}/revoke"), json!({ "verification": "student" })).await;
    assert_eq!(revoked.json()["effects"][0]["kind"], "verification_revoked", "{}", revoked.text);
    assert_eq!(shop.get(&path).await.json()["items"], json!([]));
}

#[tokio::test]
async fn proofs_need_evidence_and_a_declaration() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let path = format!("/v1/members/{id}/verifications");
    shop.post(&path, json!({ "verification": "student" })).await.must_be(400, "evidence.missing");
    let body = json!({ "verification": "astronaut", "evidence": "A suit" });
    shop.post(&path, body).await.must_be(400, "verification.unknown");
}

#[tokio::test]
async fn a_product_belongs_to_one_member_at_a_time() {
    let shop = Shop::together().await;
    let (anna, boris) = (shop.member("c-1").await, shop.member("c-2").await);
    let body = json!({ "product": "machine", "serial": "TX-1" });
    let register = |id: &str| shop.post(format!("/v1/members/{id}/products"), body.clone());
    let release = |id: &str| shop.post(format!("/v1/members/{id}/products/release"), body.clone());
    let registered = register(&anna).await;
    assert_eq!(registered.status, 201, "{}", registered.text);
    assert_eq!(shop.points(&anna).await, "25");
    let owned = shop.get(format!("/v1/members/{anna}/products")).await.json();
    assert_eq!(owned["items"][0]["serial"], "TX-1");
    assert_eq!(owned["items"][0]["name"], "Coffee machine");
    register(&boris).await.must_be(422, "product.taken");
    release(&boris).await.must_be(422, "product.not_yours");
    assert_eq!(release(&anna).await.status, 200);
    assert_eq!(register(&boris).await.status, 201);
    let unknown = json!({ "product": "yacht", "serial": "1" });
    let reply = shop.post(format!("/v1/members/{anna}/products"), unknown).await;
    reply.must_be(400, "product.unknown");
}
