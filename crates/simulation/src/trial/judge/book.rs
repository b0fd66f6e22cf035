//! Everything that the judge knows of the shop, and what a deed does to it.
//!
//! [`Book::decide`] changes nothing: it says what would follow, or why nothing does.
//! [`Book::carry`] carries that in.

use super::purse::{LotId, Part, Purse};
use super::till::Priced;
use crate::trial::deed::{Buy, Deed};
use crate::trial::shop::Shop;
use std::collections::BTreeMap;

/// Numbers that an answer must show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Of a receipt, before discounts.
    pub total: i64,
    /// Of a receipt.
    pub discount: i64,
    /// Cents of a receipt paid with points.
    pub by_points: i64,
    /// Cents of a receipt left to pay.
    pub payable: i64,
    /// Cents that go back.
    pub refund: i64,
    /// Cents that go back as points.
    pub refund_by_points: i64,
    /// Points earned.
    pub earned: i64,
    /// Points spent.
    pub spent: i64,
    /// Earned points taken back.
    pub taken_back: i64,
    /// Spent points given back.
    pub given_back: i64,
    /// Points that a person gave or took.
    pub adjusted: i64,
    /// Points that went to somebody else.
    pub given: i64,
    /// The tier from now on, when it changed.
    pub tier: Option<usize>,
}

/// A member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    /// Entries in their chain.
    pub(crate) seq: u64,
    pub(crate) purse: Purse,
    /// Cents spent, less what came back.
    pub(crate) spent: i64,
    pub(crate) tier: usize,
    /// Uses of the leaflet's code.
    pub(crate) code_uses: i64,
}

/// A receipt, and how far it is back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) member: Option<usize>,
    pub(crate) priced: Priced,
    pub(crate) lot: LotId,
    /// Points by line.
    pub(crate) earned: Vec<i64>,
    pub(crate) points: Vec<Part>,
    pub(crate) code: bool,
    /// Pieces back by line.
    pub(crate) back: Vec<i64>,
    pub(crate) earned_back: i64,
    pub(crate) points_back: i64,
    pub(crate) counted_back: i64,
}

/// A claimed mug that was not given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claimed {
    pub(crate) member: usize,
    pub(crate) parts: Vec<Part>,
}

/// The moment of a deed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    /// For the business.
    pub(crate) at: i64,
    /// By the clock of the node.
    pub(crate) now: i64,
}

/// What the deed itself does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    /// When a reservation ends.
    pub until: Option<i64>,
    /// Whether the code of the leaflet was taken, where both could be.
    pub code: Option<bool>,
}

/// What follows from a deed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) people: Vec<(usize, Person)>,
    pub(crate) receipt: Option<(usize, Receipt)>,
    pub(crate) claimed: Option<(usize, Claimed)>,
    pub(crate) unclaimed: Option<usize>,
    pub(crate) hold: Option<(usize, usize)>,
    pub(crate) code_uses: i64,
    pub(crate) mugs: i64,
    pub(crate) facts: Facts,
}

/// Why nothing follows.
pub(crate) type No = &'static str;

/// The shop as the judge sees it.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) shop: Shop,
    pub(crate) people: BTreeMap<usize, Person>,
    pub(crate) receipts: BTreeMap<usize, Receipt>,
    pub(crate) claims: BTreeMap<usize, Claimed>,
    /// Whose hold a request made.
    pub(crate) holds: BTreeMap<usize, usize>,
    pub(crate) code_uses: i64,
    pub(crate) mugs: i64,
}

impl Book {
    pub(crate) fn new(shop: Shop) -> Self {
        Self {
            shop,
            people: BTreeMap::new(),
            receipts: BTreeMap::new(),
            claims: BTreeMap::new(),
            holds: BTreeMap::new(),
            code_uses: 0,
            mugs: 0,
        }
    }

    /// Whether nothing is left of the leaflet's code.
    pub(crate) fn code_is_used_up(&self) -> bool {
        self.code_uses >= self.shop.code_uses
    }

    /// A member at a moment, with one more entry in their chain.
    pub(crate) fn person(&self, member: usize, at: i64) -> Result<Person, No> {
        let mut person = self.people.get(&member).cloned().ok_or("member.not_found")?;
        person.purse.advance(at);
        person.seq += 1;
        Ok(person)
    }

    /// Time passes for a member.
    pub(crate) fn pass_time(&mut self, member: usize, at: i64) {
        if let Ok(person) = self.person(member, at) {
            self.people.insert(member, person);
        }
    }

    /// What would follow.
    pub(crate) fn decide(
        &self,
        request: usize,
        deed: &Deed,
        when: When,
        witness: Witness,
    ) -> Result<Change, No> {
        match deed {
            Deed::Join { member } => self.join(*member),
            Deed::Buy(buy) => self.buy(request, buy, when, witness),
            Deed::Return { of, lines, .. } => self.take_back(*of, lines, when.at),
            Deed::Hold { member, amount, lasting } => {
                let until = witness.until.unwrap_or(when.now + lasting);
                self.hold(request, *member, *amount, until, when.at)
            }
            Deed::Capture { of, amount } => self.capture(*of, *amount, when.at),
            Deed::Release { of } => self.release(*of, when.at),
            Deed::Claim { member } => self.claim(request, *member, when.at),
            Deed::Cancel { of } => self.cancel(*of, when.at),
            Deed::Adjust { member, amount } => self.adjust(*member, *amount, when.at),
            Deed::Give { from, to, amount } => self.give(*from, *to, *amount, when.at),
        }
    }

    fn join(&self, member: usize) -> Result<Change, No> {
        if self.people.contains_key(&member) {
            return Err("member.exists");
        }
        let person = Person { seq: 1, ..Person::default() };
        Ok(Change { people: vec![(member, person)], ..Change::default() })
    }

    /// When points of the shop begin to count and end, earned at a moment.
    fn terms(&self, at: i64) -> (i64, Option<i64>) {
        let day = crate::trial::shop::DAY;
        let active = at + self.shop.pending_days.unwrap_or(0) * day;
        (active, self.shop.expires_days.map(|days| active + days * day))
    }

    fn buy(&self, request: usize, buy: &Buy, when: When, witness: Witness) -> Result<Change, No> {
        /// So far a till's clock may be ahead.
        const AHEAD: i64 = 5 * 60_000;
        if when.at > when.now + AHEAD {
            return Err("time.invalid");
        }
        let mut person = match buy.member {
            Some(member) => Some(self.person(member, when.at)?),
            None => None,
        };
        let mut priced = Priced::of(&buy.basket);
        let code = self.takes_code(buy, person.as_ref(), &priced, witness);
        if code {
            let off = self.shop.code_amount.min(priced.total());
            priced.discount = super::till::split(off, &priced.amount);
        }
        let points = self.pay(buy, person.as_mut(), &mut priced)?;
        let mut facts = Facts {
            total: priced.total(),
            discount: priced.discount.iter().sum(),
            by_points: priced.by_points.iter().sum(),
            payable: priced.in_money().iter().sum(),
            spent: points.iter().map(|part| part.amount).sum(),
            ..Facts::default()
        };
        let mut receipt = Receipt {
            member: buy.member,
            lot: (person.as_ref().map_or(0, |person| person.seq), 0),
            earned: vec![0; priced.pieces.len()],
            points,
            code,
            back: vec![0; priced.pieces.len()],
            earned_back: 0,
            points_back: 0,
            counted_back: 0,
            priced,
        };
        if let Some(person) = &mut person {
            self.earn(person, &mut receipt, when.at);
            facts.earned = receipt.earned.iter().sum();
            person.code_uses += i64::from(code);
            person.spent += receipt.priced.paid().iter().sum::<i64>();
            facts.tier = self.raise(person);
        }
        let code_uses = i64::from(code);
        let people = buy.member.zip(person).into_iter().collect();
        let receipt = Some((request, receipt));
        Ok(Change { people, receipt, code_uses, facts, ..Change::default() })
    }

    fn takes_code(
        &self,
        buy: &Buy,
        person: Option<&Person>,
        priced: &Priced,
        witness: Witness,
    ) -> bool {
        let Some(person) = person.filter(|_| buy.code) else {
            return false;
        };
        person.code_uses < self.shop.code_uses_per_member
            && priced.total() >= self.shop.code_minimum
            && !self.code_is_used_up()
            && witness.code != Some(false)
    }

    /// Points that pay for a part of the basket.
    fn pay(
        &self,
        buy: &Buy,
        person: Option<&mut Person>,
        priced: &mut Priced,
    ) -> Result<Vec<Part>, No> {
        let Some(burn) = buy.burn else {
            return Ok(Vec::new());
        };
        let is_exact = matches!(burn, crate::trial::Burn::Exactly(_));
        let paid = match &person {
            None => Err("member.required"),
            Some(person) => priced.burn(&self.shop, burn, person.purse.spendable()),
        };
        match (paid, person) {
            (Ok(amount), Some(person)) => {
                priced.by_points = super::till::split(amount, &priced.paid());
                person.purse.take(amount).ok_or("units.insufficient")
            }
            (Err(no), _) if is_exact => Err(no),
            _ => Ok(Vec::new()),
        }
    }

    fn earn(&self, person: &mut Person, receipt: &mut Receipt, at: i64) {
        let bases = receipt.priced.in_money();
        let amount = bases.iter().sum::<i64>() * self.shop.give_at(at) / 100;
        receipt.earned = super::till::split(amount, &bases);
        let (active, expires_at) = self.terms(at);
        let pending = person.purse.clock.is_none_or(|clock| active > clock)
            && self.shop.pending_days.is_some();
        person.purse.earn(super::purse::Lot {
            id: receipt.lot,
            amount,
            pending,
            active_at: pending.then_some(active),
            expires_at,
        });
    }

    pub(crate) fn reached(&self, spent: i64) -> usize {
        self.shop.tiers.iter().filter(|tier| spent >= **tier).count()
    }

    fn raise(&self, person: &mut Person) -> Option<usize> {
        let to = self.reached(person.spent);
        if to <= person.tier {
            return None;
        }
        person.tier = to;
        Some(to)
    }

    /// What follows has come true.
    pub(crate) fn carry(&mut self, change: Change) -> Facts {
        self.people.extend(change.people);
        self.receipts.extend(change.receipt);
        self.claims.extend(change.claimed);
        if let Some(claim) = change.unclaimed {
            self.claims.remove(&claim);
        }
        self.holds.extend(change.hold);
        self.code_uses += change.code_uses;
        self.mugs += change.mugs;
        change.facts
    }
}
