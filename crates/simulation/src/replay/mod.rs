//! A history under any programme, in memory: decide, book, fold, count.
//!
//! Members do not know of each other, so they are spread over cores, one member at a time; only
//! when the programme has limits that all share (budgets, uses in all) everything goes through one core in
//! the order of time.
//!
//! COST: a few microseconds per receipt of five lines; memory for one member at a time, or for
//! all of them with shared limits.

mod member;
mod order;

use crate::chain::{ChainError, Counters, has_shared_limits};
use crate::history::{History, Moment};
use crate::summary::Tally;
use member::{Context, Journey};
use model::Instant;
use programme::rulebook::Rulebook;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Members that a core takes at once: enough to make taking cheap, few enough to end together.
const AT_ONCE: usize = 64;

/// How a history is carried out.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Cores to use.
    pub threads: usize,
    /// What time has to do is done up to here at the end.
    pub until: Option<Instant>,
    /// Gives members facts such as birthdays, the same for the same seed.
    pub personas: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: 1, until: None, personas: None }
    }
}

/// Carries a history out and counts what becomes of it.
pub fn replay(
    history: &History,
    rulebook: &Rulebook,
    options: &Options,
) -> Result<Tally, ChainError> {
    let context = Context { history, rulebook, options };
    if has_shared_limits(rulebook) {
        return by_time(&context);
    }
    let order = order::ByMember::new(history);
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Result<Tally, ChainError>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            scope.spawn(|| {
                let result = by_member(&context, &order, &next);
                results.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(result);
            });
        }
    });
    let results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut whole = Tally::default();
    for part in results {
        whole.merge(part?);
    }
    Ok(whole)
}

/// One core: takes members until none is left, then receipts without a member.
fn by_member(
    context: &Context<'_>,
    order: &order::ByMember,
    next: &AtomicUsize,
) -> Result<Tally, ChainError> {
    let mut tally = Tally::default();
    let mut counters = Counters::default();
    loop {
        let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
        if from >= order.groups() {
            return Ok(tally);
        }
        for group in from..(from + AT_ONCE).min(order.groups()) {
            match order.group(group) {
                order::Group::Member(member, moments) => {
                    let mut chain = Journey::of_member(member);
                    for moment in moments {
                        chain.step(context, *moment, &mut counters, &mut tally)?;
                    }
                    chain.finish(context, &mut counters, &mut tally)?;
                }
                order::Group::Anonymous(sales) => {
                    for sale in sales {
                        let moment = Moment::Bought(*sale);
                        Journey::of_receipt(*sale).step(
                            context,
                            moment,
                            &mut counters,
                            &mut tally,
                        )?;
                    }
                }
            }
        }
    }
}

/// Everything on one core in the order of time.
fn by_time(context: &Context<'_>) -> Result<Tally, ChainError> {
    let history = context.history;
    let mut tally = Tally::default();
    let mut counters = Counters::default();
    let mut chains: Vec<Journey> = Vec::with_capacity(history.members.len());
    for &moment in &history.timeline {
        match (moment, history.member(moment)) {
            (Moment::Bought(sale), None) => {
                Journey::of_receipt(sale).step(context, moment, &mut counters, &mut tally)?;
            }
            (_, Some(member)) => {
                // Members are numbered in the order in which they join.
                if chains.len() == member as usize {
                    chains.push(Journey::of_member(member));
                }
                chains[member as usize].step(context, moment, &mut counters, &mut tally)?;
            }
            (_, None) => {}
        }
    }
    for chain in chains {
        chain.finish(context, &mut counters, &mut tally)?;
    }
    Ok(tally)
}
