//! `kill -9` during load: nothing that was acknowledged is lost, nothing is there twice.

mod support;

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use support::server::Server;
use support::{Outcome, run};

const CLIENTS: u64 = 16;

/// Acknowledgements to wait for before each blow: at different places of a group.
const BLOWS: [u64; 4] = [150, 333, 77, 512];

/// Number of the receipt and what the server answered about it.
type Acknowledged = Mutex<BTreeMap<u64, String>>;

fn body(client: u64, number: u64) -> String {
    format!(
        r#"{{"member":{{"external_id":"m{client}"}},"store":{{"id":"s1"}},"till":"1","number":"{number}","lines":[{{"sku":"tea","quantity":"2","price":"150.00"}},{{"sku":"cup","price":"99.90"}}]}}"#
    )
}

fn id(answer: &str) -> Option<String> {
    let at = answer.find("rcp_")?;
    answer.get(at..at + 30).map(str::to_owned)
}

/// Sends receipts until the server is gone.
fn load(server: &Server, client: u64, numbers: &AtomicU64, known: &Acknowledged) -> Outcome {
    let mut connection = server.client()?;
    loop {
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        let key = format!("receipt-{number}");
        let answer = connection.post("/v1/receipts", &key, &body(client, number))?;
        if !(200..300).contains(&answer.status) {
            return Err(format!("{}: {}", answer.status, answer.body).into());
        }
        let id = id(&answer.body).ok_or("the answer has no id")?;
        known.lock().map_err(|_| "a client broke")?.insert(number, id);
    }
}

fn count(known: &Acknowledged) -> u64 {
    known.lock().map_or(0, |known| known.len() as u64)
}

#[test]
fn killing_the_server_loses_nothing_that_was_acknowledged() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("crash.db");
    let known = Acknowledged::default();
    let numbers = AtomicU64::new(0);
    let mut server = Server::start(&database, "g06-bonus-card")?;
    let mut first = server.client()?;
    for client in 0..CLIENTS {
        let body = format!(r#"{{"external_id":"m{client}"}}"#);
        let answer = first.post("/v1/members", &format!("member-{client}"), &body)?;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
    for blow in BLOWS {
        let until = count(&known) + blow;
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (server, numbers, known) = (&server, &numbers, &known);
                // It ends with an error, because the connection breaks.
                scope.spawn(move || drop(load(server, client, numbers, known)));
            }
            strike(&server, &known, until);
        });
        server.kill()?;
        server = Server::start(&database, "g06-bonus-card")?;
        assert!(server.ready_after < Duration::from_secs(10), "{:?}", server.ready_after);
    }
    everything_is_there(&server, &known)?;
    nothing_is_doubled(&server, &known)?;
    assert!(server.stop()?);
    let path = database.display().to_string();
    run(folder.path(), &["verify", "--database", &path])?.fine()?;
    Ok(())
}

/// Kills by number, because the clients still hold on to the server.
fn strike(server: &Server, known: &Acknowledged, until: u64) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while count(known) < until && Instant::now() < deadline {
        std::thread::yield_now();
    }
    let id = server.process().to_string();
    let _ = std::process::Command::new("kill").args(["-KILL", &id]).status();
}

fn everything_is_there(server: &Server, known: &Acknowledged) -> Outcome {
    let mut connection = server.client()?;
    for (number, id) in known.lock().map_err(|_| "a client broke")?.iter() {
        let answer = connection.get(&format!("/v1/receipts/{id}"))?;
        assert_eq!(answer.status, 200, "receipt {number} is lost: {}", answer.body);
    }
    Ok(())
}

/// The same request again is the same receipt.
fn nothing_is_doubled(server: &Server, known: &Acknowledged) -> Result<(), Box<dyn Error>> {
    let known = known.lock().map_err(|_| "a client broke")?;
    let mut connection = server.client()?;
    for (number, expected) in known.iter().rev().take(200) {
        let owner = (0..CLIENTS).find_map(|client| {
            let key = format!("receipt-{number}");
            let answer = connection.post("/v1/receipts", &key, &body(client, *number)).ok()?;
            ((200..300).contains(&answer.status)).then(|| id(&answer.body))?
        });
        assert_eq!(owner.as_ref(), Some(expected), "receipt {number}");
    }
    Ok(())
}
