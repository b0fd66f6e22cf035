//! Four eyes: what somebody of the staff asks for waits until a colleague agrees.
//!
//! Three things can wait, as the settings say: corrections above a limit, merging accounts that
//! moves as much, and publishing by the author. Keys are programs and wait for nobody. What was asked and how it was decided stands
//! in the audit record.
//!
//! INVARIANTS: nobody decides about their own; of two who decide at once one wins; what was
//! agreed to is carried out once, because its key follows from the approval.

mod settings;
mod subject;

pub use settings::{ApprovalSettings, read as settings, write as set};
pub use subject::{Counts, Subject};

use crate::commit::Committed;
use crate::error::{Broken, Error};
use crate::identity::Who;
use crate::keys::{Caller, Party};
use crate::own_account::{self, ByHand};
use crate::permissions::Permissions;
use crate::tasks::Task;
use crate::{Ask, Tessera, adjustments, members, programmes};
use model::activity::Adjust;
use model::id::{ApprovalId, MemberId};
use model::{Activity, Code, Instant, Key, Owner};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use store::{Listed, Page, VersionState, VersionSummary};

const KIND: &str = "approval";
const OPEN: &str = "open";
const APPROVED: &str = "approved";
const DECLINED: &str = "declined";

/// How far an approval is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalState {
    /// It waits.
    Open,
    /// Somebody agreed, and it was carried out.
    Approved,
    /// Somebody did not agree.
    Declined,
}

/// Something that waits for a second person, or waited.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// What is asked for.
    pub subject: Subject,
    /// Who asks.
    pub asked_by: Option<Key>,
    /// What they are called.
    pub asked_by_name: SmolStr,
    /// When.
    pub asked_at: Instant,
    /// How far it is.
    pub state: ApprovalState,
    /// Who decided.
    pub decided_by: Option<Key>,
    /// What they are called.
    pub decided_by_name: Option<SmolStr>,
    /// When.
    pub decided_at: Option<Instant>,
    /// What they said.
    pub reason: Option<SmolStr>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Body {
    subject: Subject,
    asked_by: Option<Key>,
    asked_by_name: SmolStr,
    asked_at: Instant,
    decision: Option<Decided>,
    /// What was agreed to is done.
    is_carried_out: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Decided {
    by: Option<Key>,
    name: SmolStr,
    at: Instant,
    reason: Option<SmolStr>,
}

/// What became of something that may have to wait.
#[derive(Clone, Debug)]
pub enum Asked<T> {
    /// It is done.
    Done(T),
    /// It waits for a colleague.
    Waits(Box<Approval>),
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Whether it may be done.
    pub approved: bool,
    /// Why, or why not.
    pub reason: Option<SmolStr>,
}

/// Corrects a balance, or asks a colleague to agree.
pub async fn adjust(
    tessera: &Tessera,
    ask: &Ask,
    caller: &Caller,
    member: MemberId,
    adjustment: Adjust,
) -> Result<Asked<Committed>, Error> {
    let who = Who::Member(member);
    let waits = match before(tessera, ask, caller).await? {
        Before::Waits => true,
        Before::Done => false,
        Before::New => {
            not_about_themselves(tessera, ask, &[Owner::member(member)], None).await?;
            settings(tessera).await?.is_above_limit(tessera, &adjustment).await?
        }
    };
    if !waits {
        let committed = adjustments::adjust(tessera, ask, &who, adjustment).await?;
        return Ok(Asked::Done(committed));
    }
    let known = tessera.exact(Owner::member(member)).await?;
    if known.member.enrolled_at.is_none() {
        return Err(Error::refused(Code::MEMBER_NOT_FOUND, member.to_string()));
    }
    let subject = Subject::Adjustment { member, adjustment };
    Ok(Asked::Waits(Box::new(open(tessera, ask, caller, subject).await?)))
}

/// Lets one account go into another, or asks a colleague to agree.
pub async fn merge(
    tessera: &Tessera,
    ask: &Ask,
    caller: &Caller,
    member: MemberId,
    into: &Who,
) -> Result<Asked<Committed>, Error> {
    let waits = match before(tessera, ask, caller).await? {
        Before::Waits => true,
        Before::Done => false,
        Before::New => {
            let both = [member, members::merged_into(tessera, into).await?].map(Owner::member);
            not_about_themselves(tessera, ask, &both, None).await?;
            let holdings = &members::state(tessera, member).await?.holdings;
            settings(tessera).await?.is_much(tessera, holdings).await?
        }
    };
    if !waits {
        return Ok(Asked::Done(members::merge(tessera, ask, member, into).await?));
    }
    let into = members::merged_into(tessera, into).await?;
    let subject = Subject::Merge { member, into };
    Ok(Asked::Waits(Box::new(open(tessera, ask, caller, subject).await?)))
}

/// What became of a request that may have been sent before.
enum Before {
    /// It was asked for: the approval is there, or is kept now.
    Waits,
    /// It was done, or those who ask wait for nobody.
    Done,
    /// Whether it has to wait is to be found out.
    New,
}

async fn before(tessera: &Tessera, ask: &Ask, caller: &Caller) -> Result<Before, Error> {
    Ok(match (tessera.answered(ask).await?, caller.party) {
        (Some(earlier), _) if matches!(earlier.entry.activity, Activity::Note(_)) => Before::Waits,
        (None, Party::Staff { .. }) => Before::New,
        _ => Before::Done,
    })
}

/// What is to become of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Publishing {
    /// What is written about it.
    pub why: Option<SmolStr>,
    /// Whether it is to count, and from when on; published only when absent.
    pub counts: Option<Counts>,
}

/// Publishes a draft, or asks a colleague to agree when the author asks.
pub async fn publish(
    tessera: &Tessera,
    ask: &Ask,
    caller: &Caller,
    number: u32,
    publishing: Publishing,
) -> Result<Asked<VersionSummary>, Error> {
    if let Some(earlier) = asked_before(tessera, ask).await? {
        return Ok(Asked::Waits(Box::new(earlier)));
    }
    let row = programmes::get(tessera, number).await?;
    let is_own = row.summary.author.is_some() && row.summary.author == ask.actor;
    let is_person = matches!(caller.party, Party::Staff { .. });
    let is_draft = row.summary.state == VersionState::Draft;
    if !(is_own && is_person && is_draft && settings(tessera).await?.publish) {
        return Ok(Asked::Done(publish_now(tessera, ask, number, &publishing).await?));
    }
    programmes::must_be_sound(&row.document)?;
    let Publishing { why, counts } = publishing;
    let subject = Subject::Publish { version: number, hash: row.summary.hash, why, counts };
    let waiting = tessera.store().list_tasks(KIND, Some(OPEN), Page::newest(1_000)).await?;
    for row in waiting.items {
        let task = Task::<Body>::of(row)?;
        if task.body.subject == subject {
            return Ok(Asked::Waits(Box::new(approval(task))));
        }
    }
    Ok(Asked::Waits(Box::new(open(tessera, ask, caller, subject).await?)))
}

/// Publishes, and lets it count when that is wanted. A moment that passed while somebody had
/// to agree is now.
async fn publish_now(
    tessera: &Tessera,
    ask: &Ask,
    number: u32,
    publishing: &Publishing,
) -> Result<VersionSummary, Error> {
    let published = programmes::publish(tessera, ask, number, publishing.why.as_deref()).await?;
    if let Some(Counts { from }) = publishing.counts {
        let known = programmes::list_activations(tessera).await?;
        // The steps are recognised by what they made.
        if known.iter().all(|activation| activation.version != number) {
            let step = Ask { key: None, ..ask.clone() };
            let from = from.filter(|from| *from > tessera.now());
            programmes::activate(tessera, &step, number, from).await?;
        }
    }
    Ok(published)
}

/// The approval that a repeated request asked for at first.
async fn asked_before(tessera: &Tessera, ask: &Ask) -> Result<Option<Approval>, Error> {
    match tessera.answered(ask).await? {
        Some(committed) if matches!(committed.entry.activity, Activity::Note(_)) => {
            let task = Task::find(tessera, committed.entry.id.0, KIND).await?;
            Ok(task.map(approval))
        }
        _ => Ok(None),
    }
}

async fn open(
    tessera: &Tessera,
    ask: &Ask,
    caller: &Caller,
    subject: Subject,
) -> Result<Approval, Error> {
    let details = [("kind", subject.word().into()), ("subject", subject.about().into())];
    let noted = tessera.note(ask, "approval_asked", details).await?;
    let body = Body {
        subject,
        asked_by: ask.actor.clone(),
        asked_by_name: caller.name.clone(),
        asked_at: noted.entry.recorded_at,
        decision: None,
        is_carried_out: false,
    };
    let task = Task::create(tessera, noted.entry.id.0, (KIND, OPEN), body, None).await?;
    Ok(approval(task))
}

/// Approvals, newest first; only those that wait when asked for.
pub async fn list(
    tessera: &Tessera,
    only_open: bool,
    page: Page,
) -> Result<Listed<Approval>, Error> {
    let state = only_open.then_some(OPEN);
    let rows = tessera.store().list_tasks(KIND, state, page).await?;
    let items = rows.items.into_iter().map(|row| Task::of(row).map(approval));
    Ok(Listed { items: items.collect::<Result<_, _>>()?, next: rows.next })
}

/// Decides. What is agreed to is carried out at once; when that is refused it waits on.
pub async fn decide(
    tessera: &Tessera,
    ask: &Ask,
    caller: &Caller,
    id: ApprovalId,
    decision: Decision,
) -> Result<Approval, Error> {
    let task = Task::<Body>::find(tessera, id.0, KIND).await?;
    let mut task = task.ok_or_else(|| Error::refused(Code::NOT_FOUND, id.to_string()))?;
    may_decide(caller, &task.body, ask)?;
    let is_open = task.row.state == *OPEN;
    let is_unfinished = task.row.state == *APPROVED && !task.body.is_carried_out;
    let may_go_on = is_unfinished && decision.approved;
    if !is_open && !may_go_on {
        return match tessera.answered(ask).await? {
            Some(_) => Ok(approval(task)),
            None => Err(Error::refused(Code::APPROVAL_DECIDED, id.to_string())),
        };
    }
    let whose = task.body.subject.whose();
    not_about_themselves(tessera, ask, &whose, task.body.asked_by.as_ref()).await?;
    let details = [
        ("approval", id.to_string().into()),
        ("kind", task.body.subject.word().into()),
        ("subject", task.body.subject.about().into()),
        ("approved", decision.approved.into()),
    ];
    let noted = tessera.note(ask, "approval_decided", details).await?;
    if is_open {
        task.body.decision = Some(Decided {
            by: ask.actor.clone(),
            name: caller.name.clone(),
            at: noted.entry.recorded_at,
            reason: decision.reason,
        });
        let state = if decision.approved { APPROVED } else { DECLINED };
        if !task.write(tessera, state, false).await? {
            // The record must not tell two decisions.
            let details = [("approval", id.to_string().into())];
            let lost = Ask { actor: ask.actor.clone(), ..Ask::default() };
            tessera.note(&lost, "approval_decided_too_late", details).await?;
            return Err(Error::refused(Code::APPROVAL_DECIDED, id.to_string()));
        }
    }
    if decision.approved {
        carry_out(tessera, &mut task).await?;
    }
    Ok(approval(task))
}

fn may_decide(caller: &Caller, body: &Body, ask: &Ask) -> Result<(), Error> {
    let needed = match body.subject {
        Subject::Adjustment { .. } | Subject::Merge { .. } => Permissions::ADJUST,
        Subject::Publish { .. } => Permissions::PUBLISH,
    };
    if !matches!(caller.party, Party::Staff { .. }) || !caller.permissions.has_one_of(needed) {
        return Err(Error::plain(Code::FORBIDDEN));
    }
    if body.asked_by == ask.actor {
        return Err(Error::plain(Code::APPROVAL_OWN));
    }
    Ok(())
}

/// Refuses to let somebody ask for their own account, or decide about it.
async fn not_about_themselves(
    tessera: &Tessera,
    ask: &Ask,
    whose: &[Owner],
    asked_by: Option<&Key>,
) -> Result<(), Error> {
    let what = ByHand { to: whose, needed: Permissions::ADJUST, asked_by };
    own_account::refuse_own(tessera, ask, what).await
}

/// Does what was agreed to, in the name of who asked.
async fn carry_out(tessera: &Tessera, task: &mut Task<Body>) -> Result<(), Error> {
    let id = ApprovalId(task.row.id);
    let asker = task.body.asked_by.clone().unwrap_or_default();
    let ask = Ask::by(asker.as_str()).with_key(format!("{id}"));
    let done = match task.body.subject.clone() {
        Subject::Adjustment { member, adjustment } => {
            let ask = ask.for_request(&adjustment);
            let who = Who::Member(member);
            adjustments::adjust(tessera, &ask, &who, adjustment).await.map(drop)
        }
        Subject::Merge { member, into } => {
            let into = Who::Member(into);
            let ask = ask.for_request(&(member, &into));
            members::merge(tessera, &ask, member, &into).await.map(drop)
        }
        Subject::Publish { version, hash, why, counts } => {
            match programmes::get(tessera, version).await {
                Ok(row) if row.summary.hash != hash => {
                    let detail = "the draft was changed after it was asked for";
                    Err(Error::refused(Code::PRECONDITION_FAILED, detail))
                }
                Ok(_) => {
                    let publishing = Publishing { why, counts };
                    publish_now(tessera, &ask, version, &publishing).await.map(drop)
                }
                Err(error) => Err(error),
            }
        }
    };
    match done {
        Ok(()) => {
            task.body.is_carried_out = true;
            written(task.write(tessera, APPROVED, false).await?)
        }
        Err(error @ Error::Refused(_)) => {
            task.body.decision = None;
            written(task.write(tessera, OPEN, false).await?)?;
            Err(error)
        }
        // Whether it was done is not known: the same decision again finds out.
        Err(error) => Err(error),
    }
}

fn written(is_done: bool) -> Result<(), Error> {
    if is_done { Ok(()) } else { Err(Broken::Busy.into()) }
}

fn approval(task: Task<Body>) -> Approval {
    let Body { subject, asked_by, asked_by_name, asked_at, decision, .. } = task.body;
    Approval {
        id: ApprovalId(task.row.id),
        subject,
        asked_by,
        asked_by_name,
        asked_at,
        state: match task.row.state.as_str() {
            APPROVED => ApprovalState::Approved,
            DECLINED => ApprovalState::Declined,
            _ => ApprovalState::Open,
        },
        decided_by: decision.as_ref().and_then(|decided| decided.by.clone()),
        decided_by_name: decision.as_ref().map(|decided| decided.name.clone()),
        decided_at: decision.as_ref().map(|decided| decided.at),
        reason: decision.and_then(|decided| decided.reason),
    }
}
