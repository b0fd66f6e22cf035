//! Members: joining, finding, facts, identities.

use crate::shop::{Reply, Shop};
use axum::http::Method;
use serde_json::{Value, json};
use service::keys::Role;

async fn anna(shop: &Shop) -> String {
    let body = json!({
        "external_id": "c-1",
        "identities": [
            { "kind": "phone", "value": "+994 (50) 123-45-67" },
            { "kind": "card", "value": "4006381333931" },
        ],
        "contact": { "name": "Anna", "email": "anna@example.com" },
        "profile": {
            "language": "ru", "birthday": { "month": 2, "day": 29 }, "tags": ["staff"],
            "attributes": { "size": 4.5, "vip": true, "city": "Baku" },
        },
    });
    let reply = shop.post("/v1/members", body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let id = reply.json()["member"].as_str().expect("named").to_owned();
    assert_eq!(reply.header("location"), Some(format!("/v1/members/{id}").as_str()));
    id
}

async fn find(shop: &Shop, by: &Value) -> Reply {
    shop.call(Method::POST, "/v1/members/find").json(by).send().await
}

#[tokio::test]
async fn a_member_is_found_by_every_identity_and_by_no_other() {
    let shop = Shop::open().await;
    let id = anna(&shop).await;
    let first = |reply: Reply| {
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()["items"][0]["id"].as_str().map(str::to_owned)
    };
    let known = [
        json!({ "phone": "+994501234567" }),
        json!({ "card": "4006381333931" }),
        json!({ "external_id": "c-1" }),
        json!({ "id": id }),
    ];
    for by in known {
        let reply = find(&shop, &by).await;
        assert_eq!(first(reply).as_deref(), Some(id.as_str()), "{by}");
    }
    let unknown = [
        json!({ "phone": "+994501234568" }),
        json!({ "external_id": "c-2" }),
        json!({ "email": "anna@example.com" }),
    ];
    for by in unknown {
        assert_eq!(first(find(&shop, &by).await), None, "{by}");
    }
    // Ids name nobody, and may stand in an address.
    for query in ["external_id=c-1", &format!("id={id}")] {
        let reply = shop.get(format!("/v1/members?{query}")).await;
        assert_eq!(first(reply).as_deref(), Some(id.as_str()), "{query}");
    }
}

#[tokio::test]
async fn one_must_say_by_what_to_find() {
    let shop = Shop::open().await;
    shop.get("/v1/members").await.must_be(400, "request.invalid");
    let id = shop.member("c-1").await;
    let both = format!("/v1/members?id={id}&external_id=c-1");
    shop.get(both).await.must_be(400, "request.invalid");
    shop.get("/v1/members?external_id=1&external_id=2").await.must_be(400, "request.invalid");
    shop.get("/v1/members?name=Anna").await.must_be(400, "request.invalid");
    let two = json!({ "phone": "+994501234567", "external_id": "c" });
    find(&shop, &two).await.must_be(400, "request.invalid");
    find(&shop, &json!({})).await.must_be(400, "request.invalid");
    find(&shop, &json!({ "phone": "123" })).await.must_be(400, "identity.invalid");
    find(&shop, &json!({ "card": "4006381333932" })).await.must_be(400, "identity.invalid");
}

#[tokio::test]
async fn what_tells_who_somebody_is_has_no_place_in_an_address() {
    let shop = Shop::open().await;
    anna(&shop).await;
    for query in
        ["phone=%2B994501234567", "email=anna%40example.com", "card=4006381333931", "token=x"]
    {
        shop.get(format!("/v1/members?{query}")).await.must_be(400, "request.invalid");
    }
}

#[tokio::test]
async fn tills_see_the_name_and_balances_but_not_how_to_reach_somebody() {
    let shop = Shop::open().await;
    let id = anna(&shop).await;
    let read = |role| shop.call(Method::GET, format!("/v1/members/{id}")).role(Some(role)).send();
    let till = read(Role::Till).await.json();
    assert_eq!(till["name"], "Anna");
    assert_eq!(till["balances"][0]["spendable"], "0");
    assert_eq!(till["tiers"][0]["tier"], "basic");
    for hidden in ["contact", "profile", "identities"] {
        assert!(till[hidden].is_null(), "{hidden}");
    }
    let server = read(Role::Server).await.json();
    assert_eq!(server["contact"]["email"], "anna@example.com");
    assert_eq!(
        server["profile"]["attributes"],
        json!({ "size": 4.5, "vip": true, "city": "Baku" })
    );
    assert_eq!(server["identities"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn an_identity_leads_to_one_member_only() {
    let shop = Shop::open().await;
    let id = anna(&shop).await;
    let reply = shop.post("/v1/members", json!({ "external_id": "c-1" })).await;
    reply.must_be(409, "member.exists");
    let other = shop.member("c-2").await;
    let card = json!({ "kind": "card", "value": "4006381333931" });
    let add = |member: &str| shop.post(format!("/v1/members/{member}/identities"), card.clone());
    add(&other).await.must_be(409, "member.exists");
    let removed = shop.post(format!("/v1/members/{id}/identities/remove"), card.clone()).await;
    assert_eq!(removed.status, 200, "{}", removed.text);
    assert_eq!(add(&other).await.status, 200);
    let listed = shop.get(format!("/v1/members/{other}/identities")).await.json();
    assert!(listed["items"].as_array().is_some_and(|all| all.contains(&card)), "{listed}");
    let again = shop.post(format!("/v1/members/{id}/identities/remove"), card.clone()).await;
    again.must_be(404, "not_found");
}

async fn patch(shop: &Shop, id: &str, tag: Option<&str>, body: &Value) -> Reply {
    let call = shop.call(Method::PATCH, format!("/v1/members/{id}")).fresh().json(body);
    match tag {
        Some(tag) => call.header("if-match", tag).send().await,
        None => call.send().await,
    }
}

#[tokio::test]
async fn facts_change_only_if_nobody_else_changed_them() {
    let shop = Shop::open().await;
    let id = anna(&shop).await;
    let read = shop.get(format!("/v1/members/{id}")).await;
    let tag = read.header("etag").expect("members have a tag").to_owned();
    let body = json!({ "profile": { "language": "en" }, "contact": { "name": "Ann" } });
    let changed = patch(&shop, &id, Some(&tag), &body).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    patch(&shop, &id, Some(&tag), &body).await.must_be(412, "precondition_failed");
    patch(&shop, &id, Some("W/odd"), &body).await.must_be(412, "precondition_failed");
    let fresh = changed.header("etag").expect("changes have a tag").to_owned();
    let invite = json!({ "invite": { "track": "status", "tier": "friend" } });
    assert_eq!(patch(&shop, &id, Some(&fresh), &invite).await.status, 200);
    let read = shop.get(format!("/v1/members/{id}")).await.json();
    assert_eq!(read["contact"], json!({ "name": "Ann" }));
    assert_eq!(read["profile"]["language"], "en");
    assert_eq!(read["tiers"][0]["tier"], "friend");
}

#[tokio::test]
async fn a_blocked_member_earns_nothing_until_unblocked() {
    let shop = Shop::open().await;
    let id = anna(&shop).await;
    let switch =
        |to: &str| shop.call(Method::POST, format!("/v1/members/{id}/{to}")).fresh().send();
    assert_eq!(switch("block").await.json()["effects"][0]["kind"], "blocked");
    assert_eq!(shop.get(format!("/v1/members/{id}")).await.json()["blocked"], true);
    shop.buy(&id, "10.00").await;
    assert_eq!(shop.points(&id).await, "0");
    assert_eq!(switch("unblock").await.status, 200);
    shop.buy(&id, "10.00").await;
    assert_eq!(shop.points(&id).await, "10");
}

#[tokio::test]
async fn corrections_need_a_reason_and_stand_in_the_ledger() {
    let shop = Shop::open().await;
    let id = anna(&shop).await;
    let path = format!("/v1/members/{id}/adjustments");
    let body = json!({ "unit": "points", "amount": "100", "reason": "Delivered too late" });
    let reply = shop.post(&path, body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert_eq!(shop.points(&id).await, "100");
    let without = json!({ "unit": "points", "amount": "100" });
    shop.post(&path, without).await.must_be(400, "request.invalid");
    let unknown = json!({ "unit": "miles", "amount": "1", "reason": "?" });
    shop.post(&path, unknown).await.must_be(400, "unit.unknown");
    let half = json!({ "unit": "points", "amount": "0.5", "reason": "?" });
    let reply = shop.post(&path, half).await;
    reply.must_be(400, "request.invalid");
    assert_eq!(reply.json()["errors"][0]["pointer"], "/amount");
    assert_eq!(reply.json()["errors"][0]["code"], "too_precise");
    let lots = shop.get(format!("/v1/members/{id}/lots")).await.json();
    assert_eq!(lots["items"][0]["remaining"], "100");
    assert_eq!(lots["items"][0]["state"], "active");
}
