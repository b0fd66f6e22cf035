//! Every rule of the book, by name.

mod chain;

use chain::*;
use model::event::Shortage;
use model::holdings::{Account, HeldPart, Hold, Lapsed, Terms, UnitHolding};
use model::{Event, Holdings, Lot, LotId, Movement, Snapshot, Units};
use tessera_ledger::apply::LARGEST_BALANCE;
use tessera_ledger::{ApplyError, BookError, apply_movement};

#[test]
fn an_earning_opens_a_lot_of_its_own() {
    let mut chain = Chain::new();
    chain.does([earned(10, None, Some(30)), earned(5, None, None)]);
    assert_eq!(chain.booked(), ["10 issued -> spendable 2.0", "5 issued -> spendable 2.1"]);
    assert_eq!(chain.spendable(), 15);
}

#[test]
fn a_pending_earning_becomes_spendable_when_its_time_comes() {
    let mut chain = Chain::new();
    chain.does([earned(10, Some(5), Some(30))]);
    assert_eq!((chain.spendable(), chain.pending()), (0, 10));
    chain.does([advanced(4)]);
    assert_eq!(chain.pending(), 10);
    chain.does([advanced(5)]);
    assert_eq!(chain.booked(), ["10 pending 2.0 -> spendable 2.0"]);
    assert_eq!((chain.spendable(), chain.pending()), (10, 0));
}

#[test]
fn a_lot_is_expired_at_the_very_moment_of_its_expiry() {
    let mut chain = Chain::new();
    chain.does([earned(10, None, Some(5))]);
    let almost = day(5) - jiff::SignedDuration::from_millis(1);
    chain.does([Event::TimeAdvanced { to: almost }]);
    assert_eq!(chain.spendable(), 10);
    chain.does([advanced(5)]);
    assert_eq!(chain.booked(), ["10 spendable 2.0 -> breakage"]);
    assert_eq!(chain.spendable(), 0);
}

#[test]
fn a_lot_that_expires_before_it_becomes_active_is_never_spendable() {
    let mut chain = Chain::new();
    chain.does([earned(10, Some(9), Some(5))]);
    chain.does([advanced(20)]);
    assert_eq!(chain.booked(), ["10 pending 2.0 -> breakage"]);
}

#[test]
fn what_a_late_receipt_earned_is_booked_and_expired_visibly() {
    let mut chain = Chain::new();
    chain.does([advanced(40), earned(10, Some(3), Some(30))]);
    assert_eq!(chain.booked(), ["10 issued -> spendable 2.1", "10 spendable 2.1 -> breakage"]);
}

#[test]
fn one_leap_in_time_activates_and_expires_in_order() {
    let mut chain = Chain::new();
    chain.does([earned(3, Some(9), Some(20)), earned(4, Some(5), Some(12))]);
    chain.does([advanced(30)]);
    assert_eq!(
        chain.booked(),
        [
            "4 pending 2.1 -> spendable 2.1",
            "3 pending 2.0 -> spendable 2.0",
            "4 spendable 2.1 -> breakage",
            "3 spendable 2.0 -> breakage",
        ]
    );
}

#[test]
fn time_never_moves_back() {
    let mut chain = Chain::new();
    chain.does([advanced(10)]);
    chain.does([advanced(3), earned(1, Some(5), None)]);
    assert_eq!(chain.booked(), ["1 issued -> spendable 3.1"]);
    assert_eq!(chain.snapshot.member.clock, Some(day(10)));
}

#[test]
fn soonest_expiring_lots_are_spent_first_and_never_expiring_last() {
    let mut chain = Chain::new();
    chain.does([
        earned(5, None, None),
        earned(5, None, Some(20)),
        earned(5, None, Some(10)),
        earned(5, None, Some(10)),
    ]);
    chain.does([spent(17)]);
    assert_eq!(
        chain.booked(),
        [
            "5 spendable 2.2 -> redeemed",
            "5 spendable 2.3 -> redeemed",
            "5 spendable 2.1 -> redeemed",
            "2 spendable 2.0 -> redeemed",
        ]
    );
}

#[test]
fn spending_more_than_there_is_tells_what_is_missing() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, None), earned(9, Some(4), None)]);
    let missing = |missing| Err(BookError::Insufficient { unit: unit(), missing: Units(missing) });
    assert_eq!(chain.try_to([spent(7)]), missing(2));
    assert_eq!(chain.try_to([held(1, 7)]), missing(2));
    assert_eq!(chain.try_to([adjusted(-7)]), missing(2));
    chain.does([spent(5)]);
    chain.does([unearned(2, 5, Shortage::Debt)]);
    assert_eq!(chain.spendable(), -5);
    assert_eq!(chain.try_to([spent(1)]), missing(6));
}

#[test]
fn a_hold_reserves_and_a_capture_releases_the_rest_into_its_lots() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, Some(9)), earned(5, None, Some(20))]);
    chain.does([held(1, 8)]);
    assert_eq!((chain.spendable(), chain.held()), (2, 8));
    chain.does([captured(6, 1)]);
    assert_eq!(
        chain.booked(),
        ["5 held 2.0 -> redeemed", "1 held 2.1 -> redeemed", "2 held 2.1 -> spendable 2.1",]
    );
    assert_eq!((chain.spendable(), chain.held()), (4, 0));
}

#[test]
fn what_expired_while_it_was_held_expires_on_release() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, Some(9)), earned(5, None, Some(20))]);
    chain.does([held(1, 8)]);
    chain.does([advanced(10), released(1)]);
    assert_eq!(chain.booked(), ["5 held 2.0 -> breakage", "3 held 2.1 -> spendable 2.1"]);
    assert_eq!((chain.spendable(), chain.held()), (5, 0));
}

#[test]
fn a_hold_is_placed_and_ended_once() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, None)]);
    chain.does([held(1, 2)]);
    let id = hold_id(1);
    assert_eq!(chain.try_to([held(1, 2)]), Err(BookError::DuplicateHold(id)));
    let beyond = BookError::Insufficient { unit: unit(), missing: Units(1) };
    assert_eq!(chain.try_to([captured(3, 1)]), Err(beyond));
    chain.does([released(1)]);
    assert_eq!(chain.try_to([released(1)]), Err(BookError::UnknownHold(id)));
    assert_eq!(chain.try_to([captured(1, 1)]), Err(BookError::UnknownHold(id)));
}

#[test]
fn an_earning_is_taken_back_from_its_own_lot_first() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, Some(10))]);
    let sale = chain.does([earned(8, None, Some(90))]);
    chain.does([unearned(sale, 3, Shortage::Debt)]);
    assert_eq!(chain.booked(), ["3 spendable 3.0 -> issued"]);
}

#[test]
fn a_pending_earning_is_taken_back_while_pending() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(8, Some(14), Some(90))]);
    chain.does([unearned(sale, 3, Shortage::Debt)]);
    assert_eq!(chain.booked(), ["3 pending 2.0 -> issued"]);
    assert_eq!(chain.pending(), 5);
}

#[test]
fn what_was_spent_of_an_earning_comes_from_other_lots_and_then_becomes_debt() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(8, None, Some(5))]);
    chain.does([spent(6)]);
    chain.does([earned(3, None, None)]);
    chain.does([unearned(sale, 8, Shortage::Debt)]);
    assert_eq!(
        chain.booked(),
        ["2 spendable 2.0 -> issued", "3 spendable 4.0 -> issued", "3 debt -> issued",]
    );
    assert_eq!(chain.spendable(), -3);
}

#[test]
fn debt_is_netted_from_the_next_value_that_becomes_active() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(8, None, None)]);
    chain.does([spent(8)]);
    chain.does([unearned(sale, 8, Shortage::Debt)]);
    chain.does([earned(5, None, None), earned(6, Some(3), None)]);
    assert_eq!(
        chain.booked(),
        ["5 issued -> spendable 5.0", "5 spendable 5.0 -> debt", "6 issued -> pending 5.1",]
    );
    chain.does([advanced(3)]);
    assert_eq!(chain.booked(), ["6 pending 5.1 -> spendable 5.1", "3 spendable 5.1 -> debt"]);
    assert_eq!(chain.spendable(), 3);
}

#[test]
fn the_shortage_policy_decides_what_happens_to_spent_earnings() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(8, None, Some(5))]);
    chain.does([spent(6)]);
    chain.does([earned(3, None, None)]);
    let after = |shortage| {
        let mut chain = chain.clone();
        chain.try_to([unearned(sale, 8, shortage)]).map(|_| chain.spendable())
    };
    assert_eq!(after(Shortage::Debt), Ok(-3));
    assert_eq!(after(Shortage::Cap), Ok(0));
    assert_eq!(after(Shortage::Keep), Ok(3));
    let missing = Units(3);
    let unit = unit();
    assert_eq!(after(Shortage::Refuse), Err(BookError::AlreadySpent { unit, missing }));
}

#[test]
fn what_expired_unused_is_never_owed() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(10, None, Some(5))]);
    chain.does([spent(3)]);
    chain.does([advanced(6)]);
    chain.does([unearned(sale, 4, Shortage::Debt)]);
    assert_eq!(chain.booked(), ["4 breakage 2.0 -> issued"]);
    chain.does([unearned(sale, 6, Shortage::Debt)]);
    assert_eq!(chain.booked(), ["3 breakage 2.0 -> issued", "3 debt -> issued"]);
    assert_eq!(chain.spendable(), -3);
}

#[test]
fn more_than_a_year_after_its_expiry_an_earning_is_settled() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(10, None, Some(5))]);
    chain.does([spent(3)]);
    chain.does([advanced(370)]);
    assert_eq!(chain.snapshot.holdings.units["points"].lapsed.len(), 1);
    chain.does([advanced(371)]);
    assert!(chain.snapshot.holdings.units.is_empty());
    chain.does([unearned(sale, 10, Shortage::Debt)]);
    assert_eq!(chain.spendable(), 0);
}

#[test]
fn a_spending_comes_back_to_its_lots_in_reverse() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, Some(10)), earned(5, None, Some(20)), earned(5, None, None)]);
    let before = chain.snapshot.holdings.clone();
    let sale = chain.does([spent(12)]);
    chain.does([unspent(sale, 0, 3, None)]);
    assert_eq!(chain.booked(), ["2 redeemed -> spendable 2.2", "1 redeemed -> spendable 2.1"]);
    chain.does([unspent(sale, 3, 9, None)]);
    assert_eq!(chain.snapshot.holdings, before);
    let beyond = chain.try_to([unspent(sale, 12, 1, None)]);
    assert!(matches!(beyond, Err(BookError::Overreturned(_))));
}

#[test]
fn a_captured_hold_comes_back_like_any_spending() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, Some(10)), earned(5, None, None)]);
    let before = chain.snapshot.holdings.clone();
    chain.does([held(1, 8)]);
    let sale = chain.does([captured(8, 1)]);
    chain.does([unspent(sale, 0, 8, None)]);
    assert_eq!(chain.snapshot.holdings, before);
}

#[test]
fn a_spending_that_comes_back_pays_debt_first() {
    let mut chain = Chain::new();
    let first = chain.does([earned(8, None, None)]);
    let sale = chain.does([spent(8)]);
    chain.does([unearned(first, 8, Shortage::Debt)]);
    chain.does([unspent(sale, 0, 8, None)]);
    assert_eq!(chain.booked(), ["8 redeemed -> spendable 2.0", "8 spendable 2.0 -> debt"]);
    assert!(chain.snapshot.holdings.units.is_empty());
}

#[test]
fn value_that_comes_back_to_an_expired_lot_gets_the_promised_time() {
    let mut chain = Chain::new();
    chain.does([earned(8, None, Some(5))]);
    let sale = chain.does([spent(8)]);
    chain.does([advanced(6)]);
    chain.does([unspent(sale, 0, 4, Some(20))]);
    assert_eq!(chain.booked(), ["4 redeemed -> spendable 2.0"]);
    chain.does([advanced(19)]);
    assert_eq!(chain.spendable(), 4);
    chain.does([unspent(sale, 4, 1, Some(33))]);
    chain.does([advanced(32)]);
    assert_eq!(chain.spendable(), 5);
    chain.does([advanced(33)]);
    assert_eq!(chain.spendable(), 0);
}

#[test]
fn without_a_promised_time_expired_value_comes_back_and_expires_visibly() {
    let mut chain = Chain::new();
    chain.does([earned(8, None, Some(5))]);
    let sale = chain.does([spent(8)]);
    chain.does([advanced(6)]);
    chain.does([unspent(sale, 0, 8, None)]);
    assert_eq!(chain.booked(), ["8 redeemed -> spendable 2.0", "8 spendable 2.0 -> breakage"]);
}

#[test]
fn a_sale_and_its_return_within_one_entry_cancel_out() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, None)]);
    let before = chain.snapshot.holdings.clone();
    let seq = chain.snapshot.seq + 1;
    chain.does([spent(4), unspent(seq, 0, 4, None)]);
    assert_eq!(chain.snapshot.holdings, before);
}

#[test]
fn corrections_and_refunds_open_lots_of_their_own() {
    let mut chain = Chain::new();
    chain.does([
        adjusted(5),
        Event::Restored { unit: unit(), amount: Units(7), expires_at: Some(day(9)) },
    ]);
    assert_eq!(chain.booked(), ["5 adjustment -> spendable 2.0", "7 redeemed -> spendable 2.1"]);
    chain.does([adjusted(-8)]);
    assert_eq!(chain.booked(), ["7 spendable 2.1 -> adjustment", "1 spendable 2.0 -> adjustment"]);
}

#[test]
fn inactivity_takes_all_active_value_and_owes_nothing() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(5, None, None), earned(4, Some(90), None)]);
    chain.does([advanced(60), Event::Lapsed { unit: unit() }]);
    assert_eq!(chain.booked(), ["5 spendable 2.0 -> breakage"]);
    chain.does([unearned(sale, 5, Shortage::Debt)]);
    assert_eq!((chain.spendable(), chain.pending()), (0, 4));
}

#[test]
fn amounts_at_the_edge_of_the_range_are_errors() {
    let mut chain = Chain::new();
    assert!(chain.try_to([earned(i64::MAX, None, None)]).is_err());
    assert!(chain.try_to([earned(-1, None, None)]).is_err());
    assert!(chain.try_to([spent(i64::MIN)]).is_err());
    assert!(chain.try_to([spent(i64::MAX)]).is_err());
    assert!(chain.try_to([adjusted(i64::MIN)]).is_err());
    chain.does([earned(i64::MAX / 4, None, None)]);
    assert!(chain.try_to([earned(1, None, None)]).is_err());
}

#[test]
fn reversing_what_is_not_there_is_an_error() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(5, None, None)]);
    let unknown = |result| matches!(result, Err(BookError::UnknownOriginal(_)));
    assert!(unknown(chain.try_to([unearned(99, 1, Shortage::Debt)])));
    assert!(unknown(chain.try_to([unspent(99, 0, 1, None)])));
    assert!(chain.try_to([unspent(sale, 0, 1, None)]).is_err());
    assert!(chain.try_to([unearned(sale, 6, Shortage::Debt)]).is_err());
}

#[test]
fn an_owner_without_a_clock_has_seen_no_time() {
    let snapshot = Snapshot::empty(Chain::new().snapshot.owner);
    let events = [earned(5, Some(-100), Some(-50))]
        .map(|event| model::Happening { event, because: model::Because::default() });
    let movements =
        tessera_ledger::book(&snapshot, 1, &events, &[]).expect("an earning can be booked");
    assert_eq!(movements.len(), 1);
    assert_eq!(movements[0].to, Account::Pending);
}

fn lot(seq: u64) -> LotId {
    LotId { seq, index: 0 }
}

/// Ten active in lot 1, seven not active yet in lot 2, five of lot 1 held, three of lot 3 expired.
fn some() -> UnitHolding {
    let terms = Terms::default();
    let open =
        |seq, remaining, pending| Lot { id: lot(seq), remaining: Units(remaining), pending, terms };
    UnitHolding {
        lots: vec![open(1, 10, false), open(2, 7, true)],
        debt: Units(0),
        holds: vec![Hold {
            id: hold_id(1),
            until: day(9),
            parts: vec![HeldPart { lot: lot(1), amount: Units(5), terms }],
        }],
        lapsed: vec![Lapsed { lot: lot(3), amount: Units(3), at: day(-1) }],
    }
}

fn of(holding: UnitHolding) -> Holdings {
    let mut holdings = Holdings::default();
    holdings.units.insert(unit(), holding);
    holdings
}

/// From one place to another; a number names the lot.
fn moving(amount: i64, from: (Account, u64), to: (Account, u64)) -> Movement {
    let named = |seq: u64| (seq > 0).then(|| lot(seq));
    Movement {
        event: 0,
        unit: unit(),
        amount: Units(amount),
        from: from.0,
        to: to.0,
        from_lot: named(from.1),
        to_lot: named(to.1),
        hold: None,
        party: None,
        hold_until: None,
        terms: Terms::default(),
    }
}

fn refusal(movement: &Movement) -> ApplyError {
    apply_movement(&mut of(some()), movement).expect_err("this does not fit")
}

fn fits(movement: &Movement) -> UnitHolding {
    let mut holdings = of(some());
    apply_movement(&mut holdings, movement).expect("this fits");
    holdings.units.remove("points").unwrap_or_default()
}

const ISSUED: (Account, u64) = (Account::Issued, 0);
const REDEEMED: (Account, u64) = (Account::Redeemed, 0);

#[test]
fn a_movement_is_of_more_than_nothing_and_names_its_lot() {
    let out = |amount| moving(amount, (Account::Spendable, 1), REDEEMED);
    assert_eq!(refusal(&out(0)), ApplyError::NotPositive(unit()));
    assert_eq!(refusal(&out(-1)), ApplyError::NotPositive(unit()));
    for unnamed in [
        moving(1, (Account::Pending, 0), ISSUED),
        moving(1, (Account::Held, 0), REDEEMED),
        moving(1, (Account::Held, 1), REDEEMED),
        moving(1, ISSUED, (Account::Pending, 0)),
        moving(1, (Account::Spendable, 1), (Account::Held, 0)),
        moving(1, (Account::Spendable, 1), (Account::Held, 1)),
        Movement {
            hold: Some(hold_id(2)),
            ..moving(1, (Account::Spendable, 1), (Account::Held, 1))
        },
        Movement {
            hold_until: Some(day(9)),
            ..moving(1, (Account::Spendable, 1), (Account::Held, 1))
        },
    ] {
        assert_eq!(refusal(&unnamed), ApplyError::Unnamed(unit()), "{unnamed:?}");
    }
}

#[test]
fn a_lot_gives_what_it_has_and_only_from_where_it_stands() {
    let out = |amount, account, seq| moving(amount, (account, seq), REDEEMED);
    let too_small = |amount, seq| ApplyError::LotTooSmall {
        unit: unit(),
        lot: lot(seq),
        amount: Units(amount),
    };
    assert_eq!(refusal(&out(11, Account::Spendable, 1)), too_small(11, 1));
    assert_eq!(refusal(&out(1, Account::Spendable, 2)), too_small(1, 2));
    assert_eq!(refusal(&out(1, Account::Pending, 1)), too_small(1, 1));
    assert_eq!(refusal(&out(8, Account::Pending, 2)), too_small(8, 2));
    assert_eq!(refusal(&out(1, Account::Spendable, 4)), too_small(1, 4));
    let left = |amount, account, seq| {
        let lots = fits(&out(amount, account, seq)).lots;
        lots.iter().map(|l| (l.id.seq, l.remaining.0)).collect::<Vec<_>>()
    };
    assert_eq!(left(9, Account::Spendable, 1), [(1, 1), (2, 7)]);
    assert_eq!(left(10, Account::Spendable, 1), [(2, 7)]);
    assert_eq!(left(7, Account::Pending, 2), [(1, 10)]);
}

#[test]
fn a_hold_gives_what_it_has_of_the_lot() {
    let out = |amount, seq, hold| Movement {
        hold: Some(hold_id(hold)),
        ..moving(amount, (Account::Held, seq), REDEEMED)
    };
    let too_small = |amount, hold| ApplyError::HoldTooSmall {
        unit: unit(),
        hold: hold_id(hold),
        amount: Units(amount),
    };
    assert_eq!(refusal(&out(6, 1, 1)), too_small(6, 1));
    assert_eq!(refusal(&out(1, 2, 1)), too_small(1, 1));
    assert_eq!(refusal(&out(1, 1, 2)), too_small(1, 2));
    assert_eq!(fits(&out(4, 1, 1)).holds[0].parts[0].amount, Units(1));
    assert!(fits(&out(5, 1, 1)).holds.is_empty());
}

#[test]
fn what_lapsed_is_remembered_until_it_is_taken_back() {
    let back = |amount, seq| moving(amount, (Account::Breakage, seq), ISSUED);
    let too_small = ApplyError::LotTooSmall { unit: unit(), lot: lot(3), amount: Units(4) };
    assert_eq!(refusal(&back(4, 3)), too_small);
    assert!(matches!(refusal(&back(1, 1)), ApplyError::LotTooSmall { .. }));
    assert_eq!(fits(&back(2, 3)).lapsed[0].amount, Units(1));
    assert!(fits(&back(3, 3)).lapsed.is_empty());
    let mut lapse = moving(10, (Account::Spendable, 1), (Account::Breakage, 0));
    lapse.terms.expires_at = Some(day(4));
    let lapsed = fits(&lapse).lapsed;
    let seen: Vec<_> = lapsed.iter().map(|l| (l.lot.seq, l.amount.0, l.at)).collect();
    assert_eq!(seen, [(1, 10, day(4)), (3, 3, day(-1))]);
}

#[test]
fn a_lot_is_either_active_or_not_yet() {
    let give = |account, seq| moving(1, ISSUED, (account, seq));
    let mixed = |seq| ApplyError::MixedLot { unit: unit(), lot: lot(seq) };
    assert_eq!(refusal(&give(Account::Pending, 1)), mixed(1));
    assert_eq!(refusal(&give(Account::Spendable, 2)), mixed(2));
    assert_eq!(fits(&give(Account::Spendable, 1)).lots[0].remaining, Units(11));
    assert_eq!(fits(&give(Account::Pending, 2)).lots[1].remaining, Units(8));
}

#[test]
fn no_more_debt_is_paid_than_there_is() {
    let pay = |amount, debt| {
        let mut holdings = of(UnitHolding { debt: Units(debt), ..some() });
        let paying = moving(amount, (Account::Spendable, 1), (Account::Spendable, 0));
        apply_movement(&mut holdings, &paying).map(|()| holdings.units["points"].debt.0)
    };
    assert_eq!(pay(4, 3), Err(ApplyError::DebtTooSmall(unit())));
    assert_eq!(pay(3, 3), Ok(0));
    assert_eq!(pay(2, 3), Ok(1));
}

#[test]
fn nothing_is_forgotten_while_anything_of_it_is_left() {
    let left = |holding: UnitHolding, movement: &Movement| {
        let mut holdings = of(holding);
        apply_movement(&mut holdings, movement).expect("this fits");
        holdings.units.contains_key("points")
    };
    let all = moving(10, (Account::Spendable, 1), REDEEMED);
    let last = || UnitHolding { lots: vec![some().lots.remove(0)], ..UnitHolding::default() };
    assert!(!left(last(), &all));
    assert!(left(UnitHolding { debt: Units(1), ..last() }, &all));
    assert!(left(UnitHolding { holds: some().holds, ..last() }, &all));
    assert!(left(UnitHolding { lapsed: some().lapsed, ..last() }, &all));
}

#[test]
fn what_is_held_counts_towards_the_largest_balance_and_debt_has_one_too() {
    let holding = |spendable: i64, debt: i64| {
        let mut holding = some();
        holding.lots.truncate(1);
        holding.lots[0].remaining = Units(spendable);
        of(UnitHolding { debt: Units(debt), ..holding })
    };
    let more = moving(1, ISSUED, (Account::Spendable, 7));
    let owing = moving(1, (Account::Spendable, 0), ISSUED);
    let too_large = || Err(ApplyError::TooLarge(unit()));
    // Five are held.
    assert_eq!(apply_movement(&mut holding(LARGEST_BALANCE - 6, 0), &more), Ok(()));
    assert_eq!(apply_movement(&mut holding(LARGEST_BALANCE - 5, 0), &more), too_large());
    assert_eq!(apply_movement(&mut holding(1, LARGEST_BALANCE - 1), &owing), Ok(()));
    assert_eq!(apply_movement(&mut holding(1, LARGEST_BALANCE), &owing), too_large());
    let within = moving(1, (Account::Spendable, 1), REDEEMED);
    assert_eq!(apply_movement(&mut holding(LARGEST_BALANCE, 0), &within), Ok(()));
}

#[test]
fn amounts_below_nothing_are_errors_wherever_they_stand() {
    let mut chain = Chain::new();
    let sale = chain.does([earned(9, None, None)]);
    let use_ = chain.does([spent(4)]);
    chain.does([held(1, 2)]);
    let bad = |event| {
        let result = chain.clone().try_to([event]);
        assert_eq!(result, Err(BookError::BadAmount { event: 0, unit: unit() }));
    };
    bad(unearned(sale, -1, Shortage::Debt));
    bad(unspent(use_, 0, -1, None));
    bad(unspent(use_, -1, 1, None));
    bad(captured(-1, 1));
    bad(held(2, 0));
    bad(received(-1, None));
    bad(Event::Restored { unit: unit(), amount: Units(-1), expires_at: None });
    for nothing in [
        unearned(sale, 0, Shortage::Debt),
        unspent(use_, 0, 0, None),
        spent(0),
        earned(0, None, None),
        received(0, None),
    ] {
        let before = chain.snapshot.holdings.clone();
        let mut chain = chain.clone();
        assert_eq!(chain.try_to([nothing]), Ok(Vec::new()));
        assert_eq!(chain.snapshot.holdings, before);
    }
}

#[test]
fn only_entries_before_the_present_one_are_asked_for() {
    let because = model::Because::default;
    let events = [unearned(3, 1, Shortage::Debt), unspent(4, 0, 1, None), spent(1)]
        .map(|event| model::Happening { event, because: because() });
    let needed = |seq| tessera_ledger::originals_needed(seq, &events).into_iter().collect();
    let (fourth, fifth): (Vec<u64>, Vec<u64>) = (needed(4), needed(5));
    assert_eq!((fourth, fifth), (vec![3], vec![3, 4]));
}
