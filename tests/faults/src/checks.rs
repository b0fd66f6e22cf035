//! What must hold after every fault: each acknowledged operation is there exactly once, nothing
//! is doubled, the same key gets the same bytes, balances are what the tills computed, and
//! `tessera verify` finds everything sound.

use crate::Failure;
use crate::counts::Counts;
use crate::database::{Database, Written};
use crate::http::Client;
use crate::operation::{Acknowledged, Deed, read_hundredths};
use crate::random::Random;
use crate::server::Server;
use crate::shop::Shop;
use model::entry::Hash;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The most operations that are repeated, chosen at random.
const REPEATED: usize = 3_000;

/// Connections on which they are repeated at the same time.
const CONNECTIONS: usize = 4;

/// Entries that come by themselves, without a request.
const BY_ITSELF: [&str; 2] = ["time_passed", "note"];

/// Checks everything, and stops the server on the way.
pub fn all(
    binary: &Path,
    database: &Database,
    server: Server,
    shops: &mut [&mut Shop],
    counts: &mut Counts,
) -> Result<(), Failure> {
    for shop in shops.iter_mut() {
        shop.settle(&server)?;
        shop.count(counts);
        through_the_api(&server, shop, counts)?;
    }
    if server.panicked() {
        return Err(format!("the server panicked\n{}", server.talk()).into());
    }
    server.stop()?;
    let shops: Vec<&Shop> = shops.iter().map(|shop| &**shop).collect();
    in_the_journal(&database.journal()?, &shops, counts)?;
    database.verify(binary)
}

/// Reads, repeats and balances.
pub fn through_the_api(server: &Server, shop: &Shop, counts: &mut Counts) -> Result<(), Failure> {
    let mut random = Random::new(shop.acknowledged().count() as u64);
    let mut done: Vec<&Acknowledged> = shop.acknowledged().collect();
    // A partial shuffle: the first places are a random choice.
    for place in 0..done.len().min(REPEATED) {
        let other = place + random.place(done.len() - place);
        done.swap(place, other);
    }
    done.truncate(REPEATED);
    let share = done.len().div_ceil(CONNECTIONS).max(1);
    std::thread::scope(|scope| -> Result<(), Failure> {
        let parts = done.chunks(share);
        let asked: Vec<_> =
            parts.map(|part| scope.spawn(move || all_are_there(server, part))).collect();
        let mut joined = asked.into_iter().map(|part| part.join());
        joined.try_for_each(|part| part.unwrap_or_else(|_| Err("a client panicked".into())))
    })?;
    counts.add("repeated", done.len() as u64);
    balances(&mut server.client()?, shop, counts)
}

fn all_are_there(server: &Server, part: &[&Acknowledged]) -> Result<(), Failure> {
    let mut client = server.client()?;
    for done in part {
        is_there(&mut client, done)?;
        is_repeated(&mut client, done)?;
    }
    Ok(())
}

fn is_there(client: &mut Client, done: &Acknowledged) -> Result<(), Failure> {
    let Some(receipt) = &done.receipt else { return Ok(()) };
    let answer = client.get(&format!("/v1/receipts/{receipt}"))?;
    if answer.status != 200 {
        let key = &done.operation.key;
        return Err(format!("{key}: receipt {receipt} is lost: {}", answer.body).into());
    }
    Ok(())
}

fn is_repeated(client: &mut Client, done: &Acknowledged) -> Result<(), Failure> {
    let operation = &done.operation;
    let answer = client.post(&operation.path, &operation.key, &operation.body)?;
    let is_same = Hash::of(answer.body.as_bytes()) == done.answer;
    if answer.replayed && is_same {
        return Ok(());
    }
    let (key, status, replayed) = (&operation.key, answer.status, answer.replayed);
    Err(format!(
        "{key}: the repeat has another answer ({status}, replayed {replayed}): {}",
        answer.body
    )
    .into())
}

fn balances(client: &mut Client, shop: &Shop, counts: &mut Counts) -> Result<(), Failure> {
    for card in shop.cards() {
        let answer = client.get(&format!("/v1/members/{}/balances", card.id))?.good()?;
        let body = answer.json()?;
        let rows = body["items"].as_array().or_else(|| body.as_array());
        let mut found = 0;
        for row in rows.into_iter().flatten().filter(|row| row["unit"] == "bonus") {
            for part in ["spendable", "pending", "held"] {
                let text = row[part].as_str().ok_or_else(|| format!("no {part} in {body}"))?;
                found += read_hundredths(text).ok_or_else(|| format!("{text} is no amount"))?;
            }
        }
        let expected = shop.balance(card.member);
        if found != expected {
            let name = &card.external_id;
            return Err(
                format!("{name} has {found} hundredths, the tills computed {expected}").into()
            );
        }
        counts.add("balances equal", 1);
    }
    Ok(())
}

/// Each acknowledged entry once, and nothing that nobody was told of.
pub fn in_the_journal(
    written: &[Written],
    shops: &[&Shop],
    counts: &mut Counts,
) -> Result<(), Failure> {
    let mut ids: BTreeMap<&str, u64> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut receipts, mut naturals) = (BTreeSet::new(), BTreeSet::new());
    for entry in written {
        *ids.entry(&entry.id).or_default() += 1;
        *kinds.entry(&entry.kind).or_default() += 1;
        if entry.receipt.as_ref().is_some_and(|receipt| !receipts.insert(receipt)) {
            return Err(format!("receipt {:?} is written twice", entry.receipt).into());
        }
        if entry.natural.as_ref().is_some_and(|natural| !naturals.insert(natural)) {
            return Err(format!("receipt {:?} of a till is written twice", entry.natural).into());
        }
    }
    let mut told: BTreeMap<&str, u64> = BTreeMap::new();
    for done in shops.iter().flat_map(|shop| shop.acknowledged()) {
        *told.entry(done.operation.deed.word()).or_default() += 1;
        let times = ids.get(done.entry.as_str()).copied().unwrap_or(0);
        if times != 1 {
            let (key, entry) = (&done.operation.key, &done.entry);
            return Err(format!("{key}: entry {entry} is {times} times in the journal").into());
        }
        let is_kept = |receipt| receipts.contains(receipt);
        if done.operation.deed == Deed::Purchase && !done.receipt.as_ref().is_some_and(is_kept) {
            return Err(format!("{}: its receipt is not in the journal", done.operation.key).into());
        }
    }
    kinds.retain(|kind, _| !BY_ITSELF.contains(kind));
    if kinds != told {
        return Err(format!("the journal has {kinds:?}, the tills were told {told:?}").into());
    }
    counts.add("journal entries", written.len() as u64);
    Ok(())
}
