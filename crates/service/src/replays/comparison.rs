//! One owner after the other: what the journal says beside what would have been.

use super::result::{Cost, Example, ReplayResult, TierMove, UnitSum};
use crate::error::{Broken, Error};
use model::{Activity, Entry, Event, Instant, Key, Money, OwnerKind, Snapshot, Units};
use programme::rulebook::Rulebook;
use simulation::Chain;
use simulation::chain::Counters;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::JournalRow;

/// Examples that are kept.
const EXAMPLES: usize = 10;

pub(super) struct Comparison {
    current: Arc<Rulebook>,
    candidate: Arc<Rulebook>,
    window: (Instant, Instant),
    /// Up to here time has done its work in the real world.
    now: Instant,
    counters: Counters,
    owner: Option<Beside>,
    result: ReplayResult,
    before: Given,
    after: Given,
    tiers: BTreeMap<(Key, Option<Key>, Option<Key>), u64>,
}

/// One owner in both worlds.
struct Beside {
    real: Snapshot,
    other: Chain,
    receipts: u64,
    before: Given,
    after: Given,
}

/// What somebody got within the window.
#[derive(Clone, Debug, Default)]
struct Given {
    discount: Money,
    units: BTreeMap<Key, Units>,
}

impl Given {
    fn count(&mut self, entry: &Entry) {
        if let Some(receipt) = &entry.outcome.receipt {
            self.discount += receipt.discount;
        }
        for happening in &entry.events {
            if let Event::Earned { unit, amount, .. } = &happening.event {
                *self.units.entry(unit.clone()).or_default() += *amount;
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.discount += other.discount;
        for (unit, amount) in &other.units {
            *self.units.entry(unit.clone()).or_default() += *amount;
        }
    }

    /// What the units are worth by the first of the programmes that knows them.
    fn worth(&self, books: [&Rulebook; 2]) -> Money {
        let worth = self.units.iter().filter_map(|(key, amount)| {
            let unit = books.iter().find_map(|book| book.unit(key.as_str()))?;
            Some(unit.money(*amount))
        });
        worth.sum()
    }

    fn value(&self, books: [&Rulebook; 2]) -> Money {
        self.discount + self.worth(books)
    }
}

impl Comparison {
    pub(super) fn new(
        current: Arc<Rulebook>,
        candidate: Arc<Rulebook>,
        window: (Instant, Instant),
        now: Instant,
    ) -> Self {
        let result = ReplayResult {
            currency: candidate.currency.clone(),
            currency_scale: candidate.currency_scale,
            ..ReplayResult::default()
        };
        Self {
            current,
            candidate,
            window,
            now,
            counters: Counters::default(),
            owner: None,
            result,
            before: Given::default(),
            after: Given::default(),
            tiers: BTreeMap::new(),
        }
    }

    /// Takes the next entries, ordered by owner and number.
    pub(super) fn page(&mut self, rows: &[JournalRow]) -> Result<(), Error> {
        for row in rows {
            if self.owner.as_ref().is_none_or(|beside| beside.real.owner != row.owner) {
                self.end()?;
                if !matches!(row.owner.kind, OwnerKind::Member | OwnerKind::Receipt) {
                    continue;
                }
                self.owner = Some(Beside {
                    real: Snapshot::empty(row.owner),
                    other: Chain::of(row.owner),
                    receipts: 0,
                    before: Given::default(),
                    after: Given::default(),
                });
            }
            self.step(row)?;
        }
        Ok(())
    }

    fn step(&mut self, row: &JournalRow) -> Result<(), Error> {
        let Some(beside) = &mut self.owner else { return Ok(()) };
        let entry = row.entry()?;
        ledger::fold(&mut beside.real, &entry, row.hash)?;
        let (from, until) = self.window;
        let counts = from <= entry.at && entry.at < until;
        if counts {
            beside.before.count(&entry);
            if let Some(receipt) = &entry.outcome.receipt {
                beside.receipts += 1;
                self.result.receipts += 1;
                self.result.total += receipt.total;
            }
        }
        let at = entry.at;
        if matches!(entry.activity, Activity::TimePassed)
            && !beside.other.is_due(&self.candidate, at)
        {
            return Ok(());
        }
        // An account that was merged goes on by itself in the other world; the one that goes on
        // gets what it really got.
        if matches!(entry.activity, Activity::Merge(_) | Activity::PassOn(_) | Activity::Unmerge(_))
        {
            return Ok(());
        }
        let other = beside.other.commit(&self.candidate, entry.activity, at, &mut self.counters);
        match other.map_err(|error| Broken::of_chain(&error))? {
            Ok(entry) if counts => beside.after.count(entry),
            Ok(_) => {}
            Err(_) => self.result.refused += u64::from(counts),
        }
        Ok(())
    }

    /// Does what time has to do in the other world after the last entry of the real one.
    fn bring_to_now(&mut self, beside: &mut Beside) -> Result<(), Error> {
        let at = self.now.min(self.window.1);
        if !beside.other.is_due(&self.candidate, at) {
            return Ok(());
        }
        let passed =
            beside.other.commit(&self.candidate, Activity::TimePassed, at, &mut self.counters);
        if let Ok(entry) = passed.map_err(|error| Broken::of_chain(&error))?
            && self.window.0 <= at
        {
            beside.after.count(entry);
        }
        Ok(())
    }

    /// Counts the owner whose entries are all there.
    fn end(&mut self) -> Result<(), Error> {
        let Some(mut beside) = self.owner.take() else { return Ok(()) };
        self.bring_to_now(&mut beside)?;
        self.before.add(&beside.before);
        self.after.add(&beside.after);
        let Some(member) = beside.real.owner.as_member() else { return Ok(()) };
        let (current, candidate) = (&*self.current, &*self.candidate);
        let before = beside.before.value([current, candidate]);
        let after = beside.after.value([candidate, current]);
        if beside.receipts > 0 || before != after {
            match after.cmp(&before) {
                std::cmp::Ordering::Greater => self.result.winners += 1,
                std::cmp::Ordering::Less => self.result.losers += 1,
                std::cmp::Ordering::Equal => self.result.unchanged += 1,
            }
        }
        if before != after {
            keep(&mut self.result.examples, Example { member, before, after });
        }
        let tracks = current.tracks.iter().chain(&candidate.tracks).map(|track| &track.key);
        for track in tracks.collect::<BTreeSet<_>>() {
            let of = |snapshot: &Snapshot| {
                snapshot.member.tiers.get(track).map(|held| held.tier.clone())
            };
            let (from, to) = (of(&beside.real), of(beside.other.snapshot()));
            if from != to {
                *self.tiers.entry((track.clone(), from, to)).or_default() += 1;
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<ReplayResult, Error> {
        self.end()?;
        let mut result = self.result;
        let (current, candidate) = (&*self.current, &*self.candidate);
        result.before = cost(&self.before, [current, candidate], result.total);
        result.after = cost(&self.after, [candidate, current], result.total);
        let moves = self.tiers.into_iter();
        result.tiers = moves
            .map(|((track, from, to), members)| TierMove { track, from, to, members })
            .collect();
        Ok(result)
    }
}

/// Keeps those for whom most changes.
fn keep(examples: &mut Vec<Example>, example: Example) {
    let change = |example: &Example| (example.after - example.before).0.abs();
    let place = examples.partition_point(|known| change(known) >= change(&example));
    examples.insert(place, example);
    examples.truncate(EXAMPLES);
}

fn cost(given: &Given, books: [&Rulebook; 2], total: Money) -> Cost {
    let unit = |(key, issued): (&Key, &Units)| {
        let known = books.iter().find_map(|book| book.unit(key.as_str()));
        UnitSum { unit: key.clone(), issued: *issued, scale: known.map_or(0, |unit| unit.scale) }
    };
    let worth = given.worth(books);
    let share = i128::from((given.discount + worth).0) * 10_000 / i128::from(total.0.max(1));
    Cost {
        discount: given.discount,
        units: given.units.iter().map(unit).collect(),
        worth,
        share_bps: i64::try_from(share).unwrap_or(i64::MAX),
    }
}
