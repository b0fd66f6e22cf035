//! A year of made-up receipts under a programme: what it gives back, really decided.
//!
//! A hundred shoppers come between four times a year and every week. Each pays with all the
//! units that the programme lets them, and shows every coupon in hand. What the programme
//! gives is its discounts and the worth of the units it issued; what is paid with units was
//! given before and is not counted again.
//!
//! INVARIANT: the same rulebook, goods and receipt give the same year.
//! COST: some two thousand decisions, tens of milliseconds.

use crate::chain::{Chain, ChainError, Counters};
use crate::trial::Dice;
use jiff::SignedDuration;
use model::activity::{Birthday, Enrol, Profile, Purchase};
use model::basket::{Burn, CouponInstance, PresentedCode, Store, Tender};
use model::id::{MemberId, ReceiptId};
use model::{Activity, Basket, Entry, Event, Instant, Key, Line, Money, Owner, Quantity, Units};
use programme::rulebook::Rulebook;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many shoppers come so often in a year.
const SHOPPERS: [(u32, i64); 4] = [(40, 4), (30, 12), (20, 26), (10, 52)];

/// What a receipt comes to, in percent of the usual one.
const SIZES: [i64; 8] = [40, 60, 70, 90, 100, 110, 140, 210];

/// The most lines of one receipt.
const LINES: i64 = 3;

const DAY: i64 = 24;

/// What a shop sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    /// Product code.
    pub sku: Key,
    /// Category.
    pub category: Key,
}

/// The shop whose year it is.
#[derive(Clone, Debug)]
pub struct Shop {
    /// What a usual receipt comes to.
    pub usual: Money,
    /// What is bought; not empty.
    pub goods: Vec<Goods>,
    /// When the year begins.
    pub from: Instant,
}

/// What became of the year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// Receipts.
    pub receipts: u64,
    /// Sales before discounts.
    pub total: Money,
    /// All discounts, those of coupons included.
    pub discount: Money,
    /// Units that were issued.
    pub issued: BTreeMap<Key, Units>,
    /// What those are worth by the document; nothing for units without a worth.
    pub worth: Money,
    /// Paid with units.
    pub by_units: Money,
}

impl Year {
    /// What is given back of the sales, in hundredths of a percent.
    pub fn gives_back_bps(&self) -> i64 {
        if self.total.0 <= 0 {
            return 0;
        }
        let given = i128::from(self.discount.0) + i128::from(self.worth.0);
        i64::try_from(given * 10_000 / i128::from(self.total.0)).unwrap_or(i64::MAX)
    }

    fn count(&mut self, entry: &Entry) {
        if let Some(receipt) = &entry.outcome.receipt {
            self.receipts += 1;
            self.total += receipt.total;
            self.discount += receipt.discount;
            self.by_units += receipt.by_units;
        }
        for happening in &entry.events {
            if let Event::Earned { unit, amount, .. } = &happening.event {
                *self.issued.entry(unit.clone()).or_default() += *amount;
            }
        }
    }
}

/// Lets a year pass.
pub fn year(rulebook: &Rulebook, shop: &Shop) -> Result<Year, ChainError> {
    let mut year = Year::default();
    let mut counters = Counters::default();
    let mut number = 0;
    for (shoppers, visits) in SHOPPERS {
        for _ in 0..shoppers {
            number += 1;
            Shopper::new(number, shop).live(rulebook, visits, &mut counters, &mut year)?;
        }
    }
    let worth = year.issued.iter().filter_map(|(key, amount)| {
        let unit = rulebook.unit(key.as_str())?;
        Some(unit.money(*amount))
    });
    year.worth = worth.sum();
    Ok(year)
}

struct Shopper<'s> {
    number: u64,
    shop: &'s Shop,
    dice: Dice,
    chain: Chain,
}

impl<'s> Shopper<'s> {
    fn new(number: u64, shop: &'s Shop) -> Self {
        let id = MemberId(Uuid::from_u128(u128::from(number)));
        let chain = Chain::of(Owner::member(id));
        Self { number, shop, dice: Dice::new(number, "sample year"), chain }
    }

    fn live(
        mut self,
        rulebook: &Rulebook,
        visits: i64,
        counters: &mut Counters,
        year: &mut Year,
    ) -> Result<(), ChainError> {
        let (month, day) = (self.dice.between(1, 12), self.dice.between(1, 28));
        let birthday = Birthday {
            month: i8::try_from(month).unwrap_or(1),
            day: i8::try_from(day).unwrap_or(1),
            year: Some(1985),
        };
        let profile = Profile { birthday: Some(birthday), ..Profile::default() };
        let enrol = Activity::Enrol(Enrol { profile, ..Enrol::default() });
        self.commit(rulebook, enrol, self.shop.from, counters, year)?;
        let between = 365 * DAY / visits;
        for visit in 0..visits {
            let hours = visit * between + self.dice.between(1, between.max(2) - 1);
            let at = self.shop.from + SignedDuration::from_hours(hours);
            if self.chain.is_due(rulebook, at) {
                self.commit(rulebook, Activity::TimePassed, at, counters, year)?;
            }
            let receipt = u128::from(self.number) << 16 | u128::try_from(visit).unwrap_or(0);
            let receipt = ReceiptId(Uuid::from_u128(1 << 96 | receipt));
            let basket = self.basket(rulebook);
            let purchase = Activity::Purchase(Purchase { receipt, basket });
            self.commit(rulebook, purchase, at, counters, year)?;
        }
        Ok(())
    }

    fn commit(
        &mut self,
        rulebook: &Rulebook,
        activity: Activity,
        at: Instant,
        counters: &mut Counters,
        year: &mut Year,
    ) -> Result<(), ChainError> {
        if let Ok(entry) = self.chain.commit(rulebook, activity, at, counters)? {
            year.count(entry);
        }
        Ok(())
    }

    fn basket(&mut self, rulebook: &Rulebook) -> Basket {
        let lines = self.dice.between(1, LINES);
        let total = self.shop.usual.0 * self.dice.pick(&SIZES) / 100;
        let lines = (0..lines).map(|index| {
            let goods = &self.shop.goods[self.dice.below(self.shop.goods.len())];
            let amount = Money((total / lines).max(1));
            Line {
                id: Key::new((index + 1).to_string()),
                sku: goods.sku.clone(),
                category: Some(goods.category.clone()),
                quantity: Quantity::ONE,
                price: amount,
                amount,
                ..Line::default()
            }
        });
        let lines: Vec<Line> = lines.collect();
        let burns = rulebook.redemptions.iter().map(|redemption| Burn {
            unit: redemption.unit.clone(),
            amount: None,
            hold: None,
        });
        Basket {
            store: Store { id: Key::new("1"), ..Store::default() },
            channel: Key::new("till"),
            lines,
            burns: burns.collect(),
            codes: self.codes(),
            tenders: vec![Tender { kind: Key::new("card"), amount: Money::ZERO }],
            ..Basket::default()
        }
    }

    /// Every coupon in hand.
    fn codes(&self) -> Vec<PresentedCode> {
        let snapshot = self.chain.snapshot();
        let held = snapshot.member.coupons.iter().take(5);
        held.map(|held| PresentedCode {
            shown: held.coupon.0.clone(),
            coupon: Some(held.coupon.clone()),
            instance: Some(CouponInstance {
                id: held.id,
                holder: Some(snapshot.owner),
                from: Some(held.from),
                until: held.until,
                uses: held.uses,
                used: held.used,
                revoked: false,
            }),
        })
        .collect()
    }
}
