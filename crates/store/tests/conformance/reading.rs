//! Loading and listing.

use crate::TestResult;
use crate::fixtures::{Chain, fill, member};
use crate::projector::project;
use std::sync::Arc;
use tessera_store::{Append, Page, Store};

pub(crate) async fn loading_folds_the_chain(store: Arc<dyn Store>) -> TestResult {
    let chain = fill(&*store, 1, 5).await?;
    let snapshot = store.load(member(1)).await?.ok_or("no member")?;
    assert_eq!((snapshot.seq, snapshot.head), (6, chain.head));
    assert_eq!(snapshot.holdings.spendable("points").0, 50);
    assert!(snapshot.member.enrolled_at.is_some());
    Ok(())
}

pub(crate) async fn a_stored_snapshot_changes_nothing_but_the_work(
    store: Arc<dyn Store>,
) -> TestResult {
    let mut chain = fill(&*store, 1, 3).await?;
    project(&*store).await?;
    store.append(Append::of(&chain.earn(5))).await?;
    let owners = vec![member(1), member(2)];
    let stored = store.stored_snapshots(owners.clone()).await?;
    assert_eq!(stored.iter().map(|s| (s.owner, s.seq)).collect::<Vec<_>>(), [(member(1), 4)]);
    let exact = store.load(member(1)).await?.ok_or("no member")?;
    assert_eq!(exact.holdings.spendable("points").0, 35);
    assert_eq!(store.load_all(owners.clone()).await?, std::slice::from_ref(&exact));
    store.reset_projections().await?;
    assert_eq!(store.stored_snapshots(owners.clone()).await?, []);
    assert_eq!(store.load_all(owners).await?, std::slice::from_ref(&exact));
    assert_eq!(store.load(member(1)).await?, Some(exact));
    Ok(())
}

pub(crate) async fn an_owner_without_entries_is_not_there(store: Arc<dyn Store>) -> TestResult {
    assert_eq!(store.load(member(1)).await?, None);
    assert_eq!(store.load_at(member(1), 0).await?, None);
    assert!(store.list_lots(member(1)).await?.is_empty());
    let page = store.list_entries(member(1), Page::first(10)).await?;
    assert!(page.items.is_empty() && page.next.is_none());
    Ok(())
}

pub(crate) async fn the_state_after_an_earlier_entry_can_be_loaded(
    store: Arc<dyn Store>,
) -> TestResult {
    fill(&*store, 1, 4).await?;
    project(&*store).await?;
    let earlier = store.load_at(member(1), 3).await?.ok_or("no entry 3")?;
    assert_eq!(earlier.seq, 3);
    assert_eq!(earlier.holdings.spendable("points").0, 20);
    assert_eq!(store.load_at(member(1), 6).await?, None);
    assert_eq!(store.load_at(member(1), 5).await?, store.load(member(1)).await?);
    Ok(())
}

pub(crate) async fn a_snapshot_catches_up_with_what_came_after(
    store: Arc<dyn Store>,
) -> TestResult {
    let mut chain = fill(&*store, 1, 1).await?;
    let old = store.load(member(1)).await?.ok_or("no member")?;
    assert_eq!(store.refresh(old.clone()).await?, old);
    store.append(Append::of(&chain.earn(7))).await?;
    let new = store.refresh(old).await?;
    assert_eq!((new.seq, new.holdings.spendable("points").0), (3, 17));
    Ok(())
}

pub(crate) async fn a_chain_comes_in_pages_in_both_directions(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 24).await?;
    fill(&*store, 2, 2).await?;
    for newest_first in [false, true] {
        let (mut cursor, mut seen) = (None, Vec::new());
        loop {
            let page = Page { cursor, limit: 10, newest_first };
            let listed = store.list_entries(member(1), page).await?;
            assert!(listed.items.len() <= 10);
            seen.extend(listed.items.iter().map(|r| r.seq));
            cursor = listed.next;
            if cursor.is_none() {
                break;
            }
        }
        let mut expected: Vec<u64> = (1..=25).collect();
        if newest_first {
            expected.reverse();
        }
        assert_eq!(seen, expected);
    }
    let nonsense = Page::first(10).after(Some(tessera_store::Cursor("nonsense".to_owned())));
    let refused = store.list_entries(member(1), nonsense).await;
    assert!(matches!(refused, Err(tessera_store::StoreError::InvalidCursor)));
    Ok(())
}

pub(crate) async fn entries_are_counted_whatever_their_positions(
    store: Arc<dyn Store>,
) -> TestResult {
    assert_eq!(store.count_after(0, 10).await?, 0);
    fill(&*store, 1, 4).await?;
    fill(&*store, 2, 1).await?;
    assert_eq!(store.count_after(0, 100).await?, 7);
    assert_eq!(store.count_after(0, 3).await?, 3);
    let rows = store.journal_after(0, 5).await?;
    let fifth = rows.last().ok_or("no entries")?.position;
    assert_eq!(store.count_after(fifth, 100).await?, 2);
    assert_eq!(store.count_after(store.journal_head().await?, 100).await?, 0);
    Ok(())
}

pub(crate) async fn the_journal_has_everything_once_in_order(store: Arc<dyn Store>) -> TestResult {
    let mut chains: Vec<Chain> = (1..=3).map(|n| Chain::new(member(n))).collect();
    let mut expected = Vec::new();
    for round in 0..5 {
        for chain in &mut chains {
            let entry = match round {
                0 => chain.enrol(),
                _ => chain.earn(1),
            };
            store.append(Append::of(&entry)).await?;
            expected.push((entry.owner, entry.seq));
        }
    }
    let (mut position, mut seen) = (0, Vec::new());
    loop {
        let rows = store.journal_after(position, 4).await?;
        let Some(last) = rows.last() else { break };
        assert!(rows[0].position > position);
        position = last.position;
        seen.extend(rows.iter().map(|r| (r.owner, r.seq)));
    }
    assert_eq!(seen, expected);
    assert_eq!(store.journal_head().await?, position);
    Ok(())
}
