//! `tessera health`: asks a running server whether it is well, for containers and scripts.

use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// The longest answer that is read.
const LONGEST: u64 = 4_096;

/// Ask a running server whether it takes requests.
#[derive(Args, Debug)]
pub(crate) struct HealthArguments {
    /// Where the server listens.
    #[arg(long, value_name = "ADDRESS", env = "TESSERA_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Only whether the process lives, not whether it takes requests.
    #[arg(long)]
    live: bool,
    /// How long to wait for an answer.
    #[arg(long, value_name = "SECONDS", default_value = "3", value_parser = clap::value_parser!(u64).range(1..=60))]
    timeout: u64,
}

pub(crate) fn run(arguments: &HealthArguments) -> Result<(), Failure> {
    let address = reachable(arguments.listen);
    let path = if arguments.live { "/health/live" } else { "/health/ready" };
    let answer = ask(address, path, Duration::from_secs(arguments.timeout));
    let answer = answer.map_err(|error| Failure::ours(format!("{address}: {error}")))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).unwrap_or_default();
    if status == "200" {
        return terminal::print(body);
    }
    Err(Failure::ours(format!("{address}: not ready (status {status})")))
}

fn ask(address: SocketAddr, path: &str, limit: Duration) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_write_timeout(Some(limit))?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer)?;
    Ok(answer)
}

/// A server that listens everywhere is asked at home.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_listens_everywhere_is_asked_at_home() {
        let at = |text: &str| reachable(text.parse().expect("an address")).to_string();
        assert_eq!(at("0.0.0.0:8080"), "127.0.0.1:8080");
        assert_eq!(at("[::]:81"), "[::1]:81");
        assert_eq!(at("10.0.0.7:80"), "10.0.0.7:80");
    }
}
