//! What one owner's deed does to others happens in the same transaction, or not at all.

mod shop;

use model::basket::Burn;
use model::id::{GroupId, MemberId};
use model::{Activity, Code, Key, Owner, Units};
use shop::{Shop, ask, assert_explained, euros, purchase_of, receipt_of};
use tessera_service::members::{self, Enrolment};
use tessera_service::referrals::{self, ReferredBy};
use tessera_service::returns::{self, NewReturn};
use tessera_service::{Error, Who, gifts, groups, jobs, purchase};
use tokio::task::JoinSet;

/// A friend who joins with the code of a member.
async fn friend_of(shop: &Shop, advocate: MemberId) -> MemberId {
    let code = referrals::code(&shop.tessera, &ask(), &Who::Member(advocate)).await;
    let by = ReferredBy::Code(code.expect("a member has a code").to_lowercase().into());
    let enrolment = Enrolment { referred_by: Some(by), ..Enrolment::default() };
    let done = members::enrol(&shop.tessera, &ask(), enrolment).await;
    done.expect("friends are welcome").entry.owner.as_member().expect("a member")
}

#[tokio::test]
async fn the_advocate_is_rewarded_with_the_friends_purchase_and_not_after_its_return() {
    let shop = Shop::together().await;
    let advocate = shop.enrol().await;
    let friend = friend_of(&shop, advocate).await;
    shop.buy(purchase_of(Some(friend), euros(10))).await.expect("too little to count");
    assert_eq!(shop.points(advocate).await, 0);
    let bought = shop.buy(purchase_of(Some(friend), euros(30))).await.expect("bought");
    assert_eq!((shop.points(friend).await, shop.points(advocate).await), (5, 50));
    assert_explained(&shop, Owner::member(advocate)).await;
    let back = NewReturn::whole(receipt_of(&bought));
    returns::return_goods(&shop.tessera, &ask(), back).await.expect("goods come back");
    assert_eq!((shop.points(friend).await, shop.points(advocate).await), (0, 0));
    assert_explained(&shop, Owner::member(advocate)).await;
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_reward_that_comes_later_reaches_the_advocate_when_it_is_due() {
    let document =
        shop::TOGETHER.replace("minimum: {amount: 20}", "minimum: {amount: 20}\n  after: 14 days");
    let shop = Shop::under(&document).await;
    let advocate = shop.enrol().await;
    let (one, two) = (friend_of(&shop, advocate).await, friend_of(&shop, advocate).await);
    shop.buy(purchase_of(Some(one), euros(30))).await.expect("bought");
    let regretted = shop.buy(purchase_of(Some(two), euros(30))).await.expect("bought");
    assert_eq!((shop.points(one).await, shop.points(advocate).await), (0, 0));
    shop.wait(7).await;
    let back = NewReturn::whole(receipt_of(&regretted));
    returns::return_goods(&shop.tessera, &ask(), back).await.expect("goods come back");
    shop.wait(7).await;
    shop.project().await;
    jobs::run_due(&shop.tessera).await.expect("time passes");
    assert_eq!((shop.points(one).await, shop.points(two).await), (5, 0));
    assert_eq!(shop.points(advocate).await, 50);
    assert_explained(&shop, Owner::member(one)).await;
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_limit_for_all_together_holds_in_the_chains_of_others_too() {
    let limited = "limits: [{times: 2, per: all}]\n\ngifting:";
    let document = shop::TOGETHER.replacen("\ngifting:", &format!("  {limited}"), 1);
    let shop = Shop::under(&document).await;
    let mut rewarded = 0;
    for _ in 0..4 {
        let advocate = shop.enrol().await;
        let friend = friend_of(&shop, advocate).await;
        shop.buy(purchase_of(Some(friend), euros(30))).await.expect("a friend can always buy");
        rewarded += shop.points(advocate).await;
    }
    assert_eq!(rewarded, 100);
    shop.assert_sound().await;
}

#[tokio::test]
async fn nobody_brings_themselves_or_their_household() {
    let shop = Shop::together().await;
    let contact = |email: &str, address: &str| members::Contact {
        email: Some(email.into()),
        address: Some(address.into()),
        ..members::Contact::default()
    };
    let first = Enrolment { contact: contact("a@x.org", "Main Road 1"), ..Enrolment::default() };
    let advocate = members::enrol(&shop.tessera, &ask(), first).await.expect("joined");
    let advocate = advocate.entry.owner.as_member().expect("a member");
    let join = |contact: members::Contact| {
        let by = Some(ReferredBy::Member(advocate));
        let enrolment = Enrolment { referred_by: by, contact, ..Enrolment::default() };
        let tessera = shop.tessera.clone();
        async move { members::enrol(&tessera, &ask(), enrolment).await.map_err(|e| e.code()) }
    };
    let refused = Err(Code::REFERRAL_SELF);
    assert_eq!(join(contact("A@X.org ", "Elsewhere 2")).await.map(drop), refused);
    assert_eq!(join(contact("b@x.org", "main road 1")).await.map(drop), refused);
    assert_eq!(join(contact("b@x.org", "Elsewhere 2")).await.map(drop), Ok(()));
    let nobody = Enrolment {
        referred_by: Some(ReferredBy::Code("0000-00000".into())),
        ..Enrolment::default()
    };
    let refused = members::enrol(&shop.tessera, &ask(), nobody).await;
    assert_eq!(refused.map_err(|e| e.code()).map(drop), Err(Code::REFERRAL_UNKNOWN));
}

#[tokio::test]
async fn the_code_of_a_member_stays_the_same() {
    let shop = Shop::together().await;
    let who = Who::Member(shop.enrol().await);
    let first = referrals::code(&shop.tessera, &ask(), &who).await.expect("a code");
    let second = referrals::code(&shop.tessera, &ask(), &who).await.expect("a code");
    assert_eq!(first, second);
    assert_eq!(first.chars().filter(char::is_ascii_alphanumeric).count(), 9);
}

#[tokio::test]
async fn a_gift_leaves_and_arrives_with_the_expiry_that_it_had() {
    let shop = Shop::together().await;
    let (anna, boris) = (shop.enrol().await, shop.enrol().await);
    shop.give(anna, 30).await;
    shop.wait(100).await;
    shop.give(anna, 30).await;
    let (from, to) = (Who::Member(anna), Who::Member(boris));
    let give = |amount: i64, key: &'static str| {
        let tessera = &shop.tessera;
        let ask = ask().with_key(key).for_request(&amount);
        let (from, to) = (from.clone(), to.clone());
        async move { gifts::give(tessera, &ask, &from, &to, "points".into(), Units(amount)).await }
    };
    let given = give(40, "one").await.expect("given");
    let again = give(40, "one").await.expect("answered again");
    assert!(again.replayed && given.entry == again.entry);
    assert_eq!((shop.points(anna).await, shop.points(boris).await), (20, 40));
    let lots = shop.store.list_lots(Owner::member(boris)).await.expect("readable");
    let amounts: Vec<i64> = lots.iter().map(|(_, lot)| lot.remaining.0).collect();
    assert_eq!(amounts, [30, 10], "one lot for each expiry");
    assert!(lots[0].1.terms.expires_at < lots[1].1.terms.expires_at);
    let codes: Vec<Code> = [give(1, "two").await, give(21, "three").await]
        .into_iter()
        .filter_map(|done| done.err().map(|error| error.code()))
        .collect();
    assert_eq!(codes, [Code::TRANSFER_LIMIT, Code::UNITS_INSUFFICIENT]);
    members::block(&shop.tessera, &ask(), &to, true).await.expect("blocked");
    let refused = give(5, "four").await.map_err(|error| error.code());
    assert_eq!(refused.map(drop), Err(Code::MEMBER_BLOCKED));
    assert_eq!((shop.points(anna).await, shop.points(boris).await), (20, 40));
    shop.assert_sound().await;
}

/// A group of a kind with these people, all of them seated.
async fn group_of(shop: &Shop, kind: &str, people: &[MemberId]) -> GroupId {
    let (tessera, head) = (&shop.tessera, Who::Member(people[0]));
    let formed = groups::form(tessera, &ask(), kind.into(), None, &head).await;
    let group = formed.expect("formed").entry.owner.as_group().expect("a group");
    for person in &people[1..] {
        let who = Who::Member(*person);
        groups::ask_for_seat(tessera, &ask(), group, &who, None).await.expect("asked");
        if kind == "firm" {
            groups::approve(tessera, &ask(), group, &who).await.expect("approved");
        }
    }
    group
}

fn paid_with(member: MemberId, points: i64) -> purchase::NewPurchase {
    let mut new = purchase_of(Some(member), euros(points));
    let (unit, amount) = (Key::new("points"), Some(Units(points)));
    new.basket.burns = vec![Burn { unit, amount, hold: None }];
    new
}

#[tokio::test]
async fn a_household_pays_together_own_units_first() {
    let shop = Shop::together().await;
    let (anna, boris) = (shop.enrol().await, shop.enrol().await);
    group_of(&shop, "household", &[anna, boris]).await;
    shop.give(anna, 30).await;
    shop.give(boris, 50).await;
    let quoted = purchase::quote(&shop.tessera, paid_with(anna, 60)).await.expect("quoted");
    assert_eq!(quoted.outcome().receipt.as_ref().map(|r| r.by_units), Some(euros(60)));
    let bought = shop.buy(paid_with(anna, 60)).await.expect("both together have it");
    assert_eq!((shop.points(anna).await, shop.points(boris).await), (0, 20));
    assert_explained(&shop, Owner::member(anna)).await;
    assert_explained(&shop, Owner::member(boris)).await;
    let refused = shop.buy(paid_with(anna, 21)).await.map_err(|e| e.code()).map(drop);
    assert_eq!(refused, Err(Code::UNITS_INSUFFICIENT));
    let back = NewReturn::whole(receipt_of(&bought));
    returns::return_goods(&shop.tessera, &ask(), back).await.expect("goods come back");
    assert_eq!((shop.points(anna).await, shop.points(boris).await), (60, 20));
    shop.assert_sound().await;
}

#[tokio::test]
async fn of_a_household_only_those_pay_whose_units_are_needed() {
    let shop = Shop::together().await;
    let people = [shop.enrol().await, shop.enrol().await, shop.enrol().await];
    group_of(&shop, "household", &people).await;
    shop.give(people[1], 50).await;
    shop.give(people[2], 50).await;
    let before = [shop.entries(people[1]).await, shop.entries(people[2]).await];
    shop.buy(paid_with(people[0], 40)).await.expect("each of the others has enough");
    let after = [shop.entries(people[1]).await, shop.entries(people[2]).await];
    let mut points = [shop.points(people[1]).await, shop.points(people[2]).await];
    points.sort_unstable();
    assert_eq!((points, after[0] + after[1]), ([10, 50], before[0] + before[1] + 1));
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_that_pays_at_two_tills_at_once_never_spends_too_much() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::in_file_under(&folder.path().join("shop.db"), shop::TOGETHER).await;
    let people = [shop.enrol().await, shop.enrol().await, shop.enrol().await];
    group_of(&shop, "household", &people).await;
    shop.give(people[2], 100).await;
    let mut running = JoinSet::new();
    for number in 0..24 {
        let tessera = shop.tessera.clone();
        let new = paid_with(people[number % 2], 30);
        running.spawn(async move {
            let ask = ask().for_request(&new);
            purchase::commit(&tessera, &ask, new).await
        });
    }
    let answers: Vec<Result<_, Error>> = running.join_all().await;
    let done = answers.iter().filter(|answer| answer.is_ok()).count();
    let codes: Vec<Code> =
        answers.iter().filter_map(|a| a.as_ref().err()).map(Error::code).collect();
    assert_eq!(done, 3, "{codes:?}");
    assert!(codes.iter().all(|code| *code == Code::UNITS_INSUFFICIENT), "{codes:?}");
    assert_eq!(shop.points(people[2]).await, 10);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_employees_who_buy_at_once_all_collect_for_their_firm() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::in_file_under(&folder.path().join("shop.db"), shop::TOGETHER).await;
    let mut people = Vec::new();
    for _ in 0..24 {
        people.push(shop.enrol().await);
    }
    let group = group_of(&shop, "firm", &people).await;
    let mut running = JoinSet::new();
    for person in &people {
        let (tessera, new) = (shop.tessera.clone(), purchase_of(Some(*person), euros(100)));
        running.spawn(async move {
            let ask = ask().for_request(&new);
            purchase::commit(&tessera, &ask, new).await
        });
    }
    let bought = running.join_all().await;
    let first = bought.into_iter().map(|done| done.expect("bought")).next();
    let collected = |group| {
        let tessera = &shop.tessera;
        async move {
            let group = groups::get(tessera, group).await.expect("there");
            group.snapshot.holdings.spendable("points").0
        }
    };
    assert_eq!(collected(group).await, 240);
    let back = NewReturn::whole(receipt_of(&first.expect("somebody bought")));
    returns::return_goods(&shop.tessera, &ask(), back).await.expect("goods come back");
    assert_eq!(collected(group).await, 230);
    let to = Who::Member(people[3]);
    let (asked, unit) = (ask(), Key::new("points"));
    let given = gifts::give_from_group(&shop.tessera, &asked, group, &to, unit, Units(30)).await;
    given.expect("the firm gives");
    assert_eq!((collected(group).await, shop.points(people[3]).await), (200, 30));
    shop.assert_sound().await;
}

#[tokio::test]
async fn seats_are_taken_and_left_on_both_sides() {
    let shop = Shop::together().await;
    let (anna, boris) = (shop.enrol().await, shop.enrol().await);
    let (head, other) = (Who::Member(anna), Who::Member(boris));
    let tessera = &shop.tessera;
    let key = Some(Key::new("acme"));
    let formed = groups::form(tessera, &ask(), "firm".into(), key.clone(), &head).await;
    let group = formed.expect("formed").entry.owner.as_group().expect("a group");
    let twice = groups::form(tessera, &ask(), "firm".into(), key, &other).await;
    assert_eq!(twice.map_err(|e| e.code()).map(drop), Err(Code::GROUP_EXISTS));
    assert_eq!(groups::find(tessera, "firm", "acme").await.expect("readable"), Some(group));
    let seats = |member| async move {
        members::state(tessera, member).await.expect("there").member.seats.len()
    };
    let role = Some(Key::new("organiser"));
    groups::ask_for_seat(tessera, &ask(), group, &other, role).await.expect("asked");
    assert_eq!((seats(anna).await, seats(boris).await), (1, 0));
    groups::approve(tessera, &ask(), group, &other).await.expect("approved");
    let state = members::state(tessera, boris).await.expect("there");
    assert_eq!(state.member.seats[0].role, "organiser");
    let second = groups::form(tessera, &ask(), "firm".into(), None, &other).await;
    assert_eq!(second.map_err(|e| e.code()).map(drop), Err(Code::GROUP_SEAT));
    groups::leave(tessera, &ask(), group, &other).await.expect("left");
    assert_eq!((seats(anna).await, seats(boris).await), (1, 0));
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_claim_is_handed_over_against_its_code_and_then_stays() {
    use tessera_service::rewards;
    let shop = Shop::together().await;
    let member = shop.enrol().await;
    shop.give(member, 20).await;
    let (tessera, who) = (&shop.tessera, Who::Member(member));
    let claim = rewards::redeem(tessera, &ask(), &who, "repair".into(), 1, None).await;
    let entry = claim.expect("claimed").entry;
    let (_, rulebook) = tessera_service::programmes::current(tessera).await.expect("active");
    let claimed = rewards::claimed(tessera, &rulebook, &entry);
    let code = claimed[0].code.clone().expect("a pick-up code");
    let wrong = rewards::collect_by_code(tessera, &ask(), "0000-0000-00000").await;
    assert_eq!(wrong.map_err(|e| e.code()).map(drop), Err(Code::CLAIM_NOT_FOUND));
    let done = rewards::collect_by_code(tessera, &ask(), &code.to_lowercase()).await;
    assert!(matches!(done.expect("handed over").entry.activity, Activity::Collect(_)));
    let late = rewards::cancel(tessera, &ask(), claimed[0].claim, None).await;
    assert_eq!(late.map_err(|e| e.code()).map(drop), Err(Code::REWARD_COLLECTED));
    let twice = rewards::collect_by_code(tessera, &ask(), &code).await;
    assert_eq!(twice.map_err(|e| e.code()).map(drop), Err(Code::REWARD_COLLECTED));
    assert_eq!(shop.points(member).await, 10);
    shop.assert_sound().await;
}
