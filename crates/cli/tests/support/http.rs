//! A small HTTP client: one connection that stays open.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A connection with a key.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    key: String,
}

/// Status and body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Client {
    pub(crate) fn connect(address: SocketAddr, key: &str) -> Result<Self, Box<dyn Error>> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Self { stream: BufReader::new(stream), key: key.to_owned() })
    }

    pub(crate) fn get(&mut self, path: &str) -> Result<Answer, Box<dyn Error>> {
        self.send("GET", path, "", "")
    }

    pub(crate) fn post(
        &mut self,
        path: &str,
        once: &str,
        body: &str,
    ) -> Result<Answer, Box<dyn Error>> {
        self.send("POST", path, &format!("Idempotency-Key: {once}\r\n"), body)
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        more: &str,
        body: &str,
    ) -> Result<Answer, Box<dyn Error>> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: tessera\r\nAuthorization: Bearer {}\r\n{more}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.key,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim_end().to_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(size) = header.strip_prefix("content-length:") {
                length = size.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { status, body: String::from_utf8(body)? })
    }
}
