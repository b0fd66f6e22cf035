//! Files that are brought in: looked through, started, watched, taken back.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{CsvFile, Id, Params, Write};
use crate::problem::Problem;
use crate::sheet::as_text;
use crate::wire::ids;
use crate::wire::import::{ImportBody, ImportKind};
use crate::wire::page::{PageParams, Paged};
use crate::wire::text::Word;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::Code;
use model::id::ImportId;
use serde::Deserialize;
use service::imports::RowError;
use service::imports::office::{self, Import, NewFile};
use service::keys::Caller;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, send))
        .routes(routes!(get))
        .routes(routes!(start))
        .routes(routes!(undo))
        .routes(routes!(errors))
}

/// What is sent, and whether it is only looked through.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportParams {
    /// What is in the file.
    #[param(inline)]
    kind: ImportKind,
    /// Only look it through; it is started afterwards.
    #[serde(default = "yes")]
    #[param(default = true)]
    dry_run: bool,
    /// For receipts: people who are not members yet join; otherwise their receipts are refused.
    #[serde(default)]
    enrol: bool,
    /// What the file is called, for people.
    #[serde(default)]
    name: Option<Word>,
}

fn yes() -> bool {
    true
}

/// Send a file
///
/// CSV in UTF-8 with a row of column names, twenty megabytes at most. Members: id, phone, email,
/// card, name, birthday, language, country, joined, and `balance.UNIT` for each unit. Receipts:
/// basket_id, ts, product_id, qty and amount at least.
#[utoipa::path(post, path = "/v1/imports", operation_id = "send_import", tag = "members",
    params(ImportParams), request_body(content = String, content_type = "text/csv"),
    responses((status = 201, description = "Looked through.", body = ImportBody)))]
async fn send(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Params(params): Params<ImportParams>,
    CsvFile(file): CsvFile,
) -> Result<Answer<ImportBody>, Problem> {
    let hash = model::entry::Hash::of(&file);
    let name = params.name.map_or_else(|| "import.csv".into(), |name| name.0);
    let ImportParams { kind, enrol, dry_run, .. } = params;
    let ask = write.ask(&("send_import", hash, &name, kind, enrol, dry_run));
    let new = NewFile { kind: kind.into(), name, enrol, bytes: file };
    let mut import = office::send(&app.tessera, &ask, new).await?;
    if !dry_run {
        // A key of its own, so that sending again finds both steps.
        let key = ask.key.as_ref().map(|key| format!("{key}/start")).unwrap_or_default();
        let start = ask.with_key(key);
        import = office::start(&app.tessera, &start, &caller, import.id).await?;
    }
    let at = format!("/v1/imports/{}", import.id);
    Ok(Answer::created(seen(&app, &caller, import).await?).at(at))
}

/// List the files
#[utoipa::path(get, path = "/v1/imports", operation_id = "list_imports", tag = "members",
    params(PageParams),
    responses((status = 200, description = "One page, newest first.", body = Paged<ImportBody>)))]
async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(page): Params<PageParams>,
) -> Result<Answer<Paged<ImportBody>>, Problem> {
    let listed = office::list(&app.tessera, page.newest()).await?;
    let needed = office::needs_colleagues(&app.tessera).await?;
    Ok(Answer::ok(Paged::of(listed, |import| ImportBody::of(import, &caller, needed))))
}

/// Read how far a file is
#[utoipa::path(get, path = "/v1/imports/{import_id}", operation_id = "get_import",
    tag = "members", params(("import_id" = ids::ImportId, Path, description = "Which one.")),
    responses((status = 200, description = "How far it is.", body = ImportBody)))]
async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(import): Id<ImportId>,
) -> Result<Answer<ImportBody>, Problem> {
    let import = office::get(&app.tessera, import).await?;
    Ok(Answer::ok(seen(&app, &caller, import).await?))
}

/// Bring a file in
///
/// It runs behind the request: read it until it is done. One that ended early goes on. Where
/// corrections need four eyes, somebody else than the sender starts it.
#[utoipa::path(post, path = "/v1/imports/{import_id}/start", operation_id = "start_import",
    tag = "members", params(("import_id" = ids::ImportId, Path, description = "Which one.")),
    responses((status = 202, description = "Begun.", body = ImportBody)))]
async fn start(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Id(import): Id<ImportId>,
) -> Result<Answer<ImportBody>, Problem> {
    let ask = write.ask(&("start_import", import));
    let import = office::start(&app.tessera, &ask, &caller, import).await?;
    Ok(Answer::accepted(seen(&app, &caller, import).await?))
}

/// Take a file back
///
/// Balances that it brought are taken off, and its members closed. It runs behind the request.
#[utoipa::path(post, path = "/v1/imports/{import_id}/undo", operation_id = "undo_import",
    tag = "members", params(("import_id" = ids::ImportId, Path, description = "Which one.")),
    responses((status = 202, description = "Begun.", body = ImportBody)))]
async fn undo(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    Id(import): Id<ImportId>,
) -> Result<Answer<ImportBody>, Problem> {
    let ask = write.ask(&("undo_import", import));
    let import = office::take_back(&app.tessera, &ask, import).await?;
    Ok(Answer::accepted(seen(&app, &caller, import).await?))
}

/// Download the rows that could not be used
///
/// CSV: line, column, code, message, hint; the first ten thousand.
#[utoipa::path(get, path = "/v1/imports/{import_id}/errors", operation_id = "list_import_errors",
    tag = "members", params(("import_id" = ids::ImportId, Path, description = "Which one.")),
    responses((status = 200, description = "The rows.",
        content((String = "text/csv")))))]
async fn errors(State(app): State<App>, Id(import): Id<ImportId>) -> Result<Response, Problem> {
    let about = office::get(&app.tessera, import).await?.about;
    let body = csv(&about.errors).map_err(|error| {
        tracing::error!(%error, "errors of an import cannot be written as CSV");
        Problem::of(Code::INTERNAL)
    })?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"errors.csv\""),
    ];
    Ok((headers, body).into_response())
}

async fn seen(app: &App, caller: &Caller, import: Import) -> Result<ImportBody, Problem> {
    let needed = office::needs_colleagues(&app.tessera).await?;
    Ok(ImportBody::of(import, caller, needed))
}

fn csv(errors: &[RowError]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["line", "column", "code", "message", "hint"])?;
    for error in errors {
        let line = error.line.to_string();
        let column = error.column.as_deref().unwrap_or_default();
        let (detail, hint) = (as_text(&error.detail), as_text(&error.hint));
        writer.write_record([line.as_str(), column, &error.code, &detail, &hint])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
