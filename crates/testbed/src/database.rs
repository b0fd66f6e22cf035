//! A database of a test.

use crate::cluster::lock;
use crate::{Session, TestbedError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

/// An empty database that is gone when dropped, whoever is connected to it.
#[derive(Debug)]
pub struct Database {
    name: String,
    url: String,
    socket: PathBuf,
    session: Arc<Mutex<Option<Session>>>,
}

impl Database {
    /// Makes one; `address` is that of the server with nothing where the name goes.
    pub(crate) fn create(
        address: String,
        session: Arc<Mutex<Option<Session>>>,
        socket: &Path,
    ) -> Result<Self, TestbedError> {
        let name = fresh_name();
        let database =
            Self { url: named(&address, &name), name, socket: socket.to_owned(), session };
        database.ask(&format!("CREATE DATABASE {} TEMPLATE template0", database.name))?;
        Ok(database)
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection to it, beside those of the code under test.
    pub fn session(&self) -> Result<Session, TestbedError> {
        Session::open(&self.socket, &self.name)
    }

    fn ask(&self, statement: &str) -> Result<(), TestbedError> {
        let mut session = lock(&self.session);
        let mut open = match session.take() {
            Some(open) => open,
            None => Session::open(&self.socket, "postgres")?,
        };
        let answer = open.query(statement);
        if answer.is_ok() {
            *session = Some(open);
        }
        answer.map(|_| ())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A server that is gone took the database with it.
        let _ = self.ask(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// Unique among all processes that may share a server.
fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let moment = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    format!("t_{}_{moment}_{count}", std::process::id())
}

/// Puts the name of a database into an address.
fn named(address: &str, name: &str) -> String {
    match address.split_once('?') {
        Some((before, after)) => format!("{before}{name}?{after}"),
        None => format!("{address}{name}"),
    }
}
