//! What a group writes, as arrays per column: one statement per table.
//!
//! INVARIANT: tables are written in one order by all writers, and each in the order of its
//! keys, so that two writers never wait for each other in a circle.

use super::effects::Effects;
use super::group::step;
use super::link::Step;
use super::row::{int, kind_number};
use super::sql::append as sql;
use crate::{CodeRow, StoreError};
use model::Key;
use uuid::Uuid;

/// All columns of all tables that a group writes.
pub(super) struct Columns<'a> {
    keys: Keys,
    receipts: Receipts,
    returned: (Vec<Uuid>, Vec<i64>),
    natural_keys: (Vec<Vec<u8>>, Vec<Uuid>),
    released: Identities<'a>,
    taken: Identities<'a>,
    new_codes: Codes<'a>,
    revised_codes: Codes<'a>,
    entries: Entries<'a>,
    moved_counters: (Vec<&'a str>, Vec<i64>),
    new_counters: (Vec<&'a str>, Vec<i64>),
    batches: Batches<'a>,
    directory: Directory<'a>,
}

#[derive(Default)]
struct Keys {
    keys: Vec<Vec<u8>>,
    inputs: Vec<Vec<u8>>,
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    at: Vec<i64>,
}

#[derive(Default)]
struct Receipts {
    ids: Vec<Uuid>,
    natural_keys: Vec<Option<Vec<u8>>>,
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    inputs: Vec<Vec<u8>>,
    last_return_seqs: Vec<Option<i64>>,
}

#[derive(Default)]
struct Identities<'a> {
    kinds: Vec<&'a str>,
    values: Vec<&'a str>,
    owners: Vec<Uuid>,
    owner_kinds: Vec<i16>,
}

#[derive(Default)]
struct Codes<'a> {
    hashes: Vec<&'a [u8]>,
    shown: Vec<&'a str>,
    subjects: Vec<Uuid>,
    batches: Vec<Option<Uuid>>,
    bodies: Vec<Vec<u8>>,
}

#[derive(Default)]
struct Entries<'a> {
    positions: Vec<i64>,
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    at: Vec<i64>,
    recorded_at: Vec<i64>,
    words: Vec<&'a str>,
    hashes: Vec<&'a [u8]>,
    bodies: Vec<&'a [u8]>,
}

#[derive(Default)]
struct Batches<'a> {
    ids: Vec<Uuid>,
    coupons: Vec<&'a str>,
    counts: Vec<i64>,
    created_at: Vec<i64>,
    actors: Vec<Option<&'a str>>,
}

#[derive(Default)]
struct Directory<'a> {
    members: Vec<Uuid>,
    names: Vec<Option<&'a str>>,
    searches: Vec<Option<String>>,
    bodies: Vec<&'a [u8]>,
}

impl<'a> Columns<'a> {
    /// Spreads what a group does over columns; its first entry stands at `first`.
    pub(super) fn of(effects: &'a Effects<'a>, first: i64) -> Result<Self, StoreError> {
        let counters = |is_known: bool| {
            let those = effects.counters.iter().filter(move |c| c.1.1 == is_known);
            those.map(|(name, (value, _))| (name.as_str(), *value)).unzip()
        };
        Ok(Self {
            keys: Keys::of(effects),
            receipts: Receipts::of(effects),
            returned: effects.returns.iter().map(|(id, seq)| (*id, int(*seq))).unzip(),
            natural_keys: effects.natural_keys.iter().map(|(k, id)| (k.0.to_vec(), *id)).unzip(),
            released: Identities::released(effects),
            taken: Identities::taken(effects),
            new_codes: Codes::of(effects.new_codes.values().copied())?,
            revised_codes: Codes::of(effects.revised_codes.values().copied())?,
            entries: Entries::of(effects, first),
            moved_counters: counters(true),
            new_counters: counters(false),
            batches: Batches::of(effects),
            directory: Directory::of(effects),
        })
    }

    /// The statements, those without rows left out, and the commit.
    pub(super) fn steps<'s>(&'s self) -> Vec<Step<'s>> {
        let mut steps = Vec::new();
        let mut put = |rows: usize, step: Step<'s>| {
            if rows > 0 {
                steps.push(step);
            }
        };
        put(self.keys.keys.len(), self.keys.step());
        put(self.receipts.ids.len(), self.receipts.step());
        let (ids, seqs) = &self.returned;
        put(ids.len(), step(sql::MARK_RETURNED, [ids, seqs]));
        let (keys, ids) = &self.natural_keys;
        put(keys.len(), step(sql::INSERT_NATURAL_KEYS, [keys, ids]));
        let Identities { kinds, values, owners, .. } = &self.released;
        put(kinds.len(), step(sql::RELEASE_IDENTITIES, [kinds, values, owners]));
        let Identities { kinds, values, owners, owner_kinds } = &self.taken;
        put(kinds.len(), step(sql::INSERT_IDENTITIES, [kinds, values, owners, owner_kinds]));
        put(self.new_codes.hashes.len(), self.new_codes.step(sql::INSERT_CODES));
        put(self.revised_codes.hashes.len(), self.revised_codes.step(sql::REVISE_CODES));
        put(self.entries.positions.len(), self.entries.step());
        let (names, values) = &self.moved_counters;
        put(names.len(), step(sql::UPDATE_COUNTERS, [names, values]));
        let (names, values) = &self.new_counters;
        put(names.len(), step(sql::INSERT_COUNTERS, [names, values]));
        let Batches { ids, coupons, counts, created_at, actors } = &self.batches;
        let params: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
            [ids, coupons, counts, created_at, actors];
        put(ids.len(), step(sql::INSERT_BATCHES, params));
        let Directory { members, names, searches, bodies } = &self.directory;
        put(members.len(), step(sql::PUT_DIRECTORY, [members, names, searches, bodies]));
        steps.push(step(sql::COMMIT, []));
        steps
    }
}

impl Keys {
    fn of(effects: &Effects<'_>) -> Self {
        let mut columns = Self::default();
        for (key, used) in &effects.keys {
            columns.keys.push(key.to_vec());
            columns.inputs.push(used.input.0.to_vec());
            columns.owners.push(used.owner.id);
            columns.kinds.push(kind_number(used.owner.kind));
            columns.seqs.push(int(used.seq));
            columns.at.push(used.at.as_millisecond());
        }
        columns
    }

    fn step(&self) -> Step<'_> {
        let Self { keys, inputs, owners, kinds, seqs, at } = self;
        step(sql::INSERT_KEYS, [keys, inputs, owners, kinds, seqs, at])
    }
}

impl Receipts {
    fn of(effects: &Effects<'_>) -> Self {
        let mut columns = Self::default();
        for (id, new) in &effects.receipts {
            columns.ids.push(*id);
            columns.natural_keys.push(new.claim.natural_key.map(|k| k.0.to_vec()));
            columns.owners.push(new.claim.owner.id);
            columns.kinds.push(kind_number(new.claim.owner.kind));
            columns.seqs.push(int(new.claim.seq));
            columns.inputs.push(new.claim.input.0.to_vec());
            columns.last_return_seqs.push(new.last_return_seq.map(int));
        }
        columns
    }

    fn step(&self) -> Step<'_> {
        let Self { ids, natural_keys, owners, kinds, seqs, inputs, last_return_seqs } = self;
        step(
            sql::INSERT_RECEIPTS,
            [ids, natural_keys, owners, kinds, seqs, inputs, last_return_seqs],
        )
    }
}

impl<'a> Identities<'a> {
    /// Those that do not lead any more to whom they led before.
    fn released(effects: &Effects<'a>) -> Self {
        Self::of(effects, |moved| moved.before)
    }

    /// Those that lead to somebody new.
    fn taken(effects: &Effects<'a>) -> Self {
        Self::of(effects, |moved| moved.after)
    }

    fn of(
        effects: &Effects<'a>,
        side: impl Fn(&super::effects::Moved) -> Option<model::Owner>,
    ) -> Self {
        let mut columns = Self::default();
        for ((kind, value), moved) in &effects.identities {
            if let Some(owner) = side(moved).filter(|_| moved.before != moved.after) {
                columns.kinds.push(kind);
                columns.values.push(value);
                columns.owners.push(owner.id);
                columns.owner_kinds.push(kind_number(owner.kind));
            }
        }
        columns
    }
}

impl<'a> Codes<'a> {
    fn of(codes: impl Iterator<Item = &'a CodeRow>) -> Result<Self, StoreError> {
        let mut columns = Self::default();
        for code in codes {
            columns.hashes.push(&code.hash.0[..]);
            columns.shown.push(code.shown.as_str());
            columns.subjects.push(code.subject.id());
            columns.batches.push(code.batch.map(|b| b.0));
            let body = serde_json::to_vec(&code.subject).map_err(StoreError::database)?;
            columns.bodies.push(body);
        }
        Ok(columns)
    }

    fn step(&self, sql: &'static str) -> Step<'_> {
        let Self { hashes, shown, subjects, batches, bodies } = self;
        step(sql, [hashes, shown, subjects, batches, bodies])
    }
}

impl<'a> Entries<'a> {
    fn of(effects: &Effects<'a>, first: i64) -> Self {
        let mut columns = Self::default();
        for (ordinal, entry) in effects.entries.values() {
            columns.positions.push(first + ordinal);
            columns.owners.push(entry.owner.id);
            columns.kinds.push(kind_number(entry.owner.kind));
            columns.seqs.push(int(entry.seq));
            columns.at.push(entry.at.as_millisecond());
            columns.recorded_at.push(entry.recorded_at.as_millisecond());
            columns.words.push(entry.kind);
            columns.hashes.push(&entry.hash.0[..]);
            columns.bodies.push(&entry.bytes);
        }
        columns
    }

    fn step(&self) -> Step<'_> {
        let Self { positions, owners, kinds, seqs, at, recorded_at, words, hashes, bodies } = self;
        step(
            sql::INSERT_ENTRIES,
            [positions, owners, kinds, seqs, at, recorded_at, words, hashes, bodies],
        )
    }
}

impl<'a> Batches<'a> {
    fn of(effects: &Effects<'a>) -> Self {
        let mut columns = Self::default();
        for batch in &effects.batches {
            columns.ids.push(batch.id.0);
            columns.coupons.push(batch.coupon.as_str());
            columns.counts.push(i64::from(batch.count));
            columns.created_at.push(batch.created_at.as_millisecond());
            columns.actors.push(batch.actor.as_ref().map(Key::as_str));
        }
        columns
    }
}

impl<'a> Directory<'a> {
    fn of(effects: &Effects<'a>) -> Self {
        let mut columns = Self::default();
        for (member, row) in &effects.directory {
            columns.members.push(*member);
            columns.names.push(row.name.as_deref());
            columns.searches.push(row.name.as_ref().map(|n| n.to_lowercase()));
            columns.bodies.push(&row.body);
        }
        columns
    }
}
