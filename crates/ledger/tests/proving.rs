//! State folded from entries, and proofs over chains and whole books.

mod chain;

use chain::*;
use model::activity::Profile;
use model::entry::Hash;
use model::event::{Shortage, TierCause};
use model::holdings::Account;
use model::id::{ClaimId, CouponId, time_ordered};
use model::{Event, Key, Money, Units};
use std::collections::BTreeMap;
use tessera_ledger::check::{check_balances, check_stored};
use tessera_ledger::{
    FoldError, Rebuild, Totals, Violation, Worth, check_owner, fold, postings, read, rebuild,
};

fn busy() -> Chain {
    let mut chain = Chain::new();
    chain.does([earned(10, None, Some(30)), earned(7, Some(5), None)]);
    chain.does([spent(4), held(1, 3)]);
    chain.does([advanced(6)]);
    let sale = chain.does([earned(5, None, None)]);
    chain.does([spent(15), unearned(sale, 5, Shortage::Debt)]);
    chain
}

fn coupon(number: u8) -> CouponId {
    CouponId(time_ordered(1, [number; 10]))
}

fn granted(number: u8, uses: Option<u32>, until: Option<i64>) -> Event {
    Event::CouponGranted {
        id: coupon(number),
        coupon: Key::new("welcome"),
        from: day(0),
        until: until.map(day),
        uses,
        transferable: false,
        paid_by: None,
    }
}

fn used(number: u8) -> Event {
    Event::CouponUsed { coupon: Key::new("welcome"), id: Some(coupon(number)), holder: None }
}

fn restored(number: u8) -> Event {
    Event::CouponRestored { coupon: Key::new("welcome"), id: Some(coupon(number)), holder: None }
}

fn counted(period: i64, delta: i64, keep_from: i64) -> Event {
    Event::Counted {
        series: Key::new("metric:visits/month"),
        period,
        delta,
        keep_from,
        by_line: Vec::new(),
    }
}

fn tier(to: Option<&str>, cause: TierCause) -> Event {
    Event::TierChanged {
        track: Key::new("status"),
        from: None,
        to: to.map(Key::new),
        cause,
        since: day(0),
        until: None,
    }
}

#[test]
fn joining_and_profile_changes_are_remembered() {
    let mut chain = Chain::new();
    chain.does([Event::MemberEnrolled {
        profile: Profile::default(),
        channel: Some("web".into()),
        store: None,
        advocate: None,
        affiliate: None,
    }]);
    chain.does([
        Event::Tagged { tag: "vip".into(), on: true },
        Event::BlockingChanged { blocked: true },
    ]);
    let member = &chain.snapshot.member;
    assert_eq!(member.enrolled_at, Some(day(0)));
    assert_eq!(member.join_channel, Some("web".into()));
    assert!(member.blocked && member.profile.tags.contains("vip"));
    chain.does([Event::Tagged { tag: "vip".into(), on: false }]);
    assert!(chain.snapshot.member.profile.tags.is_empty());
}

#[test]
fn series_advance_and_forget_old_periods() {
    let mut chain = Chain::new();
    chain.does([counted(1, 5, 0), counted(2, 3, 0)]);
    chain.does([counted(3, 1, 2)]);
    let series = &chain.snapshot.member.series["metric:visits/month"];
    assert_eq!(series.buckets, [(2, 3), (3, 1)]);
    chain.does([counted(1, 9, 9)]);
    assert!(chain.snapshot.member.series.is_empty());
}

#[test]
fn an_invitation_lasts_as_long_as_its_tier() {
    let mut chain = Chain::new();
    let invited = |chain: &Chain| chain.snapshot.member.tiers["status"].invited;
    chain.does([tier(Some("platinum"), TierCause::Invited)]);
    chain.does([tier(Some("platinum"), TierCause::Requalified)]);
    assert!(invited(&chain));
    chain.does([tier(Some("gold"), TierCause::Lapsed)]);
    assert!(!invited(&chain));
    chain.does([tier(None, TierCause::Lapsed)]);
    assert!(chain.snapshot.member.tiers.is_empty());
}

#[test]
fn using_a_coupon_up_and_giving_the_use_back_changes_nothing() {
    let mut chain = Chain::new();
    chain.does([granted(1, Some(1), None), granted(2, Some(2), None), granted(3, None, None)]);
    let before = chain.snapshot.member.coupons.clone();
    chain.does([used(1), used(2), used(3)]);
    let left: Vec<u32> = chain.snapshot.member.coupons.iter().map(|c| c.used).collect();
    assert_eq!(left, [1, 1]);
    assert_eq!(chain.snapshot.member.used_up.len(), 1);
    chain.does([restored(3), restored(2), restored(1)]);
    assert_eq!(chain.snapshot.member.coupons, before);
    assert!(chain.snapshot.member.used_up.is_empty());
}

#[test]
fn a_coupon_that_ended_does_not_come_back() {
    let mut chain = Chain::new();
    chain.does([granted(1, Some(1), None), granted(2, Some(1), Some(9))]);
    chain.does([used(1), used(2)]);
    let ended = Event::CouponEnded { id: coupon(1), expired: false };
    chain.does([ended, advanced(9)]);
    chain.does([restored(1), restored(2)]);
    assert!(chain.snapshot.member.coupons.is_empty());
    assert!(chain.snapshot.member.used_up.is_empty());
}

#[test]
fn claims_are_open_until_they_are_cancelled_or_collected() {
    let mut chain = Chain::new();
    let claim = ClaimId(time_ordered(1, [5; 10]));
    let option = Some(Key::new("blue"));
    let claimed = Event::RewardClaimed { claim, reward: "mug".into(), quantity: 2, option };
    let seq = chain.does([claimed.clone()]);
    let state = &chain.snapshot.member.claims[0];
    assert_eq!((state.seq, &state.option), (seq, &Some("blue".into())));
    chain.does([Event::RewardCancelled { claim }]);
    assert!(chain.snapshot.member.claims.is_empty());
    chain.does([claimed]);
    chain.does([Event::RewardCollected { claim }]);
    assert!(chain.snapshot.member.claims.is_empty());
}

#[test]
fn a_series_beyond_the_range_is_an_error() {
    let mut chain = Chain::new();
    chain.does([counted(1, i64::MAX, 0)]);
    let (mut entry, _) = chain.entries[1].clone();
    entry.seq = 3;
    entry.previous = chain.snapshot.head;
    let mut snapshot = chain.snapshot.clone();
    let result = fold(&mut snapshot, &entry, Hash::default());
    assert!(matches!(result, Err(FoldError::SeriesOverflow(_))));
}

#[test]
fn a_chain_is_rebuilt_from_its_bytes() {
    let chain = busy();
    let entries = chain.entries.iter();
    let stored = entries.map(|(entry, hash)| (entry.to_bytes(), *hash));
    let proven = rebuild(chain.snapshot.owner, stored).expect("the chain is whole");
    assert_eq!(proven.snapshot, chain.snapshot);
    assert_eq!(proven.violations, []);
    assert_eq!(proven.totals.check(), []);
}

#[test]
fn a_changed_dropped_doubled_or_swapped_entry_is_found() {
    let chain = busy();
    let stored = |order: &[usize]| {
        let entries = order.iter().map(|&at| &chain.entries[at]);
        let bytes: Vec<_> = entries.map(|(e, hash)| (e.to_bytes(), *hash)).collect();
        rebuild(chain.snapshot.owner, bytes).map(|_| ())
    };
    assert_eq!(stored(&[0, 1, 2, 3, 4, 5]), Ok(()));
    let wrong = |expected, found| Err(FoldError::WrongSequence { expected, found });
    assert_eq!(stored(&[0, 2]), wrong(2, 3));
    assert_eq!(stored(&[0, 1, 1]), wrong(3, 2));
    assert_eq!(stored(&[1, 0]), wrong(1, 2));

    let (mut entry, hash) = chain.entries[0].clone();
    entry.version = 9;
    let mut rebuild = Rebuild::new(chain.snapshot.owner);
    let changed = entry.to_bytes();
    assert_eq!(read(1, &changed, hash), Err(FoldError::WrongHash(1)));
    let forged = Hash::of(&changed);
    let entry = read(1, &changed, forged).expect("its own hash fits the forged entry");
    rebuild.step(&entry, forged).expect("it is the first");
    let (next, hash) = &chain.entries[1];
    assert_eq!(rebuild.step(next, *hash), Err(FoldError::BrokenChain(2)));
}

#[test]
fn a_movement_that_does_not_fit_is_found() {
    let chain = busy();
    let (entry, _) = &chain.entries[1];
    for change in 0..3 {
        let mut entry = entry.clone();
        let movement = &mut entry.movements[0];
        match change {
            0 => movement.amount = Units(0),
            1 => movement.event = 7,
            _ => std::mem::swap(&mut movement.from, &mut movement.to),
        }
        let mut snapshot = chain.snapshot.clone();
        snapshot.seq = 1;
        snapshot.head = entry.previous;
        snapshot.holdings = <_>::default();
        let result = fold(&mut snapshot, &entry, Hash::default());
        assert!(result.is_err() || !check_owner(&snapshot).is_empty(), "change {change}");
    }
}

#[test]
fn postings_come_in_pairs_that_sum_to_zero() {
    let chain = busy();
    for (entry, _) in &chain.entries {
        let legs = postings(&entry.movements);
        assert_eq!(legs.len(), entry.movements.len() * 2);
        assert_eq!(legs.iter().map(|l| l.amount.0).sum::<i64>(), 0);
    }
}

#[test]
fn broken_holdings_are_named_with_their_invariant() {
    let mut chain = Chain::new();
    chain.does([earned(10, None, Some(30)), earned(7, Some(5), None)]);
    let found = |change: &dyn Fn(&mut model::Snapshot)| {
        let mut snapshot = chain.snapshot.clone();
        change(&mut snapshot);
        let found = check_owner(&snapshot);
        found.iter().map(Violation::invariant).collect::<Vec<_>>()
    };
    fn points(snapshot: &mut model::Snapshot) -> &mut model::holdings::UnitHolding {
        snapshot.holdings.units.get_mut("points").expect("points were earned")
    }
    assert!(found(&|_| {}).is_empty());
    assert_eq!(found(&|s| points(s).lots[0].remaining = Units(-1)), [2]);
    assert_eq!(found(&|s| points(s).debt = Units(3)), [2]);
    assert_eq!(found(&|s| points(s).lots.swap(0, 1)), [5]);
    assert_eq!(found(&|s| s.member.clock = Some(day(5))), [10]);
}

#[test]
fn balances_that_are_not_the_sum_of_postings_are_found() {
    let chain = busy();
    let proven = chain.rebuilt();
    let mut snapshot = chain.snapshot.clone();
    assert_eq!(check_balances(&snapshot, &proven.totals), []);
    snapshot.holdings.units.get_mut("points").expect("points were earned").debt += Units(1);
    assert!(matches!(
        check_balances(&snapshot, &proven.totals)[..],
        [Violation::WrongBalance { account: Account::Spendable, .. }]
    ));
    assert!(check_stored(&snapshot, &chain.snapshot).is_some());
}

#[test]
fn the_whole_book_sums_to_zero_and_gives_the_liability() {
    let mut book = Totals::default();
    let first = busy().rebuilt();
    let mut second = Chain::new();
    second.does([earned(20, None, None), earned(5, Some(9), None)]);
    second.does([held(1, 8), spent(2)]);
    let second = second.rebuilt();
    book.merge(&first.totals);
    book.merge(&second.totals);
    assert_eq!(book.check(), []);
    let points = book.units[&unit()];
    assert_eq!(points.balance(Account::Issued), -(10 + 7 + 20 + 5));
    assert_eq!(points.balance(Account::Redeemed), 4 + 15 + 2);
    // First: 3 held, 5 in debt; second: 18 active or held and 5 pending.
    assert_eq!((points.open, points.debt), (3 + 23, 5));
    let worth = Worth { money: Money(25), units: 10 };
    let liability = book.liability(&BTreeMap::from([(unit(), worth)]));
    assert_eq!(liability, Money(65));
    book.post(&unit(), Account::Spendable, 1);
    let found = book.check();
    let invariants: Vec<u8> = found.iter().map(Violation::invariant).collect();
    assert_eq!(invariants, [1, 11]);
}
