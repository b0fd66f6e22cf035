//! Coupons of members, and asking about codes.

use super::made;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::coupon::{CodeAnswer, CodeQuestion, HeldCoupon, NewGrant};
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::text::{Moment, Word};
use axum::Extension;
use axum::extract::State;
use model::Key;
use model::id::MemberId;
use model::outcome::Refusal;
use service::keys::Caller;
use service::{Who, coupons, members};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, grant)).routes(routes!(validate))
}

/// List the coupons of a member
#[utoipa::path(get, path = "/v1/members/{member_id}/coupons", operation_id = "list_coupons",
    tag = "coupons", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "Those that are neither used up nor ended.", body = Paged<HeldCoupon>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
) -> Result<Answer<Paged<HeldCoupon>>, Problem> {
    let scales = Scales::now(&app).await?;
    let snapshot = members::state(&app.tessera, member).await?;
    let locale = scales.locale(locale.as_str());
    Ok(Answer::ok(Paged::whole(HeldCoupon::all(&app, &scales, &snapshot, locale))))
}

/// Give a member a coupon
#[utoipa::path(post, path = "/v1/members/{member_id}/coupons", operation_id = "grant_coupon",
    tag = "coupons", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewGrant, responses((status = 201, description = "Given.", body = Change)))]
async fn grant(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewGrant>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("grant_coupon", member, &new));
    let (coupon, reason) = (Key::from(new.coupon), new.reason.map(|r| r.0));
    let who = Who::Member(member);
    let committed = coupons::grant(&app.tessera, &ask, &who, coupon, reason).await?;
    made(&app, committed, &locale).await
}

/// Ask whether a code can be used
///
/// Looks a coupon or promo code up, for a member or for anybody. Whether it applies to a
/// basket is told by a quote.
#[utoipa::path(post, path = "/v1/coupons/validate", operation_id = "validate_coupon",
    tag = "coupons", request_body = CodeQuestion,
    responses((status = 200, description = "What stands behind the code.", body = CodeAnswer)))]
async fn validate(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Body(question): Body<CodeQuestion>,
) -> Result<Answer<CodeAnswer>, Problem> {
    let who = match &question.member {
        Some(member) => Some(member.shown(&app.tessera, caller.party, "/member").await?),
        None => None,
    };
    let scales = Scales::now(&app).await?;
    let validity = coupons::validate(&app.tessera, &question.code.0, who.as_ref()).await?;
    let code = validity.code;
    let instance = code.instance.as_ref();
    let refusal = validity.refused.map(|reason| {
        let refusal = Refusal {
            code: reason,
            subject: code.coupon.clone(),
            shown: Some(code.shown.clone()),
            missing: None,
            fatal: false,
        };
        scales.refusal(&refusal, locale.as_str())
    });
    Ok(Answer::ok(CodeAnswer {
        valid: refusal.is_none(),
        shown: code.shown.to_string(),
        coupon: code.coupon.as_ref().map(Word::from),
        from: instance.and_then(|i| i.from).map(Moment),
        until: instance.and_then(|i| i.until).map(Moment),
        uses: instance.and_then(|i| i.uses),
        used: instance.map(|i| i.used),
        refusal,
    }))
}
