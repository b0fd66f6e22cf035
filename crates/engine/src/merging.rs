//! Two accounts of one person become one: everything that counts goes from the one that
//! ends to the one that goes on, lots with their dates, tiers by the better, counters by
//! sum. Undoing gives back what came; what was spent meanwhile is owed by the one who
//! spent it.
//!
//! The account that went stays as a channel for its past. What still comes to it, such as
//! what a return gives back, is passed on in the same transaction.

use crate::judge::Judge;
use model::activity::{HandBack, Merge, PassOn, TakeOver, TransferPurpose, Unmerge};
use model::calendar::Window;
use model::event::{MembershipEnd, TierCause};
use model::holdings::{self, Part, Terms, UnitHolding};
use model::id::TransferId;
use model::snapshot::{
    Belongings, Counter, Lifted, MembershipState, ProductState, Proven, Taken, TierState,
};
use model::{Activity, Because, Code, Event, Instant, Key, Lot, Owner, Units};
use programme::rulebook::Track;
use std::collections::{BTreeMap, BTreeSet};

/// How series over anniversary years end; see [`Window::code`].
const ANNIVERSARY: &str = "anniversary";

/// Whether an account that went still takes part in this: it concerns what had begun.
pub fn is_of_the_past(activity: &Activity) -> bool {
    matches!(
        activity,
        Activity::Return(_)
            | Activity::CancelReward(_)
            | Activity::Collect(_)
            | Activity::Decide(_)
            | Activity::ClaimPrice(_)
            | Activity::SettleExchange(_)
            | Activity::Consequence(_)
            | Activity::Withdraw(_)
            | Activity::MoveCoupon(_)
            | Activity::Receive(_)
            | Activity::TimePassed
            | Activity::Note(_)
            | Activity::Update(_)
            | Activity::Merge(_)
            | Activity::PassOn(_)
            | Activity::TakeOver(_)
            | Activity::HandBack(_)
            | Activity::Unmerge(_)
            | Activity::ReturnClaimed(_)
    )
}

impl<'a> Judge<'a> {
    /// The account ends in favour of another one.
    pub(crate) fn merge(&mut self, merge: &Merge) {
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let is_own = self.inputs.snapshot.owner == Owner::member(merge.into);
        if is_own || self.member.merged.is_some() || self.has_absorbed(merge.into) {
            return self.refuse_all(Code::MERGE_IMPOSSIBLE, None, None);
        }
        let mut units = self.inputs.snapshot.holdings.units.values();
        if units.any(|unit| !unit.holds.is_empty()) || !self.member.seats.is_empty() {
            return self.refuse_all(Code::MERGE_BUSY, None, None);
        }
        self.push(Event::Merged { into: merge.into }, Because::default());
    }

    fn has_absorbed(&self, member: model::id::MemberId) -> bool {
        self.member.absorbed.iter().any(|absorbed| absorbed.member == member)
    }

    /// What it has leaves for the account that goes on.
    pub(crate) fn pass_on(&mut self, pass: &'a PassOn) {
        let Belongings { units, debts, .. } = &pass.belongings;
        let belongings = Box::new(pass.belongings.clone());
        self.push(Event::PassedOn { to: pass.to, belongings }, Because::default());
        for (unit, parts) in units {
            self.send(pass.transfer, pass.to, unit, parts.clone());
        }
        for (unit, amount) in debts {
            let event = Event::DebtPassedOn { to: pass.to, unit: unit.clone(), amount: *amount };
            self.push(event, Because::default());
        }
    }

    fn send(&mut self, transfer: TransferId, to: Owner, unit: &Key, parts: Vec<Part>) {
        let event = Event::TransferredOut {
            transfer,
            to,
            unit: unit.clone(),
            amount: parts.iter().map(|part| part.amount).sum(),
            parts,
            purpose: TransferPurpose::Merge,
        };
        self.push(event, Because::default());
    }

    /// It arrives at the account that goes on.
    pub(crate) fn take_over(&mut self, take: &'a TakeOver) {
        let Some(member) = take.from.as_member() else {
            return self.refuse_all(Code::MERGE_IMPOSSIBLE, None, None);
        };
        let goes_on = self.has_member() && self.member.merged.is_none();
        if !goes_on && !self.has_absorbed(member) {
            return self.refuse_all(Code::MERGE_IMPOSSIBLE, None, None);
        }
        let belongings = &take.belongings;
        let lifted = self.lifted(&belongings.tiers);
        let known = &self.member.profile.tags;
        let tags: BTreeSet<Key> = belongings.tags.difference(known).cloned().collect();
        let proven = self.proven(&belongings.verifications);
        let years = self.years_ahead(member, belongings.joined_at);
        let taken = Box::new(Taken {
            coupons: belongings.coupons.clone(),
            years,
            lifted: lifted.clone(),
            proven: proven.clone(),
            tags: tags.clone(),
        });
        self.push(Event::TakenOver { from: member, taken }, Because::default());
        self.untag(member, &belongings.untagged);
        self.end_terms(&belongings.ended);
        for tag in tags {
            self.push(Event::Tagged { tag, on: true }, Because::default());
        }
        for (unit, parts) in &belongings.units {
            self.take_in(take.transfer, take.from, unit, parts, TransferPurpose::Merge);
        }
        for (unit, amount) in &belongings.debts {
            self.take_debt(take.from, unit, *amount);
        }
        for counter in &belongings.series {
            let period = own_period(counter, years);
            self.move_counter(counter, period, counter.value);
        }
        for (track, lifted) in lifted {
            self.change_level(&track, Some(lifted.to));
        }
        for (kind, proven) in proven {
            self.push(Event::Verified { kind, until: proven.until }, Because::default());
        }
        self.take_standing(belongings);
        self.after_member_changed();
    }

    /// The levels that are better than what is held, each with what is held.
    fn lifted(&self, tiers: &BTreeMap<Key, TierState>) -> BTreeMap<Key, Lifted> {
        let mut lifted = BTreeMap::new();
        for (key, other) in tiers {
            let Some(track) = self.book.track(key.as_str()) else { continue };
            let held = self.tier(key.as_str());
            if is_better(track, other, held) {
                let beneath = held.cloned().map(Box::new).or_else(|| other.beneath.clone());
                let to = TierState { beneath, ..other.clone() };
                lifted.insert(key.clone(), Lifted { to, from: held.cloned() });
            }
        }
        lifted
    }

    /// The proofs that are held not at all, or not for as long.
    fn proven(&self, theirs: &BTreeMap<Key, Option<Instant>>) -> BTreeMap<Key, Proven> {
        let held = &self.member.verifications;
        let is_longer = |held: Option<Instant>, until: Option<Instant>| {
            held.is_some_and(|held| until.is_none_or(|until| until > held))
        };
        let better = theirs
            .iter()
            .filter(|(kind, until)| held.get(*kind).is_none_or(|held| is_longer(*held, **until)));
        let proven = better.map(|(kind, until)| {
            let before = held.get(kind).copied().flatten();
            (kind.clone(), Proven { until: *until, before })
        });
        proven.collect()
    }

    /// Words that came with an account, and went there meanwhile.
    fn untag(&mut self, from: model::id::MemberId, gone: &BTreeSet<Key>) {
        let absorbed = self.member.absorbed.iter().find(|a| a.member == from);
        let Some(absorbed) = absorbed else { return };
        for tag in absorbed.tags.intersection(gone) {
            self.push(Event::Tagged { tag: tag.clone(), on: false }, Because::default());
        }
    }

    /// Memberships that came with an account, and are over there meanwhile.
    fn end_terms(&mut self, gone: &[MembershipState]) {
        for came in gone {
            if let Some(term) = self.own_term(came) {
                self.end_returned(term, Because::rule(&term.plan));
            }
        }
    }

    /// Memberships and products. What is held already stays as it is.
    fn take_standing(&mut self, belongings: &Belongings) {
        for term in &belongings.memberships {
            let saved = self.book.plan(term.plan.as_str()).map_or(0, |plan| self.saved(plan));
            let brought = saved_with(&belongings.series, self.book, &term.plan);
            let event = Event::MembershipStarted {
                plan: term.plan.clone(),
                from: term.from,
                until: term.until,
                fee: term.fee,
                trial: term.trial,
                saved_before: saved - brought + term.saved_before,
            };
            self.push(event, Because::rule(&term.plan));
        }
        for product in &belongings.products {
            let event = Event::ProductRegistered {
                product: product.product.clone(),
                serial: product.serial.clone(),
                until: product.until,
            };
            self.push(event, Because::rule(&product.product));
        }
    }

    /// What came from an account goes back to it.
    pub(crate) fn hand_back(&mut self, hand: &'a HandBack) {
        let absorbed = hand.to.as_member().filter(|member| self.has_absorbed(*member));
        let Some(member) = absorbed else {
            return self.refuse_all(Code::MERGE_NONE, None, None);
        };
        if self.member.merged.is_some() {
            // What came is with a third account by now.
            return self.refuse_all(Code::MERGE_IMPOSSIBLE, None, None);
        }
        let belongings = &hand.belongings;
        let left = Box::new(self.still_there(belongings));
        self.push(Event::HandedBack { to: member, left: left.clone() }, Because::default());
        for (unit, parts) in &belongings.units {
            self.give_units_back(hand, unit, parts);
        }
        for (unit, amount) in &belongings.debts {
            self.get_units_back(hand, unit, *amount);
        }
        let years = self.years_ahead(member, belongings.joined_at);
        for counter in &belongings.series {
            let period = own_period(counter, years);
            let series = self.member.series.get(counter.series.as_str());
            // What is forgotten here counts for nothing any more.
            if series.is_some_and(|s| s.buckets.iter().any(|bucket| bucket.0 == period)) {
                self.move_counter(counter, period, counter.value.saturating_neg());
            }
        }
        self.give_standing_back(member, &left);
        self.unconvert(self.restored_until());
        self.settle_tiers();
    }

    /// Of what came that which has not ended meanwhile: cancelled, given up, revoked, used up.
    fn still_there(&self, came: &Belongings) -> Belongings {
        let member = self.member;
        let is_open = |came: &&MembershipState| self.own_term(came).is_some();
        let is_own = |came: &&ProductState| {
            let mut held = member.products.iter();
            held.any(|own| (&own.product, &own.serial) == (&came.product, &came.serial))
        };
        let coupons = member.coupons.iter();
        Belongings {
            coupons: coupons
                .filter(|held| came.coupons.iter().any(|coupon| coupon.id == held.id))
                .cloned()
                .collect(),
            memberships: came.memberships.iter().filter(is_open).cloned().collect(),
            products: came.products.iter().filter(is_own).cloned().collect(),
            verifications: came
                .verifications
                .iter()
                .filter(|(kind, _)| member.verifications.contains_key(*kind))
                .map(|(kind, until)| (kind.clone(), *until))
                .collect(),
            ..Belongings::default()
        }
    }

    /// The term here that came as this one, unless it ended.
    fn own_term(&self, came: &MembershipState) -> Option<&'a MembershipState> {
        self.open_terms()
            .find(|term| (&term.plan, term.from, term.until) == (&came.plan, came.from, came.until))
    }

    /// The terms that have not ended, also those that went along to another account.
    pub(crate) fn open_terms(&self) -> impl Iterator<Item = &'a MembershipState> + use<'a, '_> {
        let member = self.member;
        let merged = member.merged.as_deref();
        let passed = merged.into_iter().flat_map(|merged| {
            merged.passed.memberships.iter().filter(|term| !merged.ended.contains(&term.source))
        });
        let ended = &self.fresh.ended;
        member.memberships.iter().chain(passed).filter(|term| !ended.contains(&term.source))
    }

    fn give_units_back(&mut self, hand: &HandBack, unit: &Key, came: &[Part]) {
        let wanted = still_good(came, self.clock);
        let mut lots = self.lots_now(unit);
        let (mut leaving, mut missing) = (Vec::new(), Units::ZERO);
        for part in &wanted {
            let like = lots.iter_mut().filter(|lot| holdings::is_like(lot, part));
            missing += take_from(like, part.amount, &mut leaving);
        }
        let active = lots.iter_mut().filter(|lot| !lot.pending);
        let owed = take_from(active, missing, &mut leaving);
        if !leaving.is_empty() {
            self.send(hand.transfer, hand.to, unit, leaving);
        }
        if !owed.is_zero() {
            self.take_debt(hand.to, unit, owed);
        }
    }

    /// The lots of a unit, in the order of spending.
    fn lots_now(&self, unit: &Key) -> Vec<Lot> {
        let holding = self.inputs.snapshot.holdings.unit(unit.as_str());
        let mut lots = holding.map(|holding| holding.lots.clone()).unwrap_or_default();
        lots.sort_unstable_by_key(Lot::spending_rank);
        lots
    }

    /// Debt that came goes back: what it had been paid with here is credited again.
    fn get_units_back(&mut self, hand: &HandBack, unit: &Key, amount: Units) {
        let holding = self.inputs.snapshot.holdings.unit(unit.as_str());
        let open = amount.min(holding.map_or(Units::ZERO, |holding: &UnitHolding| holding.debt));
        if !open.is_zero() {
            let event = Event::DebtPassedOn { to: hand.to, unit: unit.clone(), amount: open };
            self.push(event, Because::default());
        }
        let paid = amount - open;
        if paid.is_zero() {
            return;
        }
        let known = self.book.unit(unit.as_str());
        let expires_at = known.and_then(|u| u.expiry.of(&self.book.calendar, self.inputs.at));
        let part = Part { amount: paid, expires_at, active_at: None };
        self.take_in(hand.transfer, hand.to, unit, &[part], TransferPurpose::Merge);
    }

    fn give_standing_back(&mut self, from: model::id::MemberId, left: &Belongings) {
        let member = self.member;
        let Some(absorbed) = member.absorbed.iter().find(|a| a.member == from) else { return };
        for (track, lifted) in &absorbed.lifted {
            if self.tier(track.as_str()) == Some(&lifted.to) {
                self.change_level(track, lifted.from.clone());
            }
        }
        for tag in &absorbed.tags {
            self.push(Event::Tagged { tag: tag.clone(), on: false }, Because::default());
        }
        for came in &left.memberships {
            let Some(term) = self.own_term(came) else { continue };
            let event = Event::MembershipEnded {
                plan: term.plan.clone(),
                source: term.source,
                cause: MembershipEnd::HandedBack,
                refund: model::Money::ZERO,
                saved: self.book.plan(term.plan.as_str()).map_or(0, |plan| self.saved(plan)),
            };
            self.push(event, Because::rule(&term.plan));
        }
        for (kind, proven) in &absorbed.proven {
            if member.verifications.get(kind) != Some(&proven.until) {
                continue;
            }
            let kind = kind.clone();
            let event = match proven.before.filter(|before| *before > self.clock) {
                Some(until) => Event::Verified { kind, until: Some(until) },
                None => Event::VerificationEnded { kind, expired: false },
            };
            self.push(event, Because::default());
        }
        for product in &left.products {
            let (product, serial) = (product.product.clone(), product.serial.clone());
            let because = Because::rule(&product);
            self.push(Event::ProductReleased { product, serial }, because);
        }
    }

    /// The account is one of its own again, with what comes back.
    pub(crate) fn unmerge(&mut self, unmerge: &'a Unmerge) {
        let into = self.member.merged.as_ref().map(|merged| merged.into);
        let (Some(from), true) = (into, into.map(Owner::member) == Some(unmerge.from)) else {
            return self.refuse_all(Code::MERGE_NONE, None, None);
        };
        let belongings = &unmerge.belongings;
        let passed = self.member.merged.as_ref().map(|merged| &merged.passed);
        if passed.is_none_or(|passed| !is_same_but_for_ends(passed, belongings)) {
            // More was passed on since somebody looked.
            return self.refuse_all(Code::PRECONDITION_FAILED, None, None);
        }
        let event = Event::Unmerged { from, belongings: Box::new(belongings.clone()) };
        self.push(event, Because::default());
        for (unit, parts) in &belongings.units {
            let good = still_good(parts, self.clock);
            let purpose = TransferPurpose::Merge;
            self.take_in(unmerge.transfer, unmerge.from, unit, &good, purpose);
        }
        for (unit, amount) in &belongings.debts {
            self.take_debt(unmerge.from, unit, *amount);
        }
    }

    fn take_debt(&mut self, from: Owner, unit: &Key, amount: Units) {
        let event = Event::DebtTakenOver { from, unit: unit.clone(), amount };
        self.push(event, Because::default());
    }

    /// Counts what another account had counted, or takes it off again.
    fn move_counter(&mut self, counter: &Counter, period: i64, delta: i64) {
        if delta < 0 {
            return self.count_back(&counter.series, period, delta);
        }
        let event = Event::Counted {
            series: counter.series.clone(),
            period,
            delta,
            // Several periods come one after the other: none of them makes another forgotten.
            keep_from: i64::MIN,
            by_line: Vec::new(),
        };
        self.push(event, Because::default());
    }

    /// How many anniversary years here are ahead of those of another account, when it came.
    fn years_ahead(&self, of: model::id::MemberId, joined_at: Option<Instant>) -> i64 {
        if let Some(known) = self.member.absorbed.iter().find(|a| a.member == of) {
            return known.years;
        }
        let window = Window::AnniversaryYear;
        let theirs = self.book.calendar.period(window, self.inputs.at, joined_at);
        self.period(window, self.inputs.at) - theirs
    }

    fn change_level(&mut self, track: &Key, state: Option<TierState>) {
        let book = self.book;
        let Some(track) = book.track(track.as_str()) else { return };
        let since = state.as_ref().map_or(self.inputs.at, |state| state.since);
        self.enter_level(track, state, TierCause::Merged, since);
    }
}

/// Whether this is what was passed on, but for what may have ended meanwhile.
fn is_same_but_for_ends(passed: &Belongings, given: &Belongings) -> bool {
    let Belongings { coupons, memberships, verifications, products, .. } = passed.clone();
    let given = Belongings { coupons, memberships, verifications, products, ..given.clone() };
    *passed == given
}

/// The period here in which another account counted: anniversary years are counted from each
/// one's own joining.
fn own_period(counter: &Counter, years: i64) -> i64 {
    let series = counter.series.as_str();
    let is_anniversary = series.rsplit_once('/').is_some_and(|(_, window)| window == ANNIVERSARY);
    if is_anniversary { counter.period + years } else { counter.period }
}

/// The better of two levels: the higher, then the one that lasts longer.
fn is_better(track: &Track, other: &TierState, held: Option<&TierState>) -> bool {
    let rank = |state: &TierState| track.rank(state.tier.as_str());
    let last = |state: &TierState| (state.until.is_none(), state.until);
    let Some(held) = held else { return rank(other).is_some() };
    (rank(other), last(other)) > (rank(held), last(held)) && rank(other).is_some()
}

/// What an account had saved through a membership, by its counters.
fn saved_with(series: &[Counter], book: &programme::rulebook::Rulebook, plan: &Key) -> i64 {
    let plan = book.plan(plan.as_str());
    let Some(metric) = plan.and_then(|plan| book.metric(plan.savings.as_str())) else { return 0 };
    series.iter().filter(|c| c.series == metric.series).map(|c| c.value).sum()
}

/// What has not expired, with what became active meanwhile; the same dates together.
fn still_good(parts: &[Part], clock: Instant) -> Vec<Part> {
    let mut good: Vec<Part> = parts
        .iter()
        .filter(|part| part.expires_at.is_none_or(|at| at > clock))
        .map(|part| Part { active_at: part.active_at.filter(|at| *at > clock), ..*part })
        .collect();
    good.sort_unstable_by_key(|p| (p.active_at, p.expires_at.is_none(), p.expires_at));
    good.into_iter().fold(Vec::new(), |mut joined, part| {
        holdings::join(&mut joined, part);
        joined
    })
}

/// Takes up to `amount` out of lots; gives what they lack.
fn take_from<'l>(
    lots: impl Iterator<Item = &'l mut Lot>,
    amount: Units,
    leaving: &mut Vec<Part>,
) -> Units {
    let mut left = amount;
    for lot in lots {
        let taken = left.min(lot.remaining);
        if taken.is_zero() {
            continue;
        }
        lot.remaining -= taken;
        left -= taken;
        let Terms { active_at, expires_at } = lot.terms;
        let active_at = active_at.filter(|_| lot.pending);
        holdings::join(leaving, Part { amount: taken, expires_at, active_at });
    }
    left
}
