//! What waits for a decision: actions that somebody has to agree to, lower prices elsewhere.

use super::attribute::{self, Attribute, AttributeMap};
use super::ids;
use super::text::{Decimal, Moment, Sentence, Word};
use model::id::{MemberId, SubmissionId};
use serde::{Deserialize, Serialize};
use service::submissions::{Submission, SubmissionState};
use utoipa::ToSchema;

/// What became of something that was handed in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SubmissionState)]
pub(crate) enum StateBody {
    /// It waits.
    Open,
    /// It counts.
    Approved,
    /// It does not count.
    Rejected,
}

impl From<SubmissionState> for StateBody {
    fn from(state: SubmissionState) -> Self {
        match state {
            SubmissionState::Open => Self::Open,
            SubmissionState::Approved => Self::Approved,
            SubmissionState::Rejected => Self::Rejected,
        }
    }
}

impl From<StateBody> for SubmissionState {
    fn from(state: StateBody) -> Self {
        match state {
            StateBody::Open => Self::Open,
            StateBody::Approved => Self::Approved,
            StateBody::Rejected => Self::Rejected,
        }
    }
}

/// Something that was handed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Submission)]
pub(crate) struct SubmissionBody {
    /// Its id.
    #[schema(value_type = ids::SubmissionId)]
    pub(crate) id: SubmissionId,
    /// Who handed it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::MemberId>)]
    pub(crate) member: Option<MemberId>,
    /// Which action of the programme; `price_guarantee` for lower prices elsewhere.
    pub(crate) event: Word,
    /// The caller's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<Word>,
    /// What proves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) evidence: Option<String>,
    /// Its attributes.
    #[schema(value_type = std::collections::BTreeMap<String, Attribute>)]
    pub(crate) attributes: AttributeMap,
    /// When it was handed in.
    pub(crate) at: Moment,
    /// What became of it.
    pub(crate) state: StateBody,
    /// When that was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decided_at: Option<Moment>,
    /// How many others voted for it.
    pub(crate) votes: i64,
}

impl From<Submission> for SubmissionBody {
    fn from(submission: Submission) -> Self {
        let row = submission.row;
        Self {
            id: row.id,
            member: row.owner.as_member(),
            event: Word::from(&row.event),
            reference: row.reference.as_ref().map(Word::from),
            evidence: row.evidence.map(Into::into),
            attributes: attribute::write(&row.attributes),
            at: Moment(row.at),
            state: row.state.into(),
            decided_at: row.decided_at.map(Moment),
            votes: submission.votes,
        }
    }
}

/// Deciding about something that waits.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "approved": true }))]
pub(crate) struct NewDecision {
    /// Whether it counts.
    pub(crate) approved: bool,
    /// Why.
    #[serde(default)]
    pub(crate) reason: Option<Sentence>,
}

/// What was bought is cheaper elsewhere.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPriceClaim, example = json!({
    "line": "1", "price": "79.90", "evidence": "https://shop.example/lamp"
}))]
pub(crate) struct PriceClaimBody {
    /// The line of the receipt.
    pub(crate) line: Word,
    /// How many pieces of it; all that were not returned when absent.
    #[serde(default)]
    pub(crate) quantity: Option<Decimal>,
    /// The price of one piece elsewhere.
    pub(crate) price: Decimal,
    /// Where it was seen: an address, a photograph.
    #[serde(default)]
    pub(crate) evidence: Option<Sentence>,
}
