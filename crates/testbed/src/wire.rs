//! Just enough of PostgreSQL's protocol to send a statement and read text back.

use crate::TestbedError;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// A statement that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// One connection through a unix socket, as user `postgres`, without a password.
#[derive(Debug)]
pub struct Session(UnixStream);

impl Session {
    /// Connects to a database.
    pub(crate) fn open(socket: &Path, database: &str) -> Result<Self, TestbedError> {
        let failed = || format!("connect to {}", socket.display());
        let stream = UnixStream::connect(socket).map_err(TestbedError::io(failed()))?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(TestbedError::io(failed()))?;
        let mut session = Self(stream);
        let mut body = vec![0, 3, 0, 0];
        for word in ["user", "postgres", "database", database, ""] {
            body.extend(word.bytes().chain([0]));
        }
        session.send(None, &body).map_err(TestbedError::io(failed()))?;
        session.answer("(the beginning)")?;
        Ok(session)
    }

    /// Sends statements; gives back the rows of the last one that has rows, as text.
    pub fn query(&mut self, statement: &str) -> Result<Vec<Vec<Option<String>>>, TestbedError> {
        let body = [statement.as_bytes(), &[0]].concat();
        self.send(Some(b'Q'), &body).map_err(TestbedError::io(format!("send `{statement}`")))?;
        self.answer(statement)
    }

    fn send(&mut self, kind: Option<u8>, body: &[u8]) -> std::io::Result<()> {
        let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX).to_be_bytes();
        let message = [kind.as_slice(), &length, body].concat();
        self.0.write_all(&message)
    }

    /// Reads until the server is ready for the next statement.
    fn answer(&mut self, statement: &str) -> Result<Vec<Vec<Option<String>>>, TestbedError> {
        let (mut rows, mut refusal) = (Vec::new(), None);
        loop {
            let (kind, body) =
                self.receive().map_err(TestbedError::io(format!("hear about `{statement}`")))?;
            match kind {
                b'T' => rows.clear(),
                b'D' => rows.push(row(&body)),
                b'E' => refusal = Some(message(&body)),
                b'Z' => break,
                _ => {}
            }
            // Before the first statement a refusal is the last word.
            if let (Some(message), b'E', true) = (&refusal, kind, statement.starts_with('(')) {
                let message = message.clone();
                return Err(TestbedError::Refused { statement: statement.to_owned(), message });
            }
        }
        match refusal {
            Some(message) => {
                Err(TestbedError::Refused { statement: statement.to_owned(), message })
            }
            None => Ok(rows),
        }
    }

    fn receive(&mut self) -> std::io::Result<(u8, Vec<u8>)> {
        let mut head = [0; 5];
        self.0.read_exact(&mut head)?;
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
        let mut body = vec![0; usize::try_from(length).unwrap_or(4).saturating_sub(4)];
        self.0.read_exact(&mut body)?;
        Ok((head[0], body))
    }
}

/// The columns of a row: two bytes of count, then length and text of each.
fn row(body: &[u8]) -> Vec<Option<String>> {
    let (mut columns, mut rest) = (Vec::new(), body.get(2..).unwrap_or_default());
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(i32::from_be_bytes(*length)).ok();
        let text = length.map(|l| String::from_utf8_lossy(&after[..l.min(after.len())]).into());
        rest = after.get(length.unwrap_or(0)..).unwrap_or_default();
        columns.push(text);
    }
    columns
}

/// The sentence of an error: the field marked `M`.
fn message(body: &[u8]) -> String {
    let mut fields = body.split(|byte| *byte == 0);
    let sentence = fields.find_map(|field| field.strip_prefix(b"M"));
    String::from_utf8_lossy(sentence.unwrap_or(b"an error without words")).into_owned()
}
