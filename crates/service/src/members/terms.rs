//! What a member is found by, and what somebody who searches may mean.
//!
//! A term is a letter for its kind, a colon, and a text in one written form. The name has one
//! for each of its words, from that word to the end, so that several words in a row are the
//! beginning of a term as well. A phone has its digits in both directions: the last ones are
//! what people tell.

use super::Contact;
use crate::codes::canonical;
use crate::commit::append::REFERRAL_KIND;
use crate::identity::IdentityKind;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use store::{IdentityClaim, MemberSearch};

/// Characters of a text that are kept: longer ones are found by these.
const LONGEST: usize = 64;

/// Words of a name that it is found by.
const MOST_WORDS: usize = 8;

/// So few last digits say nothing yet.
const LAST_DIGITS: usize = 4;

/// So few characters are no referral code yet.
const LEAST_OF_CODE: usize = 4;

fn term(kind: char, text: &str) -> SmolStr {
    let text = text.chars().take(LONGEST);
    [kind, ':'].into_iter().chain(text).collect::<String>().into()
}

/// Small letters; letters that people type in two ways are one.
fn fold(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    let folded = letters.filter_map(|c| match c {
        // What is left of a dot above a capital letter.
        '\u{307}' => None,
        '\u{131}' => Some('i'),
        '\u{451}' => Some('\u{435}'),
        other => Some(other),
    });
    folded.collect()
}

/// The words of a name in their one written form.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(MOST_WORDS).map(str::to_owned).collect()
}

/// The digits of a phone or card however it is written; nothing when it is something else.
fn digits(text: &str) -> Option<String> {
    let is_gap = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '+');
    let kept: String = text.chars().filter(|c| !is_gap(*c)).collect();
    (!kept.is_empty() && kept.bytes().all(|b| b.is_ascii_digit())).then_some(kept)
}

fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}

/// All terms of a member. Tokens are none: they are secret.
pub(crate) fn of_member(contact: &Contact, identities: &[IdentityClaim]) -> Vec<SmolStr> {
    let mut terms = BTreeSet::new();
    let name = words(contact.name.as_deref().unwrap_or_default());
    terms.extend((0..name.len()).map(|from| term('n', &name[from..].join(" "))));
    let mut phones: Vec<&str> = contact.phone.as_deref().into_iter().collect();
    let mut emails: Vec<&str> = contact.email.as_deref().into_iter().collect();
    for claim in identities {
        match IdentityKind::from_word(claim.kind.as_str()) {
            Some(IdentityKind::Phone) => phones.push(&claim.value),
            Some(IdentityKind::Email) => emails.push(&claim.value),
            Some(IdentityKind::Card) => {
                terms.insert(term('c', &claim.value));
            }
            Some(IdentityKind::External) => {
                terms.insert(term('x', &fold(&claim.value)));
            }
            Some(IdentityKind::Token) => {}
            None if claim.kind == *REFERRAL_KIND => {
                terms.insert(term('f', &claim.value));
            }
            None => {}
        }
    }
    terms.extend(emails.into_iter().map(|email| term('e', &fold(email.trim()))));
    for digits in phones.into_iter().filter_map(digits) {
        terms.insert(term('d', &digits));
        terms.insert(term('r', &backwards(&digits)));
    }
    terms.into_iter().collect()
}

/// Whom somebody may mean who types this.
pub(crate) fn meant(typed: &str) -> MemberSearch {
    let typed = typed.trim();
    let mut words = words(typed);
    let mut search = MemberSearch::default();
    if typed.is_empty() {
        return search;
    }
    if let Some(digits) = digits(typed) {
        search.any.extend([term('c', &digits), term('d', &digits)]);
        if digits.len() >= LAST_DIGITS {
            search.any.push(term('r', &backwards(&digits)));
        }
    }
    if !typed.contains(char::is_whitespace) {
        search.any.extend([term('e', &fold(typed)), term('x', &fold(typed))]);
        if canonical(typed).len() >= LEAST_OF_CODE {
            search.any.push(term('f', &canonical(typed)));
        }
        if !words.is_empty() {
            search.any.push(term('n', &words.join(" ")));
        }
    } else if search.any.is_empty() {
        // The longest word is found, the others have to be there in any order.
        words.sort_by_key(|word| word.chars().count());
        let longest = words.pop().unwrap_or_else(|| typed.to_owned());
        search.any.push(term('n', &longest));
        search.all = words.iter().map(|word| term('n', word)).collect();
    }
    search
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Key, Owner};

    fn claim(kind: &str, value: &str) -> IdentityClaim {
        let owner = Owner::member(model::id::MemberId(uuid::Uuid::nil()));
        IdentityClaim { kind: Key::new(kind), value: value.into(), owner }
    }

    fn terms() -> Vec<SmolStr> {
        let contact = Contact {
            name: Some("\u{130}lqar O'Neil-\u{401}lkin".into()),
            email: Some("Ilqar@Example.org".into()),
            phone: Some("+994 (50) 123-45-67".into()),
            address: Some("Main street".into()),
        };
        let identities = [
            claim("phone", "+994501234567"),
            claim("card", "4006381333931"),
            claim("external", "C-1001"),
            claim("token", "secret"),
            claim(REFERRAL_KIND, "4F7K9QXA2"),
        ];
        of_member(&contact, &identities)
    }

    #[test]
    fn a_member_has_terms_of_all_that_people_tell() {
        let expected = [
            "c:4006381333931",
            "d:994501234567",
            "e:ilqar@example.org",
            "f:4F7K9QXA2",
            "n:ilqar o neil \u{435}lkin",
            "n:neil \u{435}lkin",
            "n:o neil \u{435}lkin",
            "n:\u{435}lkin",
            "r:765432105499",
            "x:c-1001",
        ];
        assert_eq!(terms(), expected);
        assert_eq!(of_member(&Contact::default(), &[]), Vec::<SmolStr>::new());
    }

    /// Whether somebody with these terms is meant.
    fn finds(typed: &str) -> bool {
        let (search, terms) = (meant(typed), terms());
        let has = |begins: &SmolStr| terms.iter().any(|term| term.starts_with(begins.as_str()));
        search.any.iter().any(has) && search.all.iter().all(has)
    }

    #[test]
    fn whatever_people_type_leads_there() {
        for typed in [
            "ilqar",
            "\u{130}LQ",
            " O'Neil ",
            "neil \u{435}l",
            "\u{451}lkin ilqar",
            "+994 50 123",
            "4567",
            "123-45-67",
            "4006",
            "ilqar@ex",
            "c-10",
            "4f7k-9qxa",
        ] {
            assert!(finds(typed), "{typed}");
        }
        for typed in ["qar", "567", "example", "secret", "main", "neil zoe", "!!", "? ?"] {
            assert!(!finds(typed), "{typed}");
        }
    }
}
