//! Searching members.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::Body;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::member_row::MemberRow;
use crate::wire::page::{Paged, page};
use crate::wire::text::Word;
use axum::extract::State;
use model::{Code, Key};
use serde::Deserialize;
use service::members;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

/// Which members.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberSearch, example = json!({ "q": "anna" }))]
struct SearchBody {
    /// What was typed; everybody, the newest first, when empty.
    #[serde(default)]
    #[schema(max_length = 128)]
    q: String,
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows; 50 when absent.
    #[schema(minimum = 1, maximum = 1000)]
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
/// `expiring` may have few rows, or none, and a `next_cursor` all the same. What was typed does
/// not stand in the address, which others keep.
#[utoipa::path(post, path = "/v1/members/search", operation_id = "search_members",
    tag = "members", request_body = SearchBody,
    responses((status = 200, description = "One page.", body = Paged<MemberRow>)))]
async fn search(
    State(app): State<App>,
    Body(asked): Body<SearchBody>,
) -> Result<Answer<Paged<MemberRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let page = page(asked.cursor.as_ref(), asked.limit, true);
    let wanted = members::Wanted {
        typed: asked.q.chars().take(LONGEST).collect(),
        blocked: asked.blocked,
        tier: tier_of(asked.track, asked.tier)?,
        expiring: asked.expiring.map(Key::from),
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
pub(super) const LONGEST: usize = 128;
