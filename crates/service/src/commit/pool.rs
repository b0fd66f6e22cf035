//! Those who pay together: the other people of a member's groups whose kind shares units.

use crate::Tessera;
use crate::error::Error;
use crate::versions::Rules;
use model::activity::TransferPurpose;
use model::holdings::{Lot, Terms};
use model::{Activity, Entry, Event, Instant, LotId, Owner, Snapshot};
use std::sync::Arc;

impl Tessera {
    /// The states of those who pay together with an owner, each as of `now`, in the order
    /// of groups and seats. Nobody when nothing is paid with units.
    ///
    /// COST: one point read per group and per person, and only for members with a seat in
    /// a group that pays together.
    pub(crate) async fn pool(
        &self,
        rules: &Rules,
        snapshot: &Snapshot,
        activity: &Activity,
        now: Instant,
    ) -> Result<Vec<Arc<Snapshot>>, Error> {
        let mut pool: Vec<Arc<Snapshot>> = Vec::new();
        let pays = match activity {
            Activity::Purchase(purchase) => !purchase.basket.burns.is_empty(),
            Activity::Redeem(_) => true,
            _ => false,
        };
        if !pays {
            return Ok(pool);
        }
        for seat in &snapshot.member.seats {
            let kind = rules.rulebook.group_kind(seat.kind.as_str());
            if kind.is_none_or(|kind| kind.pool.is_empty()) {
                continue;
            }
            let group = self.exact(Owner::group(seat.group)).await?;
            let seats = group.member.group.iter().flat_map(|group| &group.seats);
            for other in seats.filter(|other| other.approved) {
                let owner = Owner::member(other.member);
                if owner != snapshot.owner && !pool.iter().any(|s| s.owner == owner) {
                    pool.push(self.as_of(owner, now).await?);
                }
            }
        }
        Ok(pool)
    }
}

/// Those who paid together in an entry, with just what they paid: enough to decide it
/// again from the journal.
pub(crate) fn pool_of(entry: &Entry) -> Vec<Snapshot> {
    let mut pool: Vec<Snapshot> = Vec::new();
    for (index, happening) in (0u16..).zip(&entry.events) {
        let Event::TransferredIn { from, unit, amount, expires_at, purpose, .. } = &happening.event
        else {
            continue;
        };
        if *purpose != TransferPurpose::Pool {
            continue;
        }
        let at = match pool.iter().position(|s| s.owner == *from) {
            Some(at) => at,
            None => {
                let mut snapshot = Snapshot::empty(*from);
                snapshot.member.enrolled_at = Some(entry.at);
                pool.push(snapshot);
                pool.len() - 1
            }
        };
        let holding = pool[at].holdings.units.entry(unit.clone()).or_default();
        holding.lots.push(Lot {
            id: LotId { seq: 1, index },
            remaining: *amount,
            pending: false,
            terms: Terms { active_at: None, expires_at: *expires_at },
        });
    }
    pool
}
