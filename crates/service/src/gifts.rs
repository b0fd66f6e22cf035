//! Units that members give to each other, and groups to their people.

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::activity::{Give, TransferPurpose};
use model::id::{GroupId, TransferId};
use model::{Activity, Code, Key, Owner, Units};

/// Gives units to another member, with the expiry that they have. They leave and arrive
/// in the same transaction.
pub async fn give(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    to: &Who,
    unit: Key,
    amount: Units,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let owner = Owner::member(tessera.member_of(who).await?);
            let to = Owner::member(tessera.member_of(to).await?);
            if owner == to {
                return Err(Error::plain(Code::TRANSFER_SELF));
            }
            // What time brings gets an entry of its own: a gift is judged by lots that are there.
            tessera.pass_time(&Ask::by("time"), owner).await?;
            let transfer = TransferId(tessera.new_id());
            let purpose = TransferPurpose::Gift;
            let activity = Activity::Give(Give { transfer, to, unit, amount, purpose });
            tessera.commit(ask, Order::new(owner, Start::Member, activity)).await
        })
        .await
}

/// Gives what a group collected to one of its people, or to anybody else.
pub async fn give_from_group(
    tessera: &Tessera,
    ask: &Ask,
    group: GroupId,
    to: &Who,
    unit: Key,
    amount: Units,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let to = Owner::member(tessera.member_of(to).await?);
            let transfer = TransferId(tessera.new_id());
            let purpose = TransferPurpose::Gift;
            let activity = Activity::Give(Give { transfer, to, unit, amount, purpose });
            let start = Start::Known(Code::GROUP_NOT_FOUND);
            tessera.commit(ask, Order::new(Owner::group(group), start, activity)).await
        })
        .await
}
