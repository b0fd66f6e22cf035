//! What members are counted and listed by as they stand now: the memberships that run, and
//! the raffles that they take part in.

use model::{Key, OwnerKind, Snapshot};
use programme::rulebook::Rulebook;
use smol_str::format_smolstr;
use std::collections::BTreeMap;
use store::Marks;

/// The mark of those who have a membership; its number is 1 for a term that is paid for and 0
/// for a trial.
pub(crate) fn membership(plan: &str) -> Key {
    Key(format_smolstr!("membership:{plan}"))
}

/// The membership that a mark is about.
pub(crate) fn plan_of(mark: &Key) -> Option<Key> {
    mark.as_str().strip_prefix("membership:").map(Key::new)
}

/// The mark of those who take part in a raffle; its number says how many tickets they have.
pub(crate) fn raffle(raffle: &str) -> Key {
    Key(format_smolstr!("raffle:{raffle}"))
}

/// The marks of a member. An account that went into another one has none.
pub(crate) fn of(book: &Rulebook, snapshot: &Snapshot) -> Marks {
    let member = &snapshot.member;
    if snapshot.owner.kind != OwnerKind::Member || member.merged.is_some() {
        return Marks::default();
    }
    let mut marks = BTreeMap::new();
    let mut terms: Vec<_> = member.memberships.iter().collect();
    terms.sort_by_key(|term| term.from);
    for term in terms {
        marks.entry(membership(term.plan.as_str())).or_insert(i64::from(!term.trial));
    }
    // Whoever may not take part cannot win.
    for declared in book.raffles.iter().filter(|_| !member.blocked) {
        let tickets = tickets(book, declared.tickets.as_str(), snapshot);
        if tickets > 0 {
            marks.insert(raffle(declared.key.as_str()), tickets);
        }
    }
    Marks(marks)
}

/// Whole tickets of a unit.
pub(crate) fn tickets(book: &Rulebook, unit: &str, snapshot: &Snapshot) -> i64 {
    let one = book.unit(unit).map_or(1, |unit| unit.one());
    snapshot.holdings.spendable(unit).0 / one
}
