//! Coupons: printed in batches, granted to members, looked up by code.

use crate::codes::coupon_of_batch;
use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::notes::{self, Details};
use crate::{Ask, Tessera};
use model::activity::GrantCoupon;
use model::basket::{CouponInstance, PresentedCode};
use model::id::{BatchId, CouponId};
use model::{Activity, Code, Entry, Event, Instant, Key, Owner};
use smol_str::SmolStr;
use store::{BatchRow, CodeRow, CodeSubject, Listed, Page};

/// The most codes of one batch; larger runs take several.
pub const LARGEST_BATCH: u32 = 10_000;

/// Running count: how often codes of a batch were used; by batch.
pub(crate) const BATCH_USES: &str = "batch_uses";

/// A batch of codes, as it can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Which coupon of the document.
    pub coupon: Key,
    /// The codes.
    pub codes: Vec<String>,
    /// The same request had been carried out before.
    pub replayed: bool,
}

/// A batch, and what became of its codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchFigures {
    /// The batch.
    pub row: BatchRow,
    /// How often its codes were used; may lag by a moment.
    pub used: i64,
    /// How often they can still be used; any number of times when absent.
    pub open: Option<i64>,
    /// First moment when they are no longer valid.
    pub until: Option<Instant>,
}

/// A code as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// What stands behind it.
    pub code: PresentedCode,
    /// Why it cannot be used now; absent when it can, basket permitting.
    pub refused: Option<Code>,
}

/// A coupon that an entry gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// Its id.
    pub id: CouponId,
    /// Which coupon of the document.
    pub coupon: Key,
    /// Its code.
    pub code: String,
    /// First moment when no longer valid.
    pub until: Option<Instant>,
}

/// Makes codes that can be printed or sent out.
pub async fn issue_batch(
    tessera: &Tessera,
    ask: &Ask,
    coupon: Key,
    count: u32,
) -> Result<Batch, Error> {
    if count == 0 || count > LARGEST_BATCH {
        let detail = format!("1 to {LARGEST_BATCH} codes");
        return Err(Error::refused(Code::REQUEST_INVALID, detail));
    }
    let committed = tessera
        .answering(ask, async {
            let order = batch_order(tessera, ask, coupon, count).await?;
            tessera.commit(ask, order).await
        })
        .await?;
    let details = Details::of(&committed.entry)?;
    let id = details.parse("batch")?;
    Ok(Batch {
        id,
        coupon: details.parse::<String>("coupon")?.into(),
        codes: codes_of_batch(tessera, id, details.number("count")?),
        replayed: committed.replayed,
    })
}

async fn batch_order(
    tessera: &Tessera,
    ask: &Ask,
    coupon: Key,
    count: u32,
) -> Result<Order, Error> {
    let now = tessera.now();
    let rules = tessera.exact_rules_at(now).await?;
    let kind = rules.rulebook.coupon(coupon.as_str());
    let kind = kind.filter(|kind| kind.code.is_none());
    let kind = kind.ok_or_else(|| {
        Error::refused(Code::COUPON_UNKNOWN, format!("no single coupon `{coupon}`"))
    })?;
    let valid_until = kind.valid_for.map(|span| span.after(&rules.rulebook.calendar, now));
    let until = match (kind.until, valid_until) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let batch = BatchId(tessera.new_id());
    let codes = (0..count).map(|number| {
        let id = coupon_of_batch(batch, number);
        let code = tessera.codes.coupon(id);
        CodeRow {
            hash: tessera.codes.hash(&code),
            shown: crate::codes::masked(&code),
            subject: CodeSubject::Coupon {
                coupon: coupon.clone(),
                instance: CouponInstance {
                    id,
                    holder: None,
                    from: kind.from,
                    until,
                    uses: kind.uses,
                    used: 0,
                    revoked: false,
                },
            },
            batch: Some(batch),
        }
    });
    let codes = codes.collect();
    let details = [
        ("batch", batch.to_string().into()),
        ("coupon", coupon.as_str().into()),
        ("count", count.into()),
    ];
    let owner = tessera.organisation_owner();
    let mut order = Order::new(owner, Start::Any, notes::activity("coupons_issued", details));
    order.codes = codes;
    order.batch =
        Some(BatchRow { id: batch, coupon, count, created_at: now, actor: ask.actor.clone() });
    Ok(order)
}

fn codes_of_batch(tessera: &Tessera, batch: BatchId, count: u32) -> Vec<String> {
    let ids = (0..count).map(|number| coupon_of_batch(batch, number));
    ids.map(|id| tessera.codes.coupon(id)).collect()
}

/// The codes of a batch again.
pub async fn find_batch(tessera: &Tessera, id: BatchId) -> Result<Option<Batch>, Error> {
    let row = tessera.store().find_batch(id).await?;
    Ok(row.map(|row| Batch {
        id,
        codes: codes_of_batch(tessera, id, row.count),
        coupon: row.coupon,
        replayed: false,
    }))
}

/// All batches, with what became of their codes.
///
/// COST: reads one code of each batch of the page, which says what all of them are good for;
/// how often they were used is counted by the projector.
pub async fn list_batches(tessera: &Tessera, page: Page) -> Result<Listed<BatchFigures>, Error> {
    let listed = tessera.store().list_batches(page).await?;
    let ids = listed.items.iter().map(|row| Key::new(row.id.to_string())).collect();
    let counts = tessera.store().counts_of(BATCH_USES, ids).await?;
    let now = tessera.now();
    let mut items = Vec::with_capacity(listed.items.len());
    for row in listed.items {
        let id = row.id.to_string();
        let used = counts.iter().find(|(batch, _)| *batch == *id).map_or(0, |(_, used)| *used);
        let instance = instance_of(tessera, row.id).await?;
        let until = instance.as_ref().and_then(|instance| instance.until);
        let uses = instance.and_then(|instance| instance.uses);
        let is_over = until.is_some_and(|until| now >= until);
        let open = match uses {
            _ if is_over => Some(0),
            None => None,
            Some(uses) => Some((i64::from(uses) * i64::from(row.count) - used).max(0)),
        };
        items.push(BatchFigures { row, used, open, until });
    }
    Ok(Listed { items, next: listed.next })
}

/// The first code of a batch: all of them are good for the same.
async fn instance_of(tessera: &Tessera, batch: BatchId) -> Result<Option<CouponInstance>, Error> {
    let code = tessera.codes.coupon(coupon_of_batch(batch, 0));
    let row = tessera.store().find_code(tessera.codes.hash(&code)).await?;
    Ok(row.and_then(|row| match row.subject {
        CodeSubject::Coupon { instance, .. } => Some(instance),
        CodeSubject::Certificate(_) | CodeSubject::Reward(_) => None,
    }))
}

/// What stands behind a code; `coupon` is absent when nothing does.
pub async fn look_up(tessera: &Tessera, code: &str) -> Result<PresentedCode, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    tessera.present_code(&rules.rulebook, &SmolStr::new(code)).await
}

/// Whether a code could be used now, by somebody or by anybody.
pub async fn validate(tessera: &Tessera, code: &str, who: Option<&Who>) -> Result<Validity, Error> {
    let now = tessera.now();
    let rules = tessera.rules_at(now).await?;
    let code = tessera.present_code(&rules.rulebook, &SmolStr::new(code)).await?;
    let owner = match who {
        None | Some(Who::Anonymous) => None,
        Some(who) => Some(Owner::member(tessera.member_of(who).await?)),
    };
    let kind = code.coupon.as_ref();
    let kind = kind.and_then(|key| rules.rulebook.coupon(key.as_str()));
    let Some(kind) = kind else {
        let refused = Some(Code::COUPON_UNKNOWN);
        return Ok(Validity { code, refused });
    };
    let instance = code.instance.as_ref();
    let from = kind.from.max(instance.and_then(|i| i.from));
    let is_over = |until: Option<Instant>| until.is_some_and(|until| now >= until);
    let (used, uses) = match instance {
        Some(instance) => (i64::from(instance.used), instance.uses),
        None => {
            let counter = format!("coupon:{}", kind.key);
            (tessera.store().counter(&counter).await?, kind.uses)
        }
    };
    let is_strange = instance
        .and_then(|i| i.holder)
        .is_some_and(|holder| !kind.transferable && owner.is_some_and(|owner| owner != holder));
    let refused = if from.is_some_and(|from| now < from) {
        Some(Code::COUPON_NOT_YET)
    } else if is_over(kind.until) || is_over(instance.and_then(|i| i.until)) {
        Some(Code::COUPON_EXPIRED)
    } else if instance.is_some_and(|i| i.revoked) {
        Some(Code::COUPON_REVOKED)
    } else if uses.is_some_and(|uses| used >= i64::from(uses)) {
        Some(Code::COUPON_USED_UP)
    } else {
        is_strange.then_some(Code::COUPON_NOT_YOURS)
    };
    Ok(Validity { code, refused })
}

/// Gives a member a coupon by hand.
pub async fn grant(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    coupon: Key,
    reason: Option<SmolStr>,
) -> Result<Committed, Error> {
    tessera.act(ask, who, Activity::GrantCoupon(GrantCoupon { coupon, reason })).await
}

/// The code of a coupon.
pub fn code_of(tessera: &Tessera, id: CouponId) -> String {
    tessera.codes.coupon(id)
}

/// The coupons that an entry gave, with their codes.
pub fn granted(tessera: &Tessera, entry: &Entry) -> Vec<Granted> {
    let events = entry.events.iter();
    events
        .filter_map(|happening| match &happening.event {
            Event::CouponGranted { id, coupon, until, .. } => Some(Granted {
                id: *id,
                coupon: coupon.clone(),
                code: tessera.codes.coupon(*id),
                until: *until,
            }),
            _ => None,
        })
        .collect()
}
