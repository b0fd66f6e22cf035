//! What a member holds: balances, lots, tiers.

use super::ids;
use super::text::{Decimal, Moment, Word};
use crate::scales::Scales;
use model::holdings::{Terms, UnitHolding};
use model::id::HoldId;
use model::{Key, Snapshot, Units};
use serde::Serialize;
use utoipa::ToSchema;

/// The balance of one unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Balance {
    /// Which unit.
    pub(crate) unit: Word,
    /// What can be spent; negative in debt.
    pub(crate) spendable: Decimal,
    /// Earned but not usable yet.
    pub(crate) pending: Decimal,
    /// In reservations.
    pub(crate) held: Decimal,
    /// What expires next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_expiry: Option<NextExpiry>,
}

/// What expires next.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NextExpiry {
    /// When.
    pub(crate) at: Moment,
    /// How much.
    pub(crate) amount: Decimal,
}

/// One earning with its own activation and expiry.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Lot)]
pub(crate) struct LotBody {
    /// Which: number of the entry and of the event that opened it.
    #[schema(example = "3.1")]
    pub(crate) id: String,
    /// Which unit.
    pub(crate) unit: Word,
    /// What is left in it.
    pub(crate) remaining: Decimal,
    /// Where the value is.
    pub(crate) state: LotState,
    /// The hold that it is reserved in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::HoldId>)]
    pub(crate) hold: Option<HoldId>,
    /// Usable from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) active_at: Option<Moment>,
    /// Not usable from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<Moment>,
}

/// Where the value of a lot is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LotState {
    /// Usable.
    Active,
    /// Not usable yet.
    Pending,
    /// Reserved.
    Held,
}

/// A tier that is held.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tier {
    /// Which track.
    pub(crate) track: Word,
    /// Which tier.
    pub(crate) tier: Word,
    /// Since when the qualification counts.
    pub(crate) since: Moment,
    /// End of the term; for good when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

/// Balances of all units that the programme has or the member holds.
pub(crate) fn balances(scales: &Scales, snapshot: &Snapshot) -> Vec<Balance> {
    let nothing = UnitHolding::default();
    let declared = scales.book.units.iter().map(|unit| &unit.key);
    let held = snapshot.holdings.units.keys();
    let others = held.filter(|key| scales.book.unit(key.as_str()).is_none());
    declared
        .chain(others)
        .map(|unit| {
            balance(scales, unit, snapshot.holdings.unit(unit.as_str()).unwrap_or(&nothing))
        })
        .collect()
}

fn balance(scales: &Scales, unit: &Key, holding: &UnitHolding) -> Balance {
    let active = holding.lots.iter().filter(|lot| !lot.pending);
    let next = active.clone().filter_map(|lot| lot.terms.expires_at).min();
    let next_expiry = next.map(|at| {
        let due = active.filter(|lot| lot.terms.expires_at == Some(at));
        let amount: Units = due.map(|lot| lot.remaining).sum();
        NextExpiry { at: Moment(at), amount: scales.units(unit, amount) }
    });
    Balance {
        unit: Word::from(unit),
        spendable: scales.units(unit, holding.spendable()),
        pending: scales.units(unit, holding.pending()),
        held: scales.units(unit, holding.held()),
        next_expiry,
    }
}

/// All lots, reserved parts included.
pub(crate) fn lots(scales: &Scales, snapshot: &Snapshot) -> Vec<LotBody> {
    let mut all = Vec::new();
    for (unit, holding) in &snapshot.holdings.units {
        let body = |id: String, amount: Units, terms: Terms, state, hold| LotBody {
            id,
            unit: Word::from(unit),
            remaining: scales.units(unit, amount),
            state,
            hold,
            active_at: terms.active_at.map(Moment),
            expires_at: terms.expires_at.map(Moment),
        };
        all.extend(holding.lots.iter().map(|lot| {
            let state = if lot.pending { LotState::Pending } else { LotState::Active };
            body(lot.id.to_string(), lot.remaining, lot.terms, state, None)
        }));
        all.extend(holding.holds.iter().flat_map(|hold| {
            hold.parts.iter().map(|part| {
                body(part.lot.to_string(), part.amount, part.terms, LotState::Held, Some(hold.id))
            })
        }));
    }
    all
}

/// All tiers.
pub(crate) fn tiers(snapshot: &Snapshot) -> Vec<Tier> {
    let held = snapshot.member.tiers.iter();
    held.map(|(track, state)| Tier {
        track: Word::from(track),
        tier: Word::from(&state.tier),
        since: Moment(state.since),
        until: state.until.map(Moment),
    })
    .collect()
}
