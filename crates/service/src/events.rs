//! Custom actions: reviews, referrals, check-ins, whatever the programme declares.

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::activity::CustomEvent;
use model::id::SubmissionId;
use model::{Activity, Instant, Owner};

/// Records a custom action of a member. The same reference counts once. An action that
/// somebody has to agree to waits for [`crate::submissions::decide`]; its id is made here.
pub async fn record(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    mut event: CustomEvent,
    at: Option<Instant>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            let at = at.map(crate::clock::whole_millis);
            let rules = tessera.exact_rules_at(at.unwrap_or_else(|| tessera.now())).await?;
            let kind = rules.rulebook.event(event.event.as_str());
            let waits = kind.is_some_and(|kind| kind.approval);
            event.submission = waits.then(|| SubmissionId(tessera.new_id()));
            let owner = Owner::member(member);
            let mut order = Order::new(owner, Start::Member, Activity::Event(event));
            order.at = at;
            tessera.commit(ask, order).await
        })
        .await
}
