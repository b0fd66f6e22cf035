//! What is not under `/v1`: the home page, health, measures.

use crate::app::App;
use crate::metrics;
use crate::problem::Problem;
use crate::scales::Scales;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use model::Code;
use std::fmt::Write;

const PAGE: &str = include_str!("home.html");

/// The screens: name, for whom, address, and who enters there in a demo.
const SCREENS: [(&str, &str, &str, &[&str]); 3] = [
    (
        "Console",
        "For the owner and everybody in the office: the programme, members, offers, figures.",
        "/console/",
        &["owner", "marketer", "analyst", "finance", "support"],
    ),
    ("Till", "For cashiers: scan, charge, undo. Goes on without network.", "/till/", &["cashier"]),
    (
        "Member app",
        "For members, on the phone: card, points, rewards, history.",
        "/app/",
        &["member"],
    ),
];

/// The home page: what runs here, the screens, and where to read on.
pub(crate) async fn page(State(app): State<App>) -> Html<String> {
    let (name, programme) = match Scales::now(&app).await {
        Ok(scales) => {
            let name = scales.book.name.get(scales.locale("")).to_owned();
            (name, format!("Version {} of the programme counts.", scales.version))
        }
        Err(_) => {
            ("Tessera".to_owned(), "No programme counts yet: begin in the console.".to_owned())
        }
    };
    let mode = match (&app.options.demo, &app.options.sandbox) {
        (Some(_), _) => "This is a demo: enter with one click, and break what you like.".to_owned(),
        (None, Some(_)) => format!("Test mode: the clock stands at {}.", app.tessera.now()),
        (None, None) => String::new(),
    };
    let page = PAGE.replace("{name}", &escape(&name)).replace("{programme}", &programme);
    let page = page.replace("{mode}", &mode).replace("{apps}", &screens(&app));
    Html(page.replace("{version}", env!("CARGO_PKG_VERSION")))
}

fn screens(app: &App) -> String {
    let mut list = String::from("<ul class=\"apps\">\n");
    for (name, about, address, people) in SCREENS {
        let _ = write!(list, "<li><div><h2>{name}</h2></div><p>{about}</p>");
        if app.options.demo.is_some() {
            let (first, others) = people.split_first().unwrap_or((&"", &[]));
            list += &door(first, "Enter as ");
            if !others.is_empty() {
                list += "<div class=\"others\">";
                others.iter().for_each(|who| list += &door(who, "As "));
                list += "</div>";
            }
        } else {
            let _ = write!(list, "<a class=\"go\" href=\"{address}\">Open</a>");
        }
        list += "</li>\n";
    }
    list + "</ul>"
}

/// A button that lets somebody in.
fn door(who: &str, invitation: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/demo/{who}\"><button class=\"go\">{invitation}{who}</button></form>"
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
