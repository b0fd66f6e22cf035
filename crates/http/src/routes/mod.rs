//! The routes, one file per noun.

mod affiliates;
mod api_keys;
mod approvals;
mod audit;
mod balances;
pub(crate) mod branding;
mod causes;
mod certificates;
mod choices;
mod claims;
mod clock;
mod coupon_batches;
mod coupons;
mod disputes;
mod events;
mod exchanges;
mod exports;
mod gifts;
mod groups;
mod holds;
mod identities;
mod imports;
mod leaderboards;
mod ledger;
mod member_access;
mod member_search;
mod members;
mod memberships;
mod merging;
mod own;
mod price_claims;
mod products;
mod programme;
mod quotes;
mod raffles;
mod receipt_claims;
mod receipts;
mod referrals;
mod replays;
mod reports;
mod returns;
mod rewards;
mod session;
mod settlements;
mod staff;
mod standing;
mod stores;
mod submissions;
mod summary;
mod templates;
mod tills;
mod trying;
mod verifications;
mod versions;
mod webhooks;

use crate::answer::Answer;
use crate::app::App;
use crate::extract::Locale;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::{demo, home, problem_page, rules_page, screens, viewer};
use axum::Router;
use axum::routing::{get, post};
use model::Code;
use service::Committed;
use utoipa_axum::router::OpenApiRouter;

/// Everything under `/v1`, with its description.
pub(crate) fn all() -> OpenApiRouter<App> {
    let parts = [
        members::routes(),
        own::routes(),
        standing::routes(),
        member_search::routes(),
        identities::routes(),
        balances::routes(),
        ledger::routes(),
        choices::routes(),
        memberships::routes(),
        merging::routes(),
        verifications::routes(),
        products::routes(),
        rewards::routes(),
        claims::routes(),
        coupons::routes(),
        gifts::routes(),
        causes::routes(),
        exchanges::routes(),
        referrals::routes(),
        groups::routes(),
        quotes::routes(),
        receipts::routes(),
        receipt_claims::routes(),
        returns::routes(),
        price_claims::routes(),
        holds::routes(),
        events::routes(),
        submissions::routes(),
        coupon_batches::routes(),
        certificates::routes(),
        raffles::routes(),
        leaderboards::routes(),
        affiliates::routes(),
        settlements::routes(),
        disputes::routes(),
        programme::routes(),
        versions::routes(),
        templates::routes(),
        trying::routes(),
        replays::routes(),
        approvals::routes(),
        imports::routes(),
        api_keys::routes(),
        webhooks::routes(),
        clock::routes(),
        summary::routes(),
        branding::routes(),
        reports::routes(),
        stores::routes(),
        exports::routes(),
        session::routes(),
        member_access::routes(),
        staff::routes(),
        tills::routes(),
        audit::routes(),
    ];
    let empty = OpenApiRouter::with_openapi(crate::docs::frame());
    parts.into_iter().fold(empty, OpenApiRouter::merge)
}

/// What stands around the API: pages for people and answers for machines.
pub(crate) fn around() -> Router<App> {
    Router::new()
        .route("/", get(home::page))
        .route("/demo/{who}", post(demo::enter))
        .route("/health/live", get(home::live))
        .route("/health/ready", get(home::ready))
        .route("/metrics", get(home::metrics))
        .route("/openapi.json", get(viewer::document))
        .route("/problems", get(problem_page::page))
        .route("/rules", get(rules_page::page))
        .route("/console", get(screens::to_console))
        .route("/console/", get(screens::console))
        .route("/console/{*rest}", get(screens::in_console))
        .route("/till", get(screens::to_till))
        .route("/till/", get(screens::till))
        .route("/till/{*rest}", get(screens::in_till))
        .route("/app", get(screens::to_app))
        .route("/app/", get(screens::app))
        .route("/app/{*rest}", get(screens::in_app))
}

/// Work that takes the processor for a while, away from those who wait for requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "work aside broke");
        Problem::of(Code::INTERNAL)
    })
}

/// The answer to a write.
async fn change(app: &App, committed: Committed, locale: &Locale) -> Result<Change, Problem> {
    let scales = Scales::of_version(app, committed.entry.version).await?;
    Ok(Change::of(app, &scales, &committed.entry, locale.as_str()))
}

/// The answer to a write that made nothing of its own.
async fn done(app: &App, committed: Committed, locale: &Locale) -> Result<Answer<Change>, Problem> {
    let (seq, replayed) = (committed.entry.seq, committed.replayed);
    let change = change(app, committed, locale).await?;
    Ok(Answer::ok(change).replayed(replayed).etag(seq))
}

/// The answer to a write that made something.
async fn made(app: &App, committed: Committed, locale: &Locale) -> Result<Answer<Change>, Problem> {
    let replayed = committed.replayed;
    let change = change(app, committed, locale).await?;
    Ok(Answer::created(change).replayed(replayed))
}
