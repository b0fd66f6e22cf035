//! Memberships that are paid for.

use crate::shop::{Shop, basket};
use serde_json::json;

#[tokio::test]
async fn a_membership_begins_saves_and_is_given_up() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let path = format!("/v1/members/{id}/memberships");
    let begun = shop.post(&path, json!({ "membership": "plus" })).await;
    assert_eq!(begun.status, 201, "{}", begun.text);
    assert_eq!(begun.json()["effects"][0]["money"], "20.00");
    let mut body = basket(&id, "30.00");
    body["lines"][0]["sku"] = json!("wine");
    let receipt = shop.post("/v1/receipts", body).await.json();
    assert_eq!(receipt["totals"]["payable"], "24.00");

    let listed = shop.get(format!("{path}?locale=ru")).await.json();
    let plus = &listed["items"][0];
    assert_eq!(plus["membership"], "plus");
    assert_eq!(plus["name"], "Плюс");
    assert_eq!((&plus["fee"], &plus["saved"]), (&json!("20.00"), &json!("6.00")));
    assert_eq!(plus["left"], "14.00");
    assert_eq!((&plus["break_even"], &plus["break_even_of"]), (&json!("10"), &json!("бутылки")));

    let cancel = || shop.post(format!("{path}/plus/cancel"), json!({ "reason": "moves" }));
    let ended = cancel().await;
    assert_eq!(ended.status, 200, "{}", ended.text);
    let effect = ended.json()["effects"][0].clone();
    assert_eq!(effect["kind"], "membership_cancelled");
    assert!(effect["money"].is_string(), "{effect}");
    assert_eq!(shop.get(&path).await.json()["items"], json!([]));
    cancel().await.must_be(422, "membership.none");
}

#[tokio::test]
async fn a_trial_comes_once_and_unknown_memberships_never() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let path = format!("/v1/members/{id}/memberships");
    let trial = || shop.post(&path, json!({ "membership": "plus", "trial": true }));
    assert_eq!(trial().await.status, 201);
    let plus = shop.get(&path).await.json()["items"][0].clone();
    assert_eq!((&plus["trial"], &plus["fee"]), (&json!(true), &json!("0.00")));
    trial().await.must_be(422, "membership.trial");
    shop.post(&path, json!({ "membership": "gold" })).await.must_be(400, "membership.unknown");
    let below = json!({ "membership": "plus", "paid": "-1.00" });
    shop.post(&path, below).await.must_be(400, "request.invalid");
    shop.post(format!("{path}/%00/cancel"), json!({})).await.must_be(404, "not_found");
}
