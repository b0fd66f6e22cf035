//! What members decide about themselves, the card on their phone, and taking everything along.

use super::done;
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::certificate::HeldCertificate;
use crate::wire::change::Change;
use crate::wire::coupon::HeldCoupon;
use crate::wire::ids;
use crate::wire::ledger::{LedgerEntry, stores_of};
use crate::wire::member::MemberBody;
use crate::wire::own::{CardBody, DataBody, PreferencesBody};
use crate::wire::receipt_row::ReceiptRow;
use crate::wire::text::Moment;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use model::id::MemberId;
use model::{Key, Owner};
use service::keys::Caller;
use service::{
    Ask, Page, ReceiptFilter, Who, cards, certificates, history, members, receipts, stores,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Rows read at a time.
const PORTION: u32 = 1_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(prefer))
        .routes(routes!(card))
        .routes(routes!(data))
        .routes(routes!(erase))
}

/// Change what a member prefers
///
/// What is absent stays. A day of birth that is known can be changed by staff only.
#[utoipa::path(patch, path = "/v1/members/{member_id}/preferences",
    operation_id = "change_preferences", tag = "members",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = PreferencesBody,
    responses((status = 200, description = "Changed.", body = Change)))]
async fn prefer(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<PreferencesBody>,
) -> Result<Answer<Change>, Problem> {
    let consents = new.consents.map(|list| list.0.into_iter().map(Key::from).collect());
    let preferences = members::Preferences {
        name: new.name.map(|name| name.0),
        language: new.language.map(Key::from),
        consents,
        birthday: new.birthday.map(|day| day.read("/birthday")).transpose()?,
    };
    let ask = write.ask(&("change_preferences", member, &preferences));
    let committed = members::prefer(&app.tessera, &ask, member, preferences).await?;
    done(&app, committed, &locale).await
}

/// Read the card of a member
///
/// What a phone needs to show a code that changes, without network, and a number as bars. Whoever
/// joined without a number is given one when this is first read; who may not take part has none.
#[utoipa::path(get, path = "/v1/members/{member_id}/card", operation_id = "get_card",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "The card.", body = CardBody)))]
async fn card(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(member): Id<MemberId>,
) -> Result<Answer<CardBody>, Problem> {
    let card = cards::of(&app.tessera, &Ask::of(&caller), member).await?;
    Ok(Answer::ok(CardBody::from(card)))
}

/// Read everything that is kept about a member
#[utoipa::path(get, path = "/v1/members/{member_id}/data", operation_id = "export_member",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 200, description = "Everything.", body = DataBody)))]
async fn data(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    locale: Locale,
    Id(member): Id<MemberId>,
) -> Result<Answer<DataBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = scales.locale(locale.as_str());
    let found = members::get(&app.tessera, &Who::Member(member)).await?;
    Ok(Answer::ok(DataBody {
        at: Moment(app.tessera.now()),
        member: MemberBody::of(&scales, &found, &caller),
        state: serde_json::to_value(&found.snapshot.member).unwrap_or_default(),
        coupons: HeldCoupon::all(&app, &scales, &found.snapshot, locale),
        certificates: all_certificates(&app, &scales, member, locale).await?,
        receipts: all_receipts(&app, &scales, member).await?,
        ledger: whole_ledger(&app, &scales, member, locale).await?,
    }))
}

async fn all_certificates(
    app: &App,
    scales: &Scales,
    member: MemberId,
    locale: &str,
) -> Result<Vec<HeldCertificate>, Problem> {
    let held = certificates::list(&app.tessera, member).await?.into_iter();
    Ok(held.map(|held| HeldCertificate::of(scales, locale, held)).collect())
}

async fn all_receipts(
    app: &App,
    scales: &Scales,
    member: MemberId,
) -> Result<Vec<ReceiptRow>, Problem> {
    let owner = Some(Owner::member(member));
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let filter = ReceiptFilter { owner, ..ReceiptFilter::default() };
        let page = Page { cursor, limit: PORTION, newest_first: true };
        let listed = receipts::list(&app.tessera, filter, page).await?;
        rows.extend(listed.items.into_iter().map(|row| ReceiptRow::of(scales, row)));
        cursor = listed.next;
        if cursor.is_none() {
            return Ok(rows);
        }
    }
}

async fn whole_ledger(
    app: &App,
    scales: &Scales,
    member: MemberId,
    locale: &str,
) -> Result<Vec<LedgerEntry>, Problem> {
    let (mut entries, mut cursor) = (Vec::new(), None);
    loop {
        let page = Page { cursor, limit: PORTION, newest_first: true };
        let listed = history::ledger(&app.tessera, Owner::member(member), page, locale).await?;
        let names = stores::names(&app.tessera, stores_of(&listed.items)).await?;
        let entry = |line| LedgerEntry::of(scales, line, locale).named(line, &names);
        entries.extend(listed.items.iter().map(entry));
        cursor = listed.next;
        if cursor.is_none() {
            return Ok(entries);
        }
    }
}

/// Erase a member
///
/// Contact data and identities are gone, sessions end, nothing can be done with the account any
/// more. The books keep what happened, without a name.
#[utoipa::path(post, path = "/v1/members/{member_id}/erase", operation_id = "erase_member",
    tag = "members", params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    responses((status = 204, description = "Erased.")))]
async fn erase(
    State(app): State<App>,
    write: Write,
    Id(member): Id<MemberId>,
) -> Result<StatusCode, Problem> {
    let ask = write.ask(&("erase_member", member));
    members::erase(&app.tessera, &ask, member).await?;
    Ok(StatusCode::NO_CONTENT)
}
