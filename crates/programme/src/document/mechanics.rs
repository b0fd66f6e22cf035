//! Stamps, certificates, redemption, conversions, birthdays, events, rules, rewards.

use super::*;

/// A stamp card.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StampSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// What earns a stamp (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// One stamp for ...
    #[serde(default)]
    pub per: StampPer,
    /// With `per: amount`: so much money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Stamps that fill the card.
    pub card: u32,
    /// What a full card gives.
    pub gives: GivesSection,
    /// How long a stamp is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<ExpiryText>,
    /// Sale items earn stamps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sale_items: Option<bool>,
}

/// What earns a stamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StampPer {
    /// Each matching piece.
    #[default]
    Piece,
    /// Each receipt with a matching line.
    Visit,
    /// Each full amount on a receipt.
    Amount,
}

/// What is given: any of these together.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GivesSection {
    /// A free piece of what matches (a condition on `line`), as a coupon that is made for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<FreeSection>,
    /// A coupon of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon: Option<Name>,
    /// A certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<GiveCertificate>,
    /// Units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award: Option<AwardSection>,
    /// A tag on the member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Name>,
    /// A draw from a surprise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surprise: Option<Name>,
    /// A term of a membership, as a present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub membership: Option<Name>,
    /// A tier: track and level, as `TRACK.LEVEL`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// A message: key of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Name>,
}

/// A free piece.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FreeSection {
    /// Of what (a condition on `line`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Worth at most so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Amount>,
    /// How long it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Span>,
    /// How many pieces (1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pieces: Option<u32>,
}

/// A certificate that is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveCertificate {
    /// Which kind.
    #[serde(rename = "type")]
    pub certificate_type: Name,
    /// Money on it.
    pub value: Amount,
}

/// A kind of gift certificate.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateSection {
    /// Name for people.
    pub name: TextSection,
    /// Values it is sold with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Amount>,
    /// Or any value from this ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Amount>,
    /// ... to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Amount>,
    /// How long it is good; for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Span>,
    /// Must be spent at once.
    #[serde(default)]
    pub whole_only: bool,
}

/// Paying for receipts with a unit.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RedemptionSection {
    /// Smallest amount of units in one payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Decimal>,
    /// Spent in whole blocks of so many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<Decimal>,
    /// Largest share of the goods (`100 %`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_share: Option<Percent>,
    /// Largest value on one receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_value: Option<Amount>,
    /// Goods that can be paid so (a condition on `line`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// When it is possible at all.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// Sale items can be paid so (yes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_items: Option<bool>,
}

/// Units that turn into something else by themselves.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConversionSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// Which unit.
    pub unit: Name,
    /// How many make one.
    pub every: Decimal,
    /// What one gives.
    pub gives: GivesSection,
}

/// What happens on birthdays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BirthdaySection {
    /// Name for people.
    pub name: TextSection,
    /// So many days ahead (0).
    pub days_before: u16,
    /// Only if this holds.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// What is given.
    pub gives: GivesSection,
}

/// A custom action and what it earns.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventSection {
    /// Name for people.
    pub name: TextSection,
    /// Its attributes.
    pub attributes: Map<AttributeSection>,
    /// How often it counts.
    pub limits: Vec<LimitSection>,
    /// The same reference counts once (yes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub once_per_reference: Option<bool>,
    /// Somebody has to agree before it counts.
    pub approval: bool,
    /// Something has to prove it.
    pub evidence: bool,
    /// Others can vote for it once it counts: an idea, a photograph.
    pub votes: bool,
    /// It gives something only if this holds.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// What it gives.
    pub gives: GivesSection,
}

/// Something that follows from joining, a tier, a date or a purchase.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// What sets it off: `joining`, `purchase`, `tier TRACK`, `tier TRACK.LEVEL`,
    /// `event NAME`, `every N days`, `METRIC reaches N` or `no purchase for N days`.
    pub when: String,
    /// So much of the members it is for get nothing, to see what it does for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holdout: Option<Percent>,
    /// It comes so long after, unless goods went back meanwhile (`purchase` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Span>,
    /// Only if this holds.
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// For purchases: which lines count for the minimum (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// For purchases: at least so much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<MinimumSection>,
    /// For purchases: sale items count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sale_items: Option<bool>,
    /// What is given.
    pub gives: GivesSection,
    /// When it runs.
    #[serde(default)]
    pub schedule: ScheduleSection,
    /// How often.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<LimitSection>,
    /// The budget it draws on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Name>,
}

/// A reward of the catalogue.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RewardSection {
    /// Name for people.
    pub name: TextSection,
    /// What it costs: units and amounts, all together.
    pub cost: Map<Decimal>,
    /// Who may have it (a condition on `member`).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// How many there are in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<u32>,
    /// When it can be had.
    #[serde(default)]
    pub schedule: ScheduleSection,
    /// How often a member may have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<LimitSection>,
    /// Dates, sizes or places to choose from, one of which has to be named.
    #[serde(default)]
    pub options: Map<OptionSection>,
    /// How it is handed over.
    #[serde(default)]
    pub handover: HandoverSection,
    /// What comes with it.
    #[serde(default)]
    pub gives: GivesSection,
    /// Its value in money, for reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<Amount>,
}

/// One option of a reward.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OptionSection {
    /// Name for people.
    pub name: TextSection,
    /// How many there are of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// When it takes place; it can be had until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}

/// How a reward is handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandoverSection {
    /// At once, where it is claimed.
    #[default]
    AtOnce,
    /// Later in a store, against a code.
    Pickup,
    /// The code is the thing: a key for a game, a film, an e-book.
    Digital,
}
