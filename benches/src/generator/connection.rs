//! One connection: a request on its way out, or an answer on its way in.

use super::answer::{Head, head};
use crate::Fault;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Instant;

use super::workload::Kind;

/// An answer is read in pieces of this size at most.
const PIECE: usize = 64 * 1_024;

pub(super) struct Connection {
    stream: TcpStream,
    /// The request; bytes before `sent` are gone.
    pub(super) out: Vec<u8>,
    sent: usize,
    /// The answer; bytes from `filled` on are room.
    buffer: Vec<u8>,
    filled: usize,
    head: Option<Head>,
    /// When the request was due.
    pub(super) due: Instant,
    pub(super) kind: Kind,
    pub(super) is_busy: bool,
}

impl Connection {
    pub(super) fn open(
        address: SocketAddr,
        registry: &Registry,
        token: Token,
    ) -> Result<Self, Fault> {
        // Connecting may wait; nothing is measured yet.
        let stream = std::net::TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        registry.register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
        Ok(Self {
            stream,
            out: Vec::with_capacity(4_096),
            sent: 0,
            buffer: vec![0; PIECE],
            filled: 0,
            head: None,
            due: Instant::now(),
            kind: Kind::Receipt,
            is_busy: false,
        })
    }

    /// Sends what stands in `out`.
    pub(super) fn start(&mut self) -> Result<(), Fault> {
        (self.sent, self.filled, self.head) = (0, 0, None);
        self.is_busy = true;
        self.write()
    }

    fn write(&mut self) -> Result<(), Fault> {
        while self.sent < self.out.len() {
            match self.stream.write(&self.out[self.sent..]) {
                Ok(0) => return Err("the server takes nothing more".into()),
                Ok(count) => self.sent += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Goes on with what the socket is ready for. Gives the head when the answer is whole.
    pub(super) fn go_on(&mut self) -> Result<Option<Head>, Fault> {
        if !self.is_busy {
            return Ok(None);
        }
        self.write()?;
        loop {
            if self.filled == self.buffer.len() {
                self.buffer.resize(self.filled + PIECE, 0);
            }
            let room = self.buffer.len() - self.filled;
            let count = match self.stream.read(&mut self.buffer[self.filled..]) {
                Ok(0) => return Err("the server closed a connection".into()),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(None),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            self.filled += count;
            if self.head.is_none() {
                self.head = head(&self.buffer[..self.filled])?;
            }
            if let Some(head) = self.head.filter(|head| self.filled >= head.whole) {
                self.is_busy = false;
                return Ok(Some(head));
            }
            // Less than there was room for means that nothing more is there.
            if count < room {
                return Ok(None);
            }
        }
    }

    /// The body of the answer that was read last.
    pub(super) fn body(&self, head: Head) -> &[u8] {
        &self.buffer[head.body.min(self.filled)..self.filled]
    }
}
