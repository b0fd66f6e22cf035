//! Four eyes.

use crate::browser::Browser;
use crate::people::{owner, somebody};
use crate::shop::{PROGRAMME, Shop};
use axum::http::Method;
use serde_json::{Value, json};
use service::people::StaffRole;

async fn set(shop: &Shop, owner: &Browser, limit: Value, publish: bool) {
    let body = json!({ "adjustment_limit": limit, "publish": publish });
    let call = owner.call(shop, Method::PUT, "/v1/settings/approvals").fresh().json(&body);
    let reply = call.send().await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(owner.get(shop, "/v1/settings/approvals").await.json(), body);
}

fn credit(amount: &str) -> Value {
    json!({ "unit": "points", "amount": amount, "reason": "Delivered too late" })
}

#[tokio::test]
async fn a_correction_above_the_limit_waits_for_a_colleague() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let member = shop.member("c-1").await;
    let path = format!("/v1/members/{member}/adjustments");
    assert_eq!(support.post(&shop, &path, credit("500")).await.status, 201);
    set(&shop, &owner, json!("100"), false).await;
    assert_eq!(support.post(&shop, &path, credit("100")).await.status, 201);

    let send =
        || support.call(&shop, Method::POST, &path).key("large").json(&credit("-101")).send();
    let waits = send().await;
    assert_eq!(waits.status, 202, "{}", waits.text);
    let approval = waits.json()["approval"].clone();
    assert_eq!(send().await.json()["approval"], approval);
    assert_eq!(shop.points(&member).await, "600");
    let id = approval["id"].as_str().expect("an id");
    assert_eq!(approval["details"]["amount"], "-101");
    assert_eq!(approval["asked_by"]["name"], "support");

    let decision = format!("/v1/approvals/{id}/decision");
    let yes = json!({ "approved": true, "reason": "Seen" });
    support.post(&shop, &decision, yes.clone()).await.must_be(403, "approval.own");
    // Programs do not decide for people.
    shop.post(&decision, yes.clone()).await.must_be(403, "auth.forbidden");
    let open = owner.get(&shop, "/v1/approvals").await.json();
    assert_eq!(open["items"].as_array().map(Vec::len), Some(1));
    let decided = owner.post(&shop, &decision, yes.clone()).await;
    assert_eq!(decided.status, 200, "{}", decided.text);
    assert_eq!(decided.json()["state"], "approved");
    assert_eq!(decided.json()["reason"], "Seen");
    assert_eq!(shop.points(&member).await, "499");
    owner.post(&shop, &decision, yes).await.must_be(409, "approval.decided");
    let open = owner.get(&shop, "/v1/approvals").await.json();
    assert_eq!(open["items"], json!([]));
    let all = owner.get(&shop, "/v1/approvals?state=all").await.json();
    assert_eq!(all["items"][0]["state"], "approved");

    // Keys are programs and wait for nobody.
    shop.credit(&member, "points", "1000").await;
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let audit = shop.get("/v1/audit").await.text;
    for what in ["approvals_set", "approval_asked", "approval_decided"] {
        assert!(audit.contains(what), "{what}: {audit}");
    }
}

#[tokio::test]
async fn merging_waits_when_it_moves_more_than_a_correction_may() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let (old, older, anna) =
        (shop.member("old").await, shop.member("older").await, shop.member("anna").await);
    shop.credit(&old, "points", "101").await;
    shop.credit(&older, "points", "100").await;
    set(&shop, &owner, json!("100"), false).await;
    let into = json!({ "into": { "external_id": "anna" } });
    let merge = |member: &str, key: &'static str| {
        let path = format!("/v1/members/{member}/merge");
        support.call(&shop, Method::POST, path).key(key).json(&into).send()
    };
    assert_eq!(merge(&older, "little").await.status, 200);
    let waits = merge(&old, "much").await;
    assert_eq!(waits.status, 202, "{}", waits.text);
    let approval = waits.json()["approval"].clone();
    assert_eq!(merge(&old, "much").await.json()["approval"], approval, "asked for once");
    let about = json!([approval["kind"], approval["subject"], approval["details"]["into"]]);
    assert_eq!(about, json!(["merge", old, anna]));
    assert_eq!(shop.points(&anna).await, "100");

    let id = approval["id"].as_str().expect("an id");
    let decision = format!("/v1/approvals/{id}/decision");
    let yes = json!({ "approved": true });
    support.post(&shop, &decision, yes.clone()).await.must_be(403, "approval.own");
    let decided = owner.post(&shop, &decision, yes).await;
    assert_eq!(decided.json()["state"], "approved", "{}", decided.text);
    assert_eq!(shop.points(&anna).await, "201");
    // What is handed back was there before.
    let apart = support.post(&shop, format!("/v1/members/{old}/unmerge"), json!({})).await;
    assert_eq!(apart.status, 200, "{}", apart.text);
    assert_eq!(shop.points(&anna).await, "100");
}

#[tokio::test]
async fn what_is_declined_is_not_done_and_what_cannot_be_done_waits_on() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let member = shop.member("c-1").await;
    set(&shop, &owner, json!("0"), false).await;
    let path = format!("/v1/members/{member}/adjustments");
    let asked = async |amount: &str| {
        let waits = support.post(&shop, &path, credit(amount)).await;
        assert_eq!(waits.status, 202, "{}", waits.text);
        let id = waits.json()["approval"]["id"].as_str().expect("an id").to_owned();
        format!("/v1/approvals/{id}/decision")
    };
    let first = asked("10").await;
    let no = json!({ "approved": false, "reason": "Not ours" });
    assert_eq!(owner.post(&shop, &first, no).await.json()["state"], "declined");
    assert_eq!(shop.points(&member).await, "0");
    let debit = asked("-10").await;
    let yes = json!({ "approved": true });
    owner.post(&shop, &debit, yes.clone()).await.must_be(422, "units.insufficient");
    let open = owner.get(&shop, "/v1/approvals").await.json();
    assert_eq!(open["items"][0]["state"], "open", "{open}");
    shop.credit(&member, "points", "10").await;
    assert_eq!(owner.post(&shop, &debit, yes).await.json()["state"], "approved");
    assert_eq!(shop.points(&member).await, "0");
    let unknown = "/v1/members/mem_01jbmf8x2ye7ctgx9s3wv0hq5r/adjustments";
    support.post(&shop, unknown, credit("5")).await.must_be(404, "member.not_found");
}

#[tokio::test]
async fn an_author_publishes_only_with_a_colleague() {
    let shop = Shop::open().await;
    let (first, _) = owner(&shop).await;
    let second = somebody(&shop, &first, StaffRole::Owner).await;
    set(&shop, &first, Value::Null, true).await;
    let draft = first.post(&shop, "/v1/programme/versions", json!({ "document": PROGRAMME })).await;
    assert_eq!(draft.status, 201, "{}", draft.text);
    let path = draft.header("location").expect("it says where").to_owned();
    let publish = format!("{path}/publish");
    let waits = first.post(&shop, &publish, json!({})).await;
    assert_eq!(waits.status, 202, "{}", waits.text);
    let approval = waits.json()["approval"].clone();
    // Asking again does not ask twice.
    assert_eq!(first.post(&shop, &publish, json!({})).await.json()["approval"], approval);
    assert_eq!(shop.get(&path).await.json()["state"], "draft");
    let id = approval["id"].as_str().expect("an id");
    let decision = format!("/v1/approvals/{id}/decision");
    let yes = json!({ "approved": true });
    first.post(&shop, &decision, yes.clone()).await.must_be(403, "approval.own");

    // What was changed meanwhile is not what was asked for.
    let tag = draft.header("etag").expect("drafts have a tag").to_owned();
    let other = json!({ "document": PROGRAMME.replace("big-basket", "large-basket") });
    let put = first.call(&shop, Method::PUT, &path).fresh().header("if-match", tag).json(&other);
    assert_eq!(put.send().await.status, 200);
    second.post(&shop, &decision, yes.clone()).await.must_be(412, "precondition_failed");

    let again = first.post(&shop, &publish, json!({})).await.json()["approval"].clone();
    let id = again["id"].as_str().expect("an id");
    let decided = second.post(&shop, format!("/v1/approvals/{id}/decision"), yes).await;
    assert_eq!(decided.json()["state"], "approved", "{}", decided.text);
    assert_eq!(shop.get(&path).await.json()["state"], "published");
    // A colleague publishes what somebody else wrote without asking.
    let draft = first.post(&shop, "/v1/programme/versions", json!({ "document": PROGRAMME })).await;
    let path = draft.header("location").expect("it says where").to_owned();
    assert_eq!(second.post(&shop, format!("{path}/publish"), json!({})).await.status, 200);
}

#[tokio::test]
async fn only_those_who_manage_access_say_what_waits() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let body = json!({ "adjustment_limit": "1", "publish": false });
    let put = |browser: &Browser, body: Value| {
        browser.call(&shop, Method::PUT, "/v1/settings/approvals").fresh().json(&body).send()
    };
    put(&support, body).await.must_be(403, "auth.forbidden");
    let odd = json!({ "adjustment_limit": "-1", "publish": false });
    put(&owner, odd).await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn the_same_correction_asked_for_many_times_at_once_waits_once() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let member = shop.member("c-1").await;
    set(&shop, &owner, json!("100"), false).await;
    let path = format!("/v1/members/{member}/adjustments");
    let body = credit("500");
    let send = || support.call(&shop, Method::POST, &path).key("once").json(&body).send();
    let (a, b, c, d) = tokio::join!(send(), send(), send(), send());
    let replies = [a, b, c, d];
    for reply in &replies {
        assert_eq!(reply.status, 202, "{}", reply.text);
        assert_eq!(reply.json()["approval"]["id"], replies[0].json()["approval"]["id"]);
    }
    let balances = shop.get(format!("/v1/members/{member}/balances")).await.json();
    assert_eq!(balances["items"][0]["spendable"], "0", "nothing is booked");
    let open = owner.get(&shop, "/v1/approvals").await.json();
    assert_eq!(open["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn whoever_sent_a_file_does_not_bring_it_in_where_corrections_need_four_eyes() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    set(&shop, &owner, json!("100"), false).await;
    let send = support.call(&shop, Method::POST, "/v1/imports?kind=members").fresh();
    let send = send.header("content-type", "text/csv").bytes("id,balance.points\nanna,1000000\n");
    let sent = send.send().await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let file = format!("/v1/imports/{}", sent.json()["id"].as_str().expect("an id"));
    for (who, has_to_wait) in [(&support, true), (&owner, false)] {
        assert_eq!(who.get(&shop, &file).await.json()["needs_colleague"], has_to_wait);
    }
    assert_eq!(sent.json()["needs_colleague"], true);
    let start = format!("{file}/start");
    support.post(&shop, &start, json!({})).await.must_be(403, "approval.own");
    assert_eq!(owner.post(&shop, &start, json!({})).await.status, 202);
    // Who may not correct balances sends no files.
    let marketer = somebody(&shop, &owner, StaffRole::Marketer).await;
    let send = marketer.call(&shop, Method::POST, "/v1/imports?kind=members").fresh();
    let send = send.header("content-type", "text/csv").bytes("id\nboris\n").send().await;
    send.must_be(403, "auth.forbidden");
}

#[tokio::test]
async fn what_a_colleague_agrees_to_counts_from_when_it_was_meant_to() {
    let shop = Shop::open().await;
    let (first, _) = owner(&shop).await;
    let second = somebody(&shop, &first, StaffRole::Owner).await;
    set(&shop, &first, Value::Null, true).await;
    let mut ends = Vec::new();
    for from in [Some("2026-03-02T12:00:00Z"), Some("2026-03-02T09:00:30Z"), None] {
        let new = json!({ "document": PROGRAMME });
        let draft = first.post(&shop, "/v1/programme/versions", new).await;
        let path = draft.header("location").expect("it says where").to_owned();
        let body = json!({ "why": "More for silver", "counts": { "from": from } });
        let waits = first.post(&shop, format!("{path}/publish"), body).await;
        assert_eq!(waits.status, 202, "{}", waits.text);
        assert_eq!(waits.json()["approval"]["details"]["reason"], "More for silver");
        shop.wait_a_minute();
        let id = waits.json()["approval"]["id"].as_str().expect("an id").to_owned();
        let yes = json!({ "approved": true });
        let decided = second.post(&shop, format!("/v1/approvals/{id}/decision"), yes).await;
        assert_eq!(decided.status, 200, "{}", decided.text);
        let version = shop.get(&path).await.json();
        assert_eq!(version["why"], "More for silver");
        assert_eq!(version["published_by"], version["author"], "in the name of who asked");
        let known = shop.get("/v1/programme/activations").await.json();
        let last = known["items"].as_array().and_then(|all| all.last()).expect("one more").clone();
        assert_eq!(last["version"], version["number"]);
        ends.push(last["active_from"].as_str().expect("a moment").to_owned());
    }
    // The second moment had passed when the colleague agreed: it is now.
    let now = |minutes: i64| format!("2026-03-02T09:0{minutes}:00Z");
    assert_eq!(ends, ["2026-03-02T12:00:00Z".to_owned(), now(2), now(3)]);
}
