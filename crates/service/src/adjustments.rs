//! Corrections of balances by people.

use crate::commit::Committed;
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::Activity;
use model::activity::Adjust;

/// Credits or debits a member, with a reason.
pub async fn adjust(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    adjustment: Adjust,
) -> Result<Committed, Error> {
    tessera.act(ask, who, Activity::Adjust(adjustment)).await
}
