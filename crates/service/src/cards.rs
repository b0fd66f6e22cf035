//! The card on a member's phone: a text that changes every half minute, which the phone works
//! out without network and shows as a QR code.
//!
//! `T1.<member>.<step>.<mac>`: the member's id, the number of the half minute since 1970, and the first 16 hexadecimal digits of HMAC-SHA-256 over `<member>.<step>` with the
//! secret of the card. A picture of a card is worth nothing a minute later, and nothing at another
//! till than the one that read it first; whoever copies the member's id out of it knows nothing
//! that opens anything.
//!
//! Beside it stands a number as bars, for scanners that read nothing else. It is an identity like
//! that of any other card, so every till finds it; who joined without a card is given one.

use crate::clock::machine_now;
use crate::commit::{Order, Start};
use crate::error::{Broken, Error};
use crate::identity::{Identity, IdentityKind, Who};
use crate::keys::Party;
use crate::members::{self, MOST_IDENTITIES, Member};
use crate::{Ask, Tessera, notes};
use jiff::SignedDuration;
use model::entry::Hash;
use model::id::MemberId;
use model::{Code, Instant, Key, Owner};
use quick_cache::sync::Cache;
use ring::hmac;
use smol_str::SmolStr;
use std::fmt::Write;
use store::people::TicketRow;
use uuid::Uuid;

/// How long one text counts.
pub const STEP_SECONDS: i64 = 30;

/// Clocks may differ by so many steps.
const TOLERATED: u64 = 1;

/// So long a text counts at most: for its own step and the tolerated ones around it.
const COUNTS_FOR: SignedDuration = SignedDuration::from_secs(90);

/// Texts of which a node remembers who read them first.
const REMEMBERED: usize = 10_000;

/// What begins such a text.
const MARK: &str = "T1.";

/// Bytes of the code that are shown: 64 bits, good for a minute and a half.
const SHOWN: usize = 8;

/// Begins numbers that a company gives for use within its own walls (GS1: 20 to 29).
const PREFIX: &str = "29";

/// Numbers with this beginning.
const NUMBERS: u64 = 10_000_000_000;

/// A number that is taken by chance is made anew, and so is one while something else happens.
const TRIES: usize = 5;

/// What a phone needs.
#[derive(Clone)]
pub struct Card {
    /// Whose.
    pub member: MemberId,
    /// The number, EAN-13; none of who may not take part.
    pub number: Option<SmolStr>,
    /// What the phone works the texts out with.
    pub secret: [u8; 32],
    /// The time here, to set the phone's right.
    pub now: Instant,
}

/// The card of a member. Whoever joined without a number is given one when it is first asked
/// for, and that is noted in their chain.
pub async fn of(tessera: &Tessera, ask: &Ask, member: MemberId) -> Result<Card, Error> {
    let number = number(tessera, ask, member).await?;
    Ok(Card { member, number, secret: tessera.codes.card(member), now: machine_now() })
}

async fn number(tessera: &Tessera, ask: &Ask, member: MemberId) -> Result<Option<SmolStr>, Error> {
    for _ in 0..TRIES {
        let found = members::get(tessera, &Who::Member(member)).await?;
        if let Some(card) = found.identities.iter().find(|i| i.kind == IdentityKind::Card) {
            return Ok(Some(card.value.clone()));
        }
        let state = &found.snapshot.member;
        // Nothing is to lead to somebody who was erased, or who goes on with another account.
        let may_have_one = !state.blocked && state.merged.is_none();
        if !may_have_one || found.identities.len() >= MOST_IDENTITIES {
            return Ok(None);
        }
        match give_number(tessera, ask, &found).await {
            Err(error) if is_outrun(error.code()) => {}
            given => return given.map(Some),
        }
    }
    Err(Broken::Busy.into())
}

/// Somebody else has the number, or something else happened to the member meanwhile.
fn is_outrun(code: Code) -> bool {
    matches!(code, Code::MEMBER_EXISTS | Code::PRECONDITION_FAILED)
}

async fn give_number(tessera: &Tessera, ask: &Ask, member: &Member) -> Result<SmolStr, Error> {
    let mut random = [0; 8];
    tessera.entropy.fill(&mut random);
    let value = number_of(u64::from_le_bytes(random));
    let note = notes::activity("card_number_made", []);
    let mut order = Order::new(Owner::member(member.id), Start::Member, note);
    // INVARIANT: two phones that ask at once are told the same number.
    order.expected_seq = Some(member.snapshot.seq);
    let identity = Identity { kind: IdentityKind::Card, value: value.clone() };
    order.identities.push(identity.claim(member.id));
    tessera.answering(ask, tessera.commit(ask, order)).await?;
    Ok(value)
}

/// An EAN-13: the last digit checks the others (weights 1 and 3).
fn number_of(random: u64) -> SmolStr {
    let digits = format!("{PREFIX}{:010}", random % NUMBERS);
    let weighted = digits.bytes().zip([1, 3].into_iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    smol_str::format_smolstr!("{digits}{}", (10 - sum % 10) % 10)
}

/// Whether a token is the text of a card.
pub(crate) fn is_card(token: &str) -> bool {
    token.starts_with(MARK)
}

/// Who read which text first. One that was read stays theirs until it has ended, so what is
/// remembered here is never wrong.
pub(crate) struct Readers(Cache<Hash, Uuid>);

impl Readers {
    pub(crate) fn new() -> Self {
        Self(Cache::new(REMEMBERED))
    }
}

/// Lets a text count for whoever shows it first: the same till, or the same key, may send it
/// again for its sale, and anybody else is refused. Texts that are wrong or too old are left to
/// whoever looks for the member.
///
/// COST: a small write, which waits for no disk, for a text that this node has not seen; nothing
/// for others.
pub async fn show(tessera: &Tessera, by: Party, who: &Who) -> Result<(), Error> {
    let Who::Identity(Identity { kind: IdentityKind::Token, value }) = who else { return Ok(()) };
    if !is_card(value) || holder(tessera, value).is_err() {
        return Ok(());
    }
    let hash = tessera.codes.attempts("card", value);
    let first = match tessera.readers.0.get(&hash) {
        Some(first) => first,
        None => first_reader(tessera, hash, reader(by)).await?,
    };
    match first == reader(by) {
        true => Ok(()),
        false => Err(Error::plain(Code::CARD_CODE_USED)),
    }
}

/// What reads: all who serve at a till are that till.
fn reader(by: Party) -> Uuid {
    match by {
        Party::Staff { till: Some(till), .. } => till.0,
        Party::Staff { id, till: None, .. } => id.0,
        Party::Key { id, .. } => id.0,
        Party::Member(id) => id.0,
    }
}

/// Of those who read a text at once, on whichever nodes, one is first.
async fn first_reader(tessera: &Tessera, hash: Hash, reader: Uuid) -> Result<Uuid, Error> {
    let now = machine_now();
    let ticket = TicketRow {
        hash,
        purpose: Key::new("card"),
        subject: reader,
        code: None,
        tries: 0,
        until: now.checked_add(COUNTS_FOR).unwrap_or(now),
    };
    let first = tessera.store().claim_ticket(ticket, now).await?.subject;
    tessera.readers.0.insert(hash, first);
    Ok(first)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_cards_that_any_scanner_reads() {
        for random in [0, 1, 7, 12_345_678_901, u64::MAX] {
            let number = number_of(random);
            let read =
                Identity::parse(IdentityKind::Card, &number).expect("its last digit is right");
            assert_eq!(read.value, number);
            assert!(number.starts_with(PREFIX), "{number}");
        }
    }
}
