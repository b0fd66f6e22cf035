//! Groups and their seats.

use crate::shop::{Reply, Shop};
use serde_json::{Value, json};

async fn firm(shop: &Shop, head: &str) -> String {
    let body = json!({ "kind": "firm", "key": "acme", "head": { "id": head } });
    let formed = shop.post("/v1/groups", body).await;
    assert_eq!(formed.status, 201, "{}", formed.text);
    let id = formed.json()["group"].as_str().expect("named").to_owned();
    assert_eq!(formed.header("location"), Some(format!("/v1/groups/{id}").as_str()));
    id
}

async fn seat(shop: &Shop, group: &str, member: &str, change: &str) -> Reply {
    let body = json!({ "member": { "id": member }, "change": change });
    shop.post(format!("/v1/groups/{group}/seats"), body).await
}

#[tokio::test]
async fn seats_are_asked_for_agreed_to_and_left() {
    let shop = Shop::together().await;
    let (anna, boris) = (shop.member("c-1").await, shop.member("c-2").await);
    let group = firm(&shop, &anna).await;
    let seats = || async { shop.get(format!("/v1/groups/{group}")).await.json()["seats"].clone() };
    let asked = seat(&shop, &group, &boris, "ask").await;
    assert_eq!(asked.json()["effects"][0]["kind"], "seat_asked", "{}", asked.text);
    assert_eq!(seats().await[1], json!({ "member": boris, "role": "member", "approved": false }));
    assert_eq!(seat(&shop, &group, &boris, "approve").await.status, 200);
    assert_eq!(seats().await[1]["approved"], true);
    let own = shop.get(format!("/v1/members/{boris}/groups")).await.json();
    assert_eq!(own["items"][0]["key"], "acme");
    let found = shop.get("/v1/groups?kind=firm&key=acme").await.json();
    assert_eq!(found["items"][0]["id"], group);
    assert_eq!(seat(&shop, &group, &boris, "leave").await.status, 200);
    assert_eq!(seats().await.as_array().map(Vec::len), Some(1));
    seat(&shop, &group, &boris, "approve").await.must_be(422, "group.seat");
    seat(&shop, &group, &boris, "dance").await.must_be(400, "request.invalid");
    let nobody = "mem_01jbmf8x2ye7ctgx9s3wv0hq5r";
    seat(&shop, &group, nobody, "ask").await.must_be(404, "member.not_found");
}

#[tokio::test]
async fn what_a_firm_collects_it_gives_to_its_people() {
    let shop = Shop::together().await;
    let anna = shop.member("c-1").await;
    let group = firm(&shop, &anna).await;
    shop.buy(&anna, "50.00").await;
    let read = shop.get(format!("/v1/groups/{group}")).await.json();
    assert_eq!(read["balances"][0]["spendable"], "5", "{read}");
    let gift = |amount: &str| {
        let body = json!({ "to": { "id": anna }, "unit": "points", "amount": amount });
        shop.post(format!("/v1/groups/{group}/gifts"), body)
    };
    let given = gift("4").await;
    assert_eq!(given.status, 201, "{}", given.text);
    assert_eq!(shop.points(&anna).await, "9");
    gift("4").await.must_be(422, "units.insufficient");
}

#[tokio::test]
async fn a_short_name_is_taken_once_and_kinds_are_declared() {
    let shop = Shop::together().await;
    let (anna, boris) = (shop.member("c-1").await, shop.member("c-2").await);
    firm(&shop, &anna).await;
    let form = |body: Value| shop.post("/v1/groups", body);
    let again = json!({ "kind": "firm", "key": "acme", "head": { "id": boris } });
    form(again).await.must_be(409, "group.exists");
    let second = json!({ "kind": "firm", "key": "zenith", "head": { "id": anna } });
    form(second).await.must_be(422, "group.seat");
    let choir = json!({ "kind": "choir", "head": { "id": anna } });
    form(choir).await.must_be(400, "group.unknown");
    let nobody = json!({ "kind": "firm", "head": { "external_id": "c-9" } });
    form(nobody).await.must_be(404, "member.not_found");
    let missing = "/v1/groups/grp_01jbmf8x2ye7ctgx9s3wv0hq5r";
    shop.get(missing).await.must_be(404, "group.not_found");
    assert_eq!(shop.get("/v1/groups?kind=firm&key=nobody").await.json()["items"], json!([]));
}
