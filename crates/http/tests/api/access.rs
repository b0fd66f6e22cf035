//! Who may do what.

use crate::description::{filled, operations};
use crate::shop::Shop;
use axum::http::Method;
use serde_json::Value;
use service::Permissions;
use service::keys::Role;
use service::people::StaffRole;

#[tokio::test]
async fn a_key_of_each_role_enters_exactly_the_routes_it_may() {
    let shop = Shop::open().await;
    for (method, path, operation) in operations() {
        let needed = operation["x-permissions"].as_array().expect("every operation says it");
        let needed: Vec<&str> = needed.iter().filter_map(Value::as_str).collect();
        for role in [Role::Till, Role::Server, Role::Admin] {
            let call = shop.call(method.clone(), filled(&path)).role(Some(role));
            let reply = call.send().await;
            let may = role.permissions().words().any(|word| needed.contains(&word))
                || needed.iter().any(|word| ["known", "public"].contains(word));
            let is_own = ["/v1/session", "/v1/second-factor", "/v1/sign-out"];
            if is_own.iter().any(|own| path.starts_with(own)) {
                continue;
            }
            let is_denied = reply.status == 403;
            assert_eq!(is_denied, !may, "{method} {path} as {role:?}: {}", reply.text);
            if is_denied {
                reply.must_be(403, "auth.forbidden");
            }
        }
    }
}

#[test]
fn roles_may_do_what_was_decided() {
    let words = |permissions: Permissions| permissions.words().collect::<Vec<_>>().join(", ");
    let keys = [Role::Till, Role::Server, Role::Admin];
    let keys = keys.map(|role| format!("key {}: {}", role.word(), words(role.permissions())));
    let staff = StaffRole::ALL;
    let staff = staff.map(|role| format!("{}: {}", role.word(), words(role.permissions())));
    insta::assert_snapshot!("roles", [keys.as_slice(), staff.as_slice()].concat().join("\n"));
}

#[test]
fn those_may_use_routes_who_were_decided() {
    let mut lines: Vec<String> = Vec::new();
    for (_, _, operation) in operations() {
        let needed = operation["x-permissions"].as_array().expect("every operation says it");
        let needed: Vec<&str> = needed.iter().filter_map(Value::as_str).collect();
        let id = operation["operationId"].as_str().unwrap_or_default();
        lines.push(format!("{}: {id}", needed.join(" or ")));
    }
    lines.sort();
    insta::assert_snapshot!("permissions", lines.join("\n"));
}

#[tokio::test]
async fn keys_that_are_none_are_refused() {
    let shop = Shop::open().await;
    let call = |value: &str| {
        let call = shop.call(Method::GET, "/v1/summary").role(None);
        call.header("authorization", value.to_owned()).send()
    };
    call("Bearer tsk_admin_none").await.must_be(401, "auth.invalid");
    call("Basic dXNlcjpwYXNz").await.must_be(401, "auth.missing");
    call("Bearer").await.must_be(401, "auth.missing");
    let reply = call("").await;
    reply.must_be(401, "auth.missing");
    assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn every_answer_keeps_browsers_careful() {
    let shop = Shop::open().await;
    for path in ["/v1/programme", "/v1/nowhere", "/docs/", "/console/", "/app/", "/till/", "/rules"]
    {
        let reply = shop.get(path).await;
        let header = |name| reply.header(name).unwrap_or_default();
        let policy = header("content-security-policy");
        for part in [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path} lacks {part}: {policy}");
        }
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src"));
        assert!(!scripts.unwrap_or_default().contains("unsafe-inline"), "{path}: {policy}");
        let others = ["x-content-type-options", "x-frame-options", "referrer-policy"].map(header);
        assert_eq!(others, ["nosniff", "DENY", "no-referrer"], "{path}");
        assert_eq!(header("strict-transport-security"), "max-age=31536000", "{path}");
    }
}

#[tokio::test]
async fn a_revoked_key_opens_nothing() {
    let shop = Shop::open().await;
    let body = serde_json::json!({ "name": "Till 7", "role": "till" });
    let made = shop.post("/v1/api-keys", body).await.json();
    let secret = made["secret"].as_str().expect("shown once").to_owned();
    let call = || {
        let call = shop.call(Method::GET, "/v1/programme").role(None);
        call.header("authorization", format!("Bearer {secret}")).send()
    };
    assert_eq!(call().await.status, 200);
    let id = made["id"].as_str().expect("it has an id");
    let path = format!("/v1/api-keys/{id}/revoke");
    let revoked = shop.call(Method::POST, path).fresh().send().await.json();
    assert!(revoked["revoked_at"].is_string() && revoked["secret"].is_null());
    call().await.must_be(401, "auth.invalid");
    let listed = shop.get("/v1/api-keys").await.json();
    let own = listed["items"].as_array().expect("a list").iter();
    let own = own.clone().find(|key| key["role"] == "admin").expect("the caller's own key");
    let path = format!("/v1/api-keys/{}/revoke", own["id"].as_str().expect("it has an id"));
    shop.call(Method::POST, path).fresh().send().await.must_be(403, "auth.forbidden");
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(4));
}
