//! A year, day by day.

use super::goods::{PLUS, Taste, basket, only};
use super::people::{DAYS, Person};
use super::{Act, Deed, DeedIndex, Frame, PersonIndex};
use crate::trial::Dice;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use model::{Basket, Instant};

/// Receipts of people whom nobody knows, on one day.
const STRANGERS: (i64, i64) = (14, 34);

/// What people review.
const REVIEWED: [&str; 6] =
    ["cheesecake", "sourdough", "flat-white", "riverside", "breakfast", "honey"];

/// Reviews are asked for since so many days.
const REVIEWS_SINCE: i32 = 21;

/// The membership is sold from so many days before the last.
const PLUS_SINCE: i64 = 55;

/// Everything that happened in a year, in the order of time.
pub fn year(frame: &Frame, people: &[Person]) -> Vec<Act> {
    let mut acts = Vec::new();
    for (index, person) in people.iter().enumerate() {
        let index = PersonIndex::try_from(index).unwrap_or_default();
        life(frame, index, person, &mut acts);
    }
    strangers(frame, &mut acts);
    acts.retain(|act| act.at <= frame.until);
    // Where two do something in the same moment, the one who joined first goes first.
    acts.sort_by_key(|act| (act.at, act.person()));
    returns(frame, acts)
}

/// Joining, coming, reviewing.
fn life(frame: &Frame, index: PersonIndex, person: &Person, acts: &mut Vec<Act>) {
    let mut dice = Dice::new(frame.seed, &format!("life {index}"));
    let joined = moment(frame, &mut dice, person.joins, 9);
    acts.push(Act {
        at: joined,
        deed: Deed::Joined { person: index, friend_of: person.friend_of },
    });
    let plus_day = frame.today.saturating_sub(dice.between(5, PLUS_SINCE).days());
    let mut day = person.joins;
    while day <= frame.today && person.leaves.is_none_or(|last| day <= last) {
        if day == plus_day && person.wants_plus && day > person.joins {
            let at = moment(frame, &mut dice, day, person.hour);
            buy(acts, at, Some(index), only(PLUS, person.store), false);
        }
        if day > person.joins && dice.chance(chance_of(person, day)) {
            visit(frame, &mut dice, (index, person), day, acts);
        }
        day = day.saturating_add(1.day());
    }
}

/// A visit, and perhaps a review of it in the evening.
fn visit(
    frame: &Frame,
    dice: &mut Dice,
    (index, person): (PersonIndex, &Person),
    day: Date,
    acts: &mut Vec<Act>,
) {
    let at = moment(frame, dice, day, person.hour);
    let store = if dice.chance(850) { person.store } else { dice.below(3) };
    let basket = basket(dice, person.taste, is_weekend(day), store);
    let with_points = person.is_spender && dice.chance(350);
    buy(acts, at, Some(index), basket, with_points);
    let is_recent = (frame.today - day).get_days() <= REVIEWS_SINCE;
    if is_recent && person.writes_reviews && dice.chance(400) {
        let of = dice.pick(&REVIEWED);
        let stars = if dice.chance(800) { dice.between(4, 5) } else { dice.between(1, 3) };
        let stars = u8::try_from(stars).unwrap_or(5);
        let at = moment(frame, dice, day, 20).max(at);
        acts.push(Act { at, deed: Deed::Reviewed { person: index, of, stars } });
    }
}

fn buy(
    acts: &mut Vec<Act>,
    at: Instant,
    person: Option<PersonIndex>,
    basket: Basket,
    with_points: bool,
) {
    let basket = Box::new(basket);
    acts.push(Act { at, deed: Deed::Bought { person, basket, with_points } });
}

/// In thousandths: less in summer, more before the holidays.
fn chance_of(person: &Person, day: Date) -> u32 {
    let season = match day.month() {
        7 | 8 => 80,
        11 | 12 => 118,
        _ => 100,
    };
    (person.rate * season / 70).min(950)
}

fn strangers(frame: &Frame, acts: &mut Vec<Act>) {
    let mut dice = Dice::new(frame.seed, "strangers");
    let first = frame.today.saturating_sub(DAYS.days());
    for day in 0..=DAYS {
        let day = first.saturating_add(day.days());
        for _ in 0..dice.between(STRANGERS.0, STRANGERS.1) {
            let (at, basket) = stranger(frame, &mut dice, day);
            buy(acts, at, None, basket, false);
        }
    }
}

fn stranger(frame: &Frame, dice: &mut Dice, day: Date) -> (Instant, Basket) {
    let hour = dice.between(7, 18);
    let at = moment(frame, dice, day, hour);
    let taste = Taste { cake: 25, bread: 12, grocery: 10 };
    let store = dice.below(3);
    (at, basket(dice, taste, is_weekend(day), store))
}

/// A receipt of a moment, whoever comes in: for a shop that goes on living.
pub fn receipt_of_the_moment(
    frame: &Frame,
    people: &[Person],
    number: u64,
) -> (Option<PersonIndex>, Basket) {
    let mut dice = Dice::new(frame.seed, &format!("now {number}"));
    let is_weekend = is_weekend(frame.today);
    let index = dice.below(people.len());
    let here = people.get(index).filter(|person| person.leaves.is_none());
    match here.filter(|_| dice.chance(650)) {
        Some(person) => {
            let basket = basket(&mut dice, person.taste, is_weekend, person.store);
            (PersonIndex::try_from(index).ok(), basket)
        }
        None => (None, stranger(frame, &mut dice, frame.today).1),
    }
}

/// One purchase in a hundred comes back the day after, with its first line.
fn returns(frame: &Frame, acts: Vec<Act>) -> Vec<Act> {
    let mut dice = Dice::new(frame.seed, "returns");
    let mut all = Vec::with_capacity(acts.len() + acts.len() / 80);
    let mut waiting: Vec<(Instant, DeedIndex)> = Vec::new();
    for act in acts {
        while let Some(at) = waiting.first().map(|first| first.0).filter(|at| *at <= act.at) {
            let (_, purchase) = waiting.remove(0);
            all.push(Act { at, deed: Deed::CameBack { purchase } });
        }
        let is_purchase = matches!(act.deed, Deed::Bought { person: Some(_), .. });
        if is_purchase && dice.chance(10) {
            let back = act.at.checked_add(26.hours()).unwrap_or(act.at);
            waiting.push((back, DeedIndex::try_from(all.len()).unwrap_or_default()));
        }
        all.push(act);
    }
    all
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// A moment of a day, around an hour at which the shop is open.
fn moment(frame: &Frame, dice: &mut Dice, day: Date, hour: i64) -> Instant {
    let minutes = hour * 60 + dice.between(-45, 75);
    let minutes = minutes.clamp(7 * 60, 21 * 60);
    let seconds = minutes * 60 + dice.between(0, 59);
    let midnight = day.to_zoned(frame.zone.clone()).map(|zoned| zoned.timestamp());
    let midnight = midnight.unwrap_or(frame.until);
    midnight.checked_add(seconds.seconds()).unwrap_or(midnight)
}
