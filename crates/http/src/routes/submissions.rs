//! The queue of what waits for a decision.

use super::done;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::page::{Paged, page};
use crate::wire::submission::{NewDecision, StateBody, SubmissionBody};
use crate::wire::text::Word;
use axum::Extension;
use axum::extract::State;
use model::id::{MemberId, SubmissionId};
use model::{Key, Owner};
use serde::Deserialize;
use service::keys::Caller;
use service::submissions::{self, Decision, SubmissionFilter};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).routes(routes!(decide))
}

/// Which submissions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SubmissionParams {
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
    /// In this state only.
    #[param(inline)]
    state: Option<StateBody>,
    /// Of this action only.
    event: Option<Word>,
    /// Of this member only.
    #[param(value_type = Option<ids::MemberId>)]
    member: Option<MemberId>,
}

/// List what was handed in
///
/// In the order of handing in; may lag by a moment.
#[utoipa::path(get, path = "/v1/submissions", operation_id = "list_submissions",
    tag = "submissions", params(SubmissionParams),
    responses((status = 200, description = "One page.", body = Paged<SubmissionBody>)))]
async fn list(
    State(app): State<App>,
    Params(params): Params<SubmissionParams>,
) -> Result<Answer<Paged<SubmissionBody>>, Problem> {
    let filter = SubmissionFilter {
        state: params.state.map(Into::into),
        event: params.event.map(Key::from),
        owner: params.member.map(Owner::member),
    };
    let page = page(params.cursor.as_ref(), params.limit, false);
    let listed = submissions::list(&app.tessera, filter, page).await?;
    Ok(Answer::ok(Paged::of(listed, SubmissionBody::from)))
}

/// Read something that was handed in
#[utoipa::path(get, path = "/v1/submissions/{submission_id}", operation_id = "get_submission",
    tag = "submissions",
    params(("submission_id" = ids::SubmissionId, Path, description = "Which submission.")),
    responses((status = 200, description = "What it is, and what became of it.", body = SubmissionBody)))]
async fn get(
    State(app): State<App>,
    Id(submission): Id<SubmissionId>,
) -> Result<Answer<SubmissionBody>, Problem> {
    let found = submissions::get(&app.tessera, submission).await?;
    Ok(Answer::ok(SubmissionBody::from(found)))
}

/// Decide about something that was handed in
///
/// Approved, it gives now what it gives: an action its effects, a lower price elsewhere its
/// `refund`.
#[utoipa::path(post, path = "/v1/submissions/{submission_id}/decision",
    operation_id = "decide_submission", tag = "submissions",
    params(("submission_id" = ids::SubmissionId, Path, description = "Which submission.")),
    request_body = NewDecision, responses((status = 200, description = "Decided.", body = Change)))]
async fn decide(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    locale: Locale,
    Id(submission): Id<SubmissionId>,
    Body(new): Body<NewDecision>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("decide_submission", submission, &new));
    let decision = Decision {
        approved: new.approved,
        reason: new.reason.map(|r| r.0),
        by: Some(smol_str::format_smolstr!("{}", caller.party)),
    };
    let committed = submissions::decide(&app.tessera, &ask, submission, decision).await?;
    done(&app, committed, &locale).await
}
