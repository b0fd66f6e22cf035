//! Signing in, staff, tills, sessions.

use crate::browser::{Browser, cookie, letters, public};
use crate::description::{filled, operations};
use crate::shop::{Reply, Shop};
use axum::http::Method;
use model::id::StaffId;
use ring::hmac;
use serde_json::{Value, json};
use service::people::{StaffRole, entrance};

const PASSWORD: &str = "correct horse battery";

/// The six digits that an app shows.
pub(crate) fn code_of(secret: &str, at: model::Instant) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> = secret
        .chars()
        .flat_map(|c| {
            let digit = ALPHABET.find(c).expect("base 32");
            (0..5).rev().map(move |bit| u8::from(digit >> bit & 1 == 1))
        })
        .collect();
    let bytes: Vec<u8> =
        bits.chunks_exact(8).map(|bits| bits.iter().fold(0, |b, bit| b << 1 | bit)).collect();
    let step = u64::try_from(at.as_second() / 30).expect("after 1970");
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[19] & 15);
    let number = u32::from_be_bytes([tag[at] & 127, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// Sets a second factor; gives back its secret.
async fn set_second_factor(shop: &Shop, browser: &Browser) -> String {
    let begun = browser.post(shop, "/v1/second-factor", json!({})).await.json();
    let secret = begun["secret"].as_str().expect("it is shown").to_owned();
    let uri = begun["uri"].as_str().expect("it is shown");
    assert!(uri.starts_with("otpauth://totp/") && uri.contains(&secret), "{uri}");
    let code = code_of(&secret, shop.tessera.now());
    let body = json!({ "code": code });
    let confirmed = browser.post(shop, "/v1/second-factor/confirm", body).await;
    assert_eq!(confirmed.status, 204, "{}", confirmed.text);
    secret
}

/// The first owner, with a second factor; gives back its secret.
pub(crate) async fn owner(shop: &Shop) -> (Browser, String) {
    let token = entrance::setup_token(&shop.tessera).await.expect("works").expect("no owner yet");
    let body = json!({
        "token": token, "name": "Olga", "email": "Olga@Example.org ", "password": PASSWORD,
    });
    let browser = Browser::of(&public(shop, "/v1/setup", body).await);
    let secret = set_second_factor(shop, &browser).await;
    (browser, secret)
}

/// Somebody of a role, signed in; with a second factor where one is needed.
pub(crate) async fn somebody(shop: &Shop, owner: &Browser, role: StaffRole) -> Browser {
    let email = format!("{}@example.org", role.word());
    let mut body = json!({ "name": role.word(), "email": email, "role": role.word() });
    if role == StaffRole::Partner {
        body["partner"] = "fresh".into();
    }
    let added = owner.post(shop, "/v1/staff", body).await;
    assert_eq!(added.status, 201, "{}", added.text);
    let token = added.json()["invitation"].clone();
    let body = json!({ "token": token, "password": PASSWORD });
    let browser = Browser::of(&public(shop, "/v1/invitations/accept", body).await);
    if role.needs_second_factor() {
        set_second_factor(shop, &browser).await;
    }
    browser
}

#[tokio::test]
async fn the_first_owner_comes_by_a_link_that_works_once() {
    let shop = Shop::open().await;
    let token = entrance::setup_token(&shop.tessera).await.expect("works").expect("no owner yet");
    let body = |token: &str, password: &str| json!({ "token": token, "name": "Olga", "email": "olga@example.org", "password": password });
    // A weak password does not use the link up.
    public(&shop, "/v1/setup", body(&token, "short")).await.must_be(400, "auth.password_weak");
    public(&shop, "/v1/setup", body("another", PASSWORD)).await.must_be(422, "auth.link_used");
    let browser = Browser::of(&public(&shop, "/v1/setup", body(&token, PASSWORD)).await);
    assert_eq!(browser.session["role"], "owner");
    assert_eq!(browser.session["needs_second_factor"], true);
    public(&shop, "/v1/setup", body(&token, PASSWORD)).await.must_be(422, "auth.link_used");
    assert_eq!(entrance::setup_token(&shop.tessera).await.expect("works"), None);
    // Nothing is allowed before the second factor is set, and everything after.
    browser.get(&shop, "/v1/summary").await.must_be(403, "auth.forbidden");
    set_second_factor(&shop, &browser).await;
    assert_eq!(browser.get(&shop, "/v1/summary").await.status, 200);
}

#[tokio::test]
async fn signing_in_takes_password_and_a_code_that_counts_once() {
    let shop = Shop::open().await;
    let (_, secret) = owner(&shop).await;
    shop.wait_a_minute();
    let sign_in = async |email: &str, password: &str, code: Option<String>| {
        let mut body = json!({ "email": email, "password": password });
        if let Some(code) = code {
            body["code"] = code.into();
        }
        public(&shop, "/v1/sign-in", body).await
    };
    let now = || Some(code_of(&secret, shop.tessera.now()));
    let email = "olga@example.org";
    // What is wrong is not told.
    sign_in(email, "another password", now()).await.must_be(401, "auth.sign_in_failed");
    sign_in("nobody@example.org", PASSWORD, now()).await.must_be(401, "auth.sign_in_failed");
    sign_in(email, PASSWORD, None).await.must_be(401, "auth.second_factor_needed");
    sign_in(email, PASSWORD, Some("000000".into())).await.must_be(401, "auth.second_factor_wrong");
    let browser = Browser::of(&sign_in(" OLGA@example.org", PASSWORD, now()).await);
    assert_eq!(browser.get(&shop, "/v1/staff").await.status, 200);
    sign_in(email, PASSWORD, now()).await.must_be(401, "auth.second_factor_wrong");
    shop.wait_a_minute();
    assert_eq!(sign_in(email, PASSWORD, now()).await.status, 200);
}

#[tokio::test]
async fn guessing_a_password_ends_after_ten_attempts() {
    let shop = Shop::open().await;
    let (_, secret) = owner(&shop).await;
    let body = |password: &str, code: &str| json!({ "email": "olga@example.org", "password": password, "code": code });
    for _ in 0..10 {
        let reply = public(&shop, "/v1/sign-in", body("wrong password", "1")).await;
        reply.must_be(401, "auth.sign_in_failed");
    }
    shop.wait_a_minute();
    let code = code_of(&secret, shop.tessera.now());
    let reply = public(&shop, "/v1/sign-in", body(PASSWORD, &code)).await;
    reply.must_be(429, "auth.too_many_attempts");
}

#[tokio::test]
async fn changes_come_from_our_own_pages_only() {
    let shop = Shop::open().await;
    let (browser, _) = owner(&shop).await;
    let body = json!({ "name": "Till 1", "store": "berlin" });
    let without = shop.call(Method::POST, "/v1/tills").role(None).fresh().json(&body);
    let without = without.header("cookie", browser.cookie.clone());
    without.send().await.must_be(403, "auth.form_token_missing");
    let other = Browser { form_token: "another".into(), ..browser.clone() };
    other.post(&shop, "/v1/tills", body.clone()).await.must_be(403, "auth.form_token_missing");
    assert_eq!(browser.post(&shop, "/v1/tills", body).await.status, 201);
    // Reading needs none: another site cannot read what comes back.
    let reading = shop.call(Method::GET, "/v1/tills").role(None);
    assert_eq!(reading.header("cookie", browser.cookie.clone()).send().await.status, 200);
    // Nor can another site sign somebody in as somebody else.
    let body = json!({ "email": "olga@example.org", "password": PASSWORD });
    let foreign = shop.call(Method::POST, "/v1/sign-in").role(None).json(&body);
    let foreign = foreign.header("sec-fetch-site", "cross-site").send().await;
    foreign.must_be(403, "auth.form_token_missing");
}

/// Every route with everybody: exactly those get in whom the route names.
#[tokio::test]
async fn each_role_enters_exactly_the_routes_it_may() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let mut people = vec![(StaffRole::Owner, owner.clone())];
    for role in StaffRole::ALL.into_iter().filter(|role| *role != StaffRole::Owner) {
        people.push((role, somebody(&shop, &owner, role).await));
    }
    for (role, browser) in &people {
        for (method, path, operation) in operations() {
            let id = operation["operationId"].as_str().unwrap_or_default();
            if ["sign_out", "end_other_sessions"].contains(&id) {
                continue;
            }
            let needed = operation["x-permissions"].as_array().expect("it is declared");
            let needed: Vec<&str> = needed.iter().filter_map(Value::as_str).collect();
            let may = role.permissions().words().any(|word| needed.contains(&word))
                || needed.contains(&"known")
                || needed.contains(&"public");
            let reply = browser.call(&shop, method.clone(), filled(&path)).send().await;
            let is_denied = reply.status == 403 && reply.problem().1 == "auth.forbidden";
            // Keys and second factors are one's own; a key has none.
            assert_eq!(is_denied, !may, "{method} {path} as {role:?}: {}", reply.text);
        }
    }
}

#[tokio::test]
async fn an_invitation_works_once_and_ends_other_sessions() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let new = json!({ "name": "Sara", "email": "sara@example.org", "role": "support" });
    let added = owner.post(&shop, "/v1/staff", new).await;
    let body = json!({ "token": added.json()["invitation"], "password": PASSWORD });
    let support = Browser::of(&public(&shop, "/v1/invitations/accept", body).await);
    let secret = set_second_factor(&shop, &support).await;
    let id = support.session["id"].as_str().expect("it has an id").to_owned();
    assert_eq!(support.get(&shop, "/v1/session").await.status, 200);
    let link = owner.post(&shop, format!("/v1/staff/{id}/invite"), json!({})).await;
    let token = link.json()["invitation"].clone();
    let mut body = json!({ "token": token, "password": "another good password" });
    // Whoever made the link has no second factor of hers; trying does not use it up.
    let accept = async |body: &Value| public(&shop, "/v1/invitations/accept", body.clone()).await;
    accept(&body).await.must_be(401, "auth.second_factor_needed");
    body["code"] = "000000".into();
    accept(&body).await.must_be(401, "auth.second_factor_wrong");
    shop.wait_a_minute();
    body["code"] = code_of(&secret, shop.tessera.now()).into();
    let again = Browser::of(&public(&shop, "/v1/invitations/accept", body.clone()).await);
    assert_eq!(again.session["id"], id.as_str());
    support.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
    public(&shop, "/v1/invitations/accept", body).await.must_be(422, "auth.link_used");
}

#[tokio::test]
async fn who_is_disabled_is_out_at_once() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let id = support.session["id"].as_str().expect("it has an id").to_owned();
    let change = async |body: Value| {
        let call = owner.call(&shop, Method::PATCH, format!("/v1/staff/{id}")).fresh();
        call.json(&body).send().await
    };
    let demoted = change(json!({ "role": "analyst" })).await;
    assert_eq!(demoted.json()["role"], "analyst", "{}", demoted.text);
    support.get(&shop, "/v1/webhooks").await.must_be(403, "auth.forbidden");
    assert_eq!(support.get(&shop, "/v1/summary").await.status, 200);
    let disabled = change(json!({ "enabled": false })).await;
    assert!(disabled.json()["disabled_at"].is_string(), "{}", disabled.text);
    support.get(&shop, "/v1/summary").await.must_be(401, "auth.session_ended");
    let body = json!({ "email": "support@example.org", "password": PASSWORD });
    public(&shop, "/v1/sign-in", body).await.must_be(401, "auth.sign_in_failed");
    assert_eq!(change(json!({ "enabled": true })).await.status, 200);
    support.get(&shop, "/v1/summary").await.must_be(401, "auth.session_ended");
}

#[tokio::test]
async fn an_address_is_changed_to_one_that_nobody_has() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let path = format!("/v1/staff/{}", support.session["id"].as_str().expect("it has an id"));
    let change = async |email: &str| {
        let call = owner.call(&shop, Method::PATCH, path.clone()).fresh();
        call.json(&json!({ "email": email })).send().await
    };
    change("olga@example.org").await.must_be(409, "staff.email_taken");
    change("nowhere").await.must_be(400, "staff.email_invalid");
    assert_eq!(change("Sari@Example.org").await.json()["email"], "sari@example.org");
    let sign_in = async |email: &str| {
        public(&shop, "/v1/sign-in", json!({ "email": email, "password": PASSWORD })).await
    };
    sign_in("support@example.org").await.must_be(401, "auth.sign_in_failed");
    sign_in("sari@example.org").await.must_be(401, "auth.second_factor_needed");
}

#[tokio::test]
async fn one_owner_always_stays() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let id = owner.session["id"].as_str().expect("it has an id").to_owned();
    let change = async |browser: &Browser, body: Value| {
        let call = browser.call(&shop, Method::PATCH, format!("/v1/staff/{id}")).fresh();
        call.json(&body).send().await
    };
    change(&owner, json!({ "role": "analyst" })).await.must_be(403, "auth.forbidden");
    change(&owner, json!({ "enabled": false })).await.must_be(403, "auth.forbidden");
    assert_eq!(change(&owner, json!({ "name": "Olga O." })).await.json()["name"], "Olga O.");
    let body = json!({ "role": "analyst" });
    let by_key = shop.call(Method::PATCH, format!("/v1/staff/{id}")).fresh().json(&body);
    by_key.send().await.must_be(422, "staff.last_owner");
    let again = json!({ "name": "Olga", "email": "olga@example.org", "role": "support" });
    owner.post(&shop, "/v1/staff", again).await.must_be(409, "staff.email_taken");
    let none = json!({ "name": "Nobody", "role": "support" });
    owner.post(&shop, "/v1/staff", none).await.must_be(400, "staff.email_invalid");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner() {
    let shop = Shop::open().await;
    let (here, secret) = owner(&shop).await;
    let support = somebody(&shop, &here, StaffRole::Support).await;
    shop.wait_a_minute();
    let code = code_of(&secret, shop.tessera.now());
    let body = json!({ "email": "olga@example.org", "password": PASSWORD, "code": code });
    let there = Browser::of(&public(&shop, "/v1/sign-in", body).await);
    let listed = here.get(&shop, "/v1/sessions").await.json();
    let rows = listed["items"].as_array().expect("a list").clone();
    let is_this: Vec<bool> = rows.iter().map(|row| row["is_this"] == true).collect();
    assert_eq!(is_this, [false, true]);
    let path = format!("/v1/sessions/{}/end", rows[0]["id"].as_str().expect("an id"));
    support.post(&shop, path.clone(), json!({})).await.must_be(404, "not_found");
    assert_eq!(here.post(&shop, path, json!({})).await.status, 204);
    there.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
    assert_eq!(here.post(&shop, "/v1/sign-out", json!({})).await.status, 204);
    here.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
}

#[tokio::test]
async fn a_till_is_enrolled_serves_and_is_revoked_at_once() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let cashier = json!({ "name": "Carl", "role": "cashier", "pin": "4711" });
    let cashier = owner.post(&shop, "/v1/staff", cashier).await.json();
    assert_eq!(cashier["has_pin"], true);
    let easy = json!({ "name": "Easy", "role": "cashier", "pin": "1234" });
    owner.post(&shop, "/v1/staff", easy).await.must_be(400, "auth.pin_weak");
    let body = json!({ "name": "Till 1", "store": "berlin" });
    let till = owner.post(&shop, "/v1/tills", body).await.json();
    let code = json!({ "code": till["code"] });
    let wrong = json!({ "code": "0000-0000" });
    public(&shop, "/v1/till/enrol", wrong).await.must_be(422, "till.code_wrong");
    let enrolled = public(&shop, "/v1/till/enrol", code.clone()).await;
    assert_eq!(enrolled.status, 200, "{}", enrolled.text);
    let device = cookie(&enrolled, "__Host-tessera-till");
    public(&shop, "/v1/till/enrol", code).await.must_be(422, "till.code_wrong");
    let on_device =
        |method, path: &str| shop.call(method, path).role(None).header("cookie", device.clone());
    let shown = on_device(Method::GET, "/v1/till").send().await.json();
    assert_eq!(
        (&shown["till"]["name"], &shown["cashiers"][0]["name"]),
        (&json!("Till 1"), &json!("Carl"))
    );
    let sign_in = async |pin: &str| {
        let body = json!({ "cashier": cashier["id"], "pin": pin });
        on_device(Method::POST, "/v1/till/sign-in").json(&body).send().await
    };
    sign_in("9999").await.must_be(401, "auth.pin_wrong");
    let carl = Browser::of(&sign_in("4711").await);
    assert_eq!((&carl.session["role"], &carl.session["till"]), (&json!("cashier"), &till["id"]));
    assert_eq!(carl.get(&shop, "/v1/programme").await.status, 200);
    carl.get(&shop, "/v1/summary").await.must_be(403, "auth.forbidden");
    let id = till["id"].as_str().expect("it has an id");
    let revoked = owner.post(&shop, format!("/v1/tills/{id}/revoke"), json!({})).await;
    assert!(revoked.json()["revoked_at"].is_string(), "{}", revoked.text);
    carl.get(&shop, "/v1/programme").await.must_be(401, "auth.session_ended");
    sign_in("4711").await.must_be(422, "till.revoked");
}

/// A cashier with a PIN, and a till whose device they stand at; gives back the device's cookie.
pub(crate) async fn counter(shop: &Shop, owner: &Browser) -> (Value, Value, String) {
    let cashier = json!({ "name": "Carl", "role": "cashier", "pin": "4711" });
    let cashier = owner.post(shop, "/v1/staff", cashier).await.json();
    let till = json!({ "name": "Till 1", "store": "berlin" });
    let till = owner.post(shop, "/v1/tills", till).await.json();
    let enrolled = public(shop, "/v1/till/enrol", json!({ "code": till["code"] })).await;
    let device = cookie(&enrolled, "__Host-tessera-till");
    (cashier, till, device)
}

/// Types a PIN at a device.
pub(crate) async fn type_pin(shop: &Shop, device: &str, cashier: &Value, pin: &str) -> Reply {
    let body = json!({ "cashier": cashier["id"], "pin": pin });
    let call = shop.call(Method::POST, "/v1/till/sign-in").role(None).json(&body);
    call.header("cookie", device.to_owned()).send().await
}

#[tokio::test]
async fn guessing_a_pin_ends_after_five_attempts() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let (cashier, _, device) = counter(&shop, &owner).await;
    for _ in 0..5 {
        type_pin(&shop, &device, &cashier, "9999").await.must_be(401, "auth.pin_wrong");
    }
    let right = type_pin(&shop, &device, &cashier, "4711").await;
    right.must_be(429, "auth.too_many_attempts");
}

#[tokio::test]
async fn a_member_signs_in_by_a_code_that_is_sent() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let new = json!({ "identities": [{ "kind": "phone", "value": "+994501234567" }] });
    let made = shop.post("/v1/members", new).await.json();
    let phone = json!({ "kind": "phone", "value": "+994 50 123-45-67" });
    let stranger = json!({ "kind": "phone", "value": "+994501111111" });
    // Nobody learns who is a member: strangers first, so that their letter would come first.
    for to in [&stranger, &phone] {
        let asked = public(&shop, "/v1/member-codes", json!({ "to": to })).await;
        assert_eq!((asked.status.as_u16(), asked.text.as_str()), (204, ""));
    }
    let letter = letters.recv().await.expect("it is sent");
    assert_eq!(letter.to.value, "+994501234567");
    let code: String = letter.subject.chars().take(6).collect();
    let sign_in = async |to: &Value, code: &str| {
        public(&shop, "/v1/member-sign-in", json!({ "to": to, "code": code })).await
    };
    let wrong = if code == "123456" { "654321" } else { "123456" };
    sign_in(&phone, wrong).await.must_be(401, "auth.code_wrong");
    sign_in(&stranger, &code).await.must_be(401, "auth.code_wrong");
    let member = Browser::of(&sign_in(&phone, &code).await);
    assert_eq!(
        (&member.session["kind"], &member.session["id"]),
        (&json!("member"), &made["member"])
    );
    sign_in(&phone, &code).await.must_be(401, "auth.code_wrong");
    member.get(&shop, "/v1/summary").await.must_be(403, "auth.forbidden");
    // Five wrong codes, and the right one does not count any more.
    assert_eq!(public(&shop, "/v1/member-codes", json!({ "to": phone })).await.status, 204);
    let letter = letters.recv().await.expect("it is sent");
    let code: String = letter.subject.chars().take(6).collect();
    let wrong = if code == "123456" { "654321" } else { "123456" };
    for _ in 0..5 {
        sign_in(&phone, wrong).await.must_be(401, "auth.code_wrong");
    }
    sign_in(&phone, &code).await.must_be(401, "auth.code_wrong");
    assert!(letters.try_recv().is_err(), "nothing went to a stranger");
}

#[tokio::test]
async fn what_was_administered_is_on_record() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let body = json!({ "name": "Till 1", "store": "berlin" });
    let till = owner.post(&shop, "/v1/tills", body).await.json();
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let page = owner.get(&shop, "/v1/audit?limit=2").await.json();
    let acts = page["items"].as_array().expect("a list");
    assert_eq!((&acts[0]["what"], &acts[0]["actor"]), (&json!("till_added"), &owner.session["id"]));
    assert_eq!(acts[0]["details"]["till"], till["id"]);
    assert_eq!(acts[1]["what"], "second_factor_set");
    // No secret is ever written down.
    let all = owner.get(&shop, "/v1/audit?limit=1000").await.text;
    assert!(!all.contains(PASSWORD) && !all.contains("argon2"), "{all}");
}

#[tokio::test]
async fn what_the_office_does_to_members_is_on_record() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let anna = shop.member("anna").await;
    let at = |rest: &str| format!("/v1/members/{anna}{rest}");
    let done = async |path: &str, body: Value| {
        let reply = support.post(&shop, at(path), body).await;
        assert!(reply.status.is_success(), "{path}: {}", reply.text);
    };
    let correction = json!({ "unit": "points", "amount": "12", "reason": "Lost card" });
    done("/adjustments", correction).await;
    done("/block", json!({})).await;
    done("/unblock", json!({})).await;
    done("/identities", json!({ "kind": "phone", "value": "+994501234567" })).await;
    // What a till or a program does in passing is no act of the office.
    shop.buy(&anna, "10.00").await;
    service::projector::project_now(&shop.tessera).await.expect("it is projected");

    let page = owner.get(&shop, "/v1/audit?limit=4").await.json();
    let told = |n: usize| {
        let act = &page["items"][n];
        assert_eq!(act["actor"], support.session["id"], "{act}");
        assert_eq!(act["details"]["member"], json!(anna), "{act}");
        (act["what"].as_str().expect("a word"), &act["details"])
    };
    assert_eq!(told(0).0, "identity_added");
    assert_eq!(told(1).0, "member_unblocked");
    assert_eq!(told(2).0, "member_blocked");
    let (what, details) = told(3);
    assert_eq!(what, "balance_corrected");
    assert_eq!((&details["amount"], &details["unit"]), (&json!("12"), &json!("points")));
    assert_eq!(details["reason"], "Lost card");
    assert!(!page.to_string().contains("994501234567"), "no phone is written down: {page}");

    // Whole pages follow each other without a gap, and a projection built again says the same.
    let all = owner.get(&shop, "/v1/audit?limit=1000").await.json();
    let next = page["next_cursor"].as_str().expect("there is more");
    let rest = owner.get(&shop, format!("/v1/audit?limit=1000&cursor={next}")).await.json();
    let count = |page: &Value| page["items"].as_array().map_or(0, Vec::len);
    assert_eq!(count(&all), 4 + count(&rest));
    service::projector::rebuild(&shop.tessera).await.expect("it is built again");
    assert_eq!(owner.get(&shop, "/v1/audit?limit=1000").await.json(), all);
}

#[tokio::test]
async fn acts_of_one_kind_and_one_time_are_listed() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let support = somebody(&shop, &owner, StaffRole::Support).await;
    let anna = shop.member("anna").await;
    let path = format!("/v1/members/{anna}/adjustments");
    for amount in ["12", "-3"] {
        let body = json!({ "unit": "points", "amount": amount, "reason": "Lost card" });
        assert!(support.post(&shop, &path, body).await.status.is_success());
        support.post(&shop, format!("/v1/members/{anna}/block"), json!({})).await;
        support.post(&shop, format!("/v1/members/{anna}/unblock"), json!({})).await;
    }
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let list = async |query: &str| owner.get(&shop, format!("/v1/audit?{query}")).await.json();
    let amounts = |page: &Value| -> Vec<Value> {
        let acts = page["items"].as_array().expect("a list").iter();
        acts.map(|act| act["details"]["amount"].clone()).collect()
    };
    let corrections = list("what=balance_corrected").await;
    assert_eq!(amounts(&corrections), ["-3", "12"]);
    assert!(corrections["next_cursor"].is_null());

    // Its pages follow each other without a gap, and hold nothing else.
    let first = list("what=balance_corrected&limit=1").await;
    let next = first["next_cursor"].as_str().expect("there is more");
    let second = list(&format!("what=balance_corrected&limit=1&cursor={next}")).await;
    assert_eq!((amounts(&first), amounts(&second)), (vec![json!("-3")], vec![json!("12")]));

    assert_eq!(amounts(&list("what=balance_corrected&until=2020-01-01").await).len(), 0);
    assert_eq!(amounts(&list("what=balance_corrected&from=2020-01-01").await).len(), 2);
    assert_eq!(amounts(&list("what=balance_corrected&from=2100-01-01").await).len(), 0);
    let of_time = list("from=2020-01-01&limit=1000").await;
    assert_eq!(of_time["items"], list("limit=1000").await["items"]);
    let wrong = owner.get(&shop, "/v1/audit?what=balance_corrected&cursor=7").await;
    assert_eq!(wrong.status, 400, "{}", wrong.text);
}

#[tokio::test]
async fn sessions_that_have_ended_are_forgotten() {
    let shop = Shop::open().await;
    let (owner, _) = owner(&shop).await;
    let of_owner: StaffId = owner.session["id"].as_str().expect("an id").parse().expect("an id");
    let kept = shop.tessera.store().list_sessions(of_owner.0).await.expect("readable");
    let mut ended = kept[0].clone();
    ended.id.0 = uuid::Uuid::from_u128(7);
    ended.token.0 = [7; 32];
    ended.until = model::Instant::UNIX_EPOCH;
    shop.tessera.store().begin_session(ended).await.expect("writable");
    service::jobs::run_leased(&shop.tessera).await.expect("the store works");
    let left = shop.tessera.store().list_sessions(of_owner.0).await.expect("readable");
    assert_eq!(left, kept);
}

#[tokio::test]
async fn a_partner_sees_and_disputes_what_concerns_their_firm() {
    let shop = Shop::together().await;
    let (owner, _) = owner(&shop).await;
    let new =
        json!({ "name": "Fresh", "email": "p@example.org", "role": "partner", "partner": "fresh" });
    let added = owner.post(&shop, "/v1/staff", new).await.json();
    let body = json!({ "token": added["invitation"], "password": PASSWORD });
    let partner = Browser::of(&public(&shop, "/v1/invitations/accept", body).await);
    set_second_factor(&shop, &partner).await;
    // They are told who they are, also where nothing of theirs stands.
    let firm = json!({ "key": "fresh", "name": "Fresh Market" });
    assert_eq!(partner.session["partner"], firm);
    assert_eq!(partner.get(&shop, "/v1/session").await.json()["partner"], firm);
    assert!(owner.get(&shop, "/v1/session").await.json()["partner"].is_null());
    let quiet = partner.get(&shop, "/v1/settlements/2026-02").await.json();
    assert_eq!((&quiet["parties"], &quiet["rows"]), (&json!([firm]), &json!([])));
    let anna = shop.member("anna").await;
    for firm in ["fresh", "petrol"] {
        let mut receipt = crate::shop::basket(&anna, "100.00");
        receipt["store"] = json!({ "id": firm, "partner": firm });
        assert_eq!(shop.post("/v1/receipts", receipt).await.status, 201);
    }
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let parties = async |browser: &Browser, path: &str| {
        let seen = browser.get(&shop, path).await.json();
        let rows = seen["rows"].as_array().unwrap_or_else(|| panic!("{seen}")).clone();
        rows.iter().map(|row| row["party"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(parties(&owner, "/v1/settlements/2026-03").await, ["fresh", "petrol"]);
    assert_eq!(parties(&partner, "/v1/settlements/2026-03").await, ["fresh"]);
    assert_eq!(parties(&partner, "/v1/settlements/2026-03?party=petrol").await, ["fresh"]);
    let paid = |seen: Value| seen["items"].as_array().map_or(0, Vec::len);
    assert_eq!(paid(owner.get(&shop, "/v1/payouts?period=2026-03").await.json()), 2);
    assert_eq!(paid(partner.get(&shop, "/v1/payouts?period=2026-03").await.json()), 1);
    let dispute = |party: &str| json!({ "party": party, "reason": "counted twice" });
    let path = "/v1/settlements/2026-03/disputes";
    partner.post(&shop, path, dispute("petrol")).await.must_be(403, "auth.forbidden");
    assert_eq!(partner.post(&shop, path, dispute("fresh")).await.status, 201);
    assert_eq!(owner.post(&shop, path, dispute("petrol")).await.status, 201);
    assert_eq!(paid(partner.get(&shop, "/v1/disputes").await.json()), 1);
    assert_eq!(paid(owner.get(&shop, "/v1/disputes").await.json()), 2);
}
