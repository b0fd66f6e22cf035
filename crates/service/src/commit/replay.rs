//! Recognising a request that was carried out before.

use super::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::entry::Hash;
use model::{Activity, Code, Owner};
use std::future::Future;

impl Tessera {
    /// Does the work; when it is refused, a repeated request still gets its first
    /// answer, because what it asks for may be refused only since it was done.
    pub(crate) async fn answering<F>(&self, ask: &Ask, work: F) -> Result<Committed, Error>
    where
        F: Future<Output = Result<Committed, Error>> + Send,
    {
        match work.await {
            Err(error @ Error::Refused(_)) => match self.answered(ask).await? {
                Some(committed) => Ok(committed),
                None => Err(error),
            },
            result => result,
        }
    }

    /// What a member does, where nothing has to be looked up first.
    pub(crate) async fn act(
        &self,
        ask: &Ask,
        who: &Who,
        activity: Activity,
    ) -> Result<Committed, Error> {
        self.answering(ask, async {
            let member = self.member_of(who).await?;
            let order = Order::new(Owner::member(member), Start::Member, activity);
            self.commit(ask, order).await
        })
        .await
    }

    /// The answer that a request with this key got, if there was one.
    pub(crate) async fn answered(&self, ask: &Ask) -> Result<Option<Committed>, Error> {
        let Some(key) = ask.key_hash() else {
            return Ok(None);
        };
        let Some(row) = self.store.find_by_idempotency(key).await? else {
            return Ok(None);
        };
        if row.input != ask.input {
            return Err(Error::plain(Code::IDEMPOTENCY_MISMATCH));
        }
        self.stored(row.owner, row.seq).await.map(Some)
    }

    /// The stored answer when this very receipt is there, else what was found.
    pub(crate) async fn same_receipt_or(
        &self,
        ask: &Ask,
        natural_key: Hash,
        found: Result<Committed, Error>,
    ) -> Result<Committed, Error> {
        let row = self.store.find_receipt_by_natural_key(natural_key).await?;
        match row {
            Some(row) if row.input == ask.input => self.stored(row.owner, row.seq).await,
            _ => found,
        }
    }
}
