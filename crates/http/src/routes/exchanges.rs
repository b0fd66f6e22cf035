//! Units that become units of a partner's own programme.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::giving::{ExchangeAnswer, ExchangeBody, NewExchange};
use crate::wire::ids;
use crate::wire::page::{PageParams, Paged};
use axum::extract::State;
use model::Key;
use model::id::{ExchangeId, MemberId};
use service::{Who, exchanges};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(request)).routes(routes!(list)).routes(routes!(answer))
}

/// Exchange units
///
/// The units are spent at once. The answer names the exchange in `exchange`; it waits for
/// the partner.
#[utoipa::path(post, path = "/v1/members/{member_id}/exchanges",
    operation_id = "create_exchange", tag = "giving",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewExchange, responses((status = 201, description = "Asked for.", body = Change)))]
async fn request(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewExchange>,
) -> Result<Answer<Change>, Problem> {
    let scales = Scales::now(&app).await?;
    let kind = Key::from(new.exchange);
    let declared = scales.book.exchange(kind.as_str());
    let unit = declared.map(|declared| declared.unit.clone()).unwrap_or_default();
    let mut reading = Reading::new(&scales);
    let amount = reading.some_units(unit.as_str(), &new.amount, || "/amount".to_owned());
    reading.finish()?;
    let account = new.account.0;
    let ask = write.ask(&("create_exchange", member, &kind, &account, amount));
    let who = Who::Member(member);
    let committed = exchanges::request(&app.tessera, &ask, &who, kind, account, amount).await?;
    made(&app, committed, &locale).await
}

/// List the exchanges that wait for an answer
#[utoipa::path(get, path = "/v1/exchanges", operation_id = "list_exchanges", tag = "giving",
    params(PageParams),
    responses((status = 200, description = "One page, in the order of asking.", body = Paged<ExchangeBody>)))]
async fn list(
    State(app): State<App>,
    Params(page): Params<PageParams>,
) -> Result<Answer<Paged<ExchangeBody>>, Problem> {
    let scales = Scales::now(&app).await?;
    let open = exchanges::list_open(&app.tessera, page.oldest()).await?;
    Ok(Answer::ok(Paged::of(open, |open| ExchangeBody::of(&scales, open))))
}

/// Note what the partner answered
///
/// When it is a no, the units come back to the lots that they left.
#[utoipa::path(post, path = "/v1/exchanges/{exchange_id}/answer",
    operation_id = "answer_exchange", tag = "giving",
    params(("exchange_id" = ids::ExchangeId, Path, description = "Which exchange.")),
    request_body = ExchangeAnswer,
    responses((status = 200, description = "Settled.", body = Change)))]
async fn answer(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(exchange): Id<ExchangeId>,
    Body(new): Body<ExchangeAnswer>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("answer_exchange", exchange, &new));
    let ExchangeAnswer { confirmed, reference } = new;
    let reference = reference.map(|r| r.0);
    let committed = exchanges::settle(&app.tessera, &ask, exchange, confirmed, reference).await?;
    done(&app, committed, &locale).await
}
