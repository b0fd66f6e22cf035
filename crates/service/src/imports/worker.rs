//! One lane of a history: the moments of some members, one after the other.

use super::carry::{Outcome, Plan};
use crate::error::Error;
use crate::identity::{Identity, IdentityKind, Who};
use crate::members::{self, Contact, Enrolment};
use crate::purchase::{self, NewPurchase};
use crate::returns::{self, NewReturn};
use crate::{Ask, Committed, Tessera};
use model::activity::Activity;
use model::id::{MemberId, ReceiptId};
use model::{Code, Entry};
use simulation::demo;
use simulation::history::{MemberIndex, Moment};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::mpsc;

/// What became of a moment.
#[derive(Debug)]
pub enum Done {
    /// Kept; the second says that it had been before.
    Committed(Arc<Entry>, bool),
    /// The person was a member already.
    Known,
    /// The programme, or the book, says no.
    Refused(Code, String),
}

pub(super) struct Worker {
    tessera: Tessera,
    plan: Plan,
    members: HashMap<MemberIndex, MemberId>,
    receipts: HashMap<u32, ReceiptId>,
}

impl Worker {
    pub(super) fn new(tessera: Tessera, plan: Plan) -> Self {
        Self { tessera, plan, members: HashMap::new(), receipts: HashMap::new() }
    }

    pub(super) async fn run(
        mut self,
        mut waiting: mpsc::Receiver<(usize, Moment)>,
        results: mpsc::Sender<Outcome>,
    ) -> Result<(), Error> {
        while let Some((place, moment)) = waiting.recv().await {
            let done = match self.step(place, moment).await {
                Ok(done) => done,
                Err(Error::Refused(refused)) => {
                    Done::Refused(refused.code, super::detail(&refused))
                }
                Err(error) => return Err(error),
            };
            if results.send(Outcome { place, moment, done }).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn step(&mut self, place: usize, moment: Moment) -> Result<Done, Error> {
        match moment {
            Moment::Joined(member) => self.join(place, member).await,
            Moment::Bought(sale) => self.buy(place, sale).await,
            Moment::CameBack(back) => self.take_back(place, back).await,
        }
    }

    async fn join(&mut self, place: usize, member: MemberIndex) -> Result<Done, Error> {
        let history = self.plan.history.clone();
        let shopper = &history.members[member as usize];
        let identity = Identity::parse(IdentityKind::External, &shopper.id.0)?;
        // Repeated imports ask by key, so that the answer is the enrolment itself.
        if self.plan.key.is_none() || !self.plan.enrol {
            if let Some(known) = members::find(&self.tessera, &identity).await? {
                self.members.insert(member, known);
                return Ok(Done::Known);
            }
            if !self.plan.enrol {
                return Err(Error::refused(Code::MEMBER_NOT_FOUND, shopper.id.to_string()));
            }
        }
        let persona = self.plan.personas.map(|seed| demo::persona(seed, member));
        let name = persona.map(|p| format!("{} {}", p.first_name, p.last_name).into());
        let enrolment = Enrolment {
            profile: demo::profile(shopper, self.plan.personas, member),
            contact: Contact { name, ..Contact::default() },
            identities: vec![identity.clone()],
            at: Some(shopper.since),
            ..Enrolment::default()
        };
        let ask = self.ask(place, &shopper.id);
        match members::enrol(&self.tessera, &ask, enrolment).await {
            Ok(committed) => {
                let id = committed.entry.owner.as_member();
                self.members.extend(id.map(|id| (member, id)));
                Ok(committed.into())
            }
            Err(error) if error.code() == Code::MEMBER_EXISTS => {
                let known = members::find(&self.tessera, &identity).await?.ok_or(error)?;
                self.members.insert(member, known);
                Ok(Done::Known)
            }
            Err(error) => Err(error),
        }
    }

    async fn buy(&mut self, place: usize, index: u32) -> Result<Done, Error> {
        let history = self.plan.history.clone();
        let sale = &history.sales[index as usize];
        let who = match sale.member {
            None => Who::Anonymous,
            Some(member) => match self.members.get(&member) {
                Some(id) => Who::Member(*id),
                None => {
                    let shopper = &history.members[member as usize];
                    return Err(Error::refused(Code::MEMBER_NOT_FOUND, shopper.id.to_string()));
                }
            },
        };
        let basket = history.basket(sale);
        let ask = self.ask(place, &basket);
        let new = NewPurchase { who, at: Some(sale.at), basket, ..NewPurchase::default() };
        let committed = purchase::commit(&self.tessera, &ask, new).await?;
        if let Activity::Purchase(purchase) = &committed.entry.activity {
            self.receipts.insert(index, purchase.receipt);
        }
        Ok(committed.into())
    }

    async fn take_back(&mut self, place: usize, index: u32) -> Result<Done, Error> {
        let history = self.plan.history.clone();
        let back = &history.returns[index as usize];
        let Some(receipt) = self.receipts.get(&back.sale) else {
            let number = history.sales[back.sale as usize].number.to_string();
            return Err(Error::refused(Code::RECEIPT_NOT_FOUND, number));
        };
        let lines = history.returned_lines(back);
        let ask = self.ask(place, &lines);
        let new = NewReturn { lines, at: Some(back.at), ..NewReturn::whole(*receipt) };
        Ok(returns::return_goods(&self.tessera, &ask, new).await?.into())
    }

    fn ask(&self, place: usize, content: &impl serde::Serialize) -> Ask {
        let ask = Ask::by(self.plan.actor);
        match &self.plan.key {
            None => ask,
            Some(key) => {
                let ask = ask.with_key(format!("{key}/{place}"));
                Ask { input: super::carry::input(content), ..ask }
            }
        }
    }
}

impl From<Committed> for Done {
    fn from(committed: Committed) -> Self {
        Self::Committed(committed.entry, committed.replayed)
    }
}
