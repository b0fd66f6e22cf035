//! Files that are brought in.

use crate::shop::{Reply, Shop};
use axum::http::Method;
use serde_json::{Value, json};
use std::time::Duration;

const MEMBERS: &str = "id,phone,name,balance.points\n\
    anna,+994501234567,Anna,250\n\
    boris,12,Boris,10\n\
    clara,,Clara,\n\
    anna,,Anna again,5\n\
    dora,,Dora,many\n";

async fn send(shop: &Shop, query: &str, file: &'static str) -> Reply {
    let call = shop.call(Method::POST, format!("/v1/imports?kind=members{query}")).fresh();
    call.header("content-type", "text/csv").bytes(file).send().await
}

/// The import once it is at rest.
async fn rested(shop: &Shop, id: &str) -> Value {
    let path = format!("/v1/imports/{id}");
    let rest = async {
        loop {
            let import = shop.get(&path).await.json();
            if import["state"] != "running" && import["state"] != "undoing" {
                return import;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), rest).await.expect("it comes to rest")
}

/// The member that the file calls Anna.
async fn found(shop: &Shop) -> Option<String> {
    let found = shop.get("/v1/members?external_id=anna").await.json();
    found["items"][0]["id"].as_str().map(str::to_owned)
}

async fn post(shop: &Shop, path: String) -> Reply {
    shop.call(Method::POST, path).fresh().send().await
}

#[tokio::test]
async fn a_file_is_looked_through_started_and_taken_back() {
    let shop = Shop::open().await;
    let sent = send(&shop, "&name=old.csv", MEMBERS).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let looked = sent.json();
    assert_eq!((&looked["state"], &looked["total"]), (&json!("checked"), &json!(5)));
    assert_eq!(looked["columns"][3], json!({ "name": "balance.points", "means": "balance" }));
    assert_eq!(looked["preview"][0], json!(["anna", "+994501234567", "Anna", "250"]));
    let errors: Vec<(&Value, &Value)> = looked["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| (&error["line"], &error["column"]))
        .collect();
    let phone = (&json!(3), &json!("phone"));
    assert_eq!(errors, [phone, (&json!(5), &Value::Null), (&json!(6), &json!("balance.points"))]);
    assert_eq!(found(&shop).await, None);

    let id = looked["id"].as_str().expect("an id");
    let begun = post(&shop, format!("/v1/imports/{id}/start")).await;
    assert_eq!(begun.status, 202, "{}", begun.text);
    let done = rested(&shop, id).await;
    assert_eq!(done["state"], "done", "{done}");
    assert_eq!((&done["created"], &done["failed"]), (&json!(2), &json!(3)));
    let anna = found(&shop).await.expect("she came in");
    assert_eq!(shop.points(&anna).await, "250");
    let csv = shop.get(format!("/v1/imports/{id}/errors")).await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(
        csv.text.starts_with("line,column,code,message,hint\n3,phone,identity.invalid,"),
        "{}",
        csv.text
    );
    post(&shop, format!("/v1/imports/{id}/start")).await.must_be(409, "import.state");

    let undone = post(&shop, format!("/v1/imports/{id}/undo")).await;
    assert_eq!(undone.status, 202, "{}", undone.text);
    let undone = rested(&shop, id).await;
    assert_eq!(undone["state"], "undone", "{undone}");
    assert_eq!(found(&shop).await, None);
    assert_eq!(shop.points(&anna).await, "0");
    let listed = shop.get("/v1/imports").await.json();
    assert_eq!(listed["items"][0]["file_name"], "old.csv");
    // What was taken back may come in again, this time at once.
    let again = send(&shop, "&dry_run=false", MEMBERS).await;
    assert_eq!(again.status, 201, "{}", again.text);
    let id = again.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(rested(&shop, &id).await["created"], 2);
}

#[tokio::test]
async fn receipts_come_in_with_those_who_bought() {
    let shop = Shop::open().await;
    let file = "member_id,basket_id,ts,product_id,qty,amount\n\
        anna,1,2026-03-01T10:00:00,lamp,1,10.00\n\
        ,2,2026-03-01T11:00:00,lamp,1,5.00\n\
        anna,3,never,lamp,1,5.00\n";
    let call = shop.call(Method::POST, "/v1/imports?kind=receipts&enrol=true").fresh();
    let sent = call.header("content-type", "text/csv").bytes(file).send().await.json();
    // Anna joins, and two baskets are bought.
    assert_eq!((&sent["kind"], &sent["total"]), (&json!("receipts"), &json!(3)), "{sent}");
    assert_eq!(sent["errors"][0]["line"], 4);
    let id = sent["id"].as_str().expect("an id");
    assert_eq!(post(&shop, format!("/v1/imports/{id}/start")).await.status, 202);
    let done = rested(&shop, id).await;
    assert_eq!((&done["state"], &done["created"]), (&json!("done"), &json!(3)), "{done}");
    let anna = found(&shop).await.expect("she came in");
    assert_eq!(shop.points(&anna).await, "10");
    assert_eq!(post(&shop, format!("/v1/imports/{id}/undo")).await.status, 202);
    assert_eq!(rested(&shop, id).await["state"], "undone");
    assert_eq!(shop.points(&anna).await, "0");
}

#[tokio::test]
async fn the_same_request_sends_a_file_once() {
    let shop = Shop::open().await;
    let send = || {
        let call = shop.call(Method::POST, "/v1/imports?kind=members").key("once");
        call.header("content-type", "text/csv").bytes("id\nanna\n").send()
    };
    let first = send().await.json();
    assert_eq!(send().await.json(), first);
    let listed = shop.get("/v1/imports").await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_whole_file_comes_in_once() {
    let shop = Shop::open().await;
    let first = send(&shop, "&dry_run=false", "id\nanna\n").await;
    let id = first.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(rested(&shop, &id).await["created"], 1);
    let again = send(&shop, "", "id\nanna\n").await.json();
    let id = again["id"].as_str().expect("an id");
    post(&shop, format!("/v1/imports/{id}/start")).await.must_be(409, "import.known");
}

#[tokio::test]
async fn files_that_cannot_be_used_are_refused() {
    let shop = Shop::open().await;
    let odd = send(&shop, "", "id,shoe_size\nanna,38\n").await;
    odd.must_be(422, "import.file_invalid");
    assert!(odd.json()["detail"].as_str().is_some_and(|d| d.contains("shoe_size")), "{}", odd.text);
    let call = shop.call(Method::POST, "/v1/imports?kind=members").fresh();
    call.json(&json!({})).send().await.must_be(415, "request.unsupported_media");
    let call = shop.call(Method::POST, "/v1/imports?kind=stars").fresh();
    call.header("content-type", "text/csv")
        .bytes("id\n")
        .send()
        .await
        .must_be(400, "request.invalid");
    let large = "id\n".to_owned() + &"x".repeat(20_000_001);
    let call = shop.call(Method::POST, "/v1/imports?kind=members").fresh();
    call.header("content-type", "text/csv")
        .bytes(large)
        .send()
        .await
        .must_be(413, "request.too_large");
}

#[tokio::test]
async fn an_import_whose_server_is_gone_goes_on_when_it_is_started_again() {
    let shop = Shop::open().await;
    let sent = send(&shop, "", "id\nanna\nboris\n").await.json();
    let id = sent["id"].as_str().expect("an id");
    let typed: model::id::ImportId = id.parse().expect("one of ours");
    let task = shop.tessera.store().find_task(typed.0).await.expect("works");
    let mut task = task.expect("it is there");
    task.state = model::Key::new("running");
    task.changed_at = model::Instant::UNIX_EPOCH;
    assert!(shop.tessera.store().change_task(task, true).await.expect("works"));
    assert_eq!(shop.get(format!("/v1/imports/{id}")).await.json()["state"], "failed");
    assert_eq!(post(&shop, format!("/v1/imports/{id}/start")).await.status, 202);
    let done = rested(&shop, id).await;
    assert_eq!((&done["state"], &done["created"]), (&json!("done"), &json!(2)), "{done}");
    // Who came in is not kept with the import.
    assert_eq!(done["preview"], json!([]));
}

#[tokio::test]
async fn a_file_that_nobody_starts_is_thrown_away() {
    let shop = Shop::open().await;
    let sent = send(&shop, "", "id\nanna\n").await.json();
    let id = sent["id"].as_str().expect("an id");
    let typed: model::id::ImportId = id.parse().expect("one of ours");
    let task = shop.tessera.store().find_task(typed.0).await.expect("works");
    let mut task = task.expect("it is there");
    task.changed_at = model::Instant::UNIX_EPOCH;
    assert!(shop.tessera.store().change_task(task, true).await.expect("works"));
    service::jobs::run_leased(&shop.tessera).await.expect("the work of time is done");
    let old = shop.get(format!("/v1/imports/{id}")).await.json();
    assert_eq!((&old["state"], &old["preview"]), (&json!("failed"), &json!([])), "{old}");
    post(&shop, format!("/v1/imports/{id}/start")).await.must_be(409, "import.state");
}

/// A task that was running on a server that is gone, as it was after `change`.
async fn left_behind(shop: &Shop, id: &str, state: &str) {
    let typed: model::id::ImportId = id.parse().expect("one of ours");
    let task = shop.tessera.store().find_task(typed.0).await.expect("works");
    let mut task = task.expect("it is there");
    task.state = model::Key::new(state);
    task.changed_at = model::Instant::UNIX_EPOCH;
    assert!(shop.tessera.store().change_task(task, true).await.expect("works"));
}

#[tokio::test]
async fn an_import_whose_end_was_not_written_is_done_and_can_be_taken_back() {
    let shop = Shop::open().await;
    let sent =
        send(&shop, "&dry_run=false", "id,balance.points\nanna,5\nboris,many\n").await.json();
    let id = sent["id"].as_str().expect("an id");
    assert_eq!(rested(&shop, id).await["state"], "done");
    left_behind(&shop, id, "running").await;
    assert_eq!(post(&shop, format!("/v1/imports/{id}/start")).await.status, 202);
    let again = rested(&shop, id).await;
    assert_eq!((&again["state"], &again["failed"]), (&json!("done"), &json!(1)), "{again}");
    left_behind(&shop, id, "running").await;
    assert_eq!(post(&shop, format!("/v1/imports/{id}/undo")).await.status, 202);
    assert_eq!(rested(&shop, id).await["state"], "undone");
    assert_eq!(found(&shop).await, None);
}

#[tokio::test]
async fn who_spent_what_they_brought_along_stays_a_member() {
    let shop = Shop::open().await;
    let sent =
        send(&shop, "&dry_run=false", "id,balance.points\nanna,250\nboris,10\n").await.json();
    let id = sent["id"].as_str().expect("an id");
    rested(&shop, id).await;
    let anna = found(&shop).await.expect("she came in");
    let mut receipt = crate::shop::basket(&anna, "100.00");
    receipt["burns"] = json!([{ "unit": "points", "amount": "200" }]);
    let bought = shop.post("/v1/receipts", receipt).await;
    assert_eq!(bought.status, 201, "{}", bought.text);
    assert_eq!(post(&shop, format!("/v1/imports/{id}/undo")).await.status, 202);
    let undone = rested(&shop, id).await;
    assert_eq!(undone["state"], "done", "{undone}");
    assert_eq!(found(&shop).await.as_deref(), Some(anna.as_str()), "she spent points of it");
    let boris = shop.get("/v1/members?external_id=boris").await.json();
    assert_eq!(boris["items"], json!([]));
}

#[tokio::test]
async fn texts_that_no_database_keeps_are_refused_by_line() {
    let shop = Shop::open().await;
    let sent = send(&shop, "", "id,name\nanna,An\u{0}na\nboris,Boris\n").await.json();
    let lines: Vec<&Value> =
        sent["errors"].as_array().expect("errors").iter().map(|error| &error["line"]).collect();
    assert_eq!(lines, [2], "{sent}");
    let receipts = "basket_id,ts,product_id,qty,amount,store_id\n\
        1,2026-03-01T10:00:00,lamp,1,10.00,no\u{1}where\n\
        2,2026-03-01T10:00:00,lamp,1,10.00,here\n";
    let call = shop.call(Method::POST, "/v1/imports?kind=receipts").fresh();
    let sent = call.header("content-type", "text/csv").bytes(receipts).send().await.json();
    assert_eq!(sent["errors"][0]["code"], "row.text", "{sent}");
    assert_eq!(sent["errors"].as_array().map(Vec::len), Some(1));
}
