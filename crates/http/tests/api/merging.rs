//! Two accounts of one person become one.

use crate::browser::{letters, member, public};
use crate::shop::{Shop, basket};
use serde_json::{Value, json};
use service::keys::Role;

const ANNA: &str = "+994501234567";
const OLD: &str = "+994507654321";

async fn merge(shop: &Shop, old: &str, into: &str) -> Value {
    let body = json!({ "into": { "id": into } });
    let reply = shop.post(format!("/v1/members/{old}/merge"), body).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

async fn unmerge(shop: &Shop, old: &str) {
    let reply = shop.post(format!("/v1/members/{old}/unmerge"), json!({})).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

async fn sound(shop: &Shop) {
    let report = service::verify::run(&shop.tessera, |_| {}).await.expect("readable");
    assert!(report.is_sound(), "{report:?}");
}

#[tokio::test]
async fn both_accounts_say_what_became_of_them() {
    let shop = Shop::open().await;
    let (old, anna) = (shop.member("old").await, shop.member("anna").await);
    shop.buy(&old, "60.00").await;
    shop.buy(&anna, "50.00").await;
    merge(&shop, &old, &anna).await;
    let seen = shop.get(format!("/v1/members/{anna}")).await.json();
    assert_eq!(seen["absorbed"], json!([old]));
    assert_eq!(seen["balances"][0]["spendable"], "110");
    assert_eq!(seen["tiers"][0]["tier"], "silver", "the sum reaches it: {seen}");
    let seen = shop.get(format!("/v1/members/{old}")).await.json();
    assert_eq!(seen["merged_into"], json!(anna));
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    sound(&shop).await;
    unmerge(&shop, &old).await;
    let seen = shop.get(format!("/v1/members/{old}")).await.json();
    assert_eq!(
        (&seen["merged_into"], &seen["balances"][0]["spendable"]),
        (&Value::Null, &json!("60"))
    );
    let seen = shop.get(format!("/v1/members/{anna}")).await.json();
    assert_eq!(seen["tiers"][0]["tier"], "basic", "{seen}");
    sound(&shop).await;
}

#[tokio::test]
async fn what_led_to_the_old_account_leads_to_the_one_that_goes_on() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let old = member(&shop, &mut letters, OLD).await;
    let anna = member(&shop, &mut letters, ANNA).await;
    let id = |whose: &Value| whose["id"].as_str().expect("an id").to_owned();
    let (old_id, anna_id) = (id(&old.session), id(&anna.session));
    merge(&shop, &old_id, &anna_id).await;
    old.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
    let found = shop.post("/v1/members/find", json!({ "phone": OLD })).await.json();
    assert_eq!(found["items"][0]["id"], json!(anna_id));
    let mut receipt = basket(&old_id, "10.00");
    receipt["member"] = json!({ "phone": OLD });
    let bought = shop.post("/v1/receipts", receipt).await.json();
    assert_eq!(bought["member"], json!(anna_id));
    assert_eq!(shop.points(&anna_id).await, "10");
    // The code comes to the old phone, and opens the account that goes on.
    let identity = json!({ "kind": "phone", "value": OLD });
    assert_eq!(public(&shop, "/v1/member-codes", json!({ "to": identity })).await.status, 204);
    let letter = letters.recv().await.expect("it is sent");
    let code: String = letter.subject.chars().take(6).collect();
    let signed = public(&shop, "/v1/member-sign-in", json!({ "to": identity, "code": code })).await;
    assert_eq!(signed.json()["id"], json!(anna_id), "{}", signed.text);
    // Taken apart, it leads to the old account again.
    unmerge(&shop, &old_id).await;
    let found = shop.post("/v1/members/find", json!({ "phone": OLD })).await.json();
    assert_eq!(found["items"][0]["id"], json!(old_id));
}

#[tokio::test]
async fn what_waits_for_the_old_account_waits_for_the_one_that_goes_on() {
    let shop = Shop::open().await;
    let (old, anna) = (shop.member("old").await, shop.member("anna").await);
    let claim = async |whom: &str| {
        shop.buy(whom, "40.00").await;
        let path = format!("/v1/members/{whom}/claims");
        let claimed = shop.post(path, json!({ "reward": "mug" })).await;
        assert_eq!(claimed.status, 201, "{}", claimed.text);
        claimed.json()["claim"].clone()
    };
    let first = claim(&old).await;
    shop.wait_a_minute();
    let second = claim(&anna).await;
    merge(&shop, &old, &anna).await;
    let waiting = async |whom: &str| {
        let list = shop.get(format!("/v1/members/{whom}/claims")).await.json();
        let items = list["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["claim"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(waiting(&anna).await, [second.clone(), first.clone()]);
    let path = format!("/v1/claims/{}/collect", first.as_str().expect("an id"));
    let collected = shop.post(path, json!({})).await;
    assert_eq!(collected.status, 200, "{}", collected.text);
    assert_eq!(waiting(&anna).await, [second]);
    sound(&shop).await;
}

#[tokio::test]
async fn who_is_erased_is_erased_with_what_they_were_before() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let old = member(&shop, &mut letters, OLD).await.session["id"].clone();
    let anna = member(&shop, &mut letters, ANNA).await.session["id"].clone();
    let (old, anna) = (old.as_str().expect("an id"), anna.as_str().expect("an id"));
    merge(&shop, old, anna).await;
    let erased = shop.post(format!("/v1/members/{anna}/erase"), json!({})).await;
    assert_eq!(erased.status, 204, "{}", erased.text);
    for phone in [OLD, ANNA] {
        let found = shop.post("/v1/members/find", json!({ "phone": phone })).await.json();
        assert_eq!(found["items"], json!([]), "{phone}");
    }
    let seen = shop.get(format!("/v1/members/{old}")).await.json();
    assert_eq!((&seen["name"], &seen["blocked"]), (&Value::Null, &json!(true)));
}

#[tokio::test]
async fn tills_cannot_merge_and_a_repetition_merges_once() {
    let shop = Shop::open().await;
    let (old, anna) = (shop.member("old").await, shop.member("anna").await);
    let path = format!("/v1/members/{old}/merge");
    let body = json!({ "into": { "external_id": "anna" } });
    let call = |role, key| {
        shop.call(axum::http::Method::POST, path.clone())
            .role(Some(role))
            .key(key)
            .json(&body)
            .send()
    };
    call(Role::Till, "a").await.must_be(403, "auth.forbidden");
    let first = call(Role::Admin, "b").await;
    let again = call(Role::Admin, "b").await;
    assert_eq!((first.status.as_u16(), &first.text), (200, &again.text));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    call(Role::Admin, "c").await.must_be(422, "merge.impossible");
    let seen = shop.get(format!("/v1/members/{anna}")).await.json();
    assert_eq!(seen["absorbed"], json!([old]));
}

#[tokio::test]
async fn whatever_happens_meanwhile_nothing_is_lost_or_doubled() {
    let shop = Shop::open().await;
    let (old, anna) = (shop.member("old").await, shop.member("anna").await);
    shop.buy(&old, "50.00").await;
    let buy = |whom: &str| shop.post("/v1/receipts", basket(whom, "10.00"));
    let body = json!({ "into": { "id": anna } });
    let path = format!("/v1/members/{old}/merge");
    let (a, b, c, merged, d, e, f) = tokio::join!(
        buy(&old),
        buy(&anna),
        buy(&old),
        shop.post(path, body),
        buy(&old),
        buy(&anna),
        buy(&old)
    );
    assert_eq!(merged.status, 200, "{}", merged.text);
    for bought in [a, b, c, d, e, f] {
        assert_eq!(bought.status, 201, "{}", bought.text);
    }
    assert_eq!(shop.points(&anna).await, "110");
    assert_eq!(shop.points(&old).await, "0");
    sound(&shop).await;
}
