//! What is due to partners, affiliates and causes: statements, closing, payouts.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::own;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::page::Paged;
use crate::wire::settlement::{ClosedBody, NewClosing, PartyBody, Payout, SettlementBody, payouts};
use crate::wire::text::Word;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::{Code, Key};
use serde::Deserialize;
use service::keys::Caller;
use service::partners;
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(close)).routes(routes!(list_payouts))
}

/// Whose part of a settlement.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SettlementParams {
    /// Only what concerns this partner, affiliate or cause.
    party: Option<Word>,
}

/// Read the settlement of a period
///
/// What is due on which ground, and who pays whom. Periods are written `2026-03`,
/// `2026-Q1`, `2026`, `2026-W10` or `2026-03-02`. May lag by a moment. Partners see their own part.
#[utoipa::path(get, path = "/v1/settlements/{period}", operation_id = "get_settlement",
    tag = "partners",
    params(("period" = Word, Path, description = "Which period."), SettlementParams),
    responses((status = 200, description = "The numbers.", body = SettlementBody)))]
async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Id(period): Id<Word>,
    Params(params): Params<SettlementParams>,
) -> Result<Answer<SettlementBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = scales.locale(locale.as_str());
    let period = partners::parse_period(&app.tessera, &period.0).await?;
    let mut statement = partners::statement(&app.tessera, period).await?;
    let party = own::firm(&app, &caller).await?.or(params.party.map(Key::from));
    if let Some(party) = &party {
        statement.rows.retain(|row| row.party == *party);
        statement.payments.retain(|paid| paid.from == *party || paid.to == *party);
    }
    let due = statement.rows.iter().map(|row| &row.party);
    let paid = statement.payments.iter().flat_map(|paid| [&paid.from, &paid.to]);
    let named: BTreeSet<Key> = party.iter().chain(due).chain(paid).cloned().collect();
    let names = partners::names(&app.tessera, &scales.book, named).await?;
    let parties = names.iter().map(|(key, name)| PartyBody::of(key, name, locale)).collect();
    Ok(Answer::ok(SettlementBody::of(&scales, &statement, parties)))
}

/// Close a period
///
/// It must be over. Each ground is closed once; the numbers are written down.
#[utoipa::path(post, path = "/v1/settlements/{period}/close", operation_id = "close_settlement",
    tag = "partners", params(("period" = Word, Path, description = "Which period.")),
    request_body = NewClosing,
    responses((status = 200, description = "Closed.", body = ClosedBody)))]
async fn close(
    State(app): State<App>,
    write: Write,
    Id(period): Id<Word>,
    Body(new): Body<NewClosing>,
) -> Result<Answer<ClosedBody>, Problem> {
    let ask = write.ask(&("close_settlement", &period, &new));
    let scales = Scales::now(&app).await?;
    let period = partners::parse_period(&app.tessera, &period.0).await?;
    let closed = partners::close(&app.tessera, &ask, period, new.ground).await?;
    Ok(Answer::ok(ClosedBody::of(&scales, closed)))
}

/// Which payouts, and how.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PayoutParams {
    /// Which period.
    #[param(example = "2026-03")]
    period: Word,
    /// How they are written.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Format {
    /// As JSON.
    #[default]
    Json,
    /// As comma-separated values with a line of names.
    Csv,
}

/// List the payouts of a period
///
/// Who pays whom to settle it, as JSON or CSV. Partners see their own.
#[utoipa::path(get, path = "/v1/payouts", operation_id = "list_payouts", tag = "partners",
    params(PayoutParams),
    responses((status = 200, description = "All of them.",
        content((Paged<Payout> = "application/json"), (String = "text/csv")))))]
async fn list_payouts(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(params): Params<PayoutParams>,
) -> Result<Response, Problem> {
    let scales = Scales::now(&app).await?;
    let period = partners::parse_period(&app.tessera, &params.period.0).await?;
    let statement = partners::statement(&app.tessera, period).await?;
    let mut payouts = payouts(&scales, &statement);
    if let Some(firm) = own::firm(&app, &caller).await? {
        payouts.retain(|paid| firm.as_str() == paid.from.0 || firm.as_str() == paid.to.0);
    }
    match params.format {
        Format::Json => Ok(Answer::ok(Paged::whole(payouts)).into_response()),
        Format::Csv => csv(&payouts),
    }
}

fn csv(payouts: &[Payout]) -> Result<Response, Problem> {
    let broken = |error: &dyn std::error::Error| {
        tracing::error!(%error, "payouts cannot be written as CSV");
        Problem::of(Code::INTERNAL)
    };
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    let names = ["period", "from", "to", "amount", "currency"];
    writer.write_record(names).map_err(|error| broken(&error))?;
    for payout in payouts {
        writer.serialize(payout).map_err(|error| broken(&error))?;
    }
    let body = writer.into_inner().map_err(|error| broken(&error))?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], body).into_response())
}
