//! Disagreements about what is due: opened with a reason, decided with an amount that
//! statements then include.

use super::accruals::DISPUTE_DECIDED;
use crate::commit::{Once, Order, Start};
use crate::error::{Broken, Error};
use crate::notes::{self, Details};
use crate::{Ask, Tessera, affiliates};
use model::id::SubmissionId;
use model::{Code, Instant, Key, Money};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Settings under which disputes are kept.
const PREFIX: &str = "dispute:";

/// Somebody disagrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDispute {
    /// Whose statement: a partner, an affiliate, a cause.
    pub party: Key,
    /// Which period it is about.
    pub period: SmolStr,
    /// What they say is missing; below zero, what is too much.
    pub claimed: Option<Money>,
    /// Why.
    pub reason: SmolStr,
}

/// A disagreement, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Its id.
    pub id: SubmissionId,
    /// What it is about.
    pub about: NewDispute,
    /// When it was opened.
    pub opened_at: Instant,
    /// What came of it.
    pub decision: Option<DisputeDecision>,
}

/// What came of a disagreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeDecision {
    /// What becomes due to the party, zero when nothing does.
    pub amount: Money,
    /// Why.
    pub reason: SmolStr,
    /// When.
    pub at: Instant,
}

/// Opens a dispute about a statement.
pub async fn open(tessera: &Tessera, ask: &Ask, new: NewDispute) -> Result<Dispute, Error> {
    let rules = tessera.exact_rules_at(tessera.now()).await?;
    let party = new.party.as_str();
    let is_known = rules.rulebook.partner(party).is_some()
        || rules.rulebook.cause(party).is_some()
        || affiliates::find(tessera, &new.party).await?.is_some();
    if !is_known {
        return Err(Error::refused(Code::PARTNER_UNKNOWN, party));
    }
    let details = [
        ("dispute", SubmissionId(tessera.new_id()).to_string().into()),
        ("party", party.into()),
        ("period", new.period.as_str().into()),
        ("claimed", new.claimed.map(|claimed| claimed.0).into()),
        ("reason", new.reason.as_str().into()),
    ];
    let committed = tessera.note(ask, "dispute_opened", details).await?;
    let id: SubmissionId = Details::of(&committed.entry)?.parse("dispute")?;
    let opened_at = committed.entry.recorded_at;
    let dispute = Dispute { id, about: new, opened_at, decision: None };
    let kept = tessera.store().ensure_setting(&name(id), &body(&dispute)).await?;
    read(&kept)
}

/// Decides a dispute, once. What becomes due counts on this day.
pub async fn decide(
    tessera: &Tessera,
    ask: &Ask,
    id: SubmissionId,
    amount: Money,
    reason: SmolStr,
) -> Result<Dispute, Error> {
    let missing = || Error::refused(Code::DISPUTE_NOT_FOUND, id.to_string());
    let kept = tessera.store().find_setting(&name(id)).await?.ok_or_else(missing)?;
    let mut dispute = read(&kept)?;
    let committed = tessera
        .answering(ask, async {
            let now = tessera.now();
            let day = tessera.exact_rules_at(now).await?.rulebook.calendar.day(now);
            let details = [
                ("dispute", id.to_string().into()),
                ("party", dispute.about.party.as_str().into()),
                ("amount", amount.0.into()),
                ("day", day.to_string().into()),
                ("reason", reason.as_str().into()),
            ];
            let note = notes::activity(DISPUTE_DECIDED, details);
            let mut order = Order::new(tessera.organisation_owner(), Start::Any, note);
            let counter = Key::new(name(id));
            order.once.push(Once { counter, taken: Code::DISPUTE_NOT_FOUND });
            tessera.commit(ask, order).await
        })
        .await?;
    let at = committed.entry.recorded_at;
    dispute.decision = Some(DisputeDecision { amount, reason, at });
    tessera.store().put_setting(&name(id), &body(&dispute)).await?;
    Ok(dispute)
}

/// All disputes in the order in which they were opened.
pub async fn list(tessera: &Tessera) -> Result<Vec<Dispute>, Error> {
    let settings = tessera.store().list_settings(PREFIX).await?;
    settings.iter().map(|(_, body)| read(body)).collect()
}

fn name(id: SubmissionId) -> String {
    format!("{PREFIX}{id}")
}

fn body(dispute: &Dispute) -> String {
    serde_json::to_string(dispute).expect("disputes are plain values")
}

fn read(body: &str) -> Result<Dispute, Error> {
    serde_json::from_str(body).map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "dispute", reason: error.to_string() })
    })
}
