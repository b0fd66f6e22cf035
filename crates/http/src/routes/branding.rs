//! How the shop shows itself.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::branding::{BrandingBody, NewBranding};
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use model::Code;
use service::branding::{self, Branding, Logo};
use smol_str::SmolStr;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Our own name and colour, for shops that have not chosen any.
const OWN: (&str, &str) = ("Tessera", "#1f6b5b");

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, set)).routes(routes!(logo))
}

/// Read how the shop shows itself
///
/// For screens before anybody has signed in.
#[utoipa::path(get, path = "/v1/branding", operation_id = "get_branding", tag = "summary",
    responses((status = 200, description = "How it shows itself.", body = BrandingBody)))]
async fn get(State(app): State<App>) -> Result<Answer<BrandingBody>, Problem> {
    Ok(Answer::ok(shown(&app).await?))
}

/// How the shop shows itself.
pub(crate) async fn shown(app: &App) -> Result<BrandingBody, Problem> {
    let branding = branding::get(&app.tessera).await?;
    Ok(body(app, branding).await)
}

/// Change how the shop shows itself
#[utoipa::path(put, path = "/v1/branding", operation_id = "set_branding", tag = "summary",
    request_body = NewBranding,
    responses((status = 200, description = "How it shows itself now.", body = BrandingBody)))]
async fn set(
    State(app): State<App>,
    write: Write,
    Body(new): Body<NewBranding>,
) -> Result<Answer<BrandingBody>, Problem> {
    let ask = write.ask(&("set_branding", &new));
    let logo = match new.logo {
        Some(Some(address)) => Some(Logo::read(&address)?),
        Some(None) => None,
        None => branding::get(&app.tessera).await?.logo,
    };
    let new = Branding {
        name: new.name.map(|name| SmolStr::new(name.trim())),
        colour: new.colour.map(SmolStr::from),
        logo,
    };
    let branding = branding::set(&app.tessera, &ask, new).await?;
    Ok(Answer::ok(body(&app, branding).await))
}

/// Read the logo
#[utoipa::path(get, path = "/v1/branding/logo", operation_id = "get_logo", tag = "summary",
    responses((status = 200, description = "The picture.", content_type = "image/png")))]
async fn logo(State(app): State<App>) -> Result<Response, Problem> {
    let logo = branding::get(&app.tessera).await?.logo;
    let logo = logo.ok_or_else(|| Problem::of(Code::NOT_FOUND))?;
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, logo.kind.clone()),
        // Its address changes with the picture.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
    ];
    Ok((headers, logo.bytes()).into_response())
}

/// Where the logo is; another address when it is another picture.
pub(crate) fn address(logo: &Logo) -> String {
    format!("/v1/branding/logo?v={}", logo.version())
}

async fn body(app: &App, branding: Branding) -> BrandingBody {
    let scales = Scales::now(app).await.ok();
    let book = scales.as_ref().map(|scales| &scales.book);
    let (own_name, own_colour) = OWN;
    let documents = book.map(|book| book.name.get(scales.as_ref().map_or("", |s| s.locale(""))));
    let name = branding.name.as_deref().or(documents).unwrap_or(own_name);
    BrandingBody {
        name: name.to_owned(),
        colour: branding.colour.as_deref().unwrap_or(own_colour).to_owned(),
        logo: branding.logo.as_ref().map(address),
        currency: scales.as_ref().map(Scales::currency),
        time_zone: book.map(|book| book.time_zone.to_string()),
        locales: book
            .map_or_else(Vec::new, |book| book.locales.iter().map(ToString::to_string).collect()),
        has_programme: book.is_some(),
        sandbox: app.options.sandbox.is_some(),
        demo: app.options.demo.is_some(),
    }
}
