//! The generator against a small server of its own: due times are kept whatever the server does.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tessera_benches::Fault;
use tessera_benches::generator::pace::Pace;
use tessera_benches::generator::{Arrivals, Came, Composer, Plan, Workload, drive};

/// How long the server stalls, once.
const STALL: Duration = Duration::from_millis(400);

const WORKLOAD: &str = "
about: test
shares: {receipt: 1}
basket: [{lines: 2, share: 1}]
connections: 2
";

/// Answers every request of every connection; before that of the given number it stalls, and
/// with it all that come meanwhile on the same connection. Number 0 never comes.
fn serve(status: u16, stall_at: u64) -> Result<SocketAddr, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let seen = Arc::new(AtomicU64::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = seen.clone();
            std::thread::spawn(move || answer(stream, status, stall_at, &seen));
        }
    });
    Ok(address)
}

fn answer(stream: TcpStream, status: u16, stall_at: u64, seen: &AtomicU64) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut length = 0;
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(number) = line.strip_prefix("Content-Length: ") {
                length = number.trim().parse().unwrap_or(0);
            }
        }
        reader.read_exact(&mut vec![0; length])?;
        if seen.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1 == stall_at {
            std::thread::sleep(STALL);
        }
        // Two pieces, so that the generator has to put them together.
        write!(stream, "HTTP/1.1 {status} Word\r\nx-one: 1\r\ncontent-le")?;
        stream.flush()?;
        write!(stream, "ngth: 4\r\n\r\nbody")?;
    }
}

fn run(address: SocketAddr, connections: u32, arrivals: Arrivals, ms: u64) -> Result<Came, Fault> {
    // Long enough for any machine; the run ends as soon as everything is answered.
    run_with(address, connections, arrivals, ms, Duration::from_secs(60))
}

fn run_with(
    address: SocketAddr,
    connections: u32,
    arrivals: Arrivals,
    ms: u64,
    grace: Duration,
) -> Result<Came, Fault> {
    let workload = Workload::parse("test", WORKLOAD)?;
    let mut composer = Composer::new(&workload, 10, "secret", "run")?;
    let plan = Plan {
        addresses: &[address],
        connections,
        arrivals,
        time: Duration::from_millis(ms),
        grace,
        answered: Arc::default(),
        stop: Arc::default(),
    };
    drive(&plan, &mut composer)
}

#[test]
fn a_stall_shows_in_every_request_that_was_due_meanwhile() -> Result<(), Fault> {
    let address = serve(201, 200)?;
    let came = run(address, 1, Arrivals::Even(1_000.0), 800)?;
    // Every request was sent though the server took none for half of the time.
    assert_eq!((came.good, came.failed()), (800, 0));
    // 400 were due during the stall. Of them 300 waited 100 ms or longer. A generator that waits
    // for answers before it counts would have noted one.
    let p = came.latencies.percentile_ms(1.0 - 280.0 / 800.0);
    assert!(p >= 100.0, "{p}");
    let longest = came.latencies.longest_ms();
    assert!(longest >= 399.0, "{longest}");
    Ok(())
}

#[test]
fn requests_without_an_answer_count_as_waiting_until_the_end() -> Result<(), Fault> {
    // It accepts connections and never answers: the listener's queue does that.
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let (address, grace) = (listener.local_addr()?, Duration::from_millis(500));
    let came = run_with(address, 2, Arrivals::Even(100.0), 100, grace)?;
    assert_eq!((came.good, came.unanswered, came.latencies.count()), (0, 10, 10));
    assert!(came.latencies.percentile_ms(0.01) >= 500.0);
    Ok(())
}

#[test]
fn at_the_peak_each_connection_has_one_request_under_way() -> Result<(), Fault> {
    let address = serve(200, 0)?;
    let came = run(address, 3, Arrivals::Peak, 200)?;
    assert!(came.good >= 3, "{}", came.good);
    assert_eq!(came.latencies.count(), came.good);
    assert_eq!(u64::from(came.by_second.iter().sum::<u32>()), came.good);
    Ok(())
}

#[test]
fn other_answers_are_told_apart() -> Result<(), Fault> {
    let came = run(serve(503, 0)?, 2, Arrivals::Even(100.0), 200)?;
    assert_eq!((came.good, came.bad.get(&503).copied(), came.failed()), (0, Some(20), 20));
    assert_eq!(came.first_bad.as_deref(), Some("503 body"));
    Ok(())
}

#[test]
fn chance_arrivals_come_as_often_as_told() {
    let start = std::time::Instant::now();
    let time = Duration::from_secs(100);
    let mut pace = Pace::new(Arrivals::Poisson(200.0), start, time);
    let mut dues = Vec::new();
    while let Some(due) = pace.take(start + time) {
        dues.push((due - start).as_secs_f64());
    }
    // Six standard deviations of 20,000.
    assert!((19_150..20_850).contains(&dues.len()), "{}", dues.len());
    // Gaps of an exponential law: a share of 1/e is longer than the mean.
    let long = dues.windows(2).filter(|pair| pair[1] - pair[0] > 0.005).count();
    let share = long as f64 / dues.len() as f64;
    assert!((share - (-1f64).exp()).abs() < 0.02, "{share}");
}

#[test]
fn even_arrivals_do_not_drift() {
    let start = std::time::Instant::now();
    let time = Duration::from_secs(1_000);
    let mut pace = Pace::new(Arrivals::Even(7.0), start, time);
    let mut last = start;
    let mut count = 0;
    while let Some(due) = pace.take(start + time) {
        (last, count) = (due, count + 1);
    }
    assert_eq!(count, 7_000);
    let expected = 6_999.0 / 7.0;
    assert!(((last - start).as_secs_f64() - expected).abs() < 1e-6);
}
