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

/// Clients of each kind that send as fast as they are answered: some ten times the tills.
const CROWD: usize = 120;

/// Requests that the server takes on at once: far fewer than there are clients.
const SLOTS: &str = "64";

/// A client that was told to come back later does so after this time at the latest.
const BACK_OFF: Duration = Duration::from_millis(200);

/// Requests are answered within their deadline of 3 s; the rest is for a busy machine.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// The process may grow by so much.
const GROWTH: u64 = 256 << 20;

/// Far more than enough.
pub(super) const FAULT: Fault = Fault {
    name: "overload",
    about: "far more requests than can be carried out: 429 or 503 at once, tills go last",
    needs: Needs::Nothing,
    run: overload,
};

/// What a crowd asks for, and what came of it.
struct Crowd {
    /// How what was given and what was not is called when counted.
    names: [&'static str; 2],
    ask: fn(&mut Client) -> Result<Answer, Failure>,
    good: AtomicU64,
    shed: AtomicU64,
}

impl Crowd {
    fn new(names: [&'static str; 2], ask: fn(&mut Client) -> Result<Answer, Failure>) -> Self {
        Self { names, ask, good: AtomicU64::new(0), shed: AtomicU64::new(0) }
    }

    /// The share that was carried out, in thousandths.
    fn share(&self) -> u64 {
        let (good, shed) = (self.good.load(Ordering::Relaxed), self.shed.load(Ordering::Relaxed));
        (good * 1_000).checked_div(good + shed).unwrap_or(1_000)
    }
}

fn quote(client: &mut Client) -> Result<Answer, Failure> {
    let body = br#"{"store":{"id":"s1"},"lines":[{"sku":"tea","price":"3.00"}]}"#;
    client.send("POST", "/v1/quotes", "", body)
}

fn list(client: &mut Client) -> Result<Answer, Failure> {
    client.get("/v1/receipts?limit=200")
}

fn overload(trial: &mut Trial) -> Result<(), Failure> {
    let database = trial.database();
    let mut how = trial.start(&database);
    how.arguments = ["--max-requests", SLOTS].map(str::to_owned).into();
    let server = Server::start(&how)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let crowds = [
        Crowd::new(["quotes given", "quotes shed"], quote),
        Crowd::new(["lists given", "lists shed"], list),
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
    let tills = target.acknowledged();
    for crowd in &crowds {
        trial.counts.add(crowd.names[0], crowd.good.load(Ordering::Relaxed));
        trial.counts.add(crowd.names[1], crowd.shed.load(Ordering::Relaxed));
    }
    trial.counts.most("MB of memory at most", most >> 20);
    if most > before + GROWTH {
        return Err(format!("memory grew from {} to {} MB", before >> 20, most >> 20).into());
    }
    let shares = crowds.each_ref().map(Crowd::share);
    trial.counts.most("of a thousand quotes given", shares[0]);
    trial.counts.most("of a thousand lists given", shares[1]);
    if tills == 0 || shares[1] == 1_000 || shares[0] <= shares[1] {
        return Err(format!("of a thousand quotes and lists {shares:?} were given").into());
    }
    within("an answer to a till", shop.slowest_answer(), ANSWERED_WITHIN)?;
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)
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
