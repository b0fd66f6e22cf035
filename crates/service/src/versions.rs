//! Programme versions in memory: read once, chosen by time.
//!
//! Activations decided on another node are seen after at most [`FRESH`]; those decided
//! here at once.

use crate::error::{Broken, Error};
use crate::{Tessera, documents};
use model::{Code, Instant};
use programme::rulebook::Rulebook;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::Activation;

/// How long the list of activations is trusted.
const FRESH: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(crate) struct Versions {
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    rulebooks: HashMap<u32, Arc<Rulebook>>,
    activations: Option<(std::time::Instant, Arc<[Activation]>)>,
}

/// A version with its rules.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) version: u32,
    pub(crate) rulebook: Arc<Rulebook>,
}

impl Versions {
    /// Makes the next question ask the store again.
    pub(crate) fn forget_activations(&self) {
        self.write().activations = None;
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        // Every write below is a single assignment, so a poisoned value is whole.
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The version that counts at a moment: of all activations that have begun by then
    /// the one that began last; of several the one decided last. `None` when the list is
    /// not fresh.
    fn chosen(&self, at: Instant) -> Option<Option<(u32, Option<Arc<Rulebook>>)>> {
        let known = self.read();
        let (read_at, activations) = known.activations.as_ref()?;
        if read_at.elapsed() > FRESH {
            return None;
        }
        let version = chosen(activations, at);
        Some(version.map(|v| (v, known.rulebooks.get(&v).cloned())))
    }
}

pub(crate) fn chosen(activations: &[Activation], at: Instant) -> Option<u32> {
    let begun = activations.iter().filter(|a| a.active_from <= at);
    begun.max_by_key(|a| (a.active_from, a.number)).map(|a| a.version)
}

impl Tessera {
    /// The rules that count at a moment.
    pub(crate) async fn rules_at(&self, at: Instant) -> Result<Rules, Error> {
        let missing = || Error::refused(Code::PROGRAMME_MISSING, format!("nothing at {at}"));
        let version = match self.versions.chosen(at) {
            Some(Some((version, Some(rulebook)))) => return Ok(Rules { version, rulebook }),
            Some(Some((version, None))) => version,
            Some(None) => return Err(missing()),
            None => {
                let activations = self.activations().await?;
                chosen(&activations, at).ok_or_else(missing)?
            }
        };
        let rulebook = self.rulebook(version).await?;
        Ok(Rules { version, rulebook })
    }

    /// All activations, as far as they are known.
    pub(crate) async fn activations(&self) -> Result<Arc<[Activation]>, Error> {
        let read_at = std::time::Instant::now();
        let activations: Arc<[Activation]> = self.store.list_activations().await?.into();
        self.versions.write().activations = Some((read_at, activations.clone()));
        Ok(activations)
    }

    /// The rules of a version.
    pub(crate) async fn rulebook(&self, version: u32) -> Result<Arc<Rulebook>, Error> {
        if let Some(rulebook) = self.versions.read().rulebooks.get(&version) {
            return Ok(rulebook.clone());
        }
        let row = self.store.find_version(version).await?;
        let row =
            row.ok_or_else(|| Error::refused(Code::VERSION_NOT_FOUND, version.to_string()))?;
        let rulebook = documents::load(&row.document).map_err(|diagnostics| {
            Error::Broken(Broken::Unreadable {
                what: "programme version",
                reason: diagnostics.to_string(),
            })
        })?;
        let rulebook = Arc::new(rulebook);
        if row.summary.state == store::VersionState::Published {
            let mut known = self.versions.write();
            known.rulebooks.insert(version, rulebook.clone());
        }
        Ok(rulebook)
    }
}
