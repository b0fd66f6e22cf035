//! The catalogue: what a member can have, claiming it, giving it back.

use crate::commit::append::CLAIM_KIND;
use crate::commit::{Committed, Order, Start, Undo, seed};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use engine::Inputs;
use model::activity::{CancelReward, Redeem};
use model::id::ClaimId;
use model::outcome::Refusal;
use model::{Activity, Code, Key, Money, Owner, Units};
use smol_str::SmolStr;

/// A reward as one member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Which reward.
    pub reward: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// What it costs.
    pub cost: Vec<(Key, Units)>,
    /// Its value in money, when declared.
    pub worth: Option<Money>,
    /// Why the member cannot have it now, and what is missing; absent when they can.
    pub refused: Option<Refusal>,
}

/// The catalogue as a member sees it now. Stock is judged when the reward is claimed.
pub async fn list(tessera: &Tessera, who: &Who, locale: &str) -> Result<Vec<Offered>, Error> {
    let member = tessera.member_of(who).await?;
    let snapshot = tessera.as_of_now(Owner::member(member)).await?;
    if snapshot.member.enrolled_at.is_none() {
        return Err(Error::refused(Code::MEMBER_NOT_FOUND, member.to_string()));
    }
    let now = tessera.now();
    let rules = tessera.rules_at(now).await?;
    let seed = seed(tessera.new_entry_id());
    let offered = rules.rulebook.catalogue.iter().map(|reward| {
        let activity = Activity::Redeem(Redeem {
            claim: ClaimId(uuid::Uuid::nil()),
            reward: reward.key.clone(),
            quantity: 1,
        });
        let decision = engine::decide(&Inputs {
            rulebook: &rules.rulebook,
            snapshot: &snapshot,
            activity: &activity,
            at: now,
            now,
            original: None,
            pool: &[],
            exhausted: &[],
            seed,
            detailed: false,
        });
        Offered {
            reward: reward.key.clone(),
            name: reward.name.get(locale).to_owned(),
            cost: reward.cost.clone(),
            worth: reward.worth,
            refused: decision.fatal().cloned(),
        }
    });
    Ok(offered.collect())
}

/// Claims a reward.
pub async fn redeem(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    reward: Key,
    quantity: u32,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            let activity =
                Activity::Redeem(Redeem { claim: ClaimId(tessera.new_id()), reward, quantity });
            let order = Order::new(Owner::member(member), Start::Member, activity);
            tessera.commit(ask, order).await
        })
        .await
}

/// Gives a claimed reward back.
pub async fn cancel(
    tessera: &Tessera,
    ask: &Ask,
    claim: ClaimId,
    reason: Option<SmolStr>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let name = claim.to_string();
            let owner = tessera.store().find_owner(CLAIM_KIND, &name).await?;
            let owner = owner.ok_or_else(|| Error::refused(Code::CLAIM_NOT_FOUND, name))?;
            let activity = Activity::CancelReward(CancelReward { claim, reason });
            let start = Start::Known(Code::CLAIM_NOT_FOUND);
            let mut order = Order::new(owner, start, activity);
            order.undo = Some(Undo::Claim(claim));
            tessera.commit(ask, order).await
        })
        .await
}
