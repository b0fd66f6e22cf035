//! One's own account: another password, other browsers, an end some day; and who tried to get in.

use crate::browser::{Browser, letters, public};
use crate::people::{code_of, counter, owner, somebody, type_pin};
use crate::shop::{Reply, Shop};
use axum::http::Method;
use jiff::SignedDuration;
use model::entry::Hash;
use model::id::{SessionId, StaffId};
use serde_json::{Value, json};
use service::people::{SessionRow, StaffRole};

const OLD: &str = "correct horse battery";
const NEW: &str = "quite another staple";

async fn sign_in(shop: &Shop, email: &str, password: &str) -> Reply {
    public(shop, "/v1/sign-in", json!({ "email": email, "password": password })).await
}

async fn acts(shop: &Shop, owner: &Browser) -> Vec<Value> {
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let page = owner.get(shop, "/v1/audit?limit=1000").await.json();
    page["items"].as_array().expect("a list").clone()
}

fn told<'a>(acts: &'a [Value], what: &str) -> Vec<&'a Value> {
    acts.iter().filter(|act| act["what"] == what).collect()
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_the_old_one() {
    let shop = Shop::open().await;
    let (olga, secret) = owner(&shop).await;
    shop.wait_a_minute();
    let body = json!({
        "email": "olga@example.org", "password": OLD, "code": code_of(&secret, shop.tessera.now()),
    });
    let elsewhere = Browser::of(&public(&shop, "/v1/sign-in", body).await);
    let change = async |old: &str, new: &str| {
        olga.post(&shop, "/v1/password", json!({ "password": old, "new_password": new })).await
    };
    change("no idea at all", NEW).await.must_be(422, "auth.password_wrong");
    change(OLD, "short").await.must_be(400, "auth.password_weak");
    // Olga at example.org: whoever knows her guesses it.
    change(OLD, "olgaolga1234").await.must_be(400, "auth.password_weak");
    assert_eq!(elsewhere.get(&shop, "/v1/session").await.status, 200, "nothing has changed");
    assert_eq!(change(OLD, NEW).await.status, 204);
    assert_eq!(olga.get(&shop, "/v1/session").await.status, 200);
    elsewhere.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
    sign_in(&shop, "olga@example.org", OLD).await.must_be(401, "auth.sign_in_failed");
    sign_in(&shop, "olga@example.org", NEW).await.must_be(401, "auth.second_factor_needed");
    let acts = acts(&shop, &olga).await;
    assert_eq!(told(&acts, "password_changed")[0]["actor"], olga.session["id"]);
    let told = serde_json::to_string(&acts).expect("it is text");
    assert!(!told.contains(OLD) && !told.contains(NEW), "{told}");
}

#[tokio::test]
async fn the_old_password_cannot_be_guessed_from_inside_either() {
    let shop = Shop::open().await;
    let (olga, _) = owner(&shop).await;
    let guess = json!({ "password": "no idea at all", "new_password": NEW });
    for _ in 0..10 {
        let reply = olga.post(&shop, "/v1/password", guess.clone()).await;
        reply.must_be(422, "auth.password_wrong");
    }
    let right = json!({ "password": OLD, "new_password": NEW });
    olga.post(&shop, "/v1/password", right).await.must_be(429, "auth.too_many_attempts");
}

#[tokio::test]
async fn who_has_no_password_changes_none() {
    let shop = Shop::open().await;
    let body = json!({ "password": OLD, "new_password": NEW });
    shop.post("/v1/password", body).await.must_be(403, "auth.forbidden");
}

#[tokio::test]
async fn signing_in_anew_ends_what_the_browser_had_before() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let ada = somebody(&shop, &owner, StaffRole::Analyst).await;
    // The same browser is now used by the owner.
    let rescue = service::people::entrance::rescue_token(&shop.tessera, "olga@example.org").await;
    let body = json!({ "token": rescue.expect("she is known"), "password": NEW });
    let call = shop.call(Method::POST, "/v1/invitations/accept").role(None).json(&body);
    let olga = Browser::of(&call.header("cookie", ada.cookie.clone()).send().await);
    assert_eq!(olga.session["id"], owner.session["id"]);
    ada.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
    assert_eq!(olga.get(&shop, "/v1/session").await.status, 200);
}

fn id_of(browser: &Browser) -> &str {
    browser.session["id"].as_str().expect("it has an id")
}

#[tokio::test]
async fn a_session_ends_some_day_however_much_is_done() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let of_owner: StaffId = id_of(&owner).parse().expect("an id");
    let kept = shop.tessera.store().list_sessions(of_owner.0).await.expect("readable");
    let ago = |hours| kept[0].created_at.checked_sub(SignedDuration::from_hours(hours));
    for (number, token, days, goes_on) in
        [(1, "of-last-week", 7, true), (2, "of-last-month", 31, false)]
    {
        let row = SessionRow {
            id: SessionId(uuid::Uuid::from_u128(number)),
            token: Hash::of(token.as_bytes()),
            created_at: ago(days * 24).expect("after 1970"),
            seen_at: ago(1).expect("after 1970"),
            ..kept[0].clone()
        };
        shop.tessera.store().begin_session(row).await.expect("writable");
        let old = Browser { cookie: format!("__Host-tessera={token}"), ..owner.clone() };
        assert_eq!(old.get(&shop, "/v1/session").await.status, 200, "{token}: it was not over yet");
        let next = old.get(&shop, "/v1/session").await;
        match goes_on {
            true => assert_eq!(next.status, 200, "{token}: {}", next.text),
            false => next.must_be(401, "auth.session_ended"),
        }
    }
}

#[tokio::test]
async fn who_tried_to_get_in_is_on_record() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    sign_in(&shop, "olga@example.org", "no idea at all").await.must_be(401, "auth.sign_in_failed");
    // Of addresses that nobody has nothing is kept: there are as many as one likes.
    sign_in(&shop, "nobody@example.org", OLD).await.must_be(401, "auth.sign_in_failed");
    // Who shows a wrong code knows the password already.
    let body = json!({ "email": "olga@example.org", "password": OLD, "code": "000000" });
    public(&shop, "/v1/sign-in", body).await.must_be(401, "auth.second_factor_wrong");
    let (carl, till, device) = counter(&shop, &owner).await;
    type_pin(&shop, &device, &carl, "9999").await.must_be(401, "auth.pin_wrong");
    assert_eq!(type_pin(&shop, &device, &carl, "4711").await.status, 200);
    let acts = acts(&shop, &owner).await;
    let failed = told(&acts, "sign_in_failed");
    let at: Vec<&Value> = failed.iter().map(|act| &act["details"]["at"]).collect();
    assert_eq!(at, ["code", "password"]);
    assert!(failed.iter().all(|act| act["details"]["staff"] == owner.session["id"]), "{acts:?}");
    assert_eq!(told(&acts, "pin_failed")[0]["details"]["staff"], carl["id"]);
    let came = told(&acts, "signed_in_at_till");
    assert_eq!((&came[0]["actor"], &came[0]["details"]["till"]), (&carl["id"], &till["id"]));
}

#[tokio::test]
async fn a_member_whose_phone_was_stolen_is_signed_out_by_the_shop() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let new = json!({ "identities": [{ "kind": "email", "value": "anna@example.org" }] });
    let anna = shop.post("/v1/members", new).await.json()["member"].clone();
    let to = json!({ "kind": "email", "value": "anna@example.org" });
    assert_eq!(public(&shop, "/v1/member-codes", json!({ "to": to })).await.status, 204);
    let letter = letters.recv().await.expect("it is sent");
    let code: String = letter.subject.chars().take(6).collect();
    let body = json!({ "to": to, "code": code });
    let phone = Browser::of(&public(&shop, "/v1/member-sign-in", body).await);
    let (owner, _) = owner(&shop).await;
    let path = format!("/v1/members/{}/sign-out", anna.as_str().expect("an id"));
    phone.post(&shop, path.clone(), json!({})).await.must_be(403, "auth.forbidden");
    assert_eq!(owner.post(&shop, path, json!({})).await.status, 204);
    phone.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
    let acts = acts(&shop, &owner).await;
    assert_eq!(told(&acts, "member_signed_out")[0]["details"]["member"], anna);
    let nobody = "/v1/members/mem_01890000000070008000000000/sign-out";
    owner.post(&shop, nobody, json!({})).await.must_be(404, "member.not_found");
}
