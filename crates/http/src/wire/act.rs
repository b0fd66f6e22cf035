//! Administrative acts, from their entries in the journal.

use super::text::Moment;
use crate::app::App;
use crate::problem::Problem;
use crate::scales::Scales;
use model::{Activity, Entry, Key, OwnerKind};
use serde::Serialize;
use serde_json::{Map, Value};
use service::audit::{self, Act};
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
        let told = match &entry.activity {
            Activity::Note(note) => note.details.clone(),
            _ => {
                let told = told(app, &entry).await?.into_iter();
                let told = told.filter(|(_, value)| !value.is_null());
                told.map(|(name, value)| (name.to_owned(), value)).collect()
            }
        };
        let mut details = Map::new();
        if let Some(kind) = kind(entry.owner.kind) {
            details.insert(kind.to_owned(), entry.owner.to_string().into());
        }
        details.extend(told);
        let (number, at, what) = (position, Moment(entry.recorded_at), audit::what(&entry));
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

type Told = Vec<(&'static str, Value)>;

/// To what it was done, in the words of the record.
async fn told(app: &App, entry: &Entry) -> Result<Told, Problem> {
    Ok(match &entry.activity {
        Activity::Adjust(adjust) => {
            let scales = Scales::of_version(app, entry.version).await?;
            let amount = scales.units(&adjust.unit, adjust.amount).0;
            vec![
                ("amount", amount.to_string().into()),
                ("unit", adjust.unit.as_str().into()),
                ("reason", adjust.reason.as_str().into()),
            ]
        }
        Activity::IssueCertificate(issue) => {
            let scales = Scales::of_version(app, entry.version).await?;
            let value = scales.money(issue.value).0;
            let kind = issue.certificate_type.as_str();
            vec![("type", kind.into()), ("value", value.to_string().into())]
        }
        Activity::GrantCoupon(grant) => {
            let reason = Value::from(grant.reason.as_ref().map(ToString::to_string));
            vec![("given", grant.coupon.as_str().into()), ("reason", reason)]
        }
        Activity::Update(update) => match &update.invite {
            Some((track, tier)) => vec![("tier", format!("{track}/{tier}").into())],
            None => Vec::new(),
        },
        Activity::Decide(decide) => {
            let reason = Value::from(decide.reason.as_ref().map(ToString::to_string));
            vec![("reason", reason)]
        }
        Activity::Verify(verify) => vec![("kind", verify.kind.as_str().into())],
        Activity::FormGroup(form) => vec![("name", form.key.as_str().into())],
        Activity::ChangeSeat(seat) => vec![("member", seat.member.to_string().into())],
        Activity::StartMembership(start) => vec![("plan", start.plan.as_str().into())],
        Activity::CancelMembership(cancel) => vec![("plan", cancel.plan.as_str().into())],
        Activity::Merge(merge) => vec![("into", merge.into.to_string().into())],
        Activity::HandBack(back) => vec![("from", back.to.to_string().into())],
        _ => Vec::new(),
    })
}
