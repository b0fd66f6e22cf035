//! Corrections of balances by people.

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::activity::Adjust;
use model::{Activity, Owner};

/// Credits or debits a member, with a reason.
pub async fn adjust(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    adjustment: Adjust,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            let activity = Activity::Adjust(adjustment);
            let order = Order::new(Owner::member(member), Start::Member, activity);
            tessera.commit(ask, order).await
        })
        .await
}
