//! Disagreements about a settlement.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Write};
use crate::own;
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::dispute::{DisputeBody, DisputeRuling, DisputeWish};
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::text::Word;
use axum::Extension;
use axum::extract::State;
use model::id::SubmissionId;
use model::{Code, Key};
use service::keys::Caller;
use service::partners::{self, NewDispute};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(open)).routes(routes!(decide))
}

/// List the disputes
///
/// In the order of opening, decided ones included. Partners see their own.
#[utoipa::path(get, path = "/v1/disputes", operation_id = "list_disputes", tag = "partners",
    responses((status = 200, description = "All of them.", body = Paged<DisputeBody>)))]
async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Answer<Paged<DisputeBody>>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut all = partners::list_disputes(&app.tessera).await?;
    if let Some(firm) = own::firm(&app, &caller).await? {
        all.retain(|dispute| dispute.about.party == firm);
    }
    let items = all.into_iter().map(|dispute| DisputeBody::of(&scales, dispute));
    Ok(Answer::ok(Paged::whole(items.collect())))
}

/// Open a dispute about a settlement
#[utoipa::path(post, path = "/v1/settlements/{period}/disputes", operation_id = "open_dispute",
    tag = "partners", params(("period" = Word, Path, description = "Which period.")),
    request_body = DisputeWish,
    responses((status = 201, description = "Opened.", body = DisputeBody)))]
async fn open(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Id(period): Id<Word>,
    Body(wish): Body<DisputeWish>,
) -> Result<Answer<DisputeBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let claimed = reading.money_if(wish.claimed.as_ref(), || "/claimed".to_owned());
    reading.finish()?;
    let period = partners::parse_period(&app.tessera, &period.0).await?;
    let party = Key::from(wish.party);
    if own::firm(&app, &caller).await?.is_some_and(|firm| firm != party) {
        return Err(Problem::of(Code::FORBIDDEN).detail("partners dispute what concerns them"));
    }
    let new = NewDispute {
        party,
        period: smol_str::format_smolstr!("{period}"),
        claimed,
        reason: wish.reason.0,
    };
    let ask = write.ask(&("open_dispute", &new));
    let dispute = partners::open_dispute(&app.tessera, &ask, new).await?;
    Ok(Answer::created(DisputeBody::of(&scales, dispute)))
}

/// Decide a dispute
///
/// Once. What becomes due counts on this day.
#[utoipa::path(post, path = "/v1/disputes/{dispute_id}/decision",
    operation_id = "decide_dispute", tag = "partners",
    params(("dispute_id" = ids::DisputeId, Path, description = "Which dispute.")),
    request_body = DisputeRuling,
    responses((status = 200, description = "Decided.", body = DisputeBody)))]
async fn decide(
    State(app): State<App>,
    write: Write,
    Id(dispute): Id<SubmissionId>,
    Body(ruling): Body<DisputeRuling>,
) -> Result<Answer<DisputeBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let amount = reading.money(&ruling.amount, || "/amount".to_owned());
    reading.finish()?;
    let reason = ruling.reason.0;
    let ask = write.ask(&("decide_dispute", dispute, amount, &reason));
    let decided = partners::decide_dispute(&app.tessera, &ask, dispute, amount, reason).await?;
    Ok(Answer::ok(DisputeBody::of(&scales, decided)))
}
