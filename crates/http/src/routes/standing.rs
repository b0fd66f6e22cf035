//! How far a member is, and what waits for them.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Id, Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::ids;
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::standing::{ClaimBody, StandingBody};
use axum::extract::State;
use model::id::MemberId;
use service::standing;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(claims))
}

/// Read how far a member is
///
/// The level of each track and what the next one takes, stamp cards, quests, streaks; exact.
#[utoipa::path(get, path = "/v1/members/{member_id}/standing", operation_id = "get_standing",
    tag = "members",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "How far they are.", body = StandingBody)))]
async fn get(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<StandingBody>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let progress = standing::of(&app.tessera, member).await?;
    let body = StandingBody::of(&scales, &progress, scales.locale(locale.as_str()));
    Ok(Answer::ok(body))
}

/// List what a member has claimed
///
/// Rewards that wait to be collected, or may still be given back; the latest first. Of those
/// that are handed over `at_once` nothing waits: they are used, and stand in the history.
#[utoipa::path(get, path = "/v1/members/{member_id}/claims", operation_id = "list_claims",
    tag = "rewards",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All of them.", body = Paged<ClaimBody>)))]
async fn claims(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<ClaimBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let progress = standing::of(&app.tessera, member).await?;
    let claims = progress.claims(&app.tessera, scales.locale(locale.as_str())).await?;
    Ok(Answer::ok(Paged::whole(claims.into_iter().map(ClaimBody::from).collect())))
}
