//! The card on a member's phone: a text that changes every half minute, which the phone works
//! out without network and shows as a QR code.
//!
//! `T1.<member>.<step>.<mac>`: the member's id, the number of the half minute since 1970, and the first 16 hexadecimal digits of HMAC-SHA-256 over `<member>.<step>` with the
//! secret of the card. A picture of a card is worth nothing a minute later; whoever copies the
//! member's id out of it knows nothing that opens anything.

use crate::Tessera;
use crate::clock::machine_now;
use crate::error::Error;
use model::id::MemberId;
use model::{Code, Instant};
use ring::hmac;
use std::fmt::Write;

/// How long one text counts.
pub const STEP_SECONDS: i64 = 30;

/// Clocks may differ by so many steps.
const TOLERATED: u64 = 1;

/// What begins such a text.
const MARK: &str = "T1.";

/// Bytes of the code that are shown: 64 bits, good for a minute and a half.
const SHOWN: usize = 8;

/// What a phone needs.
#[derive(Clone, Copy)]
pub struct Card {
    /// Whose.
    pub member: MemberId,
    /// What the phone works the texts out with.
    pub secret: [u8; 32],
    /// The time here, to set the phone's right.
    pub now: Instant,
}

/// The card of a member.
pub fn of(tessera: &Tessera, member: MemberId) -> Card {
    Card { member, secret: tessera.codes.card(member), now: machine_now() }
}

/// Whether a token is the text of a card.
pub(crate) fn is_card(token: &str) -> bool {
    token.starts_with(MARK)
}

/// The member whose card shows a text just now. The time is the machine's: phones know no other.
pub(crate) fn holder(tessera: &Tessera, token: &str) -> Result<MemberId, Error> {
    let wrong = || Error::plain(Code::IDENTITY_INVALID);
    let mut parts = token.strip_prefix(MARK).ok_or_else(wrong)?.split('.');
    let (Some(id), Some(step), Some(mac), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(wrong());
    };
    let member: MemberId = id.parse().map_err(|_| wrong())?;
    let number: u64 = step.parse().map_err(|_| wrong())?;
    if mac_of(&tessera.codes.card(member), id, step) != mac {
        return Err(wrong());
    }
    let now = u64::try_from(machine_now().as_second() / STEP_SECONDS).unwrap_or_default();
    match number.abs_diff(now) <= TOLERATED {
        true => Ok(member),
        false => Err(Error::plain(Code::IDENTITY_CODE_STALE)),
    }
}

fn mac_of(secret: &[u8; 32], id: &str, step: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let tag = hmac::sign(&key, format!("{id}.{step}").as_bytes());
    tag.as_ref()[..SHOWN].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
