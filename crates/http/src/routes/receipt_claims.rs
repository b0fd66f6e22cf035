//! Receipts that members claim after they were paid.

use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::ids;
use crate::wire::receipt::Receipt;
use crate::wire::text::{Day, Decimal, Word};
use crate::wire::who::MemberRef;
use axum::extract::State;
use model::Code;
use model::id::{MemberId, ReceiptId};
use serde::Deserialize;
use service::Committed;
use service::receipt_claims::{self, Printed};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(claim)).routes(routes!(claim_printed))
}

/// Who claims a receipt.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "member": { "phone": "+994501234567" } }))]
struct ReceiptClaim {
    /// The member.
    member: MemberRef,
}

/// Claim a receipt for a member
///
/// For a receipt that was paid without a member, within the days that the programme declares
/// as `late_identification_days`. It earns as if the member had been known, by the prices that
/// were paid, for what is still with the customer; once for ever. Who has the receipt already
/// gets the same answer; anybody else `receipt.claimed`. The answer has what is left of it.
#[utoipa::path(post, path = "/v1/receipts/{receipt_id}/claim", operation_id = "claim_receipt",
    tag = "receipts", params(("receipt_id" = ids::ReceiptId, Path, description = "Which receipt.")),
    request_body = ReceiptClaim,
    responses((status = 200, description = "The member has it.", body = Receipt)))]
async fn claim(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(receipt): Id<ReceiptId>,
    Body(new): Body<ReceiptClaim>,
) -> Result<Answer<Receipt>, Problem> {
    let who = new.member.shown(&app.tessera, write.by(), "/member").await?;
    let ask = write.ask(&("claim_receipt", receipt, &who));
    let committed = receipt_claims::claim(&app.tessera, &ask, &who, receipt).await?;
    answer(&app, &committed, &locale).await
}

/// A receipt as it is printed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "store": "S1", "till": "1", "business_date": "2026-05-03", "number": "000123",
    "total": "43.50"
}))]
struct PrintedReceipt {
    /// The store.
    store: Word,
    /// The till, where receipts name one.
    #[serde(default)]
    till: Option<Word>,
    /// The shop's business day.
    business_date: Day,
    /// The number.
    number: Word,
    /// What was to pay after discounts, however it was paid.
    total: Decimal,
}

/// Claim a receipt that one has in the hand
///
/// Everything has to be as printed; otherwise the answer is `receipt.not_found`, whatever is
/// wrong. It can be tried ten times in a quarter of an hour. The rest is as when staff claim a
/// receipt for the member.
#[utoipa::path(post, path = "/v1/members/{member_id}/receipts",
    operation_id = "claim_printed_receipt", tag = "receipts",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = PrintedReceipt,
    responses((status = 200, description = "The member has it.", body = Receipt)))]
async fn claim_printed(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<PrintedReceipt>,
) -> Result<Answer<Receipt>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let total = reading.money(&new.total, || "/total".to_owned());
    reading.finish()?;
    let printed = Printed {
        store: new.store.into(),
        till: new.till.map(Into::into),
        business_date: new.business_date.0,
        number: new.number.into(),
        total,
    };
    let ask = write.ask(&("claim_printed_receipt", member, &printed));
    let committed = receipt_claims::claim_printed(&app.tessera, &ask, member, &printed).await?;
    answer(&app, &committed, &locale).await
}

async fn answer(
    app: &App,
    committed: &Committed,
    locale: &Locale,
) -> Result<Answer<Receipt>, Problem> {
    let entry = &committed.entry;
    let scales = Scales::of_version(app, entry.version).await?;
    // The same key was used for something that is no receipt.
    let mismatch = || Problem::of(Code::IDEMPOTENCY_MISMATCH);
    let receipt = Receipt::of(app, &scales, entry, locale.as_str()).ok_or_else(mismatch)?;
    Ok(Answer::ok(receipt).replayed(committed.replayed))
}
