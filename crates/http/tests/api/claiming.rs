//! Receipts that were paid without a member and are claimed afterwards.

use crate::browser::{letters, member};
use crate::shop::{PROGRAMME, Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};
use service::keys::Role;

/// A shop in which receipts can be claimed for two weeks.
async fn shop() -> Shop {
    let shop = Shop::without_programme(tessera_http::Options::default()).await;
    let late = "settings: {late_identification_days: 14}\n\nunits:\n";
    shop.publish(&PROGRAMME.replacen("units:\n", late, 1)).await;
    shop
}

/// Pays a receipt without a member.
async fn buy(shop: &Shop, number: &str, amount: &str) -> String {
    let mut receipt = basket("", amount);
    receipt.as_object_mut().expect("an object").remove("member");
    receipt["till"] = json!("1");
    receipt["number"] = json!(number);
    let reply = shop.post("/v1/receipts", receipt).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.json()["id"].as_str().expect("an id").to_owned()
}

async fn sound(shop: &Shop) {
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let report = service::verify::run(&shop.tessera, |_| {}).await.expect("readable");
    assert!(report.is_sound(), "{report:?}");
}

fn printed(number: &str, total: &str) -> Value {
    json!({ "store": "S1", "till": "1", "business_date": "2026-03-02", "number": number, "total": total })
}

#[tokio::test]
async fn a_claimed_receipt_is_the_members_everywhere() {
    let shop = shop().await;
    let anna = shop.member("anna").await;
    let receipt = buy(&shop, "1", "200.00").await;
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let days = "/v1/reports/days?from=2026-03-02&until=2026-03-02";
    let before = shop.get(days).await.json();
    shop.clock.set("2026-03-04T09:00:00Z".parse().expect("a moment"));
    let path = format!("/v1/receipts/{receipt}/claim");
    let body = json!({ "member": { "external_id": "anna" } });
    let claimed = shop.post(path, body).await;
    assert_eq!(claimed.status, 200, "{}", claimed.text);
    let claimed = claimed.json();
    assert_eq!((&claimed["id"], &claimed["member"]), (&json!(receipt), &json!(anna)));
    assert_eq!(claimed["at"], json!("2026-03-02T09:00:00Z"));
    assert_eq!(shop.points(&anna).await, "180");
    let seen = shop.get(format!("/v1/receipts/{receipt}")).await.json();
    assert_eq!((&seen["member"], &seen["totals"]["payable"]), (&json!(anna), &json!("180.00")));
    assert_eq!(seen["claimed_at"], json!("2026-03-04T09:00:00Z"));
    let kinds: Vec<&Value> =
        seen["effects"].as_array().expect("effects").iter().map(|e| &e["kind"]).collect();
    assert!(kinds.contains(&&json!("discounted")) && kinds.contains(&&json!("earned")), "{seen}");
    let why = shop.get(format!("/v1/receipts/{receipt}/explanation")).await.json();
    assert_eq!(why["is_identical"], json!(true), "{why}");
    sound(&shop).await;
    let listed = shop.get(format!("/v1/receipts?member={anna}")).await.json();
    assert_eq!(listed["items"][0]["id"], json!(receipt), "{listed}");
    let all = shop.get("/v1/receipts").await.json();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(1), "it is listed once: {all}");
    let of_rule = shop.get("/v1/receipts?rule=big-basket").await.json();
    assert_eq!(of_rule["items"][0]["member"], json!(anna), "{of_rule}");
    let after = shop.get(days).await.json();
    let (before, after) = (&before["items"][0], &after["items"][0]);
    assert_eq!(after["receipts"], before["receipts"], "counted once");
    assert_eq!(after["total"], before["total"]);
    assert_eq!((&before["member_receipts"], &after["member_receipts"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn returns_of_a_claimed_receipt_take_back_and_are_listed_with_it() {
    let shop = shop().await;
    let anna = shop.member("anna").await;
    let receipt = buy(&shop, "1", "30.00").await;
    let body = json!({ "member": { "id": anna } });
    shop.post(format!("/v1/receipts/{receipt}/claim"), body).await;
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let back = shop.post(format!("/v1/receipts/{receipt}/void"), json!({})).await;
    assert_eq!(back.json()["refund"]["money"], "30.00", "{}", back.text);
    assert_eq!(shop.points(&anna).await, "0");
    sound(&shop).await;
    let listed = shop.get(format!("/v1/receipts?member={anna}")).await.json();
    assert_eq!(listed["items"][0]["returned"], "30.00", "{listed}");
    // What is kept behind the journal can be built again, and is the same.
    service::projector::rebuild(&shop.tessera).await.expect("it is built again");
    assert_eq!(shop.get(format!("/v1/receipts?member={anna}")).await.json(), listed);
}

#[tokio::test]
async fn of_many_who_claim_at_once_one_has_it() {
    let shop = shop().await;
    let receipt = buy(&shop, "1", "30.00").await;
    for name in ["anna", "boris", "clara", "dan"] {
        shop.member(name).await;
    }
    let claim = async |name: &str| {
        let body = json!({ "member": { "external_id": name } });
        shop.post(format!("/v1/receipts/{receipt}/claim"), body).await
    };
    let (a, b, c, d) = tokio::join!(claim("anna"), claim("boris"), claim("clara"), claim("dan"));
    let replies = [a, b, c, d];
    let won: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
    assert_eq!(won.len(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 200) {
        reply.must_be(409, "receipt.claimed");
    }
    sound(&shop).await;
}

#[tokio::test]
async fn a_repetition_gets_the_same_answer_and_anybody_else_a_no() {
    let shop = shop().await;
    let (anna, boris) = (shop.member("anna").await, shop.member("boris").await);
    let receipt = buy(&shop, "1", "30.00").await;
    let path = format!("/v1/receipts/{receipt}/claim");
    let call = |member: &str, key: &str| {
        let body = json!({ "member": { "id": member } });
        shop.call(Method::POST, path.clone()).role(Some(Role::Till)).key(key).json(&body).send()
    };
    let first = call(&anna, "a").await;
    let again = call(&anna, "a").await;
    let other_key = call(&anna, "b").await;
    assert_eq!((first.status.as_u16(), &first.text), (200, &again.text));
    assert_eq!(first.text, other_key.text);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    call(&boris, "c").await.must_be(409, "receipt.claimed");
    call(&boris, "a").await.must_be(422, "idempotency.mismatch");
    assert_eq!(shop.points(&anna).await, "30");
}

#[tokio::test]
async fn without_the_setting_and_without_a_receipt_there_is_a_no() {
    let closed = Shop::open().await;
    let anna = closed.member("anna").await;
    let body = json!({ "member": { "id": anna } });
    let receipt = buy(&closed, "1", "30.00").await;
    let reply = closed.post(format!("/v1/receipts/{receipt}/claim"), body.clone()).await;
    reply.must_be(422, "receipt.not_claimable");
    let nothing = "/v1/receipts/rcp_01jbmf8x2ye7ctgx9s3wv0hq5r/claim";
    closed.post(nothing, body).await.must_be(404, "receipt.not_found");
}

#[tokio::test]
async fn a_member_claims_the_receipt_in_the_hand() {
    let shop = shop().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, "+994501234567").await;
    let id = anna.session["id"].as_str().expect("an id").to_owned();
    let receipt = buy(&shop, "000123", "200.00").await;
    let path = format!("/v1/members/{id}/receipts");
    // What was to pay after discounts is what is printed. Whatever is wrong, the answer is one.
    let mut answers = Vec::new();
    for wrong in [
        printed("000123", "200.00"),
        printed("000124", "180.00"),
        json!({ "store": "S2", "till": "1", "business_date": "2026-03-02", "number": "000123", "total": "180.00" }),
        json!({ "store": "S1", "till": "1", "business_date": "2026-03-03", "number": "000123", "total": "180.00" }),
        json!({ "store": "S1", "business_date": "2026-03-02", "number": "000123", "total": "180.00" }),
    ] {
        let reply = anna.post(&shop, path.clone(), wrong).await;
        reply.must_be(404, "receipt.not_found");
        let mut answer = reply.json();
        answer["request_id"] = Value::Null;
        answers.push(answer);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    let reply = anna.post(&shop, path.clone(), printed("000123", "180.00")).await;
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["id"]),
        (200, &json!(receipt)),
        "{}",
        reply.text
    );
    assert_eq!(shop.points(&id).await, "180");
    let seen = anna.get(&shop, format!("/v1/receipts/{receipt}")).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let somebody = shop.member("boris").await;
    let other = format!("/v1/members/{somebody}/receipts");
    anna.post(&shop, other, printed("000123", "180.00")).await.must_be(403, "auth.forbidden");
}

#[tokio::test]
async fn a_receipt_can_be_guessed_at_only_so_often() {
    let shop = shop().await;
    let anna = shop.member("anna").await;
    buy(&shop, "1", "30.00").await;
    let path = format!("/v1/members/{anna}/receipts");
    for _ in 0..10 {
        shop.post(path.clone(), printed("1", "29.00")).await.must_be(404, "receipt.not_found");
    }
    shop.post(path, printed("1", "30.00")).await.must_be(429, "auth.too_many_attempts");
}
