//! The clock of the sandbox, and limits.

use crate::shop::{MORNING, Shop};
use axum::http::Method;
use serde_json::json;
use service::MovableClock;
use service::keys::Role;
use std::num::NonZeroU32;
use std::sync::Arc;
use tessera_http::Options;

#[tokio::test]
async fn the_clock_of_the_sandbox_goes_forwards_and_points_expire() {
    let clock = Arc::new(MovableClock::at(MORNING.parse().expect("a moment")));
    let shop = Shop::with(Options { sandbox: Some(clock), ..Options::default() }).await;
    let id = shop.member("c-1").await;
    shop.buy(&id, "10.00").await;
    assert_eq!(shop.get("/v1/sandbox/clock").await.json(), json!({ "now": MORNING }));
    let set = |now: &str| {
        let call = shop.call(Method::PUT, "/v1/sandbox/clock").fresh();
        call.json(&json!({ "now": now })).send()
    };
    let moved = set("2027-06-01T00:00:00Z").await;
    assert_eq!(moved.json(), json!({ "now": "2027-06-01T00:00:00Z" }), "{}", moved.text);
    assert_eq!(shop.points(&id).await, "0");
    set("2026-01-01T00:00:00Z").await.must_be(400, "time.invalid");
    set("9999-01-01T00:00:00Z").await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn everybody_of_the_shop_goes_by_its_clock_and_few_move_it() {
    let clock = Arc::new(MovableClock::at(MORNING.parse().expect("a moment")));
    let shop = Shop::with(Options { sandbox: Some(clock), ..Options::default() }).await;
    let till = shop.call(Method::GET, "/v1/sandbox/clock").role(Some(Role::Till)).send().await;
    assert_eq!(till.json(), json!({ "now": MORNING }), "{}", till.text);
    let set = shop.call(Method::PUT, "/v1/sandbox/clock").role(Some(Role::Till)).fresh();
    let moved = set.json(&json!({ "now": "2027-06-01T00:00:00Z" })).send().await;
    moved.must_be(403, "auth.forbidden");
    let nobody = shop.call(Method::GET, "/v1/sandbox/clock").role(None).send().await;
    assert_eq!(nobody.status, 401, "{}", nobody.text);
}

#[tokio::test]
async fn outside_of_the_sandbox_there_is_no_clock() {
    let shop = Shop::open().await;
    shop.get("/v1/sandbox/clock").await.must_be(404, "not_found");
}

#[tokio::test]
async fn a_key_that_asks_too_often_has_to_wait() {
    let one = NonZeroU32::MIN;
    let two = one.saturating_add(1);
    let options = Options { requests_per_second: one, burst: two, ..Options::default() };
    let shop = Shop::with(options).await;
    let first = shop.get("/v1/programme").await;
    assert_eq!(first.status, 200);
    assert_eq!(first.header("ratelimit-policy"), Some("\"key\";q=2;w=2"));
    assert_eq!(first.header("ratelimit"), Some("\"key\";r=1;t=1"));
    assert_eq!(shop.get("/v1/programme").await.status, 200);
    let third = shop.get("/v1/programme").await;
    third.must_be(429, "request.limited");
    assert!(third.header("retry-after").is_some());
    let other = shop.call(Method::GET, "/v1/programme").role(Some(Role::Till));
    assert_eq!(other.send().await.status, 200);
}

#[tokio::test]
async fn tills_cannot_guess_phones_and_codes() {
    let most = NonZeroU32::MIN.saturating_add(1);
    let options = Options { look_ups_per_minute: most, ..Options::default() };
    let shop = Shop::with(options).await;
    let find = |role| {
        let call = shop.call(Method::POST, "/v1/members/find").role(Some(role));
        call.json(&json!({ "phone": "+994501234567" })).send()
    };
    let first = find(Role::Till).await;
    assert_eq!(first.header("ratelimit"), Some("\"look-ups\";r=1;t=30"));
    let code = json!({ "code": "SPRING" });
    let ask = shop.call(Method::POST, "/v1/coupons/validate").role(Some(Role::Till));
    assert_eq!(ask.json(&code).send().await.status, 200);
    find(Role::Till).await.must_be(429, "request.limited");
    let other = shop.call(Method::GET, "/v1/programme").role(Some(Role::Till));
    assert_eq!(other.send().await.status, 200);
    for _ in 0..5 {
        assert_eq!(find(Role::Server).await.status, 200);
    }
}

#[tokio::test]
async fn requests_are_measured_by_route_and_never_by_address() {
    let shop = Shop::open().await;
    shop.get("/v1/members?external_id=9945-01").await;
    shop.get("/nowhere").await;
    let text = shop.get("/metrics").await.text;
    let line = "tessera_http_requests_total{method=\"GET\",route=\"/v1/members\",status=\"200\"} 1";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("{method=\"\",route=\"\",status=\"404\"} 1"), "{text}");
    assert!(text.contains("tessera_projection_lag_entries"), "{text}");
    assert!(!text.contains("9945"), "{text}");
}
