//! What rules do.

use super::{Accrual, CalendarSpan, Cause, Counting, Expiry, StepSource, Steps, Value};
use crate::condition::Condition;
use model::{Key, Money, Rounding};
use serde::Serialize;

/// One effect of a rule.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// A lower price for matching lines or for shipping.
    Price(Price),
    /// Free or cheaper units within a pattern.
    BuyGet(BuyGet),
    /// Units are earned.
    Earn(Earning),
    /// A coupon is given.
    GrantCoupon(Key),
    /// A certificate is given.
    IssueCertificate {
        /// Which kind.
        certificate_type: Key,
        /// Money on it.
        value: Money,
    },
    /// A tag is put on the member or taken off.
    Tag {
        /// Which.
        tag: Key,
        /// On or off.
        on: bool,
    },
    /// The member is told something.
    Message(Key),
    /// A draw from a surprise.
    Surprise(Key),
    /// A term of a membership.
    StartMembership {
        /// Which.
        plan: Key,
        /// It was sold on the receipt; otherwise it is a present.
        sold: bool,
    },
    /// A tier is given.
    SetTier {
        /// Which track.
        track: Key,
        /// Which tier.
        tier: Key,
    },
    /// Another owner gets something.
    Cause(Cause),
    /// Money becomes due to somebody else.
    Accrue(Accrual),
    /// These come later, unless goods go back meanwhile.
    Later {
        /// So long after.
        after: CalendarSpan,
        /// Less than this left of what its minimum looks at calls it off.
        least: Money,
        /// What comes.
        effects: Vec<Effect>,
    },
}

impl Effect {
    /// The steps of a price that depend on the receipt alone, and whether they are
    /// percentages.
    pub fn receipt_steps(&self) -> Option<(&Steps, bool)> {
        let Self::Price(price) = self else { return None };
        let (steps, percent) = match &price.take {
            Take::Percent(Value::Steps(steps)) => (steps, true),
            Take::Amount(Value::Steps(steps)) => (steps, false),
            _ => return None,
        };
        let of_receipt = matches!(
            steps.of,
            StepSource::BasketTotal | StepSource::MatchingTotal | StepSource::MatchingQuantity
        );
        of_receipt.then_some((steps, percent))
    }
}

/// How much a price goes down.
#[derive(Clone, Debug, Serialize)]
pub struct Price {
    /// The kind of reduction.
    pub take: Take,
    /// At most so much on one receipt.
    pub cap: Option<Money>,
}

/// A kind of price reduction.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// A share, in millionths.
    Percent(Value),
    /// An amount off the matching lines together, allocated by their prices.
    Amount(Value),
    /// An amount off each matching piece.
    AmountEach(Value),
    /// Each matching piece costs so much.
    FixedPrice(Value),
}

/// Buy so many, get so many for less.
#[derive(Clone, Debug, Serialize)]
pub struct BuyGet {
    /// Pieces to be bought at the normal price.
    pub buy: u32,
    /// Pieces got for less.
    pub get: u32,
    /// The share off the pieces got, in millionths: 1,000,000 is free.
    pub off: i64,
    /// Times that the pattern repeats on one receipt.
    pub repeat: Option<u32>,
    /// The dearest pieces are given instead of the cheapest.
    pub dearest: bool,
    /// Buy and get within one product.
    pub same_product: bool,
    /// What can be got, when not the same as what is bought (Line scope).
    pub get_lines: Option<Condition>,
    /// At most so much money off a piece got.
    pub cap_each: Option<Money>,
}

/// How units are earned.
#[derive(Clone, Debug, Serialize)]
pub struct Earning {
    /// Which unit.
    pub unit: Key,
    /// How much.
    pub amount: Counting,
    /// How fractions are rounded; the unit's own when absent.
    pub rounding: Option<Rounding>,
    /// Expiry; the unit's own when absent.
    pub expiry: Option<Expiry>,
    /// Pending time; the unit's own when absent.
    pub pending: Option<CalendarSpan>,
}
