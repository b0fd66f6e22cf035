//! Simulated storage: the real store in memory, behind a [`Desk`] that decides when a call
//! goes on and what goes wrong with it.
//!
//! Each life of a node has a storage of its own on the same store. What is set up (versions,
//! settings, keys) is read without waiting: nodes look at it by the machine's clock, which
//! must not move the order of a run.

use std::future::{Future, pending};
use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;
use model::entry::Hash;
use model::holdings::Lot;
use model::id::{
    ApiKeyId, BatchId, MemberId, ReceiptId, SessionId, StaffId, SubmissionId, TillId, WebhookId,
};
use model::{Instant, Key, Owner, Snapshot, Units};
use store::configuration::*;
use store::figures::*;
use store::jobs::*;
use store::journal::*;
use store::lists::*;
use store::maintenance::*;
use store::people::*;
use store::projection::*;
use store::search::*;
use store::tasks::*;
use store::webhooks::*;
use store::{
    Append, Appended, BatchRow, CodeRow, DirectoryRow, IdentityClaim, Listed, Page, SqliteStore,
    StoreError, StoreGauges,
};
use uuid::Uuid;

use crate::desk::{Call, Desk, Logged, Verdict};

/// The storage as one life of a node sees it.
pub(crate) struct Storage {
    store: Arc<SqliteStore>,
    desk: Desk,
    life: usize,
}

impl Storage {
    /// For one life of a node.
    pub(crate) fn new(store: Arc<SqliteStore>, desk: Desk, life: usize) -> Self {
        Self { store, desk, life }
    }

    /// A call when its turn has come. `lost` is what is answered to a write that then goes
    /// with the power.
    async fn through<T, F>(&self, call: Call, lost: Option<T>, work: F) -> Result<T, StoreError>
    where
        T: Send,
        F: Future<Output = Result<T, StoreError>> + Send,
    {
        match (self.desk.ask(self.life, call).await, lost) {
            (Verdict::Forget, Some(lost)) => Ok(lost),
            (Verdict::Go | Verdict::Forget, _) => work.await,
            (Verdict::Fail(error), _) => Err(error),
            (Verdict::Lose(error), _) => {
                work.await?;
                Err(error)
            }
            (Verdict::Sink, _) => {
                // Done or not: nobody here learns of it.
                let _ = work.await;
                pending().await
            }
        }
    }

    async fn write_down(&self, append: Append) -> Result<Appended, StoreError> {
        let kept = append.clone();
        let appended = self.store.append(append).await?;
        if appended == Appended::Done {
            self.desk.log(Logged::Append(Box::new(kept)));
        }
        Ok(appended)
    }

    async fn set_active(
        &self,
        version: u32,
        from: Instant,
        decided_at: Instant,
        author: Option<Key>,
    ) -> Result<Option<u32>, StoreError> {
        let number = self.store.activate_version(version, from, decided_at, author).await?;
        if number.is_some() {
            self.desk.log(Logged::Activation(from));
        }
        Ok(number)
    }
}

/// How one method goes to the store: at once (`pass`), when its turn has come (`turn`), as
/// a write that may be lost (`behind`, `project`), or watched (`append`, `activate`).
macro_rules! how {
    (pass, $own:expr, $name:ident($($argument:ident),*)) => {
        $own.store.$name($($argument),*).await
    };
    (turn, $own:expr, $name:ident($($argument:ident),*)) => {
        $own.through(Call::Read, None, $own.store.$name($($argument),*)).await
    };
    (behind, $own:expr, $name:ident($($argument:ident),*)) => {{
        let lost = Some(Default::default());
        $own.through(Call::Background, lost, $own.store.$name($($argument),*)).await
    }};
    (project, $own:expr, $name:ident($($argument:ident),*)) => {{
        let lost = Some(ProjectionOutcome::Written);
        $own.through(Call::Background, lost, $own.store.$name($($argument),*)).await
    }};
    (append, $own:expr, $name:ident($($argument:ident),*)) => {
        $own.through(Call::Append, None, $own.write_down($($argument),*)).await
    };
    (activate, $own:expr, $name:ident($($argument:ident),*)) => {
        $own.through(Call::Durable, None, $own.set_active($($argument),*)).await
    };
}

/// All methods of one trait.
macro_rules! seat {
    ($trait:ident {
        $($how:ident $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)*
    } $($rest:tt)*) => {
        #[async_trait]
        impl $trait for Storage {
            $(
                async fn $name(&self, $($argument: $kind),*) -> Result<$answer, StoreError> {
                    how!($how, self, $name($($argument),*))
                }
            )*
            $($rest)*
        }
    };
}

seat! {
    Journal {
        append append(append: Append) -> Appended;
        turn load(owner: Owner) -> Option<Snapshot>;
        turn load_all(owners: Vec<Owner>) -> Vec<Snapshot>;
        pass load_at(owner: Owner, seq: u64) -> Option<Snapshot>;
        turn refresh(snapshot: Snapshot) -> Snapshot;
        turn find_entry(owner: Owner, seq: u64) -> Option<JournalRow>;
        pass list_entries(owner: Owner, page: Page) -> Listed<JournalRow>;
        turn journal_after(position: u64, limit: u32) -> Vec<JournalRow>;
        pass journal_head() -> u64;
        pass count_after(position: u64, most: u32) -> u64;
        turn find_by_idempotency(key: Hash) -> Option<IdempotencyRow>;
        turn find_receipt(id: ReceiptId) -> Option<ReceiptRow>;
        turn find_receipts(ids: Vec<ReceiptId>) -> Vec<ReceiptRow>;
        turn find_receipt_by_natural_key(key: Hash) -> Option<ReceiptRow>;
        turn find_owner(kind: &str, value: &str) -> Option<Owner>;
        pass list_identities(owner: Owner) -> Vec<IdentityClaim>;
        pass list_identities_of_kind(kind: &str, page: Page) -> Listed<IdentityClaim>;
        pass find_directory(member: MemberId) -> Option<DirectoryRow>;
        turn find_code(hash: Hash) -> Option<CodeRow>;
        pass list_codes_of(subject: Uuid) -> Vec<CodeRow>;
        pass list_codes_of_batch(batch: BatchId, page: Page) -> Listed<CodeRow>;
        turn counter(counter: &str) -> i64;
    }
}

seat! {
    Projections {
        turn projection_position() -> u64;
        turn owners_position() -> u64;
        project write_projection(batch: ProjectionBatch) -> ProjectionOutcome;
        pass reset_projections() -> ();
        pass stored_snapshots(owners: Vec<Owner>) -> Vec<Snapshot>;
        turn list_due(before: Instant, after: Option<DueOwner>, limit: u32) -> Vec<DueOwner>;
        turn list_outbox(after: u64, limit: u32) -> Vec<OutboxRow>;
        behind acknowledge_outbox(numbers: Vec<u64>) -> ();
    }
}

seat! {
    Lists {
        pass list_members(filter: MemberFilter, page: Page) -> Listed<MemberRow>;
        pass find_member(member: MemberId) -> Option<MemberRow>;
        pass list_receipts(filter: ReceiptFilter, page: Page) -> Listed<ReceiptListRow>;
        pass list_submissions(filter: SubmissionFilter, page: Page) -> Listed<SubmissionRow>;
        pass find_submission(id: SubmissionId) -> Option<SubmissionRow>;
        pass list_lots(owner: Owner) -> Vec<(Key, Lot)>;
        pass summary() -> Summary;
        pass list_totals(from: Date, to: Date) -> Vec<DailyTotal>;
        pass list_acts(filter: ActFilter, page: Page) -> Listed<ActRow>;
        pass list_certificates(from: Option<Instant>, until: Option<Instant>, page: Page) -> Listed<CertificateRow>;
        pass account_totals() -> Vec<AccountTotal>;
        pass postings_after(position: u64, limit: u32) -> Vec<PostingRow>;
    }
}

seat! {
    Search {
        pass search_members(search: MemberSearch, page: Page) -> Listed<MemberId>;
        turn list_contacts(members: Vec<MemberId>) -> Vec<ContactRow>;
    }
}

seat! {
    Figures {
        pass sum_totals(from: Date, to: Date, measures: Vec<&'static str>, by: TotalsBy) -> Vec<DailyTotal>;
        pass count_visitors(from: Date, to: Date) -> u64;
        pass sum_expiring(from: Date, to: Date) -> Vec<(Key, Units)>;
        pass list_expiring(unit: Key, from: Date, to: Date) -> Vec<(Date, Units)>;
        pass count_members() -> (u64, u64);
        pass count_tiers() -> Vec<TierCount>;
        pass list_stores() -> Vec<StoreRow>;
        pass list_marked(mark: Key, page: Page) -> Listed<MemberId>;
        pass list_counts(kind: &'static str) -> Vec<(Key, i64)>;
        pass counts_of(kind: &'static str, subjects: Vec<Key>) -> Vec<(Key, i64)>;
    }
}

seat! {
    Configuration {
        pass generation() -> u64;
        pass create_version(version: NewVersion) -> u32;
        pass update_draft(number: u32, expected: Hash, version: NewVersion) -> bool;
        pass publish_version(number: u32, publication: Publication) -> bool;
        pass delete_draft(number: u32) -> bool;
        pass find_version(number: u32) -> Option<VersionRow>;
        pass list_versions(page: Page) -> Listed<VersionSummary>;
        activate activate_version(version: u32, active_from: Instant, decided_at: Instant, author: Option<Key>) -> Option<u32>;
        pass cancel_activation(number: u32, now: Instant) -> bool;
        pass list_activations() -> Vec<Activation>;
        pass version_at(at: Instant) -> Option<u32>;
        pass create_api_key(key: ApiKeyRow) -> bool;
        pass find_api_key(hash: Hash) -> Option<ApiKeyRow>;
        pass list_api_keys() -> Vec<ApiKeyRow>;
        pass revoke_api_key(id: ApiKeyId, at: Instant) -> bool;
        pass find_setting(name: &str) -> Option<String>;
        pass list_settings(prefix: &str) -> Vec<(String, String)>;
        pass put_setting(name: &str, value: &str) -> ();
        pass ensure_setting(name: &str, value: &str) -> String;
        pass find_batch(id: BatchId) -> Option<BatchRow>;
        pass list_batches(page: Page) -> Listed<BatchRow>;
    }
}

seat! {
    People {
        pass create_staff(staff: StaffRow) -> bool;
        pass change_staff(before: StaffRow, after: StaffRow) -> bool;
        pass find_staff(id: StaffId) -> Option<StaffRow>;
        pass find_staff_by_email(email: &str) -> Option<StaffRow>;
        pass list_staff() -> Vec<StaffRow>;
        pass use_step(id: StaffId, step: u64) -> bool;
        pass create_till(till: TillRow) -> bool;
        pass change_till(till: TillRow) -> bool;
        pass find_till(id: TillId) -> Option<TillRow>;
        pass list_tills() -> Vec<TillRow>;
        pass begin_session(session: SessionRow) -> ();
        pass find_session(token: Hash) -> Option<SessionRow>;
        pass list_sessions(subject: Uuid) -> Vec<SessionRow>;
        pass see_session(token: Hash, seen_at: Instant, until: Instant) -> ();
        pass end_session(subject: Uuid, id: SessionId) -> bool;
        pass end_sessions(subject: Uuid, but: Option<SessionId>) -> u64;
        pass end_sessions_at(till: TillId) -> u64;
        pass put_ticket(ticket: TicketRow) -> ();
        pass ensure_ticket(ticket: TicketRow, now: Instant) -> ();
        pass claim_ticket(ticket: TicketRow, now: Instant) -> TicketRow;
        pass use_ticket(hash: Hash, now: Instant) -> Option<TicketRow>;
        pass try_ticket(hash: Hash, now: Instant) -> Option<TicketRow>;
        pass forget_access(before: Instant, limit: u32) -> u64;
    }
}

seat! {
    Tasks {
        pass create_task(task: TaskRow, file: Option<Vec<u8>>) -> bool;
        pass change_task(task: TaskRow, keeps_file: bool) -> bool;
        pass find_task(id: Uuid) -> Option<TaskRow>;
        pass find_task_file(id: Uuid) -> Option<Vec<u8>>;
        pass list_tasks(kind: &str, state: Option<&str>, page: Page) -> Listed<TaskRow>;
    }
}

seat! {
    Jobs {
        pass acquire_lease(name: &str, holder: &str, now: Instant, until: Instant) -> Option<Lease>;
        pass renew_lease(name: &str, holder: &str, now: Instant, until: Instant, state: Option<serde_json::Value>) -> bool;
        pass release_lease(name: &str, holder: &str, state: Option<serde_json::Value>) -> bool;
        pass list_leases() -> Vec<Lease>;
        pass start_import(run: ImportRun) -> ImportRun;
        pass record_import(run: Uuid, rows_done: u64, rows_failed: u64, rows: Vec<ImportRow>) -> ();
        pass finish_import(run: Uuid, at: Instant) -> ();
        pass mark_import_undone(run: Uuid, at: Instant) -> ();
        pass find_import(run: Uuid) -> Option<ImportRun>;
        pass list_imports(page: Page) -> Listed<ImportRun>;
        pass list_import_rows(run: Uuid, page: Page) -> Listed<ImportRow>;
    }
}

seat! {
    Webhooks {
        pass create_webhook(webhook: WebhookRow) -> bool;
        pass find_webhook(id: WebhookId) -> Option<WebhookRow>;
        pass list_webhooks() -> Vec<WebhookRow>;
        pass change_webhook(id: WebhookId, revision: u64, change: WebhookChange) -> bool;
        pass clear_webhook(id: WebhookId, limit: u32) -> u64;
        pass dispatch(numbers: Vec<u64>, deliveries: Vec<(u64, NewDelivery)>, patience: Patience) -> ();
        pass queue_delivery(delivery: NewDelivery, patience: Patience) -> ();
        pass queue_failed(id: WebhookId, since: Instant, through: Instant, patience: Patience, limit: u32) -> u64;
        pass list_due_deliveries(id: WebhookId, now: Instant, limit: u32) -> Vec<DeliveryRow>;
        pass record_attempts(made: Vec<AttemptMade>) -> ();
        pass give_up_deliveries(id: WebhookId, now: Instant, limit: u32) -> u64;
        pass forget_deliveries(id: WebhookId, delivered_before: Instant, failed_before: Instant, limit: u32) -> u64;
        pass find_delivery(id: WebhookId, event: EventRef) -> Option<DeliveryRow>;
        pass list_deliveries(id: WebhookId, state: Option<DeliveryState>, page: Page) -> Listed<DeliveryRow>;
        pass list_attempts(id: WebhookId, page: Page) -> Listed<AttemptRow>;
        pass webhook_load(id: WebhookId) -> WebhookLoad;
    }
}

seat! {
    Maintenance {
        pass check(depth: CheckDepth) -> CheckReport;
        pass scan_chains(after: Option<OwnerCursor>, through: u64, limit: u32) -> Vec<JournalRow>;
        pass without_entries(owners: Vec<Owner>) -> Vec<Owner>;
        pass scan_receipts(page: Page) -> Listed<ReceiptRow>;
        pass scan_identities(page: Page) -> Listed<IdentityClaim>;
        pass scan_counters(page: Page) -> Listed<CounterRow>;
        behind forget_idempotency(before: Instant, limit: u32) -> u64;
    }

    fn gauges(&self) -> &StoreGauges {
        self.store.gauges()
    }
}
