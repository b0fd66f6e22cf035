//! Claims: choosing a reward or using a benefit, giving it back, handing it over.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::problem::Place;
use crate::wire::reward::{NewClaim, Pickup};
use crate::wire::text::Sentence;
use axum::extract::State;
use model::Key;
use model::id::{ClaimId, MemberId};
use serde::Deserialize;
use service::{Who, rewards};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The most pieces of one claim.
const MOST: u32 = 1_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(claim))
        .routes(routes!(cancel))
        .routes(routes!(collect))
        .routes(routes!(collect_by_code))
}

/// Claim a reward, or use a benefit
///
/// The answer names the claim in `claim`. What is handed over later has its code in
/// `claims`.
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
    let (reward, option) = (Key::from(new.reward), new.option.map(Key::from));
    let ask = write.ask(&("claim_reward", member, &reward, quantity, &option));
    let who = Who::Member(member);
    let committed = rewards::redeem(&app.tessera, &ask, &who, reward, quantity, option).await?;
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

/// Hand a claimed reward over
///
/// From then on it cannot be given back.
#[utoipa::path(post, path = "/v1/claims/{claim_id}/collect", operation_id = "collect_claim",
    tag = "rewards", params(("claim_id" = ids::ClaimId, Path, description = "Which claim.")),
    responses((status = 200, description = "Handed over.", body = Change)))]
async fn collect(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(claim): Id<ClaimId>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("collect_claim", claim));
    let committed = rewards::collect(&app.tessera, &ask, claim).await?;
    done(&app, committed, &locale).await
}

/// Hand a reward over against its code
#[utoipa::path(post, path = "/v1/claims/collect", operation_id = "collect_by_code",
    tag = "rewards", request_body = Pickup,
    responses((status = 200, description = "Handed over.", body = Change)))]
async fn collect_by_code(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Body(pickup): Body<Pickup>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("collect_by_code", &pickup.code));
    let committed = rewards::collect_by_code(&app.tessera, &ask, &pickup.code.0).await?;
    done(&app, committed, &locale).await
}
