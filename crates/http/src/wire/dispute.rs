//! Disagreements about a settlement.

use super::ids;
use super::text::{Decimal, Moment, Sentence, Word};
use crate::scales::Scales;
use model::id::SubmissionId;
use serde::{Deserialize, Serialize};
use service::partners::Dispute;
use utoipa::ToSchema;

/// Somebody disagrees.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDispute, example = json!({
    "party": "golf-club", "claimed": "120.00", "reason": "Receipts of 14 March are missing"
}))]
pub(crate) struct DisputeWish {
    /// Whose statement: a partner, an affiliate, a cause.
    pub(crate) party: Word,
    /// What they say is missing; below zero, what is too much.
    #[serde(default)]
    pub(crate) claimed: Option<Decimal>,
    /// Why.
    pub(crate) reason: Sentence,
}

/// What comes of a disagreement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDisputeDecision, example = json!({
    "amount": "95.00", "reason": "Two receipts were found"
}))]
pub(crate) struct DisputeRuling {
    /// What becomes due to the party today; zero when nothing does.
    pub(crate) amount: Decimal,
    /// Why.
    pub(crate) reason: Sentence,
}

/// A disagreement, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Dispute)]
pub(crate) struct DisputeBody {
    /// Its id.
    #[schema(value_type = ids::DisputeId)]
    pub(crate) id: SubmissionId,
    /// Whose statement.
    pub(crate) party: Word,
    /// Which period it is about.
    #[schema(example = "2026-03")]
    pub(crate) period: String,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// What they say is missing; below zero, what is too much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) claimed: Option<Decimal>,
    /// Why.
    pub(crate) reason: String,
    /// When it was opened.
    pub(crate) opened_at: Moment,
    /// What came of it; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decision: Option<DisputeDecision>,
}

/// What came of a disagreement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DisputeDecision {
    /// What became due to the party.
    pub(crate) amount: Decimal,
    /// Why.
    pub(crate) reason: String,
    /// When.
    pub(crate) at: Moment,
}

impl DisputeBody {
    pub(crate) fn of(scales: &Scales, dispute: Dispute) -> Self {
        let decision = dispute.decision.map(|decision| DisputeDecision {
            amount: scales.money(decision.amount),
            reason: decision.reason.to_string(),
            at: Moment(decision.at),
        });
        let about = dispute.about;
        Self {
            id: dispute.id,
            party: Word::from(&about.party),
            period: about.period.to_string(),
            currency: scales.currency(),
            claimed: about.claimed.map(|claimed| scales.money(claimed)),
            reason: about.reason.to_string(),
            opened_at: Moment(dispute.opened_at),
            decision,
        }
    }
}
