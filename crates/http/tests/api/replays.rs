//! The history under another programme.

use crate::shop::{PROGRAMME, Shop};
use serde_json::{Value, json};
use std::time::Duration;

/// What comes of a replay.
async fn replayed(shop: &Shop, body: Value) -> Value {
    let begun = shop.post("/v1/programme/replays", body).await;
    assert_eq!(begun.status, 202, "{}", begun.text);
    let path = begun.header("location").expect("it says where").to_owned();
    let done = async {
        loop {
            let replay = shop.get(&path).await.json();
            if replay["state"] != "running" {
                return replay;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), done).await.expect("it ends")
}

#[tokio::test]
async fn a_better_programme_makes_winners_and_the_same_changes_nothing() {
    let shop = Shop::open().await;
    let (anna, boris) = (shop.member("anna").await, shop.member("boris").await);
    shop.member("clara").await;
    shop.wait_a_minute();
    shop.buy(&anna, "60.00").await;
    let returned = shop.buy(&boris, "20.00").await;
    let path = format!("/v1/receipts/{}/void", returned["id"].as_str().expect("an id"));
    assert_eq!(shop.post(path, json!({})).await.status, 201);
    shop.wait_a_minute();
    shop.buy(&boris, "10.00").await;
    shop.wait_a_minute();

    let same = replayed(&shop, json!({ "version": 1 })).await;
    assert_eq!(same["state"], "done", "{same}");
    let result = &same["result"];
    assert_eq!(result["receipts"], 3, "{result}");
    assert_eq!(result["total"], "90.00");
    assert_eq!(result["before"], result["after"]);
    assert_eq!((&result["winners"], &result["losers"]), (&json!(0), &json!(0)));
    assert_eq!(result["unchanged"], 2);
    assert_eq!(result["examples"], json!([]));

    let doubled = PROGRAMME.replace("give: 1, per: 1", "give: 2, per: 1");
    let better = replayed(&shop, json!({ "document": doubled })).await;
    let result = &better["result"];
    assert_eq!(result["winners"], 2, "{better}");
    assert_eq!(result["before"]["units"][0]["issued"], "90");
    assert_eq!(result["after"]["units"][0]["issued"], "180");
    assert_eq!(result["after"]["worth"], "18.00");
    assert_eq!(result["after"]["share_bps"], 2_000);
    // 120 points make Anna silver, whose name comes first among the examples.
    assert_eq!(
        result["tiers"],
        json!([{ "track": "status", "from": "basic", "to": "silver", "members": 1 }])
    );
    assert_eq!(
        result["examples"][0],
        json!({ "member": anna, "before": "6.00", "after": "12.00" })
    );
    // The journal is as it was.
    assert_eq!(shop.points(&anna).await, "60");
}

#[tokio::test]
async fn only_the_days_that_are_asked_for_count() {
    let shop = Shop::open().await;
    let anna = shop.member("anna").await;
    shop.wait_a_minute();
    shop.buy(&anna, "60.00").await;
    shop.wait_days(2);
    shop.buy(&anna, "5.00").await;
    shop.wait_a_minute();
    let body = json!({ "version": 1, "from": "2026-03-03", "until": "2026-03-04" });
    let result = replayed(&shop, body).await["result"].clone();
    assert_eq!((&result["receipts"], &result["total"]), (&json!(1), &json!("5.00")), "{result}");
    let odd = json!({ "version": 1, "from": "2026-03-03", "until": "2026-03-01" });
    shop.post("/v1/programme/replays", odd).await.must_be(400, "time.invalid");
    shop.post("/v1/programme/replays", json!({})).await.must_be(400, "request.invalid");
    shop.get("/v1/programme/replays/rpl_01jbmf8x2ye7ctgx9s3wv0hq5r")
        .await
        .must_be(404, "not_found");
}

#[tokio::test]
async fn a_replay_whose_server_is_gone_has_failed() {
    let shop = Shop::open().await;
    let begun = shop.post("/v1/programme/replays", json!({ "version": 1 })).await;
    let path = begun.header("location").expect("it says where").to_owned();
    let id: model::id::ReplayId =
        begun.json()["id"].as_str().expect("an id").parse().expect("one of ours");
    let silent = async {
        loop {
            let task = shop.tessera.store().find_task(id.0).await.expect("works");
            let mut task = task.expect("it is there");
            task.state = model::Key::new("running");
            task.changed_at = model::Instant::UNIX_EPOCH;
            if shop.tessera.store().change_task(task, false).await.expect("works") {
                let replay = shop.get(&path).await.json();
                // Until its server says more, nobody was heard of since long ago.
                if replay["state"] == "failed" {
                    return replay;
                }
            }
            tokio::task::yield_now().await;
        }
    };
    let replay = tokio::time::timeout(Duration::from_secs(60), silent).await.expect("it ends");
    assert!(replay["error"].as_str().is_some_and(|error| error.contains("gone")), "{replay}");
}
