//! The record of administrative acts.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::Params;
use crate::problem::Problem;
use crate::wire::act::ActBody;
use crate::wire::page::{Paged, page};
use crate::wire::text::Word;
use crate::wire::when::{When, span};
use axum::extract::State;
use model::Key;
use serde::Deserialize;
use service::{ActFilter, audit};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which acts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AuditParams {
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
    /// Of this kind only: `what` of an act, such as `balance_corrected`.
    what: Option<Word>,
    /// Kept at this moment or later, or on this day of the programme or later.
    #[param(inline)]
    from: Option<When>,
    /// Kept before this moment, or on this day or before.
    #[param(inline)]
    until: Option<When>,
}

/// List what was administered
///
/// Newest first: staff, tills, keys, webhooks, programme versions, batches, who signed in, and
/// what the office did to members. The newest act may come a moment late. A cursor goes with the
/// same `what`, `from` and `until` only.
#[utoipa::path(get, path = "/v1/audit", operation_id = "list_audit", tag = "access",
    params(AuditParams), responses((status = 200, description = "One page.", body = Paged<ActBody>)))]
async fn list(
    State(app): State<App>,
    Params(params): Params<AuditParams>,
) -> Result<Answer<Paged<ActBody>>, Problem> {
    let (from, until) = span(&app, params.from, params.until).await?;
    let filter = ActFilter { what: params.what.map(Key::from), from, until };
    let page = page(params.cursor.as_ref(), params.limit, true);
    let acts = audit::list(&app.tessera, filter, page).await?;
    let mut items = Vec::with_capacity(acts.items.len());
    for act in acts.items {
        items.push(ActBody::of(&app, act).await?);
    }
    Ok(Answer::ok(Paged { items, next_cursor: acts.next.map(|cursor| cursor.0) }))
}
