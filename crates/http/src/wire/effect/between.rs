//! What passes between owners, what comes later, and what chance brings.

use super::{Effect, about, moment};
use crate::scales::Scales;
use crate::wire::text::{Moment, Word};
use model::activity::{SeatChange, TransferPurpose};
use model::event::{Asked, Planned};
use model::{Event, Key, Owner};

/// Effects that concern others too. What one owner causes for another shows in
/// the other's own entry.
pub(super) fn effect(event: &Event, scales: &Scales, empty: &Effect) -> Option<Effect> {
    Some(match event {
        Event::TransferredOut { transfer, to, unit, amount, purpose, .. } => Effect {
            unit: Some(Word::from(unit)),
            amount: Some(scales.units(unit, *amount)),
            party: Some(owner(*to)),
            transfer: Some(*transfer),
            ..about(empty, "transferred_out", &word(*purpose))
        },
        Event::TransferredIn { transfer, from, unit, amount, active_at, expires_at, purpose } => {
            Effect {
                unit: Some(Word::from(unit)),
                amount: Some(scales.units(unit, *amount)),
                party: Some(owner(*from)),
                transfer: Some(*transfer),
                active_at: moment(active_at),
                expires_at: moment(expires_at),
                ..about(empty, "transferred_in", &word(*purpose))
            }
        }
        Event::Accrued { ground, party, amount, .. } => Effect {
            money: Some(scales.money(*amount)),
            party: Some(Word::from(party)),
            ..about(empty, "accrued", &Key::new(ground.word()))
        },
        Event::ExchangeAsked(Asked { exchange, kind, unit, amount, .. }) => Effect {
            unit: Some(Word::from(unit)),
            amount: Some(scales.units(unit, *amount)),
            exchange: Some(*exchange),
            ..about(empty, "exchange_asked", kind)
        },
        Event::ExchangeSettled { exchange, confirmed, .. } => {
            let kind = if *confirmed { "exchange_confirmed" } else { "exchange_refused" };
            Effect { kind, exchange: Some(*exchange), ..empty.clone() }
        }
        Event::ReceiptClaimed(claimed) => match &claimed.number {
            Some(number) => about(empty, "receipt_claimed", number),
            None => Effect { kind: "receipt_claimed", ..empty.clone() },
        },
        Event::ReceiptHandedOver(handed) => {
            Effect { kind: "receipt_handed_over", party: Some(owner(handed.to)), ..empty.clone() }
        }
        Event::DebtPassedOn { to, unit, amount } => Effect {
            unit: Some(Word::from(unit)),
            amount: Some(scales.units(unit, *amount)),
            party: Some(owner(*to)),
            kind: "debt_passed_on",
            ..empty.clone()
        },
        Event::DebtTakenOver { from, unit, amount } => Effect {
            unit: Some(Word::from(unit)),
            amount: Some(scales.units(unit, *amount)),
            party: Some(owner(*from)),
            kind: "debt_taken_over",
            ..empty.clone()
        },
        other => {
            return of_groups(other, empty)
                .or_else(|| of_merging(other, empty))
                .or_else(|| of_chance(other, scales, empty));
        }
    })
}

fn of_merging(event: &Event, empty: &Effect) -> Option<Effect> {
    let (kind, party) = match event {
        Event::Merged { into } => ("merged", Owner::member(*into)),
        Event::PassedOn { to, .. } => ("passed_on", *to),
        Event::TakenOver { from, .. } => ("taken_over", Owner::member(*from)),
        Event::HandedBack { to, .. } => ("handed_back", Owner::member(*to)),
        Event::Unmerged { from, .. } => ("unmerged", Owner::member(*from)),
        _ => return None,
    };
    Some(Effect { kind, party: Some(owner(party)), ..empty.clone() })
}

fn of_groups(event: &Event, empty: &Effect) -> Option<Effect> {
    Some(match event {
        Event::GroupFormed { kind, key, head } => Effect {
            options: vec![Word::from(key)],
            party: Some(owner(Owner::member(*head))),
            ..about(empty, "group_formed", kind)
        },
        Event::SeatChanged { member, change, role, seated } => {
            let kind = match (change, seated) {
                (SeatChange::Leave, _) => "seat_emptied",
                (_, true) => "seat_filled",
                (_, false) => "seat_asked",
            };
            Effect { party: Some(owner(Owner::member(*member))), ..about(empty, kind, role) }
        }
        Event::SeatTaken { group, kind, .. } => {
            Effect { party: Some(owner(Owner::group(*group))), ..about(empty, "seat_taken", kind) }
        }
        Event::SeatLeft { group, kind } => {
            Effect { party: Some(owner(Owner::group(*group))), ..about(empty, "seat_left", kind) }
        }
        _ => return None,
    })
}

fn of_chance(event: &Event, scales: &Scales, empty: &Effect) -> Option<Effect> {
    Some(match event {
        Event::Scheduled(Planned { rule, due_at, .. }) => {
            Effect { active_at: Some(Moment(*due_at)), ..about(empty, "scheduled", rule) }
        }
        Event::Unscheduled { rule, done: false, .. } => about(empty, "called_off", rule),
        Event::SurpriseDrawn { surprise, entry, worth } => Effect {
            options: vec![Word::from(entry)],
            money: Some(scales.money(*worth)),
            ..about(empty, "surprise_drawn", surprise)
        },
        Event::PrizeWon { raffle, prize, .. } => {
            Effect { options: vec![Word::from(prize)], ..about(empty, "prize_won", raffle) }
        }
        Event::HeldOut { rule } => about(empty, "held_out", rule),
        _ => return None,
    })
}

fn owner(owner: Owner) -> Word {
    Word(smol_str::format_smolstr!("{owner}"))
}

fn word(purpose: TransferPurpose) -> Key {
    Key::new(match purpose {
        TransferPurpose::Gift => "gift",
        TransferPurpose::Pool => "pool",
        TransferPurpose::Merge => "merge",
    })
}
