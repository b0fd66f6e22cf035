//! What all measurements of one run share: the binary, the folder, the PostgreSQL server.

use crate::arguments::Options;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tessera_benches::Fault;
use tessera_benches::generator::Workload;
use tessera_benches::report::{self, Table};
use tessera_benches::stage::server::{Ran, build, gallery, tessera};
use tessera_benches::stage::{
    Backing, Beside, Filling, Manner, Measured, Postgres, Stage, StoreKind,
};

/// Clients of pgbench, as the targets say.
const CLIENTS: u32 = 32;

pub(crate) struct Bench {
    pub(crate) options: Options,
    pub(crate) binary: PathBuf,
    pub(crate) folder: TempDir,
    postgres: RefCell<Option<Arc<Postgres>>>,
    tables: RefCell<Vec<Table>>,
}

impl Bench {
    pub(crate) fn new(options: &Options) -> Result<Self, Fault> {
        let mut options = options.clone();
        if options.quick {
            options.members = options.members.or(Some(20_000));
            options.seconds = options.seconds.or(Some(10));
            options.sustained = options.sustained.or(Some(20));
            options.scale = options.scale.or(Some(10));
        }
        let binary = options.binary.clone().map_or_else(build, Ok)?;
        let folder =
            tempfile::Builder::new().prefix("tessera-load-").tempdir_in(&options.folder)?;
        let (postgres, tables) = (RefCell::default(), RefCell::default());
        Ok(Self { options, binary, folder, postgres, tables })
    }

    pub(crate) fn members(&self) -> u64 {
        self.options.members.unwrap_or(1_000_000)
    }

    pub(crate) fn time(&self) -> Duration {
        Duration::from_secs(self.options.seconds.unwrap_or(60))
    }

    /// The programme of a workload, or that of the command line.
    pub(crate) fn programme(&self, workload: Option<&Workload>) -> PathBuf {
        let named = workload.and_then(|workload| workload.programme.as_deref());
        let name = named.unwrap_or(&self.options.programme);
        let folder = gallery(name);
        if folder.is_dir() { folder } else { PathBuf::from(name) }
    }

    /// A workload with the connections of the command line.
    pub(crate) fn workload(&self, name: &str) -> Result<Workload, Fault> {
        let mut workload = Workload::find(name)?;
        if let Some(connections) = self.options.connections {
            workload.connections = connections.max(1);
        }
        Ok(workload)
    }

    /// The PostgreSQL server of this run, started when it is first needed.
    pub(crate) fn postgres(&self) -> Result<Arc<Postgres>, Fault> {
        let mut postgres = self.postgres.borrow_mut();
        if let Some(running) = &*postgres {
            return Ok(running.clone());
        }
        let started = Arc::new(Postgres::start()?);
        *postgres = Some(started.clone());
        Ok(started)
    }

    /// An empty database.
    pub(crate) fn backing(&self, kind: StoreKind, name: &str) -> Result<Backing, Fault> {
        let server = match kind {
            StoreKind::Sqlite => None,
            StoreKind::Postgres => Some(self.postgres()?),
        };
        Backing::make(self.folder.path(), server.as_ref(), kind, name)
    }

    /// A database with members, as the command line wants it.
    pub(crate) fn filled(
        &self,
        kind: StoreKind,
        members: u64,
        programme: &Path,
    ) -> Result<Backing, Fault> {
        let backing = self.backing(kind, &format!("members-{members}"))?;
        let cache = self.options.cache.clone();
        let programme = programme.to_owned();
        let filling = Filling { members, programme, balance: None, cache };
        match filling.fill(&self.binary, &backing)? {
            Some(seconds) => println!(
                "{}: imported {members} members in {seconds:.1} s, {:.0}/s",
                kind.word(),
                members as f64 / seconds
            ),
            None => println!("{}: copied {members} members", kind.word()),
        }
        Ok(backing)
    }

    /// Servers on a database with members.
    pub(crate) fn stage(&self, kind: StoreKind, programme: &Path) -> Result<Stage, Fault> {
        let nodes = self.options.nodes;
        if kind == StoreKind::Sqlite && nodes > 1 {
            return Err("several nodes need --store postgres".into());
        }
        let backing = self.filled(kind, self.members(), programme)?;
        let manner = (nodes, Manner::Real);
        Stage::start(&self.binary, backing, programme, manner, self.members())
    }

    /// pgbench beside a load; none when PostgreSQL is left out.
    pub(crate) fn beside(&self, time: Duration) -> Result<Option<Beside>, Fault> {
        if self.options.no_postgres || !Postgres::is_there() {
            return Ok(None);
        }
        let (postgres, scale) = (self.postgres()?, self.options.scale.unwrap_or(20));
        postgres.fill(scale)?;
        let beside = postgres.tpc_b(CLIENTS, time.as_secs().max(1))?;
        let Beside { per_second, written } = beside;
        println!(
            "pgbench TPC-B, scale {scale}, {CLIENTS} clients: {per_second:.0}/s, {written:.0} B each"
        );
        Ok(Some(beside))
    }

    /// Proves the whole book.
    pub(crate) fn verify(&self, database: &str) -> Result<Verified, Fault> {
        let ran = tessera(&self.binary, &["verify", "--database", database, "--json"])?;
        let verdict: serde_json::Value = serde_json::from_str(&ran.said)?;
        let postings = verdict["postings"].as_u64().ok_or("verify tells no postings")?;
        println!("verify: {postings} postings in {:.1} s", ran.seconds);
        Ok(Verified { postings, ran })
    }

    /// Tells the first answer that was not good, when there is one.
    pub(crate) fn say_refused(&self, measured: &Measured) {
        if let Some(answer) = &measured.came.first_bad {
            eprintln!("{}: the first that was refused: {answer}", measured.name);
        }
    }

    /// Prints a table and keeps it for the JSON file.
    pub(crate) fn show(&self, table: Table) {
        println!("{}", table.markdown());
        self.tables.borrow_mut().push(table);
    }

    /// Writes the JSON file.
    pub(crate) fn finish(&self, name: &str) -> Result<(), Fault> {
        let beside = || {
            let here = std::env::current_exe().ok()?;
            Some(here.parent()?.parent()?.join("load"))
        };
        let folder = self.options.results.clone().or_else(beside).ok_or("no folder for results")?;
        let path = report::write(&folder, name, &self.tables.borrow())?;
        println!("as JSON: {}", path.display());
        Ok(())
    }
}

/// What `tessera verify` came to.
pub(crate) struct Verified {
    pub(crate) postings: u64,
    pub(crate) ran: Ran,
}

impl Verified {
    /// Postings per second, opening the database included.
    pub(crate) fn per_second(&self) -> f64 {
        self.postings as f64 / self.ran.seconds.max(1e-9)
    }
}
