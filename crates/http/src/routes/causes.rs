//! Good causes.

use super::made;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::giving::{CauseBody, NewDonation};
use crate::wire::ids;
use crate::wire::page::{LocaleParams, Paged};
use axum::extract::State;
use model::Key;
use model::id::MemberId;
use service::{Who, causes};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(donate))
}

/// List the causes
///
/// With what came together so far, exact.
#[utoipa::path(get, path = "/v1/causes", operation_id = "list_causes", tag = "giving",
    params(LocaleParams),
    responses((status = 200, description = "All causes.", body = Paged<CauseBody>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<CauseBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let all = causes::list(&app.tessera, scales.locale(locale.as_str())).await?;
    let items = all.into_iter().map(|cause| CauseBody::of(&scales, cause));
    Ok(Answer::ok(Paged::whole(items.collect())))
}

/// Give units to a cause
///
/// At their worth in money.
#[utoipa::path(post, path = "/v1/members/{member_id}/donations", operation_id = "donate_units",
    tag = "giving", params(("member_id" = ids::MemberId, Path, description = "Who gives.")),
    request_body = NewDonation, responses((status = 201, description = "Given.", body = Change)))]
async fn donate(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewDonation>,
) -> Result<Answer<Change>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let amount = reading.some_units(&new.unit.0, &new.amount, || "/amount".to_owned());
    reading.finish()?;
    let (cause, unit) = (Key::from(new.cause), Key::from(new.unit));
    let ask = write.ask(&("donate_units", member, &cause, &unit, amount));
    let who = Who::Member(member);
    let committed = causes::donate(&app.tessera, &ask, &who, cause, unit, amount).await?;
    made(&app, committed, &locale).await
}
