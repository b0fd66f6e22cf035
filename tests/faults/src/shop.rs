//! A shop: members, tills that work at the same time, and everything that was acknowledged.

use crate::Failure;
use crate::counts::Counts;
use crate::http::Client;
use crate::operation::{Acknowledged, Deed, Operation};
use crate::server::Server;
use crate::target::Target;
use crate::till::{Card, Till};
use std::time::Duration;

/// Tills that send at the same time.
pub const TILLS: u64 = 16;

/// Members of each till alone.
const OWN: u64 = 2;

/// Members that all tills serve.
const SHARED: u64 = 3;

/// The members, the tills and their books.
pub struct Shop {
    cards: Vec<Card>,
    enrolled: Vec<Acknowledged>,
    tills: Vec<Till>,
}

impl Shop {
    /// Enrols the members. Names begin with `prefix`, so that shops can share a database.
    pub fn open(server: &Server, prefix: &str, seed: u64) -> Result<Self, Failure> {
        Self::open_with(server, prefix, seed, TILLS)
    }

    /// The same with so many tills.
    pub fn open_with(
        server: &Server,
        prefix: &str,
        seed: u64,
        tills: u64,
    ) -> Result<Self, Failure> {
        let mut client = server.client()?;
        let mut shop = Self { cards: Vec::new(), enrolled: Vec::new(), tills: Vec::new() };
        for number in 0..tills * OWN + SHARED {
            shop.enrol(&mut client, format!("{prefix}{number}"))?;
        }
        let (own, shared) = shop.cards.split_at(usize::try_from(tills * OWN)?);
        let sets = own.chunks(usize::try_from(OWN)?);
        let tills = (1..).zip(sets).map(|(number, own)| {
            let number = number + seed % 1_000 * 1_000;
            Till::new(number, seed, own.to_vec(), shared.to_vec())
        });
        shop.tills = tills.collect();
        Ok(shop)
    }

    fn enrol(&mut self, client: &mut Client, external_id: String) -> Result<(), Failure> {
        let member = self.cards.len();
        let operation = Operation {
            key: format!("enrol-{external_id}"),
            path: "/v1/members".to_owned(),
            body: format!(r#"{{"external_id":"{external_id}"}}"#),
            deed: Deed::Enrol,
            member,
            delta: 0,
            effects: Vec::new(),
            piece: None,
        };
        let answer = client.post(&operation.path, &operation.key, &operation.body)?.good()?;
        let done = operation.acknowledge(&answer)?;
        let id = done.named_member.clone().ok_or("the answer names no member")?;
        self.cards.push(Card { member, external_id, id });
        self.enrolled.push(done);
        Ok(())
    }

    /// Lets all tills work while `break_things` runs, and until it has ended.
    pub fn work_while<T>(
        &mut self,
        target: &Target,
        break_things: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        std::thread::scope(|scope| {
            let tills = self.tills.iter_mut();
            let running: Vec<_> = tills.map(|till| scope.spawn(|| till.work(target))).collect();
            let broken = break_things();
            target.end();
            let mut first = None;
            for till in running {
                let ended = till.join().unwrap_or_else(|_| Err("a till panicked".into()));
                first = first.or(ended.err());
            }
            match first {
                // What a till saw explains more than what followed from it.
                Some(error) => Err(error),
                None => broken,
            }
        })
    }

    /// Lets every till find out what became of its last request.
    pub fn settle(&mut self, server: &Server) -> Result<(), Failure> {
        let mut client = server.client()?;
        self.tills.iter_mut().try_for_each(|till| till.settle(&mut client))
    }

    /// The members.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// Everything that was acknowledged.
    pub fn acknowledged(&self) -> impl Iterator<Item = &Acknowledged> {
        self.enrolled.iter().chain(self.tills.iter().flat_map(|till| &till.done))
    }

    /// How many receipts were acknowledged.
    pub fn purchases(&self) -> u64 {
        self.acknowledged().filter(|done| done.receipt.is_some()).count() as u64
    }

    /// The bonus of a member as the tills computed it, in hundredths.
    pub fn balance(&self, member: usize) -> i64 {
        let of = |done: &&Acknowledged| done.operation.member == member;
        self.acknowledged().filter(of).map(|done| done.operation.delta).sum()
    }

    /// From sending to an answer or an error, at most.
    pub fn slowest_answer(&self) -> Duration {
        let slowest = self.tills.iter().map(|till| till.troubles.slowest_ms).max();
        Duration::from_millis(slowest.unwrap_or(0))
    }

    /// Requests of tills for customers who wait there: carried out, and put off.
    pub fn at_the_counter(&self) -> (u64, u64) {
        let done = self.tills.iter().flat_map(|till| &till.done);
        let carried_out = done.filter(|done| done.operation.deed.is_at_the_counter()).count();
        let put_off = self.tills.iter().map(|till| till.troubles.put_off).sum();
        (carried_out as u64, put_off)
    }

    /// Requests that were not answered, or not with when to come back.
    pub fn unclear_answers(&self) -> u64 {
        self.tills.iter().map(|till| till.troubles.broken + till.troubles.vague).sum()
    }

    /// Tells the numbers.
    pub fn count(&self, counts: &mut Counts) {
        counts.add("acknowledged", self.acknowledged().count() as u64);
        for till in &self.tills {
            counts.add("connections broken", till.troubles.broken);
            counts.add("answers with an open outcome", till.troubles.open);
            counts.add("requests shed", till.troubles.refused);
            counts.most("ms for the slowest answer", till.troubles.slowest_ms);
        }
    }
}
