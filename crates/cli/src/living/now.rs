//! The shop goes on while it is served: every now and then somebody comes in.

use super::Shop;
use service::purchase::{self, NewPurchase};
use service::{Ask, Error, Tessera, Who};
use simulation::living;
use std::time::Duration;

/// Between two customers.
const PAUSE: Duration = Duration::from_secs(11);

/// Serves customers until it is aborted.
pub(crate) async fn go_on(tessera: Tessera, shop: Shop) {
    let ask = Ask::by("tills");
    let mut ticks = tokio::time::interval(PAUSE);
    for number in 0u64.. {
        ticks.tick().await;
        let (person, basket) = living::receipt_of_the_moment(&shop.frame, &shop.people, number);
        let who = person.and_then(|person| shop.members.get(&person).copied());
        let who = who.map_or(Who::Anonymous, Who::Member);
        let new = NewPurchase { who, basket, ..NewPurchase::default() };
        match purchase::commit(&tessera, &ask, new).await {
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(error) => tracing::warn!(%error, "nobody could be served"),
        }
    }
}
