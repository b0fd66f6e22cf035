//! Postings and account totals against the journal.

use super::chains::{Chains, posting_row};
use super::sum::Sum;
use super::{PAGE, Place, Verdict};
use crate::Tessera;
use crate::error::Error;
use crate::projector::moved;
use crate::reports::{UNITS_EXPIRED, UNITS_ISSUED, UNITS_SPENT};
use jiff::civil::Date;
use ledger::totals::ACCOUNTS;
use model::Key;
use model::holdings::Account;
use std::collections::BTreeMap;
use store::{AccountTotal, DailyTotal, PostingRow, TotalsBy};

/// How often the balances of a busy shop are read again.
const LOOKS: u32 = 20;

/// The sum of all postings of projected entries.
pub(super) async fn sum_postings(tessera: Tessera, projected: u64) -> Result<Sum, Error> {
    let mut sum = Sum::default();
    let mut after = 0;
    loop {
        let rows = tessera.store().postings_after(after, PAGE).await?;
        let Some(last) = rows.last() else {
            return Ok(sum);
        };
        after = last.position;
        for row in &rows {
            if row.position > projected {
                return Ok(sum);
            }
            sum.add(&posting_row(row));
        }
    }
}

/// The sum of what is kept against the sum of what the journal says.
pub(super) async fn postings(
    tessera: &Tessera,
    chains: &Chains,
    kept: Sum,
    verdict: &mut Verdict,
) -> Result<(), Error> {
    if kept != chains.postings {
        let place = first_wrong_posting(tessera, chains.projected).await?;
        verdict.broken.push(place);
    }
    Ok(())
}

/// Looks for the first entry whose postings are not what its movements say.
async fn first_wrong_posting(tessera: &Tessera, through: u64) -> Result<Place, Error> {
    let store = tessera.store();
    let mut after = 0;
    loop {
        let rows = store.journal_after(after, PAGE).await?;
        for row in rows.iter().filter(|row| row.position <= through) {
            let Ok(entry) = row.entry() else { continue };
            let expected = ledger::postings(&entry.movements);
            let kept = store.postings_after(row.position - 1, 1).await?;
            let kept: Vec<&PostingRow> =
                kept.iter().filter(|p| p.position == row.position).collect();
            let is_same = kept.len() == expected.len()
                && kept.iter().zip(&expected).all(|(kept, expected)| {
                    (kept.account, &kept.unit, kept.amount, kept.lot)
                        == (expected.account, &expected.unit, expected.amount, expected.lot)
                });
            if !is_same {
                return Ok(Place {
                    owner: Some(row.owner),
                    seq: Some(row.seq),
                    ..Place::general(5, "the projected postings differ from the entry")
                });
            }
        }
        match rows.last() {
            Some(last) if last.position < through => after = last.position,
            _ => return Ok(Place::general(5, "there are postings of no entry")),
        }
    }
}

pub(super) async fn accounts(
    tessera: &Tessera,
    chains: &Chains,
    verdict: &mut Verdict,
) -> Result<(), Error> {
    let store = tessera.store();
    let Some(Settled { accounts: rows, days, through: now }) = settled(tessera).await? else {
        return Ok(());
    };
    units_of_days(&rows, &days, verdict);
    // The projection may have gone on since the pass began: these entries are added, so
    // that both sides are about the same.
    let mut totals = chains.projected_totals.clone();
    let mut after = chains.projected;
    while after < now {
        let more = store.journal_after(after, PAGE).await?;
        let Some(last) = more.last() else { break };
        after = last.position;
        for row in more.iter().filter(|row| row.position <= now) {
            let entry = row.entry()?;
            entry.movements.iter().for_each(|m| totals.add(m));
        }
    }
    let rows = rows.into_iter().map(|row| ((row.unit, row.account), i128::from(row.balance)));
    let mut kept: BTreeMap<(Key, Account), i128> = rows.collect();
    for (unit, tally) in &totals.units {
        for account in ACCOUNTS {
            let kept = kept.remove(&(unit.clone(), account)).unwrap_or_default();
            differ(verdict, (unit, account), kept, tally.balance(account));
        }
    }
    kept.into_iter().for_each(|((unit, account), kept)| differ(verdict, (&unit, account), kept, 0));
    Ok(())
}

fn differ(verdict: &mut Verdict, (unit, account): (&Key, Account), kept: i128, booked: i128) {
    if kept != booked {
        let what = format!("{account:?} of `{unit}` is kept as {kept}, booked {booked}");
        verdict.broken.push(Place::general(5, what));
    }
}

/// What moved in all days is what the accounts of the whole book stand at.
fn units_of_days(accounts: &[AccountTotal], days: &[DailyTotal], verdict: &mut Verdict) {
    let mut left: BTreeMap<(&str, &Key), i64> = BTreeMap::new();
    for row in accounts {
        if let Some((measure, amount)) = moved(row.account, row.balance) {
            *left.entry((measure, &row.unit)).or_default() += amount;
        }
    }
    for sum in days {
        *left.entry((sum.measure.as_str(), &sum.subject)).or_default() -= sum.value;
    }
    for ((measure, unit), amount) in left.into_iter().filter(|(_, amount)| *amount != 0) {
        let what = format!("the days together miss {amount} of `{unit}` as {measure}");
        verdict.broken.push(Place::general(5, what));
    }
}

/// What is kept of units, as of one moment.
struct Settled {
    accounts: Vec<AccountTotal>,
    /// What moved, summed up over all days.
    days: Vec<DailyTotal>,
    /// How far in the journal they go.
    through: u64,
}

/// What is kept; `None` when the projection never stands still.
async fn settled(tessera: &Tessera) -> Result<Option<Settled>, Error> {
    let store = tessera.store();
    for _ in 0..LOOKS {
        let before = store.projection_position().await?;
        let accounts = store.account_totals().await?;
        let measures = vec![UNITS_ISSUED, UNITS_SPENT, UNITS_EXPIRED];
        let days = store.sum_totals(Date::MIN, Date::MAX, measures, TotalsBy::Subject).await?;
        if store.projection_position().await? == before {
            return Ok(Some(Settled { accounts, days, through: before }));
        }
    }
    Ok(None)
}
