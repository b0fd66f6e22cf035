//! Certificates.

use crate::browser::{letters, member};
use crate::shop::{Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};

async fn issue(shop: &Shop, value: &str) -> Value {
    let reply = shop.post("/v1/certificates", json!({ "type": "gift", "value": value })).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert!(reply.header("location").is_some_and(|l| l.starts_with("/v1/certificates/crt_")));
    reply.json()
}

#[tokio::test]
async fn a_certificate_is_issued_read_used_and_refunded() {
    let shop = Shop::open().await;
    let issued = issue(&shop, "50.00").await;
    let path = format!("/v1/certificates/{}", issued["certificate"].as_str().expect("named"));
    let balance = || async { shop.get(&path).await.json()["balance"].clone() };
    assert_eq!(balance().await, "50.00");
    let code = issued["certificates"][0]["code"].clone();
    let by_code = shop.call(Method::POST, "/v1/certificates/balance");
    let by_code = by_code.json(&json!({ "code": code })).send().await.json();
    assert_eq!(by_code["id"], issued["certificate"]);
    assert_eq!(by_code["type"], "gift");

    let used = shop.post(format!("{path}/use"), json!({ "amount": "20.00" })).await;
    assert_eq!(used.status, 200, "{}", used.text);
    assert_eq!(balance().await, "30.00");
    let refunded = shop.post(format!("{path}/refund"), json!({ "amount": "5.00" })).await;
    assert_eq!(refunded.status, 200, "{}", refunded.text);
    assert_eq!(balance().await, "35.00");
    let more = shop.post(format!("{path}/use"), json!({ "amount": "36.00" })).await;
    assert_eq!(more.status, 422, "{}", more.text);
}

#[tokio::test]
async fn a_certificate_pays_for_a_receipt() {
    let shop = Shop::open().await;
    let code = issue(&shop, "25.00").await["certificates"][0]["code"].clone();
    let id = shop.member("c-1").await;
    let mut body = basket(&id, "30.00");
    body["certificates"] = json!([{ "code": code }]);
    let receipt = shop.post("/v1/receipts", body).await.json();
    assert_eq!(receipt["totals"]["paid_by_certificates"], "25.00");
    assert_eq!(receipt["totals"]["payable"], "5.00");
}

#[tokio::test]
async fn certificates_of_a_time_are_listed_with_what_is_on_them() {
    let shop = Shop::open().await;
    issue(&shop, "25.00").await;
    let used = issue(&shop, "50.00").await["certificate"].clone();
    let path = format!("/v1/certificates/{}/use", used.as_str().expect("named"));
    shop.post(path, json!({ "amount": "20.00" })).await;
    service::projector::project_now(&shop.tessera).await.expect("it is projected");

    let first = shop.get("/v1/certificates?limit=1").await.json();
    let row = &first["items"][0];
    assert_eq!(row["type"], "gift");
    assert_eq!((&row["value"], &row["balance"]), (&json!("50.00"), &json!("30.00")));
    for key in ["code", "id"] {
        assert!(row[key].is_null(), "whoever reads the list has no money: {row}");
    }
    let next = first["next_cursor"].as_str().expect("there is more");
    let rest = shop.get(format!("/v1/certificates?cursor={next}")).await.json();
    assert_eq!(rest["items"][0]["value"], "25.00");
    assert_eq!(rest["items"].as_array().map(Vec::len), Some(1));
    assert!(rest["next_cursor"].is_null());

    let at = row["at"].as_str().expect("a moment");
    let count = async |query: String| {
        let page = shop.get(format!("/v1/certificates?{query}")).await.json();
        page["items"].as_array().map(Vec::len)
    };
    assert_eq!(count("until=2020-01-01".into()).await, Some(0));
    assert_eq!(count(format!("from={at}")).await.map(|found| found >= 1), Some(true));
    assert_eq!(count("from=2100-01-01".into()).await, Some(0));
    // A projection that is built again says the same.
    service::projector::rebuild(&shop.tessera).await.expect("it is built again");
    assert_eq!(shop.get("/v1/certificates?limit=1").await.json(), first);
}

#[tokio::test]
async fn values_and_codes_that_are_none_are_refused() {
    let shop = Shop::open().await;
    let body = |kind: &str, value: &str| json!({ "type": kind, "value": value });
    shop.post("/v1/certificates", body("gift", "26.00")).await.must_be(400, "certificate.value");
    shop.post("/v1/certificates", body("gift", "-25.00")).await.must_be(400, "request.invalid");
    shop.post("/v1/certificates", body("nosuch", "25.00"))
        .await
        .must_be(422, "certificate.unknown");
    let call = shop.call(Method::POST, "/v1/certificates/balance").json(&json!({ "code": "none" }));
    call.send().await.must_be(404, "not_found");
    let missing = "/v1/certificates/crt_01jbmf8x2ye7ctgx9s3wv0hq5r";
    shop.get(missing).await.must_be(404, "not_found");
}

/// The certificates on somebody's phone.
async fn held(shop: &Shop, member: &str) -> Vec<Value> {
    let reply = shop.get(format!("/v1/members/{member}/certificates?locale=en")).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()["items"].as_array().expect("a list").clone()
}

async fn add(shop: &Shop, member: &str, code: &Value) -> crate::shop::Reply {
    shop.post(format!("/v1/members/{member}/certificates"), json!({ "code": code })).await
}

#[tokio::test]
async fn what_is_given_to_a_member_is_on_their_phone() {
    let shop = Shop::open().await;
    let anna = shop.member("c-1").await;
    assert_eq!(held(&shop, &anna).await, Vec::<Value>::new());
    // One comes from a rule, one is sold to them.
    let survey = json!({ "member": { "id": anna }, "event": "survey" });
    let given = shop.post("/v1/events", survey).await;
    assert_eq!(given.status, 201, "{}", given.text);
    shop.wait_days(1);
    let sold = json!({ "type": "gift", "value": "50.00", "member": { "external_id": "c-1" } });
    let sold = shop.post("/v1/certificates", sold).await;
    assert_eq!(sold.status, 201, "{}", sold.text);
    let (given, sold) = (&given.json()["certificates"][0], &sold.json()["certificates"][0]);
    let row = |of: &Value, value: &str, balance: &str| {
        json!({
            "id": of["id"], "type": "gift", "name": "Gift", "code": of["code"], "value": value,
            "balance": balance, "currency": "EUR", "until": of["until"], "whole_only": false,
        })
    };
    // The one that ends first stands first.
    let both = [row(given, "25.00", "25.00"), row(sold, "50.00", "50.00")];
    assert_eq!(held(&shop, &anna).await, both);
    let pay = |of: &Value, amount: &str| {
        let id = of["id"].as_str().expect("named");
        shop.post(format!("/v1/certificates/{id}/use"), json!({ "amount": amount }))
    };
    assert_eq!(pay(sold, "20.00").await.status, 200);
    assert_eq!(pay(given, "25.00").await.status, 200);
    assert_eq!(held(&shop, &anna).await, [row(sold, "50.00", "30.00")]);
    // It goes along with everything else that is kept about them.
    let data = shop.get(format!("/v1/members/{anna}/data")).await.json();
    assert_eq!(data["certificates"], json!([row(sold, "50.00", "30.00")]));
    shop.wait_days(36 * 31);
    assert_eq!(held(&shop, &anna).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_certificate_is_given_away_by_its_code() {
    let shop = Shop::open().await;
    let (anna, boris) = (shop.member("c-1").await, shop.member("c-2").await);
    let code = issue(&shop, "25.00").await["certificates"][0]["code"].clone();
    let first = add(&shop, &anna, &code).await;
    assert_eq!((first.status.as_u16(), &first.json()["balance"]), (200, &json!("25.00")));
    assert_eq!(held(&shop, &anna).await, [first.json()]);
    // Having it already changes nothing.
    assert_eq!(add(&shop, &anna, &code).await.json(), first.json());
    // However it is typed.
    let typed = code.as_str().expect("a text").to_lowercase().replace('-', " ");
    assert_eq!(add(&shop, &boris, &json!(typed)).await.json(), first.json());
    assert_eq!(held(&shop, &boris).await, [first.json()]);
    assert_eq!(held(&shop, &anna).await, Vec::<Value>::new());
    // The same request once more is one.
    let again = || {
        let call = shop.call(Method::POST, format!("/v1/members/{anna}/certificates")).key("one");
        call.json(&json!({ "code": code })).send()
    };
    assert_eq!(again().await.header("idempotency-replayed"), None);
    let repeated = again().await;
    assert_eq!(repeated.header("idempotency-replayed"), Some("true"));
    assert_eq!(repeated.json(), first.json());
    assert_eq!(held(&shop, &anna).await, [first.json()]);
}

#[tokio::test]
async fn what_cannot_be_held_is_refused() {
    let shop = Shop::open().await;
    let anna = shop.member("c-1").await;
    add(&shop, &anna, &json!("NOSUCH")).await.must_be(422, "certificate.unknown");
    let issued = issue(&shop, "25.00").await;
    let code = &issued["certificates"][0]["code"];
    let nobody = "mem_01jbmf8x2ye7ctgx9s3wv0hq5r";
    add(&shop, nobody, code).await.must_be(404, "member.not_found");
    let list = format!("/v1/members/{nobody}/certificates");
    shop.get(list).await.must_be(404, "member.not_found");
    let to = |member: Value| {
        let body = json!({ "type": "gift", "value": "25.00", "member": member });
        shop.post("/v1/certificates", body)
    };
    to(json!({ "external_id": "c-2" })).await.must_be(404, "member.not_found");
    to(json!({})).await.must_be(400, "request.invalid");
    let path = format!("/v1/certificates/{}/use", issued["certificate"].as_str().expect("named"));
    assert_eq!(shop.post(path, json!({ "amount": "25.00" })).await.status, 200);
    add(&shop, &anna, code).await.must_be(422, "certificate.empty");
    let old = issue(&shop, "25.00").await["certificates"][0]["code"].clone();
    shop.wait_days(36 * 31);
    add(&shop, &anna, &old).await.must_be(422, "certificate.expired");
    let new = issue(&shop, "25.00").await["certificates"][0]["code"].clone();
    assert_eq!(shop.post(format!("/v1/members/{anna}/block"), json!({})).await.status, 200);
    add(&shop, &anna, &new).await.must_be(422, "member.blocked");
    to(json!({ "id": anna })).await.must_be(422, "member.blocked");
}

#[tokio::test]
async fn members_add_certificates_to_their_own_phone() {
    let shop = Shop::open().await;
    let mut letters = letters(&shop);
    let anna = member(&shop, &mut letters, "+994501234567").await;
    let code = issue(&shop, "25.00").await["certificates"][0]["code"].clone();
    let id = anna.session["id"].as_str().expect("it has an id").to_owned();
    let path = format!("/v1/members/{id}/certificates");
    let added = anna.post(&shop, path.clone(), json!({ "code": code })).await;
    assert_eq!((added.status.as_u16(), &added.json()["code"]), (200, &code));
    // Guessing codes is limited as guessing phones is.
    let policy = added.header("ratelimit-policy").unwrap_or_default();
    assert!(policy.contains("look-ups"), "{policy}");
    assert_eq!(anna.get(&shop, path).await.json()["items"], json!([added.json()]));
    let boris = shop.member("c-2").await;
    let theirs = format!("/v1/members/{boris}/certificates");
    anna.get(&shop, theirs.clone()).await.must_be(403, "auth.forbidden");
    anna.post(&shop, theirs, json!({ "code": code })).await.must_be(403, "auth.forbidden");
}

#[tokio::test]
async fn what_merged_accounts_have_is_on_the_phone_that_goes_on() {
    let shop = Shop::open().await;
    let (old, anna) = (shop.member("c-1").await, shop.member("c-2").await);
    let code = issue(&shop, "25.00").await["certificates"][0]["code"].clone();
    let added = add(&shop, &old, &code).await.json();
    let into = json!({ "into": { "id": anna } });
    let merged = shop.post(format!("/v1/members/{old}/merge"), into).await;
    assert_eq!(merged.status, 200, "{}", merged.text);
    assert_eq!(held(&shop, &anna).await, [added]);
}
