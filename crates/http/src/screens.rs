//! The three screens: console, till, member app. They are files that were built before and
//! lie in the binary; every other address under them is a page that the browser draws.
//!
//! INVARIANT: nothing is loaded from elsewhere, and no script runs that is not one of these
//! files.

use crate::app::App;
use crate::icon;
use crate::problem::Problem;
use crate::routes::branding;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::Code;
use serde_json::{Map, Value};
use service::branding::Logo;
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

/// What makes an app one that can be put on a home screen.
const MANIFEST: &str = "manifest.webmanifest";

/// The manifests, as they are where no shop has chosen its looks.
const MANIFESTS: [(&str, &str); 2] = [
    ("till", include_str!("../../../web/till/public/manifest.webmanifest")),
    ("app", include_str!("../../../web/member/public/manifest.webmanifest")),
];

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
pub(crate) async fn in_till(State(app): State<App>, Path(rest): Path<String>) -> Response {
    of_shop(&app, "till", &rest).await
}

/// Anything of the member app.
pub(crate) async fn in_app(State(app): State<App>, Path(rest): Path<String>) -> Response {
    of_shop(&app, "app", &rest).await
}

/// Anything of an app that stands on a home screen under the name and the picture of the shop.
async fn of_shop(app: &App, place: &str, rest: &str) -> Response {
    match rest {
        MANIFEST => manifest(app, place).await,
        icon::DRAWING => match logo(app).await {
            Some(logo) => fresh(kind(rest), icon::drawing(&logo)),
            None => serve(place, rest),
        },
        icon::TOUCH => match logo(app).await.filter(icon::is_for_touch) {
            Some(logo) => fresh(&logo.kind, logo.bytes()),
            None => serve(place, rest),
        },
        _ => serve(place, rest),
    }
}

/// The logo of the shop. Without one, and while nothing can be read, apps have their own icon.
async fn logo(app: &App) -> Option<Logo> {
    service::branding::get(&app.tessera).await.ok()?.logo
}

/// What a device needs to put an app on its home screen, as the shop shows itself.
async fn manifest(app: &App, place: &str) -> Response {
    let plain = MANIFESTS.iter().find(|(name, _)| *name == place).map_or("", |(_, text)| text);
    let looks = match branding::shown(app).await {
        Ok(shop) => under_name(plain, &shop.name, &shop.colour, logo(app).await.as_ref()),
        Err(_) => None,
    };
    fresh(kind(MANIFEST), looks.unwrap_or_else(|| plain.to_owned()))
}

/// A manifest with the name, the colour and the logo of a shop; nothing when it cannot be read.
fn under_name(manifest: &str, name: &str, colour: &str, logo: Option<&Logo>) -> Option<String> {
    let mut manifest: Map<String, Value> = serde_json::from_str(manifest).ok()?;
    for (key, value) in [("name", name), ("short_name", name), ("theme_color", colour)] {
        manifest.insert(key.to_owned(), value.into());
    }
    if let Some(logo) = logo {
        manifest.insert("icons".to_owned(), icon::icons(logo));
    }
    serde_json::to_string(&manifest).ok()
}

/// What changes with the looks of the shop, at an address that stays.
fn fresh(kind: &str, content: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, content).into_response()
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
        let file = r##"{ "name": "Tessera", "theme_color": "#000000", "scope": "/app/" }"##;
        let named = under_name(file, "Blue Cup", "#123abc", None).expect("it is JSON");
        let expected = r##"{"name":"Blue Cup","scope":"/app/","short_name":"Blue Cup","theme_color":"#123abc"}"##;
        assert_eq!(named, expected);
        assert_eq!(under_name("no JSON", "Blue Cup", "#123abc", None), None);
    }
}
