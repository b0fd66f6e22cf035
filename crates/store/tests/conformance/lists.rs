//! Lists and totals.

use crate::TestResult;
use crate::fixtures::{Chain, NOON, at, enrolment, fill, id, member, places, receipt};
use crate::projector::{batch, project};
use jiff::civil::date;
use model::attribute::{Attributes, Value};
use model::id::{CertificateId, MemberId, SubmissionId};
use model::snapshot::TierState;
use model::{Key, Money};
use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_store::{
    ActFilter, ActRow, Append, CertificateRow, DirectoryRow, MemberFilter, Page, ProjectionBatch,
    ReceiptFact, ReceiptFilter, ReceiptMove, ReturnFact, Store, StoreError, SubmissionDecision,
    SubmissionFilter, SubmissionRow, SubmissionState, TierCount, TotalDelta,
};

/// Ten members; even ones are gold, the tenth is blocked.
async fn ten_members(store: &dyn Store) -> Result<(), StoreError> {
    for n in 1..=10 {
        let append = Append {
            directory: Some(DirectoryRow {
                member: MemberId(id(n)),
                name: Some(format!("Member {n:02}").into()),
                body: b"{}".to_vec(),
            }),
            ..enrolment(n)
        };
        store.append(append).await?;
    }
    let mut batch = batch(store, 100).await?;
    for (n, owner) in (1..).zip(&mut batch.owners) {
        let snapshot = Arc::make_mut(&mut owner.snapshot);
        let tier = if n % 2 == 0 { "gold" } else { "basic" };
        let state = TierState {
            tier: Key::new(tier),
            since: at(0),
            until: None,
            invited: false,
            kept: false,
            beneath: None,
        };
        snapshot.member.tiers.insert(Key::new("main"), state);
        snapshot.member.blocked = n == 10;
        (snapshot.tally.receipts, snapshot.tally.turnover) = (1, Money(100));
    }
    store.write_projection(batch).await?;
    Ok(())
}

async fn members(
    store: &dyn Store,
    filter: MemberFilter,
    newest_first: bool,
) -> Result<Vec<MemberId>, StoreError> {
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = Page { cursor, limit: 3, newest_first };
        let listed = store.list_members(filter.clone(), page).await?;
        seen.extend(listed.items.iter().map(|m| m.member));
        cursor = listed.next;
        if cursor.is_none() {
            return Ok(seen);
        }
    }
}

fn ids(numbers: impl IntoIterator<Item = u64>) -> Vec<MemberId> {
    numbers.into_iter().map(|n| MemberId(id(n))).collect()
}

pub(crate) async fn members_are_listed_in_pages_and_filtered(store: Arc<dyn Store>) -> TestResult {
    ten_members(&*store).await?;
    let every = MemberFilter::default();
    assert_eq!(members(&*store, every.clone(), false).await?, ids(1..=10));
    assert_eq!(members(&*store, every, true).await?, ids((1..=10).rev()));
    let gold = MemberFilter {
        tier: Some((Key::new("main"), Key::new("gold"))),
        blocked: Some(false),
        name: None,
    };
    assert_eq!(members(&*store, gold, false).await?, ids([2, 4, 6, 8]));
    let row = store.find_member(MemberId(id(2))).await?.ok_or("no member")?;
    assert_eq!(row.name.as_deref(), Some("Member 02"));
    assert_eq!(row.tiers, [(Key::new("main"), Key::new("gold"))]);
    assert_eq!((row.receipts, row.turnover), (1, Money(100)));
    assert_eq!(store.find_member(MemberId(id(11))).await?, None);
    Ok(())
}

pub(crate) async fn members_are_found_by_the_beginning_of_their_name(
    store: Arc<dyn Store>,
) -> TestResult {
    ten_members(&*store).await?;
    let named = |name: &str| MemberFilter { name: Some(name.into()), ..MemberFilter::default() };
    assert_eq!(members(&*store, named("MEMBER"), false).await?, ids(1..=10));
    assert_eq!(members(&*store, named("member 0"), false).await?, ids(1..=9));
    assert_eq!(members(&*store, named("Member 10"), false).await?, ids([10]));
    assert!(members(&*store, named("ember"), false).await?.is_empty());
    Ok(())
}

/// Two members with three receipts each, in turn.
async fn six_receipts(store: &dyn Store) -> Result<(), StoreError> {
    let mut chains = [Chain::new(member(1)), Chain::new(member(2))];
    for _ in 0..3 {
        for chain in &mut chains {
            store.append(Append::of(&chain.earn(1))).await?;
        }
    }
    let mut batch = batch(store, 100).await?;
    for row in store.journal_after(0, 100).await? {
        batch.receipts.push(ReceiptFact {
            position: row.position,
            id: receipt(row.position),
            owner: row.owner,
            seq: row.seq,
            at: row.at,
            store: Key::new(if row.seq == 2 { "north" } else { "south" }),
            number: Some(format!("{}", row.position).into()),
            total: Money(1_000),
            discount: Money(100),
            payable: Money(900),
            rules: Vec::new(),
        });
    }
    store.write_projection(batch).await?;
    Ok(())
}

/// The receipts of a list as numbers in the order of appending, from 1.
async fn positions(
    store: &dyn Store,
    filter: ReceiptFilter,
    newest_first: bool,
) -> Result<Vec<u64>, StoreError> {
    let order: BTreeMap<u64, u64> = places(store).await?.into_iter().zip(1..).collect();
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = Page { cursor, limit: 2, newest_first };
        let listed = store.list_receipts(filter.clone(), page).await?;
        seen.extend(listed.items.iter().map(|r| order.get(&r.position).copied()));
        cursor = listed.next;
        if cursor.is_none() {
            return Ok(seen.into_iter().flatten().collect());
        }
    }
}

pub(crate) async fn receipts_are_listed_per_owner_and_filtered(
    store: Arc<dyn Store>,
) -> TestResult {
    six_receipts(&*store).await?;
    let every = ReceiptFilter::default();
    let mine = ReceiptFilter { owner: Some(member(2)), ..every.clone() };
    let north = ReceiptFilter { store: Some(Key::new("north")), ..every.clone() };
    let later = ReceiptFilter { from: Some(at(2)), until: Some(at(3)), ..mine.clone() };
    assert_eq!(positions(&*store, every, true).await?, [6, 5, 4, 3, 2, 1]);
    assert_eq!(positions(&*store, mine.clone(), false).await?, [2, 4, 6]);
    assert_eq!(positions(&*store, mine, true).await?, [6, 4, 2]);
    assert_eq!(positions(&*store, north, false).await?, [3, 4]);
    assert_eq!(positions(&*store, later, false).await?, [4]);
    Ok(())
}

pub(crate) async fn receipts_of_a_store_and_a_time_come_in_the_order_of_paying(
    store: Arc<dyn Store>,
) -> TestResult {
    let mut chain = Chain::new(member(1));
    for _ in 0..5 {
        store.append(Append::of(&chain.earn(1))).await?;
    }
    let mut batch = batch(&*store, 100).await?;
    // The fourth was paid before the others, and is kept late.
    let paid = [20, 30, 40, 10, 50];
    for (row, paid) in store.journal_after(0, 100).await?.into_iter().zip(paid) {
        batch.receipts.push(ReceiptFact {
            position: row.position,
            id: receipt(row.position),
            owner: row.owner,
            seq: row.seq,
            at: at(paid),
            store: Key::new(if paid == 30 { "north" } else { "south" }),
            number: None,
            total: Money(1_000),
            discount: Money(100),
            payable: Money(900),
            rules: Vec::new(),
        });
    }
    store.write_projection(batch).await?;
    let every = ReceiptFilter::default();
    let south = ReceiptFilter { store: Some(Key::new("south")), ..every.clone() };
    let between = ReceiptFilter { from: Some(at(20)), until: Some(at(50)), ..every.clone() };
    let both = ReceiptFilter { store: south.store.clone(), ..between.clone() };
    assert_eq!(positions(&*store, every, true).await?, [5, 4, 3, 2, 1]);
    assert_eq!(positions(&*store, south.clone(), true).await?, [5, 3, 1, 4]);
    assert_eq!(positions(&*store, south, false).await?, [4, 1, 3, 5]);
    assert_eq!(positions(&*store, between.clone(), true).await?, [3, 2, 1]);
    assert_eq!(positions(&*store, between.clone(), false).await?, [1, 2, 3]);
    assert_eq!(positions(&*store, both, true).await?, [3, 1]);
    let wrong = Page::newest(10).after(Some(tessera_store::Cursor("7".into())));
    let refused = store.list_receipts(between, wrong).await;
    assert!(matches!(refused, Err(StoreError::InvalidCursor)));
    Ok(())
}

/// Acts of a list, by how many seconds after the beginning they were kept.
async fn acts(
    store: &dyn Store,
    filter: ActFilter,
    newest_first: bool,
) -> Result<Vec<i64>, StoreError> {
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = Page { cursor, limit: 2, newest_first };
        let listed = store.list_acts(filter.clone(), page).await?;
        seen.extend(listed.items.iter().map(|act| act.at.as_millisecond() / 1_000 - NOON / 1_000));
        cursor = listed.next;
        if cursor.is_none() {
            return Ok(seen);
        }
    }
}

pub(crate) async fn acts_of_a_kind_and_a_time_come_in_the_order_of_keeping(
    store: Arc<dyn Store>,
) -> TestResult {
    let mut chain = Chain::new(member(1));
    for _ in 0..5 {
        store.append(Append::of(&chain.earn(1))).await?;
    }
    let mut batch = batch(&*store, 100).await?;
    // The clock of another server was behind: the fourth stands later than it was kept.
    let kept = [20, 30, 40, 10, 50];
    for (row, kept) in store.journal_after(0, 100).await?.into_iter().zip(kept) {
        let what = Key::new(if kept == 30 { "till_added" } else { "balance_corrected" });
        let (owner, seq, at) = (row.owner, row.seq, at(kept));
        batch.acts.push(ActRow { position: row.position, owner, seq, at, what });
    }
    store.write_projection(batch).await?;
    let every = ActFilter::default();
    let corrected = ActFilter { what: Some(Key::new("balance_corrected")), ..every.clone() };
    let between = ActFilter { from: Some(at(20)), until: Some(at(50)), ..every.clone() };
    let both = ActFilter { what: corrected.what.clone(), ..between.clone() };
    let none = ActFilter { what: Some(Key::new("till_revoked")), ..every.clone() };
    assert_eq!(acts(&*store, every, true).await?, [50, 10, 40, 30, 20]);
    assert_eq!(acts(&*store, corrected.clone(), true).await?, [50, 40, 20, 10]);
    assert_eq!(acts(&*store, corrected, false).await?, [10, 20, 40, 50]);
    assert_eq!(acts(&*store, between.clone(), true).await?, [40, 30, 20]);
    assert_eq!(acts(&*store, both, false).await?, [20, 40]);
    assert!(acts(&*store, none, true).await?.is_empty());
    let wrong = Page::newest(10).after(Some(tessera_store::Cursor("7".into())));
    let refused = store.list_acts(between, wrong).await;
    assert!(matches!(refused, Err(StoreError::InvalidCursor)));
    Ok(())
}

pub(crate) async fn certificates_come_in_the_order_of_issuing(store: Arc<dyn Store>) -> TestResult {
    let mut chain = Chain::new(member(1));
    for _ in 0..4 {
        store.append(Append::of(&chain.earn(1))).await?;
    }
    let mut batch = batch(&*store, 100).await?;
    for (row, n) in store.journal_after(0, 100).await?.into_iter().zip([2u64, 4, 1, 3]) {
        let seconds = i64::try_from(n * 10)?;
        let (certificate, at) = (CertificateId(id(n)), at(seconds));
        batch.certificates.push(CertificateRow { position: row.position, certificate, at });
    }
    store.write_projection(batch).await?;
    let listed = async |from, until, newest_first| {
        let (mut cursor, mut seen) = (None, Vec::new());
        loop {
            let page = Page { cursor, limit: 3, newest_first };
            let listed = store.list_certificates(from, until, page).await?;
            seen.extend(listed.items.iter().map(|one| one.certificate));
            cursor = listed.next;
            if cursor.is_none() {
                return Ok::<_, StoreError>(seen);
            }
        }
    };
    let ids = |numbers: &[u64]| numbers.iter().map(|n| CertificateId(id(*n))).collect::<Vec<_>>();
    assert_eq!(listed(None, None, true).await?, ids(&[4, 3, 2, 1]));
    assert_eq!(listed(None, None, false).await?, ids(&[1, 2, 3, 4]));
    assert_eq!(listed(Some(at(20)), Some(at(40)), true).await?, ids(&[3, 2]));
    store.reset_projections().await?;
    assert!(listed(None, None, true).await?.is_empty());
    Ok(())
}

/// The n-th of many receipts of a member, in which some rules acted.
fn of_rules(n: u64, store: &str, rules: &[&str]) -> ReceiptFact {
    ReceiptFact {
        position: n,
        id: receipt(n),
        owner: member(1 + n % 2),
        seq: n,
        at: at(i64::try_from(n).expect("small")),
        store: Key::new(store),
        number: None,
        total: Money(1_000),
        discount: Money(100),
        payable: Money(900),
        rules: rules.iter().map(|rule| Key::new(*rule)).collect(),
    }
}

/// Positions of all receipts of a list, and how many pages they came in.
async fn pages(
    store: &dyn Store,
    filter: ReceiptFilter,
    first: Page,
) -> Result<(Vec<u64>, u32), StoreError> {
    let (mut page, mut seen, mut count) = (first, Vec::new(), 0);
    loop {
        let listed = store.list_receipts(filter.clone(), page.clone()).await?;
        assert!(listed.items.len() <= page.rows());
        count += 1;
        seen.extend(listed.items.iter().map(|r| r.position));
        if listed.next.is_none() {
            return Ok((seen, count));
        }
        page = page.after(listed.next);
    }
}

pub(crate) async fn receipts_of_a_rule_come_in_the_order_of_paying(
    store: Arc<dyn Store>,
) -> TestResult {
    let receipts = vec![
        of_rules(1, "north", &["base", "rare"]),
        of_rules(2, "south", &["base"]),
        of_rules(3, "south", &[]),
        of_rules(4, "north", &["base"]),
        of_rules(5, "south", &["rare", "base"]),
    ];
    let batch = ProjectionBatch { receipts, ..ProjectionBatch::default() };
    store.write_projection(batch).await?;
    let of = |rule: &str| ReceiptFilter { rule: Some(Key::new(rule)), ..<_>::default() };
    let seen = async |filter: ReceiptFilter, page| pages(&*store, filter, page).await;
    for limit in 1..=5 {
        let base = seen(of("base"), Page::newest(limit)).await?.0;
        assert_eq!(base, [5, 4, 2, 1], "{limit}");
        assert_eq!(seen(of("rare"), Page::first(limit)).await?.0, [1, 5], "{limit}");
        let south = ReceiptFilter { store: Some(Key::new("south")), ..of("base") };
        assert_eq!(seen(south, Page::newest(limit)).await?.0, [5, 2], "{limit}");
    }
    assert_eq!(seen(of("nosuch"), Page::newest(10)).await?, (Vec::new(), 1));
    let between = ReceiptFilter { from: Some(at(2)), until: Some(at(5)), ..of("base") };
    assert_eq!(seen(between, Page::newest(10)).await?.0, [4, 2]);
    store.reset_projections().await?;
    assert_eq!(seen(of("base"), Page::newest(10)).await?, (Vec::new(), 1));
    Ok(())
}

pub(crate) async fn receipts_of_a_member_are_told_apart_by_rules(
    store: Arc<dyn Store>,
) -> TestResult {
    let mut chain = Chain::new(member(1));
    for _ in 0..4 {
        store.append(Append::of(&chain.earn(1))).await?;
    }
    let mut batch = batch(&*store, 100).await?;
    for (n, row) in (1..).zip(store.journal_after(0, 100).await?) {
        let rules: &[&str] = if n % 2 == 0 { &["rare"] } else { &["base"] };
        let fact = of_rules(n, "north", rules);
        batch.receipts.push(ReceiptFact { position: row.position, owner: row.owner, ..fact });
    }
    store.write_projection(batch).await?;
    let mine = ReceiptFilter { owner: Some(member(1)), ..ReceiptFilter::default() };
    let rare = ReceiptFilter { rule: Some(Key::new("rare")), ..mine.clone() };
    assert_eq!(positions(&*store, mine, true).await?, [4, 3, 2, 1]);
    assert_eq!(positions(&*store, rare.clone(), true).await?, [4, 2]);
    assert_eq!(positions(&*store, rare, false).await?, [2, 4]);
    Ok(())
}

pub(crate) async fn a_page_of_a_rule_and_a_store_looks_at_so_many(
    store: Arc<dyn Store>,
) -> TestResult {
    let last = u64::from(tessera_store::MOST_LOOKED_AT) + 3;
    let of = |n| if n == 2 || n == last { "north" } else { "south" };
    let receipts = (1..=last).map(|n| of_rules(n, of(n), &["base"])).collect();
    let batch = ProjectionBatch { receipts, ..ProjectionBatch::default() };
    store.write_projection(batch).await?;
    let rule = Some(Key::new("base"));
    let north = ReceiptFilter { rule, store: Some(Key::new("north")), ..<_>::default() };
    assert_eq!(pages(&*store, north.clone(), Page::newest(10)).await?, (vec![last, 2], 2));
    assert_eq!(pages(&*store, north.clone(), Page::first(10)).await?, (vec![2, last], 2));
    let east = ReceiptFilter { store: Some(Key::new("east")), ..north };
    assert_eq!(pages(&*store, east, Page::newest(10)).await?, (Vec::new(), 2));
    Ok(())
}

pub(crate) async fn a_return_shows_at_its_receipt(store: Arc<dyn Store>) -> TestResult {
    six_receipts(&*store).await?;
    let mut chain = Chain::load(&*store, member(1)).await?;
    for money in [200, 150] {
        store.append(Append::of(&chain.earn(1))).await?;
        let mut batch = batch(&*store, 100).await?;
        batch.returns.push(ReturnFact { owner: member(1), seq: 2, money: Money(money) });
        store.write_projection(batch).await?;
    }
    let filter = ReceiptFilter::default();
    let listed = store.list_receipts(filter, Page::first(10)).await?;
    let returned: Vec<i64> = listed.items.iter().map(|r| r.returned.0).collect();
    assert_eq!(returned, [0, 0, 350, 0, 0, 0]);
    Ok(())
}

pub(crate) async fn a_receipt_that_is_claimed_is_listed_elsewhere(
    store: Arc<dyn Store>,
) -> TestResult {
    six_receipts(&*store).await?;
    let mut chain = Chain::load(&*store, member(2)).await?;
    store.append(Append::of(&chain.earn(1))).await?;
    let rows = store.journal_after(0, 100).await?;
    let (Some(from), Some(to)) = (rows.first(), rows.last()) else { return Err("no rows".into()) };
    let mut moving = batch(&*store, 100).await?;
    // What comes back in the same batch is added first, in whichever place the receipt is.
    for (owner, seq) in [(from.owner, from.seq), (to.owner, to.seq)] {
        moving.returns.push(ReturnFact { owner, seq, money: Money(200) });
    }
    moving.moved_receipts.push(ReceiptMove {
        from: from.position,
        from_owner: from.owner,
        to: to.position,
        owner: to.owner,
        seq: to.seq,
        at: from.at,
        rules_before: Vec::new(),
        rules: vec![Key::new("base")],
    });
    store.write_projection(moving).await?;
    let mut later = batch(&*store, 100).await?;
    for (owner, seq) in [(from.owner, from.seq), (to.owner, to.seq)] {
        later.returns.push(ReturnFact { owner, seq, money: Money(150) });
    }
    store.write_projection(later).await?;
    let every = store.list_receipts(ReceiptFilter::default(), Page::first(10)).await?;
    assert_eq!(every.items.len(), 6);
    let of_rule = ReceiptFilter { rule: Some(Key::new("base")), ..ReceiptFilter::default() };
    for filter in [of_rule, ReceiptFilter { owner: Some(to.owner), ..<_>::default() }] {
        let listed = store.list_receipts(filter, Page::newest(10)).await?;
        let moved = listed.items.first().ok_or("it is not there")?;
        assert_eq!((moved.id, moved.owner, moved.seq), (receipt(from.position), to.owner, to.seq));
        assert_eq!((moved.at, moved.returned), (from.at, Money(350)));
    }
    Ok(())
}

pub(crate) async fn totals_add_up_by_day_and_in_all(store: Arc<dyn Store>) -> TestResult {
    for (n, day) in [(1, 1), (2, 1), (3, 2)] {
        fill(&*store, n, 0).await?;
        let mut batch = batch(&*store, 100).await?;
        batch.totals.push(TotalDelta {
            day: date(2026, 11, day),
            measure: Key::new("issued"),
            subject: Key::new("points"),
            delta: 10,
        });
        store.write_projection(batch).await?;
    }
    let days = store.list_totals(date(2026, 11, 1), date(2026, 11, 30)).await?;
    let days: Vec<_> = days.iter().map(|t| (t.day, t.value)).collect();
    let expected = [(Some(date(2026, 11, 1)), 20), (Some(date(2026, 11, 2)), 10)];
    assert_eq!(days, expected);
    let second = store.list_totals(date(2026, 11, 2), date(2026, 11, 2)).await?;
    assert_eq!(second.len(), 1);
    let summary = store.summary().await?;
    let in_all: Vec<_> = summary.totals.iter().map(|t| (t.day, t.value)).collect();
    assert_eq!(in_all, [(None, 30)]);
    Ok(())
}

pub(crate) async fn the_summary_counts_members_and_tiers(store: Arc<dyn Store>) -> TestResult {
    ten_members(&*store).await?;
    let summary = store.summary().await?;
    assert_eq!((summary.members, summary.blocked), (10, 1));
    let tier = |tier: &str| TierCount { track: Key::new("main"), tier: Key::new(tier), members: 5 };
    assert_eq!(summary.tiers, [tier("basic"), tier("gold")]);
    // A tier that is lost leaves the list.
    let mut chain = Chain::load(&*store, member(2)).await?;
    store.append(Append::of(&chain.earn(1))).await?;
    let mut batch = batch(&*store, 100).await?;
    for owner in &mut batch.owners {
        Arc::make_mut(&mut owner.snapshot).member.tiers.clear();
    }
    store.write_projection(batch).await?;
    let gold = store.summary().await?.tiers.iter().map(|t| t.members).collect::<Vec<_>>();
    assert_eq!(gold, [5, 4]);
    Ok(())
}

pub(crate) async fn lots_are_exact_before_the_projection(store: Arc<dyn Store>) -> TestResult {
    let mut chain = fill(&*store, 1, 2).await?;
    project(&*store).await?;
    store.append(Append::of(&chain.earn(3))).await?;
    let lots = store.list_lots(member(1)).await?;
    let lots: Vec<_> = lots.iter().map(|(unit, lot)| (unit.as_str(), lot.remaining.0)).collect();
    assert_eq!(lots, [("points", 10), ("points", 10), ("points", 3)]);
    Ok(())
}

fn handed_in(n: u64, event: &str) -> SubmissionRow {
    SubmissionRow {
        id: SubmissionId(id(n)),
        owner: member(n),
        event: Key::new(event),
        reference: Some(Key::new(format!("r{n}"))),
        evidence: Some("photo".into()),
        attributes: Attributes::from([(Key::new("stars"), Value::Number { milli: 5_000 })]),
        at: at(i64::try_from(n).expect("small")),
        state: SubmissionState::Open,
        decided_at: None,
    }
}

pub(crate) async fn what_waits_for_a_decision_is_listed_until_it_comes(
    store: Arc<dyn Store>,
) -> TestResult {
    let submissions = vec![handed_in(1, "review"), handed_in(2, "idea"), handed_in(3, "review")];
    let batch = ProjectionBatch { submissions: submissions.clone(), ..ProjectionBatch::default() };
    store.write_projection(batch).await?;
    let open = SubmissionFilter { state: Some(SubmissionState::Open), ..<_>::default() };
    let first = store.list_submissions(open.clone(), Page::first(2)).await?;
    assert_eq!(first.items, submissions[..2]);
    let rest = store.list_submissions(open.clone(), Page::first(2).after(first.next)).await?;
    assert_eq!((rest.items, rest.next), (submissions[2..].to_vec(), None));
    let decision = SubmissionDecision { id: SubmissionId(id(1)), approved: true, at: at(9) };
    let batch = ProjectionBatch { decided: vec![decision], ..ProjectionBatch::default() };
    store.write_projection(batch).await?;
    let reviews = SubmissionFilter { event: Some(Key::new("review")), ..open.clone() };
    let waiting = store.list_submissions(reviews, Page::newest(10)).await?;
    assert_eq!(waiting.items, submissions[2..]);
    let found = store.find_submission(SubmissionId(id(1))).await?.ok_or("not there")?;
    assert_eq!((found.state, found.decided_at), (SubmissionState::Approved, Some(at(9))));
    store.reset_projections().await?;
    assert!(store.list_submissions(open, Page::first(10)).await?.items.is_empty());
    Ok(())
}
