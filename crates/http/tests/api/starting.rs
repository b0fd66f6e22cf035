//! Starting programmes, trying them out, reading them in plain words.

use crate::shop::{PROGRAMME, Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};

async fn ask(shop: &Shop, path: &str, body: Value) -> Value {
    let reply = shop.call(Method::POST, path).json(&body).send().await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

fn items(body: &Value) -> &Vec<Value> {
    body["items"].as_array().expect("a list")
}

#[tokio::test]
async fn starting_programmes_are_listed_in_the_language_and_money_of_the_place() {
    let shop = Shop::without_programme(tessera_http::Options::default()).await;
    let english = shop.get("/v1/templates").await.json();
    assert_eq!(items(&english).len(), 12);
    assert_eq!(items(&english)[0]["key"], "cashback");
    assert_eq!(items(&english)[0]["recommended"], true);
    let russian = shop.call(Method::GET, "/v1/templates?currency=RUB");
    let russian = russian.header("accept-language", "ru-RU,ru;q=0.9").send().await.json();
    let points = items(&russian).iter().find(|t| t["key"] == "points").expect("it is there");
    assert_eq!(points["title"], "Баллы за покупки");
    assert_eq!(points["questions"][0]["default"], "100");
    assert_eq!(points["questions"][0]["kind"], "money");
}

#[tokio::test]
async fn every_starting_programme_can_be_filled_in_and_shows_what_it_does() {
    let shop = Shop::without_programme(tessera_http::Options::default()).await;
    let all = shop.get("/v1/templates").await.json();
    for template in items(&all) {
        let key = template["key"].as_str().expect("a name");
        let body =
            json!({ "name": "Test", "currency": "AZN", "time_zone": "Asia/Baku", "locale": "az" });
        let made = ask(&shop, &format!("/v1/templates/{key}/render"), body).await;
        assert_eq!(made["findings"]["valid"], true, "{key}: {made}");
        let bps = made["economics"]["gives_back_bps"].as_i64().expect("a number");
        assert!((1..4_000).contains(&bps), "{key} gives back {bps}: {}", made["economics"]);
        let samples = made["samples"].as_array().expect("samples");
        assert!(!samples.is_empty(), "{key}");
        for sample in samples {
            assert!(sample["quote"]["totals"]["total"].is_string(), "{key}: {sample}");
        }
        // The document can be kept and counts.
        let document = json!({ "document": made["document"] });
        let kept = shop.post("/v1/programme/versions", document).await;
        assert_eq!(kept.status, 201, "{key}: {}", kept.text);
    }
}

#[tokio::test]
async fn five_percent_back_gives_back_five_percent_at_most() {
    let shop = Shop::without_programme(tessera_http::Options::default()).await;
    let render = async |percent: &str| {
        let body = json!({
            "name": "Test", "currency": "EUR", "time_zone": "Europe/Berlin",
            "answers": { "percent": percent },
        });
        ask(&shop, "/v1/templates/cashback/render", body).await
    };
    let made = render("5").await;
    let bps = made["economics"]["gives_back_bps"].as_i64().expect("a number");
    // What is paid with bonus earns none, so it is a little less.
    assert!((400..=500).contains(&bps), "{bps}");
    assert!(made["economics"]["sentence"].as_str().is_some_and(|s| s.contains('%')));
    let more = render("10").await["economics"]["gives_back_bps"].as_i64().expect("a number");
    assert!(more > bps, "{more}");
    // The first sample earns five percent of twenty.
    let effects = made["samples"][0]["quote"]["effects"].to_string();
    assert!(effects.contains("1.00"), "{effects}");
}

#[tokio::test]
async fn answers_that_cannot_be_are_told_with_their_places() {
    let shop = Shop::without_programme(tessera_http::Options::default()).await;
    let post = async |key: &str, body: Value| {
        let call = shop.call(Method::POST, format!("/v1/templates/{key}/render"));
        call.json(&body).send().await
    };
    let body = |answers: Value, currency: &str| json!({ "name": "Test", "currency": currency, "time_zone": "Asia/Baku", "answers": answers });
    let wrong = post("cashback", body(json!({ "percent": "99", "colour": "red" }), "AZN")).await;
    wrong.must_be(400, "request.invalid");
    let pointers: Vec<Value> = wrong.json()["errors"]
        .as_array()
        .expect("places")
        .iter()
        .map(|place| place["pointer"].clone())
        .collect();
    assert_eq!(pointers, ["/answers/colour", "/answers/percent"]);
    post("cashback", body(json!({}), "XXQ")).await.must_be(422, "programme.invalid");
    post("nothing", body(json!({}), "AZN")).await.must_be(404, "not_found");
}

#[tokio::test]
async fn a_draft_is_tried_out_before_it_counts() {
    let shop = Shop::open().await;
    let member = shop.member("c-1").await;
    let doubled = PROGRAMME.replace("give: 1, per: 1", "give: 2, per: 1");
    let draft = shop.post("/v1/programme/versions", json!({ "document": doubled })).await.json();
    let receipt =
        json!({ "store": { "id": "S1" }, "lines": [{ "sku": "coffee", "amount": "10.00" }] });
    let earned = |quote: &Value| {
        let effects = quote["effects"].as_array().expect("effects").iter();
        let earned = effects.clone().find(|effect| effect["kind"] == "earned");
        earned.map(|effect| effect["amount"].clone())
    };
    let body =
        json!({ "version": draft["number"], "member": { "id": member }, "receipt": receipt });
    let quote = ask(&shop, "/v1/programme/try", body).await;
    assert_eq!(earned(&quote), Some(json!("20")), "{quote}");
    assert!(quote["others"].as_array().is_some_and(|others| !others.is_empty()), "{quote}");
    let body = json!({ "document": PROGRAMME, "receipt": basket(&member, "10.00") });
    assert_eq!(earned(&ask(&shop, "/v1/programme/try", body).await), Some(json!("10")));
    // Nothing was written.
    assert_eq!(shop.points(&member).await, "0");
}

#[tokio::test]
async fn an_invented_member_has_what_was_said() {
    let shop = Shop::open().await;
    let receipt = json!({
        "store": { "id": "S1" }, "lines": [{ "sku": "coffee", "amount": "10.00" }],
        "burns": [{ "unit": "points" }],
    });
    let body = |persona: Value| json!({ "version": 1, "persona": persona, "receipt": receipt });
    let rich = json!({ "balances": [{ "unit": "points", "amount": "40" }] });
    let quote = ask(&shop, "/v1/programme/try", body(rich)).await;
    assert_eq!(quote["totals"]["paid_by_units"], "4.00", "{quote}");
    let silver = json!({ "tiers": [{ "track": "status", "tier": "silver" }] });
    let quote = ask(&shop, "/v1/programme/try", body(silver)).await;
    assert_eq!(quote["totals"]["paid_by_units"], "0.00", "{quote}");
    let post =
        async |body: Value| shop.call(Method::POST, "/v1/programme/try").json(&body).send().await;
    let odd = json!({ "tiers": [{ "track": "status", "tier": "diamond" }] });
    post(body(odd)).await.must_be(400, "request.invalid");
    let odd = json!({ "balances": [{ "unit": "stars", "amount": "1" }] });
    post(body(odd)).await.must_be(400, "request.invalid");
    post(json!({ "receipt": receipt })).await.must_be(400, "request.invalid");
    let wrong = json!({ "document": "tessera: 1", "receipt": receipt });
    post(wrong).await.must_be(422, "programme.invalid");
    post(json!({ "version": 9, "receipt": receipt })).await.must_be(404, "version.not_found");
}

#[tokio::test]
async fn a_version_is_read_in_plain_words_with_its_lines() {
    let shop = Shop::open().await;
    let call = shop.call(Method::GET, "/v1/programme/versions/1/view");
    let view = call.header("accept-language", "ru").send().await.json();
    let sections = view["sections"].as_array().expect("sections");
    let earning = sections.iter().find(|s| s["key"] == "earning").expect("it earns");
    let item = &earning["items"][0];
    assert_eq!(item["path"], "earning.purchases");
    let line = item["place"]["line"].as_u64().expect("a line");
    let written = PROGRAMME.lines().nth(usize::try_from(line).expect("small") - 1);
    assert!(written.is_some_and(|text| text.contains("purchases:")), "{written:?}");
    assert!(item["sentences"][0].as_str().is_some_and(|s| s.contains("балл")), "{item}");
    assert!(view["economics"]["gives_back_bps"].as_i64().is_some_and(|bps| bps > 0));
    let same = ask(&shop, "/v1/programme/view", json!({ "document": PROGRAMME })).await;
    assert_eq!(same["sections"].as_array().map(Vec::len), Some(sections.len()));
}
