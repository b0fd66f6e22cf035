//! Partners who bring customers.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Write};
use crate::problem::Problem;
use crate::wire::affiliate::{AffiliateBody, NewAffiliate};
use crate::wire::page::Paged;
use axum::extract::State;
use service::affiliates;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, register))
}

/// List the affiliates
#[utoipa::path(get, path = "/v1/affiliates", operation_id = "list_affiliates", tag = "partners",
    responses((status = 200, description = "All of them.", body = Paged<AffiliateBody>)))]
async fn list(State(app): State<App>) -> Result<Answer<Paged<AffiliateBody>>, Problem> {
    let all = affiliates::list(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(all.into_iter().map(AffiliateBody::from).collect())))
}

/// Register an affiliate
///
/// From then on members can join as brought by it. The same one again changes nothing.
#[utoipa::path(post, path = "/v1/affiliates", operation_id = "create_affiliate",
    tag = "partners", request_body = NewAffiliate,
    responses((status = 201, description = "Registered.", body = AffiliateBody)))]
async fn register(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewAffiliate>,
) -> Result<Answer<AffiliateBody>, Problem> {
    let ask = write.ask(&("create_affiliate", &new));
    let NewAffiliate { key, name, terms } = new;
    let registered =
        affiliates::register(&app.tessera, &ask, key.into(), name.0, terms.into()).await?;
    Ok(Answer::created(AffiliateBody::from(registered)))
}
