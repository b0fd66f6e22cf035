//! Searching members.

use crate::TestResult;
use crate::fixtures::{enrolment, id, identity, member};
use crate::projector::{batch, project};
use model::id::MemberId;
use std::sync::Arc;
use tessera_store::{
    Append, DirectoryRow, MemberSearch, MemberTerms, Page, ProjectionBatch, Store, StoreError,
};

fn ids(numbers: impl IntoIterator<Item = u64>) -> Vec<MemberId> {
    numbers.into_iter().map(|n| MemberId(id(n))).collect()
}

fn terms(n: u64, terms: &[&str]) -> MemberTerms {
    let terms = terms.iter().map(|term| (*term).into()).collect();
    MemberTerms { member: MemberId(id(n)), terms }
}

/// Six members, of whom the fifth is blocked.
async fn six_members(store: &dyn Store) -> Result<(), StoreError> {
    for n in 1..=6 {
        store.append(enrolment(n)).await?;
    }
    let mut batch = batch(store, 100).await?;
    Arc::make_mut(&mut batch.owners[4].snapshot).member.blocked = true;
    batch.terms = vec![
        terms(1, &["n:anna orlova", "n:orlova", "d:49170", "r:0719"]),
        terms(2, &["n:boris annenkov", "n:annenkov", "e:boris@example.org"]),
        terms(3, &["n:annette anders", "n:anders"]),
        terms(4, &["n:orlova zoe", "n:zoe", "d:4917", "n:Anna"]),
        terms(5, &["n:anna zoe", "n:zoe"]),
        terms(6, &["n:\u{444}\u{451}\u{434}\u{43e}\u{440}"]),
    ];
    store.write_projection(batch).await?;
    Ok(())
}

fn any(any: &[&str]) -> MemberSearch {
    MemberSearch { any: any.iter().map(|begin| (*begin).into()).collect(), ..<_>::default() }
}

/// All that are found, read in pages of a length.
async fn found(
    store: &dyn Store,
    search: &MemberSearch,
    limit: u32,
) -> Result<Vec<MemberId>, StoreError> {
    let (mut page, mut seen) = (Page::newest(limit), Vec::new());
    loop {
        let listed = store.search_members(search.clone(), page.clone()).await?;
        assert!(listed.items.len() <= page.rows());
        seen.extend(listed.items);
        if listed.next.is_none() {
            return Ok(seen);
        }
        page = page.after(listed.next);
    }
}

pub(crate) async fn members_are_found_by_the_beginnings_of_their_terms(
    store: Arc<dyn Store>,
) -> TestResult {
    six_members(&*store).await?;
    let found = |search: MemberSearch| {
        let store = store.clone();
        async move { found(&*store, &search, 10).await }
    };
    assert_eq!(found(any(&["n:anna"])).await?, ids([1, 5]));
    assert_eq!(found(any(&["n:orlova"])).await?, ids([1, 4]));
    assert_eq!(found(any(&["d:4917"])).await?, ids([4, 1]));
    assert_eq!(found(any(&["r:07", "e:boris"])).await?, ids([2, 1]));
    assert_eq!(found(any(&["n:\u{444}\u{451}"])).await?, ids([6]));
    assert_eq!(found(any(&["n:xenia", "nothing"])).await?, []);
    let both = MemberSearch { all: vec!["n:zoe".into()], ..any(&["n:anna"]) };
    assert_eq!(found(both).await?, ids([5]));
    // Without a beginning all are there, the newest first; blocked ones always come so.
    assert_eq!(found(MemberSearch::default()).await?, ids((1..=6).rev()));
    let blocked = |blocked, search| MemberSearch { blocked: Some(blocked), ..search };
    assert_eq!(found(blocked(true, any(&[]))).await?, ids([5]));
    assert_eq!(found(blocked(true, any(&["n:zoe"]))).await?, ids([5]));
    assert_eq!(found(blocked(true, any(&["n:orlova"]))).await?, []);
    assert_eq!(found(blocked(false, any(&["n:zoe"]))).await?, ids([4]));
    assert_eq!(found(blocked(false, any(&[]))).await?, ids([6, 4, 3, 2, 1]));
    Ok(())
}

pub(crate) async fn a_member_is_found_once_and_in_pages(store: Arc<dyn Store>) -> TestResult {
    six_members(&*store).await?;
    // Two of them have two terms in these ranges, and two ranges say the same.
    let search = any(&["n:an", "n:boris", "n:ann", "d:"]);
    let expected = ids([4, 1, 3, 5, 2]);
    for limit in 1..=6 {
        assert_eq!(found(&*store, &search, limit).await?, expected, "{limit}");
        let newest = found(&*store, &MemberSearch::default(), limit).await?;
        assert_eq!(newest, ids((1..=6).rev()), "{limit}");
    }
    let wrong = Page::first(10).after(Some(tessera_store::Cursor("somewhere".into())));
    let refused = store.search_members(search, wrong).await;
    assert!(matches!(refused, Err(StoreError::InvalidCursor)));
    Ok(())
}

pub(crate) async fn terms_are_replaced_as_a_whole(store: Arc<dyn Store>) -> TestResult {
    six_members(&*store).await?;
    let stands = store.projection_position().await?;
    let batch = ProjectionBatch {
        after: stands,
        through: stands,
        terms: vec![terms(1, &["n:anna petrova"]), terms(5, &[])],
        ..ProjectionBatch::default()
    };
    store.write_projection(batch).await?;
    assert_eq!(found(&*store, &any(&["n:anna"]), 10).await?, ids([1]));
    assert_eq!(found(&*store, &any(&["n:orlova"]), 10).await?, ids([4]));
    store.reset_projections().await?;
    project(&*store).await?;
    assert_eq!(found(&*store, &any(&["n:"]), 10).await?, []);
    assert_eq!(found(&*store, &MemberSearch::default(), 10).await?.len(), 6);
    Ok(())
}

pub(crate) async fn contact_data_and_identities_come_together(store: Arc<dyn Store>) -> TestResult {
    let directory =
        DirectoryRow { member: MemberId(id(2)), name: Some("Anna".into()), body: b"{}".to_vec() };
    store.append(Append { identities: vec![identity("+1", 1)], ..enrolment(1) }).await?;
    store.append(Append { directory: Some(directory.clone()), ..enrolment(2) }).await?;
    let contacts = store.list_contacts(ids([3, 2, 1])).await?;
    assert_eq!(contacts.iter().map(|c| c.member).collect::<Vec<_>>(), ids([3, 2, 1]));
    assert_eq!((&contacts[0].directory, contacts[0].identities.len()), (&None, 0));
    assert_eq!(contacts[1].directory.as_ref(), Some(&directory));
    assert_eq!(contacts[2].identities, store.list_identities(member(1)).await?);
    assert_eq!(contacts[2].identities.len(), 1);
    Ok(())
}
