//! Households, circles of friends, firms.

use super::holding::{Balance, balances};
use super::ids;
use super::text::Word;
use super::who::MemberRef;
use crate::scales::Scales;
use model::activity::SeatChange;
use model::id::{GroupId, MemberId};
use model::snapshot::GroupSeat;
use serde::{Deserialize, Serialize};
use service::groups::{self, Group};
use utoipa::ToSchema;

/// Forming a group.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "kind": "household", "head": { "card": "4006381333931" } }))]
pub(crate) struct NewGroup {
    /// Which kind of group of the programme.
    pub(crate) kind: Word,
    /// Its own short name, such as `acme`, unique among its kind; its id when absent.
    #[serde(default)]
    pub(crate) key: Option<Word>,
    /// Who answers for it, and has the first seat.
    pub(crate) head: MemberRef,
}

/// A change of a seat.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "member": { "phone": "+994501234567" }, "change": "ask" }))]
pub(crate) struct NewSeatChange {
    /// Whose seat.
    pub(crate) member: MemberRef,
    /// What happens.
    #[schema(value_type = SeatChangeBody)]
    pub(crate) change: SeatChange,
    /// What they do there; only when a seat is asked for.
    #[serde(default)]
    pub(crate) role: Option<Word>,
}

/// What happens to a seat.
#[derive(ToSchema)]
#[schema(as = SeatChange, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes an enum of the model")]
pub(crate) enum SeatChangeBody {
    /// Somebody is to belong to the group; waits where the programme wants agreement.
    Ask,
    /// The one who answers for the group agrees.
    Approve,
    /// Somebody no longer belongs to it, or no longer asks to.
    Leave,
}

/// A group as of now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Group)]
pub(crate) struct GroupBody {
    /// Its id.
    #[schema(value_type = ids::GroupId)]
    pub(crate) id: GroupId,
    /// Which kind of group of the programme.
    pub(crate) kind: Word,
    /// Its own short name.
    pub(crate) key: Word,
    /// Who answers for it.
    #[schema(value_type = ids::MemberId)]
    pub(crate) head: MemberId,
    /// Seats in the order in which they were asked for.
    pub(crate) seats: Vec<Seat>,
    /// What the group itself holds.
    pub(crate) balances: Vec<Balance>,
    /// Number of its last entry.
    pub(crate) seq: u64,
}

/// One seat of a group.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Seat {
    /// Whose.
    #[schema(value_type = ids::MemberId)]
    pub(crate) member: MemberId,
    /// What they do there.
    pub(crate) role: Word,
    /// Agreed to.
    pub(crate) approved: bool,
}

impl From<&GroupSeat> for Seat {
    fn from(seat: &GroupSeat) -> Self {
        Self { member: seat.member, role: Word::from(&seat.role), approved: seat.approved }
    }
}

impl GroupBody {
    /// Whether somebody belongs to it.
    pub(crate) fn has(&self, member: MemberId) -> bool {
        self.head == member || self.seats.iter().any(|seat| seat.member == member)
    }

    /// A group; nothing when its chain does not say what it is.
    pub(crate) fn of(scales: &Scales, group: &Group) -> Option<Self> {
        let state = group.snapshot.member.group.as_ref()?;
        Some(Self {
            id: group.id,
            kind: Word::from(&state.kind),
            key: Word::from(&state.key),
            head: state.head,
            seats: state.seats.iter().map(Seat::from).collect(),
            balances: balances(scales, &group.snapshot),
            seq: group.snapshot.seq,
        })
    }
}

/// A seat of a member, or one that they asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnSeat {
    /// Which group.
    #[schema(value_type = ids::GroupId)]
    pub(crate) group: GroupId,
    /// Which kind of group of the programme.
    pub(crate) kind: Word,
    /// The group's short name.
    pub(crate) key: Word,
    /// What they do there.
    pub(crate) role: Word,
    /// Agreed to; otherwise it was asked for, and can be taken back by leaving.
    pub(crate) approved: bool,
}

impl From<groups::OwnSeat> for OwnSeat {
    fn from(seat: groups::OwnSeat) -> Self {
        Self {
            group: seat.group,
            kind: Word::from(&seat.kind),
            key: Word::from(&seat.key),
            role: Word::from(&seat.role),
            approved: seat.approved,
        }
    }
}
