//! Units that pass between owners, and money that is due to others.

mod chain;

use chain::*;
use model::event::{Ground, Shortage};
use model::holdings::{Account, MONEY_UNIT, parts_of};
use model::{Event, Key, Money, Units};
use tessera_ledger::{BookError, Totals, Violation, postings};

fn accrued(party: &str, amount: i64) -> Event {
    Event::Accrued {
        ground: Ground::Commission,
        party: Key::new(party),
        amount: Money(amount),
        by_line: Vec::new(),
    }
}

#[test]
fn what_is_given_leaves_soonest_expiring_first_and_keeps_its_expiry() {
    let mut giver = Chain::new();
    giver.does([earned(5, None, None), earned(5, None, Some(20)), earned(5, None, Some(10))]);
    giver.does([given(&[(5, Some(10)), (5, Some(20)), (1, None)])]);
    assert_eq!(
        giver.booked(),
        ["5 spendable 2.2 -> transit", "5 spendable 2.1 -> transit", "1 spendable 2.0 -> transit",]
    );
    let mut receiver = Chain::of(member(2));
    receiver.does([received(5, Some(10)), received(5, Some(20)), received(1, None)]);
    assert_eq!(receiver.booked()[0], "5 transit -> spendable 2.0");
    receiver.does([advanced(10)]);
    assert_eq!(receiver.booked(), ["5 spendable 2.0 -> breakage"]);
    receiver.does([advanced(20)]);
    assert_eq!((giver.spendable(), receiver.spendable()), (4, 1));
}

#[test]
fn both_chains_of_a_transfer_sum_to_zero() {
    let (mut giver, mut receiver) = (Chain::new(), Chain::of(member(2)));
    giver.does([earned(8, None, Some(30))]);
    giver.does([given(&[(6, Some(30))])]);
    receiver.does([received(6, Some(30))]);
    for (entry, _) in giver.entries.iter().chain(&receiver.entries) {
        assert_eq!(postings(&entry.movements).iter().map(|l| l.amount.0).sum::<i64>(), 0);
    }
    let mut book = Totals::default();
    book.merge(&giver.rebuilt().totals);
    let amount = 6;
    assert_eq!(book.check(), [Violation::InTransit { unit: unit(), amount }]);
    book.merge(&receiver.rebuilt().totals);
    assert_eq!(book.check(), []);
    let points = book.units[&unit()];
    assert_eq!((points.balance(Account::Transit), points.open), (0, 8));
    assert_eq!(points.balance(Account::Issued), -8);
}

#[test]
fn lots_that_expire_together_are_one_part() {
    let mut giver = Chain::new();
    giver.does([earned(3, None, Some(9)), earned(4, None, Some(9))]);
    let holding = &giver.snapshot.holdings.units[&unit()];
    let parts = parts_of(holding, Units(5), None).expect("there are seven");
    assert_eq!(parts.len(), 1);
    giver.does([given_parts(parts)]);
    assert_eq!(giver.booked(), ["3 spendable 2.0 -> transit", "2 spendable 2.1 -> transit"]);
}

#[test]
fn a_transfer_of_more_than_there_is_or_of_other_parts_is_refused() {
    let mut giver = Chain::new();
    giver.does([earned(5, None, Some(9)), earned(5, Some(4), None)]);
    let missing = Units(2);
    let insufficient = Err(BookError::Insufficient { unit: unit(), missing });
    assert_eq!(giver.try_to([given(&[(7, Some(9))])]), insufficient);
    let other = Err(BookError::OtherParts { event: 0, unit: unit() });
    assert_eq!(giver.try_to([given(&[(5, Some(8))])]), other);
    assert_eq!(giver.try_to([given(&[(2, Some(9)), (3, None)])]), other);
    assert!(giver.try_to([given(&[(-1, Some(9))])]).is_err());
    let holding = &giver.snapshot.holdings.units[&unit()];
    assert_eq!(parts_of(holding, Units(7), Some(day(3))), None);
    assert!(parts_of(holding, Units(7), Some(day(4))).is_some());
    assert_eq!(parts_of(holding, Units(7), Some(day(9))), None);
}

#[test]
fn what_comes_pays_debt_and_what_comes_late_expires_visibly() {
    let mut receiver = Chain::of(member(2));
    let sale = receiver.does([earned(4, None, None)]);
    receiver.does([spent(4)]);
    receiver.does([unearned(sale, 4, Shortage::Debt)]);
    receiver.does([received(6, Some(30))]);
    assert_eq!(receiver.booked(), ["6 transit -> spendable 5.0", "4 spendable 5.0 -> debt"]);
    receiver.does([advanced(31), received(3, Some(30))]);
    assert_eq!(
        receiver.booked()[1..],
        ["3 transit -> spendable 6.1", "3 spendable 6.1 -> breakage"]
    );
}

#[test]
fn money_due_to_others_touches_nothing_of_the_owner() {
    let mut chain = Chain::new();
    chain.does([earned(5, None, None)]);
    let holdings = chain.snapshot.holdings.clone();
    chain.does([accrued("agency", 250), accrued("fund", 0), accrued("agency", -100)]);
    assert_eq!(chain.booked(), ["250 granted -> payable", "100 payable -> granted"]);
    let (entry, _) = &chain.entries[2];
    let due = |m: &model::Movement| (m.unit.to_string(), m.party.clone());
    let agency = (MONEY_UNIT.to_owned(), Some(Key::new("agency")));
    assert_eq!(entry.movements.iter().map(due).collect::<Vec<_>>(), [agency.clone(), agency]);
    assert_eq!(chain.snapshot.holdings, holdings);
    let proven = chain.rebuilt();
    assert_eq!(proven.violations, []);
    assert_eq!(proven.totals.check(), []);
    let money = proven.totals.units[MONEY_UNIT];
    assert_eq!((money.balance(Account::Payable), money.balance(Account::Granted)), (150, -150));
    assert!(chain.try_to([accrued("agency", i64::MIN)]).is_err());
}
