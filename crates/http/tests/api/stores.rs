//! Stores get names.

use crate::browser::Browser;
use crate::people::{counter, owner, somebody};
use crate::shop::{Reply, Shop};
use axum::http::Method;
use serde_json::{Value, json};
use service::people::StaffRole;
use service::stores::MOST_CARDS;
use tessera_http::Options;

async fn set(shop: &Shop, store: &str, body: Value) -> Reply {
    let call = shop.call(Method::PUT, format!("/v1/stores/{store}"));
    call.fresh().json(&body).send().await
}

async fn put(shop: &Shop, who: &Browser, store: &str, body: Value) -> Reply {
    let call = who.call(shop, Method::PUT, format!("/v1/stores/{store}"));
    call.fresh().json(&body).send().await
}

async fn all(shop: &Shop) -> Value {
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    shop.get("/v1/stores").await.json()["items"].clone()
}

#[tokio::test]
async fn a_store_is_named_renamed_and_goes_by_its_key_again() {
    let shop = Shop::open().await;
    let anna = shop.member("anna").await;
    shop.buy(&anna, "10.00").await;
    let paid = json!({ "id": "S1", "receipts": 1, "last_at": "2026-03-02T09:00:00Z" });
    assert_eq!(all(&shop).await, json!([paid]));
    let card = json!({ "name": " Main Street ", "address": "Main Street 1" });
    let named = set(&shop, "S1", card).await;
    let expected = json!({ "id": "S1", "name": "Main Street", "address": "Main Street 1" });
    assert_eq!((named.status.as_u16(), named.json()), (200, expected));
    // One that nothing has named yet is there as well.
    let new = set(&shop, "S%2F2", json!({ "name": "Riverside" })).await;
    assert_eq!(new.json(), json!({ "id": "S/2", "name": "Riverside" }));
    let known = json!([
        { "id": "S/2", "name": "Riverside", "receipts": 0 },
        {
            "id": "S1", "name": "Main Street", "address": "Main Street 1",
            "receipts": 1, "last_at": "2026-03-02T09:00:00Z",
        },
    ]);
    assert_eq!(all(&shop).await, known);
    // All of it is replaced: the address is gone with the old name.
    set(&shop, "S1", json!({ "name": "High Street" })).await;
    let rows = all(&shop).await;
    assert_eq!((&rows[1]["name"], &rows[1]["address"]), (&json!("High Street"), &Value::Null));
    // Without a card stays what receipts know, and no more.
    assert_eq!(set(&shop, "S1", json!({})).await.json(), json!({ "id": "S1" }));
    set(&shop, "S%2F2", json!({ "name": null })).await;
    assert_eq!(all(&shop).await, json!([paid]));
}

#[tokio::test]
async fn names_that_cannot_be_are_refused() {
    let shop = Shop::open().await;
    for bad in [
        json!({ "name": " " }),
        json!({ "name": "x".repeat(81) }),
        json!({ "name": "two\nlines" }),
        json!({ "name": "nothing\u{0}" }),
        json!({ "name": "Main Street", "address": "" }),
        json!({ "name": "Main Street", "address": "x".repeat(201) }),
    ] {
        set(&shop, "S1", bad).await.must_be(400, "store.invalid");
    }
    set(&shop, "S1", json!({ "title": "Main Street" })).await.must_be(400, "request.invalid");
    assert_eq!(all(&shop).await, json!([]));
    let longest = json!({ "name": "ж".repeat(80), "address": "ж".repeat(200) });
    assert_eq!(set(&shop, "S1", longest).await.status, 200);
}

#[tokio::test]
async fn an_old_request_sent_again_does_not_bring_an_old_name_back() {
    let shop = Shop::open().await;
    let put = async |key: &str, name: &str| {
        let call = shop.call(Method::PUT, "/v1/stores/S1").key(key);
        call.json(&json!({ "name": name })).send().await.json()["name"].clone()
    };
    assert_eq!(put("first", "Old Street").await, "Old Street");
    assert_eq!(put("second", "High Street").await, "High Street");
    assert_eq!(put("first", "Old Street").await, "High Street");
}

#[tokio::test]
async fn only_those_who_manage_access_name_stores_and_it_is_on_record() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    for role in [StaffRole::Marketer, StaffRole::Analyst, StaffRole::Support] {
        let browser = somebody(&shop, &olga, role).await;
        let reply = put(&shop, &browser, "S1", json!({ "name": "Mine" })).await;
        reply.must_be(403, "auth.forbidden");
    }
    let named = put(&shop, &olga, "S1", json!({ "name": "Main Street" })).await;
    assert_eq!(named.status, 200, "{}", named.text);
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let act = olga.get(&shop, "/v1/audit?limit=1").await.json()["items"][0].clone();
    assert_eq!((&act["what"], &act["actor"]), (&json!("store_changed"), &olga.session["id"]));
    let details = json!({ "store": "S1", "name": "Main Street", "address": null });
    assert_eq!(act["details"], details);
}

#[tokio::test]
async fn stores_that_are_named_at_once_all_keep_their_names() {
    let shop = Shop::open().await;
    let name = async |number: u32| {
        let body = json!({ "name": format!("Street {number}") });
        let reply = set(&shop, &format!("S{number}"), body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    };
    tokio::join!(name(1), name(2), name(3), name(4), name(5), name(6));
    let rows = all(&shop).await;
    let names: Vec<_> =
        rows.as_array().expect("a list").iter().map(|row| row["name"].as_str()).collect();
    let expected = [1, 2, 3, 4, 5, 6].map(|number| format!("Street {number}"));
    assert_eq!(names, expected.each_ref().map(|name| Some(name.as_str())));
}

#[tokio::test]
async fn there_are_only_so_many_names() {
    let shop = Shop::in_memory(Options::default()).await;
    for number in 0..MOST_CARDS {
        let setting = format!("store:{number}");
        let kept = shop.tessera.store().put_setting(&setting, r#"{"name":"A"}"#).await;
        kept.expect("it is kept");
    }
    set(&shop, "one-more", json!({ "name": "B" })).await.must_be(422, "store.too_many");
    assert_eq!(set(&shop, "7", json!({ "name": "B" })).await.status, 200);
    assert_eq!(set(&shop, "8", json!({})).await.status, 200);
    assert_eq!(set(&shop, "one-more", json!({ "name": "B" })).await.status, 200);
}

#[tokio::test]
async fn a_device_is_told_what_its_store_is_called() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    let (_, till, device) = counter(&shop, &olga).await;
    let own = async || {
        let call = shop.call(Method::GET, "/v1/till").role(None);
        call.header("cookie", device.clone()).send().await.json()
    };
    assert_eq!(own().await["store_name"], Value::Null);
    let store = till["store"].as_str().expect("it stands somewhere");
    set(&shop, store, json!({ "name": "Berlin Mitte" })).await;
    let told = own().await;
    assert_eq!(
        (&told["store_name"], &told["till"]["store"]),
        (&json!("Berlin Mitte"), &till["store"])
    );
}

#[tokio::test]
async fn the_history_of_a_member_names_the_store() {
    let shop = Shop::open().await;
    let new = json!({ "external_id": "anna", "store": "S1" });
    let joined = shop.post("/v1/members", new).await.json();
    let anna = joined["member"].as_str().expect("the new member is named").to_owned();
    let receipt = shop.buy(&anna, "10.00").await;
    let path = format!("/v1/members/{anna}/ledger?locale=en");
    let named = async || {
        let entries = shop.get(&path).await.json()["items"].clone();
        let entries = entries.as_array().expect("a list").clone();
        let told = |entry: &Value| (entry["activity"].clone(), entry["store_name"].clone());
        entries.iter().map(told).collect::<Vec<_>>()
    };
    assert!(named().await.iter().all(|(_, name)| name.is_null()));
    set(&shop, "S1", json!({ "name": "Main Street" })).await;
    let id = receipt["id"].as_str().expect("an id");
    let back = json!({ "store": { "id": "S2" } });
    let back = shop.post(format!("/v1/receipts/{id}/returns"), back).await;
    assert_eq!(back.status, 201, "{}", back.text);
    let expected = [
        (json!("return"), Value::Null),
        (json!("purchase"), json!("Main Street")),
        (json!("enrol"), json!("Main Street")),
    ];
    assert_eq!(named().await, expected);
    set(&shop, "S2", json!({ "name": "Riverside" })).await;
    assert_eq!(named().await[0].1, "Riverside");
    let data = shop.get(format!("/v1/members/{anna}/data")).await.json();
    let names: Vec<&Value> =
        data["ledger"].as_array().expect("a list").iter().map(|e| &e["store_name"]).collect();
    assert_eq!(names, ["Riverside", "Main Street", "Main Street"]);
}
