//! The programme document as people write it: `programme.yaml`.
//!
//! These types are the single source of the document's shape: reading, the
//! published JSON Schema and the checks of structure follow from them. What a
//! section means is decided in the expansion to a [`Rulebook`](crate::rulebook::Rulebook).

mod mechanics;
mod offers;
mod parts;
mod scalars;
mod sections;

pub use mechanics::*;
pub use offers::*;
pub use parts::*;
pub use scalars::*;
pub use sections::*;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A map in the order of the document.
pub type Map<T> = IndexMap<String, T>;

/// A loyalty programme.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Version of this document language: 1.
    pub tessera: u8,
    /// What the programme is.
    pub programme: Programme,
    /// Explicit answers to what others leave vague.
    #[serde(default)]
    pub settings: SettingsSection,
    /// Custom attributes of lines, baskets, members and stores that conditions may read.
    #[serde(default)]
    pub attributes: AttributesSection,
    /// Goods that never earn and never get discounts (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Cel>,
    /// Declared sale periods, in which offers with `not_in_sale_periods` rest.
    #[serde(default)]
    pub sale_periods: Vec<Period>,
    /// Loyalty units: points, miles, stars, stamps.
    #[serde(default)]
    pub units: Map<UnitSection>,
    /// Running numbers per member.
    #[serde(default)]
    pub metrics: Map<MetricSection>,
    /// Tier tracks.
    #[serde(default)]
    pub tiers: Map<TrackSection>,
    /// How purchases earn units.
    #[serde(default)]
    pub earning: Map<EarningSection>,
    /// Discounts that apply by themselves.
    #[serde(default)]
    pub offers: Map<OfferSection>,
    /// Discounts that grow in steps with spending.
    #[serde(default)]
    pub ladders: Map<LadderSection>,
    /// Stamp cards.
    #[serde(default)]
    pub stamps: Map<StampSection>,
    /// Coupons and promo codes.
    #[serde(default)]
    pub coupons: Map<CouponSection>,
    /// Kinds of gift certificates.
    #[serde(default)]
    pub certificates: Map<CertificateSection>,
    /// Paying with units, by unit.
    #[serde(default)]
    pub redemption: Map<RedemptionSection>,
    /// Units that turn into something else by themselves.
    #[serde(default)]
    pub conversions: Map<ConversionSection>,
    /// What happens on birthdays.
    #[serde(default)]
    pub birthday: Map<BirthdaySection>,
    /// Custom actions that the programme knows, and what they earn.
    #[serde(default)]
    pub events: Map<EventSection>,
    /// What follows from joining, reaching a tier, a recurring date or a purchase.
    #[serde(default)]
    pub rules: Map<RuleSection>,
    /// Rewards to choose from.
    #[serde(default)]
    pub catalogue: Map<RewardSection>,
    /// Limits on what rules give away in all.
    #[serde(default)]
    pub budgets: Map<BudgetSection>,
    /// How offers go together.
    #[serde(default)]
    pub stacking: StackingSection,
    /// Further sentences for members and cashiers.
    #[serde(default)]
    pub texts: Map<TextSection>,
}
