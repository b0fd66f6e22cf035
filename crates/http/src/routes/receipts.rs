//! Receipts: keeping, reading, explaining.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::own;
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::basket::NewBasket;
use crate::wire::ids;
use crate::wire::ledger::ExplanationBody;
use crate::wire::page::{Paged, page};
use crate::wire::receipt::Receipt;
use crate::wire::receipt_row::ReceiptRow;
use crate::wire::text::Word;
use crate::wire::when::When;
use axum::Extension;
use axum::extract::State;
use model::id::{MemberId, ReceiptId};
use model::{Code, Key, Owner};
use serde::Deserialize;
use service::keys::Caller;
use service::{ReceiptFilter, explain, members, purchase, receipts};
use std::collections::BTreeSet;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get))
        .routes(routes!(explanation))
}

/// Keep a paid receipt
///
/// Durable when answered. A receipt with a `number` is named by store, till, business day
/// and number for ever: sent again, it gets the same answer; another receipt with that
/// name is refused.
#[utoipa::path(post, path = "/v1/receipts", operation_id = "create_receipt", tag = "receipts",
    request_body = NewBasket, responses((status = 201, description = "Kept.", body = Receipt)))]
async fn create(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Body(basket): Body<NewBasket>,
) -> Result<Answer<Receipt>, Problem> {
    let scales = Scales::now(&app).await?;
    let who = basket.named()?;
    let purchase = basket.read(&scales, who)?;
    let ask = write.ask(&purchase);
    let committed = purchase::commit_shown(&app.tessera, &ask, write.by(), purchase).await?;
    let entry = &committed.entry;
    // Late receipts are judged by, and told in the words of, an earlier version.
    let scales = match entry.version == scales.version {
        true => scales,
        false => Scales::of_version(&app, entry.version).await?,
    };
    // The same key was used for something that is no receipt.
    let mismatch = || Problem::of(Code::IDEMPOTENCY_MISMATCH);
    let receipt = Receipt::of(&app, &scales, entry, locale.as_str()).ok_or_else(mismatch)?;
    let at = format!("/v1/receipts/{}", receipt.id);
    Ok(Answer::created(receipt).replayed(committed.replayed).at(at))
}

/// Which receipts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReceiptParams {
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
    /// Of this member only.
    #[param(value_type = Option<ids::MemberId>)]
    member: Option<MemberId>,
    /// Of this store only.
    store: Option<Word>,
    /// Paid at this moment or later, or on this day of the programme or later.
    #[param(inline)]
    from: Option<When>,
    /// Paid before this moment, or on this day or before.
    #[param(inline)]
    until: Option<When>,
    /// Only those in which this rule did something.
    rule: Option<Word>,
}

/// List receipts
///
/// Newest first; may lag by a moment. Those of a store, a time or a rule are ordered by when they
/// were paid, others by when they were kept. A page of a rule and a store may have few rows, or
/// none, and a `next_cursor` all the same. Members see their own.
#[utoipa::path(get, path = "/v1/receipts", operation_id = "list_receipts", tag = "receipts",
    params(ReceiptParams),
    responses((status = 200, description = "One page.", body = Paged<ReceiptRow>)))]
async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(params): Params<ReceiptParams>,
) -> Result<Answer<Paged<ReceiptRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let member = own::member(&caller).or(params.member);
    let filter = ReceiptFilter {
        owner: member.map(Owner::member),
        store: params.store.map(Key::from),
        from: params.from.map(|when| when.beginning(&scales.book.calendar)),
        until: params.until.map(|when| when.end(&scales.book.calendar)),
        rule: params.rule.map(Key::from),
    };
    let page = page(params.cursor.as_ref(), params.limit, true);
    let listed = receipts::list(&app.tessera, filter, page).await?;
    // Members see their own, and know what they are called.
    let buyers = match own::member(&caller) {
        Some(_) => BTreeSet::new(),
        None => listed.items.iter().filter_map(|row| row.owner.as_member()).collect(),
    };
    let names = members::names(&app.tessera, buyers).await?;
    Ok(Answer::ok(Paged::of(listed, |row| ReceiptRow::of(&scales, row).named(&names))))
}

/// Read a receipt
#[utoipa::path(get, path = "/v1/receipts/{receipt_id}", operation_id = "get_receipt",
    tag = "receipts", params(("receipt_id" = ids::ReceiptId, Path, description = "Which receipt.")),
    responses((status = 200, description = "The receipt.", body = Receipt)))]
async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Id(receipt): Id<ReceiptId>,
) -> Result<Answer<Receipt>, Problem> {
    let found = receipts::get(&app.tessera, receipt).await?;
    let owner = found.claim.as_ref().unwrap_or(&found.entry).owner;
    own::only(&caller, owner.as_member(), Code::RECEIPT_NOT_FOUND)?;
    let scales = Scales::of_version(&app, found.entry.version).await?;
    let missing = || Problem::of(Code::RECEIPT_NOT_FOUND);
    let body = |entry| Receipt::of(&app, &scales, entry, locale.as_str()).ok_or_else(missing);
    let body = match &found.claim {
        Some(claim) => body(&found.entry)?.claimed(body(claim)?),
        None => body(&found.entry)?,
    };
    Ok(Answer::ok(body.returned(&found.returned)))
}

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExplanationParams {
    /// Language of the sentences; `Accept-Language` when absent.
    #[param(max_length = 35, example = "en")]
    locale: Option<Word>,
}

/// Explain a receipt
///
/// Judges it again from the journal: every effect with its rule and reason, and every
/// rule that did not apply with what was missing.
#[utoipa::path(get, path = "/v1/receipts/{receipt_id}/explanation",
    operation_id = "explain_receipt", tag = "receipts",
    params(("receipt_id" = ids::ReceiptId, Path, description = "Which receipt."), ExplanationParams),
    responses((status = 200, description = "Why it was so.", body = ExplanationBody)))]
async fn explanation(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Id(receipt): Id<ReceiptId>,
    Params(params): Params<ExplanationParams>,
) -> Result<Answer<ExplanationBody>, Problem> {
    let current = Scales::now(&app).await?;
    let locale = locale.or(params.locale.as_ref().map(|l| l.0.as_str()));
    let locale = current.locale(locale.as_str());
    let explanation = explain::receipt(&app.tessera, receipt, locale).await?;
    own::only(&caller, explanation.line.entry.owner.as_member(), Code::RECEIPT_NOT_FOUND)?;
    let scales = Scales::of_version(&app, explanation.line.entry.version).await?;
    Ok(Answer::ok(ExplanationBody::of(&scales, &explanation, locale)))
}
