//! A shop at work in this process, on a recorded disk: enrolments, purchases and returns by
//! several tills at once, with the projector beside them. Every answer is noted on the tape at
//! the moment when it was given.

use super::tape::{Event, Tape};
use crate::Failure;
use crate::random::Random;
use crate::trial::programme;
use model::activity::ReturnedLine;
use model::basket::{Basket, Line, Store as Place};
use model::entry::Hash;
use model::id::{MemberId, ReceiptId};
use model::{Activity, Entry, Instant, Key, Money, Owner, Quantity};
use service::purchase::NewPurchase;
use service::returns::NewReturn;
use service::{Ask, SystemClock, SystemEntropy, Tessera, Who, members, programmes};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use store::{SqliteOptions, SqliteStore};

/// Pages of the log at which it is copied back: few, so that it happens often.
const CHECKPOINT_PAGES: u32 = 60;

/// Tills that work at the same time.
const TILLS: u64 = 6;

/// Somebody was told that this entry is there.
#[derive(Clone, Debug)]
pub struct Told {
    /// Whose chain.
    pub owner: Owner,
    /// Which entry.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// Everything that was told, by the numbers on the tape.
pub type Answers = Arc<Mutex<Vec<Told>>>;

/// A file of the database in a folder.
pub const DATABASE: &str = "shop.db";

/// Opens the service on a database.
pub async fn open(folder: &Path, checkpoint_pages: u32) -> Result<Tessera, Failure> {
    let options = SqliteOptions { checkpoint_pages, ..SqliteOptions::default() };
    let store = SqliteStore::open_with(folder.join(DATABASE), options)?;
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    Ok(Tessera::open(Arc::new(store), clock, entropy).await?)
}

/// One working day: opens the database, sells, and closes it. `purchases` per till.
pub async fn day(
    tape: &Arc<Tape>,
    answers: &Answers,
    seed: u64,
    purchases: u64,
) -> Result<(), Failure> {
    let tessera = open(tape.folder(), CHECKPOINT_PAGES).await?;
    if programmes::active_at(&tessera, tessera.now()).await?.is_none() {
        publish(&tessera).await?;
    }
    let mut background = service::jobs::spawn(&tessera);
    let mut tills = tokio::task::JoinSet::new();
    for number in 0..TILLS {
        let till = Till {
            tessera: tessera.clone(),
            tape: tape.clone(),
            answers: answers.clone(),
            random: Random::branch(seed, &format!("till {number}")),
        };
        tills.spawn(till.sell(purchases));
    }
    let mut first = None;
    while let Some(ended) = tills.join_next().await {
        first = first.or(ended?.err());
    }
    background.shutdown().await;
    first.map_or(Ok(()), Err)
}

/// Lets the programme of the tills count.
pub async fn publish(tessera: &Tessera) -> Result<(), Failure> {
    let ask = Ask::by("faults");
    let document = std::fs::read_to_string(programme())?;
    let number = programmes::upload(tessera, &ask, document).await?.version.number;
    programmes::publish(tessera, &ask, number, None).await?;
    programmes::activate(tessera, &ask, number, Some(Instant::UNIX_EPOCH)).await?;
    Ok(())
}

struct Till {
    tessera: Tessera,
    tape: Arc<Tape>,
    answers: Answers,
    random: Random,
}

impl Till {
    async fn sell(mut self, purchases: u64) -> Result<(), Failure> {
        let ask = Ask::by("faults");
        let joined = members::enrol(&self.tessera, &ask, members::Enrolment::default()).await?;
        self.told(&joined.entry);
        let member = joined.entry.owner.as_member().ok_or("the owner is no member")?;
        let mut receipts = Vec::new();
        for _ in 0..purchases {
            let entry = match receipts.pop() {
                Some(receipt) if self.random.one_in(5) => self.take_back(receipt).await?,
                _ => self.purchase(member).await?,
            };
            self.told(&entry);
            if let Activity::Purchase(purchase) = &entry.activity {
                receipts.push(purchase.receipt);
            }
        }
        Ok(())
    }

    async fn purchase(&mut self, member: MemberId) -> Result<Arc<Entry>, Failure> {
        let purchase = purchase(member, self.random.between(1, 500));
        let ask = Ask::by("faults").for_request(&purchase);
        Ok(service::purchase::commit(&self.tessera, &ask, purchase).await?.entry)
    }

    async fn take_back(&mut self, receipt: ReceiptId) -> Result<Arc<Entry>, Failure> {
        let lines = vec![ReturnedLine { line: "tea".into(), quantity: Quantity::ONE }];
        let back = NewReturn { lines, ..NewReturn::whole(receipt) };
        let ask = Ask::by("faults").for_request(&back);
        Ok(service::returns::return_goods(&self.tessera, &ask, back).await?.entry)
    }

    /// INVARIANT: the answer is on the tape after it was given, never before.
    fn told(&self, entry: &Entry) {
        let told = Told { owner: entry.owner, seq: entry.seq, hash: Hash::of(&entry.to_bytes()) };
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.push(told);
        self.tape.note(Event::Answer(answers.len() - 1));
    }
}

/// Some tea for so many euros.
pub fn purchase(member: MemberId, euros: u64) -> NewPurchase {
    let amount = Money(i64::try_from(euros * 100).unwrap_or(0));
    let line = Line {
        id: Key::new("tea"),
        sku: "tea".into(),
        quantity: Quantity::ONE,
        price: amount,
        amount,
        ..Line::default()
    };
    let basket = Basket {
        store: Place { id: "s1".into(), ..Place::default() },
        channel: "till".into(),
        lines: vec![line],
        ..Basket::default()
    };
    NewPurchase { who: Who::Member(member), basket, ..NewPurchase::default() }
}
