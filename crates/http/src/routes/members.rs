//! Members: joining, finding, facts, blocking.

use super::{change, done};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, IfMatch, Locale, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::member::{MemberBody, MemberChange, NewMember};
use crate::wire::page::Paged;
use crate::wire::text::Word;
use crate::wire::who::MemberRef;
use axum::Extension;
use axum::extract::State;
use model::Key;
use model::id::MemberId;
use serde::Deserialize;
use service::keys::Caller;
use service::members::{self, Enrolment};
use service::{Identity, IdentityKind, Who};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create, find))
        .routes(routes!(find_by_body))
        .routes(routes!(get, update))
        .routes(routes!(block))
        .routes(routes!(unblock))
}

/// Enrol a member
///
/// Identities must not lead to another member. The answer names the new member in `member`.
#[utoipa::path(post, path = "/v1/members", operation_id = "create_member", tag = "members",
    request_body = NewMember, responses((status = 201, description = "Enrolled.", body = Change)))]
async fn create(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Body(new): Body<NewMember>,
) -> Result<Answer<Change>, Problem> {
    let mut identities = Vec::with_capacity(new.identities.0.len() + 1);
    if let Some(own) = &new.external_id {
        identities.push(Identity::parse(IdentityKind::External, &own.0)?);
    }
    for identity in &new.identities.0 {
        identities.push(identity.read()?);
    }
    identities.sort();
    identities.dedup();
    let enrolment = Enrolment {
        profile: new.profile.read()?,
        contact: new.contact.into(),
        identities,
        channel: new.channel.map(Key::from),
        store: new.store.map(Key::from),
        at: new.at.map(|at| at.0),
        referred_by: new.referred_by.map(Into::into),
        affiliate: new.affiliate.map(Key::from),
    };
    let ask = write.ask(&("create_member", &enrolment));
    let committed = members::enrol(&app.tessera, &ask, enrolment).await?;
    let replayed = committed.replayed;
    let change = change(&app, committed, &locale).await?;
    let at = change.member.map(|id| format!("/v1/members/{id}")).unwrap_or_default();
    Ok(Answer::created(change).replayed(replayed).at(at))
}

/// How to find a member.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Finding {
    /// Our id.
    #[param(value_type = Option<ids::MemberId>)]
    id: Option<MemberId>,
    /// The caller's own id.
    external_id: Option<Word>,
}

/// Find a member by an id
///
/// Exactly one parameter. The list is empty when the id leads to nobody. Phones, addresses,
/// cards and tokens go with `POST /v1/members/find`.
#[utoipa::path(get, path = "/v1/members", operation_id = "find_member", tag = "members",
    params(Finding), responses((status = 200, description = "Found or not.", body = Paged<MemberBody>)))]
async fn find(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(by): Params<Finding>,
) -> Result<Answer<Paged<MemberBody>>, Problem> {
    let Finding { id, external_id } = by;
    found(&app, &caller, MemberRef { id, external_id, ..MemberRef::default() }).await
}

/// Find a member by an identity
///
/// Exactly one field. The list is empty when the identity leads to nobody. Identities do not
/// stand in addresses, which others keep.
#[utoipa::path(post, path = "/v1/members/find", operation_id = "find_member_privately",
    tag = "members", request_body = MemberRef,
    responses((status = 200, description = "Found or not.", body = Paged<MemberBody>)))]
async fn find_by_body(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Body(by): Body<MemberRef>,
) -> Result<Answer<Paged<MemberBody>>, Problem> {
    found(&app, &caller, by).await
}

async fn found(
    app: &App,
    caller: &Caller,
    by: MemberRef,
) -> Result<Answer<Paged<MemberBody>>, Problem> {
    let who = by.shown(&app.tessera, caller.party, "").await?;
    let scales = Scales::now(app).await?;
    let items = match members::get(&app.tessera, &who).await {
        Ok(member) => vec![MemberBody::of(&scales, &member, caller)],
        Err(error) if error.code() == model::Code::MEMBER_NOT_FOUND => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    Ok(Answer::ok(Paged::whole(items)))
}

/// Read a member
///
/// Balances and tiers are exact. Tills see no contact data, profile and identities.
#[utoipa::path(get, path = "/v1/members/{member_id}", operation_id = "get_member", tag = "members",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "The member.", body = MemberBody)))]
async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(member): Id<MemberId>,
) -> Result<Answer<MemberBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let member = members::get(&app.tessera, &Who::Member(member)).await?;
    let seq = member.snapshot.seq;
    Ok(Answer::ok(MemberBody::of(&scales, &member, &caller)).etag(seq))
}

/// Change facts about a member
///
/// `profile` and `contact` are replaced as a whole. With `If-Match` only if nothing
/// happened since.
#[utoipa::path(patch, path = "/v1/members/{member_id}", operation_id = "update_member",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = MemberChange, responses((status = 200, description = "Changed.", body = Change)))]
async fn update(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    IfMatch(expected_seq): IfMatch<u64>,
    Body(new): Body<MemberChange>,
) -> Result<Answer<Change>, Problem> {
    let change = members::Change {
        profile: new.profile.map(|p| p.read()).transpose()?,
        contact: new.contact.map(Into::into),
        blocked: None,
        invite: new.invite.map(|i| (i.track.into(), i.tier.into())),
        expected_seq,
    };
    let ask = write.ask(&("update_member", member, &change));
    let committed = members::update(&app.tessera, &ask, &Who::Member(member), change).await?;
    done(&app, committed, &locale).await
}

/// Block a member
///
/// A blocked member neither earns nor spends.
#[utoipa::path(post, path = "/v1/members/{member_id}/block", operation_id = "block_member",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "Blocked.", body = Change)))]
async fn block(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
) -> Result<Answer<Change>, Problem> {
    set_blocked(&app, &write, &locale, member, true).await
}

/// Unblock a member
#[utoipa::path(post, path = "/v1/members/{member_id}/unblock", operation_id = "unblock_member",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "Unblocked.", body = Change)))]
async fn unblock(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
) -> Result<Answer<Change>, Problem> {
    set_blocked(&app, &write, &locale, member, false).await
}

async fn set_blocked(
    app: &App,
    write: &Write,
    locale: &Locale,
    member: MemberId,
    blocked: bool,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("block_member", member, blocked));
    let committed = members::block(&app.tessera, &ask, &Who::Member(member), blocked).await?;
    done(app, committed, locale).await
}
