//! The programme as it counts now, and from when on which version counts.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::version::{ActivationBody, Findings, NewDocument, NewRollback, Programme};
use axum::extract::State;
use axum::http::StatusCode;
use service::programmes;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get))
        .routes(routes!(check))
        .routes(routes!(rollback))
        .routes(routes!(activations))
        .routes(routes!(cancel))
}

/// Read the programme that counts now
///
/// Its currency, its units with the decimals of their amounts, its levels by name. What it promises to
/// members stands on a page of its own, `/rules`, which needs no key.
#[utoipa::path(get, path = "/v1/programme", operation_id = "get_programme", tag = "programme",
    params(LocaleParams),
    responses((status = 200, description = "The programme.", body = Programme)))]
async fn get(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Programme>, Problem> {
    let scales = Scales::now(&app).await?;
    Ok(Answer::ok(Programme::of(&scales, params.locale(locale).as_str())))
}

/// Check a document
///
/// Nothing is stored.
#[utoipa::path(post, path = "/v1/programme/check", operation_id = "check_document",
    tag = "programme", request_body = NewDocument,
    responses((status = 200, description = "What was found.", body = Findings)))]
async fn check(Body(new): Body<NewDocument>) -> Result<Answer<Findings>, Problem> {
    Ok(Answer::ok(Findings::from(&programmes::check(&new.document))))
}

/// Go back to an earlier document
///
/// Publishes it again as a new version that counts from now on.
#[utoipa::path(post, path = "/v1/programme/rollback", operation_id = "roll_back_programme",
    tag = "programme", request_body = NewRollback,
    responses((status = 200, description = "It counts again.", body = ActivationBody)))]
async fn rollback(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewRollback>,
) -> Result<Answer<ActivationBody>, Problem> {
    let ask = write.ask(&("roll_back_programme", &new));
    let why = new.why.as_ref().map(|why| why.0.as_str());
    let activation = programmes::rollback(&app.tessera, &ask, new.to, why).await?;
    Ok(Answer::ok(activation.into()))
}

/// List from when on which version counts
///
/// In the order of deciding. Of all that have begun, the one that began last counts.
#[utoipa::path(get, path = "/v1/programme/activations", operation_id = "list_activations",
    tag = "programme",
    responses((status = 200, description = "All of them.", body = Paged<ActivationBody>)))]
async fn activations(State(app): State<App>) -> Result<Answer<Paged<ActivationBody>>, Problem> {
    let all = programmes::list_activations(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(all.into_iter().map(Into::into).collect())))
}

/// Take an activation back
///
/// One that has not begun. Whatever would count without it counts then.
#[utoipa::path(delete, path = "/v1/programme/activations/{number}",
    operation_id = "cancel_activation", tag = "programme",
    params(("number" = u32, Path, description = "Which one, as listed.")),
    responses((status = 204, description = "Taken back.")))]
async fn cancel(
    State(app): State<App>,
    write: Write,
    Id(number): Id<u32>,
) -> Result<StatusCode, Problem> {
    let ask = write.ask(&("cancel_activation", number));
    programmes::cancel_activation(&app.tessera, &ask, number).await?;
    Ok(StatusCode::NO_CONTENT)
}
