//! Households, circles of friends, firms: forming them, and who belongs to them.

use crate::commit::append::{GROUP_KIND, SEAT_KIND};
use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera, members};
use model::activity::{ChangeSeat, FormGroup, SeatChange};
use model::id::{GroupId, MemberId};
use model::{Activity, Code, Key, Owner, Snapshot};
use std::sync::Arc;
use store::IdentityClaim;

/// What people do in a group when nothing else is said.
const ROLE: &str = "member";

/// A group as of now.
#[derive(Clone, Debug)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Who belongs to it, and what the group itself holds; exact.
    pub snapshot: Arc<Snapshot>,
}

/// A seat of a member, or one that they asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSeat {
    /// Which group.
    pub group: GroupId,
    /// Which kind of group.
    pub kind: Key,
    /// The group's short name.
    pub key: Key,
    /// What they do there.
    pub role: Key,
    /// Agreed to; otherwise it waits.
    pub approved: bool,
}

/// Forms a group of a kind; the head has the first seat. Its short name is unique among
/// its kind, because conditions can ask for it; without one its id stands for it.
pub async fn form(
    tessera: &Tessera,
    ask: &Ask,
    kind: Key,
    key: Option<Key>,
    head: &Who,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let head = tessera.member_of(head).await?;
            let group = GroupId(tessera.new_id());
            let owner = Owner::group(group);
            let key = key.unwrap_or_else(|| Key::from(group.to_string()));
            let name = IdentityClaim {
                kind: Key::new(GROUP_KIND),
                value: smol_str::format_smolstr!("{kind}/{key}"),
                owner,
            };
            let activity = Activity::FormGroup(FormGroup { kind, key, head });
            let mut order = Order::new(owner, Start::New, activity);
            order.identities.push(name);
            tessera.commit(ask, order).await
        })
        .await
}

/// Asks for a seat. Where the kind needs approval it waits for [`approve`].
pub async fn ask_for_seat(
    tessera: &Tessera,
    ask: &Ask,
    group: GroupId,
    who: &Who,
    role: Option<Key>,
) -> Result<Committed, Error> {
    change(tessera, ask, group, who, SeatChange::Ask, role).await
}

/// Agrees to a seat that was asked for.
pub async fn approve(
    tessera: &Tessera,
    ask: &Ask,
    group: GroupId,
    who: &Who,
) -> Result<Committed, Error> {
    change(tessera, ask, group, who, SeatChange::Approve, None).await
}

/// Ends a seat, or a request for one. The member keeps what is their own.
pub async fn leave(
    tessera: &Tessera,
    ask: &Ask,
    group: GroupId,
    who: &Who,
) -> Result<Committed, Error> {
    change(tessera, ask, group, who, SeatChange::Leave, None).await
}

async fn change(
    tessera: &Tessera,
    ask: &Ask,
    group: GroupId,
    who: &Who,
    change: SeatChange,
    role: Option<Key>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            if change == SeatChange::Ask {
                // Whoever waits has no chain that would tell.
                members::state(tessera, member).await?;
            }
            let owner = Owner::group(group);
            let role = match role {
                Some(role) => role,
                None => known_role(&*tessera.exact(owner).await?, member),
            };
            let activity = Activity::ChangeSeat(ChangeSeat { member, change, role });
            let order = Order::new(owner, Start::Known(Code::GROUP_NOT_FOUND), activity);
            tessera.commit(ask, order).await
        })
        .await
}

/// What somebody does in a group that they belong to or asked for.
fn known_role(group: &Snapshot, member: MemberId) -> Key {
    let mut seats = group.member.group.iter().flat_map(|group| &group.seats);
    let seat = seats.find(|seat| seat.member == member);
    seat.map_or_else(|| Key::new(ROLE), |seat| seat.role.clone())
}

/// A group as of now.
pub async fn get(tessera: &Tessera, id: GroupId) -> Result<Group, Error> {
    let snapshot = tessera.as_of_now(Owner::group(id)).await?;
    if snapshot.seq == 0 {
        return Err(Error::refused(Code::GROUP_NOT_FOUND, id.to_string()));
    }
    Ok(Group { id, snapshot })
}

/// The seats of a member, then those that they asked for and that wait; exact.
pub async fn of_member(tessera: &Tessera, member: MemberId) -> Result<Vec<OwnSeat>, Error> {
    let state = members::state(tessera, member).await?;
    let held = state.member.seats.iter().map(|seat| OwnSeat {
        group: seat.group,
        kind: seat.kind.clone(),
        key: seat.key.clone(),
        role: seat.role.clone(),
        approved: true,
    });
    let mut seats: Vec<OwnSeat> = held.collect();
    for claim in tessera.store().list_identities(Owner::member(member)).await? {
        if claim.kind == *SEAT_KIND {
            seats.extend(waiting(tessera, &claim.value, member).await?);
        }
    }
    Ok(seats)
}

/// The seat that waits in the group that a look-up names.
async fn waiting(
    tessera: &Tessera,
    look_up: &str,
    member: MemberId,
) -> Result<Option<OwnSeat>, Error> {
    let group = look_up.split_once('/').and_then(|(group, _)| group.parse::<GroupId>().ok());
    let Some(id) = group else { return Ok(None) };
    let snapshot = tessera.exact(Owner::group(id)).await?;
    Ok(snapshot.member.group.as_ref().and_then(|group| {
        let seat = group.seats.iter().find(|seat| seat.member == member && !seat.approved)?;
        Some(OwnSeat {
            group: id,
            kind: group.kind.clone(),
            key: group.key.clone(),
            role: seat.role.clone(),
            approved: false,
        })
    }))
}

/// The group of a kind with this short name.
pub async fn find(tessera: &Tessera, kind: &str, key: &str) -> Result<Option<GroupId>, Error> {
    let owner = tessera.store().find_owner(GROUP_KIND, &format!("{kind}/{key}")).await?;
    Ok(owner.and_then(|owner| owner.as_group()))
}
