//! Receipts, quotes and returns as answers.

use super::certificate::IssuedBody;
use super::coupon::GrantedBody;
use super::effect::{Effect, effects};
use super::ids;
use super::ledger::OtherRule;
use super::problem::{HintBody, RefusalBody};
use super::text::{Decimal, Moment, Word};
use crate::app::App;
use crate::scales::Scales;
use model::basket::Basket;
use model::id::{EntryId, MemberId, ReceiptId};
use model::outcome::{Outcome, ReceiptOutcome, Returned};
use model::{Activity, Entry};
use serde::Serialize;
use service::view::Quoted;
use service::{certificates, coupons};
use utoipa::ToSchema;

/// What a basket costs and gives.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Totals {
    /// Before any discount.
    pub(crate) total: Decimal,
    /// All discounts.
    pub(crate) discount: Decimal,
    /// Paid with loyalty units.
    pub(crate) paid_by_units: Decimal,
    /// Paid from certificates.
    pub(crate) paid_by_certificates: Decimal,
    /// What is left to pay.
    pub(crate) payable: Decimal,
    /// Line by line, in the order of the basket.
    pub(crate) lines: Vec<LineBody>,
}

/// One line of a decided basket.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Line)]
pub(crate) struct LineBody {
    /// The caller's name of the line.
    pub(crate) id: Word,
    /// How many.
    pub(crate) quantity: Decimal,
    /// Before discounts.
    pub(crate) amount: Decimal,
    /// All discounts.
    pub(crate) discount: Decimal,
    /// Paid with loyalty units.
    pub(crate) paid_by_units: Decimal,
    /// Paid from certificates.
    pub(crate) paid_by_certificates: Decimal,
    /// What is left to pay.
    pub(crate) payable: Decimal,
    /// Pieces given free of charge.
    pub(crate) free: Decimal,
}

/// What a basket would cost and give. Nothing is stored or reserved.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Quote {
    /// For which moment.
    pub(crate) at: Moment,
    /// The programme version that judged.
    pub(crate) programme_version: u32,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Numbers.
    pub(crate) totals: Totals,
    /// What would follow.
    pub(crate) effects: Vec<Effect>,
    /// The same in words.
    pub(crate) sentences: Vec<String>,
    /// What was asked for and cannot be given, and why.
    pub(crate) refusals: Vec<RefusalBody>,
    /// What to say to the customer now.
    pub(crate) hints: Vec<HintBody>,
    /// Rules that do not apply, and why; only in detail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) others: Vec<OtherRule>,
}

/// A receipt as it was judged.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// Our id.
    #[schema(value_type = ids::ReceiptId)]
    pub(crate) id: ReceiptId,
    /// The journal entry.
    #[schema(value_type = ids::EntryId)]
    pub(crate) entry: EntryId,
    /// Who bought; absent when nobody known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::MemberId>)]
    pub(crate) member: Option<MemberId>,
    /// When it was paid.
    pub(crate) at: Moment,
    /// When it was written down.
    pub(crate) recorded_at: Moment,
    /// Where.
    pub(crate) store: Word,
    /// Which till.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) till: Option<Word>,
    /// The shop's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<Word>,
    /// The programme version that judged.
    pub(crate) programme_version: u32,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Numbers.
    pub(crate) totals: Totals,
    /// What followed.
    pub(crate) effects: Vec<Effect>,
    /// Coupons that were given, with their codes.
    pub(crate) coupons: Vec<GrantedBody>,
    /// Certificates that came to life, with their codes.
    pub(crate) certificates: Vec<IssuedBody>,
    /// What was asked for and could not be given, and why.
    pub(crate) refusals: Vec<RefusalBody>,
    /// What to say to the customer now.
    pub(crate) hints: Vec<HintBody>,
    /// When a member claimed it who had not been known at the till.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) claimed_at: Option<Moment>,
    /// How far it was returned; only when the receipt is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) returned: Option<ReturnedBody>,
}

/// How far a receipt was returned.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Returned)]
pub(crate) struct ReturnedBody {
    /// Nothing is left.
    pub(crate) complete: bool,
    /// Quantity that came back per line, in the order of the basket.
    pub(crate) quantities: Vec<Decimal>,
}

impl Totals {
    pub(crate) fn of(scales: &Scales, receipt: &ReceiptOutcome) -> Self {
        let line = |line: &model::outcome::LineOutcome| LineBody {
            id: Word::from(&line.id),
            quantity: Decimal::of_thousandths(line.quantity.0),
            amount: scales.money(line.amount),
            discount: scales.money(line.discount),
            paid_by_units: scales.money(line.by_units),
            paid_by_certificates: scales.money(line.by_certificates),
            payable: scales.money(line.paid() - line.by_units - line.by_certificates),
            free: Decimal::of_thousandths(line.free.0),
        };
        Self {
            total: scales.money(receipt.total),
            discount: scales.money(receipt.discount),
            paid_by_units: scales.money(receipt.by_units),
            paid_by_certificates: scales.money(receipt.by_certificates),
            payable: scales.money(receipt.payable),
            lines: receipt.lines.iter().map(line).collect(),
        }
    }
}

/// Refusals with their sentences.
pub(crate) fn refusals(scales: &Scales, outcome: &Outcome, locale: &str) -> Vec<RefusalBody> {
    outcome.refusals.iter().map(|r| scales.refusal(r, locale)).collect()
}

/// Hints with their sentences.
pub(crate) fn hints(scales: &Scales, outcome: &Outcome, locale: &str) -> Vec<HintBody> {
    outcome.hints.iter().map(|h| scales.hint(h, locale)).collect()
}

impl Quote {
    /// A quote in the words of its own version.
    pub(crate) fn of(quoted: &Quoted, locale: &str) -> Self {
        let scales = Scales { version: quoted.version, book: quoted.rulebook.clone() };
        let outcome = quoted.outcome();
        let nothing = ReceiptOutcome::default();
        let others = quoted.decision.notes.iter().map(|note| {
            OtherRule::of(&scales, &note.rule, note.code, note.missing.as_ref(), locale)
        });
        Self {
            others: others.collect(),
            at: Moment(quoted.at),
            programme_version: quoted.version,
            currency: scales.currency(),
            totals: Totals::of(&scales, outcome.receipt.as_ref().unwrap_or(&nothing)),
            effects: effects(&scales, &quoted.decision.events),
            sentences: quoted.sentences(scales.locale(locale)),
            refusals: refusals(&scales, outcome, locale),
            hints: hints(&scales, outcome, locale),
        }
    }
}

impl Receipt {
    /// The answer that an entry gives; `None` when it is neither a purchase nor the claim of
    /// one.
    pub(crate) fn of(app: &App, scales: &Scales, entry: &Entry, locale: &str) -> Option<Self> {
        let nothing = ReceiptOutcome::default();
        let outcome = &entry.outcome;
        let (id, basket, receipt, claimed_at) = match &entry.activity {
            Activity::Purchase(bought) => {
                let receipt = outcome.receipt.as_ref().unwrap_or(&nothing);
                (bought.receipt, &bought.basket, receipt, None)
            }
            Activity::ClaimReceipt(claim) => {
                (claim.receipt, &claim.basket, &claim.paid, Some(Moment(entry.recorded_at)))
            }
            _ => return None,
        };
        let Basket { store, till, number, .. } = basket;
        let coupons = coupons::granted(&app.tessera, entry);
        let certificates = certificates::issued(&app.tessera, entry);
        Some(Self {
            id,
            entry: entry.id,
            member: entry.owner.as_member(),
            at: Moment(entry.at),
            recorded_at: Moment(entry.recorded_at),
            store: Word::from(&store.id),
            till: till.as_ref().map(Word::from),
            number: number.as_ref().map(Word::from),
            programme_version: entry.version,
            currency: scales.currency(),
            totals: Totals::of(scales, receipt),
            effects: effects(scales, &entry.events),
            coupons: coupons.iter().map(GrantedBody::from).collect(),
            certificates: certificates.iter().map(|c| IssuedBody::of(scales, c)).collect(),
            refusals: refusals(scales, outcome, locale),
            hints: hints(scales, outcome, locale),
            claimed_at,
            returned: None,
        })
    }

    /// With what it brought the member who claimed it afterwards.
    pub(crate) fn claimed(mut self, claim: Self) -> Self {
        self.member = claim.member;
        self.claimed_at = claim.claimed_at;
        self.effects.extend(claim.effects);
        self.coupons.extend(claim.coupons);
        self.certificates.extend(claim.certificates);
        self
    }

    /// With how far it was returned.
    pub(crate) fn returned(mut self, returned: &Returned) -> Self {
        let quantities = returned.quantities.iter();
        self.returned = Some(ReturnedBody {
            complete: returned.complete,
            quantities: quantities.map(|q| Decimal::of_thousandths(q.0)).collect(),
        });
        self
    }
}
