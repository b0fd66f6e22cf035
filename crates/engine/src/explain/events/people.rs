//! What members are and have: standing, coupons, rewards, choices,
//! memberships, proofs, products.

use crate::explain::sentences::Fields;
use crate::explain::words::Words;
use model::event::{MembershipEnd, TierCause};
use model::{Event, Key};

impl Words<'_> {
    /// Sentences about joining, tiers, coupons and rewards.
    pub(super) fn standing_event(
        &self,
        event: &Event,
        fields: &mut Fields,
    ) -> Option<&'static str> {
        match event {
            Event::MemberEnrolled { advocate: Some(_), .. } => Some("event.enrolled_advocate"),
            Event::MemberEnrolled { affiliate: Some(affiliate), .. } => {
                fields.set("partner", self.name(&affiliate.partner));
                Some("event.enrolled_affiliate")
            }
            Event::MemberEnrolled { .. } => Some("event.enrolled"),
            Event::BlockingChanged { blocked: true } => Some("event.blocked"),
            Event::BlockingChanged { blocked: false } => Some("event.unblocked"),
            Event::TierChanged { track, to, cause, until, .. } => {
                // Other things of the document may have the same key.
                let levels = self.book.track(track.as_str()).map(|track| &track.levels);
                let name = |tier: &Key| {
                    let level = levels.and_then(|all| all.iter().find(|l| l.key == *tier));
                    self.named(level.map(|level| &level.name), tier)
                };
                fields.set("tier", to.as_ref().map_or_else(|| "-".to_owned(), name));
                self.terms(None, *until, fields);
                Some(tier_sentence(*cause))
            }
            Event::RewardClaimed { reward, quantity, option, .. } => {
                fields.set("reward", self.name(reward));
                fields.set("quantity", quantity.to_string());
                let Some(option) = option else { return Some("event.reward_claimed") };
                let options = self.book.reward(reward.as_str()).map(|r| &r.options);
                let named = options.and_then(|o| o.iter().find(|o| o.key == *option));
                fields.set("option", self.named(named.map(|o| &o.name), option));
                Some("event.reward_claimed_option")
            }
            Event::RewardCollected { .. } => Some("event.reward_collected"),
            Event::RewardCancelled { .. } => Some("event.reward_cancelled"),
            // Other tags are words of the staff.
            Event::Tagged { tag, on: true } => {
                let badge = self.book.badge(tag.as_str())?;
                fields.set("badge", self.named(Some(&badge.name), tag));
                Some("event.badge")
            }
            _ => self.coupon_event(event, fields),
        }
    }

    fn coupon_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        match event {
            Event::CouponGranted { coupon, until, .. } => {
                fields.set("coupon", self.name(coupon));
                self.terms(None, *until, fields);
                Some("event.coupon_granted")
            }
            Event::CouponUsed { coupon, .. } => {
                fields.set("coupon", self.name(coupon));
                Some("event.coupon_used")
            }
            Event::CouponRestored { coupon, .. } => {
                fields.set("coupon", self.name(coupon));
                Some("event.coupon_restored")
            }
            Event::CouponEnded { expired, .. } => {
                Some(if *expired { "event.coupon_expired" } else { "event.coupon_revoked" })
            }
            _ => None,
        }
    }

    /// Sentences about actions, choices, memberships, proofs and products.
    pub(super) fn own_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        match event {
            Event::ActionCounted { event, .. } => {
                fields.set("action", self.name(event));
                Some("event.action")
            }
            Event::ActionSubmitted { event, .. } => {
                fields.set("action", self.name(event));
                Some("event.submitted")
            }
            Event::SubmissionDecided { event, approved, .. } => {
                fields.set("action", self.name(event));
                Some(if *approved { "event.approved" } else { "event.rejected" })
            }
            Event::Chosen { choice, options, .. } => Some(self.chosen(choice, options, fields)),
            Event::OfferActivated { offer, until } => {
                fields.set("offer", self.name(offer));
                self.terms(None, *until, fields);
                Some("event.offer_activated")
            }
            Event::Verified { kind, until } => {
                let kinds = self.book.verification(kind.as_str());
                fields.set("subject", self.named(kinds.map(|v| &v.name), kind));
                self.terms(None, *until, fields);
                Some("event.verified")
            }
            Event::VerificationEnded { kind, expired } => {
                let kinds = self.book.verification(kind.as_str());
                fields.set("subject", self.named(kinds.map(|v| &v.name), kind));
                let taken = "event.verification_revoked";
                Some(if *expired { "event.verification_expired" } else { taken })
            }
            _ => self.membership_event(event, fields).or_else(|| self.product_event(event, fields)),
        }
    }

    fn chosen(&self, choice: &Key, options: &[Key], fields: &mut Fields) -> &'static str {
        let found = self.book.choice(choice.as_str());
        fields.set("choice", self.named(found.map(|c| &c.name), choice));
        if options.is_empty() {
            return "event.chosen_nothing";
        }
        let named = options.iter().map(|option| {
            let texts = found.and_then(|c| c.options.iter().find(|o| o.0 == *option));
            self.named(texts.map(|o| &o.1), option)
        });
        fields.set("options", named.collect::<Vec<_>>().join(", "));
        "event.chosen"
    }

    fn membership_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        let (Event::MembershipStarted { plan, .. }
        | Event::MembershipEnded { plan, .. }
        | Event::MembershipReminded { plan, .. }) = event
        else {
            return None;
        };
        fields.set("plan", self.named(self.book.plan(plan.as_str()).map(|p| &p.name), plan));
        Some(match event {
            Event::MembershipStarted { from, until, trial, .. } => {
                fields.set("from", self.day(*from));
                self.terms(None, Some(*until), fields);
                if *trial { "event.membership_trial" } else { "event.membership_started" }
            }
            Event::MembershipEnded { cause, refund, .. } => match cause {
                MembershipEnd::Lapsed => "event.membership_lapsed",
                MembershipEnd::Returned => "event.membership_returned",
                MembershipEnd::HandedBack => "event.membership_handed_back",
                MembershipEnd::Cancelled if refund.is_zero() => "event.membership_cancelled",
                MembershipEnd::Cancelled => {
                    fields.set("amount", self.money(*refund));
                    "event.membership_refunded"
                }
            },
            _ => "event.membership_reminded",
        })
    }

    fn product_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        let (Event::ProductRegistered { product, serial, .. }
        | Event::ProductReleased { product, serial }) = event
        else {
            return None;
        };
        let known = self.book.product(product.as_str());
        fields.set("product", self.named(known.map(|p| &p.name), product));
        fields.set("serial", serial.as_str());
        if let Event::ProductRegistered { until, .. } = event {
            self.terms(None, *until, fields);
            return Some("event.product_registered");
        }
        Some("event.product_released")
    }
}

fn tier_sentence(cause: TierCause) -> &'static str {
    match cause {
        TierCause::Joined => "event.tier_joined",
        TierCause::Reached => "event.tier_reached",
        TierCause::Requalified => "event.tier_renewed",
        TierCause::Lapsed => "event.tier_lapsed",
        TierCause::Inactive => "event.tier_inactive",
        TierCause::Invited => "event.tier_invited",
        TierCause::Returned => "event.tier_returned",
        TierCause::Merged => "event.tier_merged",
    }
}
