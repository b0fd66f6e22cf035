//! Five times as many clients as the server takes on at once.
//!
//! Customers wait for quotes and for what tills do, nobody waits for lists and reports: those are
//! turned away first, and much more often. Whoever is turned away hears so soon, and when to come
//! back.

use super::postgres;
use crate::Failure;
use crate::checks;
use crate::counts::Counts;
use crate::database::Database;
use crate::http::{Answer, Client};
use crate::server::Server;
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{AGAIN, Fault, Needs, SHORT, Trial, millis, within};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// Kinds of clients besides the tills: for quotes, lists, reports.
const CROWDS: usize = 3;

/// Clients of each kind that send as fast as they are answered.
const CROWD: usize = 110;

/// Requests that the server takes on at once.
const PLACES: usize = 64;

// INVARIANT: even without the tills there are five times as many clients as places.
const _: () = assert!(CROWDS * CROWD >= 5 * PLACES);

/// A client that was told to come back later does so after this time: sooner than it was told.
const BACK_OFF: Duration = Duration::from_millis(200);

/// Requests are answered within their deadline of 3 s; the rest is for a busy machine.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// A refusal never takes as long as the deadline of what it refuses.
const REFUSED_WITHIN: Duration = Duration::from_secs(3);

/// So many of a thousand lists and reports must be refused: else it was no overload.
const PRESSED: u64 = 50;

/// Quotes and requests of tills are refused at least so many times less often.
const LESS_OFTEN: u64 = 2;

/// The process may grow by so much.
const GROWTH: u64 = 256 << 20;

/// Far more than enough, on SQLite.
pub(super) const SQLITE: Fault = Fault {
    name: "overload",
    about: "five times as many clients as places: 429 or 503 at once, quotes and tills go last",
    needs: Needs::Nothing,
    short: SHORT,
    run: |trial| {
        let database = trial.database();
        overload(trial, &database)
    },
};

/// On PostgreSQL.
pub(super) const POSTGRES: Fault = Fault {
    name: "overload-postgres",
    about: "the same on PostgreSQL",
    needs: Needs::Postgres,
    short: AGAIN,
    run: |trial| postgres::again(trial, overload),
};

/// What a crowd asks for, and what came of it.
struct Crowd {
    /// How what was given, what was refused, and the share of the latter are called when counted.
    names: [&'static str; 3],
    ask: fn(&mut Client, usize) -> Result<Answer, Failure>,
    given: AtomicU64,
    refused: AtomicU64,
    slowest_refusal_ms: AtomicU64,
}

impl Crowd {
    fn new(
        names: [&'static str; 3],
        ask: fn(&mut Client, usize) -> Result<Answer, Failure>,
    ) -> Self {
        let [given, refused, slowest_refusal_ms] = [const { AtomicU64::new(0) }; 3];
        Self { names, ask, given, refused, slowest_refusal_ms }
    }

    /// Tells the numbers; gives the share that was refused, in thousandths.
    fn count(&self, counts: &mut Counts) -> u64 {
        let (given, refused) = (self.given.load(Relaxed), self.refused.load(Relaxed));
        counts.most("ms for the slowest refusal", self.slowest_refusal_ms.load(Relaxed));
        told(counts, self.names, given, refused)
    }
}

/// Tells what was given and refused; gives the share of the latter, in thousandths.
fn told(counts: &mut Counts, names: [&'static str; 3], given: u64, refused: u64) -> u64 {
    let share = (refused * 1_000).checked_div(given + refused).unwrap_or(0);
    counts.add(names[0], given);
    counts.add(names[1], refused);
    counts.most(names[2], share);
    share
}

/// For one of the members whom tills serve meanwhile.
fn quote(client: &mut Client, turn: usize) -> Result<Answer, Failure> {
    let member = turn % 32;
    let body = format!(
        r#"{{"member":{{"external_id":"m{member}"}},"store":{{"id":"s1"}},"lines":[{{"sku":"tea","price":"3.00"}}]}}"#
    );
    client.send("POST", "/v1/quotes", "", body.as_bytes())
}

fn list(client: &mut Client, _turn: usize) -> Result<Answer, Failure> {
    client.get("/v1/receipts?limit=200")
}

fn report(client: &mut Client, _turn: usize) -> Result<Answer, Failure> {
    client.get("/v1/reports/overview")
}

fn overload(trial: &mut Trial, database: &Database) -> Result<(), Failure> {
    let mut how = trial.start(database);
    how.arguments = ["--max-requests".to_owned(), PLACES.to_string()].into();
    let server = Server::start(&how)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let crowds: [Crowd; CROWDS] = [
        Crowd::new(["quotes given", "quotes refused", "of a thousand quotes refused"], quote),
        Crowd::new(["lists given", "lists refused", "of a thousand lists refused"], list),
        Crowd::new(["reports given", "reports refused", "of a thousand reports refused"], report),
    ];
    let before = server.memory()?;
    let most = shop.work_while(&target, || press_all(trial, &server, &crowds))?;
    trial.counts.most("MB of memory at most", most >> 20);
    if most > before + GROWTH {
        return Err(format!("memory grew from {} to {} MB", before >> 20, most >> 20).into());
    }
    let [quotes, lists, reports] = crowds.each_ref().map(|crowd| crowd.count(&mut trial.counts));
    let (carried_out, put_off) = shop.at_the_counter();
    let names = ["given at tills", "refused at tills", "of a thousand at tills refused"];
    let tills = told(&mut trial.counts, names, carried_out, put_off);
    if carried_out == 0 {
        return Err("tills got nothing".into());
    }
    the_counter_goes_last([quotes, tills], [lists, reports])?;
    within("an answer to a till", shop.slowest_answer(), ANSWERED_WITHIN)?;
    // With the crowds gone, everything is given again.
    for crowd in &crowds {
        (crowd.ask)(&mut server.client()?, 0)?.good()?;
    }
    match shop.unclear_answers() {
        0 => checks::all(&trial.binary, database, server, &mut [&mut shop], &mut trial.counts),
        requests => Err(format!("{requests} requests of tills got no clear answer").into()),
    }
}

/// Lets all crowds press until the time is over; gives the most memory that the server held.
fn press_all(trial: &Trial, server: &Server, crowds: &[Crowd]) -> Result<u64, Failure> {
    let (is_over, started) = (AtomicBool::new(false), Instant::now());
    std::thread::scope(|scope| {
        let members = crowds.iter().flat_map(|crowd| (0..CROWD).map(move |place| (crowd, place)));
        let members: Vec<_> = members
            .map(|(crowd, place)| {
                let is_over = &is_over;
                scope.spawn(move || press(server, crowd, place, is_over))
            })
            .collect();
        let mut most = Ok(0);
        while trial.has_time(started) {
            std::thread::sleep(Duration::from_millis(50));
            most = most.and_then(|most: u64| Ok(most.max(server.memory()?)));
        }
        is_over.store(true, Relaxed);
        for member in members {
            member.join().unwrap_or_else(|_| Err("a client panicked".into()))?;
        }
        most
    })
}

/// Sends as fast as answers come; comes back later when told so.
fn press(
    server: &Server,
    crowd: &Crowd,
    place: usize,
    is_over: &AtomicBool,
) -> Result<(), Failure> {
    let (mut client, mut turn) = (server.client()?, place);
    while !is_over.load(Relaxed) {
        let asked = Instant::now();
        let answer = (crowd.ask)(&mut client, turn)
            .map_err(|error| format!("{}: no answer: {error}", crowd.names[0]))?;
        turn += 1;
        if answer.is_good() {
            crowd.given.fetch_add(1, Relaxed);
            continue;
        }
        if !answer.is_refusal() {
            let (name, status) = (crowd.names[0], answer.status);
            return Err(format!("{name}: {status} {}", answer.body).into());
        }
        let took = asked.elapsed();
        within(crowd.names[1], took, REFUSED_WITHIN)?;
        crowd.slowest_refusal_ms.fetch_max(millis(took), Relaxed);
        crowd.refused.fetch_add(1, Relaxed);
        std::thread::sleep(BACK_OFF);
    }
    Ok(())
}

/// Fails unless lists and reports were refused, and quotes and tills much less often: how many of
/// a thousand requests of each kind were. Shares are compared, because how much of each is given
/// depends on the machine.
fn the_counter_goes_last(counter: [u64; 2], office: [u64; 2]) -> Result<(), Failure> {
    let most = counter.into_iter().max().unwrap_or(0);
    let is_last = |share: &u64| *share >= PRESSED && most * LESS_OFTEN <= *share;
    match office.iter().all(is_last) {
        true => Ok(()),
        false => {
            let refused = "of a thousand quotes and requests of tills";
            Err(format!("{refused} {counter:?} were refused, of lists and reports {office:?}")
                .into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_in_which_requests_are_turned_away_is_judged() {
        for office in [[400, 300], [1_000, 300], [300, 900]] {
            assert!(the_counter_goes_last([0, 150], office).is_ok(), "{office:?}");
        }
        for (counter, office) in [
            // As often, or nearly so.
            ([300, 0], [300, 900]),
            ([0, 200], [900, 300]),
            // Nobody was pressed, or only some.
            ([0, 0], [0, 0]),
            ([0, 0], [900, 10]),
            // All are turned away.
            ([1_000, 1_000], [1_000, 1_000]),
        ] {
            assert!(the_counter_goes_last(counter, office).is_err(), "{counter:?} {office:?}");
        }
    }

    #[test]
    fn shares_are_told_in_thousandths() {
        let mut counts = Counts::default();
        assert_eq!(told(&mut counts, ["given", "refused", "share"], 3, 1), 250);
        assert_eq!(told(&mut counts, ["none given", "none refused", "no share"], 0, 0), 0);
        assert!(counts.to_string().starts_with("3 given, 1 refused, 250 share, "));
    }
}
