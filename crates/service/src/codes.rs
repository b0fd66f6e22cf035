//! Codes of coupons, certificates, claimed rewards and referrals. The text follows from the organisation's secret
//! and the id, so it can be shown again; stored is only a keyed hash of it. Secrets of webhooks follow from it too.

use crate::error::{Broken, Error};
use model::entry::Hash;
use model::id::{BatchId, CertificateId, ClaimId, CouponId, MemberId, StaffId, WebhookId};
use smol_str::SmolStr;
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a coupon code: 65 bits.
const COUPON_LENGTH: usize = 13;

/// Characters of a certificate code: 85 bits, because it is money.
const CERTIFICATE_LENGTH: usize = 17;

/// Characters of a referral code: 45 bits, because people read it to each other, and
/// guessing one gives a stranger a reward and nothing to the guesser.
const REFERRAL_LENGTH: usize = 9;

/// What is kept of something typed that is not a code of ours.
const LONGEST_SHOWN: usize = 4;

pub(crate) struct CodeKeys {
    text: [u8; 32],
    hash: [u8; 32],
    webhook: [u8; 32],
    second: [u8; 32],
    card: [u8; 32],
    pepper: [u8; 32],
}

impl CodeKeys {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        Self {
            text: blake3::derive_key("tessera code texts v1", secret),
            hash: blake3::derive_key("tessera code hashes v1", secret),
            webhook: blake3::derive_key("tessera webhook secrets v1", secret),
            second: blake3::derive_key("tessera second factors v1", secret),
            card: blake3::derive_key("tessera member cards v1", secret),
            pepper: blake3::derive_key("tessera passwords v1", secret),
        }
    }

    /// The code of a coupon, in groups for people.
    pub(crate) fn coupon(&self, id: CouponId) -> String {
        self.text_of(CouponId::PREFIX, id.0, COUPON_LENGTH)
    }

    /// The code of a certificate, in groups for people.
    pub(crate) fn certificate(&self, id: CertificateId) -> String {
        self.text_of(CertificateId::PREFIX, id.0, CERTIFICATE_LENGTH)
    }

    /// The code against which a claimed reward is handed over, in groups for people.
    pub(crate) fn claim(&self, id: ClaimId) -> String {
        self.text_of(ClaimId::PREFIX, id.0, COUPON_LENGTH)
    }

    /// The code by which a member brings others, in groups for people. Should it belong to
    /// somebody else by chance, the next attempt gives another one.
    pub(crate) fn referral(&self, id: MemberId, attempt: u8) -> String {
        self.text_of(&format!("referral {attempt}"), id.0, REFERRAL_LENGTH)
    }

    /// The secret of an endpoint that bears a number.
    pub(crate) fn webhook_secret(&self, id: WebhookId, number: u64) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.webhook);
        hasher.update(id.0.as_bytes()).update(&number.to_le_bytes());
        *hasher.finalize().as_bytes()
    }

    /// The secret of somebody's second factor that bears a number.
    pub(crate) fn second_factor(&self, id: StaffId, number: u32) -> [u8; 20] {
        let mut hasher = blake3::Hasher::new_keyed(&self.second);
        hasher.update(id.0.as_bytes()).update(&number.to_le_bytes());
        let mut secret = [0; 20];
        hasher.finalize_xof().fill(&mut secret);
        secret
    }

    /// The secret of a member's card.
    pub(crate) fn card(&self, id: MemberId) -> [u8; 32] {
        *blake3::keyed_hash(&self.card, id.0.as_bytes()).as_bytes()
    }

    /// What passwords are hashed with besides themselves.
    pub(crate) fn pepper(&self) -> &[u8; 32] {
        &self.pepper
    }

    /// What a short secret, or the count of attempts at one, is found by.
    pub(crate) fn attempts(&self, what: &str, of: &str) -> Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.hash);
        hasher.update(b"attempts");
        for part in [what, of] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        Hash(*hasher.finalize().as_bytes())
    }

    fn text_of(&self, prefix: &str, id: Uuid, length: usize) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.text);
        hasher.update(prefix.as_bytes()).update(id.as_bytes());
        let mut bytes = [0; 16];
        hasher.finalize_xof().fill(&mut bytes);
        let mut value = u128::from_le_bytes(bytes);
        let mut text = String::with_capacity(length + length / 4);
        for place in 0..length {
            // Groups of four; the last one takes the odd character.
            if place > 0 && place % 4 == 0 && place + 1 < length {
                text.push('-');
            }
            let digit = usize::try_from(value & 31).unwrap_or_default();
            text.push(char::from(ALPHABET[digit]));
            value >>= 5;
        }
        text
    }

    /// What a code is looked up by.
    pub(crate) fn hash(&self, code: &str) -> Hash {
        let code = canonical(code);
        Hash(*blake3::keyed_hash(&self.hash, code.as_bytes()).as_bytes())
    }
}

/// The ids of the coupons of a batch, so that the batch can be printed again.
pub(crate) fn coupon_of_batch(batch: BatchId, number: u32) -> CouponId {
    let mut hasher = blake3::Hasher::new_derive_key("tessera coupons of a batch v1");
    hasher.update(batch.0.as_bytes());
    hasher.update(&number.to_le_bytes());
    let hash = hasher.finalize();
    let mut random = [0; 10];
    random.copy_from_slice(&hash.as_bytes()[..10]);
    let millis = batch.0.as_u128() >> 80;
    let millis = i64::try_from(millis).unwrap_or_default();
    CouponId(model::id::time_ordered(millis, random))
}

/// A code as typed, without what people change: case, gaps, look-alikes.
pub(crate) fn canonical(code: &str) -> String {
    let kept = code.chars().filter(|c| c.is_ascii_alphanumeric());
    kept.map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    })
    .collect()
}

/// A promo code as typed, as the document writes it.
pub(crate) fn promo(code: &str) -> String {
    code.trim().to_uppercase()
}

/// The masked form for people: the last four characters.
pub(crate) fn masked(code: &str) -> SmolStr {
    let letters: Vec<char> = code.chars().filter(|c| c.is_alphanumeric()).collect();
    let from = letters.len().saturating_sub(LONGEST_SHOWN);
    let shown: String = letters.get(from..).unwrap_or_default().iter().collect();
    smol_str::format_smolstr!("****-{shown}")
}

pub(crate) fn parse_setting<T: std::str::FromStr>(
    what: &'static str,
    text: &str,
) -> Result<T, Error>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| {
        Error::Broken(Broken::Unreadable { what, reason: error.to_string() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_long_enough_and_found_however_they_are_typed() {
        let keys = CodeKeys::new(&[7; 32]);
        let coupon = keys.coupon(CouponId(Uuid::from_u128(1)));
        let certificate = keys.certificate(CertificateId(Uuid::from_u128(1)));
        assert_eq!(canonical(&coupon).len(), COUPON_LENGTH, "{coupon}");
        assert_eq!(canonical(&certificate).len(), CERTIFICATE_LENGTH);
        let typed = coupon.to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(keys.hash(&typed), keys.hash(&coupon));
        assert_ne!(keys.hash(&certificate), keys.hash(&coupon));
        assert!(coupon.ends_with(masked(&coupon).trim_start_matches("****-")));
    }

    #[test]
    fn the_coupons_of_a_batch_differ_and_stay_the_same() {
        let batch = BatchId(model::id::time_ordered(1_700_000_000_000, [3; 10]));
        assert_eq!(coupon_of_batch(batch, 5), coupon_of_batch(batch, 5));
        assert_ne!(coupon_of_batch(batch, 5), coupon_of_batch(batch, 6));
    }
}
