//! Many times more requests than the server can carry out.

use crate::Failure;
use crate::checks;
use crate::http::{Answer, Client};
use crate::server::Server;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{Fault, Needs, Trial, within};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Kinds of clients besides the tills: for quotes, lists, reports.
const CROWDS: usize = 3;

/// Clients of each kind that send as fast as they are answered.
const CROWD: usize = 110;

/// Requests that the server takes on at once.
const SLOTS: usize = 64;

// INVARIANT: even without the tills there are five times as many clients as places.
const _: () = assert!(CROWDS * CROWD >= 5 * SLOTS);

/// A client that was told to come back later does so after this time at the latest.
const BACK_OFF: Duration = Duration::from_millis(200);

/// Requests are answered within their deadline of 3 s; the rest is for a busy machine.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// The process may grow by so much.
const GROWTH: u64 = 256 << 20;

/// Far more than enough.
pub(super) const FAULT: Fault = Fault {
    name: "overload",
    about: "five times as many clients as places: 429 or 503 at once, quotes and tills go last",
    needs: Needs::Nothing,
    run: overload,
};

/// What a crowd asks for, and what came of it.
struct Crowd {
    /// How what was given, what was not, and the share of the former are called when counted.
    names: [&'static str; 3],
    ask: fn(&mut Client) -> Result<Answer, Failure>,
    good: AtomicU64,
    shed: AtomicU64,
}

impl Crowd {
    fn new(names: [&'static str; 3], ask: fn(&mut Client) -> Result<Answer, Failure>) -> Self {
        Self { names, ask, good: AtomicU64::new(0), shed: AtomicU64::new(0) }
    }

    /// The share that was carried out, in thousandths.
    fn share(&self) -> u64 {
        thousandths(self.good.load(Ordering::Relaxed), self.shed.load(Ordering::Relaxed))
    }
}

/// The share that was carried out; all of it when nothing was asked.
fn thousandths(good: u64, shed: u64) -> u64 {
    (good * 1_000).checked_div(good + shed).unwrap_or(1_000)
}

fn quote(client: &mut Client) -> Result<Answer, Failure> {
    let body = br#"{"store":{"id":"s1"},"lines":[{"sku":"tea","price":"3.00"}]}"#;
    client.send("POST", "/v1/quotes", "", body)
}

fn list(client: &mut Client) -> Result<Answer, Failure> {
    client.get("/v1/receipts?limit=200")
}

fn report(client: &mut Client) -> Result<Answer, Failure> {
    client.get("/v1/reports/overview")
}

fn overload(trial: &mut Trial) -> Result<(), Failure> {
    let database = trial.database();
    let mut how = trial.start(&database);
    how.arguments = ["--max-requests".to_owned(), SLOTS.to_string()].into();
    let server = Server::start(&how)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let crowds: [Crowd; CROWDS] = [
        Crowd::new(["quotes given", "quotes shed", "of a thousand quotes given"], quote),
        Crowd::new(["lists given", "lists shed", "of a thousand lists given"], list),
        Crowd::new(["reports given", "reports shed", "of a thousand reports given"], report),
    ];
    let is_over = AtomicBool::new(false);
    let before = server.memory()?;
    let started = Instant::now();
    let most = shop.work_while(&target, || {
        std::thread::scope(|scope| {
            let mut members = Vec::new();
            for crowd in &crowds {
                for _ in 0..CROWD {
                    members.push(scope.spawn(|| press(&server, crowd, &is_over)));
                }
            }
            let mut most = before;
            while trial.has_time(started) {
                std::thread::sleep(Duration::from_millis(50));
                most = most.max(server.memory()?);
            }
            is_over.store(true, Ordering::Relaxed);
            for member in members {
                member.join().unwrap_or_else(|_| Err("a client panicked".into()))?;
            }
            Ok(most)
        })
    })?;
    for crowd in &crowds {
        trial.counts.add(crowd.names[0], crowd.good.load(Ordering::Relaxed));
        trial.counts.add(crowd.names[1], crowd.shed.load(Ordering::Relaxed));
    }
    trial.counts.most("MB of memory at most", most >> 20);
    if most > before + GROWTH {
        return Err(format!("memory grew from {} to {} MB", before >> 20, most >> 20).into());
    }
    for crowd in &crowds {
        trial.counts.most(crowd.names[2], crowd.share());
    }
    let (carried_out, put_off) = shop.at_the_counter();
    let tills = thousandths(carried_out, put_off);
    trial.counts.most("of a thousand requests at the counter given", tills);
    if carried_out == 0 {
        return Err("tills got nothing".into());
    }
    let [quotes, lists, reports] = crowds.each_ref().map(Crowd::share);
    the_counter_goes_last([quotes, tills], [lists, reports])?;
    within("an answer to a till", shop.slowest_answer(), ANSWERED_WITHIN)?;
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)
}

/// Fails unless lists and reports were turned away, and more often than quotes and tills.
/// Shares are compared, because how much of each is given depends on the machine.
fn the_counter_goes_last(counter: [u64; 2], office: [u64; 2]) -> Result<(), Failure> {
    // No share is above a thousand, so one that is smaller than another is not whole.
    match office.iter().all(|share| counter.iter().all(|other| share < other)) {
        true => Ok(()),
        false => {
            let given = "of a thousand quotes and requests of tills";
            Err(format!("{given} {counter:?} were given, of lists and reports {office:?}").into())
        }
    }
}

/// Sends as fast as answers come; comes back later when told so.
fn press(server: &Server, crowd: &Crowd, is_over: &AtomicBool) -> Result<(), Failure> {
    let mut client = server.client()?;
    while !is_over.load(Ordering::Relaxed) {
        match (crowd.ask)(&mut client) {
            Ok(answer) if answer.is_good() => crowd.good.fetch_add(1, Ordering::Relaxed),
            Ok(answer) if matches!(answer.status, 429 | 503) => {
                std::thread::sleep(BACK_OFF);
                crowd.shed.fetch_add(1, Ordering::Relaxed)
            }
            Ok(answer) => {
                let (name, status) = (crowd.names[0], answer.status);
                return Err(format!("{name}: {status} {}", answer.body).into());
            }
            Err(_) => {
                // A connection that was closed to make room.
                client = server.client()?;
                crowd.shed.fetch_add(1, Ordering::Relaxed)
            }
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_in_which_requests_are_turned_away_is_judged() {
        assert!(the_counter_goes_last([1_000, 990], [700, 650]).is_ok());
        for (counter, office) in [
            ([1_000, 640], [700, 650]),
            ([700, 1_000], [700, 650]),
            ([900, 900], [650, 950]),
            ([1_000, 1_000], [1_000, 1_000]),
        ] {
            assert!(the_counter_goes_last(counter, office).is_err(), "{counter:?} {office:?}");
        }
        assert_eq!((thousandths(3, 1), thousandths(0, 0)), (750, 1_000));
    }
}
