//! How often something secret may be tried, counted in the store: on all nodes together.

use crate::Tessera;
use crate::clock::machine_now;
use crate::error::Error;
use jiff::SignedDuration;
use model::entry::Hash;
use model::{Code, Key};
use store::people::TicketRow;
use uuid::Uuid;

/// Attempts at one thing.
pub(crate) struct Attempts<'t> {
    tessera: &'t Tessera,
    hash: Hash,
}

impl<'t> Attempts<'t> {
    /// Takes one of `most` attempts within `time`; refuses when none is left.
    pub(crate) async fn take(
        tessera: &'t Tessera,
        what: &str,
        of: &str,
        (most, time): (u32, SignedDuration),
    ) -> Result<Self, Error> {
        let hash = tessera.codes.attempts(what, of);
        let now = machine_now();
        let ticket = TicketRow {
            hash,
            purpose: Key::new("attempts"),
            subject: Uuid::nil(),
            code: None,
            tries: most,
            until: now.checked_add(time).unwrap_or(now),
        };
        tessera.store().ensure_ticket(ticket, now).await?;
        match tessera.store().try_ticket(hash, now).await? {
            Some(_) => Ok(Self { tessera, hash }),
            None => Err(Error::plain(Code::TOO_MANY_ATTEMPTS)),
        }
    }

    /// It went well: counting begins anew.
    pub(crate) async fn forget(self) -> Result<(), Error> {
        self.tessera.store().use_ticket(self.hash, machine_now()).await?;
        Ok(())
    }
}
