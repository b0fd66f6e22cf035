//! Owners, entries and appends for tests.

use model::activity::{Enrol, Profile};
use model::entry::{Claim, Hash};
use model::holdings::{Account, LotId, Movement, Terms};
use model::id::{CouponId, EntryId, MemberId, ReceiptId, time_ordered};
use model::outcome::Outcome;
use model::{Activity, Because, Entry, Event, Happening, Instant, Key, Owner, Units};
use tessera_store::{
    Append, CodeRow, CodeSubject, IdempotencyClaim, IdentityClaim, ImportRun, NewEntry,
    ReceiptClaim, Store,
};
use uuid::Uuid;

pub(crate) const NOON: i64 = 1_780_000_000_000;

/// A moment so many seconds after the beginning of the test's world.
pub(crate) fn at(seconds: i64) -> Instant {
    Instant::from_millisecond(NOON + seconds * 1_000).expect("far from the ends of time")
}

/// The n-th id; later numbers sort later.
pub(crate) fn id(n: u64) -> Uuid {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&n.to_be_bytes());
    time_ordered(NOON, random)
}

pub(crate) fn member(n: u64) -> Owner {
    Owner::member(MemberId(id(n)))
}

pub(crate) fn receipt(n: u64) -> ReceiptId {
    ReceiptId(id(n))
}

pub(crate) fn hash(text: &str) -> Hash {
    Hash::of(text.as_bytes())
}

/// The next entries of one owner.
pub(crate) struct Chain {
    pub(crate) owner: Owner,
    pub(crate) seq: u64,
    pub(crate) head: Hash,
}

impl Chain {
    pub(crate) fn new(owner: Owner) -> Self {
        let (seq, head) = (0, Hash::default());
        Self { owner, seq, head }
    }

    /// The chain as it stands in the store.
    pub(crate) async fn load(
        store: &dyn Store,
        owner: Owner,
    ) -> Result<Self, tessera_store::StoreError> {
        let snapshot = store.load(owner).await?;
        Ok(snapshot.map_or_else(|| Self::new(owner), |s| Self { owner, seq: s.seq, head: s.head }))
    }

    fn next(&mut self, activity: Activity, event: Event, movements: Vec<Movement>) -> Entry {
        self.seq += 1;
        let moment = at(i64::try_from(self.seq).expect("small"));
        let entry = Entry {
            id: EntryId(id(self.seq)),
            owner: self.owner,
            seq: self.seq,
            at: moment,
            recorded_at: moment,
            version: 1,
            activity,
            events: vec![Happening { event, because: Because::default() }],
            movements,
            outcome: Outcome::default(),
            claims: Vec::new(),
            input: hash("input"),
            actor: None,
            previous: self.head,
        };
        self.head = NewEntry::new(&entry).hash;
        entry
    }

    /// Joining.
    pub(crate) fn enrol(&mut self) -> Entry {
        let joined = Event::MemberEnrolled {
            profile: Profile::default(),
            channel: None,
            store: None,
            advocate: None,
            affiliate: None,
        };
        self.next(Activity::Enrol(Enrol::default()), joined, Vec::new())
    }

    /// Earning points that never expire.
    pub(crate) fn earn(&mut self, amount: i64) -> Entry {
        let (unit, amount) = (Key::new("points"), Units(amount));
        let earned = Event::Earned {
            unit: unit.clone(),
            amount,
            by_line: Vec::new(),
            active_at: None,
            expires_at: None,
        };
        let movement = Movement {
            event: 0,
            unit,
            amount,
            from: Account::Issued,
            to: Account::Spendable,
            from_lot: None,
            to_lot: Some(LotId { seq: self.seq + 1, index: 0 }),
            hold: None,
            party: None,
            hold_until: None,
            terms: Terms::default(),
        };
        self.next(Activity::TimePassed, earned, vec![movement])
    }
}

/// The positions of all entries. They grow; what lies between two of them is up to the
/// backend.
pub(crate) async fn places(store: &dyn Store) -> Result<Vec<u64>, tessera_store::StoreError> {
    Ok(store.journal_after(0, 1_000).await?.iter().map(|row| row.position).collect())
}

/// The first entry of a member.
pub(crate) fn enrolment(n: u64) -> Append {
    Append::of(&Chain::new(member(n)).enrol())
}

/// Writes a member with `earnings` entries of 10 points after joining.
pub(crate) async fn fill(
    store: &dyn Store,
    n: u64,
    earnings: u64,
) -> Result<Chain, tessera_store::StoreError> {
    let mut chain = Chain::new(member(n));
    store.append(Append::of(&chain.enrol())).await?;
    for _ in 0..earnings {
        store.append(Append::of(&chain.earn(10))).await?;
    }
    Ok(chain)
}

pub(crate) fn key(text: &str, input: &str) -> Option<IdempotencyClaim> {
    Some(IdempotencyClaim { key: hash(text), input: hash(input), at: at(0) })
}

pub(crate) fn identity(value: &str, n: u64) -> IdentityClaim {
    IdentityClaim { kind: Key::new("phone"), value: value.into(), owner: member(n) }
}

pub(crate) fn receipt_claim(n: u64, natural: &str, owner: Owner, seq: u64) -> Option<ReceiptClaim> {
    Some(ReceiptClaim {
        id: receipt(n),
        natural_key: Some(hash(natural)),
        owner,
        seq,
        input: hash("receipt"),
    })
}

pub(crate) fn claim(counter: &str, delta: i64, maximum: Option<i64>) -> Claim {
    Claim { counter: Key::new(counter), delta, maximum }
}

/// A printed coupon code.
pub(crate) fn code(n: u64) -> CodeRow {
    CodeRow {
        hash: hash(&format!("code {n}")),
        shown: format!("****-{n}").into(),
        subject: CodeSubject::Coupon {
            coupon: Key::new("summer"),
            instance: model::basket::CouponInstance {
                id: CouponId(id(n)),
                holder: None,
                from: None,
                until: None,
                uses: Some(1),
                used: 0,
                revoked: false,
            },
        },
        batch: None,
    }
}

/// An import that has begun.
pub(crate) fn run(n: u64) -> ImportRun {
    ImportRun {
        id: id(n),
        kind: Key::new("members"),
        file_hash: hash("file"),
        file_name: "members.csv".into(),
        started_at: at(0),
        finished_at: None,
        undone_at: None,
        rows_done: 0,
        rows_failed: 0,
    }
}
