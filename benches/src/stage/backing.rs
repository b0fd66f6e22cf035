//! The database under a load: a SQLite file in a folder of its own, or a database on a
//! PostgreSQL server.

use super::postgres::Postgres;
use crate::Fault;
use crate::host::process::{Usage, family, size, usage};
use std::path::PathBuf;
use std::sync::Arc;

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
    /// A server and the name of a database on it.
    Postgres(Arc<Postgres>, String),
}

impl Backing {
    /// What `--database` is given.
    pub fn database(&self) -> String {
        match self {
            Self::Sqlite(folder) => folder.join("load.db").display().to_string(),
            Self::Postgres(server, name) => server.url(name),
        }
    }

    /// Makes an empty one: a folder of that name below the given one, or a database.
    pub fn make(
        below: &std::path::Path,
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
                let name = name.replace('-', "_");
                server.create(&name)?;
                Ok(Self::Postgres(server.clone(), name))
            }
            (StoreKind::Postgres, None) => Err("PostgreSQL is not there".into()),
        }
    }

    /// Throws everything away, so that the next one finds room.
    pub fn remove(&self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(folder) => Ok(std::fs::remove_dir_all(folder)?),
            Self::Postgres(server, name) => server.remove(name),
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
            Self::Postgres(server, _) => usage(&family(server.process())),
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
