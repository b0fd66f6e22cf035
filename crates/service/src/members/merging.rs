//! Two accounts of one person become one. What leads to the account that went leads to the
//! one that goes on from then on; it stays where it was written, so that undoing is exact.

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::people::sessions;
use crate::{Ask, Tessera};
use model::activity::{HandBack, Merge};
use model::id::{MemberId, TransferId};
use model::{Activity, Code, Owner};

/// How often undoing is tried again when the account got something meanwhile.
const TRIES: usize = 4;

/// Lets one account go into another: everything that counts is there from now on. Whoever is
/// signed in to the account that goes is signed out.
pub async fn merge(
    tessera: &Tessera,
    ask: &Ask,
    member: MemberId,
    into: &Who,
) -> Result<Committed, Error> {
    let committed = tessera
        .answering(ask, async {
            let into = merged_into(tessera, into).await?;
            let activity = Activity::Merge(Merge { into });
            tessera.commit(ask, Order::new(Owner::member(member), Start::Member, activity)).await
        })
        .await?;
    sessions::end_all(tessera, member.0).await?;
    Ok(committed)
}

/// The account that somebody means by who is to go on.
pub(crate) async fn merged_into(tessera: &Tessera, into: &Who) -> Result<MemberId, Error> {
    match into {
        Who::Member(member) => Ok(*member),
        who => going_on(tessera, tessera.member_of(who).await?).await,
    }
}

/// Takes the accounts apart again: what came goes back, and what was spent of it meanwhile is
/// owed by the account that spent it.
pub async fn unmerge(tessera: &Tessera, ask: &Ask, member: MemberId) -> Result<Committed, Error> {
    let mut undone = unmerge_once(tessera, ask, member).await;
    for _ in 1..TRIES {
        match undone {
            Err(error) if error.code() == Code::PRECONDITION_FAILED => {
                undone = unmerge_once(tessera, ask, member).await;
            }
            _ => break,
        }
    }
    undone
}

async fn unmerge_once(tessera: &Tessera, ask: &Ask, member: MemberId) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let snapshot = super::state(tessera, member).await?;
            let merged = snapshot.member.merged.as_ref();
            let merged = merged.ok_or_else(|| Error::plain(Code::MERGE_NONE))?;
            let owner = Owner::member(merged.into);
            // So that lots are as they are when they are chosen.
            tessera.pass_time(&Ask { actor: ask.actor.clone(), ..Ask::default() }, owner).await?;
            let activity = Activity::HandBack(HandBack {
                transfer: TransferId(tessera.new_id()),
                to: Owner::member(member),
                belongings: merged.passed.clone(),
            });
            tessera.commit(ask, Order::new(owner, Start::Member, activity)).await
        })
        .await
}

/// The account that goes on: this one, unless it was merged.
pub async fn going_on(tessera: &Tessera, member: MemberId) -> Result<MemberId, Error> {
    let owner = tessera.going_on(Owner::member(member)).await?;
    Ok(owner.as_member().unwrap_or(member))
}

/// An account, and those that went into it: what leads to them stays where it was written.
pub(crate) async fn with_absorbed(tessera: &Tessera, account: Owner) -> Result<Vec<Owner>, Error> {
    let (mut found, mut at) = (vec![account], 0);
    while let Some(account) = found.get(at).copied() {
        let state = tessera.exact(account).await?;
        found.extend(state.member.absorbed.iter().map(|one| Owner::member(one.member)));
        at += 1;
    }
    Ok(found)
}
