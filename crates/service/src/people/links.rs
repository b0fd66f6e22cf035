//! Secrets that are sent to somebody and let them in once.

use super::sessions;
use crate::Tessera;
use crate::clock::machine_now;
use crate::error::Error;
use jiff::SignedDuration;
use model::entry::Hash;
use model::{Code, Key};
use store::people::TicketRow;
use uuid::Uuid;

/// Makes the first owner.
pub(super) const SETUP: &str = "setup";

/// Lets somebody of the staff choose a password.
pub(super) const INVITATION: &str = "invitation";

/// How often one may be shown before it is used up.
const LOOKS: u32 = 10;

/// Makes one that counts for a while.
pub(super) async fn put(
    tessera: &Tessera,
    purpose: &str,
    subject: Uuid,
    time: SignedDuration,
) -> Result<String, Error> {
    let token = sessions::new_token(tessera);
    let now = machine_now();
    let ticket = TicketRow {
        hash: Hash::of(token.as_bytes()),
        purpose: Key::new(purpose),
        subject,
        code: None,
        tries: LOOKS,
        until: now.checked_add(time).unwrap_or(now),
    };
    tessera.store().put_ticket(ticket).await?;
    Ok(token)
}

/// Looks at one, and leaves it as it is.
pub(super) async fn look(
    tessera: &Tessera,
    token: &str,
    purpose: &str,
) -> Result<TicketRow, Error> {
    let hash = Hash::of(token.as_bytes());
    let ticket = tessera.store().try_ticket(hash, machine_now()).await?;
    let ticket = ticket.filter(|ticket| ticket.purpose == *purpose);
    ticket.ok_or_else(|| Error::plain(Code::LINK_USED))
}

/// Uses one up.
pub(super) async fn take(
    tessera: &Tessera,
    token: &str,
    purpose: &str,
) -> Result<TicketRow, Error> {
    let hash = Hash::of(token.as_bytes());
    let ticket = tessera.store().use_ticket(hash, machine_now()).await?;
    let ticket = ticket.filter(|ticket| ticket.purpose == *purpose);
    ticket.ok_or_else(|| Error::plain(Code::LINK_USED))
}
