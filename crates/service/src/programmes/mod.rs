//! Programme versions: drafts, checks, publishing, activation by time, rollback.
//!
//! A version is chosen by the time of what is judged, so nothing has to be done at the
//! moment when it becomes active.

mod activation;

pub use activation::{activate, active_at, cancel_activation, list_activations, rollback};
pub use programme::diagnostic::{Diagnostic, Diagnostics, Severity};
pub use programme::{Change, ChangeKind, View, ViewItem, ViewSection};

use crate::error::Error;
use crate::{Ask, Tessera, documents};
use model::entry::Hash;
use model::{Code, Instant};
use programme::rulebook::Rulebook;
use smol_str::SmolStr;
use std::sync::Arc;
use store::{Listed, NewVersion, Page, Publication, VersionRow, VersionState, VersionSummary};

/// How many recent versions are searched for one that a repeated request made.
const RECENT: u32 = 100;

/// A draft that was written.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// Its row.
    pub version: VersionSummary,
    /// What was found in it; a draft may have errors, a published version not.
    pub diagnostics: Diagnostics,
}

/// Looks a document through without keeping it.
pub fn check(document: &str) -> Diagnostics {
    documents::check(document)
}

/// What differs from one document to another, in sentences.
pub fn diff(old: &str, new: &str) -> Result<Vec<Change>, Error> {
    documents::diff(old, new).map_err(Error::document)
}

/// A document in plain words, each mechanic with the line it comes from.
pub fn view(document: &str, locale: &str) -> Result<View, Error> {
    let loaded = documents::loaded(document);
    programme::view(&loaded, locale).ok_or_else(|| Error::document(loaded.diagnostics))
}

/// The JSON Schema of the document, for editors.
pub fn schema() -> serde_json::Value {
    programme::schema()
}

/// Keeps a document as a new draft.
pub async fn upload(tessera: &Tessera, ask: &Ask, document: String) -> Result<Uploaded, Error> {
    let diagnostics = documents::check(&document);
    let hash = Hash::of(document.as_bytes());
    let details = [("hash", hash.to_string().into())];
    let committed = tessera.note(ask, "programme_uploaded", details).await?;
    let at = committed.entry.recorded_at;
    let version = if committed.replayed { find_written(tessera, hash, at).await? } else { None };
    let version = match version {
        Some(version) => version,
        None => {
            let number = write(tessera, ask, document, at).await?;
            summary(tessera, number).await?
        }
    };
    Ok(Uploaded { version, diagnostics })
}

async fn write(tessera: &Tessera, ask: &Ask, document: String, at: Instant) -> Result<u32, Error> {
    let hash = Hash::of(document.as_bytes());
    let author = ask.actor.clone();
    let version = NewVersion { document, hash, author, at };
    Ok(tessera.store().create_version(version).await?)
}

/// The version that a request made when it was first carried out.
async fn find_written(
    tessera: &Tessera,
    hash: Hash,
    at: Instant,
) -> Result<Option<VersionSummary>, Error> {
    let recent = tessera.store().list_versions(Page::newest(RECENT)).await?;
    let mut recent = recent.items.into_iter();
    Ok(recent.find(|v| v.hash == hash && v.created_at == at))
}

/// Replaces the text of a draft whose text still has the hash `expected`.
pub async fn revise(
    tessera: &Tessera,
    ask: &Ask,
    number: u32,
    expected: Hash,
    document: String,
) -> Result<Uploaded, Error> {
    let row = get(tessera, number).await?;
    if row.summary.state == VersionState::Published {
        return Err(Error::refused(Code::VERSION_PUBLISHED, number.to_string()));
    }
    let diagnostics = documents::check(&document);
    let hash = Hash::of(document.as_bytes());
    let version = NewVersion { document, hash, author: ask.actor.clone(), at: tessera.now() };
    let is_done = tessera.store().update_draft(number, expected, version).await?;
    let version = summary(tessera, number).await?;
    if !is_done && version.hash != hash {
        return Err(Error::plain(Code::PRECONDITION_FAILED));
    }
    Ok(Uploaded { version, diagnostics })
}

/// Throws a draft away. One that is not there any more is as good as thrown away by the same
/// request.
pub async fn delete_draft(tessera: &Tessera, ask: &Ask, number: u32) -> Result<(), Error> {
    if tessera.answered(ask).await?.is_none() {
        let row = get(tessera, number).await?;
        if row.summary.state == VersionState::Published {
            return Err(Error::refused(Code::VERSION_PUBLISHED, number.to_string()));
        }
        let hash = row.summary.hash.to_string();
        let details = [("version", number.into()), ("hash", hash.into())];
        tessera.note(ask, "draft_deleted", details).await?;
    }
    tessera.store().delete_draft(number).await?;
    Ok(())
}

/// The longest text that may be written about a version.
pub const LONGEST_WHY: usize = 500;

/// Makes a draft unchangeable, with a word about why. Its document must be without errors.
/// Publishing again changes nothing.
pub async fn publish(
    tessera: &Tessera,
    ask: &Ask,
    number: u32,
    why: Option<&str>,
) -> Result<VersionSummary, Error> {
    let row = get(tessera, number).await?;
    if row.summary.state == VersionState::Published {
        return Ok(row.summary);
    }
    documents::load(&row.document).map_err(Error::document)?;
    let why = why.map(str::trim).filter(|why| !why.is_empty());
    if why.is_some_and(|why| why.chars().count() > LONGEST_WHY) {
        let detail = format!("`why` has at most {LONGEST_WHY} characters");
        return Err(Error::refused(Code::REQUEST_INVALID, detail));
    }
    let hash = row.summary.hash.to_string();
    let details = [("version", number.into()), ("hash", hash.into()), ("why", why.into())];
    let committed = tessera.note(ask, "programme_published", details).await?;
    let publication = Publication {
        at: committed.entry.recorded_at,
        by: ask.actor.clone(),
        why: why.map(SmolStr::new),
    };
    tessera.store().publish_version(number, publication).await?;
    tessera.versions.forget();
    summary(tessera, number).await
}

/// Refuses a document with errors.
pub(crate) fn must_be_sound(document: &str) -> Result<(), Error> {
    documents::load(document).map(drop).map_err(Error::document)
}

/// All versions without their texts.
pub async fn list(tessera: &Tessera, page: Page) -> Result<Listed<VersionSummary>, Error> {
    Ok(tessera.store().list_versions(page).await?)
}

/// One version with its text.
pub async fn get(tessera: &Tessera, number: u32) -> Result<VersionRow, Error> {
    let row = tessera.store().find_version(number).await?;
    row.ok_or_else(|| Error::refused(Code::VERSION_NOT_FOUND, number.to_string()))
}

async fn summary(tessera: &Tessera, number: u32) -> Result<VersionSummary, Error> {
    get(tessera, number).await.map(|row| row.summary)
}

/// The rules of a published version, for sentences and names.
pub async fn rulebook(tessera: &Tessera, number: u32) -> Result<Arc<Rulebook>, Error> {
    tessera.rulebook(number).await
}

/// The version that counts now and its rules.
pub async fn current(tessera: &Tessera) -> Result<(u32, Arc<Rulebook>), Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    Ok((rules.version, rules.rulebook))
}
