//! Programme versions: drafts, checks, comparing, publishing, activation.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, IfMatch, Params, Write};
use crate::problem::Problem;
use crate::wire::approval::{ApprovalBody, WaitsForApproval};
use crate::wire::page::{PageParams, Paged};
use crate::wire::version::{
    ActivationBody, Difference, Finding, Findings, NewActivation, NewDocument, NewPublication,
    VersionBody,
};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::Code;
use model::entry::Hash;
use serde::Deserialize;
use service::approvals::{self, Asked, Publishing};
use service::keys::Caller;
use service::programmes::{self, Uploaded};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, upload))
        .routes(routes!(get, revise, discard))
        .routes(routes!(check))
        .routes(routes!(compare))
        .routes(routes!(publish))
        .routes(routes!(activate))
}

/// List the versions
#[utoipa::path(get, path = "/v1/programme/versions", operation_id = "list_versions",
    tag = "programme", params(PageParams),
    responses((status = 200, description = "One page, newest first.", body = Paged<VersionBody>)))]
async fn list(
    State(app): State<App>,
    Params(page): Params<PageParams>,
) -> Result<Answer<Paged<VersionBody>>, Problem> {
    let versions = programmes::list(&app.tessera, page.newest()).await?;
    Ok(Answer::ok(Paged::of(versions, VersionBody::from)))
}

/// Upload a draft
///
/// A draft may have errors; they are in `findings`. The `ETag` is the hash of its text.
#[utoipa::path(post, path = "/v1/programme/versions", operation_id = "upload_version",
    tag = "programme", request_body = NewDocument,
    responses((status = 201, description = "Kept as a draft.", body = VersionBody)))]
async fn upload(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewDocument>,
) -> Result<Answer<VersionBody>, Problem> {
    let ask = write.ask(&("upload_version", &new));
    let body = uploaded(programmes::upload(&app.tessera, &ask, new.document).await?);
    let (tag, at) = (body.hash.clone(), format!("/v1/programme/versions/{}", body.number));
    Ok(Answer::created(body).etag(tag).at(at))
}

fn uploaded(uploaded: Uploaded) -> VersionBody {
    let findings = uploaded.diagnostics.iter().map(Finding::from).collect();
    VersionBody { findings: Some(findings), ..VersionBody::from(uploaded.version) }
}

/// Read a version with its document
#[utoipa::path(get, path = "/v1/programme/versions/{version}", operation_id = "get_version",
    tag = "programme", params(("version" = u32, Path, description = "Which version.")),
    responses((status = 200, description = "The version.", body = VersionBody)))]
async fn get(State(app): State<App>, Id(version): Id<u32>) -> Result<Answer<VersionBody>, Problem> {
    let row = programmes::get(&app.tessera, version).await?;
    let body = VersionBody { document: Some(row.document), ..VersionBody::from(row.summary) };
    let tag = body.hash.clone();
    Ok(Answer::ok(body).etag(tag))
}

/// Replace the document of a draft
///
/// `If-Match` must be the `ETag` of the text that is replaced.
#[utoipa::path(put, path = "/v1/programme/versions/{version}", operation_id = "revise_version",
    tag = "programme", params(("version" = u32, Path, description = "Which version.")),
    request_body = NewDocument,
    responses((status = 200, description = "Replaced.", body = VersionBody)))]
async fn revise(
    State(app): State<App>,
    write: Write,
    Id(version): Id<u32>,
    IfMatch(expected): IfMatch<Hash>,
    Body(new): Body<NewDocument>,
) -> Result<Answer<VersionBody>, Problem> {
    let missing = || {
        let detail = "If-Match must be the ETag of the text that is replaced";
        Problem::of(Code::REQUEST_INVALID).detail(detail)
    };
    let expected = expected.ok_or_else(missing)?;
    let ask = write.ask(&("revise_version", version, &new));
    let revised = programmes::revise(&app.tessera, &ask, version, expected, new.document).await?;
    let body = uploaded(revised);
    let tag = body.hash.clone();
    Ok(Answer::ok(body).etag(tag))
}

/// Throw a draft away
///
/// Published versions stay for ever.
#[utoipa::path(delete, path = "/v1/programme/versions/{version}", operation_id = "discard_version",
    tag = "programme", params(("version" = u32, Path, description = "Which version.")),
    responses((status = 204, description = "Thrown away.")))]
async fn discard(
    State(app): State<App>,
    write: Write,
    Id(version): Id<u32>,
) -> Result<StatusCode, Problem> {
    let ask = write.ask(&("discard_version", version));
    programmes::delete_draft(&app.tessera, &ask, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Check a version
#[utoipa::path(get, path = "/v1/programme/versions/{version}/check",
    operation_id = "check_version", tag = "programme",
    params(("version" = u32, Path, description = "Which version.")),
    responses((status = 200, description = "What was found.", body = Findings)))]
async fn check(State(app): State<App>, Id(version): Id<u32>) -> Result<Answer<Findings>, Problem> {
    let row = programmes::get(&app.tessera, version).await?;
    Ok(Answer::ok(Findings::from(&programmes::check(&row.document))))
}

/// Compared with which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DiffParams {
    /// The version that was there before.
    base: u32,
}

/// Compare a version with another
///
/// What differs, in sentences: `silver discount 10 % -> 12 %`.
#[utoipa::path(get, path = "/v1/programme/versions/{version}/diff",
    operation_id = "diff_versions", tag = "programme",
    params(("version" = u32, Path, description = "Which version."), DiffParams),
    responses((status = 200, description = "What differs.", body = Paged<Difference>)))]
async fn compare(
    State(app): State<App>,
    Id(version): Id<u32>,
    Params(params): Params<DiffParams>,
) -> Result<Answer<Paged<Difference>>, Problem> {
    let new = programmes::get(&app.tessera, version).await?;
    let old = programmes::get(&app.tessera, params.base).await?;
    let changes = programmes::diff(&old.document, &new.document)?;
    Ok(Answer::ok(Paged::whole(changes.into_iter().map(Difference::from).collect())))
}

/// Publish a draft
///
/// A published version never changes again. It counts once it is activated. Publishing
/// again changes nothing. With `counts` it is activated too. When the settings say so, a
/// colleague has to agree to what the author publishes; it counts then, when it was to count.
#[utoipa::path(post, path = "/v1/programme/versions/{version}/publish",
    operation_id = "publish_version", tag = "programme",
    params(("version" = u32, Path, description = "Which version.")),
    request_body = Option<NewPublication>,
    responses((status = 200, description = "Published.", body = VersionBody),
        (status = 202, description = "A colleague has to agree.", body = WaitsForApproval)))]
async fn publish(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Id(version): Id<u32>,
    IfMatch(expected): IfMatch<Hash>,
    new: Option<Body<NewPublication>>,
) -> Result<Response, Problem> {
    if let Some(expected) = expected {
        let row = programmes::get(&app.tessera, version).await?;
        if row.summary.hash != expected {
            return Err(Problem::of(Code::PRECONDITION_FAILED));
        }
    }
    let publishing = new.map(|Body(new)| Publishing::from(new)).unwrap_or_default();
    let ask = write.ask(&("publish_version", version, &publishing));
    match approvals::publish(&app.tessera, &ask, &caller, version, publishing).await? {
        Asked::Done(published) => {
            let body = VersionBody::from(published);
            let tag = body.hash.clone();
            Ok(Answer::ok(body).etag(tag).into_response())
        }
        Asked::Waits(approval) => {
            let approval = ApprovalBody::of(*approval, None);
            Ok(Answer::accepted(WaitsForApproval { approval }).into_response())
        }
    }
}

/// Let a version count
///
/// From a moment on, now when absent. A moment in the past is possible only where no
/// version counted: nothing is judged again.
#[utoipa::path(post, path = "/v1/programme/versions/{version}/activate",
    operation_id = "activate_version", tag = "programme",
    params(("version" = u32, Path, description = "Which version.")),
    request_body = NewActivation,
    responses((status = 200, description = "Decided.", body = ActivationBody)))]
async fn activate(
    State(app): State<App>,
    write: Write,
    Id(version): Id<u32>,
    Body(new): Body<NewActivation>,
) -> Result<Answer<ActivationBody>, Problem> {
    let ask = write.ask(&("activate_version", version, &new));
    let from = new.from.map(|at| at.0);
    let activation = programmes::activate(&app.tessera, &ask, version, from).await?;
    Ok(Answer::ok(activation.into()))
}
