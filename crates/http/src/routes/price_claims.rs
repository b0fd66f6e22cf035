//! Lower prices elsewhere.

use super::made;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::submission::PriceClaimBody;
use axum::extract::State;
use model::id::ReceiptId;
use service::price_claims::{self, NewPriceClaim};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(claim))
}

/// Claim a lower price elsewhere
///
/// The answer names the claim in `submission`; it waits for a decision.
#[utoipa::path(post, path = "/v1/receipts/{receipt_id}/price-claims",
    operation_id = "claim_price", tag = "submissions",
    params(("receipt_id" = ids::ReceiptId, Path, description = "Which receipt.")),
    request_body = PriceClaimBody,
    responses((status = 201, description = "Handed in.", body = Change)))]
async fn claim(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(receipt): Id<ReceiptId>,
    Body(new): Body<PriceClaimBody>,
) -> Result<Answer<Change>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let price = reading.money(&new.price, || "/price".to_owned());
    if price.0 < 0 {
        reading.wrong("/price".to_owned(), "expected nothing or more");
    }
    let quantity = new.quantity.as_ref().map(|q| reading.quantity(q, || "/quantity".to_owned()));
    if quantity.is_some_and(|quantity| quantity.0 <= 0) {
        reading.wrong("/quantity".to_owned(), "expected more than nothing");
    }
    reading.finish()?;
    let (line, evidence) = (new.line.into(), new.evidence.map(|e| e.0));
    let claim = NewPriceClaim { receipt, line, quantity, price, evidence };
    let ask = write.ask(&("claim_price", &claim));
    let committed = price_claims::claim(&app.tessera, &ask, claim).await?;
    made(&app, committed, &locale).await
}
