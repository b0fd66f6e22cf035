//! What a member holds, and corrections of it.

use super::made;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::approval::{ApprovalBody, WaitsForApproval};
use crate::wire::change::Change;
use crate::wire::holding::{self, Balance, LotBody};
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::text::{Decimal, Moment, Sentence, Word};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use model::activity::Adjust;
use model::id::MemberId;
use serde::Deserialize;
use service::approvals::{self, Asked};
use service::keys::Caller;
use service::members;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(balances)).routes(routes!(lots)).routes(routes!(adjust))
}

/// Read the balances of a member
///
/// Exact as of now: what is due by time alone has happened.
#[utoipa::path(get, path = "/v1/members/{member_id}/balances", operation_id = "list_balances",
    tag = "balances", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "All units.", body = Paged<Balance>)))]
async fn balances(
    State(app): State<App>,
    Id(member): Id<MemberId>,
) -> Result<Answer<Paged<Balance>>, Problem> {
    let scales = Scales::now(&app).await?;
    let snapshot = members::state(&app.tessera, member).await?;
    Ok(Answer::ok(Paged::whole(holding::balances(&scales, &snapshot))))
}

/// Read the lots of a member
///
/// Each earning with its own activation and expiry, reserved parts included.
#[utoipa::path(get, path = "/v1/members/{member_id}/lots", operation_id = "list_lots",
    tag = "balances", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "All open lots.", body = Paged<LotBody>)))]
async fn lots(
    State(app): State<App>,
    Id(member): Id<MemberId>,
) -> Result<Answer<Paged<LotBody>>, Problem> {
    let scales = Scales::now(&app).await?;
    let snapshot = members::state(&app.tessera, member).await?;
    Ok(Answer::ok(Paged::whole(holding::lots(&scales, &snapshot))))
}

/// A correction by a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "unit": "points", "amount": "100", "reason": "Delivered too late" }))]
struct NewAdjustment {
    /// Which unit.
    unit: Word,
    /// Credit when positive, debit when negative.
    amount: Decimal,
    /// When a credit expires; by the unit's own rule when absent.
    #[serde(default)]
    expires_at: Option<Moment>,
    /// Why.
    reason: Sentence,
}

/// Correct a balance
///
/// A correction above the limit of the settings waits for a colleague when somebody of the
/// staff asks.
#[utoipa::path(post, path = "/v1/members/{member_id}/adjustments", operation_id = "adjust_balance",
    tag = "balances", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewAdjustment, responses(
        (status = 201, description = "Booked.", body = Change),
        (status = 202, description = "A colleague has to agree.", body = WaitsForApproval)))]
async fn adjust(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewAdjustment>,
) -> Result<Response, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let amount = reading.units(&new.unit.0, &new.amount, || "/amount".to_owned());
    if amount.is_zero() {
        reading.wrong("/amount".to_owned(), "expected more or less than nothing");
    }
    reading.finish()?;
    let adjustment = Adjust {
        unit: new.unit.into(),
        amount,
        expires_at: new.expires_at.map(|at| at.0),
        reason: new.reason.0,
        by: Some(smol_str::format_smolstr!("{}", caller.party)),
    };
    let ask = write.ask(&("adjust_balance", member, &adjustment));
    match approvals::adjust(&app.tessera, &ask, &caller, member, adjustment).await? {
        Asked::Done(committed) => Ok(made(&app, committed, &locale).await?.into_response()),
        Asked::Waits(approval) => {
            let approval = ApprovalBody::of(*approval, Some(&scales));
            Ok(Answer::accepted(WaitsForApproval { approval }).into_response())
        }
    }
}
