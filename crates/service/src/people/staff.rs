//! Those who work with the programme: adding, inviting, changing them.

use super::links::{self, INVITATION};
use super::password;
use super::role::StaffRole;
use crate::clock::machine_now;
use crate::error::Error;
use crate::keys::{Caller, Party};
use crate::notes::Details;
use crate::{Ask, Tessera};
use jiff::SignedDuration;
use model::id::StaffId;
use model::{Code, Key};
use smol_str::SmolStr;
use store::people::{SecondFactor, StaffRow};

/// How long invitations count.
const INVITATION_TIME: SignedDuration = SignedDuration::from_hours(3 * 24);

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
    /// How they sign in.
    pub email: Option<SmolStr>,
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

/// A row for somebody new.
pub(super) async fn row_of(tessera: &Tessera, new: &NewStaff) -> StaffRow {
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

/// Keeps somebody new.
pub(super) async fn keep(tessera: &Tessera, row: StaffRow) -> Result<(), Error> {
    match tessera.store().create_staff(row).await? {
        true => Ok(()),
        false => Err(Error::plain(Code::EMAIL_TAKEN)),
    }
}

/// Replaces somebody who is still as they were read, for all nodes: whoever was disabled
/// meanwhile stays so.
pub(super) async fn replace(
    tessera: &Tessera,
    before: StaffRow,
    after: StaffRow,
) -> Result<(), Error> {
    let is_done = tessera.store().change_staff(before.clone(), after).await?;
    tessera.versions.forget();
    if is_done {
        return Ok(());
    }
    let found = tessera.store().find_staff(before.id).await?;
    match found.is_some_and(|found| found.is_as(&before)) {
        true => Err(Error::plain(Code::EMAIL_TAKEN)),
        false => Err(Error::plain(Code::BUSY)),
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
    demand_a_firm(new.role, new.partner.as_ref())?;
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
        Some(_) => Some(links::put(tessera, INVITATION, row.id.0, INVITATION_TIME).await?),
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
    links::put(tessera, INVITATION, id.0, INVITATION_TIME).await
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
    if let Some(email) = &change.email {
        changed.email = Some(free_address(tessera, id, email).await?);
    }
    if let Some(role) = change.role {
        demand_a_firm(role, changed.partner.as_ref())?;
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
        ("address", change.email.is_some().into()),
        ("pin", change.pin.is_some().into()),
        ("second_factor_forgotten", change.forget_second_factor.into()),
    ];
    tessera.note(ask, "staff_changed", details).await?;
    replace(tessera, staff, changed.clone()).await?;
    if change.enabled == Some(false) {
        // Enabled again, they do not open again.
        tessera.store().end_sessions(id.0, None).await?;
    }
    Ok(changed)
}

/// Who belongs to no partner could see nothing as one.
fn demand_a_firm(role: StaffRole, partner: Option<&Key>) -> Result<(), Error> {
    match role == StaffRole::Partner && partner.is_none_or(|firm| firm.0.is_empty()) {
        true => Err(Error::refused(Code::REQUEST_INVALID, "a partner's account names the firm")),
        false => Ok(()),
    }
}

/// An address that nobody else has.
async fn free_address(tessera: &Tessera, id: StaffId, email: &str) -> Result<SmolStr, Error> {
    let email = address(email)?;
    match tessera.store().find_staff_by_email(&email).await? {
        Some(other) if other.id != id => Err(Error::plain(Code::EMAIL_TAKEN)),
        _ => Ok(email),
    }
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

/// None yet, and the next secret is another one.
pub(super) fn next_second(second: SecondFactor) -> SecondFactor {
    SecondFactor { number: second.number + 1, is_confirmed: false, used_step: second.used_step }
}

/// An address in its one written form.
pub(super) fn address(email: &str) -> Result<SmolStr, Error> {
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

/// An id for a note.
pub(super) fn text(id: StaffId) -> serde_json::Value {
    id.to_string().into()
}
