//! What a basket would cost and give.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Locale};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::basket::NewBasket;
use crate::wire::receipt::Quote;
use axum::extract::State;
use service::purchase;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create))
}

/// Quote a basket
///
/// Nothing is stored or reserved. What cannot be given stands in `refusals` with what is
/// missing; the quote itself is a success all the same.
#[utoipa::path(post, path = "/v1/quotes", operation_id = "create_quote", tag = "quotes",
    request_body = NewBasket, responses((status = 200, description = "The quote.", body = Quote)))]
async fn create(
    State(app): State<App>,
    locale: Locale,
    Body(basket): Body<NewBasket>,
) -> Result<Answer<Quote>, Problem> {
    let scales = Scales::now(&app).await?;
    let purchase = basket.read(&scales)?;
    let quoted = purchase::quote(&app.tessera, purchase).await?;
    Ok(Answer::ok(Quote::of(&quoted, locale.as_str())))
}
