//! The catalogue and the benefits of a member.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Id, Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::ids;
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::reward::Reward;
use axum::extract::State;
use model::id::MemberId;
use service::{Who, rewards};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(benefits))
}

/// List the rewards for a member
///
/// The whole catalogue: what the member can have now, and what is missing for the rest.
#[utoipa::path(get, path = "/v1/members/{member_id}/rewards", operation_id = "list_rewards",
    tag = "rewards",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "The catalogue.", body = Paged<Reward>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<Reward>>, Problem> {
    offered(&app, member, &params.locale(locale), false).await
}

/// List the benefits of a member
///
/// What is used rather than paid for, with how often it may still be used in `left`. A
/// benefit is used by claiming it.
#[utoipa::path(get, path = "/v1/members/{member_id}/benefits", operation_id = "list_benefits",
    tag = "rewards",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All benefits.", body = Paged<Reward>)))]
async fn benefits(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<Reward>>, Problem> {
    offered(&app, member, &params.locale(locale), true).await
}

async fn offered(
    app: &App,
    member: MemberId,
    locale: &Locale,
    benefit: bool,
) -> Result<Answer<Paged<Reward>>, Problem> {
    let scales = Scales::now(app).await?;
    let locale = scales.locale(locale.as_str());
    let offered = rewards::list(&app.tessera, &Who::Member(member), locale).await?;
    let offered = offered.iter().filter(|offered| offered.benefit == benefit);
    let items = offered.map(|offered| Reward::of(&scales, offered, locale)).collect();
    Ok(Answer::ok(Paged::whole(items)))
}
