//! Earning, offers, ladders and coupons.

use super::*;

/// How purchases earn a unit. Exactly one of `give`+`per`, `percent`, `each`,
/// `once` and `multiply`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarningSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// Which unit.
    pub unit: Name,
    /// So many units ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub give: Option<ValueSection>,
    /// ... per so much money of the earning base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Amount>,
    /// Only whole `per`s count.
    #[serde(default)]
    pub whole: bool,
    /// Units worth this share of the earning base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<ValueSection>,
    /// So many units for each matching piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<ValueSection>,
    /// With `each`: so many pieces make one (1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<u32>,
    /// So many units once per receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once: Option<ValueSection>,
    /// Multiplies what the base rules gave: 2 doubles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiply: Option<ValueSection>,
    /// A number of whole units per matching line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Cel>,
    /// Which lines (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Only if this holds.
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// Needs at least so much on the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<MinimumSection>,
    /// Sale items earn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sale_items: Option<bool>,
    /// Kinds of lines that earn; goods when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<LineKindSection>,
    /// Expiry of what is earned here; the unit's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<ExpiryText>,
    /// Pending time here; the unit's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Span>,
    /// Rounding here; the unit's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingSection>,
    /// Members have to activate it first.
    #[serde(default)]
    pub activate: bool,
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

/// What an offer takes off. Exactly one of the first seven.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OfferSection {
    /// Name for people.
    pub name: TextSection,
    /// A share off matching lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<ValueSection>,
    /// An amount off matching lines together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<ValueSection>,
    /// An amount off each matching piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_each: Option<ValueSection>,
    /// Each matching piece costs so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<ValueSection>,
    /// Buy so many, get so many for less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buy_get: Option<BuyGetSection>,
    /// A share off shipping (`100 %` is free delivery).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ValueSection>,
    /// Matching pieces given free, the cheapest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_pieces: Option<u32>,
    /// Judged on the whole basket after the offers on lines.
    pub whole_basket: bool,
    /// Which lines (a condition on `line`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Only if this holds.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// Who takes part.
    #[serde(rename = "for")]
    pub audience: Audience,
    /// Needs at least so much on the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<MinimumSection>,
    /// Sale items take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_items: Option<bool>,
    /// Goods that the programme excludes take part.
    pub excluded_goods: bool,
    /// At most so much money on one receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Amount>,
    /// Members have to activate it first.
    pub activate: bool,
    /// So much of the members do not get it, to see what it does for the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holdout: Option<Percent>,
    /// Stacking group; the first when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Name>,
    /// Higher goes first (0).
    pub priority: i32,
    /// No other offer together with it.
    pub exclusive: bool,
    /// When it runs.
    pub schedule: ScheduleSection,
    /// How often.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<LimitSection>,
    /// The budget it draws on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Name>,
}

/// Buy so many, get so many for less.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyGetSection {
    /// Pieces bought at the normal price.
    pub buy: u32,
    /// Pieces got for less.
    pub get: u32,
    /// The share off the pieces got (`100 %`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<Percent>,
    /// Times per receipt; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<u32>,
    /// Which pieces are given.
    #[serde(default)]
    pub give: Which,
    /// Buy and get within one product.
    #[serde(default)]
    pub same_product: bool,
    /// What can be got, when not the same as what is bought (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub get_on: Option<Cel>,
    /// At most so much off a piece got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_each: Option<Amount>,
}

/// Which pieces are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The cheapest.
    #[default]
    Cheapest,
    /// The dearest.
    Dearest,
}

/// A discount that grows in steps.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LadderSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// What the steps look at.
    pub of: LadderOf,
    /// From so much on, this share off.
    pub steps: Map<Percent>,
    /// One step is lost for each of these periods without a purchase (`lifetime_spend` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_down_without_purchase: Option<Every>,
    /// Which lines count and get the discount (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Only if this holds.
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// Who takes part (`receipt` only; the others need a member).
    #[serde(rename = "for", default)]
    pub audience: Audience,
    /// Sale items take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sale_items: Option<bool>,
    /// Stacking group; the first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Name>,
    /// Higher goes first (0).
    #[serde(default)]
    pub priority: i32,
    /// No other offer together with it.
    #[serde(default)]
    pub exclusive: bool,
    /// When it runs.
    #[serde(default)]
    pub schedule: ScheduleSection,
}

/// What the steps of a ladder look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LadderOf {
    /// Everything spent before this receipt.
    LifetimeSpend,
    /// Spent in the previous calendar month.
    LastMonthSpend,
    /// Spent in the previous calendar quarter.
    LastQuarterSpend,
    /// Spent in the previous calendar year.
    LastYearSpend,
    /// Spent in this calendar year so far.
    ThisYearSpend,
    /// This receipt.
    Receipt,
}

/// A coupon or promo code: what it gives, and how it may be used.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CouponSection {
    /// The shared promo code; absent for single codes that are granted or printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Uses of each single coupon (1), or of the shared code in all (unlimited).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses: Option<u32>,
    /// Each single coupon may be used without end.
    pub unlimited: bool,
    /// Uses by one member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses_per_member: Option<u32>,
    /// First day of validity of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// Last day of validity of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// Validity of each from the day it is granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Span>,
    /// Others than its holder may use it.
    pub transferable: bool,
    /// What it gives.
    pub offer: OfferSection,
    /// Units it gives when used on a receipt, instead of or besides the offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award: Option<AwardSection>,
}

/// Units given at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AwardSection {
    /// Which unit.
    pub unit: Name,
    /// How many.
    pub amount: ValueSection,
    /// Expiry; the unit's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<ExpiryText>,
}
