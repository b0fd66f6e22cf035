//! Members sign in by a code that is sent to them, and are signed out by the shop.

use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::signed::{device, signed};
use crate::wire::ids;
use crate::wire::session::{CodeRequest, MemberSignIn, SessionBody};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::id::MemberId;
use service::people::member;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(send)).routes(routes!(sign_in)).routes(routes!(sign_out))
}

/// Send a code to a member
///
/// The answer is the same whether somebody is a member or not.
#[utoipa::path(post, path = "/v1/member-codes", operation_id = "send_member_code", tag = "access",
    request_body = CodeRequest,
    responses((status = 204, description = "Sent, when it belongs to a member.")))]
async fn send(
    State(app): State<App>,
    Body(body): Body<CodeRequest>,
) -> Result<StatusCode, Problem> {
    member::send_code(&app.tessera, &body.to.read()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sign in as a member
#[utoipa::path(post, path = "/v1/member-sign-in", operation_id = "sign_in_member", tag = "access",
    request_body = MemberSignIn,
    responses((status = 200, description = "Signed in.", body = SessionBody)))]
async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    locale: Locale,
    Body(body): Body<MemberSignIn>,
) -> Result<Response, Problem> {
    let (to, device) = (body.to.read()?, device(&headers));
    let begun = member::sign_in(&app.tessera, &to, &body.code.0, &device).await?;
    signed(&app, &headers, &locale, begun).await
}

/// Sign a member out everywhere
///
/// As when their phone was stolen. They come in again by a code.
#[utoipa::path(post, path = "/v1/members/{member_id}/sign-out", operation_id = "sign_out_member",
    tag = "access", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 204, description = "Signed out.")))]
async fn sign_out(
    State(app): State<App>,
    write: Write,
    Id(id): Id<MemberId>,
) -> Result<StatusCode, Problem> {
    let ask = write.ask(&("sign_out_member", id));
    member::sign_out(&app.tessera, &ask, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
