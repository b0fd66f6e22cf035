//! From when on a version counts.

use super::{get, publish, write};
use crate::error::Error;
use crate::notes::Details;
use crate::{Ask, Tessera};
use model::{Code, Instant};
use store::{Activation, VersionState};

/// Lets a published version count from a moment on, now when absent. A moment in the
/// past is possible only where no version counted: nothing is judged again.
pub async fn activate(
    tessera: &Tessera,
    ask: &Ask,
    number: u32,
    from: Option<Instant>,
) -> Result<Activation, Error> {
    let row = get(tessera, number).await?;
    if row.summary.state != VersionState::Published {
        let detail = format!("version {number} is a draft");
        return Err(Error::refused(Code::VERSION_NOT_FOUND, detail));
    }
    let now = tessera.now();
    let from = from.map_or(now, crate::clock::whole_millis);
    let answered = tessera.answered(ask).await?;
    let committed = match answered {
        Some(committed) => committed,
        None => {
            if from < now && tessera.store().version_at(from).await?.is_some() {
                let detail = "another version counted at that moment";
                return Err(Error::refused(Code::TIME_INVALID, detail));
            }
            let details = [("version", number.into()), ("from", from.to_string().into())];
            tessera.note(ask, "programme_activated", details).await?
        }
    };
    let from: Instant = Details::of(&committed.entry)?.parse("from")?;
    let decided_at = committed.entry.recorded_at;
    let is_it =
        |a: &Activation| a.version == number && a.active_from == from && a.decided_at == decided_at;
    let known = tessera.activations().await?;
    if let Some(activation) = known.iter().find(|a| is_it(a)) {
        return Ok(activation.clone());
    }
    let author = ask.actor.clone();
    let store = tessera.store();
    store.activate_version(number, from, decided_at, author).await?;
    tessera.versions.forget();
    let known = tessera.activations().await?;
    let activation = known.iter().find(|a| is_it(a)).cloned();
    activation.ok_or_else(|| Error::refused(Code::VERSION_NOT_FOUND, number.to_string()))
}

/// Takes an activation back that has not begun.
pub async fn cancel_activation(tessera: &Tessera, ask: &Ask, number: u32) -> Result<(), Error> {
    let details = [("activation", number.into())];
    tessera.note(ask, "activation_cancelled", details).await?;
    let now = tessera.now();
    let is_done = tessera.store().cancel_activation(number, now).await?;
    tessera.versions.forget();
    if is_done {
        Ok(())
    } else {
        let detail = format!("activation {number} has begun or is not there");
        Err(Error::refused(Code::NOT_FOUND, detail))
    }
}

/// Publishes an earlier document again, as a new version that counts from now on.
pub async fn rollback(
    tessera: &Tessera,
    ask: &Ask,
    to: u32,
    why: Option<&str>,
) -> Result<Activation, Error> {
    let row = get(tessera, to).await?;
    if row.summary.state != VersionState::Published {
        let detail = format!("version {to} was never published");
        return Err(Error::refused(Code::VERSION_NOT_FOUND, detail));
    }
    let hash = row.summary.hash;
    let details = [("to", to.into()), ("hash", hash.to_string().into())];
    let committed = tessera.note(ask, "programme_rolled_back", details).await?;
    let at = committed.entry.recorded_at;
    // On a standing clock the earlier version itself may bear the same moment.
    let written = super::find_written(tessera, hash, at).await?.filter(|v| v.number != to);
    let number = match written {
        Some(version) => version.number,
        None => write(tessera, ask, row.document, at).await?,
    };
    // The steps below are recognised by what they made, so they need no keys of their own.
    let step = Ask { key: None, ..ask.clone() };
    publish(tessera, &step, number, why).await?;
    let known = tessera.activations().await?;
    match known.iter().find(|a| a.version == number) {
        Some(activation) => Ok(activation.clone()),
        None => activate(tessera, &step, number, None).await,
    }
}

/// All activations in the order of deciding.
pub async fn list_activations(tessera: &Tessera) -> Result<Vec<Activation>, Error> {
    Ok(tessera.store().list_activations().await?)
}

/// The version that counts at a moment.
pub async fn active_at(tessera: &Tessera, at: Instant) -> Result<Option<u32>, Error> {
    Ok(tessera.store().version_at(at).await?)
}
