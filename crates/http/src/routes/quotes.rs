//! What a basket would cost and give.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::basket::NewBasket;
use crate::wire::receipt::Quote;
use axum::Extension;
use axum::extract::State;
use serde::Deserialize;
use service::keys::Caller;
use service::purchase;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create))
}

/// How much is told.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct QuoteParams {
    /// Also tell every rule that does not apply, and why.
    #[serde(default)]
    detail: bool,
}

/// Quote a basket
///
/// Nothing is stored or reserved. What cannot be given stands in `refusals` with what is
/// missing; the quote itself is a success all the same.
#[utoipa::path(post, path = "/v1/quotes", operation_id = "create_quote", tag = "quotes",
    params(QuoteParams), request_body = NewBasket, responses((status = 200, description = "The quote.", body = Quote)))]
async fn create(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Params(params): Params<QuoteParams>,
    Body(basket): Body<NewBasket>,
) -> Result<Answer<Quote>, Problem> {
    let scales = Scales::now(&app).await?;
    let who = basket.buyer(&app.tessera, caller.party).await?;
    let purchase = basket.read(&scales, who)?;
    let quoted = match params.detail {
        true => purchase::quote_in_detail(&app.tessera, purchase).await?,
        false => purchase::quote(&app.tessera, purchase).await?,
    };
    Ok(Answer::ok(Quote::of(&quoted, locale.as_str())))
}
