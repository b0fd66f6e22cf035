//! Carrying steps out through the use cases.

use super::document::*;
use super::scalars::{self, Number};
use super::world::{Happened, StepError, World, attributes, find, place, wrong};
use crate::members::{Change, Contact, Enrolment};
use crate::referrals::ReferredBy;
use crate::returns::NewReturn;
use crate::{
    Committed, Identity, IdentityKind, Who, adjustments, certificates, coupons, events, holds,
    members, referrals, returns, rewards,
};
use model::activity::{Adjust, CustomEvent, Profile, ReturnedLine};
use model::{Activity, Entry, Key, OwnerKind, Quantity, Units};
use std::collections::BTreeSet;

impl World {
    /// Carries a step out. `Err` is a "no" for the whole step, or a mistake in it.
    pub(super) async fn act(&mut self, action: Action<'_>) -> Result<Happened, StepError> {
        if let Some(name) = member_of(action) {
            self.latest_member = Some(name.to_owned());
        }
        let committed = match action {
            Action::enrol(section) => self.enrol(section).await?,
            Action::update(section) => self.update(section).await?,
            Action::purchase(section) => return self.purchase(section).await,
            Action::quote(section) => return self.quote(section).await,
            Action::give_back(section) => self.give_back(section).await?,
            Action::void(section) => self.void(section).await?,
            Action::redeem(section) => self.redeem(section).await?,
            Action::use_benefit(section) => self.use_benefit(section).await?,
            Action::collect(section) => self.collect(section).await?,
            Action::cancel_reward(section) => self.cancel_reward(section).await?,
            Action::event(section) => self.event(section).await?,
            Action::adjust(section) => self.adjust(section).await?,
            Action::hold(section) => self.hold(section).await?,
            Action::capture(section) => self.capture(section).await?,
            Action::release(section) => self.release(section).await?,
            Action::issue_certificate(section) => self.issue_certificate(section).await?,
            Action::issue_codes(section) => return self.issue_codes(section).await,
            Action::grant_coupon(section) => self.grant_coupon(section).await?,
            Action::decide(section) => self.decide(section).await?,
            Action::claim_receipt(section) => self.claim_receipt(section).await?,
            Action::claim_price(section) => self.claim_price(section).await?,
            Action::choose(section) => self.choose(section).await?,
            Action::activate(section) => self.activate(section).await?,
            Action::start_membership(section) => self.start_membership(section).await?,
            Action::cancel_membership(section) => self.cancel_membership(section).await?,
            Action::verify(section) => self.verify(section).await?,
            Action::register_product(section) => self.register_product(section).await?,
            Action::merge(section) => self.merge(section).await?,
            Action::unmerge(section) => self.unmerge(section).await?,
            Action::gift(section) => self.gift(section).await?,
            Action::donate(section) => self.donate(section).await?,
            Action::exchange(section) => self.exchange(section).await?,
            Action::settle_exchange(section) => self.settle_exchange(section).await?,
            Action::form_group(section) => self.form_group(section).await?,
            Action::seat(section) => self.seat(section).await?,
            Action::register_affiliate(section) => return self.register_affiliate(section).await,
            Action::open_raffle(section) => return self.open_raffle(section).await,
            Action::draw_raffle(section) => return self.draw_raffle(section).await,
            Action::close_settlement(section) => return self.close_settlement(section).await,
            Action::wait(section) => {
                let until = match section {
                    WaitSection::Until(until) => self.moment(&until.until.0)?,
                    WaitSection::Lasting(span) => {
                        self.after(scalars::lasting(&span.0).map_err(wrong)?)
                    }
                };
                return self.wait_until(until).await;
            }
        };
        self.name_given(&committed.entry);
        Ok(Happened::entry(committed.entry))
    }

    /// Certificates that rules give are called by their kind and number: `$gift-1`.
    pub(super) fn name_given(&mut self, entry: &Entry) {
        if entry.owner.kind != OwnerKind::Member {
            return;
        }
        for given in certificates::issued(&self.tessera, entry) {
            let taken = |number: &usize| {
                self.certificates.contains_key(&format!("{}-{number}", given.certificate_type))
            };
            let number = (1..).find(|number| !taken(number)).unwrap_or_default();
            self.certificates.insert(format!("{}-{number}", given.certificate_type), given.id);
        }
    }

    pub(super) fn who(&self, name: &str) -> Result<Who, StepError> {
        self.member(name).map(Who::Member)
    }

    pub(super) fn money(&self, number: &Number) -> Result<model::Money, StepError> {
        let money = scalars::number(&number.0, self.rulebook.currency_scale);
        money.map(model::Money).map_err(wrong)
    }

    pub(super) fn units(&self, unit: &str, number: &Number) -> Result<Units, StepError> {
        let scale = self.scale(unit);
        scalars::number(&number.0, scale).map(Units).map_err(wrong)
    }

    /// Decimals of a unit; unknown ones are judged by the service.
    pub(super) fn scale(&self, unit: &str) -> u8 {
        self.rulebook.unit(unit).map_or(0, |unit| unit.scale)
    }

    async fn enrol(&mut self, section: &EnrolSection) -> Result<Committed, StepError> {
        let kinds = [
            (IdentityKind::Phone, &section.phone),
            (IdentityKind::Email, &section.email),
            (IdentityKind::Card, &section.card),
            (IdentityKind::External, &section.external),
        ];
        let mut identities = Vec::new();
        for (kind, text) in kinds {
            if let Some(text) = text {
                identities.push(Identity::parse(kind, text)?);
            }
        }
        let birthday = match &section.birthday {
            Some(day) => Some(scalars::birth_date(&day.0).map_err(wrong)?),
            None => None,
        };
        let at = match &section.at {
            Some(at) => Some(self.moment(&at.0)?),
            None => None,
        };
        let referred_by = match &section.referred_by {
            Some(name) => {
                let who = self.who(name)?;
                let code = referrals::code(&self.tessera, &self.ask(), &who).await?;
                Some(ReferredBy::Code(code.into()))
            }
            None => None,
        };
        let enrolment = Enrolment {
            profile: Profile {
                birthday,
                language: section.language.as_ref().map(Key::new),
                country: section.country.as_ref().map(Key::new),
                tags: keys(&section.tags),
                segments: keys(&section.segments),
                consents: keys(&section.consents),
                attributes: attributes(&section.attributes)?,
            },
            identities,
            channel: section.channel.as_ref().map(Key::new),
            store: Some(
                section
                    .store
                    .as_ref()
                    .map_or_else(|| self.store.id.clone(), |store| Key::new(&store.id)),
            ),
            at,
            contact: Contact { name: Some((&section.member).into()), ..Contact::default() },
            referred_by,
            affiliate: section.affiliate.as_ref().map(Key::new),
        };
        let committed = members::enrol(&self.tessera, &self.ask(), enrolment).await?;
        if let Some(id) = committed.entry.owner.as_member() {
            self.members.insert(section.member.clone(), id);
        }
        Ok(committed)
    }

    async fn update(&mut self, section: &UpdateSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let state = members::get(&self.tessera, &who).await?;
        let mut profile = state.snapshot.member.profile.clone();
        let known = profile.clone();
        if let Some(day) = &section.birthday {
            profile.birthday = Some(scalars::birth_date(&day.0).map_err(wrong)?);
        }
        if let Some(language) = &section.language {
            profile.language = Some(Key::new(language));
        }
        if let Some(country) = &section.country {
            profile.country = Some(Key::new(country));
        }
        let words = [
            (&mut profile.tags, &section.tags),
            (&mut profile.segments, &section.segments),
            (&mut profile.consents, &section.consents),
        ];
        for (known, new) in words {
            if let Some(new) = new {
                *known = keys(new);
            }
        }
        profile.attributes.extend(attributes(&section.attributes)?);
        let mut invitations = section.invite.iter();
        let mut pair = || {
            let invitation = invitations.next();
            invitation.map(|(track, tier)| (Key::new(track), Key::new(tier)))
        };
        let mut change = Change {
            profile: (profile != known).then_some(profile),
            blocked: section.blocked,
            invite: pair(),
            ..Change::default()
        };
        loop {
            let done = members::update(&self.tessera, &self.ask(), &who, change).await?;
            match pair() {
                Some(next) => {
                    change = Change { invite: Some(next), ..Change::default() };
                }
                None => return Ok(done),
            }
        }
    }

    async fn give_back(&mut self, section: &ReturnSection) -> Result<Committed, StepError> {
        let receipt = find(&self.receipts, &section.receipt, "receipt")?;
        let mut lines = Vec::new();
        for (line, quantity) in &section.lines {
            lines.push(ReturnedLine {
                line: Key::new(line),
                quantity: Quantity(scalars::number(&quantity.0, 3).map_err(wrong)?),
            });
        }
        let store = section.store.as_ref();
        let at = match &section.at {
            Some(at) => Some(self.moment(&at.0)?),
            None => None,
        };
        let back = NewReturn {
            receipt,
            lines,
            reason: section.reason.as_ref().map(Into::into),
            store: store.map_or_else(|| self.store.clone(), place),
            at,
        };
        let mut ask = self.ask().for_request(&back);
        ask.key = section.key.as_ref().map(Key::new);
        Ok(returns::return_goods(&self.tessera, &ask, back).await?)
    }

    async fn void(&mut self, section: &VoidSection) -> Result<Committed, StepError> {
        let receipt = find(&self.receipts, &section.receipt, "receipt")?;
        let reason = section.reason.as_ref().map(Into::into);
        Ok(returns::void(&self.tessera, &self.ask(), receipt, reason).await?)
    }

    async fn cancel_reward(&mut self, section: &CancelSection) -> Result<Committed, StepError> {
        let claim = find(&self.claims, &section.claim, "claim")?;
        let reason = section.reason.as_ref().map(Into::into);
        Ok(rewards::cancel(&self.tessera, &self.ask(), claim, reason).await?)
    }

    async fn redeem(&mut self, section: &RedeemSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let reward = Key::new(&section.reward);
        let quantity = section.quantity.unwrap_or(1);
        let option = section.option.as_ref().map(Key::new);
        let ask = self.ask();
        let committed =
            rewards::redeem(&self.tessera, &ask, &who, reward, quantity, option).await?;
        self.call_claim(&committed, section.name.as_ref());
        Ok(committed)
    }

    /// Remembers what a claim is called.
    pub(super) fn call_claim(&mut self, committed: &Committed, name: Option<&String>) {
        if let (Activity::Redeem(redeem), Some(name)) = (&committed.entry.activity, name) {
            self.claims.insert(name.clone(), redeem.claim);
        }
    }

    async fn event(&mut self, section: &EventSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let event = CustomEvent {
            event: Key::new(&section.event),
            reference: section.reference.as_ref().map(Key::new),
            submission: None,
            evidence: section.evidence.as_ref().map(Into::into),
            attributes: attributes(&section.attributes)?,
        };
        let at = match &section.at {
            Some(at) => Some(self.moment(&at.0)?),
            None => None,
        };
        let committed = events::record(&self.tessera, &self.ask(), &who, event, at).await?;
        self.call_submission(&committed, section.name.as_ref());
        Ok(committed)
    }

    async fn adjust(&mut self, section: &AdjustSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let expires_at = match &section.expires {
            Some(at) => Some(self.moment(&at.0)?),
            None => None,
        };
        let adjustment = Adjust {
            unit: Key::new(&section.unit),
            amount: self.units(&section.unit, &section.amount)?,
            expires_at,
            reason: section.reason.as_str().into(),
            by: None,
        };
        Ok(adjustments::adjust(&self.tessera, &self.ask(), &who, adjustment).await?)
    }

    async fn hold(&mut self, section: &HoldSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let span = scalars::lasting(&section.lasting.0).map_err(wrong)?;
        let lasting = self.after(span).duration_since(self.tessera.now());
        let unit = Key::new(&section.unit);
        let amount = self.units(&section.unit, &section.amount)?;
        let committed =
            holds::place(&self.tessera, &self.ask(), &who, unit, amount, lasting).await?;
        if let (Activity::Hold(hold), Some(name)) = (&committed.entry.activity, &section.name) {
            self.holds.insert(name.clone(), hold.hold);
        }
        Ok(committed)
    }

    async fn capture(&mut self, section: &CaptureSection) -> Result<Committed, StepError> {
        let hold = find(&self.holds, &section.hold, "hold")?;
        let amount = match &section.amount {
            Some(amount) => Some(self.units(&self.unit_of(hold).await?, amount)?),
            None => None,
        };
        Ok(holds::capture(&self.tessera, &self.ask(), hold, amount).await?)
    }

    async fn release(&mut self, section: &ReleaseSection) -> Result<Committed, StepError> {
        let hold = find(&self.holds, &section.hold, "hold")?;
        Ok(holds::release(&self.tessera, &self.ask(), hold).await?)
    }

    /// The unit of a hold; none when it has ended, which the service will say.
    async fn unit_of(&self, hold: model::id::HoldId) -> Result<String, StepError> {
        let owner = holds::find(&self.tessera, hold).await?;
        let state = self.tessera.exact(owner).await?;
        let mut units = state.holdings.units.iter();
        let unit = units.find(|(_, u)| u.holds.iter().any(|h| h.id == hold));
        Ok(unit.map_or_else(String::new, |(unit, _)| unit.to_string()))
    }

    async fn issue_certificate(
        &mut self,
        section: &CertificateSection,
    ) -> Result<Committed, StepError> {
        let kind = Key::new(&section.kind);
        let value = self.money(&section.value)?;
        let receipt = match &section.receipt {
            Some(name) => Some(find(&self.receipts, name, "receipt")?),
            None => None,
        };
        let committed =
            certificates::issue(&self.tessera, &self.ask(), kind, value, receipt).await?;
        if let Some(id) = committed.entry.owner.as_certificate() {
            self.certificates.insert(section.name.clone(), id);
        }
        Ok(committed)
    }

    async fn issue_codes(&mut self, section: &CodesSection) -> Result<Happened, StepError> {
        let coupon = Key::new(&section.coupon);
        let count = section.count.unwrap_or(1);
        let batch = coupons::issue_batch(&self.tessera, &self.ask(), coupon, count).await?;
        for (number, code) in (1..).zip(batch.codes) {
            self.codes.insert(format!("{}{number}", section.name), code);
        }
        Ok(Happened::default())
    }

    async fn grant_coupon(&mut self, section: &GrantSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let coupon = Key::new(&section.coupon);
        let reason = section.reason.as_ref().map(Into::into);
        let committed = coupons::grant(&self.tessera, &self.ask(), &who, coupon, reason).await?;
        let granted = coupons::granted(&self.tessera, &committed.entry);
        if let (Some(name), Some(granted)) = (&section.name, granted.first()) {
            self.codes.insert(name.clone(), granted.code.clone());
        }
        Ok(committed)
    }
}

fn keys(words: &[String]) -> BTreeSet<Key> {
    words.iter().map(Key::new).collect()
}

/// Whom a step is about.
pub(super) fn member_of(action: Action<'_>) -> Option<&str> {
    match action {
        Action::enrol(section) => Some(&section.member),
        Action::update(section) => Some(&section.member),
        Action::purchase(section) | Action::quote(section) => section.member.as_deref(),
        Action::redeem(section) => Some(&section.member),
        Action::use_benefit(section) => Some(&section.member),
        Action::claim_price(section) => section.member.as_deref(),
        Action::choose(section) => Some(&section.member),
        Action::activate(section) => Some(&section.member),
        Action::start_membership(section) => Some(&section.member),
        Action::cancel_membership(section) => Some(&section.member),
        Action::verify(section) => Some(&section.member),
        Action::register_product(section) => Some(&section.member),
        Action::merge(section) => Some(&section.into),
        Action::unmerge(section) => Some(&section.member),
        Action::gift(section) => section.member.as_deref(),
        Action::donate(section) => Some(&section.member),
        Action::exchange(section) => Some(&section.member),
        Action::form_group(section) => Some(&section.member),
        Action::seat(section) => Some(&section.member),
        Action::cancel_reward(section) => section.member.as_deref(),
        Action::claim_receipt(section) => Some(&section.member),
        Action::event(section) => Some(&section.member),
        Action::adjust(section) => Some(&section.member),
        Action::hold(section) => Some(&section.member),
        Action::grant_coupon(section) => Some(&section.member),
        _ => None,
    }
}
