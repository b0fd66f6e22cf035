//! A little shop for tests: a service on a fresh store or in a file, under a small
//! programme, with a clock that stands still until it is moved.

#![allow(dead_code, reason = "every test file uses another part")]

#[path = "../backend/mod.rs"]
pub(crate) mod backend;

use jiff::civil::date;
use model::basket::{Basket, Line, Store as Place};
use model::id::{MemberId, ReceiptId};
use model::{Activity, Instant, Key, Money, Quantity, Units};
use std::path::Path;
use std::sync::Arc;
use store::{SqliteStore, Store};
use tessera_service::purchase::NewPurchase;
use tessera_service::{
    Ask, Committed, Error, MovableClock, SeededEntropy, Tessera, Who, adjustments, members,
    programmes, purchase,
};

pub(crate) const PROGRAMME: &str = include_str!("programme.yaml");

/// Referral, gifts, groups, partners, a raffle and what else concerns several owners.
pub(crate) const TOGETHER: &str = include_str!("together.yaml");

pub(crate) struct Shop {
    pub(crate) tessera: Tessera,
    pub(crate) clock: Arc<MovableClock>,
    pub(crate) store: Arc<dyn Store>,
    database: Option<testbed::Database>,
}

pub(crate) fn morning() -> Instant {
    let morning = date(2026, 3, 2).at(10, 0, 0, 0);
    let morning = morning.in_tz("Europe/Berlin").expect("a known zone");
    morning.timestamp()
}

impl Shop {
    /// On a fresh store.
    pub(crate) async fn new() -> Self {
        let (store, database) = backend::fresh().await;
        Self { database, ..Self::on(store).await }
    }

    /// On a store in a file.
    pub(crate) async fn in_file(path: &Path) -> Self {
        let store = SqliteStore::open(path).expect("the file can be made");
        Self::on(Arc::new(store)).await
    }

    /// On a fresh store, under the programme for several owners.
    pub(crate) async fn together() -> Self {
        Self::under(TOGETHER).await
    }

    /// On a fresh store, under another programme.
    pub(crate) async fn under(document: &str) -> Self {
        let (store, database) = backend::fresh().await;
        let shop = Self { database, ..Self::closed(store, "shop").await };
        shop.publish(document, Some(Instant::UNIX_EPOCH)).await;
        shop
    }

    /// On a store in a file, under another programme.
    pub(crate) async fn in_file_under(path: &Path, document: &str) -> Self {
        let store = SqliteStore::open(path).expect("the file can be made");
        let shop = Self::closed(Arc::new(store), "shop").await;
        shop.publish(document, Some(Instant::UNIX_EPOCH)).await;
        shop
    }

    pub(crate) async fn on(store: Arc<dyn Store>) -> Self {
        let shop = Self::closed(store, "shop").await;
        if shop.tessera.store().version_at(morning()).await.expect("readable").is_none() {
            shop.publish(PROGRAMME, Some(Instant::UNIX_EPOCH)).await;
        }
        shop
    }

    /// Another node on the same store.
    pub(crate) async fn closed(store: Arc<dyn Store>, seed: &str) -> Self {
        let clock = Arc::new(MovableClock::at(morning()));
        let entropy = Arc::new(SeededEntropy::new(seed));
        let tessera = Tessera::open(store.clone(), clock.clone(), entropy).await;
        Self { tessera: tessera.expect("the service opens"), clock, store, database: None }
    }

    pub(crate) async fn publish(&self, document: &str, from: Option<Instant>) -> u32 {
        let ask = Ask::by("test");
        let draft = programmes::upload(&self.tessera, &ask, document.to_owned()).await;
        let draft = draft.expect("the draft is kept");
        assert!(!draft.diagnostics.has_errors(), "{}", draft.diagnostics);
        let number = draft.version.number;
        let published = programmes::publish(&self.tessera, &ask, number, None).await;
        published.expect("the draft is right");
        let active = programmes::activate(&self.tessera, &ask, number, from).await;
        active.expect("the version is published");
        number
    }

    pub(crate) async fn enrol(&self) -> MemberId {
        let enrolment = members::Enrolment::default();
        let done = members::enrol(&self.tessera, &ask(), enrolment).await;
        let owner = done.expect("anybody may join").entry.owner;
        owner.as_member().expect("the owner is the member")
    }

    pub(crate) async fn give(&self, member: MemberId, points: i64) {
        let adjustment = model::activity::Adjust {
            unit: "points".into(),
            amount: Units(points),
            expires_at: None,
            reason: "test".into(),
            by: None,
        };
        let who = Who::Member(member);
        let done = adjustments::adjust(&self.tessera, &ask(), &who, adjustment).await;
        done.expect("the adjustment is fine");
    }

    pub(crate) async fn points(&self, member: MemberId) -> i64 {
        let state = members::state(&self.tessera, member).await;
        state.expect("the member is there").holdings.spendable("points").0
    }

    /// How many entries the member's chain has.
    pub(crate) async fn entries(&self, member: MemberId) -> u64 {
        let state = members::state(&self.tessera, member).await;
        state.expect("the member is there").seq
    }

    pub(crate) async fn buy(&self, purchase: NewPurchase) -> Result<Committed, Error> {
        let ask = ask().for_request(&purchase);
        purchase::commit(&self.tessera, &ask, purchase).await
    }

    pub(crate) async fn project(&self) {
        let done = tessera_service::projector::project_now(&self.tessera).await;
        done.expect("projecting works");
    }

    pub(crate) async fn wait(&self, days: i32) {
        let later = self.tessera.now() + jiff::SignedDuration::from_hours(24 * i64::from(days));
        self.clock.set(later);
    }

    /// The book proves right, once everything is projected.
    pub(crate) async fn assert_sound(&self) {
        self.project().await;
        let verdict = tessera_service::verify::run(&self.tessera, |_| {}).await;
        let verdict = verdict.expect("the journal is readable");
        assert!(verdict.is_sound(), "{:?}", verdict.broken);
    }
}

pub(crate) fn ask() -> Ask {
    Ask::by("test")
}

/// Euros in cents.
pub(crate) fn euros(euros: i64) -> Money {
    Money(euros * 100)
}

/// A basket with one line.
pub(crate) fn basket(amount: Money) -> Basket {
    Basket {
        store: Place { id: "s1".into(), ..Place::default() },
        channel: "till".into(),
        lines: vec![line("1", amount)],
        ..Basket::default()
    }
}

pub(crate) fn line(id: &str, amount: Money) -> Line {
    Line {
        id: Key::new(id),
        sku: "thing".into(),
        quantity: Quantity::ONE,
        price: amount,
        amount,
        ..Line::default()
    }
}

pub(crate) fn purchase_of(member: Option<MemberId>, amount: Money) -> NewPurchase {
    NewPurchase {
        who: member.map_or(Who::Anonymous, Who::Member),
        basket: basket(amount),
        ..NewPurchase::default()
    }
}

pub(crate) fn receipt_of(committed: &Committed) -> ReceiptId {
    match &committed.entry.activity {
        Activity::Purchase(purchase) => purchase.receipt,
        other => panic!("{} is no purchase", other.word()),
    }
}

/// The latest entry of an owner explains itself: deciding it again gives the very same.
pub(crate) async fn assert_explained(shop: &Shop, owner: model::Owner) {
    let state = shop.store.load(owner).await.expect("readable").expect("there");
    let explained = tessera_service::explain::entry(&shop.tessera, owner, state.seq, "en").await;
    let explained = explained.expect("explained");
    assert!(explained.is_identical, "{}: {:?}", explained.line.entry.activity.word(), explained);
}
