//! Searching members.

use crate::TestResult;
use crate::fixtures::{at, enrolment, id, identity, member};
use crate::projector::{batch, project};
use jiff::civil::{Date, date};
use model::id::MemberId;
use model::snapshot::{Belongings, MemberState, MergedState, TierState};
use model::{Key, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_store::{
    Append, DirectoryRow, Expiring, ExpiringWithin, Marks, MemberSearch, MemberTerms, OwnerState,
    Page, ProjectionBatch, Store, StoreError,
};

fn ids(numbers: impl IntoIterator<Item = u64>) -> Vec<MemberId> {
    numbers.into_iter().map(|n| MemberId(id(n))).collect()
}

fn terms(n: u64, terms: &[&str]) -> MemberTerms {
    let terms = terms.iter().map(|term| (*term).into()).collect();
    MemberTerms { member: MemberId(id(n)), terms }
}

fn on(day: i8) -> Date {
    date(2026, 11, day)
}

/// What of a unit expires on some days.
fn expiring(unit: &str, days: &[i8]) -> Expiring {
    let days = days.iter().map(|day| (on(*day), 5)).collect();
    Expiring(BTreeMap::from([(Key::new(unit), days)]))
}

fn gold() -> TierState {
    let (tier, since) = (Key::new("gold"), at(0));
    TierState { tier, since, until: None, invited: false, kept: false, beneath: None }
}

/// Six members, of whom the fifth is blocked. Those with even numbers are gold; points of the
/// first, the fourth and the fifth expire, miles of the third.
async fn six_members(store: &dyn Store) -> Result<Vec<OwnerState>, StoreError> {
    for n in 1..=6 {
        store.append(enrolment(n)).await?;
    }
    let mut batch = batch(store, 100).await?;
    Arc::make_mut(&mut batch.owners[4].snapshot).member.blocked = true;
    for owner in batch.owners.iter_mut().skip(1).step_by(2) {
        Arc::make_mut(&mut owner.snapshot).member.tiers.insert(Key::new("main"), gold());
    }
    batch.owners[0].expiring = expiring("points", &[3, 20]);
    batch.owners[2].expiring = expiring("miles", &[3]);
    batch.owners[3].expiring = expiring("points", &[9]);
    batch.owners[4].expiring = expiring("points", &[9]);
    batch.terms = vec![
        terms(1, &["n:anna orlova", "n:orlova", "d:49170", "r:0719"]),
        terms(2, &["n:boris annenkov", "n:annenkov", "e:boris@example.org"]),
        terms(3, &["n:annette anders", "n:anders"]),
        terms(4, &["n:orlova zoe", "n:zoe", "d:4917", "n:Anna"]),
        terms(5, &["n:anna zoe", "n:zoe"]),
        terms(6, &["n:\u{444}\u{451}\u{434}\u{43e}\u{440}"]),
    ];
    let states = batch.owners.clone();
    store.write_projection(batch).await?;
    Ok(states)
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

fn of_tier(tier: &str, search: MemberSearch) -> MemberSearch {
    MemberSearch { tier: Some((Key::new("main"), Key::new(tier))), ..search }
}

pub(crate) async fn members_of_a_tier_come_newest_first(store: Arc<dyn Store>) -> TestResult {
    six_members(&*store).await?;
    let counted = store.count_tiers().await?;
    assert_eq!(counted.iter().map(|tier| tier.members).collect::<Vec<_>>(), [3]);
    let blocked = |blocked, search| MemberSearch { blocked: Some(blocked), ..search };
    for limit in 1..=4 {
        let found = async |search: MemberSearch| found(&*store, &search, limit).await;
        assert_eq!(found(of_tier("gold", any(&[]))).await?, ids([6, 4, 2]), "{limit}");
        assert_eq!(found(of_tier("iron", any(&[]))).await?, [], "{limit}");
        assert_eq!(found(of_tier("gold", any(&["n:an", "n:z"]))).await?, ids([2, 4]), "{limit}");
        let free = blocked(false, of_tier("gold", any(&[])));
        assert_eq!(found(free).await?, ids([6, 4, 2]), "{limit}");
        let blocked = blocked(true, of_tier("gold", any(&[])));
        assert_eq!(found(blocked).await?, [], "{limit}");
    }
    Ok(())
}

pub(crate) async fn members_are_counted_as_they_change(store: Arc<dyn Store>) -> TestResult {
    let counted = async || -> Result<_, StoreError> {
        let tiers = store.count_tiers().await?;
        let tiers = tiers.into_iter().map(|count| (count.tier.to_string(), count.members));
        Ok((store.count_members().await?, tiers.collect::<Vec<_>>()))
    };
    let of = |tier: &str, members| (tier.to_owned(), members);
    let mut states = six_members(&*store).await?;
    assert_eq!(counted().await?, ((6, 1), vec![of("gold", 3)]));
    let [_, second, _, fourth, fifth, sixth] = &mut states[..] else { panic!("six members") };
    fn change(state: &mut OwnerState) -> &mut MemberState {
        &mut Arc::make_mut(&mut state.snapshot).member
    }
    change(second).tiers.clear();
    let iron = TierState { tier: Key::new("iron"), ..gold() };
    change(fourth).tiers.insert(Key::new("main"), iron);
    let merged =
        MergedState { into: MemberId(id(1)), passed: Belongings::default(), ended: <_>::default() };
    for state in [fifth, sixth] {
        change(state).merged = Some(Box::new(merged.clone()));
    }
    // Written again, it is the same.
    for _ in 0..2 {
        let through = store.projection_position().await?;
        let owners = states.clone();
        let batch =
            ProjectionBatch { after: through, through, owners, ..ProjectionBatch::default() };
        store.write_projection(batch).await?;
        assert_eq!(counted().await?, ((4, 0), vec![of("iron", 1)]));
    }
    assert_eq!(found(&*store, &of_tier("gold", any(&[])), 6).await?, []);
    store.reset_projections().await?;
    assert_eq!(counted().await?, ((0, 0), vec![]));
    Ok(())
}

fn ends(unit: &str, from: i8, to: i8, search: MemberSearch) -> MemberSearch {
    let within = ExpiringWithin { unit: Key::new(unit), from: on(from), to: on(to) };
    MemberSearch { expiring: Some(within), ..search }
}

pub(crate) async fn members_are_found_by_what_expires(store: Arc<dyn Store>) -> TestResult {
    six_members(&*store).await?;
    let blocked = |blocked, search| MemberSearch { blocked: Some(blocked), ..search };
    for limit in 1..=4 {
        let found = async |search: MemberSearch| found(&*store, &search, limit).await;
        let points = |search| ends("points", 1, 30, search);
        assert_eq!(found(points(any(&[]))).await?, ids([5, 4, 1]), "{limit}");
        assert_eq!(found(ends("points", 4, 9, any(&[]))).await?, ids([5, 4]), "{limit}");
        assert_eq!(found(ends("points", 20, 20, any(&[]))).await?, ids([1]), "{limit}");
        assert_eq!(found(ends("points", 10, 19, any(&[]))).await?, [], "{limit}");
        assert_eq!(found(ends("miles", 1, 30, any(&[]))).await?, ids([3]), "{limit}");
        // Neither a name nor a sign of the words that look for it.
        assert_eq!(found(ends("$.points", 1, 30, any(&[]))).await?, [], "{limit}");
        assert_eq!(found(points(any(&["n:anna"]))).await?, ids([1, 5]), "{limit}");
        assert_eq!(found(points(blocked(true, any(&[])))).await?, ids([5]), "{limit}");
        assert_eq!(found(points(blocked(false, any(&[])))).await?, ids([4, 1]), "{limit}");
        assert_eq!(found(points(of_tier("gold", any(&[])))).await?, ids([4]), "{limit}");
    }
    Ok(())
}

pub(crate) async fn a_page_of_what_expires_looks_at_so_many(store: Arc<dyn Store>) -> TestResult {
    let last = u64::from(tessera_store::MOST_LOOKED_AT) + 2;
    let owners = (1..=last).map(|n| {
        let snapshot = Arc::new(Snapshot { seq: 1, ..Snapshot::empty(member(n)) });
        let is_one = n == 1 || n == last;
        let expiring = if is_one { expiring("points", &[3]) } else { Expiring::default() };
        OwnerState { snapshot, due_at: None, expiring, marks: Marks::default() }
    });
    let batch = ProjectionBatch { owners: owners.collect(), ..ProjectionBatch::default() };
    store.write_projection(batch).await?;
    let points = ends("points", 1, 30, any(&[]));
    let first = store.search_members(points.clone(), Page::newest(10)).await?;
    assert_eq!(first.items, ids([last]));
    assert!(first.next.is_some(), "there are others that were not looked at");
    let second = store.search_members(points, Page::newest(10).after(first.next)).await?;
    assert_eq!((second.items, second.next), (ids([1]), None));
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
