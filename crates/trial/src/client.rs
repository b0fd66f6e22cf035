//! Tills and shoppers: how a request of the plan is put to the service, and what its answer
//! says.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use model::activity::{Adjust, ReturnedLine};
use model::basket::{self, Store as Place};
use model::entry::Hash;
use model::id::{ClaimId, HoldId, MemberId, ReceiptId};
use model::{Activity, Code, Entry, Event, Instant, Key, Money, Quantity, Snapshot, Units};
use service::purchase::NewPurchase;
use service::returns::NewReturn;
use service::{
    Ask, Committed, Error, Identity, IdentityKind, Tessera, Who, adjustments, gifts, holds,
    members, purchase, returns, rewards,
};
use simulation::trial::judge::Standing;
use simulation::trial::{Burn, Buy, Deed, Facts, Request, Witness};

/// The unit of the purpose-made programmes.
pub(crate) const POINTS: &str = "points";

/// Levels of the track, the lowest first.
const TIERS: [&str; 3] = ["basic", "silver", "gold"];

/// What clients have learned from answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Members by their number in the plan.
    pub(crate) members: BTreeMap<usize, MemberId>,
    /// Receipts by the request that made them.
    pub(crate) receipts: BTreeMap<usize, ReceiptId>,
    /// Holds likewise.
    pub(crate) holds: BTreeMap<usize, HoldId>,
    /// Claims likewise.
    pub(crate) claims: BTreeMap<usize, ClaimId>,
}

impl Known {
    /// Learns from an answer.
    pub(crate) fn learn(&mut self, number: usize, request: &Request, entry: &Entry) {
        match (&request.deed, &entry.activity) {
            (Deed::Join { member }, _) => {
                self.members.extend(entry.owner.as_member().map(|id| (*member, id)));
            }
            (_, Activity::Purchase(bought)) => {
                self.receipts.insert(number, bought.receipt);
            }
            (_, Activity::Hold(held)) => {
                self.holds.insert(number, held.hold);
            }
            (_, Activity::Redeem(claimed)) => {
                self.claims.insert(number, claimed.claim);
            }
            _ => {}
        }
    }

    /// Whether a request can be sent: its client knows what it speaks of.
    pub(crate) fn allows(&self, deed: &Deed) -> bool {
        match deed {
            Deed::Return { of, .. } => self.receipts.contains_key(of),
            Deed::Capture { of, .. } | Deed::Release { of } => self.holds.contains_key(of),
            Deed::Cancel { of } => self.claims.contains_key(of),
            _ => true,
        }
    }

    fn who(&self, member: usize, request: &Request) -> Who {
        match self.members.get(&member).filter(|_| request.by_id) {
            Some(id) => Who::Member(*id),
            None => Who::Identity(card(member)),
        }
    }
}

/// The card of a member.
fn card(member: usize) -> Identity {
    Identity { kind: IdentityKind::External, value: smol_str::format_smolstr!("m{member}") }
}

/// The hash by which the service knows a request.
pub(crate) fn input(number: usize) -> Hash {
    Hash::of(format!("request {number}").as_bytes())
}

fn ask(number: usize, request: &Request) -> Ask {
    let ask = Ask { input: input(number), ..Ask::by("till") };
    match request.key {
        Some(key) => ask.with_key(format!("key-{key}")),
        None => ask,
    }
}

/// Puts a request to a node.
pub(crate) async fn perform(
    tessera: Tessera,
    number: usize,
    request: Request,
    known: Arc<Known>,
) -> Result<Committed, Error> {
    let ask = ask(number, &request);
    match &request.deed {
        Deed::Join { member } => {
            let identities = vec![card(*member)];
            let enrolment = members::Enrolment { identities, ..members::Enrolment::default() };
            members::enrol(&tessera, &ask, enrolment).await
        }
        Deed::Buy(buy) => {
            let who = buy.member.map_or(Who::Anonymous, |member| known.who(member, &request));
            purchase::commit(&tessera, &ask, new_purchase(who, buy)).await
        }
        Deed::Return { of, lines, void } => {
            let receipt = known.receipts.get(of).ok_or_else(|| missing(Code::RECEIPT_NOT_FOUND))?;
            if *void {
                return returns::void(&tessera, &ask, *receipt, None).await;
            }
            let lines = lines.iter().map(|(line, pieces)| ReturnedLine {
                line: line_key(*line),
                quantity: pieces_of(*pieces),
            });
            let back = NewReturn { lines: lines.collect(), ..NewReturn::whole(*receipt) };
            returns::return_goods(&tessera, &ask, back).await
        }
        _ => with_points(&tessera, &ask, &request, &known).await,
    }
}

fn missing(code: Code) -> Error {
    Error::plain(code)
}

/// Deeds that are about points alone.
async fn with_points(
    tessera: &Tessera,
    ask: &Ask,
    request: &Request,
    known: &Known,
) -> Result<Committed, Error> {
    let points = || Key::new(POINTS);
    match &request.deed {
        Deed::Join { .. } | Deed::Buy(_) | Deed::Return { .. } => {
            Err(missing(Code::REQUEST_INVALID))
        }
        Deed::Hold { member, amount, lasting } => {
            let lasting = SignedDuration::from_millis(*lasting);
            let who = known.who(*member, request);
            holds::place(tessera, ask, &who, points(), Units(*amount), lasting).await
        }
        Deed::Capture { of, amount } => {
            let hold = known.holds.get(of).ok_or_else(|| missing(Code::HOLD_NOT_FOUND))?;
            holds::capture(tessera, ask, *hold, amount.map(Units)).await
        }
        Deed::Release { of } => {
            let hold = known.holds.get(of).ok_or_else(|| missing(Code::HOLD_NOT_FOUND))?;
            holds::release(tessera, ask, *hold).await
        }
        Deed::Claim { member } => {
            let who = known.who(*member, request);
            rewards::redeem(tessera, ask, &who, Key::new("mug"), 1, None).await
        }
        Deed::Cancel { of } => {
            let claim = known.claims.get(of).ok_or_else(|| missing(Code::CLAIM_NOT_FOUND))?;
            rewards::cancel(tessera, ask, *claim, None).await
        }
        Deed::Adjust { member, amount } => {
            let adjustment = Adjust {
                unit: points(),
                amount: Units(*amount),
                expires_at: None,
                reason: "trial".into(),
                by: None,
            };
            adjustments::adjust(tessera, ask, &known.who(*member, request), adjustment).await
        }
        Deed::Give { from, to, amount } => {
            let (from, to) = (known.who(*from, request), known.who(*to, request));
            gifts::give(tessera, ask, &from, &to, points(), Units(*amount)).await
        }
    }
}

fn line_key(line: usize) -> Key {
    Key(smol_str::format_smolstr!("{line}"))
}

fn pieces_of(pieces: i64) -> Quantity {
    Quantity(pieces * 1_000)
}

/// Words by which the programmes of the gallery know goods.
const CATEGORIES: [&str; 6] = ["coffee", "food", "books", "tea", "drinks", "cake"];

fn new_purchase(who: Who, buy: &Buy) -> NewPurchase {
    let lines = buy.basket.iter().enumerate().map(|(line, item)| basket::Line {
        id: line_key(line),
        sku: Key(smol_str::format_smolstr!("thing-{}", item.thing)),
        category: Some(Key::new(CATEGORIES[usize::from(item.thing) % CATEGORIES.len()])),
        quantity: pieces_of(item.pieces),
        price: Money(item.price),
        amount: Money(item.amount()),
        ..basket::Line::default()
    });
    let burns = buy.burn.map(|burn| basket::Burn {
        unit: Key::new(POINTS),
        amount: match burn {
            Burn::Most => None,
            Burn::Exactly(amount) => Some(Units(amount)),
        },
        hold: None,
    });
    NewPurchase {
        who,
        at: buy.at.and_then(|at| Instant::from_millisecond(at).ok()),
        basket: basket::Basket {
            store: Place { id: Key::new("s1"), ..Place::default() },
            till: Some(Key::new("1")),
            channel: Key::new("till"),
            number: buy.number.map(|number| Key(smol_str::format_smolstr!("{number}"))),
            lines: lines.collect(),
            burns: burns.into_iter().collect(),
            ..basket::Basket::default()
        },
        codes: if buy.code { vec!["leaflet-26".into()] } else { Vec::new() },
        ..NewPurchase::default()
    }
}

/// The numbers of an answer.
pub(crate) fn facts(entry: &Entry) -> Facts {
    let mut facts = Facts::default();
    if let Some(receipt) = &entry.outcome.receipt {
        facts.total = receipt.total.0;
        facts.discount = receipt.discount.0;
        facts.by_points = receipt.by_units.0;
        facts.payable = receipt.payable.0;
    }
    if let Some(refund) = &entry.outcome.refund {
        facts.refund = refund.money.0;
        facts.refund_by_points = refund.by_units.0;
    }
    for happening in &entry.events {
        match &happening.event {
            Event::Earned { amount, .. } => facts.earned += amount.0,
            Event::Spent { amount, .. } => facts.spent += amount.0,
            Event::Unearned { amount, .. } => facts.taken_back += amount.0,
            Event::Unspent { amount, .. } => facts.given_back += amount.0,
            Event::Adjusted { amount, .. } => facts.adjusted += amount.0,
            Event::TransferredOut { amount, .. } => facts.given += amount.0,
            Event::TierChanged { to, .. } if !is_joining(entry) => {
                facts.tier = to.as_ref().and_then(rank);
            }
            _ => {}
        }
    }
    facts
}

fn is_joining(entry: &Entry) -> bool {
    matches!(entry.activity, Activity::Enrol(_))
}

fn rank(tier: &Key) -> Option<usize> {
    TIERS.iter().position(|known| *known == tier.as_str())
}

/// What only the entry can tell.
pub(crate) fn witness(entry: &Entry) -> Witness {
    let until = match &entry.activity {
        Activity::Hold(held) => Some(held.until.as_millisecond()),
        _ => None,
    };
    let used = |h: &model::Happening| matches!(h.event, Event::CouponUsed { .. });
    Witness { until, code: Some(entry.events.iter().any(used)) }
}

/// What a member holds.
pub(crate) fn standing(snapshot: &Snapshot) -> Standing {
    let holding = snapshot.holdings.unit(POINTS).cloned().unwrap_or_default();
    let series = |start: &str| -> i64 {
        let found =
            snapshot.member.series.iter().filter(|(key, _)| key.as_str().starts_with(start));
        found.map(|(_, series)| series.sum(i64::MIN, i64::MAX)).sum()
    };
    let lots = holding.lots.iter().map(|lot| {
        let expires = lot.terms.expires_at.map(|at| at.as_millisecond());
        (lot.id.seq, lot.remaining.0, lot.pending, expires)
    });
    let mut lots: Vec<_> = lots.collect();
    lots.sort_unstable();
    let tier = snapshot.member.tiers.get("status").and_then(|state| rank(&state.tier));
    Standing {
        seq: snapshot.seq,
        spendable: holding.spendable().0,
        pending: holding.pending().0,
        held: holding.held().0,
        lots,
        holds: holding.holds.len(),
        claims: snapshot.member.claims.len(),
        spent: series("metric:spent/"),
        tier: tier.unwrap_or(0),
        code_uses: series("limit:leaflet/"),
    }
}
