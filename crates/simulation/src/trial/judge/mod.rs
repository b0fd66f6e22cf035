//! The judge: a small shop of its own, which is told in which order a service wrote things
//! down, and foretells every answer and everything that is held.
//!
//! A request is open from the moment it is sent until it is answered or its node is gone.
//! What it did must have happened at one moment in between: the moment of writing when it
//! was carried out, any moment when it was refused.

mod book;
mod purse;
mod till;
mod undoing;

pub use book::{Facts, Witness};

use super::deed::{Deed, Request};
use super::shop::Shop;
use book::{Book, No, When};
use std::collections::{BTreeMap, BTreeSet};

/// What a client was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was carried out.
    Done(Facts),
    /// An expected "no".
    No(&'static str),
}

/// What a member holds, as anybody may look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Entries in the chain; not compared when what time brings is not written down yet.
    pub seq: u64,
    /// Points that can be spent, less debt.
    pub spendable: i64,
    /// Points that do not count yet.
    pub pending: i64,
    /// Points in reservations.
    pub held: i64,
    /// Open lots: entry, points, whether they wait, and when they expire.
    pub lots: Vec<(u64, i64, bool, Option<i64>)>,
    /// Reservations.
    pub holds: usize,
    /// Claimed mugs that were not given back.
    pub claims: usize,
    /// Cents spent.
    pub spent: i64,
    /// The tier.
    pub tier: usize,
    /// Uses of the leaflet's code.
    pub code_uses: i64,
}

/// A request under way.
#[derive(Clone, Debug)]
struct Open {
    request: usize,
    /// The clock of its node.
    now: i64,
    /// What that clock has shown since it was sent: any of it may be when a reservation
    /// was asked for.
    shown: Vec<i64>,
    /// Every "no" that would have been right at some moment.
    noes: BTreeSet<No>,
    /// There was nothing left of the code at some moment.
    code_was_used_up: bool,
    booked_meanwhile: bool,
    /// The clock moved after something was booked: which state met which time is unknown.
    is_blurred: bool,
}

/// The judge of one run.
#[derive(Clone, Debug)]
pub struct Judge {
    requests: Vec<Request>,
    book: Book,
    open: BTreeMap<usize, Open>,
    done: BTreeMap<usize, Facts>,
    /// Requests that used a key, and a receipt's number.
    keys: BTreeMap<usize, usize>,
    numbers: BTreeMap<(u32, i64), usize>,
}

impl Judge {
    /// The judge of a plan in a shop.
    pub fn new(shop: Shop, requests: Vec<Request>) -> Self {
        Self {
            requests,
            book: Book::new(shop),
            open: BTreeMap::new(),
            done: BTreeMap::new(),
            keys: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// A request goes on its way; `flight` names this sending of it.
    pub fn sent(&mut self, flight: usize, request: usize, now: i64) {
        let open = Open {
            request,
            now,
            shown: vec![now],
            noes: BTreeSet::new(),
            code_was_used_up: false,
            booked_meanwhile: false,
            is_blurred: false,
        };
        self.open.insert(flight, open);
        self.look_at(flight);
    }

    /// The clock of the node that works on it moved.
    pub fn clock_moved(&mut self, flight: usize, now: i64) {
        let Some(open) = self.open.get_mut(&flight) else { return };
        open.is_blurred |= open.booked_meanwhile;
        open.now = now;
        open.shown.push(now);
        self.look_at(flight);
    }

    /// Nobody waits for it any more.
    pub fn gone(&mut self, flight: usize) {
        self.open.remove(&flight);
    }

    /// Notes what would be refused at this moment.
    fn look_at(&mut self, flight: usize) {
        let Some(open) = self.open.get(&flight) else { return };
        let used_up = self.book.code_is_used_up();
        let noes: Vec<No> = match self.done.contains_key(&open.request) {
            true => Vec::new(),
            false => {
                let witnesses = self.witnesses(open).into_iter();
                let now = (open.now, open.now);
                witnesses.filter_map(|w| self.foretell(open.request, now, w).err()).collect()
            }
        };
        // Who decided on an outdated state learns first that the receipt is there.
        let is_taken = self.number_is_taken(open.request).then_some("receipt.exists");
        if let Some(open) = self.open.get_mut(&flight) {
            open.code_was_used_up |= used_up;
            open.noes.extend(noes.into_iter().chain(is_taken));
        }
    }

    /// Whether another receipt has its number.
    fn number_is_taken(&self, request: usize) -> bool {
        let by = self.number(request).and_then(|number| self.numbers.get(&number));
        by.is_some_and(|by| *by != request)
    }

    /// What could be true of a request that is not decided yet.
    fn witnesses(&self, open: &Open) -> Vec<Witness> {
        let Deed::Hold { lasting, .. } = &self.requests[open.request].deed else {
            return vec![Witness::default()];
        };
        let until = |now: &i64| Witness { until: Some(now + lasting), ..Witness::default() };
        open.shown.iter().map(until).collect()
    }

    /// When a request happens for the business, decided at `now`.
    fn moment(&self, request: usize, now: i64) -> i64 {
        match &self.requests[request].deed {
            Deed::Buy(buy) => buy.at.unwrap_or(now),
            _ => now,
        }
    }

    /// The number and the day by which a receipt is known for ever.
    fn number(&self, request: usize) -> Option<(u32, i64)> {
        match &self.requests[request].deed {
            Deed::Buy(buy) => Some((buy.number?, buy.at?.div_euclid(super::shop::DAY))),
            _ => None,
        }
    }

    fn foretell(
        &self,
        request: usize,
        (decided, now): (i64, i64),
        witness: Witness,
    ) -> Result<book::Change, No> {
        let asked = &self.requests[request];
        let used_by = asked.key.and_then(|key| self.keys.get(&key));
        if used_by.is_some_and(|by| *by != request) {
            return Err("idempotency.mismatch");
        }
        let when = When { at: self.moment(request, decided), now };
        let change = self.book.decide(request, &asked.deed, when, witness)?;
        if self.number_is_taken(request) {
            return Err("receipt.exists");
        }
        Ok(change)
    }

    /// The service wrote a request down, decided at `now`. `witness` tells what only the
    /// entry itself can tell; it is asked when that matters.
    pub fn booked(
        &mut self,
        request: usize,
        now: i64,
        witness: impl FnOnce() -> Witness,
    ) -> Result<(), String> {
        if self.done.contains_key(&request) {
            return Err(format!("request {request} was carried out twice"));
        }
        let mut flights = self.open.values().filter(|open| open.request == request);
        let either = flights.any(|open| open.code_was_used_up);
        let asks = match &self.requests[request].deed {
            Deed::Hold { .. } => true,
            Deed::Buy(buy) => buy.code && either && !self.book.code_is_used_up(),
            _ => false,
        };
        let witness = if asks { witness() } else { Witness::default() };
        // Whether its time was believed was seen when it was sent, by a clock that may have
        // moved back since.
        let change = self.foretell(request, (now, i64::MAX / 2), witness).map_err(|no| {
            format!("request {request} was carried out, but should have been refused: {no}")
        })?;
        let facts = self.book.carry(change);
        self.done.insert(request, facts);
        if let Some(key) = self.requests[request].key {
            self.keys.insert(key, request);
        }
        if let Some(number) = self.number(request) {
            self.numbers.insert(number, request);
        }
        self.all_look();
        Ok(())
    }

    /// The service wrote down that time passed for a member.
    pub fn time_passed(&mut self, member: usize, now: i64) {
        self.book.pass_time(member, now);
        self.all_look();
    }

    /// The second version of the programme counts from a moment on.
    pub fn version_changes(&mut self, from: i64) {
        self.book.shop.changes_at = Some(from);
        self.all_look();
    }

    fn all_look(&mut self) {
        let flights: Vec<usize> = self.open.keys().copied().collect();
        for flight in flights {
            if let Some(open) = self.open.get_mut(&flight) {
                open.booked_meanwhile = true;
            }
            self.look_at(flight);
        }
    }

    /// A client was answered.
    pub fn answered(&mut self, flight: usize, answer: Answer) -> Result<(), String> {
        let Some(open) = self.open.remove(&flight) else {
            return Err(format!("flight {flight} was not under way"));
        };
        let request = open.request;
        match (answer, self.done.get(&request)) {
            (Answer::Done(facts), Some(foretold)) if facts == *foretold => Ok(()),
            (Answer::Done(facts), Some(foretold)) => {
                Err(format!("request {request} gave {facts:?} instead of {foretold:?}"))
            }
            (Answer::Done(_), None) => {
                Err(format!("request {request} was answered but never written down"))
            }
            (Answer::No(no), _) if open.noes.contains(no) || open.is_blurred => Ok(()),
            (Answer::No(no), done) => {
                let also = if done.is_some() { ", and is carried out" } else { "" };
                let right = &open.noes;
                Err(format!("request {request} was refused with {no}{also}; right: {right:?}"))
            }
        }
    }

    /// Whether a request was carried out.
    pub fn is_done(&self, request: usize) -> bool {
        self.done.contains_key(&request)
    }

    /// How many requests were carried out.
    pub fn count_done(&self) -> usize {
        self.done.len()
    }

    /// What a member holds, with everything that is due by `now`; as written down when
    /// absent. `None` when they have not joined.
    pub fn standing(&self, member: usize, now: Option<i64>) -> Option<Standing> {
        let mut person = self.book.people.get(&member)?.clone();
        if let Some(now) = now {
            person.purse.advance(now);
        }
        let purse = &person.purse;
        let lots = purse.lots.iter();
        let mut lots: Vec<_> =
            lots.map(|lot| (lot.id.0, lot.amount, lot.pending, lot.expires_at)).collect();
        lots.sort_unstable();
        let mine = self.book.claims.values().filter(|claim| claim.member == member);
        Some(Standing {
            seq: person.seq,
            spendable: purse.spendable(),
            pending: purse.pending(),
            held: purse.held(),
            lots,
            holds: purse.holds.len(),
            claims: mine.count(),
            spent: person.spent,
            tier: person.tier,
            code_uses: person.code_uses,
        })
    }

    /// Uses of the leaflet's code, and mugs that are gone.
    pub fn counters(&self) -> [i64; 2] {
        [self.book.code_uses, self.book.mugs]
    }
}
