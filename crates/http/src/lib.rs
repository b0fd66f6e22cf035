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
mod admission;
mod answer;
mod app;
mod cookies;
mod deadline;
mod demo;
mod docs;
mod edge;
mod extract;
mod guard;
mod home;
mod icon;
pub mod metrics;
mod own;
mod patience;
mod problem;
mod problem_page;
mod readiness;
mod reading;
mod routes;
mod rules_page;
mod scales;
mod screens;
mod server;
mod sheet;
mod signed;
mod viewer;
mod wire;

pub use admission::Limits;
pub use app::Options;
pub use server::ConnectionLimits;

use app::App;
use axum::{Router, middleware};
use service::Tessera;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;

/// The API over one service.
#[derive(Clone)]
pub struct Api {
    app: App,
    router: Router,
}

impl Api {
    /// Everything that is served.
    pub fn new(tessera: Tessera, options: Options) -> Self {
        let app = App::new(tessera, options);
        let (routes, _) = routes::all().split_for_parts();
        let router = routes
            .merge(routes::around())
            .merge(viewer::router())
            .route_layer(middleware::from_fn_with_state(app.clone(), guard::guard))
            .fallback(problem::unknown_route)
            .method_not_allowed_fallback(problem::method_not_allowed)
            .layer(CatchPanicLayer::custom(problem::panicked))
            .layer(middleware::from_fn_with_state(app.clone(), edge::edge))
            .with_state(app.clone());
        Self { app, router }
    }

    /// The routes alone.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// From now on `/health/ready` says that the server is about to stop. Everything is
    /// still served.
    pub fn announce_stop(&self) {
        self.app.readiness.stop();
    }

    /// Serves connections until told to stop, and then until what is under way is done.
    pub async fn serve(
        &self,
        listener: TcpListener,
        limits: ConnectionLimits,
        stop: impl Future<Output = ()>,
    ) {
        server::serve(&self.app, self.router(), listener, limits, stop).await;
    }
}

/// Everything that is served, without a server around it.
pub fn router(tessera: Tessera, options: Options) -> Router {
    Api::new(tessera, options).router()
}

/// The description of the API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    docs::finish(routes::all().into_openapi())
}
