//! What is set up, in memory: programme versions, when they count, and of which
//! generation of the configuration all that is.
//!
//! INVARIANTS: nothing is written by what another node changed: an append names the
//! generation that it was decided under, and the store refuses another one. What is only
//! read is at most [`FRESH`] behind other nodes, and never behind this one. What is kept
//! is never older than the generation that it is kept under, because that is read first.
//!
//! COST: one point read of the generation in half a second, however much is asked; the
//! list of activations is read when the generation has changed.

use crate::error::{Broken, Error};
use crate::{Tessera, documents};
use model::{Code, Instant};
use programme::rulebook::Rulebook;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::Activation;

/// How long the generation is trusted at most.
const FRESH: Duration = Duration::from_secs(1);

/// After this time one request looks again, while the others still trust it.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

#[derive(Default)]
pub(crate) struct Versions {
    known: RwLock<Known>,
    /// Held by whoever reads the generation.
    reading: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    /// Published versions, which never change.
    rulebooks: HashMap<u32, Arc<Rulebook>>,
    /// How often everything below was forgotten: what was read before that is not kept.
    forgotten: u64,
    generation: Option<Generation>,
    activations: Option<Arc<[Activation]>>,
}

#[derive(Clone, Copy)]
struct Generation {
    number: u64,
    read_at: std::time::Instant,
}

/// A version with its rules.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) version: u32,
    pub(crate) rulebook: Arc<Rulebook>,
}

/// What is known of the version that counts at a moment.
enum Choice {
    /// The list of activations has to be read first.
    Unknown,
    /// No version counts.
    Nothing,
    /// This one, and its rules when they are in memory.
    Version(u32, Option<Arc<Rulebook>>),
}

impl Versions {
    /// Makes the next question ask the store again: something was set up.
    pub(crate) fn forget(&self) {
        let mut known = self.write();
        known.forgotten += 1;
        (known.generation, known.activations) = (None, None);
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        // Every write below leaves a whole value, so a poisoned one is whole.
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The generation, unless it was read longer ago than this.
    fn generation_of_the_last(&self, time: Duration) -> Option<u64> {
        let known = self.read().generation?;
        (known.read_at.elapsed() < time).then_some(known.number)
    }

    fn choice(&self, at: Instant) -> Choice {
        let known = self.read();
        let Some(activations) = &known.activations else {
            return Choice::Unknown;
        };
        match chosen(activations, at) {
            Some(version) => Choice::Version(version, known.rulebooks.get(&version).cloned()),
            None => Choice::Nothing,
        }
    }
}

/// The version that counts at a moment: of all activations that have begun by then the
/// one that began last; of several the one decided last.
pub(crate) fn chosen(activations: &[Activation], at: Instant) -> Option<u32> {
    let begun = activations.iter().filter(|a| a.active_from <= at);
    begun.max_by_key(|a| (a.active_from, a.number)).map(|a| a.version)
}

impl Tessera {
    /// The generation of the configuration that this node works with. What is kept in
    /// memory is at least as new.
    pub(crate) async fn generation(&self) -> Result<u64, Error> {
        if let Some(known) = self.versions.generation_of_the_last(LOOK_AGAIN) {
            return Ok(known);
        }
        let _reading = match self.versions.reading.try_lock() {
            Ok(reading) => reading,
            Err(_) => match self.versions.generation_of_the_last(FRESH) {
                Some(known) => return Ok(known),
                None => self.versions.reading.lock().await,
            },
        };
        match self.versions.generation_of_the_last(LOOK_AGAIN) {
            Some(known) => Ok(known),
            None => self.read_generation().await,
        }
    }

    /// Asks the store which generation counts, and forgets what is of another.
    async fn read_generation(&self) -> Result<u64, Error> {
        loop {
            let read_at = std::time::Instant::now();
            let forgotten = self.versions.read().forgotten;
            let number = self.store.generation().await?;
            let mut known = self.versions.write();
            // Something was set up here meanwhile, perhaps after the reading.
            if known.forgotten != forgotten {
                continue;
            }
            if known.generation.is_none_or(|g| g.number != number) {
                known.forgotten += 1;
                known.activations = None;
            }
            known.generation = Some(Generation { number, read_at });
            return Ok(number);
        }
    }

    /// Whether something was set up, here or on another node, since a generation was
    /// known. One point read; what is kept in memory is right afterwards.
    pub(crate) async fn is_reconfigured(&self, since: u64) -> Result<bool, Error> {
        let _reading = self.versions.reading.lock().await;
        Ok(self.read_generation().await? != since)
    }

    /// The rules that count at a moment.
    pub(crate) async fn rules_at(&self, at: Instant) -> Result<Rules, Error> {
        let generation = self.generation().await?;
        match self.known_rules_at(at).await? {
            Some(rules) => Ok(rules),
            // Before a "no" that may be outdated.
            None if self.is_reconfigured(generation).await? => {
                let rules = self.known_rules_at(at).await?;
                rules.ok_or_else(|| missing(at))
            }
            None => Err(missing(at)),
        }
    }

    /// The same, with all that other nodes have set up by now, for what looks at the
    /// rules before it is decided. One point read more.
    pub(crate) async fn exact_rules_at(&self, at: Instant) -> Result<Rules, Error> {
        let generation = self.generation().await?;
        self.is_reconfigured(generation).await?;
        self.rules_at(at).await
    }

    async fn known_rules_at(&self, at: Instant) -> Result<Option<Rules>, Error> {
        let version = match self.versions.choice(at) {
            Choice::Version(version, Some(rulebook)) => {
                return Ok(Some(Rules { version, rulebook }));
            }
            Choice::Version(version, None) => Some(version),
            Choice::Nothing => None,
            Choice::Unknown => chosen(&self.activations().await?, at),
        };
        let Some(version) = version else {
            return Ok(None);
        };
        let rulebook = self.rulebook(version).await?;
        Ok(Some(Rules { version, rulebook }))
    }

    /// All activations, read anew.
    pub(crate) async fn activations(&self) -> Result<Arc<[Activation]>, Error> {
        let forgotten = self.versions.read().forgotten;
        let activations: Arc<[Activation]> = self.store.list_activations().await?.into();
        let mut known = self.versions.write();
        if known.forgotten == forgotten {
            known.activations = Some(activations.clone());
        }
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

fn missing(at: Instant) -> Error {
    Error::refused(Code::PROGRAMME_MISSING, format!("nothing at {at}"))
}
