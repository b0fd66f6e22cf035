//! A load against what stands, with what it cost: processor time of server, database and
//! generator, memory, writing, the lag of projections.

use super::backing::Backing;
use super::server::{KEY, Manner, Server};
use crate::Fault;
use crate::generator::{Arrivals, Came, Composer, GRACE, Plan, Workload, drive};
use crate::host::metrics::Metrics;
use crate::host::process::{Usage, own, usage};
use crate::host::{Lag, Watch};
use crate::report::Row;
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Counters of commits to the disk that servers may tell about.
const COMMITS: &str = "tessera_store_commit_seconds_count";

/// Servers on a database with members.
pub struct Stage {
    /// The database.
    pub backing: Backing,
    /// The servers.
    pub servers: Vec<Server>,
    /// Members in it.
    pub members: u64,
    /// Runs so far, for their names.
    runs: u32,
}

/// What a load came to, and what it cost.
#[derive(Debug)]
pub struct Measured {
    /// What it was.
    pub name: String,
    /// What it came to.
    pub came: Came,
    /// What the servers used.
    pub server: Usage,
    /// What the processes of the database used.
    pub database: Usage,
    /// What the generator used.
    pub client: Usage,
    /// Bytes by which the files of the database grew.
    pub grown: u64,
    /// Bytes that went to the log of a database server.
    pub logged: Option<u64>,
    /// How far projections were behind.
    pub lag: Lag,
    /// Commits to the disk, when servers tell.
    pub commits: Option<f64>,
}

impl Stage {
    /// Starts so many servers on a database with so many members.
    pub fn start(
        binary: &Path,
        backing: Backing,
        programme: &Path,
        (nodes, manner): (u32, Manner),
        members: u64,
    ) -> Result<Self, Fault> {
        let database = backing.database();
        let servers = (0..nodes).map(|_| Server::start(binary, &database, programme, manner));
        Ok(Self { backing, servers: servers.collect::<Result<_, _>>()?, members, runs: 0 })
    }

    /// Where the servers listen.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.servers.iter().map(|server| server.address).collect()
    }

    /// Carries a load out.
    pub fn measure(
        &mut self,
        name: &str,
        workload: &Workload,
        arrivals: Arrivals,
        time: Duration,
    ) -> Result<Measured, Fault> {
        self.measure_until(name, workload, arrivals, time, &Arc::default())
    }

    /// Carries a load out until its time is over or somebody ends it.
    pub fn measure_until(
        &mut self,
        name: &str,
        workload: &Workload,
        arrivals: Arrivals,
        time: Duration,
        stop: &Arc<AtomicBool>,
    ) -> Result<Measured, Fault> {
        let addresses = self.addresses();
        let first = *addresses.first().ok_or("no server")?;
        self.runs += 1;
        let run = run_name(self.runs);
        let mut composer = Composer::new(workload, self.members, KEY, &run)?;
        let answered = Arc::new(AtomicU64::new(0));
        let plan = Plan {
            addresses: &addresses,
            connections: workload.connections,
            arrivals,
            time,
            grace: GRACE,
            answered: answered.clone(),
            stop: stop.clone(),
        };
        let before = self.look();
        let watch = Watch::start(first, answered);
        let came = drive(&plan, &mut composer);
        let lag = watch.finish();
        let after = self.look();
        Ok(Measured {
            name: name.to_owned(),
            came: came?,
            server: after.server.since(before.server),
            database: after.database.since(before.database),
            client: after.client.since(before.client),
            grown: after.size.saturating_sub(before.size),
            logged: after.logged.zip(before.logged).map(|(after, before)| after - before),
            lag,
            commits: after.commits.zip(before.commits).map(|(after, before)| after - before),
        })
    }

    fn look(&self) -> Look {
        let processes: Vec<u32> = self.servers.iter().map(Server::process).collect();
        let commits = self.servers.iter().map(|server| {
            let metrics = Metrics::of(server.address).ok()?;
            metrics.sum(COMMITS)
        });
        Look {
            server: usage(&processes),
            database: self.backing.usage(),
            client: own(),
            size: self.backing.size(),
            logged: self.backing.log_bytes(),
            commits: commits.sum(),
        }
    }

    /// Asks all servers to stop, and waits until they have; gives the database.
    pub fn stop(self) -> Result<Backing, Fault> {
        self.servers.into_iter().try_for_each(Server::stop)?;
        Ok(self.backing)
    }
}

struct Look {
    server: Usage,
    database: Usage,
    client: Usage,
    size: u64,
    logged: Option<u64>,
    commits: Option<f64>,
}

/// A name that no other run against the same database had.
fn run_name(number: u32) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{:x}.{number}", now.as_secs())
}

impl Measured {
    /// As a row of a table.
    pub fn row(&self) -> Row {
        let Self { came, server, database, client, .. } = self;
        let latency = |share| json!(came.latencies.percentile_ms(share));
        let good = came.good.max(1) as f64;
        let all = server.cpu + database.cpu + client.cpu;
        let micros = |usage: &Usage| json!(usage.cpu * 1e6 / good);
        let mut row = vec![
            ("load", json!(self.name)),
            ("answers/s", json!(came.per_second())),
            ("worst s", json!(came.worst_second())),
            ("p50 ms", latency(0.5)),
            ("p99 ms", latency(0.99)),
            ("p99.9 ms", latency(0.999)),
            ("max ms", json!(came.latencies.longest_ms())),
            ("failed", json!(came.failed())),
            ("server us", micros(server)),
            ("client us", micros(client)),
            ("client %", json!(100.0 * client.cpu / all.max(1e-9))),
            ("memory MB", json!(server.memory)),
            ("written B", json!((server.written + database.written) as f64 / good)),
            ("grown B", json!(self.grown as f64 / good)),
            ("lag", json!(self.lag.entries as u64)),
            ("lag s", json!(self.lag.seconds)),
        ];
        if database.cpu > 0.0 {
            row.push(("database us", micros(database)));
            row.push(("database MB", json!(database.memory)));
        }
        if let Some(logged) = self.logged {
            row.push(("log B", json!(logged as f64 / good)));
        }
        if let Some(commits) = self.commits {
            row.push(("commits/s", json!(commits / came.seconds.max(1e-9))));
        }
        row
    }

    /// Rows for each kind of request, when there are several.
    pub fn kinds(&self) -> Vec<Row> {
        let by_kind = &self.came.by_kind;
        let kinds = by_kind.iter().filter(|_| by_kind.len() > 1);
        let row = |(kind, latencies): (&crate::generator::Kind, &crate::generator::Latencies)| {
            let latency = |share| json!(latencies.percentile_ms(share));
            vec![
                ("load", json!(format!("{}: {}", self.name, kind.word()))),
                ("answers/s", json!(latencies.count() as f64 / self.came.seconds.max(1e-9))),
                ("p50 ms", latency(0.5)),
                ("p99 ms", latency(0.99)),
                ("p99.9 ms", latency(0.999)),
                ("max ms", json!(latencies.longest_ms())),
            ]
        };
        kinds.map(row).collect()
    }
}
