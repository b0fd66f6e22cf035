//! Certificates: money on a code.

use super::{change, done};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::certificate::{
    CertificateBody, CertificateQuestion, CertificateRow, HeldCertificate, NewCertificate,
    NewMovement,
};
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::page::{LocaleParams, Paged, page};
use crate::wire::text::Word;
use crate::wire::when::{When, span};
use axum::extract::State;
use model::activity::IssueCertificate;
use model::id::{CertificateId, MemberId};
use model::{Code, Key, Money};
use serde::Deserialize;
use service::certificates;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_issued, issue))
        .routes(routes!(balance))
        .routes(routes!(get))
        .routes(routes!(spend))
        .routes(routes!(refund))
        .routes(routes!(list, add))
}

/// Issue a certificate
///
/// The answer has its id in `certificate` and its code in `certificates`. With a `member` it
/// appears on their phone.
#[utoipa::path(post, path = "/v1/certificates", operation_id = "issue_certificate",
    tag = "certificates", request_body = NewCertificate,
    responses((status = 201, description = "Issued.", body = Change)))]
async fn issue(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Body(new): Body<NewCertificate>,
) -> Result<Answer<Change>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let value = reading.some_money(&new.value, || "/value".to_owned());
    reading.finish()?;
    let (kind, receipt) = (Key::from(new.certificate_type), new.receipt);
    let holder = match new.member {
        Some(member) => Some(member.shown(&app.tessera, write.by(), "/member").await?),
        None => None,
    };
    let committed = match &holder {
        None => {
            let ask = write.ask(&("issue_certificate", &kind, value, receipt));
            certificates::issue(&app.tessera, &ask, kind, value, receipt).await?
        }
        Some(holder) => {
            let ask = write.ask(&("issue_certificate", &kind, value, receipt, holder));
            let issue = IssueCertificate { certificate_type: kind, value, receipt };
            certificates::issue_to(&app.tessera, &ask, issue, holder).await?
        }
    };
    let replayed = committed.replayed;
    let change = change(&app, committed, &locale).await?;
    let at = change.certificate.map(|id| format!("/v1/certificates/{id}")).unwrap_or_default();
    Ok(Answer::created(change).replayed(replayed).at(at))
}

/// Which certificates.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CertificateParams {
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<Word>,
    /// At most so many rows.
    #[param(minimum = 1, maximum = 1000, default = 50)]
    limit: Option<u32>,
    /// Issued at this moment or later, or on this day of the programme or later.
    #[param(inline)]
    from: Option<When>,
    /// Issued before this moment, or on this day or before.
    #[param(inline)]
    until: Option<When>,
}

/// List certificates
///
/// Those that were sold, given or exchanged for, newest first, with what is on them now; may lag
/// by a moment. Their codes are not told.
#[utoipa::path(get, path = "/v1/certificates", operation_id = "list_issued_certificates",
    tag = "certificates", params(CertificateParams),
    responses((status = 200, description = "One page.", body = Paged<CertificateRow>)))]
async fn list_issued(
    State(app): State<App>,
    Params(params): Params<CertificateParams>,
) -> Result<Answer<Paged<CertificateRow>>, Problem> {
    let scales = Scales::now(&app).await?;
    let span = span(&app, params.from, params.until).await?;
    let page = page(params.cursor.as_ref(), params.limit, true);
    let listed = certificates::list_issued(&app.tessera, span, page).await?;
    Ok(Answer::ok(Paged::of(listed, |(at, certificate)| {
        CertificateRow::of(&scales, at, &certificate)
    })))
}

/// Read a certificate by its code
#[utoipa::path(post, path = "/v1/certificates/balance", operation_id = "find_certificate",
    tag = "certificates", request_body = CertificateQuestion,
    responses((status = 200, description = "The certificate.", body = CertificateBody)))]
async fn balance(
    State(app): State<App>,
    Body(question): Body<CertificateQuestion>,
) -> Result<Answer<CertificateBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let found = certificates::find(&app.tessera, &question.code.0).await?;
    let found = found.ok_or_else(|| Problem::of(Code::NOT_FOUND))?;
    Ok(Answer::ok(CertificateBody::of(&scales, &found)))
}

/// Read a certificate
#[utoipa::path(get, path = "/v1/certificates/{certificate_id}", operation_id = "get_certificate",
    tag = "certificates",
    params(("certificate_id" = ids::CertificateId, Path, description = "Which certificate.")),
    responses((status = 200, description = "The certificate.", body = CertificateBody)))]
async fn get(
    State(app): State<App>,
    Id(certificate): Id<CertificateId>,
) -> Result<Answer<CertificateBody>, Problem> {
    let scales = Scales::now(&app).await?;
    let certificate = certificates::get(&app.tessera, certificate).await?;
    let seq = certificate.seq;
    Ok(Answer::ok(CertificateBody::of(&scales, &certificate)).etag(seq))
}

/// Take money off a certificate
///
/// For sales that are no receipts of ours; receipts name their certificates themselves.
#[utoipa::path(post, path = "/v1/certificates/{certificate_id}/use",
    operation_id = "use_certificate", tag = "certificates",
    params(("certificate_id" = ids::CertificateId, Path, description = "Which certificate.")),
    request_body = NewMovement, responses((status = 200, description = "Taken.", body = Change)))]
async fn spend(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(certificate): Id<CertificateId>,
    Body(new): Body<NewMovement>,
) -> Result<Answer<Change>, Problem> {
    let amount = amount(&app, &new).await?;
    let ask = write.ask(&("use_certificate", certificate, amount));
    let committed = certificates::spend(&app.tessera, &ask, certificate, amount).await?;
    done(&app, committed, &locale).await
}

/// Put money back on a certificate
#[utoipa::path(post, path = "/v1/certificates/{certificate_id}/refund",
    operation_id = "refund_certificate", tag = "certificates",
    params(("certificate_id" = ids::CertificateId, Path, description = "Which certificate.")),
    request_body = NewMovement, responses((status = 200, description = "Put back.", body = Change)))]
async fn refund(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(certificate): Id<CertificateId>,
    Body(new): Body<NewMovement>,
) -> Result<Answer<Change>, Problem> {
    let amount = amount(&app, &new).await?;
    let ask = write.ask(&("refund_certificate", certificate, amount));
    let committed = certificates::refund(&app.tessera, &ask, certificate, amount).await?;
    done(&app, committed, &locale).await
}

/// List the certificates of a member
///
/// Those with money on them, the one that ends first first.
#[utoipa::path(get, path = "/v1/members/{member_id}/certificates",
    operation_id = "list_certificates", tag = "certificates",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "All of them.", body = Paged<HeldCertificate>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<HeldCertificate>>, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = params.locale(locale);
    let locale = scales.locale(locale.as_str());
    let held = certificates::list(&app.tessera, member).await?.into_iter();
    let items = held.map(|held| HeldCertificate::of(&scales, locale, held)).collect();
    Ok(Answer::ok(Paged::whole(items)))
}

/// Put a certificate on the phone of a member
///
/// By its code: from then on it is with them, and no longer with whoever had it. One without
/// money on it is refused.
#[utoipa::path(post, path = "/v1/members/{member_id}/certificates",
    operation_id = "add_certificate", tag = "certificates",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = CertificateQuestion,
    responses((status = 200, description = "It is with them.", body = HeldCertificate)))]
async fn add(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(question): Body<CertificateQuestion>,
) -> Result<Answer<HeldCertificate>, Problem> {
    let scales = Scales::now(&app).await?;
    let locale = scales.locale(locale.as_str());
    let code = &question.code.0;
    let ask = write.ask(&("add_certificate", member, code));
    let (held, replayed) = certificates::add(&app.tessera, &ask, member, code).await?;
    Ok(Answer::ok(HeldCertificate::of(&scales, locale, held)).replayed(replayed))
}

async fn amount(app: &App, new: &NewMovement) -> Result<Money, Problem> {
    let scales = Scales::now(app).await?;
    let mut reading = Reading::new(&scales);
    let amount = reading.some_money(&new.amount, || "/amount".to_owned());
    reading.finish()?;
    Ok(amount)
}
