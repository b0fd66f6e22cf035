//! How price rules go together: groups in their order, and within a group the
//! best for the member, the first, or all.

use super::estimate::{Best, Candidate};
use super::prices::{ONE, Objection, Proposal};
use super::{Purchase, Rules};
use model::{Code, Event, Money, Quantity};
use programme::rulebook::{Phase, Rule, Scope};

impl<'a> Purchase<'_, 'a> {
    /// Applies the price rules of one phase.
    pub(crate) fn apply_prices(&mut self, phase: Phase) {
        let book = self.judge.book;
        let standing = self.rules_of(phase);
        for group in standing.chunk_by(|a, b| a.stacking.group == b.stacking.group) {
            let rules: Rules<'a> = group
                .iter()
                .flat_map(|rule| std::iter::repeat_n(*rule, self.turns(rule)))
                .collect();
            let position = usize::from(group[0].stacking.group);
            let choose = book.groups.get(position).map_or(Scope::Best, |g| g.choose);
            match choose {
                Scope::All => self.apply_in_turn(&rules, false),
                Scope::First => self.apply_in_turn(&rules, true),
                Scope::Best => self.apply_best(&rules),
            }
        }
    }

    /// A rule that needs a coupon has one turn for each that is there; any
    /// other rule has one.
    fn turns(&self, rule: &Rule) -> usize {
        rule.coupon.as_ref().map_or(1, |coupon| self.presentations(coupon, false))
    }

    fn barred(&self, rule: &Rule) -> bool {
        self.exclusive_applied || (rule.stacking.exclusive && self.any_price_applied)
    }

    fn apply_in_turn(&mut self, rules: &[&'a Rule], only_first: bool) {
        for (index, rule) in rules.iter().enumerate() {
            if self.barred(rule) {
                self.objections.push((rule, (Code::OFFER_EXCLUDED, None)));
                continue;
            }
            match self.propose(rule, &|_| true) {
                Ok(proposal) => {
                    if self.apply(rule, proposal) && only_first {
                        self.outbid(&rules[index + 1..]);
                        return;
                    }
                }
                Err(objection) => self.objections.push((rule, objection)),
            }
        }
    }

    fn outbid(&mut self, rules: &[&'a Rule]) {
        for rule in rules {
            self.objections.push((rule, (Code::OFFER_OUTBID, None)));
        }
    }

    /// The best for the member: line by line among rules that judge each line
    /// for itself; a rule for several lines together wins those lines, and a
    /// set wins its pieces, when it gives more on them than the others would.
    fn apply_best(&mut self, rules: &[&'a Rule]) {
        self.choose_best(rules);
        self.lines.take_nothing();
    }

    fn choose_best(&mut self, rules: &[&'a Rule]) {
        let is_race = rules.iter().any(|rule| rule.stacking.exclusive);
        let mut best = Best::new(self.lines.lines.len());
        let mut by_line: Vec<Candidate<'a>> = Vec::new();
        let mut standing: Vec<(&'a Rule, Proposal)> = Vec::new();
        for rule in rules {
            if self.barred(rule) {
                self.objections.push((rule, (Code::OFFER_EXCLUDED, None)));
                continue;
            }
            let plain = self.plain_percent(rule).filter(|_| !is_race);
            let judged = match plain {
                Some(value) => {
                    let index = by_line.len();
                    let offer = |at, off| best.offer(at, index, off);
                    let estimate = self.estimate(rule, value, offer);
                    estimate.map(|rate| by_line.push(Candidate { rule, rate: Some(rate) }))
                }
                None => self.propose(rule, &|_| true).map(|p| standing.push((rule, p))),
            };
            if let Err(objection) = judged {
                self.objections.push((rule, objection));
            }
        }
        if let (1, Some(Candidate { rule, .. })) = (by_line.len() + standing.len(), by_line.first())
        {
            let alone = self.propose(rule, &|_| true);
            standing.extend(alone.map(|proposal| (*rule, proposal)));
            by_line.clear();
        }
        if standing.len() == 1 && by_line.is_empty() {
            let (rule, proposal) = standing.remove(0);
            self.apply(rule, proposal);
            return;
        }
        let Some(standing) = self.settle_exclusive(standing) else {
            return;
        };
        let mut sets = Vec::new();
        for (rule, proposal) in standing {
            if Self::is_by_line(rule) {
                for (at, off) in proposal.exact.iter().enumerate() {
                    best.offer(at, by_line.len(), *off);
                }
                by_line.push(Candidate { rule, rate: None });
            } else {
                sets.push((rule, proposal));
            }
        }
        let locked = self.settle_sets(sets, &best);
        for (index, candidate) in by_line.iter().enumerate() {
            let mine = |at: usize| !locked[at] && best.winner(at) == Some(index);
            let won = best.wins(index).then(|| self.won(candidate, &mine)).flatten();
            match won {
                Some(proposal) => {
                    self.apply(candidate.rule, proposal);
                }
                None => self.objections.push((candidate.rule, (Code::OFFER_OUTBID, None))),
            }
        }
    }

    /// An exclusive rule stands alone when it gives more than the best other one.
    fn settle_exclusive(
        &mut self,
        standing: Vec<(&'a Rule, Proposal)>,
    ) -> Option<Vec<(&'a Rule, Proposal)>> {
        let (exclusive, others): (Vec<_>, Vec<_>) =
            standing.into_iter().partition(|(rule, _)| rule.stacking.exclusive);
        if exclusive.is_empty() {
            return Some(others);
        }
        let together: i64 = {
            let lines = self.lines.lines.len();
            (0..lines).map(|at| others.iter().map(|(_, p)| p.by_line[at]).max().unwrap_or(0)).sum()
        };
        let best =
            exclusive.iter().enumerate().max_by_key(|(i, (_, p))| (p.total(), usize::MAX - i));
        let wins = best.filter(|(_, (_, p))| p.total() > together).map(|(i, _)| i);
        let mut left = others;
        for (index, (rule, proposal)) in exclusive.into_iter().enumerate() {
            if wins == Some(index) {
                self.apply(rule, proposal);
            } else {
                self.objections.push((rule, (Code::OFFER_OUTBID, None)));
            }
        }
        if wins.is_none() {
            return Some(left);
        }
        for (rule, _) in left.drain(..) {
            self.objections.push((rule, (Code::OFFER_EXCLUDED, None)));
        }
        None
    }

    /// Applies the rules for several lines that beat the line winners, the
    /// largest gain first, and says which lines they took whole. Of a line that
    /// is partly in a set the other pieces stay open, so that it does not
    /// matter how pieces are split over lines.
    fn settle_sets(&mut self, mut sets: Vec<(&'a Rule, Proposal)>, best: &Best) -> Vec<bool> {
        let mut locked = vec![false; self.lines.lines.len()];
        let alone = |at: usize| best.off(at);
        sets.sort_by_key(|(_, proposal)| std::cmp::Reverse(proposal.total()));
        for (rule, _) in sets {
            let open = locked.clone();
            let proposal = match self.propose(rule, &|at| !open[at]) {
                Ok(proposal) => proposal,
                Err(_) => {
                    self.objections.push((rule, (Code::OFFER_OUTBID, None)));
                    continue;
                }
            };
            let is_set = proposal.in_sets.iter().any(|pieces| *pieces > 0);
            let wins = i128::from(proposal.total()) * ONE > self.instead_of(&proposal, &alone);
            if wins && self.apply(rule, proposal.clone()) {
                for at in touched(&proposal) {
                    if is_set {
                        self.lines.take(at, &proposal);
                    } else {
                        locked[at] = true;
                    }
                }
            } else {
                self.objections.push((rule, (Code::OFFER_OUTBID, None)));
            }
        }
        locked
    }

    /// What the line winners would give on the pieces that a rule for several
    /// lines wants, in millionths of a minor unit.
    fn instead_of(&self, proposal: &Proposal, alone: &dyn Fn(usize) -> i128) -> i128 {
        let is_set = proposal.in_sets.iter().any(|pieces| *pieces > 0);
        let on_line = |at: usize| {
            let pieces = if is_set { proposal.in_sets[at] } else { self.lines.open(at) };
            let all = self.lines.lines[at].quantity.max(1);
            alone(at).saturating_mul(i128::from(pieces)) / i128::from(all)
        };
        touched(proposal).map(on_line).sum()
    }

    /// Gives a discount; false when a limit or budget for all was lost.
    fn apply(&mut self, rule: &'a Rule, proposal: Proposal) -> bool {
        let total = proposal.total();
        if !self.judge.draw(rule.budget.as_ref(), Money(total)) {
            self.objections.push((rule, (Code::OFFER_BUDGET, None)));
            return false;
        }
        if !self.count_use(&rule.key, &rule.limits) {
            self.objections.push((rule, (Code::OFFER_LIMIT, None)));
            return false;
        }
        for (at, line) in self.lines.lines.iter_mut().enumerate() {
            line.discount += proposal.by_line[at];
            line.in_sets += proposal.in_sets[at];
            if proposal.in_sets[at] > 0 {
                line.set_discount += proposal.by_line[at];
            }
            line.free += proposal.free[at];
        }
        self.any_price_applied = true;
        self.exclusive_applied |= rule.stacking.exclusive;
        self.applied.push(rule.key.clone());
        if let Some(coupon) = &rule.coupon {
            self.mark_used(coupon);
        }
        let gives_pieces = proposal.free.iter().any(|f| *f > 0);
        let event = Event::Discounted {
            amount: Money(total),
            by_line: proposal.by_line.into_iter().map(Money).collect(),
            free: if gives_pieces {
                proposal.free.into_iter().map(Quantity).collect()
            } else {
                Vec::new()
            },
        };
        self.judge.push(event, proposal.because);
        true
    }

    /// The reason why a rule gave nothing, if it was looked at.
    pub(crate) fn objection_to(&self, key: &model::Key) -> Option<&Objection> {
        self.objections.iter().rev().find(|(rule, _)| rule.key == *key).map(|(_, o)| o)
    }
}

/// The lines that a proposal is about.
fn touched(proposal: &Proposal) -> impl Iterator<Item = usize> {
    let lines = proposal.by_line.iter().zip(&proposal.in_sets).enumerate();
    lines.filter(|(_, (off, pieces))| **off > 0 || **pieces > 0).map(|(at, _)| at)
}
