//! Searching members.

use crate::shop::{Reply, Shop};
use axum::http::Method;
use serde_json::{Value, json};
use service::projector;

async fn join(shop: &Shop, body: Value) -> String {
    let reply = shop.post("/v1/members", body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.json()["member"].as_str().expect("named").to_owned()
}

async fn project(shop: &Shop) {
    projector::project_now(&shop.tessera).await.expect("projections follow");
}

/// Anna with everything that leads to her, and Boris with a name alone.
async fn anna_and_boris(shop: &Shop) -> (String, String) {
    let anna = json!({
        "external_id": "C-1001",
        "identities": [
            { "kind": "phone", "value": "+994 (50) 123-45-67" },
            { "kind": "card", "value": "4006381333931" },
            { "kind": "token", "value": "hidden" },
        ],
        "contact": { "name": "Anna Maria O'Neil", "email": "anna@example.com" },
    });
    let anna = join(shop, anna).await;
    let boris = join(shop, json!({ "contact": { "name": "Boris Annenkov" } })).await;
    project(shop).await;
    (anna, boris)
}

/// Asks without an idempotency key: searching changes nothing.
async fn ask(shop: &Shop, body: &Value) -> Reply {
    shop.call(Method::POST, "/v1/members/search").json(body).send().await
}

async fn search(shop: &Shop, body: &Value) -> Reply {
    let reply = ask(shop, body).await;
    assert_eq!(reply.status, 200, "{body}: {}", reply.text);
    reply
}

async fn found(shop: &Shop, body: Value) -> Vec<String> {
    let found = search(shop, &body).await.json();
    let items = found["items"].as_array().expect("a list").iter();
    items.map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

/// Both bodies in one.
fn with(mut body: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("an object") };
    body.as_object_mut().expect("an object").extend(more);
    body
}

#[tokio::test]
async fn members_are_found_by_whatever_people_tell() {
    let shop = Shop::open().await;
    let (anna, boris) = anna_and_boris(&shop).await;
    let path = format!("/v1/members/{anna}/referral-code");
    let code = shop.get(path).await.json()["code"].as_str().expect("a code").to_owned();
    project(&shop).await;
    for typed in
        ["maria", "O'Neil", "994501", "+994 50", "4567", "Anna@ex", "40063", "c-1001", &anna, &code]
    {
        assert_eq!(found(&shop, json!({ "q": typed })).await, [anna.as_str()], "{typed}");
    }
    for typed in ["aria", "hidden", "567", "example", "anna boris"] {
        assert!(found(&shop, json!({ "q": typed })).await.is_empty(), "{typed}");
    }
    assert_eq!(found(&shop, json!({ "q": "neil ann" })).await, [anna.as_str()]);
    assert_eq!(found(&shop, json!({ "q": "ann" })).await, [anna.clone(), boris.clone()]);
    assert_eq!(found(&shop, json!({ "q": "" })).await, [boris.clone(), anna.clone()]);
    assert_eq!(found(&shop, json!({})).await, [boris, anna]);
}

#[tokio::test]
async fn a_row_says_what_a_counter_asks() {
    let shop = Shop::open().await;
    let (anna, _) = anna_and_boris(&shop).await;
    shop.buy(&anna, "7.00").await;
    // Balances do not wait for the projector.
    let row = search(&shop, &json!({ "q": "anna" })).await.json()["items"][0].clone();
    assert_eq!(row["name"], "Anna Maria O'Neil");
    assert_eq!(row["phone"], "+994501234567");
    assert_eq!(row["email"], "anna@example.com");
    assert_eq!(row["card"], "4006381333931");
    assert_eq!(row["external_id"], "C-1001");
    assert_eq!(row["blocked"], false);
    assert_eq!(row["tiers"][0]["tier"], "basic");
    assert_eq!(row["balances"][0]["spendable"], "7");
    assert!(!row.to_string().contains("hidden"), "{row}");
}

#[tokio::test]
async fn blocked_members_are_told_apart_and_pages_go_on() {
    let shop = Shop::open().await;
    let (anna, boris) = anna_and_boris(&shop).await;
    let blocked = shop.post(format!("/v1/members/{boris}/block"), json!({})).await;
    assert_eq!(blocked.status, 200, "{}", blocked.text);
    project(&shop).await;
    assert_eq!(found(&shop, json!({ "blocked": true })).await, [boris.as_str()]);
    assert_eq!(found(&shop, json!({ "q": "ann", "blocked": false })).await, [anna.as_str()]);
    assert_eq!(found(&shop, json!({ "q": anna, "blocked": true })).await, Vec::<String>::new());
    for typed in ["ann", ""] {
        let page = |cursor: Option<&str>| json!({ "q": typed, "limit": 1, "cursor": cursor });
        let first = search(&shop, &page(None)).await.json();
        let cursor = first["next_cursor"].as_str().expect("there is another");
        let second = search(&shop, &page(Some(cursor))).await.json();
        assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
        assert!(second["next_cursor"].is_null(), "{second}");
    }
    ask(&shop, &json!({ "cursor": "x" })).await.must_be(400, "request.invalid");
    ask(&shop, &json!({ "name": "x" })).await.must_be(400, "request.invalid");
    // What is typed has no place in an address.
    shop.get("/v1/members/search?q=anna").await.must_be(405, "method_not_allowed");
}

#[tokio::test]
async fn those_of_a_tier_are_as_many_as_the_figure_says() {
    let shop = Shop::open().await;
    let (anna, boris) = anna_and_boris(&shop).await;
    shop.wait_a_minute();
    let carl = shop.member("c-3").await;
    for (member, amount) in [(&anna, "90.00"), (&carl, "120.00"), (&boris, "5.00")] {
        shop.buy(member, amount).await;
    }
    shop.buy(&anna, "20.00").await;
    project(&shop).await;
    let of_tier = |tier: &str| json!({ "track": "status", "tier": tier });
    let silver = |more: Value| with(of_tier("silver"), more);
    let report = shop.get("/v1/reports/tiers").await.json();
    let rows = report["items"].as_array().expect("a list");
    let counted = rows.iter().find(|row| row["tier"] == "silver").expect("it is there");
    assert_eq!(counted["members"], 2);
    assert_eq!(found(&shop, of_tier("silver")).await, [carl.clone(), anna.clone()]);
    assert_eq!(found(&shop, of_tier("basic")).await, [boris.as_str()]);
    assert_eq!(found(&shop, of_tier("gold")).await, Vec::<String>::new());
    // Together with what is typed, with a whole id too.
    assert_eq!(found(&shop, silver(json!({ "q": "ann" }))).await, [anna.as_str()]);
    assert_eq!(found(&shop, silver(json!({ "q": anna }))).await, [anna.as_str()]);
    assert_eq!(found(&shop, silver(json!({ "q": boris }))).await, Vec::<String>::new());
    let blocked = shop.post(format!("/v1/members/{carl}/block"), json!({})).await;
    assert_eq!(blocked.status, 200, "{}", blocked.text);
    project(&shop).await;
    assert_eq!(found(&shop, silver(json!({ "blocked": true }))).await, [carl.as_str()]);
    assert_eq!(found(&shop, silver(json!({ "blocked": false }))).await, [anna.as_str()]);
    let first = search(&shop, &silver(json!({ "limit": 1 }))).await.json();
    let cursor = first["next_cursor"].as_str().expect("there is another");
    assert_eq!(
        found(&shop, silver(json!({ "limit": 1, "cursor": cursor }))).await,
        [anna.as_str()]
    );
    for half in [json!({ "track": "status" }), json!({ "tier": "silver" })] {
        let reply = ask(&shop, &half).await;
        reply.must_be(400, "request.invalid");
        let said = reply.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(said.contains("`track` and `tier` go together"), "{said}");
    }
}

#[tokio::test]
async fn those_with_something_that_expires_are_listed() {
    let shop = Shop::open().await;
    let (anna, boris) = anna_and_boris(&shop).await;
    shop.buy(&anna, "50.00").await;
    shop.wait_days(200);
    shop.buy(&boris, "60.00").await;
    project(&shop).await;
    let expiring = |more: Value| with(json!({ "expiring": "points" }), more);
    assert_eq!(found(&shop, expiring(json!({}))).await, Vec::<String>::new());
    shop.wait_days(140);
    assert_eq!(found(&shop, expiring(json!({}))).await, [anna.as_str()]);
    assert_eq!(found(&shop, json!({ "expiring": "miles" })).await, Vec::<String>::new());
    assert_eq!(found(&shop, expiring(json!({ "q": "ann" }))).await, [anna.as_str()]);
    assert_eq!(found(&shop, expiring(json!({ "q": anna }))).await, [anna.as_str()]);
    assert_eq!(found(&shop, expiring(json!({ "q": boris }))).await, Vec::<String>::new());
    assert_eq!(found(&shop, expiring(json!({ "blocked": false }))).await, [anna.as_str()]);
    assert_eq!(found(&shop, expiring(json!({ "blocked": true }))).await, Vec::<String>::new());
    let tier = |tier: &str| expiring(json!({ "track": "status", "tier": tier }));
    assert_eq!(found(&shop, tier("basic")).await, [anna.as_str()]);
    assert_eq!(found(&shop, tier("silver")).await, Vec::<String>::new());
    // Whoever has nothing left of it is not there.
    let claimed = shop.post(format!("/v1/members/{anna}/claims"), json!({ "reward": "mug" })).await;
    assert_eq!(claimed.status, 201, "{}", claimed.text);
    project(&shop).await;
    assert_eq!(found(&shop, expiring(json!({}))).await, [anna.as_str()]);
    let body = json!({ "unit": "points", "amount": "-20", "reason": "a test" });
    let taken = shop.post(format!("/v1/members/{anna}/adjustments"), body).await;
    assert_eq!(taken.status, 201, "{}", taken.text);
    project(&shop).await;
    assert_eq!(found(&shop, expiring(json!({}))).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_erased_leads_to_nobody() {
    let shop = Shop::open().await;
    let (anna, _) = anna_and_boris(&shop).await;
    let path = format!("/v1/members/{anna}");
    let empty = json!({ "contact": {} });
    let reply = shop.call(Method::PATCH, &path).fresh().json(&empty).send().await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let phone = json!({ "kind": "phone", "value": "+994501234567" });
    let removed = shop.post(format!("{path}/identities/remove"), phone).await;
    assert_eq!(removed.status, 200, "{}", removed.text);
    project(&shop).await;
    for typed in ["anna", "maria", "anna@example", "994501", "4567"] {
        assert!(!found(&shop, json!({ "q": typed })).await.contains(&anna), "{typed}");
    }
    assert_eq!(found(&shop, json!({ "q": "4006381333931" })).await, [anna.as_str()]);
    // Building everything again brings nothing back.
    projector::rebuild(&shop.tessera).await.expect("it is built again");
    assert!(!found(&shop, json!({ "q": "anna" })).await.contains(&anna));
    assert_eq!(found(&shop, json!({ "q": "c-1001" })).await, [anna]);
}
