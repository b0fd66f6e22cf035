//! Administrative acts, from their entries in the journal.

use super::text::Moment;
use crate::app::App;
use crate::problem::Problem;
use crate::scales::Scales;
use model::activity::{Profile, SeatChange, Update};
use model::{Activity, Entry, Key, OwnerKind};
use serde::Serialize;
use serde_json::{Map, Value};
use service::audit::Act;
use utoipa::ToSchema;

/// An administrative act.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Act)]
pub(crate) struct ActBody {
    /// Where it stands in the journal.
    number: u64,
    /// When.
    at: Moment,
    /// Who: the id of somebody or of a key, a command, a job.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    actor: Option<Key>,
    /// What was done.
    #[schema(value_type = String, example = "staff_added")]
    what: Key,
    /// To what.
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    details: Map<String, Value>,
}

impl ActBody {
    /// An act in words, with amounts as the programme of its time writes them.
    pub(crate) async fn of(app: &App, act: Act) -> Result<Self, Problem> {
        let Act { position, entry } = act;
        let (what, told) = match &entry.activity {
            Activity::Note(note) => (note.what.clone(), note.details.clone()),
            _ => {
                let (what, told) = told(app, &entry).await?;
                let told = told.into_iter().filter(|(_, value)| !value.is_null());
                (Key::new(what), told.map(|(name, value)| (name.to_owned(), value)).collect())
            }
        };
        let mut details = Map::new();
        if let Some(kind) = kind(entry.owner.kind) {
            details.insert(kind.to_owned(), entry.owner.to_string().into());
        }
        details.extend(told);
        let (number, at) = (position, Moment(entry.recorded_at));
        Ok(Self { number, at, actor: entry.actor.clone(), what, details })
    }
}

/// The word for whom it was done to; the organisation is not named in its own record.
fn kind(kind: OwnerKind) -> Option<&'static str> {
    match kind {
        OwnerKind::Member => Some("member"),
        OwnerKind::Certificate => Some("certificate"),
        OwnerKind::Group => Some("group"),
        OwnerKind::Receipt => Some("receipt"),
        OwnerKind::Organisation => None,
    }
}

type Told = (&'static str, Vec<(&'static str, Value)>);

async fn told(app: &App, entry: &Entry) -> Result<Told, Problem> {
    Ok(match &entry.activity {
        Activity::Adjust(adjust) => {
            let scales = Scales::of_version(app, entry.version).await?;
            let amount = scales.units(&adjust.unit, adjust.amount).0;
            let details = vec![
                ("amount", amount.to_string().into()),
                ("unit", adjust.unit.as_str().into()),
                ("reason", adjust.reason.as_str().into()),
            ];
            ("balance_corrected", details)
        }
        Activity::IssueCertificate(issue) => {
            let scales = Scales::of_version(app, entry.version).await?;
            let value = scales.money(issue.value).0;
            let kind = issue.certificate_type.as_str();
            ("certificate_given", vec![("type", kind.into()), ("value", value.to_string().into())])
        }
        Activity::GrantCoupon(grant) => {
            let reason = Value::from(grant.reason.as_ref().map(ToString::to_string));
            ("coupon_given", vec![("given", grant.coupon.as_str().into()), ("reason", reason)])
        }
        Activity::Update(update) => changed(update),
        Activity::Decide(decide) => {
            let what = if decide.approved { "action_approved" } else { "action_rejected" };
            let reason = Value::from(decide.reason.as_ref().map(ToString::to_string));
            (what, vec![("reason", reason)])
        }
        Activity::Verify(verify) => {
            let what = if verify.revoked { "proof_revoked" } else { "proof_kept" };
            (what, vec![("kind", verify.kind.as_str().into())])
        }
        Activity::FormGroup(form) => ("group_formed", vec![("name", form.key.as_str().into())]),
        Activity::ChangeSeat(seat) => {
            let what = match seat.change {
                SeatChange::Ask => "seat_asked",
                SeatChange::Approve => "seat_given",
                SeatChange::Leave => "seat_taken",
            };
            (what, vec![("member", seat.member.to_string().into())])
        }
        Activity::StartMembership(start) => {
            ("membership_started", vec![("plan", start.plan.as_str().into())])
        }
        Activity::CancelMembership(cancel) => {
            ("membership_cancelled", vec![("plan", cancel.plan.as_str().into())])
        }
        Activity::Merge(merge) => ("members_merged", vec![("into", merge.into.to_string().into())]),
        Activity::HandBack(back) => ("members_parted", vec![("from", back.to.to_string().into())]),
        other => (other.word(), Vec::new()),
    })
}

fn changed(update: &Update) -> Told {
    if let Some((track, tier)) = &update.invite {
        let tier = format!("{track}/{tier}");
        return ("tier_given", vec![("tier", tier.into())]);
    }
    let what = match (update.blocked, &update.profile) {
        // Erasing empties the profile and shuts out in one.
        (Some(true), Some(profile)) if *profile == Profile::default() => "member_erased",
        (Some(true), _) => "member_blocked",
        (Some(false), _) => "member_unblocked",
        (None, _) => "member_changed",
    };
    (what, Vec::new())
}
