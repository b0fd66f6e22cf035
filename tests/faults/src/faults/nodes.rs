//! Several nodes on one PostgreSQL: one is killed, one stands still for longer than its leases.

use super::postgres::{cluster, database, healed};
use crate::Failure;
use crate::checks;
use crate::server::Server;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{Fault, Needs, SHORT, Trial};
use std::time::{Duration, Instant};

/// Leases last 30 s: a node that stands still for so long has lost all of them.
const LONGER_THAN_LEASES: Duration = Duration::from_secs(33);

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// One of two nodes dies, again and again.
pub(super) const KILL: Fault = Fault {
    name: "kill-node",
    about: "kill -9 of one of two nodes on PostgreSQL under load: the other goes on",
    needs: Needs::Postgres,
    short: SHORT,
    run: kill,
};

/// One of two nodes stands still.
pub(super) const STOP: Fault = Fault {
    name: "stopped-node",
    about: "SIGSTOP of a node for longer than its leases, then SIGCONT, while a second goes on",
    needs: Needs::Postgres,
    short: SHORT,
    run: stop,
};

fn kill(trial: &mut Trial) -> Result<(), Failure> {
    let cluster = cluster(&[])?;
    let database = database(&cluster);
    let how = trial.start(&database);
    let mut nodes = vec![Server::start(&how)?, Server::start(&how)?];
    let mut shop = Shop::open(&nodes[0], "m", trial.seed)?;
    let target = Target::at(&[nodes[0].address, nodes[1].address]);
    let (mut random, started) = (trial.random("blows"), Instant::now());
    let mut blows = 0;
    let last = shop.work_while(&target, || {
        while started.elapsed() < trial.time || blows == 0 {
            if !target.wait_for_more(random.between(50, 500), PATIENCE) {
                return Err("nothing is acknowledged any more".into());
            }
            let place = random.place(nodes.len());
            nodes[place].kill()?;
            nodes[place] = Server::start(&how)?;
            target.set(&[nodes[0].address, nodes[1].address]);
            blows += 1;
        }
        let last = nodes.pop().ok_or("there are two nodes")?;
        for node in nodes {
            node.stop()?;
        }
        target.set(&[last.address]);
        Ok(last)
    })?;
    trial.counts.add("blows", blows);
    checks::all(&trial.binary, &database, last, &mut [&mut shop], &mut trial.counts)
}

fn stop(trial: &mut Trial) -> Result<(), Failure> {
    let cluster = cluster(&[])?;
    let database = database(&cluster);
    let (still, other) = (trial.server(&database)?, trial.server(&database)?);
    let mut shop = Shop::open(&other, "m", trial.seed)?;
    let target = Target::at(&[still.address, other.address]);
    let (mut stops, mut slowest) = (0, 0);
    let started = Instant::now();
    shop.work_while(&target, || {
        while started.elapsed() < trial.time || stops == 0 {
            target.wait_for_more(500, PATIENCE);
            still.signal("STOP")?;
            // Tills of the node that stands still wait for it before they try the other one.
            slowest = slowest.max(healed(&target, Instant::now())?);
            std::thread::sleep(LONGER_THAN_LEASES);
            still.signal("CONT")?;
            if !target.wait_for_more(500, PATIENCE) {
                return Err("nothing is acknowledged any more".into());
            }
            stops += 1;
        }
        Ok(())
    })?;
    trial.counts.add("stops", stops);
    trial.counts.most("ms until the other node served", slowest);
    still.stop()?;
    checks::all(&trial.binary, &database, other, &mut [&mut shop], &mut trial.counts)
}
