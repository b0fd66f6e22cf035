//! What happened lately, so that every screen has something to show: codes that were printed,
//! gift cards, rewards that wait to be collected, reviews that wait to be read, households,
//! memberships that are tried and given up, a draft that somebody works on.

use crate::failure::Failure;
use model::activity::Activity;
use model::id::MemberId;
use model::{Key, Money};
use service::submissions::{self, Decision};
use service::{
    Ask, Error, Page, SubmissionFilter, SubmissionState, Tessera, Who, certificates, coupons,
    groups, memberships, programmes, raffles, rewards,
};
use simulation::living::Person;
use std::collections::HashMap;

/// How many of those who have enough points claim something.
const CLAIMS: usize = 14;

/// Reviews that nobody has read yet.
const UNREAD: usize = 6;

/// How many try the paid membership, and how many of those who pay for it give it up.
const TRIALS: usize = 5;
const GIVEN_UP: usize = 2;

/// Lets it happen.
pub(super) async fn happen(
    tessera: &Tessera,
    people: &[Person],
    members: &HashMap<u32, MemberId>,
) -> Result<(), Failure> {
    let ask = Ask::by("office");
    coupons::issue_batch(tessera, &ask, Key::new("flyer"), 120).await?;
    for euros in [10, 25, 25, 50] {
        let value = Money(euros * 100);
        certificates::issue(tessera, &ask, Key::new("gift-card"), value, None).await?;
    }
    raffles::open(tessera, &ask, &Key::new("machine")).await?;
    let here: Vec<MemberId> = people
        .iter()
        .zip(0u32..)
        .filter(|(person, _)| person.leaves.is_none())
        .filter_map(|(_, index)| members.get(&index).copied())
        .collect();
    claim(tessera, &here).await?;
    read_reviews(tessera).await?;
    live_together(tessera, &here).await?;
    try_plus(tessera, &here).await?;
    draft(tessera).await
}

/// Some claim beans and cups; every second one has collected them.
async fn claim(tessera: &Tessera, here: &[MemberId]) -> Result<(), Failure> {
    let ask = Ask::by("app");
    let mut done = 0;
    for member in here {
        if done == CLAIMS {
            break;
        }
        let reward = Key::new(if done % 3 == 0 { "mug" } else { "beans" });
        let who = Who::Member(*member);
        let claimed = match rewards::redeem(tessera, &ask, &who, reward, 1, None).await {
            Ok(committed) => committed,
            // Not enough points yet.
            Err(Error::Refused(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        done += 1;
        if done % 2 == 0
            && let Activity::Redeem(redeem) = &claimed.entry.activity
        {
            rewards::collect(tessera, &Ask::by("tills"), redeem.claim).await?;
        }
    }
    Ok(())
}

async fn read_reviews(tessera: &Tessera) -> Result<(), Failure> {
    let filter =
        SubmissionFilter { state: Some(SubmissionState::Open), ..SubmissionFilter::default() };
    let page = Page { cursor: None, limit: 1_000, newest_first: true };
    let open = submissions::list(tessera, filter, page).await?.items;
    for (place, review) in open.iter().enumerate().skip(UNREAD) {
        let approved = place % 9 != 0;
        let reason = (!approved).then(|| "It is about another shop".into());
        let decision = Decision { approved, reason, by: Some("Sari".into()) };
        submissions::decide(tessera, &Ask::by("office"), review.row.id, decision).await?;
    }
    Ok(())
}

/// A few households; who leads one and who belongs to it comes in pairs.
async fn live_together(tessera: &Tessera, here: &[MemberId]) -> Result<(), Failure> {
    let ask = Ask::by("app");
    for pair in here.chunks_exact(2).take(8) {
        let (head, other) = (Who::Member(pair[0]), Who::Member(pair[1]));
        let formed = groups::form(tessera, &ask, Key::new("household"), None, &head).await?;
        if let Some(group) = formed.entry.owner.as_group() {
            groups::ask_for_seat(tessera, &ask, group, &other, None).await?;
        }
    }
    Ok(())
}

/// Some try the membership that others pay for already; a few of those no longer want it.
async fn try_plus(tessera: &Tessera, here: &[MemberId]) -> Result<(), Failure> {
    let plan = Key::new("plus");
    let page = Page { cursor: None, limit: 1_000, newest_first: true };
    let paying = memberships::holders(tessera, &plan, page).await?.items;
    for holder in paying.iter().take(GIVEN_UP) {
        let reason = Some("moves to another town".into());
        let who = Who::Member(holder.id);
        memberships::cancel(tessera, &Ask::by("Sari"), &who, plan.clone(), reason).await?;
    }
    let others = here.iter().filter(|member| paying.iter().all(|holder| holder.id != **member));
    for member in others.take(TRIALS) {
        let who = Who::Member(*member);
        memberships::start(tessera, &Ask::by("app"), &who, plan.clone(), true, None).await?;
    }
    Ok(())
}

/// Somebody tries a better happy hour, and has not published it.
async fn draft(tessera: &Tessera) -> Result<(), Failure> {
    let Some(active) = programmes::active_at(tessera, tessera.now()).await? else {
        return Ok(());
    };
    let text = programmes::get(tessera, active).await?.document;
    let text = text.replacen(
        "percent: 20 %\n    on: line.category == 'cake'",
        "percent: 25 %\n    on: line.category == 'cake'",
        1,
    );
    programmes::upload(tessera, &Ask::by("Max"), text).await?;
    Ok(())
}
