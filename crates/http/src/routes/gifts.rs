//! Units that members give to each other, and groups to their people.

use super::made;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::giving::NewGift;
use crate::wire::ids;
use axum::extract::State;
use model::id::{GroupId, MemberId};
use model::{Key, Units};
use service::keys::Party;
use service::{Who, gifts};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(give)).routes(routes!(give_from_group))
}

/// Give units to another member
///
/// They leave and arrive at the same moment and keep their expiry.
#[utoipa::path(post, path = "/v1/members/{member_id}/gifts", operation_id = "give_units",
    tag = "giving", params(("member_id" = ids::MemberId, Path, description = "Who gives.")),
    request_body = NewGift, responses((status = 201, description = "Given.", body = Change)))]
async fn give(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewGift>,
) -> Result<Answer<Change>, Problem> {
    let (to, unit, amount) = read(&app, write.by(), new).await?;
    let ask = write.ask(&("give_units", member, &to, &unit, amount));
    let who = Who::Member(member);
    let committed = gifts::give(&app.tessera, &ask, &who, &to, unit, amount).await?;
    made(&app, committed, &locale).await
}

/// Give what a group collected
///
/// To one of its people, or to anybody else.
#[utoipa::path(post, path = "/v1/groups/{group_id}/gifts",
    operation_id = "give_units_of_group", tag = "giving",
    params(("group_id" = ids::GroupId, Path, description = "Which group gives.")),
    request_body = NewGift, responses((status = 201, description = "Given.", body = Change)))]
async fn give_from_group(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(group): Id<GroupId>,
    Body(new): Body<NewGift>,
) -> Result<Answer<Change>, Problem> {
    let (to, unit, amount) = read(&app, write.by(), new).await?;
    let ask = write.ask(&("give_units_of_group", group, &to, &unit, amount));
    let committed = gifts::give_from_group(&app.tessera, &ask, group, &to, unit, amount).await?;
    made(&app, committed, &locale).await
}

async fn read(app: &App, by: Party, new: NewGift) -> Result<(Who, Key, Units), Problem> {
    let to = new.to.shown(&app.tessera, by, "/to").await?;
    let scales = Scales::now(app).await?;
    let mut reading = Reading::new(&scales);
    let amount = reading.some_units(&new.unit.0, &new.amount, || "/amount".to_owned());
    reading.finish()?;
    Ok((to, new.unit.into(), amount))
}
