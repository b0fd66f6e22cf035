//! Cookies: how browsers show that somebody is signed in.
//!
//! INVARIANT: a cookie is never readable by scripts, never sent without encryption except to
//! the own machine, belongs to this host only (`__Host-`), and does not come along when
//! another site makes the browser ask.

use axum::http::{HeaderMap, HeaderValue, Method, header};

/// Whoever is signed in.
pub(crate) const SESSION: &str = "__Host-tessera";

/// A device that was enrolled as a till.
pub(crate) const TILL: &str = "__Host-tessera-till";

/// The header in which our pages repeat the session's form token.
pub(crate) const FORM_TOKEN: &str = "x-form-token";

/// Sessions end on the server; this is only how long the browser keeps the cookie.
const LONGEST_SECONDS: u64 = 400 * 24 * 3_600;

/// The value of a cookie.
pub(crate) fn get<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|p| p.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// The header that sets a cookie. Tokens are letters, digits, `-`, `_` and `.`.
pub(crate) fn set(name: &str, value: &str) -> HeaderValue {
    let text = format!(
        "{name}={value}; Path=/; Max-Age={LONGEST_SECONDS}; HttpOnly; Secure; SameSite=Lax"
    );
    HeaderValue::from_str(&text).expect("names and tokens are plain")
}

/// The header that takes a cookie away.
pub(crate) fn clear(name: &str) -> HeaderValue {
    let text = format!("{name}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax");
    HeaderValue::from_str(&text).expect("names are plain")
}

/// Whether a request may change something.
pub(crate) fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether the browser says that another site makes it ask.
pub(crate) fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    matches!(site, Some("cross-site" | "same-site"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; __Host-tessera=x.y-z; b="));
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-tessera-till=t"));
        assert_eq!(get(&headers, SESSION), Some("x.y-z"));
        assert_eq!(get(&headers, TILL), Some("t"));
        assert_eq!(get(&headers, "b"), Some(""));
        assert_eq!(get(&headers, "Host-tessera"), None);
    }
}
