//! Endpoints, deliveries and attempts.

use crate::TestResult;
use crate::fixtures::{at, fill, id, member};
use crate::projector::project;
use model::Key;
use model::id::WebhookId;
use std::sync::Arc;
use tessera_store::webhooks::{
    AfterAttempt, AttemptMade, AttemptRow, DeliveryRow, DeliveryState, EventRef, NewDelivery,
    OldSecret, Patience, WebhookChange, WebhookLoad, WebhookRow,
};
use tessera_store::{Page, Store, StoreError};

fn webhook(n: u64) -> WebhookRow {
    WebhookRow {
        id: WebhookId(id(n)),
        url: "https://example.org/hook".into(),
        description: "Orders".into(),
        topics: vec![Key::new("units.*"), Key::new("member.enrolled")],
        secret: 5,
        old_secret: None,
        enabled: true,
        disabled_reason: None,
        created_at: at(0),
        deleted_at: None,
        revision: 5,
    }
}

fn delivery(n: u64, owner: u64, seq: u64) -> NewDelivery {
    NewDelivery {
        webhook: WebhookId(id(n)),
        event: EventRef { owner: member(owner), seq, index: 0 },
        topic: Key::new("units.earned"),
    }
}

fn patience(from: i64) -> Patience {
    Patience { from: at(from), until: at(from + 100) }
}

fn made(delivery: &NewDelivery, second: i64, after: AfterAttempt) -> AttemptMade {
    let is_good = after == AfterAttempt::Delivered;
    AttemptMade {
        attempt: AttemptRow {
            number: 0,
            delivery: delivery.clone(),
            at: at(second),
            duration_ms: 12,
            status: Some(if is_good { 204 } else { 503 }),
            error: (!is_good).then(|| "unavailable".into()),
        },
        after,
        ended_at: at(second),
    }
}

/// Two endpoints, two owners with three events each that wait at the first endpoint.
async fn queued(store: &dyn Store) -> Result<(), StoreError> {
    store.create_webhook(webhook(1)).await?;
    store.create_webhook(webhook(2)).await?;
    for seq in 1..=3 {
        for owner in [1, 2] {
            store.queue_delivery(delivery(1, owner, seq), patience(0)).await?;
        }
    }
    Ok(())
}

/// Owner and number of the entries that are due.
async fn due(store: &dyn Store, second: i64) -> Result<Vec<(u64, u64)>, StoreError> {
    let rows = store.list_due_deliveries(WebhookId(id(1)), at(second), 100).await?;
    let owner = |row: &DeliveryRow| (1..=9).find(|n| member(*n) == row.delivery.event.owner);
    Ok(rows.iter().map(|row| (owner(row).unwrap_or(0), row.delivery.event.seq)).collect())
}

pub(crate) async fn an_endpoint_is_kept_changed_and_deleted(store: Arc<dyn Store>) -> TestResult {
    assert!(store.create_webhook(webhook(2)).await?);
    assert!(store.create_webhook(webhook(1)).await?);
    assert!(!store.create_webhook(webhook(1)).await?);
    assert_eq!(store.list_webhooks().await?, [webhook(1), webhook(2)]);
    let change = WebhookChange {
        topics: Some(Vec::new()),
        enabled: Some((false, Some(Key::new("gone")))),
        secret: Some((9, Some(OldSecret { secret: 5, until: at(50) }))),
        ..WebhookChange::default()
    };
    assert!(store.change_webhook(WebhookId(id(1)), 9, change).await?);
    let changed = store.find_webhook(WebhookId(id(1))).await?.ok_or("gone")?;
    let expected = WebhookRow {
        topics: Vec::new(),
        enabled: false,
        disabled_reason: Some(Key::new("gone")),
        secret: 9,
        old_secret: Some(OldSecret { secret: 5, until: at(50) }),
        revision: 9,
        ..webhook(1)
    };
    assert_eq!(changed, expected);
    let change = WebhookChange {
        url: Some("https://example.org/other".into()),
        description: Some("".into()),
        enabled: Some((true, None)),
        secret: Some((10, None)),
        deleted_at: Some(at(9)),
        ..WebhookChange::default()
    };
    assert!(store.change_webhook(WebhookId(id(1)), 10, change).await?);
    let expected = WebhookRow {
        url: "https://example.org/other".into(),
        description: "".into(),
        enabled: true,
        disabled_reason: None,
        secret: 10,
        old_secret: None,
        deleted_at: Some(at(9)),
        revision: 10,
        ..expected
    };
    assert_eq!(store.find_webhook(WebhookId(id(1))).await?, Some(expected));
    Ok(())
}

pub(crate) async fn an_older_change_of_an_endpoint_changes_nothing(
    store: Arc<dyn Store>,
) -> TestResult {
    store.create_webhook(webhook(1)).await?;
    let named =
        |name: &str| WebhookChange { description: Some(name.into()), ..WebhookChange::default() };
    let one = WebhookId(id(1));
    assert!(store.change_webhook(one, 7, named("later")).await?);
    assert!(!store.change_webhook(one, 7, named("again")).await?);
    assert!(!store.change_webhook(one, 6, named("earlier")).await?);
    assert!(!store.change_webhook(WebhookId(id(3)), 9, named("nobody")).await?);
    let deleted = WebhookChange { deleted_at: Some(at(1)), ..WebhookChange::default() };
    assert!(store.change_webhook(one, 8, deleted).await?);
    assert!(!store.change_webhook(one, 9, named("too late")).await?);
    let found = store.find_webhook(one).await?.ok_or("gone")?;
    assert_eq!((found.description.as_str(), found.revision), ("later", 8));
    Ok(())
}

pub(crate) async fn events_leave_the_outbox_with_their_deliveries_once(
    store: Arc<dyn Store>,
) -> TestResult {
    store.create_webhook(webhook(1)).await?;
    store.create_webhook(webhook(2)).await?;
    fill(&*store, 1, 2).await?;
    project(&*store).await?;
    let waiting = store.list_outbox(0, 100).await?;
    let numbers: Vec<u64> = waiting.iter().map(|row| row.number).collect();
    assert_eq!(numbers.len(), 3);
    let deliveries = vec![
        (numbers[0], delivery(1, 1, 1)),
        (numbers[0], delivery(2, 1, 1)),
        (numbers[1], delivery(1, 1, 2)),
    ];
    store.dispatch(numbers[..2].to_vec(), deliveries.clone(), patience(3)).await?;
    let left = store.list_outbox(0, 100).await?;
    assert_eq!(left.iter().map(|row| row.number).collect::<Vec<_>>(), numbers[2..]);
    assert_eq!(due(&*store, 3).await?, [(1, 1)]);
    // A node that was slow comes with what is done already.
    let first = delivery(1, 1, 1);
    store.record_attempts(vec![made(&first, 4, AfterAttempt::Delivered)]).await?;
    store.dispatch(numbers[..2].to_vec(), deliveries, patience(9)).await?;
    assert_eq!(due(&*store, 9).await?, [(1, 2)]);
    let all = store.list_deliveries(WebhookId(id(1)), None, Page::first(9)).await?;
    assert_eq!(all.items.len(), 2);
    assert_eq!(all.items[1].patience, patience(3));
    Ok(())
}

pub(crate) async fn nothing_is_queued_for_a_deleted_endpoint(store: Arc<dyn Store>) -> TestResult {
    queued(&*store).await?;
    let one = WebhookId(id(1));
    let deleted = WebhookChange { deleted_at: Some(at(1)), ..WebhookChange::default() };
    store.change_webhook(one, 9, deleted).await?;
    store.queue_delivery(delivery(1, 3, 1), patience(1)).await?;
    let late = made(&delivery(1, 1, 1), 2, AfterAttempt::Delivered);
    store.record_attempts(vec![late]).await?;
    assert_eq!(store.list_deliveries(one, None, Page::first(9)).await?.items.len(), 6);
    assert_eq!(store.list_attempts(one, Page::first(9)).await?.items.len(), 0);
    assert_eq!(store.clear_webhook(one, 4).await?, 4);
    assert_eq!(store.clear_webhook(one, 4).await?, 2);
    assert_eq!(store.clear_webhook(one, 4).await?, 0);
    Ok(())
}

pub(crate) async fn events_of_one_owner_wait_for_each_other(store: Arc<dyn Store>) -> TestResult {
    queued(&*store).await?;
    assert_eq!(due(&*store, 0).await?, [(1, 1), (2, 1)]);
    let again = made(&delivery(1, 1, 1), 1, AfterAttempt::Again(at(30)));
    let good = made(&delivery(1, 2, 1), 2, AfterAttempt::Delivered);
    store.record_attempts(vec![again, good]).await?;
    assert_eq!(due(&*store, 10).await?, [(2, 2)]);
    let good = made(&delivery(1, 2, 2), 3, AfterAttempt::Delivered);
    store.record_attempts(vec![good]).await?;
    assert_eq!(due(&*store, 30).await?, [(2, 3), (1, 1)]);
    // Given up, it holds nobody up any more.
    let failed = made(&delivery(1, 1, 1), 31, AfterAttempt::GiveUp);
    store.record_attempts(vec![failed]).await?;
    assert_eq!(due(&*store, 31).await?, [(2, 3), (1, 2)]);
    let one = store.find_delivery(WebhookId(id(1)), delivery(1, 1, 1).event).await?;
    let one = one.ok_or("no delivery")?;
    assert_eq!((one.state, one.attempts), (DeliveryState::Failed, 2));
    assert_eq!((one.due_at, one.settled_at), (None, Some(at(31))));
    Ok(())
}

pub(crate) async fn an_event_that_is_sent_again_goes_before_later_ones(
    store: Arc<dyn Store>,
) -> TestResult {
    queued(&*store).await?;
    let first = delivery(1, 1, 1);
    store.record_attempts(vec![made(&first, 1, AfterAttempt::Delivered)]).await?;
    store.queue_delivery(first.clone(), patience(5)).await?;
    assert_eq!(due(&*store, 5).await?, [(2, 1), (1, 1)]);
    let row = store.find_delivery(first.webhook, first.event).await?.ok_or("no delivery")?;
    assert_eq!((row.state, row.attempts, row.patience), (DeliveryState::Waiting, 0, patience(5)));
    assert_eq!(row.settled_at, None);
    store.record_attempts(vec![made(&first, 6, AfterAttempt::Delivered)]).await?;
    assert_eq!(due(&*store, 6).await?, [(2, 1), (1, 2)]);
    Ok(())
}

pub(crate) async fn what_failed_since_a_moment_begins_anew_in_order(
    store: Arc<dyn Store>,
) -> TestResult {
    queued(&*store).await?;
    for (second, seq) in [(1, 1), (2, 2), (3, 3)] {
        let failed = made(&delivery(1, 1, seq), second, AfterAttempt::GiveUp);
        store.record_attempts(vec![failed]).await?;
    }
    let one = WebhookId(id(1));
    let again = store.queue_failed(one, at(2), at(3), patience(9), 1).await?;
    assert_eq!((again, due(&*store, 9).await?), (1, vec![(2, 1), (1, 2)]));
    assert_eq!(store.queue_failed(one, at(2), at(3), patience(9), 9).await?, 1);
    assert_eq!(store.queue_failed(one, at(2), at(3), patience(9), 9).await?, 0);
    assert_eq!(due(&*store, 9).await?, [(2, 1), (1, 2)]);
    let failed = store.list_deliveries(one, Some(DeliveryState::Failed), Page::first(9)).await?;
    assert_eq!(failed.items.iter().map(|d| d.delivery.event.seq).collect::<Vec<_>>(), [1]);
    Ok(())
}

pub(crate) async fn patience_with_deliveries_ends(store: Arc<dyn Store>) -> TestResult {
    queued(&*store).await?;
    store.queue_delivery(delivery(1, 1, 4), patience(50)).await?;
    let one = WebhookId(id(1));
    assert_eq!(store.give_up_deliveries(one, at(99), 100).await?, 0);
    assert_eq!(store.give_up_deliveries(one, at(100), 4).await?, 4);
    assert_eq!(store.give_up_deliveries(one, at(100), 4).await?, 2);
    assert_eq!(due(&*store, 100).await?, [(1, 4)]);
    let load = store.webhook_load(one).await?;
    assert_eq!(load, WebhookLoad { waiting: 1, failed: 6, oldest_at: Some(at(50)) });
    assert_eq!(store.webhook_load(WebhookId(id(2))).await?, WebhookLoad::default());
    Ok(())
}

pub(crate) async fn deliveries_and_attempts_come_in_pages(store: Arc<dyn Store>) -> TestResult {
    queued(&*store).await?;
    let one = WebhookId(id(1));
    for seq in 1..=3 {
        let good = made(&delivery(1, 2, seq), seq.try_into()?, AfterAttempt::Delivered);
        store.record_attempts(vec![good]).await?;
    }
    let (mut page, mut seen) = (Page::newest(2), Vec::new());
    loop {
        let listed = store.list_deliveries(one, None, page.clone()).await?;
        seen.extend(listed.items.iter().map(|d| d.number));
        page = page.after(listed.next);
        if page.cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, [6, 5, 4, 3, 2, 1]);
    for (state, count) in
        [(DeliveryState::Waiting, 3), (DeliveryState::Delivered, 3), (DeliveryState::Failed, 0)]
    {
        for page in [Page::first(9), Page::newest(9)] {
            let listed = store.list_deliveries(one, Some(state), page).await?;
            assert_eq!(listed.items.len(), count, "{state:?}");
            assert!(listed.items.iter().all(|d| d.state == state));
        }
    }
    let attempts = store.list_attempts(one, Page::newest(2)).await?;
    let expected = made(&delivery(1, 2, 3), 3, AfterAttempt::Delivered).attempt;
    assert_eq!(attempts.items[0], AttemptRow { number: 3, ..expected });
    let rest = store.list_attempts(one, Page::newest(2).after(attempts.next)).await?;
    assert_eq!(rest.items.iter().map(|a| a.number).collect::<Vec<_>>(), [1]);
    assert_eq!(rest.next, None);
    Ok(())
}

pub(crate) async fn only_old_deliveries_are_forgotten(store: Arc<dyn Store>) -> TestResult {
    queued(&*store).await?;
    let one = WebhookId(id(1));
    for (second, after) in
        [(1, AfterAttempt::GiveUp), (5, AfterAttempt::Delivered), (9, AfterAttempt::Delivered)]
    {
        let seq = u64::try_from(second / 4)? + 1;
        store.record_attempts(vec![made(&delivery(1, 1, seq), second, after)]).await?;
    }
    assert_eq!(store.forget_deliveries(one, at(1), at(1), 100).await?, 0);
    // One delivered, and the attempts of the first two.
    assert_eq!(store.forget_deliveries(one, at(9), at(1), 100).await?, 3);
    assert_eq!(store.forget_deliveries(one, at(9), at(2), 100).await?, 1);
    let left = store.list_deliveries(one, None, Page::first(9)).await?;
    let left = left.items.iter().map(|d| (d.delivery.event.seq, d.state));
    let waiting = DeliveryState::Waiting;
    let expected = [(1, waiting), (2, waiting), (3, DeliveryState::Delivered), (3, waiting)];
    let mut left: Vec<_> = left.collect();
    left.sort_by_key(|(seq, state)| (*seq, *state == waiting));
    assert_eq!(left, expected);
    assert_eq!(store.list_attempts(one, Page::first(9)).await?.items.len(), 1);
    Ok(())
}
