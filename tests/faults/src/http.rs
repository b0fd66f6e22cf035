//! A small HTTP client: one connection that stays open, and errors that say whether an
//! answer may still have been given.

use crate::Failure;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Opens everything of the servers here.
pub const KEY: &str = "a-long-secret-for-faults";

/// Longer than the deadline of a request, with room for a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

/// Answers are small; a larger one is a defect.
const LARGEST_ANSWER: usize = 64 << 20;

/// A connection with a key.
pub struct Client {
    stream: BufReader<TcpStream>,
}

/// Status, what matters of the headers, and body.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Whether it is the answer to an earlier request with the same key.
    pub replayed: bool,
    /// Seconds after which to try again, when told.
    pub retry_after: Option<u64>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// Whether the request was carried out.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the same request may be sent again: too much at once, or the outcome is open.
    pub fn is_open(&self) -> bool {
        self.status == 429 || self.status >= 500
    }

    /// Whether it says that there is too much to do, and when to come back.
    pub fn is_refusal(&self) -> bool {
        matches!(self.status, 429 | 503) && self.retry_after.is_some()
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<serde_json::Value, Failure> {
        Ok(serde_json::from_str(&self.body)?)
    }

    /// The same answer when it is a good one.
    pub fn good(self) -> Result<Self, Failure> {
        match self.is_good() {
            true => Ok(self),
            false => Err(format!("{}: {}", self.status, self.body).into()),
        }
    }
}

impl Client {
    /// Connects.
    pub fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Waits at most so long for each part of an answer.
    pub fn patience(&self, time: Duration) -> Result<(), Failure> {
        Ok(self.stream.get_ref().set_read_timeout(Some(time))?)
    }

    /// Reads.
    pub fn get(&mut self, path: &str) -> Result<Answer, Failure> {
        self.send("GET", path, "", b"")
    }

    /// Writes once, however often the same key comes.
    pub fn post(&mut self, path: &str, once: &str, body: &str) -> Result<Answer, Failure> {
        self.send("POST", path, &format!("Idempotency-Key: {once}\r\n"), body.as_bytes())
    }

    /// Any request with further header lines.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        more: &str,
        body: &[u8],
    ) -> Result<Answer, Failure> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: tessera\r\nAuthorization: Bearer {KEY}\r\n{more}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let request = [head.as_bytes(), body].concat();
        // A server that refuses a large body early closes while it is still being sent: the
        // answer counts then.
        let sent = self.stream.get_mut().write_all(&request);
        match self.answer() {
            Ok(answer) => Ok(answer),
            Err(error) => {
                sent?;
                Err(error)
            }
        }
    }

    fn answer(&mut self) -> Result<Answer, Failure> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err("the connection was closed".into());
        }
        let status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
        let (mut length, mut replayed, mut retry_after) = (0, false, None);
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err("the connection was closed within an answer".into());
            }
            let header = line.trim_end().to_lowercase();
            let Some((name, value)) = header.split_once(':') else { break };
            match name {
                "content-length" => length = value.trim().parse()?,
                "idempotency-replayed" => replayed = value.trim() == "true",
                "retry-after" => retry_after = value.trim().parse().ok(),
                _ => {}
            }
        }
        if length > LARGEST_ANSWER {
            return Err(format!("an answer of {length} bytes").into());
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { status, replayed, retry_after, body: String::from_utf8(body)? })
    }
}
