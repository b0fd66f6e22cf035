//! Devices at counters, and cashiers who sign in on them.

use crate::answer::Answer;
use crate::app::App;
use crate::cookies;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::signed::signed;
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::session::{CodeBody, SessionBody};
use crate::wire::till::{Device, NewTill, TillBody, TillSignIn};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use model::Code;
use model::id::TillId;
use service::people::{TillRow, tills};
use service::stores;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(renew))
        .routes(routes!(revoke))
        .routes(routes!(enrol))
        .routes(routes!(own))
        .routes(routes!(sign_in))
}

/// List the tills
#[utoipa::path(get, path = "/v1/tills", operation_id = "list_tills", tag = "access",
    responses((status = 200, description = "All of them.", body = Paged<TillBody>)))]
async fn list(State(app): State<App>) -> Result<Answer<Paged<TillBody>>, Problem> {
    let rows = tills::list(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(rows.into_iter().map(TillBody::from).collect())))
}

/// Add a till
///
/// `code` enrols a device; it is shown only in this answer.
#[utoipa::path(post, path = "/v1/tills", operation_id = "add_till", tag = "access",
    request_body = NewTill, responses((status = 201, description = "Added.", body = TillBody)))]
async fn add(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewTill>,
) -> Result<Answer<TillBody>, Problem> {
    let ask = write.ask(&("add_till", &new));
    let made = tills::add(&app.tessera, &ask, &new.name.0, &new.store.0).await?;
    Ok(Answer::created(made.into()))
}

/// Make a new code for a till
///
/// The device that is enrolled goes on until the code is used.
#[utoipa::path(post, path = "/v1/tills/{till_id}/code", operation_id = "renew_till_code",
    tag = "access", params(("till_id" = ids::TillId, Path, description = "Which till.")),
    responses((status = 200, description = "The code.", body = TillBody)))]
async fn renew(
    State(app): State<App>,
    write: Write,
    Id(id): Id<TillId>,
) -> Result<Answer<TillBody>, Problem> {
    let ask = write.ask(&("renew_till_code", id));
    let made = tills::renew(&app.tessera, &ask, id).await?;
    Ok(Answer::ok(made.into()))
}

/// Take a till out of use
///
/// At once: whoever is signed in at it is signed out.
#[utoipa::path(post, path = "/v1/tills/{till_id}/revoke", operation_id = "revoke_till",
    tag = "access", params(("till_id" = ids::TillId, Path, description = "Which till.")),
    responses((status = 200, description = "Nothing is accepted from it.", body = TillBody)))]
async fn revoke(
    State(app): State<App>,
    write: Write,
    Id(id): Id<TillId>,
) -> Result<Answer<TillBody>, Problem> {
    let ask = write.ask(&("revoke_till", id));
    Ok(Answer::ok(tills::revoke(&app.tessera, &ask, id).await?.into()))
}

/// Enrol this device
///
/// Answers with a cookie. What was enrolled as the same till before is not any more.
#[utoipa::path(post, path = "/v1/till/enrol", operation_id = "enrol_till", tag = "access",
    request_body = CodeBody, responses((status = 200, description = "Enrolled.", body = TillBody)))]
async fn enrol(State(app): State<App>, Body(body): Body<CodeBody>) -> Result<Response, Problem> {
    let enrolled = tills::enrol(&app.tessera, &body.code.0).await?;
    let mut response = Json(TillBody::from(enrolled.row)).into_response();
    let cookie = cookies::set(cookies::TILL, &enrolled.token);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

async fn of_device(app: &App, headers: &HeaderMap) -> Result<TillRow, Problem> {
    let token = cookies::get(headers, cookies::TILL);
    let token = token.ok_or_else(|| Problem::of(Code::TILL_UNKNOWN))?;
    Ok(tills::of_device(&app.tessera, token).await?)
}

/// Read this device
///
/// As which till it is enrolled, what its store is called, and who may sign in.
#[utoipa::path(get, path = "/v1/till", operation_id = "get_device", tag = "access",
    responses((status = 200, description = "This device.", body = Device)))]
async fn own(State(app): State<App>, headers: HeaderMap) -> Result<Answer<Device>, Problem> {
    let till = of_device(&app, &headers).await?;
    let store = stores::get(&app.tessera, &till.store).await?;
    Ok(Answer::ok(Device::of(till, store, tills::cashiers(&app.tessera).await?)))
}

/// Sign in at this device
#[utoipa::path(post, path = "/v1/till/sign-in", operation_id = "sign_in_at_till", tag = "access",
    request_body = TillSignIn,
    responses((status = 200, description = "Signed in.", body = SessionBody)))]
async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    locale: Locale,
    Body(body): Body<TillSignIn>,
) -> Result<Response, Problem> {
    let till = of_device(&app, &headers).await?;
    let begun = tills::sign_in(&app.tessera, &till, body.cashier, &body.pin.0).await?;
    signed(&app, &headers, &locale, begun).await
}
