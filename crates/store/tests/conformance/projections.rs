//! Writing behind the journal.

use crate::TestResult;
use crate::fixtures::{at, fill, member};
use crate::projector::{batch, project};
use model::{Key, Units};
use std::sync::Arc;
use tessera_store::{DueOwner, PostingRow, ProjectionOutcome, Store, StoreError};

pub(crate) async fn a_batch_is_written_once(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 3).await?;
    let batch = batch(&*store, 100).await?;
    let first = store.write_projection(batch.clone()).await?;
    let second = store.write_projection(batch).await?;
    assert_eq!(first, ProjectionOutcome::Written);
    let last = store.journal_head().await?;
    assert_eq!(second, ProjectionOutcome::Stale { position: last });
    assert_eq!(store.projection_position().await?, last);
    assert_eq!(store.list_outbox(0, 100).await?.len(), 4);
    assert_eq!(store.postings_after(0, 100).await?.len(), 6);
    Ok(())
}

pub(crate) async fn a_batch_that_does_not_join_is_refused(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 3).await?;
    let mut batch = batch(&*store, 2).await?;
    batch.after = 1;
    let outcome = store.write_projection(batch.clone()).await?;
    assert_eq!(outcome, ProjectionOutcome::Stale { position: 0 });
    assert_eq!(store.stored_snapshots(vec![member(1)]).await?, []);
    batch.through = 0;
    let wrong = store.write_projection(batch).await;
    assert!(matches!(wrong, Err(StoreError::Misuse(_))));
    Ok(())
}

pub(crate) async fn projecting_again_from_the_journal_gives_the_same(
    store: Arc<dyn Store>,
) -> TestResult {
    for n in 1..=7 {
        fill(&*store, n, n).await?;
    }
    // In small steps, so that every owner is met in several batches.
    loop {
        let batch = batch(&*store, 3).await?;
        if batch.through == batch.after {
            break;
        }
        store.write_projection(batch).await?;
    }
    let snapshots = |store: Arc<dyn Store>| async move {
        let mut found = Vec::new();
        for n in 1..=7 {
            // How far behind a stored snapshot may be depends on the batches; what follows
            // from it does not.
            let stored = store.stored_snapshots(vec![member(n)]).await?.pop();
            found.push(store.refresh(stored.ok_or(StoreError::Misuse("no state"))?).await?);
        }
        Ok::<_, StoreError>(found)
    };
    let before = (
        snapshots(store.clone()).await?,
        store.postings_after(0, 1_000).await?,
        store.account_totals().await?,
    );
    store.reset_projections().await?;
    assert_eq!(store.projection_position().await?, 0);
    assert!(store.postings_after(0, 10).await?.is_empty());
    project(&*store).await?;
    let after = (
        snapshots(store.clone()).await?,
        store.postings_after(0, 1_000).await?,
        store.account_totals().await?,
    );
    assert_eq!(before, after);
    Ok(())
}

pub(crate) async fn events_are_handed_out_once_even_after_a_rebuild(
    store: Arc<dyn Store>,
) -> TestResult {
    fill(&*store, 1, 4).await?;
    project(&*store).await?;
    let waiting = store.list_outbox(0, 100).await?;
    let seqs: Vec<u64> = waiting.iter().map(|r| r.event.seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5]);
    let first_two = waiting.iter().take(2).map(|r| r.number);
    store.acknowledge_outbox(first_two.collect()).await?;
    store.reset_projections().await?;
    fill(&*store, 2, 0).await?;
    project(&*store).await?;
    let left = store.list_outbox(0, 100).await?;
    let left: Vec<_> = left.iter().map(|r| (r.event.owner, r.event.seq)).collect();
    let one = member(1);
    assert_eq!(left, [(one, 3), (one, 4), (one, 5), (member(2), 1)]);
    Ok(())
}

pub(crate) async fn due_owners_come_longest_due_first_in_pages(
    store: Arc<dyn Store>,
) -> TestResult {
    for (n, earnings) in [(1, 4), (2, 2), (3, 2), (4, 9), (5, 0)] {
        fill(&*store, n, earnings).await?;
    }
    project(&*store).await?;
    let (mut after, mut seen): (Option<DueOwner>, Vec<_>) = (None, Vec::new());
    loop {
        let due = store.list_due(at(5), after, 2).await?;
        after = due.last().copied();
        if after.is_none() {
            break;
        }
        seen.extend(due.iter().map(|d| (d.owner, d.due_at)));
    }
    let expected = [(5, 1), (2, 3), (3, 3), (1, 5)];
    let expected: Vec<_> = expected.map(|(n, due)| (member(n), at(due))).to_vec();
    assert_eq!(seen, expected);
    Ok(())
}

pub(crate) async fn the_book_sums_to_zero(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 3).await?;
    fill(&*store, 2, 2).await?;
    project(&*store).await?;
    let totals = store.account_totals().await?;
    assert_eq!(totals.iter().map(|t| t.balance).sum::<i64>(), 0);
    let spendable = totals.iter().find(|t| t.account == model::holdings::Account::Spendable);
    assert_eq!(spendable.map(|t| t.balance), Some(50));
    // What comes later is added to what is there.
    fill(&*store, 3, 2).await?;
    project(&*store).await?;
    let totals = store.account_totals().await?;
    assert_eq!(totals.iter().map(|t| t.balance).sum::<i64>(), 0);
    let spendable = totals.iter().find(|t| t.account == model::holdings::Account::Spendable);
    assert_eq!(spendable.map(|t| t.balance), Some(70));
    Ok(())
}

pub(crate) async fn every_account_is_read_as_it_was_written(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 0).await?;
    let mut batch = batch(&*store, 100).await?;
    let lines = ledger::totals::ACCOUNTS.into_iter().zip(0..);
    batch.postings = lines
        .map(|(account, line)| PostingRow {
            position: 1,
            line,
            owner: member(1),
            seq: 1,
            event: 0,
            at: at(1),
            unit: Key::new("points"),
            account,
            amount: Units(i64::from(line)),
            lot: None,
        })
        .collect();
    let written = batch.postings.clone();
    assert_eq!(store.write_projection(batch).await?, ProjectionOutcome::Written);
    assert_eq!(store.postings_after(0, 100).await?, written);
    let mut balances: Vec<_> =
        store.account_totals().await?.iter().map(|t| (t.account, t.balance)).collect();
    balances.sort_unstable();
    let mut expected: Vec<_> = written.iter().map(|p| (p.account, p.amount.0)).collect();
    expected.sort_unstable();
    assert_eq!(balances, expected);
    Ok(())
}

pub(crate) async fn postings_are_read_entry_by_entry(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 5).await?;
    project(&*store).await?;
    let (mut position, mut lines, mut pages) = (0, 0, 0);
    loop {
        let page = store.postings_after(position, 3).await?;
        let Some(last) = page.last() else { break };
        // Whole entries of two lines each: three lines ask for two entries.
        assert_eq!(page.len() % 2, 0);
        position = last.position;
        lines += page.len();
        pages += 1;
    }
    assert_eq!((lines, pages), (10, 3));
    Ok(())
}
