//! Members sign in by a code that is sent to their phone or mailbox.
//!
//! INVARIANT: what is answered, and when, does not tell whether somebody is a member.

use super::attempts::Attempts;
use super::sessions::{self, Begun};
use super::{letters, post};
use crate::clock::machine_now;
use crate::error::Error;
use crate::identity::{Identity, IdentityKind, Who};
use crate::{Ask, Tessera, members};
use jiff::SignedDuration;
use model::id::MemberId;
use model::{Code, Key};
use store::people::{SessionKind, TicketRow};

/// How long a code counts.
const CODE_TIME: SignedDuration = SignedDuration::from_mins(10);

/// How often a code may be tried.
const TRIES: u32 = 5;

/// How many codes are sent to one place.
const LETTERS: (u32, SignedDuration) = (3, SignedDuration::from_mins(10));

/// How often somebody may try codes, over several of them.
const SIGN_INS: (u32, SignedDuration) = (20, SignedDuration::from_hours(1));

const PURPOSE: &str = "member_code";

/// Sends a code to a phone or mailbox, when it belongs to a member.
pub async fn send_code(tessera: &Tessera, to: &Identity) -> Result<(), Error> {
    if !matches!(to.kind, IdentityKind::Phone | IdentityKind::Email) {
        return Err(Error::plain(Code::IDENTITY_INVALID));
    }
    Attempts::take(tessera, "letter", &place(to), LETTERS).await?;
    let (tessera, to) = (tessera.clone(), to.clone());
    // Not waited for: how long it takes would tell.
    tokio::spawn(async move {
        if let Err(error) = write_to(&tessera, &to).await {
            tracing::error!(%error, "a code was not sent");
        }
    });
    Ok(())
}

async fn write_to(tessera: &Tessera, to: &Identity) -> Result<(), Error> {
    let Some(member) = members::find(tessera, to).await? else { return Ok(()) };
    let code = six_digits(tessera);
    let now = machine_now();
    let ticket = TicketRow {
        hash: tessera.codes.attempts(PURPOSE, &place(to)),
        purpose: Key::new(PURPOSE),
        subject: member.0,
        code: Some(tessera.codes.attempts(&place(to), &code)),
        tries: TRIES,
        until: now.checked_add(CODE_TIME).unwrap_or(now),
    };
    tessera.store().put_ticket(ticket).await?;
    let letter = letters::code(tessera, member, to, &code).await?;
    post::send(tessera, letter).await;
    Ok(())
}

/// Signs a member in by the code that was sent.
pub async fn sign_in(
    tessera: &Tessera,
    to: &Identity,
    code: &str,
    device: &str,
) -> Result<Begun, Error> {
    let wrong = || Error::plain(Code::SIGN_IN_CODE_WRONG);
    let attempts = Attempts::take(tessera, "member", &place(to), SIGN_INS).await?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let hash = tessera.codes.attempts(PURPOSE, &place(to));
    let ticket = tessera.store().try_ticket(hash, machine_now()).await?.ok_or_else(wrong)?;
    if ticket.code != Some(tessera.codes.attempts(&place(to), &digits)) {
        return Err(wrong());
    }
    // Whoever comes second with the same code comes too late.
    let used = tessera.store().use_ticket(hash, machine_now()).await?.ok_or_else(wrong)?;
    // It may lead to somebody else by now, or to nobody.
    if members::find(tessera, to).await? != Some(MemberId(used.subject)) {
        return Err(wrong());
    }
    attempts.forget().await?;
    sessions::begin(tessera, SessionKind::Member, used.subject, None, device).await
}

/// Signs a member out everywhere, as when their phone was stolen.
pub async fn sign_out(tessera: &Tessera, ask: &Ask, member: MemberId) -> Result<(), Error> {
    members::get(tessera, &Who::Member(member)).await?;
    let details = [("member", member.to_string().into())];
    tessera.note(ask, "member_signed_out", details).await?;
    sessions::end_all(tessera, member.0).await
}

fn place(to: &Identity) -> String {
    format!("{}:{}", to.kind.word(), to.value)
}

fn six_digits(tessera: &Tessera) -> String {
    let mut random = [0; 8];
    tessera.entropy.fill(&mut random);
    format!("{:06}", u64::from_le_bytes(random) % 1_000_000)
}
