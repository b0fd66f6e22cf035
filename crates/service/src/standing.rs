//! How far a member is: to the next level, to the next stamp card, in quests and streaks. All of it
//! follows from the state and the programme of now; nothing is kept.

use crate::error::Error;
use crate::{Tessera, members};
use model::calendar::Window;
use model::id::{ClaimId, MemberId};
use model::snapshot::ClaimState;
use model::{Code, Instant, Key, Owner, Snapshot};
use programme::rulebook::{Handover, Level, Metric, MetricKind, Rulebook, Track};
use std::sync::Arc;

/// A number on its way to another, in the measure of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What is counted, for people.
    pub name: String,
    /// How the numbers are to be read.
    pub kind: MetricKind,
    /// So much there is.
    pub have: i64,
    /// So much it takes.
    pub need: i64,
}

/// A level that is not reached yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextLevel {
    /// Which level.
    pub tier: Key,
    /// Its name.
    pub name: String,
    /// One of these is enough.
    pub ways: Vec<Way>,
}

/// A track, with the level that is held and the one after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which track.
    pub track: Key,
    /// Its name.
    pub name: String,
    /// The level held, and its name.
    pub tier: Option<(Key, String)>,
    /// Until when it is held for certain.
    pub until: Option<Instant>,
    /// What it brings.
    pub benefits: Vec<String>,
    /// The next one that numbers lead to.
    pub next: Option<NextLevel>,
}

/// Several things to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quest {
    /// Which quest.
    pub quest: Key,
    /// Its name.
    pub name: String,
    /// The end of the present period.
    pub until: Option<Instant>,
    /// The steps with their names, in the order of the document.
    pub steps: Vec<Way>,
}

/// Periods in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streak {
    /// The metric that counts it.
    pub streak: Key,
    /// Its name.
    pub name: String,
    /// Of which periods.
    pub every: Window,
    /// So many there are.
    pub length: i64,
}

/// A claim that waits to be collected, or may still be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenClaim {
    /// The claim.
    pub claim: ClaimId,
    /// Which reward.
    pub reward: Key,
    /// Its name.
    pub name: String,
    /// Name of the option.
    pub option: Option<String>,
    /// How many.
    pub quantity: u32,
    /// When it was claimed.
    pub at: Instant,
    /// How it is handed over.
    pub handover: Handover,
    /// The code against which it is handed over.
    pub code: Option<String>,
}

/// A member and the programme that counts for them now.
pub struct Progress {
    rulebook: Arc<Rulebook>,
    state: Arc<Snapshot>,
    now: Instant,
}

/// How far a member is.
pub async fn of(tessera: &Tessera, member: MemberId) -> Result<Progress, Error> {
    let state = members::state(tessera, member).await?;
    let now = tessera.now();
    let rulebook = tessera.rules_at(now).await?.rulebook.clone();
    Ok(Progress { rulebook, state, now })
}

impl Progress {
    /// The state it was read from.
    pub fn state(&self) -> &Snapshot {
        &self.state
    }

    /// The programme.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// All tracks.
    pub fn tracks(&self, locale: &str) -> Vec<Standing> {
        self.rulebook.tracks.iter().map(|track| self.track(track, locale)).collect()
    }

    fn track(&self, track: &Track, locale: &str) -> Standing {
        let held = self.state.member.tiers.get(&track.key);
        let rank = held.and_then(|held| track.rank(held.tier.as_str()));
        let level = rank.map(|rank| &track.levels[rank]);
        let above = track.levels.iter().skip(rank.map_or(0, |rank| rank + 1));
        let next = above.filter(|level| !level.thresholds.is_empty()).map(|level| NextLevel {
            tier: level.key.clone(),
            name: level.name.get(locale).to_owned(),
            ways: self.ways(level, locale),
        });
        Standing {
            track: track.key.clone(),
            name: track.name.get(locale).to_owned(),
            tier: level.map(|level| (level.key.clone(), level.name.get(locale).to_owned())),
            until: held.and_then(|held| held.until),
            benefits: level.map_or_else(Vec::new, |level| {
                level.benefits.iter().map(|text| text.get(locale).to_owned()).collect()
            }),
            next: next.into_iter().next(),
        }
    }

    fn ways(&self, level: &Level, locale: &str) -> Vec<Way> {
        let ways = level.thresholds.iter().filter_map(|threshold| {
            let metric = self.rulebook.metric(threshold.metric.as_str())?;
            Some(self.way(metric, metric.name.get(locale), threshold.at))
        });
        ways.collect()
    }

    fn way(&self, metric: &Metric, name: &str, need: i64) -> Way {
        let have = engine::metric_value(&self.rulebook, &self.state, metric, self.now);
        Way { name: name.to_owned(), kind: metric.kind.clone(), have, need }
    }

    /// All quests.
    pub fn quests(&self, locale: &str) -> Vec<Quest> {
        let quests = self.rulebook.quests.iter().map(|quest| {
            let steps = quest.steps.iter().filter_map(|(name, metric, need)| {
                let metric = self.rulebook.metric(metric.as_str())?;
                Some(self.way(metric, name.get(locale), *need))
            });
            Quest {
                quest: quest.key.clone(),
                name: quest.name.get(locale).to_owned(),
                until: self.end_of(quest.window),
                steps: steps.collect(),
            }
        });
        quests.collect()
    }

    fn end_of(&self, window: Window) -> Option<Instant> {
        let (calendar, joined) = (&self.rulebook.calendar, self.state.member.enrolled_at);
        calendar.end(window, calendar.period(window, self.now, joined), joined)
    }

    /// All streaks.
    pub fn streaks(&self, locale: &str) -> Vec<Streak> {
        let streaks = self.rulebook.metrics.iter().filter_map(|metric| {
            let every = metric.streak?;
            let name = metric.name.get(locale).to_owned();
            let have = engine::metric_value(&self.rulebook, &self.state, metric, self.now);
            Some(Streak { streak: metric.key.clone(), name, every, length: have / 1_000 })
        });
        streaks.collect()
    }

    /// Claims that wait, the latest first; those of accounts that went into this one as well.
    pub async fn claims(&self, tessera: &Tessera, locale: &str) -> Result<Vec<OpenClaim>, Error> {
        let mut claims = Vec::with_capacity(self.state.member.claims.len());
        for account in members::with_absorbed(tessera, self.state.owner).await? {
            let state = tessera.exact(account).await?;
            for claim in state.member.claims.iter().rev() {
                claims.push(self.open_claim(tessera, account, claim, locale).await?);
            }
        }
        claims.sort_by_key(|claim| std::cmp::Reverse(claim.at));
        Ok(claims)
    }

    async fn open_claim(
        &self,
        tessera: &Tessera,
        account: Owner,
        claim: &ClaimState,
        locale: &str,
    ) -> Result<OpenClaim, Error> {
        let entry = tessera.store().find_entry(account, claim.seq).await?;
        let entry = entry.ok_or_else(|| Error::plain(Code::CLAIM_NOT_FOUND))?.entry()?;
        // How it is handed over was settled when it was claimed, whatever the programme says of
        // the reward by now. One that left it can still be handed over.
        let then = tessera.rulebook(entry.version).await?;
        let claimed = then.reward(claim.reward.as_str());
        let reward = self.rulebook.reward(claim.reward.as_str()).or(claimed);
        let option = claim.option.as_ref().and_then(|key| {
            let option = reward?.options.iter().find(|option| option.key == *key)?;
            Some(option.name.get(locale).to_owned())
        });
        Ok(OpenClaim {
            claim: claim.id,
            reward: claim.reward.clone(),
            name: reward.map_or(claim.reward.as_str(), |r| r.name.get(locale)).to_owned(),
            option,
            quantity: claim.quantity,
            at: entry.at,
            handover: claimed.map_or(Handover::Pickup, |reward| reward.handover),
            code: crate::rewards::code_of(tessera, &then, claim.id, &claim.reward),
        })
    }
}
