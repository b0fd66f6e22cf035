//! Stopping a real server: in order, with nothing lost and nothing left behind.

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use store::{Jobs, SqliteStore};
use support::server::{KEY, Server};
use support::{Outcome, run};

const QUOTE: &str = r#"{"store":{"id":"s1"},"lines":[{"sku":"tea","amount":"150.00"}]}"#;

/// Begins a quote: the server has its head and asks for its body.
fn begin(server: &Server) -> Result<TcpStream, Box<dyn std::error::Error>> {
    let mut stream = TcpStream::connect(server.address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let head = format!(
        "POST /v1/quotes HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        QUOTE.len()
    );
    stream.write_all(head.as_bytes())?;
    let mut interim = [0; 25];
    stream.read_exact(&mut interim)?;
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    Ok(stream)
}

/// Looks until it is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::yield_now();
    }
}

#[test]
fn a_server_that_is_told_to_stop_ends_in_order() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("stop.db");
    let more = ["--drain", "60", "--verify-at", "00:00"];
    let mut server = Server::start_with(&database, "g06-bonus-card", &more)?;
    let mut probe = server.client()?;
    let member = r#"{"external_id":"m1"}"#;
    assert_eq!(probe.post("/v1/members", "member-1", member)?.status, 201);
    let mut begun = begin(&server)?;

    server.tell_to_stop()?;
    until("it stays ready", || probe.get("/health/ready").is_ok_and(|answer| answer.status == 503));
    assert_eq!(probe.get("/health/live")?.status, 200);
    // While proxies take notice, everything is served, new connections too.
    assert_eq!(server.client()?.get("/v1/programme")?.status, 200);

    // Being told once more cuts the drain short.
    server.tell_to_stop()?;
    until("it takes connections", || TcpStream::connect(server.address).is_err());
    begun.write_all(QUOTE.as_bytes())?;
    let mut answer = String::new();
    begun.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(server.ended_well()?);

    assert!(!folder.path().join("stop.db-wal").exists(), "the file was not closed");
    let runtime = tokio::runtime::Runtime::new()?;
    let leases = runtime.block_on(SqliteStore::open(&database)?.list_leases())?;
    let names: Vec<_> = leases.iter().map(|lease| lease.name.as_str()).collect();
    assert!(names.contains(&"projector") && names.contains(&"time"), "{names:?}");
    let now = jiff::Timestamp::now();
    assert!(leases.iter().all(|lease| lease.until <= now), "{leases:?}");
    Ok(())
}

#[test]
fn health_tells_whether_a_server_takes_requests() -> Outcome {
    let folder = tempfile::tempdir()?;
    let server = Server::start(&folder.path().join("health.db"), "g06-bonus-card")?;
    let address = server.address.to_string();
    let health = |more: &[&str]| {
        let arguments = [&["health", "--listen", &address], more].concat();
        run(folder.path(), &arguments)
    };
    assert_eq!(health(&[])?.fine()?, "ready\n");
    assert_eq!(health(&["--live"])?.fine()?, "live\n");
    drop(server);
    let ended = health(&[])?;
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains(&address), "{}", ended.err);
    Ok(())
}
