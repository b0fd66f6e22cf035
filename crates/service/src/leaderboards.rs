//! Members in the order of a running number, in its present period. Only those are named
//! who agreed; others are a rank.
//!
//! COST: reads the state of every member; meant to be asked for seldom, and kept for a
//! moment by whoever shows it to many.

use crate::error::Error;
use crate::identity::Who;
use crate::{Tessera, projector};
use model::id::MemberId;
use model::{Code, Key, Owner};
use programme::rulebook::{Leaderboard, Metric, MetricKind, Rulebook};
use smol_str::SmolStr;
use std::cmp::Reverse;
use store::{MemberFilter, MemberRow, Page};

/// Members read at a time.
const PAGE: u32 = 500;

/// A leaderboard as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// Which leaderboard of the document.
    pub board: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// How the numbers are to be read.
    pub kind: MetricKind,
    /// The best, as many as the document shows.
    pub top: Vec<Place>,
    /// The place of the member who asks, wherever it is.
    pub own: Option<Place>,
}

/// A place on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1; equal numbers have equal ranks.
    pub rank: u32,
    /// The name, of those who agreed to be named.
    pub name: Option<SmolStr>,
    /// The number, in the metric's measure.
    pub value: i64,
}

/// A leaderboard now. Members without anything are left out.
pub async fn get(
    tessera: &Tessera,
    board: &Key,
    who: Option<&Who>,
    locale: &str,
) -> Result<Board, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    let unknown = || Error::refused(Code::BOARD_UNKNOWN, board.as_str());
    let declared = rules.rulebook.leaderboard(board.as_str()).ok_or_else(unknown)?;
    let metric = rules.rulebook.metric(declared.metric.as_str()).ok_or_else(unknown)?;
    let own = match who {
        Some(who) => Some(tessera.member_of(who).await?),
        None => None,
    };
    let standings = standings(tessera, &rules.rulebook, declared, metric).await?;
    let mut top = Vec::new();
    let mut own_place = None;
    let mut rank = (0, i64::MAX);
    for (number, (value, member, name)) in (1u32..).zip(standings) {
        if value != rank.1 {
            rank = (number, value);
        }
        let is_own = own == Some(member);
        let is_shown = number <= u32::from(declared.top);
        if is_own || is_shown {
            let place = Place { rank: rank.0, name, value };
            own_place = own_place.or_else(|| is_own.then(|| place.clone()));
            top.extend(is_shown.then_some(place));
        }
    }
    Ok(Board {
        board: board.clone(),
        name: declared.name.get(locale).to_owned(),
        kind: metric.kind.clone(),
        top,
        own: own_place,
    })
}

/// Everybody with a number above nothing, the best first, then in the order of joining.
async fn standings(
    tessera: &Tessera,
    rulebook: &Rulebook,
    board: &Leaderboard,
    metric: &Metric,
) -> Result<Vec<(i64, MemberId, Option<SmolStr>)>, Error> {
    projector::project_now(tessera).await?;
    let now = tessera.now();
    let filter = MemberFilter { blocked: Some(false), ..MemberFilter::default() };
    let mut standings = Vec::new();
    let mut page = Page::first(PAGE);
    loop {
        let members = tessera.store().list_members(filter.clone(), page.clone()).await?;
        for MemberRow { member, name, .. } in members.items {
            let state = tessera.exact(Owner::member(member)).await?;
            let value = engine::metric_value(rulebook, &state, metric, now);
            let agreed = state.member.profile.consents.contains(&board.consent);
            if value > 0 {
                standings.push((value, member, name.filter(|_| agreed)));
            }
        }
        match members.next {
            Some(next) => page = page.after(Some(next)),
            None => break,
        }
    }
    standings.sort_by_key(|(value, member, _)| (Reverse(*value), *member));
    Ok(standings)
}
