//! The network between the server and PostgreSQL, which can be cut, stalled, or lose exactly the
//! answer to a COMMIT.

use crate::Failure;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// How often a connection looks whether something is wrong with the network.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// How the server tells that a transaction is committed.
const COMMITTED: &[u8] = b"COMMIT\0";

/// A network. Connections are cut when it is dropped.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    weather: Arc<Weather>,
}

#[derive(Default)]
struct Weather {
    /// New connections are closed at once.
    is_down: AtomicBool,
    /// Nothing goes through, and nobody is told.
    is_stalled: AtomicBool,
    /// Answers to COMMIT that will be lost with their connection.
    lost_answers: AtomicU64,
    /// Answers that were lost.
    lost: AtomicU64,
    /// Grows with every cut; connections that are older close.
    cuts: AtomicU64,
    is_over: AtomicBool,
}

impl Proxy {
    /// A healthy network to a server.
    pub fn to(server: SocketAddr) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let weather = Arc::new(Weather::default());
        let shared = weather.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if shared.is_over.load(Ordering::SeqCst) {
                    return;
                }
                if !shared.is_down.load(Ordering::SeqCst) {
                    // A server that is not there is a connection that closes at once.
                    let _ = connect(client, server, &shared);
                }
            }
        });
        Ok(Self { address, weather })
    }

    /// Cuts all connections; new ones work.
    pub fn cut(&self) {
        self.weather.cuts.fetch_add(1, Ordering::SeqCst);
    }

    /// Cuts all connections and takes no new ones.
    pub fn go_down(&self) {
        self.weather.is_down.store(true, Ordering::SeqCst);
        self.cut();
    }

    /// Takes new connections again.
    pub fn come_up(&self) {
        self.weather.is_down.store(false, Ordering::SeqCst);
    }

    /// Nothing arrives any more, in either direction, and connections stay open.
    pub fn stall(&self) {
        self.weather.is_stalled.store(true, Ordering::SeqCst);
    }

    /// Everything that was held back arrives.
    pub fn flow(&self) {
        self.weather.is_stalled.store(false, Ordering::SeqCst);
    }

    /// The next answers to COMMIT are lost, each with its connection.
    pub fn lose_answers(&self, count: u64) {
        self.weather.lost_answers.store(count, Ordering::SeqCst);
    }

    /// How many answers to COMMIT were lost.
    pub fn lost_answers(&self) -> u64 {
        self.weather.lost.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.weather.is_over.store(true, Ordering::SeqCst);
        self.cut();
        // Wakes the listener up.
        let _ = TcpStream::connect(self.address);
    }
}

fn connect(client: TcpStream, server: SocketAddr, weather: &Arc<Weather>) -> Result<(), Failure> {
    let server = TcpStream::connect(server)?;
    for stream in [&client, &server] {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(LOOK_EVERY))?;
    }
    let age = weather.cuts.load(Ordering::SeqCst);
    let (to_server, to_client) = (server.try_clone()?, client.try_clone()?);
    let (there, back) = (weather.clone(), weather.clone());
    std::thread::spawn(move || carry(client, to_server, &there, age, false));
    std::thread::spawn(move || carry(server, to_client, &back, age, true));
    Ok(())
}

/// Carries one direction until one side closes or the connection is cut.
fn carry(mut from: TcpStream, mut to: TcpStream, weather: &Weather, age: u64, answers: bool) {
    let mut buffer = vec![0; 65_536];
    // The end of what came before, because a word may come in two parts.
    let mut before: Vec<u8> = Vec::new();
    loop {
        if weather.cuts.load(Ordering::SeqCst) != age {
            break;
        }
        if weather.is_stalled.load(Ordering::SeqCst) {
            std::thread::sleep(LOOK_EVERY);
            continue;
        }
        let bytes = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => &buffer[..length],
            Err(error) if is_pause(error.kind()) => continue,
            Err(_) => break,
        };
        if answers && says_committed(&mut before, bytes) && is_lost(weather) {
            break;
        }
        if to.write_all(bytes).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

fn is_pause(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

fn says_committed(before: &mut Vec<u8>, bytes: &[u8]) -> bool {
    before.extend_from_slice(bytes);
    let found = before.windows(COMMITTED.len()).any(|window| window == COMMITTED);
    let keep = before.len().saturating_sub(if found { 0 } else { COMMITTED.len() - 1 });
    before.drain(..keep);
    found
}

/// Takes one of the answers that are to be lost.
fn is_lost(weather: &Weather) -> bool {
    let taken = weather
        .lost_answers
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
    if taken.is_ok() {
        weather.lost.fetch_add(1, Ordering::SeqCst);
    }
    taken.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that says the same to everybody, and the network to it.
    fn network(says: &'static [u8]) -> Result<Proxy, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        std::thread::spawn(move || {
            for mut client in listener.incoming().map_while(Result::ok) {
                let _ = client.write_all(says);
            }
        });
        Proxy::to(address)
    }

    fn heard(proxy: &Proxy) -> Result<Vec<u8>, Failure> {
        let mut heard = Vec::new();
        TcpStream::connect(proxy.address)?.read_to_end(&mut heard)?;
        Ok(heard)
    }

    #[test]
    fn a_healthy_network_changes_nothing() -> Result<(), Failure> {
        let proxy = network(b"COMMIT\0 and more")?;
        assert_eq!(heard(&proxy)?, b"COMMIT\0 and more");
        assert_eq!(proxy.lost_answers(), 0);
        Ok(())
    }

    #[test]
    fn exactly_the_answers_to_commit_are_lost() -> Result<(), Failure> {
        let proxy = network(b"COMMIT\0")?;
        proxy.lose_answers(1);
        assert_eq!(heard(&proxy)?, b"");
        assert_eq!(heard(&proxy)?, b"COMMIT\0");
        assert_eq!(proxy.lost_answers(), 1);
        Ok(())
    }

    #[test]
    fn a_word_in_two_parts_is_recognised() {
        let mut before = Vec::new();
        assert!(!says_committed(&mut before, b"xxCOM"));
        assert!(says_committed(&mut before, b"MIT\0"));
        assert!(!says_committed(&mut before, b"MIT\0"));
    }

    #[test]
    fn a_network_that_is_down_closes_connections() -> Result<(), Failure> {
        let proxy = network(b"hello")?;
        proxy.go_down();
        assert_eq!(heard(&proxy)?, b"");
        proxy.come_up();
        assert_eq!(heard(&proxy)?, b"hello");
        Ok(())
    }
}
