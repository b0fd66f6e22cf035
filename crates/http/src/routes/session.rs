//! Signing in and out, for staff; sessions of whoever is signed in.

use crate::answer::Answer;
use crate::app::App;
use crate::cookies;
use crate::extract::{Body, Id, Locale};
use crate::own;
use crate::problem::Problem;
use crate::signed::{device, signed};
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::session::{
    Acceptance, CodeBody, NewPassword, SecondFactorBody, SessionBody, SessionRowBody, SetUp, SignIn,
};
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::id::SessionId;
use service::keys::Caller;
use service::people::{entrance, sessions};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_up))
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(accept))
        .routes(routes!(who))
        .routes(routes!(list))
        .routes(routes!(end))
        .routes(routes!(end_others))
        .routes(routes!(change_password))
        .routes(routes!(new_second_factor))
        .routes(routes!(confirm_second_factor))
}

/// Become the first owner
///
/// With the link that the first start prints. It works once, and only while there is no owner.
#[utoipa::path(post, path = "/v1/setup", operation_id = "set_up", tag = "access",
    request_body = SetUp, responses((status = 200, description = "Signed in.", body = SessionBody)))]
async fn set_up(
    State(app): State<App>,
    headers: HeaderMap,
    locale: Locale,
    Body(body): Body<SetUp>,
) -> Result<Response, Problem> {
    let (name, email) = (body.name.0.as_str(), body.email.0.as_str());
    let device = device(&headers);
    let begun =
        entrance::set_up(&app.tessera, &body.token.0, (name, email), &body.password.0, &device);
    signed(&app, &headers, &locale, begun.await?).await
}

/// Sign in
///
/// Answers with a cookie. `auth.second_factor_needed` asks for the code of the second factor.
#[utoipa::path(post, path = "/v1/sign-in", operation_id = "sign_in", tag = "access",
    request_body = SignIn, responses((status = 200, description = "Signed in.", body = SessionBody)))]
async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    locale: Locale,
    Body(body): Body<SignIn>,
) -> Result<Response, Problem> {
    let code = body.code.as_ref().map(|code| code.0.as_str());
    let device = device(&headers);
    let begun = entrance::sign_in(&app.tessera, &body.email.0, &body.password.0, code, &device);
    signed(&app, &headers, &locale, begun.await?).await
}

/// Take an invitation
///
/// Chooses a password, signs out everywhere else, and signs in. Who has a second factor shows it.
#[utoipa::path(post, path = "/v1/invitations/accept", operation_id = "accept_invitation",
    tag = "access", request_body = Acceptance,
    responses((status = 200, description = "Signed in.", body = SessionBody)))]
async fn accept(
    State(app): State<App>,
    headers: HeaderMap,
    locale: Locale,
    Body(body): Body<Acceptance>,
) -> Result<Response, Problem> {
    let device = device(&headers);
    let code = body.code.as_ref().map(|code| code.0.as_str());
    let begun = entrance::accept(&app.tessera, &body.token.0, &body.password.0, code, &device);
    signed(&app, &headers, &locale, begun.await?).await
}

/// Sign out
#[utoipa::path(post, path = "/v1/sign-out", operation_id = "sign_out", tag = "access",
    responses((status = 204, description = "Signed out.")))]
async fn sign_out(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, Problem> {
    if let Some(session) = caller.session {
        sessions::end(&app.tessera, &caller, session).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let cookie = cookies::clear(cookies::SESSION);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Who am I
#[utoipa::path(get, path = "/v1/session", operation_id = "get_session", tag = "access",
    responses((status = 200, description = "Who asks, and what they may do.", body = SessionBody)))]
async fn who(
    State(app): State<App>,
    headers: HeaderMap,
    locale: Locale,
    Extension(caller): Extension<Caller>,
) -> Result<Answer<SessionBody>, Problem> {
    let partner = own::party(&app, &caller, &locale).await?;
    let token = caller.session.and_then(|_| cookies::get(&headers, cookies::SESSION));
    Ok(Answer::ok(SessionBody::of(&caller, partner, token.map(sessions::form_token))))
}

/// List my sessions
#[utoipa::path(get, path = "/v1/sessions", operation_id = "list_sessions", tag = "access",
    responses((status = 200, description = "Newest first.", body = Paged<SessionRowBody>)))]
async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Answer<Paged<SessionRowBody>>, Problem> {
    let rows = sessions::list(&app.tessera, &caller).await?.into_iter();
    let rows = rows.map(|row| SessionRowBody::of(row, &caller)).collect();
    Ok(Answer::ok(Paged::whole(rows)))
}

/// End one of my sessions
#[utoipa::path(post, path = "/v1/sessions/{session_id}/end", operation_id = "end_session",
    tag = "access", params(("session_id" = ids::SessionId, Path, description = "Which session.")),
    responses((status = 204, description = "Ended.")))]
async fn end(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(session): Id<SessionId>,
) -> Result<StatusCode, Problem> {
    sessions::end(&app.tessera, &caller, session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all my other sessions
#[utoipa::path(post, path = "/v1/sessions/end-others", operation_id = "end_other_sessions",
    tag = "access", responses((status = 204, description = "Ended.")))]
async fn end_others(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<StatusCode, Problem> {
    sessions::end_others(&app.tessera, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change my password
///
/// Ends all my other sessions. Whoever forgot the old one is sent a link by an owner.
#[utoipa::path(post, path = "/v1/password", operation_id = "change_password", tag = "access",
    request_body = NewPassword,
    responses((status = 204, description = "From now on the new one counts.")))]
async fn change_password(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Body(body): Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let both = (body.password.0.as_str(), body.new_password.0.as_str());
    entrance::change_password(&app.tessera, &caller, both).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begin a second factor
///
/// The secret counts when a code of it was shown.
#[utoipa::path(post, path = "/v1/second-factor", operation_id = "begin_second_factor",
    tag = "access", responses((status = 200, description = "For the app.", body = SecondFactorBody)))]
async fn new_second_factor(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Answer<SecondFactorBody>, Problem> {
    let new = entrance::new_second_factor(&app.tessera, &caller).await?;
    Ok(Answer::ok(new.into()))
}

/// Confirm the second factor
#[utoipa::path(post, path = "/v1/second-factor/confirm", operation_id = "confirm_second_factor",
    tag = "access", request_body = CodeBody,
    responses((status = 204, description = "From now on it is asked for.")))]
async fn confirm_second_factor(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Body(body): Body<CodeBody>,
) -> Result<StatusCode, Problem> {
    entrance::confirm_second_factor(&app.tessera, &caller, &body.code.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
