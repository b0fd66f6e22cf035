//! Goods that come back, and sales that never were.

use super::made;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::basket::StoreBody;
use crate::wire::change::{Change, Refund};
use crate::wire::effect::{Effect, effects};
use crate::wire::ids;
use crate::wire::list::List;
use crate::wire::text::{Decimal, Moment, Sentence, Word};
use axum::extract::State;
use model::activity::ReturnedLine;
use model::id::ReceiptId;
use serde::{Deserialize, Serialize};
use service::purchase::MOST_LINES;
use service::returns::{self, NewReturn};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(quote)).routes(routes!(void))
}

/// What comes back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReturn, example = json!({ "lines": [{ "line": "1", "quantity": "1" }] }))]
struct ReturnBody {
    /// Lines and quantities; everything that is left when empty.
    #[serde(default)]
    #[schema(value_type = Vec<ReturnLine>, max_items = 10000)]
    lines: List<ReturnLine, MOST_LINES>,
    /// Why.
    reason: Option<Sentence>,
    /// Where.
    store: Option<StoreBody>,
    /// When; now when absent.
    at: Option<Moment>,
}

/// One line that comes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReturnLine {
    /// The line of the receipt.
    line: Word,
    /// How many.
    quantity: Decimal,
}

impl ReturnBody {
    fn read(self, scales: &Scales, receipt: ReceiptId) -> Result<NewReturn, Problem> {
        let mut reading = Reading::new(scales);
        let lines = (0..).zip(self.lines.0).map(|(index, line)| ReturnedLine {
            quantity: reading.quantity(&line.quantity, || format!("/lines/{index}/quantity")),
            line: line.line.into(),
        });
        let lines: Vec<ReturnedLine> = lines.collect();
        for (index, line) in lines.iter().enumerate() {
            if line.quantity.0 <= 0 {
                reading.wrong(format!("/lines/{index}/quantity"), "expected more than nothing");
            }
        }
        reading.finish()?;
        Ok(NewReturn {
            receipt,
            lines,
            reason: self.reason.map(|r| r.0),
            store: self.store.map(Into::into).unwrap_or_default(),
            at: self.at.map(|at| at.0),
        })
    }
}

/// Take goods back
///
/// Reverses what the receipt did, in proportion, lot by lot. Any split of returns adds up
/// to the whole.
#[utoipa::path(post, path = "/v1/receipts/{receipt_id}/returns", operation_id = "create_return",
    tag = "returns", params(("receipt_id" = ids::ReceiptId, Path, description = "Which receipt.")),
    request_body = ReturnBody, responses((status = 201, description = "Taken back.", body = Change)))]
async fn create(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(receipt): Id<ReceiptId>,
    Body(new): Body<ReturnBody>,
) -> Result<Answer<Change>, Problem> {
    let back = new.read(&Scales::now(&app).await?, receipt)?;
    let ask = write.ask(&("create_return", &back));
    let committed = returns::return_goods(&app.tessera, &ask, back).await?;
    made(&app, committed, &locale).await
}

/// What a return would give back.
#[derive(Debug, Serialize, ToSchema)]
struct ReturnQuote {
    /// The programme version that judged.
    programme_version: u32,
    /// Currency of all money.
    currency: Word,
    /// What would go back to the customer.
    refund: Refund,
    /// What would follow.
    effects: Vec<Effect>,
    /// The same in words.
    sentences: Vec<String>,
}

/// Quote a return
///
/// Nothing is stored.
#[utoipa::path(post, path = "/v1/receipts/{receipt_id}/returns/quote",
    operation_id = "quote_return", tag = "returns",
    params(("receipt_id" = ids::ReceiptId, Path, description = "Which receipt.")),
    request_body = ReturnBody, responses((status = 200, description = "The quote.", body = ReturnQuote)))]
async fn quote(
    State(app): State<App>,
    locale: Locale,
    Id(receipt): Id<ReceiptId>,
    Body(new): Body<ReturnBody>,
) -> Result<Answer<ReturnQuote>, Problem> {
    let back = new.read(&Scales::now(&app).await?, receipt)?;
    let quoted = returns::quote(&app.tessera, back).await?;
    let scales = Scales { version: quoted.version, book: quoted.rulebook.clone() };
    let refund = quoted.outcome().refund.clone().unwrap_or_default();
    Ok(Answer::ok(ReturnQuote {
        programme_version: quoted.version,
        currency: scales.currency(),
        refund: Refund::of(&scales, &refund),
        effects: effects(&scales, &quoted.decision.events),
        sentences: quoted.sentences(scales.locale(locale.as_str())),
    }))
}

/// Why a receipt never was.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewVoid, example = json!({ "reason": "Typed twice" }))]
struct VoidBody {
    /// Why.
    reason: Option<Sentence>,
}

/// Void a receipt
///
/// Undoes all that is left of it, as if the sale never took place.
#[utoipa::path(post, path = "/v1/receipts/{receipt_id}/void", operation_id = "void_receipt",
    tag = "returns", params(("receipt_id" = ids::ReceiptId, Path, description = "Which receipt.")),
    request_body = VoidBody, responses((status = 201, description = "Undone.", body = Change)))]
async fn void(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(receipt): Id<ReceiptId>,
    Body(new): Body<VoidBody>,
) -> Result<Answer<Change>, Problem> {
    let reason = new.reason.map(|r| r.0);
    let ask = write.ask(&("void_receipt", receipt, &reason));
    let committed = returns::void(&app.tessera, &ask, receipt, reason).await?;
    made(&app, committed, &locale).await
}
