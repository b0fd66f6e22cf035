//! Figures for reports.

use crate::TestResult;
use crate::fixtures::{Chain, at, fill, id, member};
use crate::projector::batch;
use jiff::civil::{Date, date};
use model::id::MemberId;
use model::{Key, Units};
use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_store::{
    Append, CountDelta, Expiring, FiguresBatch, MARK_SUM, MARKED, Marks, Page, ProjectionBatch,
    ProjectionOutcome, Store, StoreError, StoreRow, TotalDelta, TotalsBy, Visit,
};

fn day(day: i8) -> Date {
    date(2026, 11, day)
}

/// Writes a batch without entries.
async fn write(store: &dyn Store, batch: ProjectionBatch) -> Result<(), StoreError> {
    let stands = store.projection_position().await?;
    let batch = ProjectionBatch { after: stands, through: stands, ..batch };
    assert_eq!(store.write_projection(batch).await?, ProjectionOutcome::Written);
    Ok(())
}

fn total(on: i8, measure: &str, subject: &str, delta: i64) -> TotalDelta {
    TotalDelta { day: day(on), measure: Key::new(measure), subject: Key::new(subject), delta }
}

pub(crate) async fn totals_are_summed_by_day_or_by_subject(store: Arc<dyn Store>) -> TestResult {
    let totals = vec![
        total(1, "receipts", "north", 2),
        total(1, "receipts", "south", 3),
        total(2, "receipts", "south", 4),
        total(2, "discount", "south", 50),
        total(3, "receipts", "north", 7),
        total(2, "joined", "", 1),
    ];
    write(&*store, ProjectionBatch { totals, ..<_>::default() }).await?;
    let sums = |by| {
        let store = store.clone();
        async move {
            let sums = store.sum_totals(day(1), day(2), vec!["receipts", "discount"], by).await?;
            let short = sums.into_iter().map(|sum| {
                let on = sum.day.map(|day| day.day());
                (on, sum.measure.to_string(), sum.subject.to_string(), sum.value)
            });
            Ok::<_, StoreError>(short.collect::<Vec<_>>())
        }
    };
    let row = |on, measure: &str, subject: &str, value| {
        (on, measure.to_owned(), subject.to_owned(), value)
    };
    let by_day = [
        row(Some(1), "receipts", "", 5),
        row(Some(2), "discount", "", 50),
        row(Some(2), "receipts", "", 4),
    ];
    assert_eq!(sums(TotalsBy::Day).await?, by_day);
    let by_subject = [
        row(None, "discount", "south", 50),
        row(None, "receipts", "north", 2),
        row(None, "receipts", "south", 7),
    ];
    assert_eq!(sums(TotalsBy::Subject).await?, by_subject);
    assert_eq!(sums(TotalsBy::DayAndSubject).await?.len(), 4);
    Ok(())
}

fn visits(on: i8, members: impl IntoIterator<Item = u64>) -> ProjectionBatch {
    let visit = |n| Visit { day: day(on), member: MemberId(id(n)) };
    let visits = members.into_iter().map(visit).collect();
    ProjectionBatch { figures: FiguresBatch { visits, ..<_>::default() }, ..<_>::default() }
}

pub(crate) async fn a_member_counts_once_for_a_day_and_for_a_period(
    store: Arc<dyn Store>,
) -> TestResult {
    write(&*store, visits(1, 1..=3)).await?;
    write(&*store, visits(1, 2..=4)).await?;
    write(&*store, visits(3, [4, 9])).await?;
    // A receipt that comes late.
    write(&*store, visits(2, [1, 7])).await?;
    let active = store.sum_totals(day(1), day(30), vec!["active"], TotalsBy::Day).await?;
    let active: Vec<_> = active.iter().map(|t| (t.day, t.value)).collect();
    assert_eq!(active, [(Some(day(1)), 4), (Some(day(2)), 2), (Some(day(3)), 2)]);
    assert_eq!(store.count_visitors(day(1), day(3)).await?, 6);
    assert_eq!(store.count_visitors(day(2), day(3)).await?, 4);
    assert_eq!(store.count_visitors(day(4), day(30)).await?, 0);
    Ok(())
}

pub(crate) async fn numbers_of_visitors_go_on_after_many(store: Arc<dyn Store>) -> TestResult {
    // More than fit into one part of a day.
    write(&*store, visits(1, 1..=5_000)).await?;
    write(&*store, visits(2, 4_000..=6_000)).await?;
    assert_eq!(store.count_visitors(day(1), day(1)).await?, 5_000);
    assert_eq!(store.count_visitors(day(2), day(2)).await?, 2_001);
    assert_eq!(store.count_visitors(day(1), day(2)).await?, 6_000);
    Ok(())
}

fn expiring(days: &[(i8, i64)]) -> Expiring {
    let days: BTreeMap<Date, i64> = days.iter().map(|(on, amount)| (day(*on), *amount)).collect();
    Expiring(BTreeMap::from([(Key::new("points"), days)]))
}

/// Another entry of a member, with what expires after it.
async fn step(store: &dyn Store, chain: &mut Chain, expiring: Expiring) -> Result<(), StoreError> {
    store.append(Append::of(&chain.earn(1))).await?;
    let mut batch = batch(store, 100).await?;
    for owner in &mut batch.owners {
        owner.expiring = expiring.clone();
    }
    assert_eq!(store.write_projection(batch).await?, ProjectionOutcome::Written);
    Ok(())
}

pub(crate) async fn what_expires_follows_the_states(store: Arc<dyn Store>) -> TestResult {
    let (mut one, mut two) = (Chain::new(member(1)), Chain::new(member(2)));
    step(&*store, &mut one, expiring(&[(3, 100), (9, 20)])).await?;
    step(&*store, &mut two, expiring(&[(3, 5)])).await?;
    let sum = |from, to| {
        let store = store.clone();
        async move { store.sum_expiring(day(from), day(to)).await }
    };
    let points = |amount| vec![(Key::new("points"), Units(amount))];
    assert_eq!(sum(1, 30).await?, points(125));
    assert_eq!(sum(3, 3).await?, points(105));
    assert_eq!(sum(4, 30).await?, points(20));
    // Part of it is spent, and the rest is gone later.
    step(&*store, &mut one, expiring(&[(3, 60), (9, 20)])).await?;
    assert_eq!(sum(1, 30).await?, points(85));
    step(&*store, &mut one, Expiring::default()).await?;
    assert_eq!(sum(1, 30).await?, points(5));
    step(&*store, &mut two, Expiring::default()).await?;
    assert_eq!(sum(1, 30).await?, []);
    Ok(())
}

pub(crate) async fn what_expires_is_listed_by_day(store: Arc<dyn Store>) -> TestResult {
    let (mut one, mut two) = (Chain::new(member(1)), Chain::new(member(2)));
    step(&*store, &mut one, expiring(&[(3, 100), (9, 20)])).await?;
    step(&*store, &mut two, expiring(&[(3, 5), (12, 1)])).await?;
    let list = |unit: &'static str, from, to| {
        let store = store.clone();
        async move { store.list_expiring(Key::new(unit), day(from), day(to)).await }
    };
    let rows = [(day(3), Units(105)), (day(9), Units(20)), (day(12), Units(1))];
    assert_eq!(list("points", 1, 30).await?, rows);
    assert_eq!(list("points", 3, 9).await?, rows[..2]);
    assert_eq!(list("miles", 1, 30).await?, []);
    // A day on which nothing is left is not listed.
    step(&*store, &mut one, expiring(&[(3, 100)])).await?;
    assert_eq!(list("points", 4, 30).await?, rows[2..]);
    Ok(())
}

/// Another entry of a member, and what they are marked by after it.
async fn mark(store: &dyn Store, chain: &mut Chain, marks: &[(&str, i64)]) -> TestResult {
    store.append(Append::of(&chain.earn(1))).await?;
    let mut batch = batch(store, 100).await?;
    for owner in &mut batch.owners {
        owner.marks = Marks(marks.iter().map(|(mark, n)| (Key::new(mark), *n)).collect());
    }
    assert_eq!(store.write_projection(batch).await?, ProjectionOutcome::Written);
    Ok(())
}

fn counted(of: &[(&str, i64)]) -> Vec<(Key, i64)> {
    of.iter().map(|(subject, value)| (Key::new(subject), *value)).collect()
}

pub(crate) async fn marks_are_counted_and_listed(store: Arc<dyn Store>) -> TestResult {
    let mut chains: Vec<Chain> = (1..=3).map(|n| Chain::new(member(n))).collect();
    let [one, two, three] = &mut chains[..] else { unreachable!() };
    mark(&*store, one, &[("plan", 1), ("raffle", 5)]).await?;
    mark(&*store, two, &[("plan", 0)]).await?;
    mark(&*store, three, &[("plan", 1), ("raffle", 2)]).await?;
    assert_eq!(store.list_counts(MARKED).await?, counted(&[("plan", 3), ("raffle", 2)]));
    assert_eq!(store.list_counts(MARK_SUM).await?, counted(&[("plan", 2), ("raffle", 7)]));
    let list = |mark: &'static str, page: Page| {
        let store = store.clone();
        async move { store.list_marked(Key::new(mark), page).await }
    };
    let ids = |numbers: &[u64]| numbers.iter().map(|n| MemberId(id(*n))).collect::<Vec<_>>();
    let first = list("plan", Page::newest(2)).await?;
    assert_eq!(first.items, ids(&[3, 2]));
    let second = list("plan", Page::newest(2).after(first.next)).await?;
    assert_eq!((second.items, second.next), (ids(&[1]), None));
    assert_eq!(list("raffle", Page::newest(9)).await?.items, ids(&[3, 1]));
    assert_eq!(list("nothing", Page::newest(9)).await?.items, ids(&[]));

    // Numbers change, marks go, and a state that changes nothing counts nothing.
    mark(&*store, one, &[("raffle", 9)]).await?;
    mark(&*store, two, &[("plan", 0)]).await?;
    mark(&*store, three, &[]).await?;
    assert_eq!(store.list_counts(MARKED).await?, counted(&[("plan", 1), ("raffle", 1)]));
    assert_eq!(store.list_counts(MARK_SUM).await?, counted(&[("raffle", 9)]));
    assert_eq!(list("plan", Page::newest(9)).await?.items, ids(&[2]));
    assert_eq!(list("raffle", Page::newest(9)).await?.items, ids(&[1]));
    store.reset_projections().await?;
    assert_eq!(store.list_counts(MARKED).await?, []);
    assert_eq!(list("plan", Page::newest(9)).await?.items, ids(&[]));
    Ok(())
}

pub(crate) async fn running_counts_add_up_by_subject(store: Arc<dyn Store>) -> TestResult {
    let used =
        |subject: &str, delta| CountDelta { kind: "used", subject: Key::new(subject), delta };
    let other = CountDelta { kind: "lost", subject: Key::new("a"), delta: 8 };
    let of = |counts| ProjectionBatch { counts, ..<_>::default() };
    write(&*store, of(vec![used("a", 3), used("b", 1), other])).await?;
    write(&*store, of(vec![used("a", 2), used("b", -1), used("c", 1)])).await?;
    assert_eq!(store.list_counts("used").await?, counted(&[("a", 5), ("c", 1)]));
    let some = [Key::new("b"), Key::new("c"), Key::new("d")];
    assert_eq!(store.counts_of("used", some.to_vec()).await?, counted(&[("c", 1)]));
    assert_eq!(store.counts_of("used", Vec::new()).await?, []);
    assert_eq!(store.list_counts("lost").await?, counted(&[("a", 8)]));
    store.reset_projections().await?;
    assert_eq!(store.list_counts("used").await?, []);
    Ok(())
}

pub(crate) async fn stores_add_up_and_keep_their_latest_moment(
    store: Arc<dyn Store>,
) -> TestResult {
    let row = |name: &str, receipts, last| StoreRow {
        store: Key::new(name),
        receipts,
        last_at: at(last),
    };
    let of = |stores| ProjectionBatch {
        figures: FiguresBatch { stores, ..<_>::default() },
        ..<_>::default()
    };
    write(&*store, of(vec![row("south", 2, 50), row("north", 1, 10)])).await?;
    write(&*store, of(vec![row("south", 3, 20)])).await?;
    assert_eq!(store.list_stores().await?, [row("north", 1, 10), row("south", 5, 50)]);
    Ok(())
}

pub(crate) async fn figures_are_thrown_away_with_the_rest(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 1).await?;
    let mut chain = Chain::load(&*store, member(1)).await?;
    step(&*store, &mut chain, expiring(&[(3, 100)])).await?;
    write(&*store, visits(1, 1..=3)).await?;
    store.reset_projections().await?;
    assert_eq!(store.count_visitors(day(1), day(1)).await?, 0);
    assert_eq!(store.sum_expiring(day(1), day(30)).await?, []);
    assert_eq!(store.list_stores().await?, []);
    // Numbers begin anew.
    write(&*store, visits(1, [7])).await?;
    assert_eq!(store.count_visitors(day(1), day(1)).await?, 1);
    Ok(())
}
