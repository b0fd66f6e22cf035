//! Opening a database: the only place that knows which backend it is.

use crate::failure::Failure;
use clap::Args;
use model::Instant;
use model::Key;
use model::entry::Hash;
use model::id::{ApiKeyId, time_ordered};
use service::keys::Role;
use service::{Ask, Clock, Entropy, Options, SystemClock, SystemEntropy, Tessera, programmes};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{ApiKeyRow, SqliteStore};

/// Which database.
#[derive(Args, Clone, Debug)]
pub(crate) struct DatabaseArguments {
    /// The database, a SQLite file.
    #[arg(long, value_name = "FILE", env = "TESSERA_DATABASE")]
    pub(crate) database: PathBuf,
}

/// The shortest admin key that is taken from a person.
const SHORTEST_KEY: usize = 12;

/// Opens a database that is there.
pub(crate) async fn open(path: &Path) -> Result<Tessera, Failure> {
    if !path.is_file() {
        let failure = Failure::input(format!("{}: there is no such database", path.display()));
        return Err(failure.hint("`tessera serve` and `tessera demo` make one"));
    }
    open_or_create(path, Arc::new(SystemClock)).await
}

/// Opens a database, or makes one.
pub(crate) async fn open_or_create(path: &Path, clock: Arc<dyn Clock>) -> Result<Tessera, Failure> {
    let store = Arc::new(SqliteStore::open(path)?);
    Ok(Tessera::open_with(store, clock, Arc::new(SystemEntropy), Options::default()).await?)
}

/// Lets a secret that a person chose open everything. The same secret again changes nothing.
pub(crate) async fn admit_admin(tessera: &Tessera, secret: &str) -> Result<(), Failure> {
    if secret.len() < SHORTEST_KEY {
        let failure =
            Failure::input(format!("the admin key is shorter than {SHORTEST_KEY} characters"));
        return Err(failure.hint("choose a long one; it opens everything"));
    }
    let hash = Hash::of(secret.as_bytes());
    if tessera.store().find_api_key(hash).await?.is_some() {
        return Ok(());
    }
    let mut random = [0; 10];
    SystemEntropy.fill(&mut random);
    let now = tessera.now();
    let row = ApiKeyRow {
        id: ApiKeyId(time_ordered(now.as_millisecond(), random)),
        hash,
        role: Key::new(Role::Admin.word()),
        name: "command line".into(),
        created_at: now,
        revoked_at: None,
    };
    tessera.store().create_api_key(row).await?;
    Ok(())
}

/// Publishes a document and lets it count from a moment on, unless it is the one that counts
/// now. Gives the number of the version when it is a new one.
pub(crate) async fn publish(
    tessera: &Tessera,
    document: String,
    from: Option<Instant>,
) -> Result<Option<u32>, Failure> {
    let ask = Ask::by("command line");
    if let Some(active) = programmes::active_at(tessera, tessera.now()).await? {
        let active = programmes::get(tessera, active).await?;
        if active.summary.hash == Hash::of(document.as_bytes()) {
            return Ok(None);
        }
    }
    let uploaded = programmes::upload(tessera, &ask, document).await?;
    let number = uploaded.version.number;
    programmes::publish(tessera, &ask, number).await?;
    programmes::activate(tessera, &ask, number, from).await?;
    Ok(Some(number))
}

/// A runtime for commands that talk to a database.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::ours(format!("no threads: {error}")))
}
