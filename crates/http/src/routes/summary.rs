//! The whole programme on one page.

use crate::answer::Answer;
use crate::app::App;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::summary::SummaryBody;
use axum::extract::State;
use service::summary;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Read the programme in numbers
///
/// May lag by a moment; `lag` says by how much.
#[utoipa::path(get, path = "/v1/summary", operation_id = "get_summary", tag = "summary",
    responses((status = 200, description = "The numbers.", body = SummaryBody)))]
async fn get(State(app): State<App>) -> Result<Answer<SummaryBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let summary = summary::get(&app.tessera).await?;
    Ok(Answer::ok(SummaryBody::of(&scales, &summary)))
}
