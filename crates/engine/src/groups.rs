//! Households, circles and firms: who belongs to them.

use crate::judge::Judge;
use model::activity::{ChangeSeat, FormGroup, SeatChange, TakeSeat};
use model::{Because, Code, Event, Key};

/// The role of the one who answers for a group.
pub(crate) const HEAD: &str = "head";

impl<'a> Judge<'a> {
    /// A group comes to life, with the one who answers for it.
    pub(crate) fn form_group(&mut self, form: &'a FormGroup) {
        if self.member.group.is_some() || self.book.group_kind(form.kind.as_str()).is_none() {
            return self.refuse_all(Code::GROUP_UNKNOWN, Some(&form.kind), None);
        }
        let formed =
            Event::GroupFormed { kind: form.kind.clone(), key: form.key.clone(), head: form.head };
        self.push(formed, Because::rule(&form.kind));
        let seat = Event::SeatChanged {
            member: form.head,
            change: SeatChange::Ask,
            role: Key::new(HEAD),
            seated: true,
        };
        self.push(seat, Because::default());
    }

    /// A seat is asked for, agreed to or given up.
    pub(crate) fn change_seat(&mut self, ask: &'a ChangeSeat) {
        let Some(group) = &self.member.group else {
            return self.refuse_all(Code::GROUP_NOT_FOUND, None, None);
        };
        let Some(kind) = self.book.group_kind(group.kind.as_str()) else {
            return self.refuse_all(Code::GROUP_UNKNOWN, Some(&group.kind), None);
        };
        let seat = group.seats.iter().find(|seat| seat.member == ask.member);
        let is_last = group.seats.len() == 1;
        let (seated, role) = match (ask.change, seat) {
            (SeatChange::Ask, None) => {
                if group.seats.len() >= usize::try_from(kind.seats).unwrap_or(usize::MAX) {
                    return self.refuse_all(Code::GROUP_FULL, Some(&kind.key), None);
                }
                (!kind.approval, &ask.role)
            }
            (SeatChange::Approve, Some(seat)) if !seat.approved => (true, &seat.role),
            (SeatChange::Leave, Some(seat)) if seat.member != group.head || is_last => {
                (false, &seat.role)
            }
            _ => return self.refuse_all(Code::GROUP_SEAT, Some(&kind.key), None),
        };
        let event = Event::SeatChanged {
            member: ask.member,
            change: ask.change,
            role: role.clone(),
            seated,
        };
        self.push(event, Because::rule(&kind.key));
    }

    /// The member's side of it. Nobody sits in two groups of a kind.
    pub(crate) fn take_seat(&mut self, take: &'a TakeSeat) {
        let held = self.member.seats.iter().find(|seat| seat.kind == take.kind);
        match (take.seated, held) {
            (true, Some(_)) => return self.refuse_all(Code::GROUP_SEAT, Some(&take.kind), None),
            (true, None) if !self.has_member() => return self.refuse_nobody(),
            (true, None) => {
                let event = Event::SeatTaken {
                    group: take.group,
                    kind: take.kind.clone(),
                    key: take.key.clone(),
                    role: take.role.clone(),
                };
                self.push(event, Because::rule(&take.kind));
            }
            (false, Some(seat)) if seat.group == take.group => {
                let event = Event::SeatLeft { group: take.group, kind: take.kind.clone() };
                self.push(event, Because::rule(&take.kind));
            }
            // It was only asked for.
            (false, _) => {}
        }
        self.settle_tiers();
    }
}
