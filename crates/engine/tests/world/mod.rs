//! One member (or nobody) in a small world: decisions are booked and folded by
//! the real ledger, in memory.
#![allow(dead_code, reason = "each test file uses its own part of the world")]
#![allow(missing_docs, reason = "tests")]

use model::activity::{Enrol, Purchase, Return, ReturnedLine};
use model::id::{CertificateId, EntryId, MemberId, ReceiptId, time_ordered};
use model::outcome::Returned;
use model::snapshot::Snapshot;
use model::{
    Activity, Basket, Entry, Event, Instant, Key, Line, Money, Owner, Quantity, entry::Hash,
};
use programme::rulebook::Rulebook;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tessera_engine::{self as engine, Decision, Inputs, Original};

pub(crate) struct World {
    pub(crate) book: Rulebook,
    pub(crate) snapshot: Snapshot,
    pub(crate) entries: Vec<Entry>,
    pub(crate) now: Instant,
    returned: BTreeMap<ReceiptId, Returned>,
    made: u8,
}

pub(crate) fn rulebook(yaml: &str) -> Rulebook {
    let loaded = programme::load_text("test.yaml", yaml);
    loaded.rulebook.unwrap_or_else(|| panic!("the document has errors: {:?}", loaded.diagnostics))
}

/// Every good programme of the gallery.
pub(crate) fn gallery() -> Vec<(String, Rulebook)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let places = ["programmes", "tests/semantics"].map(|place| root.join(place));
    let mut folders: Vec<PathBuf> = places
        .iter()
        .flat_map(|place| std::fs::read_dir(place).expect("the gallery is there"))
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.join("programme.yaml").is_file())
        .collect();
    folders.sort();
    folders
        .into_iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(path.join("programme.yaml")).expect("readable");
            let l = programme::load_text("test.yaml", &text);
            l.rulebook.map(|b| (path.display().to_string(), b))
        })
        .collect()
}

pub(crate) fn line(id: &str, sku: &str, pieces: i64, price: i64) -> Line {
    Line {
        id: Key::new(id),
        sku: Key::new(sku),
        quantity: Quantity::pieces(pieces),
        price: Money(price),
        amount: Money(price * pieces),
        ..Line::default()
    }
}

pub(crate) fn basket(lines: Vec<Line>) -> Basket {
    Basket { lines, channel: Key::new("till"), ..Basket::default() }
}

impl World {
    /// A world with one enrolled member.
    pub(crate) fn new(book: Rulebook, now: &str) -> Self {
        Self::joined(book, now, Enrol::default())
    }

    /// The same with what is known at joining.
    pub(crate) fn joined(book: Rulebook, now: &str, enrol: Enrol) -> Self {
        let now: Instant = now.parse().expect("a time in a test");
        let owner = Owner::member(MemberId(time_ordered(0, [1; 10])));
        let mut world = Self {
            book,
            snapshot: Snapshot::empty(owner),
            entries: Vec::new(),
            now,
            returned: BTreeMap::new(),
            made: 0,
        };
        world.act(&Activity::Enrol(enrol));
        world
    }

    fn unique(&mut self) -> uuid::Uuid {
        self.made = self.made.wrapping_add(1);
        time_ordered(self.now.as_millisecond(), [self.made; 10])
    }

    pub(crate) fn decide(&self, activity: &Activity) -> Decision {
        let receipt = match activity {
            Activity::Return(returned) => Some(returned.receipt),
            _ => None,
        };
        let nothing = Returned::default();
        let original = receipt.and_then(|receipt| {
            let entry = self.entries.iter().find(|e| bought(e) == Some(receipt))?;
            Some(Original { entry, returned: self.returned.get(&receipt).unwrap_or(&nothing) })
        });
        engine::decide(&Inputs {
            rulebook: &self.book,
            snapshot: &self.snapshot,
            activity,
            at: self.now,
            now: self.now,
            original,
            pool: &[],
            certificates: &self.certificates(),
            exhausted: &[],
            seed: [u8::try_from(self.snapshot.seq % 251).unwrap_or_default(); 32],
            detailed: true,
        })
    }

    /// What is left on the certificates that were given: nobody spends them here.
    fn certificates(&self) -> Vec<(CertificateId, Money)> {
        let mut left: BTreeMap<CertificateId, i64> = BTreeMap::new();
        for happening in self.entries.iter().flat_map(|entry| &entry.events) {
            match &happening.event {
                Event::CertificateIssued { certificate, value, .. } => {
                    *left.entry(*certificate).or_default() += value.0;
                }
                Event::CertificateWithdrawn { certificate, amount } => {
                    *left.entry(*certificate).or_default() -= amount.0;
                }
                _ => {}
            }
        }
        left.into_iter().map(|(certificate, amount)| (certificate, Money(amount))).collect()
    }

    /// How many certificates were given for units so far.
    pub(crate) fn converted(&self) -> usize {
        let events = self.entries.iter().flat_map(|entry| &entry.events);
        let given = events.filter(|happening| {
            matches!(&happening.event, Event::CertificateIssued { paid_by: Some(_), .. })
        });
        given.count()
    }

    /// Decides, books and folds.
    pub(crate) fn act(&mut self, activity: &Activity) -> Decision {
        let decision = self.decide(activity);
        if decision.fatal().is_some() {
            return decision;
        }
        let seq = self.snapshot.seq + 1;
        let originals: Vec<&Entry> = self.entries.iter().collect();
        let movements = ledger::book(&self.snapshot, seq, &decision.events, &originals)
            .expect("a decision can always be booked");
        let entry = Entry {
            id: EntryId(self.unique()),
            owner: self.snapshot.owner,
            seq,
            at: self.now,
            recorded_at: self.now,
            version: 1,
            activity: activity.clone(),
            events: decision.events.clone(),
            movements,
            outcome: decision.outcome.clone(),
            claims: decision.claims.clone(),
            input: Hash::default(),
            actor: None,
            previous: self.snapshot.head,
        };
        let hash = Hash::of(&entry.to_bytes());
        ledger::fold(&mut self.snapshot, &entry, hash).expect("a booked entry can be folded");
        if let (Activity::Return(returned), Some(refund)) = (activity, &decision.outcome.refund) {
            self.returned.insert(returned.receipt, refund.so_far.clone());
        }
        self.entries.push(entry);
        decision
    }

    pub(crate) fn buy(&mut self, basket: Basket) -> (ReceiptId, Decision) {
        let receipt = ReceiptId(self.unique());
        let decision = self.act(&Activity::Purchase(Purchase { receipt, basket }));
        (receipt, decision)
    }

    pub(crate) fn give_back(&mut self, receipt: ReceiptId, lines: &[(&str, i64)]) -> Decision {
        let lines = lines
            .iter()
            .map(|(id, pieces)| ReturnedLine {
                line: Key::new(id),
                quantity: Quantity::pieces(*pieces),
            })
            .collect();
        self.act(&Activity::Return(Return {
            receipt,
            lines,
            void: false,
            reason: None,
            store: model::basket::Store::default(),
        }))
    }

    pub(crate) fn balance(&self, unit: &str) -> i64 {
        self.snapshot.holdings.spendable(unit).0
    }

    pub(crate) fn wait_days(&mut self, days: i64) {
        self.now += jiff::SignedDuration::from_hours(24 * days);
    }

    /// What rules remember and what is held, apart from what must differ: the
    /// position in the journal, how far time went, and the day on which somebody
    /// was last seen, for who brings goods back was there.
    pub(crate) fn essence(&self) -> serde_json::Value {
        let mut member = self.snapshot.member.clone();
        member.clock = None;
        member.used_up.clear();
        for series in member.series.values_mut() {
            series.buckets.retain(|b| b.1 != 0);
        }
        member.series.retain(|key, series| {
            !series.buckets.is_empty() && !key.as_str().starts_with("active:")
        });
        let balances: BTreeMap<&Key, (i64, i64)> = self
            .snapshot
            .holdings
            .units
            .iter()
            .map(|(unit, h)| (unit, (h.spendable().0, h.pending().0)))
            .filter(|(_, b)| *b != (0, 0))
            .collect();
        serde_json::json!({ "member": member, "balances": balances })
    }
}

fn bought(entry: &Entry) -> Option<ReceiptId> {
    match &entry.activity {
        Activity::Purchase(purchase) => Some(purchase.receipt),
        _ => None,
    }
}
