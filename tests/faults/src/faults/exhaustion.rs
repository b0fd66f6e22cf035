//! A PostgreSQL that has no connection left.

use super::postgres::{cluster, database, healed};
use crate::Failure;
use crate::checks;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{Fault, Needs, SHORT, Trial};
use std::time::{Duration, Instant};
use testbed::{Cluster, Session};

/// Connections that the database server takes in all.
const CONNECTIONS: &str = "40";

/// So long nobody else gets one.
const EXHAUSTED_FOR: Duration = Duration::from_millis(2_500);

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// All connections are taken by somebody else.
pub(super) const FAULT: Fault = Fault {
    name: "no-connections",
    about: "PostgreSQL cuts the server's connections and has none left for it: errors, then healing",
    needs: Needs::Postgres,
    short: SHORT,
    run: exhaust,
};

fn exhaust(trial: &mut Trial) -> Result<(), Failure> {
    let cluster = cluster(&[("max_connections", CONNECTIONS)])?;
    let database = database(&cluster);
    let server = trial.server(&database)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let (mut random, started) = (trial.random("exhaustion"), Instant::now());
    let (mut times, mut slowest) = (0, 0);
    shop.work_while(&target, || {
        while started.elapsed() < trial.time || times == 0 {
            if !target.wait_for_more(random.between(50, 500), PATIENCE) {
                return Err("nothing is acknowledged any more".into());
            }
            let taken = take_all(&cluster)?;
            std::thread::sleep(EXHAUSTED_FOR);
            drop(taken);
            slowest = slowest.max(healed(&target, Instant::now())?);
            times += 1;
        }
        Ok(())
    })?;
    trial.counts.add("times without a connection", times);
    trial.counts.most("ms until served again at most", slowest);
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)
}

/// Cuts everybody off and takes what becomes free, until there is nothing left.
fn take_all(cluster: &Cluster) -> Result<Vec<Session>, Failure> {
    let mut taken = vec![cluster.session("postgres")?];
    for _ in 0..3 {
        taken[0].query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'faults'",
        )?;
        while let Ok(session) = cluster.session("postgres") {
            taken.push(session);
        }
    }
    Ok(taken)
}
