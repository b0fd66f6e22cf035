//! Stores, and what they are called.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Write};
use crate::problem::Problem;
use crate::wire::page::Paged;
use crate::wire::store::{NewStoreCard, StoreCard, StoreRow};
use crate::wire::text::Word;
use axum::extract::State;
use model::Key;
use service::{reports, stores};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(set))
}

/// List the stores
///
/// Those that receipts came from, those where a till stands, and those that were given a name.
/// May lag by a moment.
#[utoipa::path(get, path = "/v1/stores", operation_id = "list_stores", tag = "reports",
    responses((status = 200, description = "All of them.", body = Paged<StoreRow>)))]
async fn list(State(app): State<App>) -> Result<Answer<Paged<StoreRow>>, Problem> {
    let stores = reports::stores(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(stores.into_iter().map(StoreRow::from).collect())))
}

/// Give a store a name
///
/// And an address, also before anything else has named the store. What is left out is taken
/// away; the key of a store never changes.
#[utoipa::path(put, path = "/v1/stores/{store_id}", operation_id = "set_store", tag = "reports",
    params(("store_id" = Word, Path, description = "Which store.")),
    request_body = NewStoreCard,
    responses((status = 200, description = "What it is called now.", body = StoreCard)))]
async fn set(
    State(app): State<App>,
    write: Write,
    Id(store): Id<Word>,
    Body(new): Body<NewStoreCard>,
) -> Result<Answer<StoreCard>, Problem> {
    let ask = write.ask(&("set_store", &store, &new));
    let store = Key::new(Key::from(store).as_str().trim());
    let card = stores::set(&app.tessera, &ask, &store, new.into()).await?;
    Ok(Answer::ok(StoreCard::of(&store, card)))
}
