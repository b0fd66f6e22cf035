//! Baskets of scenarios: quotes and purchases.

use super::document::{LineSection, PayCertificate, PurchaseSection};
use super::scalars;
use super::world::{Happened, StepError, World, attributes, find, place, wrong};
use crate::purchase::{self, NewPurchase};
use crate::{CertificateTender, Who, certificates, coupons};
use model::basket::{Basket, Burn, Line, Tender};
use model::id::CouponId;
use model::{Activity, Key, Money, Owner, Quantity, Rounding};
use smol_str::SmolStr;

impl World {
    pub(super) async fn quote(&mut self, section: &PurchaseSection) -> Result<Happened, StepError> {
        let purchase = self.new_purchase(section).await?;
        let quoted = purchase::quote(&self.tessera, purchase).await?;
        let (events, outcome) = (quoted.decision.events, quoted.decision.outcome);
        Ok(Happened { events, outcome, closed: None })
    }

    pub(super) async fn purchase(
        &mut self,
        section: &PurchaseSection,
    ) -> Result<Happened, StepError> {
        let purchase = self.new_purchase(section).await?;
        let mut ask = self.ask().for_request(&purchase);
        ask.key = section.key.as_ref().map(Key::new);
        let committed = purchase::commit(&self.tessera, &ask, purchase).await?;
        if let (Activity::Purchase(purchase), Some(name)) =
            (&committed.entry.activity, &section.receipt)
        {
            self.receipts.insert(name.clone(), purchase.receipt);
        }
        self.name_given(&committed.entry);
        Ok(Happened::entry(committed.entry))
    }

    async fn new_purchase(&self, section: &PurchaseSection) -> Result<NewPurchase, StepError> {
        let who = match &section.member {
            Some(name) => Who::Member(self.member(name)?),
            None => Who::Anonymous,
        };
        let mut codes = Vec::new();
        for code in &section.codes {
            codes.push(self.code(code, section.member.as_deref()).await?);
        }
        let mut certificates = Vec::new();
        for tender in &section.certificates {
            certificates.push(self.certificate(tender)?);
        }
        let at = match &section.at {
            Some(at) => Some(self.moment(&at.0)?),
            None => None,
        };
        let linked = match &section.linked {
            Some(name) => Some(find(&self.receipts, name, "receipt")?),
            None => None,
        };
        Ok(NewPurchase {
            who,
            at,
            business_date: None,
            basket: self.basket(section)?,
            codes,
            certificates,
            linked,
        })
    }

    fn basket(&self, section: &PurchaseSection) -> Result<Basket, StepError> {
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(&section.lines) {
            lines.push(self.line(line, number)?);
        }
        let mut burns = Vec::new();
        for (unit, amount) in &section.pay {
            let (amount, hold) = match amount.0.as_str() {
                "max" => (None, None),
                text => match text.strip_prefix('$') {
                    Some(name) => (None, Some(find(&self.holds, name, "hold")?)),
                    None => (Some(self.units(unit, &scalars::Number(text.to_owned()))?), None),
                },
            };
            burns.push(Burn { unit: Key::new(unit), amount, hold });
        }
        let mut tenders = Vec::new();
        for (kind, amount) in &section.tenders {
            tenders.push(Tender { kind: Key::new(kind), amount: self.money(amount)? });
        }
        let expected_payable = match &section.expected_payable {
            Some(amount) => Some(self.money(amount)?),
            None => None,
        };
        Ok(Basket {
            store: section.store.as_ref().map_or_else(|| self.store.clone(), place),
            till: section.till.as_ref().map(Key::new),
            cashier: section.cashier.as_ref().map(Key::new),
            channel: Key::new(section.channel.as_deref().unwrap_or("till")),
            number: section.number.as_ref().map(Key::new),
            lines,
            tenders,
            burns,
            expected_payable,
            attributes: attributes(&section.attributes)?,
            ..Basket::default()
        })
    }

    fn line(&self, section: &LineSection, number: u32) -> Result<Line, StepError> {
        let quantity = match &section.quantity {
            Some(quantity) => Quantity(scalars::number(&quantity.0, 3).map_err(wrong)?),
            None => Quantity::ONE,
        };
        let money = |number: &Option<scalars::Number>| match number {
            Some(number) => self.money(number).map(Some),
            None => Ok(None),
        };
        let (price, amount) = match (money(&section.price)?, money(&section.amount)?) {
            (Some(price), Some(amount)) => (price, amount),
            (Some(price), None) => (price, price.scaled(quantity.0, 1_000, Rounding::HalfUp)),
            (None, Some(amount)) if quantity.0 != 0 => {
                (amount.scaled(1_000, quantity.0, Rounding::HalfUp), amount)
            }
            (None, amount) => (Money::ZERO, amount.unwrap_or_default()),
        };
        let id = if section.id.is_empty() { number.to_string() } else { section.id.clone() };
        Ok(Line {
            id: Key::new(id),
            sku: Key::new(&section.sku),
            name: section.name.as_ref().map(SmolStr::new),
            kind: section.kind.map(Into::into).unwrap_or_default(),
            category: section.category.as_ref().map(Key::new),
            categories: section.categories.iter().map(Key::new).collect(),
            brand: section.brand.as_ref().map(Key::new),
            quantity,
            price,
            amount,
            cost: money(&section.cost)?,
            tax: money(&section.tax)?,
            on_sale: section.on_sale,
            tags: section.tags.iter().map(Key::new).collect(),
            attributes: attributes(&section.attributes)?,
        })
    }

    /// A code as typed: itself, a printed one, or one that a rule gave to a member.
    async fn code(&self, text: &str, member: Option<&str>) -> Result<SmolStr, StepError> {
        if let Some(name) = text.strip_prefix('$') {
            let code = self.codes.get(name);
            let code = code.ok_or_else(|| wrong(format!("no code is called `${name}` here")))?;
            return Ok(SmolStr::new(code));
        }
        let Some(coupon) = text.strip_prefix("coupon:") else {
            return Ok(SmolStr::new(text));
        };
        let (coupon, holder) = match coupon.split_once('@') {
            Some((coupon, holder)) => (coupon, Some(holder)),
            None => (coupon, member),
        };
        let holder = holder.ok_or_else(|| wrong("a member's coupon needs a member"))?;
        let id = self.coupon_of(coupon, self.member(holder)?).await?;
        Ok(SmolStr::new(coupons::code_of(&self.tessera, id)))
    }

    /// The oldest open coupon of a kind; when all are used, the one used last.
    async fn coupon_of(
        &self,
        coupon: &str,
        member: model::id::MemberId,
    ) -> Result<CouponId, StepError> {
        let state = self.tessera.exact(Owner::member(member)).await?;
        let open = state.member.coupons.iter();
        let used = state.member.used_up.iter().rev();
        let mut all = open.chain(used);
        let found = all.find(|c| c.coupon == *coupon).map(|c| c.id);
        found.ok_or_else(|| wrong(format!("the member has no coupon `{coupon}`")))
    }

    fn certificate(&self, tender: &PayCertificate) -> Result<CertificateTender, StepError> {
        let (name, amount) = match tender {
            PayCertificate::Name(name) => (name, None),
            PayCertificate::Limited(limited) => {
                (&limited.certificate, Some(self.money(&limited.amount)?))
            }
        };
        let code = match name.strip_prefix('$') {
            Some(name) => {
                let id = find(&self.certificates, name, "certificate")?;
                certificates::code_of(&self.tessera, id)
            }
            None => name.clone(),
        };
        Ok(CertificateTender { code: code.into(), amount })
    }
}
