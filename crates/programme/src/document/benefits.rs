//! What members may use, choose, prove and own: benefits, choices, memberships,
//! verifications, products, access, price guarantee.

use super::*;

/// Something that members may use, consumed at the till or the desk.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BenefitSection {
    /// Name for people.
    pub name: TextSection,
    /// Who may have it (a condition on `member`).
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// How many there are for one member in each period; without end when absent. May depend on the tier or be
    /// a formula, such as `metric.nights / 3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<ValueSection>,
    /// The period of the quota; for ever when absent.
    pub every: Every,
    /// How many there are in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<u32>,
    /// When it can be had.
    pub schedule: ScheduleSection,
    /// What comes with it.
    pub gives: GivesSection,
    /// What one costs the business, for reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth: Option<Amount>,
}

/// A choice that members make.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// The options and their names. Conditions ask `'OPTION' in choice.NAME`.
    #[serde(default)]
    pub options: Map<TextSection>,
    /// Members write the options themselves (numbers of friends, for example).
    #[serde(default)]
    pub free: bool,
    /// At most so many (1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pick: Option<u8>,
    /// Once in each of these periods; at any time when absent.
    #[serde(default)]
    pub every: Every,
    /// From when a choice counts.
    #[serde(default)]
    pub counts: ChoiceCounts,
    /// What counts for those who have not chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub otherwise: Vec<Name>,
}

/// From when a choice counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceCounts {
    /// At once.
    #[default]
    AtOnce,
    /// From the beginning of the next period.
    NextPeriod,
}

/// A membership that is paid for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MembershipSection {
    /// Name for people.
    pub name: TextSection,
    /// What one term costs.
    pub fee: Amount,
    /// How long a term is.
    pub term: Span,
    /// A free trial, once per member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trial: Option<Span>,
    /// Lines of receipts that sell it (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sold_as: Option<Cel>,
    /// What goes back when it is cancelled (`nothing`).
    #[serde(default)]
    pub refund: MembershipRefund,
    /// The whole fee goes back within so long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraw_within: Option<Span>,
    /// Members are reminded so long before the end ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind: Option<Span>,
    /// ... by this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Name>,
    /// Offers whose discounts are savings of the membership; conditions ask `'NAME' in member.memberships`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Name>,
    /// What a member saves with each of something, to say when the fee has paid for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_even: Option<BreakEvenSection>,
}

/// What goes back when a membership is cancelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MembershipRefund {
    /// Nothing.
    #[default]
    Nothing,
    /// The share of the fee for the days that are left.
    ProRata,
    /// That, but not more than the fee less what was saved.
    ProRataLessSavings,
}

/// When a fee has paid for itself.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakEvenSection {
    /// Something that is counted, such as kilometres (for people).
    pub of: TextSection,
    /// What one saves.
    pub saves: Amount,
}

/// Something that members prove, such as being a student.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerificationSection {
    /// Name for people. Conditions ask `'NAME' in member.verified`.
    pub name: TextSection,
    /// How long it counts; for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Span>,
    /// Something has to be shown (yes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<bool>,
}

/// Something that members register under its serial number.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductSection {
    /// Name for people. Conditions ask `'NAME' in member.products`.
    pub name: TextSection,
    /// How long the registration counts; for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Span>,
    /// What registering gives, once per serial number.
    #[serde(default)]
    pub gives: GivesSection,
}

/// Goods that not everybody may buy, or not yet.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// Which goods (a condition on `line`).
    pub on: Cel,
    /// Who may buy them (a condition on `member`).
    #[serde(rename = "if")]
    pub condition: Cel,
    /// While this runs; always when absent.
    #[serde(default)]
    pub schedule: ScheduleSection,
}

/// The promise to pay the difference to a lower price elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceGuaranteeSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// So long after the purchase.
    pub within: Span,
    /// Which goods (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// The share of the difference that goes back (100 %).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Percent>,
    /// As units instead of money: which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Name>,
    /// Something has to be shown (yes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<bool>,
    /// How often.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<LimitSection>,
}
