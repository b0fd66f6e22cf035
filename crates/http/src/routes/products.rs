//! What members own and register.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::proof::{self, NewProduct, ProductBody};
use axum::extract::State;
use model::Key;
use model::id::MemberId;
use service::{Who, members, proofs};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, register)).routes(routes!(release))
}

/// List the registered products of a member
#[utoipa::path(get, path = "/v1/members/{member_id}/products", operation_id = "list_products",
    tag = "proofs",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All of them.", body = Paged<ProductBody>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<ProductBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let snapshot = members::state(&app.tessera, member).await?;
    let locale = scales.locale(locale.as_str());
    Ok(Answer::ok(Paged::whole(proof::products(&scales, &snapshot.member, locale))))
}

/// Register a product
///
/// One member at a time has a serial number.
#[utoipa::path(post, path = "/v1/members/{member_id}/products",
    operation_id = "register_product", tag = "proofs",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewProduct,
    responses((status = 201, description = "Registered.", body = Change)))]
async fn register(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewProduct>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("register_product", member, &new));
    let (product, serial) = (Key::from(new.product), Key::from(new.serial));
    let who = Who::Member(member);
    let committed = proofs::register_product(&app.tessera, &ask, &who, product, serial).await?;
    made(&app, committed, &locale).await
}

/// Give a product up
///
/// It was sold or lost. Somebody else can register it.
#[utoipa::path(post, path = "/v1/members/{member_id}/products/release",
    operation_id = "release_product", tag = "proofs",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewProduct,
    responses((status = 200, description = "Given up.", body = Change)))]
async fn release(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewProduct>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("release_product", member, &new));
    let (product, serial) = (Key::from(new.product), Key::from(new.serial));
    let who = Who::Member(member);
    let committed = proofs::give_up_product(&app.tessera, &ask, &who, product, serial).await?;
    done(&app, committed, &locale).await
}
