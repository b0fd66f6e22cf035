//! Who pays whom: as few payments as settle all balances.

use model::{Key, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One payment that settles balances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Who pays.
    pub from: Key,
    /// Who gets it.
    pub to: Key,
    /// How much, more than zero.
    pub amount: Money,
}

/// Payments that bring all balances to zero: positive ones are owed to the party,
/// negative ones by it. What does not cancel out between the parties goes to or comes
/// from the `operator`, who issues what nobody accepted yet.
///
/// The largest debtor pays the largest creditor until nothing is left: at most one payment
/// less than there are parties. Fewer are possible only where some of them happen to
/// cancel out among themselves; finding those takes time that grows beyond all bounds.
pub fn net(balances: &BTreeMap<Key, Money>, operator: &Key) -> Vec<Payment> {
    let mut open: BTreeMap<Key, i64> =
        balances.iter().map(|(party, balance)| (party.clone(), balance.0)).collect();
    let sum: i64 = open.values().sum();
    *open.entry(operator.clone()).or_default() -= sum;
    let mut payments = Vec::new();
    loop {
        // Of equal ones the first by name, so that the result is always the same.
        let largest = |wanted: i64| {
            let signed = open.iter().map(|(party, balance)| (party, balance * wanted));
            let signed = signed.filter(|(_, balance)| *balance > 0);
            let found = signed.rev().max_by_key(|(_, balance)| *balance);
            found.map(|(party, balance)| (party.clone(), balance))
        };
        let (Some((from, owes)), Some((to, gets))) = (largest(-1), largest(1)) else {
            return payments;
        };
        let amount = owes.min(gets);
        *open.entry(from.clone()).or_default() += amount;
        *open.entry(to.clone()).or_default() -= amount;
        payments.push(Payment { from, to, amount: Money(amount) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balances(of: &[(&str, i64)]) -> BTreeMap<Key, Money> {
        of.iter().map(|(party, amount)| (Key::new(party), Money(*amount))).collect()
    }

    #[test]
    fn payments_settle_every_balance_with_one_less_than_there_are_parties() {
        let all = balances(&[("a", -700), ("b", 200), ("c", 450), ("d", -50), ("e", 100)]);
        let payments = net(&all, &Key::new("operator"));
        let mut left: BTreeMap<Key, i64> = all.iter().map(|(k, m)| (k.clone(), m.0)).collect();
        for payment in &payments {
            assert!(payment.amount > Money::ZERO);
            *left.entry(payment.from.clone()).or_default() += payment.amount.0;
            *left.entry(payment.to.clone()).or_default() -= payment.amount.0;
        }
        assert!(left.values().all(|balance| *balance == 0), "{left:?}");
        assert_eq!(payments.len(), 4);
        let first = Payment { from: Key::new("a"), to: Key::new("c"), amount: Money(450) };
        assert_eq!(payments[0], first);
    }

    #[test]
    fn the_operator_takes_what_does_not_cancel_out() {
        let payments = net(&balances(&[("a", -700), ("b", 200)]), &Key::new("operator"));
        let to = |party: &str, amount| Payment {
            from: Key::new("a"),
            to: Key::new(party),
            amount: Money(amount),
        };
        assert_eq!(payments, [to("operator", 500), to("b", 200)]);
        assert!(net(&BTreeMap::new(), &Key::new("operator")).is_empty());
    }
}
