//! Activities that are about one thing: joining, facts, corrections, coupons by
//! hand.

use crate::judge::Judge;
use model::activity::{Adjust, Enrol, GrantCoupon, Update};
use model::event::TierCause;
use model::outcome::Missing;
use model::{Because, Code, Event, Units};

impl<'a> Judge<'a> {
    pub(crate) fn enrol(&mut self, enrol: &'a Enrol) {
        if self.member.enrolled_at.is_some() {
            return self.refuse_all(Code::MEMBER_EXISTS, None, None);
        }
        let event = Event::MemberEnrolled {
            profile: enrol.profile.clone(),
            channel: enrol.channel.clone(),
            store: enrol.store.clone(),
            advocate: enrol.advocate,
            affiliate: enrol.affiliate.clone(),
        };
        self.push(event, Because::default());
        self.settle_tiers();
        let book = self.book;
        for &position in &book.index.enrolment {
            self.run_member_rule(&book.rules[usize::from(position)], None);
        }
        self.settle_tiers();
    }

    pub(crate) fn update(&mut self, update: &'a Update) {
        if let Some(profile) = &update.profile {
            self.push(Event::ProfileChanged { profile: profile.clone() }, Because::default());
        }
        if let Some(blocked) = update.blocked {
            self.push(Event::BlockingChanged { blocked }, Because::default());
        }
        self.update_invitation(update);
        let birthday = update.profile.as_ref().map_or(self.member.profile.birthday, |p| p.birthday);
        let is_blocked = update.blocked.unwrap_or(self.member.blocked);
        if birthday != self.member.profile.birthday && !is_blocked {
            self.celebrate_late();
        }
    }

    fn update_invitation(&mut self, update: &'a Update) {
        let Some((track, tier)) = &update.invite else {
            return;
        };
        let book = self.book;
        let found = book.track(track.as_str()).and_then(|t| Some((t, t.rank(tier.as_str())?)));
        match found {
            Some((track, rank)) => {
                let before = self.rank(track);
                self.change_tier(track, Some(rank), TierCause::Invited, self.inputs.at);
                if Some(rank) > before {
                    self.tier_rules(track, before, rank);
                }
            }
            None => self.refuse_all(Code::REQUEST_INVALID, Some(tier), None),
        }
    }

    pub(crate) fn adjust(&mut self, adjust: &Adjust) {
        let book = self.book;
        if self.member.enrolled_at.is_none() {
            return self.refuse_all(Code::MEMBER_REQUIRED, None, None);
        }
        let Some(unit) = book.unit(adjust.unit.as_str()) else {
            return self.refuse_all(Code::UNIT_UNKNOWN, Some(&adjust.unit), None);
        };
        if adjust.reason.trim().is_empty() {
            return self.refuse_all(Code::ADJUST_REASON, None, None);
        }
        if adjust.amount.0.abs() > model::amount::LARGEST_INPUT {
            return self.refuse_all(Code::AMOUNT_TOO_LARGE, None, None);
        }
        let left = -adjust.amount.0 - self.spendable(&unit.key).0.max(0);
        if adjust.amount.0 < 0 && left > 0 {
            let missing = Missing::Units { unit: unit.key.clone(), amount: Units(left) };
            return self.refuse_all(Code::UNITS_INSUFFICIENT, Some(&unit.key), Some(missing));
        }
        let expires_at =
            adjust.expires_at.or_else(|| unit.expiry.of(&book.calendar, self.inputs.at));
        let event = Event::Adjusted {
            unit: unit.key.clone(),
            amount: adjust.amount,
            expires_at: expires_at.filter(|_| adjust.amount.0 > 0),
            reason: adjust.reason.clone(),
        };
        self.push(event, Because::default());
        self.convert();
    }

    pub(crate) fn grant_coupon(&mut self, grant: &GrantCoupon) {
        if !self.has_member() {
            return self.refuse_nobody();
        }
        if self.book.coupon(grant.coupon.as_str()).is_none() {
            return self.refuse_all(Code::COUPON_UNKNOWN, Some(&grant.coupon), None);
        }
        let mut because = Because::rule(&grant.coupon);
        if let Some(reason) = &grant.reason {
            because = because.with("reason", reason);
        }
        self.grant(&grant.coupon, because, None);
    }

    pub(crate) fn refuse_nobody(&mut self) {
        let code = if self.member.blocked { Code::MEMBER_BLOCKED } else { Code::MEMBER_REQUIRED };
        self.refuse_all(code, None, None);
    }
}
