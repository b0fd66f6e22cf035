//! The HTTP edge: routes under `/v1`, keys, problem+json, OpenAPI.
//!
//! Purpose: turn requests into use cases of the service and their answers into JSON. No
//! rule of the business is decided here.
//!
//! INVARIANTS: a route that is not in the access table is denied; every answer that is
//! not a success is `application/problem+json`; the answer to a write follows from the
//! journal entry alone, so a repeated request gets the identical answer; no personal data
//! in logs and measures.
//!
//! COST: a receipt is deserialised once, straight from the bytes of the body, and its
//! answer is built from the entry without looking anything up.

mod access;
mod answer;
mod app;
mod docs;
mod edge;
mod extract;
mod guard;
mod home;
mod measures;
mod problem;
mod problem_page;
mod reading;
mod routes;
mod rules_page;
mod scales;
mod viewer;
mod wire;

pub use app::Options;

use app::App;
use axum::{Router, middleware};
use service::Tessera;
use tower_http::catch_panic::CatchPanicLayer;

/// Everything that is served.
pub fn router(tessera: Tessera, options: Options) -> Router {
    let app = App::new(tessera, options);
    let (routes, _) = routes::all().split_for_parts();
    routes
        .merge(routes::around())
        .merge(viewer::router())
        .route_layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .fallback(problem::unknown_route)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), edge::edge))
        .with_state(app)
}

/// The description of the API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    docs::finish(routes::all().into_openapi())
}
