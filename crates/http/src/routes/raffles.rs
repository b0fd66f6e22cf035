//! Raffles: opening, drawing, and the record that proves the draw.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::raffle::{NewDraw, OpenedBody, RaffleBody, RecordBody};
use crate::wire::text::Word;
use axum::extract::State;
use model::{Code, Key};
use service::raffles;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(open))
        .routes(routes!(draw))
        .routes(routes!(record))
}

/// List the raffles
#[utoipa::path(get, path = "/v1/raffles", operation_id = "list_raffles", tag = "play",
    params(LocaleParams),
    responses((status = 200, description = "All raffles.", body = Paged<RaffleBody>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<RaffleBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let all = raffles::list(&app.tessera, scales.locale(locale.as_str())).await?;
    let items = all.into_iter().map(|raffle| RaffleBody::of(&scales, raffle));
    Ok(Answer::ok(Paged::whole(items.collect())))
}

/// Open a raffle
///
/// Makes the secret that will decide, and tells its hash. Publish the hash before tickets
/// are given.
#[utoipa::path(post, path = "/v1/raffles/{raffle}/open", operation_id = "open_raffle",
    tag = "play", params(("raffle" = Word, Path, description = "Which raffle.")),
    responses((status = 200, description = "Opened.", body = OpenedBody)))]
async fn open(
    State(app): State<App>,
    write: Write,
    Id(raffle): Id<Word>,
) -> Result<Answer<OpenedBody>, Problem> {
    let ask = write.ask(&("open_raffle", &raffle));
    let opened = raffles::open(&app.tessera, &ask, &Key::from(raffle)).await?;
    Ok(Answer::ok(OpenedBody::from(opened)))
}

/// Draw a raffle
///
/// Once, and gives the prizes. Reads the tickets of every member; where there are very
/// many of them, draw with the command `tessera draw run`.
#[utoipa::path(post, path = "/v1/raffles/{raffle}/draw", operation_id = "draw_raffle",
    tag = "play", params(("raffle" = Word, Path, description = "Which raffle.")),
    request_body = NewDraw,
    responses((status = 200, description = "Drawn.", body = RecordBody)))]
async fn draw(
    State(app): State<App>,
    write: Write,
    Id(raffle): Id<Word>,
    Body(new): Body<NewDraw>,
) -> Result<Answer<RecordBody>, Problem> {
    let ask = write.ask(&("draw_raffle", &raffle, &new));
    let public = new.public.map(|public| public.0.to_string()).unwrap_or_default();
    let record = raffles::draw(&app.tessera, &ask, &Key::from(raffle), public).await?;
    Ok(Answer::ok(RecordBody::from(record)))
}

/// Read the record of a draw
///
/// Everything from which the winners follow.
#[utoipa::path(get, path = "/v1/raffles/{raffle}/record", operation_id = "get_draw_record",
    tag = "play", params(("raffle" = Word, Path, description = "Which raffle.")),
    responses((status = 200, description = "The record.", body = RecordBody)))]
async fn record(
    State(app): State<App>,
    Id(raffle): Id<Word>,
) -> Result<Answer<RecordBody>, Problem> {
    let raffle = Key::from(raffle);
    let found = raffles::find_record(&app.tessera, &raffle).await?;
    let missing = || Problem::of(Code::NOT_FOUND).detail(format!("`{raffle}` was not drawn"));
    Ok(Answer::ok(RecordBody::from(found.ok_or_else(missing)?)))
}
