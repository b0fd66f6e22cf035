//! Certificates: money on a code.
//!
//! Whoever knows the code has the money. Whose phone it appears on is a look-up beside the
//! journal, as it is for what waits at a counter; giving a certificate away moves the look-up.

use crate::commit::append::CERTIFICATE_KIND;
use crate::commit::present::{good_until, money_on};
use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera, members, notes};
use model::activity::{IssueCertificate, MoveCertificate};
use model::id::{CertificateId, MemberId, ReceiptId};
use model::snapshot::CertificateState;
use model::{Activity, Code, Event, Instant, Key, Money, Owner, Snapshot};
use std::collections::HashMap;
use store::{IdentityClaim, Listed, Page};

/// Certificates that are read at a time.
const PORTION: usize = 200;

/// So often taking one over is tried again when something else happened to it meanwhile.
const TRIES: usize = 5;

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

/// A certificate on the phone of a member, with money on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: CertificateId,
    /// Its code.
    pub code: String,
    /// Which kind.
    pub certificate_type: Key,
    /// What was on it at first.
    pub value: Money,
    /// What is on it now.
    pub balance: Money,
    /// First moment when nothing on it is valid any more.
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
    let issue = IssueCertificate { certificate_type, value, receipt };
    tessera.answering(ask, bring_to_life(tessera, ask, issue, None)).await
}

/// The same for a member, on whose phone it appears.
pub async fn issue_to(
    tessera: &Tessera,
    ask: &Ask,
    issue: IssueCertificate,
    holder: &Who,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let holder = tessera.member_of(holder).await?;
            able_to_hold(tessera, holder).await?;
            bring_to_life(tessera, ask, issue, Some(holder)).await
        })
        .await
}

async fn bring_to_life(
    tessera: &Tessera,
    ask: &Ask,
    issue: IssueCertificate,
    holder: Option<MemberId>,
) -> Result<Committed, Error> {
    let id = CertificateId(tessera.new_id());
    let activity = Activity::IssueCertificate(issue);
    let mut order = Order::new(Owner::certificate(id), Start::New, activity);
    order.identities.extend(holder.map(|member| look_up(id, Owner::member(member))));
    tessera.commit(ask, order).await
}

/// What leads from a certificate to whoever has it.
fn look_up(id: CertificateId, owner: Owner) -> IdentityClaim {
    let (kind, value) = (Key::new(CERTIFICATE_KIND), smol_str::format_smolstr!("{id}"));
    IdentityClaim { kind, value, owner }
}

/// Refuses to put money where nobody can get at it.
async fn able_to_hold(tessera: &Tessera, member: MemberId) -> Result<(), Error> {
    match members::state(tessera, member).await?.member.blocked {
        true => Err(Error::plain(Code::MEMBER_BLOCKED)),
        false => Ok(()),
    }
}

/// The certificates of a member with money on them, those that end first first.
///
/// COST: a point read for each that the member ever had, because money comes back to those
/// that were used up as well.
pub async fn list(tessera: &Tessera, member: MemberId) -> Result<Vec<Held>, Error> {
    members::state(tessera, member).await?;
    let mut owners: Vec<Owner> = Vec::new();
    for account in members::with_absorbed(tessera, Owner::member(member)).await? {
        let known = tessera.store().list_identities(account).await?.into_iter();
        let theirs = known.filter(|one| one.kind == *CERTIFICATE_KIND);
        owners.extend(theirs.filter_map(|one| one.value.parse().ok().map(Owner::certificate)));
    }
    let mut all: Vec<Held> = Vec::new();
    for portion in owners.chunks(PORTION) {
        let snapshots = tessera.all_as_of_now(portion.to_vec()).await?;
        let found = snapshots.iter().filter_map(|snapshot| held(tessera, snapshot));
        all.extend(found.filter(|one| one.balance > Money::ZERO));
    }
    all.sort_by_key(|one| (one.until.unwrap_or(Instant::MAX), one.id));
    Ok(all)
}

fn held(tessera: &Tessera, snapshot: &Snapshot) -> Option<Held> {
    let (id, issued) = (snapshot.owner.as_certificate()?, snapshot.member.certificate.as_ref()?);
    Some(Held {
        id,
        code: code_of(tessera, id),
        certificate_type: issued.certificate_type.clone(),
        value: issued.value,
        balance: money_on(snapshot),
        until: good_until(snapshot),
    })
}

/// Puts the certificate behind a code on the phone of a member: from then on it is with them
/// and no longer with whoever had it. Says whether the request had been carried out before.
pub async fn add(
    tessera: &Tessera,
    ask: &Ask,
    member: MemberId,
    code: &str,
) -> Result<(Held, bool), Error> {
    let unknown = || Error::plain(Code::CERTIFICATE_UNKNOWN);
    let id = tessera.find_certificate(code).await?.ok_or_else(unknown)?;
    let mut added = add_once(tessera, ask, member, id).await;
    for _ in 1..TRIES {
        // Somebody paid with it or took it between reading and writing.
        if !matches!(&added, Err(error) if is_overtaken(error.code())) {
            break;
        }
        added = add_once(tessera, ask, member, id).await;
    }
    let is_replayed = added?.is_some_and(|committed| committed.replayed);
    let snapshot = tessera.as_of_now(Owner::certificate(id)).await?;
    Ok((held(tessera, &snapshot).ok_or_else(unknown)?, is_replayed))
}

fn is_overtaken(code: Code) -> bool {
    matches!(code, Code::PRECONDITION_FAILED | Code::MEMBER_EXISTS)
}

/// The same, unless something happens meanwhile. Nothing is written when they have it already.
async fn add_once(
    tessera: &Tessera,
    ask: &Ask,
    member: MemberId,
    id: CertificateId,
) -> Result<Option<Committed>, Error> {
    if let Some(committed) = tessera.answered(ask).await? {
        return Ok(Some(committed));
    }
    able_to_hold(tessera, member).await?;
    let owner = Owner::certificate(id);
    let snapshot = tessera.as_of_now(owner).await?;
    if money_on(&snapshot) <= Money::ZERO {
        let has_ended = good_until(&snapshot).is_some_and(|until| until <= tessera.now());
        let code = if has_ended { Code::CERTIFICATE_EXPIRED } else { Code::CERTIFICATE_EMPTY };
        return Err(Error::plain(code));
    }
    let (mine, name) = (Owner::member(member), id.to_string());
    let holder = tessera.store().find_owner(CERTIFICATE_KIND, &name).await?;
    if holder == Some(mine) {
        return Ok(None);
    }
    let details = [
        ("member", member.to_string().into()),
        ("from", holder.map(|holder| holder.to_string()).into()),
    ];
    let note = notes::activity("certificate_added", details);
    let mut order = Order::new(owner, Start::Known(Code::CERTIFICATE_UNKNOWN), note);
    order.expected_seq = Some(snapshot.seq);
    order.identities.push(look_up(id, mine));
    order.released_identities.extend(holder.map(|holder| look_up(id, holder)));
    tessera.commit(ask, order).await.map(Some)
}

/// The certificate behind a code.
pub async fn find(tessera: &Tessera, code: &str) -> Result<Option<Certificate>, Error> {
    match tessera.find_certificate(code).await? {
        Some(id) => get(tessera, id).await.map(Some),
        None => Ok(None),
    }
}

/// Certificates by when they were issued, with what is on them now. The newest may come a
/// moment late.
///
/// COST: a range of an index, and a point read for each certificate of the page.
pub async fn list_issued(
    tessera: &Tessera,
    (from, until): (Option<Instant>, Option<Instant>),
    page: Page,
) -> Result<Listed<(Instant, Certificate)>, Error> {
    let rows = tessera.store().list_certificates(from, until, page).await?;
    let mut items = Vec::with_capacity(rows.items.len());
    for portion in rows.items.chunks(PORTION) {
        let owners = portion.iter().map(|row| Owner::certificate(row.certificate)).collect();
        let snapshots = tessera.all_as_of_now(owners).await?;
        let known: HashMap<Owner, &Snapshot> =
            snapshots.iter().map(|snapshot| (snapshot.owner, &**snapshot)).collect();
        items.extend(portion.iter().filter_map(|row| {
            let snapshot = known.get(&Owner::certificate(row.certificate))?;
            Some((row.at, as_read(row.certificate, snapshot)))
        }));
    }
    Ok(Listed { items, next: rows.next })
}

/// A certificate as of now.
pub async fn get(tessera: &Tessera, id: CertificateId) -> Result<Certificate, Error> {
    let snapshot = tessera.as_of_now(Owner::certificate(id)).await?;
    if snapshot.seq == 0 {
        return Err(Error::refused(Code::NOT_FOUND, id.to_string()));
    }
    Ok(as_read(id, &snapshot))
}

fn as_read(id: CertificateId, snapshot: &Snapshot) -> Certificate {
    Certificate {
        id,
        issued: snapshot.member.certificate.clone(),
        balance: money_on(snapshot),
        until: good_until(snapshot),
        seq: snapshot.seq,
    }
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
            Event::CertificateIssued { certificate, certificate_type, value, until, .. } => {
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
