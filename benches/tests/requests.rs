//! Requests and answers: whole bodies, shares as told, workload files that can be read.

use serde_json::Value;
use std::time::{Duration, Instant};
use tessera_benches::Fault;
use tessera_benches::generator::answer::{head, receipt_id};
use tessera_benches::generator::{Composer, Kind, Workload};
use tessera_benches::host::metrics::Metrics;
use tessera_benches::host::watch::History;

fn split(request: &[u8]) -> Result<(String, String), Fault> {
    let text = String::from_utf8(request.to_vec())?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no head")?;
    Ok((head.to_owned(), body.to_owned()))
}

#[test]
fn every_named_workload_can_be_read_and_composed() -> Result<(), Fault> {
    let names = Workload::names()?;
    for name in ["tills", "peak-receipts", "quotes", "mixed", "returns"] {
        assert!(names.iter().any(|it| it == name), "{name}");
    }
    for name in names {
        let workload = Workload::find(&name)?;
        let mut composer = Composer::new(&workload, 100, "secret", "run")?;
        let mut out = Vec::new();
        for _ in 0..100 {
            composer.compose(&mut out);
            assert!(out.ends_with(b"}") || out.ends_with(b"\r\n\r\n"));
        }
    }
    Ok(())
}

#[test]
fn a_workload_with_an_unknown_word_is_refused_with_its_place() {
    let text = "about: x\nshares: {receipts: 1}\nbasket: [{lines: 1, share: 1}]\nconnections: 1\n";
    let fault = Workload::parse("some.yaml", text).expect_err("receipts is not a kind");
    assert!(fault.to_string().contains("some.yaml:2:"), "{fault}");
}

#[test]
fn bodies_are_json_of_the_length_that_the_head_tells() -> Result<(), Fault> {
    let workload = Workload::find("mixed")?;
    let mut composer = Composer::new(&workload, 1_000, "secret", "run")?;
    composer.remember(*b"rcp_01jbmf8x2ye7ctgx9s3wv0hq5r");
    let (mut out, mut keys) = (Vec::new(), std::collections::BTreeSet::new());
    for _ in 0..2_000 {
        let kind = composer.compose(&mut out);
        let (head, body) = split(&out)?;
        assert!(head.contains("Authorization: Bearer secret"), "{head}");
        if kind == Kind::LookUp {
            assert!(head.starts_with("GET /v1/members?external_id=m") && body.is_empty());
            continue;
        }
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{head}");
        let body: Value = serde_json::from_str(&body)?;
        assert!(!body["lines"].as_array().ok_or("no lines")?.is_empty());
        if kind != Kind::Quote {
            let key = head.lines().find(|line| line.starts_with("Idempotency-Key"));
            assert!(keys.insert(key.ok_or("no key")?.to_owned()), "a key came twice");
        }
    }
    Ok(())
}

#[test]
fn kinds_and_baskets_come_in_the_shares_of_the_file() -> Result<(), Fault> {
    let text = "about: x\nshares: {receipt: 3, look_up: 1}\nconnections: 1\n\
                basket: [{lines: 2, share: 1}, {lines: 7, share: 1}]\n";
    let mut composer = Composer::new(&Workload::parse("x", text)?, 50, "secret", "run")?;
    let (mut out, mut look_ups, mut small, mut large) = (Vec::new(), 0, 0, 0);
    for _ in 0..8_000 {
        if composer.compose(&mut out) == Kind::LookUp {
            look_ups += 1;
            continue;
        }
        let body: Value = serde_json::from_str(&split(&out)?.1)?;
        match body["lines"].as_array().map_or(0, Vec::len) {
            2 => small += 1,
            7 => large += 1,
            other => return Err(format!("{other} lines").into()),
        }
    }
    assert!((1_770..2_230).contains(&look_ups), "{look_ups}");
    assert!((2_760..3_240).contains(&small) && (2_760..3_240).contains(&large));
    Ok(())
}

#[test]
fn a_receipt_is_returned_once_and_a_sale_stands_in_when_there_is_none() -> Result<(), Fault> {
    let text = "about: x\nshares: {return: 1}\nconnections: 1\nbasket: [{lines: 1, share: 1}]\n";
    let mut composer = Composer::new(&Workload::parse("x", text)?, 50, "secret", "run")?;
    let mut out = Vec::new();
    assert_eq!(composer.compose(&mut out), Kind::Receipt);
    assert!(composer.wants_receipts());
    composer.remember(*b"rcp_01jbmf8x2ye7ctgx9s3wv0hq5r");
    assert_eq!(composer.compose(&mut out), Kind::Return);
    let (head, _) = split(&out)?;
    assert!(head.starts_with("POST /v1/receipts/rcp_01jbmf8x2ye7ctgx9s3wv0hq5r/returns HTTP/1.1"));
    assert_eq!(composer.compose(&mut out), Kind::Receipt);
    Ok(())
}

#[test]
fn runs_of_other_names_send_other_requests() -> Result<(), Fault> {
    let workload = Workload::find("peak-receipts")?;
    let first = |run: &str| -> Result<Vec<u8>, Fault> {
        let mut out = Vec::new();
        Composer::new(&workload, 1_000_000, "secret", run)?.compose(&mut out);
        Ok(out)
    };
    assert_eq!(first("one")?, first("one")?);
    assert_ne!(first("one")?, first("two")?);
    Ok(())
}

#[test]
fn answers_are_read_as_far_as_needed() -> Result<(), Fault> {
    let whole = b"HTTP/1.1 201 Created\r\nContent-Length: 7\r\n\r\nrcp_...";
    for end in 0..whole.len() {
        let found = head(&whole[..end])?;
        assert_eq!(found.is_some(), end >= whole.len() - 7, "{end}");
    }
    let found = head(whole)?.ok_or("no head")?;
    assert_eq!((found.status, found.whole), (201, whole.len()));
    let body = br#"{"id":"rcp_01jbmf8x2ye7ctgx9s3wv0hq5r","entry":"ent_1"}"#;
    assert_eq!(receipt_id(body), Some(*b"rcp_01jbmf8x2ye7ctgx9s3wv0hq5r"));
    assert_eq!(receipt_id(br#"{"id":"rcp_01jb"}"#), None);
    Ok(())
}

#[test]
fn numbers_of_a_server_add_up_over_their_labels() {
    let text = "# HELP a b\na_total{x=\"1\"} 2\na_total{x=\"2\"} 3.5\na_total_more 7\nb 1\n";
    let metrics = Metrics::parse(text);
    assert_eq!(metrics.sum("a_total"), Some(5.5));
    assert_eq!(metrics.sum("b"), Some(1.0));
    assert_eq!(metrics.sum("c"), None);
}

#[test]
fn lag_in_seconds_is_the_age_of_the_oldest_answer_that_waits() {
    let start = Instant::now();
    let mut history = History::default();
    for tenth in 0..100u32 {
        history.note(start + Duration::from_millis(100) * tenth, u64::from(tenth) * 50);
    }
    let now = start + Duration::from_millis(9_900);
    assert_eq!(history.age(now, 4_950, 0), Duration::ZERO);
    assert_eq!(history.age(now, 4_950, 500), Duration::from_secs(1));
    assert_eq!(history.age(now, 4_950, 1_000_000), Duration::from_millis(9_900));
}
