//! What people set up.

use crate::TestResult;
use crate::fixtures::{at, enrolment, hash, id, key, member};
use model::Key;
use model::id::ApiKeyId;
use std::sync::Arc;
use tessera_store::{
    ApiKeyRow, Append, Appended, NewVersion, Page, Publication, Store, StoreError, VersionState,
};

fn text(document: &str, seconds: i64) -> NewVersion {
    NewVersion {
        document: document.to_owned(),
        hash: hash(document),
        author: Some(Key::new("ann")),
        at: at(seconds),
    }
}

fn publication(seconds: i64) -> Publication {
    Publication { at: at(seconds), by: Some(Key::new("ben")), why: Some("a try".into()) }
}

async fn published(store: &dyn Store, document: &str) -> Result<u32, StoreError> {
    let number = store.create_version(text(document, 0)).await?;
    store.publish_version(number, publication(1)).await?;
    Ok(number)
}

pub(crate) async fn a_draft_can_change_until_it_is_published(store: Arc<dyn Store>) -> TestResult {
    let number = store.create_version(text("one", 0)).await?;
    assert_eq!(number, 1);
    assert!(store.update_draft(1, hash("one"), text("two", 5)).await?);
    let row = store.find_version(1).await?.ok_or("no version")?;
    assert_eq!(row.document, "two");
    assert_eq!(row.summary.state, VersionState::Draft);
    assert_eq!((row.summary.created_at, row.summary.updated_at), (at(0), at(5)));
    assert!(store.publish_version(1, publication(6)).await?);
    let row = store.find_version(1).await?.ok_or("no version")?;
    assert_eq!(row.summary.state, VersionState::Published);
    assert_eq!(row.summary.published_at, Some(at(6)));
    assert_eq!(row.summary.published_by, Some(Key::new("ben")));
    assert_eq!(row.summary.why.as_deref(), Some("a try"));
    assert_eq!(store.create_version(text("three", 7)).await?, 2);
    assert!(store.delete_draft(2).await?);
    assert_eq!(store.create_version(text("four", 8)).await?, 3);
    let listed = store.list_versions(Page::newest(10)).await?;
    let numbers: Vec<u32> = listed.items.iter().map(|v| v.number).collect();
    assert_eq!(numbers, [3, 1]);
    Ok(())
}

pub(crate) async fn a_published_version_never_changes(store: Arc<dyn Store>) -> TestResult {
    let number = published(&*store, "one").await?;
    let before = store.find_version(number).await?;
    assert!(!store.update_draft(number, hash("one"), text("two", 2)).await?);
    assert!(!store.publish_version(number, publication(9)).await?);
    assert!(!store.delete_draft(number).await?);
    assert_eq!(store.find_version(number).await?, before);
    Ok(())
}

pub(crate) async fn two_editors_do_not_overwrite_each_other(store: Arc<dyn Store>) -> TestResult {
    let number = store.create_version(text("base", 0)).await?;
    assert!(store.update_draft(number, hash("base"), text("ann's", 1)).await?);
    assert!(!store.update_draft(number, hash("base"), text("bob's", 2)).await?);
    let row = store.find_version(number).await?.ok_or("no version")?;
    assert_eq!(row.document, "ann's");
    Ok(())
}

pub(crate) async fn the_version_of_a_moment_is_the_one_that_began_last(
    store: Arc<dyn Store>,
) -> TestResult {
    let one = published(&*store, "one").await?;
    let two = published(&*store, "two").await?;
    // Version 2 is planned first, version 1 goes live before it, and comes back later.
    for (version, from, decided) in [(two, 100, 0), (one, 50, 1), (one, 200, 150)] {
        let author = Some(Key::new("ann"));
        let number = store.activate_version(version, at(from), at(decided), author).await?;
        assert!(number.is_some());
    }
    let moments = [(49, None), (50, Some(one)), (99, Some(one)), (100, Some(two))];
    for (moment, version) in moments.into_iter().chain([(199, Some(two)), (200, Some(one))]) {
        assert_eq!(store.version_at(at(moment)).await?, version, "at {moment}");
    }
    // Of two that begin together the one decided last counts.
    store.activate_version(two, at(200), at(160), None).await?;
    assert_eq!(store.version_at(at(200)).await?, Some(two));
    assert_eq!(store.list_activations().await?.len(), 4);
    Ok(())
}

pub(crate) async fn only_published_versions_can_be_activated(store: Arc<dyn Store>) -> TestResult {
    let draft = store.create_version(text("draft", 0)).await?;
    for version in [draft, 99] {
        let number = store.activate_version(version, at(0), at(0), None).await?;
        assert_eq!(number, None);
    }
    assert_eq!(store.version_at(at(10)).await?, None);
    Ok(())
}

pub(crate) async fn a_planned_activation_can_be_taken_back(store: Arc<dyn Store>) -> TestResult {
    let version = published(&*store, "one").await?;
    let number = store.activate_version(version, at(100), at(0), None).await?;
    let number = number.ok_or("not activated")?;
    assert!(!store.cancel_activation(number, at(100)).await?);
    assert!(store.cancel_activation(number, at(99)).await?);
    assert!(!store.cancel_activation(number, at(99)).await?);
    assert_eq!(store.version_at(at(100)).await?, None);
    Ok(())
}

pub(crate) async fn api_keys_are_found_until_revoked_and_after(
    store: Arc<dyn Store>,
) -> TestResult {
    let key = |n: u64, secret: &str| ApiKeyRow {
        id: ApiKeyId(id(n)),
        hash: hash(secret),
        role: Key::new("till"),
        name: format!("Till {n}").into(),
        created_at: at(0),
        revoked_at: None,
    };
    assert!(store.create_api_key(key(1, "secret")).await?);
    assert!(!store.create_api_key(key(2, "secret")).await?);
    assert_eq!(store.find_api_key(hash("secret")).await?, Some(key(1, "secret")));
    assert_eq!(store.find_api_key(hash("guess")).await?, None);
    assert!(store.revoke_api_key(ApiKeyId(id(1)), at(5)).await?);
    assert!(!store.revoke_api_key(ApiKeyId(id(1)), at(6)).await?);
    let found = store.find_api_key(hash("secret")).await?.ok_or("no key")?;
    assert_eq!(found.revoked_at, Some(at(5)));
    assert_eq!(store.list_api_keys().await?, [found]);
    Ok(())
}

pub(crate) async fn a_setting_ensured_by_many_is_one(store: Arc<dyn Store>) -> TestResult {
    let tasks = (0..20).map(|n| {
        let store = store.clone();
        tokio::spawn(async move { store.ensure_setting("secret", &n.to_string()).await })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await??);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert_eq!(store.find_setting("secret").await?, answers.pop());
    store.put_setting("secret", "new").await?;
    assert_eq!(store.ensure_setting("secret", "old").await?, "new");
    assert_eq!(store.find_setting("nothing").await?, None);
    Ok(())
}

pub(crate) async fn settings_are_listed_by_the_beginning_of_their_names(
    store: Arc<dyn Store>,
) -> TestResult {
    for name in ["affiliate:b", "affiliate:a", "affiliates", "other"] {
        store.put_setting(name, "1").await?;
    }
    let listed = store.list_settings("affiliate:").await?;
    let names: Vec<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["affiliate:a", "affiliate:b"]);
    Ok(())
}

fn api_key(n: u64) -> ApiKeyRow {
    ApiKeyRow {
        id: ApiKeyId(id(n)),
        hash: hash(&format!("secret {n}")),
        role: Key::new("till"),
        name: "Till".into(),
        created_at: at(0),
        revoked_at: None,
    }
}

pub(crate) async fn the_generation_grows_with_what_nodes_keep(store: Arc<dyn Store>) -> TestResult {
    let mut last = store.generation().await?;
    let mut grown = async |is_expected: bool, what: &str| -> TestResult {
        let now = store.generation().await?;
        assert_eq!(now > last, is_expected, "{what}: {last} to {now}");
        last = now;
        Ok(())
    };
    let draft = store.create_version(text("one", 0)).await?;
    store.update_draft(draft, hash("one"), text("two", 1)).await?;
    store.put_setting("anything", "1").await?;
    grown(false, "drafts and settings").await?;
    store.publish_version(draft, publication(1)).await?;
    grown(true, "publishing").await?;
    store.publish_version(draft, publication(2)).await?;
    store.activate_version(99, at(5), at(2), None).await?;
    grown(false, "what is not done").await?;
    let number = store.activate_version(draft, at(5), at(2), None).await?;
    grown(true, "activating").await?;
    let number = number.ok_or("not activated")?;
    store.cancel_activation(number, at(9)).await?;
    grown(false, "an activation that has begun").await?;
    store.cancel_activation(number, at(3)).await?;
    grown(true, "taking an activation back").await?;
    store.create_api_key(api_key(1)).await?;
    grown(true, "a new key").await?;
    store.create_api_key(api_key(1)).await?;
    grown(false, "a key that exists").await?;
    store.revoke_api_key(ApiKeyId(id(1)), at(5)).await?;
    grown(true, "ending a key").await?;
    store.revoke_api_key(ApiKeyId(id(1)), at(6)).await?;
    grown(false, "ending a key again").await
}

pub(crate) async fn an_append_of_another_generation_is_refused(
    store: Arc<dyn Store>,
) -> TestResult {
    let known = store.generation().await?;
    let under = |n, generation| Append { generation: Some(generation), ..enrolment(n) };
    assert_eq!(store.append(under(1, known)).await?, Appended::Done);
    published(&*store, "one").await?;
    assert_eq!(store.append(under(2, known)).await?, Appended::Reconfigured);
    assert_eq!(store.load(member(2)).await?, None);
    let known = store.generation().await?;
    assert_eq!(store.append(under(2, known)).await?, Appended::Done);
    assert_eq!(store.append(under(3, known + 1)).await?, Appended::Reconfigured);
    assert_eq!(store.append(enrolment(3)).await?, Appended::Done);
    Ok(())
}

pub(crate) async fn a_repeated_request_is_answered_whatever_changed(
    store: Arc<dyn Store>,
) -> TestResult {
    let generation = Some(store.generation().await?);
    let append = Append { idempotency: key("k", "a"), generation, ..enrolment(1) };
    assert_eq!(store.append(append.clone()).await?, Appended::Done);
    store.create_api_key(api_key(1)).await?;
    let repeated = Appended::Repeated { owner: member(1), seq: 1 };
    assert_eq!(store.append(append).await?, repeated);
    // What objects otherwise comes later: the configuration may be why.
    let taken = Append { generation, ..enrolment(1) };
    assert_eq!(store.append(taken).await?, Appended::Reconfigured);
    Ok(())
}
