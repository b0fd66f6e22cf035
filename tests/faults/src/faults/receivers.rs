//! Receivers of events that are slow, dead, or answer with errors.

use super::postgres;
use crate::Failure;
use crate::checks;
use crate::database::Database;
use crate::random::Random;
use crate::server::Server;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{AGAIN, Fault, Needs, SHORT, Trial, millis};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When nothing reaches a receiver that is well for so long, nothing more will, whatever the others
/// do.
const STUCK_AFTER: Duration = Duration::from_secs(60);

/// How many seconds a receiver may take. A sender that died is waited for as much longer.
const TIMEOUT_SECONDS: &str = "3";

/// How long a slow receiver takes for each answer, which is not too long.
const SLOWLY: Duration = Duration::from_secs(2);

/// One answer in so many of the moody receiver is an error.
const MOODY: u64 = 5;

/// Slow and dead receivers, on SQLite.
pub(super) const SQLITE: Fault = Fault {
    name: "receivers",
    about: "slow, dead and moody receivers of events: the others get everything, tills notice nothing",
    needs: Needs::Nothing,
    short: SHORT,
    run: |trial| {
        let database = trial.database();
        receive(trial, &database)
    },
};

/// On PostgreSQL.
pub(super) const POSTGRES: Fault = Fault {
    name: "receivers-postgres",
    about: "the same on PostgreSQL",
    needs: Needs::Postgres,
    short: AGAIN,
    run: |trial| postgres::again(trial, receive),
};

/// How a receiver behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Well,
    Slow,
    Moody,
    /// Takes the request and never answers.
    Silent,
}

/// What arrived: ids of events by how often, and those that were answered with an error.
#[derive(Debug, Default)]
struct Heard {
    ids: BTreeMap<String, u64>,
    refused: BTreeSet<String>,
    /// The newest event of each member that was taken, as entry and place in it.
    newest: BTreeMap<String, (u64, u64)>,
    /// Events that were taken after a newer one of the same member.
    late: Vec<String>,
}

impl Heard {
    /// Takes an event whose id is that of its member, its entry and its place in it.
    fn take(&mut self, id: String) {
        let mut parts = id.rsplitn(3, '_');
        let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(u64::MAX);
        let (index, seq) = (number(), number());
        let member = parts.next().unwrap_or_default().to_owned();
        let is_new = !self.ids.contains_key(&id);
        let newest = self.newest.entry(member).or_default();
        if is_new && (seq, index) < *newest {
            self.late.push(id.clone());
        }
        *newest = (seq, index).max(*newest);
        *self.ids.entry(id).or_default() += 1;
    }
}

type Shared = Arc<Mutex<Heard>>;

/// Starts a receiver on a port of its own.
fn start(kind: Kind, seed: u64) -> Result<(SocketAddr, Shared), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let (address, heard) = (listener.local_addr()?, Shared::default());
    let shared = heard.clone();
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().map_while(Result::ok).enumerate() {
            let (shared, random) = (shared.clone(), Random::new(seed + number as u64));
            // A connection that breaks is the sender's to repeat.
            std::thread::spawn(move || drop(serve(stream, kind, random, &shared)));
        }
    });
    Ok((address, heard))
}

fn serve(stream: TcpStream, kind: Kind, mut random: Random, heard: &Shared) -> Result<(), Failure> {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut length, mut id, mut line) = (0, String::new(), String::new());
        loop {
            line.clear();
            if stream.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let header = line.trim_end().to_lowercase();
            match header.split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse()?,
                Some(("webhook-id", value)) => id = value.trim().to_owned(),
                None if header.is_empty() => break,
                _ => {}
            }
        }
        stream.read_exact(&mut vec![0; length])?;
        let status = match kind {
            Kind::Silent => {
                std::thread::park();
                return Ok(());
            }
            Kind::Slow => {
                std::thread::sleep(SLOWLY);
                "204 No Content"
            }
            Kind::Moody if random.one_in(MOODY) => "500 Internal Server Error",
            Kind::Moody | Kind::Well => "204 No Content",
        };
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        match status.starts_with("204") {
            true => heard.take(id),
            false => drop(heard.refused.insert(id)),
        }
        drop(heard);
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        stream.get_mut().write_all(answer.as_bytes())?;
    }
}

fn register(server: &Server, name: &str, address: SocketAddr) -> Result<(), Failure> {
    let body = format!(r#"{{"url":"http://{address}/{name}","topics":["units.earned"]}}"#);
    server.client()?.post("/v1/webhooks", &format!("webhook-{name}"), &body)?.good().map(drop)
}

fn receive(trial: &mut Trial, database: &Database) -> Result<(), Failure> {
    let mut how = trial.start(database);
    let (local, timeout) = ("--webhooks-allow-private", "--webhooks-timeout");
    how.arguments =
        ["--webhooks-allow-http", local, timeout, TIMEOUT_SECONDS].map(str::to_owned).into();
    let mut server = Server::start(&how)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let (well, heard) = start(Kind::Well, trial.seed)?;
    let (moody, half_heard) = start(Kind::Moody, trial.seed)?;
    let (slow, _) = start(Kind::Slow, trial.seed)?;
    let (silent, _) = start(Kind::Silent, trial.seed)?;
    // Nobody listens there any more.
    let dead = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr())?;
    let all =
        [("well", well), ("moody", moody), ("slow", slow), ("silent", silent), ("dead", dead)];
    all.iter().try_for_each(|(name, address)| register(&server, name, *address))?;
    let target = Target::at(&[server.address]);
    let started = Instant::now();
    shop.work_while(&target, || {
        while trial.has_time(started) {
            target.wait_for_more(50, trial.time);
        }
        Ok(())
    })?;
    // What was under way when the process died is sent again, with the same id.
    server.kill()?;
    server = Server::start(&how)?;
    shop.settle(&server)?;
    let receipts = shop.purchases();
    let took = everything_arrives(&heard, receipts)?;
    trial.counts.most("ms until all had arrived", millis(took));
    let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
    trial.counts.add("receipts", receipts);
    in_order(&heard)?;
    trial.counts.add("events that arrived", heard.ids.len() as u64);
    trial
        .counts
        .add("of them more than once", heard.ids.values().filter(|n| **n > 1).count() as u64);
    drop(heard);
    let half_heard = half_heard.lock().unwrap_or_else(PoisonError::into_inner);
    trial.counts.add("refused by the moody one", half_heard.refused.len() as u64);
    in_order(&half_heard)?;
    drop(half_heard);
    checks::all(&trial.binary, database, server, &mut [&mut shop], &mut trial.counts)
}

/// Every receipt earns once: as many different events reach the receiver that is well, no more.
/// Gives how long that took.
fn everything_arrives(heard: &Shared, receipts: u64) -> Result<Duration, Failure> {
    let started = Instant::now();
    let (mut before, mut moved) = (0, started);
    loop {
        let arrived = heard.lock().unwrap_or_else(PoisonError::into_inner).ids.len() as u64;
        if arrived == receipts {
            return Ok(started.elapsed());
        }
        if arrived > before {
            (before, moved) = (arrived, Instant::now());
        }
        if arrived > receipts || moved.elapsed() > STUCK_AFTER {
            return Err(format!("{receipts} receipts, {arrived} events arrived").into());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The events of one member are taken in the order in which they happened.
fn in_order(heard: &Heard) -> Result<(), Failure> {
    match heard.late.first() {
        None => Ok(()),
        Some(id) => Err(format!("{id} came after a newer event of its member").into()),
    }
}
