//! Figures of days and periods.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::report::{
    DayRow, DaysBody, ExpiringDayRow, ExpiringParams, OverviewBody, RuleRow, RulesBody, SpanParams,
    StoreBody, TierRow,
};
use axum::extract::State;
use model::Key;
use service::reports::{self, Span};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(days))
        .routes(routes!(overview))
        .routes(routes!(rules))
        .routes(routes!(tiers))
        .routes(routes!(expiring))
        .routes(routes!(stores))
}

impl SpanParams {
    /// The days that are meant.
    async fn read(self, app: &App) -> Result<Span, Problem> {
        let Self { from, until } = self;
        let span = Span::read(&app.tessera, from.map(|day| day.0), until.map(|day| day.0));
        Ok(span.await?)
    }
}

/// Read figures day by day
///
/// Every day, those on which nothing happened as well. May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/days", operation_id = "report_days", tag = "reports",
    params(SpanParams), responses((status = 200, description = "The days.", body = DaysBody)))]
async fn days(
    State(app): State<App>,
    Params(params): Params<SpanParams>,
) -> Result<Answer<DaysBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let days = reports::days(&app.tessera, params.read(&app).await?).await?;
    let items = days.iter().map(|day| DayRow::of(&scales, day)).collect();
    Ok(Answer::ok(DaysBody { currency: scales.currency(), items }))
}

/// Read how the programme does
///
/// A period beside as many days just before it, and what stands with members. Whoever bought
/// something on several days is one active member. May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/overview", operation_id = "report_overview",
    tag = "reports", params(SpanParams),
    responses((status = 200, description = "The figures.", body = OverviewBody)))]
async fn overview(
    State(app): State<App>,
    Params(params): Params<SpanParams>,
) -> Result<Answer<OverviewBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let overview = reports::overview(&app.tessera, params.read(&app).await?).await?;
    Ok(Answer::ok(OverviewBody::of(&scales, &overview)))
}

/// Which days, and in which language.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RuleParams {
    /// The first day, in the programme's time zone; thirty days in all when absent.
    from: Option<crate::wire::text::Day>,
    /// The last day, which is included; today when absent.
    until: Option<crate::wire::text::Day>,
    /// Language of names; `Accept-Language` when absent.
    #[param(max_length = 35, example = "en")]
    locale: Option<crate::wire::text::Word>,
}

/// Read how often rules acted
///
/// And what that cost: discounts, and units less those that returns took back. Rules of the
/// programme in its order, also those that never acted. May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/rules", operation_id = "report_rules", tag = "reports",
    params(RuleParams), responses((status = 200, description = "The rules.", body = RulesBody)))]
async fn rules(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<RuleParams>,
) -> Result<Answer<RulesBody>, Problem> {
    let RuleParams { from, until, locale: asked } = params;
    let scales = Scales::now(&app).await?;
    let span = SpanParams { from, until }.read(&app).await?;
    let rules = reports::rules(&app.tessera, span).await?;
    let locale = LocaleParams { locale: asked }.locale(locale);
    let locale = scales.locale(locale.as_str());
    let items = rules.iter().map(|row| RuleRow::of(&scales, locale, row)).collect();
    Ok(Answer::ok(RulesBody { currency: scales.currency(), items }))
}

/// Read how many members hold each tier
///
/// Tiers of the programme from the lowest up, also empty ones. May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/tiers", operation_id = "report_tiers", tag = "reports",
    params(LocaleParams),
    responses((status = 200, description = "The tiers.", body = Paged<TierRow>)))]
async fn tiers(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<TierRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = params.locale(locale);
    let locale = scales.locale(locale.as_str());
    let tiers = reports::tiers(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(tiers.iter().map(|row| TierRow::of(locale, row)).collect())))
}

/// Read on which days something expires
///
/// What of a unit expires in the coming thirty days; days without are left out. Whose it is,
/// `GET /v1/members/search?expiring=` says. May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/expiring", operation_id = "report_expiring",
    tag = "reports", params(ExpiringParams),
    responses((status = 200, description = "The days.", body = Paged<ExpiringDayRow>)))]
async fn expiring(
    State(app): State<App>,
    Params(params): Params<ExpiringParams>,
) -> Result<Answer<Paged<ExpiringDayRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let unit = Key::from(params.unit);
    let days = reports::expiring(&app.tessera, unit.clone()).await?;
    let items = days.iter().map(|row| ExpiringDayRow::of(&scales, &unit, row)).collect();
    Ok(Answer::ok(Paged::whole(items)))
}

/// List the stores
///
/// Those that receipts came from, and those where a till stands. May lag by a moment.
#[utoipa::path(get, path = "/v1/stores", operation_id = "list_stores", tag = "reports",
    responses((status = 200, description = "All of them.", body = Paged<StoreBody>)))]
async fn stores(State(app): State<App>) -> Result<Answer<Paged<StoreBody>>, Problem> {
    let stores = reports::stores(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(stores.into_iter().map(StoreBody::from).collect())))
}
