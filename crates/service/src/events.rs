//! Custom actions: reviews, referrals, check-ins, whatever the programme declares.

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::activity::CustomEvent;
use model::{Activity, Instant, Owner};

/// Records a custom action of a member. The same reference counts once.
pub async fn record(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    event: CustomEvent,
    at: Option<Instant>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            let owner = Owner::member(member);
            let mut order = Order::new(owner, Start::Member, Activity::Event(event));
            order.at = at.map(crate::clock::whole_millis);
            tessera.commit(ask, order).await
        })
        .await
}
