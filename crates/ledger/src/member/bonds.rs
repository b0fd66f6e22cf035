//! What binds an owner to others: exchanges with partners, consequences of
//! what other owners did, groups and seats, whose a receipt is.

use model::activity::SeatChange;
use model::event::{Asked, EventRef};
use model::snapshot::{
    ConsequenceState, ExchangeState, GroupSeat, GroupState, MemberState, SeatState,
};
use model::{Event, Owner};

/// How many consequences are remembered per owner, in case their causes go
/// back. An older one stays as it is.
pub const CONSEQUENCES_KEPT: usize = 500;

/// Carries one event of an entry into the owner's state.
pub(super) fn remember(member: &mut MemberState, place: EventRef, event: &Event) {
    match event {
        Event::ExchangeAsked(Asked { exchange, kind, account, unit, amount, gives, paid_by }) => {
            member.exchanges.push(ExchangeState {
                id: *exchange,
                kind: kind.clone(),
                account: account.clone(),
                source: EventRef { seq: place.seq, index: *paid_by },
                unit: unit.clone(),
                amount: *amount,
                gives: *gives,
            });
        }
        Event::ExchangeSettled { exchange, .. } => {
            member.exchanges.retain(|e| e.id != *exchange);
        }
        Event::ConsequenceCame { from, source, amount } => {
            come(member, place.seq, *from, *source, *amount);
        }
        Event::ConsequenceWithdrawn { from, source, amount } => {
            withdraw(member, *from, *source, *amount);
        }
        Event::SeatTaken { group, kind, key, role } => {
            member.seats.retain(|s| s.group != *group);
            let (group, kind, key, role) = (*group, kind.clone(), key.clone(), role.clone());
            member.seats.push(SeatState { group, kind, key, role });
        }
        Event::SeatLeft { group, .. } => member.seats.retain(|s| s.group != *group),
        Event::GroupFormed { kind, key, head } => {
            let (kind, key, head) = (kind.clone(), key.clone(), *head);
            member.group = Some(GroupState { kind, key, head, seats: Vec::new() });
        }
        Event::SeatChanged { .. } => change_seat(member, event),
        Event::ReceiptHandedOver(handed) => member.handed_over = Some(*handed),
        _ => {}
    }
}

fn come(member: &mut MemberState, seq: u64, from: Owner, source: EventRef, amount: i64) {
    if member.consequences.len() >= CONSEQUENCES_KEPT {
        member.consequences.remove(0);
    }
    member.consequences.push(ConsequenceState { from, source, seq, amount, withdrawn: 0 });
}

fn withdraw(member: &mut MemberState, from: Owner, source: EventRef, amount: i64) {
    let found = |c: &ConsequenceState| c.from == from && c.source == source;
    let Some(at) = member.consequences.iter().position(found) else {
        return;
    };
    let consequence = &mut member.consequences[at];
    consequence.withdrawn = consequence.withdrawn.saturating_add(amount);
    if consequence.withdrawn >= consequence.amount {
        member.consequences.remove(at);
    }
}

fn change_seat(owner: &mut MemberState, event: &Event) {
    let Event::SeatChanged { member, change, role, seated } = event else {
        return;
    };
    let Some(group) = &mut owner.group else {
        return;
    };
    match change {
        SeatChange::Ask => {
            group.seats.retain(|s| s.member != *member);
            let (member, role) = (*member, role.clone());
            group.seats.push(GroupSeat { member, role, approved: *seated });
        }
        SeatChange::Approve => {
            let seats = group.seats.iter_mut().filter(|s| s.member == *member);
            seats.for_each(|s| s.approved = *seated);
        }
        SeatChange::Leave => group.seats.retain(|s| s.member != *member),
    }
}
