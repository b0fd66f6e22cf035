//! A request has one effect, however often it is sent.

mod shop;

use model::Code;
use shop::{Shop, ask, euros, purchase_of};
use tessera_service::{Ask, Identity, IdentityKind, Who, members, purchase, returns, rewards};

#[tokio::test]
async fn a_doubled_request_has_one_effect_and_the_identical_answer() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let new = purchase_of(Some(member), euros(100));
    let ask = ask().with_key("k-1").for_request(&new);
    let first = purchase::commit(&shop.tessera, &ask, new.clone()).await.expect("bought");
    let second = purchase::commit(&shop.tessera, &ask, new).await.expect("replayed");
    assert!(!first.replayed && second.replayed);
    assert_eq!(first.entry, second.entry);
    assert_eq!(shop.points(member).await, 10);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_doubles_at_once_have_one_effect() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let new = purchase_of(Some(member), euros(100));
    let ask = ask().with_key("k-1").for_request(&new);
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (tessera, ask, new) = (shop.tessera.clone(), ask.clone(), new.clone());
        running.spawn(async move { purchase::commit(&tessera, &ask, new).await });
    }
    let answers = running.join_all().await;
    let answers: Vec<_> = answers.into_iter().map(|a| a.expect("answered")).collect();
    assert_eq!(answers.iter().filter(|a| !a.replayed).count(), 1);
    assert!(answers.iter().all(|a| a.entry == answers[0].entry));
    assert_eq!(shop.points(member).await, 10);
}

#[tokio::test]
async fn the_same_key_with_another_request_is_refused() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let new = purchase_of(Some(member), euros(100));
    let first = ask().with_key("k").for_request(&new);
    purchase::commit(&shop.tessera, &first, new).await.expect("bought");
    let other = purchase_of(Some(member), euros(200));
    let second = ask().with_key("k").for_request(&other);
    let refused = purchase::commit(&shop.tessera, &second, other).await;
    assert_eq!(refused.expect_err("refused").code(), Code::IDEMPOTENCY_MISMATCH);
    assert_eq!(shop.points(member).await, 10);
}

#[tokio::test]
async fn a_repeated_redemption_is_answered_though_the_points_are_gone() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    shop.give(member, 30).await;
    let ask = ask().with_key("mug");
    let who = Who::Member(member);
    let redeem = || rewards::redeem(&shop.tessera, &ask, &who, "mug".into(), 1, None);
    let first = redeem().await.expect("claimed");
    let second = redeem().await.expect("replayed");
    assert_eq!(first.entry, second.entry);
    assert!(second.replayed);
    assert_eq!(shop.points(member).await, 0);
}

#[tokio::test]
async fn a_repeated_return_is_answered_though_nothing_is_left() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let bought = shop.buy(purchase_of(Some(member), euros(100))).await.expect("bought");
    let back = returns::NewReturn::whole(shop::receipt_of(&bought));
    let ask = ask().with_key("back");
    let first = returns::return_goods(&shop.tessera, &ask, back.clone()).await.expect("back");
    let second = returns::return_goods(&shop.tessera, &ask, back.clone()).await;
    assert_eq!(first.entry, second.expect("replayed").entry);
    let other = returns::return_goods(&shop.tessera, &Ask::by("test"), back).await;
    assert_eq!(other.expect_err("refused").code(), Code::RETURN_NOTHING_LEFT);
    shop.assert_sound().await;
}

#[tokio::test]
async fn a_receipt_number_is_one_for_ever() {
    let shop = Shop::new().await;
    let member = shop.enrol().await;
    let mut new = purchase_of(Some(member), euros(100));
    new.basket.number = Some("17".into());
    let first = shop.buy(new.clone()).await.expect("bought");
    let again = shop.buy(new.clone()).await.expect("replayed");
    assert!(again.replayed);
    assert_eq!(first.entry, again.entry);
    new.basket.lines[0].amount = euros(200);
    let refused = shop.buy(new).await.expect_err("another receipt with this number");
    assert_eq!(refused.code(), Code::RECEIPT_EXISTS);
    assert_eq!(shop.points(member).await, 10);
}

#[tokio::test]
async fn an_identity_leads_to_one_member() {
    let shop = Shop::new().await;
    let phone = Identity::parse(IdentityKind::Phone, "+49 151 123 45678").expect("a phone");
    let enrolment =
        members::Enrolment { identities: vec![phone.clone()], ..members::Enrolment::default() };
    let first = members::enrol(&shop.tessera, &ask(), enrolment.clone()).await.expect("joined");
    let second = members::enrol(&shop.tessera, &ask(), enrolment).await;
    assert_eq!(second.expect_err("taken").code(), Code::MEMBER_EXISTS);
    let who = Who::Identity(phone.clone());
    let member = members::get(&shop.tessera, &who).await.expect("found");
    assert_eq!(Some(member.id), first.entry.owner.as_member());
    assert_eq!(member.identities, vec![phone.clone()]);
    let gone = members::remove_identity(&shop.tessera, &ask(), &who, &phone).await;
    gone.expect("it was theirs");
    assert_eq!(members::find(&shop.tessera, &phone).await.expect("readable"), None);
    shop.assert_sound().await;
}
