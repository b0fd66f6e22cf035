//! `kill -9` of PostgreSQL under load, and failover to a synchronous standby.

use super::postgres::{address, cluster, database, database_at, healed, settings};
use crate::Failure;
use crate::checks;
use crate::server::Server;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{Fault, Needs, SHORT, Trial, within};
use std::time::{Duration, Instant};

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// A balancer that asks hears within this time that the database is gone.
const NOTICED_WITHIN: Duration = Duration::from_secs(5);

/// The database server dies and is started again.
pub(super) const KILL: Fault = Fault {
    name: "kill-postgres",
    about: "kill -9 of PostgreSQL under load: the service heals by itself when it is back",
    needs: Needs::Postgres,
    short: SHORT,
    run: kill,
};

/// The database server dies and another one takes over.
pub(super) const FAILOVER: Fault = Fault {
    name: "failover",
    about: "the first PostgreSQL dies, its synchronous standby takes over: nothing is lost",
    needs: Needs::Postgres,
    short: SHORT,
    run: failover,
};

fn kill(trial: &mut Trial) -> Result<(), Failure> {
    let mut cluster = cluster(&[])?;
    let database = database(&cluster);
    let server = trial.server(&database)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let (mut random, started) = (trial.random("blows"), Instant::now());
    let (mut blows, mut slowest) = (0, 0);
    shop.work_while(&target, || {
        while started.elapsed() < trial.time || blows == 0 {
            if !target.wait_for_more(random.between(50, 800), PATIENCE) {
                return Err("nothing is acknowledged any more".into());
            }
            cluster.kill()?;
            if blows == 0 {
                notices(&server)?;
            }
            std::thread::sleep(Duration::from_millis(random.below(1_500)));
            cluster.start_again()?;
            slowest = slowest.max(healed(&target, Instant::now())?);
            blows += 1;
        }
        Ok(())
    })?;
    trial.counts.add("blows", blows);
    trial.counts.most("ms until served again at most", slowest);
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)
}

/// Without its database the server says that it is alive and not ready.
fn notices(server: &Server) -> Result<(), Failure> {
    let gone = Instant::now();
    let mut client = server.client()?;
    while client.get("/health/ready")?.status != 503 {
        within("noticing that the database is gone", gone.elapsed(), NOTICED_WITHIN)?;
        std::thread::sleep(Duration::from_millis(20));
    }
    match client.get("/health/live")?.status {
        200 => Ok(()),
        status => Err(format!("whether it is alive is answered with {status}").into()),
    }
}

fn failover(trial: &mut Trial) -> Result<(), Failure> {
    let mut first = cluster(&[])?;
    let mut standby = first.standby(settings(Vec::new()))?;
    let places = [address(&first)?, address(&standby)?];
    let database = database_at(&places, "?target_session_attrs=read-write");
    let server = trial.server(&database)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let mut random = trial.random("failover");
    let took = shop.work_while(&target, || {
        if !target.wait_for_more(random.between(500, 2_500), PATIENCE) {
            return Err("nothing is acknowledged any more".into());
        }
        first.kill()?;
        let killed = Instant::now();
        standby.promote()?;
        let took = healed(&target, killed)?;
        target.wait_for_more(500, PATIENCE);
        Ok(took)
    })?;
    trial.counts.most("ms until served by the standby", took);
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)?;
    Ok(standby.stop()?)
}
