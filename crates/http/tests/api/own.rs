//! What members may do with what is their own, and with nothing else.

use crate::browser::{Browser, letters, member, public};
use crate::description::{filled, operations};
use crate::people::{counter, owner, type_pin};
use crate::shop::{Shop, basket};
use axum::http::Method;
use ring::hmac;
use serde_json::{Value, json};
use service::keys::Role;

const ANNA: &str = "+994501234567";
const BOB: &str = "+994507654321";

fn id(browser: &Browser) -> &str {
    browser.session["id"].as_str().expect("it has an id")
}

/// Operations that members may use.
fn own_operations() -> Vec<(Method, String)> {
    let all = operations().into_iter();
    let own = all.filter(|(_, _, operation)| {
        let needed = operation["x-permissions"].as_array().expect("it is declared");
        needed.contains(&json!("own"))
    });
    own.map(|(method, path, _)| (method, path)).collect()
}

#[tokio::test]
async fn a_member_enters_what_is_their_own_and_nothing_of_others() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let bob = member(&shop, &mut letters, BOB).await;
    let mut places = 0;
    for (method, path) in own_operations() {
        if !path.contains("{member_id}") {
            continue;
        }
        places += 1;
        let of = |whose: &Browser| filled(&path.replace("{member_id}", id(whose)));
        // Her own account is erased elsewhere.
        if !path.ends_with("/erase") {
            let own = anna.call(&shop, method.clone(), of(&anna)).fresh().send().await;
            assert_ne!(own.status, 403, "{method} {path}: {}", own.text);
        }
        let foreign = anna.call(&shop, method.clone(), of(&bob)).fresh().send().await;
        foreign.must_be(403, "auth.forbidden");
    }
    assert!(places > 20, "{places} routes are open to members");
}

#[tokio::test]
async fn every_other_route_is_closed_to_members() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    for (method, path, operation) in operations() {
        let needed = operation["x-permissions"].as_array().expect("it is declared");
        let is_open = ["own", "known", "public"].iter().any(|word| needed.contains(&json!(word)));
        if !is_open {
            let reply = anna.call(&shop, method.clone(), filled(&path)).fresh().send().await;
            reply.must_be(403, "auth.forbidden");
        }
    }
}

#[tokio::test]
async fn receipts_of_others_are_not_there() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let bob = member(&shop, &mut letters, BOB).await;
    let receipt = shop.buy(id(&anna), "20.00").await["id"].clone();
    let receipt = receipt.as_str().expect("it has an id");
    shop.buy(id(&bob), "5.00").await;
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    for path in [format!("/v1/receipts/{receipt}"), format!("/v1/receipts/{receipt}/explanation")] {
        assert_eq!(anna.get(&shop, path.clone()).await.status, 200);
        bob.get(&shop, path).await.must_be(404, "receipt.not_found");
    }
    let asked = format!("/v1/receipts?member={}", id(&bob));
    let listed = anna.get(&shop, asked).await.json();
    let ids: Vec<&Value> =
        listed["items"].as_array().expect("a list").iter().map(|r| &r["id"]).collect();
    assert_eq!(ids, [receipt], "a member sees their own, whatever they ask for");
}

#[tokio::test]
async fn a_member_sees_themselves_whole() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let seen = anna.get(&shop, format!("/v1/members/{}", id(&anna))).await.json();
    assert_eq!(seen["identities"], json!([{ "kind": "phone", "value": ANNA }]));
    assert_eq!(seen["contact"]["name"], "Anna");
}

#[tokio::test]
async fn preferences_change_one_by_one_and_a_birthday_once() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let path = format!("/v1/members/{}/preferences", id(&anna));
    let change = async |body: Value| {
        anna.call(&shop, Method::PATCH, path.clone()).fresh().json(&body).send().await
    };
    let birthday = json!({ "month": 3, "day": 8 });
    assert_eq!(
        change(json!({ "consents": ["email/offers"], "birthday": birthday })).await.status,
        200
    );
    assert_eq!(change(json!({ "language": "ru", "name": "Anna K." })).await.status, 200);
    let seen = anna.get(&shop, format!("/v1/members/{}", id(&anna))).await.json();
    assert_eq!(seen["profile"]["consents"], json!(["email/offers"]));
    assert_eq!(seen["profile"]["language"], "ru");
    assert_eq!(seen["profile"]["birthday"], birthday);
    assert_eq!(seen["contact"]["name"], "Anna K.");
    let other = json!({ "birthday": { "month": 3, "day": 9 } });
    change(other).await.must_be(422, "member.birthday_known");
    assert_eq!(change(json!({ "birthday": birthday })).await.status, 200);
    change(json!({ "birthday": { "month": 2, "day": 30 } })).await.must_be(400, "request.invalid");
}

/// What a phone shows in a period.
fn code(card: &Value, step: i64) -> String {
    use base64::Engine;
    let secret = card["secret"].as_str().expect("it is told");
    let secret = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(secret).expect("base 64");
    let holder = card["member"].as_str().expect("it is told");
    let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
    let tag = hmac::sign(&key, format!("{holder}.{step}").as_bytes());
    let mac: String = tag.as_ref()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("T1.{holder}.{step}.{mac}")
}

#[tokio::test]
async fn the_code_on_a_phone_leads_to_its_member_for_a_minute() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let bob = member(&shop, &mut letters, BOB).await;
    let (card, step) = card_of(&shop, &anna).await;
    let find = async |token: String| shop.post("/v1/members/find", json!({ "token": token })).await;
    let found = find(code(&card, step)).await.json();
    assert_eq!(found["items"][0]["id"], id(&anna));
    let mut receipt = basket(id(&anna), "10.00");
    receipt["member"] = json!({ "token": code(&card, step) });
    let bought = shop.post("/v1/receipts", receipt).await.json();
    assert_eq!(bought["member"], id(&anna));
    find(code(&card, step - 10)).await.must_be(422, "identity.code_stale");
    find(code(&card, step + 10)).await.must_be(422, "identity.code_stale");
    // Somebody else's card with her id is none.
    let other = bob.get(&shop, format!("/v1/members/{}/card", id(&bob))).await.json();
    let forged = json!({ "member": card["member"], "secret": other["secret"] });
    find(code(&forged, step)).await.must_be(400, "identity.invalid");
    find("T1.nobody".to_owned()).await.must_be(400, "identity.invalid");
}

/// A member's card as their phone has it, and the half minute that it is.
async fn card_of(shop: &Shop, who: &Browser) -> (Value, i64) {
    let card = who.get(shop, format!("/v1/members/{}/card", id(who))).await.json();
    let now: model::Instant = card["now"].as_str().and_then(|t| t.parse().ok()).expect("a moment");
    let step = now.as_second() / card["period_seconds"].as_i64().expect("a number");
    (card, step)
}

#[tokio::test]
async fn a_code_on_a_phone_counts_for_whoever_reads_it_first() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let (card, step) = card_of(&shop, &anna).await;
    let token = json!({ "token": code(&card, step) });
    let find = async |role, token: &Value| {
        shop.call(Method::POST, "/v1/members/find").role(Some(role)).json(token).send().await
    };
    for _ in 0..2 {
        let found = find(Role::Till, &token).await.json();
        assert_eq!(found["items"][0]["id"], id(&anna));
    }
    find(Role::Server, &token).await.must_be(422, "card.code_used");
    // The sale of whoever read it goes on, also when it is sent again; nobody else has one.
    let mut receipt = basket(id(&anna), "10.00");
    receipt["member"] = token.clone();
    let send = async |role, path: &str, key: &str| {
        shop.call(Method::POST, path).role(Some(role)).key(key).json(&receipt).send().await
    };
    for path in ["/v1/quotes", "/v1/receipts"] {
        send(Role::Server, path, "theirs").await.must_be(422, "card.code_used");
    }
    assert_eq!(send(Role::Till, "/v1/quotes", "quote").await.status, 200);
    let sold = send(Role::Till, "/v1/receipts", "mine").await;
    assert_eq!(sold.status, 201, "{}", sold.text);
    let again = send(Role::Till, "/v1/receipts", "mine").await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.json(), sold.json());
    assert_eq!(shop.points(id(&anna)).await, "10");
    // A receipt with a number stays itself, whoever brings it.
    receipt["number"] = json!("77");
    let numbered = async |role, key: &str| {
        shop.call(Method::POST, "/v1/receipts")
            .role(Some(role))
            .key(key)
            .json(&receipt)
            .send()
            .await
    };
    let kept = numbered(Role::Till, "numbered").await;
    assert_eq!(kept.status, 201, "{}", kept.text);
    assert_eq!(numbered(Role::Server, "gateway").await.json()["id"], kept.json()["id"]);
    // The next code is anybody's again, and one of those who read it at once.
    let next = json!({ "token": code(&card, step + 1) });
    let (one, other) = tokio::join!(find(Role::Till, &next), find(Role::Server, &next));
    let (first, second) = if one.status == 200 { (one, other) } else { (other, one) };
    assert_eq!(first.status, 200, "{}", first.text);
    second.must_be(422, "card.code_used");
}

#[tokio::test]
async fn all_who_serve_at_a_till_read_a_code_as_that_till() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let (card, step) = card_of(&shop, &anna).await;
    let token = json!({ "token": code(&card, step) });
    let (olga, _) = owner(&shop).await;
    let (cashier, _, device) = counter(&shop, &olga).await;
    for _ in 0..2 {
        let carl = Browser::of(&type_pin(&shop, &device, &cashier, "4711").await);
        let found = carl.post(&shop, "/v1/members/find", token.clone()).await;
        assert_eq!(found.status, 200, "{}", found.text);
    }
    olga.post(&shop, "/v1/members/find", token).await.must_be(422, "card.code_used");
}

#[tokio::test]
async fn whoever_joined_without_a_card_has_a_number_that_every_till_finds() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let bob = member(&shop, &mut letters, BOB).await;
    let number = async |who: &Browser| {
        let card = who.get(&shop, format!("/v1/members/{}/card", id(who))).await.json();
        card["number"].as_str().unwrap_or_else(|| panic!("{card}")).to_owned()
    };
    let hers = number(&anna).await;
    assert_eq!((hers.len(), hers.get(..2)), (13, Some("29")), "{hers}");
    assert_eq!(number(&anna).await, hers, "it stays the same");
    assert_ne!(number(&bob).await, hers);
    let found = shop.post("/v1/members/find", json!({ "card": hers })).await.json();
    assert_eq!(found["items"][0]["id"], id(&anna));
    let mut receipt = basket(id(&anna), "10.00");
    receipt["member"] = json!({ "card": hers });
    assert_eq!(shop.post("/v1/receipts", receipt).await.json()["member"], id(&anna));
    // It is an identity like any other: she sees it, and the office can take it away.
    let seen = anna.get(&shop, format!("/v1/members/{}", id(&anna))).await.json();
    let card = json!({ "kind": "card", "value": hers });
    assert!(seen["identities"].as_array().is_some_and(|all| all.contains(&card)), "{seen}");
    let remove = format!("/v1/members/{}/identities/remove", id(&anna));
    let taken = shop.post(remove, card).await;
    assert_eq!(taken.status, 200, "{}", taken.text);
    let next = number(&anna).await;
    assert_ne!(next, hers, "a number that was taken away does not come back");
    let old = shop.post("/v1/members/find", json!({ "card": hers })).await.json();
    assert_eq!(old["items"], json!([]));
}

#[tokio::test]
async fn a_card_that_was_given_out_keeps_its_number() {
    let shop = Shop::open().await;
    let plastic = json!({ "kind": "card", "value": "4006381333931" });
    let joined = shop.post("/v1/members", json!({ "identities": [plastic] })).await.json();
    let member = joined["member"].as_str().unwrap_or_else(|| panic!("{joined}"));
    let card = shop.get(format!("/v1/members/{member}/card")).await.json();
    assert_eq!(card["number"], "4006381333931");
}

#[tokio::test]
async fn whoever_may_not_take_part_is_given_no_number() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let own = format!("/v1/members/{}", id(&anna));
    assert_eq!(anna.post(&shop, format!("{own}/erase"), json!({})).await.status, 204);
    let card = shop.get(format!("{own}/card")).await;
    assert_eq!((card.status.as_u16(), &card.json()["number"]), (200, &Value::Null));
    let seen = shop.get(own).await.json();
    assert!(seen["identities"].is_null(), "nothing leads to her again: {seen}");
}

#[tokio::test]
async fn two_phones_that_ask_at_once_are_told_one_number() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let card = || anna.get(&shop, format!("/v1/members/{}/card", id(&anna)));
    let (first, second) = tokio::join!(card(), card());
    assert_eq!(first.json()["number"], second.json()["number"], "{}", first.text);
    let identities = shop.get(format!("/v1/members/{}/identities", id(&anna))).await.json();
    assert_eq!(identities["items"].as_array().map(Vec::len), Some(2), "{identities}");
}

#[tokio::test]
async fn a_member_takes_everything_along() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let receipt = shop.buy(id(&anna), "20.00").await;
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let data = anna.get(&shop, format!("/v1/members/{}/data", id(&anna))).await.json();
    assert_eq!(data["member"]["identities"][0]["value"], ANNA);
    assert_eq!(data["receipts"][0]["id"], receipt["id"]);
    let activities: Vec<&Value> =
        data["ledger"].as_array().expect("a list").iter().map(|e| &e["activity"]).collect();
    assert_eq!(activities.len(), 2, "{activities:?}");
}

#[tokio::test]
async fn who_erases_themselves_is_gone() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    shop.buy(id(&anna), "20.00").await;
    let gone = anna.post(&shop, format!("/v1/members/{}/erase", id(&anna)), json!({})).await;
    assert_eq!(gone.status, 204, "{}", gone.text);
    anna.get(&shop, "/v1/session").await.must_be(401, "auth.session_ended");
    let found = shop.post("/v1/members/find", json!({ "phone": ANNA })).await.json();
    assert_eq!(found["items"], json!([]));
    let seen = shop.get(format!("/v1/members/{}", id(&anna))).await.json();
    assert_eq!((&seen["blocked"], &seen["name"]), (&json!(true), &Value::Null));
    assert!(seen["identities"].is_null() && seen["profile"]["consents"] == json!([]));
    let after = shop.buy(id(&anna), "1.00").await;
    assert_eq!(
        (&after["effects"], &after["refusals"][0]["code"]),
        (&json!([]), &json!("member.blocked"))
    );
    // The phone may lead to somebody new.
    let identity = json!({ "kind": "phone", "value": ANNA });
    let again = shop.post("/v1/members", json!({ "identities": [identity] })).await;
    assert_eq!(again.status, 201, "{}", again.text);
    // Nothing of hers leads anywhere, whatever one looks for.
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    for words in ["Anna", "1234567", id(&anna)] {
        let search = shop.call(Method::POST, "/v1/members/search").json(&json!({ "q": words }));
        let found = search.send().await.json();
        let names: Vec<&Value> =
            found["items"].as_array().expect("a list").iter().map(|m| &m["name"]).collect();
        assert!(names.iter().all(|name| name.is_null()), "{words}: {found}");
    }
    // Nobody is told that there was an account.
    let asked = public(&shop, "/v1/member-codes", json!({ "to": identity })).await;
    assert_eq!(asked.status, 204);
}

#[tokio::test]
async fn a_code_that_was_sent_before_does_not_let_an_erased_member_in() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let identity = json!({ "kind": "phone", "value": ANNA });
    assert_eq!(public(&shop, "/v1/member-codes", json!({ "to": identity })).await.status, 204);
    let letter = letters.recv().await.expect("it is sent");
    let code: String = letter.subject.chars().take(6).collect();
    let erase = format!("/v1/members/{}/erase", id(&anna));
    assert_eq!(anna.post(&shop, erase, json!({})).await.status, 204);
    let late = public(&shop, "/v1/member-sign-in", json!({ "to": identity, "code": code })).await;
    late.must_be(401, "auth.code_wrong");
}

#[tokio::test]
async fn what_waits_at_the_counter_is_found_after_its_member_is_erased() {
    let shop = Shop::together().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    shop.credit(id(&anna), "points", "10").await;
    let own = format!("/v1/members/{}", id(&anna));
    let claimed = anna.post(&shop, format!("{own}/claims"), json!({ "reward": "repair" })).await;
    let claim = claimed.json()["claims"][0].clone();
    assert_eq!(anna.post(&shop, format!("{own}/erase"), json!({})).await.status, 204);
    let collected = shop.post("/v1/claims/collect", json!({ "code": claim["code"] })).await;
    assert_eq!(collected.status, 200, "{}", collected.text);
}

#[tokio::test]
async fn members_form_groups_and_lead_them() {
    let shop = Shop::together().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let bob = member(&shop, &mut letters, BOB).await;
    let carl = member(&shop, &mut letters, "+994501112233").await;
    // Whoever is named: the head is the one who asks.
    let new = json!({ "kind": "firm", "key": "ours", "head": { "id": id(&bob) } });
    let formed = anna.post(&shop, "/v1/groups", new).await.json();
    let group = formed["group"].as_str().unwrap_or_else(|| panic!("{formed}")).to_owned();
    let seat = async |who: &Browser, change: &str, whom: &Browser| {
        let body = json!({ "change": change, "member": { "id": id(whom) } });
        who.post(&shop, format!("/v1/groups/{group}/seats"), body).await
    };
    let path = format!("/v1/groups/{group}");
    bob.get(&shop, path.clone()).await.must_be(404, "group.not_found");
    seat(&carl, "ask", &bob).await.must_be(403, "auth.forbidden");
    assert_eq!(seat(&bob, "ask", &bob).await.status, 200);
    seat(&bob, "approve", &bob).await.must_be(403, "auth.forbidden");
    assert_eq!(seat(&anna, "approve", &bob).await.status, 200);
    let seen = bob.get(&shop, path).await.json();
    assert_eq!(seen["head"], id(&anna));
    seat(&carl, "leave", &bob).await.must_be(403, "auth.forbidden");
    assert_eq!(seat(&bob, "leave", &bob).await.status, 200);
}

#[tokio::test]
async fn a_request_for_a_seat_is_taken_back_by_who_made_it() {
    let shop = Shop::together().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let bob = member(&shop, &mut letters, BOB).await;
    let carl = member(&shop, &mut letters, "+994501112233").await;
    let new = json!({ "kind": "firm", "key": "ours", "head": { "id": id(&anna) } });
    let formed = anna.post(&shop, "/v1/groups", new).await.json();
    let group = formed["group"].as_str().unwrap_or_else(|| panic!("{formed}")).to_owned();
    let seats = format!("/v1/groups/{group}/seats");
    let change = |what: &str| json!({ "change": what, "member": { "id": id(&bob) } });
    let waiting = async || {
        let own = bob.get(&shop, format!("/v1/members/{}/groups", id(&bob))).await.json();
        own["items"].as_array().cloned().unwrap_or_else(|| panic!("{own}"))
    };
    let head_sees = async || {
        let seen = anna.get(&shop, format!("/v1/groups/{group}")).await.json();
        seen["seats"].as_array().map(Vec::len).unwrap_or_else(|| panic!("{seen}"))
    };
    assert_eq!(bob.post(&shop, seats.clone(), change("ask")).await.status, 200);
    let asked = json!({
        "group": group, "kind": "firm", "key": "ours", "role": "member", "approved": false,
    });
    assert_eq!((waiting().await, head_sees().await), (vec![asked], 2));
    // Nobody else takes it back but the head, and no page of somebody else's does.
    carl.post(&shop, seats.clone(), change("leave")).await.must_be(403, "auth.forbidden");
    let foreign = shop.call(Method::POST, seats.clone()).role(None);
    let foreign = foreign.header("cookie", bob.cookie.clone()).fresh().json(&change("leave"));
    foreign.send().await.must_be(403, "auth.form_token_missing");
    let take_back = || {
        let call = bob.call(&shop, Method::POST, seats.clone()).key("back");
        call.json(&change("leave")).send()
    };
    let taken = take_back().await;
    assert_eq!((taken.status.as_u16(), waiting().await.len(), head_sees().await), (200, 0, 1));
    let again = take_back().await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"), "{}", again.text);
    bob.get(&shop, format!("/v1/groups/{group}")).await.must_be(404, "group.not_found");
    bob.post(&shop, seats.clone(), change("leave")).await.must_be(422, "group.seat");
    anna.post(&shop, seats.clone(), change("approve")).await.must_be(422, "group.seat");
    // Asked again and agreed to, it is a seat.
    assert_eq!(bob.post(&shop, seats.clone(), change("ask")).await.status, 200);
    assert_eq!(anna.post(&shop, seats, change("approve")).await.status, 200);
    let seat = waiting().await;
    assert_eq!((seat.len(), &seat[0]["approved"]), (1, &json!(true)), "{seat:?}");
    service::projector::project_now(&shop.tessera).await.expect("it is projected");
    let report = service::verify::run(&shop.tessera, |_| {}).await.expect("readable");
    assert!(report.is_sound(), "{report:?}");
}

#[tokio::test]
async fn a_member_sees_how_far_they_are_and_what_waits() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    shop.buy(id(&anna), "20.00").await;
    let path = format!("/v1/members/{}/standing", id(&anna));
    let standing = anna.get(&shop, path).await.json();
    insta::assert_json_snapshot!("standing", standing);
    let waiting = async || {
        let claims = anna.get(&shop, format!("/v1/members/{}/claims", id(&anna))).await.json();
        claims["items"].as_array().cloned().unwrap_or_else(|| panic!("{claims}"))
    };
    assert_eq!(waiting().await.len(), 0);
    shop.credit(id(&anna), "points", "1000").await;
    let rewards = anna.get(&shop, format!("/v1/members/{}/rewards", id(&anna))).await.json();
    let reward = rewards["items"].as_array().expect("a list").iter();
    let reward = reward.clone().find(|r| r["available"] == true).expect("one is available");
    let body = json!({ "reward": reward["reward"] });
    let claimed = anna.post(&shop, format!("/v1/members/{}/claims", id(&anna)), body).await.json();
    let now = waiting().await;
    assert_eq!(now[0]["claim"], claimed["claims"][0]["claim"], "{now:?}");
    assert_eq!(now[0]["name"], reward["name"]);
}

#[tokio::test]
async fn leaderboards_are_listed() {
    let shop = Shop::together().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, ANNA).await;
    let listed = anna.get(&shop, "/v1/leaderboards").await.json();
    assert_eq!(listed["items"], json!([{ "leaderboard": "buyers", "name": "Who buys most" }]));
}
