//! The catalogue and the benefits: what a member can have, claiming it, giving it back,
//! handing it over.

use crate::commit::append::CLAIM_KIND;
use crate::commit::{Committed, Order, Start, Undo, seed};
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use engine::Inputs;
use model::activity::{CancelReward, Collect, Redeem};
use model::id::ClaimId;
use model::outcome::Refusal;
use model::{Activity, Code, Entry, Event, Instant, Key, Money, Owner, Snapshot, Units};
use programme::rulebook::{Handover, Reward, Rulebook};
use smol_str::SmolStr;
use uuid::Uuid;

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
    /// It is a benefit: used rather than paid for.
    pub benefit: bool,
    /// How many the member may still have in the present period; any number when absent.
    pub left: Option<i64>,
    /// One of these has to be named, when there are any.
    pub options: Vec<OfferedOption>,
    /// How it is handed over.
    pub handover: Handover,
    /// Why the member cannot have it now, and what is missing; absent when they can.
    pub refused: Option<Refusal>,
}

/// One option of a reward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedOption {
    /// Which option.
    pub option: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// When it takes place.
    pub at: Option<Instant>,
    /// How many places it has in all.
    pub places: Option<u32>,
    /// Why the member cannot have it now.
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
    let claim = |reward: &Key, option: Option<&Key>| {
        let (claim, reward, option) = (ClaimId(Uuid::nil()), reward.clone(), option.cloned());
        Activity::Redeem(Redeem { claim, reward, quantity: 1, option })
    };
    // Who pays together is the same for all rewards.
    let pool = tessera.pool(&rules, &snapshot, &claim(&Key::default(), None), now).await?;
    let pool: Vec<&Snapshot> = pool.iter().map(|s| &**s).collect();
    let refused = |reward: &Key, option: Option<&Key>| {
        let decision = engine::decide(&Inputs {
            rulebook: &rules.rulebook,
            snapshot: &snapshot,
            activity: &claim(reward, option),
            at: now,
            now,
            original: None,
            pool: &pool,
            certificates: &[],
            exhausted: &[],
            seed,
            detailed: false,
        });
        decision.fatal().cloned()
    };
    let catalogue = rules.rulebook.catalogue.iter();
    let left = |reward: &Reward| engine::quota_left(&rules.rulebook, &snapshot, reward, now);
    Ok(catalogue.map(|reward| offered(reward, left(reward), locale, &refused)).collect())
}

fn offered(
    reward: &Reward,
    left: Option<i64>,
    locale: &str,
    refused: &impl Fn(&Key, Option<&Key>) -> Option<Refusal>,
) -> Offered {
    let options = reward.options.iter().map(|option| OfferedOption {
        option: option.key.clone(),
        name: option.name.get(locale).to_owned(),
        at: option.at,
        places: option.places,
        refused: refused(&reward.key, Some(&option.key)),
    });
    let options: Vec<OfferedOption> = options.collect();
    let refused = match options.as_slice() {
        [] => refused(&reward.key, None),
        options if options.iter().any(|option| option.refused.is_none()) => None,
        options => options[0].refused.clone(),
    };
    Offered {
        reward: reward.key.clone(),
        name: reward.name.get(locale).to_owned(),
        cost: reward.cost.clone(),
        worth: reward.worth,
        benefit: reward.benefit,
        left,
        options,
        handover: reward.handover,
        refused,
    }
}

/// Claims a reward, or uses a benefit.
pub async fn redeem(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    reward: Key,
    quantity: u32,
    option: Option<Key>,
) -> Result<Committed, Error> {
    let claim = ClaimId(tessera.new_id());
    let activity = Activity::Redeem(Redeem { claim, reward, quantity, option });
    tessera.act(ask, who, activity).await
}

/// A claim that an entry made, with the code against which it is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The claim.
    pub claim: ClaimId,
    /// Which reward.
    pub reward: Key,
    /// The code, for rewards that are handed over later or are digital.
    pub code: Option<String>,
}

/// The claims that an entry made, in the words of the version that judged it.
pub fn claimed(tessera: &Tessera, rulebook: &Rulebook, entry: &Entry) -> Vec<Claimed> {
    let events = entry.events.iter();
    events
        .filter_map(|happening| match &happening.event {
            Event::RewardClaimed { claim, reward, .. } => Some(Claimed {
                claim: *claim,
                reward: reward.clone(),
                code: code_of(tessera, rulebook, *claim, reward),
            }),
            _ => None,
        })
        .collect()
}

/// The code against which a claimed reward is handed over; none for those that are
/// handed over at once.
pub fn code_of(
    tessera: &Tessera,
    rulebook: &Rulebook,
    claim: ClaimId,
    reward: &Key,
) -> Option<String> {
    let reward = rulebook.reward(reward.as_str())?;
    (reward.handover != Handover::AtOnce).then(|| tessera.codes.claim(claim))
}

/// Gives a claimed reward back.
pub async fn cancel(
    tessera: &Tessera,
    ask: &Ask,
    claim: ClaimId,
    reason: Option<SmolStr>,
) -> Result<Committed, Error> {
    let activity = Activity::CancelReward(CancelReward { claim, reason });
    end(tessera, ask, claim, activity, Some(Undo::Claim(claim))).await
}

/// Hands a claimed reward over. It can no longer be given back.
pub async fn collect(tessera: &Tessera, ask: &Ask, claim: ClaimId) -> Result<Committed, Error> {
    end(tessera, ask, claim, Activity::Collect(Collect { claim }), None).await
}

/// The same by the code that the customer shows.
pub async fn collect_by_code(tessera: &Tessera, ask: &Ask, code: &str) -> Result<Committed, Error> {
    match tessera.find_claim(code).await? {
        Some(claim) => collect(tessera, ask, claim).await,
        None => Err(Error::refused(Code::CLAIM_NOT_FOUND, crate::codes::masked(code).as_str())),
    }
}

async fn end(
    tessera: &Tessera,
    ask: &Ask,
    claim: ClaimId,
    activity: Activity,
    undo: Option<Undo>,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let missing = || Error::refused(Code::CLAIM_NOT_FOUND, claim.to_string());
            let owner = find(tessera, claim).await?.ok_or_else(missing)?;
            let mut order = Order::new(owner, Start::Known(Code::CLAIM_NOT_FOUND), activity);
            order.undo = undo;
            match tessera.commit(ask, order).await {
                Err(error) if error.code() == Code::CLAIM_NOT_FOUND => {
                    Err(match find(tessera, claim).await? {
                        // It leads to its owner, who has it no longer among what is open.
                        Some(_) => Error::refused(Code::REWARD_COLLECTED, claim.to_string()),
                        None => error,
                    })
                }
                result => result,
            }
        })
        .await
}

/// Whose a claim is; none when there never was one, or when it was given back.
pub async fn find(tessera: &Tessera, claim: ClaimId) -> Result<Option<Owner>, Error> {
    Ok(tessera.store().find_owner(CLAIM_KIND, &claim.to_string()).await?)
}
