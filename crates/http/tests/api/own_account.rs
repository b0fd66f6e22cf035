//! Staff who are members give nothing to themselves.

use crate::browser::Browser;
use crate::people::{owner, somebody};
use crate::shop::Shop;
use axum::http::Method;
use serde_json::{Value, json};
use service::people::StaffRole;

/// A member to whom an e-mail leads.
async fn member_by(shop: &Shop, email: &str) -> String {
    let new = json!({ "identities": [{ "kind": "email", "value": email }] });
    let made = shop.post("/v1/members", new).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.json()["member"].as_str().expect("named").to_owned()
}

fn credit(amount: &str) -> Value {
    json!({ "unit": "points", "amount": amount, "reason": "Delivered too late" })
}

/// How far a chain is: nothing was written when it stays.
async fn seq(shop: &Shop, member: &str) -> Option<String> {
    shop.get(format!("/v1/members/{member}")).await.header("etag").map(str::to_owned)
}

/// What gives something to a member by hand: method, path and body.
fn gifts(me: &str, other: &str) -> Vec<(Method, String, Value)> {
    let path = |rest: &str| format!("/v1/members/{me}{rest}");
    let who = json!({ "id": me });
    vec![
        (Method::POST, path("/adjustments"), credit("10")),
        (Method::POST, path("/coupons"), json!({ "coupon": "printed" })),
        (
            Method::POST,
            "/v1/certificates".to_owned(),
            json!({ "type": "gift", "value": "25.00", "member": who }),
        ),
        (Method::PATCH, path(""), json!({ "invite": { "track": "status", "tier": "friend" } })),
        (Method::PATCH, path(""), json!({ "profile": { "tags": ["friend"] } })),
        (Method::POST, path("/unblock"), json!({})),
        (Method::POST, "/v1/events".to_owned(), json!({ "member": who, "event": "review" })),
        (Method::POST, format!("/v1/members/{other}/merge"), json!({ "into": who })),
        (
            Method::POST,
            path("/identities/remove"),
            json!({ "kind": "email", "value": "olga@example.org" }),
        ),
    ]
}

#[tokio::test]
async fn staff_give_nothing_to_their_own_account_and_a_colleague_does() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    let colleague = somebody(&shop, &olga, StaffRole::Owner).await;
    let me = member_by(&shop, " OLGA@example.org").await;
    let other = shop.member("c-1").await;
    let before = seq(&shop, &me).await;
    for (method, path, body) in gifts(&me, &other) {
        let reply = olga.call(&shop, method, path.clone()).fresh().json(&body).send().await;
        assert_eq!(reply.problem(), (403, "staff.own_account".to_owned()), "{path} {body}");
    }
    assert_eq!(seq(&shop, &me).await, before, "nothing was written");
    // What is somebody else's goes on as ever, and so does what takes nothing from the shop.
    let theirs = format!("/v1/members/{other}/adjustments");
    assert_eq!(olga.post(&shop, theirs, credit("10")).await.status, 201);
    let blocked = olga.post(&shop, format!("/v1/members/{me}/block"), json!({})).await;
    assert_eq!(blocked.status, 200, "{}", blocked.text);
    let unblocked = colleague.post(&shop, format!("/v1/members/{me}/unblock"), json!({})).await;
    assert_eq!(unblocked.status, 200, "{}", unblocked.text);
    for (method, path, body) in gifts(&me, &other) {
        let reply = colleague.call(&shop, method, path.clone()).fresh().json(&body).send().await;
        assert!(reply.status.is_success(), "{path} {body}: {}", reply.text);
    }
    // 10 by the correction, 5 by the review, 10 from the account that went into this one.
    assert_eq!(shop.points(&me).await, "25");
}

#[tokio::test]
async fn money_goes_back_to_a_certificate_on_ones_own_phone_by_a_colleague() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    let colleague = somebody(&shop, &olga, StaffRole::Owner).await;
    let me = member_by(&shop, "olga@example.org").await;
    let body = json!({ "type": "gift", "value": "25.00", "member": { "id": me } });
    let issued = colleague.post(&shop, "/v1/certificates", body).await.json();
    let path = format!("/v1/certificates/{}", issued["certificate"].as_str().expect("named"));
    let amount = json!({ "amount": "5.00" });
    let used = olga.post(&shop, format!("{path}/use"), amount.clone()).await;
    assert_eq!(used.status, 200, "{}", used.text);
    let refund = format!("{path}/refund");
    olga.post(&shop, &refund, amount.clone()).await.must_be(403, "staff.own_account");
    assert_eq!(shop.get(&path).await.json()["balance"], "20.00");
    assert_eq!(colleague.post(&shop, &refund, amount).await.status, 200);
}

#[tokio::test]
async fn an_account_that_was_merged_is_still_ones_own() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    let support = somebody(&shop, &olga, StaffRole::Support).await;
    let (old, new) = (member_by(&shop, "support@example.org").await, shop.member("c-1").await);
    let into = json!({ "into": { "id": new } });
    let merged = olga.post(&shop, format!("/v1/members/{old}/merge"), into).await;
    assert_eq!(merged.status, 200, "{}", merged.text);
    for account in [&old, &new] {
        let path = format!("/v1/members/{account}/adjustments");
        support.post(&shop, path, credit("10")).await.must_be(403, "staff.own_account");
    }
    let apart = support.post(&shop, format!("/v1/members/{old}/unmerge"), json!({})).await;
    apart.must_be(403, "staff.own_account");
    assert_eq!(shop.points(&new).await, "0");
    assert_eq!(shop.get(format!("/v1/members/{new}")).await.json()["absorbed"], json!([old]));
}

#[tokio::test]
async fn nobody_decides_about_what_they_handed_in_as_a_member() {
    let shop = Shop::together().await;
    let (olga, _) = owner(&shop).await;
    let support = somebody(&shop, &olga, StaffRole::Support).await;
    let me = member_by(&shop, "support@example.org").await;
    let review = json!({
        "member": { "id": me }, "event": "review", "reference": "r-1",
        "evidence": "https://reviews.example/1",
    });
    let handed_in = shop.post("/v1/events", review).await;
    assert_eq!(handed_in.status, 201, "{}", handed_in.text);
    let submission = handed_in.json()["submission"].as_str().expect("it waits").to_owned();
    let decision = format!("/v1/submissions/{submission}/decision");
    let yes = json!({ "approved": true });
    support.post(&shop, &decision, yes.clone()).await.must_be(403, "staff.own_account");
    assert_eq!(shop.points(&me).await, "0");
    assert_eq!(olga.post(&shop, &decision, yes).await.status, 200);
    assert_eq!(shop.points(&me).await, "7");
}

async fn set_limit(shop: &Shop, owner: &Browser, limit: &str) {
    let body = json!({ "adjustment_limit": limit, "publish": false });
    let call = owner.call(shop, Method::PUT, "/v1/settings/approvals").fresh().json(&body);
    assert_eq!(call.send().await.status, 200);
}

#[tokio::test]
async fn nobody_asks_for_their_own_account_or_agrees_to_it() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    let support = somebody(&shop, &olga, StaffRole::Support).await;
    set_limit(&shop, &olga, "100").await;
    let mine = member_by(&shop, "support@example.org").await;
    let path = format!("/v1/members/{mine}/adjustments");
    support.post(&shop, &path, credit("500")).await.must_be(403, "staff.own_account");
    assert_eq!(olga.get(&shop, "/v1/approvals").await.json()["items"], json!([]));

    let waits = olga.post(&shop, &path, credit("500")).await;
    assert_eq!(waits.status, 202, "{}", waits.text);
    let id = waits.json()["approval"]["id"].as_str().expect("an id").to_owned();
    let decision = format!("/v1/approvals/{id}/decision");
    let third = somebody(&shop, &olga, StaffRole::Owner).await;
    for approved in [true, false] {
        let said = support.post(&shop, &decision, json!({ "approved": approved })).await;
        said.must_be(403, "staff.own_account");
    }
    let open = olga.get(&shop, "/v1/approvals").await.json();
    assert_eq!(open["items"][0]["state"], "open", "{open}");
    let decided = third.post(&shop, &decision, json!({ "approved": true })).await;
    assert_eq!(decided.json()["state"], "approved", "{}", decided.text);
    assert_eq!(shop.points(&mine).await, "500");
}

#[tokio::test]
async fn who_has_no_colleague_for_it_does_it_alone() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    let me = member_by(&shop, "olga@example.org").await;
    let path = format!("/v1/members/{me}/adjustments");
    let alone = || olga.call(&shop, Method::POST, &path).key("alone").json(&credit("10")).send();
    assert_eq!(alone().await.status, 201);
    // A cashier may not correct, and who was invited comes in at tills only.
    somebody(&shop, &olga, StaffRole::Cashier).await;
    let invited =
        json!({ "name": "Sari", "email": "sari@example.org", "role": "support", "pin": "4711" });
    assert_eq!(olga.post(&shop, "/v1/staff", invited).await.status, 201);
    assert_eq!(olga.post(&shop, &path, credit("10")).await.status, 201);
    assert_eq!(shop.points(&me).await, "20");

    let support = somebody(&shop, &olga, StaffRole::Support).await;
    olga.post(&shop, &path, credit("10")).await.must_be(403, "staff.own_account");
    // What was done before has the same answer, and programs are nobody of the staff.
    assert_eq!(alone().await.status, 201);
    shop.credit(&me, "points", "10").await;
    assert_eq!(shop.points(&me).await, "30");

    let staff = support.session["id"].as_str().expect("named").to_owned();
    let call = olga.call(&shop, Method::PATCH, format!("/v1/staff/{staff}")).fresh();
    let disabled = call.json(&json!({ "enabled": false })).send().await;
    assert_eq!(disabled.status, 200, "{}", disabled.text);
    assert_eq!(olga.post(&shop, &path, credit("10")).await.status, 201);
    assert_eq!(shop.points(&me).await, "40");
}
