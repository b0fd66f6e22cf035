//! Certificates: money on a code.

use crate::commit::present::{good_until, money_on};
use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::{Ask, Tessera};
use model::activity::{IssueCertificate, MoveCertificate};
use model::id::{CertificateId, ReceiptId};
use model::snapshot::CertificateState;
use model::{Activity, Code, Event, Instant, Key, Money, Owner};

/// A certificate as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its id.
    pub id: CertificateId,
    /// Which kind, what was on it at first, until when it is good.
    pub issued: Option<CertificateState>,
    /// What is on it now.
    pub balance: Money,
    /// First moment when nothing on it is valid any more.
    pub until: Option<Instant>,
    /// Its last entry.
    pub seq: u64,
}

/// A certificate that an entry brought to life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Its id.
    pub id: CertificateId,
    /// Its code.
    pub code: String,
    /// Which kind.
    pub certificate_type: Key,
    /// What is on it.
    pub value: Money,
    /// First moment when it is no longer valid.
    pub until: Option<Instant>,
}

/// Brings a certificate to life, sold on a receipt or given.
pub async fn issue(
    tessera: &Tessera,
    ask: &Ask,
    certificate_type: Key,
    value: Money,
    receipt: Option<ReceiptId>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let owner = Owner::certificate(CertificateId(tessera.new_id()));
            let activity =
                Activity::IssueCertificate(IssueCertificate { certificate_type, value, receipt });
            tessera.commit(ask, Order::new(owner, Start::New, activity)).await
        })
        .await
}

/// The certificate behind a code.
pub async fn find(tessera: &Tessera, code: &str) -> Result<Option<Certificate>, Error> {
    match tessera.find_certificate(code).await? {
        Some(id) => get(tessera, id).await.map(Some),
        None => Ok(None),
    }
}

/// A certificate as of now.
pub async fn get(tessera: &Tessera, id: CertificateId) -> Result<Certificate, Error> {
    let snapshot = tessera.as_of_now(Owner::certificate(id)).await?;
    if snapshot.seq == 0 {
        return Err(Error::refused(Code::NOT_FOUND, id.to_string()));
    }
    Ok(Certificate {
        id,
        issued: snapshot.member.certificate.clone(),
        balance: money_on(&snapshot),
        until: good_until(&snapshot),
        seq: snapshot.seq,
    })
}

/// Takes money off a certificate, outside a receipt of ours.
pub async fn spend(
    tessera: &Tessera,
    ask: &Ask,
    certificate: CertificateId,
    amount: Money,
) -> Result<Committed, Error> {
    let activity = Activity::SpendCertificate(movement(certificate, amount));
    change(tessera, ask, certificate, activity).await
}

/// Puts money back.
pub async fn refund(
    tessera: &Tessera,
    ask: &Ask,
    certificate: CertificateId,
    amount: Money,
) -> Result<Committed, Error> {
    let activity = Activity::RefundCertificate(movement(certificate, amount));
    change(tessera, ask, certificate, activity).await
}

fn movement(certificate: CertificateId, amount: Money) -> MoveCertificate {
    MoveCertificate { certificate, amount, receipt: None }
}

async fn change(
    tessera: &Tessera,
    ask: &Ask,
    certificate: CertificateId,
    activity: Activity,
) -> Result<Committed, Error> {
    let owner = Owner::certificate(certificate);
    let order = Order::new(owner, Start::Known(Code::NOT_FOUND), activity);
    tessera.answering(ask, tessera.commit(ask, order)).await
}

/// The code of a certificate.
pub fn code_of(tessera: &Tessera, id: CertificateId) -> String {
    tessera.codes.certificate(id)
}

/// The certificates that an entry brought to life, with their codes.
pub fn issued(tessera: &Tessera, entry: &model::Entry) -> Vec<Issued> {
    let events = entry.events.iter();
    events
        .filter_map(|happening| match &happening.event {
            Event::CertificateIssued { certificate, certificate_type, value, until } => {
                Some(Issued {
                    id: *certificate,
                    code: tessera.codes.certificate(*certificate),
                    certificate_type: certificate_type.clone(),
                    value: *value,
                    until: *until,
                })
            }
            _ => None,
        })
        .collect()
}
