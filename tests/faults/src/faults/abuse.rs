//! Requests that nobody means well with: clear answers, no panic, bounded memory.

use super::postgres;
use crate::Failure;
use crate::checks;
use crate::database::Database;
use crate::server::Server;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{AGAIN, Fault, Needs, SHORT, Trial};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The process may grow by so much beyond what tills alone made it, however large and many
/// the requests are.
const GROWTH: u64 = 128 << 20;

/// Who abuses at the same time.
const ABUSERS: usize = 8;

/// Connections on which nothing, or half a request, is ever sent.
const SILENT: usize = 200;

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// Hostile input, on SQLite.
pub(super) const SQLITE: Fault = Fault {
    name: "abuse",
    about: "1 MB bodies, 10,000 lines, deep nesting, NUL, NaN, i64 edges: clear 4xx, bounded memory",
    needs: Needs::Nothing,
    short: SHORT,
    run: |trial| {
        let database = trial.database();
        abuse(trial, &database)
    },
};

/// On PostgreSQL, which takes no NUL in a text.
pub(super) const POSTGRES: Fault = Fault {
    name: "abuse-postgres",
    about: "the same on PostgreSQL, which takes no NUL in a text",
    needs: Needs::Postgres,
    short: AGAIN,
    run: |trial| postgres::again(trial, abuse),
};

/// A body with the statuses that are right for it.
type Case = (&'static str, Vec<u8>, &'static [u16]);

const REFUSED: &[u16] = &[400, 413, 422];

fn line(price: &str) -> String {
    format!(r#"{{"sku":"a","price":{price}}}"#)
}

fn basket(lines: &str) -> Vec<u8> {
    format!(r#"{{"store":{{"id":"S"}},"lines":[{lines}]}}"#).into_bytes()
}

fn cases() -> Vec<Case> {
    let one = line(r#""1.00""#);
    let quoted = |text: &str| basket(&line(&format!("\"{text}\"")));
    vec![
        ("a megabyte of spaces and one byte", vec![b' '; 1_000_001], &[413]),
        ("twenty megabytes", vec![b'x'; 20_000_000], &[413]),
        ("a megabyte in one string", quoted(&"9".repeat(990_000)), REFUSED),
        ("10,000 lines", basket(&vec![one.clone(); 10_000].join(",")), &[200]),
        ("10,001 lines", basket(&vec![one.clone(); 10_001].join(",")), REFUSED),
        ("deep arrays", [b"[".repeat(400_000), b"]".repeat(400_000)].concat(), REFUSED),
        ("deep objects", br#"{"a":"#.repeat(150_000), REFUSED),
        ("no line", basket(""), REFUSED),
        ("NUL", basket("{\"sku\":\"a\\u0000b\",\"price\":\"1.00\"}"), REFUSED),
        ("a raw NUL", basket("{\"sku\":\"a\0b\",\"price\":\"1.00\"}"), REFUSED),
        ("no UTF-8", b"{\"store\":{\"id\":\"\xff\xfe\"},\"lines\":[]}".to_vec(), REFUSED),
        ("half a surrogate", basket(r#"{"sku":"\ud800","price":"1.00"}"#), REFUSED),
        ("NaN", basket(&line("NaN")), REFUSED),
        ("NaN in quotes", quoted("NaN"), REFUSED),
        ("infinity", quoted("Infinity"), REFUSED),
        ("a number beyond all", basket(&line("1e400")), REFUSED),
        ("the largest i64", quoted("9223372036854775807"), REFUSED),
        ("one more", quoted("9223372036854775808"), REFUSED),
        ("the smallest i64", quoted("-9223372036854775808"), REFUSED),
        ("a negative price", quoted("-0.01"), REFUSED),
        ("a hundred decimals", quoted(&format!("0.{}1", "0".repeat(99))), REFUSED),
        ("a quantity that overflows", quantity("999999999999999999"), REFUSED),
        (
            "many large lines",
            basket(&vec![line(r#""9999999999.99""#); 5_000].join(",")),
            &[200, 400, 422],
        ),
        ("keys twice", br#"{"store":{"id":"S"},"store":{"id":"T"},"lines":[]}"#.to_vec(), REFUSED),
        ("not JSON", b"<xml/>".to_vec(), REFUSED),
        ("nothing", Vec::new(), REFUSED),
    ]
}

fn quantity(text: &str) -> Vec<u8> {
    basket(&format!(r#"{{"sku":"a","price":"9999999.00","quantity":"{text}"}}"#))
}

fn abuse(trial: &mut Trial, database: &Database) -> Result<(), Failure> {
    let server = trial.server(database)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let started = Instant::now();
    let (mut requests, mut before, mut most) = (0, 0, 0);
    shop.work_while(&target, || {
        // The caches of the store fill first: they are bounded, and not what is looked at.
        while started.elapsed() < trial.time / 2 {
            target.wait_for_more(50, trial.time);
            before = before.max(server.memory()?);
        }
        let silent = silent(&server)?;
        while started.elapsed() < trial.time || requests == 0 {
            requests += every_case(&server)?;
            most = most.max(server.memory()?);
        }
        drop(silent);
        odd_requests(&server)?;
        match target.wait_for_more(100, PATIENCE) {
            true => Ok(()),
            false => Err("tills are not served beside the abuse".into()),
        }
    })?;
    trial.counts.add("hostile requests", requests);
    trial.counts.most("MB of memory with tills alone", before >> 20);
    trial.counts.most("MB of memory at most", most >> 20);
    if most > before + GROWTH {
        return Err(format!("memory grew from {} to {} MB", before >> 20, most >> 20).into());
    }
    checks::all(&trial.binary, database, server, &mut [&mut shop], &mut trial.counts)
}

/// All cases from several clients at once.
fn every_case(server: &Server) -> Result<u64, Failure> {
    let cases = cases();
    std::thread::scope(|scope| {
        let abusers: Vec<_> = (0..ABUSERS)
            .map(|abuser| {
                let cases = &cases;
                scope.spawn(move || -> Result<u64, Failure> {
                    for place in 0..cases.len() {
                        one_case(server, &cases[(place + abuser * 3) % cases.len()])?;
                    }
                    Ok(cases.len() as u64)
                })
            })
            .collect();
        let joined = abusers.into_iter().map(|abuser| abuser.join());
        joined.map(|one| one.unwrap_or_else(|_| Err("an abuser panicked".into()))).sum()
    })
}

fn one_case(server: &Server, (name, body, right): &Case) -> Result<(), Failure> {
    for path in ["/v1/quotes", "/v1/receipts"] {
        let key = "Idempotency-Key: abuse\r\n";
        let answer = server.client()?.send("POST", path, key, body)?;
        // Too much at once is a fair answer to this, too.
        let is_right = right.contains(&answer.status) || matches!(answer.status, 429 | 503);
        let is_kept = path == "/v1/receipts" && matches!(answer.status, 201 | 409 | 422);
        let is_clear = answer.is_good() || answer.json()?["code"].is_string();
        if !(is_right || is_kept) || !is_clear {
            let said: String = answer.body.chars().take(300).collect();
            return Err(format!("{name} to {path} is answered by {}: {said}", answer.status).into());
        }
        if path == "/v1/quotes" && right.contains(&200) {
            // What is right as a quote would be kept as a receipt.
            break;
        }
    }
    Ok(())
}

/// Connections that send nothing, or not all.
fn silent(server: &Server) -> Result<Vec<TcpStream>, Failure> {
    let halves: [&[u8]; 4] = [
        b"",
        b"POST /v1/receipts HTTP/1.1\r\nHost: x\r\n",
        b"POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
        b"GET / HTTP/1.1\r\nX: ",
    ];
    (0..SILENT)
        .map(|number| {
            let mut stream = TcpStream::connect(server.address)?;
            stream.write_all(halves[number % halves.len()])?;
            Ok(stream)
        })
        .collect()
}

/// What is not even a request of HTTP, or a strange one. Any answer but a crash is right.
fn odd_requests(server: &Server) -> Result<(), Failure> {
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(100_000));
    let headers = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(5_000));
    let odd: [&[u8]; 7] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /v1/members/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /v1/members/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST /v1/quotes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nffffffffffffffffff\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        long.as_bytes(),
        headers.as_bytes(),
    ];
    for bytes in odd {
        let mut stream = TcpStream::connect(server.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        // The server may close before everything is sent, and may say nothing.
        let _ = stream.write_all(bytes);
        let _ = stream.read(&mut [0; 1_024]);
    }
    server.client()?.get("/health/ready")?.good().map(drop)
}
