//! Lists as files for spreadsheets.

use super::member_search::{LONGEST, tier_of};
use crate::app::App;
use crate::extract::{Body, Locale, Params};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::sheet::{Cell, Row, Sheet};
use crate::wire::member_row::MemberRow;
use crate::wire::receipt_row::ReceiptRow;
use crate::wire::report::{
    DayRow, ExportParams, MemberExportBody, ReceiptExportParams, RuleRow, TierRow,
};
use crate::wire::text::Day;
use crate::wire::when::When;
use axum::extract::State;
use axum::response::Response;
use model::{Instant, Key, Owner};
use service::members::Found;
use service::reports::{self, Span};
use service::{Page, ReceiptFilter, members, receipts};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Rows that are read at a time.
const PAGE: u32 = 500;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(days))
        .routes(routes!(rules))
        .routes(routes!(tiers))
        .routes(routes!(members_file))
        .routes(routes!(receipts_file))
}

fn names<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

/// One column of each unit of the programme.
fn of_units(scales: &Scales, prefix: &str) -> Vec<String> {
    scales.book.units.iter().map(|unit| format!("{prefix}{}", unit.key)).collect()
}

/// Write figures day by day into a file
///
/// The rows of `GET /v1/reports/days` as CSV or XLSX.
#[utoipa::path(get, path = "/v1/reports/days/export", operation_id = "export_days",
    tag = "reports", params(ExportParams),
    responses((status = 200, description = "The file.",
        content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn days(
    State(app): State<App>,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let scales = Scales::now(&app).await?;
    let (from, until) = (params.from.map(|day| day.0), params.until.map(|day| day.0));
    let span = Span::read(&app.tessera, from, until).await?;
    let mut columns = names([
        "day",
        "joined",
        "active",
        "receipts",
        "member_receipts",
        "total",
        "member_total",
        "discount",
        "returns",
        "refunded",
        "currency",
    ]);
    for unit in &scales.book.units {
        columns.extend(["issued", "spent", "expired"].map(|moved| format!("{}_{moved}", unit.key)));
    }
    let days = reports::days(&app.tessera, span).await?;
    let rows = days.iter().map(|day| day_row(&scales, DayRow::of(&scales, day))).collect();
    Sheet::of("days", columns, rows).answer(params.format).await
}

fn day_row(scales: &Scales, row: DayRow) -> Row {
    let flow = row.flow;
    let mut cells = vec![
        Cell::Day(row.day.0),
        Cell::number(flow.joined),
        Cell::number(flow.active),
        Cell::number(flow.receipts),
        Cell::number(flow.member_receipts),
        Cell::number(flow.total.0),
        Cell::number(flow.member_total.0),
        Cell::number(flow.discount.0),
        Cell::number(flow.returns),
        Cell::number(flow.refunded.0),
        Cell::Text(scales.book.currency.to_string()),
    ];
    // Units of the programme come first, in its order.
    for unit in flow.units.into_iter().take(scales.book.units.len()) {
        cells.extend([unit.issued, unit.spent, unit.expired].map(|amount| Cell::number(amount.0)));
    }
    cells
}

/// Write how often rules acted into a file
///
/// The rows of `GET /v1/reports/rules` as CSV or XLSX.
#[utoipa::path(get, path = "/v1/reports/rules/export", operation_id = "export_rules",
    tag = "reports", params(ExportParams),
    responses((status = 200, description = "The file.",
        content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn rules(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let scales = Scales::now(&app).await?;
    let (from, until) = (params.from.map(|day| day.0), params.until.map(|day| day.0));
    let span = Span::read(&app.tessera, from, until).await?;
    let mut columns = names(["rule", "name", "kind", "times", "discount", "currency"]);
    columns.extend(of_units(&scales, ""));
    let locale = scales.locale(locale.as_str());
    let figures = reports::rules(&app.tessera, span).await?;
    let rows = figures.iter().map(|figures| {
        let row = RuleRow::of(&scales, locale, figures);
        let mut cells = vec![
            Cell::Text(row.rule.0.to_string()),
            Cell::text(row.name.map(|name| name.0)),
            Cell::Text(row.kind.0.to_string()),
            Cell::number(row.times),
            Cell::number(row.discount.0),
            Cell::Text(scales.book.currency.to_string()),
        ];
        cells.extend(scales.book.units.iter().map(|unit| {
            let amount = figures.units.get(&unit.key).copied().unwrap_or_default();
            Cell::number(scales.units(&unit.key, amount).0)
        }));
        cells
    });
    Sheet::of("rules", columns, rows.collect()).answer(params.format).await
}

/// Write how many members hold each tier into a file
///
/// The rows of `GET /v1/reports/tiers` as CSV or XLSX, as they are now: the days are of no
/// matter.
#[utoipa::path(get, path = "/v1/reports/tiers/export", operation_id = "export_tiers",
    tag = "reports", params(ExportParams),
    responses((status = 200, description = "The file.",
        content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn tiers(
    State(app): State<App>,
    locale: Locale,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = scales.locale(locale.as_str());
    let tiers = reports::tiers(&app.tessera).await?;
    let rows = tiers.iter().map(|figures| {
        let row = TierRow::of(locale, figures);
        vec![
            Cell::Text(row.track.0.to_string()),
            Cell::Text(row.tier.0.to_string()),
            Cell::Text(row.name.0.to_string()),
            Cell::number(row.members),
        ]
    });
    let columns = names(["track", "tier", "name", "members"]);
    Sheet::of("tiers", columns, rows.collect()).answer(params.format).await
}

/// The moments between two days, both included.
fn between(scales: &Scales, from: Option<Day>, until: Option<Day>) -> Between {
    let calendar = &scales.book.calendar;
    Between {
        from: from.map(|day| When::Day(day).beginning(calendar)),
        until: until.map(|day| When::Day(day).end(calendar)),
    }
}

#[derive(Clone, Copy)]
struct Between {
    from: Option<Instant>,
    until: Option<Instant>,
}

impl Between {
    fn covers(self, at: Option<Instant>) -> bool {
        let is_open = self.from.is_none() && self.until.is_none();
        let fits = |at| {
            self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
        };
        is_open || at.is_some_and(fits)
    }
}

/// Write members into a file
///
/// The rows of `POST /v1/members/search` as CSV or XLSX, those who joined in the days asked for.
#[utoipa::path(post, path = "/v1/reports/members/export", operation_id = "export_members",
    tag = "reports", request_body = MemberExportBody,
    responses((status = 200, description = "The file.",
        content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn members_file(
    State(app): State<App>,
    Body(asked): Body<MemberExportBody>,
) -> Result<Response, Problem> {
    let scales = Scales::now(&app).await?;
    let joined = between(&scales, asked.from, asked.until);
    let mut columns = names([
        "id",
        "external_id",
        "name",
        "phone",
        "email",
        "card",
        "blocked",
        "enrolled_at",
        "tiers",
    ]);
    columns.extend(of_units(&scales, ""));
    let MemberExportBody { format, q, blocked, track, tier, expiring, .. } = asked;
    let tier = tier_of(track, tier)?;
    let typed = q.chars().take(LONGEST).collect();
    let wanted = members::Wanted { typed, blocked, tier, expiring: expiring.map(Key::from) };
    let sheet = Sheet::coming("members", columns, move |sender| async move {
        let mut page = Page::newest(PAGE);
        loop {
            let listed = members::search(&app.tessera, &wanted, page.clone()).await;
            let (rows, next) = match listed {
                Ok(listed) => {
                    let found = listed.items.into_iter();
                    let found = found.filter(|m| joined.covers(m.snapshot.member.enrolled_at));
                    (Ok(found.map(|found| member_row(&scales, found)).collect()), listed.next)
                }
                Err(error) => (Err(error.into()), None),
            };
            if sender.send(rows).await.is_err() || next.is_none() {
                return;
            }
            page = page.after(next);
        }
    });
    sheet.answer(format).await
}

fn member_row(scales: &Scales, found: Found) -> Row {
    let spendable: Vec<Cell> = scales
        .book
        .units
        .iter()
        .map(|unit| {
            let holding = found.snapshot.holdings.unit(unit.key.as_str());
            let amount = holding.map(|holding| holding.spendable()).unwrap_or_default();
            Cell::number(scales.units(&unit.key, amount).0)
        })
        .collect();
    let row = MemberRow::of(scales, found);
    let tiers = row.tiers.iter().map(|held| format!("{}: {}", held.track.0, held.tier.0));
    let tiers = tiers.collect::<Vec<_>>().join(", ");
    let mut cells = vec![
        Cell::Text(row.id.to_string()),
        Cell::text(row.external_id.map(|id| id.0)),
        Cell::text(row.name.map(|name| name.0)),
        Cell::text(row.phone.map(|phone| phone.0)),
        Cell::text(row.email.map(|email| email.0)),
        Cell::text(row.card.map(|card| card.0)),
        Cell::Text(if row.blocked { "yes" } else { "no" }.to_owned()),
        row.enrolled_at.map_or(Cell::Empty, |at| Cell::Moment(scales.book.calendar.local(at.0))),
        Cell::Text(tiers),
    ];
    cells.extend(spendable);
    cells
}

/// Write receipts into a file
///
/// The rows of `GET /v1/receipts` as CSV or XLSX.
#[utoipa::path(get, path = "/v1/reports/receipts/export", operation_id = "export_receipts",
    tag = "reports", params(ReceiptExportParams),
    responses((status = 200, description = "The file.",
        content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn receipts_file(
    State(app): State<App>,
    Params(params): Params<ReceiptExportParams>,
) -> Result<Response, Problem> {
    let scales = Scales::now(&app).await?;
    let paid = between(&scales, params.from, params.until);
    let filter = ReceiptFilter {
        owner: params.member.map(Owner::member),
        store: params.store.map(Key::from),
        from: paid.from,
        until: paid.until,
        rule: params.rule.map(Key::from),
    };
    let columns = names([
        "id", "at", "store", "number", "member", "total", "discount", "payable", "returned",
        "currency",
    ]);
    let sheet = Sheet::coming("receipts", columns, move |sender| async move {
        let mut page = Page::newest(PAGE);
        loop {
            let listed = receipts::list(&app.tessera, filter.clone(), page.clone()).await;
            let (rows, next) = match listed {
                Ok(listed) => {
                    let rows = listed.items.into_iter().map(|row| ReceiptRow::of(&scales, row));
                    (Ok(rows.map(|row| receipt_row(&scales, row)).collect()), listed.next)
                }
                Err(error) => (Err(error.into()), None),
            };
            if sender.send(rows).await.is_err() || next.is_none() {
                return;
            }
            page = page.after(next);
        }
    });
    sheet.answer(params.format).await
}

fn receipt_row(scales: &Scales, row: ReceiptRow) -> Row {
    vec![
        Cell::Text(row.id.to_string()),
        Cell::Moment(scales.book.calendar.local(row.at.0)),
        Cell::Text(row.store.0.to_string()),
        Cell::text(row.number),
        Cell::text(row.member.map(|member| member.to_string())),
        Cell::number(row.total.0),
        Cell::number(row.discount.0),
        Cell::number(row.payable.0),
        Cell::number(row.returned.0),
        Cell::Text(row.currency.0.to_string()),
    ]
}
