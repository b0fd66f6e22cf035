//! The three screens: console, till, member app. They are files that were built before and
//! lie in the binary; every other address under them is a page that the browser draws.
//!
//! INVARIANT: nothing is loaded from elsewhere, and no script runs that is not one of these
//! files.

use crate::app::App;
use crate::problem::Problem;
use crate::routes::branding;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::Code;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::LazyLock;

mod built {
    include!(concat!(env!("OUT_DIR"), "/screens.rs"));
}

/// Files by their place below the folder of built screens.
static FILES: LazyLock<HashMap<&str, &[u8]>> =
    LazyLock::new(|| built::FILES.iter().copied().collect());

/// What a page may do. Styles are written by scripts while a page lives.
/// The camera of the till reads codes with WebAssembly where the browser cannot.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Names of files here bear a hash of their content.
const HASHED: &str = "/assets/";

/// What makes the member app one that can be installed.
const MANIFEST: &str = "manifest.webmanifest";

/// Where an app stands: the beginning of its addresses, and its folder.
const APPS: [(&str, &str); 3] = [("console", "console"), ("till", "till"), ("app", "member")];

/// An app without the slash at the end.
pub(crate) async fn to_console() -> Redirect {
    Redirect::permanent("/console/")
}

/// The same for the till.
pub(crate) async fn to_till() -> Redirect {
    Redirect::permanent("/till/")
}

/// The same for the member app.
pub(crate) async fn to_app() -> Redirect {
    Redirect::permanent("/app/")
}

/// The first page of the console.
pub(crate) async fn console() -> Response {
    serve("console", "")
}

/// The first page of the till.
pub(crate) async fn till() -> Response {
    serve("till", "")
}

/// The first page of the member app.
pub(crate) async fn app() -> Response {
    serve("app", "")
}

/// Anything of the console.
pub(crate) async fn in_console(Path(rest): Path<String>) -> Response {
    serve("console", &rest)
}

/// Anything of the till.
pub(crate) async fn in_till(Path(rest): Path<String>) -> Response {
    serve("till", &rest)
}

/// Anything of the member app.
pub(crate) async fn in_app(State(app): State<App>, Path(rest): Path<String>) -> Response {
    match rest.as_str() {
        MANIFEST => manifest(&app).await,
        _ => serve("app", &rest),
    }
}

/// What a phone needs to put the app on its home screen: under the name of the shop.
async fn manifest(app: &App) -> Response {
    let file = FILES.get(format!("member/{MANIFEST}").as_str()).copied();
    let shop = branding::shown(app).await.ok();
    let named = file.zip(shop).and_then(|(file, shop)| under_name(file, &shop.name, &shop.colour));
    let Some(manifest) = named else { return serve("app", MANIFEST) };
    let headers =
        [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, manifest).into_response()
}

/// A manifest with the name and the colour of a shop; nothing when it cannot be read.
fn under_name(manifest: &[u8], name: &str, colour: &str) -> Option<String> {
    let mut manifest: Map<String, Value> = serde_json::from_slice(manifest).ok()?;
    for (key, value) in [("name", name), ("short_name", name), ("theme_color", colour)] {
        manifest.insert(key.to_owned(), value.into());
    }
    serde_json::to_string(&manifest).ok()
}

fn serve(app: &str, rest: &str) -> Response {
    let folder = APPS.iter().find(|(name, _)| *name == app).map_or(app, |(_, folder)| folder);
    let name = format!("{folder}/{rest}");
    let is_file = FILES.contains_key(name.as_str());
    // A file that is gone is not a page: an old page would take it for a script.
    if !is_file && (name.contains(HASHED) || rest.contains('.')) {
        return Problem::of(Code::NOT_FOUND).into_response();
    }
    let name = if is_file { name } else { format!("{folder}/index.html") };
    let Some(content) = FILES.get(name.as_str()) else {
        let detail = "this binary was built without the screens; `make web` builds them";
        return Problem::of(Code::NOT_FOUND).detail(detail).into_response();
    };
    let kept = match name.contains(HASHED) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let mut response = (*content).into_response();
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(header::CONTENT_TYPE, kind(&name));
    put(header::CACHE_CONTROL, kept);
    put(header::CONTENT_SECURITY_POLICY, POLICY);
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::under_name;

    #[test]
    fn an_installed_app_bears_the_name_of_the_shop() {
        let file = br##"{ "name": "Tessera", "theme_color": "#000000", "scope": "/app/" }"##;
        let named = under_name(file, "Blue Cup", "#123abc").expect("it is JSON");
        let expected = r##"{"name":"Blue Cup","scope":"/app/","short_name":"Blue Cup","theme_color":"#123abc"}"##;
        assert_eq!(named, expected);
        assert_eq!(under_name(b"no JSON", "Blue Cup", "#123abc"), None);
    }
}
