//! Who comes to the shop, and how they live with it.

use super::goods::Taste;
use super::{Frame, PersonIndex};
use crate::trial::Dice;
use jiff::ToSpan;
use jiff::civil::Date;

/// How many join in the year.
const PEOPLE: PersonIndex = 480;

/// Days of the year.
pub(super) const DAYS: i64 = 365;

/// Somebody who joins.
#[derive(Clone, Debug)]
pub struct Person {
    /// The day on which they join.
    pub joins: Date,
    /// Who brought them.
    pub friend_of: Option<PersonIndex>,
    /// The last day on which they come; they stay when absent.
    pub leaves: Option<Date>,
    /// Visits in a hundred weeks.
    pub(super) rate: u32,
    pub(super) taste: Taste,
    /// Where they go mostly.
    pub(super) store: usize,
    /// The hour at which they come mostly.
    pub(super) hour: i64,
    /// Whether they pay with points when they can.
    pub(super) is_spender: bool,
    /// Whether they buy the paid membership when there is one.
    pub(super) wants_plus: bool,
    pub(super) writes_reviews: bool,
}

impl Person {
    /// How much there is to tell about somebody: those who come often and spend points first.
    pub fn liveliness(&self) -> (bool, u32) {
        (self.is_spender, self.rate)
    }
}

/// Everybody, in the order of joining.
pub fn people(frame: &Frame) -> Vec<Person> {
    let mut dice = Dice::new(frame.seed, "people");
    let first = frame.today.saturating_sub(DAYS.days());
    let mut days: Vec<i64> = (0..PEOPLE).map(|_| day_of_joining(&mut dice)).collect();
    days.sort_unstable();
    let mut everybody: Vec<Person> = Vec::with_capacity(days.len());
    for day in days {
        let joins = first.saturating_add(day.days());
        let friend_of = friend(&mut dice, everybody.len());
        everybody.push(somebody(&mut dice, joins, friend_of, frame.today));
    }
    everybody
}

/// Most come when the programme opens; then there is a steady stream.
fn day_of_joining(dice: &mut Dice) -> i64 {
    match dice.chance(300) {
        true => dice.between(0, 20),
        false => dice.between(0, DAYS - 1),
    }
}

fn friend(dice: &mut Dice, known: usize) -> Option<PersonIndex> {
    let is_brought = known > 20 && dice.chance(120);
    is_brought.then(|| PersonIndex::try_from(dice.below(known)).unwrap_or_default())
}

fn somebody(dice: &mut Dice, joins: Date, friend_of: Option<PersonIndex>, today: Date) -> Person {
    // Many come now and then, some every week, a few every day.
    let rate = match dice.below(100) {
        0..=44 => dice.between(15, 60),
        45..=84 => dice.between(60, 160),
        _ => dice.between(200, 480),
    };
    let days = i64::from((today - joins).get_days());
    let leaves = (days > 40 && dice.chance(260))
        .then(|| joins.saturating_add(dice.between(20, days).days()));
    Person {
        joins,
        friend_of,
        leaves,
        rate: u32::try_from(rate).unwrap_or_default(),
        taste: Taste {
            cake: u32::try_from(dice.between(10, 60)).unwrap_or_default(),
            bread: u32::try_from(dice.between(0, 45)).unwrap_or_default(),
            grocery: u32::try_from(dice.between(0, 40)).unwrap_or_default(),
        },
        store: dice.below(3),
        hour: dice.pick(&[7, 8, 8, 9, 10, 12, 13, 15, 16, 17, 18]),
        is_spender: dice.chance(550),
        wants_plus: dice.chance(70),
        writes_reviews: dice.chance(90),
    }
}
