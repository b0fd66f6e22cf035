//! Starting programmes for the first day.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::basket::NewBasket;
use crate::wire::page::Paged;
use crate::wire::problem::Place;
use crate::wire::receipt::Quote;
use crate::wire::template::{NewProgramme, RenderedTemplate, SampleReceipt, Template, receipt};
use crate::wire::text::{Decimal, Word};
use crate::wire::version::Findings;
use axum::extract::State;
use model::{Code, Key};
use serde::Deserialize;
use service::Who;
use service::templates::{self, AnswerFault, Naming, RenderError, Rendered, Sample, starter};
use service::trying::{self, Buyer, Persona};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(render))
}

/// For which money.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TemplateParams {
    /// Currency of the usual answers; EUR when absent.
    #[serde(default)]
    #[param(example = "AZN")]
    currency: Option<Word>,
}

/// List the starting programmes
///
/// A dozen, made from the gallery, with their questions and usual answers; the recommended one
/// first. In the language of `Accept-Language`.
#[utoipa::path(get, path = "/v1/templates", operation_id = "list_templates", tag = "programme",
    params(TemplateParams),
    responses((status = 200, description = "All of them.", body = Paged<Template>)))]
async fn list(
    locale: Locale,
    Params(params): Params<TemplateParams>,
) -> Result<Answer<Paged<Template>>, Problem> {
    let currency = params.currency.as_ref().map_or("EUR", |currency| currency.0.as_str());
    let all = templates::starters().iter();
    let all = all.map(|starter| Template::of(starter, currency, locale.as_str()));
    Ok(Answer::ok(Paged::whole(all.collect())))
}

/// Fill a starting programme in
///
/// Nothing is stored: the document goes to `POST /v1/programme/versions`. What it gives back is
/// found by really deciding a year of made-up receipts.
#[utoipa::path(post, path = "/v1/templates/{template}/render", operation_id = "render_template",
    tag = "programme", params(("template" = Word, Path, description = "Which one.")),
    request_body = NewProgramme,
    responses((status = 200, description = "The document.", body = RenderedTemplate)))]
async fn render(
    State(app): State<App>,
    locale: Locale,
    Id(key): Id<Word>,
    Body(new): Body<NewProgramme>,
) -> Result<Answer<RenderedTemplate>, Problem> {
    let unknown =
        || Problem::of(Code::NOT_FOUND).detail(format!("no starting programme {}", key.0));
    let starter = starter(&key.0).ok_or_else(unknown)?;
    let locale = locale.or(new.locale.as_ref().map(|own| own.0.as_str()));
    let locale = if locale.as_str().is_empty() { "en" } else { locale.as_str() }.to_owned();
    let naming = Naming {
        name: new.name.0.to_string(),
        currency: new.currency.0.to_string(),
        time_zone: new.time_zone.0.to_string(),
        locale: locale.clone(),
    };
    let tessera = app.tessera.clone();
    let answers = new.answers;
    let work = move || templates::render(&tessera, starter, &naming, &answers);
    let rendered = super::aside(work).await?.map_err(problem)?;
    let mut samples = Vec::with_capacity(rendered.samples.len());
    for sample in &rendered.samples {
        samples.push(shown(&app, &rendered, sample, &locale).await?);
    }
    Ok(Answer::ok(RenderedTemplate {
        economics: rendered.economics.into(),
        samples,
        findings: Findings::from(&rendered.diagnostics),
        document: rendered.candidate.document,
    }))
}

fn problem(error: RenderError) -> Problem {
    let place = |fault: AnswerFault| Place {
        pointer: format!("/answers/{}", fault.question),
        code: "invalid_value".into(),
        message: fault.message,
    };
    match error {
        RenderError::Answers(faults) => Problem::at(faults.into_iter().map(place).collect()),
        RenderError::Document(error) => error.into(),
    }
}

/// A sample with its quote.
async fn shown(
    app: &App,
    rendered: &Rendered,
    sample: &Sample,
    locale: &str,
) -> Result<SampleReceipt, Problem> {
    let body = receipt(sample);
    let broken = |detail: String| Problem::of(Code::INTERNAL).detail(detail);
    let basket: NewBasket =
        serde_json::from_value(body.clone()).map_err(|error| broken(error.to_string()))?;
    let scales = Scales { version: 0, book: rendered.candidate.rulebook.clone() };
    let purchase = basket.read(&scales, Who::Anonymous)?;
    let tiers = sample.tiers.iter().map(|(track, tier)| (Key::new(track), Key::new(tier)));
    let mut balances = Vec::new();
    for (unit, amount) in &sample.holds {
        let read = scales.read_units(unit, &Decimal(amount.into()));
        balances.push((Key::new(unit), read.map_err(|error| broken(error.to_string()))?));
    }
    let persona = Persona { tiers: tiers.collect(), balances, is_new: sample.is_new };
    let buyer = Buyer::Invented(persona);
    let quoted = trying::receipt(&app.tessera, &rendered.candidate, buyer, purchase).await?;
    let title = sample.title.get(locale).to_owned();
    Ok(SampleReceipt { title, receipt: body, quote: Quote::of(&quoted, locale) })
}
