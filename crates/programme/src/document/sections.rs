//! The programme itself, its settings, units, metrics and tiers.

use super::*;
use crate::rulebook::{
    AttributeKind, EarningBase, LeapBirthday, SaleItems, Scope, SetValue, SpendBase, UnitKind,
};

/// What the programme is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Short name: small letters, digits, `-`.
    pub key: Name,
    /// Name for people.
    pub name: TextSection,
    /// ISO 4217 code of the currency.
    pub currency: String,
    /// IANA time zone, such as `Europe/Moscow`.
    pub time_zone: String,
    /// Locales of the texts, the default one first.
    pub locales: Vec<String>,
}

/// Explicit answers to what others leave vague. Everything has a default.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsSection {
    /// Which amount of a line earns.
    pub earning_base: EarningBase,
    /// The part of a receipt paid with units earns too.
    pub earn_on_units_paid: bool,
    /// Shipping earns too.
    pub earn_on_shipping: bool,
    /// What sale items take part in, unless a rule says otherwise.
    pub sale_items: SaleItems,
    /// How money is rounded: `half_up` (default), `half_even`, `down`, `up`.
    pub money_rounding: Option<RoundingSection>,
    /// Percentages round per line instead of once per offer.
    pub round_per_line: bool,
    /// Later groups judge minimums by original prices, not by what earlier groups left.
    pub judge_by_original: bool,
    /// Returns of goods whose units are already spent: `debt` (default), `cap`, `keep`, `refuse`.
    pub spent_units_on_return: Option<ShortageSection>,
    /// Units that come back from a return and expired meanwhile stay valid so many days (14).
    pub restored_validity_days: Option<u16>,
    /// Receipts without a member can be claimed so many days after they were paid (not at all).
    pub late_identification_days: Option<u16>,
    /// What one unit of a buy-N-get-M set is worth in a return.
    pub set_value: SetValue,
    /// When those born on 29 February celebrate in other years.
    pub leap_birthday: LeapBirthday,
    /// No line gets more discount than this.
    pub max_discount: Option<Percent>,
    /// No line is sold below its cost plus this.
    pub min_margin: Option<Percent>,
    /// Multipliers multiply everything earned, not only the base.
    pub multiply_bonuses: bool,
}

/// How fractions become whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingSection {
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
    /// Halves up.
    HalfUp,
    /// Halves to even.
    HalfEven,
}

/// What to do when units to take back are already spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShortageSection {
    /// The account goes into debt, netted from the next earning.
    Debt,
    /// Take what is there.
    Cap,
    /// Take nothing more than what is left of that very earning.
    Keep,
    /// Refuse the return.
    Refuse,
}

/// Custom attributes that conditions may read.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AttributesSection {
    /// Of lines: `line.attributes.NAME`.
    pub line: Map<AttributeSection>,
    /// Of baskets.
    pub basket: Map<AttributeSection>,
    /// Of members.
    pub member: Map<AttributeSection>,
}

/// One declared attribute.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum AttributeSection {
    /// Its type alone.
    Kind(AttributeKind),
    /// With details.
    Details(AttributeDetails),
}

/// Details of a declared attribute.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeDetails {
    /// Its type.
    pub kind: AttributeKind,
    /// Must be given.
    #[serde(default)]
    pub required: bool,
    /// For texts: the only values allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// A loyalty unit.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitSection {
    /// Name for people, with plural forms.
    pub name: TextSection,
    /// What it is to people.
    #[serde(default)]
    pub kind: UnitKind,
    /// Decimals kept (0).
    #[serde(default)]
    pub scale: u8,
    /// Rounding of fractions (`down`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingSection>,
    /// What one is worth in money; needed for paying and for liability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<Decimal>,
    /// When it lapses; must be said, be it `never`.
    pub expires: ExpiryText,
    /// How long earnings stay pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Span>,
}

/// A running number per member. Exactly one of `spend`, `visits`, `quantity`, `earned`, `spent`, `formula`,
/// `saved` and `referrals` says what it counts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MetricSection {
    /// Name for people.
    pub name: TextSection,
    /// Money spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spend: Option<SpendBase>,
    /// Receipts (or actions): `true`.
    pub visits: bool,
    /// Pieces of matching goods: `true`.
    pub quantity: bool,
    /// Units earned: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earned: Option<Name>,
    /// Units spent: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spent: Option<Name>,
    /// A number per matching line or action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<Cel>,
    /// Discounts of these offers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub saved: Vec<Name>,
    /// Friends brought, once they count: `true`.
    pub referrals: bool,
    /// Counts on this custom action instead of on purchases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Name>,
    /// Which lines (a condition on `line`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Counts only if this holds.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// Sale items count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_items: Option<bool>,
    /// Calendar periods; for ever when absent.
    pub every: Every,
    /// The last so many days instead of calendar periods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_days: Option<u16>,
}

/// A tier track.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// Levels from the lowest to the highest.
    pub levels: Map<LevelSection>,
    /// When levels are reached: `at_once` (default) or `period_end`.
    #[serde(default)]
    pub upgrade: Upgrade,
    /// How long a level is held: `for good` (default), a span, `end of year`, `end of next year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    /// What happens at the end: `requalified` (to what the numbers give) or `one_step`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<DowngradeSection>,
    /// One level is lost for each of these periods without a purchase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_down_without_purchase: Option<Every>,
    /// Days after the end before the level is lost.
    #[serde(default)]
    pub grace_days: u16,
}

/// When levels are reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Upgrade {
    /// As soon as the threshold is.
    #[default]
    AtOnce,
    /// When the period of the metric ends.
    PeriodEnd,
}

/// What happens to a level at the end of its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DowngradeSection {
    /// To the level that the numbers give then.
    Requalified,
    /// One level down without requalification.
    OneStep,
}

/// One level.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LevelSection {
    /// Name for people.
    pub name: TextSection,
    /// `joining`: everybody has it. `invitation`: staff give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<LevelBy>,
    /// Metrics and the number from which each reaches the level; any one is enough.
    pub at: Map<Decimal>,
    /// And this must hold too.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// What it brings besides what the rules say, in sentences.
    pub benefits: Vec<TextSection>,
}

/// How a level is given besides thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LevelBy {
    /// On joining.
    Joining,
    /// By invitation.
    Invitation,
    /// Whoever fulfils the condition, as long as they do (a membership, something owned, something proven).
    Condition,
}

/// How offers go together.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StackingSection {
    /// Groups in the order in which they apply. Offers without a group are in the first one.
    pub groups: Map<Scope>,
}

/// A limit on what rules give away in all.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetSection {
    /// Money: discounts at face value, units at their worth.
    pub amount: Amount,
    /// Per period; in all when absent.
    #[serde(default)]
    pub every: Every,
}
