//! The history under another programme.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Write};
use crate::problem::Problem;
use crate::wire::ids;
use crate::wire::replay::{NewReplay, ReplayBody};
use crate::wire::trying::source;
use axum::extract::State;
use model::id::ReplayId;
use service::{replays, trying};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(get))
}

/// Replay the history
///
/// Decides what happened again under a document or any version, and compares. It runs behind
/// the request: read it until it is done. Nothing is written to the journal.
#[utoipa::path(post, path = "/v1/programme/replays", operation_id = "start_replay",
    tag = "programme", request_body = NewReplay,
    responses((status = 202, description = "Begun.", body = ReplayBody)))]
async fn create(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewReplay>,
) -> Result<Answer<ReplayBody>, Problem> {
    let ask = write.ask(&("start_replay", &new));
    let source = source(new.document, new.version)?;
    let candidate = trying::candidate(&app.tessera, source).await?;
    let (from, until) = (new.from.map(|day| day.0), new.until.map(|day| day.0));
    let replay = replays::start(&app.tessera, &ask, candidate, from, until).await?;
    let at = format!("/v1/programme/replays/{}", replay.id);
    Ok(Answer::accepted(ReplayBody::from(replay)).at(at))
}

/// Read a replay
#[utoipa::path(get, path = "/v1/programme/replays/{replay_id}", operation_id = "get_replay",
    tag = "programme", params(("replay_id" = ids::ReplayId, Path, description = "Which replay.")),
    responses((status = 200, description = "How far it is.", body = ReplayBody)))]
async fn get(
    State(app): State<App>,
    Id(replay): Id<ReplayId>,
) -> Result<Answer<ReplayBody>, Problem> {
    Ok(Answer::ok(replays::get(&app.tessera, replay).await?.into()))
}
