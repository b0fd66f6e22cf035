//! One owner's chain in memory, as the service would write it: book, append,
//! fold, check.

#![allow(dead_code, unreachable_pub)] // each test program uses its own part of it

use model::activity::TransferPurpose;
use model::entry::Hash;
use model::event::{EventRef, Purpose, Shortage};
use model::holdings::{Account, Part};
use model::id::{EntryId, HoldId, MemberId, TransferId, time_ordered};
use model::outcome::Outcome;
use model::{
    Activity, Because, Entry, Event, Happening, Instant, Key, Movement, Owner, Snapshot, Units,
};
use tessera_ledger::{BookError, Rebuild, book, check_owner, fold, originals_needed, read};

/// A day of the test's own calendar.
pub fn day(day: i64) -> Instant {
    Instant::from_second(1_750_000_000 + day * 86_400).expect("test days are within range")
}

pub fn unit() -> Key {
    Key::new("points")
}

pub fn member_id(number: u8) -> MemberId {
    MemberId(time_ordered(1, [number; 10]))
}

pub fn member(number: u8) -> Owner {
    Owner::member(member_id(number))
}

pub fn hold_id(number: u8) -> HoldId {
    HoldId(time_ordered(1, [number; 10]))
}

#[derive(Clone)]
pub struct Chain {
    pub snapshot: Snapshot,
    pub entries: Vec<(Entry, Hash)>,
}

impl Chain {
    pub fn new() -> Self {
        Self::of(member(1))
    }

    pub fn of(owner: Owner) -> Self {
        let mut chain = Self { snapshot: Snapshot::empty(owner), entries: Vec::new() };
        chain.does([Event::TimeAdvanced { to: day(0) }]);
        chain
    }

    /// Appends an entry with these events; nothing changes when it is refused.
    pub fn try_to(
        &mut self,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Vec<Movement>, BookError> {
        let because = Because::default;
        let events = events.into_iter().map(|event| Happening { event, because: because() });
        let events: Vec<Happening> = events.collect();
        let seq = self.snapshot.seq + 1;
        let needed = originals_needed(seq, &events);
        let entries = self.entries.iter().map(|(entry, _)| entry);
        let originals: Vec<&Entry> = entries.filter(|e| needed.contains(&e.seq)).collect();
        let movements = book(&self.snapshot, seq, &events, &originals)?;
        let at = self.snapshot.member.clock.unwrap_or(day(0));
        let entry = Entry {
            id: EntryId(time_ordered(1, [2; 10])),
            owner: self.snapshot.owner,
            seq,
            at,
            recorded_at: at,
            version: 1,
            activity: Activity::TimePassed,
            events,
            movements: movements.clone(),
            outcome: Outcome::default(),
            claims: Vec::new(),
            input: Hash::default(),
            actor: None,
            previous: self.snapshot.head,
        };
        let hash = Hash::of(&entry.to_bytes());
        fold(&mut self.snapshot, &entry, hash).expect("what was booked can be folded");
        assert_eq!(check_owner(&self.snapshot), [], "after entry {seq}");
        self.entries.push((entry, hash));
        Ok(movements)
    }

    /// Appends an entry and returns its number.
    pub fn does(&mut self, events: impl IntoIterator<Item = Event>) -> u64 {
        self.try_to(events).expect("these events can be booked");
        self.snapshot.seq
    }

    /// The movements of the last entry in one line each.
    pub fn booked(&self) -> Vec<String> {
        let (entry, _) = self.entries.last().expect("a chain begins with an entry");
        entry.movements.iter().map(line).collect()
    }

    pub fn spendable(&self) -> i64 {
        self.snapshot.holdings.spendable("points").0
    }

    pub fn pending(&self) -> i64 {
        let holding = self.snapshot.holdings.unit("points");
        holding.map_or(0, |h| h.pending().0)
    }

    pub fn held(&self) -> i64 {
        let holding = self.snapshot.holdings.unit("points");
        holding.map_or(0, |h| h.held().0)
    }

    /// Everything read again from bytes; must equal what was carried along.
    pub fn rebuilt(&self) -> tessera_ledger::Proven {
        let mut rebuild = Rebuild::new(self.snapshot.owner);
        for (seq, (entry, hash)) in (1..).zip(&self.entries) {
            let entry = read(seq, &entry.to_bytes(), *hash).expect("its bytes are whole");
            rebuild.step(&entry, *hash).expect("the chain is whole");
        }
        rebuild.finish()
    }
}

fn line(movement: &Movement) -> String {
    let side = |account: Account, lot: Option<model::LotId>| {
        let name = format!("{account:?}").to_lowercase();
        match lot {
            Some(lot) => format!("{name} {lot}"),
            None if account == Account::Spendable => "debt".to_owned(),
            None => name,
        }
    };
    let from = side(movement.from, movement.from_lot);
    let to = side(movement.to, movement.to_lot);
    format!("{} {from} -> {to}", movement.amount.0)
}

pub fn earned(amount: i64, active: Option<i64>, expires: Option<i64>) -> Event {
    Event::Earned {
        unit: unit(),
        amount: Units(amount),
        by_line: Vec::new(),
        active_at: active.map(day),
        expires_at: expires.map(day),
    }
}

pub fn spent(amount: i64) -> Event {
    captured(amount, None)
}

pub fn captured(amount: i64, hold: impl Into<Option<u8>>) -> Event {
    Event::Spent {
        unit: unit(),
        amount: Units(amount),
        purpose: Purpose::Purchase,
        value: None,
        by_line: Vec::new(),
        hold: hold.into().map(hold_id),
    }
}

pub fn held(number: u8, amount: i64) -> Event {
    Event::HoldPlaced {
        hold: hold_id(number),
        unit: unit(),
        amount: Units(amount),
        until: day(1_000),
    }
}

pub fn released(number: u8) -> Event {
    Event::HoldReleased { hold: hold_id(number), lapsed: false }
}

pub fn unearned(seq: u64, amount: i64, shortage: Shortage) -> Event {
    unearned_at(EventRef { seq, index: 0 }, amount, shortage)
}

pub fn unearned_at(of: EventRef, amount: i64, shortage: Shortage) -> Event {
    Event::Unearned { of, unit: unit(), amount: Units(amount), shortage }
}

pub fn unspent(seq: u64, before: i64, amount: i64, grace: Option<i64>) -> Event {
    Event::Unspent {
        of: EventRef { seq, index: 0 },
        unit: unit(),
        amount: Units(amount),
        before: Units(before),
        at_least_until: grace.map(day),
    }
}

pub fn adjusted(amount: i64) -> Event {
    Event::Adjusted {
        unit: unit(),
        amount: Units(amount),
        expires_at: None,
        reason: "a test".into(),
    }
}

/// A gift of parts: how much, and when it expires.
pub fn given(parts: &[(i64, Option<i64>)]) -> Event {
    let parts = parts.iter().map(|&(amount, expires)| Part {
        amount: Units(amount),
        expires_at: expires.map(day),
        active_at: None,
    });
    given_parts(parts.collect())
}

pub fn given_parts(parts: Vec<Part>) -> Event {
    Event::TransferredOut {
        transfer: TransferId(time_ordered(1, [3; 10])),
        to: member(2),
        unit: unit(),
        amount: parts.iter().map(|p| p.amount).sum(),
        parts,
        purpose: TransferPurpose::Gift,
    }
}

pub fn received(amount: i64, expires: Option<i64>) -> Event {
    Event::TransferredIn {
        transfer: TransferId(time_ordered(1, [3; 10])),
        from: member(1),
        unit: unit(),
        amount: Units(amount),
        active_at: None,
        expires_at: expires.map(day),
        purpose: TransferPurpose::Gift,
    }
}

pub fn advanced(to: i64) -> Event {
    Event::TimeAdvanced { to: day(to) }
}
