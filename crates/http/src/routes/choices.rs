//! What members pick and switch on.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::choice::{ActivatableBody, ChoiceBody, NewChoice, NewOfferActivation};
use crate::wire::ids;
use crate::wire::page::{LocaleParams, Paged};
use axum::extract::State;
use model::Key;
use model::id::MemberId;
use service::{Who, choices};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, choose)).routes(routes!(offers, activate))
}

/// List the choices of a member
///
/// All choices of the programme, with what the member picked and what counts now.
#[utoipa::path(get, path = "/v1/members/{member_id}/choices", operation_id = "list_choices",
    tag = "choices",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All choices.", body = Paged<ChoiceBody>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<ChoiceBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let locale = scales.locale(locale.as_str());
    let all = choices::list(&app.tessera, &Who::Member(member), locale).await?;
    Ok(Answer::ok(Paged::whole(all.into_iter().map(ChoiceBody::from).collect())))
}

/// Pick options of a choice
///
/// They replace what was picked before, at once or from the next period on, as the
/// programme says.
#[utoipa::path(post, path = "/v1/members/{member_id}/choices", operation_id = "choose",
    tag = "choices", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewChoice, responses((status = 200, description = "Picked.", body = Change)))]
async fn choose(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewChoice>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("choose", member, &new));
    let options = new.options.0.into_iter().map(Key::from).collect();
    let who = Who::Member(member);
    let committed = choices::choose(&app.tessera, &ask, &who, new.choice.into(), options).await?;
    done(&app, committed, &locale).await
}

/// List the offers that a member can activate
///
/// Offers that work only once they are activated, and are not over.
#[utoipa::path(get, path = "/v1/members/{member_id}/activations",
    operation_id = "list_offers_to_activate", tag = "choices",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All of them.", body = Paged<ActivatableBody>)))]
async fn offers(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<ActivatableBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let locale = scales.locale(locale.as_str());
    let all = choices::list_offers(&app.tessera, &Who::Member(member), locale).await?;
    Ok(Answer::ok(Paged::whole(all.into_iter().map(ActivatableBody::from).collect())))
}

/// Activate an offer
#[utoipa::path(post, path = "/v1/members/{member_id}/activations",
    operation_id = "activate_offer", tag = "choices",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewOfferActivation,
    responses((status = 201, description = "Activated.", body = Change)))]
async fn activate(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewOfferActivation>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("activate_offer", member, &new));
    let who = Who::Member(member);
    let committed = choices::activate_offer(&app.tessera, &ask, &who, new.offer.into()).await?;
    made(&app, committed, &locale).await
}
