//! Devices at counters. A device is enrolled by a code that is shown to the owner and typed
//! once; from then on cashiers sign in on it with their PIN.

use super::attempts::Attempts;
use super::password;
use super::role::StaffRole;
use super::sessions::{self, Begun};
use super::staff::text;
use crate::clock::machine_now;
use crate::error::Error;
use crate::notes::Details;
use crate::{Ask, Tessera};
use jiff::SignedDuration;
use model::entry::Hash;
use model::id::{StaffId, TillId};
use model::{Code, Key};
use smol_str::SmolStr;
use store::people::{SessionKind, StaffRow, TicketRow, TillRow};

/// How long an enrolment code counts.
const CODE_TIME: SignedDuration = SignedDuration::from_mins(15);

/// How often codes may be tried from everywhere together.
const ENROLMENTS: (u32, SignedDuration) = (60, SignedDuration::from_mins(15));

/// How often a PIN may be tried.
const PINS: (u32, SignedDuration) = (5, SignedDuration::from_mins(5));

const ENROLMENT: &str = "till";

/// A till with the code that enrols a device as it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithCode {
    /// The till.
    pub row: TillRow,
    /// The code; absent when the request had been carried out before.
    pub code: Option<String>,
}

/// A device that was just enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// As which till.
    pub row: TillRow,
    /// What the device shows from now on; it is told once.
    pub token: String,
}

/// Adds a till.
pub async fn add(tessera: &Tessera, ask: &Ask, name: &str, store: &str) -> Result<WithCode, Error> {
    let row = TillRow {
        id: TillId(tessera.new_id()),
        name: SmolStr::new(name.trim()),
        store: Key::new(store.trim()),
        token: None,
        created_at: machine_now(),
        enrolled_at: None,
        revoked_at: None,
    };
    let details = [("till", row.id.to_string().into()), ("store", row.store.as_str().into())];
    let committed = tessera.note(ask, "till_added", details).await?;
    let row = TillRow { id: Details::of(&committed.entry)?.parse("till")?, ..row };
    if committed.replayed
        && let Some(row) = tessera.store().find_till(row.id).await?
    {
        return Ok(WithCode { row, code: None });
    }
    tessera.store().create_till(row.clone()).await?;
    let code = new_code(tessera, row.id).await?;
    Ok(WithCode { row, code: Some(code) })
}

/// A new code for a till, for another device or after a loss. The device that it was goes on
/// until the code is used.
pub async fn renew(tessera: &Tessera, ask: &Ask, id: TillId) -> Result<WithCode, Error> {
    let row = get(tessera, id).await?;
    if row.revoked_at.is_some() {
        return Err(Error::plain(Code::TILL_REVOKED));
    }
    tessera.note(ask, "till_code_made", [("till", id.to_string().into())]).await?;
    let code = new_code(tessera, id).await?;
    Ok(WithCode { row, code: Some(code) })
}

/// Eight digits in two groups: people read them from one screen and type them on another.
async fn new_code(tessera: &Tessera, id: TillId) -> Result<String, Error> {
    let mut random = [0; 8];
    tessera.entropy.fill(&mut random);
    let number = u64::from_le_bytes(random) % 100_000_000;
    let now = machine_now();
    let ticket = TicketRow {
        hash: tessera.codes.attempts("till code", &format!("{number:08}")),
        purpose: Key::new(ENROLMENT),
        subject: id.0,
        code: None,
        tries: 1,
        until: now.checked_add(CODE_TIME).unwrap_or(now),
    };
    tessera.store().put_ticket(ticket).await?;
    Ok(format!("{:04}-{:04}", number / 10_000, number % 10_000))
}

/// Enrols the device that shows a code. What was enrolled as this till before is not any
/// more.
pub async fn enrol(tessera: &Tessera, code: &str) -> Result<Enrolled, Error> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    Attempts::take(tessera, "till codes", "", ENROLMENTS).await?;
    let hash = tessera.codes.attempts("till code", &digits);
    let ticket = tessera.store().use_ticket(hash, machine_now()).await?;
    let ticket = ticket.filter(|ticket| ticket.purpose == *ENROLMENT);
    let ticket = ticket.ok_or_else(|| Error::plain(Code::TILL_CODE_WRONG))?;
    appoint(tessera, TillId(ticket.subject)).await
}

/// Makes the device that asks a till; what was it before is not any more.
pub(super) async fn appoint(tessera: &Tessera, id: TillId) -> Result<Enrolled, Error> {
    let row = get(tessera, id).await?;
    if row.revoked_at.is_some() {
        return Err(Error::plain(Code::TILL_REVOKED));
    }
    let token = sessions::new_token(tessera);
    let now = machine_now();
    let row = TillRow { token: Some(Hash::of(token.as_bytes())), enrolled_at: Some(now), ..row };
    let ask = Ask::by(&id.to_string());
    tessera.note(&ask, "till_enrolled", [("till", id.to_string().into())]).await?;
    tessera.store().change_till(row.clone()).await?;
    tessera.store().end_sessions_at(id).await?;
    tessera.versions.forget();
    // The token names its till, so that it is found without a search.
    Ok(Enrolled { row, token: format!("{id}.{token}") })
}

/// Takes a till out of use at once, with whoever is signed in at it.
pub async fn revoke(tessera: &Tessera, ask: &Ask, id: TillId) -> Result<TillRow, Error> {
    let row = get(tessera, id).await?;
    if row.revoked_at.is_some() {
        return Ok(row);
    }
    tessera.note(ask, "till_revoked", [("till", id.to_string().into())]).await?;
    let row = TillRow { token: None, revoked_at: Some(machine_now()), ..row };
    tessera.store().change_till(row.clone()).await?;
    tessera.store().end_sessions_at(id).await?;
    tessera.versions.forget();
    Ok(row)
}

/// The till that a device is.
pub async fn of_device(tessera: &Tessera, token: &str) -> Result<TillRow, Error> {
    let unknown = || Error::plain(Code::TILL_UNKNOWN);
    let (id, secret) = token.split_once('.').ok_or_else(unknown)?;
    let id: TillId = id.parse().map_err(|_| unknown())?;
    let row = tessera.store().find_till(id).await?.ok_or_else(unknown)?;
    if row.revoked_at.is_some() {
        return Err(Error::plain(Code::TILL_REVOKED));
    }
    match row.token == Some(Hash::of(secret.as_bytes())) {
        true => Ok(row),
        false => Err(unknown()),
    }
}

/// Who may sign in at tills.
pub async fn cashiers(tessera: &Tessera) -> Result<Vec<StaffRow>, Error> {
    let mut staff = tessera.store().list_staff().await?;
    staff.retain(serves);
    Ok(staff)
}

fn serves(staff: &StaffRow) -> bool {
    let role = StaffRole::from_word(staff.role.as_str());
    let serves = matches!(role, Some(StaffRole::Cashier | StaffRole::Support | StaffRole::Owner));
    serves && staff.pin.is_some() && staff.disabled_at.is_none()
}

/// Signs a cashier in at a device.
pub async fn sign_in(
    tessera: &Tessera,
    till: &TillRow,
    id: StaffId,
    pin: &str,
) -> Result<Begun, Error> {
    let attempts = Attempts::take(tessera, "pin", &id.to_string(), PINS).await?;
    let staff = tessera.store().find_staff(id).await?.filter(serves);
    let kept = staff.as_ref().and_then(|staff| staff.pin.as_deref());
    let is_right = password::is_right(tessera, pin, kept).await;
    let details = || [("till", till.id.to_string().into()), ("staff", text(id))];
    if !is_right {
        if staff.is_some() {
            tessera.note(&Ask::by("stranger"), "pin_failed", details()).await?;
        }
        return Err(Error::plain(Code::PIN_WRONG));
    }
    attempts.forget().await?;
    tessera.note(&Ask::by(&id.to_string()), "signed_in_at_till", details()).await?;
    sessions::begin(tessera, SessionKind::Staff, id.0, Some(till.id), &till.name).await
}

/// All tills.
pub async fn list(tessera: &Tessera) -> Result<Vec<TillRow>, Error> {
    Ok(tessera.store().list_tills().await?)
}

async fn get(tessera: &Tessera, id: TillId) -> Result<TillRow, Error> {
    let found = tessera.store().find_till(id).await?;
    found.ok_or_else(|| Error::refused(Code::NOT_FOUND, id.to_string()))
}
