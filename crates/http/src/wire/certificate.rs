//! Certificates: money on a code.

use super::ids;
use super::text::{Decimal, Moment, Sentence, Word};
use super::who::MemberRef;
use crate::scales::Scales;
use model::Instant;
use model::id::{CertificateId, ReceiptId};
use serde::{Deserialize, Serialize};
use service::certificates::{Certificate, Held, Issued};
use utoipa::ToSchema;

/// Bringing a certificate to life.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "type": "gift", "value": "50.00" }))]
pub(crate) struct NewCertificate {
    /// Which kind of the programme.
    #[serde(rename = "type")]
    pub(crate) certificate_type: Word,
    /// Money on it.
    pub(crate) value: Decimal,
    /// The receipt that sold it.
    #[serde(default)]
    #[schema(value_type = Option<ids::ReceiptId>)]
    pub(crate) receipt: Option<ReceiptId>,
    /// The member on whose phone it appears; nobody's when absent.
    #[serde(default)]
    pub(crate) member: Option<MemberRef>,
}

/// Taking money off a certificate or putting it back.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "amount": "12.50" }))]
pub(crate) struct NewMovement {
    /// How much.
    pub(crate) amount: Decimal,
}

/// Asking for a certificate by its code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "code": "7F3K-9QXA-2MB4-1TTR2" }))]
pub(crate) struct CertificateQuestion {
    /// The code as typed.
    pub(crate) code: Word,
}

/// A certificate that came to life.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IssuedCertificate)]
pub(crate) struct IssuedBody {
    /// Its id.
    #[schema(value_type = ids::CertificateId)]
    pub(crate) id: CertificateId,
    /// Its code.
    #[schema(example = "7F3K-9QXA-2MB4-1TTR2")]
    pub(crate) code: String,
    /// Which kind of the programme.
    #[serde(rename = "type")]
    pub(crate) certificate_type: Word,
    /// Money on it.
    pub(crate) value: Decimal,
    /// Not valid from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

impl IssuedBody {
    pub(crate) fn of(scales: &Scales, issued: &Issued) -> Self {
        Self {
            id: issued.id,
            code: issued.code.clone(),
            certificate_type: Word::from(&issued.certificate_type),
            value: scales.money(issued.value),
            until: issued.until.map(Moment),
        }
    }
}

/// A certificate as of now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Certificate)]
pub(crate) struct CertificateBody {
    /// Its id.
    #[schema(value_type = ids::CertificateId)]
    pub(crate) id: CertificateId,
    /// Which kind of the programme.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) certificate_type: Option<Word>,
    /// Money on it at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Decimal>,
    /// Money on it now.
    pub(crate) balance: Decimal,
    /// Currency of the money.
    pub(crate) currency: Word,
    /// Not valid from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

impl CertificateBody {
    pub(crate) fn of(scales: &Scales, certificate: &Certificate) -> Self {
        let issued = certificate.issued.as_ref();
        Self {
            id: certificate.id,
            certificate_type: issued.map(|i| Word::from(&i.certificate_type)),
            value: issued.map(|i| scales.money(i.value)),
            balance: scales.money(certificate.balance),
            currency: scales.currency(),
            until: certificate.until.map(Moment),
        }
    }
}

/// A certificate in the list of all of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CertificateRow {
    /// When it was issued.
    pub(crate) at: Moment,
    /// Which kind of the programme.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) certificate_type: Option<Word>,
    /// Money on it at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Decimal>,
    /// Money on it now.
    pub(crate) balance: Decimal,
    /// Currency of the money.
    pub(crate) currency: Word,
    /// Not valid from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

impl CertificateRow {
    /// Without its code and its id, by which it is used: the list is no money.
    pub(crate) fn of(scales: &Scales, at: Instant, certificate: &Certificate) -> Self {
        let CertificateBody { certificate_type, value, balance, currency, until, .. } =
            CertificateBody::of(scales, certificate);
        Self { at: Moment(at), certificate_type, value, balance, currency, until }
    }
}

/// A certificate on the phone of a member.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldCertificate {
    /// Its id.
    #[schema(value_type = ids::CertificateId)]
    pub(crate) id: CertificateId,
    /// Which kind of the programme.
    #[serde(rename = "type")]
    pub(crate) certificate_type: Word,
    /// The name of the kind.
    pub(crate) name: Sentence,
    /// Its code: whoever knows it has the money.
    #[schema(example = "7F3K-9QXA-2MB4-1TTR2")]
    pub(crate) code: String,
    /// Money on it at first.
    pub(crate) value: Decimal,
    /// Money on it now.
    pub(crate) balance: Decimal,
    /// Currency of the money.
    pub(crate) currency: Word,
    /// Not valid from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
    /// Must be spent in one go.
    pub(crate) whole_only: bool,
}

impl HeldCertificate {
    /// In the words of the programme of now; a kind that it no longer has goes by its key.
    pub(crate) fn of(scales: &Scales, locale: &str, held: Held) -> Self {
        let kind = scales.book.certificate(held.certificate_type.as_str());
        let name = kind.map(|kind| kind.name.get(locale)).filter(|name| !name.is_empty());
        Self {
            id: held.id,
            name: Sentence(name.unwrap_or(held.certificate_type.as_str()).into()),
            certificate_type: Word::from(&held.certificate_type),
            code: held.code,
            value: scales.money(held.value),
            balance: scales.money(held.balance),
            currency: scales.currency(),
            until: held.until.map(Moment),
            whole_only: kind.is_some_and(|kind| !kind.partial),
        }
    }
}
