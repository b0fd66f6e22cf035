//! Sessions: who is signed in on which device.
//!
//! INVARIANT: a session that was ended, or whose owner was disabled, is not admitted any
//! more: what a node remembers counts for one generation of the configuration only, and
//! ending begins the next one.
//!
//! COST: a request with a session reads one number and, once per generation, two rows.

use super::role::StaffRole;
use crate::Tessera;
use crate::clock::machine_now;
use crate::error::Error;
use crate::keys::{Caller, Credential, Party};
use crate::permissions::Permissions;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jiff::SignedDuration;
use model::entry::Hash;
use model::id::{MemberId, SessionId, StaffId, TillId};
use model::{Code, Instant};
use smol_str::SmolStr;
use store::people::{SessionKind, SessionRow};
use uuid::Uuid;

/// Staff that does nothing for so long is signed out.
const STAFF_TIME: SignedDuration = SignedDuration::from_hours(12);

/// However much they do, after so long they show again who they are.
const STAFF_AT_MOST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A cashier's session at a till ends with the working day.
const TILL_TIME: SignedDuration = SignedDuration::from_hours(14);

/// Members stay signed in on their phones while they use them now and then.
const MEMBER_TIME: SignedDuration = SignedDuration::from_hours(90 * 24);

/// However often, after so long they ask for a code again.
const MEMBER_AT_MOST: SignedDuration = SignedDuration::from_hours(365 * 24);

/// How exactly it is kept when a session was last used.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Characters of a device's name that are kept.
const LONGEST_DEVICE: usize = 80;

/// A session that just began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// What the device shows from now on; it is told once.
    pub token: String,
    /// The session.
    pub row: SessionRow,
}

/// Begins a session.
pub(super) async fn begin(
    tessera: &Tessera,
    kind: SessionKind,
    subject: Uuid,
    till: Option<TillId>,
    device: &str,
) -> Result<Begun, Error> {
    let token = new_token(tessera);
    let now = machine_now();
    let row = SessionRow {
        id: SessionId(tessera.new_id()),
        token: Hash::of(token.as_bytes()),
        kind,
        subject,
        till,
        device: device.chars().take(LONGEST_DEVICE).collect(),
        created_at: now,
        seen_at: now,
        until: ends(kind, till, now, now),
    };
    tessera.store().begin_session(row.clone()).await?;
    Ok(Begun { token, row })
}

/// 256 random bits.
pub(super) fn new_token(tessera: &Tessera) -> String {
    let mut random = [0; 32];
    tessera.entropy.fill(&mut random);
    BASE64.encode(random)
}

/// When a session that began some time ago ends if nothing is done from now on. At a till the
/// end stays where it was.
fn ends(kind: SessionKind, till: Option<TillId>, began: Instant, now: Instant) -> Instant {
    let (idle, at_most) = match (kind, till) {
        (SessionKind::Member, _) => (MEMBER_TIME, MEMBER_AT_MOST),
        (SessionKind::Staff, Some(_)) => (TILL_TIME, TILL_TIME),
        (SessionKind::Staff, None) => (STAFF_TIME, STAFF_AT_MOST),
    };
    let after = |start: Instant, time| start.checked_add(time).unwrap_or(start);
    after(now, idle).min(after(began, at_most))
}

/// Whose session a token stands for.
pub async fn authenticate(tessera: &Tessera, token: &str) -> Result<Caller, Error> {
    let hash = Hash::of(token.as_bytes());
    let generation = tessera.generation().await?;
    let (caller, row) = known(tessera, Credential::of_session(hash, generation)).await?;
    let now = machine_now();
    if row.until <= now {
        return Err(Error::plain(Code::SESSION_ENDED));
    }
    if now.duration_since(row.seen_at) >= SEEN_EVERY {
        let until = ends(row.kind, row.till, row.created_at, now);
        tessera.store().see_session(hash, now, until).await?;
        tessera.sessions.insert(hash, (caller.clone(), SessionRow { seen_at: now, until, ..row }));
    }
    Ok(caller)
}

/// Whose session it is under a generation that this node knows.
pub(crate) async fn caller(tessera: &Tessera, credential: Credential) -> Result<Caller, Error> {
    known(tessera, credential).await.map(|(caller, _)| caller)
}

async fn known(tessera: &Tessera, credential: Credential) -> Result<(Caller, SessionRow), Error> {
    let remembered = tessera.sessions.get(&credential.hash());
    // Another node may have moved an end that is remembered here.
    let counts = |(caller, row): &(Caller, SessionRow)| {
        caller.credential == credential && row.until > machine_now()
    };
    if let Some(found) = remembered.filter(counts) {
        return Ok(found);
    }
    let ended = || Error::plain(Code::SESSION_ENDED);
    let row = tessera.store().find_session(credential.hash()).await?.ok_or_else(ended)?;
    let caller = match row.kind {
        SessionKind::Staff => of_staff(tessera, &row, credential).await?,
        SessionKind::Member => Caller {
            party: Party::Member(MemberId(row.subject)),
            permissions: Permissions::OWN,
            name: SmolStr::default(),
            session: Some(row.id),
            credential,
        },
    };
    tessera.sessions.insert(credential.hash(), (caller.clone(), row.clone()));
    Ok((caller, row))
}

async fn of_staff(
    tessera: &Tessera,
    row: &SessionRow,
    credential: Credential,
) -> Result<Caller, Error> {
    let ended = || Error::plain(Code::SESSION_ENDED);
    let staff = tessera.store().find_staff(StaffId(row.subject)).await?;
    let staff = staff.filter(|staff| staff.disabled_at.is_none()).ok_or_else(ended)?;
    let role = StaffRole::from_word(staff.role.as_str()).ok_or_else(ended)?;
    let permissions = match row.till {
        // Whatever else somebody may do, at a till they serve.
        Some(_) => Permissions::SERVE,
        None if role.needs_second_factor() && !staff.second.is_confirmed => Permissions::NONE,
        None => role.permissions(),
    };
    Ok(Caller {
        party: Party::Staff { id: staff.id, role, till: row.till },
        permissions,
        name: staff.name,
        session: Some(row.id),
        credential,
    })
}

/// Sessions of the one who asks, newest first.
pub async fn list(tessera: &Tessera, caller: &Caller) -> Result<Vec<SessionRow>, Error> {
    let now = machine_now();
    let mut rows = tessera.store().list_sessions(subject(caller)?).await?;
    rows.retain(|row| row.until > now);
    Ok(rows)
}

/// Ends a session of the one who asks.
pub async fn end(tessera: &Tessera, caller: &Caller, id: SessionId) -> Result<(), Error> {
    match tessera.store().end_session(subject(caller)?, id).await? {
        true => {
            tessera.versions.forget();
            Ok(())
        }
        false => Err(Error::refused(Code::NOT_FOUND, id.to_string())),
    }
}

/// Ends the session that a browser had before somebody signs in with it anew.
pub async fn supersede(tessera: &Tessera, token: &str) -> Result<(), Error> {
    let Some(row) = tessera.store().find_session(Hash::of(token.as_bytes())).await? else {
        return Ok(());
    };
    tessera.store().end_session(row.subject, row.id).await?;
    tessera.versions.forget();
    Ok(())
}

/// Signs the one who asks out everywhere but here.
pub async fn end_others(tessera: &Tessera, caller: &Caller) -> Result<u64, Error> {
    let count = tessera.store().end_sessions(subject(caller)?, caller.session).await?;
    tessera.versions.forget();
    Ok(count)
}

/// Ends every session of somebody.
pub(crate) async fn end_all(tessera: &Tessera, subject: Uuid) -> Result<(), Error> {
    tessera.store().end_sessions(subject, None).await?;
    tessera.versions.forget();
    Ok(())
}

fn subject(caller: &Caller) -> Result<Uuid, Error> {
    match caller.party {
        Party::Staff { id, .. } => Ok(id.0),
        Party::Member(id) => Ok(id.0),
        Party::Key { .. } => Err(Error::plain(Code::FORBIDDEN)),
    }
}

/// What a page must send along with changes, so that other pages cannot make a browser send
/// them: it follows from the token, which no page can read.
pub fn form_token(token: &str) -> String {
    BASE64.encode(blake3::derive_key("tessera form tokens v1", token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_end_when_nothing_is_done_and_some_day_all_the_same() {
        let day = |days: i64| {
            let time = SignedDuration::from_hours(days * 24);
            Instant::UNIX_EPOCH.checked_add(time).expect("within four centuries")
        };
        let hours = |kind, till, began: i64, now: i64| {
            let now = day(now);
            ends(kind, till, day(began), now).duration_since(now).as_hours()
        };
        let (staff, member) = (SessionKind::Staff, SessionKind::Member);
        let at_till = Some(TillId(Uuid::nil()));
        assert_eq!(hours(staff, None, 0, 0), 12);
        assert_eq!(hours(staff, None, 0, 29), 12);
        assert_eq!(hours(staff, None, 0, 30), 0);
        assert_eq!(hours(staff, at_till, 0, 0), 14);
        assert_eq!(hours(staff, at_till, 0, 1), 14 - 24);
        assert_eq!(hours(member, None, 0, 0), 90 * 24);
        assert_eq!(hours(member, None, 0, 360), 5 * 24);
    }
}
