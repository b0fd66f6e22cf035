//! Identities: what leads to a member. Each is brought into one written form, so that
//! the same phone or card always leads to the same member.

use crate::error::Error;
use crate::{Tessera, cards};
use model::id::MemberId;
use model::{Code, Key};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// The kinds of identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// A phone number, E.164.
    Phone,
    /// An e-mail address.
    Email,
    /// A card, EAN-13.
    Card,
    /// The token in a QR code.
    Token,
    /// The caller's own id.
    External,
}

impl IdentityKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Email, Self::Card, Self::Token, Self::External];

    /// The word used in the API and the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Card => "card",
            Self::Token => "token",
            Self::External => "external",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A well-formed identity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// Which kind.
    pub kind: IdentityKind,
    /// In its one written form.
    pub value: SmolStr,
}

/// Who stands at the counter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Nobody known.
    #[default]
    Anonymous,
    /// A member by our id.
    Member(MemberId),
    /// A member by one of their identities.
    Identity(Identity),
}

impl From<MemberId> for Who {
    fn from(member: MemberId) -> Self {
        Self::Member(member)
    }
}

impl Identity {
    /// Reads an identity as typed.
    pub fn parse(kind: IdentityKind, text: &str) -> Result<Self, Error> {
        let value = match kind {
            IdentityKind::Phone => phone(text),
            IdentityKind::Email => email(text),
            IdentityKind::Card => card(text),
            IdentityKind::Token | IdentityKind::External => token(text),
        };
        let invalid = || Error::refused(Code::IDENTITY_INVALID, format!("as {}", kind.word()));
        let value = value.ok_or_else(invalid)?;
        Ok(Self { kind, value })
    }

    pub(crate) fn claim(&self, member: MemberId) -> store::IdentityClaim {
        store::IdentityClaim {
            kind: Key::new(self.kind.word()),
            value: self.value.clone(),
            owner: model::Owner::member(member),
        }
    }
}

/// `+` and 8 to 15 digits; gaps, dashes and brackets are dropped.
fn phone(text: &str) -> Option<SmolStr> {
    let rest = text.trim().strip_prefix('+')?;
    let is_gap = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.');
    let digits: String = rest.chars().filter(|c| !is_gap(*c)).collect();
    let is_plausible = (8..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit());
    is_plausible.then(|| smol_str::format_smolstr!("+{digits}"))
}

/// One `@` with something on both sides and a dot on the right; lower case.
fn email(text: &str) -> Option<SmolStr> {
    let text = text.trim().to_lowercase();
    let (name, host) = text.split_once('@')?;
    let is_plausible = !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !host.contains('@')
        && text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    is_plausible.then(|| SmolStr::new(text))
}

/// 13 digits of which the last checks the others (weights 1 and 3).
fn card(text: &str) -> Option<SmolStr> {
    let kept: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let digits: Vec<u32> = kept.chars().map_while(|c| c.to_digit(10)).collect();
    if kept.len() != 13 || digits.len() != 13 {
        return None;
    }
    let weighted = digits.iter().zip([1, 3].iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
    sum.is_multiple_of(10).then(|| SmolStr::new(kept))
}

/// Up to 128 characters without gaps at the ends or control characters.
fn token(text: &str) -> Option<SmolStr> {
    let text = text.trim();
    let is_fine = !text.is_empty() && text.len() <= 128 && !text.chars().any(char::is_control);
    is_fine.then(|| SmolStr::new(text))
}

impl Tessera {
    /// The member somebody is. One look-up by identity, none by id.
    pub(crate) async fn member_of(&self, who: &Who) -> Result<MemberId, Error> {
        match who {
            Who::Anonymous => Err(Error::plain(Code::MEMBER_REQUIRED)),
            Who::Member(member) => Ok(*member),
            Who::Identity(identity) => self
                .find_member(identity)
                .await?
                .ok_or_else(|| Error::plain(Code::MEMBER_NOT_FOUND)),
        }
    }

    /// The member that an identity leads to. Texts of cards need no look-up.
    pub(crate) async fn find_member(&self, identity: &Identity) -> Result<Option<MemberId>, Error> {
        if identity.kind == IdentityKind::Token && cards::is_card(&identity.value) {
            return cards::holder(self, &identity.value).map(Some);
        }
        let kind = identity.kind.word();
        let owner = self.store.find_owner(kind, &identity.value).await?;
        Ok(owner.and_then(|o| o.as_member()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: IdentityKind, text: &str) -> Option<String> {
        let identity = Identity::parse(kind, text).ok()?;
        Some(identity.value.to_string())
    }

    #[test]
    fn phones_have_one_written_form() {
        let phone = |text| read(IdentityKind::Phone, text);
        assert_eq!(phone("+7 (916) 123-45-67").as_deref(), Some("+79161234567"));
        for bad in ["89161234567", "+7", "+7916123456a", "+0123456789", ""] {
            assert_eq!(phone(bad), None, "{bad}");
        }
    }

    #[test]
    fn cards_need_their_check_digit() {
        let card = |text| read(IdentityKind::Card, text);
        assert_eq!(card("4006381333931").as_deref(), Some("4006381333931"));
        assert_eq!(card("4006381333932"), None);
        assert_eq!(card("400638133393"), None);
    }

    #[test]
    fn addresses_are_compared_in_lower_case() {
        let email = |text| read(IdentityKind::Email, text);
        assert_eq!(email(" Anna@Example.COM ").as_deref(), Some("anna@example.com"));
        for bad in ["anna", "@b.c", "a@b", "a@b@c.d", "a b@c.d"] {
            assert_eq!(email(bad), None, "{bad}");
        }
    }
}
