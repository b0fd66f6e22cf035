//! The description of the API, and the page to read it.

use crate::app::App;
use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Made on first use, so that starting costs nothing.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    crate::openapi().to_json().expect("the description is made of plain texts and numbers")
});

/// The description.
pub(crate) async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}

/// The viewer under `/docs`.
pub(crate) fn router() -> Router<App> {
    let config = Config::from("/openapi.json").persist_authorization(false);
    SwaggerUi::new("/docs").config(config).into()
}
