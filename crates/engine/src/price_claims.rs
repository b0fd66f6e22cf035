//! The promise to pay the difference to a lower price elsewhere.
//!
//! INVARIANT: what goes back for a line, by price claims and by returns together,
//! is never more than what was paid for it: the state of the receipt's returns
//! carries what price claims gave back, and returns hand out that much less. It
//! carries which difference was dealt with as well, so none counts twice, whether
//! money or units were given for it.

use crate::judge::Judge;
use crate::proofs::is_blank;
use model::activity::{ClaimPrice, Decide, price_claim};
use model::id::ReceiptId;
use model::outcome::{LineOutcome, Missing, ReturnOutcome, Returned};
use model::snapshot::SubmissionState;
use model::{Activity, Because, Code, Event, Key, Money, Quantity, Rate, Rounding, Units};
use programme::rulebook::PriceGuarantee;

/// A line of the receipt that a claim is about.
struct Claimed<'a> {
    at: usize,
    line: &'a LineOutcome,
    /// Pieces that are still with the customer.
    left: Quantity,
    /// Those of them for which money went back.
    lowered: Quantity,
    /// How much that is.
    refunded: Money,
    /// The difference that was dealt with for them, as money or in units, in whole or
    /// in part.
    covered: Money,
}

/// What a lower price comes to.
struct Difference {
    /// All of it.
    whole: Money,
    /// The share of it that is given.
    back: Money,
}

impl<'a> Judge<'a> {
    /// Somebody saw it for less elsewhere.
    pub(crate) fn claim_price(&mut self, claim: &'a ClaimPrice) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let subject = Key::new(price_claim::EVENT);
        let Some(guarantee) = &book.price_guarantee else {
            return self.refuse_all(Code::PRICE_CLAIM_CLOSED, Some(&subject), None);
        };
        if guarantee.evidence && is_blank(claim.evidence.as_deref()) {
            return self.refuse_all(Code::EVIDENCE_MISSING, Some(&subject), None);
        }
        if self.limits_reached("limit", &subject, &guarantee.limits) {
            return self.refuse_all(Code::OFFER_LIMIT, Some(&subject), None);
        }
        match self.claimable(guarantee, claim) {
            Ok(quantity) => {
                let event = Event::ActionSubmitted {
                    submission: claim.submission,
                    event: subject,
                    reference: None,
                    attributes: price_claim::attributes(claim, quantity),
                };
                self.push(event, Because::default());
            }
            Err((code, missing)) => self.refuse_all(code, Some(&subject), missing),
        }
    }

    /// How many pieces a claim is about, when something would go back for them.
    fn claimable(
        &self,
        guarantee: &PriceGuarantee,
        claim: &ClaimPrice,
    ) -> Result<Quantity, (Code, Option<Missing>)> {
        let Some(original) = self.inputs.original else {
            return Err((Code::RECEIPT_NOT_FOUND, None));
        };
        let end = guarantee.within.after(&self.book.calendar, original.entry.at);
        if self.inputs.at >= end || original.entry.owner != self.inputs.snapshot.owner {
            return Err((Code::PRICE_CLAIM_CLOSED, None));
        }
        let claimed = self.claimed(&claim.line).ok_or((Code::RETURN_UNKNOWN_LINE, None))?;
        if !self.guarantee_covers(guarantee, claimed.at) {
            return Err((Code::PRICE_CLAIM_CLOSED, None));
        }
        if claimed.left.0 <= 0 {
            return Err((Code::RETURN_NOTHING_LEFT, None));
        }
        let quantity = claim.quantity.unwrap_or(claimed.left);
        if quantity.0 <= 0 || quantity > claimed.left {
            return Err((Code::RETURN_TOO_MUCH, Some(Missing::Quantity(claimed.left))));
        }
        let difference = self.difference(guarantee, &claimed, quantity, claim.price);
        if claim.price.0 < 0 || difference.back.0 <= 0 {
            return Err((Code::PRICE_CLAIM_NOT_LOWER, None));
        }
        Ok(quantity)
    }

    /// What goes back for so many pieces that cost `price` each elsewhere. Pieces for which
    /// nothing went back yet come first; the others have become cheaper already.
    fn difference(
        &self,
        guarantee: &PriceGuarantee,
        claimed: &Claimed<'_>,
        quantity: Quantity,
        price: Money,
    ) -> Difference {
        let line = claimed.line;
        let of_pieces = |money: Money, pieces: Quantity| {
            money.scaled(pieces.0, line.quantity.0.max(1), Rounding::Down)
        };
        let elsewhere = |pieces: Quantity| price.scaled(pieces.0, 1_000, Rounding::HalfUp);
        let untouched = quantity.min(claimed.left - claimed.lowered);
        let again = quantity - untouched;
        let first = (of_pieces(line.paid(), untouched) - elsewhere(untouched)).max(Money::ZERO);
        let of_lowered =
            |money: Money| money.scaled(again.0, claimed.lowered.0.max(1), Rounding::Down);
        let now = of_pieces(line.paid(), again) - of_lowered(claimed.covered);
        let whole = first + (now - elsewhere(again)).max(Money::ZERO);
        let back = Rate(guarantee.share).of(whole, self.book.settings.money_rounding);
        let paid = of_pieces(line.paid(), quantity) - of_lowered(claimed.refunded);
        Difference { whole, back: back.min(paid).max(Money::ZERO) }
    }

    fn guarantee_covers(&self, guarantee: &PriceGuarantee, at: usize) -> bool {
        let Some(Activity::Purchase(purchase)) = self.inputs.original.map(|o| &o.entry.activity)
        else {
            return false;
        };
        let lines = crate::purchase::Lines::new(&purchase.basket, &self.book.settings);
        guarantee.lines.as_ref().is_none_or(|condition| {
            condition.test(&crate::facts::View {
                judge: self,
                purchase: Some((&purchase.basket, &lines)),
                line: Some(at),
                event: None,
            })
        })
    }

    fn claimed(&self, line: &Key) -> Option<Claimed<'a>> {
        let original = self.inputs.original?;
        let receipt = original.entry.outcome.receipt.as_ref()?;
        let at = receipt.lines.iter().position(|l| l.id == *line)?;
        let back = original.returned.quantities.get(at).copied().unwrap_or_default();
        let line = &receipt.lines[at];
        let lowered = original.returned.price_claimed.get(at).copied().unwrap_or_default();
        let refunded = original.returned.price_refunds.get(at).copied().unwrap_or_default();
        let covered = original.returned.price_covered.get(at).copied().unwrap_or(refunded);
        Some(Claimed { at, line, left: line.quantity - back, lowered, refunded, covered })
    }

    /// Somebody decided about a price claim. What goes back is limited to what
    /// is still with the customer when it is decided.
    pub(crate) fn decide_price_claim(&mut self, decide: &'a Decide, claim: &'a SubmissionState) {
        let book = self.book;
        self.push_decided(decide, claim);
        if !decide.approved {
            return;
        }
        let subject = Key::new(price_claim::EVENT);
        let (Some(guarantee), Some(receipt), Some((line, quantity, price))) = (
            &book.price_guarantee,
            price_claim::receipt(&claim.attributes),
            price_claim::subject(&claim.attributes),
        ) else {
            return self.refuse(Code::PRICE_CLAIM_CLOSED, Some(&subject), None);
        };
        let Some(claimed) = self.claimed(&line).filter(|claimed| claimed.left.0 > 0) else {
            return self.refuse(Code::RETURN_NOTHING_LEFT, Some(&subject), None);
        };
        let quantity = quantity.min(claimed.left);
        let difference = self.difference(guarantee, &claimed, quantity, price);
        if difference.back.0 <= 0 {
            return self.refuse(Code::PRICE_CLAIM_NOT_LOWER, Some(&subject), None);
        }
        if self.limits_reached("limit", &subject, &guarantee.limits)
            || !self.count_use("limit", &subject, &guarantee.limits)
        {
            return self.refuse(Code::OFFER_LIMIT, Some(&subject), None);
        }
        match guarantee.unit.as_ref().and_then(|unit| book.unit(unit.as_str())) {
            Some(unit) => {
                let units = unit.for_money(difference.back, unit.rounding).unwrap_or(Units::ZERO);
                if units.0 > 0 {
                    let event = self.earned(unit, units, Vec::new(), None, None);
                    self.push_earned(event, Because::rule(&subject));
                    self.remember_claim(receipt, &claimed, quantity, &difference, Money::ZERO);
                }
            }
            None => self.refund_price(receipt, &claimed, quantity, &difference, subject),
        }
        self.settle_tiers();
    }

    fn refund_price(
        &mut self,
        receipt: ReceiptId,
        claimed: &Claimed<'a>,
        quantity: Quantity,
        difference: &Difference,
        rule: Key,
    ) {
        // Only money that was paid goes back as money.
        let in_money = claimed.line.paid() - claimed.line.by_units - claimed.line.by_certificates;
        let amount = difference.back.min(in_money - claimed.refunded);
        if amount.0 <= 0 {
            return self.refuse(Code::PRICE_CLAIM_NOT_LOWER, Some(&rule), None);
        }
        let line = claimed.line.id.clone();
        self.push(Event::PriceRefunded { receipt, line, amount }, Because::rule(&rule));
        self.remember_claim(receipt, claimed, quantity, difference, amount);
    }

    /// Carries on the state of the receipt's returns what was given for a line.
    fn remember_claim(
        &mut self,
        receipt: ReceiptId,
        claimed: &Claimed<'a>,
        quantity: Quantity,
        difference: &Difference,
        money: Money,
    ) {
        let Some(original) = self.inputs.original else { return };
        let mut so_far: Returned = original.returned.clone();
        let lines = original.entry.outcome.receipt.as_ref().map_or(0, |r| r.lines.len());
        let (at, covered) = (claimed.at, claimed.covered + difference.whole);
        if so_far.price_covered.is_empty() && covered != claimed.refunded + money {
            so_far.price_covered.clone_from(&so_far.price_refunds);
        }
        if !so_far.price_covered.is_empty() || covered != claimed.refunded + money {
            so_far.price_covered.resize(lines, Money::ZERO);
            so_far.price_covered[at] = covered;
        }
        if money.0 > 0 {
            so_far.price_refunds.resize(lines, Money::ZERO);
            so_far.price_refunds[at] += money;
        }
        so_far.price_claimed.resize(lines, Quantity::default());
        so_far.price_claimed[at] = claimed.left.min(claimed.lowered.max(quantity));
        let receipt = (money.0 == 0).then_some(receipt);
        self.decision.outcome.refund =
            Some(ReturnOutcome { money, receipt, so_far, ..ReturnOutcome::default() });
    }
}
