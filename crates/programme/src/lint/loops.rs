//! Units that grow by being turned into other units: in a circle, or in one step by their worth.
//!
//! Circles are found as in arbitrage: start with one of each unit and keep the most that steps can make of it, and by
//! which step; a unit that comes to be made from itself has gone round a circle that gains.
//! Cost: units times steps times units, all bounded.

use super::Lint;
use super::floor::largest;
use crate::diagnostic_codes as code;
use crate::rulebook::{Counting, Effect, Rulebook, Unit};
use crate::source::Path;
use model::amount::format_decimal;
use model::{Key, Units};

/// Units and steps that are looked at; programmes have a handful.
const LOOKED_AT: usize = 300;
/// One, for factors. Rounding is always down, so that a circle without gain is never taken for one with.
const ONE: i128 = 1_000_000_000_000;

/// So much of units taken, and what is given for it.
struct Trade<'b> {
    /// Units taken, at their scale.
    takes: Vec<(&'b Unit, Units)>,
    /// Units given, in thousandths of their smallest step.
    gives: Vec<(&'b Unit, i64)>,
    path: Path,
}

/// One unit becomes `factor` of another.
struct Step<'b> {
    from: &'b Key,
    to: &'b Key,
    factor: i128,
    path: &'b Path,
}

impl Lint<'_> {
    pub(super) fn loops(&mut self) {
        let trades = trades(self.book);
        let steps = steps(&trades);
        let Some(mut circle) = circle(self.book, &steps) else { return };
        // Told from the step that stands first in the document.
        let first =
            steps.iter().find_map(|step| circle.iter().position(|s| std::ptr::eq(*s, step)));
        circle.rotate_left(first.unwrap_or(0));
        let factor = circle.iter().fold(ONE, |product, step| along(product, step));
        let first = circle[0];
        let way = circle
            .iter()
            .fold(format!("`{}`", first.from), |way, step| format!("{way} -> `{}`", step.to));
        // Six decimals are enough to see the gain.
        let factor = i64::try_from(factor / 1_000_000).unwrap_or(i64::MAX);
        let factor = format_decimal(factor, 6).to_string();
        let message = format!(
            "{way}: one comes back as {}",
            factor.trim_end_matches('0').trim_end_matches('.')
        );
        let hint = "lower what one of the steps gives";
        self.warn(code::UNIT_LOOP, first.path, message, hint);
    }

    /// Single steps that give units worth more than those they take.
    pub(super) fn gains(&mut self) {
        for trade in trades(self.book) {
            let taken: Option<i128> = trade
                .takes
                .iter()
                .map(|(unit, amount)| {
                    unit.worth_micro
                        .map(|worth| worth_of(unit, i128::from(amount.0) * 1_000, worth))
                })
                .sum();
            let given: i128 = trade
                .gives
                .iter()
                .filter_map(|(unit, amount)| {
                    unit.worth_micro.map(|worth| worth_of(unit, i128::from(*amount), worth))
                })
                .sum();
            if taken.is_some_and(|taken| taken > 0 && given > taken) {
                let message = "the units given are worth more than those taken";
                let hint = "lower what is given, or correct the worth of the units";
                self.warn(code::UNIT_GAIN, &trade.path, message, hint);
            }
        }
    }
}

/// Conversions and rewards that take units and give units.
fn trades(book: &Rulebook) -> Vec<Trade<'_>> {
    let mut trades = Vec::new();
    let root = Path::root();
    for conversion in &book.conversions {
        let takes = book.unit(conversion.unit.as_str()).map(|unit| (unit, conversion.every));
        let gives = units_given(book, &conversion.effects);
        let path = root.key("conversions").key(conversion.key.as_str());
        trades.push(Trade { takes: takes.into_iter().collect(), gives, path });
    }
    for reward in book.catalogue.iter().filter(|reward| !reward.benefit) {
        let unit = |(unit, amount): &(Key, Units)| Some((book.unit(unit.as_str())?, *amount));
        let takes = reward.cost.iter().filter_map(unit).collect();
        let gives = units_given(book, &reward.effects);
        trades.push(Trade { takes, gives, path: root.key("catalogue").key(reward.key.as_str()) });
    }
    trades.retain(|trade| !trade.gives.is_empty());
    trades
}

/// What effects give at once, at most.
fn units_given<'b>(book: &'b Rulebook, effects: &[Effect]) -> Vec<(&'b Unit, i64)> {
    let given = |effect: &Effect| match effect {
        Effect::Earn(earning) => match &earning.amount {
            Counting::Once(value) => Some((book.unit(earning.unit.as_str())?, largest(value)?)),
            _ => None,
        },
        _ => None,
    };
    effects.iter().filter_map(given).collect()
}

/// Trades of one unit, as steps.
fn steps<'b>(trades: &'b [Trade<'b>]) -> Vec<Step<'b>> {
    let mut steps = Vec::new();
    for trade in trades {
        let [(taken, amount)] = trade.takes.as_slice() else { continue };
        if amount.is_zero() {
            continue;
        }
        for (unit, given) in &trade.gives {
            let numerator = i128::from(*given) * i128::from(taken.one());
            let denominator = 1_000 * i128::from(unit.one()) * i128::from(amount.0);
            let factor = numerator.saturating_mul(ONE) / denominator;
            steps.push(Step { from: &taken.key, to: &unit.key, factor, path: &trade.path });
        }
    }
    steps.truncate(LOOKED_AT);
    steps
}

/// An amount after a step.
fn along(amount: i128, step: &Step<'_>) -> i128 {
    amount.saturating_mul(step.factor) / ONE
}

/// The steps of a circle that gains, if there is one.
fn circle<'s, 'b>(book: &Rulebook, steps: &'s [Step<'b>]) -> Option<Vec<&'s Step<'b>>> {
    let units: Vec<&Key> = book.units.iter().map(|unit| &unit.key).take(LOOKED_AT).collect();
    let place = |key: &Key| units.iter().position(|known| *known == key);
    let ends: Vec<(usize, usize, &Step<'_>)> =
        steps.iter().filter_map(|step| Some((place(step.from)?, place(step.to)?, step))).collect();
    let mut most = vec![ONE; units.len()];
    let mut by: Vec<Option<(usize, &Step<'_>)>> = vec![None; units.len()];
    for _ in 0..units.len() {
        for (from, to, step) in &ends {
            let made = along(most[*from], step);
            if made > most[*to] {
                most[*to] = made;
                by[*to] = Some((*from, step));
                if let Some(circle) = way_round(&by, *to) {
                    return Some(circle);
                }
            }
        }
    }
    None
}

/// The steps by which the most of a unit was made from itself. As each of them made more than there was, so do all.
fn way_round<'s, 'b>(
    by: &[Option<(usize, &'s Step<'b>)>],
    start: usize,
) -> Option<Vec<&'s Step<'b>>> {
    let mut way = Vec::new();
    let mut at = start;
    while way.len() < by.len() {
        let (from, step) = by[at]?;
        way.push(step);
        if from == start {
            way.reverse();
            return Some(way);
        }
        at = from;
    }
    None
}

/// Money in the smallest measure that compares exactly: millionths of a minor unit, in thousandths of a unit's
/// smallest step, brought to nine decimals of the unit.
fn worth_of(unit: &Unit, thousandths: i128, worth_micro: i64) -> i128 {
    thousandths.saturating_mul(i128::from(worth_micro)).saturating_mul(1_000_000_000)
        / i128::from(unit.one())
}
