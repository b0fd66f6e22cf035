//! A till: decides on requests, sends them until it knows their outcome, and computes in its
//! head what must follow.
//!
//! INVARIANT: a till never has more than one request whose outcome it does not know, and it
//! repeats that one with the same key before it goes on, as real tills do.

use crate::Failure;
use crate::http::{Answer, Client};
use crate::operation::{Acknowledged, Deed, Operation, write_hundredths};
use crate::random::Random;
use crate::target::Target;
use std::collections::BTreeMap;

/// One receipt in so many belongs to a member that all tills serve.
const SHARED: u64 = 5;

/// How a till names a member, and whether it may spend for it.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its place in the shop's list.
    pub member: usize,
    /// The caller's own id.
    pub external_id: String,
    /// Our id.
    pub id: String,
}

/// How often requests did not get through at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Troubles {
    /// Connections that broke or could not be made.
    pub broken: u64,
    /// Answers 503, 500: the outcome was open.
    pub open: u64,
    /// Answers 429.
    pub refused: u64,
    /// Of the two above, those that did not say when to come back.
    pub vague: u64,
    /// Of all of them, what was sent for a customer who waits at the till.
    pub put_off: u64,
    /// Longest time from sending to an answer or an error, in milliseconds.
    pub slowest_ms: u64,
}

/// A till.
pub struct Till {
    number: u64,
    random: Random,
    own: Vec<Card>,
    shared: Vec<Card>,
    /// Bonus of its own members, in hundredths.
    balances: BTreeMap<usize, i64>,
    /// Receipts of which a piece may come back: member, id, price of a piece in hundredths.
    returnable: Vec<(usize, String, i64)>,
    /// A reservation to be used next: member, id, amount in hundredths.
    held: Option<(usize, String, i64)>,
    receipts: u64,
    requests: u64,
    pending: Option<Operation>,
    /// Everything that was acknowledged.
    pub done: Vec<Acknowledged>,
    /// What went wrong on the way.
    pub troubles: Troubles,
}

impl Till {
    /// A till with members of its own and members that others serve too.
    pub fn new(number: u64, seed: u64, own: Vec<Card>, shared: Vec<Card>) -> Self {
        Self {
            number,
            random: Random::branch(seed, &format!("till {number}")),
            balances: own.iter().map(|card| (card.member, 0)).collect(),
            own,
            shared,
            returnable: Vec::new(),
            held: None,
            receipts: 0,
            requests: 0,
            pending: None,
            done: Vec::new(),
            troubles: Troubles::default(),
        }
    }

    /// Works until the day is over. What it does not know by then stays pending.
    pub fn work(&mut self, target: &Target) -> Result<(), Failure> {
        let mut turn = 0;
        let mut connection: Option<Client> = None;
        while let Some(address) = target.address(self.number, turn) {
            if connection.is_none() {
                connection = Client::connect(address).ok();
            }
            let Some(client) = &mut connection else {
                self.troubles.broken += 1;
                turn += 1;
                continue;
            };
            match self.step(client, Some(target))? {
                Some(true) => {
                    target.acknowledge();
                    turn = 0;
                }
                Some(false) => turn += 1,
                None => {
                    connection = None;
                    turn += 1;
                }
            }
        }
        Ok(())
    }

    /// Finds out what became of the pending request, on a server that is well.
    pub fn settle(&mut self, client: &mut Client) -> Result<(), Failure> {
        while self.pending.is_some() {
            if self.step(client, None)?.is_none() {
                return Err("the server does not answer".into());
            }
        }
        Ok(())
    }

    /// One attempt: whether the request was acknowledged; `None` when the connection broke.
    fn step(
        &mut self,
        client: &mut Client,
        target: Option<&Target>,
    ) -> Result<Option<bool>, Failure> {
        let operation = match self.pending.take() {
            Some(operation) => operation,
            None => self.decide(),
        };
        let started = std::time::Instant::now();
        let answer = client.post(&operation.path, &operation.key, &operation.body);
        let took = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.troubles.slowest_ms = self.troubles.slowest_ms.max(took);
        let is_carried_out = answer.as_ref().is_ok_and(|answer| !answer.is_open());
        if operation.deed.is_at_the_counter() && !is_carried_out {
            self.troubles.put_off += 1;
        }
        match answer {
            Err(_) => {
                self.troubles.broken += 1;
                self.pending = Some(operation);
                Ok(None)
            }
            Ok(answer) if answer.is_open() => {
                match answer.status {
                    429 => self.troubles.refused += 1,
                    _ => self.troubles.open += 1,
                }
                if !answer.is_refusal() {
                    self.troubles.vague += 1;
                }
                self.pending = Some(operation);
                if let Some(target) = target {
                    target.refuse(&answer);
                }
                Ok(Some(false))
            }
            Ok(answer) => self.book(operation, &answer).map(|()| Some(true)),
        }
    }

    fn book(&mut self, operation: Operation, answer: &Answer) -> Result<(), Failure> {
        if !answer.is_good() {
            let (path, body) = (&operation.path, &operation.body);
            return Err(format!("{path} {body}: {} {}", answer.status, answer.body).into());
        }
        let done = operation.acknowledge(answer)?;
        let (member, delta) = (done.operation.member, done.operation.delta);
        if let Some(balance) = self.balances.get_mut(&member) {
            *balance += delta;
            if let (Some(piece), Some(receipt)) = (done.operation.piece, &done.receipt) {
                self.returnable.push((member, receipt.clone(), piece));
            }
            if let (Deed::Hold, Some(hold)) = (done.operation.deed, &done.hold) {
                let amount = done.operation.effects.first().map_or(0, |(_, amount)| *amount);
                self.held = Some((member, hold.clone(), amount));
            }
        }
        self.done.push(done);
        Ok(())
    }

    fn decide(&mut self) -> Operation {
        if let Some((member, hold, amount)) = self.held.take() {
            return self.capture(member, &hold, amount);
        }
        if self.random.one_in(SHARED) && !self.shared.is_empty() {
            let place = self.random.place(self.shared.len());
            let card = self.shared[place].clone();
            return self.purchase(&card, 0);
        }
        let place = self.random.place(self.own.len());
        let card = self.own[place].clone();
        let balance = self.balances.get(&card.member).copied().unwrap_or(0);
        match self.random.below(10) {
            0 | 1 if !self.returnable.is_empty() => self.give_back(),
            2 | 3 if balance >= 200 => {
                let whole = u64::try_from(balance / 100).unwrap_or(0);
                let burn = self.random.between(1, whole.min(40));
                self.purchase(&card, i64::try_from(burn).unwrap_or(0) * 100)
            }
            4 => self.adjust(&card),
            5 if balance >= 100 => self.hold(&card, balance),
            _ => self.purchase(&card, 0),
        }
    }

    fn operation(&mut self, deed: Deed, member: usize, path: String, body: String) -> Operation {
        self.requests += 1;
        let key = format!("till-{}-{}", self.number, self.requests);
        Operation { key, path, body, deed, member, delta: 0, effects: Vec::new(), piece: None }
    }

    /// Prices are whole, so that 5 % of them is exact.
    fn purchase(&mut self, card: &Card, burn: i64) -> Operation {
        self.receipts += 1;
        let (till, number, id) = (self.number, self.receipts, &card.external_id);
        let (tea, cup) = (self.random.between(1, 90), self.random.between(40, 400));
        let pay = match burn {
            0 => String::new(),
            burn => {
                let burn = write_hundredths(burn);
                format!(r#""burns":[{{"unit":"bonus","amount":"{burn}"}}],"#)
            }
        };
        let body = format!(
            r#"{{"member":{{"external_id":"{id}"}},"store":{{"id":"s{till}"}},"till":"{till}","number":"{number}",{pay}"lines":[{{"id":"tea","sku":"tea","quantity":"2","price":"{tea}.00"}},{{"id":"cup","sku":"cup","price":"{cup}.00"}}]}}"#
        );
        let mut operation =
            self.operation(Deed::Purchase, card.member, "/v1/receipts".to_owned(), body);
        let total = i64::try_from((2 * tea + cup) * 100).unwrap_or(0);
        let earned = (total - burn) / 20;
        operation.delta = earned - burn;
        operation.effects.push(("earned", earned));
        if burn > 0 {
            operation.effects.push(("spent", burn));
        } else {
            operation.piece = i64::try_from(tea * 100).ok();
        }
        operation
    }

    fn give_back(&mut self) -> Operation {
        let place = self.random.place(self.returnable.len());
        let (member, receipt, piece) = self.returnable.swap_remove(place);
        let body = r#"{"lines":[{"line":"tea","quantity":"1"}]}"#.to_owned();
        let path = format!("/v1/receipts/{receipt}/returns");
        let mut operation = self.operation(Deed::Return, member, path, body);
        operation.delta = -piece / 20;
        operation
    }

    fn adjust(&mut self, card: &Card) -> Operation {
        let amount = i64::try_from(self.random.between(1, 5_000)).unwrap_or(0);
        let shown = write_hundredths(amount);
        let body = format!(r#"{{"unit":"bonus","amount":"{shown}","reason":"apology"}}"#);
        let path = format!("/v1/members/{}/adjustments", card.id);
        let mut operation = self.operation(Deed::Adjust, card.member, path, body);
        operation.delta = amount;
        operation.effects.push(("adjusted", amount));
        operation
    }

    fn hold(&mut self, card: &Card, balance: i64) -> Operation {
        let most = u64::try_from(balance).unwrap_or(1);
        let amount = i64::try_from(self.random.between(1, most)).unwrap_or(1);
        let (id, shown) = (&card.external_id, write_hundredths(amount));
        let body = format!(
            r#"{{"member":{{"external_id":"{id}"}},"unit":"bonus","amount":"{shown}","seconds":864000}}"#
        );
        let mut operation = self.operation(Deed::Hold, card.member, "/v1/holds".to_owned(), body);
        operation.effects.push(("hold_placed", amount));
        operation
    }

    fn capture(&mut self, member: usize, hold: &str, held: i64) -> Operation {
        let most = u64::try_from(held).unwrap_or(1);
        let amount = i64::try_from(self.random.between(1, most)).unwrap_or(1);
        let shown = write_hundredths(amount);
        let body = format!(r#"{{"unit":"bonus","amount":"{shown}"}}"#);
        let path = format!("/v1/holds/{hold}/capture");
        let mut operation = self.operation(Deed::Capture, member, path, body);
        operation.delta = -amount;
        operation
    }
}
