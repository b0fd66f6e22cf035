//! Looking up what the customer shows: coupon codes, promo codes, certificates, an
//! earlier receipt.

use super::Order;
use crate::codes::{masked, promo};
use crate::error::Error;
use crate::versions::Rules;
use crate::{CertificateTender, Tessera};
use model::basket::{Linked, PresentedCertificate, PresentedCode};
use model::holdings::MONEY_UNIT;
use model::id::{CertificateId, ClaimId, CouponId, ReceiptId};
use model::{Instant, Money, Owner, Snapshot};
use programme::rulebook::Rulebook;
use smol_str::SmolStr;
use store::CodeSubject;

impl Tessera {
    /// Puts codes and certificates as they are now into the basket.
    pub(crate) async fn present(&self, order: &mut Order, rules: &Rules) -> Result<(), Error> {
        if order.presented.is_empty() {
            return Ok(());
        }
        let mut codes = Vec::with_capacity(order.presented.codes.len());
        for code in &order.presented.codes {
            codes.push(self.present_code(&rules.rulebook, code).await?);
        }
        let mut certificates = Vec::with_capacity(order.presented.certificates.len());
        for tender in &order.presented.certificates {
            certificates.push(self.present_certificate(tender).await?);
        }
        let linked = match order.presented.linked {
            Some(receipt) => Some(self.linked(receipt).await?),
            None => None,
        };
        if let Some(basket) = order.basket() {
            basket.codes = codes;
            basket.certificates = certificates;
            basket.linked = linked;
        }
        Ok(())
    }

    /// An earlier receipt as it is now; without a time when it is not known or is wholly
    /// returned.
    async fn linked(&self, receipt: ReceiptId) -> Result<Linked, Error> {
        let row = self.store.find_receipt(receipt).await?;
        let Some(row) = row else {
            return Ok(Linked { receipt, at: None });
        };
        let returned = match row.last_return_seq {
            Some(seq) => self.entry(row.owner, seq).await?.outcome.refund,
            None => None,
        };
        let at = match returned {
            Some(returned) if returned.so_far.complete => None,
            _ => Some(self.entry(row.owner, row.seq).await?.at),
        };
        Ok(Linked { receipt, at })
    }

    /// What a code stands for. Shared promo codes are looked for first.
    pub(crate) async fn present_code(
        &self,
        rulebook: &Rulebook,
        code: &SmolStr,
    ) -> Result<PresentedCode, Error> {
        let upper = promo(code);
        let mut coupons = rulebook.coupons.iter();
        if let Some(shared) = coupons.find(|c| c.code.as_deref() == Some(upper.as_str())) {
            return Ok(PresentedCode {
                shown: SmolStr::new(upper),
                coupon: Some(shared.key.clone()),
                instance: None,
            });
        }
        let shown = masked(code);
        let row = self.store.find_code(self.codes.hash(code)).await?;
        let Some((coupon, mut instance)) = row.and_then(|row| match row.subject {
            CodeSubject::Coupon { coupon, instance } => Some((coupon, instance)),
            CodeSubject::Certificate(_) | CodeSubject::Reward(_) => None,
        }) else {
            return Ok(PresentedCode { shown, coupon: None, instance: None });
        };
        instance.used = self.coupon_uses(instance.id).await?;
        Ok(PresentedCode { shown, coupon: Some(coupon), instance: Some(instance) })
    }

    /// How often a coupon was used by anybody.
    pub(crate) async fn coupon_uses(&self, id: CouponId) -> Result<u32, Error> {
        let uses = self.store.counter(&format!("coupon:{id}")).await?;
        Ok(u32::try_from(uses).unwrap_or_default())
    }

    async fn present_certificate(
        &self,
        tender: &CertificateTender,
    ) -> Result<PresentedCertificate, Error> {
        let id = self.find_certificate(&tender.code).await?;
        let state = match id {
            Some(id) => Some(self.as_of_now(Owner::certificate(id)).await?),
            None => None,
        };
        let issued = state.as_ref().and_then(|s| s.member.certificate.as_ref());
        Ok(PresentedCertificate {
            shown: masked(&tender.code),
            id,
            certificate_type: issued.map(|c| c.certificate_type.clone()),
            balance: state.as_ref().map_or(Money::ZERO, |s| money_on(s)),
            until: state.as_ref().and_then(|s| good_until(s)),
            amount: tender.amount,
        })
    }

    /// The certificate behind a code.
    pub(crate) async fn find_certificate(
        &self,
        code: &str,
    ) -> Result<Option<CertificateId>, Error> {
        let row = self.store.find_code(self.codes.hash(code)).await?;
        Ok(row.and_then(|row| match row.subject {
            CodeSubject::Certificate(id) => Some(id),
            CodeSubject::Coupon { .. } | CodeSubject::Reward(_) => None,
        }))
    }

    /// The claimed reward behind a code.
    pub(crate) async fn find_claim(&self, code: &str) -> Result<Option<ClaimId>, Error> {
        let row = self.store.find_code(self.codes.hash(code)).await?;
        Ok(row.and_then(|row| match row.subject {
            CodeSubject::Reward(claim) => Some(claim),
            CodeSubject::Coupon { .. } | CodeSubject::Certificate(_) => None,
        }))
    }
}

/// Money on a certificate.
pub(crate) fn money_on(snapshot: &Snapshot) -> Money {
    Money(snapshot.holdings.spendable(MONEY_UNIT).0)
}

/// First moment when nothing on a certificate is valid any more. Money that came back
/// late may be good for longer than the certificate was at first.
pub(crate) fn good_until(snapshot: &Snapshot) -> Option<Instant> {
    let issued = snapshot.member.certificate.as_ref().and_then(|c| c.until);
    let holding = snapshot.holdings.unit(MONEY_UNIT);
    let lots = holding.map_or(&[][..], |h| h.lots.as_slice());
    let ends = lots.iter().map(|lot| lot.terms.expires_at);
    match ends.reduce(|one, other| one.zip(other).map(|(one, other)| one.max(other))) {
        Some(until) => until,
        None => issued,
    }
}
