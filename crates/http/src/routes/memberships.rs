//! Memberships that are paid for.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Ids, Locale, Params, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::membership::{HolderBody, MembershipBody, MembershipCancellation, NewMembership};
use crate::wire::page::{LocaleParams, PageParams, Paged};
use crate::wire::text::Word;
use axum::extract::State;
use model::id::MemberId;
use model::{Code, Key};
use service::{Who, members, memberships};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, start))
        .routes(routes!(cancel))
        .routes(routes!(holders))
}

/// List the memberships of a member
///
/// Those that are not over, each with what it cost and what it saved so far.
#[utoipa::path(get, path = "/v1/members/{member_id}/memberships",
    operation_id = "list_memberships", tag = "memberships",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All of them.", body = Paged<MembershipBody>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<MembershipBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let locale = scales.locale(locale.as_str());
    let snapshot = members::state(&app.tessera, member).await?;
    let terms = &snapshot.member.memberships;
    let mut items = Vec::new();
    for plan in &scales.book.plans {
        if !terms.iter().any(|term| term.plan == plan.key) {
            continue;
        }
        match memberships::meter(&app.tessera, &Who::Member(member), &plan.key).await {
            Ok(meter) => items.push(MembershipBody::of(&scales, &meter, terms, locale)),
            Err(error) if error.code() == Code::MEMBERSHIP_NONE => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Answer::ok(Paged::whole(items)))
}

/// Begin a membership
///
/// Or add a term to the present one. Memberships that are sold as goods begin with their
/// receipt.
#[utoipa::path(post, path = "/v1/members/{member_id}/memberships",
    operation_id = "start_membership", tag = "memberships",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewMembership, responses((status = 201, description = "Begun.", body = Change)))]
async fn start(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewMembership>,
) -> Result<Answer<Change>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let paid = reading.money_if(new.paid.as_ref(), || "/paid".to_owned());
    if paid.is_some_and(|paid| paid.0 < 0) {
        reading.wrong("/paid".to_owned(), "expected nothing or more");
    }
    reading.finish()?;
    let (plan, trial) = (Key::from(new.membership), new.trial);
    let ask = write.ask(&("start_membership", member, &plan, trial, paid));
    let who = Who::Member(member);
    let committed = memberships::start(&app.tessera, &ask, &who, plan, trial, paid).await?;
    made(&app, committed, &locale).await
}

/// Give a membership up
///
/// What goes back of the fee is the `money` of the effect.
#[utoipa::path(post, path = "/v1/members/{member_id}/memberships/{membership}/cancel",
    operation_id = "cancel_membership", tag = "memberships",
    params(("member_id" = ids::MemberId, Path, description = "Which member."),
        ("membership" = Word, Path, description = "Which membership of the programme.")),
    request_body = MembershipCancellation,
    responses((status = 200, description = "Ended.", body = Change)))]
async fn cancel(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Ids(member, membership): Ids<MemberId, Word>,
    Body(new): Body<MembershipCancellation>,
) -> Result<Answer<Change>, Problem> {
    let (plan, reason) = (Key::from(membership), new.reason.map(|r| r.0));
    let ask = write.ask(&("cancel_membership", member, &plan, &reason));
    let who = Who::Member(member);
    let committed = memberships::cancel(&app.tessera, &ask, &who, plan, reason).await?;
    done(&app, committed, &locale).await
}

/// List the members who have a membership
///
/// Those who joined last come first. Whom it finds may lag by a moment.
#[utoipa::path(get, path = "/v1/memberships/{membership}/members",
    operation_id = "list_membership_holders", tag = "memberships",
    params(("membership" = Word, Path, description = "Which membership."), PageParams),
    responses((status = 200, description = "One page.", body = Paged<HolderBody>)))]
async fn holders(
    State(app): State<App>,
    Id(membership): Id<Word>,
    Params(page): Params<PageParams>,
) -> Result<Answer<Paged<HolderBody>>, Problem> {
    let scales = Scales::now(&app).await?;
    let plan = Key::from(membership);
    let listed = memberships::holders(&app.tessera, &plan, page.newest()).await?;
    Ok(Answer::ok(Paged::of(listed, |holder| HolderBody::of(&scales, holder))))
}
