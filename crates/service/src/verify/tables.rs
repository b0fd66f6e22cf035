//! Receipts and identities against the journal.

use super::chains::{Chains, receipt_row};
use super::sum::Sum;
use super::{PAGE, Place, Verdict};
use crate::Tessera;
use crate::commit::refunded_receipt;
use crate::error::Error;
use model::Activity;
use store::{Page, ReceiptRow};

/// The sum of all receipts that are kept.
pub(super) async fn sum_receipts(tessera: Tessera) -> Result<Sum, Error> {
    let mut sum = Sum::default();
    let mut page = Page::first(PAGE);
    loop {
        let rows = tessera.store().scan_receipts(page.clone()).await?;
        for row in &rows.items {
            let known = receipt_row(row.id, row.owner, row.seq, row.input, row.last_return_seq);
            sum.add(&known);
        }
        match rows.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(sum),
        }
    }
}

/// The sum of what is kept against the sum of what the journal says.
pub(super) async fn receipts(
    tessera: &Tessera,
    chains: &Chains,
    sum: Sum,
    verdict: &mut Verdict,
) -> Result<(), Error> {
    if sum == chains.receipts {
        return Ok(());
    }
    let is_quiet = super::is_quiet(tessera, chains.head).await?;
    match first_wrong_receipt(tessera).await? {
        Some(place) => verdict.broken.push(place),
        None if is_quiet => {
            let (rows, entries) = (sum.rows, chains.receipts.rows);
            let what = format!("{rows} receipts are kept for {entries} purchases");
            verdict.broken.push(Place::general(3, what));
        }
        None => {}
    }
    Ok(())
}

async fn first_wrong_receipt(tessera: &Tessera) -> Result<Option<Place>, Error> {
    let mut page = Page::first(PAGE);
    loop {
        let rows = tessera.store().scan_receipts(page.clone()).await?;
        for row in &rows.items {
            if let Some(what) = wrong(tessera, row).await? {
                return Ok(Some(Place {
                    owner: Some(row.owner),
                    seq: Some(row.seq),
                    ..Place::general(3, format!("receipt {}: {what}", row.id))
                }));
            }
        }
        match rows.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(None),
        }
    }
}

async fn wrong(tessera: &Tessera, row: &ReceiptRow) -> Result<Option<&'static str>, Error> {
    let store = tessera.store();
    let Some(purchase) = store.find_entry(row.owner, row.seq).await? else {
        return Ok(Some("its entry is not there"));
    };
    let Ok(entry) = purchase.entry() else {
        return Ok(Some("its entry cannot be read"));
    };
    let is_its = matches!(&entry.activity, Activity::Purchase(p) if p.receipt == row.id);
    if !is_its || entry.input != row.input {
        return Ok(Some("its entry is about something else"));
    }
    let Some(seq) = row.last_return_seq else {
        return Ok(None);
    };
    let back = store.find_entry(row.owner, seq).await?;
    let back = back.and_then(|row| row.entry().ok());
    let is_its = back.is_some_and(|entry| refunded_receipt(&entry) == Some(row.id));
    Ok((!is_its).then_some("its return is about something else"))
}

/// Every identity leads to somebody with a chain; the first that does not.
pub(super) async fn identities(tessera: Tessera) -> Result<Option<Place>, Error> {
    let store = tessera.store();
    let mut page = Page::first(PAGE);
    loop {
        let rows = store.scan_identities(page.clone()).await?;
        let owners = rows.items.iter().map(|row| row.owner).collect();
        if let Some(nobody) = store.without_entries(owners).await?.first() {
            let leads_there = rows.items.iter().find(|row| row.owner == *nobody);
            let kind = leads_there.map_or("identity", |row| row.kind.as_str());
            return Ok(Some(Place {
                owner: Some(*nobody),
                ..Place::general(3, format!("a {kind} leads to nobody"))
            }));
        }
        match rows.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(None),
        }
    }
}
