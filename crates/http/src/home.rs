//! What is not under `/v1`: the home page, health, measures.

use crate::app::App;
use crate::metrics;
use crate::problem::Problem;
use crate::scales::Scales;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use model::Code;

const PAGE: &str = include_str!("home.html");

/// The home page: what runs here, and where to read on.
pub(crate) async fn page(State(app): State<App>) -> Html<String> {
    let programme = match Scales::now(&app).await {
        Ok(scales) => {
            let name = scales.book.name.get(scales.locale(""));
            format!("Programme “{}”, version {}.", escape(name), scales.version)
        }
        Err(_) => "No programme is active yet: publish and activate one.".to_owned(),
    };
    let mode = match app.options.sandbox {
        Some(_) => format!("Sandbox: the clock stands at {}.", app.tessera.now()),
        None => "Live.".to_owned(),
    };
    let page = PAGE.replace("{programme}", &programme).replace("{mode}", &mode);
    Html(page.replace("{version}", env!("CARGO_PKG_VERSION")))
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The process runs.
pub(crate) async fn live() -> &'static str {
    "live\n"
}

/// The server should get requests: it does not stop, and the database answers.
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    match app.readiness.check(&app.tessera).await {
        Ok(()) => Ok("ready\n"),
        Err(why) => Err(Problem::of(Code::BUSY).detail(why.sentence())),
    }
}

/// Numbers for Prometheus.
pub(crate) async fn metrics(State(app): State<App>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, metrics::text(&app).await).into_response()
}
