//! Numbers for operators.

use crate::shop::{Shop, basket};
use axum::http::Method;
use service::projector;
use service::verify;
use std::collections::BTreeMap;
use tessera_http::metrics::{CATALOGUE, Kind};

/// The names of the families, in the order of the page.
fn families(text: &str) -> Vec<&str> {
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    types.filter_map(|rest| rest.split(' ').next()).collect()
}

/// All samples with their labels.
fn samples(text: &str) -> BTreeMap<&str, f64> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let parsed = lines.map(|line| {
        let (name, value) = line.rsplit_once(' ').expect("a name and a value");
        (name, value.parse().unwrap_or_else(|_| panic!("not a number: {line}")))
    });
    parsed.collect()
}

#[tokio::test]
async fn the_page_prints_what_the_catalogue_lists_and_nothing_else() {
    let shop = Shop::open().await;
    let text = shop.get("/metrics").await.text;
    let listed: Vec<_> = CATALOGUE.iter().map(|metric| metric.name).collect();
    assert_eq!(families(&text), listed);
    for (name, _) in samples(&text) {
        let bare = name.split('{').next().unwrap_or(name);
        let labels: Vec<_> =
            name.split(['{', ',']).skip(1).filter_map(|l| l.split('=').next()).collect();
        let is_of = |metric: &&tessera_http::metrics::Metric| match metric.kind {
            Kind::Histogram => bare
                .strip_prefix(metric.name)
                .is_some_and(|suffix| ["_bucket", "_sum", "_count"].contains(&suffix)),
            _ => bare == metric.name,
        };
        let metric = CATALOGUE.iter().find(is_of).unwrap_or_else(|| panic!("unlisted: {name}"));
        let own: Vec<_> = labels.into_iter().filter(|label| *label != "le").collect();
        assert_eq!(own, metric.labels, "{name}");
    }
}

#[tokio::test]
async fn numbers_follow_what_happened() {
    let shop = Shop::open().await;
    let member = shop.member("c-1").await;
    shop.buy(&member, "10.00").await;
    let call =
        || shop.call(Method::POST, "/v1/receipts").key("twice").json(&basket(&member, "5.00"));
    assert_eq!(call().send().await.status, 201);
    assert_eq!(call().send().await.status, 201);
    let text = shop.get("/metrics").await.text;
    let before = samples(&text);
    assert_eq!(before["tessera_http_replays_total"], 1.0);
    let route = "method=\"POST\",route=\"/v1/receipts\"";
    assert_eq!(
        before[format!("tessera_http_requests_total{{{route},status=\"201\"}}").as_str()],
        3.0
    );
    let count = format!("tessera_http_request_duration_seconds_count{{{route}}}");
    assert_eq!(before[count.as_str()], 3.0);
    assert!(before["tessera_projection_lag_entries"] >= 3.0, "{text}");
    assert!(!before.contains_key("tessera_verify_last_timestamp_seconds"));
    assert!(before["process_resident_memory_bytes"] > 1e6);
    assert!(before["process_start_time_seconds"] > 1.6e9);
    assert!(before["tessera_state_cache_entries"] >= 1.0);
    projector::project_now(&shop.tessera).await.expect("projections follow");
    verify::run_recorded(&shop.tessera, |_| {}).await.expect("the store works");
    let text = shop.get("/metrics").await.text;
    let after = samples(&text);
    assert_eq!(after["tessera_projection_lag_entries"], 0.0);
    assert_eq!(after["tessera_verify_broken_places"], 0.0);
    assert!(after["tessera_verify_last_timestamp_seconds"] > 1.6e9);
}

#[tokio::test]
async fn no_number_names_a_person() {
    let shop = Shop::open().await;
    let member = shop.member("anna-4711").await;
    shop.get(format!("/v1/members/{member}")).await;
    shop.get("/v1/members?external_id=anna-4711").await;
    let text = shop.get("/metrics").await.text;
    assert!(!text.contains(&member) && !text.contains("anna"), "{text}");
}
