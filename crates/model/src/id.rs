//! Typed ids: time-ordered UUIDs that print with a prefix (`mem_01j...`).
//!
//! The text form is the prefix, an underscore and 26 characters of Crockford
//! base 32 in lower case. Ids are made by the caller from a time and random
//! bytes, because pure code has neither.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What each byte stands for; 32 for what is no digit.
const DIGITS: [u8; 256] = {
    let mut digits = [32; 256];
    let mut value = 0;
    while value < 32 {
        digits[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    digits
};

/// An id text that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id of the form {expected}_ followed by 26 letters and digits")]
pub struct InvalidId {
    /// What was given.
    pub text: String,
    /// The prefix that was expected.
    pub expected: &'static str,
}

/// Makes a time-ordered UUID (version 7) from milliseconds and random bytes.
pub fn time_ordered(millis: i64, random: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(millis.max(0).unsigned_abs(), &random).into_uuid()
}

/// Writes the text form. Ids stand in everything that is written down, so it is done in one piece.
fn write(f: &mut fmt::Formatter<'_>, prefix: &str, id: Uuid) -> fmt::Result {
    let mut text = [b'_'; 30];
    text[..3].copy_from_slice(prefix.as_bytes());
    let mut value = id.as_u128();
    for slot in text[4..].iter_mut().rev() {
        *slot = ALPHABET[usize::try_from(value & 31).unwrap_or_default()];
        value >>= 5;
    }
    f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

fn decode(text: &str) -> Option<Uuid> {
    if text.len() != 26 || text.as_bytes()[0] > b'7' {
        return None;
    }
    let mut value = 0u128;
    for byte in text.bytes() {
        let digit = DIGITS[usize::from(byte)];
        if digit == 32 {
            return None;
        }
        value = (value << 5) | u128::from(digit);
    }
    Some(Uuid::from_u128(value))
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The prefix of the text form.
            pub const PREFIX: &'static str = $prefix;
        }

        const _: () = assert!($prefix.len() == 3, "ids are written with three letters before them");

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write(f, Self::PREFIX, self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(decode)
                    .map(Self)
                    .ok_or_else(|| InvalidId { text: text.to_owned(), expected: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::text::deserialize(deserializer)
            }
        }
    )*};
}

typed_ids! {
    /// A member of the programme.
    MemberId = "mem";
    /// A committed receipt.
    ReceiptId = "rcp";
    /// A stored-value certificate.
    CertificateId = "crt";
    /// A journal entry.
    EntryId = "ent";
    /// A reservation of value with a time limit.
    HoldId = "hld";
    /// A coupon granted to a member or printed in a batch.
    CouponId = "cpn";
    /// A batch of coupon codes.
    BatchId = "bat";
    /// An API key.
    ApiKeyId = "key";
    /// A claimed reward.
    ClaimId = "clm";
    /// The organisation itself (one per database).
    OrganisationId = "org";
    /// A household or corporate account.
    GroupId = "grp";
    /// Units that went from one owner to another.
    TransferId = "trf";
    /// An action or claim that waits for approval.
    SubmissionId = "sub";
    /// Units that became units of a partner.
    ExchangeId = "exc";
    /// An address that events are sent to.
    WebhookId = "whk";
    /// Somebody who works with the programme.
    StaffId = "stf";
    /// A device at a counter.
    TillId = "til";
    /// A time during which somebody is signed in.
    SessionId = "ses";
    /// Something that waits for a second person.
    ApprovalId = "apr";
    /// The history under another programme.
    ReplayId = "rpl";
    /// A file that is brought in.
    ImportId = "imp";
}

/// What kind of thing owns a chain of journal entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// A person (or a shared account) taking part.
    Member,
    /// A receipt without a member; its returns follow it.
    Receipt,
    /// Stored money.
    Certificate,
    /// The organisation: configuration, batches.
    Organisation,
    /// A household or corporate account.
    Group,
}

/// The owner of one chain of journal entries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// What it is.
    pub kind: OwnerKind,
    /// Which one.
    pub id: Uuid,
}

impl Owner {
    /// The member as an owner.
    pub fn member(id: MemberId) -> Self {
        Self { kind: OwnerKind::Member, id: id.0 }
    }
    /// An anonymous receipt as an owner.
    pub fn receipt(id: ReceiptId) -> Self {
        Self { kind: OwnerKind::Receipt, id: id.0 }
    }
    /// A certificate as an owner.
    pub fn certificate(id: CertificateId) -> Self {
        Self { kind: OwnerKind::Certificate, id: id.0 }
    }
    /// The organisation as an owner.
    pub fn organisation(id: OrganisationId) -> Self {
        Self { kind: OwnerKind::Organisation, id: id.0 }
    }
    /// A group as an owner.
    pub fn group(id: GroupId) -> Self {
        Self { kind: OwnerKind::Group, id: id.0 }
    }
    /// The group id, when the owner is a group.
    pub fn as_group(&self) -> Option<GroupId> {
        (self.kind == OwnerKind::Group).then_some(GroupId(self.id))
    }
    /// The member id, when the owner is a member.
    pub fn as_member(&self) -> Option<MemberId> {
        (self.kind == OwnerKind::Member).then_some(MemberId(self.id))
    }
    /// The certificate id, when the owner is a certificate.
    pub fn as_certificate(&self) -> Option<CertificateId> {
        (self.kind == OwnerKind::Certificate).then_some(CertificateId(self.id))
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            OwnerKind::Member => MemberId(self.id).fmt(f),
            OwnerKind::Receipt => ReceiptId(self.id).fmt(f),
            OwnerKind::Certificate => CertificateId(self.id).fmt(f),
            OwnerKind::Organisation => OrganisationId(self.id).fmt(f),
            OwnerKind::Group => GroupId(self.id).fmt(f),
        }
    }
}

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Owner {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.split('_').next().unwrap_or_default() {
            ReceiptId::PREFIX => text.parse().map(Self::receipt),
            CertificateId::PREFIX => text.parse().map(Self::certificate),
            OrganisationId::PREFIX => text.parse().map(Self::organisation),
            GroupId::PREFIX => text.parse().map(Self::group),
            _ => text.parse().map(Self::member),
        }
    }
}

impl Serialize for Owner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Owner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_what_they_print() {
        let id = MemberId(time_ordered(1_700_000_000_000, [7; 10]));
        let text = id.to_string();
        assert!(text.starts_with("mem_0"), "{text}");
        assert_eq!(text.parse::<MemberId>(), Ok(id));
        assert!(text.parse::<ReceiptId>().is_err());
        assert_eq!(text.parse::<Owner>(), Ok(Owner::member(id)));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let largest = format!("mem_7{}", "z".repeat(25));
        assert_eq!(largest.parse(), Ok(MemberId(Uuid::from_u128(u128::MAX))));
        let zeros = "0".repeat(25);
        for bad in ["8", "u", "Z", "-", "", "00", "é"] {
            let text = format!("mem_{bad}{zeros}");
            let refused = text.parse::<MemberId>().expect_err("a digit or the length is wrong");
            assert_eq!((refused.text, refused.expected), (text, "mem"));
        }
        let read = serde_json::from_str::<Owner>("\"mem_0\"").expect_err("it is too short");
        assert!(read.to_string().contains("`mem_0` is not an id"), "{read}");
        assert!(serde_json::from_str::<Owner>("7").is_err());
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let early = MemberId(time_ordered(1_000, [255; 10]));
        let late = MemberId(time_ordered(1_001, [0; 10]));
        assert!(early < late && early.to_string() < late.to_string());
    }
}
