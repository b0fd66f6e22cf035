//! A wall clock that jumps, forwards and back: nothing expires because of it.

use super::postgres;
use crate::Failure;
use crate::checks;
use crate::database::Database;
use crate::server::Server;
use crate::shim::{Shim, Switch};
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{AGAIN, Fault, Needs, SHORT, Trial};
use std::time::{Duration, Instant};

/// Two years, after which everything that the tills earn has expired; an hour; a day back.
const JUMPS_SECONDS: [i64; 4] = [2 * 366 * 86_400, 3_600, -86_400, -2 * 366 * 86_400];

/// Work that time brings looks every five seconds: a jump lasts longer.
const JUMP_LASTS: Duration = Duration::from_secs(7);

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// The clock of the machine leaps, on SQLite.
pub(super) const SQLITE: Fault = Fault {
    name: "clock-jumps",
    about: "the wall clock jumps by years and back under load: nothing expires because of it",
    needs: Needs::Nothing,
    short: SHORT,
    run: |trial| {
        let database = trial.database();
        jump(trial, &database, 2)
    },
};

/// On PostgreSQL, whose own clock goes right.
pub(super) const POSTGRES: Fault = Fault {
    name: "clock-jumps-postgres",
    about: "the same on PostgreSQL, whose own clock goes right",
    needs: Needs::Postgres,
    short: AGAIN,
    run: |trial| postgres::again(trial, |trial, database| jump(trial, database, 1)),
};

/// Jumps until the time is over, but at least so many times, and in the long form every jump.
fn jump(trial: &mut Trial, database: &Database, least: usize) -> Result<(), Failure> {
    let shim = Shim::build(&trial.folder, Switch::Clock)?;
    let how = shim.between(trial.start(database));
    let server = Server::start(&how)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let started = Instant::now();
    let mut jumps = 0;
    shop.work_while(&target, || {
        let least = if trial.long { JUMPS_SECONDS.len() } else { least };
        for seconds in JUMPS_SECONDS.iter().cycle() {
            if jumps >= least as u64 && !trial.has_time(started) {
                break;
            }
            target.wait_for_more(200, PATIENCE);
            shim.on(&seconds.to_string())?;
            let before = target.acknowledged();
            std::thread::sleep(JUMP_LASTS);
            if target.acknowledged() == before {
                let talk = server.talk();
                return Err(format!("tills are not served after a jump\n{talk}").into());
            }
            shim.off()?;
            jumps += 1;
        }
        Ok(())
    })?;
    trial.counts.add("jumps", jumps);
    checks::all(&trial.binary, database, server, &mut [&mut shop], &mut trial.counts)
}
