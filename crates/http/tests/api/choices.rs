//! Choices, and offers that are activated.

use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn what_was_picked_is_listed_in_the_language_of_the_member() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let path = format!("/v1/members/{id}/choices");
    let body = json!({ "choice": "favourites", "options": ["coffee", "cheese"] });
    let picked = shop.post(&path, body).await;
    assert_eq!(picked.status, 200, "{}", picked.text);
    let effect = &picked.json()["effects"][0];
    assert_eq!((&effect["kind"], &effect["subject"]), (&json!("chosen"), &json!("favourites")));
    let listed = shop.get(format!("{path}?locale=ru")).await.json();
    let favourites = &listed["items"][0];
    assert_eq!(favourites["name"], "Ваше любимое");
    assert_eq!(favourites["options"][0], json!({ "option": "coffee", "name": "Кофе" }));
    assert_eq!(favourites["counts"], json!(["coffee", "cheese"]));
    assert_eq!(favourites["most"], 2);
}

#[tokio::test]
async fn a_repeated_choice_has_one_effect_and_the_identical_answer() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let send = |option: &str| {
        let call = shop.call(Method::POST, format!("/v1/members/{id}/choices")).key("one");
        call.json(&json!({ "choice": "favourites", "options": [option] })).send()
    };
    let (first, second) = (send("coffee").await, send("coffee").await);
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!((first.status, &first.text), (second.status, &second.text));
    send("bread").await.must_be(422, "idempotency.mismatch");
}

#[tokio::test]
async fn choices_that_are_none_and_too_many_options_are_refused() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let choose = |choice: &str, options: Value| {
        let body = json!({ "choice": choice, "options": options });
        shop.post(format!("/v1/members/{id}/choices"), body)
    };
    choose("colours", json!(["red"])).await.must_be(400, "choice.unknown");
    let all = json!(["coffee", "bread", "cheese"]);
    choose("favourites", all).await.must_be(422, "choice.invalid");
    let endless = vec!["coffee"; 101];
    choose("favourites", json!(endless)).await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn an_offer_works_once_it_is_activated() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let path = format!("/v1/members/{id}/activations");
    let offers = || async { shop.get(&path).await.json()["items"].clone() };
    let cake = || async {
        let mut body = basket(&id, "30.00");
        body["lines"][0]["sku"] = json!("cake");
        shop.post("/v1/quotes", body).await.json()["totals"]["payable"].clone()
    };
    assert_eq!(offers().await[0]["active"], false);
    assert_eq!(cake().await, "30.00");
    let activated = shop.post(&path, json!({ "offer": "weekend" })).await;
    assert_eq!(activated.status, 201, "{}", activated.text);
    assert_eq!(offers().await[0]["active"], true);
    assert_eq!(cake().await, "27.00");
    shop.post(&path, json!({ "offer": "yacht" })).await.must_be(404, "offer.unknown");
}
