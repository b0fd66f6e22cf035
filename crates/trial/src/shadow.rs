//! The same journal in a fresh store, projected at once: what projections must look like
//! whatever happened while they were made.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Arc;

use jiff::civil::date;
use model::{Activity, Entry, Event, Key, Owner, Units};
use service::projector;
use store::{
    AccountTotal, Append, Appended, Configuration, DailyTotal, Figures, Journal as _, Listed,
    Lists, MemberFilter, MemberRow, NewVersion, OutboxRow, Page, PostingRow, Projections,
    ReceiptFilter, ReceiptListRow, SqliteStore, StoreError, StoreRow, SubmissionFilter,
    SubmissionRow, Summary,
};

use crate::desk::Desk;
use crate::node::{Ground, NodeClock};
use crate::run::Run;

/// Rows of one page; more than a run makes.
const ROWS: u32 = 1_000;

fn failed(error: StoreError) -> String {
    format!("the fresh store failed: {error}")
}

/// The journal of a run, appended anew and projected.
pub(crate) async fn build(run: &Run) -> Result<Arc<SqliteStore>, String> {
    let shadow = Arc::new(SqliteStore::in_memory().map_err(failed)?);
    copy_setup(&run.ground.store, &shadow).await.map_err(failed)?;
    for append in &run.appends {
        let append = Append { generation: None, ..append.clone() };
        let appended = shadow.append(append).await.map_err(failed)?;
        if appended != Appended::Done {
            return Err(format!("the journal cannot be appended anew: {appended:?}"));
        }
    }
    let desk = Desk::default();
    desk.open(true);
    let ground = Ground { store: shadow.clone(), desk, ..run.ground.clone() };
    let clock = Arc::new(NodeClock::default());
    clock.set(run.base);
    let opened = ground.open(clock, usize::MAX).await.map_err(|error| error.to_string())?;
    projector::project_now(&opened).await.map_err(|error| error.to_string())?;
    Ok(shadow)
}

async fn copy_setup(from: &SqliteStore, to: &SqliteStore) -> Result<(), StoreError> {
    for (name, value) in from.list_settings("").await? {
        to.put_setting(&name, &value).await?;
    }
    for summary in from.list_versions(Page::first(ROWS)).await?.items {
        let Some(version) = from.find_version(summary.number).await? else { continue };
        let number = to
            .create_version(NewVersion {
                document: version.document,
                hash: summary.hash,
                author: summary.author,
                at: summary.created_at,
            })
            .await?;
        let (at, by, why) = (summary.updated_at, None, None);
        to.publish_version(number, store::Publication { at, by, why }).await?;
    }
    for active in from.list_activations().await? {
        let (from, at) = (active.active_from, active.decided_at);
        to.activate_version(active.version, from, at, active.author).await?;
    }
    Ok(())
}

/// Everything that projections show.
pub(crate) struct Seen {
    members: Vec<MemberRow>,
    receipts: Vec<ReceiptListRow>,
    submissions: Vec<SubmissionRow>,
    summary: Summary,
    totals: Vec<DailyTotal>,
    figures: Figured,
    accounts: Vec<AccountTotal>,
    postings: Vec<PostingRow>,
}

/// Figures beside the totals.
#[derive(Debug, PartialEq)]
struct Figured {
    visitors: u64,
    expiring: Vec<(Key, Units)>,
    stores: Vec<StoreRow>,
}

/// Reads everything that projections show.
pub(crate) async fn look(store: &SqliteStore) -> Result<Seen, String> {
    let read = async {
        let (from, to) = (date(2026, 1, 1), date(2099, 1, 1));
        Ok::<_, StoreError>(Seen {
            members: all(|page| store.list_members(MemberFilter::default(), page)).await?,
            receipts: all(|page| store.list_receipts(ReceiptFilter::default(), page)).await?,
            submissions: all(|page| store.list_submissions(SubmissionFilter::default(), page))
                .await?,
            summary: store.summary().await?,
            totals: store.list_totals(from, to).await?,
            figures: Figured {
                visitors: store.count_visitors(from, to).await?,
                expiring: store.sum_expiring(from, to).await?,
                stores: store.list_stores().await?,
            },
            accounts: store.account_totals().await?,
            postings: postings(store).await?,
        })
    };
    read.await.map_err(failed)
}

async fn all<T, F>(mut list: impl FnMut(Page) -> F) -> Result<Vec<T>, StoreError>
where
    F: Future<Output = Result<Listed<T>, StoreError>>,
{
    let mut rows = Vec::new();
    let mut page = Page::first(ROWS);
    loop {
        let listed = list(page.clone()).await?;
        rows.extend(listed.items);
        match listed.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(rows),
        }
    }
}

async fn postings(store: &SqliteStore) -> Result<Vec<PostingRow>, StoreError> {
    let mut rows: Vec<PostingRow> = Vec::new();
    loop {
        let after = rows.last().map_or(0, |row| row.position);
        let more = store.postings_after(after, ROWS).await?;
        if more.is_empty() {
            return Ok(rows);
        }
        rows.extend(more);
    }
}

impl Seen {
    /// Nobody and nothing is missing in lists.
    pub(crate) fn agrees_with(&self, journal: &Journal) -> Result<(), String> {
        let seen = (self.members.len(), self.receipts.len());
        if seen == (journal.members, journal.receipts) {
            return Ok(());
        }
        let (members, receipts) = (journal.members, journal.receipts);
        Err(format!("lists show {seen:?} instead of {members} members, {receipts} receipts"))
    }

    /// The first list that differs, with its first row.
    pub(crate) fn first_difference(&self, other: &Self) -> Option<String> {
        let differs = |what: &str, one: &dyn Debug, other: &dyn Debug| {
            Some(format!("{what}\n  {one:?}\n  {other:?}"))
        };
        if self.summary != other.summary {
            return differs("summary", &self.summary, &other.summary);
        }
        if self.figures != other.figures {
            return differs("figures", &self.figures, &other.figures);
        }
        difference("members", &self.members, &other.members)
            .or_else(|| difference("receipts", &self.receipts, &other.receipts))
            .or_else(|| difference("submissions", &self.submissions, &other.submissions))
            .or_else(|| difference("totals", &self.totals, &other.totals))
            .or_else(|| difference("accounts", &self.accounts, &other.accounts))
            .or_else(|| difference("postings", &self.postings, &other.postings))
    }
}

/// What the journal itself says, counted by rules of its own: a mistake that is made in
/// every projection alike is not seen by comparing two of them.
pub(crate) struct Journal {
    members: usize,
    receipts: usize,
    /// Entries and events that the world must be told of.
    told: Vec<(Owner, u64, u16)>,
}

impl Journal {
    pub(crate) fn of(appends: &[Append]) -> Result<Self, String> {
        let mut journal = Self { members: 0, receipts: 0, told: Vec::new() };
        for new in appends.iter().flat_map(|append| &append.entries) {
            let entry = Entry::from_bytes(&new.bytes).map_err(|error| error.to_string())?;
            journal.members += usize::from(matches!(entry.activity, Activity::Enrol(_)));
            journal.receipts += usize::from(matches!(entry.activity, Activity::Purchase(_)));
            for (index, happening) in (0..).zip(&entry.events) {
                if is_told(&happening.event) {
                    journal.told.push((entry.owner, entry.seq, index));
                }
            }
        }
        Ok(journal)
    }

    /// Everything that matters to others was handed out.
    pub(crate) fn was_told(&self, handed_out: &[OutboxRow]) -> Result<(), String> {
        let ids = handed_out.iter().map(|row| (row.event.owner, row.event.seq, row.event.index));
        let ids: BTreeSet<_> = ids.collect();
        match self.told.iter().find(|id| !ids.contains(*id)) {
            Some((owner, seq, index)) => {
                Err(format!("event {index} of entry {seq} of {owner} was never handed out"))
            }
            None => Ok(()),
        }
    }
}

/// Events that nobody may leave out.
fn is_told(event: &Event) -> bool {
    matches!(
        event,
        Event::MemberEnrolled { .. }
            | Event::Earned { .. }
            | Event::Spent { .. }
            | Event::Unearned { .. }
            | Event::Unspent { .. }
            | Event::Adjusted { .. }
            | Event::TierChanged { .. }
            | Event::CouponUsed { .. }
            | Event::RewardClaimed { .. }
    )
}

fn difference<T: PartialEq + Debug>(what: &str, one: &[T], other: &[T]) -> Option<String> {
    let longest = one.len().max(other.len());
    let at = (0..longest).find(|at| one.get(*at) != other.get(*at))?;
    Some(format!("{what}, row {at}\n  {:?}\n  {:?}", one.get(at), other.get(at)))
}

/// Events that wait to be handed out.
pub(crate) async fn outbox(store: &SqliteStore) -> Result<Vec<OutboxRow>, String> {
    let mut rows: Vec<OutboxRow> = Vec::new();
    loop {
        let after = rows.last().map_or(0, |row| row.number);
        let more = store.list_outbox(after, ROWS).await.map_err(failed)?;
        if more.is_empty() {
            return Ok(rows);
        }
        rows.extend(more);
    }
}

/// Everything was handed out at least once, with the same words each time, and what is new
/// in order.
pub(crate) fn compare_events(handed_out: &[OutboxRow], due: &[OutboxRow]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    let mut fresh = Vec::new();
    for row in handed_out {
        let event = &row.event;
        if seen.insert((event.owner, event.seq, event.index)) {
            fresh.push(event);
        }
    }
    let due: Vec<_> = due.iter().map(|row| &row.event).collect();
    if let Some(at) = (0..fresh.len().max(due.len())).find(|at| fresh.get(*at) != due.get(*at)) {
        return Err(format!(
            "event {at} that was handed out is\n  {:?} instead of\n  {:?}",
            fresh.get(at),
            due.get(at)
        ));
    }
    let known = |row: &&OutboxRow| !due.contains(&&row.event);
    match handed_out.iter().find(known) {
        Some(other) => Err(format!("an event was handed out in other words: {:?}", other.event)),
        None => Ok(()),
    }
}
