//! The clock of the sandbox. Outside of test mode there is no such thing.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Write};
use crate::problem::Problem;
use crate::wire::key::ClockBody;
use crate::wire::text::Moment;
use axum::extract::State;
use model::Code;
use service::MovableClock;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, set))
}

/// Read the clock
#[utoipa::path(get, path = "/v1/sandbox/clock", operation_id = "get_clock", tag = "sandbox",
    responses((status = 200, description = "The moment now.", body = ClockBody)))]
async fn get(State(app): State<App>) -> Result<Answer<ClockBody>, Problem> {
    clock(&app)?;
    Ok(Answer::ok(ClockBody { now: Moment(app.tessera.now()) }))
}

/// Move the clock
///
/// Forwards only: what happened does not become the future. What falls due meanwhile is
/// done right after.
#[utoipa::path(put, path = "/v1/sandbox/clock", operation_id = "set_clock", tag = "sandbox",
    request_body = ClockBody,
    responses((status = 200, description = "The moment now.", body = ClockBody)))]
async fn set(
    State(app): State<App>,
    _write: Write,
    Body(new): Body<ClockBody>,
) -> Result<Answer<ClockBody>, Problem> {
    let clock = clock(&app)?;
    if new.now.0 < app.tessera.now() {
        let detail = "the clock only goes forwards";
        return Err(Problem::of(Code::TIME_INVALID).detail(detail));
    }
    clock.set(new.now.0);
    Ok(Answer::ok(ClockBody { now: Moment(app.tessera.now()) }))
}

fn clock(app: &App) -> Result<&MovableClock, Problem> {
    let missing = || Problem::of(Code::NOT_FOUND).detail("the server does not run as a sandbox");
    app.options.sandbox.as_deref().ok_or_else(missing)
}
