//! What members prove.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Params, Write};
use crate::problem::Problem;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::page::{LocaleParams, Paged};
use crate::wire::proof::{self, NewRevocation, NewVerification, VerificationBody};
use axum::Extension;
use axum::extract::State;
use model::Key;
use model::activity::Verify;
use model::id::MemberId;
use service::keys::Caller;
use service::{Who, members, proofs};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, verify)).routes(routes!(revoke))
}

/// List what a member proved
#[utoipa::path(get, path = "/v1/members/{member_id}/verifications",
    operation_id = "list_verifications", tag = "proofs",
    params(("member_id" = ids::MemberId, Path, description = "Which member."), LocaleParams),
    responses((status = 200, description = "What still holds.", body = Paged<VerificationBody>)))]
async fn list(
    State(app): State<App>,
    locale: Locale,
    Id(member): Id<MemberId>,
    Params(params): Params<LocaleParams>,
) -> Result<Answer<Paged<VerificationBody>>, Problem> {
    let (scales, locale) = (Scales::now(&app).await?, params.locale(locale));
    let snapshot = members::state(&app.tessera, member).await?;
    let locale = scales.locale(locale.as_str());
    Ok(Answer::ok(Paged::whole(proof::verifications(&scales, &snapshot.member, locale))))
}

/// Note that a member proved something
#[utoipa::path(post, path = "/v1/members/{member_id}/verifications",
    operation_id = "verify_member", tag = "proofs",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewVerification,
    responses((status = 201, description = "It holds.", body = Change)))]
async fn verify(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewVerification>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("verify_member", member, &new));
    let proof = Verify {
        kind: new.verification.into(),
        revoked: false,
        until: new.until.map(|at| at.0),
        evidence: new.evidence.map(|e| e.0),
        by: Some(smol_str::format_smolstr!("{}", caller.party)),
    };
    let committed = proofs::verify(&app.tessera, &ask, &Who::Member(member), proof).await?;
    made(&app, committed, &locale).await
}

/// Take a verification away
#[utoipa::path(post, path = "/v1/members/{member_id}/verifications/revoke",
    operation_id = "revoke_verification", tag = "proofs",
    params(("member_id" = ids::MemberId, Path, description = "Which member.")),
    request_body = NewRevocation,
    responses((status = 200, description = "It holds no longer.", body = Change)))]
async fn revoke(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(member): Id<MemberId>,
    Body(new): Body<NewRevocation>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("revoke_verification", member, &new));
    let kind = Key::from(new.verification);
    let committed = proofs::revoke(&app.tessera, &ask, &Who::Member(member), kind).await?;
    done(&app, committed, &locale).await
}
