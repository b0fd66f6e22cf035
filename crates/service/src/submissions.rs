//! Actions and claims that wait until somebody decides about them: reviews, ideas,
//! recycled jars, lower prices elsewhere.

use crate::commit::append::SUBMISSION_KIND;
use crate::commit::{Committed, Order, Start, Undo};
use crate::error::Error;
use crate::{Ask, Tessera};
use model::activity::{Decide, price_claim};
use model::id::{ReceiptId, SubmissionId};
use model::snapshot::SubmissionState as Waiting;
use model::{Activity, Code, Key, Owner};
use smol_str::SmolStr;
use store::{Listed, Page};
pub use store::{SubmissionFilter, SubmissionRow, SubmissionState};

/// Something that was handed in, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// What, by whom, and what became of it.
    pub row: SubmissionRow,
    /// How many others voted for it.
    pub votes: i64,
}

/// What somebody says about a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it counts.
    pub approved: bool,
    /// Why.
    pub reason: Option<SmolStr>,
    /// Who decided.
    pub by: Option<SmolStr>,
}

/// Decides about something that waits. Approved, it gives now what it gives.
pub async fn decide(
    tessera: &Tessera,
    ask: &Ask,
    submission: SubmissionId,
    decision: Decision,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let missing = || Error::refused(Code::SUBMISSION_NOT_FOUND, submission.to_string());
            let name = submission.to_string();
            let owner = tessera.store().find_owner(SUBMISSION_KIND, &name).await?;
            let owner = owner.ok_or_else(missing)?;
            let state = tessera.exact(owner).await?;
            let waiting = state.member.submissions.iter().find(|s| s.id == submission);
            let receipt = price_claim_receipt(waiting.ok_or_else(missing)?);
            let Decision { approved, reason, by } = decision;
            let activity = Activity::Decide(Decide { submission, approved, reason, by });
            let start = Start::Known(Code::SUBMISSION_NOT_FOUND);
            let mut order = Order::new(owner, start, activity);
            order.undo = receipt.map(Undo::Receipt);
            tessera.commit(ask, order).await
        })
        .await
}

/// The receipt that a waiting claim of a lower price is about; none for other actions.
pub(crate) fn price_claim_receipt(waiting: &Waiting) -> Option<ReceiptId> {
    let is_claim = waiting.event == *price_claim::EVENT;
    is_claim.then(|| price_claim::receipt(&waiting.attributes)).flatten()
}

/// What was handed in, in that order; may lag by a moment.
pub async fn list(
    tessera: &Tessera,
    filter: SubmissionFilter,
    page: Page,
) -> Result<Listed<Submission>, Error> {
    let rows = tessera.store().list_submissions(filter, page).await?;
    let mut items = Vec::with_capacity(rows.items.len());
    for row in rows.items {
        items.push(with_votes(tessera, row).await?);
    }
    Ok(Listed { items, next: rows.next })
}

/// One of them.
pub async fn get(tessera: &Tessera, id: SubmissionId) -> Result<Submission, Error> {
    let row = tessera.store().find_submission(id).await?;
    let row = row.ok_or_else(|| Error::refused(Code::SUBMISSION_NOT_FOUND, id.to_string()))?;
    with_votes(tessera, row).await
}

async fn with_votes(tessera: &Tessera, row: SubmissionRow) -> Result<Submission, Error> {
    let votes = match &row.reference {
        Some(reference) => votes(tessera, reference).await?,
        None => 0,
    };
    Ok(Submission { row, votes })
}

/// How many voted for the action with this reference.
pub async fn votes(tessera: &Tessera, reference: &Key) -> Result<i64, Error> {
    Ok(tessera.store().counter(&format!("votes:{reference}")).await?)
}

/// Whose a waiting submission is.
pub async fn find_owner(tessera: &Tessera, id: SubmissionId) -> Result<Option<Owner>, Error> {
    Ok(tessera.store().find_owner(SUBMISSION_KIND, &id.to_string()).await?)
}
