//! The doors of a demo: one button for each screen, and nothing to type.

use crate::app::App;
use crate::cookies;
use crate::problem::Problem;
use crate::signed::device;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::Code;
use service::people::StaffRole;

/// Lets somebody in by the name of their role, and shows them their screen.
pub(crate) async fn enter(
    State(app): State<App>,
    Path(who): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let missing = || Problem::of(Code::NOT_FOUND);
    let house = app.options.demo.as_ref().ok_or_else(missing)?;
    let (device, tessera) = (device(&headers), &app.tessera);
    let (entered, screen) = match StaffRole::from_word(&who) {
        Some(role) => {
            let screen = if role == StaffRole::Cashier { "/till/" } else { "/console/" };
            (house.enter(tessera, role, &device).await?, screen)
        }
        None if who == "member" => (Some(house.enter_as_member(tessera, &device).await?), "/app/"),
        None => (None, "/"),
    };
    let entered = entered.ok_or_else(missing)?;
    let mut response = Redirect::to(screen).into_response();
    let session = cookies::set(cookies::SESSION, &entered.begun.token);
    response.headers_mut().append(header::SET_COOKIE, session);
    if let Some(token) = &entered.till {
        response.headers_mut().append(header::SET_COOKIE, cookies::set(cookies::TILL, token));
    }
    Ok(response)
}
