//! Small parts that several sections share.

use super::{Amount, Cel, Decimal, Hours, Magnitude, Map, Moment, Name};
use crate::rulebook::MinimumOf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text for people: one for all locales, or one per locale.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TextSection {
    /// The same in every locale.
    Plain(String),
    /// Per locale.
    Locales(BTreeMap<String, Forms>),
}

impl Default for TextSection {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

/// A text in one locale, with plural forms where it follows a count.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Forms {
    /// One form.
    Single(String),
    /// Plural forms by CLDR category.
    Plural(PluralForms),
}

/// Plural forms by CLDR category.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PluralForms {
    /// 1 point; 1, 21 балл.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one: Option<String>,
    /// 2 балла.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub few: Option<String>,
    /// 5 баллов.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many: Option<String>,
    /// Everything else.
    pub other: String,
}

/// A number that may depend on the member or the receipt.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ValueSection {
    /// Always the same; in places that give a share, a percentage.
    Fixed(Magnitude),
    /// It depends.
    Table(Box<ValueTable>),
}

/// What a value depends on; exactly one of `by_tier`, `steps` and `formula`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueTable {
    /// By the member's tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_tier: Option<Map<Magnitude>>,
    /// The tier track, when the programme has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Name>,
    /// From so much on, this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Map<Magnitude>>,
    /// What the steps look at: `matching` (money of matching lines), `quantity`, `basket`,
    /// a metric, or `previous METRIC`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Each part is judged by its own position instead of the whole by the last step.
    #[serde(default)]
    pub marginal: bool,
    /// A numeric formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Cel>,
}

/// A half-open stretch of time: `from` belongs to it, `until` does not. A date
/// without time in `until` means the end of that day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day or moment.
    pub from: Moment,
    /// Last day, or the moment when it is over.
    pub until: Moment,
}

/// When something runs.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleSection {
    /// First day or moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// Last day, or the moment when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// Days of the week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Weekday>,
    /// Hours of the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
    /// Rests in declared sale periods.
    #[serde(default)]
    pub not_in_sale_periods: bool,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A length of periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// For ever.
    #[default]
    Lifetime,
    /// Calendar days.
    Day,
    /// Weeks from Monday.
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
    /// Years from the day of joining.
    AnniversaryYear,
}

/// How often something may happen.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitSection {
    /// So many times.
    pub times: u32,
    /// Within each of these periods.
    #[serde(default)]
    pub every: Every,
    /// Per member, or for all together.
    #[serde(default)]
    pub per: LimitPer,
}

/// For whom a limit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitPer {
    /// Each member.
    #[default]
    Member,
    /// All together.
    All,
}

/// What must be on the receipt, inclusive.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumSection {
    /// So much money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// So many pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// Of the matching lines, or of the whole basket.
    #[serde(default)]
    pub of: MinimumOf,
}

/// Who takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Members only.
    #[default]
    Members,
    /// Everybody, also receipts without a member.
    Everybody,
}

/// Which lines, besides the condition in `on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineKindSection {
    /// Goods and services.
    Goods,
    /// Delivery.
    Shipping,
    /// Service fees.
    Fee,
    /// Returnable deposits.
    Deposit,
    /// Tips.
    Tip,
    /// Gift certificates being sold.
    Certificate,
    /// Money put on a wallet.
    TopUp,
    /// Donations.
    Donation,
}
