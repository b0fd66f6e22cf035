//! The second factor: codes that an app works out from a secret and the time (RFC 6238,
//! SHA-1, six digits, thirty seconds: what all such apps know).

use crate::Tessera;
use crate::error::Error;
use model::Code;
use model::id::StaffId;
use ring::hmac;
use store::people::StaffRow;

/// How long a code counts.
const STEP_SECONDS: i64 = 30;

/// Clocks may differ by so many steps.
const TOLERATED: u64 = 1;

/// What an app needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSecond {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as a QR code.
    pub uri: String,
}

/// The secret that bears a number.
fn secret(tessera: &Tessera, id: StaffId, number: u32) -> [u8; 20] {
    tessera.codes.second_factor(id, number)
}

/// Shows the next secret of somebody.
pub(super) fn show(tessera: &Tessera, staff: &StaffRow, issuer: &str) -> NewSecond {
    let text = base32(&secret(tessera, staff.id, staff.second.number));
    let account = staff.email.as_deref().unwrap_or(staff.name.as_str());
    let (issuer, account) = (encode(issuer), encode(account));
    let uri = format!("otpauth://totp/{issuer}:{account}?secret={text}&issuer={issuer}");
    NewSecond { secret: text, uri }
}

/// Whether a code is right and was not used before.
pub(super) async fn is_right(
    tessera: &Tessera,
    staff: &StaffRow,
    code: &str,
) -> Result<bool, Error> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let secret = secret(tessera, staff.id, staff.second.number);
    let now = tessera.now().as_second() / STEP_SECONDS;
    let now = u64::try_from(now).unwrap_or_default();
    let mut steps = now.saturating_sub(TOLERATED)..=now + TOLERATED;
    match steps.find(|step| code_of(&secret, *step) == code) {
        Some(step) => Ok(tessera.store().use_step(staff.id, step).await?),
        None => Ok(false),
    }
}

/// Refuses what is wrong.
pub(super) async fn demand(tessera: &Tessera, staff: &StaffRow, code: &str) -> Result<(), Error> {
    match is_right(tessera, staff, code).await? {
        true => Ok(()),
        false => Err(Error::plain(Code::SECOND_FACTOR_WRONG)),
    }
}

/// The six digits of a step of time.
fn code_of(secret: &[u8], step: u64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[tag.len() - 1] & 15);
    let number = u32::from_be_bytes([tag[at] & 127, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// RFC 4648, without padding.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits = bytes.len() * 8;
    (0..bits.div_ceil(5))
        .map(|place| {
            let digit = (place * 5..place * 5 + 5).fold(0, |digit, bit| {
                let byte = bytes.get(bit / 8).copied().unwrap_or_default();
                (digit << 1) | usize::from((byte >> (7 - bit % 8)) & 1)
            });
            char::from(ALPHABET[digit])
        })
        .collect()
}

/// A part of an address.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last six digits of the examples in RFC 6238, appendix B.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_of(secret, second / 30), code, "at {second}");
        }
    }

    /// The examples in RFC 4648, section 10.
    #[test]
    fn secrets_are_written_as_apps_read_them() {
        for (bytes, text) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
        assert_eq!(encode("Café: 1"), "Caf%C3%A9%3A%201");
    }
}
