//! Looking at a programme before it counts: a receipt under it, and what it says in plain words.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::receipt::Quote;
use crate::wire::trying::{NewTrial, ViewBody, source};
use crate::wire::version::NewDocument;
use axum::Extension;
use axum::extract::State;
use service::keys::Caller;
use service::trying::{self, Buyer, Source};
use service::{programmes, templates};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(try_receipt))
        .routes(routes!(view_document))
        .routes(routes!(view_version))
}

/// Try a receipt out
///
/// Decided as a quote, under a document or any version, for a member or an invented one. Nothing
/// is stored. `others` tells every rule that did not apply, and why.
#[utoipa::path(post, path = "/v1/programme/try", operation_id = "try_receipt", tag = "programme",
    request_body = NewTrial,
    responses((status = 200, description = "What would follow.", body = Quote)))]
async fn try_receipt(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Body(new): Body<NewTrial>,
) -> Result<Answer<Quote>, Problem> {
    let source = source(new.document, new.version)?;
    let candidate = trying::candidate(&app.tessera, source).await?;
    let scales = Scales { version: candidate.version, book: candidate.rulebook.clone() };
    let who = new.receipt.buyer(&app.tessera, caller.party).await?;
    let purchase = new.receipt.read(&scales, who)?;
    let buyer = match (new.member, new.persona) {
        (Some(member), _) => {
            Buyer::Real(member.shown(&app.tessera, caller.party, "/member").await?)
        }
        (None, Some(persona)) => Buyer::Invented(persona.read(&scales)?),
        (None, None) => Buyer::Real(purchase.who.clone()),
    };
    let quoted = trying::receipt(&app.tessera, &candidate, buyer, purchase).await?;
    Ok(Answer::ok(Quote::of(&quoted, locale.as_str())))
}

/// Read a document in plain words
///
/// Every mechanic with its sentences and the line it comes from. Nothing is stored.
#[utoipa::path(post, path = "/v1/programme/view", operation_id = "view_document",
    tag = "programme", request_body = NewDocument,
    responses((status = 200, description = "In plain words.", body = ViewBody)))]
async fn view_document(
    State(app): State<App>,
    locale: Locale,
    Body(new): Body<NewDocument>,
) -> Result<Answer<ViewBody>, Problem> {
    view(app, Source::Document(new.document), locale).await
}

/// Read a version in plain words
///
/// Every mechanic with its sentences and the line it comes from.
#[utoipa::path(get, path = "/v1/programme/versions/{version}/view",
    operation_id = "view_version", tag = "programme",
    params(("version" = u32, Path, description = "Which version.")),
    responses((status = 200, description = "In plain words.", body = ViewBody)))]
async fn view_version(
    State(app): State<App>,
    locale: Locale,
    Id(version): Id<u32>,
) -> Result<Answer<ViewBody>, Problem> {
    view(app, Source::Version(version), locale).await
}

async fn view(app: App, source: Source, locale: Locale) -> Result<Answer<ViewBody>, Problem> {
    let candidate = trying::candidate(&app.tessera, source).await?;
    let scales = Scales { version: candidate.version, book: candidate.rulebook.clone() };
    let locale = scales.locale(locale.as_str()).to_owned();
    let work = move || {
        let view = programmes::view(&candidate.document, &locale)?;
        let economics = templates::economics_of(&app.tessera, &candidate, &locale)?;
        Ok::<_, service::Error>((view, economics))
    };
    let (view, economics) = super::aside(work).await??;
    Ok(Answer::ok(ViewBody::of(view, economics.into())))
}
