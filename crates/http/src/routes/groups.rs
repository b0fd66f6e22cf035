//! Groups: forming, finding, seats.

use super::{change, done};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::own;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::group::{GroupBody, NewGroup, NewSeatChange, OwnSeat};
use crate::wire::ids;
use crate::wire::page::Paged;
use crate::wire::text::Word;
use axum::Extension;
use axum::extract::State;
use model::activity::SeatChange;
use model::id::{GroupId, MemberId};
use model::{Code, Key};
use serde::Deserialize;
use service::keys::Caller;
use service::{Who, groups};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find, form))
        .routes(routes!(get))
        .routes(routes!(seat))
        .routes(routes!(seats_of_member))
}

/// Form a group
///
/// The answer names it in `group`. Members form groups of which they are the head.
#[utoipa::path(post, path = "/v1/groups", operation_id = "create_group", tag = "groups",
    request_body = NewGroup, responses((status = 201, description = "Formed.", body = Change)))]
async fn form(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    locale: Locale,
    Body(new): Body<NewGroup>,
) -> Result<Answer<Change>, Problem> {
    let head = match own::member(&caller) {
        Some(me) => Who::Member(me),
        None => new.head.shown(&app.tessera, caller.party, "/head").await?,
    };
    let (kind, key) = (Key::from(new.kind), new.key.map(Key::from));
    let ask = write.ask(&("create_group", &kind, &key, &head));
    let committed = groups::form(&app.tessera, &ask, kind, key, &head).await?;
    let replayed = committed.replayed;
    let change = change(&app, committed, &locale).await?;
    let at = change.group.map(|id| format!("/v1/groups/{id}")).unwrap_or_default();
    Ok(Answer::created(change).replayed(replayed).at(at))
}

/// How to find a group.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct GroupParams {
    /// Which kind of group of the programme.
    kind: Word,
    /// Its own short name.
    key: Word,
}

/// Find a group by its short name
///
/// The list is empty when there is none.
#[utoipa::path(get, path = "/v1/groups", operation_id = "find_group", tag = "groups",
    params(GroupParams),
    responses((status = 200, description = "Found or not.", body = Paged<GroupBody>)))]
async fn find(
    State(app): State<App>,
    Params(params): Params<GroupParams>,
) -> Result<Answer<Paged<GroupBody>>, Problem> {
    let found = groups::find(&app.tessera, &params.kind.0, &params.key.0).await?;
    let items = match found {
        Some(id) => vec![read(&app, id).await?],
        None => Vec::new(),
    };
    Ok(Answer::ok(Paged::whole(items)))
}

/// Read a group
///
/// Who belongs to it, and what it holds; exact.
#[utoipa::path(get, path = "/v1/groups/{group_id}", operation_id = "get_group", tag = "groups",
    params(("group_id" = ids::GroupId, Path, description = "Which group.")),
    responses((status = 200, description = "The group.", body = GroupBody)))]
async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(group): Id<GroupId>,
) -> Result<Answer<GroupBody>, Problem> {
    let body = read(&app, group).await?;
    if own::member(&caller).is_some_and(|me| !body.has(me)) {
        return Err(Problem::of(Code::GROUP_NOT_FOUND).detail(group.to_string()));
    }
    Ok(Answer::ok(body))
}

async fn read(app: &App, id: GroupId) -> Result<GroupBody, Problem> {
    let scales = Scales::now(app).await?;
    let group = groups::get(&app.tessera, id).await?;
    let body = GroupBody::of(&scales, &group);
    body.ok_or_else(|| Problem::of(Code::GROUP_NOT_FOUND).detail(id.to_string()))
}

/// Change a seat of a group
///
/// Somebody asks for a seat, is agreed to, or leaves with what is their own; leaving before one
/// was agreed to takes the request back. Members do it for themselves; the head of a group agrees to others and sends them away.
#[utoipa::path(post, path = "/v1/groups/{group_id}/seats", operation_id = "change_seat",
    tag = "groups", params(("group_id" = ids::GroupId, Path, description = "Which group.")),
    request_body = NewSeatChange, responses((status = 200, description = "Changed.", body = Change)))]
async fn seat(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    locale: Locale,
    Id(group): Id<GroupId>,
    Body(new): Body<NewSeatChange>,
) -> Result<Answer<Change>, Problem> {
    let who = new.member.shown(&app.tessera, caller.party, "/member").await?;
    let role = new.role.map(Key::from);
    if let Some(me) = own::member(&caller) {
        is_theirs_to_change(&app, me, group, new.change, &who).await?;
    }
    let ask = write.ask(&("change_seat", group, &who, new.change, &role));
    let tessera = &app.tessera;
    let committed = match new.change {
        SeatChange::Ask => groups::ask_for_seat(tessera, &ask, group, &who, role).await?,
        SeatChange::Approve => groups::approve(tessera, &ask, group, &who).await?,
        SeatChange::Leave => groups::leave(tessera, &ask, group, &who).await?,
    };
    done(&app, committed, &locale).await
}

/// Members ask for a seat and leave for themselves; the head agrees, and sends away.
async fn is_theirs_to_change(
    app: &App,
    me: MemberId,
    group: GroupId,
    change: SeatChange,
    who: &Who,
) -> Result<(), Problem> {
    let is_me = *who == Who::Member(me);
    let may = match change {
        SeatChange::Ask => is_me,
        SeatChange::Leave if is_me => true,
        SeatChange::Approve | SeatChange::Leave => read(app, group).await?.head == me,
    };
    match may {
        true => Ok(()),
        false => Err(Problem::of(Code::FORBIDDEN)),
    }
}

/// List the groups of a member
///
/// Those that they belong to, and those that they asked for a seat of and nobody has agreed to yet.
#[utoipa::path(get, path = "/v1/members/{member_id}/groups", operation_id = "list_seats",
    tag = "groups", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "All seats, those that wait last.", body = Paged<OwnSeat>)))]
async fn seats_of_member(
    State(app): State<App>,
    Id(member): Id<MemberId>,
) -> Result<Answer<Paged<OwnSeat>>, Problem> {
    let seats = groups::of_member(&app.tessera, member).await?.into_iter();
    Ok(Answer::ok(Paged::whole(seats.map(OwnSeat::from).collect())))
}
