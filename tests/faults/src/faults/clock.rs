//! A wall clock that jumps, forwards and back: nothing expires because of it.

use crate::Failure;
use crate::checks;
use crate::server::Server;
use crate::shim::{Shim, Switch};
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{Fault, Needs, Trial};
use std::time::{Duration, Instant};

/// Two years, after which everything that the tills earn has expired; an hour; a day back.
const JUMPS_SECONDS: [i64; 4] = [2 * 366 * 86_400, 3_600, -86_400, -2 * 366 * 86_400];

/// Work that time brings looks every five seconds: a jump lasts longer.
const JUMP_LASTS: Duration = Duration::from_secs(7);

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// The clock of the machine leaps.
pub(super) const FAULT: Fault = Fault {
    name: "clock-jumps",
    about: "the wall clock jumps by years and back under load: nothing expires because of it",
    needs: Needs::Nothing,
    run: jump,
};

fn jump(trial: &mut Trial) -> Result<(), Failure> {
    let database = trial.database();
    let shim = Shim::build(&trial.folder, Switch::Clock)?;
    let how = shim.between(trial.start(&database));
    let server = Server::start(&how)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let started = Instant::now();
    let mut jumps = 0;
    shop.work_while(&target, || {
        let most = if trial.long { JUMPS_SECONDS.len() } else { 2 };
        for seconds in JUMPS_SECONDS.iter().cycle() {
            if jumps >= most as u64 && !trial.has_time(started) {
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
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)
}
