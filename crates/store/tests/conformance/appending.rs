//! One append after the other.

use crate::TestResult;
use crate::fixtures::{
    Chain, at, claim, code, enrolment, fill, hash, identity, key, member, places, receipt,
    receipt_claim,
};
use std::sync::Arc;
use tessera_store::{Append, Appended, NewEntry, ReturnClaim, Store, StoreError};

pub(crate) async fn an_entry_is_read_back_byte_for_byte(store: Arc<dyn Store>) -> TestResult {
    let entry = Chain::new(member(1)).enrol();
    let written = NewEntry::new(&entry);
    assert_eq!(store.append(Append::of(&entry)).await?, Appended::Done);
    let row = store.find_entry(member(1), 1).await?.ok_or("no entry")?;
    assert_eq!((row.bytes.clone(), row.hash), (written.bytes, written.hash));
    assert_eq!((row.seq, row.at, row.kind.as_str()), (1, at(1), "enrol"));
    assert_eq!(row.entry()?, entry);
    assert_eq!(store.find_entry(member(1), 2).await?, None);
    Ok(())
}

pub(crate) async fn a_repeated_key_answers_with_the_first_entry(
    store: Arc<dyn Store>,
) -> TestResult {
    let append = Append { idempotency: key("k", "same"), ..enrolment(1) };
    assert_eq!(store.append(append.clone()).await?, Appended::Done);
    let (owner, seq) = (member(1), 1);
    let repeated = Appended::Repeated { owner, seq };
    assert_eq!(store.append(append).await?, repeated);
    let found = store.find_by_idempotency(hash("k")).await?.ok_or("no key")?;
    assert_eq!((found.owner, found.seq, found.input), (owner, seq, hash("same")));
    assert_eq!(store.find_by_idempotency(hash("other")).await?, None);
    Ok(())
}

pub(crate) async fn a_key_used_for_something_else_is_refused(store: Arc<dyn Store>) -> TestResult {
    let first = Append { idempotency: key("k", "one"), ..enrolment(1) };
    let second = Append { idempotency: key("k", "two"), ..enrolment(2) };
    assert_eq!(store.append(first).await?, Appended::Done);
    assert_eq!(store.append(second).await?, Appended::KeyMismatch);
    assert_eq!(store.load(member(2)).await?, None);
    Ok(())
}

pub(crate) async fn a_taken_number_conflicts_and_leaves_nothing_behind(
    store: Arc<dyn Store>,
) -> TestResult {
    store.append(enrolment(1)).await?;
    let late = Append {
        idempotency: key("late", "late"),
        receipt: receipt_claim(7, "natural", member(1), 1),
        identities: vec![identity("+1", 1)],
        codes: vec![code(1)],
        claims: vec![claim("budget", 5, None)],
        ..enrolment(1)
    };
    let conflict = Appended::Conflict { owner: member(1) };
    assert_eq!(store.append(late).await?, conflict);
    assert_eq!(store.find_by_idempotency(hash("late")).await?, None);
    assert_eq!(store.find_receipt(receipt(7)).await?, None);
    assert_eq!(store.find_owner("phone", "+1").await?, None);
    assert_eq!(store.find_code(code(1).hash).await?, None);
    assert_eq!(store.counter("budget").await?, 0);
    assert_eq!(places(&*store).await?.len(), 1);
    Ok(())
}

pub(crate) async fn a_gap_in_the_chain_conflicts(store: Arc<dyn Store>) -> TestResult {
    let mut chain = Chain::new(member(1));
    chain.enrol();
    let second = chain.earn(10);
    let conflict = Appended::Conflict { owner: member(1) };
    assert_eq!(store.append(Append::of(&second)).await?, conflict);
    Ok(())
}

pub(crate) async fn several_owners_are_written_together_or_not_at_all(
    store: Arc<dyn Store>,
) -> TestResult {
    let entries = |members: [u64; 2]| Append {
        entries: members.iter().flat_map(|n| enrolment(*n).entries).collect(),
        ..Append::default()
    };
    store.append(enrolment(2)).await?;
    let conflict = Appended::Conflict { owner: member(2) };
    assert_eq!(store.append(entries([1, 2])).await?, conflict);
    assert_eq!(store.load(member(1)).await?, None);
    assert_eq!(store.append(entries([1, 3])).await?, Appended::Done);
    assert!(store.load(member(1)).await?.is_some());
    assert!(store.load(member(3)).await?.is_some());
    Ok(())
}

pub(crate) async fn one_append_may_carry_several_entries_of_one_owner(
    store: Arc<dyn Store>,
) -> TestResult {
    let mut chain = Chain::new(member(1));
    let entries = [chain.enrol(), chain.earn(10), chain.earn(20)];
    let append =
        Append { entries: entries.iter().map(NewEntry::new).collect(), ..Append::default() };
    assert_eq!(store.append(append).await?, Appended::Done);
    let snapshot = store.load(member(1)).await?.ok_or("no member")?;
    assert_eq!((snapshot.seq, snapshot.head), (3, chain.head));
    assert_eq!(snapshot.holdings.spendable("points").0, 30);
    Ok(())
}

/// Takes the objections away one after the other, and sees the next one each time.
pub(crate) async fn objections_come_in_the_declared_order(store: Arc<dyn Store>) -> TestResult {
    let first = Append {
        idempotency: key("k", "one"),
        receipt: receipt_claim(1, "natural", member(1), 1),
        identities: vec![identity("+1", 1)],
        codes: vec![code(1)],
        claims: vec![claim("budget", 1, Some(1))],
        ..enrolment(1)
    };
    assert_eq!(store.append(first.clone()).await?, Appended::Done);
    let mut next =
        Append { idempotency: key("k", "two"), identities: vec![identity("+1", 2)], ..first };
    assert_eq!(store.append(next.clone()).await?, Appended::KeyMismatch);
    next.idempotency = key("l", "two");
    let answer = store.append(next.clone()).await?;
    assert!(matches!(answer, Appended::ReceiptExists { .. }), "{answer:?}");
    next.receipt = None;
    let answer = store.append(next.clone()).await?;
    assert!(matches!(answer, Appended::IdentityTaken { .. }), "{answer:?}");
    next.identities.clear();
    let answer = store.append(next.clone()).await?;
    assert!(matches!(answer, Appended::CodeTaken { .. }), "{answer:?}");
    next.codes.clear();
    let answer = store.append(next.clone()).await?;
    assert!(matches!(answer, Appended::Conflict { .. }), "{answer:?}");
    next.entries = enrolment(2).entries;
    let answer = store.append(next.clone()).await?;
    assert!(matches!(answer, Appended::LimitReached { .. }), "{answer:?}");
    next.claims.clear();
    assert_eq!(store.append(next).await?, Appended::Done);
    Ok(())
}

pub(crate) async fn a_wrong_use_does_not_harm_the_others_of_its_group(
    store: Arc<dyn Store>,
) -> TestResult {
    let appends = (1..=20).map(|n| {
        let store = store.clone();
        let wrong = (n == 10).then_some(ReturnClaim { receipt: receipt(99), seq: 1 });
        tokio::spawn(async move {
            let append = Append { returned: wrong, ..enrolment(n) };
            store.append(append).await
        })
    });
    let tasks: Vec<_> = appends.collect();
    let mut refused = 0;
    for task in tasks {
        match task.await? {
            Err(StoreError::Misuse(_)) => refused += 1,
            answer => assert_eq!(answer?, Appended::Done),
        }
    }
    assert_eq!((refused, places(&*store).await?.len()), (1, 19));
    fill(&*store, 10, 1).await?;
    Ok(())
}
