//! Writing an entry with everything that is taken together with it.

use super::companions::Company;
use super::{Attempt, Committed, Order, Setting, fold};
use crate::codes::masked;
use crate::error::{Broken, Error};
use crate::fresh::Written;
use crate::versions::Rules;
use crate::{Ask, Tessera};
use model::activity::SeatChange;
use model::basket::CouponInstance;
use model::entry::Entry;
use model::event::Purpose;
use model::id::{ClaimId, GroupId};
use model::snapshot::CouponState;
use model::{Code, Event, Key, Owner, OwnerKind, Snapshot};
use programme::rulebook::Handover;
use std::sync::Arc;
use store::{Append, Appended, CodeRow, CodeSubject, IdentityClaim, NewEntry};

/// Identities under which what belongs to a member is found; they are not people's.
pub(crate) const HOLD_KIND: &str = "hold";
pub(crate) const CLAIM_KIND: &str = "claim";
pub(crate) const SUBMISSION_KIND: &str = "submission";
pub(crate) const EXCHANGE_KIND: &str = "exchange";
/// A certificate on the phone of the member who has it.
pub(crate) const CERTIFICATE_KIND: &str = "certificate";
/// A group by its kind and its own short name.
pub(crate) const GROUP_KIND: &str = "group";
/// The code by which a member brings others.
pub(crate) const REFERRAL_KIND: &str = "referral";
/// A seat that somebody asked for and that waits, by its group and whose it would be.
pub(crate) const SEAT_KIND: &str = "seat";

impl Tessera {
    /// Writes the entry, and takes the state along.
    pub(super) async fn write(
        &self,
        ask: &Ask,
        order: &mut Order,
        (rules, setting): (Option<&Rules>, &Setting<'_>),
        state: &mut Arc<Snapshot>,
        entry: Entry,
    ) -> Result<Attempt, Error> {
        let mut append = order.append(ask, &entry);
        append.generation = Some(setting.generation);
        append.claims.clone_from(&entry.claims);
        self.take_codes(&entry, state, rules, &mut append);
        let new = NewEntry::new(&entry);
        // Before the append: what cannot be folded must not be written.
        if let Err(error) = fold(state, &entry, new.hash) {
            order.activity = entry.activity;
            return Err(error);
        }
        let hash = new.hash;
        append.entries.push(new);
        if let Some(rules) = rules {
            let claimed = order.claimed.as_ref();
            let company =
                Company { rules, exhausted: setting.exhausted, pool: &order.pool, claimed };
            match self.companions(&company, &entry, state, &mut append).await {
                Ok(()) => {}
                Err(again @ (Error::Refused(_) | Error::Broken(Broken::Busy))) => {
                    order.activity = entry.activity;
                    return Ok(Attempt::Again(again));
                }
                Err(error) => return Err(error),
            }
        }
        let others = append.entries.iter().skip(1).map(|e| e.owner);
        let others: Vec<_> = others.filter(|owner| *owner != entry.owner).collect();
        let appended = self.store.append(append).await?;
        if appended == Appended::Done {
            // What is in memory about the companions' owners is outdated now.
            for owner in others {
                self.states.take(owner);
            }
            self.states.keep(state.clone());
            let entry = Arc::new(entry);
            let written = Written { entry: entry.clone(), state: state.clone() };
            self.fresh.keep(written, hash);
            self.appended.notify_one();
            let replayed = false;
            return Ok(Attempt::Done(Box::new(Committed { entry, replayed })));
        }
        let owner = entry.owner;
        order.activity = entry.activity;
        self.answer(owner, appended).await
    }

    /// What the store objected, as an answer or as a reason to decide again.
    async fn answer(&self, owner: Owner, appended: Appended) -> Result<Attempt, Error> {
        match appended {
            Appended::Conflict { owner: other } if other != owner => Ok(Attempt::Outrun),
            Appended::Done | Appended::Conflict { .. } | Appended::CodeTaken { .. } => {
                Ok(Attempt::Again(Broken::Busy.into()))
            }
            Appended::Reconfigured => {
                self.versions.forget();
                Ok(Attempt::Again(Broken::Busy.into()))
            }
            Appended::LimitReached { counter } => Ok(Attempt::Exhausted(counter)),
            Appended::Repeated { owner, seq } => {
                Ok(Attempt::Done(Box::new(self.stored(owner, seq).await?)))
            }
            Appended::KeyMismatch => Err(Error::plain(Code::IDEMPOTENCY_MISMATCH)),
            Appended::ReceiptExists { owner, seq, same_input: true, .. } => {
                Ok(Attempt::Done(Box::new(self.stored(owner, seq).await?)))
            }
            Appended::ReceiptExists { id, .. } => {
                Err(Error::refused(Code::RECEIPT_EXISTS, id.to_string()))
            }
            Appended::IdentityTaken { kind, .. } => {
                let is_group = kind == *GROUP_KIND;
                let code = if is_group { Code::GROUP_EXISTS } else { Code::MEMBER_EXISTS };
                Err(Error::refused(code, format!("this {kind} leads to somebody")))
            }
        }
    }

    /// The answer of an entry that was written before.
    pub(crate) async fn stored(&self, owner: model::Owner, seq: u64) -> Result<Committed, Error> {
        let entry = Arc::new(self.entry(owner, seq).await?);
        let replayed = true;
        Ok(Committed { entry, replayed })
    }

    /// Codes of what an entry gives, and look-ups of its holds and claims.
    pub(super) fn take_codes(
        &self,
        entry: &Entry,
        state: &Snapshot,
        rules: Option<&Rules>,
        append: &mut Append,
    ) {
        let take = |kind: &str, id: &dyn std::fmt::Display| look_up(entry, kind, id);
        for happening in &entry.events {
            match &happening.event {
                Event::CouponGranted { .. } => {
                    append.codes.extend(self.coupon_code(entry, &happening.event));
                }
                Event::TakenOver { taken, .. } => {
                    append.revised_codes.extend(self.moved_codes(entry, &taken.coupons));
                }
                Event::Unmerged { belongings, .. } => {
                    append.revised_codes.extend(self.moved_codes(entry, &belongings.coupons));
                }
                Event::CouponEnded { id, expired: false } => {
                    append.revised_codes.extend(self.revoked_code(state, *id));
                }
                Event::CertificateIssued { certificate, .. }
                    if entry.owner.kind == OwnerKind::Certificate =>
                {
                    let code = self.codes.certificate(*certificate);
                    append.codes.push(CodeRow {
                        hash: self.codes.hash(&code),
                        shown: masked(&code),
                        subject: CodeSubject::Certificate(*certificate),
                        batch: None,
                    });
                }
                Event::CertificateIssued { certificate, .. }
                    if entry.owner.kind == OwnerKind::Member =>
                {
                    append.identities.push(take(CERTIFICATE_KIND, certificate));
                }
                Event::HoldPlaced { hold, .. } => {
                    append.identities.push(take(HOLD_KIND, hold));
                }
                Event::HoldReleased { hold, .. } => {
                    append.released_identities.push(take(HOLD_KIND, hold));
                }
                Event::Spent {
                    hold: Some(hold),
                    purpose: Purpose::Purchase | Purpose::Reward | Purpose::Conversion,
                    ..
                } => {
                    append.released_identities.push(take(HOLD_KIND, hold));
                }
                Event::RewardClaimed { claim, reward, .. } => {
                    append.identities.push(take(CLAIM_KIND, claim));
                    append.codes.extend(self.claim_code(rules, *claim, reward));
                }
                // One that was handed over is still found, to say so.
                Event::RewardCancelled { claim } => {
                    append.released_identities.push(take(CLAIM_KIND, claim));
                }
                Event::ActionSubmitted { submission, .. } => {
                    append.identities.push(take(SUBMISSION_KIND, submission));
                }
                Event::SubmissionDecided { submission, .. } => {
                    append.released_identities.push(take(SUBMISSION_KIND, submission));
                }
                Event::ExchangeAsked(asked) => {
                    append.identities.push(take(EXCHANGE_KIND, &asked.exchange));
                }
                Event::ExchangeSettled { exchange, .. } => {
                    append.released_identities.push(take(EXCHANGE_KIND, exchange));
                }
                event => note_seat(entry.owner, event, append),
            }
        }
    }

    /// The code against which a claimed reward is handed over, where there is one.
    fn claim_code(&self, rules: Option<&Rules>, claim: ClaimId, reward: &Key) -> Option<CodeRow> {
        let reward = rules?.rulebook.reward(reward.as_str())?;
        if reward.handover == Handover::AtOnce {
            return None;
        }
        let code = self.codes.claim(claim);
        Some(CodeRow {
            hash: self.codes.hash(&code),
            shown: masked(&code),
            subject: CodeSubject::Reward(claim),
            batch: None,
        })
    }

    fn coupon_code(&self, entry: &Entry, event: &Event) -> Option<CodeRow> {
        let Event::CouponGranted { id, coupon, from, until, uses, .. } = event else {
            return None;
        };
        let code = self.codes.coupon(*id);
        Some(CodeRow {
            hash: self.codes.hash(&code),
            shown: masked(&code),
            subject: CodeSubject::Coupon {
                coupon: coupon.clone(),
                instance: CouponInstance {
                    id: *id,
                    holder: Some(entry.owner),
                    from: Some(*from),
                    until: *until,
                    uses: *uses,
                    used: 0,
                    revoked: false,
                },
            },
            batch: None,
        })
    }

    /// The row of a coupon that is taken back. Coupons that expired need no new row.
    fn revoked_code(&self, state: &Snapshot, id: model::id::CouponId) -> Option<CodeRow> {
        let member = &state.member;
        let mut held = member.coupons.iter().chain(&member.used_up);
        let held = held.find(|c| c.id == id)?;
        Some(self.revised_code(state.owner, held, true))
    }

    /// The rows of coupons that somebody else holds from now on.
    fn moved_codes(&self, entry: &Entry, coupons: &[CouponState]) -> Vec<CodeRow> {
        coupons.iter().map(|coupon| self.revised_code(entry.owner, coupon, false)).collect()
    }

    fn revised_code(&self, holder: Owner, coupon: &CouponState, revoked: bool) -> CodeRow {
        let code = self.codes.coupon(coupon.id);
        CodeRow {
            hash: self.codes.hash(&code),
            shown: masked(&code),
            subject: CodeSubject::Coupon {
                coupon: coupon.coupon.clone(),
                instance: CouponInstance {
                    id: coupon.id,
                    holder: Some(holder),
                    from: Some(coupon.from),
                    until: coupon.until,
                    uses: coupon.uses,
                    used: 0,
                    revoked,
                },
            },
            batch: None,
        }
    }
}

/// A seat that waits stands in the chain of its group alone: members find theirs by this.
fn note_seat(group: Owner, event: &Event, append: &mut Append) {
    let Event::SeatChanged { member, change, seated, .. } = event else { return };
    let asked = IdentityClaim {
        kind: Key::new(SEAT_KIND),
        value: smol_str::format_smolstr!("{}/{member}", GroupId(group.id)),
        owner: Owner::member(*member),
    };
    match (change, seated) {
        (SeatChange::Ask, false) => append.identities.push(asked),
        (SeatChange::Ask, true) => {}
        (SeatChange::Approve | SeatChange::Leave, _) => append.released_identities.push(asked),
    }
}

fn look_up(entry: &Entry, kind: &str, id: &dyn std::fmt::Display) -> IdentityClaim {
    IdentityClaim {
        kind: Key::new(kind),
        value: smol_str::format_smolstr!("{id}"),
        owner: entry.owner,
    }
}
