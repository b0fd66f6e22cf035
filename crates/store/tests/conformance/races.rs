//! Many at once.

use crate::TestResult;
use crate::fixtures::{
    Chain, claim, enrolment, fill, identity, key, member, places, receipt_claim,
};
use std::sync::Arc;
use tessera_store::{Append, Appended, Store, StoreError};

/// Sends all appends at once and gives back all answers.
async fn all_at_once(
    store: &Arc<dyn Store>,
    appends: impl IntoIterator<Item = Append>,
) -> Result<Vec<Appended>, Box<dyn std::error::Error + Send + Sync>> {
    let tasks = appends.into_iter().map(|append| {
        let store = store.clone();
        tokio::spawn(async move { store.append(append).await })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await??);
    }
    Ok(answers)
}

fn done(answers: &[Appended]) -> usize {
    answers.iter().filter(|a| **a == Appended::Done).count()
}

pub(crate) async fn the_same_request_many_times_at_once_has_one_effect(
    store: Arc<dyn Store>,
) -> TestResult {
    let append = Append {
        idempotency: key("k", "same"),
        claims: vec![claim("uses", 1, None)],
        ..enrolment(1)
    };
    let answers = all_at_once(&store, vec![append; 64]).await?;
    let (owner, seq) = (member(1), 1);
    let repeated = Appended::Repeated { owner, seq };
    assert_eq!(done(&answers), 1);
    assert_eq!(answers.iter().filter(|a| **a == repeated).count(), 63);
    assert_eq!(places(&*store).await?.len(), 1);
    assert_eq!(store.counter("uses").await?, 1);
    Ok(())
}

pub(crate) async fn one_number_is_given_to_one_of_many(store: Arc<dyn Store>) -> TestResult {
    let mut chain = fill(&*store, 1, 3).await?;
    let next = Append::of(&chain.earn(10));
    let appends =
        (0..64).map(|n| Append { idempotency: key(&format!("k{n}"), "x"), ..next.clone() });
    let answers = all_at_once(&store, appends).await?;
    let conflict = Appended::Conflict { owner: member(1) };
    assert_eq!(done(&answers), 1);
    assert_eq!(answers.iter().filter(|a| **a == conflict).count(), 63);
    let snapshot = store.load(member(1)).await?.ok_or("no member")?;
    assert_eq!(snapshot.holdings.spendable("points").0, 40);
    Ok(())
}

pub(crate) async fn a_limit_is_exact_under_a_hundred_claims_at_once(
    store: Arc<dyn Store>,
) -> TestResult {
    let appends =
        (1..=100).map(|n| Append { claims: vec![claim("coupon", 1, Some(17))], ..enrolment(n) });
    let answers = all_at_once(&store, appends).await?;
    assert_eq!(done(&answers), 17);
    assert_eq!(store.counter("coupon").await?, 17);
    assert_eq!(places(&*store).await?.len(), 17);
    Ok(())
}

pub(crate) async fn an_identity_wanted_by_many_goes_to_one(store: Arc<dyn Store>) -> TestResult {
    let appends = (1..=50).map(|n| Append { identities: vec![identity("+7", n)], ..enrolment(n) });
    let answers = all_at_once(&store, appends).await?;
    assert_eq!(done(&answers), 1);
    let winner = store.find_owner("phone", "+7").await?.ok_or("nobody")?;
    let taken =
        |a: &&Appended| matches!(a, Appended::IdentityTaken { owner, .. } if *owner == winner);
    assert_eq!(answers.iter().filter(taken).count(), 49);
    Ok(())
}

pub(crate) async fn a_natural_key_wanted_by_many_goes_to_one(store: Arc<dyn Store>) -> TestResult {
    let appends = (1..=50).map(|n| Append {
        receipt: receipt_claim(n, "one paper receipt", member(n), 1),
        ..enrolment(n)
    });
    let answers = all_at_once(&store, appends).await?;
    assert_eq!((done(&answers), places(&*store).await?.len()), (1, 1));
    Ok(())
}

pub(crate) async fn losers_who_load_again_all_get_in(store: Arc<dyn Store>) -> TestResult {
    fill(&*store, 1, 0).await?;
    let tasks = (0..16).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            for _ in 0..10 {
                loop {
                    let mut chain = Chain::load(&*store, member(1)).await?;
                    let append = Append::of(&chain.earn(1));
                    if store.append(append).await? == Appended::Done {
                        break;
                    }
                }
            }
            Ok::<(), StoreError>(())
        })
    });
    let tasks: Vec<_> = tasks.collect();
    for task in tasks {
        task.await??;
    }
    let snapshot = store.load(member(1)).await?.ok_or("no member")?;
    assert_eq!(snapshot.seq, 161);
    assert_eq!(snapshot.holdings.spendable("points").0, 160);
    Ok(())
}
