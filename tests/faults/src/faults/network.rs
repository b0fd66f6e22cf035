//! A network between the server and PostgreSQL that is cut, stalls, or loses the answer to COMMIT.

use super::postgres::{address, cluster, database, database_at, healed};
use crate::Failure;
use crate::checks;
use crate::proxy::Proxy;
use crate::random::Random;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{Fault, Needs, SHORT, Trial, within};
use std::time::{Duration, Instant};

/// A request is answered within its deadline of 3 s, whatever happens to the network; the rest is
/// for a busy machine.
const ANSWERED_WITHIN: Duration = Duration::from_millis(4_000);

/// Answers to COMMIT that are lost in a row.
const MOST_LOST: u64 = 6;

/// Tills that are answered nothing for so long will not be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// Cuts of all kinds.
pub(super) const FAULT: Fault = Fault {
    name: "network-cut",
    about: "cuts and stalls between server and PostgreSQL, also right after COMMIT was sent",
    needs: Needs::Postgres,
    short: SHORT,
    run: cut,
};

fn cut(trial: &mut Trial) -> Result<(), Failure> {
    let cluster = cluster(&[])?;
    let proxy = Proxy::to(address(&cluster)?)?;
    let through = database_at(&[proxy.address], "");
    let server = trial.server(&through)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let (mut random, started) = (trial.random("cuts"), Instant::now());
    let (mut cuts, mut slowest) = (0, 0);
    shop.work_while(&target, || {
        while started.elapsed() < trial.time || cuts < 4 {
            if !target.wait_for_more(random.between(20, 400), PATIENCE) {
                return Err("nothing is acknowledged any more".into());
            }
            break_network(&proxy, cuts % 4, &mut random);
            slowest = slowest.max(healed(&target, Instant::now())?);
            cuts += 1;
        }
        Ok(())
    })?;
    proxy.lose_answers(0);
    trial.counts.add("cuts", cuts);
    trial.counts.add("answers to COMMIT lost", proxy.lost_answers());
    trial.counts.most("ms until served again at most", slowest);
    within("an answer", shop.slowest_answer(), ANSWERED_WITHIN)?;
    if proxy.lost_answers() == 0 {
        return Err("no answer to COMMIT was lost: nothing was tried".into());
    }
    let database = database(&cluster);
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)
}

fn break_network(proxy: &Proxy, kind: u64, random: &mut Random) {
    match kind {
        0 => proxy.lose_answers(random.between(1, MOST_LOST)),
        1 => proxy.cut(),
        2 => {
            proxy.go_down();
            std::thread::sleep(Duration::from_millis(random.between(100, 4_000)));
            proxy.come_up();
        }
        _ => {
            proxy.stall();
            std::thread::sleep(Duration::from_millis(random.between(500, 6_000)));
            proxy.flow();
        }
    }
}
