//! The answer to signing in: who it is, and the cookie.

use crate::app::App;
use crate::cookies;
use crate::extract::Locale;
use crate::own;
use crate::problem::Problem;
use crate::wire::session::SessionBody;
use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use service::people::{Begun, sessions};

/// Tells who is signed in now, and sets the cookie. Who was signed in with this browser before
/// is out.
pub(crate) async fn signed(
    app: &App,
    headers: &HeaderMap,
    locale: &Locale,
    begun: Begun,
) -> Result<Response, Problem> {
    if let Some(before) = cookies::get(headers, cookies::SESSION) {
        sessions::supersede(&app.tessera, before).await?;
    }
    let caller = sessions::authenticate(&app.tessera, &begun.token).await?;
    let partner = own::party(app, &caller, locale).await?;
    let body = SessionBody::of(&caller, partner, Some(sessions::form_token(&begun.token)));
    let mut response = (StatusCode::OK, Json(body)).into_response();
    let cookie = cookies::set(cookies::SESSION, &begun.token);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The device that asks, in words: browser and system as it names them itself.
pub(crate) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or_default();
    let one_of = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    let browser = one_of(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = one_of(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().filter(|c| !c.is_control()).take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_so_that_people_know_them() {
        let named = |agent: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, header::HeaderValue::from_static(agent));
            device(&headers)
        };
        let phone = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) \
                     Chrome/140.0.0.0 Mobile Safari/537.36";
        assert_eq!(named(phone), "Chrome, Android");
        let edge = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(named(edge), "Edge, Windows");
        assert_eq!(named("curl/8.5.0"), "curl/8.5.0");
        assert_eq!(device(&HeaderMap::new()), "");
    }
}
