//! What leads to a member.

use super::done;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::who::IdentityBody;
use axum::extract::State;
use model::id::MemberId;
use service::{Who, members};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(remove))
}

/// List the identities of a member
#[utoipa::path(get, path = "/v1/members/{member_id}/identities", operation_id = "list_identities",
    tag = "identities", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "All of them.", body = Paged<IdentityBody>)))]
async fn list(
    State(app): State<App>,
    Id(member): Id<MemberId>,
) -> Result<Answer<Paged<IdentityBody>>, Problem> {
    let member = members::get(&app.tessera, &Who::Member(member)).await?;
    let items = member.identities.iter().map(IdentityBody::from).collect();
    Ok(Answer::ok(Paged::whole(items)))
}

/// Let an identity lead to a member
///
/// Refused when it leads to somebody else.
#[utoipa::path(post, path = "/v1/members/{member_id}/identities", operation_id = "add_identity",
    tag = "identities", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = IdentityBody, responses((status = 200, description = "Added.", body = Change)))]
async fn add(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(identity): Body<IdentityBody>,
) -> Result<Answer<Change>, Problem> {
    let identity = identity.read()?;
    let ask = write.ask(&("add_identity", member, &identity));
    let who = Who::Member(member);
    let committed = members::add_identity(&app.tessera, &ask, &who, &identity).await?;
    done(&app, committed, &locale).await
}

/// Stop an identity from leading to a member
#[utoipa::path(post, path = "/v1/members/{member_id}/identities/remove",
    operation_id = "remove_identity", tag = "identities",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = IdentityBody, responses((status = 200, description = "Removed.", body = Change)))]
async fn remove(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(identity): Body<IdentityBody>,
) -> Result<Answer<Change>, Problem> {
    let identity = identity.read()?;
    let ask = write.ask(&("remove_identity", member, &identity));
    let who = Who::Member(member);
    let committed = members::remove_identity(&app.tessera, &ask, &who, &identity).await?;
    done(&app, committed, &locale).await
}
