//! Benefits and their quotas, options of rewards, handing rewards over.

use crate::shop::{Shop, TOGETHER};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_benefit_is_used_until_its_quota_is_gone() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let wash = || async {
        let path = format!("/v1/members/{id}/benefits?locale=ru");
        shop.get(path).await.json()["items"][0].clone()
    };
    let apply = || shop.post(format!("/v1/members/{id}/claims"), json!({ "reward": "car-wash" }));
    let before = wash().await;
    assert_eq!((&before["name"], &before["left"]), (&json!("Бесплатная мойка"), &json!(2)));
    assert_eq!(before["cost"], json!([]));
    let used = apply().await;
    assert_eq!(used.status, 201, "{}", used.text);
    assert_eq!(used.json()["claims"][0]["reward"], "car-wash");
    assert_eq!(wash().await["left"], 1);
    assert_eq!(apply().await.status, 201);
    let after = wash().await;
    assert_eq!((&after["left"], &after["available"]), (&json!(0), &json!(false)));
    let refused = apply().await;
    assert_eq!(refused.problem().0, 422, "{}", refused.text);
    let rewards = shop.get(format!("/v1/members/{id}/rewards")).await.json();
    let rewards: Vec<&Value> =
        rewards["items"].as_array().expect("a list").iter().map(|r| &r["reward"]).collect();
    assert_eq!(rewards, ["repair", "tasting"]);
}

#[tokio::test]
async fn a_reward_is_handed_over_against_its_code_and_only_once() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    shop.credit(&id, "points", "30").await;
    let claim = || shop.post(format!("/v1/members/{id}/claims"), json!({ "reward": "repair" }));
    let claimed = claim().await.json();
    let code = claimed["claims"][0]["code"].as_str().expect("it has a code").to_owned();
    let by_code = |code: String| shop.post("/v1/claims/collect", json!({ "code": code }));
    let collected = by_code(code.to_lowercase()).await;
    assert_eq!(collected.status, 200, "{}", collected.text);
    assert_eq!(collected.json()["claim"], claimed["claim"]);
    let cancel = format!("/v1/claims/{}/cancel", claimed["claim"].as_str().expect("named"));
    shop.post(cancel, json!({})).await.must_be(422, "reward.collected");
    by_code("7F3K-9QXA-2MB41".to_owned()).await.must_be(404, "claim.not_found");

    let second = claim().await.json()["claim"].as_str().expect("named").to_owned();
    let collect = || {
        let path = format!("/v1/claims/{second}/collect");
        shop.call(Method::POST, path).fresh().send()
    };
    assert_eq!(collect().await.status, 200);
    collect().await.must_be(422, "reward.collected");
}

#[tokio::test]
async fn what_waits_is_told_from_what_was_handed_over_at_once() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    shop.credit(&id, "points", "30").await;
    let claims = format!("/v1/members/{id}/claims");
    let tasting = json!({ "reward": "tasting", "option": "may" });
    for body in [json!({ "reward": "repair" }), tasting] {
        let claimed = shop.post(claims.clone(), body).await;
        assert_eq!(claimed.status, 201, "{}", claimed.text);
    }
    let told = async || {
        let list = shop.get(claims.clone()).await.json();
        let items = list["items"].as_array().cloned().unwrap_or_else(|| panic!("{list}"));
        let told = items
            .iter()
            .map(|one| (one["reward"].clone(), one["handover"].clone(), one["code"].is_string()));
        let mut told: Vec<_> = told.collect();
        told.sort_by_key(|(reward, ..)| reward.to_string());
        told
    };
    let settled =
        [(json!("repair"), json!("pickup"), true), (json!("tasting"), json!("at_once"), false)];
    assert_eq!(told().await, settled);
    // A new document does not change what was claimed under the old one.
    let repair = "    handover: pickup\n";
    let at_once = TOGETHER.replace(repair, "");
    assert_ne!(at_once, TOGETHER);
    shop.replace(&at_once).await;
    assert_eq!(told().await, settled);
}

#[tokio::test]
async fn an_option_has_to_be_named_and_its_places_run_out() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    shop.credit(&id, "points", "30").await;
    let claim = |body: Value| shop.post(format!("/v1/members/{id}/claims"), body);
    claim(json!({ "reward": "tasting" })).await.must_be(400, "reward.option");
    let april = || claim(json!({ "reward": "tasting", "option": "april" }));
    let claimed = april().await;
    assert_eq!(claimed.status, 201, "{}", claimed.text);
    april().await.must_be(422, "reward.no_places");
    let rewards = shop.get(format!("/v1/members/{id}/rewards")).await.json();
    let options = &rewards["items"][1]["options"];
    assert_eq!(options[0]["places"], 1);
    assert_eq!(options[1]["available"], true, "{options}");
}
