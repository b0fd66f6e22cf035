//! Those who work with the programme: the first owner, invitations, roles, signing in.

use super::attempts::Attempts;
use super::password;
use super::role::StaffRole;
use super::second::{self, NewSecond};
use super::sessions::{self, Begun};
use crate::clock::machine_now;
use crate::error::Error;
use crate::keys::{Caller, Party};
use crate::notes::Details;
use crate::{Ask, Tessera};
use jiff::SignedDuration;
use model::entry::Hash;
use model::id::StaffId;
use model::{Code, Key};
use smol_str::SmolStr;
use store::people::{SecondFactor, SessionKind, StaffRow, TicketRow};
use uuid::Uuid;

/// How often somebody may try to sign in, and within which time.
const SIGN_INS: (u32, SignedDuration) = (10, SignedDuration::from_mins(15));

/// How long the link of the first start counts.
const SETUP_TIME: SignedDuration = SignedDuration::from_hours(24);

/// How long invitations count.
const INVITATION_TIME: SignedDuration = SignedDuration::from_hours(3 * 24);

const SETUP: &str = "setup";
const INVITATION: &str = "invitation";

/// Somebody new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStaff {
    /// How they sign in; cashiers may have none.
    pub email: Option<SmolStr>,
    /// What they are called.
    pub name: SmolStr,
    /// What they are.
    pub role: StaffRole,
    /// The partner that they belong to.
    pub partner: Option<Key>,
    /// For tills.
    pub pin: Option<SmolStr>,
}

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffChange {
    /// What they are called.
    pub name: Option<SmolStr>,
    /// What they are.
    pub role: Option<StaffRole>,
    /// For tills.
    pub pin: Option<SmolStr>,
    /// Whether they may sign in.
    pub enabled: Option<bool>,
    /// Takes the second factor away, for somebody who lost it.
    pub forget_second_factor: bool,
}

/// Somebody who was just added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Who.
    pub row: StaffRow,
    /// What their link bears; absent when the request had been carried out before.
    pub invitation: Option<String>,
}

/// The secret of the link that makes the first owner; nothing when there is one.
pub async fn setup_link(tessera: &Tessera) -> Result<Option<String>, Error> {
    if has_owner(tessera).await? {
        return Ok(None);
    }
    put_link(tessera, SETUP, Uuid::nil(), SETUP_TIME).await.map(Some)
}

/// A link that lets an owner in who lost everything: for the command line only.
pub async fn rescue_link(tessera: &Tessera, email: &str) -> Result<String, Error> {
    let staff = tessera.store().find_staff_by_email(&address(email)?).await?;
    let staff = staff.ok_or_else(|| Error::refused(Code::NOT_FOUND, email))?;
    let cleared = StaffRow { second: next_second(staff.second), disabled_at: None, ..staff };
    tessera.note(&Ask::by("cli"), "staff_rescued", [("staff", text(cleared.id))]).await?;
    replace(tessera, cleared.clone()).await?;
    put_link(tessera, INVITATION, cleared.id.0, SETUP_TIME).await
}

async fn put_link(
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
        tries: 1,
        until: now.checked_add(time).unwrap_or(now),
    };
    tessera.store().put_ticket(ticket).await?;
    Ok(token)
}

async fn use_link(tessera: &Tessera, token: &str, purpose: &str) -> Result<TicketRow, Error> {
    let hash = Hash::of(token.as_bytes());
    let ticket = tessera.store().use_ticket(hash, machine_now()).await?;
    let ticket = ticket.filter(|ticket| ticket.purpose == *purpose);
    ticket.ok_or_else(|| Error::plain(Code::LINK_USED))
}

async fn has_owner(tessera: &Tessera) -> Result<bool, Error> {
    let staff = tessera.store().list_staff().await?;
    let owner = StaffRole::Owner.word();
    Ok(staff.iter().any(|s| s.role == *owner && s.disabled_at.is_none()))
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
    password::check(new_password)?;
    use_link(tessera, token, SETUP).await?;
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
    let mut row = row_of(tessera, &new).await;
    row.password = Some(password::hash(tessera, new_password).await);
    let details = [("staff", text(row.id)), ("role", row.role.as_str().into())];
    tessera.note(&Ask::by("setup"), "staff_added", details).await?;
    keep(tessera, row.clone()).await?;
    sessions::begin(tessera, SessionKind::Staff, row.id.0, None, device).await
}

async fn row_of(tessera: &Tessera, new: &NewStaff) -> StaffRow {
    let pin = match &new.pin {
        Some(pin) => Some(password::hash(tessera, pin).await),
        None => None,
    };
    StaffRow {
        id: StaffId(tessera.new_id()),
        email: new.email.clone(),
        name: new.name.clone(),
        role: Key::new(new.role.word()),
        partner: new.partner.clone(),
        password: None,
        pin,
        second: SecondFactor::default(),
        created_at: machine_now(),
        disabled_at: None,
    }
}

async fn keep(tessera: &Tessera, row: StaffRow) -> Result<(), Error> {
    match tessera.store().create_staff(row).await? {
        true => Ok(()),
        false => Err(Error::plain(Code::EMAIL_TAKEN)),
    }
}

async fn replace(tessera: &Tessera, row: StaffRow) -> Result<(), Error> {
    let is_done = tessera.store().change_staff(row).await?;
    tessera.versions.forget();
    match is_done {
        true => Ok(()),
        false => Err(Error::plain(Code::EMAIL_TAKEN)),
    }
}

/// Adds somebody. They choose their password by the link that goes with it.
pub async fn add(tessera: &Tessera, ask: &Ask, new: NewStaff) -> Result<Added, Error> {
    let email = new.email.as_deref().map(address).transpose()?;
    if let Some(pin) = &new.pin {
        password::check_pin(pin)?;
    }
    if email.is_none() && new.role != StaffRole::Cashier {
        return Err(Error::plain(Code::EMAIL_INVALID));
    }
    if let Some(email) = &email
        && tessera.store().find_staff_by_email(email).await?.is_some()
        && tessera.answered(ask).await?.is_none()
    {
        return Err(Error::plain(Code::EMAIL_TAKEN));
    }
    let row = row_of(tessera, &NewStaff { email, ..new }).await;
    let details = [("staff", text(row.id)), ("role", row.role.as_str().into())];
    let committed = tessera.note(ask, "staff_added", details).await?;
    let row = StaffRow { id: Details::of(&committed.entry)?.parse("staff")?, ..row };
    if committed.replayed
        && let Some(row) = tessera.store().find_staff(row.id).await?
    {
        return Ok(Added { row, invitation: None });
    }
    keep(tessera, row.clone()).await?;
    let invitation = match row.email {
        Some(_) => Some(put_link(tessera, INVITATION, row.id.0, INVITATION_TIME).await?),
        None => None,
    };
    Ok(Added { row, invitation })
}

/// A new link for somebody: their password is what they choose by it.
pub async fn invite(tessera: &Tessera, ask: &Ask, id: StaffId) -> Result<String, Error> {
    let staff = get(tessera, id).await?;
    if staff.email.is_none() {
        return Err(Error::plain(Code::EMAIL_INVALID));
    }
    tessera.note(ask, "staff_invited", [("staff", text(id))]).await?;
    put_link(tessera, INVITATION, id.0, INVITATION_TIME).await
}

/// Takes an invitation: chooses a password, ends all other sessions, and signs in.
pub async fn accept(
    tessera: &Tessera,
    token: &str,
    new_password: &str,
    device: &str,
) -> Result<Begun, Error> {
    password::check(new_password)?;
    let ticket = use_link(tessera, token, INVITATION).await?;
    let staff = get(tessera, StaffId(ticket.subject)).await?;
    if staff.disabled_at.is_some() {
        return Err(Error::plain(Code::LINK_USED));
    }
    let ask = Ask::by(&staff.id.to_string());
    tessera.note(&ask, "password_chosen", [("staff", text(staff.id))]).await?;
    let kept = password::hash(tessera, new_password).await;
    replace(tessera, StaffRow { password: Some(kept), ..staff.clone() }).await?;
    tessera.store().end_sessions(staff.id.0, None).await?;
    sessions::begin(tessera, SessionKind::Staff, staff.id.0, None, device).await
}

/// Changes somebody. Nobody changes their own role or disables themselves, and the last
/// owner stays one.
pub async fn change(
    tessera: &Tessera,
    ask: &Ask,
    by: &Caller,
    id: StaffId,
    change: StaffChange,
) -> Result<StaffRow, Error> {
    let staff = get(tessera, id).await?;
    let is_own = matches!(by.party, Party::Staff { id: own, .. } if own == id);
    if is_own && (change.role.is_some() || change.enabled == Some(false)) {
        return Err(Error::refused(Code::FORBIDDEN, "it is your own account"));
    }
    let mut changed = staff.clone();
    if let Some(name) = &change.name {
        changed.name = SmolStr::new(name.trim());
    }
    if let Some(role) = change.role {
        changed.role = Key::new(role.word());
    }
    if let Some(pin) = &change.pin {
        password::check_pin(pin)?;
        changed.pin = Some(password::hash(tessera, pin).await);
    }
    if change.forget_second_factor {
        changed.second = next_second(changed.second);
    }
    match change.enabled {
        Some(true) => changed.disabled_at = None,
        Some(false) => changed.disabled_at = changed.disabled_at.or(Some(machine_now())),
        None => {}
    }
    demand_an_owner(tessera, &changed).await?;
    let details = [
        ("staff", text(id)),
        ("role", changed.role.as_str().into()),
        ("enabled", changed.disabled_at.is_none().into()),
        ("pin", change.pin.is_some().into()),
        ("second_factor_forgotten", change.forget_second_factor.into()),
    ];
    tessera.note(ask, "staff_changed", details).await?;
    replace(tessera, changed.clone()).await?;
    Ok(changed)
}

async fn demand_an_owner(tessera: &Tessera, changed: &StaffRow) -> Result<(), Error> {
    let owner = StaffRole::Owner.word();
    let is_owner = |s: &StaffRow| s.role == *owner && s.disabled_at.is_none();
    let staff = tessera.store().list_staff().await?;
    let others = staff.iter().filter(|s| s.id != changed.id);
    match is_owner(changed) || others.into_iter().any(is_owner) {
        true => Ok(()),
        false => Err(Error::plain(Code::LAST_OWNER)),
    }
}

/// Everybody, in the order of coming.
pub async fn list(tessera: &Tessera) -> Result<Vec<StaffRow>, Error> {
    Ok(tessera.store().list_staff().await?)
}

/// Somebody.
pub async fn get(tessera: &Tessera, id: StaffId) -> Result<StaffRow, Error> {
    let found = tessera.store().find_staff(id).await?;
    found.ok_or_else(|| Error::refused(Code::NOT_FOUND, id.to_string()))
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
    let staff = staff.filter(|staff| is_right && staff.disabled_at.is_none());
    let staff = staff.ok_or_else(|| Error::plain(Code::SIGN_IN_FAILED))?;
    if staff.second.is_confirmed {
        let code = code.ok_or_else(|| Error::plain(Code::SECOND_FACTOR_NEEDED))?;
        second::demand(tessera, &staff, code).await?;
    }
    attempts.forget().await?;
    tessera.note(&Ask::by(&staff.id.to_string()), "signed_in", [("staff", text(staff.id))]).await?;
    sessions::begin(tessera, SessionKind::Staff, staff.id.0, None, device).await
}

/// Gives a new secret for a second factor. It counts when a code of it was shown.
pub async fn new_second_factor(tessera: &Tessera, caller: &Caller) -> Result<NewSecond, Error> {
    let staff = own(tessera, caller).await?;
    if staff.second.is_confirmed {
        return Err(Error::plain(Code::SECOND_FACTOR_SET));
    }
    let staff = StaffRow { second: next_second(staff.second), ..staff };
    replace(tessera, staff.clone()).await?;
    let issuer = crate::programmes::current(tessera).await.map(|(_, book)| book.key.to_string());
    Ok(second::show(tessera, &staff, issuer.as_deref().unwrap_or("Tessera")))
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
    replace(tessera, StaffRow { second, ..staff }).await
}

async fn own(tessera: &Tessera, caller: &Caller) -> Result<StaffRow, Error> {
    match caller.party {
        Party::Staff { id, till: None, .. } => get(tessera, id).await,
        _ => Err(Error::plain(Code::FORBIDDEN)),
    }
}

/// None yet, and the next secret is another one.
fn next_second(second: SecondFactor) -> SecondFactor {
    SecondFactor { number: second.number + 1, is_confirmed: false, used_step: second.used_step }
}

/// An address in its one written form.
fn address(email: &str) -> Result<SmolStr, Error> {
    let email = email.trim().to_lowercase();
    let is_right = email.len() <= 254
        && email.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        })
        && !email.chars().any(|c| c.is_whitespace() || c.is_control() || c == ',')
        && email.matches('@').count() == 1;
    match is_right {
        true => Ok(SmolStr::new(email)),
        false => Err(Error::plain(Code::EMAIL_INVALID)),
    }
}

fn text(id: StaffId) -> serde_json::Value {
    id.to_string().into()
}
