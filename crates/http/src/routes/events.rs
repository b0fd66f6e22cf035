//! Custom actions that the programme declares: reviews, check-ins, referrals.

use super::made;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Locale, Write};
use crate::problem::Problem;
use crate::wire::attribute::{self, Attribute, AttributeMap};
use crate::wire::change::Change;
use crate::wire::text::{Moment, Sentence, Word};
use crate::wire::who::MemberRef;
use axum::extract::State;
use model::Key;
use model::activity::CustomEvent;
use serde::Deserialize;
use service::events;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create))
}

/// A custom action of a member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "member": { "external_id": "c-1001" }, "event": "review", "reference": "r-77",
    "attributes": { "stars": 5 }
}))]
struct NewEvent {
    /// Who did it.
    member: MemberRef,
    /// Which action of the programme.
    event: Word,
    /// The caller's id of this very action: the same one counts once.
    #[serde(default)]
    reference: Option<Word>,
    /// What proves it: an address, a photograph.
    #[serde(default)]
    evidence: Option<Sentence>,
    /// Attributes that the programme declares for the action.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Attribute>)]
    attributes: AttributeMap,
    /// When; now when absent.
    #[serde(default)]
    at: Option<Moment>,
}

/// Record a custom action
///
/// An action that somebody has to agree to waits; the answer names it in `submission`.
#[utoipa::path(post, path = "/v1/events", operation_id = "create_event", tag = "events",
    request_body = NewEvent, responses((status = 201, description = "Counted.", body = Change)))]
async fn create(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Body(new): Body<NewEvent>,
) -> Result<Answer<Change>, Problem> {
    let who = new.member.shown(&app.tessera, write.by(), "/member").await?;
    let event = CustomEvent {
        event: new.event.into(),
        reference: new.reference.map(Key::from),
        submission: None,
        evidence: new.evidence.map(|e| e.0),
        attributes: attribute::read(new.attributes),
    };
    let at = new.at.map(|at| at.0);
    let ask = write.ask(&("create_event", &who, &event, at));
    let committed = events::record(&app.tessera, &ask, &who, event, at).await?;
    made(&app, committed, &locale).await
}
