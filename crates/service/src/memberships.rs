//! Memberships that are paid for: beginning, ending, and whether they pay for themselves.

use crate::commit::Committed;
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera, marks, members};
use model::activity::{CancelMembership, StartMembership};
use model::id::MemberId;
use model::snapshot::MembershipState;
use model::{Activity, Code, Instant, Key, Money, Owner, Rounding};
use smol_str::SmolStr;
use store::{Listed, Page};

/// Whether the fee of a membership has paid for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// Which membership.
    pub membership: Key,
    /// When the present term began.
    pub from: Instant,
    /// First moment after it.
    pub until: Instant,
    /// What was paid for it.
    pub fee: Money,
    /// What the member saved through it in this term.
    pub saved: Money,
    /// What is missing until the fee has paid for itself; zero once it has.
    pub left: Money,
    /// How many of what the document counts (kilometres, deliveries) pay for the fee, in
    /// thousandths, where the document says what one saves.
    pub break_even: Option<i64>,
}

/// Somebody who has a membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub id: MemberId,
    /// What they are called.
    pub name: Option<SmolStr>,
    /// They try it.
    pub trial: bool,
    /// When the present term began, or the next one begins.
    pub from: Instant,
    /// First moment after all terms that follow each other.
    pub until: Instant,
    /// What was paid for the present term.
    pub fee: Money,
}

/// Those who have a membership, also one that the programme no longer has; who joined last
/// comes first. Whom it finds may lag by a moment, what it says of them does not.
pub async fn holders(tessera: &Tessera, plan: &Key, page: Page) -> Result<Listed<Holder>, Error> {
    let now = tessera.now();
    let is_first = page.cursor.is_none();
    let found = tessera.store().list_marked(marks::membership(plan.as_str()), page).await?;
    let rules = tessera.rules_at(now).await?;
    if is_first && found.items.is_empty() && rules.rulebook.plan(plan.as_str()).is_none() {
        return Err(Error::refused(Code::MEMBERSHIP_UNKNOWN, plan.to_string()));
    }
    let owners = found.items.iter().map(|id| Owner::member(*id)).collect();
    let states = tessera.all_as_of_now(owners).await?;
    let names = members::names(tessera, found.items.iter().copied().collect()).await?;
    let holder = |id: MemberId| {
        let state = states.iter().find(|state| state.owner == Owner::member(id))?;
        let terms = &state.member.memberships;
        let present = present_term(terms, plan, now)?;
        let last = terms.iter().filter(|term| term.plan == *plan).map(|term| term.until).max();
        Some(Holder {
            id,
            name: names.get(&id).cloned(),
            trial: present.trial,
            from: present.from,
            until: last.unwrap_or(present.until),
            fee: present.fee,
        })
    };
    Ok(Listed { items: found.items.into_iter().filter_map(holder).collect(), next: found.next })
}

/// Begins a membership, or adds a term to the present one. `paid` is the fee of the
/// document when absent.
pub async fn start(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    plan: Key,
    trial: bool,
    paid: Option<Money>,
) -> Result<Committed, Error> {
    let activity = Activity::StartMembership(StartMembership { plan, trial, paid });
    tessera.act(ask, who, activity).await
}

/// Ends a membership; the entry's `MembershipEnded` says what of the fee goes back.
pub async fn cancel(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    plan: Key,
    reason: Option<SmolStr>,
) -> Result<Committed, Error> {
    tessera.act(ask, who, Activity::CancelMembership(CancelMembership { plan, reason })).await
}

/// What a member has saved through a membership in its present term.
pub async fn meter(tessera: &Tessera, who: &Who, plan: &Key) -> Result<Meter, Error> {
    let member = tessera.member_of(who).await?;
    let state = members::state(tessera, member).await?;
    let now = tessera.now();
    let rules = tessera.rules_at(now).await?;
    let unknown = || Error::refused(Code::MEMBERSHIP_UNKNOWN, plan.to_string());
    let declared = rules.rulebook.plan(plan.as_str()).ok_or_else(unknown)?;
    let none = || Error::refused(Code::MEMBERSHIP_NONE, plan.to_string());
    let term = present_term(&state.member.memberships, plan, now).ok_or_else(none)?;
    let savings = rules.rulebook.metric(declared.savings.as_str());
    let saved = savings.map_or(0, |m| engine::metric_value(&rules.rulebook, &state, m, now));
    let saved = Money(saved - term.saved_before);
    let per_one = declared.break_even.as_ref().map(|(_, saves)| *saves);
    let per_one = per_one.filter(|saves| *saves > Money::ZERO);
    Ok(Meter {
        membership: plan.clone(),
        from: term.from,
        until: term.until,
        fee: term.fee,
        saved,
        left: (term.fee - saved).max(Money::ZERO),
        break_even: per_one.map(|saves| declared.fee.scaled(1_000, saves.0, Rounding::HalfUp).0),
    })
}

/// The term that a moment falls into; the one that begins next when it falls into none.
fn present_term<'a>(
    terms: &'a [MembershipState],
    plan: &Key,
    at: Instant,
) -> Option<&'a MembershipState> {
    let terms = || terms.iter().filter(|term| term.plan == *plan && at < term.until);
    terms().find(|term| term.from <= at).or_else(|| terms().min_by_key(|term| term.from))
}
