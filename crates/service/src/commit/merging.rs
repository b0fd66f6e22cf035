//! Accounts of one person that became one: what the account that went still has, or gets,
//! is passed on in the same transaction.

use crate::Tessera;
use crate::error::Error;
use model::activity::{HandBack, PassOn, TakeOver, Unmerge};
use model::id::TransferId;
use model::snapshot::Belongings;
use model::{Activity, Entry, Event, Owner, Snapshot};

/// What an account that went has to pass on, as the entries of both accounts.
pub(super) fn passing_on(first: &Entry, state: &Snapshot) -> Option<[(Owner, Activity); 2]> {
    let merged = state.member.merged.as_ref()?;
    let is_first = merged.passed.joined_at.is_none();
    let mut belongings = Belongings::of(state);
    if !is_first {
        let gone = merged.passed.tags.difference(&belongings.tags);
        belongings.untagged = gone.cloned().collect();
        belongings.tags.clear();
        let passed = merged.passed.memberships.iter();
        belongings.ended = passed.filter(|m| merged.ended.contains(&m.source)).cloned().collect();
        if belongings.is_empty() {
            return None;
        }
    }
    let transfer = TransferId(first.id.0);
    let (from, to) = (state.owner, Owner::member(merged.into));
    let pass = PassOn { transfer, to, belongings: belongings.clone() };
    let take = TakeOver { transfer, from, belongings };
    Some([(from, Activity::PassOn(pass)), (to, Activity::TakeOver(take))])
}

/// What comes back to an account that is taken out again, but for what ended meanwhile.
pub(super) fn follow_hand_back(entry: &Entry, event: &Event) -> Option<(Owner, Activity)> {
    let (Activity::HandBack(hand), Event::HandedBack { left, .. }) = (&entry.activity, event)
    else {
        return None;
    };
    let HandBack { transfer, to, belongings } = hand;
    let Belongings { coupons, memberships, verifications, products, .. } = (**left).clone();
    let belongings =
        Belongings { coupons, memberships, verifications, products, ..belongings.clone() };
    let unmerge = Unmerge { transfer: *transfer, from: entry.owner, belongings };
    Some((*to, Activity::Unmerge(unmerge)))
}

impl Tessera {
    /// The account that goes on: this one, unless it was merged.
    ///
    /// COST: one point read, and one more for each merger on the way.
    pub(crate) async fn going_on(&self, mut owner: Owner) -> Result<Owner, Error> {
        while let Some(merged) = &self.exact(owner).await?.member.merged {
            owner = Owner::member(merged.into);
        }
        Ok(owner)
    }
}
