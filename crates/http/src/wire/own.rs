//! What members decide about themselves, and the card on their phone.

use super::certificate::HeldCertificate;
use super::coupon::HeldCoupon;
use super::ids;
use super::ledger::LedgerEntry;
use super::list::List;
use super::member::MemberBody;
use super::profile::BirthdayBody;
use super::receipt_row::ReceiptRow;
use super::text::{Moment, Sentence, Word};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use model::id::MemberId;
use serde::{Deserialize, Serialize};
use service::cards::{Card, STEP_SECONDS};
use utoipa::ToSchema;

/// The most consents.
const MOST_CONSENTS: usize = 200;

/// What a member prefers. What is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Preferences, example = json!({ "language": "ru", "consents": ["email/offers", "push/points"] }))]
pub(crate) struct PreferencesBody {
    /// What they are called.
    #[serde(default)]
    pub(crate) name: Option<Sentence>,
    /// Language tag.
    #[serde(default)]
    pub(crate) language: Option<Word>,
    /// All `channel/purpose` pairs that they agree to.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Word>>, max_items = 200)]
    pub(crate) consents: Option<List<Word, MOST_CONSENTS>>,
    /// Their day of birth; told once.
    #[serde(default)]
    pub(crate) birthday: Option<BirthdayBody>,
}

/// What a phone needs to show the card without network.
///
/// The QR code says `T1.<member>.<step>.<mac>`: `step` is the number of the period since 1970,
/// `mac` the first 16 hexadecimal digits of HMAC-SHA-256 over `<member>.<step>` with the secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MemberCard)]
pub(crate) struct CardBody {
    /// Whose card it is.
    #[schema(value_type = ids::MemberId)]
    member: MemberId,
    /// The number of the card, EAN-13, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Word>,
    /// The secret, base64url.
    secret: String,
    /// How long one code counts.
    period_seconds: i64,
    /// The time on the server, to set the phone's right.
    now: Moment,
}

impl From<Card> for CardBody {
    fn from(card: Card) -> Self {
        Self {
            member: card.member,
            number: card.number.map(Word),
            secret: BASE64.encode(card.secret),
            period_seconds: STEP_SECONDS,
            now: Moment(card.now),
        }
    }
}

/// Everything that is kept about a member.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MemberData)]
pub(crate) struct DataBody {
    /// When this was put together.
    pub(crate) at: Moment,
    /// The member as of now.
    pub(crate) member: MemberBody,
    /// What is known besides: choices, proofs, products, memberships, groups, submissions, running
    /// numbers. In the words of the programme.
    #[schema(value_type = Object)]
    pub(crate) state: serde_json::Value,
    /// Coupons that the member holds.
    pub(crate) coupons: Vec<HeldCoupon>,
    /// Certificates that the member has.
    pub(crate) certificates: Vec<HeldCertificate>,
    /// All receipts, newest first.
    pub(crate) receipts: Vec<ReceiptRow>,
    /// Everything that happened, newest first.
    pub(crate) ledger: Vec<LedgerEntry>,
}
