//! Global counters: what they say is what was claimed, and none passed its maximum.

use super::chains::Chains;
use super::sum::Sum;
use super::{PAGE, Place, Verdict};
use crate::Tessera;
use crate::error::Error;
use store::{CodeSubject, CounterRow, Page};

pub(super) async fn counters(
    tessera: &Tessera,
    chains: &Chains,
    verdict: &mut Verdict,
) -> Result<(), Error> {
    let mut sum = Sum::default();
    let mut page = Page::first(PAGE);
    loop {
        let rows = tessera.store().scan_counters(page.clone()).await?;
        for row in &rows.items {
            sum.add_amount(&row.counter, row.value);
            let maximum = match chains.maximums.get(&row.counter) {
                Some(maximum) => Some(*maximum),
                None => uses_allowed(tessera, row).await?,
            };
            if maximum.is_some_and(|maximum| row.value > maximum) {
                let what = format!("`{}` stands at {}, beyond its limit", row.counter, row.value);
                verdict.broken.push(Place::general(9, what));
            }
        }
        match rows.next {
            Some(next) => page = page.after(Some(next)),
            None => break,
        }
    }
    if !sum.is_same_total(&chains.counters) && super::is_quiet(tessera, chains.head).await? {
        let what = "the global counters are not the sums of what entries claimed";
        verdict.broken.push(Place::general(9, what));
    }
    Ok(())
}

/// How often a single coupon may be used.
async fn uses_allowed(tessera: &Tessera, row: &CounterRow) -> Result<Option<i64>, Error> {
    let id = row.counter.as_str().strip_prefix("coupon:");
    let Some(id) = id.and_then(|id| id.parse::<model::id::CouponId>().ok()) else {
        return Ok(None);
    };
    let codes = tessera.store().list_codes_of(id.0).await?;
    Ok(codes.iter().find_map(|code| match &code.subject {
        CodeSubject::Coupon { instance, .. } => instance.uses.map(i64::from),
        CodeSubject::Certificate(_) | CodeSubject::Reward(_) => None,
    }))
}
