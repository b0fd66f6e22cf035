//! Checking and scanning.

use crate::TestResult;
use crate::fixtures::{
    at, claim, enrolment, fill, hash, id, identity, key, member, places, receipt, receipt_claim,
};
use crate::projector::project;
use std::sync::Arc;
use tessera_store::{Append, CheckDepth, OwnerCursor, Page, Store};

pub(crate) async fn a_new_store_is_sound(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 3).await?;
    project(&*store).await?;
    fill(&*store, 2, 0).await?;
    let places = places(&*store).await?;
    for depth in [CheckDepth::Quick, CheckDepth::Full] {
        let report = store.check(depth).await?;
        assert_eq!(report.problems, Vec::<String>::new());
        assert_eq!((report.journal_head, report.projection_position), (places[4], places[3]));
        assert!(report.schema > 0 && !report.backend.is_empty());
    }
    Ok(())
}

pub(crate) async fn the_whole_journal_is_scanned_chain_by_chain(
    store: Arc<dyn Store>,
) -> TestResult {
    fill(&*store, 3, 2).await?;
    fill(&*store, 1, 3).await?;
    fill(&*store, 2, 0).await?;
    let through = store.journal_head().await?;
    fill(&*store, 4, 1).await?;
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let rows = store.scan_chains(after, through, 2).await?;
        let Some(last) = rows.last() else { break };
        after = Some(OwnerCursor { owner: last.owner.id, seq: last.seq });
        seen.extend(rows.iter().map(|r| (r.owner.id, r.seq)));
    }
    let expected = [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (3, 1), (3, 2), (3, 3)];
    assert_eq!(seen, expected.map(|(n, seq)| (id(n), seq)));
    Ok(())
}

pub(crate) async fn everything_claimed_can_be_scanned(store: Arc<dyn Store>) -> TestResult {
    for n in 1..=5 {
        let append = Append {
            receipt: receipt_claim(n, &format!("natural {n}"), member(n), 1),
            identities: vec![identity(&format!("+{n}"), n)],
            claims: vec![claim(&format!("counter {n}"), 1, None)],
            ..enrolment(n)
        };
        store.append(append).await?;
    }
    // Before and after the scan, which carries everything over to the tables.
    let owners = vec![member(1), member(7), member(5)];
    assert_eq!(store.without_entries(owners.clone()).await?, [member(7)]);
    let first = store.scan_receipts(Page::first(3)).await?;
    let rest = store.scan_receipts(Page::first(3).after(first.next)).await?;
    let receipts = first.items.iter().chain(&rest.items).map(|r| r.id);
    assert!(receipts.eq((1..=5).map(receipt)) && rest.next.is_none());
    let first = store.scan_identities(Page::first(4)).await?;
    let rest = store.scan_identities(Page::first(4).after(first.next)).await?;
    let found = first.items.iter().chain(&rest.items).map(|i| i.owner);
    assert!(found.eq((1..=5).map(member)) && rest.next.is_none());
    assert_eq!(store.without_entries(owners).await?, [member(7)]);
    let first = store.scan_counters(Page::first(2)).await?;
    let rest = store.scan_counters(Page::first(5).after(first.next)).await?;
    assert_eq!((first.items.len(), rest.items.len()), (2, 3));
    assert_eq!(rest.items[0].counter.as_str(), "counter 3");
    Ok(())
}

pub(crate) async fn only_old_idempotency_keys_are_forgotten(store: Arc<dyn Store>) -> TestResult {
    for n in 1..=6 {
        let mut append = Append { idempotency: key(&format!("k{n}"), "x"), ..enrolment(n) };
        if let Some(claim) = &mut append.idempotency {
            claim.at = at(i64::try_from(n)?);
        }
        store.append(append).await?;
    }
    assert_eq!(store.forget_idempotency(at(5), 3).await?, 3);
    assert_eq!(store.forget_idempotency(at(5), 3).await?, 1);
    assert_eq!(store.forget_idempotency(at(5), 3).await?, 0);
    assert_eq!(store.find_by_idempotency(hash("k4")).await?, None);
    assert!(store.find_by_idempotency(hash("k5")).await?.is_some());
    Ok(())
}
