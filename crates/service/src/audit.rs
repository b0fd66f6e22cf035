//! The record of administrative acts: what the organisation's own chain says, and what the
//! office did to somebody in theirs, with who did it. It is part of the journal, so nobody can
//! change it unseen.

use crate::Tessera;
use crate::error::Error;
use model::id::{ApiKeyId, StaffId};
use model::{Activity, Entry, Key, OwnerKind};
use store::{Listed, Page};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Where it stands in the journal.
    pub position: u64,
    /// What was done, by whom and to whom.
    pub entry: Entry,
}

/// Acts, in the order of the page. The newest may come a moment late.
pub async fn list(tessera: &Tessera, page: Page) -> Result<Listed<Act>, Error> {
    let rows = tessera.store().list_acts(page).await?;
    let mut items = Vec::with_capacity(rows.items.len());
    for row in &rows.items {
        let entry = tessera.entry(row.owner, row.seq).await?;
        items.push(Act { position: row.position, entry });
    }
    Ok(Listed { items, next: rows.next })
}

/// Whether an entry belongs to the record: everything of the organisation, and what the office
/// did to somebody. Serving at a till is no such act, what people do with their own account is
/// none, and of what programs do only what gives, takes or shuts out.
pub(crate) fn is_administrative(entry: &Entry) -> bool {
    if entry.owner.kind == OwnerKind::Organisation {
        return true;
    }
    let actor = entry.actor.as_ref().map_or("", Key::as_str);
    let is_person = actor.parse::<StaffId>().is_ok();
    let is_program = actor.parse::<ApiKeyId>().is_ok();
    match &entry.activity {
        Activity::Adjust(_)
        | Activity::GrantCoupon(_)
        | Activity::Merge(_)
        | Activity::HandBack(_) => is_person || is_program,
        Activity::IssueCertificate(issue) => issue.receipt.is_none() && (is_person || is_program),
        Activity::Update(update) if update.blocked.is_some() || update.invite.is_some() => {
            is_person || is_program
        }
        Activity::Update(_)
        | Activity::Decide(_)
        | Activity::Verify(_)
        | Activity::FormGroup(_)
        | Activity::ChangeSeat(_)
        | Activity::StartMembership(_)
        | Activity::CancelMembership(_)
        | Activity::Note(_) => is_person,
        _ => false,
    }
}
