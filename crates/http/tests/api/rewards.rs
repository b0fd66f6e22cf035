//! The catalogue and claims.

use crate::shop::Shop;
use serde_json::json;
use service::projector;

#[tokio::test]
async fn the_catalogue_says_what_is_missing_and_a_claim_can_be_given_back() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    shop.buy(&id, "20.00").await;
    let path = format!("/v1/members/{id}/rewards?locale=ru");
    let mug = shop.get(&path).await.json()["items"][0].clone();
    assert_eq!(mug["name"], "Кружка");
    assert_eq!(mug["cost"], json!([{ "unit": "points", "amount": "30" }]));
    assert_eq!(mug["available"], false);
    assert_eq!(mug["refusal"]["missing"]["amount"], "10");

    let claims = format!("/v1/members/{id}/claims");
    let claim = json!({ "reward": "mug" });
    let refused = shop.post(&claims, claim.clone()).await;
    refused.must_be(422, "units.insufficient");
    assert_eq!(refused.json()["refusals"][0]["missing"]["amount"], "10");

    shop.buy(&id, "20.00").await;
    assert_eq!(shop.get(&path).await.json()["items"][0]["available"], true);
    let claimed = shop.post(&claims, claim).await;
    assert_eq!(claimed.status, 201, "{}", claimed.text);
    assert_eq!(shop.points(&id).await, "10");

    let claim = claimed.json()["claim"].as_str().expect("it is named").to_owned();
    let cancel = || shop.post(format!("/v1/claims/{claim}/cancel"), json!({ "reason": "gone" }));
    assert_eq!(cancel().await.status, 200);
    assert_eq!(shop.points(&id).await, "40");
    cancel().await.must_be(404, "claim.not_found");

    projector::project_now(&shop.tessera).await.expect("projections follow");
    let report = shop.get("/v1/reports/rewards?locale=ru").await.json();
    let mug = json!({ "reward": "mug", "name": "Кружка", "claimed": 1, "cancelled": 1 });
    let items = report["items"].as_array().expect("rows");
    assert!(items.contains(&mug), "{report}");
}

#[tokio::test]
async fn rewards_that_are_not_there_and_odd_quantities_are_refused() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let claims = format!("/v1/members/{id}/claims");
    shop.post(&claims, json!({ "reward": "yacht" })).await.must_be(404, "reward.unknown");
    let none = json!({ "reward": "mug", "quantity": 0 });
    shop.post(&claims, none).await.must_be(400, "request.invalid");
    let huge = json!({ "reward": "mug", "quantity": 99_999_999_999_u64 });
    shop.post(&claims, huge).await.must_be(400, "request.invalid");
}
