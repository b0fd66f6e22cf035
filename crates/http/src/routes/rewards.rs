//! The catalogue of a member, and claims.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::problem::Place;
use crate::wire::reward::{NewClaim, Reward};
use crate::wire::text::{Sentence, Word};
use axum::extract::State;
use model::Key;
use model::id::{ClaimId, MemberId};
use serde::Deserialize;
use service::{Who, rewards};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The most pieces of one claim.
const MOST: u32 = 1_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(claim)).routes(routes!(cancel))
}

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RewardParams {
    /// Language of names and sentences; `Accept-Language` when absent.
    #[param(max_length = 35, example = "en")]
    locale: Option<Word>,
}

/// List the rewards for a member
///
/// The whole catalogue: what the member can have now, and what is missing for the rest.
#[utoipa::path(get, path = "/v1/members/{member_id}/rewards", operation_id = "list_rewards",
    tag = "rewards",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), RewardParams),
    responses((status = 200, description = "The catalogue.", body = Paged<Reward>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<RewardParams>,
) -> Result<Answer<Paged<Reward>>, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = locale.or(params.locale.as_ref().map(|l| l.0.as_str()));
    let locale = scales.locale(locale.as_str());
    let offered = rewards::list(&app.tessera, &Who::Member(member), locale).await?;
    let items = offered.iter().map(|o| Reward::of(&scales, o, locale)).collect();
    Ok(Answer::ok(Paged::whole(items)))
}

/// Claim a reward
///
/// The answer names the claim in `claim`.
#[utoipa::path(post, path = "/v1/members/{member_id}/claims", operation_id = "claim_reward",
    tag = "rewards", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewClaim, responses((status = 201, description = "Claimed.", body = Change)))]
async fn claim(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewClaim>,
) -> Result<Answer<Change>, Problem> {
    let quantity = new.quantity.unwrap_or(1);
    if !(1..=MOST).contains(&quantity) {
        let message = format!("expected 1 to {MOST}");
        let place = Place { pointer: "/quantity".to_owned(), code: "out_of_range".into(), message };
        return Err(Problem::at(vec![place]));
    }
    let reward = Key::from(new.reward);
    let ask = write.ask(&("claim_reward", member, &reward, quantity));
    let who = Who::Member(member);
    let committed = rewards::redeem(&app.tessera, &ask, &who, reward, quantity).await?;
    made(&app, committed, &locale).await
}

/// Giving a claimed reward back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Out of stock in the store" }))]
struct Cancellation {
    /// Why.
    reason: Option<Sentence>,
}

/// Give a claimed reward back
///
/// What it cost returns to the lots that it came from.
#[utoipa::path(post, path = "/v1/claims/{claim_id}/cancel", operation_id = "cancel_claim",
    tag = "rewards", params(("claim_id" = ids::ClaimId, Path, description = "Which claim.")),
    request_body = Cancellation, responses((status = 200, description = "Given back.", body = Change)))]
async fn cancel(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(claim): Id<ClaimId>,
    Body(new): Body<Cancellation>,
) -> Result<Answer<Change>, Problem> {
    let reason = new.reason.map(|r| r.0);
    let ask = write.ask(&("cancel_claim", claim, &reason));
    let committed = rewards::cancel(&app.tessera, &ask, claim, reason).await?;
    done(&app, committed, &locale).await
}
