//! The codes by which members bring others.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::Id;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::ids;
use axum::Extension;
use axum::extract::State;
use model::id::MemberId;
use serde::Serialize;
use service::keys::Caller;
use service::{Ask, Who, referrals};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// The code of a member.
#[derive(Debug, Serialize, ToSchema)]
struct ReferralCode {
    /// What a friend gives when joining.
    #[schema(example = "7F3K-9QXA")]
    code: String,
    /// Whether the programme rewards whoever brings a friend.
    rewarded: bool,
}

/// Read the referral code of a member
///
/// Always the same one. It is made when it is first asked for.
#[utoipa::path(get, path = "/v1/members/{member_id}/referral-code",
    operation_id = "get_referral_code", tag = "referrals",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "The code.", body = ReferralCode)))]
async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(member): Id<MemberId>,
) -> Result<Answer<ReferralCode>, Problem> {
    let ask = Ask::of(&caller);
    let code = referrals::code(&app.tessera, &ask, &Who::Member(member)).await?;
    let rewarded = Scales::now(&app).await?.book.referral().is_some();
    Ok(Answer::ok(ReferralCode { code, rewarded }))
}
