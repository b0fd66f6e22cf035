//! What members and partners may see where the address does not say whose it is.

use crate::app::App;
use crate::extract::Locale;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::settlement::PartyBody;
use model::id::MemberId;
use model::{Code, Key};
use service::keys::{Caller, Party};
use service::people::{StaffRole, staff};
use service::{Text, partners};
use std::collections::BTreeSet;

/// The member who asks; nobody when it is somebody who serves or works for the programme.
pub(crate) fn member(caller: &Caller) -> Option<MemberId> {
    match caller.party {
        Party::Member(id) => Some(id),
        Party::Key { .. } | Party::Staff { .. } => None,
    }
}

/// Lets members only at what is theirs; for them anything else is not there.
pub(crate) fn only(caller: &Caller, owner: Option<MemberId>, missing: Code) -> Result<(), Problem> {
    match member(caller) {
        Some(me) if owner != Some(me) => Err(Problem::of(missing)),
        _ => Ok(()),
    }
}

/// The firm of a partner who asks, by name; none when it is somebody else. It is told before
/// there is a programme as well.
pub(crate) async fn party(
    app: &App,
    caller: &Caller,
    locale: &Locale,
) -> Result<Option<PartyBody>, Problem> {
    let Party::Staff { id, role: StaffRole::Partner, .. } = caller.party else { return Ok(None) };
    let Some(key) = staff::get(&app.tessera, id).await?.partner else { return Ok(None) };
    let Ok(scales) = Scales::now(app).await else {
        let name = Text::of_key(key.as_str());
        return Ok(Some(PartyBody::of(&key, &name, locale.as_str())));
    };
    let names = partners::names(&app.tessera, &scales.book, BTreeSet::from([key])).await?;
    let locale = scales.locale(locale.as_str());
    Ok(names.iter().next().map(|(key, name)| PartyBody::of(key, name, locale)))
}

/// The firm of a partner who asks; nobody's when it is somebody who sees them all.
pub(crate) async fn firm(app: &App, caller: &Caller) -> Result<Option<Key>, Problem> {
    let Party::Staff { id, role: StaffRole::Partner, .. } = caller.party else { return Ok(None) };
    let partner = staff::get(&app.tessera, id).await?.partner;
    let nobody = || Problem::of(Code::FORBIDDEN).detail("your account belongs to no partner");
    partner.map(Some).ok_or_else(nobody)
}
