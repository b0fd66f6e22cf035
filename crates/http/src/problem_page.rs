//! The page that problem types point to: every code, what it means, what to do.

use crate::home::escape;
use axum::response::Html;
use model::code::LIST;
use std::fmt::Write;

/// All codes.
pub(crate) async fn page() -> Html<String> {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Problems - Tessera</title><style>:root{color-scheme:light dark}\
         body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1.5rem}\
         dt{margin-top:1.2rem}dd{margin:0}</style></head><body><main><h1>Problems</h1>\
         <p>Codes are stable: one that was published keeps its name and meaning.</p><dl>",
    );
    for row in LIST {
        // Writing into a `String` cannot fail.
        let _ = write!(
            page,
            "<dt id=\"{0}\"><code>{0}</code></dt><dd>{1} {2}</dd>",
            row.code,
            escape(row.title),
            escape(row.hint)
        );
    }
    page.push_str("</dl></main></body></html>");
    Html(page)
}
