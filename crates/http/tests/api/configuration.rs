//! Programme versions and keys.

use crate::shop::{PROGRAMME, Reply, Shop};
use axum::http::Method;
use serde_json::{Value, json};
use service::keys::Role;

const VERSIONS: &str = "/v1/programme/versions";

async fn upload(shop: &Shop, document: &str) -> Reply {
    let reply = shop.post(VERSIONS, json!({ "document": document })).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply
}

async fn post(shop: &Shop, path: String) -> Reply {
    shop.call(Method::POST, path).fresh().send().await
}

fn doubled() -> String {
    PROGRAMME.replace("give: 1, per: 1", "give: 2, per: 1")
}

#[tokio::test]
async fn a_version_goes_from_draft_to_active_and_back() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    let draft = upload(&shop, &doubled()).await;
    let path = draft.header("location").expect("it says where").to_owned();
    assert_eq!(draft.json()["state"], "draft");

    let read = shop.get(&path).await;
    assert_eq!(read.header("etag"), draft.header("etag"));
    assert_eq!(read.json()["document"], doubled());
    let found = shop.get(format!("{path}/check")).await.json();
    assert_eq!(found["valid"], true);
    let diff = shop.get(format!("{path}/diff?base=1")).await.json();
    assert_eq!(diff["items"].as_array().map(Vec::len), Some(1), "{diff}");

    let activate = || shop.post(format!("{path}/activate"), json!({}));
    activate().await.must_be(404, "version.not_found");
    let published = post(&shop, format!("{path}/publish")).await;
    assert_eq!(published.json()["state"], "published", "{}", published.text);
    let active = activate().await;
    assert_eq!(active.status, 200, "{}", active.text);
    assert_eq!(shop.get("/v1/programme").await.json()["version"], 2);
    shop.buy(&id, "10.00").await;
    assert_eq!(shop.points(&id).await, "20");

    shop.wait_a_minute();
    let back = shop.post("/v1/programme/rollback", json!({ "to": 1 })).await;
    assert_eq!(back.status, 200, "{}", back.text);
    assert_eq!(shop.get("/v1/programme").await.json()["version"], 3);
    shop.buy(&id, "10.00").await;
    assert_eq!(shop.points(&id).await, "30");
    let listed = shop.get(format!("{VERSIONS}?limit=2")).await.json();
    let numbers: Vec<&Value> =
        listed["items"].as_array().expect("a list").iter().map(|v| &v["number"]).collect();
    assert_eq!(numbers, [3, 2]);
    let activations = shop.get("/v1/programme/activations").await.json();
    assert_eq!(activations["items"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_draft_is_replaced_only_by_those_who_saw_it() {
    let shop = Shop::open().await;
    let draft = upload(&shop, PROGRAMME).await;
    let path = draft.header("location").expect("it says where").to_owned();
    let tag = draft.header("etag").expect("drafts have a tag").to_owned();
    let put = |tag: Option<String>| {
        let body = json!({ "document": doubled() });
        let call = shop.call(Method::PUT, path.clone()).fresh().json(&body);
        match tag {
            Some(tag) => call.header("if-match", tag).send(),
            None => call.send(),
        }
    };
    put(None).await.must_be(400, "request.invalid");
    put(Some("\"odd\"".to_owned())).await.must_be(412, "precondition_failed");
    let replaced = put(Some(tag.clone())).await;
    assert_eq!(replaced.status, 200, "{}", replaced.text);
    let stale = shop.call(Method::POST, format!("{path}/publish")).fresh();
    stale.header("if-match", tag).send().await.must_be(412, "precondition_failed");
    let tag = replaced.header("etag").expect("drafts have a tag").to_owned();
    let publish = shop.call(Method::POST, format!("{path}/publish")).fresh();
    assert_eq!(publish.header("if-match", tag.clone()).send().await.status, 200);
    put(Some(tag)).await.must_be(409, "version.published");
}

#[tokio::test]
async fn a_wrong_document_is_kept_as_a_draft_and_never_published() {
    let shop = Shop::open().await;
    let wrong = PROGRAMME.replace("currency: EUR", "curency: EUR");
    let draft = upload(&shop, &wrong).await;
    let findings = draft.json()["findings"].clone();
    assert_eq!(findings[0]["severity"], "error", "{findings}");
    assert!(findings[0]["line"].as_u64().is_some_and(|line| line > 1), "{findings}");
    let path = draft.header("location").expect("it says where").to_owned();
    let refused = post(&shop, format!("{path}/publish")).await;
    refused.must_be(422, "programme.invalid");
    let errors = refused.json()["errors"].clone();
    assert!(errors[0]["message"].as_str().is_some_and(|m| m.starts_with("line ")), "{errors}");
    let body = json!({ "document": wrong });
    let found = shop.call(Method::POST, "/v1/programme/check").json(&body).send().await.json();
    assert_eq!(found["valid"], false);
    shop.get(format!("{VERSIONS}/77")).await.must_be(404, "version.not_found");
    shop.get(format!("{VERSIONS}/first")).await.must_be(404, "not_found");
    shop.post("/v1/programme/rollback", json!({ "to": 77 }))
        .await
        .must_be(404, "version.not_found");
}

#[tokio::test]
async fn units_tell_how_amounts_of_them_are_said() {
    let shop = Shop::open().await;
    let russian = shop.call(Method::GET, "/v1/programme").header("accept-language", "ru");
    let told = russian.send().await.json();
    let points = json!({
        "key": "points", "name": "баллов", "kind": "points", "scale": 0,
        "forms": { "one": "балл", "few": "балла", "many": "баллов", "other": "балла" },
    });
    assert_eq!(told["units"], json!([points]));
    let stamps = include_str!("../../../../programmes/g30-stamp-card/programme.yaml");
    let draft = shop.post(VERSIONS, json!({ "document": stamps })).await;
    let path = draft.header("location").expect("it says where").to_owned();
    assert_eq!(shop.post(format!("{path}/publish"), json!({})).await.status, 200);
    assert_eq!(shop.post(format!("{path}/activate"), json!({})).await.status, 200);
    let told = shop.get("/v1/programme").await.json();
    let cards: Vec<_> = told["units"].as_array().into_iter().flatten().collect();
    let cards: Vec<_> = cards.iter().map(|unit| json!([unit["kind"], unit["card"]])).collect();
    assert!(!cards.is_empty() && cards.iter().all(|card| *card == json!(["stamps", 10])), "{told}");
}

#[tokio::test]
async fn levels_are_told_by_their_names_in_the_language_that_is_asked_for() {
    let shop = Shop::open().await;
    let named = PROGRAMME.replace("name: Silver,", "name: {en: Silver, ru: Серебряный},");
    assert_ne!(named, PROGRAMME);
    shop.replace(&named).await;
    let tiers = |silver: &str| {
        json!([
            { "tier": "basic", "name": "Basic" },
            { "tier": "silver", "name": silver },
            { "tier": "friend", "name": "Friend" },
        ])
    };
    let told = shop.call(Method::GET, "/v1/programme").role(Some(Role::Till)).send().await.json();
    let track = json!({ "track": "status", "name": "Status", "tiers": tiers("Silver") });
    assert_eq!(told["tracks"], json!([track]));
    // The address names the language where a browser keeps answers by their address.
    let russian = shop.get("/v1/programme?locale=ru").await.json();
    assert_eq!(russian["tracks"][0]["tiers"], tiers("Серебряный"));
}

#[tokio::test]
async fn without_a_programme_nothing_is_judged() {
    let shop = Shop::without_programme(tessera_http::Options::default()).await;
    shop.get("/v1/programme").await.must_be(409, "programme.missing");
    shop.post("/v1/members", json!({})).await.must_be(409, "programme.missing");
    let home = shop.get("/").await;
    assert!(home.text.contains("No programme counts yet"), "{}", home.text);
}

#[tokio::test]
async fn a_key_is_shown_once() {
    let shop = Shop::open().await;
    let send = || {
        let call = shop.call(Method::POST, "/v1/api-keys").key("once");
        call.json(&json!({ "name": "Till 1", "role": "till" })).send()
    };
    let first = send().await;
    assert_eq!(first.status, 201, "{}", first.text);
    assert!(first.json()["secret"].is_string());
    let second = send().await;
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert!(second.json()["secret"].is_null());
    let role = json!({ "name": "x", "role": "root" });
    shop.post("/v1/api-keys", role).await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn publishing_says_why_and_lets_the_version_count() {
    let shop = Shop::open().await;
    let path = upload(&shop, &doubled()).await.header("location").expect("a place").to_owned();
    let long = json!({ "why": "x".repeat(501) });
    shop.post(format!("{path}/publish"), long).await.must_be(400, "request.invalid");
    let odd = json!({ "because": "odd" });
    shop.post(format!("{path}/publish"), odd).await.must_be(400, "request.invalid");
    // Nothing said is nothing wished for.
    let nothing = shop.call(Method::POST, format!("{path}/publish")).fresh();
    let nothing = nothing.header("content-type", "application/json").bytes("").send().await;
    assert_eq!(nothing.json()["why"], Value::Null, "{}", nothing.text);
    let path = upload(&shop, &doubled()).await.header("location").expect("a place").to_owned();
    let body = json!({ "why": " Twice as much in spring ", "counts": {} });
    let published = shop.post(format!("{path}/publish"), body).await.json();
    assert_eq!(published["why"], "Twice as much in spring");
    assert_eq!(shop.get("/v1/programme").await.json()["version"], 3);
    shop.wait_a_minute();
    let back = json!({ "to": 1, "why": "Too dear" });
    assert_eq!(shop.post("/v1/programme/rollback", back).await.status, 200);
    let listed = shop.get(VERSIONS).await.json();
    let whys: Vec<&Value> =
        listed["items"].as_array().expect("a list").iter().map(|v| &v["why"]).collect();
    let spring = json!("Twice as much in spring");
    assert_eq!(whys, [&json!("Too dear"), &spring, &Value::Null, &Value::Null]);
}

#[tokio::test]
async fn a_draft_is_thrown_away_and_a_version_never() {
    let shop = Shop::open().await;
    let path = upload(&shop, &doubled()).await.header("location").expect("a place").to_owned();
    let discard = |path: &str, key: &str| shop.call(Method::DELETE, path).key(key).send();
    assert_eq!(discard(&path, "one").await.status, 204);
    assert_eq!(discard(&path, "one").await.status, 204, "the same request again");
    discard(&path, "two").await.must_be(404, "version.not_found");
    shop.get(&path).await.must_be(404, "version.not_found");
    discard("/v1/programme/versions/1", "three").await.must_be(409, "version.published");
}

#[tokio::test]
async fn what_has_not_begun_can_be_taken_back() {
    let shop = Shop::open().await;
    let path = upload(&shop, &doubled()).await.header("location").expect("a place").to_owned();
    let from = "2026-03-02T09:00:30Z";
    let body = json!({ "counts": { "from": from } });
    assert_eq!(shop.post(format!("{path}/publish"), body).await.status, 200);
    let known = shop.get("/v1/programme/activations").await.json();
    let last = known["items"].as_array().and_then(|all| all.last()).expect("two").clone();
    assert_eq!((&last["version"], &last["active_from"]), (&json!(2), &json!(from)));
    let place = format!("/v1/programme/activations/{}", last["number"]);
    let cancelled = shop.call(Method::DELETE, &place).fresh().send().await;
    assert_eq!(cancelled.status, 204, "{}", cancelled.text);
    shop.wait_a_minute();
    assert_eq!(shop.get("/v1/programme").await.json()["version"], 1);
    shop.call(Method::DELETE, &place).fresh().send().await.must_be(404, "not_found");
    let first = known["items"][0]["number"].clone();
    let begun = format!("/v1/programme/activations/{first}");
    shop.call(Method::DELETE, begun).fresh().send().await.must_be(404, "not_found");
}
