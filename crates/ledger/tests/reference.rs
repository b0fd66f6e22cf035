//! The book against a model that is too simple to be wrong: every single point
//! is a token that lies somewhere, and every rule moves one token at a time.

mod chain;

use chain::*;
use model::Units;
use model::allocation::cumulative;
use model::event::{EventRef, Shortage};
use model::holdings::parts_of;
use proptest::prelude::*;
use std::collections::BTreeMap;
use tessera_ledger::Violation;

const FORGOTTEN_AFTER: i64 = 366;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Pending,
    Active,
    Held,
    Lapsed,
    Gone,
}

#[derive(Clone, Debug)]
struct Token {
    lot: (u64, u16),
    place: Place,
    active_at: Option<i64>,
    expires: Option<i64>,
}

/// Something that can be reversed: how much of it is back already.
#[derive(Clone, Debug)]
struct Done {
    seq: u64,
    amount: i64,
    back: i64,
    expires: Option<i64>,
    /// Tokens in the order they were spent; empty for earnings.
    tokens: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct Model {
    clock: i64,
    debt: i64,
    tokens: Vec<Token>,
    earnings: Vec<Done>,
    spendings: Vec<Done>,
    /// Tokens in the order they were taken.
    holds: Vec<(u8, Vec<usize>)>,
    next_hold: u8,
    /// What left for other owners, less what came from them.
    away: i64,
}

fn far(expires: Option<i64>) -> i64 {
    expires.unwrap_or(i64::MAX)
}

impl Model {
    fn next(&self) -> Option<usize> {
        let active = (0..self.tokens.len()).filter(|&t| self.tokens[t].place == Place::Active);
        active.min_by_key(|&t| (far(self.tokens[t].expires), self.tokens[t].lot, t))
    }

    fn count(&self, place: impl Fn(Place) -> bool) -> i64 {
        self.tokens.iter().filter(|t| place(t.place)).count() as i64
    }

    fn active(&self) -> i64 {
        self.count(|p| p == Place::Active)
    }

    fn due(&self, at: Option<i64>) -> bool {
        at.is_some_and(|at| at <= self.clock)
    }

    /// A token becomes active, at its own terms or those of its open lot, and pays debt.
    fn arrive(&mut self, token: usize) {
        if self.debt > 0 {
            self.debt -= 1;
            self.tokens[token].place = Place::Gone;
        } else {
            self.tokens[token].place = Place::Active;
        }
    }

    /// A token comes back to a lot that may be open for longer by now.
    fn come_back(&mut self, token: usize, grace: Option<i64>) {
        let lot = self.tokens[token].lot;
        let own = self.tokens[token].expires;
        let mates = self.tokens.iter().filter(|t| t.lot == lot && t.place == Place::Active);
        let open = mates.map(|t| far(t.expires)).max();
        let mut until = open.unwrap_or(0).max(far(own));
        if let (Some(grace), true) = (grace, self.due(own)) {
            until = until.max(grace);
        }
        let until = (until != i64::MAX).then_some(until);
        self.tokens[token].expires = until;
        if self.due(until) {
            self.tokens[token].place = Place::Lapsed;
            return;
        }
        for mate in &mut self.tokens {
            if mate.lot == lot && mate.place == Place::Active {
                mate.expires = until;
            }
        }
        self.arrive(token);
    }

    fn earn(&mut self, seq: u64, amount: i64, active_at: Option<i64>, expires: Option<i64>) {
        for _ in 0..amount {
            self.tokens.push(Token { lot: (seq, 0), place: Place::Gone, active_at, expires });
            let token = self.tokens.len() - 1;
            if self.due(expires) {
                self.tokens[token].place = Place::Lapsed;
            } else if active_at.is_some() && !self.due(active_at) {
                self.tokens[token].place = Place::Pending;
            } else {
                self.arrive(token);
            }
        }
    }

    fn take(&mut self, amount: i64, to: Place) -> Vec<usize> {
        let mut taken = Vec::new();
        while let (Some(token), true) = (self.next(), (taken.len() as i64) < amount) {
            self.tokens[token].place = to;
            taken.push(token);
        }
        taken
    }

    /// Day by day, so that one leap is compared with many steps.
    fn advance(&mut self, to: i64) {
        while self.clock < to {
            self.clock += 1;
            let today = self.clock;
            let mut rising: Vec<usize> = (0..self.tokens.len())
                .filter(|&t| {
                    let token = &self.tokens[t];
                    token.place == Place::Pending
                        && token.active_at == Some(today)
                        && far(token.expires) > today
                })
                .collect();
            rising.sort_by_key(|&t| self.tokens[t].lot);
            for token in rising {
                self.arrive(token);
            }
            for token in &mut self.tokens {
                let open = matches!(token.place, Place::Pending | Place::Active);
                if open && token.expires == Some(today) {
                    token.place = Place::Lapsed;
                }
            }
        }
        self.forget();
    }

    fn lapsed_lots(&self) -> BTreeMap<(u64, u16), (i64, i64)> {
        let mut lots = BTreeMap::new();
        for token in self.tokens.iter().filter(|t| t.place == Place::Lapsed) {
            let lot = lots.entry(token.lot).or_insert((0, i64::MIN));
            lot.0 += 1;
            lot.1 = lot.1.max(far(token.expires));
        }
        lots
    }

    fn forget(&mut self) {
        for (lot, (_, at)) in self.lapsed_lots() {
            if at + FORGOTTEN_AFTER <= self.clock {
                let tokens = self.tokens.iter_mut();
                for token in tokens.filter(|t| t.lot == lot && t.place == Place::Lapsed) {
                    token.place = Place::Gone;
                }
            }
        }
    }

    fn unearn(&mut self, which: usize, amount: i64, shortage: Shortage) {
        let (lot, expires) = ((self.earnings[which].seq, 0), self.earnings[which].expires);
        self.earnings[which].back += amount;
        let own = |place: Place| matches!(place, Place::Pending | Place::Active);
        let mut left = amount;
        left -= self.remove(lot, left, own);
        let settled = expires.is_some_and(|at| at + FORGOTTEN_AFTER <= self.clock);
        if settled && !self.lapsed_lots().contains_key(&lot) {
            return;
        }
        left -= self.remove(lot, left, |place| place == Place::Lapsed);
        if shortage == Shortage::Keep {
            return;
        }
        left -= self.take(left, Place::Gone).len() as i64;
        if shortage == Shortage::Debt {
            self.debt += left;
        }
    }

    /// Removes tokens of a lot, those that lapsed first before those that lapsed last.
    fn remove(&mut self, lot: (u64, u16), amount: i64, place: impl Fn(Place) -> bool) -> i64 {
        let mut found: Vec<usize> = (0..self.tokens.len())
            .filter(|&t| self.tokens[t].lot == lot && place(self.tokens[t].place))
            .collect();
        found.sort_by_key(|&t| far(self.tokens[t].expires));
        found.truncate(usize::try_from(amount).expect("amounts here are not negative"));
        for &token in &found {
            self.tokens[token].place = Place::Gone;
        }
        found.len() as i64
    }

    fn agrees_with(&self, chain: &Chain) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.active() - self.debt, chain.spendable());
        prop_assert_eq!(self.count(|p| p == Place::Pending), chain.pending());
        prop_assert_eq!(self.count(|p| p == Place::Held), chain.held());
        let mut lots = BTreeMap::new();
        for token in &self.tokens {
            if matches!(token.place, Place::Pending | Place::Active) {
                let pending = token.place == Place::Pending;
                let lot = (token.lot, pending, token.expires.map(day));
                *lots.entry(lot).or_insert(0) += 1;
            }
        }
        let holding = chain.snapshot.holdings.unit("points");
        let holding = holding.cloned().unwrap_or_default();
        let open = holding.lots.iter().map(|l| {
            let lot = (l.id.seq, l.id.index);
            ((lot, l.pending, l.terms.expires_at), l.remaining.0)
        });
        prop_assert_eq!(lots, open.collect::<BTreeMap<_, _>>());
        let lapsed = holding.lapsed.iter().map(|l| {
            let lot = (l.lot.seq, l.lot.index);
            (lot, (l.amount.0, l.at))
        });
        let expected = self.lapsed_lots().into_iter();
        let expected = expected.map(|(lot, (amount, at))| (lot, (amount, day(at))));
        prop_assert_eq!(expected.collect::<BTreeMap<_, _>>(), lapsed.collect::<BTreeMap<_, _>>());
        Ok(())
    }
}

#[derive(Clone, Debug)]
enum Step {
    Earn(i64, Option<i64>, Option<i64>),
    Spend(i64),
    Unearn(usize, i64, Shortage),
    Unspend(usize, i64, Option<i64>),
    Hold(i64),
    Capture(usize, i64),
    Release(usize),
    Adjust(i64),
    /// An amount, after so many days.
    Give(i64, i64),
    Receive(i64, Option<i64>),
    Advance(i64),
}

fn steps() -> impl Strategy<Value = Step> {
    let shortage = prop_oneof![
        4 => Just(Shortage::Debt),
        1 => Just(Shortage::Cap),
        1 => Just(Shortage::Keep)
    ];
    prop_oneof![
        6 => (0i64..20, prop::option::of(-3i64..12), prop::option::of(-5i64..40))
            .prop_map(|(amount, active, expires)| Step::Earn(amount, active, expires)),
        5 => (1i64..25).prop_map(Step::Spend),
        4 => (any::<usize>(), 0i64..20, shortage).prop_map(|(w, a, s)| Step::Unearn(w, a, s)),
        4 => (any::<usize>(), 0i64..20, prop::option::of(-5i64..15))
            .prop_map(|(w, a, grace)| Step::Unspend(w, a, grace)),
        2 => (1i64..15).prop_map(Step::Hold),
        2 => (any::<usize>(), 0i64..15).prop_map(|(w, a)| Step::Capture(w, a)),
        1 => any::<usize>().prop_map(Step::Release),
        1 => (-15i64..10).prop_map(Step::Adjust),
        2 => (0i64..15, 0i64..6).prop_map(|(amount, days)| Step::Give(amount, days)),
        2 => (0i64..15, prop::option::of(-5i64..40))
            .prop_map(|(amount, expires)| Step::Receive(amount, expires)),
        5 => (0i64..25).prop_map(Step::Advance),
        1 => (340i64..400).prop_map(Step::Advance),
    ]
}

fn pick(which: usize, count: usize) -> Option<usize> {
    which.checked_rem(count)
}

/// Carries out one step on both sides; refusals must be the same, too.
fn carry_out(step: &Step, model: &mut Model, chain: &mut Chain) {
    let seq = chain.snapshot.seq + 1;
    match *step {
        Step::Earn(amount, active, expires) => {
            let active = active.map(|days| model.clock + days);
            let expires = expires.map(|days| model.clock + days);
            chain.does([earned(amount, active, expires)]);
            model.earn(seq, amount, active, expires);
            model.earnings.push(Done { seq, amount, back: 0, expires, tokens: Vec::new() });
        }
        Step::Spend(amount) => {
            let done = chain.try_to([spent(amount)]).is_ok();
            assert_eq!(done, model.active() >= amount);
            if done {
                let tokens = model.take(amount, Place::Gone);
                model.spendings.push(spending(seq, tokens));
            }
        }
        Step::Unearn(which, amount, shortage) => {
            if let Some(which) = pick(which, model.earnings.len()) {
                let done = &model.earnings[which];
                let amount = amount.min(done.amount - done.back);
                chain.does([unearned(done.seq, amount, shortage)]);
                model.unearn(which, amount, shortage);
            }
        }
        Step::Unspend(which, amount, grace) => {
            let grace = grace.map(|days| model.clock + days);
            unspend(which, amount, grace, model, chain);
        }
        Step::Hold(amount) => {
            let hold = model.next_hold;
            let done = chain.try_to([held(hold, amount)]).is_ok();
            assert_eq!(done, model.active() >= amount);
            if done {
                let tokens = model.take(amount, Place::Held);
                model.holds.push((hold, tokens));
                model.next_hold += 1;
            }
        }
        Step::Capture(which, amount) => capture(which, amount, model, chain),
        Step::Release(which) => {
            if let Some(at) = pick(which, model.holds.len()) {
                let (hold, tokens) = model.holds.remove(at);
                chain.does([released(hold)]);
                release(&tokens, model);
            }
        }
        Step::Adjust(amount) => {
            let done = chain.try_to([adjusted(amount)]).is_ok();
            assert_eq!(done, model.active() >= -amount);
            if amount >= 0 {
                model.earn(seq, amount, None, None);
            } else if done {
                model.take(-amount, Place::Gone);
            }
        }
        Step::Give(amount, days) => give(amount, model.clock + days, model, chain),
        Step::Receive(amount, expires) => {
            let expires = expires.map(|days| model.clock + days);
            chain.does([received(amount, expires)]);
            model.earn(seq, amount, None, expires);
            model.away -= amount;
        }
        Step::Advance(days) => {
            let to = model.clock + days;
            chain.does([advanced(to)]);
            model.advance(to);
        }
    }
}

/// The parts are foretold from what is held before time moves on.
fn give(amount: i64, to: i64, model: &mut Model, chain: &mut Chain) {
    let holding = chain.snapshot.holdings.unit("points").cloned().unwrap_or_default();
    let parts = parts_of(&holding, Units(amount), Some(day(to)));
    model.advance(to);
    assert_eq!(parts.is_some(), model.active() >= amount);
    match parts {
        Some(parts) => {
            chain.does([advanced(to), given_parts(parts)]);
            model.take(amount, Place::Gone);
            model.away += amount;
        }
        None => {
            chain.does([advanced(to)]);
        }
    }
}

fn spending(seq: u64, tokens: Vec<usize>) -> Done {
    Done { seq, amount: tokens.len() as i64, back: 0, expires: None, tokens }
}

fn unspend(which: usize, amount: i64, grace: Option<i64>, model: &mut Model, chain: &mut Chain) {
    let Some(which) = pick(which, model.spendings.len()) else {
        return;
    };
    let done = &mut model.spendings[which];
    let (before, amount) = (done.back, amount.min(done.amount - done.back));
    chain.does([unspent(done.seq, before, amount, grace)]);
    done.back += amount;
    let tokens: Vec<usize> = done.tokens.iter().rev().copied().collect();
    let range = usize::try_from(before).expect("not negative")
        ..usize::try_from(before + amount).expect("not negative");
    for &token in &tokens[range] {
        model.come_back(token, grace);
    }
}

fn capture(which: usize, amount: i64, model: &mut Model, chain: &mut Chain) {
    let Some(at) = pick(which, model.holds.len()) else {
        return;
    };
    let (hold, mut tokens) = model.holds[at].clone();
    let done = chain.try_to([captured(amount, hold)]).is_ok();
    assert_eq!(done, tokens.len() as i64 >= amount);
    if done {
        model.holds.remove(at);
        let rest = tokens.split_off(usize::try_from(amount).expect("not negative"));
        for &token in &tokens {
            model.tokens[token].place = Place::Gone;
        }
        model.spendings.push(spending(chain.snapshot.seq, tokens));
        release(&rest, model);
    }
}

fn release(tokens: &[usize], model: &mut Model) {
    for &token in tokens {
        model.come_back(token, None);
    }
}

/// A sale: spent, earned, days until active, days until expired.
type Sale = (i64, i64, Option<i64>, Option<i64>);

fn sales() -> impl Strategy<Value = Sale> {
    let active = prop::option::of(1i64..10);
    let expires = prop::option::of(5i64..30);
    (0i64..20, 0i64..30, active, expires)
}

/// A sale of which parts come back.
struct Returns {
    seq: u64,
    spend: i64,
    earn: i64,
    shortage: Shortage,
    grace: Option<i64>,
}

/// Books a sale that spends first and earns then.
fn sell(sale: &Sale, model: &Model, chain: &mut Chain) -> Returns {
    let (spend, earn, active, expires) = *sale;
    let spend = spend.min(model.active());
    let at = |days: Option<i64>| days.map(|days| model.clock + days);
    let seq = chain.does([spent(spend), earned(earn, at(active), at(expires))]);
    Returns { seq, spend, earn, shortage: Shortage::Debt, grace: None }
}

impl Returns {
    /// Returns the parts of the sale in this order, spendings before earnings.
    fn give_back(&self, chain: &Chain, parts: &[i64]) -> Chain {
        let mut chain = chain.clone();
        let whole: i64 = parts.iter().sum();
        let mut so_far = 0;
        for part in parts {
            let before = cumulative(self.spend, so_far, whole);
            let spend = cumulative(self.spend, so_far + part, whole) - before;
            let earn =
                cumulative(self.earn, so_far + part, whole) - cumulative(self.earn, so_far, whole);
            let earning = EventRef { seq: self.seq, index: 1 };
            chain.does([
                unspent(self.seq, before, spend, self.grace),
                unearned_at(earning, earn, self.shortage),
            ]);
            so_far += part;
        }
        chain
    }
}

/// What happens between the sale and its returns; refused steps do not.
fn live_on(steps: &[Step], mut clock: i64, chain: &mut Chain) {
    for step in steps {
        let _refused = match *step {
            Step::Earn(amount, _, expires) => {
                let expires = expires.map(|days| clock + days);
                chain.try_to([earned(amount, None, expires)])
            }
            Step::Spend(amount) => chain.try_to([spent(amount)]),
            Step::Hold(amount) => chain.try_to([held(200, amount)]),
            Step::Release(_) => chain.try_to([released(200)]),
            Step::Advance(days) => {
                clock += days;
                chain.try_to([advanced(clock)])
            }
            _ => Ok(Vec::new()),
        };
    }
}

fn shuffled(mut parts: Vec<i64>, mut seed: u64) -> Vec<i64> {
    for at in (1..parts.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let other = usize::try_from(seed >> 33).unwrap_or(0) % (at + 1);
        parts.swap(at, other);
    }
    parts
}

/// Ten thousand sequences, or as many as `PROPTEST_CASES` asks for beyond that.
fn normal() -> ProptestConfig {
    let given = ProptestConfig::default();
    ProptestConfig { cases: given.cases.max(10_000), failure_persistence: None, ..given }
}

proptest! {
    #![proptest_config(normal())]

    #[test]
    fn any_sequence_ends_where_the_simple_model_ends(steps in prop::collection::vec(steps(), 1..30)) {
        let (mut model, mut chain) = (Model::default(), Chain::new());
        for step in &steps {
            carry_out(step, &mut model, &mut chain);
            model.agrees_with(&chain)?;
        }
        let text = serde_json::to_string(&chain.snapshot).expect("snapshots can be written");
        let read: model::Snapshot = serde_json::from_str(&text).expect("and read");
        prop_assert_eq!(&read, &chain.snapshot);
        let proven = chain.rebuilt();
        prop_assert_eq!(&proven.violations, &[]);
        let amount = i128::from(model.away);
        let unit = unit();
        let transit = (amount != 0).then_some(Violation::InTransit { unit, amount });
        prop_assert_eq!(proven.totals.check(), Vec::from_iter(transit));
        prop_assert_eq!(&proven.snapshot, &chain.snapshot);
    }

    #[test]
    fn partial_returns_end_the_same_in_any_order(
        before in prop::collection::vec(steps(), 0..10),
        sale in sales(),
        after in prop::collection::vec(steps(), 0..6),
        parts in prop::collection::vec(1i64..4, 1..6),
        seed in any::<u64>(),
        keep in any::<bool>(),
        grace in prop::option::of(1i64..15),
    ) {
        let (mut model, mut chain) = (Model::default(), Chain::new());
        for step in &before {
            carry_out(step, &mut model, &mut chain);
        }
        let mut returns = sell(&sale, &model, &mut chain);
        returns.shortage = if keep { Shortage::Keep } else { Shortage::Debt };
        returns.grace = grace.map(|days| model.clock + days);
        live_on(&after, model.clock, &mut chain);
        let straight = returns.give_back(&chain, &parts);
        let mixed = returns.give_back(&chain, &shuffled(parts.clone(), seed));
        let at_once = returns.give_back(&chain, &[parts.iter().sum()]);
        for other in [mixed, at_once] {
            prop_assert_eq!(straight.spendable(), other.spendable());
            prop_assert_eq!(straight.pending(), other.pending());
            prop_assert_eq!(straight.held(), other.held());
            let (straight, other) = (straight.rebuilt(), other.rebuilt());
            prop_assert_eq!(straight.totals.units, other.totals.units);
        }
    }

    #[test]
    fn a_sale_that_is_wholly_returned_was_never_made(
        before in prop::collection::vec(steps(), 0..10),
        sale in sales(),
        parts in prop::collection::vec(1i64..4, 1..6),
    ) {
        let (mut model, mut chain) = (Model::default(), Chain::new());
        for step in &before {
            carry_out(step, &mut model, &mut chain);
        }
        let holdings = chain.snapshot.holdings.clone();
        let totals = chain.rebuilt().totals.units;
        let returns = sell(&sale, &model, &mut chain);
        let chain = returns.give_back(&chain, &parts);
        prop_assert_eq!(&chain.snapshot.holdings, &holdings);
        let mut after = chain.rebuilt().totals.units;
        after.retain(|unit, tally| totals.contains_key(unit) || *tally != <_>::default());
        prop_assert_eq!(after, totals);
    }
}
