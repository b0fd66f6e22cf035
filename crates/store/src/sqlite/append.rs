//! One append inside the writer's transaction.
//!
//! INVARIANT: everything is checked before the first row is written, so a refused append
//! leaves nothing behind and its group goes on without savepoints.

use super::pending::{self, Shared};
use super::recent::{Row, Rows};
use super::row::{self, int, kind_number, optional};
use super::sql::{claims, journal};
use super::{configuration, look_up};
use crate::{Append, Appended, CodeRow, IdentityClaim, NewEntry, StoreError};
use model::entry::Hash;
use model::{Key, Owner};
use rusqlite::{Connection, params};
use std::cell::OnceCell;

/// One transaction of appends: what they share, and what those before have claimed in it.
pub(super) struct Group<'a> {
    connection: &'a Connection,
    recent: &'a Shared,
    /// Claimed by this transaction; pushed to `recent` when it is committed.
    claimed: Rows,
    /// The position of the next entry.
    next: u64,
    /// The generation of the configuration, read when the first append asks for it.
    generation: OnceCell<u64>,
}

impl<'a> Group<'a> {
    /// Begins inside a transaction that excludes other writers.
    pub(super) fn new(connection: &'a Connection, recent: &'a Shared) -> Result<Self, StoreError> {
        pending::catch_up(connection, recent)?;
        let next = recent.read().known() + 1;
        recent.write().begin_writing();
        let (claimed, generation) = (Rows::default(), OnceCell::new());
        Ok(Self { connection, recent, claimed, next, generation })
    }

    /// Checks and writes.
    pub(super) fn write(&mut self, append: &Append) -> Result<Appended, StoreError> {
        if let Some(objection) = first_objection(self, append)? {
            return Ok(objection);
        }
        let connection = self.connection;
        let counters = match count(connection, append)? {
            Ok(counters) => counters,
            Err(counter) => return Ok(Appended::LimitReached { counter }),
        };
        let rows = pending::rows(append, self.next)?;
        insert_entries(connection, &append.entries, self.next)?;
        insert_claims(connection, append)?;
        insert_codes(connection, append)?;
        let mut put = connection.prepare_cached(claims::PUT_COUNTER)?;
        for (counter, value) in counters {
            put.execute(params![counter.as_str(), value])?;
        }
        self.next += rows.len() as u64;
        for row in rows {
            pending::insert(connection, &row)?;
            self.claimed.push(row);
        }
        Ok(Appended::Done)
    }

    /// What was claimed, to be taken along once it is committed.
    pub(super) fn into_rows(self) -> Vec<Row> {
        self.claimed.rows
    }
}

fn first_objection(group: &Group<'_>, append: &Append) -> Result<Option<Appended>, StoreError> {
    let connection = group.connection;
    if let Some(found) = repeated(group, append)? {
        return Ok(Some(found));
    }
    if let Some(found) = known_receipt(group, append)? {
        return Ok(Some(found));
    }
    if let Some(found) = reconfigured(group, append)? {
        return Ok(Some(found));
    }
    if let Some(found) = taken_identity(connection, append)? {
        return Ok(Some(found));
    }
    if let Some(found) = taken_code(connection, append)? {
        return Ok(Some(found));
    }
    conflict(group, &append.entries)
}

fn repeated(group: &Group<'_>, append: &Append) -> Result<Option<Appended>, StoreError> {
    let Some(claim) = &append.idempotency else {
        return Ok(None);
    };
    if append.entries.is_empty() {
        return Err(StoreError::Misuse("an idempotency key needs an entry"));
    }
    let key = pending::half(&claim.key);
    let found = match group.claimed.request(&key) {
        Some(found) => Some(found),
        None => look_up::request(group.connection, group.recent, &key)?,
    };
    Ok(found.map(|f| match f.input == claim.input {
        true => Appended::Repeated { owner: f.owner, seq: f.seq },
        false => Appended::KeyMismatch,
    }))
}

fn known_receipt(group: &Group<'_>, append: &Append) -> Result<Option<Appended>, StoreError> {
    let find = |id| match group.claimed.receipt(id) {
        Some(found) => Ok(Some(found)),
        None => look_up::receipt(group.connection, group.recent, id),
    };
    if let Some(returned) = &append.returned
        && find(returned.receipt)?.is_none()
    {
        return Err(StoreError::Misuse("a return of an unknown receipt"));
    }
    let Some(claim) = &append.receipt else {
        return Ok(None);
    };
    let mut found = find(claim.id)?;
    if let (None, Some(key)) = (&found, &claim.natural_key) {
        let id = match group.claimed.natural_key(key) {
            Some(id) => Some(id),
            None => look_up::natural_key(group.connection, group.recent, key)?,
        };
        found = id.map(find).transpose()?.flatten();
    }
    Ok(found.map(|f| Appended::ReceiptExists {
        id: f.id,
        owner: f.owner,
        seq: f.seq,
        same_input: f.input == claim.input,
    }))
}

fn reconfigured(group: &Group<'_>, append: &Append) -> Result<Option<Appended>, StoreError> {
    let Some(known) = append.generation else {
        return Ok(None);
    };
    let stands = match group.generation.get() {
        Some(generation) => *generation,
        None => {
            let generation = configuration::generation(group.connection)?;
            *group.generation.get_or_init(|| generation)
        }
    };
    Ok((stands != known).then_some(Appended::Reconfigured))
}

fn taken_identity(
    connection: &Connection,
    append: &Append,
) -> Result<Option<Appended>, StoreError> {
    let same = |a: &IdentityClaim, b: &IdentityClaim| a.kind == b.kind && a.value == b.value;
    for (index, claim) in append.identities.iter().enumerate() {
        let mut find = connection.prepare_cached(claims::FIND_IDENTITY)?;
        let found = optional(&mut find, params![claim.kind.as_str(), claim.value.as_str()], |r| {
            row::get_owner(r, 0)
        })?;
        let released = |holder: Owner| {
            let given_up = |r: &&IdentityClaim| same(r, claim) && r.owner == holder;
            append.released_identities.iter().find(given_up).is_some()
        };
        let stored = found.filter(|holder| !released(*holder));
        let earlier = append.identities[..index].iter().find(|c| same(c, claim));
        let holder = stored.or(earlier.map(|c| c.owner));
        if let Some(owner) = holder.filter(|holder| *holder != claim.owner) {
            return Ok(Some(Appended::IdentityTaken {
                kind: claim.kind.clone(),
                value: claim.value.clone(),
                owner,
            }));
        }
    }
    Ok(None)
}

fn taken_code(connection: &Connection, append: &Append) -> Result<Option<Appended>, StoreError> {
    let mut hashes: Vec<Hash> = append.codes.iter().map(|c| c.hash).collect();
    hashes.sort_unstable();
    if let Some(pair) = hashes.windows(2).find(|pair| pair[0] == pair[1]) {
        return Ok(Some(Appended::CodeTaken { hash: pair[0] }));
    }
    for hash in hashes {
        let mut find = connection.prepare_cached(claims::FIND_CODE)?;
        if find.exists(params![hash.0])? {
            return Ok(Some(Appended::CodeTaken { hash }));
        }
    }
    Ok(None)
}

/// Each entry must be the next one of its chain, after those before it in the append.
fn conflict(group: &Group<'_>, entries: &[NewEntry]) -> Result<Option<Appended>, StoreError> {
    for (index, entry) in entries.iter().enumerate() {
        let earlier = entries[..index].iter().rev();
        let head = match earlier.clone().find(|e| e.owner == entry.owner) {
            Some(previous) => previous.seq,
            None => match group.claimed.chain(entry.owner.id).last() {
                Some(place) => place.seq,
                None => look_up::head(group.connection, group.recent, entry.owner.id)?,
            },
        };
        if entry.seq != head + 1 {
            return Ok(Some(Appended::Conflict { owner: entry.owner }));
        }
    }
    Ok(None)
}

type Counters<'a> = Vec<(&'a Key, i64)>;

/// The new values of all counters that move, or the counter that must not.
fn count<'a>(
    connection: &Connection,
    append: &'a Append,
) -> Result<Result<Counters<'a>, Key>, StoreError> {
    let mut counters: Counters<'a> = Vec::new();
    for claim in &append.claims {
        let known = counters.iter().position(|c| *c.0 == claim.counter);
        let index = match known {
            Some(index) => index,
            None => {
                let mut find = connection.prepare_cached(claims::FIND_COUNTER)?;
                let name = params![claim.counter.as_str()];
                let value = optional(&mut find, name, |r| r.get::<_, i64>(0))?;
                counters.push((&claim.counter, value.unwrap_or(0)));
                counters.len() - 1
            }
        };
        let next = counters[index].1.checked_add(claim.delta);
        let over = |value: i64| claim.delta > 0 && claim.maximum.is_some_and(|m| value > m);
        match next.filter(|value| !over(*value)) {
            Some(value) => counters[index].1 = value,
            None => return Ok(Err(claim.counter.clone())),
        }
    }
    Ok(Ok(counters))
}

fn insert_entries(
    connection: &Connection,
    entries: &[NewEntry],
    first: u64,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(journal::INSERT)?;
    for (position, entry) in (first..).zip(entries) {
        insert.execute(params![
            int(position),
            entry.owner.id.as_bytes(),
            kind_number(entry.owner.kind),
            int(entry.seq),
            entry.at.as_millisecond(),
            entry.recorded_at.as_millisecond(),
            entry.kind,
            entry.hash.0,
            entry.bytes,
        ])?;
    }
    Ok(())
}

fn insert_claims(connection: &Connection, append: &Append) -> Result<(), StoreError> {
    for released in &append.released_identities {
        let (kind, value) = (released.kind.as_str(), released.value.as_str());
        connection.prepare_cached(claims::RELEASE_IDENTITY)?.execute(params![
            kind,
            value,
            released.owner.id.as_bytes()
        ])?;
    }
    for claim in &append.identities {
        let (kind, value) = (claim.kind.as_str(), claim.value.as_str());
        let (id, number) = (claim.owner.id.as_bytes(), kind_number(claim.owner.kind));
        connection
            .prepare_cached(claims::INSERT_IDENTITY)?
            .execute(params![kind, value, id, number])?;
    }
    if let Some(row) = &append.directory {
        let search = row.name.as_ref().map(|n| n.to_lowercase());
        let name = row.name.as_deref();
        connection.prepare_cached(claims::PUT_DIRECTORY)?.execute(params![
            row.member.0.as_bytes(),
            name,
            search,
            row.body
        ])?;
    }
    Ok(())
}

fn insert_codes(connection: &Connection, append: &Append) -> Result<(), StoreError> {
    if let Some(batch) = &append.batch {
        connection.prepare_cached(claims::INSERT_BATCH)?.execute(params![
            batch.id.0.as_bytes(),
            batch.coupon.as_str(),
            batch.count,
            batch.created_at.as_millisecond(),
            batch.actor.as_ref().map(Key::as_str),
        ])?;
    }
    for code in &append.codes {
        put_code(connection, claims::INSERT_CODE, code)?;
    }
    for code in &append.revised_codes {
        put_code(connection, claims::REVISE_CODE, code)?;
    }
    Ok(())
}

fn put_code(connection: &Connection, sql: &str, code: &CodeRow) -> Result<(), StoreError> {
    let body = serde_json::to_vec(&code.subject)
        .map_err(|e| StoreError::Database(e.to_string().into()))?;
    let subject = code.subject.id();
    let values = params![
        code.hash.0,
        code.shown.as_str(),
        subject.as_bytes(),
        code.batch.map(|b| *b.0.as_bytes()),
        body,
    ];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}
