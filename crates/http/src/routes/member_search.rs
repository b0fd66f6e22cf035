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
use model::{Code, Key};
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
    /// Only those who hold the `tier` of this track.
    track: Option<Word>,
    /// Only those who hold this tier of the `track`.
    tier: Option<Word>,
    /// Only those of whom something of this unit expires in the coming thirty days.
    expiring: Option<Word>,
}

/// Search members
///
/// By the beginning of a word of the name, of a phone (or its last four digits and more), of
/// an e-mail address, of a card, of the caller's own id, by our id or by a referral code.
/// Balances are exact; a change of the name may take a moment until it is found. A page of
/// `expiring` may have few rows, or none, and a `next_cursor` all the same.
#[utoipa::path(get, path = "/v1/members/search", operation_id = "search_members",
    tag = "members", params(SearchParams),
    responses((status = 200, description = "One page.", body = Paged<MemberRow>)))]
async fn search(
    State(app): State<App>,
    Params(params): Params<SearchParams>,
) -> Result<Answer<Paged<MemberRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let page = page(params.cursor.as_ref(), params.limit, true);
    let wanted = members::Wanted {
        typed: params.q.chars().take(LONGEST).collect(),
        blocked: params.blocked,
        tier: tier_of(params.track, params.tier)?,
        expiring: params.expiring.map(Key::from),
    };
    let listed = members::search(&app.tessera, &wanted, page).await?;
    Ok(Answer::ok(Paged::of(listed, |found| MemberRow::of(&scales, found))))
}

/// A tier of a track: short names of tiers are told apart by their tracks.
pub(super) fn tier_of(
    track: Option<Word>,
    tier: Option<Word>,
) -> Result<Option<(Key, Key)>, Problem> {
    match (track, tier) {
        (Some(track), Some(tier)) => Ok(Some((track.into(), tier.into()))),
        (None, None) => Ok(None),
        _ => {
            let detail = "`track` and `tier` go together: give both or none";
            Err(Problem::of(Code::REQUEST_INVALID).detail(detail))
        }
    }
}

/// What is typed beyond this says nothing more.
const LONGEST: usize = 128;
