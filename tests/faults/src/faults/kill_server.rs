//! `kill -9` of the server at random moments under load.

use super::postgres;
use crate::Failure;
use crate::checks;
use crate::database::Database;
use crate::server::Server;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{AGAIN, Fault, Needs, SHORT, Trial, millis, within};
use std::time::{Duration, Instant};

/// A killed server is ready again after this time at the latest.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// On SQLite.
pub(super) const SQLITE: Fault = Fault {
    name: "kill-server",
    about: "kill -9 of the server at random moments under load, on SQLite",
    needs: Needs::Nothing,
    short: SHORT,
    run: |trial| {
        let database = trial.database();
        strike(trial, &database)
    },
};

/// On PostgreSQL.
pub(super) const POSTGRES: Fault = Fault {
    name: "kill-server-postgres",
    about: "kill -9 of the server at random moments under load, on PostgreSQL",
    needs: Needs::Postgres,
    short: AGAIN,
    run: |trial| postgres::again(trial, strike),
};

/// Kills and starts again until the time is over.
fn strike(trial: &mut Trial, database: &Database) -> Result<(), Failure> {
    let mut server = trial.server(database)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let mut random = trial.random("blows");
    let (started, how) = (Instant::now(), trial.start(database));
    let (mut blows, mut slowest) = (0, Duration::ZERO);
    let server = shop.work_while(&target, || {
        while started.elapsed() < trial.time {
            if !target.wait_for_more(random.between(1, 400), PATIENCE) {
                return Err("nothing is acknowledged any more".into());
            }
            // Somewhere between two acknowledgements, not right behind one.
            let pause = Duration::from_micros(random.below(5_000));
            std::thread::sleep(pause);
            server.kill()?;
            target.set(&[]);
            server = Server::start(&how)?;
            target.set(&[server.address]);
            slowest = slowest.max(server.ready_after);
            blows += 1;
        }
        Ok(server)
    })?;
    trial.counts.add("blows", blows);
    trial.counts.most("ms until ready again at most", millis(slowest));
    within("getting ready again", slowest, READY_WITHIN)?;
    checks::all(&trial.binary, database, server, &mut [&mut shop], &mut trial.counts)
}
