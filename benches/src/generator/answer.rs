//! Answers, looked at as far as needed: status, length, and the id of a receipt.

use crate::Fault;
use memchr::memmem;

/// What a part of an answer tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The status.
    pub status: u16,
    /// Where the body begins.
    pub body: usize,
    /// Bytes of the whole answer.
    pub whole: usize,
}

/// Reads the head of an answer; `None` while it is not whole.
pub fn head(bytes: &[u8]) -> Result<Option<Head>, Fault> {
    let Some(end) = memmem::find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let status = bytes.get(9..12).and_then(number).ok_or("an answer without a status")?;
    let length = length(&bytes[..end]).unwrap_or(0);
    let body = end + 4;
    Ok(Some(Head { status: u16::try_from(status)?, body, whole: body + length }))
}

fn length(head: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    let at = memmem::find(head, NAME).or_else(|| {
        head.windows(NAME.len()).position(|window| window.eq_ignore_ascii_case(NAME))
    })?;
    let rest = &head[at + NAME.len()..];
    let end = memchr::memchr(b'\r', rest).unwrap_or(rest.len());
    number(rest[..end].trim_ascii())
}

fn number(digits: &[u8]) -> Option<usize> {
    digits.iter().try_fold(0usize, |sum, digit| {
        let digit = digit.is_ascii_digit().then(|| usize::from(digit - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

/// Bytes of a receipt's id: `rcp_` and 26 letters.
pub const RECEIPT_ID: usize = 30;

/// The id of the receipt that an answer is about; it stands at the beginning.
pub fn receipt_id(body: &[u8]) -> Option<[u8; RECEIPT_ID]> {
    let front = &body[..body.len().min(100)];
    let at = memmem::find(front, b"rcp_")?;
    front.get(at..at + RECEIPT_ID)?.try_into().ok()
}
