//! Units that go from one owner to another: presents, and households that pay
//! together. Each transfer is booked in both chains; what leaves here with its
//! expiry arrives there with the same.

use crate::facts::View;
use crate::judge::Judge;
use model::activity::{Give, MoveCoupon, Receive, TransferPurpose};
use model::calendar::Window;
use model::holdings::{Part, parts_of};
use model::id::TransferId;
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Snapshot, Units};

impl<'a> Judge<'a> {
    /// Units leave for another owner.
    pub(crate) fn give(&mut self, give: &'a Give) {
        if !self.has_member() && self.member.group.is_none() {
            return self.refuse_nobody();
        }
        if give.to == self.inputs.snapshot.owner {
            return self.refuse_all(Code::TRANSFER_SELF, Some(&give.unit), None);
        }
        if give.amount.0 <= 0 || give.amount.0 > model::amount::LARGEST_INPUT {
            return self.refuse_all(Code::REQUEST_INVALID, Some(&give.unit), None);
        }
        if give.purpose == TransferPurpose::Gift
            && let Err(code) = self.may_give(give)
        {
            return self.refuse_all(code, Some(&give.unit), None);
        }
        let left = give.amount.0 - self.spendable(&give.unit).0;
        let holding = self.inputs.snapshot.holdings.unit(give.unit.as_str());
        let parts = holding.and_then(|h| parts_of(h, give.amount, Some(self.clock)));
        let (Some(parts), true) = (parts, left <= 0) else {
            let missing = Missing::Units { unit: give.unit.clone(), amount: Units(left.max(1)) };
            return self.refuse_all(Code::UNITS_INSUFFICIENT, Some(&give.unit), Some(missing));
        };
        let event = Event::TransferredOut {
            transfer: give.transfer,
            to: give.to,
            unit: give.unit.clone(),
            amount: give.amount,
            parts,
            purpose: give.purpose,
        };
        self.push(event, Because::default());
    }

    /// Whether the programme lets the member give so much; counts it when it does.
    fn may_give(&mut self, give: &Give) -> Result<(), Code> {
        let book = self.book;
        if self.member.group.is_some() {
            // What a group collected is for its people.
            return Ok(());
        }
        let gifting = book.gifting.iter().find(|g| g.unit == give.unit);
        let gifting = gifting.ok_or(Code::TRANSFER_NOT_ALLOWED)?;
        if gifting.condition.as_ref().is_some_and(|c| !c.test(&View::of_member(self))) {
            return Err(Code::TRANSFER_NOT_ALLOWED);
        }
        if give.amount < gifting.minimum {
            return Err(Code::TRANSFER_LIMIT);
        }
        if let Some((most, window)) = gifting.most {
            let series = Key(smol_str::format_smolstr!("gift:{}/{}", give.unit, window.code()));
            let period = self.period(window, self.inputs.at);
            if self.series(series.as_str(), period, period) + give.amount.0 > most.0 {
                return Err(Code::TRANSFER_LIMIT);
            }
            self.push_count(series, window, give.amount.0, Vec::new());
        }
        Ok(())
    }

    /// A coupon that was passed on leaves the wallet of its holder, or comes back.
    pub(crate) fn move_coupon(&mut self, moved: &'a MoveCoupon) {
        let (coupon, id, holder) = (moved.coupon.clone(), Some(moved.id), None);
        let event = if moved.restored {
            Event::CouponRestored { coupon, id, holder }
        } else {
            Event::CouponUsed { coupon, id, holder }
        };
        self.push(event, Because::rule(&moved.coupon));
    }

    /// Units arrive from another owner.
    pub(crate) fn receive(&mut self, receive: &'a Receive) {
        if !self.has_member() && self.member.group.is_none() {
            return self.refuse_nobody();
        }
        self.take_in(
            receive.transfer,
            receive.from,
            &receive.unit,
            &receive.parts,
            receive.purpose,
        );
        self.convert();
    }

    pub(crate) fn take_in(
        &mut self,
        transfer: TransferId,
        from: model::Owner,
        unit: &Key,
        parts: &[Part],
        purpose: TransferPurpose,
    ) {
        for part in parts {
            let event = Event::TransferredIn {
                transfer,
                from,
                unit: unit.clone(),
                amount: part.amount,
                active_at: part.active_at,
                expires_at: part.expires_at,
                purpose,
            };
            self.push(event, Because::default());
        }
    }

    /// The other people who pay a unit together with the member.
    fn payers(&self, unit: &Key) -> impl Iterator<Item = &'a Snapshot> {
        let pools = self.member.seats.iter().any(|seat| {
            let kind = self.book.group_kind(seat.kind.as_str());
            kind.is_some_and(|kind| kind.pool.contains(unit))
        });
        let pool: &'a [&'a Snapshot] = if pools { self.inputs.pool } else { &[] };
        pool.iter().copied().filter(|payer| !payer.member.blocked)
    }

    /// What somebody of the pool can give of a unit now.
    fn pooled_of(&self, payer: &Snapshot, unit: &Key) -> Units {
        let Some(holding) = payer.holdings.unit(unit.as_str()) else {
            return Units::ZERO;
        };
        let fresh = |lot: &&model::Lot| {
            !lot.pending && lot.terms.expires_at.is_none_or(|at| at > self.clock)
        };
        let active: Units = holding.lots.iter().filter(fresh).map(|lot| lot.remaining).sum();
        (active - holding.debt).max(Units::ZERO)
    }

    /// What the others of the pool can give of a unit.
    pub(crate) fn pooled(&self, unit: &Key) -> Units {
        self.payers(unit).map(|payer| self.pooled_of(payer, unit)).sum()
    }

    /// Takes what the member lacks of a unit from the others of the pool.
    pub(crate) fn draw_on_pool(&mut self, unit: &Key, wanted: Units) {
        let mut lacking = (wanted - self.spendable(unit)).max(Units::ZERO);
        let payers: Vec<&'a Snapshot> = self.payers(unit).collect();
        for payer in payers {
            let amount = lacking.min(self.pooled_of(payer, unit));
            let holding = payer.holdings.unit(unit.as_str());
            let parts = holding.and_then(|h| parts_of(h, amount, Some(self.clock)));
            let Some(parts) = parts.filter(|_| amount.0 > 0) else { continue };
            let transfer = TransferId(self.new_uuid());
            self.take_in(transfer, payer.owner, unit, &parts, TransferPurpose::Pool);
            lacking -= amount;
        }
    }

    /// Counts what a member used of something in a window.
    pub(crate) fn used_of(&self, series: &str, window: Window) -> i64 {
        let period = self.period(window, self.inputs.at);
        self.series(series, period, period)
    }
}
