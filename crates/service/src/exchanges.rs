//! Units that become units of a partner's own programme: asked for, then settled by what
//! the partner answers.

use crate::commit::append::EXCHANGE_KIND;
use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::activity::{Exchange, SettleExchange};
use model::id::ExchangeId;
use model::snapshot::ExchangeState;
use model::{Activity, Code, Key, Owner, Units};
use smol_str::SmolStr;
use store::{Listed, Page};

/// An exchange that the partner has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Whose.
    pub owner: Owner,
    /// What was asked for.
    pub exchange: ExchangeState,
}

/// Asks a partner for units of its programme; ours are spent at once.
pub async fn request(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    kind: Key,
    account: SmolStr,
    amount: Units,
) -> Result<Committed, Error> {
    let exchange = ExchangeId(tessera.new_id());
    let activity = Activity::Exchange(Exchange { exchange, kind, account, amount });
    tessera.act(ask, who, activity).await
}

/// Notes the partner's answer; when it is a no, the units come back.
pub async fn settle(
    tessera: &Tessera,
    ask: &Ask,
    exchange: ExchangeId,
    confirmed: bool,
    reference: Option<SmolStr>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let name = exchange.to_string();
            let owner = tessera.store().find_owner(EXCHANGE_KIND, &name).await?;
            let owner = owner.ok_or_else(|| Error::refused(Code::EXCHANGE_NOT_FOUND, name))?;
            let settle = SettleExchange { exchange, confirmed, reference };
            let start = Start::Known(Code::EXCHANGE_NOT_FOUND);
            let order = Order::new(owner, start, Activity::SettleExchange(settle));
            tessera.commit(ask, order).await
        })
        .await
}

/// Exchanges that wait for an answer, in the order in which they were asked for.
pub async fn list_open(tessera: &Tessera, page: Page) -> Result<Listed<Open>, Error> {
    let rows = tessera.store().list_identities_of_kind(EXCHANGE_KIND, page).await?;
    let mut items = Vec::with_capacity(rows.items.len());
    for row in &rows.items {
        let state = tessera.exact(row.owner).await?;
        let mut exchanges = state.member.exchanges.iter();
        // One that was settled a moment ago is left out.
        let found = exchanges.find(|exchange| exchange.id.to_string() == row.value);
        items.extend(found.map(|exchange| Open { owner: row.owner, exchange: exchange.clone() }));
    }
    Ok(Listed { items, next: rows.next })
}
