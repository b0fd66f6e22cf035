//! An HTTP client for load: connections that stay open, requests written as bytes, answers only
//! looked at as far as status and length. It must cost little, because it shares the machine
//! with what it measures.

use crate::Fault;
use crate::figures::Latencies;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Makes the path and body of a request from its number.
pub type Recipe = Arc<dyn Fn(u64) -> (String, String) + Send + Sync>;

/// A load.
#[derive(Clone)]
pub struct Load {
    /// Where to.
    pub address: SocketAddr,
    /// Secret of the API key.
    pub key: String,
    /// What to send.
    pub recipe: Recipe,
    /// Number of the first request; later loads go on where earlier ones ended.
    pub numbers: Arc<AtomicU64>,
    /// Connections.
    pub connections: u32,
    /// Requests per second in all, sent whether or not answers have come; as fast as answers
    /// come when absent.
    pub rate: Option<f64>,
    /// For how long.
    pub time: Duration,
}

/// What a load came to.
#[derive(Debug, Default)]
pub struct Came {
    /// Answers between 200 and 299.
    pub good: u64,
    /// Other answers.
    pub bad: u64,
    /// The first other answer.
    pub first_bad: Option<String>,
    /// From when a request was due until its answer was there.
    pub latencies: Latencies,
    /// How long it took.
    pub seconds: f64,
}

impl Came {
    /// Good answers per second.
    pub fn per_second(&self) -> f64 {
        self.good as f64 / self.seconds.max(1e-9)
    }
}

/// Carries a load out, on the calling thread alone.
pub fn run(load: &Load) -> Result<Came, Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let started = Instant::now();
        let mut lanes = tokio::task::JoinSet::new();
        for lane in 0..load.connections {
            lanes.spawn(one(load.clone(), lane, started));
        }
        let mut whole = Came::default();
        while let Some(lane) = lanes.join_next().await {
            let lane = lane??;
            whole.good += lane.good;
            whole.bad += lane.bad;
            whole.first_bad = whole.first_bad.or(lane.first_bad);
            whole.latencies.merge(&lane.latencies);
        }
        whole.seconds = started.elapsed().as_secs_f64();
        Ok(whole)
    })
}

async fn one(load: Load, lane: u32, started: Instant) -> Result<Came, Fault> {
    let mut connection = TcpStream::connect(load.address).await?;
    connection.set_nodelay(true)?;
    let mut came = Came::default();
    let mut buffer = Vec::with_capacity(16_384);
    let end = started + load.time;
    let pause = load.rate.map(|rate| Duration::from_secs_f64(f64::from(load.connections) / rate));
    // Lanes begin one after the other, so that requests are spread evenly.
    let mut due = started + pause.unwrap_or_default() * lane / load.connections;
    loop {
        match pause {
            Some(_) => tokio::time::sleep_until(due.into()).await,
            None => due = Instant::now(),
        }
        if Instant::now() >= end {
            return Ok(came);
        }
        let number = load.numbers.fetch_add(1, Ordering::Relaxed);
        let (path, body) = (load.recipe)(number);
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\nIdempotency-Key: bench-{number}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            load.key,
            body.len()
        );
        connection.write_all(request.as_bytes()).await?;
        let status = answer(&mut connection, &mut buffer).await?;
        came.latencies.note(due.elapsed());
        if (200..300).contains(&status) {
            came.good += 1;
        } else {
            came.bad += 1;
            came.first_bad.get_or_insert_with(|| String::from_utf8_lossy(&buffer).into_owned());
        }
        due += pause.unwrap_or_default();
    }
}

/// Reads one answer into the buffer; gives its status.
async fn answer(connection: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<u16, Fault> {
    buffer.clear();
    let mut whole = usize::MAX;
    loop {
        if connection.read_buf(buffer).await? == 0 {
            return Err("the server closed the connection".into());
        }
        if whole == usize::MAX
            && let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n")
        {
            whole = end + 4 + length(&buffer[..end])?;
        }
        if buffer.len() >= whole {
            let status = buffer.get(9..12).ok_or("no status")?;
            return Ok(std::str::from_utf8(status)?.parse()?);
        }
    }
}

fn length(head: &[u8]) -> Result<usize, Fault> {
    let head = std::str::from_utf8(head)?;
    for line in head.lines() {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            return Ok(value.trim().parse()?);
        }
    }
    Ok(0)
}
