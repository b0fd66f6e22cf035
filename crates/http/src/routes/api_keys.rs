//! Keys of the API.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Write};
use crate::problem::Problem;
use crate::wire::ids;
use crate::wire::key::{ApiKey, NewApiKey};
use crate::wire::page::Paged;
use axum::Extension;
use axum::extract::State;
use model::Code;
use model::id::ApiKeyId;
use service::keys::{self, Caller, Party};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

/// List the keys
///
/// Revoked ones included. The keys themselves are not kept.
#[utoipa::path(get, path = "/v1/api-keys", operation_id = "list_api_keys", tag = "keys",
    responses((status = 200, description = "All of them.", body = Paged<ApiKey>)))]
async fn list(State(app): State<App>) -> Result<Answer<Paged<ApiKey>>, Problem> {
    let rows = keys::list(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(rows.into_iter().map(ApiKey::from).collect())))
}

/// Make a key
///
/// `secret` is the key; it is shown only in this answer, not when the request is repeated.
#[utoipa::path(post, path = "/v1/api-keys", operation_id = "create_api_key", tag = "keys",
    request_body = NewApiKey, responses((status = 201, description = "Made.", body = ApiKey)))]
async fn create(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewApiKey>,
) -> Result<Answer<ApiKey>, Problem> {
    let ask = write.ask(&("create_api_key", &new));
    let made = keys::create(&app.tessera, &ask, new.role, &new.name.0).await?;
    let replayed = made.secret.is_none();
    let body = ApiKey { secret: made.secret, ..ApiKey::from(made.row) };
    Ok(Answer::created(body).replayed(replayed))
}

/// Revoke a key
///
/// No key revokes itself, so that nobody locks themselves out by mistake.
#[utoipa::path(post, path = "/v1/api-keys/{key_id}/revoke", operation_id = "revoke_api_key",
    tag = "keys", params(("key_id" = ids::ApiKeyId, Path, description = "Which key.")),
    responses((status = 200, description = "It does not work any more.", body = ApiKey)))]
async fn revoke(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Id(key): Id<ApiKeyId>,
) -> Result<Answer<ApiKey>, Problem> {
    if matches!(caller.party, Party::Key { id, .. } if id == key) {
        return Err(Problem::of(Code::FORBIDDEN).detail("a key cannot revoke itself"));
    }
    let ask = write.ask(&("revoke_api_key", key));
    let row = keys::revoke(&app.tessera, &ask, key).await?;
    Ok(Answer::ok(ApiKey::from(row)))
}
