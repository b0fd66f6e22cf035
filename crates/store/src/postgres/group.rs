//! One try at writing a group of appends in one transaction.
//!
//! Phases: everything that may object is read (one round trip), [`judge`] decides in
//! memory, what the accepted appends do is written and committed (one round trip). A row
//! that somebody else wrote meanwhile makes an insert fail, and with it the commit that was
//! sent along: then the group is judged again.
//!
//! INVARIANT: what is objected to first is read last. Whoever sees the later part of
//! another writer's transaction therefore sees the earlier part too, and the answer is the
//! one that it would have been without the race.

use super::effects::Effects;
use super::fault::{is_contended, is_lost};
use super::judge::{Known, half, judge};
use super::link::{Answer, Broken, Link, Step};
use super::position;
use super::row::{self, get, get_hash, get_key, get_owner, get_text, get_uint};
use super::sql::{append as sql, configuration, journal};
use super::write::Columns;
use crate::{Append, Appended, StoreError, StoreGauges};
use std::collections::BTreeSet;
use tokio::time::{Instant, timeout_at};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// The answers of a group, one per append.
pub(super) type Outcomes = Vec<Result<Appended, StoreError>>;

/// What became of a try.
pub(super) enum Attempt {
    /// Committed, or nothing had to be.
    Done(Outcomes),
    /// Others were faster; nothing was written.
    Contended,
    /// The database does not take it; nothing was written.
    Refused(StoreError),
    /// The connection was lost, or time ran out; nothing was written.
    Lost(StoreError),
    /// The connection was lost, or time ran out, after the commit was sent.
    Unknown(Trace),
}

/// What to look for when it is unknown whether a transaction was committed.
pub(super) struct Trace {
    pub(super) transaction: i64,
    pub(super) outcomes: Outcomes,
    pub(super) owners: Vec<Uuid>,
    pub(super) seqs: Vec<i64>,
    pub(super) hashes: Vec<Vec<u8>>,
    pub(super) codes: Vec<Vec<u8>>,
}

/// Tries to write `appends`; the answer to the commit is waited for until `limit`.
pub(super) async fn attempt(
    link: &Link,
    base: u64,
    appends: &[&Append],
    limit: Instant,
    gauges: &StoreGauges,
) -> Attempt {
    let (mut known, transaction) = match timeout_at(limit, read(link, appends)).await {
        Ok(Ok(read)) => read,
        Ok(Err(failure)) => return give_up(link, failure).await,
        Err(_) => {
            link.give_up();
            return Attempt::Lost(super::connect::late());
        }
    };
    let holders = known.identities.clone();
    let holder = |kind: &model::Key, value: &smol_str::SmolStr| {
        holders.get(&(kind.clone(), value.clone())).copied()
    };
    let mut effects = Effects::of(appends.iter().copied(), holder);
    let outcomes: Outcomes =
        appends.iter().map(|append| judge(&mut known, append, &mut effects)).collect();
    if effects.is_empty() {
        // Nothing is lost with the connection when this fails.
        let _ = timeout_at(limit, link.batch("ROLLBACK")).await;
        return Attempt::Done(outcomes);
    }
    let columns = match position::first_of(base, transaction) {
        Ok(first) => Columns::of(&effects, first),
        Err(error) => Err(error),
    };
    let columns = match columns {
        Ok(columns) => columns,
        Err(error) => return give_up(link, Failure::Store(error)).await,
    };
    let steps = columns.steps();
    let written = timeout_at(limit, link.pipeline(&steps)).await;
    match written {
        Ok(Ok(answers)) => {
            let took = commit_time(&answers);
            gauges.group_written(appends.len(), took);
            Attempt::Done(outcomes)
        }
        Ok(Err(Broken { error, is_sent: false })) => give_up(link, Failure::Link(error)).await,
        Ok(Err(Broken { error, is_sent: true })) if !is_lost(&error) => refused(error),
        Ok(Err(_)) | Err(_) => {
            link.give_up();
            Attempt::Unknown(trace(transaction, outcomes, &effects))
        }
    }
}

enum Failure {
    Link(tokio_postgres::Error),
    Store(StoreError),
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Link(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Ends the transaction before anything was committed.
async fn give_up(link: &Link, failure: Failure) -> Attempt {
    let error = match failure {
        Failure::Link(error) if is_lost(&error) => {
            link.give_up();
            return Attempt::Lost(error.into());
        }
        Failure::Link(error) => refused(error),
        Failure::Store(error) => Attempt::Refused(error),
    };
    if link.batch("ROLLBACK").await.is_err() {
        link.give_up();
    }
    error
}

fn refused(error: tokio_postgres::Error) -> Attempt {
    if is_contended(&error) { Attempt::Contended } else { Attempt::Refused(error.into()) }
}

/// From the answer to the last write to the answer to the commit.
fn commit_time(answers: &[Answer]) -> std::time::Duration {
    match answers {
        [.., written, committed] => committed.at.saturating_duration_since(written.at),
        _ => std::time::Duration::ZERO,
    }
}

fn trace(transaction: i64, outcomes: Outcomes, effects: &Effects<'_>) -> Trace {
    let entries = || effects.entries.values().map(|(_, entry)| *entry);
    Trace {
        transaction,
        outcomes,
        owners: entries().map(|e| e.owner.id).collect(),
        seqs: entries().map(|e| row::int(e.seq)).collect(),
        hashes: entries().map(|e| e.hash.0.to_vec()).collect(),
        codes: effects.new_codes.keys().map(|hash| hash.0.to_vec()).collect(),
    }
}

/// The keys under which a group may meet something, each once and in order.
#[derive(Default)]
struct Asked<'a> {
    counters: Vec<&'a str>,
    owners: Vec<Uuid>,
    seqs: Vec<i64>,
    codes: Vec<&'a [u8]>,
    kinds: Vec<&'a str>,
    values: Vec<&'a str>,
    natural_keys: Vec<&'a [u8]>,
    receipts: Vec<Uuid>,
    keys: Vec<Vec<u8>>,
    generation: bool,
}

impl<'a> Asked<'a> {
    fn of(appends: &[&'a Append]) -> Self {
        let all = || appends.iter().copied();
        let identities = all().flat_map(|a| a.identities.iter().chain(&a.released_identities));
        let identities: BTreeSet<(&str, &str)> =
            identities.map(|i| (i.kind.as_str(), i.value.as_str())).collect();
        let entries = all().flat_map(|a| &a.entries);
        let heads: BTreeSet<(Uuid, i64)> = entries
            .flat_map(|e| [e.seq.saturating_sub(1), e.seq].map(|seq| (e.owner.id, row::int(seq))))
            .collect();
        let receipts = all().filter_map(|a| a.receipt.as_ref().map(|r| r.id.0));
        let returned = all().filter_map(|a| a.returned.map(|r| r.receipt.0));
        let natural = |a: &'a Append| a.receipt.as_ref()?.natural_key.as_ref().map(|k| &k.0[..]);
        let keys = all().filter_map(|a| Some(half(&a.idempotency?.key).to_vec()));
        Self {
            counters: sorted(all().flat_map(|a| a.claims.iter().map(|c| c.counter.as_str()))),
            owners: heads.iter().map(|head| head.0).collect(),
            seqs: heads.iter().map(|head| head.1).collect(),
            codes: sorted(all().flat_map(|a| a.codes.iter().map(|c| &c.hash.0[..]))),
            kinds: identities.iter().map(|i| i.0).collect(),
            values: identities.iter().map(|i| i.1).collect(),
            natural_keys: sorted(all().filter_map(natural)),
            receipts: sorted(receipts.chain(returned)),
            keys: sorted(keys),
            generation: all().any(|a| a.generation.is_some()),
        }
    }

    /// The statements that are needed, the first objection last.
    fn steps<'s>(&'s self) -> Vec<Step<'s>> {
        let mut steps = vec![step(sql::BEGIN, []), step(journal::MARK_WRITER, [])];
        let mut ask = |is_needed: bool, step: Step<'s>| {
            if is_needed {
                steps.push(step);
            }
        };
        ask(!self.counters.is_empty(), step(sql::COUNTERS, [&self.counters]));
        ask(!self.owners.is_empty(), step(sql::HEADS, [&self.owners, &self.seqs]));
        ask(!self.codes.is_empty(), step(sql::CODES, [&self.codes]));
        ask(!self.kinds.is_empty(), step(sql::IDENTITIES, [&self.kinds, &self.values]));
        ask(self.generation, step(configuration::GENERATION, []));
        ask(!self.natural_keys.is_empty(), step(sql::NATURAL_KEYS, [&self.natural_keys]));
        ask(!self.receipts.is_empty(), step(sql::RECEIPTS, [&self.receipts]));
        ask(!self.keys.is_empty(), step(sql::KEYS, [&self.keys]));
        steps.push(step(sql::TRANSACTION, []));
        steps
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.collect::<BTreeSet<T>>().into_iter().collect()
}

pub(super) fn step<'a, const N: usize>(
    sql: &'static str,
    params: [&'a (dyn ToSql + Sync); N],
) -> Step<'a> {
    Step { sql, params: params.to_vec() }
}

/// Begins the transaction and reads everything that may object; gives the number of the
/// transaction.
async fn read(link: &Link, appends: &[&Append]) -> Result<(Known, i64), Failure> {
    let asked = Asked::of(appends);
    let steps = asked.steps();
    let answers = link.pipeline(&steps).await.map_err(|broken| Failure::Link(broken.error))?;
    let (mut known, mut transaction) = (Known::default(), None);
    for (step, answer) in steps.iter().zip(&answers) {
        for row in &answer.rows {
            match step.sql {
                sql::TRANSACTION => transaction = Some(get(row, 0)?),
                other => learn(&mut known, other, row)?,
            }
        }
    }
    // A receipt that is met under its natural key is told of by its id.
    let met = known.natural_keys.values().map(|id| id.0);
    let met = sorted(met.filter(|id| !known.receipts.contains_key(id)));
    if !met.is_empty() {
        for row in link.rows(sql::RECEIPTS, &[&met]).await? {
            learn(&mut known, sql::RECEIPTS, &row)?;
        }
    }
    let none = StoreError::Misuse("a statement that always has a row");
    Ok((known, transaction.ok_or(none)?))
}

fn learn(known: &mut Known, sql: &str, row: &tokio_postgres::Row) -> Result<(), StoreError> {
    match sql {
        sql::COUNTERS => {
            known.counters.insert(get_key(row, 0)?, get(row, 1)?);
        }
        sql::HEADS => {
            let seq: u64 = get_uint(row, 1)?;
            let head = known.heads.entry(get(row, 0)?).or_default();
            *head = seq.max(*head);
        }
        sql::CODES => {
            known.codes.insert(get_hash(row, 0)?);
        }
        sql::IDENTITIES => {
            let place = (get_key(row, 0)?, get_text(row, 1)?);
            known.identities.insert(place, get_owner(row, 2)?);
        }
        configuration::GENERATION => known.generation = get_uint(row, 0)?,
        sql::NATURAL_KEYS => {
            let id = model::id::ReceiptId(get(row, 1)?);
            known.natural_keys.insert(get_hash(row, 0)?, id);
        }
        sql::RECEIPTS => {
            let receipt = row::receipt(row)?;
            known.receipts.insert(receipt.id.0, receipt);
        }
        sql::KEYS => {
            let key: &[u8] = get(row, 4)?;
            let key = key.try_into().map_err(|e| StoreError::unreadable("key", e))?;
            known.keys.insert(key, row::idempotency(row)?);
        }
        _ => {}
    }
    Ok(())
}
