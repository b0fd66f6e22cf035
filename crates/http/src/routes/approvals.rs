//! What waits for a second person, and what has to.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::approval::{ApprovalBody, ApprovalDecision, ApprovalSettingsBody};
use crate::wire::ids;
use crate::wire::page::{Paged, page};
use crate::wire::text::Word;
use axum::Extension;
use axum::extract::State;
use model::id::ApprovalId;
use serde::Deserialize;
use service::approvals::{self, ApprovalSettings, Decision};
use service::keys::Caller;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(decide))
        .routes(routes!(settings, set))
}

/// Which approvals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Which {
    /// Those that wait.
    #[default]
    Open,
    /// All of them.
    All,
}

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ApprovalParams {
    /// `open`: those that wait; `all`.
    #[serde(default)]
    #[param(inline, default = "open")]
    state: Which,
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
}

/// List what waits for a second person
#[utoipa::path(get, path = "/v1/approvals", operation_id = "list_approvals", tag = "access",
    params(ApprovalParams),
    responses((status = 200, description = "One page, newest first.", body = Paged<ApprovalBody>)))]
async fn list(
    State(app): State<App>,
    Params(params): Params<ApprovalParams>,
) -> Result<Answer<Paged<ApprovalBody>>, Problem> {
    let page = page(params.cursor.as_ref(), params.limit, true);
    let only_open = params.state == Which::Open;
    let listed = approvals::list(&app.tessera, only_open, page).await?;
    let scales = Scales::now(&app).await.ok();
    Ok(Answer::ok(Paged::of(listed, |approval| ApprovalBody::of(approval, scales.as_ref()))))
}

/// Decide about what waits
///
/// What is agreed to is done at once, in the name of who asked. Nobody decides about their own,
/// and keys do not decide.
#[utoipa::path(post, path = "/v1/approvals/{approval_id}/decision",
    operation_id = "decide_approval", tag = "access",
    params(("approval_id" = ids::ApprovalId, Path, description = "Which one.")),
    request_body = ApprovalDecision,
    responses((status = 200, description = "Decided.", body = ApprovalBody)))]
async fn decide(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Id(approval): Id<ApprovalId>,
    Body(new): Body<ApprovalDecision>,
) -> Result<Answer<ApprovalBody>, Problem> {
    let decision = Decision { approved: new.approved, reason: new.reason.map(|reason| reason.0) };
    let ask = write.ask(&("decide_approval", approval, &decision));
    let decided = approvals::decide(&app.tessera, &ask, &caller, approval, decision).await?;
    let scales = Scales::now(&app).await.ok();
    Ok(Answer::ok(ApprovalBody::of(decided, scales.as_ref())))
}

/// Read what has to wait for a second person
#[utoipa::path(get, path = "/v1/settings/approvals", operation_id = "get_approval_settings",
    tag = "access",
    responses((status = 200, description = "What has to wait.", body = ApprovalSettingsBody)))]
async fn settings(State(app): State<App>) -> Result<Answer<ApprovalSettingsBody>, Problem> {
    Ok(Answer::ok(approvals::settings(&app.tessera).await?.into()))
}

/// Say what has to wait for a second person
#[utoipa::path(put, path = "/v1/settings/approvals", operation_id = "set_approval_settings",
    tag = "access", request_body = ApprovalSettingsBody,
    responses((status = 200, description = "It counts from now on.", body = ApprovalSettingsBody)))]
async fn set(
    State(app): State<App>,
    write: Write,
    Body(new): Body<ApprovalSettingsBody>,
) -> Result<Answer<ApprovalSettingsBody>, Problem> {
    let ask = write.ask(&("set_approval_settings", &new));
    let settings = ApprovalSettings {
        adjustment_limit: new.adjustment_limit.map(|limit| limit.0),
        publish: new.publish,
    };
    Ok(Answer::ok(approvals::set(&app.tessera, &ask, settings).await?.into()))
}
