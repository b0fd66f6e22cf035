//! What a programme states explicitly and others leave vague.

use model::event::Shortage;
use model::{Rate, Rounding};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Explicit answers to the questions that every programme raises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Which amount earns.
    pub earning_base: EarningBase,
    /// The part paid with loyalty units earns too.
    pub earn_on_units_paid: bool,
    /// Shipping earns too.
    pub earn_on_shipping: bool,
    /// What sale items take part in, unless a rule says otherwise.
    pub sale_items: SaleItems,
    /// How money is rounded.
    pub money_rounding: Rounding,
    /// Percentages round per line instead of once per offer.
    pub round_per_line: bool,
    /// Offers of later groups judge minimums by the original prices.
    pub judge_by_original: bool,
    /// What happens when returned goods had earned units that are spent already.
    pub shortage: Shortage,
    /// Units that come back from a return and expired meanwhile stay valid so long.
    pub restored_validity_days: u16,
    /// A receipt without a member can be claimed so long after it was paid.
    pub late_identification_days: Option<u16>,
    /// What one unit of a buy-N-get-M set is worth in a return.
    pub set_value: SetValue,
    /// When those born on 29 February celebrate in other years.
    pub leap_birthday: LeapBirthday,
    /// No line gets more discount than this share of its price.
    pub max_discount: Option<Rate>,
    /// No line is sold below its cost plus this share.
    pub min_margin: Option<Rate>,
    /// Tier bonuses multiply everything earned, not only the base.
    pub multiply_bonuses: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            earning_base: EarningBase::Paid,
            earn_on_units_paid: false,
            earn_on_shipping: false,
            sale_items: SaleItems::Exclude,
            money_rounding: Rounding::HalfUp,
            round_per_line: false,
            judge_by_original: false,
            shortage: Shortage::Debt,
            restored_validity_days: 14,
            late_identification_days: None,
            set_value: SetValue::Share,
            leap_birthday: LeapBirthday::Feb28,
            max_discount: None,
            min_margin: None,
            multiply_bonuses: false,
        }
    }
}

/// Which amount of a line earns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EarningBase {
    /// After discounts.
    #[default]
    Paid,
    /// Before discounts.
    BeforeDiscounts,
}

/// What goods that the shop already reduced take part in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SaleItems {
    /// Nothing.
    #[default]
    Exclude,
    /// They earn and count, but get no further discount.
    Earn,
    /// Everything.
    Include,
}

/// The value of one unit of a set in a return.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SetValue {
    /// Its share of what was paid for the set.
    #[default]
    Share,
    /// Its own price: the free one is worth nothing, the others everything.
    OwnPrice,
}

/// The birthday of those born on 29 February, in other years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeapBirthday {
    /// 28 February.
    #[default]
    Feb28,
    /// 1 March.
    Mar1,
}
