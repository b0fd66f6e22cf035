//! The programme document as people write it: `programme.yaml`.
//!
//! These types are the single source of the document's shape: reading, the
//! published JSON Schema and the checks of structure follow from them. What a
//! section means is decided in the expansion to a [`Rulebook`](crate::rulebook::Rulebook).

mod benefits;
mod mechanics;
mod offers;
mod parts;
mod people;
mod play;
mod scalars;
mod sections;

pub use benefits::*;
pub use mechanics::*;
pub use offers::*;
pub use parts::*;
pub use people::*;
pub use play::*;
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
    /// Prices that fall with the amount bought in a period.
    #[serde(default)]
    pub volume_steps: Map<VolumeStepsSection>,
    /// What members may use, with quotas that a cashier consumes.
    #[serde(default)]
    pub benefits: Map<BenefitSection>,
    /// What members choose for themselves.
    #[serde(default)]
    pub choices: Map<ChoiceSection>,
    /// Memberships that are paid for.
    #[serde(default)]
    pub memberships: Map<MembershipSection>,
    /// What members prove, such as being a student.
    #[serde(default)]
    pub verifications: Map<VerificationSection>,
    /// What members register under its serial number.
    #[serde(default)]
    pub products: Map<ProductSection>,
    /// Goods that not everybody may buy, or not yet.
    #[serde(default)]
    pub access: Map<AccessSection>,
    /// Terms for partners who bring customers.
    #[serde(default)]
    pub affiliates: Map<AffiliateSection>,
    /// Households, circles of friends, firms.
    #[serde(default)]
    pub groups: Map<GroupSection>,
    /// Giving units to other members, by unit.
    #[serde(default)]
    pub gifting: Map<GiftingSection>,
    /// Good causes.
    #[serde(default)]
    pub causes: Map<CauseSection>,
    /// Units that become units of partners.
    #[serde(default)]
    pub exchanges: Map<ExchangeSection>,
    /// Several things to do.
    #[serde(default)]
    pub quests: Map<QuestSection>,
    /// Doing something period after period.
    #[serde(default)]
    pub streaks: Map<StreakSection>,
    /// Marks of honour.
    #[serde(default)]
    pub badges: Map<BadgeSection>,
    /// Members in the order of a number.
    #[serde(default)]
    pub leaderboards: Map<LeaderboardSection>,
    /// Rewards that nobody knows until they are given.
    #[serde(default)]
    pub surprises: Map<SurpriseSection>,
    /// Raffles among those who hold tickets.
    #[serde(default)]
    pub raffles: Map<RaffleSection>,
    /// Bringing friends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralSection>,
    /// Several firms that issue and accept one unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coalition: Option<CoalitionSection>,
    /// The promise to pay the difference to a lower price elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_guarantee: Option<PriceGuaranteeSection>,
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
