//! What is under way in the office.

use crate::TestResult;
use crate::fixtures::{at, id};
use model::Key;
use std::sync::Arc;
use tessera_store::tasks::TaskRow;
use tessera_store::{Page, Store};

fn task(n: u64, kind: &str, state: &str) -> TaskRow {
    TaskRow {
        id: id(n),
        kind: Key::new(kind),
        state: Key::new(state),
        revision: 0,
        changed_at: at(1),
        body: serde_json::json!({ "n": n }),
    }
}

pub(crate) async fn a_task_is_kept_once_with_its_file(store: Arc<dyn Store>) -> TestResult {
    let first = task(1, "import", "checked");
    assert!(store.create_task(first.clone(), Some(b"id\n7\n".to_vec())).await?);
    assert!(!store.create_task(first.clone(), None).await?);
    assert_eq!(store.find_task(first.id).await?, Some(first.clone()));
    assert_eq!(store.find_task_file(first.id).await?.as_deref(), Some(&b"id\n7\n"[..]));
    assert_eq!(store.find_task(id(2)).await?, None);
    let done = TaskRow { state: Key::new("done"), ..first.clone() };
    assert!(store.change_task(done, false).await?);
    assert_eq!(store.find_task_file(first.id).await?, None);
    Ok(())
}

pub(crate) async fn of_two_changes_of_a_task_one_wins(store: Arc<dyn Store>) -> TestResult {
    let first = task(1, "approval", "open");
    store.create_task(first.clone(), Some(vec![1])).await?;
    let changed = |state: &str| TaskRow {
        state: Key::new(state),
        changed_at: at(2),
        body: serde_json::json!({ "by": state }),
        ..first.clone()
    };
    assert!(store.change_task(changed("approved"), true).await?);
    assert!(!store.change_task(changed("declined"), true).await?);
    let found = store.find_task(first.id).await?.ok_or("it is there")?;
    assert_eq!(found, TaskRow { revision: 1, ..changed("approved") });
    assert_eq!(store.find_task_file(first.id).await?, Some(vec![1]));
    Ok(())
}

pub(crate) async fn tasks_come_newest_first_by_kind_and_state(store: Arc<dyn Store>) -> TestResult {
    for n in 1..=5 {
        let state = if n % 2 == 0 { "open" } else { "approved" };
        store.create_task(task(n, "approval", state), None).await?;
    }
    store.create_task(task(6, "replay", "open"), None).await?;
    let page = store.list_tasks("approval", None, Page::newest(3)).await?;
    let ids = |rows: &[TaskRow]| rows.iter().map(|task| task.id).collect::<Vec<_>>();
    assert_eq!(ids(&page.items), [id(5), id(4), id(3)]);
    let rest = store.list_tasks("approval", None, Page::newest(3).after(page.next)).await?;
    assert_eq!(ids(&rest.items), [id(2), id(1)]);
    assert_eq!(rest.next, None);
    let open = store.list_tasks("approval", Some("open"), Page::newest(3)).await?;
    assert_eq!(ids(&open.items), [id(4), id(2)]);
    let odd = Page::newest(3).after(Some(tessera_store::Cursor("odd".to_owned())));
    assert!(store.list_tasks("approval", None, odd).await.is_err());
    Ok(())
}
