//! Writing an entry with everything that is taken together with it.

use super::{Attempt, Committed, Order, fold};
use crate::codes::masked;
use crate::error::{Broken, Error};
use crate::versions::Rules;
use crate::{Ask, Tessera};
use model::basket::CouponInstance;
use model::entry::Entry;
use model::event::Purpose;
use model::{Code, Event, Key, OwnerKind, Snapshot};
use std::sync::Arc;
use store::{Append, Appended, CodeRow, CodeSubject, IdentityClaim, NewEntry};

/// Identities under which holds and claims are found; they are not people's identities.
pub(crate) const HOLD_KIND: &str = "hold";
pub(crate) const CLAIM_KIND: &str = "claim";

impl Tessera {
    /// Writes the entry, and takes the state along.
    pub(super) async fn write(
        &self,
        ask: &Ask,
        order: &mut Order,
        rules: Option<&Rules>,
        state: &mut Arc<Snapshot>,
        entry: Entry,
    ) -> Result<Attempt, Error> {
        let mut append = order.append(ask, &entry);
        append.claims.clone_from(&entry.claims);
        self.take_codes(&entry, state, &mut append);
        append.entries.push(NewEntry::new(&entry));
        if let Some(rules) = rules {
            match self.companions(rules, &entry).await {
                Ok(companions) => {
                    for companion in companions {
                        append.claims.extend(companion.claims.iter().cloned());
                        self.take_codes(&companion, state, &mut append);
                        append.entries.push(NewEntry::new(&companion));
                    }
                }
                Err(refused @ Error::Refused(_)) => {
                    order.activity = entry.activity;
                    return Ok(Attempt::Again(refused));
                }
                Err(error) => return Err(error),
            }
        }
        // Before the append: what cannot be folded must not be written.
        let hash = append.entries[0].hash;
        fold(state, &entry, hash)?;
        let companions: Vec<_> = append.entries.iter().skip(1).map(|e| e.owner).collect();
        let appended = self.store.append(append).await?;
        if appended == Appended::Done {
            // What is in memory about the companions' owners is outdated now.
            for owner in companions {
                self.states.take(owner);
            }
            self.states.keep(state.clone());
            self.appended.notify_one();
            let replayed = false;
            return Ok(Attempt::Done(Box::new(Committed { entry, replayed })));
        }
        order.activity = entry.activity;
        self.answer(appended).await
    }

    /// What the store objected, as an answer or as a reason to decide again.
    async fn answer(&self, appended: Appended) -> Result<Attempt, Error> {
        match appended {
            Appended::Done | Appended::Conflict { .. } | Appended::CodeTaken { .. } => {
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
                Err(Error::refused(Code::MEMBER_EXISTS, format!("this {kind} leads to somebody")))
            }
        }
    }

    /// The answer of an entry that was written before.
    pub(super) async fn stored(&self, owner: model::Owner, seq: u64) -> Result<Committed, Error> {
        let entry = self.entry(owner, seq).await?;
        let replayed = true;
        Ok(Committed { entry, replayed })
    }

    /// Codes of what an entry gives, and look-ups of its holds and claims.
    fn take_codes(&self, entry: &Entry, state: &Snapshot, append: &mut Append) {
        for happening in &entry.events {
            match &happening.event {
                Event::CouponGranted { .. } => {
                    append.codes.extend(self.coupon_code(entry, &happening.event));
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
                Event::HoldPlaced { hold, .. } => {
                    append.identities.push(look_up(entry, HOLD_KIND, hold));
                }
                Event::HoldReleased { hold, .. } => {
                    let released = look_up(entry, HOLD_KIND, hold);
                    append.released_identities.push(released);
                }
                Event::Spent {
                    hold: Some(hold),
                    purpose: Purpose::Purchase | Purpose::Reward | Purpose::Conversion,
                    ..
                } => {
                    let released = look_up(entry, HOLD_KIND, hold);
                    append.released_identities.push(released);
                }
                Event::RewardClaimed { claim, .. } => {
                    append.identities.push(look_up(entry, CLAIM_KIND, claim));
                }
                Event::RewardCancelled { claim } => {
                    let released = look_up(entry, CLAIM_KIND, claim);
                    append.released_identities.push(released);
                }
                _ => {}
            }
        }
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
        let code = self.codes.coupon(id);
        Some(CodeRow {
            hash: self.codes.hash(&code),
            shown: masked(&code),
            subject: CodeSubject::Coupon {
                coupon: held.coupon.clone(),
                instance: CouponInstance {
                    id,
                    holder: Some(state.owner),
                    from: Some(held.from),
                    until: held.until,
                    uses: held.uses,
                    used: 0,
                    revoked: true,
                },
            },
            batch: None,
        })
    }
}

fn look_up(entry: &Entry, kind: &str, id: &impl std::fmt::Display) -> IdentityClaim {
    IdentityClaim {
        kind: Key::new(kind),
        value: smol_str::format_smolstr!("{id}"),
        owner: entry.owner,
    }
}
