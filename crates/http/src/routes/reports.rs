//! Figures of days and periods.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::membership::{PlanRow, PlansBody};
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::report::{
    DayRow, DaysBody, ExpiringDayRow, ExpiringParams, OverviewBody, RaffleRow, RewardRow, RuleRow,
    RulesBody, SpanParams, TierRow,
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
        .routes(routes!(memberships))
        .routes(routes!(rewards))
        .routes(routes!(raffles))
        .routes(routes!(expiring))
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
struct NamedParams {
    /// The first day, in the programme's time zone; thirty days in all when absent.
    from: Option<crate::wire::text::Day>,
    /// The last day, which is included; today when absent.
    until: Option<crate::wire::text::Day>,
    /// Language of names; `Accept-Language` when absent.
    #[param(max_length = 35, example = "en")]
    locale: Option<crate::wire::text::Word>,
}

impl NamedParams {
    /// The days that are meant, and the language.
    async fn read(self, app: &App, header: Locale) -> Result<(Span, Locale), Problem> {
        let Self { from, until, locale } = self;
        let span = SpanParams { from, until }.read(app).await?;
        Ok((span, LocaleParams { locale }.locale(header)))
    }
}

/// Read how often rules acted
///
/// And what that cost: discounts, and units less those that returns took back. Rules of the
/// programme in its order, also those that never acted. May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/rules", operation_id = "report_rules", tag = "reports",
    params(NamedParams), responses((status = 200, description = "The rules.", body = RulesBody)))]
async fn rules(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<NamedParams>,
) -> Result<Answer<RulesBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let (span, locale) = params.read(&app, locale).await?;
    let rules = reports::rules(&app.tessera, span).await?;
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

/// Read who has memberships, and what was sold
///
/// Memberships of the programme in its order, those that nobody has as well. Who has one now
/// does not depend on the days; who they are, `GET /v1/memberships/{membership}/members` says.
/// May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/memberships", operation_id = "report_memberships",
    tag = "reports", params(NamedParams),
    responses((status = 200, description = "The memberships.", body = PlansBody)))]
async fn memberships(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<NamedParams>,
) -> Result<Answer<PlansBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let (span, locale) = params.read(&app, locale).await?;
    let plans = reports::memberships(&app.tessera, span).await?;
    let locale = scales.locale(locale.as_str());
    let items = plans.iter().map(|row| PlanRow::of(&scales, locale, row)).collect();
    Ok(Answer::ok(PlansBody { currency: scales.currency(), items }))
}

/// Read how often rewards were claimed
///
/// The catalogue and the benefits in their order, also what nobody claimed. May lag by a
/// moment.
#[utoipa::path(get, path = "/v1/reports/rewards", operation_id = "report_rewards",
    tag = "reports", params(NamedParams),
    responses((status = 200, description = "The rewards.", body = Paged<RewardRow>)))]
async fn rewards(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<NamedParams>,
) -> Result<Answer<Paged<RewardRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let (span, locale) = params.read(&app, locale).await?;
    let rewards = reports::rewards(&app.tessera, span).await?;
    let locale = scales.locale(locale.as_str());
    Ok(Answer::ok(Paged::whole(rewards.iter().map(|row| RewardRow::of(locale, row)).collect())))
}

/// Read who takes part in raffles
///
/// Tickets of all members who may win, and how many these are, as it stands now. What was
/// drawn from, the record of the draw says. May lag by a moment.
#[utoipa::path(get, path = "/v1/reports/raffles", operation_id = "report_raffles",
    tag = "reports",
    responses((status = 200, description = "All raffles.", body = Paged<RaffleRow>)))]
async fn raffles(State(app): State<App>) -> Result<Answer<Paged<RaffleRow>>, Problem> {
    let raffles = reports::raffles(&app.tessera).await?;
    Ok(Answer::ok(Paged::whole(raffles.iter().map(RaffleRow::from).collect())))
}

/// Read on which days something expires
///
/// What of a unit expires in the coming thirty days; days without are left out. Whose it is,
/// `POST /v1/members/search` with `expiring` says. May lag by a moment.
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
