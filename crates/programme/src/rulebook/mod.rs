//! The rulebook: a programme document expanded to what the engine knows —
//! units, metrics, tier tracks, conversions and rules — with every condition
//! compiled and every reference resolved.
//!
//! Mechanic sections of the document (`ladders`, `stamps`, `birthday`, ...)
//! exist only before expansion; nothing here is specific to one programme.
//!
//! INVARIANT: a rulebook that was built has no dangling reference: every key
//! used by a rule, tier, reward or conversion names something in the rulebook.

mod benefit;
mod effect;
mod gate;
mod metric;
mod people;
mod play;
mod rule;
mod settings;
mod text;
mod tier;
mod unit;
mod value;

pub use benefit::{
    Access, Choice, Handover, Plan, PlanRefund, PriceGuarantee, Product, Quota, RewardOption,
    Verification,
};
pub use effect::{BuyGet, Earning, Effect, Price, Take};
pub use gate::{Gates, OpenRules};
pub use metric::{Measure, Metric, MetricKind, Occasion, SpendBase};
pub use people::{
    Accrual, Cause, Coalition, Exchange, Gifting, GoodCause, GroupKind, Partner, Party, Whom,
};
pub use play::{Badge, Leaderboard, Prize, Quest, Raffle, Surprise, SurpriseEntry};
pub use rule::{
    Counting, Group, Include, Limit, Minimum, MinimumOf, Phase, Rule, Schedule, Scope, Selection,
    Stacking, Trigger,
};
pub use settings::{EarningBase, LeapBirthday, SaleItems, SetValue, Settings};
pub use text::{Plural, Text};
pub use tier::{Downgrade, Level, Term, Threshold, Track};
pub use unit::{CalendarSpan, Conversion, Expiry, Redemption, Unit, UnitKind};
pub use value::{StepSource, Steps, Value};

use crate::condition::Condition;
use model::calendar::Calendar;
use model::{Instant, Key, Money, Units};
use serde::Serialize;
use std::collections::BTreeMap;

/// A programme, ready to be judged by.
#[derive(Clone, Debug, Serialize)]
pub struct Rulebook {
    /// Short name of the programme.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// ISO 4217 code.
    pub currency: Key,
    /// Decimals of the currency (0 yen, 2 roubles, 3 dinars).
    pub currency_scale: u8,
    /// IANA time zone.
    pub time_zone: String,
    /// Days and months in that zone.
    #[serde(skip)]
    pub calendar: Calendar,
    /// Locales with texts, the default one first.
    pub locales: Vec<Key>,
    /// What others leave vague.
    pub settings: Settings,
    /// Goods that never earn and never get discounts.
    pub excluded: Option<Condition>,
    /// Declared sale periods, half-open.
    pub sale_periods: Vec<(Instant, Instant)>,
    /// Loyalty units.
    pub units: Vec<Unit>,
    /// Running numbers; conditions refer to them by position.
    pub metrics: Vec<Metric>,
    /// Tier tracks; conditions refer to them by position.
    pub tracks: Vec<Track>,
    /// Stacking groups in the order in which they apply.
    pub groups: Vec<Group>,
    /// All rules, in order of the document; coupons' rules included.
    pub rules: Vec<Rule>,
    /// Positions in `rules` by trigger.
    #[serde(skip)]
    pub index: RuleIndex,
    /// Coupons that can be granted or presented.
    pub coupons: Vec<CouponType>,
    /// Kinds of certificates.
    pub certificates: Vec<CertificateType>,
    /// Units that can pay for receipts.
    pub redemptions: Vec<Redemption>,
    /// Automatic conversions.
    pub conversions: Vec<Conversion>,
    /// Rewards to choose from.
    pub catalogue: Vec<Reward>,
    /// Declared custom actions.
    pub events: Vec<EventType>,
    /// Choices that members make.
    pub choices: Vec<Choice>,
    /// Memberships that are paid for.
    pub plans: Vec<Plan>,
    /// What members prove.
    pub verifications: Vec<Verification>,
    /// What members register.
    pub products: Vec<Product>,
    /// Goods that not everybody may buy.
    pub access: Vec<Access>,
    /// The promise about prices elsewhere.
    pub price_guarantee: Option<PriceGuarantee>,
    /// Kinds of groups.
    pub group_kinds: Vec<GroupKind>,
    /// Units that members give to each other.
    pub gifting: Vec<Gifting>,
    /// Good causes.
    pub causes: Vec<GoodCause>,
    /// Exchanges with partners' programmes.
    pub exchanges: Vec<Exchange>,
    /// Firms that issue and accept one unit.
    pub coalition: Option<Coalition>,
    /// Terms for affiliates; the rule with the same key accrues the commission.
    pub affiliates: Vec<Key>,
    /// Surprises.
    pub surprises: Vec<Surprise>,
    /// Raffles.
    pub raffles: Vec<Raffle>,
    /// Quests.
    pub quests: Vec<Quest>,
    /// Badges.
    pub badges: Vec<Badge>,
    /// Leaderboards.
    pub leaderboards: Vec<Leaderboard>,
    /// Budgets that rules draw on.
    pub budgets: Vec<Budget>,
    /// Further sentences by key.
    pub texts: BTreeMap<Key, Text>,
}

/// Positions of rules by what triggers them, so that a decision looks only at
/// those that can matter.
#[derive(Clone, Debug, Default)]
pub struct RuleIndex {
    /// Purchase rules by phase, each in group order, then priority (higher first), then document order.
    pub purchase: BTreeMap<Phase, Vec<u16>>,
    /// Rules on joining.
    pub enrolment: Vec<u16>,
    /// Rules on birthdays.
    pub birthday: Vec<u16>,
    /// Rules on custom actions, by action.
    pub events: BTreeMap<Key, Vec<u16>>,
    /// Rules on reaching a tier, by track.
    pub tiers: BTreeMap<Key, Vec<u16>>,
    /// Rules on a recurring date.
    pub recurring: Vec<u16>,
    /// Rules on a number that is reached.
    pub reached: Vec<u16>,
    /// Rules on a time without purchases.
    pub idle: Vec<u16>,
    /// Rules of purchases with a control group.
    pub held: Vec<u16>,
    /// Price rules without a coupon whose steps look at the receipt: the till says what
    /// is missing to the next one.
    pub stepped: Vec<u16>,
    /// Which rules a basket can set off at all.
    pub gates: Gates,
}

/// A coupon that can be granted, printed or shared.
#[derive(Clone, Debug, Serialize)]
pub struct CouponType {
    /// Its name; the rule with the same key says what it gives.
    pub key: Key,
    /// The shared promo code, in upper case; absent for single codes.
    pub code: Option<String>,
    /// First moment of validity of all of them.
    pub from: Option<Instant>,
    /// First moment when none is valid any more.
    pub until: Option<Instant>,
    /// Validity of each from the day it was granted.
    pub valid_for: Option<CalendarSpan>,
    /// Uses of each single coupon; unlimited when absent. For a shared code:
    /// uses in all.
    pub uses: Option<u32>,
    /// Others than its holder may use it.
    pub transferable: bool,
    /// Given to the member on the receipt that earned it already.
    pub same_receipt: bool,
}

/// A kind of certificate.
#[derive(Clone, Debug, Serialize)]
pub struct CertificateType {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Values it is sold with; any between the smallest and largest when `free`.
    pub values: Vec<Money>,
    /// Any value between the smallest and the largest.
    pub free: bool,
    /// Validity from issue; for ever when absent.
    pub valid_for: Option<CalendarSpan>,
    /// May be spent in parts.
    pub partial: bool,
}

/// A reward of the catalogue.
#[derive(Clone, Debug, Serialize)]
pub struct Reward {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// What it costs; all of them together.
    pub cost: Vec<(Key, Units)>,
    /// Who may have it and when (Member scope).
    pub condition: Option<Condition>,
    /// When it can be had.
    pub schedule: Schedule,
    /// How many there are in all.
    pub stock: Option<u32>,
    /// How often a member may have it.
    pub limits: Vec<Limit>,
    /// It is a benefit: used rather than paid for.
    pub benefit: bool,
    /// How much of it one member may have.
    pub quota: Option<Quota>,
    /// One of these has to be named.
    pub options: Vec<RewardOption>,
    /// How it is handed over.
    pub handover: Handover,
    /// What it gives besides itself (coupon, units, tag, ...).
    pub effects: Vec<Effect>,
    /// The value of one in money, for reports.
    pub worth: Option<Money>,
}

/// A declared custom action.
#[derive(Clone, Debug, Serialize)]
pub struct EventType {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Declared attributes: name, type and whether required.
    pub attributes: Vec<AttributeType>,
    /// How often it counts; beyond that it is accepted without effect.
    pub limits: Vec<Limit>,
    /// The same reference counts once.
    pub once_per_reference: bool,
    /// Somebody has to agree before it counts.
    pub approval: bool,
    /// Something has to prove it.
    pub evidence: bool,
    /// Others can vote for it.
    pub votes: bool,
}

/// A declared attribute.
#[derive(Clone, Debug, Serialize)]
pub struct AttributeType {
    /// Its name.
    pub key: Key,
    /// truth, number or text.
    pub kind: AttributeKind,
    /// Must be given.
    pub required: bool,
    /// For texts: the only values that are allowed, when not empty.
    pub values: Vec<Key>,
}

/// The type of a declared attribute.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Yes or no.
    Truth,
    /// A number with up to three decimals.
    Number,
    /// A text.
    Text,
}

/// A limit on what rules give away in all.
#[derive(Clone, Debug, Serialize)]
pub struct Budget {
    /// Its name.
    pub key: Key,
    /// Money (discounts at face value, units at their worth) per period.
    pub amount: Money,
    /// The period.
    pub window: model::calendar::Window,
}

impl Rulebook {
    /// A unit by key.
    pub fn unit(&self, key: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.key == *key)
    }
    /// A rule by key.
    pub fn rule(&self, key: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.key == *key)
    }
    /// What is given for a friend who was brought; another rule may bear that name by chance.
    pub fn referral(&self) -> Option<&Rule> {
        self.rule("referral").filter(|rule| rule.section == *"referral")
    }
    /// A metric by key.
    pub fn metric(&self, key: &str) -> Option<&Metric> {
        self.metrics.iter().find(|m| m.key == *key)
    }
    /// A tier track by key.
    pub fn track(&self, key: &str) -> Option<&Track> {
        self.tracks.iter().find(|t| t.key == *key)
    }
    /// A coupon by key.
    pub fn coupon(&self, key: &str) -> Option<&CouponType> {
        self.coupons.iter().find(|c| c.key == *key)
    }
    /// A kind of certificate by key.
    pub fn certificate(&self, key: &str) -> Option<&CertificateType> {
        self.certificates.iter().find(|c| c.key == *key)
    }
    /// A reward by key.
    pub fn reward(&self, key: &str) -> Option<&Reward> {
        self.catalogue.iter().find(|r| r.key == *key)
    }
    /// A custom action by key.
    pub fn event(&self, key: &str) -> Option<&EventType> {
        self.events.iter().find(|e| e.key == *key)
    }
    /// A budget by key.
    pub fn budget(&self, key: &str) -> Option<&Budget> {
        self.budgets.iter().find(|b| b.key == *key)
    }
    /// A choice by key.
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.choices.iter().find(|c| c.key == *key)
    }
    /// A paid membership by key.
    pub fn plan(&self, key: &str) -> Option<&Plan> {
        self.plans.iter().find(|p| p.key == *key)
    }
    /// A verification by key.
    pub fn verification(&self, key: &str) -> Option<&Verification> {
        self.verifications.iter().find(|v| v.key == *key)
    }
    /// A product that can be registered, by key.
    pub fn product(&self, key: &str) -> Option<&Product> {
        self.products.iter().find(|p| p.key == *key)
    }
    /// A kind of group by key.
    pub fn group_kind(&self, key: &str) -> Option<&GroupKind> {
        self.group_kinds.iter().find(|g| g.key == *key)
    }
    /// A cause by key.
    pub fn cause(&self, key: &str) -> Option<&GoodCause> {
        self.causes.iter().find(|c| c.key == *key)
    }
    /// An exchange by key.
    pub fn exchange(&self, key: &str) -> Option<&Exchange> {
        self.exchanges.iter().find(|e| e.key == *key)
    }
    /// A coalition partner by key.
    pub fn partner(&self, key: &str) -> Option<&Partner> {
        self.coalition.as_ref()?.partners.iter().find(|p| p.key == *key)
    }
    /// A surprise by key.
    pub fn surprise(&self, key: &str) -> Option<&Surprise> {
        self.surprises.iter().find(|s| s.key == *key)
    }
    /// A raffle by key.
    pub fn raffle(&self, key: &str) -> Option<&Raffle> {
        self.raffles.iter().find(|r| r.key == *key)
    }
    /// A badge by key.
    pub fn badge(&self, key: &str) -> Option<&Badge> {
        self.badges.iter().find(|b| b.key == *key)
    }
    /// A leaderboard by key.
    pub fn leaderboard(&self, key: &str) -> Option<&Leaderboard> {
        self.leaderboards.iter().find(|b| b.key == *key)
    }
}
