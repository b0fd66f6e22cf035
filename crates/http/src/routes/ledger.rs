//! What happened to a member, with the reasons in words.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Id, Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::ids;
use crate::wire::ledger::{LedgerEntry, stores_of};
use crate::wire::page::{Paged, page};
use crate::wire::text::Word;
use axum::extract::State;
use model::Owner;
use model::id::MemberId;
use serde::Deserialize;
use service::{history, members, stores};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which part of the ledger, in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LedgerParams {
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
    /// Language of the sentences; `Accept-Language` when absent.
    #[param(max_length = 35, example = "en")]
    locale: Option<Word>,
}

/// Read the ledger of a member
///
/// Newest first. Every effect with the rule that did it and a sentence that says why; purchases
/// with the name of their store.
#[utoipa::path(get, path = "/v1/members/{member_id}/ledger", operation_id = "list_ledger",
    tag = "ledger",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LedgerParams),
    responses((status = 200, description = "One page.", body = Paged<LedgerEntry>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LedgerParams>,
) -> Result<Answer<Paged<LedgerEntry>>, Problem> {
    let scales = Scales::now(&app).await?;
    members::state(&app.tessera, member).await?;
    let locale = locale.or(params.locale.as_ref().map(|l| l.0.as_str()));
    let locale = scales.locale(locale.as_str());
    let page = page(params.cursor.as_ref(), params.limit, true);
    let lines = history::ledger(&app.tessera, Owner::member(member), page, locale).await?;
    let names = stores::names(&app.tessera, stores_of(&lines.items)).await?;
    let entry = |line| LedgerEntry::of(&scales, &line, locale).named(&line, &names);
    Ok(Answer::ok(Paged::of(lines, entry)))
}
