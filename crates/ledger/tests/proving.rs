//! State folded from entries, and proofs over chains and whole books.

mod chain;

use chain::*;
use model::activity::Profile;
use model::entry::Hash;
use model::event::{Shortage, TierCause};
use model::holdings::{Account, Lapsed, UnitHolding};
use model::id::{ClaimId, CouponId, time_ordered};
use model::{Event, Key, LotId, Money, Units};
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
        invited: false,
        kept: false,
        beneath: None,
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
fn windows_over_all_of_a_series_stay_in_range() {
    let mut chain = Chain::new();
    chain.does([counted(1, i64::MAX - 1, 0), counted(2, 1, 0)]);
    let (mut entry, _) = chain.entries[1].clone();
    entry.seq = 3;
    entry.previous = chain.snapshot.head;
    for (delta, fits) in [(1, false), (-1, false), (0, true)] {
        entry.events[0].event = counted(3, delta, 0);
        entry.events.truncate(1);
        let result = fold(&mut chain.snapshot.clone(), &entry, Hash::default());
        assert_eq!(result.is_ok(), fits, "{delta}: {result:?}");
    }
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
fn postings_add_up_to_what_their_movements_do() {
    let chain = busy();
    let mut posted = Totals::default();
    for leg in chain.entries.iter().flat_map(|(entry, _)| postings(&entry.movements)) {
        posted.post(&leg.unit, leg.account, leg.amount.0);
    }
    let (posted, moved) = (&posted.units[&unit()], &chain.rebuilt().totals.units[&unit()]);
    assert_ne!(moved.balance(Account::Issued), 0);
    for account in [Account::Spendable, Account::Held, Account::Issued, Account::Redeemed] {
        assert_eq!(posted.balance(account), moved.balance(account), "{account:?}");
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

/// What is found in sound points, a part of which is held, after a change.
fn found_in_points(change: &dyn Fn(&mut UnitHolding)) -> Vec<Violation> {
    let mut chain = Chain::new();
    chain.does([earned(10, None, Some(30)), earned(7, Some(5), None)]);
    chain.does([held(1, 4)]);
    let mut snapshot = chain.snapshot;
    change(snapshot.holdings.units.get_mut("points").expect("points were earned"));
    check_owner(&snapshot)
}

#[test]
fn every_floor_is_looked_at_and_named() {
    let found = found_in_points;
    let floor = |what, amount| Violation::BelowFloor { unit: unit(), what, amount: Units(amount) };
    let lapsed =
        |seq, amount| Lapsed { lot: LotId { seq, index: 0 }, amount: Units(amount), at: day(-1) };
    assert_eq!(found(&|h| h.lots[0].remaining = Units(0)), [floor("lot", 0)]);
    assert_eq!(found(&|h| h.lots[1].remaining = Units(-1)), [floor("lot", -1)]);
    assert_eq!(found(&|h| h.holds[0].parts[0].amount = Units(0)), [floor("hold", 0)]);
    assert_eq!(found(&|h| h.lapsed = vec![lapsed(1, 0)]), [floor("lapse", 0)]);
    assert_eq!(found(&|h| h.lapsed = vec![lapsed(1, 1), lapsed(2, 1)]), []);
    let debt = Violation::UnpaidDebt { unit: unit(), debt: Units(-1) };
    assert_eq!(found(&|h| h.debt = Units(-1)), [floor("debt", -1), debt]);
    assert_eq!(
        found(&|h| {
            h.debt = Units(3);
            h.lots.remove(0);
        }),
        [],
        "what is not active yet can stand beside a debt"
    );
}

#[test]
fn every_order_is_looked_at() {
    let found = found_in_points;
    let disordered = || Violation::Disordered { unit: unit() };
    let lapsed = |seq| Lapsed { lot: LotId { seq, index: 0 }, amount: Units(1), at: day(-1) };
    assert_eq!(found(&|h| h.lots[1].id = h.lots[0].id), [disordered()]);
    assert_eq!(found(&|h| h.lapsed = vec![lapsed(2), lapsed(1)]), [disordered()]);
    assert_eq!(found(&|h| h.lapsed = vec![lapsed(2), lapsed(2)]), [disordered()]);
    assert_eq!(found(&|h| h.holds[0].parts.clear()), [disordered()]);
}

#[test]
fn a_lot_is_overdue_from_the_moment_in_which_it_is_due() {
    let mut chain = Chain::new();
    chain.does([earned(10, None, Some(30)), earned(7, Some(5), None), earned(3, Some(0), None)]);
    let overdue_at = |clock: model::Instant| {
        let mut snapshot = chain.snapshot.clone();
        snapshot.member.clock = Some(clock);
        let found = check_owner(&snapshot).into_iter();
        let lots = found.map(|violation| match violation {
            Violation::Overdue { lot, .. } => lot.index,
            other => panic!("{other}"),
        });
        lots.collect::<Vec<_>>()
    };
    let almost = |at: i64| day(at) - jiff::SignedDuration::from_millis(1);
    assert!(overdue_at(almost(5)).is_empty());
    assert_eq!(overdue_at(day(5)), [1]);
    assert_eq!(overdue_at(almost(30)), [1]);
    assert_eq!(overdue_at(day(30)), [0, 1]);
    let mut timeless = chain.snapshot.clone();
    timeless.member.clock = None;
    assert_eq!(check_owner(&timeless), []);
}

#[test]
fn every_account_of_an_owner_is_compared_with_its_postings() {
    let mut chain = Chain::new();
    chain.does([earned(10, None, Some(30)), earned(7, Some(5), None)]);
    chain.does([held(1, 4)]);
    let totals = chain.rebuilt().totals;
    let wrong = |change: &dyn Fn(&mut model::Snapshot)| {
        let mut snapshot = chain.snapshot.clone();
        change(&mut snapshot);
        let found = check_balances(&snapshot, &totals).into_iter();
        let accounts = found.map(|violation| match violation {
            Violation::WrongBalance { account, booked, held, .. } => (account, booked, held),
            other => panic!("{other}"),
        });
        accounts.collect::<Vec<_>>()
    };
    let points =
        |s: &mut model::Snapshot| s.holdings.units.remove("points").expect("points were earned");
    assert_eq!(wrong(&|_| {}), []);
    let changed = wrong(&|s| {
        let mut holding = points(s);
        holding.lots[1].remaining += Units(2);
        s.holdings.units.insert(unit(), holding);
    });
    assert_eq!(changed, [(Account::Pending, 7, 9)]);
    let changed = wrong(&|s| {
        let mut holding = points(s);
        holding.holds[0].parts[0].amount -= Units(1);
        s.holdings.units.insert(unit(), holding);
    });
    assert_eq!(changed, [(Account::Held, 4, 3)]);
    let gone = wrong(&|s| drop(points(s)));
    let all = [(Account::Spendable, 6, 0), (Account::Pending, 7, 0), (Account::Held, 4, 0)];
    assert_eq!(gone, all);
    let unbooked = wrong(&|s| {
        let holding = points(s);
        s.holdings.units.insert(unit(), holding.clone());
        let other = UnitHolding { holds: Vec::new(), lapsed: Vec::new(), ..holding };
        s.holdings.units.insert(Key::new("unknown"), other);
    });
    assert_eq!(unbooked, [(Account::Spendable, 0, 6), (Account::Pending, 0, 7)]);
}

#[test]
fn an_entry_of_somebody_else_or_for_an_event_that_is_not_there_is_found() {
    let chain = busy();
    let (entry, hash) = &chain.entries[1];
    let before = || {
        let mut snapshot = model::Snapshot::empty(chain.snapshot.owner);
        let (first, hash) = &chain.entries[0];
        fold(&mut snapshot, first, *hash).expect("the first entry fits");
        snapshot
    };
    assert_eq!(fold(&mut before(), entry, *hash), Ok(()));
    let mut other = entry.clone();
    other.owner = member(2);
    let wrong = FoldError::WrongOwner { expected: member(1), found: member(2) };
    assert_eq!(fold(&mut before(), &other, *hash), Err(wrong));
    let mut stray = entry.clone();
    stray.movements[0].event = 2;
    assert_eq!(stray.events.len(), 2);
    assert_eq!(fold(&mut before(), &stray, *hash), Err(FoldError::StrayMovement(2)));
    stray.movements[0].event = 1;
    assert_eq!(fold(&mut before(), &stray, *hash), Ok(()));
}

#[test]
fn half_a_coin_of_liability_rounds_up_and_debts_do_not_lower_it() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(10, None, None)]);
    chain.does([spent(10)]);
    chain.does([unearned(sale, 10, Shortage::Debt)]);
    let debtor = chain.rebuilt();
    assert_eq!((debtor.totals.units[&unit()].open, debtor.totals.units[&unit()].debt), (0, 10));
    let mut other = Chain::of(member(2));
    other.does([earned(3, None, None)]);
    let mut book = Totals::default();
    book.merge(&debtor.totals);
    book.merge(&other.rebuilt().totals);
    let worth = |money, units| BTreeMap::from([(unit(), Worth { money: Money(money), units })]);
    assert_eq!(book.liability(&worth(1, 2)), Money(2), "three at half a cent");
    assert_eq!(book.liability(&worth(1, 10)), Money(0));
    assert_eq!(book.liability(&worth(100, 1)), Money(300));
    assert_eq!(book.liability(&BTreeMap::new()), Money(0));
    assert_eq!(book.movements, 4, "an earning, a spending and a debt; an earning");
}
