//! The page on which members read what the programme promises.

use crate::app::App;
use crate::extract::{Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::page::LocaleParams;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

/// The rules of the programme that counts now, in the language asked for. Anybody may read
/// them, so the page holds nothing but what the document tells members.
pub(crate) async fn page(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<LocaleParams>,
) -> Result<Response, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let locale = scales.locale(locale.as_str());
    let page = Html(service::rules_page(&scales.book, locale));
    Ok(([(header::VARY, "accept-language")], page).into_response())
}
