//! The record of administrative acts.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::Params;
use crate::problem::Problem;
use crate::wire::act::ActBody;
use crate::wire::page::{PageParams, Paged};
use axum::extract::State;
use service::audit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// List what was administered
///
/// Newest first: staff, tills, keys, webhooks, programme versions, batches, who signed in, and
/// what the office did to members. The newest act may come a moment late.
#[utoipa::path(get, path = "/v1/audit", operation_id = "list_audit", tag = "access",
    params(PageParams), responses((status = 200, description = "One page.", body = Paged<ActBody>)))]
async fn list(
    State(app): State<App>,
    Params(params): Params<PageParams>,
) -> Result<Answer<Paged<ActBody>>, Problem> {
    let acts = audit::list(&app.tessera, params.newest()).await?;
    let mut items = Vec::with_capacity(acts.items.len());
    for act in acts.items {
        items.push(ActBody::of(&app, act).await?);
    }
    Ok(Answer::ok(Paged { items, next_cursor: acts.next.map(|cursor| cursor.0) }))
}
