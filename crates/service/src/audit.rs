//! The record of administrative acts: what the organisation's own chain says, and what the
//! office did to somebody in theirs, with who did it. It is part of the journal, so nobody can
//! change it unseen.

use crate::Tessera;
use crate::error::Error;
use model::activity::{Profile, SeatChange, Update};
use model::id::{ApiKeyId, StaffId};
use model::{Activity, Entry, Key, OwnerKind};
use store::{ActFilter, Listed, Page};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Where it stands in the journal.
    pub position: u64,
    /// What was done, by whom and to whom.
    pub entry: Entry,
}

/// Acts, in the order of the page. The newest may come a moment late.
///
/// COST: a range of an index, and a point read for each act of the page.
pub async fn list(tessera: &Tessera, filter: ActFilter, page: Page) -> Result<Listed<Act>, Error> {
    let rows = tessera.store().list_acts(filter, page).await?;
    let mut items = Vec::with_capacity(rows.items.len());
    for row in &rows.items {
        let entry = tessera.entry(row.owner, row.seq).await?;
        items.push(Act { position: row.position, entry });
    }
    Ok(Listed { items, next: rows.next })
}

/// What an act is called on record.
pub fn what(entry: &Entry) -> Key {
    let word = match &entry.activity {
        Activity::Note(note) => return note.what.clone(),
        Activity::Adjust(_) => "balance_corrected",
        Activity::IssueCertificate(_) => "certificate_given",
        Activity::GrantCoupon(_) => "coupon_given",
        Activity::Update(update) => changed(update),
        Activity::Decide(decide) if decide.approved => "action_approved",
        Activity::Decide(_) => "action_rejected",
        Activity::Verify(verify) if verify.revoked => "proof_revoked",
        Activity::Verify(_) => "proof_kept",
        Activity::FormGroup(_) => "group_formed",
        Activity::ChangeSeat(seat) => match seat.change {
            SeatChange::Ask => "seat_asked",
            SeatChange::Approve => "seat_given",
            SeatChange::Leave => "seat_taken",
        },
        Activity::StartMembership(_) => "membership_started",
        Activity::CancelMembership(_) => "membership_cancelled",
        Activity::Merge(_) => "members_merged",
        Activity::HandBack(_) => "members_parted",
        other => other.word(),
    };
    Key::new(word)
}

fn changed(update: &Update) -> &'static str {
    if update.invite.is_some() {
        return "tier_given";
    }
    match (update.blocked, &update.profile) {
        // Erasing empties the profile and shuts out in one.
        (Some(true), Some(profile)) if *profile == Profile::default() => "member_erased",
        (Some(true), _) => "member_blocked",
        (Some(false), _) => "member_unblocked",
        (None, _) => "member_changed",
    }
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
