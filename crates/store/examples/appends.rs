//! How many appends a PostgreSQL server makes durable per second, without anything around:
//! `cargo run --release -p tessera-store --example appends -- [CLIENTS] [SECONDS] [LANES]`.
//!
//! Starts a server of its own that writes through to the disk. Every client has a member
//! of its own and appends entry after entry, with an idempotency key, a receipt and its
//! natural key, as a purchase does; an entry has 1,500 bytes.
#![allow(clippy::print_stdout)]

use model::entry::Hash;
use model::id::{MemberId, ReceiptId, time_ordered};
use model::{Instant as Moment, Owner};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tessera_store::{
    Append, Appended, IdempotencyClaim, Journal, Maintenance, NewEntry, PostgresOptions,
    PostgresStore, ReceiptClaim, StoreError,
};
use testbed::{Cluster, Settings};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// About what a purchase with five lines takes.
const BYTES: usize = 1_500;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |usual: u64| arguments.next().map_or(Ok(usual), |a| a.parse());
    let (clients, seconds, lanes) = (number(64)?, number(5)?, number(2)?);
    let extra = [("max_wal_size", "8GB"), ("shared_buffers", "512MB")];
    let extra = extra.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let cluster = Cluster::start(Settings { fsync: true, tcp: false, extra })?;
    let database = cluster.database()?;
    let options = PostgresOptions { lanes: usize::try_from(lanes)?, ..PostgresOptions::default() };
    let store = Arc::new(PostgresStore::open_with(database.url(), options).await?);
    let until = Instant::now() + Duration::from_secs(seconds);
    let tasks: Vec<_> =
        (1..=clients).map(|n| tokio::spawn(client(store.clone(), n, until))).collect();
    let (mut count, mut slowest) = (0, Duration::ZERO);
    for task in tasks {
        let (done, worst) = task.await??;
        count += done;
        slowest = slowest.max(worst);
    }
    let read = store.gauges().read();
    println!(
        "{clients} clients, {lanes} lanes: {} appends/s, {:.1} per group, commit {} us, slowest {} ms, \
         {} groups tried again",
        count / seconds,
        read.sizes.sum as f64 / read.sizes.count.max(1) as f64,
        read.commits.sum / read.commits.count.max(1),
        slowest.as_millis(),
        read.retried_groups,
    );
    Ok(())
}

/// Appends until the time is over; how many, and how long the slowest took.
async fn client(
    store: Arc<PostgresStore>,
    n: u64,
    until: Instant,
) -> Result<(u64, Duration), StoreError> {
    let (mut seq, mut slowest) = (0_u64, Duration::ZERO);
    let moment = Moment::from_millisecond(1_780_000_000_000).map_err(|_| StoreError::Closed)?;
    let mut random = [0; 10];
    random[2..].copy_from_slice(&n.to_be_bytes());
    let owner = Owner::member(MemberId(time_ordered(1_780_000_000_000, random)));
    while Instant::now() < until {
        seq += 1;
        let name = Hash::of(format!("{n} {seq}").as_bytes());
        let bytes: Vec<u8> = name.0.iter().copied().cycle().take(BYTES).collect();
        random[..2].copy_from_slice(&name.0[..2]);
        let millis = moment.as_millisecond() + i64::try_from(seq).unwrap_or(0);
        let receipt = ReceiptId(time_ordered(millis, random));
        let (hash, kind) = (Hash::of(&bytes), "purchase");
        let entry = NewEntry { owner, seq, at: moment, recorded_at: moment, kind, bytes, hash };
        let append = Append {
            entries: vec![entry],
            idempotency: Some(IdempotencyClaim { key: name, input: hash, at: moment }),
            receipt: Some(ReceiptClaim {
                id: receipt,
                natural_key: Some(hash),
                owner,
                seq,
                input: hash,
            }),
            ..Append::default()
        };
        let began = Instant::now();
        if store.append(append).await? != Appended::Done {
            return Err(StoreError::Misuse("an append that nobody else could disturb"));
        }
        slowest = slowest.max(began.elapsed());
    }
    Ok((seq, slowest))
}
