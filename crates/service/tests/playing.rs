//! Raffles, leaderboards, and what waits for a decision.

mod shop;

use model::activity::{Adjust, CustomEvent, Profile};
use model::id::MemberId;
use model::{Code, Key, Units};
use shop::{Shop, ask, euros, purchase_of};
use std::collections::BTreeMap;
use store::Page;
use tessera_service::members::{self, Contact, Enrolment};
use tessera_service::submissions::{self, Decision, SubmissionFilter, SubmissionState};
use tessera_service::{Who, adjustments, events, leaderboards, raffles};

async fn give_tickets(shop: &Shop, member: MemberId, tickets: i64) {
    let adjustment = Adjust {
        unit: "tickets".into(),
        amount: Units(tickets),
        expires_at: None,
        reason: "bought".into(),
        by: None,
    };
    let done = adjustments::adjust(&shop.tessera, &ask(), &Who::Member(member), adjustment).await;
    done.expect("tickets are given");
}

#[tokio::test]
async fn a_draw_can_be_checked_by_anybody_and_gives_each_prize_once() {
    let shop = Shop::together().await;
    let (tessera, spring) = (&shop.tessera, Key::new("spring"));
    let mut members = Vec::new();
    for tickets in [5, 0, 1, 30] {
        let member = shop.enrol().await;
        if tickets > 0 {
            give_tickets(&shop, member, tickets).await;
        }
        members.push(member);
    }
    let draw = |key: &'static str| {
        let (ask, spring) = (ask().with_key(key), spring.clone());
        async move { raffles::draw(tessera, &ask, &spring, "7 12 31".into()).await }
    };
    shop.wait(31).await;
    let unopened = draw("unopened").await.map_err(|e| e.code()).map(drop);
    assert_eq!(unopened, Err(Code::RAFFLE_STATE));
    let opened = raffles::open(tessera, &ask(), &spring).await.expect("opened");
    let twice = raffles::open(tessera, &ask(), &spring).await.map_err(|e| e.code()).map(drop);
    assert_eq!(twice, Err(Code::RAFFLE_STATE));
    let record = draw("drawn").await.expect("drawn");
    assert_eq!(record.commitment, opened.commitment);
    assert_eq!(record.tickets.len(), 3, "who has no ticket takes no part");
    assert_eq!(record.winners.len(), 3);
    assert_eq!(raffles::verify(&record), Ok(()));
    assert_eq!(draw("drawn").await.expect("answered again"), record);
    let again = draw("again").await.map_err(|e| e.code()).map(drop);
    assert_eq!(again, Err(Code::RAFFLE_STATE));
    let kept = raffles::find_record(tessera, &spring).await.expect("readable");
    assert_eq!(kept.as_ref(), Some(&record));
    let prizes = BTreeMap::from([("bicycle", 500), ("mug", 10)]);
    for winner in &record.winners {
        let member: MemberId = winner.holder.parse().expect("a member's id");
        assert_eq!(shop.points(member).await, prizes[winner.prize.as_str()]);
        shop::assert_explained(&shop, model::Owner::member(member)).await;
    }
    assert_eq!(shop.points(members[1]).await, 0);
    let mut tampered = record;
    tampered.winners.swap(0, 1);
    assert!(raffles::verify(&tampered).is_err());
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_raffle_is_not_drawn_before_its_time() {
    let shop = Shop::together().await;
    let (tessera, spring) = (&shop.tessera, Key::new("spring"));
    raffles::open(tessera, &ask(), &spring).await.expect("opened");
    let early = raffles::draw(tessera, &ask(), &spring, String::new()).await;
    assert_eq!(early.map_err(|e| e.code()).map(drop), Err(Code::RAFFLE_STATE));
    let unknown = raffles::open(tessera, &ask(), &Key::new("autumn")).await;
    assert_eq!(unknown.map_err(|e| e.code()).map(drop), Err(Code::RAFFLE_UNKNOWN));
}

fn review(reference: &str) -> CustomEvent {
    CustomEvent {
        event: "review".into(),
        reference: Some(reference.into()),
        submission: None,
        evidence: Some("photograph 12".into()),
        attributes: <_>::default(),
    }
}

#[tokio::test]
async fn reviews_wait_until_somebody_decides() {
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    let (tessera, who) = (&shop.tessera, Who::Member(member));
    for reference in ["r1", "r2", "r3"] {
        events::record(tessera, &ask(), &who, review(reference), None).await.expect("kept");
    }
    let again = events::record(tessera, &ask(), &who, review("r1"), None).await;
    assert_eq!(again.map_err(|e| e.code()).map(drop), Err(Code::EVENT_DUPLICATE));
    assert_eq!(shop.points(member).await, 0);
    let list = |state| {
        let filter = SubmissionFilter { state, ..SubmissionFilter::default() };
        let shop = &shop;
        async move {
            shop.project().await;
            let page = submissions::list(tessera, filter, Page::first(10)).await;
            page.expect("readable").items
        }
    };
    let open = Some(SubmissionState::Open);
    let waiting = list(open).await;
    let references: Vec<_> = waiting.iter().filter_map(|s| s.row.reference.clone()).collect();
    assert_eq!(references, ["r1", "r2", "r3"].map(Key::new));
    assert_eq!(waiting[0].row.evidence.as_deref(), Some("photograph 12"));
    for (submission, approved) in waiting.iter().zip([true, false]) {
        let decision = Decision { approved, reason: None, by: Some("moderator".into()) };
        let done = submissions::decide(tessera, &ask(), submission.row.id, decision).await;
        done.expect("decided");
    }
    assert_eq!(shop.points(member).await, 7);
    assert_eq!(list(open).await.len(), 1);
    let states: Vec<_> = list(None).await.iter().map(|s| s.row.state).collect();
    let (approved, rejected) = (SubmissionState::Approved, SubmissionState::Rejected);
    assert_eq!(states, [approved, rejected, SubmissionState::Open]);
    // Built again from the journal, the queue is the same.
    tessera_service::projector::rebuild(tessera).await.expect("rebuilt");
    let again: Vec<_> = list(None).await.iter().map(|s| s.row.state).collect();
    assert_eq!(again, states);
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_leaderboard_names_only_those_who_agreed() {
    let shop = Shop::together().await;
    let join = |name: &'static str, agrees: bool| {
        let shop = &shop;
        async move {
            let mut profile = Profile::default();
            profile.consents.extend(agrees.then(|| Key::new("app/leaderboard")));
            let contact = Contact { name: Some(name.into()), ..Contact::default() };
            let enrolment = Enrolment { profile, contact, ..Enrolment::default() };
            let done = members::enrol(&shop.tessera, &ask(), enrolment).await;
            done.expect("joined").entry.owner.as_member().expect("a member")
        }
    };
    let mut members = Vec::new();
    for (name, agrees, spent) in
        [("Anna", true, 50), ("Boris", false, 80), ("Cara", true, 50), ("Dora", true, 10)]
    {
        // Of equal numbers the one who joined first stands first.
        shop.clock.set(shop.tessera.now() + jiff::SignedDuration::from_secs(1));
        let member = join(name, agrees).await;
        shop.buy(purchase_of(Some(member), euros(spent))).await.expect("bought");
        members.push(member);
    }
    let own = Who::Member(members[3]);
    let board = leaderboards::get(&shop.tessera, &Key::new("spenders"), Some(&own), "en").await;
    let board = board.expect("there");
    let places: Vec<_> = board.top.iter().map(|p| (p.rank, p.name.as_deref(), p.value)).collect();
    let expected = [(1, None, 8_000), (2, Some("Anna"), 5_000), (2, Some("Cara"), 5_000)];
    assert_eq!(places, expected);
    let own = board.own.expect("she has bought something");
    assert_eq!((own.rank, own.value), (4, 1_000));
    shop.wait(31).await;
    let next = leaderboards::get(&shop.tessera, &Key::new("spenders"), None, "en").await;
    assert!(next.expect("there").top.is_empty(), "a new month begins");
}
