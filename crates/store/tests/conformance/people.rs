//! Who signs in.

use crate::TestResult;
use crate::fixtures::{at, hash, id};
use model::Key;
use model::id::{SessionId, StaffId, TillId};
use std::collections::BTreeSet;
use std::sync::Arc;
use tessera_store::Store;
use tessera_store::people::{SecondFactor, SessionKind, SessionRow, StaffRow, TicketRow, TillRow};
use uuid::Uuid;

fn anna(n: u64, email: &str) -> StaffRow {
    StaffRow {
        id: StaffId(id(n)),
        email: Some(email.into()),
        name: "Anna".into(),
        role: Key::new("owner"),
        partner: None,
        password: Some("$argon2id$...".into()),
        pin: None,
        second: SecondFactor { number: 1, is_confirmed: true, used_step: 0 },
        created_at: at(0),
        disabled_at: None,
    }
}

fn till(n: u64) -> TillRow {
    TillRow {
        id: TillId(id(n)),
        name: "Till".into(),
        store: Key::new("berlin"),
        token: None,
        created_at: at(0),
        enrolled_at: None,
        revoked_at: None,
    }
}

fn session(n: u64, subject: Uuid) -> SessionRow {
    SessionRow {
        id: SessionId(id(n)),
        token: hash(&format!("token {n}")),
        kind: SessionKind::Staff,
        subject,
        till: None,
        device: "Firefox on Linux".into(),
        created_at: at(0),
        seen_at: at(0),
        until: at(100),
    }
}

fn ticket(text: &str, tries: u32) -> TicketRow {
    TicketRow {
        hash: hash(text),
        purpose: Key::new("invitation"),
        subject: id(7),
        code: Some(hash("123456")),
        tries,
        until: at(100),
    }
}

pub(crate) async fn somebody_is_found_by_id_and_by_address(store: Arc<dyn Store>) -> TestResult {
    let (first, second) = (anna(1, "anna@example.org"), anna(2, "berta@example.org"));
    assert!(store.create_staff(second.clone()).await?);
    assert!(store.create_staff(first.clone()).await?);
    assert_eq!(store.find_staff(first.id).await?, Some(first.clone()));
    assert_eq!(store.find_staff_by_email("berta@example.org").await?, Some(second.clone()));
    assert_eq!(store.find_staff_by_email("nobody@example.org").await?, None);
    assert_eq!(store.find_staff(StaffId(id(3))).await?, None);
    assert_eq!(store.list_staff().await?, [first.clone(), second]);
    let changed = StaffRow { disabled_at: Some(at(5)), email: None, ..first.clone() };
    assert!(store.change_staff(first, changed.clone()).await?);
    assert_eq!(store.find_staff(changed.id).await?, Some(changed));
    assert_eq!(store.find_staff_by_email("anna@example.org").await?, None);
    Ok(())
}

pub(crate) async fn an_address_belongs_to_one(store: Arc<dyn Store>) -> TestResult {
    let first = anna(1, "anna@example.org");
    assert!(store.create_staff(first.clone()).await?);
    assert!(!store.create_staff(anna(2, "anna@example.org")).await?);
    assert!(!store.create_staff(anna(1, "other@example.org")).await?);
    let second = anna(3, "berta@example.org");
    assert!(store.create_staff(second.clone()).await?);
    let taken = StaffRow { email: first.email.clone(), ..second.clone() };
    assert!(!store.change_staff(second.clone(), taken).await?);
    let nobody = anna(4, "nobody@example.org");
    assert!(!store.change_staff(nobody.clone(), nobody).await?);
    assert_eq!(store.list_staff().await?, [first, second]);
    // Those without an address do not stand in each other's way.
    for n in [5, 6] {
        assert!(store.create_staff(StaffRow { email: None, ..anna(n, "") }).await?);
    }
    Ok(())
}

/// Whoever read somebody before they were disabled does not let them in again.
pub(crate) async fn of_two_who_change_somebody_one_comes_first(
    store: Arc<dyn Store>,
) -> TestResult {
    let read = anna(1, "anna@example.org");
    store.create_staff(read.clone()).await?;
    let disabled = StaffRow { disabled_at: Some(at(5)), ..read.clone() };
    assert!(store.change_staff(read.clone(), disabled.clone()).await?);
    let generation = store.generation().await?;
    let renamed = StaffRow { name: "Anne".into(), ..read.clone() };
    assert!(!store.change_staff(read.clone(), renamed).await?);
    assert_eq!(store.find_staff(read.id).await?, Some(disabled));
    assert_eq!(store.generation().await?, generation);
    Ok(())
}

pub(crate) async fn a_code_of_a_second_factor_counts_once(store: Arc<dyn Store>) -> TestResult {
    let staff = anna(1, "anna@example.org");
    store.create_staff(staff.clone()).await?;
    assert!(store.use_step(staff.id, 10).await?);
    assert!(!store.use_step(staff.id, 10).await?);
    assert!(!store.use_step(staff.id, 9).await?);
    // Other changes leave it alone.
    assert!(store.change_staff(staff.clone(), staff.clone()).await?);
    let found = store.find_staff(staff.id).await?.ok_or("she is there")?;
    assert_eq!(found.second.used_step, 10);
    assert!(store.use_step(staff.id, 11).await?);
    assert!(!store.use_step(StaffId(id(2)), 1).await?);
    Ok(())
}

pub(crate) async fn tills_are_kept_and_changed(store: Arc<dyn Store>) -> TestResult {
    let (first, second) = (till(1), till(2));
    assert!(store.create_till(first.clone()).await?);
    assert!(!store.create_till(first.clone()).await?);
    assert!(store.create_till(second.clone()).await?);
    let enrolled = TillRow { token: Some(hash("device")), enrolled_at: Some(at(3)), ..second };
    assert!(store.change_till(enrolled.clone()).await?);
    assert!(!store.change_till(till(3)).await?);
    assert_eq!(store.find_till(enrolled.id).await?, Some(enrolled.clone()));
    assert_eq!(store.find_till(TillId(id(3))).await?, None);
    assert_eq!(store.list_tills().await?, [first, enrolled]);
    Ok(())
}

pub(crate) async fn sessions_are_found_seen_and_ended(store: Arc<dyn Store>) -> TestResult {
    let (anna, berta) = (id(1), id(2));
    for n in 10..13 {
        store.begin_session(session(n, anna)).await?;
    }
    store.begin_session(session(20, berta)).await?;
    let token = hash("token 10");
    assert_eq!(store.find_session(token).await?, Some(session(10, anna)));
    assert_eq!(store.find_session(hash("token 9")).await?, None);
    store.see_session(token, at(50), at(150)).await?;
    let seen = SessionRow { seen_at: at(50), until: at(150), ..session(10, anna) };
    assert_eq!(store.find_session(token).await?, Some(seen.clone()));
    let all = store.list_sessions(anna).await?;
    assert_eq!(all, [session(12, anna), session(11, anna), seen]);
    // Nobody ends what is somebody else's.
    assert!(!store.end_session(berta, SessionId(id(10))).await?);
    assert!(store.end_session(anna, SessionId(id(10))).await?);
    assert!(!store.end_session(anna, SessionId(id(10))).await?);
    assert_eq!(store.find_session(token).await?, None);
    assert_eq!(store.end_sessions(anna, Some(SessionId(id(11)))).await?, 1);
    assert_eq!(store.list_sessions(anna).await?, [session(11, anna)]);
    assert_eq!(store.end_sessions(anna, None).await?, 1);
    assert_eq!(store.list_sessions(berta).await?.len(), 1);
    Ok(())
}

pub(crate) async fn sessions_of_a_till_end_together(store: Arc<dyn Store>) -> TestResult {
    let at_till = |n, till| SessionRow { till: Some(TillId(id(till))), ..session(n, id(n)) };
    store.begin_session(at_till(1, 7)).await?;
    store.begin_session(at_till(2, 7)).await?;
    store.begin_session(at_till(3, 8)).await?;
    store.begin_session(session(4, id(4))).await?;
    assert_eq!(store.end_sessions_at(TillId(id(7))).await?, 2);
    for (n, is_there) in [(1, false), (2, false), (3, true), (4, true)] {
        let found = store.find_session(hash(&format!("token {n}"))).await?;
        assert_eq!(found.is_some(), is_there, "{n}");
    }
    Ok(())
}

pub(crate) async fn whatever_takes_access_away_begins_a_generation(
    store: Arc<dyn Store>,
) -> TestResult {
    let (staff, till) = (anna(1, "anna@example.org"), till(2));
    store.create_staff(staff.clone()).await?;
    store.create_till(till.clone()).await?;
    store.begin_session(session(3, staff.id.0)).await?;
    store.begin_session(SessionRow { till: Some(till.id), ..session(4, staff.id.0) }).await?;
    store.begin_session(session(5, staff.id.0)).await?;
    let mut before = store.generation().await?;
    assert_eq!(before, 0, "what gives access need not be told");
    store.change_staff(staff.clone(), staff.clone()).await?;
    for step in 0..4 {
        let now = store.generation().await?;
        assert_eq!(now, before + 1, "before step {step}");
        before = now;
        match step {
            0 => assert!(store.change_till(till.clone()).await?),
            1 => assert!(store.end_session(staff.id.0, SessionId(id(3))).await?),
            2 => assert_eq!(store.end_sessions_at(till.id).await?, 1),
            _ => assert_eq!(store.end_sessions(staff.id.0, None).await?, 1),
        }
    }
    // What changes nothing does not disturb anybody.
    let now = store.generation().await?;
    store.end_sessions(staff.id.0, None).await?;
    store.end_sessions_at(till.id).await?;
    assert_eq!(store.generation().await?, now);
    Ok(())
}

pub(crate) async fn a_ticket_is_used_once_by_one_of_many(store: Arc<dyn Store>) -> TestResult {
    store.put_ticket(ticket("old", 5)).await?;
    assert_eq!(store.use_ticket(hash("old"), at(100)).await?, None, "it has ended");
    store.put_ticket(ticket("link", 5)).await?;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.use_ticket(hash("link"), at(99)).await })
        })
        .collect();
    let mut used = Vec::new();
    for task in tasks {
        used.extend(task.await??);
    }
    assert_eq!(used, [ticket("link", 5)]);
    // The same hash again is another ticket.
    store.put_ticket(ticket("old", 3)).await?;
    assert_eq!(store.use_ticket(hash("old"), at(99)).await?, Some(ticket("old", 3)));
    Ok(())
}

pub(crate) async fn a_ticket_can_be_tried_so_often(store: Arc<dyn Store>) -> TestResult {
    store.put_ticket(ticket("code", 3)).await?;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.try_ticket(hash("code"), at(99)).await })
        })
        .collect();
    let mut tries = Vec::new();
    for task in tasks {
        tries.extend(task.await??.map(|ticket| ticket.tries));
    }
    tries.sort_unstable();
    assert_eq!(tries, [1, 2, 3]);
    // Ensuring it gives no more tries before its end, but afterwards.
    store.ensure_ticket(ticket("code", 3), at(99)).await?;
    assert_eq!(store.try_ticket(hash("code"), at(99)).await?, None);
    let later = TicketRow { until: at(300), ..ticket("code", 2) };
    store.ensure_ticket(later.clone(), at(100)).await?;
    assert_eq!(store.try_ticket(hash("code"), at(200)).await?, Some(later));
    store.put_ticket(ticket("code", 1)).await?;
    assert_eq!(store.try_ticket(hash("code"), at(100)).await?, None, "it has ended");
    assert_eq!(store.try_ticket(hash("code"), at(99)).await?, Some(ticket("code", 1)));
    Ok(())
}

pub(crate) async fn a_ticket_belongs_to_whoever_claims_it_first(
    store: Arc<dyn Store>,
) -> TestResult {
    let by = |subject: u64| TicketRow { subject: id(subject), ..ticket("card", 0) };
    let claims: Vec<_> = (1..=5)
        .map(|subject| {
            let store = store.clone();
            tokio::spawn(async move { store.claim_ticket(by(subject), at(10)).await })
        })
        .collect();
    let mut owners = BTreeSet::new();
    for claim in claims {
        owners.insert(claim.await??.subject);
    }
    assert_eq!(owners.len(), 1, "one of them was first: {owners:?}");
    assert_eq!(store.claim_ticket(by(9), at(99)).await?.subject, owners.pop_first().expect("one"));
    // Once it has ended, it is anybody's.
    let later = TicketRow { until: at(300), ..by(7) };
    assert_eq!(store.claim_ticket(later.clone(), at(100)).await?, later);
    assert_eq!(store.claim_ticket(by(8), at(299)).await?, later);
    Ok(())
}

pub(crate) async fn what_ended_long_ago_is_forgotten(store: Arc<dyn Store>) -> TestResult {
    store.begin_session(session(1, id(1))).await?;
    store.begin_session(SessionRow { until: at(200), ..session(2, id(1)) }).await?;
    store.put_ticket(ticket("link", 1)).await?;
    assert_eq!(store.forget_access(at(100), 10).await?, 0);
    assert_eq!(store.forget_access(at(101), 10).await?, 2);
    assert_eq!(store.list_sessions(id(1)).await?.len(), 1);
    assert_eq!(store.use_ticket(hash("link"), at(99)).await?, None);
    Ok(())
}
