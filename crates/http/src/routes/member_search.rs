//! Searching members.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::Params;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::member_row::MemberRow;
use crate::wire::page::{Paged, page};
use crate::wire::text::Word;
use axum::extract::State;
use serde::Deserialize;
use service::members;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

/// Which members.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SearchParams {
    /// What was typed; everybody, the newest first, when empty.
    #[serde(default)]
    #[param(max_length = 128, example = "anna")]
    q: String,
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
    /// Only those that may not take part, or only those that may.
    blocked: Option<bool>,
}

/// Search members
///
/// By the beginning of a word of the name, of a phone (or its last four digits and more), of
/// an e-mail address, of a card, of the caller's own id, by our id or by a referral code.
/// Balances are exact; a change of the name may take a moment until it is found.
#[utoipa::path(get, path = "/v1/members/search", operation_id = "search_members",
    tag = "members", params(SearchParams),
    responses((status = 200, description = "One page.", body = Paged<MemberRow>)))]
async fn search(
    State(app): State<App>,
    Params(params): Params<SearchParams>,
) -> Result<Answer<Paged<MemberRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let typed: String = params.q.chars().take(LONGEST).collect();
    let page = page(params.cursor.as_ref(), params.limit, true);
    let listed = members::search(&app.tessera, &typed, params.blocked, page).await?;
    Ok(Answer::ok(Paged::of(listed, |found| MemberRow::of(&scales, found))))
}

/// What is typed beyond this says nothing more.
const LONGEST: usize = 128;
