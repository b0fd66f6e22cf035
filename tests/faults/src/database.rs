//! Where the data of a trial live, and looking into them without the server.

use crate::Failure;
use crate::server::tessera;
use std::path::Path;
use std::sync::Arc;
use store::{PostgresStore, SqliteStore, Store};

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// A database as `--database` names it.
#[derive(Clone, Debug)]
pub struct Database {
    name: String,
}

/// An entry of the journal, as far as it is compared.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its id.
    pub id: String,
    /// The word of its activity.
    pub kind: String,
    /// The receipt that came to life.
    pub receipt: Option<String>,
    /// The name of that receipt at the till.
    pub natural: Option<String>,
}

impl Database {
    /// A SQLite file.
    pub fn file(path: &Path) -> Self {
        Self { name: path.display().to_string() }
    }

    /// A database of a PostgreSQL server.
    pub fn server(url: &str) -> Self {
        Self { name: url.to_owned() }
    }

    /// What `--database` is given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Opens the store itself.
    pub async fn open(&self) -> Result<Arc<dyn Store>, Failure> {
        match self.name.starts_with("postgres://") {
            true => Ok(Arc::new(PostgresStore::open(&self.name).await?)),
            false => Ok(Arc::new(SqliteStore::open(&self.name)?)),
        }
    }

    /// Reads the whole journal, without the server.
    pub fn journal(&self) -> Result<Vec<Written>, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let store = self.open().await?;
            let (mut written, mut position) = (Vec::new(), 0);
            loop {
                let rows = store.journal_after(position, PAGE).await?;
                let Some(last) = rows.last() else { return Ok(written) };
                position = last.position;
                for row in &rows {
                    let entry = row.entry()?;
                    let bought = match &entry.activity {
                        model::Activity::Purchase(purchase) => Some(purchase),
                        _ => None,
                    };
                    let natural = |purchase: &model::activity::Purchase| {
                        let basket = &purchase.basket;
                        format!("{:?} {:?} {:?}", basket.store.id, basket.till, basket.number)
                    };
                    written.push(Written {
                        id: entry.id.to_string(),
                        kind: row.kind.to_string(),
                        receipt: bought.map(|purchase| purchase.receipt.to_string()),
                        natural: bought.map(natural),
                    });
                }
            }
        })
    }

    /// Runs `tessera verify`, which must find everything sound.
    pub fn verify(&self, binary: &Path) -> Result<(), Failure> {
        tessera(binary, &["verify", "--database", &self.name]).map(drop)
    }
}
