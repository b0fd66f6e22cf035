//! Those who work with the programme.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Write};
use crate::problem::Problem;
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::staff::{Invitation, NewStaffBody, StaffBody, StaffChangeBody};
use axum::Extension;
use axum::extract::State;
use model::Key;
use model::id::StaffId;
use service::keys::Caller;
use service::people::staff;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(change)).routes(routes!(invite))
}

/// List the staff
///
/// Disabled ones included.
#[utoipa::path(get, path = "/v1/staff", operation_id = "list_staff", tag = "access",
    responses((status = 200, description = "All of them.", body = Paged<StaffBody>)))]
async fn list(State(app): State<App>) -> Result<Answer<Paged<StaffBody>>, Problem> {
    let rows = staff::list(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(rows.into_iter().map(StaffBody::from).collect())))
}

/// Add somebody
///
/// They choose their password by `invitation`, which is shown only in this answer.
#[utoipa::path(post, path = "/v1/staff", operation_id = "add_staff", tag = "access",
    request_body = NewStaffBody, responses((status = 201, description = "Added.", body = StaffBody)))]
async fn add(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewStaffBody>,
) -> Result<Answer<StaffBody>, Problem> {
    let ask = write.ask(&("add_staff", &new));
    let new = staff::NewStaff {
        email: new.email.map(|email| email.0),
        name: new.name.0,
        role: new.role,
        partner: new.partner.map(|partner| Key(partner.0)),
        pin: new.pin.map(|pin| pin.0.into()),
    };
    let added = staff::add(&app.tessera, &ask, new).await?;
    Ok(Answer::created(StaffBody::invited(added.row, added.invitation)))
}

/// Change somebody
///
/// Nobody changes their own role or disables themselves, and one owner always stays.
#[utoipa::path(patch, path = "/v1/staff/{staff_id}", operation_id = "change_staff", tag = "access",
    params(("staff_id" = ids::StaffId, Path, description = "Who.")), request_body = StaffChangeBody,
    responses((status = 200, description = "Changed.", body = StaffBody)))]
async fn change(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Id(id): Id<StaffId>,
    Body(body): Body<StaffChangeBody>,
) -> Result<Answer<StaffBody>, Problem> {
    let ask = write.ask(&("change_staff", id, &body));
    let row = staff::change(&app.tessera, &ask, &caller, id, body.into()).await?;
    Ok(Answer::ok(row.into()))
}

/// Make a new link for somebody
///
/// By it they choose a new password.
#[utoipa::path(post, path = "/v1/staff/{staff_id}/invite", operation_id = "invite_staff",
    tag = "access", params(("staff_id" = ids::StaffId, Path, description = "Who.")),
    responses((status = 201, description = "The link.", body = Invitation)))]
async fn invite(
    State(app): State<App>,
    write: Write,
    Id(id): Id<StaffId>,
) -> Result<Answer<Invitation>, Problem> {
    let ask = write.ask(&("invite_staff", id));
    let invitation = staff::invite(&app.tessera, &ask, id).await?;
    Ok(Answer::created(Invitation { invitation }))
}
