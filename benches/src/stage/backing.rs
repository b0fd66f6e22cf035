//! The database under a load: a SQLite file in a folder of its own, or a database on a
//! PostgreSQL server.

use super::postgres::Postgres;
use crate::Fault;
use crate::host::process::{Usage, size};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use testbed::Database;

/// Which backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreKind {
    /// A SQLite file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

impl StoreKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// The database under a load.
#[derive(Clone)]
pub enum Backing {
    /// A folder that holds the file and what belongs to it, and nothing else.
    Sqlite(PathBuf),
    /// A server and a database on it.
    Postgres(Arc<Postgres>, Arc<Database>),
}

impl Backing {
    /// What `--database` is given.
    pub fn database(&self) -> String {
        match self {
            Self::Sqlite(folder) => folder.join("load.db").display().to_string(),
            Self::Postgres(_, database) => database.url().to_owned(),
        }
    }

    /// Makes an empty one: a folder of that name below the given one, or a database on the server.
    pub fn make(
        below: &Path,
        server: Option<&Arc<Postgres>>,
        kind: StoreKind,
        name: &str,
    ) -> Result<Self, Fault> {
        match (kind, server) {
            (StoreKind::Sqlite, _) => {
                let folder = below.join(name);
                std::fs::create_dir_all(&folder)?;
                Ok(Self::Sqlite(folder))
            }
            (StoreKind::Postgres, Some(server)) => {
                Ok(Self::Postgres(server.clone(), Arc::new(server.create()?)))
            }
            (StoreKind::Postgres, None) => Err("PostgreSQL is not there".into()),
        }
    }

    /// Throws everything away, so that the next one finds room.
    pub fn remove(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(folder) => Ok(std::fs::remove_dir_all(folder)?),
            // Dropping it is enough.
            Self::Postgres(..) => Ok(()),
        }
    }

    /// Which kind.
    pub fn kind(&self) -> StoreKind {
        match self {
            Self::Sqlite(_) => StoreKind::Sqlite,
            Self::Postgres(..) => StoreKind::Postgres,
        }
    }

    /// What the processes of the database used; nothing for SQLite, which has none.
    pub fn usage(&self) -> Usage {
        match self {
            Self::Sqlite(_) => Usage::default(),
            Self::Postgres(server, _) => server.usage(),
        }
    }

    /// Bytes that went to the log of the database server so far; none for SQLite, whose log is a
    /// file like the others.
    pub fn log_bytes(&self) -> Option<u64> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(server, _) => server.log_bytes().ok(),
        }
    }

    /// Bytes of its files, the log included.
    pub fn size(&self) -> u64 {
        match self {
            Self::Sqlite(folder) => size(folder),
            Self::Postgres(server, _) => size(&server.data()),
        }
    }
}
