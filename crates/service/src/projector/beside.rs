//! What an entry is about, where something else than the entry says that.

use super::Projected;
use crate::Tessera;
use crate::commit::refunded_receipt;
use crate::error::Error;
use model::id::{BatchId, CouponId, ReceiptId};
use model::{Activity, Entry, Event, Key, Owner};
use std::collections::HashMap;

/// What is known besides an entry.
#[derive(Default)]
pub(super) struct Beside {
    /// The entry of the purchase of which money went back.
    pub(super) original: Option<u64>,
    /// Whose entry claimed that receipt since, and which.
    pub(super) claimed: Option<(Owner, u64)>,
    /// The purchase that is claimed, with its position.
    pub(super) purchase: Option<(u64, Entry)>,
    /// Batches whose codes were used, or of which a use came back: by how much.
    pub(super) batches: Vec<(BatchId, i64)>,
    /// The reward that was given back, and how many of it.
    pub(super) cancelled: Option<(Key, u32)>,
}

/// The entries of the purchases of which money went back in one batch.
///
/// COST: one read for all, because a batch may hold thousands of returns.
pub(super) struct Originals(HashMap<ReceiptId, u64>);

impl Originals {
    pub(super) async fn of(tessera: &Tessera, entries: &[Projected]) -> Result<Self, Error> {
        let mut ids: Vec<ReceiptId> =
            entries.iter().filter_map(|projected| refunded_receipt(&projected.entry)).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self(HashMap::new()));
        }
        let found = tessera.store().find_receipts(ids).await?;
        Ok(Self(found.into_iter().map(|row| (row.id, row.seq)).collect()))
    }
}

pub(super) async fn of(
    tessera: &Tessera,
    originals: &Originals,
    entry: &Entry,
) -> Result<Beside, Error> {
    let batches = batches(tessera, entry).await?;
    let cancelled = cancelled(tessera, entry).await?;
    let beside = Beside { batches, cancelled, ..Beside::default() };
    let store = tessera.store();
    if let Activity::ClaimReceipt(claim) = &entry.activity {
        let row = match store.find_receipt(claim.receipt).await? {
            Some(row) => store.find_entry(row.owner, row.seq).await?,
            None => None,
        };
        let purchase = row.map(|row| Ok::<_, Error>((row.position, row.entry()?))).transpose()?;
        return Ok(Beside { purchase, ..beside });
    }
    let Some(receipt) = refunded_receipt(entry) else {
        return Ok(beside);
    };
    let original = originals.0.get(&receipt).copied();
    Ok(Beside { original, claimed: tessera.claimed_by(entry.owner).await?, ..beside })
}

/// Codes of batches belong to nobody; which batch a code is of, its own row says.
async fn batches(tessera: &Tessera, entry: &Entry) -> Result<Vec<(BatchId, i64)>, Error> {
    let mut batches = Vec::new();
    for happening in &entry.events {
        let (id, change) = match &happening.event {
            Event::CouponUsed { id: Some(id), .. } if is_nobodys(entry, *id) => (*id, 1),
            // What comes back to a wallet is told there.
            Event::CouponRestored { id: Some(id), holder: None, .. }
                if !matches!(entry.activity, Activity::MoveCoupon(_)) =>
            {
                (*id, -1)
            }
            _ => continue,
        };
        let hash = tessera.codes.hash(&tessera.codes.coupon(id));
        let row = tessera.store().find_code(hash).await?;
        batches.extend(row.and_then(|row| row.batch).map(|batch| (batch, change)));
    }
    Ok(batches)
}

fn is_nobodys(entry: &Entry, id: CouponId) -> bool {
    let Activity::Purchase(purchase) = &entry.activity else {
        return false;
    };
    let mut instances = purchase.basket.codes.iter().filter_map(|code| code.instance.as_ref());
    instances.any(|instance| instance.id == id && instance.holder.is_none())
}

/// The entry names the claim; which reward it was, the state before says.
///
/// COST: folds the chain of the owner, which is fine for what seldom happens.
async fn cancelled(tessera: &Tessera, entry: &Entry) -> Result<Option<(Key, u32)>, Error> {
    let mut events = entry.events.iter().map(|happening| &happening.event);
    let cancelled = events.find_map(|event| match event {
        Event::RewardCancelled { claim } => Some(*claim),
        _ => None,
    });
    let Some(claim) = cancelled else {
        return Ok(None);
    };
    let before = tessera.store().load_at(entry.owner, entry.seq - 1).await?;
    let claims = before.map(|before| before.member.claims).unwrap_or_default();
    let found = claims.into_iter().find(|open| open.id == claim);
    Ok(found.map(|open| (open.reward, open.quantity)))
}
