//! The year through the service: whoever belongs together in one lane, lanes beside each other.

use crate::failure::Failure;
use indicatif::ProgressBar;
use model::activity::{Activity, CustomEvent, Profile};
use model::attribute::Value;
use model::basket::Burn;
use model::id::{MemberId, ReceiptId};
use model::{Basket, Entry, Event, Instant, Key};
use service::coupons::{self, Granted};
use service::members::{self, Contact, Enrolment};
use service::purchase::{self, NewPurchase};
use service::referrals::ReferredBy;
use service::returns::{self, NewReturn};
use service::{Ask, Error, Identity, IdentityKind, Tessera, Who, events};
use simulation::demo;
use simulation::living::{Act, Deed, DeedIndex, Person, PersonIndex};
use smol_str::format_smolstr;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::task::JoinSet;

/// Lanes beside each other: enough that the store always has a group to write.
const LANES: u32 = 96;

/// Coupons shown with one receipt.
const CODES_SHOWN: usize = 2;

/// The same faces every time.
const FACES: u64 = 22;

/// Who asks.
const ACTOR: &str = "tills";

/// Carries everything out; gives back who became which member.
pub(super) async fn carry(
    tessera: &Tessera,
    acts: Vec<Act>,
    people: &Arc<Vec<Person>>,
    bar: &ProgressBar,
) -> Result<HashMap<PersonIndex, MemberId>, Failure> {
    let mut lanes: Vec<Vec<(DeedIndex, Act)>> = (0..LANES).map(|_| Vec::new()).collect();
    let mut lane_of_deed = Vec::with_capacity(acts.len());
    for (place, act) in acts.into_iter().enumerate() {
        let place = DeedIndex::try_from(place).map_err(Failure::ours)?;
        let lane = match (&act.deed, act.person()) {
            (Deed::CameBack { purchase }, _) => lane_of_deed[*purchase as usize],
            (_, Some(person)) => root(people, person) % LANES,
            (_, None) => place % LANES,
        };
        lane_of_deed.push(lane);
        lanes[lane as usize].push((place, act));
    }
    let mut running = JoinSet::new();
    for acts in lanes {
        running.spawn(Lane::new(tessera, bar).run(acts));
    }
    let mut members = HashMap::new();
    while let Some(ended) = running.join_next().await {
        members.extend(ended.map_err(Failure::ours)??);
    }
    Ok(members)
}

/// Friends go in the lane of whoever brought them, so that an advocate is there before them.
fn root(people: &[Person], person: PersonIndex) -> PersonIndex {
    let brought_by = |index: &PersonIndex| people[*index as usize].friend_of;
    std::iter::successors(Some(person), brought_by).last().unwrap_or(person)
}

struct Lane {
    tessera: Tessera,
    bar: ProgressBar,
    members: HashMap<PersonIndex, MemberId>,
    receipts: HashMap<DeedIndex, ReceiptId>,
    wallets: HashMap<MemberId, Vec<Granted>>,
}

impl Lane {
    fn new(tessera: &Tessera, bar: &ProgressBar) -> Self {
        Self {
            tessera: tessera.clone(),
            bar: bar.clone(),
            members: HashMap::new(),
            receipts: HashMap::new(),
            wallets: HashMap::new(),
        }
    }

    async fn run(
        mut self,
        acts: Vec<(DeedIndex, Act)>,
    ) -> Result<HashMap<PersonIndex, MemberId>, Failure> {
        for (place, act) in acts {
            match self.step(place, act).await {
                // The programme says no now and then, as in life: a third review in a month.
                Ok(()) | Err(Error::Refused(_)) => self.bar.inc(1),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(self.members)
    }

    async fn step(&mut self, place: DeedIndex, act: Act) -> Result<(), Error> {
        let ask = Ask::by(ACTOR);
        match act.deed {
            Deed::Joined { person, friend_of } => self.join(&ask, act.at, person, friend_of).await,
            Deed::Bought { person, basket, with_points } => {
                let bought = self.buy(&ask, act.at, person, *basket, with_points).await?;
                self.receipts.extend(bought.map(|receipt| (place, receipt)));
                Ok(())
            }
            Deed::CameBack { purchase } => {
                let Some(receipt) = self.receipts.get(&purchase) else { return Ok(()) };
                let reason = Some("not fresh".into());
                let new = NewReturn { at: Some(act.at), reason, ..NewReturn::whole(*receipt) };
                returns::return_goods(&self.tessera, &ask, new).await.map(|_| ())
            }
            Deed::Reviewed { person, of, stars } => {
                let Some(member) = self.members.get(&person) else { return Ok(()) };
                let event = review(of, stars);
                let who = Who::Member(*member);
                events::record(&self.tessera, &ask, &who, event, Some(act.at)).await.map(|_| ())
            }
        }
    }

    /// Somebody pays, with the coupon that they have had for longest, and perhaps with points.
    async fn buy(
        &mut self,
        ask: &Ask,
        at: Instant,
        person: Option<PersonIndex>,
        mut basket: Basket,
        with_points: bool,
    ) -> Result<Option<ReceiptId>, Error> {
        let member = person.and_then(|person| self.members.get(&person).copied());
        if with_points {
            basket.burns = vec![Burn { unit: Key::new("points"), amount: None, hold: None }];
        }
        let wallet = member.and_then(|member| self.wallets.get_mut(&member));
        let codes = wallet.map_or_else(Vec::new, |wallet| {
            wallet.retain(|coupon| coupon.until.is_none_or(|until| until > at));
            wallet.iter().take(CODES_SHOWN).map(|coupon| coupon.code.as_str().into()).collect()
        });
        let who = member.map_or(Who::Anonymous, Who::Member);
        let new = NewPurchase { who, at: Some(at), basket, codes, ..NewPurchase::default() };
        let committed = purchase::commit(&self.tessera, ask, new).await?;
        self.keep_coupons(&committed.entry);
        match &committed.entry.activity {
            Activity::Purchase(purchase) => Ok(Some(purchase.receipt)),
            _ => Ok(None),
        }
    }

    /// What an entry gave goes into the wallet, what it used up leaves it.
    fn keep_coupons(&mut self, entry: &Entry) {
        let Some(member) = entry.owner.as_member() else { return };
        let wallet = self.wallets.entry(member).or_default();
        for happening in &entry.events {
            if let Event::CouponUsed { id, .. } = &happening.event {
                wallet.retain(|coupon| Some(coupon.id) != *id);
            }
        }
        wallet.extend(coupons::granted(&self.tessera, entry));
    }

    async fn join(
        &mut self,
        ask: &Ask,
        at: Instant,
        person: PersonIndex,
        friend_of: Option<PersonIndex>,
    ) -> Result<(), Error> {
        let face = demo::persona(FACES, person);
        let phone = Identity::parse(IdentityKind::Phone, &phone_of(person))?;
        let card = Identity::parse(IdentityKind::Card, &card_of(person))?;
        let email = format!(
            "{}.{}{person}@example.org",
            face.first_name.to_lowercase(),
            face.last_name.to_lowercase()
        );
        let email = Identity::parse(IdentityKind::Email, &email)?;
        let mut consents = BTreeSet::from([Key::new("email/points")]);
        if !person.is_multiple_of(3) {
            consents.insert(Key::new("email/offers"));
        }
        let profile = Profile {
            birthday: Some(face.birthday),
            language: Some(face.language),
            country: Some(Key::new("DE")),
            consents,
            ..Profile::default()
        };
        let advocate = friend_of.and_then(|friend| self.members.get(&friend).copied());
        let enrolment = Enrolment {
            profile,
            contact: Contact {
                name: Some(format_smolstr!("{} {}", face.first_name, face.last_name)),
                email: Some(email.value.clone()),
                phone: Some(phone.value.clone()),
                address: None,
            },
            identities: vec![phone, card, email],
            channel: Some(Key::new("till")),
            at: Some(at),
            referred_by: advocate.map(ReferredBy::Member),
            ..Enrolment::default()
        };
        let committed = members::enrol(&self.tessera, ask, enrolment).await?;
        self.keep_coupons(&committed.entry);
        self.members.extend(committed.entry.owner.as_member().map(|member| (person, member)));
        Ok(())
    }
}

fn review(of: &str, stars: u8) -> CustomEvent {
    CustomEvent {
        event: Key::new("review"),
        attributes: [(Key::new("stars"), Value::Number { milli: i64::from(stars) * 1_000 })]
            .into_iter()
            .collect(),
        reference: Some(Key::new(of)),
        evidence: Some(format_smolstr!("https://example.org/reviews/{of}")),
        submission: None,
    }
}

/// A number that nobody has.
fn phone_of(person: PersonIndex) -> String {
    format!("+4915550{person:06}")
}

/// A card with its check digit.
fn card_of(person: PersonIndex) -> String {
    let digits = format!("290{person:09}");
    let weighted = digits.bytes().zip([1u32, 3].into_iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
