//! Staff comes in: the first owner, those who were invited, those who have a password.

use super::attempts::Attempts;
use super::links::{self, INVITATION, SETUP};
use super::password;
use super::role::StaffRole;
use super::second::{self, NewSecond};
use super::sessions::{self, Begun};
use super::staff::{self, NewStaff, address, next_second, text};
use crate::error::Error;
use crate::keys::{Caller, Party};
use crate::{Ask, Tessera, branding, programmes};
use jiff::SignedDuration;
use model::id::StaffId;
use model::{Code, Key};
use smol_str::SmolStr;
use store::people::{SecondFactor, SessionKind, StaffRow};
use uuid::Uuid;

/// How often somebody may try to sign in, and within which time.
const SIGN_INS: (u32, SignedDuration) = (10, SignedDuration::from_mins(15));

/// How long what makes the first owner counts, and what lets somebody in again.
const SETUP_TIME: SignedDuration = SignedDuration::from_hours(24);

/// What makes the first owner; nothing when there is one.
pub async fn setup_token(tessera: &Tessera) -> Result<Option<String>, Error> {
    if has_owner(tessera).await? {
        return Ok(None);
    }
    links::put(tessera, SETUP, Uuid::nil(), SETUP_TIME).await.map(Some)
}

/// What lets somebody in who lost everything: for the command line only.
pub async fn rescue_token(tessera: &Tessera, email: &str) -> Result<String, Error> {
    let staff = tessera.store().find_staff_by_email(&address(email)?).await?;
    let staff = staff.ok_or_else(|| Error::refused(Code::NOT_FOUND, email))?;
    let (id, second) = (staff.id, next_second(staff.second));
    let cleared = StaffRow { second, disabled_at: None, ..staff.clone() };
    tessera.note(&Ask::by("cli"), "staff_rescued", [("staff", text(id))]).await?;
    staff::replace(tessera, staff, cleared).await?;
    links::put(tessera, INVITATION, id.0, SETUP_TIME).await
}

async fn has_owner(tessera: &Tessera) -> Result<bool, Error> {
    let everybody = tessera.store().list_staff().await?;
    let owner = StaffRole::Owner.word();
    Ok(everybody.iter().any(|s| s.role == *owner && s.disabled_at.is_none()))
}

/// Makes the first owner and signs them in.
pub async fn set_up(
    tessera: &Tessera,
    token: &str,
    (name, email): (&str, &str),
    new_password: &str,
    device: &str,
) -> Result<Begun, Error> {
    let email = address(email)?;
    links::look(tessera, token, SETUP).await?;
    password::check(new_password, &[name, email.as_str()])?;
    links::take(tessera, token, SETUP).await?;
    if has_owner(tessera).await? {
        return Err(Error::plain(Code::LINK_USED));
    }
    let new = NewStaff {
        email: Some(email),
        name: SmolStr::new(name.trim()),
        role: StaffRole::Owner,
        partner: None,
        pin: None,
    };
    let mut row = staff::row_of(tessera, &new).await;
    row.password = Some(password::hash(tessera, new_password).await);
    let details = [("staff", text(row.id)), ("role", row.role.as_str().into())];
    tessera.note(&Ask::by("setup"), "staff_added", details).await?;
    staff::keep(tessera, row.clone()).await?;
    sessions::begin(tessera, SessionKind::Staff, row.id.0, None, device).await
}

/// Takes an invitation: chooses a password, ends all other sessions, and signs in. Whoever has a
/// second factor shows it: whoever made the link could use it otherwise.
pub async fn accept(
    tessera: &Tessera,
    token: &str,
    new_password: &str,
    code: Option<&str>,
    device: &str,
) -> Result<Begun, Error> {
    let ticket = links::look(tessera, token, INVITATION).await?;
    let staff = staff::get(tessera, StaffId(ticket.subject)).await?;
    check_password(tessera, &staff, new_password).await?;
    if staff.disabled_at.is_some() {
        return Err(Error::plain(Code::LINK_USED));
    }
    if staff.second.is_confirmed {
        show_code(tessera, &staff, code).await?;
    }
    // Of two who take it at once one comes in.
    links::take(tessera, token, INVITATION).await?;
    let ask = Ask::by(&staff.id.to_string());
    tessera.note(&ask, "password_chosen", [("staff", text(staff.id))]).await?;
    let kept = password::hash(tessera, new_password).await;
    let (id, changed) = (staff.id, StaffRow { password: Some(kept), ..staff.clone() });
    tessera.store().end_sessions(id.0, None).await?;
    staff::replace(tessera, staff, changed).await?;
    sessions::begin(tessera, SessionKind::Staff, id.0, None, device).await
}

/// Signs somebody in by address and password, and a code when they have a second factor.
/// What is wrong is not told, only that something is.
pub async fn sign_in(
    tessera: &Tessera,
    email: &str,
    given: &str,
    code: Option<&str>,
    device: &str,
) -> Result<Begun, Error> {
    let email = email.trim().to_lowercase();
    let attempts = Attempts::take(tessera, "sign_in", &email, SIGN_INS).await?;
    let staff = tessera.store().find_staff_by_email(&email).await?;
    let kept = staff.as_ref().and_then(|staff| staff.password.as_deref());
    let is_right = password::is_right(tessera, given, kept).await;
    let failed = || Error::plain(Code::SIGN_IN_FAILED);
    let staff = staff.ok_or_else(failed)?;
    if !is_right || staff.disabled_at.is_some() {
        note_failure(tessera, &staff, "password").await?;
        return Err(failed());
    }
    if staff.second.is_confirmed {
        show_code(tessera, &staff, code).await?;
    }
    attempts.forget().await?;
    tessera.note(&Ask::by(&staff.id.to_string()), "signed_in", [("staff", text(staff.id))]).await?;
    sessions::begin(tessera, SessionKind::Staff, staff.id.0, None, device).await
}

/// Asks for the second factor. Whoever gets that far and fails knows the password or has the link.
async fn show_code(tessera: &Tessera, staff: &StaffRow, code: Option<&str>) -> Result<(), Error> {
    let code = code.ok_or_else(|| Error::plain(Code::SECOND_FACTOR_NEEDED))?;
    if !second::is_right(tessera, staff, code).await? {
        note_failure(tessera, staff, "code").await?;
        return Err(Error::plain(Code::SECOND_FACTOR_WRONG));
    }
    Ok(())
}

async fn note_failure(tessera: &Tessera, staff: &StaffRow, at: &str) -> Result<(), Error> {
    let details = [("staff", text(staff.id)), ("at", at.into())];
    tessera.note(&Ask::by("stranger"), "sign_in_failed", details).await.map(|_| ())
}

/// Changes one's own password: whoever shows the old one signs themselves out everywhere else.
/// Guesses at the old one count with those at the entrance.
pub async fn change_password(
    tessera: &Tessera,
    caller: &Caller,
    (old, new): (&str, &str),
) -> Result<(), Error> {
    let staff = own(tessera, caller).await?;
    check_password(tessera, &staff, new).await?;
    let address = staff.email.as_deref().unwrap_or_default();
    let attempts = Attempts::take(tessera, "sign_in", address, SIGN_INS).await?;
    if !password::is_right(tessera, old, staff.password.as_deref()).await {
        return Err(Error::plain(Code::PASSWORD_WRONG));
    }
    attempts.forget().await?;
    let ask = Ask::by(&staff.id.to_string());
    tessera.note(&ask, "password_changed", [("staff", text(staff.id))]).await?;
    let kept = password::hash(tessera, new).await;
    let changed = StaffRow { password: Some(kept), ..staff.clone() };
    staff::replace(tessera, staff, changed).await?;
    sessions::end_others(tessera, caller).await.map(|_| ())
}

/// Refuses what is easy to guess for whoever knows somebody and their shop.
async fn check_password(tessera: &Tessera, staff: &StaffRow, new: &str) -> Result<(), Error> {
    let shop = branding::get(tessera).await?.name.unwrap_or_default();
    let programme = programmes::current(tessera).await.map(|(_, book)| book.key.clone());
    let programme = programme.as_ref().map(Key::as_str).unwrap_or_default();
    let address = staff.email.as_deref().unwrap_or_default();
    password::check(new, &[staff.name.as_str(), address, shop.as_str(), programme])
}

/// Gives a new secret for a second factor. It counts when a code of it was shown.
pub async fn new_second_factor(tessera: &Tessera, caller: &Caller) -> Result<NewSecond, Error> {
    let staff = own(tessera, caller).await?;
    if staff.second.is_confirmed {
        return Err(Error::plain(Code::SECOND_FACTOR_SET));
    }
    let changed = StaffRow { second: next_second(staff.second), ..staff.clone() };
    staff::replace(tessera, staff, changed.clone()).await?;
    let issuer = programmes::current(tessera).await.map(|(_, book)| book.key.to_string());
    Ok(second::show(tessera, &changed, issuer.as_deref().unwrap_or("Tessera")))
}

/// Shows that the secret arrived.
pub async fn confirm_second_factor(
    tessera: &Tessera,
    caller: &Caller,
    code: &str,
) -> Result<(), Error> {
    let staff = own(tessera, caller).await?;
    if staff.second.is_confirmed || staff.second.number == 0 {
        return Err(Error::plain(Code::SECOND_FACTOR_SET));
    }
    let attempts = Attempts::take(tessera, "second", &staff.id.to_string(), SIGN_INS).await?;
    second::demand(tessera, &staff, code).await?;
    attempts.forget().await?;
    let ask = Ask::by(&staff.id.to_string());
    tessera.note(&ask, "second_factor_set", [("staff", text(staff.id))]).await?;
    let second = SecondFactor { is_confirmed: true, ..staff.second };
    let changed = StaffRow { second, ..staff.clone() };
    staff::replace(tessera, staff, changed).await
}

async fn own(tessera: &Tessera, caller: &Caller) -> Result<StaffRow, Error> {
    match caller.party {
        Party::Staff { id, till: None, .. } => staff::get(tessera, id).await,
        _ => Err(Error::plain(Code::FORBIDDEN)),
    }
}
