//! Codes that are printed or sent out.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Params, Write};
use crate::problem::Problem;
use crate::wire::coupon::{BatchBody, BatchSummary, NewBatch};
use crate::wire::ids;
use crate::wire::page::{PageParams, Paged};
use axum::extract::State;
use model::Code;
use model::id::BatchId;
use service::coupons;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, issue)).routes(routes!(get))
}

/// List the batches of codes
#[utoipa::path(get, path = "/v1/coupon-batches", operation_id = "list_coupon_batches",
    tag = "coupons", params(PageParams),
    responses((status = 200, description = "One page, newest first.", body = Paged<BatchSummary>)))]
async fn list(
    State(app): State<App>,
    Params(page): Params<PageParams>,
) -> Result<Answer<Paged<BatchSummary>>, Problem> {
    let batches = coupons::list_batches(&app.tessera, page.newest()).await?;
    Ok(Answer::ok(Paged::of(batches, BatchSummary::from)))
}

/// Make a batch of codes
#[utoipa::path(post, path = "/v1/coupon-batches", operation_id = "issue_coupon_batch",
    tag = "coupons", request_body = NewBatch,
    responses((status = 201, description = "Made.", body = BatchBody)))]
async fn issue(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewBatch>,
) -> Result<Answer<BatchBody>, Problem> {
    let ask = write.ask(&("issue_coupon_batch", &new));
    let batch = coupons::issue_batch(&app.tessera, &ask, new.coupon.into(), new.count).await?;
    let (replayed, at) = (batch.replayed, format!("/v1/coupon-batches/{}", batch.id));
    Ok(Answer::created(BatchBody::from(batch)).replayed(replayed).at(at))
}

/// Read a batch with its codes
#[utoipa::path(get, path = "/v1/coupon-batches/{batch_id}", operation_id = "get_coupon_batch",
    tag = "coupons", params(("batch_id" = ids::BatchId, Path, description = "Which batch.")),
    responses((status = 200, description = "The batch.", body = BatchBody)))]
async fn get(State(app): State<App>, Id(batch): Id<BatchId>) -> Result<Answer<BatchBody>, Problem> {
    let found = coupons::find_batch(&app.tessera, batch).await?;
    let missing = || Problem::of(Code::NOT_FOUND).detail(batch.to_string());
    Ok(Answer::ok(BatchBody::from(found.ok_or_else(missing)?)))
}
