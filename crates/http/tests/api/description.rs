//! The description of the API says what the router does.

use crate::shop::Shop;
use axum::http::Method;
use serde_json::Value;
use service::keys::Role;

fn description() -> Value {
    serde_json::to_value(tessera_http::openapi()).expect("it is plain data")
}

/// Method, path and operation of everything described.
pub(crate) fn operations() -> Vec<(Method, String, Value)> {
    let api = description();
    let paths = api["paths"].as_object().expect("there are paths");
    let mut all = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("items are objects") {
            let method = method.to_uppercase().parse().expect("a method");
            all.push((method, path.clone(), operation.clone()));
        }
    }
    all
}

/// A path with ids in it that lead nowhere.
pub(crate) fn filled(path: &str) -> String {
    let mut parts = path.split('/').map(|part| {
        let name = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
        match name {
            Some("version" | "number") => "77".to_owned(),
            Some("period") => "2026-02".to_owned(),
            Some("event_id") => "mem_01jbmf8x2ye7ctgx9s3wv0hq5r_1_0".to_owned(),
            Some("membership" | "raffle" | "leaderboard" | "template" | "store_id") => {
                "unknown".to_owned()
            }
            Some(name) => {
                let prefix = match name {
                    "member_id" => "mem",
                    "receipt_id" => "rcp",
                    "certificate_id" => "crt",
                    "hold_id" => "hld",
                    "batch_id" => "bat",
                    "key_id" => "key",
                    "staff_id" => "stf",
                    "till_id" => "til",
                    "session_id" => "ses",
                    "webhook_id" => "whk",
                    "claim_id" => "clm",
                    "approval_id" => "apr",
                    "replay_id" => "rpl",
                    "import_id" => "imp",
                    "group_id" => "grp",
                    "exchange_id" => "exc",
                    "submission_id" | "dispute_id" => "sub",
                    other => panic!("an id of an unknown kind: {other}"),
                };
                format!("{prefix}_01jbmf8x2ye7ctgx9s3wv0hq5r")
            }
            None => part.to_owned(),
        }
    });
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |path, part| path + "/" + &part)
}

#[test]
fn it_is_openapi_3_1_with_a_key_and_ids_for_all_operations() {
    let api = description();
    assert_eq!(api["openapi"], "3.1.0");
    assert_eq!(api["components"]["securitySchemes"]["key"]["scheme"], "bearer");
    let all = operations();
    assert!(all.len() > 100, "{}", all.len());
    let mut ids = std::collections::BTreeSet::new();
    for (method, path, operation) in &all {
        let id = operation["operationId"].as_str().expect("every operation has an id");
        assert!(ids.insert(id.to_owned()), "{id} twice");
        assert!(operation["summary"].is_string(), "{method} {path} says nothing");
        let needed = operation["x-permissions"].as_array().map_or(0, Vec::len);
        assert!(needed > 0, "{method} {path} does not say who may use it");
        for status in ["400", "401", "403", "404", "409", "422", "429", "503"] {
            assert!(operation["responses"][status].is_object(), "{method} {path} {status}");
        }
        if operation["requestBody"].is_object() {
            for status in ["413", "415"] {
                assert!(operation["responses"][status].is_object(), "{method} {path} {status}");
            }
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let api = description();
    let mut open = vec![&api];
    let mut count = 0;
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    let pointer = reference.trim_start_matches('#');
                    assert!(api.pointer(pointer).is_some(), "{reference} leads nowhere");
                    count += 1;
                }
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    assert!(count > 500, "{count}");
}

#[tokio::test]
async fn every_described_operation_is_routed() {
    let shop = Shop::open().await;
    for (method, path, operation) in operations() {
        let reply = shop.call(method.clone(), filled(&path)).role(None).send().await;
        if path == "/v1/branding" && method == Method::GET {
            assert_eq!(reply.status, 200, "screens ask before anybody signs in");
            continue;
        }
        let expected = match operation["x-permissions"][0].as_str() {
            // What is open to everybody looks at what was sent, or at the device.
            Some("public") if path == "/v1/till" => (401, "till.unknown".to_owned()),
            Some("public") if path == "/v1/branding/logo" => (404, "not_found".to_owned()),
            Some("public") => (415, "request.unsupported_media".to_owned()),
            _ => (401, "auth.missing".to_owned()),
        };
        assert_eq!(reply.problem(), expected, "{method} {path}");
    }
}

#[tokio::test]
async fn the_document_and_the_viewer_are_served() {
    let shop = Shop::open().await;
    let reply = shop.call(Method::GET, "/openapi.json").role(None).send().await;
    assert_eq!(reply.json(), description());
    for path in
        ["/docs/", "/docs/swagger-ui.css", "/", "/problems", "/rules", "/metrics", "/health/live"]
    {
        let reply = shop.call(Method::GET, path).role(None).send().await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(!reply.text.is_empty(), "{path}");
    }
    let reply = shop.call(Method::GET, "/health/ready").role(Some(Role::Till)).send().await;
    assert_eq!(reply.text, "ready\n");
}
