//! Opening a database: the only place that knows which backend it is.
//!
//! INVARIANT: what is shown of an address never has its password.

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
use store::{ApiKeyRow, PostgresStore, SqliteStore, Store, StoreError};

/// Which database.
#[derive(Args, Clone, Debug)]
pub(crate) struct DatabaseArguments {
    /// The database: a SQLite file, or the address of a PostgreSQL database such as
    /// postgres://user@host/name.
    #[arg(long, value_name = "FILE|URL", env = "TESSERA_DATABASE", hide_env_values = true)]
    pub(crate) database: PathBuf,
}

/// The shortest admin key that is taken from a person.
const SHORTEST_KEY: usize = 12;

/// How addresses of PostgreSQL databases begin.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// The address, when the database is on a PostgreSQL server.
pub(crate) fn server(database: &Path) -> Option<&str> {
    let text = database.to_str()?;
    SCHEMES.iter().any(|scheme| text.starts_with(scheme)).then_some(text)
}

/// The database as it may be shown to anybody.
pub(crate) fn shown(database: &Path) -> String {
    match server(database) {
        Some(url) => without_password(url),
        None => database.display().to_string(),
    }
}

/// An address with everything left out that may be secret: between the scheme and the
/// last `@` only the name of the user stays, and of settings only those of the path.
fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (place, settings) = match rest.rsplit_once('@') {
        Some((user, place)) => {
            let user = user.split_once(':').map_or(user, |(user, _)| user);
            let (place, settings) = place.split_once('?').unwrap_or((place, ""));
            (format!("{user}@{place}"), settings)
        }
        None => {
            let (place, settings) = rest.split_once('?').unwrap_or((rest, ""));
            (place.to_owned(), settings)
        }
    };
    let host = settings.split('&').find(|setting| setting.starts_with("host="));
    match host {
        Some(host) => format!("{scheme}://{place}?{host}"),
        None => format!("{scheme}://{place}"),
    }
}

/// Opens a database that is there.
pub(crate) async fn open(database: &Path) -> Result<Tessera, Failure> {
    let missing = || {
        let failure = Failure::input(format!("{}: there is no such database", shown(database)));
        failure.hint("`tessera serve` and `tessera demo` make one")
    };
    if server(database).is_none() && !database.is_file() {
        return Err(missing());
    }
    let store = store(database).await?;
    if store.find_setting("organisation").await?.is_none() {
        return Err(missing());
    }
    Ok(Tessera::open(store, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?)
}

/// Opens a database, or makes one; on a server it is there but empty.
pub(crate) async fn open_or_create(
    database: &Path,
    clock: Arc<dyn Clock>,
    options: Options,
) -> Result<Tessera, Failure> {
    let store = store(database).await?;
    Ok(Tessera::open_with(store, clock, Arc::new(SystemEntropy), options).await?)
}

/// Makes a database that must not be there, or be empty.
pub(crate) async fn create(database: &Path) -> Result<Tessera, Failure> {
    let taken = || {
        let failure = Failure::input(format!("{} is there already", shown(database)));
        failure.hint("choose another database; it must begin empty")
    };
    if server(database).is_none() && database.exists() {
        return Err(taken());
    }
    let store = store(database).await?;
    if store.find_setting("organisation").await?.is_some() {
        return Err(taken());
    }
    Ok(Tessera::open(store, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?)
}

/// Opens what is behind a database, and brings it to the latest schema.
pub(crate) async fn store(database: &Path) -> Result<Arc<dyn Store>, Failure> {
    match server(database) {
        Some(url) => Ok(Arc::new(on_server(url).await?)),
        None => Ok(Arc::new(SqliteStore::open(database)?)),
    }
}

/// Opens a database on a server.
pub(crate) async fn on_server(url: &str) -> Result<PostgresStore, Failure> {
    PostgresStore::open(url).await.map_err(|error| refused(url, error))
}

/// Why a server does not let us in, and what to do about it.
fn refused(url: &str, error: StoreError) -> Failure {
    let place = without_password(url);
    let said = error.to_string();
    let hint = HINTS.iter().find(|(words, _)| said.contains(words)).map(|(_, hint)| *hint);
    match (&error, hint) {
        (StoreError::Unavailable(_), None) => {
            let hint =
                "check the address, and whether the server runs and may be reached from here";
            Failure::input(format!("{place}: the server cannot be reached: {said}")).hint(hint)
        }
        (_, Some(hint)) => Failure::input(format!("{place}: {said}")).hint(hint),
        (StoreError::ForeignFile, None) => {
            Failure::input(format!("{place}: the database has tables of another program"))
                .hint("give a database of its own to tessera: `createdb NAME`")
        }
        _ => error.into(),
    }
}

/// What servers say, and what helps.
const HINTS: &[(&str, &str)] = &[
    (
        "password authentication failed",
        "check user and password; in an address, write `@ : / ? #` of a password as %40 %3A %2F %3F %23",
    ),
    ("password missing", "put the password into the address: postgres://user:password@host/name"),
    ("no pg_hba.conf entry", "let this host and user in: a line in pg_hba.conf of the server"),
    ("does not exist", "make it first: `createuser NAME`, `createdb --owner NAME NAME`"),
    ("permission denied", "the user must own the database: `ALTER DATABASE name OWNER TO user`"),
    (
        "does not allow writes",
        "it follows another server and may be behind it: give the address of that one, or promote this one",
    ),
    ("too many clients", "raise max_connections of the server, or run fewer nodes"),
    ("address of the database", "write it as postgres://user:password@host:5432/name"),
    (
        "does not support TLS",
        "turn on `ssl` in the settings of the server, or leave `sslmode` out on a network of its own",
    ),
    ("UnknownIssuer", "name the file of the authority: `&sslrootcert=FILE` in the address"),
    ("not valid for name", "write the host in the address as the certificate bears it"),
];

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
    programmes::publish(tessera, &ask, number, None).await?;
    programmes::activate(tessera, &ask, number, from).await?;
    Ok(Some(number))
}

/// A runtime for commands that talk to a database.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::ours(format!("no threads: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        for (url, seen) in [
            ("postgres://ann:secret@db:5432/shop", "postgres://ann@db:5432/shop"),
            ("postgresql://ann:se@c:r/et@db/shop", "postgresql://ann@db/shop"),
            ("postgres://db/shop?user=ann&password=secret", "postgres://db/shop"),
            (
                "postgres://ann:secret@/shop?host=/run/db&password=s",
                "postgres://ann@/shop?host=/run/db",
            ),
            ("postgres://ann@db/shop", "postgres://ann@db/shop"),
        ] {
            let address = Path::new(url);
            assert_eq!(shown(address), seen);
            assert!(!shown(address).contains("secret"));
        }
        assert_eq!(shown(Path::new("data/shop.db")), "data/shop.db");
        assert_eq!(server(Path::new("data/shop.db")), None);
    }
}
