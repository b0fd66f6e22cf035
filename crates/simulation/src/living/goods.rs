//! What the shop sells.

use super::super::trial::Dice;
use model::basket::{Line, Store};
use model::{Basket, Key, Money, Quantity};
use smol_str::SmolStr;

/// The three shops: short name, region.
pub const STORES: [(&str, &str); 3] =
    [("market-square", "centre"), ("station", "centre"), ("riverside", "north")];

/// Something on the shelf.
#[derive(Clone, Copy, Debug)]
pub struct Good {
    /// Product code.
    pub sku: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Category.
    pub category: &'static str,
    /// Cents.
    pub price: i64,
}

const fn good(sku: &'static str, name: &'static str, category: &'static str, price: i64) -> Good {
    Good { sku, name, category, price }
}

const COFFEE: [Good; 6] = [
    good("ESP", "Espresso", "coffee", 220),
    good("AME", "Americano", "coffee", 280),
    good("CAP", "Cappuccino", "coffee", 360),
    good("LAT", "Latte", "coffee", 390),
    good("FLW", "Flat white", "coffee", 380),
    good("FIL", "Filter coffee", "coffee", 300),
];

const CAKE: [Good; 5] = [
    good("CHC", "Cheesecake", "cake", 450),
    good("CRO", "Croissant", "cake", 240),
    good("CIN", "Cinnamon roll", "cake", 320),
    good("APP", "Apple pie", "cake", 420),
    good("BRW", "Brownie", "cake", 350),
];

const BREAD: [Good; 4] = [
    good("RYE", "Rye bread", "bread", 480),
    good("SDG", "Sourdough", "bread", 560),
    good("BAG", "Baguette", "bread", 290),
    good("ROL", "Rolls, six", "bread", 340),
];

const GROCERY: [Good; 8] = [
    good("MLK", "Milk, 1 l", "grocery", 149),
    good("EGG", "Eggs, ten", "grocery", 349),
    good("BUT", "Butter", "grocery", 279),
    good("CHE", "Mountain cheese", "grocery", 629),
    good("OIL", "Olive oil", "grocery", 1190),
    good("TOM", "Tomatoes, 1 kg", "grocery", 399),
    good("HNY", "Honey", "grocery", 750),
    good("BEA", "Coffee beans, 250 g", "grocery", 850),
];

/// The membership that is sold like goods.
pub(super) const PLUS: Good = good("PLUS", "Blue Cup Plus, one year", "membership", 2_900);

/// What somebody likes, in parts of a hundred.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taste {
    pub(super) cake: u32,
    pub(super) bread: u32,
    pub(super) grocery: u32,
}

/// A basket of somebody with a taste. At weekends people take more home.
pub(super) fn basket(dice: &mut Dice, taste: Taste, is_weekend: bool, store: usize) -> Basket {
    let mut lines = Lines::default();
    let more = if is_weekend { 250 } else { 0 };
    if dice.chance(870) {
        lines.put(dice.pick(&COFFEE), 1 + i64::from(dice.chance(180)));
    }
    if dice.chance(taste.cake * 10) {
        lines.put(dice.pick(&CAKE), 1 + i64::from(dice.chance(200)));
    }
    if dice.chance(taste.bread * 10 + more / 2) {
        lines.put(dice.pick(&BREAD), 1);
    }
    if dice.chance(taste.grocery * 10 + more) {
        for _ in 0..dice.between(1, 6) {
            lines.put(dice.pick(&GROCERY), dice.between(1, 2));
        }
    }
    if lines.0.is_empty() {
        lines.put(dice.pick(&COFFEE), 1);
    }
    let (id, region) = STORES[store % STORES.len()];
    let till = 1 + dice.below(2);
    of(lines.0, id, region, Some(till))
}

/// A basket with one thing.
pub(super) fn only(good: Good, store: usize) -> Basket {
    let mut lines = Lines::default();
    lines.put(good, 1);
    let (id, region) = STORES[store % STORES.len()];
    of(lines.0, id, region, None)
}

fn of(lines: Vec<Line>, store: &str, region: &str, till: Option<usize>) -> Basket {
    Basket {
        store: Store {
            id: Key::new(store),
            region: Some(Key::new(region)),
            country: Some(Key::new("DE")),
            ..Store::default()
        },
        till: till.map(|number| Key::from(format!("{store}-{number}"))),
        channel: Key::new("till"),
        lines,
        ..Basket::default()
    }
}

#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    /// Puts pieces in; what is there already becomes more.
    fn put(&mut self, good: Good, pieces: i64) {
        if let Some(line) = self.0.iter_mut().find(|line| line.sku == *good.sku) {
            line.quantity += Quantity(pieces * 1_000);
            line.amount += Money(good.price * pieces);
            return;
        }
        self.0.push(Line {
            id: Key::from((self.0.len() + 1).to_string()),
            sku: Key::new(good.sku),
            name: Some(SmolStr::new(good.name)),
            category: Some(Key::new(good.category)),
            quantity: Quantity(pieces * 1_000),
            price: Money(good.price),
            amount: Money(good.price * pieces),
            ..Line::default()
        });
    }
}
