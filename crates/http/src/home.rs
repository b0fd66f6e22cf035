//! What is not under `/v1`: the home page, health, measures.

use crate::app::App;
use crate::extract::Locale;
use crate::metrics;
use crate::problem::Problem;
use crate::scales::Scales;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use model::Code;
use std::fmt::Write;
use words::Words;

mod words;

const PAGE: &str = include_str!("home.html");

/// The screens, in the order of the words: address, and who enters there in a demo.
const SCREENS: [(&str, &[&str]); 3] = [
    ("/console/", &["owner", "marketer", "analyst", "finance", "support"]),
    ("/till/", &["cashier"]),
    ("/app/", &["member"]),
];

/// The home page: what runs here, the screens, and where to read on.
pub(crate) async fn page(State(app): State<App>, locale: Locale) -> Response {
    let words = Words::of(locale.as_str());
    let (name, programme) = match Scales::now(&app).await {
        Ok(scales) => {
            let name = scales.book.name.get(scales.locale(words.tag)).to_owned();
            (name, words.programme.replace("{version}", &scales.version.to_string()))
        }
        Err(_) => ("Tessera".to_owned(), words.no_programme.to_owned()),
    };
    let mode = match (&app.options.demo, &app.options.sandbox) {
        (Some(_), _) => words.demo.to_owned(),
        (None, Some(_)) => words.sandbox.replace("{now}", &app.tessera.now().to_string()),
        (None, None) => String::new(),
    };
    let [rules, reference, codes, readiness, measures] = words.links;
    let fill = [
        ("{language}", words.tag),
        ("{programme}", programme.as_str()),
        ("{mode}", mode.as_str()),
        ("{apps}", &screens(&app, words)),
        ("{read_on}", words.read_on),
        ("{rules}", rules),
        ("{reference}", reference),
        ("{codes}", codes),
        ("{readiness}", readiness),
        ("{measures}", measures),
        ("{version}", env!("CARGO_PKG_VERSION")),
        ("{name}", &escape(&name)),
    ];
    let page = fill.iter().fold(PAGE.to_owned(), |page, (hole, text)| page.replace(hole, text));
    ([(header::VARY, "accept-language")], Html(page)).into_response()
}

fn screens(app: &App, words: &Words) -> String {
    let mut list = String::from("<ul class=\"apps\">\n");
    for ((name, about), (address, people)) in words.screens.iter().zip(SCREENS) {
        let _ = write!(list, "<li><div><h2>{name}</h2></div><p>{about}</p>");
        if app.options.demo.is_some() {
            let (first, others) = people.split_first().unwrap_or((&"", &[]));
            list += &door(first, words.enter_as, words);
            if !others.is_empty() {
                list += "<div class=\"others\">";
                others.iter().for_each(|who| list += &door(who, words.also_as, words));
                list += "</div>";
            }
        } else {
            let _ = write!(list, "<a class=\"go\" href=\"{address}\">{}</a>", words.open);
        }
        list += "</li>\n";
    }
    list + "</ul>"
}

/// A button that lets somebody in.
fn door(who: &str, invitation: &str, words: &Words) -> String {
    let text = invitation.replace("{who}", words.role(who));
    format!(
        "<form method=\"post\" action=\"/demo/{who}\"><button class=\"go\">{text}</button></form>"
    )
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
