//! What an owner holds: lots, holds and debt per unit; and the movements that
//! change it. A movement takes an amount from one account to another, so every
//! transaction sums to zero by construction.

use crate::id::HoldId;
use crate::{Instant, Key, Units};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The unit under which certificates hold money (minor units of the currency).
pub const MONEY_UNIT: &str = "money";

/// One lot: the entry that opened it and the event within the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LotId {
    /// Sequence number of the opening entry.
    pub seq: u64,
    /// Position of the opening event.
    pub index: u16,
}

impl fmt::Display for LotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.seq, self.index)
    }
}

impl std::str::FromStr for LotId {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (seq, index) = text.split_once('.').unwrap_or((text, "0"));
        Ok(Self { seq: seq.parse()?, index: index.parse()? })
    }
}

impl Serialize for LotId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LotId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer)
    }
}

/// Units with the expiry they have, on their way to another owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// How much.
    pub amount: Units,
    /// First moment when expired; never when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expires_at: Option<Instant>,
    /// Pending until then; active when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub active_at: Option<Instant>,
}

/// When a lot becomes usable and when it lapses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Pending until then; active at once when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub active_at: Option<Instant>,
    /// First moment when expired; never when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expires_at: Option<Instant>,
}

/// One earning with its own activation and expiry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenLot")]
pub struct Lot {
    /// Which.
    pub id: LotId,
    /// What is left in it; more than zero.
    pub remaining: Units,
    /// Still pending (counted under the pending account).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pending: bool,
    /// Activation and expiry.
    #[serde(flatten)]
    pub terms: Terms,
}

/// A lot as it is written, with its terms among the rest. Read field by field: what is flattened is
/// first collected, which made states with many lots slow to read.
#[derive(Deserialize)]
struct WrittenLot {
    id: LotId,
    remaining: Units,
    #[serde(default)]
    pending: bool,
    #[serde(default)]
    active_at: Option<Instant>,
    #[serde(default)]
    expires_at: Option<Instant>,
}

impl From<WrittenLot> for Lot {
    fn from(lot: WrittenLot) -> Self {
        let WrittenLot { id, remaining, pending, active_at, expires_at } = lot;
        Self { id, remaining, pending, terms: Terms { active_at, expires_at } }
    }
}

impl Lot {
    /// Where the lot stands in the order of spending: soonest-expiring first,
    /// never-expiring last, ties by age.
    pub fn spending_rank(&self) -> (bool, Option<Instant>, LotId) {
        (self.terms.expires_at.is_none(), self.terms.expires_at, self.id)
    }
}

/// A reservation: what was taken from which lots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Which.
    pub id: HoldId,
    /// First moment when it lapses.
    pub until: Instant,
    /// Parts of lots, in the order they were taken.
    pub parts: Vec<HeldPart>,
}

/// A part of a lot inside a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPart {
    /// The lot it came from.
    pub lot: LotId,
    /// How much.
    pub amount: Units,
    /// The lot's terms, to put it back.
    #[serde(flatten)]
    pub terms: Terms,
}

/// What expired from a lot, kept for a year so that taking the earning back
/// later does not charge the owner for value that they never used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapsed {
    /// The lot it expired from.
    pub lot: LotId,
    /// How much; more than zero.
    pub amount: Units,
    /// When it expired last.
    pub at: Instant,
}

/// Everything held of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UnitHolding {
    /// Open lots in order of their ids.
    pub lots: Vec<Lot>,
    /// What the owner owes; lots are empty of active value while it is not zero.
    #[serde(skip_serializing_if = "Units::is_zero")]
    pub debt: Units,
    /// Reservations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<Hold>,
    /// What expired lately, in order of the lots.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lapsed: Vec<Lapsed>,
}

impl UnitHolding {
    /// Active value less debt: what can be spent when positive.
    pub fn spendable(&self) -> Units {
        let active: Units = self.lots.iter().filter(|l| !l.pending).map(|l| l.remaining).sum();
        active - self.debt
    }
    /// Value that is not active yet.
    pub fn pending(&self) -> Units {
        self.lots.iter().filter(|l| l.pending).map(|l| l.remaining).sum()
    }
    /// Value in reservations.
    pub fn held(&self) -> Units {
        self.holds.iter().flat_map(|h| &h.parts).map(|p| p.amount).sum()
    }
}

/// What leaves, and with which expiry, when `amount` goes at `clock`; `None`
/// when there is less. Lots that are pending or expired by then stay out, and
/// what becomes active by then pays debt first, as the ledger books it.
pub fn parts_of(holding: &UnitHolding, amount: Units, clock: Option<Instant>) -> Option<Vec<Part>> {
    let mut left = amount;
    let mut parts: Vec<Part> = Vec::new();
    for (lot, remaining) in usable(holding, clock) {
        if left.is_zero() {
            break;
        }
        let taken = left.min(remaining);
        left -= taken;
        let part = Part { amount: taken, expires_at: lot.terms.expires_at, active_at: None };
        join(&mut parts, part);
    }
    left.is_zero().then_some(parts)
}

/// Adds a part, to the last one when that has the same dates.
pub fn join(parts: &mut Vec<Part>, part: Part) {
    match parts.last_mut() {
        Some(last) if (last.expires_at, last.active_at) == (part.expires_at, part.active_at) => {
            last.amount += part.amount;
        }
        _ => parts.push(part),
    }
}

/// Whether a lot has the dates of a part.
pub fn is_like(lot: &Lot, part: &Part) -> bool {
    lot.pending == part.active_at.is_some()
        && lot.terms.expires_at == part.expires_at
        && (!lot.pending || lot.terms.active_at == part.active_at)
}

/// Everything in open lots, active or not, with the dates it has.
pub fn all_parts(holding: &UnitHolding) -> Vec<Part> {
    let mut lots: Vec<&Lot> = holding.lots.iter().collect();
    lots.sort_unstable_by_key(|lot| (lot.pending, lot.spending_rank()));
    let mut parts = Vec::new();
    for lot in lots {
        let Terms { active_at, expires_at } = lot.terms;
        let active_at = active_at.filter(|_| lot.pending);
        join(&mut parts, Part { amount: lot.remaining, expires_at, active_at });
    }
    parts
}

/// What is active at `clock`, in the order of spending, with what debt leaves of it.
fn usable(holding: &UnitHolding, clock: Option<Instant>) -> Vec<(&Lot, Units)> {
    let due = |at: Option<Instant>| at.zip(clock).is_some_and(|(at, clock)| at <= clock);
    let rises = |lot: &Lot| {
        let Terms { active_at, expires_at } = lot.terms;
        due(active_at) && expires_at.is_none_or(|end| active_at.is_some_and(|at| end > at))
    };
    let open = holding.lots.iter().filter(|lot| !lot.pending || rises(lot));
    let mut lots: Vec<(&Lot, Units)> = open.map(|lot| (lot, lot.remaining)).collect();
    // Beside a debt there is no active value, so only rising lots can pay it.
    lots.sort_unstable_by_key(|(lot, _)| (lot.terms.active_at.filter(|_| lot.pending), lot.id));
    let mut debt = holding.debt;
    for (_, remaining) in &mut lots {
        let paid = debt.min(*remaining);
        debt -= paid;
        *remaining -= paid;
    }
    lots.retain(|(lot, remaining)| !remaining.is_zero() && !due(lot.terms.expires_at));
    lots.sort_unstable_by_key(|(lot, _)| lot.spending_rank());
    lots
}

/// Everything an owner holds, by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Holdings {
    /// Sorted by unit key.
    pub units: std::collections::BTreeMap<Key, UnitHolding>,
}

impl Holdings {
    /// What is held of a unit.
    pub fn unit(&self, unit: &str) -> Option<&UnitHolding> {
        self.units.get(unit)
    }
    /// Spendable balance of a unit; negative in debt.
    pub fn spendable(&self, unit: &str) -> Units {
        self.unit(unit).map_or(Units::ZERO, UnitHolding::spendable)
    }
}

/// One account of the book. The first three belong to the owner of the entry,
/// the others to the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// The owner's active value less debt.
    Spendable,
    /// The owner's value that is not active yet.
    Pending,
    /// The owner's reserved value.
    Held,
    /// Where earnings come from: goes down by what was issued.
    Issued,
    /// Where spendings go.
    Redeemed,
    /// Where expired value goes.
    Breakage,
    /// The other side of corrections by people.
    Adjustment,
    /// Between the owner who gives and the one who gets.
    Transit,
    /// What the programme gives away in money: the other side of what is due to others.
    Granted,
    /// What is due to partners, affiliates and causes.
    Payable,
}

impl Account {
    /// Whether the account belongs to the owner of the entry.
    pub fn is_owners(self) -> bool {
        matches!(self, Self::Spendable | Self::Pending | Self::Held)
    }
}

/// An amount that goes from one account to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// The event of the entry that caused it.
    pub event: u16,
    /// Which unit.
    pub unit: Key,
    /// How much; more than zero.
    pub amount: Units,
    /// Where it leaves.
    pub from: Account,
    /// Where it arrives.
    pub to: Account,
    /// The lot it leaves; absent for debt and programme accounts.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from_lot: Option<LotId>,
    /// The lot it arrives in; absent for debt and programme accounts.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to_lot: Option<LotId>,
    /// The hold it goes into or comes out of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hold: Option<HoldId>,
    /// To whom money is due, with [`Account::Payable`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub party: Option<Key>,
    /// When that hold lapses; given when it goes in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hold_until: Option<Instant>,
    /// Terms of the lot concerned, so that the lot can be opened (again) from the entry alone.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub terms: Terms,
}

fn is_plain(terms: &Terms) -> bool {
    *terms == Terms::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_read_back_what_they_write() {
        let at = |second| Some(Instant::from_second(second).expect("within range"));
        let lot = |pending, active_at, expires_at| Lot {
            id: LotId { seq: 7, index: 2 },
            remaining: Units(5),
            pending,
            terms: Terms { active_at, expires_at },
        };
        let plain = lot(false, None, None);
        let text = serde_json::to_string(&plain).expect("a lot is plain data");
        assert_eq!(text, r#"{"id":"7.2","remaining":5}"#);
        for lot in [plain, lot(true, at(60), None), lot(false, at(60), at(120))] {
            let text = serde_json::to_string(&lot).expect("a lot is plain data");
            assert_eq!(serde_json::from_str::<Lot>(&text).expect(&text), lot);
        }
    }
}
