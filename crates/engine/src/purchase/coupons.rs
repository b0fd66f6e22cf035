//! Coupons and promo codes on a receipt: whether each may be used at all, and
//! what became of it.

use super::Purchase;
use model::basket::PresentedCode;
use model::outcome::Refusal;
use model::{Because, Code, Event, Key};
use programme::rulebook::CouponType;

/// A coupon that may be used on this receipt.
pub(crate) struct Presented {
    coupon: Key,
    /// Its position among the codes.
    index: usize,
    /// It gave something.
    used: bool,
}

impl Purchase<'_, '_> {
    /// How often a coupon is there: used already, or not yet.
    pub(crate) fn presentations(&self, coupon: &Key, used: bool) -> usize {
        self.presented.iter().filter(|p| p.coupon == *coupon && p.used == used).count()
    }

    /// The next one of its kind has given something.
    pub(crate) fn mark_used(&mut self, coupon: &Key) {
        if let Some(next) = self.presented.iter_mut().find(|p| p.coupon == *coupon && !p.used) {
            next.used = true;
        }
    }

    /// Finds the coupons that may be used; refuses the others.
    pub(crate) fn admit_coupons(&mut self) {
        let basket = self.basket;
        for (index, presented) in basket.codes.iter().enumerate() {
            match self.admit(presented, &basket.codes[..index]) {
                Ok(coupon) => {
                    self.lines.coupons.push(coupon.clone());
                    self.presented.push(Presented { coupon, index, used: false });
                }
                Err(code) => self.refuse_coupon(presented, code),
            }
        }
    }

    fn admit(&self, presented: &PresentedCode, earlier: &[PresentedCode]) -> Result<Key, Code> {
        let book = self.judge.book;
        let key = presented.coupon.as_ref().ok_or(Code::COUPON_UNKNOWN)?;
        let coupon = book.coupon(key.as_str()).ok_or(Code::COUPON_UNKNOWN)?;
        let instance_id = presented.instance.as_ref().map(|i| i.id);
        let again = |other: &PresentedCode| {
            other.coupon.as_ref() == Some(key)
                && (instance_id.is_none() || other.instance.as_ref().map(|i| i.id) == instance_id)
        };
        if earlier.iter().any(again) {
            return Err(Code::COUPON_TWICE);
        }
        self.in_time(coupon, presented)?;
        self.usable(coupon, presented)?;
        Ok(key.clone())
    }

    fn in_time(&self, coupon: &CouponType, presented: &PresentedCode) -> Result<(), Code> {
        let at = self.judge.inputs.at;
        let instance = presented.instance.as_ref();
        let from = [coupon.from, instance.and_then(|i| i.from)];
        let until = [coupon.until, instance.and_then(|i| i.until)];
        if from.iter().flatten().any(|from| at < *from) {
            return Err(Code::COUPON_NOT_YET);
        }
        if until.iter().flatten().any(|until| at >= *until) {
            return Err(Code::COUPON_EXPIRED);
        }
        Ok(())
    }

    fn usable(&self, coupon: &CouponType, presented: &PresentedCode) -> Result<(), Code> {
        let Some(instance) = &presented.instance else {
            let shared = coupon.code.is_some();
            let counter = counter(&coupon.key);
            return match (shared, self.judge.is_exhausted(&counter)) {
                (false, _) => Err(Code::COUPON_UNKNOWN),
                (true, true) => Err(Code::COUPON_USED_UP),
                (true, false) => Ok(()),
            };
        };
        if instance.revoked {
            return Err(Code::COUPON_REVOKED);
        }
        let used_up = instance.uses.is_some_and(|uses| instance.used >= uses);
        if used_up || self.judge.is_exhausted(&counter(instance.id)) {
            return Err(Code::COUPON_USED_UP);
        }
        match instance.holder {
            Some(holder) if holder != self.judge.inputs.snapshot.owner => {
                if coupon.transferable {
                    Ok(())
                } else {
                    Err(Code::COUPON_NOT_YOURS)
                }
            }
            Some(_) => {
                let held = self.judge.member.coupons.iter().any(|c| c.id == instance.id);
                if held { Ok(()) } else { Err(Code::COUPON_USED_UP) }
            }
            None => Ok(()),
        }
    }

    /// After all rules have had their turn: uses of the coupons that gave
    /// something, and reasons for those that did not.
    pub(crate) fn settle_coupons(&mut self) {
        let basket = self.basket;
        let book = self.judge.book;
        for Presented { coupon, index, used } in std::mem::take(&mut self.presented) {
            let presented = &basket.codes[index];
            if !used {
                let (code, missing) =
                    self.objection_to(&coupon).cloned().unwrap_or((Code::OFFER_CONDITION, None));
                self.judge.decision.outcome.refusals.push(Refusal {
                    code,
                    subject: Some(coupon),
                    shown: Some(presented.shown.clone()),
                    missing,
                    fatal: false,
                });
                continue;
            }
            let uses = match &presented.instance {
                Some(instance) => instance.uses,
                None => book.coupon(coupon.as_str()).and_then(|c| c.uses),
            };
            let counter = match &presented.instance {
                Some(instance) => counter(instance.id),
                None => counter(&coupon),
            };
            // Exhausted counters were refused on admission, so this cannot fail.
            self.judge.claim(counter, 1, uses.map(i64::from));
            let id = presented.instance.as_ref().map(|i| i.id);
            let own = self.judge.inputs.snapshot.owner;
            let holder = presented.instance.as_ref().and_then(|i| i.holder).filter(|h| *h != own);
            let because = Because::rule(&coupon).with("code", &presented.shown);
            self.judge.push(Event::CouponUsed { coupon, id, holder }, because);
        }
    }

    fn refuse_coupon(&mut self, presented: &PresentedCode, code: Code) {
        self.judge.decision.outcome.refusals.push(Refusal {
            code,
            subject: presented.coupon.clone(),
            shown: Some(presented.shown.clone()),
            missing: None,
            fatal: false,
        });
    }
}

/// The global counter of a coupon's uses.
pub(crate) fn counter(which: impl std::fmt::Display) -> Key {
    Key(smol_str::format_smolstr!("coupon:{which}"))
}
