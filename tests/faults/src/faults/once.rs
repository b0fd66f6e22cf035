//! The same request many times at once, and many who want the same thing.

use super::postgres;
use crate::Failure;
use crate::database::Database;
use crate::http::{Answer, Client};
use crate::random::Random;
use crate::server::Server;
use crate::shop::Shop;
use crate::trial::{AGAIN, Fault, Needs, SHORT, Trial};
use std::collections::BTreeSet;
use std::time::Instant;

/// The most copies of one request.
const COPIES: u64 = 20;

/// Clients who want the last coupon.
const RACERS: u64 = 100;

/// Codes of a round, each of which may be used once.
const CODES: u64 = 3;

/// What is on the account when many tills spend it, in whole units.
const BALANCE: u64 = 50;

/// Servers on one PostgreSQL. The same request goes to both.
const NODES: usize = 2;

/// Copies of one request, on SQLite.
pub(super) const REPEATS: Fault = Fault {
    name: "repeats",
    about: "the same request 1 to 20 times in parallel: exactly one effect, identical answers",
    needs: Needs::Nothing,
    short: SHORT,
    run: |trial| {
        let database = trial.database();
        repeat(trial, &database, 1)
    },
};

/// On PostgreSQL.
pub(super) const REPEATS_AGAIN: Fault = Fault {
    name: "repeats-postgres",
    about: "the same on two nodes on PostgreSQL",
    needs: Needs::Postgres,
    short: AGAIN,
    run: |trial| postgres::again(trial, |trial, database| repeat(trial, database, NODES)),
};

/// Many want what only some can have, on SQLite.
pub(super) const RACES: Fault = Fault {
    name: "races",
    about: "many tills spend one balance, 100 clients want the last coupon: never more than allowed",
    needs: Needs::Nothing,
    short: SHORT,
    run: |trial| {
        let database = trial.database();
        race(trial, &database, 1)
    },
};

/// On PostgreSQL.
pub(super) const RACES_AGAIN: Fault = Fault {
    name: "races-postgres",
    about: "the same on two nodes on PostgreSQL",
    needs: Needs::Postgres,
    short: AGAIN,
    run: |trial| postgres::again(trial, |trial, database| race(trial, database, NODES)),
};

/// Servers on one database.
fn nodes(trial: &Trial, database: &Database, count: usize) -> Result<Vec<Server>, Failure> {
    (0..count).map(|_| trial.server(database)).collect()
}

/// Sends requests at the same moment, each on a connection of its own, until each is answered.
fn at_once(nodes: &[Server], requests: &[(String, String)]) -> Result<Vec<Answer>, Failure> {
    // In pairs, so that either of two keys that take turns comes to every node.
    let turns = nodes.iter().flat_map(|node| [node, node]).cycle();
    let clients: Vec<Client> = requests
        .iter()
        .zip(turns)
        .map(|(_, node)| node.client())
        .collect::<Result<_, Failure>>()?;
    let barrier = std::sync::Barrier::new(requests.len());
    std::thread::scope(|scope| {
        let sent: Vec<_> = clients
            .into_iter()
            .zip(requests)
            .map(|(mut client, (key, body))| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    loop {
                        let answer = client.post("/v1/receipts", key, body)?;
                        if !answer.is_open() {
                            return Ok(answer);
                        }
                    }
                })
            })
            .collect();
        let joined = sent.into_iter().map(|one| one.join());
        joined.map(|one| one.unwrap_or_else(|_| Err("a client panicked".into()))).collect()
    })
}

fn receipt(member: &str, number: u64, more: &str) -> String {
    format!(
        r#"{{"member":{{"external_id":"{member}"}},"store":{{"id":"race"}},"till":"1","number":"{number}",{more}"lines":[{{"id":"tea","sku":"tea","price":"100.00"}}]}}"#
    )
}

fn repeat(trial: &mut Trial, database: &Database, count: usize) -> Result<(), Failure> {
    let nodes = nodes(trial, database, count)?;
    let shop = Shop::open(&nodes[0], "m", trial.seed)?;
    let (mut random, started) = (trial.random("copies"), Instant::now());
    let mut rounds = 0;
    while trial.has_time(started) || rounds == 0 {
        rounds += 1;
        let copies = random.between(1, COPIES);
        let member = &shop.cards()[random.place(shop.cards().len())].external_id;
        let body = receipt(member, rounds, "");
        // In some rounds half of the copies have another key: the name of the receipt makes them
        // the same.
        let other = if random.one_in(2) { "other" } else { "one" };
        let keys = |copy: u64| {
            format!("copy-{rounds}-{}", if copy.is_multiple_of(2) { "one" } else { other })
        };
        let requests: Vec<_> = (0..copies).map(|copy| (keys(copy), body.clone())).collect();
        let answers = at_once(&nodes, &requests)?;
        let bodies: BTreeSet<&String> = answers.iter().map(|answer| &answer.body).collect();
        let first = answers.iter().filter(|answer| !answer.replayed).count();
        if bodies.len() != 1 || first != 1 || answers.iter().any(|answer| !answer.is_good()) {
            return Err(format!("{copies} copies: {first} carried out, answers {bodies:?}").into());
        }
        trial.counts.add("requests", copies);
    }
    trial.counts.add("receipts", rounds);
    close(trial, database, nodes, rounds)
}

/// As many receipts in the journal as there were rounds, and everything sound.
fn close(
    trial: &mut Trial,
    database: &Database,
    nodes: Vec<Server>,
    receipts: u64,
) -> Result<(), Failure> {
    for node in nodes {
        if node.panicked() {
            return Err(format!("the server panicked\n{}", node.talk()).into());
        }
        node.stop()?;
    }
    let written = database.journal()?;
    let found = written.iter().filter(|entry| entry.receipt.is_some()).count() as u64;
    if found != receipts {
        return Err(format!("{receipts} receipts were bought, {found} are in the journal").into());
    }
    database.verify(&trial.binary)
}

fn race(trial: &mut Trial, database: &Database, count: usize) -> Result<(), Failure> {
    let nodes = nodes(trial, database, count)?;
    let shop = Shop::open(&nodes[0], "m", trial.seed)?;
    let (mut random, started) = (trial.random("races"), Instant::now());
    let (mut rounds, mut receipts) = (0, 0);
    while trial.has_time(started) || rounds == 0 {
        receipts += last_coupon(trial, &nodes, &mut random, rounds)?;
        receipts += one_balance(trial, &nodes, &shop, rounds)?;
        rounds += 1;
    }
    trial.counts.add("rounds", rounds);
    close(trial, database, nodes, receipts)
}

/// Gives the number of receipts that were kept.
fn last_coupon(
    trial: &mut Trial,
    nodes: &[Server],
    random: &mut Random,
    round: u64,
) -> Result<u64, Failure> {
    let mut client = nodes[0].client()?;
    let batch = format!(r#"{{"coupon":"printed","count":{CODES}}}"#);
    let made = client.post("/v1/coupon-batches", &format!("batch-{round}"), &batch)?.good()?;
    let codes: Vec<String> = serde_json::from_value(made.json()?["codes"].clone())?;
    let requests: Vec<(String, String)> = (0..RACERS)
        .map(|racer| {
            let code = &codes[random.place(codes.len())];
            let number = 1_000_000 + round * 1_000 + racer;
            let body = format!(
                r#"{{"store":{{"id":"race"}},"till":"2","number":"{number}","codes":["{code}"],"lines":[{{"id":"tea","sku":"tea","price":"100.00"}}]}}"#
            );
            (format!("coupon-{round}-{racer}"), body)
        })
        .collect();
    let answers = at_once(nodes, &requests)?;
    let wanted: BTreeSet<&String> =
        codes.iter().filter(|code| requests.iter().any(|(_, body)| body.contains(*code))).collect();
    let mut used = 0;
    for answer in &answers {
        if answer.is_good() && answer.json()?["totals"]["discount"] == "7.00" {
            used += 1;
        }
    }
    if used != wanted.len() {
        let first = answers.iter().find(|answer| !answer.is_good()).map(|answer| &answer.body);
        return Err(format!("{} codes were used {used} times; {first:?}", wanted.len()).into());
    }
    trial.counts.add("clients after a coupon", RACERS);
    trial.counts.add("coupons used", used as u64);
    Ok(answers.iter().filter(|answer| answer.is_good()).count() as u64)
}

/// Tills that each want the whole balance of one member: one of them gets it.
fn one_balance(
    trial: &mut Trial,
    nodes: &[Server],
    shop: &Shop,
    round: u64,
) -> Result<u64, Failure> {
    let mut client = nodes[0].client()?;
    let member = format!("racer-{round}");
    let body = format!(r#"{{"external_id":"{member}"}}"#);
    let joined = client.post("/v1/members", &format!("join-{round}"), &body)?.good()?.json()?;
    let id = joined["member"].as_str().ok_or("the answer names no member")?;
    let credit = format!(r#"{{"unit":"bonus","amount":"{BALANCE}.00","reason":"race"}}"#);
    let path = format!("/v1/members/{id}/adjustments");
    client.post(&path, &format!("credit-{round}"), &credit)?.good()?;
    let pay = format!(r#""burns":[{{"unit":"bonus","amount":"{BALANCE}.00"}}],"#);
    let tills = shop.cards().len() as u64;
    let requests: Vec<(String, String)> = (0..tills)
        .map(|till| {
            let number = 2_000_000 + round * 1_000 + till;
            (format!("spend-{round}-{till}"), receipt(&member, number, &pay))
        })
        .collect();
    let answers = at_once(nodes, &requests)?;
    let mut paid = 0;
    for answer in answers.iter().filter(|answer| answer.is_good()) {
        if answer.json()?["totals"]["paid_by_units"] != "0.00" {
            paid += 1;
        }
    }
    if paid != 1 {
        return Err(format!("{tills} tills wanted {BALANCE}: {paid} of them got it").into());
    }
    trial.counts.add("tills after one balance", tills);
    Ok(answers.iter().filter(|answer| answer.is_good()).count() as u64)
}
