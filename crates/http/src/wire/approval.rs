//! What waits for a second person.

use super::ids;
use super::text::{Decimal, Moment, Sentence, Word};
use crate::scales::Scales;
use model::id::{ApprovalId, MemberId};
use serde::{Deserialize, Serialize};
use service::approvals::{Approval, ApprovalSettings, ApprovalState, Subject};
use utoipa::ToSchema;

/// Something that waits for a second person, or waited.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Approval)]
pub(crate) struct ApprovalBody {
    /// Its id.
    #[schema(value_type = ids::ApprovalId)]
    pub(crate) id: ApprovalId,
    /// What is asked for.
    kind: ApprovalKind,
    /// Who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked_by: Option<ApprovalPerson>,
    /// When.
    asked_at: Moment,
    /// Whom or what it is about: a member, a version.
    subject: String,
    /// What exactly.
    details: ApprovalDetails,
    /// How far it is.
    state: ApprovalStateBody,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<ApprovalPerson>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_at: Option<Moment>,
    /// What they said.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ApprovalKind {
    /// A correction of a balance.
    Adjustment,
    /// Merging an account into another one.
    Merge,
    /// Publishing a draft.
    Publish,
}

/// Somebody of the staff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalPerson {
    /// Their id.
    id: Word,
    /// What they are called.
    name: String,
}

/// What exactly is asked for.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct ApprovalDetails {
    /// For corrections: which unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Word>,
    /// How much.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Decimal>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// For merging: the account that goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::MemberId>)]
    into: Option<MemberId>,
    /// For publishing: which version.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ApprovalState)]
pub(crate) enum ApprovalStateBody {
    /// It waits.
    Open,
    /// Somebody agreed, and it was carried out.
    Approved,
    /// Somebody did not agree.
    Declined,
}

/// The answer to what has to wait.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitsForApproval {
    /// What a colleague decides about.
    pub(crate) approval: ApprovalBody,
}

impl ApprovalBody {
    /// Without a programme amounts have no decimals, but then nothing can be corrected.
    pub(crate) fn of(approval: Approval, scales: Option<&Scales>) -> Self {
        let person = |id: Option<model::Key>, name: &str| {
            id.map(|id| ApprovalPerson { id: Word::from(&id), name: name.to_owned() })
        };
        let details = match &approval.subject {
            Subject::Adjustment { adjustment, .. } => ApprovalDetails {
                unit: Some(Word::from(&adjustment.unit)),
                amount: Some(match scales {
                    Some(scales) => scales.units(&adjustment.unit, adjustment.amount),
                    None => Decimal::of(adjustment.amount.0, 0),
                }),
                reason: Some(adjustment.reason.to_string()),
                ..ApprovalDetails::default()
            },
            Subject::Merge { into, .. } => {
                ApprovalDetails { into: Some(*into), ..ApprovalDetails::default() }
            }
            Subject::Publish { version, why, .. } => ApprovalDetails {
                version: Some(*version),
                reason: why.as_ref().map(ToString::to_string),
                ..ApprovalDetails::default()
            },
        };
        Self {
            id: approval.id,
            kind: match approval.subject {
                Subject::Adjustment { .. } => ApprovalKind::Adjustment,
                Subject::Merge { .. } => ApprovalKind::Merge,
                Subject::Publish { .. } => ApprovalKind::Publish,
            },
            asked_by: person(approval.asked_by, &approval.asked_by_name),
            asked_at: Moment(approval.asked_at),
            subject: approval.subject.about(),
            details,
            state: match approval.state {
                ApprovalState::Open => ApprovalStateBody::Open,
                ApprovalState::Approved => ApprovalStateBody::Approved,
                ApprovalState::Declined => ApprovalStateBody::Declined,
            },
            decided_by: person(
                approval.decided_by,
                approval.decided_by_name.as_deref().unwrap_or_default(),
            ),
            decided_at: approval.decided_at.map(Moment),
            reason: approval.reason.map(|reason| reason.to_string()),
        }
    }
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "approved": true }))]
pub(crate) struct ApprovalDecision {
    /// Whether it may be done.
    pub(crate) approved: bool,
    /// Why, or why not.
    #[serde(default)]
    pub(crate) reason: Option<Sentence>,
}

/// What has to wait for a second person.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApprovalSettings, example = json!({ "adjustment_limit": "500", "publish": true }))]
pub(crate) struct ApprovalSettingsBody {
    /// Corrections of more units than this wait, and merging accounts that moves more; none when
    /// null.
    #[schema(required = true)]
    pub(crate) adjustment_limit: Option<Decimal>,
    /// Publishing by the author waits.
    pub(crate) publish: bool,
}

impl From<ApprovalSettings> for ApprovalSettingsBody {
    fn from(settings: ApprovalSettings) -> Self {
        let adjustment_limit = settings.adjustment_limit.map(Decimal);
        Self { adjustment_limit, publish: settings.publish }
    }
}
