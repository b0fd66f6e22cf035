//! Trying a programme out: one receipt under a draft, a version or a document that nobody keeps,
//! for a real member or an invented one. Nothing is written or reserved.
//!
//! COST: a document is read and expanded for every question, some milliseconds; a member costs
//! what a quote costs.

use crate::commit::Start;
use crate::error::Error;
use crate::identity::Who;
use crate::purchase::{self, NewPurchase};
use crate::versions::Rules;
use crate::view::Quoted;
use crate::{Tessera, documents, programmes};
use jiff::SignedDuration;
use model::activity::Enrol;
use model::holdings::{Lot, Terms};
use model::id::MemberId;
use model::snapshot::{Series, TierState};
use model::{Activity, Code, Instant, Key, LotId, Owner, Snapshot, Units};
use programme::rulebook::Rulebook;
use simulation::Chain;
use simulation::chain::Counters;
use std::sync::Arc;

/// How long an invented member has been one.
const TENURE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Events of one entry that lots of an invented member may come from.
const FIRST_LOT: u16 = 1_000;

/// What is tried out.
#[derive(Clone, Debug)]
pub enum Source {
    /// A document that is not kept.
    Document(String),
    /// A version, published or not.
    Version(u32),
}

/// A programme that is tried out.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its version; 0 for a document that is not kept.
    pub version: u32,
    /// Its text.
    pub document: String,
    /// Its rules.
    pub rulebook: Arc<Rulebook>,
}

/// Who buys.
#[derive(Clone, Debug)]
pub enum Buyer {
    /// A member, or nobody known.
    Real(Who),
    /// Somebody invented.
    Invented(Persona),
}

/// An invented member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Persona {
    /// What they hold of each track, instead of what joining gives.
    pub tiers: Vec<(Key, Key)>,
    /// What they hold of each unit, instead of what joining gives.
    pub balances: Vec<(Key, Units)>,
    /// They join now and never bought anything.
    pub is_new: bool,
}

/// Reads what is tried out. A document with errors is refused with its findings.
pub async fn candidate(tessera: &Tessera, source: Source) -> Result<Candidate, Error> {
    let (version, document) = match source {
        Source::Document(document) => (0, document),
        Source::Version(number) => (number, programmes::get(tessera, number).await?.document),
    };
    let rulebook = Arc::new(documents::load(&document).map_err(Error::document)?);
    Ok(Candidate { version, document, rulebook })
}

/// Decides a receipt, with a note on every rule that did not apply.
pub async fn receipt(
    tessera: &Tessera,
    candidate: &Candidate,
    buyer: Buyer,
    purchase: NewPurchase,
) -> Result<Quoted, Error> {
    let rules = Rules { version: candidate.version, rulebook: candidate.rulebook.clone() };
    let at = purchase.at.unwrap_or_else(|| tessera.now());
    let who = match &buyer {
        Buyer::Real(who) => who.clone(),
        Buyer::Invented(_) => Who::Anonymous,
    };
    let mut order = purchase::order_of(tessera, NewPurchase { who, ..purchase }).await?;
    let snapshot = match &buyer {
        Buyer::Real(_) => tessera.state_of(&order).await?,
        Buyer::Invented(persona) => {
            let owner = Owner::member(MemberId(tessera.new_id()));
            (order.owner, order.start) = (owner, Start::Any);
            Arc::new(persona.state(&candidate.rulebook, owner, at)?)
        }
    };
    tessera.quote_under(order, rules, snapshot, true).await
}

impl Persona {
    /// The state that such a member has.
    fn state(&self, rulebook: &Rulebook, owner: Owner, at: Instant) -> Result<Snapshot, Error> {
        let joined = if self.is_new { at } else { at - TENURE };
        let mut chain = Chain::of(owner);
        let enrol = Activity::Enrol(Enrol::default());
        let joining = chain.commit(rulebook, enrol, joined, &mut Counters::default());
        match joining {
            Ok(Ok(_)) => {}
            Ok(Err(code)) => return Err(Error::plain(code)),
            Err(error) => return Err(crate::error::Broken::of_chain(&error).into()),
        }
        let mut snapshot = chain.snapshot().clone();
        if !self.is_new {
            let once = Series { buckets: vec![(0, 1)] };
            snapshot.member.series.insert(Key::new(engine::PURCHASES), once);
        }
        for (track, tier) in &self.tiers {
            let known = rulebook
                .track(track.as_str())
                .is_some_and(|known| known.levels.iter().any(|level| level.key == *tier));
            if !known {
                let detail = format!("there is no level {tier} of {track}");
                return Err(Error::refused(Code::REQUEST_INVALID, detail));
            }
            let held = TierState {
                tier: tier.clone(),
                since: joined,
                until: None,
                invited: false,
                kept: true,
                beneath: None,
            };
            snapshot.member.tiers.insert(track.clone(), held);
        }
        for (index, (unit, amount)) in (FIRST_LOT..).zip(&self.balances) {
            if rulebook.unit(unit.as_str()).is_none() {
                let detail = format!("there is no unit {unit}");
                return Err(Error::refused(Code::REQUEST_INVALID, detail));
            }
            let id = LotId { seq: snapshot.seq, index };
            let lot = Lot { id, remaining: *amount, pending: false, terms: Terms::default() };
            let holding = snapshot.holdings.units.entry(unit.clone()).or_default();
            holding.lots = if amount.is_zero() { Vec::new() } else { vec![lot] };
        }
        Ok(snapshot)
    }
}
