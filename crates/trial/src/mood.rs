//! How unlucky a run is: how often what goes wrong.

use simulation::trial::{Dice, Size};
use store::StoreError;

use crate::desk::{Call, Verdict};

/// Chances in a thousand, drawn once for a run: some runs are calm, some are not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mood {
    /// A call fails before anything was done.
    fail: u32,
    /// A write is done, and its answer is lost.
    lose: u32,
    /// The node ends between a write and its answer.
    sink: u32,
    /// What was written behind goes with the power.
    forget: u32,
    /// A node ends while calls wait.
    pub(crate) crash: u32,
    /// A client gives up.
    pub(crate) abandon: u32,
    /// The next step begins although earlier ones are not finished.
    pub(crate) hurry: u32,
    /// Requests under way at once.
    pub(crate) parallel: usize,
    /// Memory for states.
    pub(crate) cache_bytes: u64,
}

/// Who ends with a call, besides the caller's hopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toll {
    /// Nobody.
    None,
    /// The node that made the call.
    Node,
    /// All nodes: the power went.
    All,
}

impl Mood {
    /// The mood of a run.
    pub(crate) fn of(dice: &mut Dice) -> Self {
        let is_calm = dice.chance(150);
        let mut often = |rates: [u32; 3]| if is_calm { 0 } else { dice.pick(&rates) };
        Self {
            fail: often([0, 5, 40]),
            lose: often([0, 20, 80]),
            sink: often([0, 10, 60]),
            forget: often([0, 100, 300]),
            crash: often([0, 2, 10]),
            abandon: often([0, 3, 15]),
            hurry: dice.pick(&[50, 250, 600]),
            parallel: dice.pick(&[1, 3, 6, 10]),
            cache_bytes: dice.pick(&[0, 1 << 20, 1 << 20, 1 << 20]),
        }
    }

    /// How a call goes on, and who ends with it.
    pub(crate) fn judge(&self, dice: &mut Dice, call: Call) -> (Verdict, Toll) {
        if dice.chance(self.fail) {
            return (Verdict::Fail(failure(dice, call)), Toll::None);
        }
        if call == Call::Read {
            return (Verdict::Go, Toll::None);
        }
        if dice.chance(self.lose) {
            return (Verdict::Lose(StoreError::OutcomeUnknown), Toll::None);
        }
        if dice.chance(self.sink) {
            return (Verdict::Sink, Toll::Node);
        }
        if call == Call::Background && dice.chance(self.forget) {
            let toll = if dice.chance(600) { Toll::All } else { Toll::None };
            return (Verdict::Forget, toll);
        }
        (Verdict::Go, Toll::None)
    }
}

fn failure(dice: &mut Dice, call: Call) -> StoreError {
    match dice.below(if call == Call::Read { 2 } else { 4 }) {
        0 => StoreError::Busy,
        1 => StoreError::Unavailable("simulated".into()),
        2 => StoreError::Full,
        // Unknown, and in truth not done.
        _ => StoreError::OutcomeUnknown,
    }
}

/// How large a run is.
pub(crate) fn size(dice: &mut Dice, steps: usize) -> Size {
    Size {
        steps,
        members: dice.pick(&[2, 3, 5, 8]).min(steps.max(1)),
        nodes: dice.pick(&[1, 1, 2, 2, 3]),
    }
}
