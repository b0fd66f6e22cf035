//! What concerns several people or firms: referral, affiliates, coalition,
//! groups, giving, causes, exchanges.

use super::*;

/// Bringing friends.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// The friend's receipts that count (a condition on the basket).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// The friend spends at least so much on one receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<MinimumSection>,
    /// The friend buys within so long after joining; at any time when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Span>,
    /// Rewards come so long after that receipt, when goods can no longer go back; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Span>,
    /// What the friend gets.
    #[serde(default)]
    pub friend: GivesSection,
    /// What the one who brought them gets.
    #[serde(default)]
    pub advocate: GivesSection,
    /// Only if this holds for the one who brought them (a condition on `member`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advocate_if: Option<Cel>,
    /// How often somebody is rewarded for friends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<LimitSection>,
    /// What so many friends bring beside.
    #[serde(default)]
    pub milestones: Map<GivesSection>,
}

/// Terms for partners who bring customers and get a share of what these spend.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AffiliateSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// The partner's share of what the customer pays.
    pub commission: ValueSection,
    /// For which goods (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// For so long after the customer joined; for good when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Span>,
    /// At most so much for one customer in each period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Amount>,
    /// The period of the cap (month).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
}

/// Several firms that issue and accept one unit.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoalitionSection {
    /// Which unit; it has a worth.
    pub unit: Name,
    /// The partners by the key that stores name in `partner`.
    pub partners: Map<PartnerSection>,
    /// How often is settled (month).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clearing: Option<Every>,
}

/// One firm of a coalition.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerSection {
    /// Name for people.
    pub name: TextSection,
    /// Its customers get units worth this share of what they pay there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issues: Option<ValueSection>,
    /// For which goods (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Units can pay there (yes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepts: Option<bool>,
    /// It pays this share of the worth of what it issues (100 %).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pays: Option<Percent>,
    /// It gets this share of the worth of what it accepts (100 %).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gets: Option<Percent>,
}

/// A household, a circle of friends or a firm.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupSection {
    /// Name for people. Conditions ask `'NAME' in member.groups`, and for one group by its own key.
    pub name: TextSection,
    /// At most so many people.
    pub seats: u32,
    /// The one who answers for the group has to agree to each seat.
    #[serde(default)]
    pub approval: bool,
    /// Units with which the group pays together: each pays with their own first, then with those of the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pool: Vec<Name>,
    /// What the group itself collects from the purchases of its people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collects: Option<CollectsSection>,
}

/// What a group collects: `give` for each `per`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectsSection {
    /// Which unit.
    pub unit: Name,
    /// So many units ...
    pub give: Decimal,
    /// ... per so much money.
    pub per: Amount,
    /// From which goods (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Only if this holds (a condition on the basket).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
}

/// Giving units to other members.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GiftingSection {
    /// Smallest amount of one gift.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Decimal>,
    /// Largest amount that one member gives in each period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
    /// The period of that (month).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// Who may give (a condition on `member`).
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
}

/// A good cause.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CauseSection {
    /// Name for people.
    pub name: TextSection,
    /// Units that members can give, at their worth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Name>,
    /// The business gives this share of what is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<ValueSection>,
    /// Of which goods (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Only if this holds, such as the member's choice of the cause (a condition on the basket).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// For purchases of members, or of everybody.
    #[serde(rename = "for", default)]
    pub audience: Audience,
    /// What is to come together, for the public counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Amount>,
}

/// Units that become units of a partner's own programme.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExchangeSection {
    /// Name for people.
    pub name: TextSection,
    /// Which unit of ours.
    pub unit: Name,
    /// So many of ours ...
    pub every: Decimal,
    /// ... become so many of theirs.
    pub gives: Decimal,
    /// What theirs are called.
    pub of: TextSection,
    /// At least so many of ours at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Decimal>,
    /// Who may (a condition on `member`).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
}
