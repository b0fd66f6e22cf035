//! What a copy says about itself, in a file beside it.

use crate::failure::Failure;
use model::Instant;
use model::entry::Hash;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The shape of the manifest; a later programme may write another.
const FORMAT: u32 = 1;

/// Enough to know the copy again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Always 1 so far.
    pub(crate) format: u32,
    /// When the copy was finished.
    pub(crate) made_at: Instant,
    /// The programme and its version.
    pub(crate) made_by: String,
    /// The moment that it holds: position of the newest entry.
    pub(crate) journal_head: u64,
    /// Number of the schema.
    pub(crate) schema: u32,
    /// Length of the file.
    pub(crate) bytes: u64,
    /// Hash of the file.
    pub(crate) blake3: Hash,
    /// What was proven; nothing when nobody asked for it.
    pub(crate) verified: Option<Verified>,
}

/// The counts of a sound book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verified {
    /// Journal entries.
    pub(crate) entries: u64,
    /// Postings.
    pub(crate) postings: u64,
    /// Owners.
    pub(crate) owners: u64,
    /// Receipts.
    pub(crate) receipts: u64,
}

impl Verified {
    /// The counts in a sentence.
    pub(crate) fn sentence(&self) -> String {
        let Self { entries, postings, owners, receipts } = self;
        format!(
            "sound: {entries} entries, {postings} postings, {owners} owners, {receipts} receipts"
        )
    }
}

impl Manifest {
    /// The manifest of a copy that is finished now.
    pub(crate) fn new(
        facts: store::sqlite::backup::FileFacts,
        blake3: Hash,
        verified: Option<Verified>,
        made_at: Instant,
    ) -> Self {
        Self {
            format: FORMAT,
            made_at,
            made_by: concat!("tessera ", env!("CARGO_PKG_VERSION")).to_owned(),
            journal_head: facts.journal_head,
            schema: facts.schema,
            bytes: facts.bytes,
            blake3,
            verified,
        }
    }

    /// The manifest of a copy, when there is one.
    pub(crate) fn find(copy: &Path) -> Result<Option<Self>, Failure> {
        let path = beside(copy);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::file(&path, &error)),
        };
        let read: Result<Self, _> = serde_json::from_slice(&text);
        let manifest = read.map_err(|error| {
            Failure::file(&path, &error).hint("take another copy; this one cannot be checked")
        })?;
        if manifest.format > FORMAT {
            let failure = Failure::input(format!("{}: of a later programme", path.display()));
            return Err(failure.hint("update tessera"));
        }
        Ok(Some(manifest))
    }

    /// Writes it beside a copy, durably.
    pub(crate) fn write(&self, copy: &Path) -> Result<(), Failure> {
        let path = beside(copy);
        let write = || -> std::io::Result<()> {
            let mut file = std::fs::File::create(&path)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            std::io::Write::write_all(&mut file, b"\n")?;
            file.sync_all()
        };
        write().map_err(|error| Failure::file(&path, &error))
    }
}

/// Where the manifest of a copy is.
pub(crate) fn beside(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(".json");
    name.into()
}
