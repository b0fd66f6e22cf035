//! How many members there are, counted as their states change: no report counts them one by one.

use model::Snapshot;
use std::collections::BTreeMap;

/// Everybody who takes part.
const MEMBERS: &str = "members";

/// Those of them that may not.
const BLOCKED: &str = "blocked";

/// Those who hold a tier.
pub(crate) const TIER: &str = "tier";

/// What is counted of a member besides tiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// They may not take part.
    pub(crate) blocked: bool,
    /// Their account went into another one, where they are counted.
    pub(crate) ended: bool,
}

impl Standing {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        Self { blocked: snapshot.member.blocked, ended: snapshot.member.merged.is_some() }
    }
}

/// By how much numbers of members change: by what is counted, the track and the tier.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemberCounts(BTreeMap<(&'static str, String, String), i64>);

impl MemberCounts {
    /// A member stands otherwise than before; nothing was there before when they are new.
    pub(crate) fn stands(&mut self, before: Option<Standing>, now: Standing) {
        if before == Some(now) {
            return;
        }
        let known = before.into_iter().map(|standing| (standing, -1));
        for (standing, change) in known.chain([(now, 1)]) {
            if !standing.ended {
                self.add(MEMBERS, change);
            }
            if standing.blocked && !standing.ended {
                self.add(BLOCKED, change);
            }
        }
    }

    fn add(&mut self, what: &'static str, change: i64) {
        *self.0.entry((what, String::new(), String::new())).or_default() += change;
    }

    /// So many more hold a tier.
    pub(crate) fn holds(&mut self, track: &str, tier: &str, change: i64) {
        *self.0.entry((TIER, track.to_owned(), tier.to_owned())).or_default() += change;
    }

    /// What is different: what is counted, track, tier, by how much.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&'static str, &str, &str, i64)> {
        let changed = self.0.iter().filter(|(_, change)| **change != 0);
        changed.map(|((what, track, tier), change)| (*what, track.as_str(), tier.as_str(), *change))
    }
}

/// The tiers that a member is counted and listed under; those of an account that went into another
/// one are held there.
pub(crate) fn tiers_held(snapshot: &Snapshot) -> BTreeMap<&str, &str> {
    let tiers = snapshot.member.tiers.iter().filter(|_| snapshot.member.merged.is_none());
    tiers.map(|(track, state)| (track.as_str(), state.tier.as_str())).collect()
}
