//! Raffles, leaderboards, badges.

use crate::shop::Shop;
use axum::http::Method;
use serde_json::{Value, json};
use service::draw::{self, Record};
use service::projector;

#[tokio::test]
async fn a_raffle_is_opened_drawn_once_and_proves_its_draw() {
    let shop = Shop::together().await;
    for number in 1..=4 {
        let id = shop.member(&format!("c-{number}")).await;
        shop.credit(&id, "tickets", &number.to_string()).await;
    }
    let open = || shop.call(Method::POST, "/v1/raffles/spring/open").fresh().send();
    let run = || shop.post("/v1/raffles/spring/draw", json!({ "public": "7 12 19" }));
    let raffle = || async { shop.get("/v1/raffles?locale=ru").await.json()["items"][0].clone() };
    let before = raffle().await;
    assert_eq!(before["name"], "Весенний розыгрыш");
    assert!(before["commitment"].is_null() && before["drawn"] == false, "{before}");
    let opened = open().await;
    assert_eq!(opened.status, 200, "{}", opened.text);
    assert_eq!(raffle().await["commitment"], opened.json()["commitment"]);
    open().await.must_be(409, "raffle.state");
    run().await.must_be(409, "raffle.state");
    let path = "/v1/raffles/spring/record";
    shop.get(path).await.must_be(404, "not_found");

    // Whoever may not take part does not count.
    let blocked = shop.member("c-5").await;
    shop.credit(&blocked, "tickets", "7").await;
    let block = format!("/v1/members/{blocked}/block");
    assert_eq!(shop.call(Method::POST, block).fresh().send().await.status, 200);
    projector::project_now(&shop.tessera).await.expect("projections follow");
    let figures = shop.get("/v1/reports/raffles").await.json();
    let spring = json!({ "raffle": "spring", "entries": 10, "entrants": 4 });
    assert_eq!(figures["items"][0], spring);

    shop.wait_days(31);
    let drawn = run().await;
    assert_eq!(drawn.status, 200, "{}", drawn.text);
    assert_eq!(drawn.json()["commitment"], opened.json()["commitment"]);
    let kept = shop.get(path).await;
    assert_eq!(kept.json(), drawn.json());
    let record: Record = serde_json::from_str(&kept.text).expect("a record");
    assert_eq!(draw::verify(&record), Ok(()));
    assert_eq!(record.winners.len(), 3);
    assert_eq!(shop.points(&record.winners[0].holder).await, "500");
    assert_eq!(raffle().await["drawn"], true);
    run().await.must_be(409, "raffle.state");
    shop.get("/v1/raffles/autumn/record").await.must_be(404, "not_found");
    let unknown = shop.call(Method::POST, "/v1/raffles/autumn/open").fresh().send().await;
    unknown.must_be(404, "raffle.unknown");
}

#[tokio::test]
async fn a_leaderboard_names_those_who_agreed() {
    let shop = Shop::together().await;
    let mut ids = Vec::new();
    for (name, consents) in [("Anna", json!(["app/leaderboard"])), ("Boris", json!([]))] {
        let body = json!({ "contact": { "name": name }, "profile": { "consents": consents } });
        let joined = shop.post("/v1/members", body).await.json();
        ids.push(joined["member"].as_str().expect("named").to_owned());
    }
    ids.push(shop.member("c-3").await);
    for (id, amount) in ids.iter().zip(["50.00", "70.00", "20.00"]) {
        shop.buy(id, amount).await;
    }
    let board = shop.get(format!("/v1/leaderboards/buyers?locale=ru&member={}", ids[2])).await;
    assert_eq!(
        board.json(),
        json!({
            "leaderboard": "buyers", "name": "Кто покупает больше всех",
            "measure": "money", "unit": "EUR",
            "top": [
                { "rank": 1, "value": "70.00" },
                { "rank": 2, "name": "Anna", "value": "50.00" },
            ],
            "own": { "rank": 3, "value": "20.00" },
        })
    );
    shop.get("/v1/leaderboards/sellers").await.must_be(404, "leaderboard.unknown");
}

#[tokio::test]
async fn a_badge_is_marked_once_it_is_won() {
    let shop = Shop::together().await;
    let id = shop.member("c-1").await;
    let badge = || async {
        let listed = shop.get(format!("/v1/members/{id}/badges")).await.json();
        listed["items"][0].clone()
    };
    let expected = |held: bool| -> Value {
        json!({
            "badge": "friend-of-the-house", "name": "Friend of the house",
            "about": "Spent 100 in a year", "held": held,
        })
    };
    assert_eq!(badge().await, expected(false));
    shop.buy(&id, "100.00").await;
    assert_eq!(badge().await, expected(true));
    let missing = "/v1/members/mem_01jbmf8x2ye7ctgx9s3wv0hq5r/badges";
    shop.get(missing).await.must_be(404, "member.not_found");
}
