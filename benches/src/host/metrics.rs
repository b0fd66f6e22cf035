//! What a server tells about itself under `/metrics`, in the text form of Prometheus.

use crate::Fault;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// The numbers of one look.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Vec<(String, f64)>);

impl Metrics {
    /// Asks a server.
    pub fn of(address: SocketAddr) -> Result<Self, Fault> {
        let (status, body) = ask(address, "GET", "/metrics", "", "")?;
        if status == 200 {
            Ok(Self::parse(&body))
        } else {
            Err(format!("metrics: {status}").into())
        }
    }

    /// Reads the text.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let numbers = lines.filter_map(|line| {
            let (name, number) = line.rsplit_once(' ')?;
            Some((name.to_owned(), number.parse().ok()?))
        });
        Self(numbers.collect())
    }

    /// The sum of a number over all its labels; `None` when nobody tells it.
    pub fn sum(&self, name: &str) -> Option<f64> {
        let is_it = |known: &str| {
            known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('{'))
        };
        let found = self.0.iter().filter(|(known, _)| is_it(known)).map(|(_, number)| *number);
        found.reduce(|sum, number| sum + number)
    }
}

/// One request on a connection of its own, with further lines of its head; gives status and
/// body.
pub fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    lines: &str,
    body: &str,
) -> Result<(u16, String), Fault> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n{lines}");
    if !body.is_empty() {
        let length = body.len();
        head.push_str(&format!("Content-Type: application/json\r\nContent-Length: {length}\r\n"));
    }
    stream.write_all(format!("{head}\r\n{body}").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no whole answer")?;
    let status = head.split(' ').nth(1).ok_or("no status")?;
    Ok((status.parse()?, body.to_owned()))
}
