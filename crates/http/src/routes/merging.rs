//! Two accounts of one person become one, and are taken apart again.

use super::done;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::wire::approval::{ApprovalBody, WaitsForApproval};
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::who::MemberRef;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use model::id::MemberId;
use serde::Deserialize;
use service::approvals::{self, Asked};
use service::keys::Caller;
use service::members;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(merge)).routes(routes!(unmerge))
}

/// The account that goes on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "into": { "external_id": "c-1001" } }))]
struct Merging {
    /// Which.
    into: MemberRef,
}

/// Merge an account into another one of the same person
///
/// Points go over with their dates, tiers by the better, counters by sum; coupons, memberships,
/// proofs and products too. Phones and cards of the account lead to the one that goes on, and
/// what comes in late for it is passed on. It can be undone. When it moves more than a correction
/// may and somebody of the staff asks, it waits for a colleague.
#[utoipa::path(post, path = "/v1/members/{member_id}/merge", operation_id = "merge_member",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "The account that ends.")),
    request_body = Merging, responses(
        (status = 200, description = "Merged.", body = Change),
        (status = 202, description = "A colleague has to agree.", body = WaitsForApproval)))]
async fn merge(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<Merging>,
) -> Result<Response, Problem> {
    let into = new.into.shown(&app.tessera, caller.party, "/into").await?;
    let ask = write.ask(&("merge_member", member, &into));
    match approvals::merge(&app.tessera, &ask, &caller, member, &into).await? {
        Asked::Done(committed) => Ok(done(&app, committed, &locale).await?.into_response()),
        Asked::Waits(approval) => {
            let approval = ApprovalBody::of(*approval, None);
            Ok(Answer::accepted(WaitsForApproval { approval }).into_response())
        }
    }
}

/// Take merged accounts apart
///
/// What came from the account goes back to it. What was spent of it meanwhile is owed by the
/// account that spent it. The answer is what happened to the account that had gone on.
#[utoipa::path(post, path = "/v1/members/{member_id}/unmerge", operation_id = "unmerge_member",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "The account that comes back.")),
    responses((status = 200, description = "Taken apart.", body = Change)))]
async fn unmerge(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("unmerge_member", member));
    let committed = members::unmerge(&app.tessera, &ask, member).await?;
    done(&app, committed, &locale).await
}
