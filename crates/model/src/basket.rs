//! What lies on the counter.

use crate::attribute::Attributes;
use crate::id::{CertificateId, CouponId, Owner};
use crate::{Instant, Key, Money, Quantity, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What a receipt line is. Only goods earn and get discounts unless a rule names more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Goods and services.
    #[default]
    Goods,
    /// Delivery.
    Shipping,
    /// A service fee.
    Fee,
    /// A returnable deposit.
    Deposit,
    /// A tip.
    Tip,
    /// A gift certificate that is being sold.
    Certificate,
    /// Money put on a wallet.
    TopUp,
    /// A donation.
    Donation,
}

impl LineKind {
    /// The word used in documents, conditions and the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Goods => "goods",
            Self::Shipping => "shipping",
            Self::Fee => "fee",
            Self::Deposit => "deposit",
            Self::Tip => "tip",
            Self::Certificate => "certificate",
            Self::TopUp => "top_up",
            Self::Donation => "donation",
        }
    }
}

/// One line of a basket. Amounts are what the customer sees, tax included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// The caller's name for the line, unique in the basket.
    pub id: Key,
    /// Product code.
    pub sku: Key,
    /// Product name, for sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SmolStr>,
    /// What the line is.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: LineKind,
    /// Main category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Key>,
    /// Further categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Key>,
    /// Brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<Key>,
    /// How many, in thousandths.
    pub quantity: Quantity,
    /// Price of one.
    pub price: Money,
    /// Price of the whole line before any discount of ours.
    pub amount: Money,
    /// What the whole line costs the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// The tax inside `amount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    /// Already reduced by the shop.
    #[serde(skip_serializing_if = "is_default")]
    pub on_sale: bool,
    /// Free words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Key>,
    /// Declared custom attributes.
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// How part of the receipt is paid, as the till tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// cash, card, house_card, ...
    pub kind: Key,
    /// How much; zero when not known yet.
    pub amount: Money,
}

/// The wish to pay with loyalty units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burn {
    /// Which unit.
    pub unit: Key,
    /// How much at most; everything that is allowed when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub amount: Option<Units>,
    /// Paid out of this hold instead of the free balance.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hold: Option<crate::id::HoldId>,
}

/// A coupon or promo code as presented, looked up before the decision.
/// The code itself never enters the journal; `shown` is its masked form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentedCode {
    /// Masked form for people, such as `****-7F3K`.
    pub shown: SmolStr,
    /// The coupon of the document that it belongs to; absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub coupon: Option<Key>,
    /// The single instance behind the code; absent for shared promo codes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instance: Option<CouponInstance>,
}

/// One granted or printed coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponInstance {
    /// Its id; its global use counter is `coupon:<id>`.
    pub id: CouponId,
    /// Whom it was granted to; absent for printed batches.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub holder: Option<Owner>,
    /// First moment of validity.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<Instant>,
    /// First moment when no longer valid.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Instant>,
    /// Uses allowed in all; unlimited when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub uses: Option<u32>,
    /// Uses so far, when looked up.
    #[serde(default)]
    pub used: u32,
    /// Taken back.
    #[serde(default)]
    pub revoked: bool,
}

/// A certificate presented for payment, looked up before the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentedCertificate {
    /// Masked form of its code for people.
    pub shown: SmolStr,
    /// Which one; absent when the code is unknown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<CertificateId>,
    /// Which kind of the document.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub certificate_type: Option<Key>,
    /// Money on it when looked up.
    pub balance: Money,
    /// First moment when no longer valid.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Instant>,
    /// How much to take at most; as much as needed when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub amount: Option<Money>,
}

/// Everything about one purchase that the till knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basket {
    /// Where.
    pub store: Store,
    /// Which till.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub till: Option<Key>,
    /// Who served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashier: Option<Key>,
    /// till, web, app, phone.
    pub channel: Key,
    /// The shop's own receipt number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Key>,
    /// The lines, at least one for a purchase.
    pub lines: Vec<Line>,
    /// How it is paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<Tender>,
    /// Coupons and promo codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<PresentedCode>,
    /// Loyalty units to pay with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub burns: Vec<Burn>,
    /// Certificates to pay with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<PresentedCertificate>,
    /// What the customer was told to pay. A different result is refused, so
    /// that nobody learns of a new total after paying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_payable: Option<Money>,
    /// An earlier receipt that this one belongs to, such as a companion's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked: Option<Linked>,
    /// Declared custom attributes.
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// An earlier receipt, as it was when looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// Which receipt.
    pub receipt: crate::id::ReceiptId,
    /// When it was paid; absent when it is not known or was returned.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at: Option<Instant>,
}

/// Where a purchase happens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Store {
    /// The shop's own code.
    pub id: Key,
    /// Country code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Key>,
    /// Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Key>,
    /// Brand of the store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<Key>,
    /// Coalition partner that runs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Key>,
    /// Free words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Key>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
