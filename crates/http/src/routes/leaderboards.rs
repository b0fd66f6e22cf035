//! Leaderboards and badges.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Id, Locale, Params};
use crate::own;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::ids;
use crate::wire::leaderboard::{BadgeBody, LeaderboardBody, LeaderboardName};
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::text::Word;
use axum::Extension;
use axum::extract::State;
use model::Key;
use model::id::MemberId;
use serde::Deserialize;
use service::keys::Caller;
use service::{Who, badges, leaderboards};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).routes(routes!(list_badges))
}

/// Who asks, in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BoardParams {
    /// Whose own place is told, wherever it is.
    #[param(value_type = Option<ids::MemberId>)]
    member: Option<MemberId>,
    /// Language of names; `Accept-Language` when absent.
    #[param(max_length = 35, example = "en")]
    locale: Option<Word>,
}

/// List the leaderboards
#[utoipa::path(get, path = "/v1/leaderboards", operation_id = "list_leaderboards", tag = "play",
    params(LocaleParams),
    responses((status = 200, description = "All of them.", body = Paged<LeaderboardName>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<LeaderboardName>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let locale = scales.locale(locale.as_str());
    let boards = scales.book.leaderboards.iter().map(|board| LeaderboardName {
        leaderboard: Word::from(&board.key),
        name: board.name.get(locale).to_owned(),
    });
    Ok(Answer::ok(Paged::whole(boards.collect())))
}

/// Read a leaderboard
///
/// Of its present period. Only those are named who agreed. Reads the state of every
/// member: keep the answer for a moment before it is shown to many.
#[utoipa::path(get, path = "/v1/leaderboards/{leaderboard}", operation_id = "get_leaderboard",
    tag = "play",
    params(("leaderboard" = Word, Path, description = "Which leaderboard."), BoardParams),
    responses((status = 200, description = "As it stands.", body = LeaderboardBody)))]
async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Id(board): Id<Word>,
    Params(params): Params<BoardParams>,
) -> Result<Answer<LeaderboardBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = locale.or(params.locale.as_ref().map(|l| l.0.as_str()));
    let locale = scales.locale(locale.as_str());
    let who = own::member(&caller).or(params.member).map(Who::Member);
    let board = leaderboards::get(&app.tessera, &Key::from(board), who.as_ref(), locale).await?;
    Ok(Answer::ok(LeaderboardBody::of(&scales, &board)))
}

/// List the badges of a member
///
/// All badges of the programme; those that the member has are marked.
#[utoipa::path(get, path = "/v1/members/{member_id}/badges", operation_id = "list_badges",
    tag = "play",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All badges.", body = Paged<BadgeBody>)))]
async fn list_badges(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<BadgeBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let locale = scales.locale(locale.as_str());
    let all = badges::list(&app.tessera, &Who::Member(member), locale).await?;
    Ok(Answer::ok(Paged::whole(all.into_iter().map(BadgeBody::from).collect())))
}
