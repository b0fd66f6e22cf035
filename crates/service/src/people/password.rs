//! Passwords and PINs: hashed slowly, with a secret that is not in the same table.
//!
//! COST: a hash takes 19 MB and some tens of milliseconds of a processor. Two run at a
//! time, so that many who sign in at once neither take the memory nor hold up tills.

use crate::Tessera;
use crate::error::Error;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use model::Code;
use smol_str::{SmolStr, format_smolstr};
use tokio::sync::Semaphore;
use zxcvbn::Score;

/// Hashes at a time.
const AT_ONCE: usize = 2;

/// Characters of a password, at least: length is what counts.
const SHORTEST: usize = 10;

/// Bytes of a password, at most: longer ones only cost us.
const LONGEST: usize = 256;

/// Digits of a PIN.
const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// Words that many take, and that the lists of the library do not have.
const USUAL: [&str; 7] =
    ["passwort", "parol", "пароль", "kata sandi", "katasandi", "tessera", "loyalty"];

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Whether a password is good enough: long, and not found by a million guesses that begin with
/// what people take most often and with what everybody knows of this one and their shop.
pub(super) fn check(password: &str, known: &[&str]) -> Result<(), Error> {
    let weak = |why: &str| Err(Error::refused(Code::PASSWORD_WEAK, why));
    if password.chars().count() < SHORTEST {
        return weak("it is shorter than ten characters");
    }
    if password.len() > LONGEST {
        return weak("it is longer than 256 bytes");
    }
    let words = known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let known: Vec<&str> = words.chain(USUAL).filter(|word| word.chars().count() > 2).collect();
    match zxcvbn::zxcvbn(password, &known).score() {
        Score::Zero | Score::One => weak("it is easy to guess"),
        _ => Ok(()),
    }
}

/// Whether a PIN is one.
pub(super) fn check_pin(pin: &str) -> Result<(), Error> {
    let is_right = PIN_DIGITS.contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit());
    let first = pin.bytes().next();
    let is_easy = pin.bytes().all(|b| Some(b) == first) || "0123456789876543210".contains(pin);
    match is_right && !is_easy {
        true => Ok(()),
        false => Err(Error::plain(Code::PIN_WEAK)),
    }
}

/// The hash that is kept.
pub(super) async fn hash(tessera: &Tessera, secret: &str) -> SmolStr {
    let mut salt = [0; 16];
    tessera.entropy.fill(&mut salt);
    let params = Params::default();
    let (m, t, p) = (params.m_cost(), params.t_cost(), params.p_cost());
    let tag = tag(tessera, secret, &salt, params).await;
    let (salt, tag) = (BASE64.encode(salt), BASE64.encode(tag));
    format_smolstr!("$argon2id$v=19$m={m},t={t},p={p}${salt}${tag}")
}

/// Whether a secret belongs to a hash. Without a hash it takes as long.
pub(super) async fn is_right(tessera: &Tessera, secret: &str, kept: Option<&str>) -> bool {
    let read = kept.and_then(read);
    let (params, salt, expected) =
        read.unwrap_or_else(|| (Params::default(), vec![0; 16], Vec::new()));
    if secret.len() > LONGEST {
        return false;
    }
    let tag = tag(tessera, secret, &salt, params).await;
    // Both are hashes with a secret of ours: how long they are alike tells nothing.
    !expected.is_empty() && tag[..] == expected[..]
}

fn read(text: &str) -> Option<(Params, Vec<u8>, Vec<u8>)> {
    let mut parts = text.strip_prefix("$argon2id$v=19$")?.split('$');
    let mut costs = parts.next()?.split(',').map(|part| part.split_once('=')?.1.parse().ok());
    let (m, t, p) = (costs.next()??, costs.next()??, costs.next()??);
    let (salt, tag) = (BASE64.decode(parts.next()?).ok()?, BASE64.decode(parts.next()?).ok()?);
    Some((Params::new(m, t, p, None).ok()?, salt, tag))
}

async fn tag(tessera: &Tessera, secret: &str, salt: &[u8], params: Params) -> [u8; 32] {
    let (pepper, secret, salt) = (*tessera.codes.pepper(), secret.to_owned(), salt.to_owned());
    let place = PLACES.acquire().await;
    let hashing = tokio::task::spawn_blocking(move || {
        let mut tag = [0; 32];
        let argon = Argon2::new_with_secret(&pepper, Algorithm::Argon2id, Version::V0x13, params);
        let argon = argon.expect("the pepper is short enough");
        argon.hash_password_into(secret.as_bytes(), &salt, &mut tag).expect("lengths are checked");
        tag
    });
    let tag = hashing.await.expect("hashing does not panic");
    drop(place);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_not_the_usual_ones() {
        for good in ["correct horse", "gr4nat-apfel", "пароль не скажу"] {
            assert!(check(good, &[]).is_ok(), "{good}");
        }
        for weak in [
            "short",
            "1234567890",
            "Password123456",
            "P@ssw0rd1234",
            "aaaaaaaaaaaa",
            "welcome1234",
            "qwertyuiop",
            "1q2w3e4r5t6y",
            "iloveyou2024",
            "katasandi12",
        ] {
            assert!(check(weak, &[]).is_err(), "{weak}");
        }
        assert!(check(&"long enough ".repeat(50), &[]).is_err());
    }

    #[test]
    fn what_everybody_knows_of_somebody_is_no_password() {
        let known = ["Aygün Məmmədova", "aygun.mammadova@lamurluna.example", "Lamurluna Café"];
        for weak in ["lamurluna2024", "Mammadova1987", "aygunmammadova"] {
            assert!(check(weak, &[]).is_ok(), "{weak}: by itself it is none of the usual ones");
            assert!(check(weak, &known).is_err(), "{weak}");
        }
    }

    #[test]
    fn pins_are_digits_and_not_the_usual_ones() {
        for good in ["4711", "90210", "20461337"] {
            assert!(check_pin(good).is_ok(), "{good}");
        }
        for bad in ["", "123", "1234", "4321", "0000", "12a4", "471147114", "٤٧١١"] {
            assert!(check_pin(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_kept_hash_is_read_back() {
        let (params, salt, tag) = read("$argon2id$v=19$m=8,t=1,p=1$AAECAw$BAUG").expect("whole");
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (8, 1, 1));
        assert_eq!((salt, tag), (vec![0, 1, 2, 3], vec![4, 5, 6]));
        for broken in ["", "$argon2i$v=19$m=8,t=1,p=1$AA$AA", "$argon2id$v=19$m=8$AAECAw$BAUG"] {
            assert!(read(broken).is_none(), "{broken}");
        }
    }
}
