//! Nobody of the staff gives anything to themselves: whoever is a member too has it done by a
//! colleague.
//!
//! Staff have an e-mail, members have identities. The account that the e-mail leads to is their
//! own, and so is the one that it went into.
//!
//! INVARIANT: every change takes this way (`commit`), so no route can forget it. Approvals look
//! before anything waits and before anybody agrees.
//!
//! COST: nothing for programs, members and sales. What staff give by hand costs four point reads
//! when they are members, two when they are not; the list of the staff is read when it is their own.

use crate::commit::Order;
use crate::commit::append::CERTIFICATE_KIND;
use crate::error::Error;
use crate::identity::{Identity, IdentityKind};
use crate::people::StaffRole;
use crate::permissions::Permissions as P;
use crate::{Ask, Tessera};
use model::activity::{SeatChange, Update};
use model::id::StaffId;
use model::{Activity, Code, Key, Owner};

/// Doing something for a member at a counter.
const SERVE: P = P::SERVE.or(P::CHANGE_MEMBERS);

/// What somebody may have given to themselves.
pub(crate) struct ByHand<'a> {
    /// Who gets something by it.
    pub(crate) to: &'a [Owner],
    /// Who else may do it: those with one of these.
    pub(crate) needed: P,
    /// Somebody who may not after all, because they asked for it.
    pub(crate) asked_by: Option<&'a Key>,
}

/// Refuses an order by which somebody of the staff gives something to themselves.
pub(crate) async fn admit(tessera: &Tessera, ask: &Ask, order: &Order) -> Result<(), Error> {
    match by_hand(order).filter(|_| acting(ask).is_some()) {
        // In a box, so that what is sold does not carry it along.
        Some((to, needed)) => Box::pin(look_at(tessera, ask, order.owner, to, needed)).await,
        None => Ok(()),
    }
}

async fn look_at(
    tessera: &Tessera,
    ask: &Ask,
    owner: Owner,
    mut to: Vec<Owner>,
    needed: P,
) -> Result<(), Error> {
    if let Some(certificate) = owner.as_certificate() {
        // Whose phone it is on stands beside the journal.
        let holder = tessera.store().find_owner(CERTIFICATE_KIND, &certificate.to_string()).await?;
        to.extend(holder);
    }
    refuse_own(tessera, ask, ByHand { to: &to, needed, asked_by: None }).await
}

/// Refuses what somebody of the staff does for themselves, unless nobody else may do it.
pub(crate) async fn refuse_own(
    tessera: &Tessera,
    ask: &Ask,
    what: ByHand<'_>,
) -> Result<(), Error> {
    let Some(me) = acting(ask).filter(|_| !what.to.is_empty()) else { return Ok(()) };
    let Some(mine) = account_of(tessera, me).await? else { return Ok(()) };
    for owner in what.to {
        let is_mine = *owner == mine
            || owner.as_member().is_some() && tessera.going_on(*owner).await? == mine;
        if is_mine && has_colleague(tessera, me, &what).await? {
            return Err(Error::plain(Code::STAFF_OWN_ACCOUNT));
        }
    }
    Ok(())
}

/// Who of the staff asks; programs, members and jobs are none.
fn acting(ask: &Ask) -> Option<StaffId> {
    ask.actor.as_ref()?.as_str().parse().ok()
}

/// The member account of somebody of the staff, by their e-mail.
async fn account_of(tessera: &Tessera, staff: StaffId) -> Result<Option<Owner>, Error> {
    let found = tessera.store().find_staff(staff).await?;
    let email = found.and_then(|row| row.email);
    let identity = email.and_then(|email| Identity::parse(IdentityKind::Email, &email).ok());
    let Some(identity) = identity else { return Ok(None) };
    match tessera.find_member(&identity).await? {
        Some(member) => tessera.going_on(Owner::member(member)).await.map(Some),
        None => Ok(None),
    }
}

/// Whether somebody else can sign in who may do it.
async fn has_colleague(tessera: &Tessera, me: StaffId, what: &ByHand<'_>) -> Result<bool, Error> {
    let staff = tessera.store().list_staff().await?;
    Ok(staff.iter().any(|one| {
        let role = StaffRole::from_word(one.role.as_str());
        let may = role.is_some_and(|role| role.permissions().has_one_of(what.needed));
        // At a till people serve, whatever else they may do.
        let by_pin = one.pin.is_some() && what.needed.has_one_of(P::SERVE);
        let comes_in = one.password.is_some() || by_pin;
        let asked = what.asked_by.is_some_and(|key| key.as_str() == one.id.to_string());
        one.id != me && one.disabled_at.is_none() && may && comes_in && !asked
    }))
}

/// Who gets something by an order that somebody has to want, and who may do it. What is bought,
/// spent and used up as anybody may is none of it.
fn by_hand(order: &Order) -> Option<(Vec<Owner>, P)> {
    let owner = order.owner;
    Some(match &order.activity {
        Activity::Adjust(_) => (vec![owner], P::ADJUST),
        Activity::Merge(merge) => (vec![owner, Owner::member(merge.into)], P::ADJUST),
        Activity::HandBack(hand) => (vec![owner, hand.to], P::ADJUST),
        Activity::GrantCoupon(_) => (vec![owner], P::ISSUE),
        Activity::IssueCertificate(_) => {
            let holders = order.identities.iter().filter(|one| one.kind == *CERTIFICATE_KIND);
            (holders.map(|one| one.owner).collect(), P::ISSUE)
        }
        Activity::RefundCertificate(_) => (Vec::new(), P::CHANGE_MEMBERS),
        Activity::Update(update) if gives(update) => (vec![owner], P::CHANGE_MEMBERS),
        // Without the e-mail the account would no longer be known as theirs.
        Activity::Note(_) | Activity::Update(_) if loses_an_email(order) => {
            (vec![owner], P::CHANGE_MEMBERS)
        }
        Activity::Give(give) => (vec![give.to], P::CHANGE_MEMBERS),
        Activity::FormGroup(form) => (vec![Owner::member(form.head)], P::CHANGE_MEMBERS),
        Activity::ChangeSeat(seat) if seat.change != SeatChange::Leave => {
            (vec![Owner::member(seat.member)], P::CHANGE_MEMBERS)
        }
        Activity::Decide(_) | Activity::SettleExchange(_) => (vec![owner], P::MODERATE),
        Activity::Verify(proof) if !proof.revoked => (vec![owner], SERVE),
        Activity::RegisterProduct(product) if !product.given_up => (vec![owner], SERVE),
        Activity::Event(_) | Activity::StartMembership(_) | Activity::ClaimReceipt(_) => {
            (vec![owner], SERVE)
        }
        _ => return None,
    })
}

/// A level, facts that rules go by, or taking part again. Whoever is erased gets nothing.
fn gives(update: &Update) -> bool {
    let is_blocked = update.blocked == Some(true);
    update.invite.is_some()
        || update.blocked == Some(false)
        || update.profile.is_some() && !is_blocked
}

fn loses_an_email(order: &Order) -> bool {
    let email = IdentityKind::Email.word();
    order.released_identities.iter().any(|one| one.kind == *email)
}
