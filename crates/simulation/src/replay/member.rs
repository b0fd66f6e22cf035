//! The way of one member, or of one receipt without a member, through a history.

use super::Options;
use crate::chain::{Chain, ChainError, Counters};
use crate::demo;
use crate::history::{History, MemberIndex, Moment};
use crate::summary::Tally;
use model::activity::{Enrol, Profile, Purchase, Return};
use model::id::{MemberId, ReceiptId};
use model::{Activity, Instant, Owner};
use programme::rulebook::Rulebook;
use uuid::Uuid;

/// What all of them share.
pub(super) struct Context<'c> {
    pub(super) history: &'c History,
    pub(super) rulebook: &'c Rulebook,
    pub(super) options: &'c Options,
}

/// One owner on the way.
pub(super) struct Journey(Chain);

impl Journey {
    pub(super) fn of_member(member: MemberIndex) -> Self {
        // Apart from receipts, which are numbered from 0 too.
        let id = Uuid::from_u128((1 << 64) | u128::from(member));
        Self(Chain::of(Owner::member(MemberId(id))))
    }

    pub(super) fn of_receipt(sale: u32) -> Self {
        Self(Chain::of(Owner::receipt(receipt_id(sale))))
    }

    /// Carries one moment out.
    pub(super) fn step(
        &mut self,
        context: &Context<'_>,
        moment: Moment,
        counters: &mut Counters,
        tally: &mut Tally,
    ) -> Result<(), ChainError> {
        let history = context.history;
        let (activity, at) = match moment {
            Moment::Joined(member) => {
                let profile = profile(context, member);
                let at = history.members[member as usize].since;
                (Activity::Enrol(Enrol { profile, ..Enrol::default() }), at)
            }
            Moment::Bought(index) => {
                let sale = &history.sales[index as usize];
                let basket = history.basket(sale);
                (Activity::Purchase(Purchase { receipt: receipt_id(index), basket }), sale.at)
            }
            Moment::CameBack(index) => {
                let back = &history.returns[index as usize];
                let activity = Activity::Return(Return {
                    receipt: receipt_id(back.sale),
                    lines: history.returned_lines(back),
                    void: false,
                    reason: None,
                    store: model::basket::Store::default(),
                });
                (activity, back.at)
            }
        };
        self.commit(context, activity, at, counters, tally)
    }

    /// Does what time has to do until the end, and counts what is held then.
    pub(super) fn finish(
        mut self,
        context: &Context<'_>,
        counters: &mut Counters,
        tally: &mut Tally,
    ) -> Result<(), ChainError> {
        if let Some(until) = context.options.until
            && self.0.is_due(context.rulebook, until)
        {
            self.commit(context, Activity::TimePassed, until, counters, tally)?;
        }
        tally.end(context.rulebook, self.0.snapshot());
        Ok(())
    }

    fn commit(
        &mut self,
        context: &Context<'_>,
        activity: Activity,
        at: Instant,
        counters: &mut Counters,
        tally: &mut Tally,
    ) -> Result<(), ChainError> {
        match self.0.commit(context.rulebook, activity, at, counters)? {
            Ok(entry) => tally.entry(entry),
            Err(code) => tally.refused(code),
        }
        Ok(())
    }
}

fn receipt_id(sale: u32) -> ReceiptId {
    ReceiptId(Uuid::from_u128(u128::from(sale)))
}

fn profile(context: &Context<'_>, member: MemberIndex) -> Profile {
    let shopper = &context.history.members[member as usize];
    demo::profile(shopper, context.options.personas, member)
}
