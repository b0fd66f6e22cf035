//! The record of administrative acts.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::Params;
use crate::problem::Problem;
use crate::wire::page::{PageParams, Paged};
use crate::wire::text::Moment;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use service::audit::{self, Act};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// An administrative act.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Act)]
struct ActBody {
    /// Its number in the organisation's chain.
    number: u64,
    /// When.
    at: Moment,
    /// Who: the id of somebody or of a key, a command, a job.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    actor: Option<model::Key>,
    /// What was done.
    #[schema(value_type = String, example = "staff_added")]
    what: model::Key,
    /// To what.
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    details: Map<String, Value>,
}

impl From<Act> for ActBody {
    fn from(act: Act) -> Self {
        let Act { number, at, actor, what, details } = act;
        Self { number, at: Moment(at), actor, what, details }
    }
}

/// List what was administered
///
/// Newest first: staff, tills, keys, webhooks, programme versions, batches, and who signed in.
#[utoipa::path(get, path = "/v1/audit", operation_id = "list_audit", tag = "access",
    params(PageParams), responses((status = 200, description = "One page.", body = Paged<ActBody>)))]
async fn list(
    State(app): State<App>,
    Params(params): Params<PageParams>,
) -> Result<Answer<Paged<ActBody>>, Problem> {
    let acts = audit::list(&app.tessera, params.newest()).await?;
    Ok(Answer::ok(Paged::of(acts, ActBody::from)))
}
