//! Carrying out what members do beside buying.

use super::document::{
    ActivateSection, BenefitSection, CancelMembershipSection, ChooseSection, ClaimPriceSection,
    ClaimReceiptSection, CollectSection, DecideSection, ProductSection, StartMembershipSection,
    VerifySection,
};
use super::scalars;
use super::world::{StepError, World, find, wrong};
use crate::price_claims::{self, NewPriceClaim};
use crate::submissions::{self, Decision};
use crate::{Committed, choices, memberships, proofs, receipt_claims, rewards};
use model::activity::Verify;
use model::{Event, Key, Quantity};

impl World {
    pub(super) async fn use_benefit(
        &mut self,
        section: &BenefitSection,
    ) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let benefit = Key::new(&section.benefit);
        let quantity = section.quantity.unwrap_or(1);
        let ask = self.ask();
        let committed = rewards::redeem(&self.tessera, &ask, &who, benefit, quantity, None).await?;
        self.call_claim(&committed, section.name.as_ref());
        Ok(committed)
    }

    /// By the code where there is one, as a shop would.
    pub(super) async fn collect(
        &mut self,
        section: &CollectSection,
    ) -> Result<Committed, StepError> {
        let claim = find(&self.claims, &section.claim, "claim")?;
        let mut members = self.members.values();
        let mut reward = None;
        while let (None, Some(member)) = (&reward, members.next()) {
            let state = self.tessera.exact(model::Owner::member(*member)).await?;
            let held = state.member.claims.iter().find(|held| held.id == claim);
            reward = held.map(|held| held.reward.clone());
        }
        let code = reward
            .and_then(|reward| rewards::code_of(&self.tessera, &self.rulebook, claim, &reward));
        let committed = match code {
            Some(code) => rewards::collect_by_code(&self.tessera, &self.ask(), &code).await?,
            None => rewards::collect(&self.tessera, &self.ask(), claim).await?,
        };
        Ok(committed)
    }

    /// Remembers what something is called that waits for a decision.
    pub(super) fn call_submission(&mut self, committed: &Committed, name: Option<&String>) {
        let mut events = committed.entry.events.iter();
        let submitted = events.find_map(|happening| match &happening.event {
            Event::ActionSubmitted { submission, .. } => Some(*submission),
            _ => None,
        });
        if let (Some(submission), Some(name)) = (submitted, name) {
            self.submissions.insert(name.clone(), submission);
        }
    }

    pub(super) async fn decide(&mut self, section: &DecideSection) -> Result<Committed, StepError> {
        let submission = find(&self.submissions, &section.submission, "submission")?;
        let decision = Decision {
            approved: section.approved.unwrap_or(true),
            reason: section.reason.as_ref().map(Into::into),
            by: None,
        };
        let ask = self.ask();
        Ok(submissions::decide(&self.tessera, &ask, submission, decision).await?)
    }

    pub(super) async fn claim_receipt(
        &mut self,
        section: &ClaimReceiptSection,
    ) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let receipt = find(&self.receipts, &section.receipt, "receipt")?;
        let mut ask = self.ask().for_request(&("claim_receipt", receipt, &who));
        ask.key = section.key.as_ref().map(Key::new);
        Ok(receipt_claims::claim(&self.tessera, &ask, &who, receipt).await?)
    }

    pub(super) async fn claim_price(
        &mut self,
        section: &ClaimPriceSection,
    ) -> Result<Committed, StepError> {
        let quantity = match &section.quantity {
            Some(quantity) => Some(Quantity(scalars::number(&quantity.0, 3).map_err(wrong)?)),
            None => None,
        };
        let claim = NewPriceClaim {
            receipt: find(&self.receipts, &section.receipt, "receipt")?,
            line: Key::new(&section.line),
            quantity,
            price: self.money(&section.price)?,
            evidence: section.evidence.as_ref().map(Into::into),
        };
        let committed = price_claims::claim(&self.tessera, &self.ask(), claim).await?;
        self.call_submission(&committed, section.name.as_ref());
        Ok(committed)
    }

    pub(super) async fn choose(&mut self, section: &ChooseSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let options = section.options.iter().map(Key::new).collect();
        let choice = Key::new(&section.choice);
        Ok(choices::choose(&self.tessera, &self.ask(), &who, choice, options).await?)
    }

    pub(super) async fn activate(
        &mut self,
        section: &ActivateSection,
    ) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let offer = Key::new(&section.offer);
        Ok(choices::activate_offer(&self.tessera, &self.ask(), &who, offer).await?)
    }

    pub(super) async fn start_membership(
        &mut self,
        section: &StartMembershipSection,
    ) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let plan = Key::new(&section.membership);
        let paid = match &section.paid {
            Some(paid) => Some(self.money(paid)?),
            None => None,
        };
        let ask = self.ask();
        Ok(memberships::start(&self.tessera, &ask, &who, plan, section.trial, paid).await?)
    }

    pub(super) async fn cancel_membership(
        &mut self,
        section: &CancelMembershipSection,
    ) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let plan = Key::new(&section.membership);
        let reason = section.reason.as_ref().map(Into::into);
        Ok(memberships::cancel(&self.tessera, &self.ask(), &who, plan, reason).await?)
    }

    pub(super) async fn verify(&mut self, section: &VerifySection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let until = match &section.until {
            Some(until) => Some(self.moment(&until.0)?),
            None => None,
        };
        let proof = Verify {
            kind: Key::new(&section.verification),
            revoked: section.revoked,
            until,
            evidence: section.evidence.as_ref().map(Into::into),
            by: None,
        };
        Ok(proofs::verify(&self.tessera, &self.ask(), &who, proof).await?)
    }

    pub(super) async fn register_product(
        &mut self,
        section: &ProductSection,
    ) -> Result<Committed, StepError> {
        let (tessera, ask) = (&self.tessera, self.ask());
        let who = self.who(&section.member)?;
        let (product, serial) = (Key::new(&section.product), Key::new(&section.serial));
        Ok(match section.given_up {
            true => proofs::give_up_product(tessera, &ask, &who, product, serial).await?,
            false => proofs::register_product(tessera, &ask, &who, product, serial).await?,
        })
    }
}
