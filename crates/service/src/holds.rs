//! Reservations of units with a time limit.

use crate::commit::append::HOLD_KIND;
use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use jiff::SignedDuration;
use model::activity::{Capture, HoldUnits, Release};
use model::id::HoldId;
use model::{Activity, Code, Key, Owner, Units};

/// The longest reservation.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Reserves units of a member for a while.
pub async fn place(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    unit: Key,
    amount: Units,
    lasting: SignedDuration,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            if lasting <= SignedDuration::ZERO || lasting > LONGEST {
                let detail = "a hold lasts from one second to 31 days";
                return Err(Error::refused(Code::TIME_INVALID, detail));
            }
            let member = tessera.member_of(who).await?;
            let until = tessera.now().checked_add(lasting).map_err(|_| {
                Error::refused(Code::TIME_INVALID, "the hold would end beyond all time")
            })?;
            let activity = Activity::Hold(HoldUnits {
                hold: HoldId(tessera.new_id()),
                unit,
                amount,
                until: crate::clock::whole_millis(until),
            });
            let order = Order::new(Owner::member(member), Start::Member, activity);
            tessera.commit(ask, order).await
        })
        .await
}

/// Uses a reservation, wholly or in part; the rest is free again.
pub async fn capture(
    tessera: &Tessera,
    ask: &Ask,
    hold: HoldId,
    amount: Option<Units>,
) -> Result<Committed, Error> {
    let activity = Activity::Capture(Capture { hold, amount });
    end(tessera, ask, hold, activity).await
}

/// Gives a reservation up.
pub async fn release(tessera: &Tessera, ask: &Ask, hold: HoldId) -> Result<Committed, Error> {
    end(tessera, ask, hold, Activity::Release(Release { hold })).await
}

async fn end(
    tessera: &Tessera,
    ask: &Ask,
    hold: HoldId,
    activity: Activity,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let owner = find(tessera, hold).await?;
            let start = Start::Known(Code::HOLD_NOT_FOUND);
            tessera.commit(ask, Order::new(owner, start, activity)).await
        })
        .await
}

/// Whose a hold is.
pub async fn find(tessera: &Tessera, hold: HoldId) -> Result<Owner, Error> {
    let owner = tessera.store().find_owner(HOLD_KIND, &hold.to_string()).await?;
    owner.ok_or_else(|| Error::refused(Code::HOLD_NOT_FOUND, hold.to_string()))
}
