//! Where events are sent.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Ids, Params, Write};
use crate::problem::Problem;
use crate::wire::ids;
use crate::wire::page::{PageParams, Paged, page};
use crate::wire::text::{Moment, Word};
use crate::wire::webhook::{
    AttemptBody, DeliveryBody, DeliveryStateBody, NewWebhookBody, ResendingBody, ResentBody,
    RotationBody, SendingBody, WebhookBody, WebhookChangeBody,
};
use axum::extract::State;
use jiff::SignedDuration;
use model::id::WebhookId;
use serde::Deserialize;
use service::webhooks::{self, EventId};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change, delete))
        .routes(routes!(rotate))
        .routes(routes!(test))
        .routes(routes!(resend_failed))
        .routes(routes!(deliveries))
        .routes(routes!(resend_event))
        .routes(routes!(attempts))
}

/// List the webhooks
#[utoipa::path(get, path = "/v1/webhooks", operation_id = "list_webhooks", tag = "webhooks",
    responses((status = 200, description = "All of them.", body = Paged<WebhookBody>)))]
async fn list(State(app): State<App>) -> Result<Answer<Paged<WebhookBody>>, Problem> {
    let rows = webhooks::list(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(rows.into_iter().map(WebhookBody::from).collect())))
}

/// Make a webhook
///
/// Events that happen from now on are sent to the address, signed by the Standard Webhooks
/// specification. `secret` is shown only in this answer, not when the request is repeated.
#[utoipa::path(post, path = "/v1/webhooks", operation_id = "create_webhook", tag = "webhooks",
    request_body = NewWebhookBody,
    responses((status = 201, description = "Made.", body = WebhookBody)))]
async fn create(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewWebhookBody>,
) -> Result<Answer<WebhookBody>, Problem> {
    let ask = write.ask(&("create_webhook", &new));
    let made = webhooks::create(&app.tessera, &ask, new.into()).await?;
    let (id, replayed) = (made.row.id, made.secret.is_none());
    Ok(Answer::created(made.into()).replayed(replayed).at(format_args!("/v1/webhooks/{id}")))
}

/// Read a webhook
#[utoipa::path(get, path = "/v1/webhooks/{webhook_id}", operation_id = "get_webhook",
    tag = "webhooks", params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook.")),
    responses((status = 200, description = "Where it leads.", body = WebhookBody)))]
async fn get(
    State(app): State<App>,
    Id(id): Id<WebhookId>,
) -> Result<Answer<WebhookBody>, Problem> {
    Ok(Answer::ok(webhooks::get(&app.tessera, id).await?.into()))
}

/// Change a webhook
///
/// What is absent stays. Disabled, it gets nothing; events wait until they are given up
/// after some days, and go out in order when it is enabled before that.
#[utoipa::path(patch, path = "/v1/webhooks/{webhook_id}", operation_id = "update_webhook",
    tag = "webhooks", params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook.")),
    request_body = WebhookChangeBody,
    responses((status = 200, description = "As it is now.", body = WebhookBody)))]
async fn change(
    State(app): State<App>,
    write: Write,
    Id(id): Id<WebhookId>,
    Body(change): Body<WebhookChangeBody>,
) -> Result<Answer<WebhookBody>, Problem> {
    let ask = write.ask(&("update_webhook", id, &change));
    Ok(Answer::ok(webhooks::change(&app.tessera, &ask, id, change.into()).await?.into()))
}

/// Delete a webhook
///
/// What waits for it is not sent any more.
#[utoipa::path(delete, path = "/v1/webhooks/{webhook_id}", operation_id = "delete_webhook",
    tag = "webhooks", params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook.")),
    responses((status = 200, description = "As it was.", body = WebhookBody)))]
async fn delete(
    State(app): State<App>,
    write: Write,
    Id(id): Id<WebhookId>,
) -> Result<Answer<WebhookBody>, Problem> {
    let ask = write.ask(&("delete_webhook", id));
    Ok(Answer::ok(webhooks::delete(&app.tessera, &ask, id).await?.into()))
}

/// Replace the secret of a webhook
///
/// `secret` is the new one, shown only in this answer. For some hours both sign, so that the
/// receiver can be changed over; a secret from before the old one ends at once.
#[utoipa::path(post, path = "/v1/webhooks/{webhook_id}/rotate", operation_id = "rotate_webhook",
    tag = "webhooks", params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook.")),
    request_body = RotationBody,
    responses((status = 200, description = "Replaced.", body = WebhookBody)))]
async fn rotate(
    State(app): State<App>,
    write: Write,
    Id(id): Id<WebhookId>,
    Body(rotation): Body<RotationBody>,
) -> Result<Answer<WebhookBody>, Problem> {
    let ask = write.ask(&("rotate_webhook", id, &rotation));
    let overlap = SignedDuration::from_hours(i64::from(rotation.overlap_hours));
    let made = webhooks::rotate(&app.tessera, &ask, id, overlap).await?;
    let replayed = made.secret.is_none();
    Ok(Answer::ok(made.into()).replayed(replayed))
}

/// Test a webhook
///
/// Sends an event of the type `webhook.test`, once. Look at the attempts to see what became
/// of it.
#[utoipa::path(post, path = "/v1/webhooks/{webhook_id}/test", operation_id = "test_webhook",
    tag = "webhooks", params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook.")),
    responses((status = 200, description = "It is on its way.", body = SendingBody)))]
async fn test(
    State(app): State<App>,
    write: Write,
    Id(id): Id<WebhookId>,
) -> Result<Answer<SendingBody>, Problem> {
    let ask = write.ask(&("test_webhook", id));
    let id = webhooks::test(&app.tessera, &ask, id).await?;
    Ok(Answer::ok(SendingBody { id }))
}

/// Send again what failed
///
/// Everything that was given up since a moment, in order.
#[utoipa::path(post, path = "/v1/webhooks/{webhook_id}/resend", operation_id = "resend_failed",
    tag = "webhooks", params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook.")),
    request_body = ResendingBody,
    responses((status = 200, description = "All of it is on its way.", body = ResentBody)))]
async fn resend_failed(
    State(app): State<App>,
    write: Write,
    Id(id): Id<WebhookId>,
    Body(resending): Body<ResendingBody>,
) -> Result<Answer<ResentBody>, Problem> {
    let ask = write.ask(&("resend_failed", id, &resending));
    let since = resending.since;
    let through = webhooks::resend_failed(&app.tessera, &ask, id, since.0).await?;
    Ok(Answer::ok(ResentBody { since, through: Moment(through) }))
}

/// Which deliveries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DeliveryParams {
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
    /// In this state only.
    #[param(inline)]
    state: Option<DeliveryStateBody>,
}

/// List the deliveries to a webhook
///
/// The newest first. What was delivered is kept for three days, what was given up for thirty.
#[utoipa::path(get, path = "/v1/webhooks/{webhook_id}/deliveries",
    operation_id = "list_deliveries", tag = "webhooks",
    params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook."), DeliveryParams),
    responses((status = 200, description = "One page.", body = Paged<DeliveryBody>)))]
async fn deliveries(
    State(app): State<App>,
    Id(id): Id<WebhookId>,
    Params(params): Params<DeliveryParams>,
) -> Result<Answer<Paged<DeliveryBody>>, Problem> {
    let page = page(params.cursor.as_ref(), params.limit, true);
    let state = params.state.map(Into::into);
    let listed = webhooks::deliveries(&app.tessera, id, state, page).await?;
    Ok(Answer::ok(Paged::of(listed, DeliveryBody::from)))
}

/// Send one event again
///
/// Whenever it happened, and whether or not it was sent before. Events of the same owner
/// that wait get behind it.
#[utoipa::path(post, path = "/v1/webhooks/{webhook_id}/deliveries/{event_id}/resend",
    operation_id = "resend_event", tag = "webhooks",
    params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook."),
        ("event_id" = ids::EventId, Path, description = "Which event.")),
    responses((status = 200, description = "It is on its way.", body = SendingBody)))]
async fn resend_event(
    State(app): State<App>,
    write: Write,
    Ids(id, event): Ids<WebhookId, EventId>,
) -> Result<Answer<SendingBody>, Problem> {
    let ask = write.ask(&("resend_event", id, &event));
    webhooks::resend_event(&app.tessera, &ask, id, event).await?;
    Ok(Answer::ok(SendingBody { id: event }))
}

/// List the attempts at a webhook
///
/// The newest first, for three days.
#[utoipa::path(get, path = "/v1/webhooks/{webhook_id}/attempts", operation_id = "list_attempts",
    tag = "webhooks",
    params(("webhook_id" = ids::WebhookId, Path, description = "Which webhook."), PageParams),
    responses((status = 200, description = "One page.", body = Paged<AttemptBody>)))]
async fn attempts(
    State(app): State<App>,
    Id(id): Id<WebhookId>,
    Params(params): Params<PageParams>,
) -> Result<Answer<Paged<AttemptBody>>, Problem> {
    let listed = webhooks::attempts(&app.tessera, id, params.newest()).await?;
    Ok(Answer::ok(Paged::of(listed, AttemptBody::from)))
}
