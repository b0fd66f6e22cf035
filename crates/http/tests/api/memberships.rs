//! Memberships that are paid for.

use crate::shop::{Shop, basket};
use serde_json::{Value, json};
use service::{jobs, projector};

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

#[tokio::test]
async fn memberships_are_counted_and_those_who_have_them_listed() {
    let shop = Shop::together().await;
    let mut ids = Vec::new();
    for (at, name) in ["Anna", "Boris", "Clara"].iter().enumerate() {
        let body = json!({ "external_id": format!("c-{at}"), "contact": { "name": name } });
        let joined = shop.post("/v1/members", body).await.json();
        ids.push(joined["member"].as_str().expect("named").to_owned());
        shop.wait_a_minute();
    }
    let path = |at: usize| format!("/v1/members/{}/memberships", ids[at]);
    for at in [0, 0, 1] {
        assert_eq!(shop.post(path(at), json!({ "membership": "plus" })).await.status, 201);
    }
    let trial = json!({ "membership": "plus", "trial": true });
    assert_eq!(shop.post(path(2), trial).await.status, 201);
    let report = || async {
        projector::project_now(&shop.tessera).await.expect("projections follow");
        shop.get("/v1/reports/memberships?locale=ru").await.json()
    };
    let expected = json!({ "currency": "EUR", "items": [{
        "membership": "plus", "name": "Плюс", "fee": "20.00", "members": 3, "on_trial": 1,
        "sold": 3, "paid": "60.00", "trials": 1, "over": 0, "cancelled": 0,
        "refunded": "0.00", "returned": 0,
    }] });
    assert_eq!(report().await, expected);

    let holders = "/v1/memberships/plus/members";
    let first = shop.get(format!("{holders}?limit=2")).await.json();
    let named = |page: &Value| {
        let items = page["items"].as_array().expect("rows").iter();
        items.map(|row| (row["name"].clone(), row["trial"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(named(&first), [(json!("Clara"), json!(true)), (json!("Boris"), json!(false))]);
    let next = first["next_cursor"].as_str().expect("there are more");
    let second = shop.get(format!("{holders}?limit=2&cursor={next}")).await.json();
    assert_eq!(named(&second), [(json!("Anna"), json!(false))]);
    assert_eq!(
        (&second["items"][0]["member"], &second["next_cursor"]),
        (&json!(ids[0]), &json!(null))
    );
    shop.get("/v1/memberships/gold/members").await.must_be(400, "membership.unknown");

    // One is given up and another one runs out.
    assert_eq!(shop.post(format!("{}/plus/cancel", path(1)), json!({})).await.status, 200);
    shop.wait_days(15);
    jobs::run_due(&shop.tessera).await.expect("time passes");
    let plus = report().await["items"][0].clone();
    assert_eq!((&plus["members"], &plus["on_trial"]), (&json!(1), &json!(0)));
    assert_eq!((&plus["cancelled"], &plus["over"]), (&json!(1), &json!(1)));
    assert_eq!(plus["refunded"], "20.00");
    projector::rebuild(&shop.tessera).await.expect("it is built again");
    assert_eq!(report().await["items"][0], plus);
}
