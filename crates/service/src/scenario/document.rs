//! The scenarios as people write them: `scenarios.yaml`.

mod between;
mod own;

pub(super) use between::*;
pub(super) use own::*;

use super::expectation::ExpectSection;
use super::scalars::{BirthDate, Lasting, LocalTime, Number, Spend};
use indexmap::IndexMap;
use model::LineKind;
use schemars::JsonSchema;
use serde::Deserialize;

/// A map in the order of the document.
pub(super) type Map<T> = IndexMap<String, T>;

/// Values of custom attributes.
pub(super) type Attributes = Map<serde_json::Value>;

/// Tests of a programme: what happens, and what must follow.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScenarioFile {
    /// Local time at which every scenario starts, unless it says otherwise.
    pub(super) starts: LocalTime,
    /// Language of explanations; the programme's first when absent.
    #[serde(default)]
    pub(super) locale: Option<String>,
    /// Where everything happens, unless a step says otherwise.
    #[serde(default)]
    pub(super) store: StoreSection,
    /// The scenarios. Each starts from nothing.
    pub(super) scenarios: Vec<ScenarioSection>,
}

/// A story with expectations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioSection {
    /// What it shows, as a sentence.
    pub(super) name: String,
    /// Local time of the start.
    #[serde(default)]
    pub(super) starts: Option<LocalTime>,
    /// Language of explanations.
    #[serde(default)]
    pub(super) locale: Option<String>,
    /// What happens, in order.
    pub(super) steps: Vec<StepSection>,
}

macro_rules! steps {
    ($($(#[doc = $doc:literal])* $(#[serde($rename:meta)])? $name:ident: $section:ty;)*) => {
        /// One step: one thing that happens, and what must follow. Only `expect` is a bare check.
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct StepSection {
            $($(#[doc = $doc])* $(#[serde($rename)])? pub(super) $name: Option<$section>,)*
            /// What must follow.
            pub(super) expect: Option<ExpectSection>,
        }

        /// What happens in a step.
        #[derive(Clone, Copy, Debug)]
        #[expect(non_camel_case_types, reason = "named like the keys of the document")]
        pub(super) enum Action<'a> {
            $($name(&'a $section),)*
        }

        impl StepSection {
            /// Everything that the step says happens: one thing, or nothing in a bare check.
            pub(super) fn actions(&self) -> Vec<(&'static str, Action<'_>)> {
                let mut actions = Vec::new();
                $(if let Some(section) = &self.$name {
                    let name = stringify!($name).trim_start_matches("r#");
                    let name = if name == "give_back" { "return" } else { name };
                    actions.push((name, Action::$name(section)));
                })*
                actions
            }
        }
    };
}

steps! {
    /// Somebody joins.
    enrol: EnrolSection;
    /// A receipt is paid.
    purchase: PurchaseSection;
    /// A basket is asked about; nothing is kept.
    quote: PurchaseSection;
    /// Goods come back.
    #[serde(rename = "return")]
    give_back: ReturnSection;
    /// A receipt is undone as if it never was.
    void: VoidSection;
    /// A reward is claimed.
    redeem: RedeemSection;
    /// A claimed reward is given back.
    cancel_reward: CancelSection;
    /// A benefit is used.
    use_benefit: BenefitSection;
    /// A claimed reward is handed over.
    collect: CollectSection;
    /// A custom action.
    event: EventSection;
    /// Somebody decides about what waits.
    decide: DecideSection;
    /// A receipt that was paid without a member is claimed by one.
    claim_receipt: ClaimReceiptSection;
    /// Somebody saw what they bought for less elsewhere.
    claim_price: ClaimPriceSection;
    /// Options of a choice are picked.
    choose: ChooseSection;
    /// An offer is activated.
    activate: ActivateSection;
    /// A membership begins, or goes on.
    start_membership: StartMembershipSection;
    /// A membership is given up.
    cancel_membership: CancelMembershipSection;
    /// Somebody proves what they are.
    verify: VerifySection;
    /// A product is registered, or given up.
    register_product: ProductSection;
    /// Units are given to another member.
    gift: GiftSection;
    /// Units are given to a good cause.
    donate: DonateSection;
    /// Units are to become units of a partner.
    exchange: ExchangeSection;
    /// The partner answers.
    settle_exchange: SettleSection;
    /// A household or firm comes to life.
    form_group: GroupSection;
    /// A seat of a group changes.
    seat: SeatSection;
    /// A partner who brings customers is registered.
    register_affiliate: AffiliateSection;
    /// A raffle is opened.
    open_raffle: OpenRaffleSection;
    /// A raffle is drawn.
    draw_raffle: DrawRaffleSection;
    /// A period of settlement is closed.
    close_settlement: CloseSection;
    /// A correction by a person.
    adjust: AdjustSection;
    /// Units are reserved.
    hold: HoldSection;
    /// A reservation is used.
    capture: CaptureSection;
    /// A reservation is given up.
    release: ReleaseSection;
    /// Facts about a member change.
    update: UpdateSection;
    /// A certificate is sold or given.
    issue_certificate: CertificateSection;
    /// Coupon codes are printed.
    issue_codes: CodesSection;
    /// An account goes into another one of the same person.
    merge: MergeSection;
    /// Such accounts are taken apart again.
    unmerge: UnmergeSection;
    /// A coupon is given by hand.
    grant_coupon: GrantSection;
    /// Time passes.
    wait: WaitSection;
}

/// A place.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StoreSection {
    /// The shop's own code.
    pub(super) id: String,
    /// Country code.
    pub(super) country: Option<String>,
    /// Region.
    pub(super) region: Option<String>,
    /// Brand.
    pub(super) brand: Option<String>,
    /// Partner that runs it.
    pub(super) partner: Option<String>,
    /// Free words.
    pub(super) tags: Vec<String>,
}

/// Somebody joins.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EnrolSection {
    /// What they are called in the scenario.
    pub(super) member: String,
    /// Local time, when not now.
    pub(super) at: Option<LocalTime>,
    /// Phone, E.164.
    pub(super) phone: Option<String>,
    /// E-mail.
    pub(super) email: Option<String>,
    /// Card, EAN-13.
    pub(super) card: Option<String>,
    /// The caller's own id.
    pub(super) external: Option<String>,
    /// Day of birth.
    pub(super) birthday: Option<BirthDate>,
    /// Language.
    pub(super) language: Option<String>,
    /// Country.
    pub(super) country: Option<String>,
    /// Free words.
    pub(super) tags: Vec<String>,
    /// Segments.
    pub(super) segments: Vec<String>,
    /// Consents, `channel/purpose`.
    pub(super) consents: Vec<String>,
    /// Custom attributes.
    pub(super) attributes: Attributes,
    /// Channel of joining.
    pub(super) channel: Option<String>,
    /// Store of joining.
    pub(super) store: Option<StoreSection>,
    /// The member who brought them, by whose referral code they join.
    pub(super) referred_by: Option<String>,
    /// The registered partner who brought them.
    pub(super) affiliate: Option<String>,
}

/// New facts about a member; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct UpdateSection {
    /// Who.
    pub(super) member: String,
    /// Day of birth.
    pub(super) birthday: Option<BirthDate>,
    /// Language.
    pub(super) language: Option<String>,
    /// Country.
    pub(super) country: Option<String>,
    /// Replaces the tags.
    pub(super) tags: Option<Vec<String>>,
    /// Replaces the segments.
    pub(super) segments: Option<Vec<String>>,
    /// Replaces the consents.
    pub(super) consents: Option<Vec<String>>,
    /// Adds to the attributes.
    pub(super) attributes: Attributes,
    /// May not take part, or may again.
    pub(super) blocked: Option<bool>,
    /// Tiers that are given: track and tier.
    pub(super) invite: Map<String>,
}

/// A basket.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PurchaseSection {
    /// Who; nobody known when absent.
    pub(super) member: Option<String>,
    /// What the receipt is called in the scenario.
    pub(super) receipt: Option<String>,
    /// Local time of a receipt that arrives late.
    pub(super) at: Option<LocalTime>,
    /// What is bought.
    pub(super) lines: Vec<LineSection>,
    /// Codes: a promo code, `$name` of a printed one, `coupon:KEY` or `coupon:KEY@member`.
    pub(super) codes: Vec<String>,
    /// Units to pay with.
    pub(super) pay: Map<Spend>,
    /// Certificates to pay with.
    pub(super) certificates: Vec<PayCertificate>,
    /// An earlier receipt that this one belongs to, such as a companion's.
    pub(super) linked: Option<String>,
    /// Kinds of payment and their amounts.
    pub(super) tenders: Map<Number>,
    /// till (default), web, app, phone.
    pub(super) channel: Option<String>,
    /// Another store.
    pub(super) store: Option<StoreSection>,
    /// The till.
    pub(super) till: Option<String>,
    /// The cashier.
    pub(super) cashier: Option<String>,
    /// The shop's own number.
    pub(super) number: Option<String>,
    /// What the customer was told to pay.
    pub(super) expected_payable: Option<Number>,
    /// Custom attributes of the basket.
    pub(super) attributes: Attributes,
    /// Idempotency key.
    pub(super) key: Option<String>,
}

/// A certificate that pays: `$name`, or with a largest amount.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum PayCertificate {
    /// As much as needed.
    Name(String),
    /// At most so much.
    Limited(LimitedCertificate),
}

/// A certificate with a largest amount.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitedCertificate {
    /// Its name, `$g1`.
    pub(super) certificate: String,
    /// At most so much.
    pub(super) amount: Number,
}

/// A line of a basket.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LineSection {
    /// Its name.
    pub(super) id: String,
    /// Product code.
    pub(super) sku: String,
    /// Product name.
    pub(super) name: Option<String>,
    /// What the line is (`goods`).
    pub(super) kind: Option<Kind>,
    /// Main category.
    pub(super) category: Option<String>,
    /// Further categories.
    pub(super) categories: Vec<String>,
    /// Brand.
    pub(super) brand: Option<String>,
    /// How many (1).
    pub(super) quantity: Option<Number>,
    /// Price of one.
    pub(super) price: Option<Number>,
    /// Price of the whole line; price times quantity when absent.
    pub(super) amount: Option<Number>,
    /// What the line costs the shop.
    pub(super) cost: Option<Number>,
    /// The tax inside the amount.
    pub(super) tax: Option<Number>,
    /// Already reduced by the shop.
    pub(super) on_sale: bool,
    /// Free words.
    pub(super) tags: Vec<String>,
    /// Custom attributes.
    pub(super) attributes: Attributes,
}

/// What a line is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// Goods and services.
    Goods,
    /// Delivery.
    Shipping,
    /// A service fee.
    Fee,
    /// A returnable deposit.
    Deposit,
    /// A tip.
    Tip,
    /// A certificate that is sold.
    Certificate,
    /// Money put on a wallet.
    TopUp,
    /// A donation.
    Donation,
}

impl From<Kind> for LineKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Goods => Self::Goods,
            Kind::Shipping => Self::Shipping,
            Kind::Fee => Self::Fee,
            Kind::Deposit => Self::Deposit,
            Kind::Tip => Self::Tip,
            Kind::Certificate => Self::Certificate,
            Kind::TopUp => Self::TopUp,
            Kind::Donation => Self::Donation,
        }
    }
}

/// Goods that come back.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ReturnSection {
    /// The receipt.
    pub(super) receipt: String,
    /// Lines and quantities; all that is left when absent.
    pub(super) lines: Map<Number>,
    /// Why.
    pub(super) reason: Option<String>,
    /// Another store.
    pub(super) store: Option<StoreSection>,
    /// Local time of a return that arrives late.
    pub(super) at: Option<LocalTime>,
    /// Idempotency key.
    pub(super) key: Option<String>,
}

/// A receipt is undone.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct VoidSection {
    /// The receipt.
    pub(super) receipt: String,
    /// Why.
    pub(super) reason: Option<String>,
}

/// A reward is claimed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RedeemSection {
    /// Who.
    pub(super) member: String,
    /// Which reward.
    pub(super) reward: String,
    /// How many (1).
    pub(super) quantity: Option<u32>,
    /// Which option of it, where it has options.
    pub(super) option: Option<String>,
    /// What the claim is called.
    #[serde(rename = "as")]
    pub(super) name: Option<String>,
}

/// A claimed reward is given back.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CancelSection {
    /// Who.
    pub(super) member: Option<String>,
    /// Which claim.
    pub(super) claim: String,
    /// Why.
    pub(super) reason: Option<String>,
}

/// A custom action.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EventSection {
    /// Who.
    pub(super) member: String,
    /// Which action.
    pub(super) event: String,
    /// The caller's id of this very action.
    pub(super) reference: Option<String>,
    /// Its attributes.
    pub(super) attributes: Attributes,
    /// What proves it.
    pub(super) evidence: Option<String>,
    /// Local time of an action that arrives late.
    pub(super) at: Option<LocalTime>,
    /// What it is called while it waits for a decision.
    #[serde(rename = "as")]
    pub(super) name: Option<String>,
}

/// A correction.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AdjustSection {
    /// Who.
    pub(super) member: String,
    /// Which unit.
    pub(super) unit: String,
    /// Credit, or with a minus debit.
    pub(super) amount: Number,
    /// Why.
    pub(super) reason: String,
    /// Local time when a credit expires.
    pub(super) expires: Option<LocalTime>,
}

/// A reservation.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HoldSection {
    /// Who.
    pub(super) member: String,
    /// Which unit.
    pub(super) unit: String,
    /// How much.
    pub(super) amount: Number,
    /// How long.
    #[serde(rename = "for")]
    pub(super) lasting: Lasting,
    /// What the hold is called.
    #[serde(rename = "as")]
    pub(super) name: Option<String>,
}

/// A reservation is used.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CaptureSection {
    /// Which hold.
    pub(super) hold: String,
    /// How much; all when absent.
    pub(super) amount: Option<Number>,
}

/// A reservation is given up.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ReleaseSection {
    /// Which hold.
    pub(super) hold: String,
}

/// A certificate.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CertificateSection {
    /// Which kind.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// Money on it.
    pub(super) value: Number,
    /// The receipt that sold it.
    pub(super) receipt: Option<String>,
    /// What it is called: `g1` is then `$g1`.
    #[serde(rename = "as")]
    pub(super) name: String,
}

/// Codes are printed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CodesSection {
    /// Which coupon.
    pub(super) coupon: String,
    /// How many (1).
    pub(super) count: Option<u32>,
    /// What they are called: `c` gives `$c1`, `$c2`, ...
    #[serde(rename = "as")]
    pub(super) name: String,
}

/// A coupon is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GrantSection {
    /// To whom.
    pub(super) member: String,
    /// Which coupon.
    pub(super) coupon: String,
    /// Why.
    pub(super) reason: Option<String>,
    /// What it is called: `c1` is then `$c1`.
    #[serde(rename = "as")]
    pub(super) name: Option<String>,
}

/// Time passes: a span, or until a moment. What is due on the way is done.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum WaitSection {
    /// A span.
    Lasting(Lasting),
    /// Until a local time.
    Until(UntilSection),
}

/// Until a moment.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UntilSection {
    /// Local time.
    pub(super) until: LocalTime,
}
